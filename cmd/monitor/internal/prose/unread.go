package prose

import (
	"bytes"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// Markdown has no errors: what it does not understand, it shows as text, and what it has no place for,
// it drops. So one pass over the tree looks for both. What loses a number, a figure, a note or a table
// cell is an error; what only looks wrong is a warning.
//
// This file looks at blocks, unread_text.go at the text in them.

// unread is the pass over one chapter.
type unread struct {
	*walker
	text    []byte // of the block that is being looked at; see textOfBlock
	base    int    // its offset in the body
	escapes []int  // offsets in the body of the characters in that text that have a backslash
	defined []*ast.LinkReferenceDefinition
	used    map[string]bool // labels of those
	line    int             // offset of the line that was last reported
	marked  bool            // that line seems to begin an audience block
	star    span            // the first star behind a word, as of a note
	numbers []span          // numbers between brackets, as of notes in Word
	lone    bool            // a mark of italics on its own was reported
}

// checkUnread reports what looks like markup and is none, and what the page would not show. The tree
// must be as goldmark made it.
func (w *walker) checkUnread(document ast.Node) {
	u := &unread{walker: w, used: make(map[string]bool), line: -1}
	_ = ast.Walk(document, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			u.checkHeadingText(n)
		case *ast.CodeBlock:
			u.checkIndented(n)
		case *ast.FencedCodeBlock:
			u.checkFence(n)
		case *ast.CodeSpan:
			u.checkCodeSpan(n)
		case *extast.Table:
			u.checkRows(n)
		case *ast.List:
			u.checkNumbers(n)
			u.checkStarNote(n)
		case *ast.Blockquote:
			u.checkMoreThan(n)
		case *ast.LinkReferenceDefinition:
			u.defined = append(u.defined, n)
		case *ast.Link:
			u.markReference(n.Reference)
		case *ast.Image:
			u.markReference(n.Reference)
		case *ast.Emphasis:
			u.checkProduct(n)
		case *extast.Strikethrough:
			u.checkTilde(n)
		}
		if first := n.FirstChild(); first != nil && n.Type() == ast.TypeBlock && first.Type() == ast.TypeInline {
			u.checkText(n)
		}
		return ast.WalkContinue, nil
	})
	u.checkDefinitions()
	u.checkNoteNumbers()
	u.checkLoneStar()
}

// report adds a diagnostic about a range of the body. A line that seems to begin an audience block
// has been reported as such.
func (u *unread) report(code diagnostic.Code, from, to int, args ...string) {
	start, end := u.lineAround(from)
	if u.line != start {
		u.line, u.marked = start, source.Marked(string(u.body[start:end]), model.Audiences)
	}
	switch {
	case u.marked:
	case u.list.Full(u.file.Path): // it is only counted, and positions in a long line take a while
		u.list.Add(code, u.file.Whole(), "", args...)
	default:
		u.list.Add(code, u.position(from, to-from), "", args...)
	}
}

// lineAround is the range of the line around an offset of the body, without its end.
func (u *unread) lineAround(offset int) (start, end int) {
	start, end = bytes.LastIndexByte(u.body[:offset], '\n')+1, len(u.body)
	if n := bytes.IndexByte(u.body[offset:], '\n'); n >= 0 {
		end = offset + n
	}
	return start, end
}

// lineAt is the line around an offset of the body.
func (u *unread) lineAt(offset int) []byte {
	start, end := u.lineAround(offset)
	return u.body[start:end]
}

// remark reports what is shown as it was typed, with its cure.
func (u *unread) remark(from, to int, cure wording.Key, args ...string) {
	u.lone = u.lone || cure == "unread.lone-star"
	u.report(diagnostic.MarkupUnread, from, to, shorten(string(u.body[from:to])), wording.Refer(cure, args...))
}

// shorten returns the beginning of a quotation for a message: of its first line, enough to find it.
func shorten(s string) string {
	line, _, more := strings.Cut(strings.TrimSpace(s), "\n")
	letters := []rune(line)
	const enough = 40
	if len(letters) > enough {
		return string(letters[:enough]) + "…"
	}
	if more {
		return line + "…"
	}
	return line
}

