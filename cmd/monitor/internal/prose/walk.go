package prose

import (
	"bytes"
	"cmp"
	"html"
	"maps"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// walker goes through the tree of one chapter. It checks what the author wrote, collects headings,
// figures and references, and replaces some of goldmark's nodes with our own.
type walker struct {
	*Converter
	visibleBody
	text  *Text
	draft *Draft
	file  *source.File
	list  *diagnostic.List

	passage *Passage       // nil for a chapter
	faults  *Faults        // to mark; nil for a text that is published
	readers model.Audience // who may see the node or line that is being checked

	level      int         // of the last heading
	elements   []string    // of HTML that are open
	invented   []*ast.Link // links that quote an invented number
	tables     int         // so far
	unreadable []ast.Node  // blocks that were reported as a whole: not closed, or with words behind their name
	code       []span      // of the body; nothing in code is a footnote
	quotedIn   []ast.Node  // blocks with a quotation, in order
	quotedBy   map[ast.Node][]quotedNumber
}

// span is a range of bytes of a body. Its end is the offset behind the last byte.
type span struct{ start, end int }

// position is the position in the file of some bytes of the body.
func (w *walker) position(offset, length int) diagnostic.Position {
	return w.file.At(w.text.Chapter.Body+w.origin(max(offset, 0)), length)
}

// setReaders sets who may see a node before it is checked.
func (w *walker) setReaders(n ast.Node) {
	if len(w.changes) > 0 {
		w.readers = w.audienceAt(nodeStart(n))
	}
}

// replacement is a node of goldmark with the node of ours that comes in its place.
type replacement struct{ old, ours ast.Node }

// readBlocks reads the figures and the excerpts of the document.
func (w *walker) readBlocks(document ast.Node) []replacement {
	var all []replacement
	for n := document.FirstChild(); n != nil; n = n.NextSibling() {
		block, ok := n.(*ast.FencedCodeBlock)
		if !ok || !readsBlock(string(block.Language(w.body))) {
			continue
		}
		w.setReaders(block)
		if word := string(block.Language(w.body)); word != "figure" {
			if e := w.readExcerpt(block, word); e != nil {
				all = append(all, replacement{block, &excerptBlock{excerpt: e}})
			}
		} else if f := w.readFigure(block); f != nil {
			all = append(all, replacement{block, &figureBlock{figure: f}})
		}
	}
	return all
}

// walk checks all nodes of the document and replaces those that need a node of ours.
func (w *walker) walk(document ast.Node) (replaced []replacement) {
	// Figures come first: their order numbers them, wherever links to them are.
	all := w.readBlocks(document)
	_ = ast.Walk(document, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			w.checkHeading(n)
		case *ast.HTMLBlock:
			w.checkHTML(n, n.Lines().Value(w.body))
		case *ast.RawHTML:
			w.checkHTML(n, n.Segments.Value(w.body))
		case *ast.FencedCodeBlock:
			w.markCode(n)
			if word := string(n.Language(w.body)); readsBlock(word) && n.Parent() != document {
				w.list.Add(diagnostic.BlockNested, w.position(nodeStart(n), len("```")+len(word)), "", word)
			}
		case *ast.CodeBlock:
			w.markCode(n)
		case *ast.CodeSpan:
			if first, last := n.FirstChild(), n.LastChild(); first != nil {
				w.code = append(w.code, span{first.Pos(), last.Pos() + len(withoutMarkup(last, w.body))})
			}
		case *ast.Link:
			w.setReaders(n)
			if r := w.resolveLink(n); r != nil {
				all = append(all, replacement{n, r})
				if _, ok := r.(*termUse); !ok {
					return ast.WalkSkipChildren, nil
				}
			}
		case *ast.AutoLink:
			w.checkExternal(string(n.URL(w.body)), func() diagnostic.Position {
				return w.position(nodeStart(n), 1)
			})
		case *ast.Image:
			if r := w.resolveImage(n); r != nil {
				all = append(all, replacement{n, r})
				return ast.WalkSkipChildren, nil
			}
		case *extast.Table:
			w.tables++
			label := w.language.Say("page.table", "n", strconv.Itoa(w.tables))
			n.SetAttributeString("label", html.EscapeString(label))
		case *extast.TableCell:
			setAlignment(n)
		}
		return ast.WalkContinue, nil
	})
	w.checkSentences()
	w.replace(all)
	w.nameHeadings(document)
	return all
}

