package site

import (
	"bytes"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/word"
)

// Manuscript is a chapter for a word processor: what its page says to the audience of the plan, without what is of
// use on a screen only.
type Manuscript struct {
	*word.Page
	// Path is a page among the written files. It has the pictures that no word processor shows as they are, each in an
	// element with an id: Shots. A browser takes them, as PNG, under the name that the text has: ShotName.
	Path  string
	Shots []string
}

// ShotName returns the name of the file of a picture that a browser took.
func ShotName(id string) string { return id + ".png" }

// Manuscript makes a chapter for a word processor, by the id that its file gives it; nil when the plan's audience does
// not see it. It writes to out what the pictures need. The plan was checked, and has no errors.
func (p *Plan) Manuscript(year, lang, slug string, out Writer, tools Tools) (*Manuscript, error) {
	var b *book
	for _, e := range p.editions {
		if e.edition.Year == year {
			b = e.book(lang)
		}
	}
	c := b.chapters[slug]
	if c == nil || !b.owns(c) {
		return nil, nil
	}
	press := newPress(p, out, tools)
	press.paper = true
	for _, do := range press.assetJobs() {
		if err := do(); err != nil {
			return nil, err
		}
	}
	page := &Page{Kind: "chapter", Language: b.language, Path: b.address.chapter(c), Edition: b.editionView("")}
	view, err := press.chapterView(b, page, b.chapterText(c))
	if err != nil {
		return nil, err
	}
	press.save()
	m := &Manuscript{Path: page.Path, Page: &word.Page{Title: c.Title, Language: b.language.Code,
		From: path.Join(year, c.Language, c.Slug, p.audience.String())}}
	w := &manuscriptWriter{manuscript: m, book: b, page: page.Path, images: make(map[string][]byte),
		notes: make(map[string]*html.Node)}
	for _, i := range p.images.all() {
		w.images[i.published] = i.Data
	}
	return m, w.write(press, view)
}

// manuscriptWriter turns the text of a page into that of a manuscript.
type manuscriptWriter struct {
	manuscript *Manuscript
	book       *book
	page       string // its path
	images     map[string][]byte
	notes      map[string]*html.Node // the items of the list of notes, by id
	shots      []*html.Node          // what a browser takes, in the order of Shots
}

func (w *manuscriptWriter) write(press *press, view *ChapterView) error {
	root := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
	nodes, err := html.ParseFragment(bytes.NewReader(onPaper([]byte(view.Body))), root)
	if err != nil {
		return err
	}
	for _, n := range nodes {
		root.AppendChild(n)
	}
	w.findNotes(root)
	w.children(root)
	// Pandoc knows what a note is by the attributes of EPUB.
	for _, id := range slices.Sorted(maps.Keys(w.notes)) {
		note := w.notes[id]
		note.Parent.RemoveChild(note)
		note.Data, note.DataAtom = "aside", atom.Aside
		note.Attr = []html.Attribute{{Key: "epub:type", Val: "footnote"}, {Key: "id", Val: id}}
		root.AppendChild(note)
	}
	var text bytes.Buffer
	text.WriteString("<html><body>")
	say := func(style, content string) {
		if content != "" {
			fmt.Fprintf(&text, `<div data-custom-style="%s"><p>%s</p></div>`, style, html.EscapeString(content))
		}
	}
	say(word.SummaryStyle, view.Summary)
	say(word.BylineStyle, w.byline(view))
	if err := html.Render(&text, root); err != nil {
		return err
	}
	text.WriteString("</body></html>")
	w.manuscript.HTML = text.Bytes()
	return w.writeShots(press)
}

// byline says of which edition the text is, for whom, and how far it is.
func (w *manuscriptWriter) byline(view *ChapterView) string {
	parts := []string{w.book.textOf(w.book.edition.Title), view.Status}
	if w.book.audience > model.Public {
		parts = append(parts, w.book.language.Say("manuscript."+w.book.audience.String()))
	}
	return strings.Join(append(parts, view.Authors...), " · ")
}

// findNotes finds the notes, and takes their list out of the text.
func (w *manuscriptWriter) findNotes(root *html.Node) {
	var section *html.Node
	for n := range root.Descendants() {
		if n.DataAtom == atom.Section && attr(n, "role") == "doc-endnotes" {
			section = n
		}
		if n.DataAtom == atom.Li && section != nil && n.Parent.Parent == section {
			w.notes[attr(n, "id")] = n
		}
	}
	if section == nil {
		return
	}
	for _, n := range w.notes {
		w.children(n)
	}
	section.Parent.RemoveChild(section)
}