// checkHeadingText reports a heading without a text, which nobody sees, and a paragraph that a line of
// hyphens below it makes a heading.
func (u *unread) checkHeadingText(n *ast.Heading) {
	from := max(nodeStart(n), 0)
	switch {
	case n.Level == 1: // which is reported as the title
	case n.FirstChild() == nil:
		u.report(diagnostic.HeadingEmpty, from, from+n.Level)
	case isUnderlined(n, u.body) && !u.meantUnderlined(n):
		first := n.Lines().At(0)
		u.remark(first.Start, first.Start+len(bytes.TrimRight(first.Value(u.body), "\n")), "unread.underlined")
	}
}

// isUnderlined reports whether a heading is one by the line below it, and not by hashes.
func isUnderlined(n *ast.Heading, body []byte) bool {
	from := max(nodeStart(n), 0)
	return from < len(body) && body[from] != '#'
}

// meantUnderlined reports whether a heading is underlined on purpose: it has one line, which is no
// sentence, and the line of hyphens is about as long.
func (u *unread) meantUnderlined(n *ast.Heading) bool {
	text := bytes.TrimSpace(n.Lines().Value(u.body))
	if n.Lines().Len() > 1 || len(text) == 0 || strings.IndexByte(".,;:!?", text[len(text)-1]) >= 0 {
		return false
	}
	_, end := u.lineAround(n.Lines().At(0).Start)
	hyphens := bytes.Count(u.lineAt(min(end+len("\n"), len(u.body))), []byte("-"))
	return 2*hyphens >= len(text)
}

// checkIndented reports a paragraph that is code because it is indented.
func (u *unread) checkIndented(n *ast.CodeBlock) {
	lines := n.Lines()
	first := lines.At(0)
	content := lines.Value(u.body)
	word := fenceWord(string(first.Value(u.body)))
	if meant := meantBlock(word, content); meant != "" {
		u.report(diagnostic.BlockUnread, first.Start, first.Stop-1, meant)
		return
	}
	from := first.Start
	for from < first.Stop && (u.body[from] == ' ' || u.body[from] == '\t') {
		from++
	}
	_, end := u.lineAround(from)
	indent, cure := 0, wording.Refer("phrase.indented")
	for p := n.Parent(); p != nil; p = p.Parent() {
		if item, ok := p.(*ast.ListItem); ok {
			indent += item.Offset
		}
	}
	if indent > 0 {
		cure = wording.Refer("phrase.indented-item", strconv.Itoa(indent))
	}
	u.report(diagnostic.IndentedCode, from, end, cure)
}

// blockKey matches a text of which the first line is a key of a block.
var blockKey = regexp.MustCompile(`^[ \t]*(indicators?|kind|category)[ \t]*=[ \t]*["'“”„‘’\[]`)

// fenceWord is the word behind the marks that a line begins with, if it begins as a fence does.
func fenceWord(line string) string {
	line = strings.TrimSpace(line)
	rest := strings.TrimLeft(line, "`~'´‘’“”„ʼ:")
	if len(line)-len(rest) < 2 {
		return ""
	}
	word := strings.TrimLeft(rest, " \t{.")
	if n := strings.IndexFunc(word, func(r rune) bool { return r < 'A' || r > 'Z' && r < 'a' || r > 'z' }); n >= 0 {
		word = word[:n]
	}
	return word
}

// meantBlock returns the info word of the block that an author may have meant by a word at its
// beginning, or by its text; "" for none.
func meantBlock(word string, text []byte) string {
	if word = strings.ToLower(word); word != "" {
		if meant := blockMeant[word]; meant != "" {
			return meant
		}
		if meant := blockMeant[source.Suggest(word, blockLike)]; meant != "" {
			return meant
		}
	}
	if key := blockKey.FindSubmatch(text); key == nil {
		return ""
	} else if string(key[1]) == "category" {
		return "asks"
	}
	return "figure"
}

