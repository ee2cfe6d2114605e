package prose

import (
	"bytes"
	"cmp"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// An audience block is for a smaller audience than the rest of its chapter. It is a fenced block
// with the info word "audience". Its content is Markdown like that around it:
//
//	````audience board
//	The costs are in the figure.
//
//	```figure
//	kind = "benefits"
//	```
//	````
//
// A block that the audience of the site may not see is cut out before goldmark sees the text, so
// that it changes no number, id or count. Of a block that the audience may see only the fences are
// cut. One empty line replaces a cut, whatever its length. Each part that is kept has its offset in
// the file, for messages.
//
// This file finds fences line by line. goldmark does not: it knows lists, quotes and notes. Where
// the two could disagree about what is in a block there is an error, since a wrong guess would
// publish a secret. So an audience block begins at the start of a line, and no block in it may
// close it. In a chapter that has one, or shows one in a block of code, every fenced block has an
// info word and a closing fence, and no block of code has a fence in it that could begin a block.
//
// Any other line that seems to begin an audience block is an error (source.Marked): what its author
// wants to hide, everybody would see. Only a block of code at the start of a line may have one, as
// an example.

// block is a fenced block while its lines are read.
type block struct {
	mark   byte   // '`' or '~'
	length int    // of the fence
	info   string // the text behind it
	start  int    // offset of its first line
	inner  int    // offset of its content
	// needs is who may see an audience block: those who may see all blocks around it too.
	needs model.Audience
}

func (b *block) isAudience() bool { return b.infoWord() == "audience" }

// infoWord is the first word of its info: "audience", "figure" or a language.
func (b *block) infoWord() string {
	word, _, _ := strings.Cut(strings.ReplaceAll(b.info, "\t", " "), " ")
	return word
}

// fence is the line that closes it.
func (b *block) fence() string { return strings.Repeat(string(b.mark), b.length) }

// audienceChange is an offset in a chapter's body, at a fence of an audience block, from which on others
// may see the text.
type audienceChange struct {
	from  int
	needs model.Audience
}

// visibleBody is a chapter's body as the audience of the site may see it.
type visibleBody struct {
	body    []byte
	kept    []keptSpan       // what is left of the file's body, in order; none when nothing was cut
	changes []audienceChange // in the file's body, in order; of blocks that were cut out too
	levels  []model.Audience // of all audience blocks, each once
	strict  bool             // blocks without an info word, or a closing fence, have been reported
}

// keptSpan is a part of a body that was not cut: its offset in what is left, and that in the file's body.
type keptSpan struct{ offset, origin int }

// origin converts an offset in the body that is left to one in the file's body.
func (a *visibleBody) origin(offset int) int {
	if len(a.kept) == 0 {
		return offset
	}
	n := sort.Search(len(a.kept), func(n int) bool { return a.kept[n].offset > offset }) - 1
	return a.kept[max(n, 0)].origin + offset - a.kept[max(n, 0)].offset
}

// left converts an offset in the file's body to one in the body that is left: the nearest, where it was cut.
func (a *visibleBody) left(origin int) int {
	if len(a.kept) == 0 {
		return origin
	}
	n := max(sort.Search(len(a.kept), func(n int) bool { return a.kept[n].origin > origin })-1, 0)
	end := len(a.body)
	if n+1 < len(a.kept) {
		end = a.kept[n+1].offset
	}
	return max(0, min(a.kept[n].offset+origin-a.kept[n].origin, end))
}

// audienceScanner goes through the lines of a body.
type audienceScanner struct {
	*walker
	open     []*block // from the outermost; all but the last are audience blocks
	found    bool     // there is an audience block, or an example of one
	cut      []span   // to cut, in no order; one may be within another
	nameless []int    // offsets of blocks without an info word
	unclosed []*block // blocks of code with a fence in them that could begin a block
	// mixed is set when a fence within a block could close that block, which was reported. From there
	// on a fence closes the innermost block that it can, as the author meant.
	mixed bool
}

// cutHidden sets the walker's body: the file's body without the audience blocks that the audience of the
// site may not see, and without the fences of the others.
func (w *walker) cutHidden(body []byte) {
	w.body = body
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
	w.strict = true
	for _, offset := range s.nameless {
		w.list.Add(diagnostic.FenceNameless, w.position(offset, len("```")), "")
	}
	for _, b := range s.unclosed {
		s.reportOpen(b)
	}
	w.body, w.kept = cutSpans(body, s.cut)
}

// cutSpans cuts spans out of a body and leaves one empty line in place of each.
func cutSpans(body []byte, cut []span) (rest []byte, kept []keptSpan) {
	slices.SortFunc(cut, func(a, b span) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end))
	})
	rest = make([]byte, 0, len(body))
	done := 0
	keep := func(to int) {
		if to > done {
			kept = append(kept, keptSpan{len(rest), done})
			rest = append(rest, body[done:to]...)
		}
	}
	for _, c := range cut {
		keep(c.start)
		if c.end <= done {
			continue
		}
		if rest = bytes.TrimRight(rest, " \t\n"); len(rest) > 0 {
			rest = append(rest, "\n\n"...)
		}
		// Empty lines behind the cut go too.
		for done = c.end; done < len(body); {
			n := bytes.IndexByte(body[done:], '\n')
			if n < 0 || len(bytes.TrimSpace(body[done:done+n])) > 0 {
				break
			}
			done += n + 1
		}
	}
	keep(len(body))
	return rest, kept
}

