package prose

import (
	"bytes"
	"fmt"
	"html"
	"path"
	"slices"
	"strconv"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// A preview shows a chapter with mistakes too. Each mistake stands where it is: around a link or an image,
// in place of a figure that cannot be drawn, at the end of a paragraph, or before the text when it is
// nowhere in there. No site that is published has such marks, since the build stops at a mistake.

// Faults are the mistakes that a preview marks.
type Faults struct {
	// Here are those in the file of the chapter or passage, found by whatever check.
	Here []diagnostic.Diagnostic
	// Elsewhere is a mistake in the data, which stands where something is lacking without a mistake in the
	// file: a figure of an indicator that could not be read. nil when there is none.
	Elsewhere *diagnostic.Diagnostic
	// Language is that of the messages.
	Language string
}

// ConvertMarked is Convert for a chapter with mistakes, which stand in the text.
func (c *Converter) ConvertMarked(chapter *model.Chapter, file *source.File, faults Faults) *Draft {
	return c.convert(&walker{file: file, list: &diagnostic.List{}, faults: &faults}, chapter, file.Data[chapter.Body:])
}

// ConvertPassageMarked is ConvertMarked for a passage.
func (c *Converter) ConvertPassageMarked(p Passage, faults Faults) *Draft {
	w := &walker{file: p.File, list: &diagnostic.List{}, passage: &p, faults: &faults}
	return c.convert(w, p.chapter(c.language.Code), p.File.Data[p.From:p.To])
}

// Within returns those diagnostics of the file that are in the passage. at is where those of a text with
// escapes are.
func (p *Passage) Within(all []diagnostic.Diagnostic, at diagnostic.Position) []diagnostic.Diagnostic {
	return slices.DeleteFunc(all, func(d diagnostic.Diagnostic) bool {
		if p.From == 0 {
			return d.Position != at
		}
		offset := p.File.Offset(d.Position)
		return d.Position.Line == 0 || offset < p.From || offset > p.To
	})
}

// faultNode is the node of a mistake: around what is wrong, or alone.
type faultNode struct {
	ast.BaseBlock
	id     string // of the element, that of the figure which is not drawn
	inline bool
	of     diagnostic.Diagnostic
	text   string
}

var kindFault = ast.NewNodeKind("MonitorFault")

func (n *faultNode) Kind() ast.NodeKind            { return kindFault }
func (n *faultNode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }
func (n *faultNode) Type() ast.NodeType {
	if n.inline {
		return ast.TypeInline
	}
	return ast.TypeBlock
}

// node is the node of a mistake in the file.
func (f *Faults) node(of diagnostic.Diagnostic, inline bool) *faultNode {
	return &faultNode{of: of, inline: inline, text: of.Message(f.Language)}
}

// lackingNode is the node where something is lacking without a mistake in the file.
func (f *Faults) lackingNode(inline bool) *faultNode {
	n := &faultNode{inline: inline, text: wording.Say(f.Language, "preview.lacking")}
	if d := f.Elsewhere; d != nil {
		n.of = *d
		n.text += fmt.Sprintf(" (%s:%d: %s)", d.Position.File, d.Position.Line, d.Message(f.Language))
	}
	return n
}

// open is the beginning of the element of a fault.
func (n *faultNode) open() string {
	name := "div"
	if n.inline {
		name = "span"
	}
	id := ""
	if n.id != "" {
		id = ` id="` + html.EscapeString(n.id) + `"`
	}
	return "<" + name + id + ` class="fault" data-code="` + string(n.of.Code) +
		`" data-file="` + html.EscapeString(n.of.Position.File) + `" data-line="` + strconv.Itoa(n.of.Position.Line) +
		`" data-column="` + strconv.Itoa(n.of.Position.Column) + `">`
}

// end is the message, and the end of the element.
func (n *faultNode) end() string {
	if n.inline {
		return `<span class="fault-text"> ` + html.EscapeString(n.text) + `</span></span>`
	}
	return `<p class="fault-text">` + html.EscapeString(n.text) + "</p></div>\n"
}

// spot is a block, link or image at which a mistake can stand.
type spot struct {
	node       ast.Node
	start, end int // in the body; end only of links and images
	address    string
	empty      bool // a link without a text
	faulty     bool
}

// faultSpots lists the blocks, links and images of a document in the order of the body, before any of them
// is replaced.
func (w *walker) faultSpots(document ast.Node) []*spot {
	var all []*spot
	_ = ast.Walk(document, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering || n == document {
			return ast.WalkContinue, nil
		}
		s := &spot{node: n, start: nodeStart(n)}
		switch n := n.(type) {
		case *ast.Link:
			s.address, s.empty = string(n.Destination), n.FirstChild() == nil
		case *ast.Image:
			s.address = string(n.Destination)
		default:
			if n.Type() != ast.TypeBlock || n.FirstChild() != nil && n.FirstChild().Type() == ast.TypeBlock {
				return ast.WalkContinue, nil
			}
		}
		if n.Type() == ast.TypeInline {
			s.end = s.start + 1
			from := min(s.start, len(w.body))
			if i := bytes.Index(w.body[from:], []byte("]("+s.address)); i >= 0 {
				s.end = from + i + len("](") + len(s.address) + len(")")
			}
		}
		all = append(all, s)
		return ast.WalkContinue, nil
	})
	return all
}

