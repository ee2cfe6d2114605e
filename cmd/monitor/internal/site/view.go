package site

import (
	"html/template"

	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/share"
)

// The types in this file are what the templates of a theme see: texts and links that are ready to
// show. A template decides how something looks, never what it says. All links are relative to the
// page.

// Page is the data of the template of a page. Figures have FigureView and FigureBody.
type Page struct {
	Kind        string             // the name of the template that writes the page: home, chapter, category, risk, …
	Language    *language.Language // {{.Language.Code}}; its words are {{say "page.home"}}
	Path        string             // of this page in public/: "2026/indicatoren/ziekteverzuim.html"
	Root        string             // from this page to public/: "../../"
	Title       string             // h1
	Tab         string             // <title>: the title, with that of the edition behind it where it is another one
	Description string             // one sentence for <meta name="description">
	SiteTitle   string
	Edition     *EditionView // nil on the archive and the page not found
	Assets      Assets
	Menu        []Link // the categories
	Sections    []Link // the other pages of the report that the menu lists: home, summary, risks, …
	Sheets      []Link // those for the discussion of each category
	Breadcrumbs []Link // from the edition's home down, without the page itself
	Previous    *Link
	Next        *Link
	Desks       []DeskView // where readers report something
	Search      *SearchView
	Languages   []Link         // this page in the other languages; Title and Language name the language
	Accent      int            // number of the category (1…), or 0
	Parts       []string       // titles of the parts of a page that is made for paper, shortened; nil for others
	Elsewhere   *ElsewhereView // nil when there is one edition, and on pages that belong to none
	Dataset     *DatasetView   // all data of the edition, on the pages that lead there; nil on others

	Base  string     // of the addresses on a page that a server shows anywhere; "" for others
	Share *ShareView // nil when the site does not know its address, and for a page that nobody should find
	// described is what the page is in the words of schema.org, with @type; nil for most.
	described map[string]any
	// shared is what the picture of a link to the page says beside the titles of the page and its report.
	shared share.Texts

	LeadsTo     string           // link to the page that took its place; "" for a page that is there
	Corrections []CorrectionView // of what the page is about, newest first
	// Alone reports whether the page is all of a document for paper, and not one part of several.
	Alone bool

	// Head, Bar and Foot are the frame as HTML.
	Head, Bar, Foot template.HTML
	// View is the view of the page's kind, such as *RiskView.
	View any
}

// Assets are the links to the theme's files.
type Assets struct {
	Style string // the style sheet
	// Scripts are loaded deferred on every page: interactive figures and the filter of lists.
	Scripts []string
	// Font is that of running text, and FontScript asks for it at once; "" when the theme names none.
	Font, FontScript string
	Icon             string
	// TouchIcon is a picture for a place on somebody's screen; "" when the theme has none.
	TouchIcon string
}

// Link is a link with its text.
type Link struct {
	Href     string
	Title    string
	Summary  string
	ID       string // of a category
	Accent   int
	Current  bool
	Language string // hreflang, when it leads to another language
	In       string // the language of the title, when another than that of the page: see book.languageOf
	Label    string // number or kind before the title: "3", "Figuur 3.2"
	Status   string // of a chapter: "concept"
	Example  bool   // what it leads to was made up to show the form
}

// Option is one entry of a list to choose from.
type Option struct{ Value, Text string }

// EditionView is the edition that a page belongs to.
type EditionView struct {
	Title, Subtitle, Summary string
	Organisation             string
	Date                     string // in words
	DateISO                  string // 2026-11-24
	Status                   string // in words
	StatusKey                string // concept, besproken, vastgesteld
	Href                     string // its home
	Example                  ExampleView
}

// Running returns the title as it stands above each sheet, beside that of a part.
func (e *EditionView) Running() string { return shortened(e.Title) }

// ExampleView says which kinds of data are examples, made up to show the form.
type ExampleView struct{ Actions, Cycle, Meetings, Organisation, Protocol, Reviews bool }

// Fact is a term with its explanation.
type Fact struct{ Term, Text string }

// FigureView is one figure. The template "figure" writes what differs from page to page (id, label,
// title, note, links), and Body, which the template "figure-body" wrote for all pages of a folder.
type FigureView struct {
	ID    string
	Label string // "Figuur 3.2"; "" for a figure that is not numbered
	Title string
	Note  string
	Body  template.HTML
	CSV   string // link to the data
	JSON  string // link to the same as JSON, or "": the indicator's page has it
	Page  string // link to the indicator's own page, or ""
	Cite  string // how to refer to the figure; "" for one that has no place
}

// FigureBody is the data of the template "figure-body".
type FigureBody struct {
	*figure.Drawing
	WideSVG      template.HTML
	NarrowSVG    template.HTML
	FullSVG      template.HTML // for the width of a page; "" where the figure stands in a text
	OptionScript string        // script with the options, loaded on touch
	ECharts      string
	Hash         string
	Open         bool // its table is open: the page is about what it shows
}