// scanLine reads one line; from is its offset, next that of the next line.
func (s *audienceScanner) scanLine(line []byte, from, next int) {
	b := fenceOf(line, from)
	if b != nil && b.info == "" {
		if n := s.closedBy(b); n >= 0 {
			s.closeBlocks(n, from, next)
			return
		}
	}
	marked := source.Marked(string(line), model.Audiences)
	if n := len(s.open); n > 0 && !s.open[n-1].isAudience() {
		code := s.open[n-1]
		// A fence as long as that of the code begins a block, if the author forgot to close the code.
		begins := b != nil && b.info != "" && b.length >= code.length && (marked || b.mark == code.mark)
		if !begins {
			s.scanCode(code, line, from, marked)
			return
		}
		s.unclosed = append(s.unclosed, code)
		s.open = s.open[:n-1]
	}
	if b == nil {
		if marked {
			s.reportMarked(line, from)
		}
		return
	}
	b.inner = next
	switch {
	case b.info == "":
		s.nameless = append(s.nameless, from)
	case b.isAudience() && line[0] == b.mark:
		s.openAudience(b, from, next)
	case marked:
		s.reportMarked(line, from)
	}
	if n := s.closedBy(b); n >= 0 {
		outer := *s.open[n]
		line := strconv.Itoa(s.position(outer.start, 1).Line)
		outer.length = b.length + 1
		s.list.Add(diagnostic.AudienceCutShort, s.position(from, next-from), "", line, outer.fence()+outer.info)
		s.mixed = true
	}
	s.open = append(s.open, b)
}

// scanCode reads a line of a block of code. There, and only there, an audience block may be shown as
// an example. goldmark takes a block that is indented as a part of the list before it, and ends it
// with that; the text of a figure or an excerpt is no example.
func (s *audienceScanner) scanCode(code *block, line []byte, from int, marked bool) {
	switch {
	case !marked:
	case code.info == "", readsBlock(code.infoWord()), s.file.Data[s.text.Chapter.Body+code.start] != code.mark:
		s.reportMarked(line, from)
	default:
		s.found = true
	}
}

// closedBy is the index of the open block that a fence closes, or would close without its info; −1
// for none.
func (s *audienceScanner) closedBy(b *block) int {
	found := -1
	for n, outer := range s.open {
		if outer.mark == b.mark && b.length >= outer.length && (found < 0 || s.mixed) {
			found = n
		}
	}
	return found
}