// setAlignment gives a cell of a table its class, since a style in the page is not allowed.
func setAlignment(n *extast.TableCell) {
	switch n.Alignment {
	case extast.AlignRight:
		n.SetAttributeString("class", []byte("align-right"))
	case extast.AlignCenter:
		n.SetAttributeString("class", []byte("align-center"))
	}
}

// replace puts nodes of ours into the document, and marks each invented number.
func (w *walker) replace(all []replacement) {
	for _, r := range all {
		if use, ok := r.ours.(*termUse); ok {
			// The words between the brackets become the text of the button.
			for child := r.old.FirstChild(); child != nil; child = r.old.FirstChild() {
				use.AppendChild(use, child)
			}
		}
		r.old.Parent().ReplaceChild(r.old.Parent(), r.old, r.ours)
	}
	for _, n := range w.invented {
		if table := tableOf(n); table == nil || !allInvented(table) {
			w.mark(n)
		} else {
			table.SetAttributeString("example", true)
		}
	}
}

// tableOf returns the table in which a node stands; nil for none.
func tableOf(n ast.Node) ast.Node {
	for n != nil && n.Kind() != extast.KindTable {
		n = n.Parent()
	}
	return n
}

// allInvented reports whether no number of the data that a table quotes is real. Such a table has one mark.
func allInvented(table ast.Node) bool {
	all := true
	_ = ast.Walk(table, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if class, ok := n.AttributeString("class"); ok && n.Kind() == ast.KindLink {
			all = all && string(class.([]byte)) != quotedReal
		}
		return ast.WalkContinue, nil
	})
	return all
}

// mark puts a word behind an invented number and its percent sign: "86% (voorbeeld)".
func (w *walker) mark(number *ast.Link) {
	last := ast.Node(number)
	for last.NextSibling() == nil && last.Parent().Kind() == ast.KindEmphasis {
		last = last.Parent()
	}
	parent := last.Parent()
	if next, ok := last.NextSibling().(*ast.Text); ok {
		if size := w.percentAhead(string(next.Segment.Value(w.body))); size > 0 {
			end := next.Segment.Start + size
			sign := ast.NewTextSegment(next.Segment.WithStop(end))
			parent.InsertBefore(parent, next, sign)
			last = sign
			next.Segment = next.Segment.WithStart(end)
			if next.Segment.IsEmpty() && !next.SoftLineBreak() && !next.HardLineBreak() {
				parent.RemoveChild(parent, next)
			}
		}
	}
	word := "(" + w.language.Say("ui.example") + ")"
	parent.InsertAfter(parent, last,
		&reference{html: ` <span class="flag">` + html.EscapeString(word) + `</span>`, text: " " + word})
}

// percentAhead returns how many bytes at the beginning of a text say that the number before it is in per cent or
// in percentage points, with the space before that; 0 for none.
func (w *walker) percentAhead(text string) int {
	rest := strings.TrimLeft(text, " \u00a0\u2009\u202f")
	for _, words := range []string{"quote.word.points", "quote.word.percent"} {
		for word := range strings.SplitSeq(w.language.Say(words), "|") {
			if behind, found := strings.CutPrefix(rest, word); found {
				return len(text) - len(strings.TrimLeftFunc(behind, unicode.IsLetter)) // "percentage point" is listed
			}
		}
	}
	return 0
}

// deepestListed is the lowest level of heading that is in the table of contents.
const deepestListed = 3

// nameHeadings gives all headings an id, and lists those of the document itself: others are within a
// block quote or a list. The figures and references in them have been resolved.
func (w *walker) nameHeadings(document ast.Node) {
	var headings []*ast.Heading
	var texts [][]piece
	ids := newIDs()
	_ = ast.Walk(document, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		h, ok := n.(*ast.Heading)
		if !ok || !entering {
			return ast.WalkContinue, nil
		}
		pieces := piecesOf(h, w.body)
		headings, texts = append(headings, h), append(texts, pieces)
		ids.expect(lasting(pieces))
		return ast.WalkSkipChildren, nil
	})
	for n, h := range headings {
		id := ids.of(lasting(texts[n]))
		h.SetAttributeString("id", []byte(id))
		if h.Parent() != document {
			continue
		}
		w.setReaders(h)
		w.draft.anchors[id] = w.readers
		if h.Level <= deepestListed {
			w.text.Headings = append(w.text.Headings, Heading{ID: id, Level: h.Level,
				Line: w.position(nodeStart(h), 1).Line})
			w.draft.headings = append(w.draft.headings, texts[n])
		}
	}
}

