// Package prose turns a chapter's Markdown into HTML and checks everything that its author wrote.
//
// A chapter is CommonMark with tables, footnotes, definition lists, task lists, struck-out text and
// addresses that are links. What looks like markup and is none is reported, see unread.go. These are
// our additions:
//
//   - A quoted number is a link to an indicator and a period. Its text must agree with the data to
//     the digits shown: [3,75%](indicator:ziekteverzuim@2023). A link without text is filled in:
//     [](indicator:ziekteverzuim@latest). See quotation.go.
//   - A reference is a link to a thing of the edition by its kind and id: [](risk:ransomware). It
//     becomes a link to the page of that thing, with its title when the author gave no text.
//     [](20-mensen.md#werkdruk) is a link to a heading of another chapter.
//   - A term is a reference to the glossary: [](term:datalek). It becomes a button that shows the
//     definition where the reader is. See thing.go.
//   - A citation is a reference to a source: [](source:surf-2021). It becomes a short label that leads
//     to the source in a list below the chapter. See citation.go.
//   - Figures are numbered within their chapter, from 1: "3.2" is the second one of chapter 3. A
//     reference without text is filled with that number: [](figure:plaat) for a figure of the same
//     chapter, [](figure:mensen/plaat) for one of the chapter "mensen". See resolve.go.
//   - An audience block is a fenced block, "```audience board", around Markdown for fewer readers.
//     It is cut out before goldmark sees the text of a site for others. See audience.go.
//   - An excerpt is a fenced block, "```findings" or "```asks", that shows what the data have of
//     these. See excerpt.go.
//   - A passage is a text of the data that is Markdown too: what a finding or a request says. See
//     passage.go.
//   - A box is a quote that begins with [!NOTE] or another kind. Images alone in a paragraph are
//     shown side by side, with their titles as captions. See box.go.
//
// Chapters refer to each other, so a conversion has two steps. [Converter.Convert] makes a [Draft]
// of one chapter, at the same time as other chapters. [Converter.Complete] then checks the
// references between all of them, fills in the numbers of figures, and returns each [Text]. A text
// with mistakes has no HTML, but for a preview: see fault.go.
//
// The package imports source, picture, diagnostic, wording, model, report, language, series, figure
// and draw. It draws no figures and writes no excerpts: package site puts them between the segments
// of a Text. It knows no addresses: a [Links] returns them. It reads no files: Links looks images up.
package prose

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"html"
	"strconv"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	markup "github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// Text is a converted chapter: segments of HTML with the figures between them.
type Text struct {
	Chapter  *model.Chapter
	Segments []Segment
	Headings []Heading
	Figures  []*Figure
	// Uses are the ids of the indicators that the chapter shows, quotes or refers to, in order of first use.
	Uses []string
	// Cited are the sources that the chapter cites, in order of first use.
	Cited []Citation
	// Digest is that of the Markdown that this audience sees.
	Digest string
	// Levels are the audiences of the chapter's audience blocks, whether this site shows them or not.
	Levels []model.Audience
	// Words are those before the first heading, without markup: of a passage, all.
	Words string
}

// Draft is a converted chapter whose links into other chapters have not been checked. Whether a
// heading or figure there exists, and the number of that figure, is known when all are converted.
type Draft struct {
	text   *Text
	file   *source.File
	unread bool // the chapter was not parsed, and the reason was reported
	// anchors are the ids of all headings, with who may see each.
	anchors       map[string]model.Audience
	figures       map[string]*Figure // by the id of their element
	figureUnread  bool               // a figure could not be read, and nobody knows its name
	pending       []pending          // links to check in Complete
	figureNumbers []*figureNumber    // to fill in
	headings      [][]piece          // the texts of the headings of the Text, which Complete joins
	words         [][]piece          // those before the first of these headings, and below each
	terms         []string           // ids of the terms that have a button, in order of first use
}

// Segment is some HTML, one figure or one excerpt. The number of a figure that the program fills in
// is its own segment, empty until Complete.
type Segment struct {
	HTML    []byte
	Figure  *Figure  // nil for anything else
	Excerpt *Excerpt // nil for anything else
}

// Heading is a heading of the second or third level, for the table of contents.
type Heading struct {
	ID, Text string
	Level    int
	Line     int    // in the file
	Words    string // up to the next heading, without markup
	Language string // when another than that of the page it is on
}

// Figure is a figure of a chapter.
type Figure struct {
	ID     string // of the element
	Name   string // the id that the author gave, or ""
	Number int    // within the chapter, from 1
	Title  string // "" when the author gave none
	Note   string
	Spec   figure.Spec

	offset int            // of its fence in the body
	needs  model.Audience // who may see it
}

// Image is a picture in content/, as the site publishes it.
type Image struct {
	Href          string // from the chapter's page
	Width, Height int    // in pixels; 0 when not known
}

