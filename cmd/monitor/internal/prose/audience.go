package prose

import (
	"bytes"
	"cmp"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// A stretch of a chapter can be for a smaller audience than the rest. It stands in a fenced block with the info word
// "audience", and is Markdown of the chapter like any other:
//
//	````audience board
//	The costs are in the figure.
//
//	```figure
//	kind = "benefits"
//	```
//	````
//
// What a reader may not see is cut out before goldmark sees the text, so that nothing can be counted, numbered or named after
// it. Of a block that may be seen only the fences are. One empty line stays in the place of a cut, however much it took. What is
// left remembers where it stood, for messages.
//
// Fences are found line by line, which is not how goldmark finds them: it knows lists, quotes and notes. Where the two could
// disagree on what is in a block there is an error and never a guess, since a guess would publish what is secret. So an
// audience block begins at the start of a line, no block in it may close it, and in a chapter that has one every block says
// what it is and is closed.

// block is a fenced block while its lines are read.
type block struct {
	mark   byte   // '`' or '~'
	length int    // of the fence
	info   string // what stands behind it
	open   int    // where its first line begins
	inner  int    // where its content begins
	// needs is who may see an audience block, with what is around it.
	needs model.Audience
}

func (b *block) isAudience() bool { return b.infoWord() == "audience" }

// word is what the block says it is.
func (b *block) infoWord() string {
	word, _, _ := strings.Cut(strings.ReplaceAll(b.info, "\t", " "), " ")
	return word
}

// fence is a line that would close it.
func (b *block) fence() string { return strings.Repeat(string(b.mark), b.length) }

// audienceChange is where another audience begins in a chapter's body: at a fence of an audience block.
type audienceChange struct {
	from  int
	needs model.Audience
}

// visibleBody is a chapter's body as the audience of the site may see it.
type visibleBody struct {
	body    []byte
	kept    []keptSpan       // where in the file's body each piece of it stood; none when it is as it was
	changes []audienceChange // of the audience in the file's body, cut out or not, in order
	levels  []model.Audience // that audience blocks are for, each once
	strayed bool             // a fence of an audience block was found where it is none, and reported
}

// piece is where a part of a body that was cut begins, there and in the body as it was.
type keptSpan struct{ at, origin int }

// origin is where something stood in the body as it was.
func (a *visibleBody) origin(offset int) int {
	if len(a.kept) == 0 {
		return offset
	}
	n := sort.Search(len(a.kept), func(n int) bool { return a.kept[n].at > offset }) - 1
	return a.kept[max(n, 0)].origin + offset - a.kept[max(n, 0)].at
}

// audienceScanner goes through the lines of a body.
type audienceScanner struct {
	*walker
	open     []*block // from the outermost; only the last can be no audience block
	found    bool     // an audience block was found
	cut      []span   // what is to be cut, in no order; one may be within another
	nameless []int    // where blocks begin that do not say what they are
	// mixed: a block within another one could close it, which was reported. From there on the innermost is closed first, as its
	// author had in mind.
	mixed bool
}

// separate takes out of a body what the audience of the site may not see, and the fences around what it may.
func (w *walker) cutHidden(body []byte) {
	w.body = body
	if !bytes.Contains(body, []byte("audience")) {
		return
	}
	s := &audienceScanner{walker: w}
	for from := 0; from < len(body); {
		to := len(body)
		if n := bytes.IndexByte(body[from:], '\n'); n >= 0 {
			to = from + n
		}
		s.scanLine(body[from:to], from, min(to+1, len(body)))
		from = to + 1
	}
	s.closeBlocks(0, len(body), len(body))
	if !s.found {
		return
	}
	for _, at := range s.nameless {
		w.list.Add(diagnostic.FenceNameless, w.position(at, 3), "")
	}
	w.body, w.kept = cutSpans(body, s.cut)
}

// apart cuts stretches out of a body. Between what is left there is one empty line.
func cutSpans(body []byte, cut []span) (rest []byte, kept []keptSpan) {
	slices.SortFunc(cut, func(a, b span) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end)) })
	rest = make([]byte, 0, len(body))
	at := 0
	keep := func(to int) {
		if to > at {
			kept = append(kept, keptSpan{len(rest), at})
			rest = append(rest, body[at:to]...)
		}
	}
	for _, c := range cut {
		keep(c.start)
		if c.end <= at {
			continue
		}
		if rest = bytes.TrimRight(rest, " \t\n"); len(rest) > 0 {
			rest = append(rest, "\n\n"...)
		}
		// Empty lines behind the cut go too.
		for at = c.end; at < len(body); {
			n := bytes.IndexByte(body[at:], '\n')
			if n < 0 || len(bytes.TrimSpace(body[at:at+n])) > 0 {
				break
			}
			at += n + 1
		}
	}
	keep(len(body))
	return rest, kept
}

