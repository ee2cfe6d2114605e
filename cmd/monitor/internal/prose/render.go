package prose

import (
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"

	"utwente.nl/monitor/cmd/monitor/internal/language"
)

// figureBlock is the node that replaces a fenced figure.
type figureBlock struct {
	ast.BaseBlock
	figure *Figure
}

var kindFigure = ast.NewNodeKind("MonitorFigure")

func (n *figureBlock) Kind() ast.NodeKind            { return kindFigure }
func (n *figureBlock) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// reference is a node of finished HTML: an image, or the mark behind an invented number.
type reference struct {
	ast.BaseInline
	text string // what the reader sees
	html string
}

var kindReference = ast.NewNodeKind("MonitorReference")

func (n *reference) Kind() ast.NodeKind            { return kindReference }
func (n *reference) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// figureNumberNode is the text of a link to a figure when the author gave none.
type figureNumberNode struct {
	ast.BaseInline
	number *figureNumber
}

var kindFigureNumber = ast.NewNodeKind("MonitorFigureNumber")

func (n *figureNumberNode) Kind() ast.NodeKind            { return kindFigureNumber }
func (n *figureNumberNode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// termUse is the node that replaces a reference to a term: a button around the words of the author.
type termUse struct {
	ast.BaseInline
	id string
}

var kindTerm = ast.NewNodeKind("MonitorTerm")

func (n *termUse) Kind() ast.NodeKind            { return kindTerm }
func (n *termUse) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// nodeRenderer writes our own nodes, and some of goldmark's as the site wants them: a wide table
// scrolls within its own box, and its rows have heads; the notes are a section with a heading, and the box before a
// task says what it means: goldmark makes it a control, without a name, that nobody can use.
type nodeRenderer struct {
	language *language.Language
}

func (r *nodeRenderer) RegisterFuncs(register renderer.NodeRendererFuncRegisterer) {
	register.Register(kindFigure, r.figure)
	register.Register(kindExcerpt, r.excerpt)
	register.Register(kindFigureNumber, r.figureNumber)
	register.Register(kindReference, r.reference)
	register.Register(kindTerm, r.term)
	register.Register(kindFault, r.fault)
	register.Register(kindBox, r.box)
	register.Register(kindBoxTitle, r.boxTitle)
	register.Register(kindPictures, r.pictures)
	register.Register(extast.KindTable, r.table)
	register.Register(extast.KindTableCell, r.tableCell)
	register.Register(extast.KindTaskCheckBox, r.task)
	register.Register(extast.KindFootnoteList, r.endnotes)
}

func (r *nodeRenderer) figure(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if o, ok := w.(*output); ok && entering {
		o.insert(insertion{figure: n.(*figureBlock).figure})
	}
	return ast.WalkSkipChildren, nil
}

func (r *nodeRenderer) excerpt(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if o, ok := w.(*output); ok && entering {
		o.insert(insertion{excerpt: n.(*excerptBlock).excerpt})
	}
	return ast.WalkSkipChildren, nil
}

func (r *nodeRenderer) figureNumber(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if o, ok := w.(*output); ok && entering {
		o.insert(insertion{number: n.(*figureNumberNode).number})
	}
	return ast.WalkSkipChildren, nil
}

func (r *nodeRenderer) reference(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		_, _ = w.WriteString(n.(*reference).html)
	}
	return ast.WalkSkipChildren, nil
}

func (r *nodeRenderer) term(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		id := n.(*termUse).id
		_, _ = w.WriteString(`<button type="button" class="term" popovertarget="term-` + id + `">`)
	} else {
		_, _ = w.WriteString("</button>")
	}
	return ast.WalkContinue, nil
}

func (r *nodeRenderer) fault(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		_, _ = w.WriteString(n.(*faultNode).open())
	} else {
		_, _ = w.WriteString(n.(*faultNode).end())
	}
	return ast.WalkContinue, nil
}

func (r *nodeRenderer) box(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		_, _ = w.WriteString(`<div class="box box-` + n.(*box).kind + `" role="note">` + "\n")
	} else {
		_, _ = w.WriteString("</div>\n")
	}
	return ast.WalkContinue, nil
}

func (r *nodeRenderer) boxTitle(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		_, _ = w.WriteString("</p>\n")
		return ast.WalkContinue, nil
	}
	name := r.language.Say("ui.box-" + n.Parent().(*box).kind)
	_, _ = w.WriteString(`<p class="box-title"><span class="box-name">` + escape(name) + `</span> `)
	return ast.WalkContinue, nil
}

func (r *nodeRenderer) pictures(w util.BufWriter, _ []byte, _ ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		_, _ = w.WriteString(`<div class="pictures">` + "\n")
	} else {
		_, _ = w.WriteString("</div>\n")
	}
	return ast.WalkContinue, nil
}

func (r *nodeRenderer) table(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		label, _ := n.AttributeString("label")
		name := ` aria-label="` + label.(string) + `"`
		_, _ = w.WriteString(`<div class="table-scroll" role="region" tabindex="0"` + name + ">\n")
		if _, example := n.AttributeString("example"); example { // a caption alone would be the name of the table
			_, _ = w.WriteString("<table" + name + `><caption><span class="mark">` +
				escape(r.language.Say("ui.example-figures")) + "</span></caption>\n")
		} else {
			_, _ = w.WriteString("<table>\n")
		}
	} else {
		_, _ = w.WriteString("</table>\n</div>\n")
	}
	return ast.WalkContinue, nil
}

// tableCell writes the first cell of a row as the head of that row: whoever hears the table is told what a number is
// about.
func (r *nodeRenderer) tableCell(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	tag, scope := "td", ""
	switch {
	case n.Parent().Kind() == extast.KindTableHeader:
		tag = "th"
	case n.PreviousSibling() == nil && n.HasChildren():
		tag, scope = "th", ` scope="row"`
	}
	if !entering {
		_, _ = w.WriteString("</" + tag + ">\n")
		return ast.WalkContinue, nil
	}
	_, _ = w.WriteString("<" + tag + scope)
	if class, ok := n.AttributeString("class"); ok {
		_, _ = w.WriteString(` class="` + string(class.([]byte)) + `"`)
	}
	_ = w.WriteByte('>')
	return ast.WalkContinue, nil
}

func (r *nodeRenderer) task(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		state := "open"
		if n.(*extast.TaskCheckBox).IsChecked {
			state = "done"
		}
		_, _ = w.WriteString(`<span class="task task-` + state + `" role="img" aria-label="` +
			escape(r.language.Say("ui.task-"+state)) + `"></span> `)
	}
	return ast.WalkContinue, nil
}

func (r *nodeRenderer) endnotes(w util.BufWriter, _ []byte, _ ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		_, _ = w.WriteString(`<section class="footnotes" role="doc-endnotes" aria-labelledby="ui-notes">` +
			`<h2 id="ui-notes">` + r.language.Say("page.notes") + "</h2>\n<ol>\n")
	} else {
		_, _ = w.WriteString("</ol>\n</section>\n")
	}
	return ast.WalkContinue, nil
}