// children changes what is below a node.
func (w *manuscriptWriter) children(n *html.Node) {
	for child := n.FirstChild; child != nil; {
		next := child.NextSibling
		w.change(child)
		child = next
	}
}

// change changes a node, takes it away or puts others in its place.
func (w *manuscriptWriter) change(n *html.Node) {
	if n.Type != html.ElementNode {
		return
	}
	class := func(name string) bool { return slices.Contains(strings.Fields(attr(n, "class")), name) }
	switch {
	case class("figure"):
		w.figure(n)
	case class("box"):
		w.box(n)
	case class("pictures"):
		w.pictures(n)
	case class("task"):
		mark := "☐ "
		if class("task-done") {
			mark = "☒ "
		}
		replace(n, textNode(mark))
	case class("term-definitions"), n.DataAtom == atom.Svg:
		n.Parent.RemoveChild(n)
	case n.DataAtom == atom.Sup && w.noteOf(n) != "":
		to := "#" + w.noteOf(n)
		replace(n, element(atom.A, []html.Attribute{{Key: "epub:type", Val: "noteref"}, {Key: "href", Val: to}}))
	case class("mark"), class("flag"), class("line-note"):
		w.children(n)
		n.InsertBefore(textNode("("), n.FirstChild)
		n.AppendChild(textNode(")"))
		n.Attr = nil
	case class("thing-about"):
		w.children(n)
		n.InsertBefore(textNode("– "), n.FirstChild)
		n.Attr = nil
	case n.DataAtom == atom.A:
		w.children(n)
		if href := attr(n, "href"); !strings.HasPrefix(href, "http:") && !strings.HasPrefix(href, "https:") {
			n.Data, n.DataAtom, n.Attr = "span", atom.Span, nil // no page of the site is beside the text
		}
	case n.DataAtom == atom.Img:
		w.image(n)
	default:
		w.children(n)
		n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool {
			return a.Key != "start" && a.Key != "colspan" && a.Key != "rowspan" && a.Key != "style"
		})
	}
}

// noteOf returns the id of the note that an element refers to, or "".
func (w *manuscriptWriter) noteOf(n *html.Node) string {
	if n.FirstChild == nil || attr(n.FirstChild, "role") != "doc-noteref" {
		return ""
	}
	id := strings.TrimPrefix(attr(n.FirstChild, "href"), "#")
	if w.notes[id] == nil {
		return ""
	}
	return id
}

// figure replaces a figure by its title, its picture, and what is said below it.
func (w *manuscriptWriter) figure(n *html.Node) {
	var before, after []*html.Node
	for _, d := range slices.Collect(n.Descendants()) {
		switch class := attr(d, "class"); {
		case d.DataAtom == atom.Figcaption:
			if label := d.FirstChild; attr(label, "class") == "figure-label" {
				label.AppendChild(textNode(":"))
			}
			w.children(d)
			before = append(before, styled(word.FigureTitleStyle, d))
		case class == "plot-frame":
			before = append(before, w.shoot(d, attr(d, "aria-label")))
		case class == "figure-unit":
			w.children(d)
			before = append(before, styled(word.FigureTextStyle, d))
		case class == "figure-note", class == "figure-reading", class == "figure-source":
			w.children(d)
			after = append(after, styled(word.FigureTextStyle, d))
		}
	}
	replace(n, append(before, after...)...)
}

// shoot makes a browser take what is in an element, and returns the picture of it.
func (w *manuscriptWriter) shoot(n *html.Node, alternative string) *html.Node {
	id := fmt.Sprintf("shot-%d", len(w.shots)+1)
	w.manuscript.Shots = append(w.manuscript.Shots, id)
	w.shots = append(w.shots, n)
	return element(atom.P, nil, element(atom.Img, []html.Attribute{{Key: "src", Val: ShotName(id)},
		{Key: "alt", Val: alternative}}))
}