// Links returns the addresses of pages and images, relative to the page of the chapter that is
// being converted.
type Links interface {
	// Chapter is the address of a chapter, or of an element of it when anchor is not "".
	Chapter(c *model.Chapter, anchor string) string
	Aspect(a *model.Aspect) string
	// Thing is the address of a thing of any other kind.
	Thing(kind model.Kind, id string) string
	// Image publishes an image of content/. It reports an error at the position at, and is then false.
	Image(path string, at diagnostic.Position, list *diagnostic.List) (Image, bool)
}

// Words are a language, and what its texts are held against: the lists of the theme. The converters of all editions
// share them.
type Words struct {
	language *language.Language
	quotes   *quotes
	beside   besideWords
	claims   claimWords
}

// NewWords reads the lists of the theme.
func NewWords(l *language.Language) *Words {
	return &Words{l, newQuotes(l), newBesideWords(l), newClaimWords(l)}
}

// Converter converts the chapters of one language of an edition. It is safe for use by many goroutines.
type Converter struct {
	site     *model.Site
	all      *model.Edition // whole: "hidden from the audience" is another message than "unknown"
	report   *report.Report
	audience model.Audience
	links    Links
	chapters map[string]*model.Chapter // by slug, all of them
	files    map[string]*model.Chapter // by path, all of them
	visible  map[string]*model.Chapter // by slug, as the audience sees them
	markdown goldmark.Markdown
	*Words
	labels map[string]string // of sources, by id
}

// New makes a converter. all is the whole edition, r the report of what the audience may see.
func New(site *model.Site, all *model.Edition, r *report.Report, audience model.Audience,
	words *Words, links Links) *Converter {
	l := words.language
	c := &Converter{site: site, all: all, report: r, audience: audience, Words: words, links: links,
		chapters: make(map[string]*model.Chapter), files: make(map[string]*model.Chapter),
		visible: make(map[string]*model.Chapter), labels: Labels(r.Edition, l)}
	for _, chapter := range all.ChaptersIn(l.Code, site.Languages[0]) {
		c.chapters[chapter.Slug] = chapter
		c.files[chapter.Path] = chapter
	}
	for _, chapter := range r.Edition.ChaptersIn(l.Code, site.Languages[0]) {
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
			extension.Strikethrough,
			extension.TaskList,
			extension.NewLinkify(extension.WithLinkifyAllowedProtocols([]string{"http", "https"})),
			extension.Typographer,
		),
		goldmark.WithParserOptions(
			parser.WithInlineParsers(util.Prioritized(c.quotes, 100)),
		),
		goldmark.WithRendererOptions(renderer.WithNodeRenderers(util.Prioritized(&nodeRenderer{l}, 100))),
	)
	return c
}

// Convert converts one chapter and reports every error that can be found without the other chapters.
// chapter is of the report's edition, so the audience may see it.
func (c *Converter) Convert(chapter *model.Chapter, file *source.File, list *diagnostic.List) *Draft {
	return c.convert(&walker{file: file, list: list}, chapter, file.Data[chapter.Body:])
}

// convert converts the body of a chapter, or a passage, with a walker that has a file and a list.
func (c *Converter) convert(w *walker, chapter *model.Chapter, body []byte) *Draft {
	d := &Draft{text: &Text{Chapter: chapter}, file: w.file,
		anchors: make(map[string]model.Audience), figures: make(map[string]*Figure)}
	w.Converter, w.text, w.draft, w.readers = c, d.text, d, chapter.Audience
	w.quotedBy = make(map[ast.Node][]quotedNumber)
	list := w.list
	w.cutHidden(body)
	d.text.Levels = w.levels
	sum := sha256.Sum256(w.body)
	d.text.Digest = hex.EncodeToString(sum[:16])
	if offset := tooDeep(w.body); offset >= 0 {
		list.Add(diagnostic.DeepMarkdown, w.position(offset, 1), "", strconv.Itoa(maxNesting))
		d.unread = true
		if w.faults == nil {
			return d
		}
		w.body = nil // only the mistakes are shown
	}
	document := c.markdown.Parser().Parse(text.NewReader(w.body))
	w.checkUnread(document)
	if w.passage != nil {
		w.checkPassage(document)
	}
	w.makeBoxes(document)
	makePictures(document, w.body)
	var spots []*spot
	if w.faults != nil {
		spots = w.faultSpots(document)
	}
	replaced := w.walk(document)
	w.checkFootnotes()
	w.checkEntities()
	if w.faults != nil {
		w.markFaults(document, spots, replaced)
	} else if list.Errors() > 0 {
		// The site will not be published, so nobody needs the HTML. The walk above found all errors.
		return d
	}
	var out output
	if err := c.markdown.Renderer().Render(&out, w.body, document); err != nil {
		list.Add(diagnostic.CannotRead, w.file.Whole(), "", err.Error())
		return d
	}
	d.words = make([][]piece, 1, len(d.headings)+1)
	for n := document.FirstChild(); n != nil; n = n.NextSibling() {
		if h, ok := n.(*ast.Heading); ok && h.Level <= deepestListed {
			d.words = append(d.words, nil)
			continue
		}
		last := &d.words[len(d.words)-1]
		*last = appendBlock(*last, n, w.body)
	}
	w.writeDefinitions(&out)
	d.text.Segments = out.segments()
	return d
}