// line looks at one line, from an offset to the start of the next.
func (s *audienceScanner) scanLine(line []byte, from, next int) {
	b := fenceOf(line, from)
	if b == nil {
		s.checkStray(line, from)
		return
	}
	if b.info == "" {
		if n := s.closedBy(b); n >= 0 {
			s.closeBlocks(n, from, next)
			return
		}
	}
	if n := len(s.open); n > 0 && !s.open[n-1].isAudience() {
		return // content of a block of code
	}
	b.inner = next
	switch {
	case b.info == "":
		s.nameless = append(s.nameless, from)
	case b.isAudience() && line[0] != b.mark:
		s.list.Add(diagnostic.AudienceMisplaced, s.position(from, len(line)), "")
		s.strayed = true
	case b.isAudience():
		s.openAudience(b, from, next)
	}
	if n := s.closedBy(b); n >= 0 {
		outer := *s.open[n]
		line := strconv.Itoa(s.position(outer.open, 1).Line)
		outer.length = b.length + 1
		s.list.Add(diagnostic.AudienceCutShort, s.position(from, next-from), "", line, outer.fence()+outer.info)
		s.mixed = true
	}
	s.open = append(s.open, b)
}

// closes is which of the open blocks a fence closes, or would if nothing stood behind it; −1 for none.
func (s *audienceScanner) closedBy(b *block) int {
	found := -1
	for n, outer := range s.open {
		if outer.mark == b.mark && b.length >= outer.length && (found < 0 || s.mixed) {
			found = n
		}
	}
	return found
}

// begin reads who an audience block is for.
func (s *audienceScanner) openAudience(b *block, from, next int) {
	around := s.audienceAround(len(s.open))
	s.found = true
	name := strings.TrimSpace(strings.TrimPrefix(b.info, b.infoWord()))
	locate := func() diagnostic.Position {
		return s.position(from+bytes.Index(s.file.Data[s.text.Chapter.Body+from:], []byte(b.info)), len(b.info))
	}
	needs, known := model.ParseAudience(name)
	switch {
	case !known:
		// Nobody but the Board sees what is for an unknown audience, should it ever be seen.
		needs = model.Board
		s.list.Add(diagnostic.BadChoice, locate(), audienceLike(name), "audience", name, strings.Join(model.Audiences[1:], ", "))
	case needs <= around:
		s.list.Add(diagnostic.AudienceIdle, locate(), "", needs.String(), around.String())
	}
	b.needs = max(needs, around)
	s.changes = append(s.changes, audienceChange{b.inner, b.needs})
	if !slices.Contains(s.levels, b.needs) {
		s.levels = append(s.levels, b.needs)
	}
	s.cut = append(s.cut, span{from, next})
}

// around is who may see what is around the n-th of the open blocks.
func (s *audienceScanner) audienceAround(n int) model.Audience {
	if n == 0 {
		return s.text.Chapter.Audience
	}
	return s.open[n-1].needs
}

func audienceLike(name string) string {
	if like := source.Suggest(name, model.Audiences[1:]); like != "" {
		return "audience " + like
	}
	return ""
}