// box gives the paragraphs of a box its styles.
func (w *manuscriptWriter) box(n *html.Node) {
	_, box, _ := strings.Cut(attr(n, "class"), "box-")
	box = strings.ToUpper(box)
	if !slices.Contains(w.manuscript.Boxes, box) {
		w.manuscript.Boxes = append(w.manuscript.Boxes, box)
	}
	var parts []*html.Node
	for child := range n.ChildNodes() {
		if child.Type != html.ElementNode {
			continue
		}
		title := attr(child, "class") == "box-title"
		if name := child.FirstChild; title {
			if child.LastChild != name && strings.TrimSpace(child.LastChild.Data) != "" {
				name.AppendChild(textNode(":"))
			}
			name.Attr = []html.Attribute{{Key: "data-custom-style", Val: word.BoxNameStyle}}
		} else {
			w.children(child)
		}
		child.Attr = nil
		style := []html.Attribute{{Key: "data-custom-style", Val: word.BoxStyle(box, title)}}
		parts = append(parts, element(atom.Div, style, copied(child)))
	}
	replace(n, parts...)
}

// pictures puts the pictures of an author below each other, with their captions.
func (w *manuscriptWriter) pictures(n *html.Node) {
	var parts []*html.Node
	for _, d := range slices.Collect(n.Descendants()) {
		switch d.DataAtom {
		case atom.Img:
			image := copied(d)
			parts = append(parts, element(atom.P, nil, image))
			w.image(image)
		case atom.Figcaption:
			parts = append(parts, styled("Image Caption", d))
		}
	}
	replace(n, parts...)
}

// image takes the picture of an author along. What no word processor shows, a browser takes.
func (w *manuscriptWriter) image(n *html.Node) {
	published := path.Join(path.Dir(w.page), attr(n, "src"))
	alternative, name := attr(n, "alt"), path.Base(published)
	data := w.images[published]
	if slices.Contains([]string{".png", ".jpg", ".jpeg", ".gif"}, path.Ext(name)) {
		w.manuscript.Pictures = append(w.manuscript.Pictures, word.Picture{Name: name, Data: data})
		n.Attr = []html.Attribute{{Key: "src", Val: name}, {Key: "alt", Val: alternative}}
		return
	}
	replace(n, w.shoot(element(atom.Div, nil, copied(n)), alternative).FirstChild)
}

// writeShots writes the page of which a browser takes the pictures.
func (w *manuscriptWriter) writeShots(press *press) error {
	if len(w.shots) == 0 {
		return nil
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, `<!doctype html><html lang="%s"><head><meta charset="utf-8">`+
		`<link rel="stylesheet" href="%s"></head><body>`,
		w.book.language.Code, relative(w.page, press.theme.Style))
	for n, shot := range w.shots {
		class := "figure-body" // which says how wide a figure is, and its colour
		for p := shot.Parent; p != nil; p = p.Parent {
			if strings.HasPrefix(attr(p, "class"), class) {
				class = attr(p, "class")
			}
		}
		fmt.Fprintf(&b, `<div class="%s"><div class="plot-frame" id="%s">`, html.EscapeString(class),
			w.manuscript.Shots[n])
		for child := range shot.ChildNodes() {
			if err := html.Render(&b, child); err != nil {
				return err
			}
		}
		b.WriteString("</div></div>\n")
	}
	b.WriteString("</body></html>")
	return press.out.Write(w.page, b.Bytes())
}

// attr returns the value of an attribute, or "".
func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// element makes an element.
func element(a atom.Atom, attributes []html.Attribute, children ...*html.Node) *html.Node {
	n := &html.Node{Type: html.ElementNode, Data: a.String(), DataAtom: a, Attr: attributes}
	for _, child := range children {
		if child.Parent != nil {
			child.Parent.RemoveChild(child)
		}
		n.AppendChild(child)
	}
	return n
}

// copied returns an element with the attributes of another, and with what was in that.
func copied(n *html.Node) *html.Node {
	return element(n.DataAtom, n.Attr, slices.Collect(n.ChildNodes())...)
}

// styled returns a paragraph of a style with what was in an element.
func styled(style string, n *html.Node) *html.Node {
	return element(atom.Div, []html.Attribute{{Key: "data-custom-style", Val: style}},
		element(atom.P, nil, slices.Collect(n.ChildNodes())...))
}

func textNode(text string) *html.Node { return &html.Node{Type: html.TextNode, Data: text} }

// replace puts nodes in the place of another.
func replace(n *html.Node, by ...*html.Node) {
	for _, each := range by {
		if each.Parent != nil {
			each.Parent.RemoveChild(each)
		}
		n.Parent.InsertBefore(each, n)
	}
	n.Parent.RemoveChild(n)
}
