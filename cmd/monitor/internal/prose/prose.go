// Package prose owns the way from a chapter's Markdown to HTML: goldmark with our additions, figures and references, and
// every check of what an author writes.
//
// It imports source, diagnostic, wording, model, report, language and figure. It draws no figures (they are holes in the text that
// package site fills) and knows no addresses (a Links tells it); it reads no files (images are looked up for it).
package prose

import (
	"bytes"
	"html"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// Text is a chapter converted. Its HTML is in parts, with the figures between them.
type Text struct {
	Chapter  *model.Chapter
	Parts    []Part
	Headings []Heading
	Figures  []*Figure
	// Uses are the ids of the indicators that the chapter shows, quotes or refers to, in order of first use.
	Uses []string
	// Levels are the audiences that stretches of the chapter are for, seen here or not.
	Levels []model.Audience
}

// Draft is a chapter converted, but for what only the other chapters can tell: whether a heading or a figure of theirs is
// there, and which number that figure has.
type Draft struct {
	text   *Text
	file   *source.File
	unread bool // it could not be read, which has been reported
	// anchors are the ids of all headings, with who may see each.
	anchors map[string]model.Audience
	figures map[string]*Figure // by the id of their element
	pending []pending          // what only the other chapters can tell
	labels  []*label           // where the numbers of figures come
	terms   []string           // the ids of the terms that are explained in their place, in order of first use
}

// Part is a stretch of HTML, or one figure. Where the number of another chapter's figure goes is a part of its own, empty
// until the text is complete.
type Part struct {
	HTML   []byte
	Figure *Figure // nil for HTML
}

// Heading is a heading of the second or third level, for the table of contents.
type Heading struct {
	ID, Text string
	Level    int
}

// Figure is a figure in its place in a chapter.
type Figure struct {
	ID     string // of the element
	Name   string // as the author gave it, or ""
	Number int    // within the chapter, from 1
	Title  string // "" when the author gave none
	Note   string
	Spec   figure.Spec

	offset int // of its fence
	needs  model.Audience
}

// Image is a picture beside a chapter, as the site publishes it.
type Image struct {
	Href          string // from the chapter's page
	Width, Height int    // 0 when not known
}

// Links knows where pages are, and what images there are. Addresses are relative to the page of the chapter at hand.
type Links interface {
	Chapter(c *model.Chapter) string
	Aspect(a *model.Aspect) string
	// Thing is where a thing of another kind stands.
	Thing(kind model.Kind, id string) string
	// Image publishes an image of content/; trouble is reported at the place given.
	Image(path string, at diagnostic.Position, list *diagnostic.List) (Image, bool)
}

// Converter converts the chapters of one language of an edition. It is safe for use by many goroutines.
type Converter struct {
	site     *model.Site
	all      *model.Edition // with what the audience may not see, to tell it from what does not exist
	report   *report.Report
	audience model.Audience
	language *language.Language
	links    Links
	chapters map[string]*model.Chapter // by slug, all of them
	files    map[string]*model.Chapter // by path, all of them
	visible  map[string]*model.Chapter // by slug, as the audience sees them
	markdown goldmark.Markdown
}

// New makes a converter. all is the whole edition, r the report of what the audience may see.
func New(site *model.Site, all *model.Edition, r *report.Report, audience model.Audience, l *language.Language, links Links) *Converter {
	c := &Converter{site: site, all: all, report: r, audience: audience, language: l, links: links,
		chapters: make(map[string]*model.Chapter), files: make(map[string]*model.Chapter),
		visible: make(map[string]*model.Chapter)}
	for _, chapter := range all.Chapters[l.Code] {
		c.chapters[chapter.Slug] = chapter
		c.files[chapter.Path] = chapter
	}
	for _, chapter := range r.Edition.Chapters[l.Code] {
		c.visible[chapter.Slug] = chapter
	}
	c.markdown = goldmark.New(
		goldmark.WithExtensions(
			extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignNone)),
			extension.NewFootnote(
				extension.WithFootnoteBacklinkTitle(l.Say("page.note.back")),
				extension.WithFootnoteLinkTitle(l.Say("page.note.to")),
			),
			extension.DefinitionList,
			extension.NewTypographer(extension.WithTypographicSubstitutions(quotes(l))),
		),
		goldmark.WithParserOptions(parser.WithAutoHeadingID(), parser.WithInlineParsers(util.Prioritized(&apostrophe{
			open: []byte(html.EscapeString(l.Say("page.quote.inner-open"))), apostrophe: []byte("’")}, 100))),
		goldmark.WithRendererOptions(renderer.WithNodeRenderers(util.Prioritized(&nodeRenderer{l}, 100))),
	)
	return c
}

