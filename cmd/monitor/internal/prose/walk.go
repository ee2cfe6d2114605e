package prose

import (
	"bytes"
	"cmp"
	"html"
	"slices"
	"sort"
	"strconv"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// walker goes once through a chapter's tree: it checks, collects, and puts our own nodes in place.
type walker struct {
	*Converter
	visibleBody
	text  *Text
	draft *Draft
	file  *source.File
	list  *diagnostic.List

	readers model.Audience // who may see what is being looked at

	level    int         // of the last heading
	invented []*ast.Link // links that quote an invented number
	tables   int         // so far
	code     []span      // of the body; nothing in code is a footnote
}

// at is the position of a stretch of the body.
func (w *walker) position(offset, length int) diagnostic.Position {
	return w.file.At(w.text.Chapter.Body+w.origin(max(offset, 0)), length)
}

// enter makes a node what is being looked at.
func (w *walker) setReaders(n ast.Node) {
	if len(w.changes) > 0 {
		w.readers = w.audienceAt(nodeStart(n))
	}
}

func (w *walker) walk(document ast.Node) {
	type change struct{ old, new ast.Node }
	var changes []change
	// References within a chapter may point forward, so figures come first.
	for n := document.FirstChild(); n != nil; n = n.NextSibling() {
		if block, ok := n.(*ast.FencedCodeBlock); ok && string(block.Language(w.body)) == "figure" {
			w.setReaders(block)
			if f := w.readFigure(block); f != nil {
				changes = append(changes, change{block, &figureBlock{figure: f}})
			}
		}
	}
	_ = ast.Walk(document, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			w.checkHeading(n)
		case *ast.HTMLBlock, *ast.RawHTML:
			w.list.Add(diagnostic.RawHTML, w.position(nodeStart(n), 1), "")
		case *ast.FencedCodeBlock:
			w.markCode(n)
			switch {
			case string(n.Language(w.body)) != "figure":
				w.checkInfo(n)
			case n.Parent() != document:
				w.list.Add(diagnostic.FigureNested, w.position(nodeStart(n), 9), "")
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
				changes = append(changes, change{n, r})
				if _, ok := r.(*termUse); !ok {
					return ast.WalkSkipChildren, nil
				}
			}
		case *ast.AutoLink:
			w.checkExternal(string(n.URL(w.body)), func() diagnostic.Position { return w.position(nodeStart(n), 1) })
		case *ast.Image:
			if r := w.resolveImage(n); r != nil {
				changes = append(changes, change{n, r})
				return ast.WalkSkipChildren, nil
			}
		case *extast.Table:
			w.tables++
			n.SetAttributeString("label", html.EscapeString(w.language.Say("page.table", "n", strconv.Itoa(w.tables))))
		case *extast.TableCell:
			switch n.Alignment {
			case extast.AlignRight:
				n.SetAttributeString("class", []byte("align-right"))
			case extast.AlignCenter:
				n.SetAttributeString("class", []byte("align-center"))
			}
		}
		return ast.WalkContinue, nil
	})
	for _, c := range changes {
		if use, ok := c.new.(*termUse); ok {
			// What the author wrote between the brackets goes along.
			for child := c.old.FirstChild(); child != nil; child = c.old.FirstChild() {
				use.AppendChild(use, child)
			}
		}
		c.old.Parent().ReplaceChild(c.old.Parent(), c.old, c.new)
	}
	mark := `&nbsp;<span class="flag">` + html.EscapeString(w.language.Say("ui.example-short")) + `</span>`
	for _, n := range w.invented {
		n.Parent().InsertAfter(n.Parent(), n, &reference{html: mark})
	}
	// A heading within a quote or a list is not a part of the chapter's structure.
	for n := document.FirstChild(); n != nil; n = n.NextSibling() {
		h, ok := n.(*ast.Heading)
		if !ok {
			continue
		}
		attribute, _ := h.AttributeString("id")
		id := string(attribute.([]byte))
		w.setReaders(h)
		w.draft.anchors[id] = w.readers
		if h.Level <= 3 {
			w.text.Headings = append(w.text.Headings, Heading{id, withoutMarkup(h, w.body), h.Level})
		}
	}
}