// checkFence reports a fenced block that is not closed, one that holds the beginning of another, and
// one that was to be read as a figure or an excerpt.
func (u *unread) checkFence(n *ast.FencedCodeBlock) {
	from := nodeStart(n)
	_, lineEnd := u.lineAround(from)
	opening := bytes.TrimLeft(u.body[from:lineEnd], " \t>")
	fence := len(opening) - len(bytes.TrimLeft(opening, "`~"))
	word, info := string(n.Language(u.body)), ""
	end := from + len(u.lineAt(from))
	if n.Info != nil {
		end = n.Info.Segment.Stop
		info = string(bytes.TrimSpace(n.Info.Segment.Value(u.body)))
	}
	named := word
	if named == "" {
		named = string(opening[:min(fence, len(opening))])
	}
	content := n.Lines().Value(u.body)
	switch meant := u.meantFence(word, info, content); {
	case meant != "":
		u.report(diagnostic.BlockUnread, from, max(end, from+fence), meant)
		u.unreadable = append(u.unreadable, n)
	case u.strict && word == "":
	case !u.closed(n, opening[0], fence), holdsFence(content, opening[0], fence):
		u.report(diagnostic.FenceOpen, from, max(end, from+fence), named, string(opening[:fence]))
		u.unreadable = append(u.unreadable, n)
	}
}

// meantFence returns the info word of the block that a fenced block was to be and is not; "" for
// none.
func (u *unread) meantFence(word, info string, content []byte) string {
	switch {
	case word == "":
		return meantBlock("", content)
	case readsBlock(word) && info != word:
		return word
	case readsBlock(word):
		return ""
	}
	if meant := meantBlock(fenceWord("```"+word), nil); meant != "" {
		return meant
	}
	for _, other := range strings.Fields(info)[1:] {
		if meant := blockMeant[strings.ToLower(other)]; meant != "" {
			return meant
		}
	}
	if strings.EqualFold(word, "toml") {
		return meantBlock("", content)
	}
	return ""
}

// closed reports whether the line behind a fenced block is its closing fence.
func (u *unread) closed(n *ast.FencedCodeBlock, mark byte, fence int) bool {
	_, end := u.lineAround(nodeStart(n))
	behind := end + len("\n")
	if lines := n.Lines(); lines.Len() > 0 {
		behind = lines.At(lines.Len() - 1).Stop
	}
	if behind >= len(u.body) {
		return false
	}
	line := bytes.Trim(u.lineAt(behind), " \t>")
	return len(line) >= fence && bytes.Count(line, []byte{mark}) == len(line)
}

// holdsFence reports whether code has a line that would begin another block: an example of one is in
// a longer fence.
func holdsFence(content []byte, mark byte, fence int) bool {
	for line := range bytes.Lines(content) {
		if b := fenceOf(bytes.TrimSuffix(line, []byte("\n")), 0); b != nil && b.info != "" &&
			b.mark == mark && b.length >= fence {
			return true
		}
	}
	return false
}

// checkCodeSpan reports a block within two backticks.
func (u *unread) checkCodeSpan(n *ast.CodeSpan) {
	first := n.FirstChild()
	if first == nil {
		return
	}
	inside := strings.TrimSpace(withoutMarkup(n, u.body))
	word := fenceWord("``" + inside)
	if meant := meantBlock(word, nil); meant != "" && strings.Contains(inside, "=") {
		u.report(diagnostic.BlockUnread, nodeStart(first), nodeStart(first)+len(word), meant)
	}
}

// checkRows reports rows of a table that have another number of cells than its head: goldmark drops
// what is too many.
func (u *unread) checkRows(table *extast.Table) {
	columns := len(table.Alignments)
	for row := table.FirstChild(); row != nil; row = row.NextSibling() {
		if row.Kind() == extast.KindTableHeader {
			continue
		}
		start := row.Pos()
		_, end := u.lineAround(start)
		line := u.body[start:end]
		if cells := countCells(line); cells != columns {
			trimmed := bytes.TrimSpace(line)
			from := start + bytes.Index(line, trimmed)
			u.report(diagnostic.CellsDiffer, from, from+len(trimmed), strconv.Itoa(cells), strconv.Itoa(columns))
		}
	}
}