// quotes are the quotation marks of a language, from the theme's words.
func quotes(l *language.Language) map[extension.TypographicPunctuation]string {
	return map[extension.TypographicPunctuation]string{
		extension.LeftDoubleQuote:  html.EscapeString(l.Say("page.quote.open")),
		extension.RightDoubleQuote: html.EscapeString(l.Say("page.quote.close")),
		extension.LeftSingleQuote:  html.EscapeString(l.Say("page.quote.inner-open")),
		extension.RightSingleQuote: html.EscapeString(l.Say("page.quote.inner-close")),
	}
}

// Convert reads a chapter's text and reports everything that is wrong with it by itself. chapter is one that the audience may
// see, of the report's edition.
func (c *Converter) Convert(chapter *model.Chapter, file *source.File, list *diagnostic.List) *Draft {
	d := &Draft{text: &Text{Chapter: chapter}, file: file, anchors: make(map[string]model.Audience), figures: make(map[string]*Figure)}
	w := &walker{Converter: c, text: d.text, draft: d, file: file, list: list, place: chapter.Audience}
	w.separate(file.Data[chapter.Body:])
	d.text.Levels = w.levels
	if at := tooDeep(w.body); at >= 0 {
		list.Add(diagnostic.DeepMarkdown, w.at(at, 1), "", itoa(nesting))
		d.unread = true
		return d
	}
	context := parser.NewContext(parser.WithIDs(newIDs()))
	document := c.markdown.Parser().Parse(text.NewReader(w.body), parser.WithContext(context))
	w.walk(document)
	w.footnotes(document)
	if list.Errors() > 0 {
		// Nothing will be published, so the HTML is not needed: the rest of the errors is.
		return d
	}
	var out output
	if err := c.markdown.Renderer().Render(&out, w.body, document); err != nil {
		list.Add(diagnostic.CannotRead, file.Whole(), "", err.Error())
		return d
	}
	w.definitions(&out)
	d.text.Parts = out.parts()
	return d
}

// output is where goldmark writes; it notes where figures and their numbers come. Writes to memory do not fail.
type output struct {
	buffer bytes.Buffer
	holes  []hole
}

// hole is where a figure comes, or the number of one.
type hole struct {
	at     int
	figure *Figure
	label  *label
}

func (o *output) Write(p []byte) (int, error)       { return o.buffer.Write(p) }
func (o *output) WriteByte(b byte) error            { return o.buffer.WriteByte(b) }
func (o *output) WriteRune(r rune) (int, error)     { return o.buffer.WriteRune(r) }
func (o *output) WriteString(s string) (int, error) { return o.buffer.WriteString(s) }
func (o *output) Available() int                    { return o.buffer.Available() }
func (o *output) Buffered() int                     { return o.buffer.Len() }
func (o *output) Flush() error                      { return nil }

func (o *output) parts() []Part {
	parts := make([]Part, 0, 2*len(o.holes)+1)
	data, from := o.buffer.Bytes(), 0
	for _, h := range o.holes {
		if h.at > from {
			parts = append(parts, Part{HTML: data[from:h.at]})
		}
		if h.label != nil {
			h.label.part = len(parts)
		}
		parts = append(parts, Part{Figure: h.figure})
		from = h.at
	}
	if from < len(data) {
		parts = append(parts, Part{HTML: data[from:]})
	}
	return parts
}

// plain is the text of a node and all below it, without markup.
func plain(n ast.Node, source []byte) string {
	// Most are a word or a number.
	if only, ok := n.FirstChild().(*ast.Text); ok && n.ChildCount() == 1 && !only.SoftLineBreak() && !only.HardLineBreak() {
		return string(util.UnescapePunctuations(only.Segment.Value(source)))
	}
	var b bytes.Buffer
	var collect func(ast.Node)
	collect = func(n ast.Node) {
		switch n := n.(type) {
		case *ast.Text:
			b.Write(util.UnescapePunctuations(n.Segment.Value(source)))
			if n.SoftLineBreak() || n.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.String:
			b.WriteString(html.UnescapeString(string(n.Value)))
		case *reference:
			b.WriteString(n.text)
		case *figureLabel:
			b.WriteString(n.label.mark)
		}
		for child := n.FirstChild(); child != nil; child = child.NextSibling() {
			collect(child)
		}
	}
	collect(n)
	return b.String()
}