// openAudience reads the audience of a block.
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
		// Until its author corrects it, the block is for the Board only.
		needs = model.Board
		s.list.Add(diagnostic.BadChoice, locate(), audienceLike(name),
			"audience", name, strings.Join(model.Audiences[1:], ", "))
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

// audienceAround is who may see the text around the n-th of the open blocks.
func (s *audienceScanner) audienceAround(n int) model.Audience {
	if n == 0 {
		return s.text.Chapter.Audience
	}
	return s.open[n-1].needs
}

// audienceLike is the info that an author may have meant, "audience board", or "".
func audienceLike(name string) string {
	if like := source.Suggest(name, model.Audiences[1:]); like != "" {
		return "audience " + like
	}
	return ""
}

// closeBlocks closes the n-th of the open blocks and all blocks in it. end is the offset of its
// closing fence, next that of the line behind it. Both are the end of the body for blocks without a
// closing fence.
func (s *audienceScanner) closeBlocks(n, end, next int) {
	for inner := len(s.open) - 1; inner >= n; inner-- {
		b := s.open[inner]
		if (inner > n || end == next) && s.found && b.info != "" {
			s.reportOpen(b)
		}
		if !b.isAudience() {
			continue
		}
		s.changes = append(s.changes, audienceChange{end, s.audienceAround(inner)})
		if b.needs > s.audience {
			s.cut = append(s.cut, span{b.inner, end})
		}
		if inner == n {
			s.cut = append(s.cut, span{end, next})
		}
	}
	s.open = s.open[:min(n, len(s.open))]
}

// reportOpen reports a block that is not closed.
func (s *audienceScanner) reportOpen(b *block) {
	position := s.position(b.start, len(b.fence())+len(b.info))
	s.list.Add(diagnostic.FenceOpen, position, "", b.infoWord(), b.fence())
}

// misplacedForm matches a fence of an audience block that is not at the start of a line: it is
// indented, or behind the mark of a quote, list or note.
var misplacedForm = regexp.MustCompile("^(?:[ \t>*+-]|[0-9]{1,9}[.)]|\\[\\^[^\\]]+\\]:|:)+" +
	"(?:`{3,}|~{3,})[ \t]*audience(?:[ \t]|$)")

// reportMarked reports a line that seems to begin an audience block, and does not.
func (s *audienceScanner) reportMarked(line []byte, from int) {
	code := diagnostic.AudienceMisspelt
	if misplacedForm.Match(line) {
		code = diagnostic.AudienceMisplaced
	}
	s.list.Add(code, s.position(from, len(line)), "")
}

// fenceOf reads a line as the fence of a block (CommonMark 0.31, section 4.5), or returns nil.
func fenceOf(line []byte, offset int) *block {
	indent := 0
	for indent < len(line) && line[indent] == ' ' {
		indent++
	}
	rest := line[indent:]
	if indent > 3 || len(rest) == 0 || rest[0] != '`' && rest[0] != '~' {
		return nil
	}
	b := &block{mark: rest[0], start: offset}
	for b.length < len(rest) && rest[b.length] == b.mark {
		b.length++
	}
	b.info = strings.TrimSpace(string(rest[b.length:]))
	if b.length < 3 || b.mark == '`' && strings.Contains(b.info, "`") {
		return nil
	}
	return b
}

// audienceAt is who may see the text at an offset in the body.
func (w *walker) audienceAt(offset int) model.Audience { return w.audienceAtOrigin(w.origin(offset)) }

// audienceAtOrigin is audienceAt for an offset in the file's body.
func (w *walker) audienceAtOrigin(offset int) model.Audience {
	after := sort.Search(len(w.changes), func(n int) bool { return w.changes[n].from > offset })
	if after == 0 {
		return w.text.Chapter.Audience
	}
	return w.changes[after-1].needs
}