// close ends the n-th of the open blocks and all in it: at is where its last line begins, next where the one after that does.
// Both are the end of the body for blocks that nobody closed.
func (s *audienceScanner) closeBlocks(n, at, next int) {
	for inner := len(s.open) - 1; inner >= n; inner-- {
		b := s.open[inner]
		if (inner > n || at == next) && s.found && b.info != "" {
			s.list.Add(diagnostic.FenceOpen, s.position(b.open, len(b.fence())+len(b.info)), "", b.infoWord(), b.fence())
		}
		if !b.isAudience() {
			continue
		}
		s.changes = append(s.changes, audienceChange{at, s.audienceAround(inner)})
		if b.needs > s.audience {
			s.cut = append(s.cut, span{b.inner, at})
		}
		if inner == n {
			s.cut = append(s.cut, span{at, next})
		}
	}
	s.open = s.open[:min(n, len(s.open))]
}

// strayedForm is a fence of an audience block where it is none: deeply indented, or behind the mark of a quote, list or note.
var strayedForm = regexp.MustCompile("^(?:[ \t>*+-]|[0-9]{1,9}[.)]|\\[\\^[^\\]]+\\]:|:)*(?:`{3,}|~{3,})[ \t]*audience(?:[ \t]|$)")

func (s *audienceScanner) checkStray(line []byte, from int) {
	if n := len(s.open); n > 0 && !s.open[n-1].isAudience() || !bytes.Contains(line, []byte("audience")) {
		return
	}
	if strayedForm.Match(line) {
		s.list.Add(diagnostic.AudienceMisplaced, s.position(from, len(line)), "")
		s.strayed = true
	}
}

// fenceOf reads a line as the fence of a block (CommonMark 0.31, section 4.5), or returns nil.
func fenceOf(line []byte, at int) *block {
	indent := 0
	for indent < len(line) && line[indent] == ' ' {
		indent++
	}
	rest := line[indent:]
	if indent > 3 || len(rest) == 0 || rest[0] != '`' && rest[0] != '~' {
		return nil
	}
	b := &block{mark: rest[0], open: at}
	for b.length < len(rest) && rest[b.length] == b.mark {
		b.length++
	}
	b.info = strings.TrimSpace(string(rest[b.length:]))
	if b.length < 3 || b.mark == '`' && strings.Contains(b.info, "`") {
		return nil
	}
	return b
}

// audienceAt is who may see what stands at an offset in the body.
func (w *walker) audienceAt(offset int) model.Audience { return w.audienceAtOrigin(w.origin(offset)) }

// audienceAtOrigin is audienceAt for the body as it was.
func (w *walker) audienceAtOrigin(offset int) model.Audience {
	after := sort.Search(len(w.changes), func(n int) bool { return w.changes[n].from > offset })
	if after == 0 {
		return w.text.Chapter.Audience
	}
	return w.changes[after-1].needs
}

// unread reports a block of code that is, or seems meant as, an audience block that was not taken for one.
func (w *walker) checkInfo(block *ast.FencedCodeBlock) {
	if block.Info == nil {
		return
	}
	info := block.Info.Segment
	written := string(info.Value(w.body))
	locate := func() diagnostic.Position { return w.position(info.Start, info.Len()) }
	if first, _, _ := strings.Cut(written, " "); first == "audience" {
		if !w.strayed {
			w.list.Add(diagnostic.AudienceMisplaced, locate(), "")
		}
		return
	}
	seems, meant := false, "audience board"
	for _, word := range strings.FieldsFunc(strings.ToLower(written), func(r rune) bool { return !unicode.IsLetter(r) }) {
		level := slices.Contains(model.Audiences, word)
		seems = seems || level || word == "audience" || word == "doelgroep" || source.Suggest(word, []string{"audience"}) != ""
		if level && word != model.Public.String() {
			meant = "audience " + word
		}
	}
	if seems {
		w.list.Add(diagnostic.AudienceMisspelt, locate(), meant, written)
	}
}