// output is the util.BufWriter that goldmark writes to. It remembers the offsets where a figure, the
// number of one or an excerpt comes. Writes to memory do not fail.
type output struct {
	buffer     bytes.Buffer
	insertions []insertion
}

// insertion is an offset in the HTML where one of these comes.
type insertion struct {
	offset  int
	figure  *Figure
	number  *figureNumber
	excerpt *Excerpt
}

// insert remembers what comes here.
func (o *output) insert(i insertion) {
	i.offset = o.buffer.Len()
	o.insertions = append(o.insertions, i)
}

func (o *output) Write(p []byte) (int, error)       { return o.buffer.Write(p) }
func (o *output) WriteByte(b byte) error            { return o.buffer.WriteByte(b) }
func (o *output) WriteRune(r rune) (int, error)     { return o.buffer.WriteRune(r) }
func (o *output) WriteString(s string) (int, error) { return o.buffer.WriteString(s) }
func (o *output) Available() int                    { return o.buffer.Available() }
func (o *output) Buffered() int                     { return o.buffer.Len() }
func (o *output) Flush() error                      { return nil }

// segments cuts the HTML at the insertions.
func (o *output) segments() []Segment {
	segments := make([]Segment, 0, 2*len(o.insertions)+1)
	data, from := o.buffer.Bytes(), 0
	for _, i := range o.insertions {
		if i.offset > from {
			segments = append(segments, Segment{HTML: data[from:i.offset]})
		}
		if i.number != nil {
			i.number.segment = len(segments)
		}
		segments = append(segments, Segment{Figure: i.figure, Excerpt: i.excerpt})
		from = i.offset
	}
	if from < len(data) {
		segments = append(segments, Segment{HTML: data[from:]})
	}
	return segments
}

// piece is a part of a text: words, or the number of a figure, which is known later.
type piece struct {
	words  string
	ofData bool          // the words are a number that was filled in
	number *figureNumber // nil for words
}

// joined returns a text, with the numbers that are known.
func joined(pieces []piece) string {
	var b strings.Builder
	for _, p := range pieces {
		b.WriteString(p.words)
		if p.number != nil {
			b.WriteString(p.number.text)
		}
	}
	return b.String()
}

// lasting returns the words of a text, without what other data or another figure would change.
func lasting(pieces []piece) string {
	var b strings.Builder
	for _, p := range pieces {
		if !p.ofData {
			b.WriteString(p.words)
		}
	}
	return b.String()
}

// appendBlock appends the words of a block, with a space behind each block in it: the items of a list are no one word.
func appendBlock(pieces []piece, n ast.Node, source []byte) []piece {
	first := n.FirstChild()
	if _, images := n.(*pictures); !images && (first == nil || first.Type() != ast.TypeBlock) {
		return append(append(pieces, piecesOf(n, source)...), piece{words: " "})
	}
	for child := first; child != nil; child = child.NextSibling() {
		pieces = appendBlock(pieces, child, source)
	}
	return pieces
}

// written returns what Markdown without markup says: "\*" is "*", and "&eacute;" is "é".
func written(markdown []byte) string {
	if !bytes.ContainsAny(markdown, `\&`) {
		return string(markdown)
	}
	var o output
	markup.DefaultWriter.Write(&o, markdown)
	return html.UnescapeString(o.buffer.String())
}

// withoutMarkup is the text of a node and all nodes below it.
func withoutMarkup(n ast.Node, source []byte) string { return joined(piecesOf(n, source)) }

// piecesOf is withoutMarkup in pieces.
func piecesOf(n ast.Node, source []byte) []piece {
	// Most texts are one word or number.
	if only, ok := n.FirstChild().(*ast.Text); ok && n.ChildCount() == 1 &&
		!only.SoftLineBreak() && !only.HardLineBreak() {
		return []piece{{words: written(only.Segment.Value(source))}}
	}
	var pieces []piece
	var b bytes.Buffer
	var collect func(ast.Node)
	collect = func(n ast.Node) {
		switch n := n.(type) {
		case *ast.Text:
			b.WriteString(written(n.Segment.Value(source)))
			if n.SoftLineBreak() || n.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.String:
			words := html.UnescapeString(string(n.Value))
			if _, filledIn := n.AttributeString(ofData); filledIn {
				pieces = append(pieces, piece{words: b.String()}, piece{words: words, ofData: true})
				b.Reset()
			} else {
				b.WriteString(words)
			}
		case *ast.AutoLink:
			b.Write(n.Label(source))
		case *reference:
			b.WriteString(n.text)
		case *figureNumberNode:
			pieces = append(pieces, piece{words: b.String()}, piece{number: n.number})
			b.Reset()
		}
		for child := n.FirstChild(); child != nil; child = child.NextSibling() {
			collect(child)
		}
	}
	collect(n)
	return append(pieces, piece{words: b.String()})
}