func (w *walker) checkHeading(n *ast.Heading) {
	if n.Level == 1 {
		w.list.Add(diagnostic.TitleInText, w.position(n.Pos(), n.Level), "")
	} else if n.Level > max(w.level, 1)+1 {
		w.list.Add(diagnostic.SkippedHeading, w.position(n.Pos(), n.Level), "")
	}
	w.level = n.Level
}

// start is where a node begins in the body, as near as the tree can tell.
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

func (w *walker) markCode(n ast.Node) {
	if lines := n.Lines(); lines.Len() > 0 {
		w.code = append(w.code, span{lines.At(0).Start, lines.At(lines.Len() - 1).Stop})
	}
}

// note is a mark of a footnote in a body: "[^label]", or "[^label]:" at the start of a line, where the note is written.
type footnoteMark struct {
	label   string
	at      int
	defines bool
}

// notes finds the marks of footnotes.
func footnoteMarks(body []byte) []footnoteMark {
	var all []footnoteMark
	for at := 0; ; {
		n := bytes.Index(body[at:], []byte("[^"))
		if n < 0 {
			return all
		}
		at += n
		label := body[at+2:]
		n = bytes.IndexAny(label, "] \t\n\f\r")
		if n <= 0 || label[n] != ']' {
			at += 2
			continue
		}
		line := at
		for line > 0 && at-line < 3 && body[line-1] == ' ' {
			line--
		}
		starts := line == 0 || body[line-1] == '\n'
		all = append(all, footnoteMark{string(label[:n]), at, starts && n+1 < len(label) && label[n+1] == ':'})
		at += 2 + n + 1
	}
}

// footnotes reports notes that are used and not written: Markdown would show their mark as it stands.
func (w *walker) checkFootnotes(ast.Node) {
	slices.SortFunc(w.code, func(a, b span) int { return cmp.Compare(a.start, b.start) })
	defined, elsewhere := make(map[string]bool), w.footnoteAudiences()
	var uses []footnoteMark
	for _, n := range footnoteMarks(w.body) {
		if n.defines {
			defined[n.label] = true
		} else if !w.inCode(n.at) {
			uses = append(uses, n)
		}
	}
	for _, u := range uses {
		w.readers = w.audienceAt(u.at)
		if needs, ok := elsewhere[u.label]; ok && w.reportAbove(diagnostic.KindNote, u.label, needs, func() diagnostic.Position { return w.position(u.at, len(u.label)+3) }) {
			continue
		}
		if !defined[u.label] {
			w.list.Add(diagnostic.NoFootnote, w.position(u.at, len(u.label)+3), suggestLabel(u.label, defined), u.label)
		}
	}
}

// footnoteAudiences are the audiences of notes that are written in stretches for a smaller audience, cut out or not.
func (w *walker) footnoteAudiences() map[string]model.Audience {
	if len(w.changes) == 0 {
		return nil
	}
	needs := make(map[string]model.Audience)
	body := w.file.Data[w.text.Chapter.Body:]
	for _, n := range footnoteMarks(body) {
		if n.defines {
			needs[n.label] = w.audienceAtOrigin(n.at)
		}
	}
	return needs
}

func suggestLabel(label string, defined map[string]bool) string {
	var labels []string
	for l := range defined {
		labels = append(labels, l)
	}
	slices.Sort(labels)
	return source.Suggest(label, labels)
}

// inCode reports whether an offset in the body is in code, of which the spans are in order by now.
func (w *walker) inCode(offset int) bool {
	after := sort.Search(len(w.code), func(n int) bool { return w.code[n].start > offset })
	return after > 0 && offset < w.code[after-1].end
}

func (w *walker) markUsed(indicator string) {
	if !slices.Contains(w.text.Uses, indicator) {
		w.text.Uses = append(w.text.Uses, indicator)
	}
}

// destination is where a link's or image's address stands.
func (w *walker) addressPosition(n ast.Node, address []byte) diagnostic.Position {
	return addressPosition(w.file, w.text.Chapter.Body, w.origin(nodeStart(n)), string(address))
}

// destination is where an address stands in a chapter's file: behind the first "](" that it follows, from an offset in the
// body on.
func addressPosition(file *source.File, body, from int, address string) diagnostic.Position {
	text := file.Data
	from = min(body+from, len(text))
	if i := bytes.Index(text[from:], []byte("]("+address)); i >= 0 {
		return file.At(from+i+2, len(address))
	}
	return file.At(from, 1)
}

// span is a range of bytes of a body: from start up to, and not with, end.
type span struct{ start, end int }