// checkHeading reports a heading of level 1 and a skipped level, "##" and then "####".
func (w *walker) checkHeading(n *ast.Heading) {
	if n.Level == 1 {
		cure := wording.Refer("phrase.heading-hashes")
		if isUnderlined(n, w.body) {
			cure = wording.Refer("phrase.heading-underlined")
		}
		w.list.Add(diagnostic.TitleInText, w.position(n.Pos(), n.Level), "", cure)
	} else if n.Level > max(w.level, 1)+1 && n.FirstChild() != nil {
		w.list.Add(diagnostic.SkippedHeading, w.position(n.Pos(), n.Level), "")
	}
	w.level = n.Level
}

// nodeStart is the offset of a node in the body. goldmark does not record one for every node: then
// it is that of its first line, its first child or its parent.
func nodeStart(n ast.Node) int {
	if n.Pos() >= 0 {
		return n.Pos()
	}
	if n.Type() == ast.TypeBlock && n.Lines().Len() > 0 {
		return n.Lines().At(0).Start
	}
	if n.FirstChild() != nil {
		return nodeStart(n.FirstChild())
	}
	if n.Parent() != nil {
		return nodeStart(n.Parent())
	}
	return 0
}

// markCode remembers the lines of a block of code.
func (w *walker) markCode(n ast.Node) {
	if lines := n.Lines(); lines.Len() > 0 {
		w.code = append(w.code, span{lines.At(0).Start, lines.At(lines.Len() - 1).Stop})
	}
}

// footnoteMark is "[^label]" in a body. At the start of a line and with a colon behind it, the mark
// defines the footnote: its text follows.
type footnoteMark struct {
	label   string
	offset  int
	defines bool
}

// footnoteMarks finds all marks of footnotes in a body.
func footnoteMarks(body []byte) []footnoteMark {
	var all []footnoteMark
	for offset := 0; ; {
		n := bytes.Index(body[offset:], []byte("[^"))
		if n < 0 {
			return all
		}
		offset += n
		label := body[offset+2:]
		n = bytes.IndexAny(label, "[]\n")
		if n <= 0 || label[n] != ']' {
			offset += 2
			continue
		}
		line := offset
		for line > 0 && offset-line < 3 && body[line-1] == ' ' {
			line--
		}
		startsLine := line == 0 || body[line-1] == '\n'
		defines := startsLine && n+1 < len(label) && label[n+1] == ':'
		all = append(all, footnoteMark{string(label[:n]), offset, defines})
		offset += 2 + n + 1
	}
}

// startsLine reports whether a mark is at the start of its line, with the words of a note behind it.
func (m footnoteMark) startsLine(body []byte) bool {
	behind := m.offset + len("[^]") + len(m.label)
	return (m.offset == 0 || body[m.offset-1] == '\n') && behind < len(body) && body[behind] == ' '
}