// markFaults puts the mistakes into the document. spots are those of the document before links, figures and
// images were replaced by ours.
func (w *walker) markFaults(document ast.Node, spots []*spot, replaced []replacement) {
	for _, s := range spots {
		for _, r := range replaced {
			if r.old == s.node {
				s.node = r.ours
			}
		}
	}
	var before []ast.Node
	for _, d := range w.faults.Here {
		if s := w.spotOf(d.Position, spots); s != nil {
			s.faulty = true
			w.markAt(document, s, func(inline bool) *faultNode { return w.faults.node(d, inline) })
		} else {
			before = append(before, w.faults.node(d, false))
		}
	}
	for _, s := range spots {
		if !s.faulty && w.lacking(document, s) {
			w.markAt(document, s, w.faults.lackingNode)
		}
	}
	for _, n := range slices.Backward(before) {
		document.InsertBefore(document, document.FirstChild(), n)
	}
	drawn := make(map[*Figure]bool)
	for n := document.FirstChild(); n != nil; n = n.NextSibling() {
		if f, ok := n.(*figureBlock); ok {
			drawn[f.figure] = true
		}
	}
	w.text.Figures = slices.DeleteFunc(w.text.Figures, func(f *Figure) bool { return !drawn[f] })
}

// spotOf returns the link, image or block in which a position of the file is, or nil for none.
func (w *walker) spotOf(at diagnostic.Position, spots []*spot) *spot {
	offset := w.file.Offset(at) - w.text.Chapter.Body
	// An older text of the file may be shown, in which another line is there.
	if at.Line == 0 || offset < 0 || w.file.At(w.file.Offset(at), 1).Excerpt != at.Excerpt {
		return nil
	}
	offset = w.left(offset)
	var inline, block *spot
	for _, s := range spots {
		switch {
		case s.end > 0 && s.start <= offset && offset < s.end:
			inline = s
		case s.end == 0 && s.start <= offset && (block == nil || s.start >= block.start):
			block = s
		}
	}
	if inline != nil {
		return inline
	}
	return block
}

// markAt puts a mistake at a link, an image or a block.
func (w *walker) markAt(document ast.Node, s *spot, mark func(inline bool) *faultNode) {
	parent := s.node.Parent()
	_, isLink := s.node.(*ast.Link)
	block, isFence := s.node.(*ast.FencedCodeBlock)
	switch {
	case s.end > 0 && parent.Kind() != kindPictures:
		around := mark(true)
		parent.ReplaceChild(parent, s.node, around)
		if isLink && w.lacking(document, s) { // it leads nowhere
			for child := s.node.FirstChild(); child != nil; child = s.node.FirstChild() {
				around.AppendChild(around, child)
			}
		} else {
			around.AppendChild(around, s.node)
		}
		s.node = around
	case isFence && w.lacking(document, s):
		n := mark(false)
		n.id = w.figureID(block)
		parent.ReplaceChild(parent, s.node, n)
		s.node = n
	case s.end == 0 && s.node.FirstChild() != nil && s.node.FirstChild().Type() == ast.TypeInline:
		s.node.AppendChild(s.node, mark(true))
	default:
		// Rows and items take no other elements between them.
		n := s.node
		for slices.Contains(closedKinds, n.Parent().Kind()) {
			n = n.Parent()
		}
		n.Parent().InsertBefore(n.Parent(), n, mark(false))
	}
}

// closedKinds are the kinds of nodes that hold nothing but rows, items or pictures.
var closedKinds = []ast.NodeKind{ast.KindList, extast.KindTable, extast.KindTableHeader, extast.KindTableRow,
	extast.KindDefinitionList, extast.KindFootnoteList, kindPictures}

// lacking reports whether what stood at a spot could not be made: the link or image leads nowhere, a link
// that is to be filled in is empty, or the block is shown as it was typed.
func (w *walker) lacking(document ast.Node, s *spot) bool {
	switch n := s.node.(type) {
	case *ast.Link:
		scheme, _, has := cutScheme(s.address)
		ours := has && slices.Contains(schemes, scheme) || !has && path.Ext(s.address) == ".md"
		return ours && string(n.Destination) == s.address || s.empty && withoutMarkup(n, w.body) == "" && !w.isNumbered(n)
	case *ast.Image:
		return true
	case *ast.FencedCodeBlock:
		return readsBlock(string(n.Language(w.body))) && n.Parent() == document
	}
	return false
}

// isNumbered reports whether the text of a link is the number of a figure, which Complete fills in.
func (w *walker) isNumbered(n *ast.Link) bool {
	_, ok := n.FirstChild().(*figureNumberNode)
	return ok
}

// figureID returns the id of the element of a figure that could not be drawn, or "".
func (w *walker) figureID(block *ast.FencedCodeBlock) string {
	for _, f := range w.text.Figures {
		if f.offset == nodeStart(block) && w.draft.figures[f.ID] == f {
			return f.ID
		}
	}
	return ""
}