// countCells counts the cells of a row as goldmark does: at each bar without a backslash.
func countCells(line []byte) int {
	line = bytes.TrimSpace(line)
	line = bytes.TrimPrefix(line, []byte("|"))
	if n := len(line); n > 0 && line[n-1] == '|' && (n == 1 || line[n-2] != '\\') {
		line = line[:n-1]
	}
	return 1 + bytes.Count(line, []byte("|")) - bytes.Count(line, []byte(`\|`))
}

// itemNumber matches the number of an item of a list.
var itemNumber = regexp.MustCompile(`^[0-9]+`)

// checkNumbers reports items of a numbered list that get another number than they have. A list in
// which all have the same number is counted on purpose.
func (u *unread) checkNumbers(list *ast.List) {
	if !list.IsOrdered() {
		return
	}
	var written, at []int
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		start, end := u.lineAround(nodeStart(item))
		line := u.body[start:end]
		marker := bytes.TrimLeft(line, " \t>")
		number, err := strconv.Atoi(string(itemNumber.Find(marker)))
		if err != nil {
			return // the item begins behind another mark on its line
		}
		written, at = append(written, number), append(at, end-len(marker))
	}
	if len(written) < 2 || len(slices.Compact(slices.Clone(written))) == 1 {
		return
	}
	for n, number := range written {
		if shown := list.Start + n; number != shown {
			digits := len(strconv.Itoa(number))
			u.report(diagnostic.ListNumber, at[n], at[n]+digits, strconv.Itoa(number), strconv.Itoa(shown))
			return
		}
	}
}

// checkStarNote reports a star behind a word when a list of one item follows that begins with a star:
// it was to be a note.
func (u *unread) checkStarNote(list *ast.List) {
	if u.star.end > 0 && list.Marker == '*' && list.ChildCount() == 1 {
		u.remark(u.star.start, u.star.end, "unread.note")
		u.star = span{}
	}
}

// moreThan matches a quote of one line that is no sentence, and begins with a number.
var moreThan = regexp.MustCompile(`^>[ \t]*[€]?[ ]?[0-9][^.!?”"’]*$`)

// checkMoreThan reports a line that begins with "> 5": the mark would be gone.
func (u *unread) checkMoreThan(n *ast.Blockquote) {
	first := n.FirstChild()
	if first == nil || first != n.LastChild() || first.Kind() != ast.KindParagraph || first.Lines().Len() != 1 {
		return
	}
	from, _ := u.lineAround(nodeStart(first))
	if line := bytes.TrimSpace(u.lineAt(from)); moreThan.Match(line) {
		u.remark(from, from+len(">"), "unread.more")
	}
}

// markReference remembers that a link has a definition elsewhere.
func (u *unread) markReference(r *ast.ReferenceLink) {
	if r != nil {
		u.used[util.ToLinkReference(r.Value)] = true
	}
}

// checkDefinitions reports definitions of links, "[label]: address", that no link uses: they are on no
// page.
func (u *unread) checkDefinitions() {
	first := make(map[string]bool)
	for _, d := range u.defined {
		label := util.ToLinkReference(d.Label)
		from, written := nodeStart(d), strings.Join(strings.Fields(string(d.Label)), " ")
		switch {
		case first[label]:
			u.report(diagnostic.DefinedTwice, from, from+len(d.Label)+len("[]:"), written)
		case !u.used[label]:
			u.report(diagnostic.DefinitionUnused, from, from+len(d.Label)+len("[]:"), written)
		}
		first[label] = true
	}
}

// checkProduct reports stars between digits: 2*3*4 would lose them.
func (u *unread) checkProduct(n *ast.Emphasis) {
	child, ok := n.FirstChild().(*ast.Text)
	if !ok {
		return
	}
	start := child.Segment.Start
	before := start - n.Level - 1
	if before >= 0 && isDigit(u.body[before]) && isDigit(u.body[start]) {
		u.remark(before, start+1, "unread.star")
	}
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// checkTilde reports words struck out by one tilde: CO~2~ means something else in other programs.
func (u *unread) checkTilde(n *extast.Strikethrough) {
	child, ok := n.FirstChild().(*ast.Text)
	if !ok {
		return
	}
	start := child.Segment.Start
	if start < 2 || u.body[start-2] != '~' {
		u.remark(max(start-1, 0), child.Segment.Stop, "unread.tilde")
	}
}
