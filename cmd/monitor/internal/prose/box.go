package prose

import (
	"bytes"
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// A box is a quote that begins with its kind, as GitHub writes alerts, and perhaps a title:
//
//	> [!CASE] A wet floor
//	> Nobody knew whom to call.
//
// GitHub shows it as a box too, except for CASE.

// boxKinds are the kinds of boxes.
var boxKinds = []string{"NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION", "CASE"}

// boxMeant has the kind of a box by the words that authors may write in its place: Dutch ones, and
// those of other programs.
var boxMeant = map[string]string{
	"noot": "NOTE", "opmerking": "NOTE", "toelichting": "NOTE", "info": "NOTE", "informatie": "NOTE", "nb": "NOTE",
	"advies": "TIP", "aanbeveling": "TIP", "hint": "TIP", "success": "TIP",
	"belangrijk": "IMPORTANT", "kernpunt": "IMPORTANT",
	"let op": "WARNING", "letop": "WARNING", "waarschuwing": "WARNING", "opgelet": "WARNING", "attentie": "WARNING",
	"attention": "WARNING",
	"pas op":    "CAUTION", "pasop": "CAUTION", "voorzichtig": "CAUTION", "gevaar": "CAUTION", "danger": "CAUTION",
	"casus": "CASE", "voorbeeld": "CASE", "praktijkvoorbeeld": "CASE", "example": "CASE",
}

// boxForm matches the mark of a box at the start of a line: "[!NOTE]", or "[NOTE]" by mistake.
var boxForm = regexp.MustCompile(`^\[(!?)([^\[\]\n]{1,40})\][ \t]*`)

// knownBox returns the kind of a box that a word stands for, or "".
func knownBox(word string) string {
	word = strings.Trim(word, " \t!:-")
	if kind := strings.ToUpper(word); slices.Contains(boxKinds, kind) {
		return kind
	}
	return boxMeant[strings.ToLower(word)]
}

// box is the node that replaces the quote.
type box struct {
	ast.BaseBlock
	kind string // in lower case
}

var kindBox = ast.NewNodeKind("MonitorBox")

func (n *box) Kind() ast.NodeKind            { return kindBox }
func (n *box) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// boxTitle is the first line of a box: the name of its kind, and the title that its author gave.
type boxTitle struct{ ast.BaseBlock }

var kindBoxTitle = ast.NewNodeKind("MonitorBoxTitle")

func (n *boxTitle) Kind() ast.NodeKind            { return kindBoxTitle }
func (n *boxTitle) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// makeBoxes replaces the quotes that are boxes.
func (w *walker) makeBoxes(document ast.Node) {
	var quotes []*ast.Blockquote
	_ = ast.Walk(document, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if quote, ok := n.(*ast.Blockquote); ok && entering {
			quotes = append(quotes, quote)
		}
		return ast.WalkContinue, nil
	})
	for _, quote := range quotes {
		first, ok := quote.FirstChild().(*ast.Paragraph)
		if !ok || first.Lines().Len() == 0 {
			continue
		}
		line := first.Lines().At(0)
		mark := boxForm.FindSubmatch(line.Value(w.body))
		if mark == nil {
			continue
		}
		name, bare := string(mark[2]), len(mark[1]) == 0
		text, isText := first.FirstChild().(*ast.Text)
		if bare && (!isText || text.Segment.Start > line.Start || knownBox(name) == "") {
			continue // a link, or a quote that begins with brackets
		}
		if bare || !slices.Contains(boxKinds, strings.ToUpper(name)) {
			written, suggestion := string(bytes.TrimSpace(mark[0])), cmp.Or(knownBox(name), source.Suggest(name, boxKinds))
			if suggestion != "" {
				suggestion = "[!" + suggestion + "]"
			}
			w.list.Add(diagnostic.UnknownBox, w.position(line.Start, len(written)), suggestion, written,
				"[!"+strings.Join(boxKinds, "], [!")+"]")
		}
		made := &box{kind: strings.ToLower(name)}
		made.AppendChild(made, titleOf(first, line.Start+len(mark[0]), w.body))
		for child := quote.FirstChild(); child != nil; child = quote.FirstChild() {
			if child == first && first.FirstChild() == nil {
				quote.RemoveChild(quote, child)
				continue
			}
			made.AppendChild(made, child)
		}
		quote.Parent().ReplaceChild(quote.Parent(), quote, made)
	}
}

// titleOf takes the first line out of a paragraph. The title is what is behind the offset from.
func titleOf(p *ast.Paragraph, from int, body []byte) *boxTitle {
	title := &boxTitle{}
	title.Lines().Append(p.Lines().At(0))
	for child := p.FirstChild(); child != nil; child = p.FirstChild() {
		text, isText := child.(*ast.Text)
		if isText && text.Segment.Stop <= from {
			p.RemoveChild(p, child)
		} else {
			if isText {
				text.Segment.Start = max(text.Segment.Start, from)
			}
			title.AppendChild(title, child)
		}
		if isText && (text.SoftLineBreak() || text.HardLineBreak()) {
			text.SetSoftLineBreak(false)
			text.SetHardLineBreak(false)
			break
		}
	}
	if first, ok := p.FirstChild().(*ast.Text); ok {
		text := body[first.Segment.Start:first.Segment.Stop]
		first.Segment.Start += len(text) - len(bytes.TrimLeft(text, " "))
	}
	return title
}

// pictures is the node that replaces a paragraph with nothing but images. Those are shown side by
// side, each with its title below it.
type pictures struct{ ast.BaseBlock }

var kindPictures = ast.NewNodeKind("MonitorPictures")

func (n *pictures) Kind() ast.NodeKind            { return kindPictures }
func (n *pictures) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// makePictures replaces the paragraphs with nothing but images.
func makePictures(document ast.Node, body []byte) {
	for n := document.FirstChild(); n != nil; {
		p, next := n, n.NextSibling()
		n = next
		if p.Kind() != ast.KindParagraph {
			continue
		}
		row := &pictures{}
		for child := p.FirstChild(); child != nil; child = child.NextSibling() {
			text, isText := child.(*ast.Text)
			_, isImage := child.(*ast.Image)
			if !isImage && !(isText && len(bytes.TrimSpace(text.Segment.Value(body))) == 0) {
				row = nil
				break
			}
		}
		if row == nil {
			continue
		}
		for child := p.FirstChild(); child != nil; child = p.FirstChild() {
			if _, isImage := child.(*ast.Image); isImage {
				row.AppendChild(row, child)
			} else {
				p.RemoveChild(p, child)
			}
		}
		document.ReplaceChild(document, p, row)
	}
}

// caption returns the HTML of the title of an image: its words, and behind © whose it is.
func (q *quotes) caption(title string) string {
	words, credit, credited := strings.Cut(title, "©")
	out := q.escaped(strings.TrimSpace(words))
	if credited {
		out += ` <span class="credit">© ` + q.escaped(strings.TrimSpace(credit)) + `</span>`
	}
	return `<figcaption>` + strings.TrimSpace(out) + `</figcaption>`
}