// checkFootnotes reports footnotes that are used and not defined, whose mark Markdown would show, and
// those that are defined twice or not used, whose text it would not.
func (w *walker) checkFootnotes() {
	slices.SortFunc(w.code, func(a, b span) int { return cmp.Compare(a.start, b.start) })
	defined, elsewhere := make(map[string]int), w.footnoteAudiences()
	used := make(map[string]bool)
	var uses, definitions []footnoteMark
	for _, n := range footnoteMarks(w.body) {
		switch first, twice := defined[n.label]; {
		case w.inCode(n.offset), isEscaped(w.body, n.offset):
		case !n.defines:
			uses = append(uses, n)
			used[n.label] = true
		case twice:
			line := strconv.Itoa(w.position(first, 1).Line)
			w.list.Add(diagnostic.NoteTwice, w.position(n.offset, len("[^]:")+len(n.label)), "", n.label, line)
		default:
			defined[n.label] = n.offset
			definitions = append(definitions, n)
		}
	}
	labels := slices.Sorted(maps.Keys(defined))
	misspelt := make(map[string]bool) // notes that a reference means and misspells
	atLine := make(map[string]bool)   // labels at the start of a line: definitions without their colon
	for _, u := range uses {
		if _, ok := defined[u.label]; !ok {
			misspelt[source.Suggest(u.label, labels)] = true
			atLine[u.label] = atLine[u.label] || u.startsLine(w.body)
		}
	}
	for _, n := range definitions {
		if !used[n.label] && !misspelt[n.label] {
			w.list.Add(diagnostic.NoteUnused, w.position(n.offset, len("[^]:")+len(n.label)), "", n.label)
		}
	}
	for _, u := range uses {
		w.readers = w.audienceAt(u.offset)
		locate := func() diagnostic.Position { return w.position(u.offset, len("[^]")+len(u.label)) }
		if needs, ok := elsewhere[u.label]; ok && w.reportAbove(diagnostic.KindNote, u.label, needs, locate) {
			continue
		}
		if _, ok := defined[u.label]; ok {
			continue
		}
		suggestion := source.Suggest(u.label, labels)
		if atLine[u.label] {
			if !u.startsLine(w.body) {
				continue // its note lacks only a colon, and that is reported there
			}
			suggestion = "[^" + u.label + "]:"
		}
		w.list.Add(diagnostic.NoFootnote, locate(), suggestion, u.label)
	}
}

// isEscaped reports whether a backslash makes the mark at an offset an ordinary character.
func isEscaped(body []byte, offset int) bool {
	before := body[:offset]
	return (len(before)-len(bytes.TrimRight(before, `\`)))%2 == 1
}

// footnoteAudiences returns who may see each footnote of the whole chapter, cut out or not; nil
// when the chapter has no audience block.
func (w *walker) footnoteAudiences() map[string]model.Audience {
	if len(w.changes) == 0 {
		return nil
	}
	needs := make(map[string]model.Audience)
	body := w.file.Data[w.text.Chapter.Body:]
	for _, n := range footnoteMarks(body) {
		if n.defines {
			needs[n.label] = w.audienceAtOrigin(n.offset)
		}
	}
	return needs
}

// inCode reports whether an offset in the body is in code. The spans of code must be in order.
func (w *walker) inCode(offset int) bool {
	after := sort.Search(len(w.code), func(n int) bool { return w.code[n].start > offset })
	return after > 0 && offset < w.code[after-1].end
}

// markUsed adds an indicator to those that the chapter uses.
func (w *walker) markUsed(indicator string) {
	if !slices.Contains(w.text.Uses, indicator) {
		w.text.Uses = append(w.text.Uses, indicator)
	}
}

// addressPosition is the position of the address of a link or image.
func (w *walker) addressPosition(n ast.Node, address []byte) diagnostic.Position {
	return addressPosition(w.file, w.text.Chapter.Body, w.addressStart(n), string(address))
}

// addressStart is the offset in the chapter's body of a link or image, or of the definition that has its
// address: "[label]: ADDRESS".
func (w *walker) addressStart(n ast.Node) int {
	var reference *ast.ReferenceLink
	switch n := n.(type) {
	case *ast.Link:
		reference = n.Reference
	case *ast.Image:
		reference = n.Reference
	}
	start := nodeStart(n)
	if reference != nil {
		label := util.ToLinkReference(reference.Value)
		_ = ast.Walk(n.OwnerDocument(), func(n ast.Node, _ bool) (ast.WalkStatus, error) {
			if d, ok := n.(*ast.LinkReferenceDefinition); ok && util.ToLinkReference(d.Label) == label {
				start = nodeStart(d)
				return ast.WalkStop, nil // the first one counts
			}
			return ast.WalkContinue, nil
		})
	}
	return w.origin(start)
}

// addressPosition is the position in a chapter's file of an address: behind the first "](" from an offset
// in its body, or in the definition that begins there. body is the offset of the body in the file.
func addressPosition(file *source.File, body, from int, address string) diagnostic.Position {
	text := file.Data
	from = min(body+from, len(text))
	written := regexp.MustCompile(`(?:\]\(|^ {0,3}\[(?:\\.|[^\]\\])*\]:)\s*<?(` + regexp.QuoteMeta(address) + `)`)
	if m := written.FindSubmatchIndex(text[from:]); m != nil {
		return file.At(from+m[2], len(address))
	}
	return file.At(from, 1)
}
