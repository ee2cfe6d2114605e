package site

import (
	"fmt"
	"html/template"
	"slices"
	"strings"
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// printPage is the edition as one document, for paper. Its parts are the pages of the report, without what is of
// use on a screen only; behind them come the appendices that the edition chooses.
//
// A document for some readers has an id: that of the Board, or of a category. No site has these. See Documents.
func printPage() *pageKind {
	return &pageKind{name: "print", words: "print", file: "print", ids: always, fill: (*press).fillPrint,
		heading: func(b *book, id string) string {
			switch {
			case id == model.BoardDocument:
				return b.language.Say("print.board")
			case id != "":
				return b.textOf(b.edition.Category(id).Title)
			}
			return b.textOf(b.edition.Title)
		},
		accent: func(b *book, id string) int {
			if c := b.edition.Category(id); c != nil {
				return c.Number
			}
			return 0
		},
		parts: func(b *book, id string) []string {
			var titles []string
			for _, part := range b.parts(id) {
				titles = append(titles, part.title)
			}
			return titles
		}}
}

// PrintView is a document for paper.
type PrintView struct {
	Conclusion string // "" in a document of one part
	// Contents and Appendices are the parts, for the table of contents; nil in a document of one part.
	Contents, Appendices []Link
	Parts                []PrintPart
}

// PrintPart is a part of a document: a page of the site, with other ids and links.
type PrintPart struct {
	ID     string // of its element; what it holds has ids that begin with it
	N      int    // 0, 1, …
	Kind   string // name of the page's kind
	Accent int
	HTML   template.HTML
}

// part is a page that becomes a part of a document.
type part struct {
	bookPage
	anchor   string // id of its element
	title    string
	appendix bool
}

func (b *book) part(page bookPage, appendix bool) part {
	p := part{bookPage: page, anchor: page.name, title: page.titleIn(b), appendix: appendix}
	if page.id != "" {
		p.anchor += "-" + page.id
	}
	return p
}

// asks is the part of what the Board is asked to decide, which is no page of its own.
const asks = "asks"

// parts returns the parts of a document, in order.
func (b *book) parts(document string) []part {
	var all []part
	add := func(appendix bool, include func(g bookPage) bool) {
		for _, g := range b.pages {
			if include(g) {
				all = append(all, b.part(g, appendix))
			}
		}
	}
	switch document {
	case "":
		add(false, func(g bookPage) bool { return g.printed })
		for _, name := range b.edition.Appendices {
			add(true, func(g bookPage) bool { return g.name == name && g.id == "" })
		}
	case model.BoardDocument:
		add(false, func(g bookPage) bool { return g.name == "chapter" && g.id == b.edition.SummaryChapter && g.id != "" })
		if len(b.edition.Requests) > 0 {
			asked := bookPage{&pageKind{name: asks, fill: (*press).fillAsks}, "", b.address.home()}
			all = append(all, part{bookPage: asked, anchor: asks, title: b.language.Say("front.requests")})
		}
		add(false, func(g bookPage) bool { return g.name == "sheet" })
	default:
		add(false, func(g bookPage) bool { return g.name == "category" && g.id == document })
	}
	return all
}

// fillAsks sets the view of what the Board is asked.
func (p *press) fillAsks(b *book, page *Page, _ string) error {
	page.Title = b.language.Say("front.requests")
	page.View = b.requests(page.Path, "")
	return nil
}

func (p *press) fillPrint(b *book, page *Page, document string) error {
	parts := b.parts(document)
	sheets := newBinder(b, page.Path, p.paper)
	v := &PrintView{}
	for n, part := range parts {
		html, err := p.partHTML(b, part, len(parts) == 1)
		if err != nil {
			return fmt.Errorf("%s: %w", part.anchor, err)
		}
		sheets.add(part, html)
		v.Parts = append(v.Parts, PrintPart{ID: part.anchor, N: n, Kind: part.name, Accent: part.accentIn(b)})
	}
	for n, part := range parts {
		v.Parts[n].HTML = template.HTML(sheets.bind(n))
		if len(parts) == 1 {
			continue
		}
		link := Link{Href: "#" + part.anchor, Title: part.title, Accent: part.accentIn(b)}
		if part.appendix {
			v.Appendices = append(v.Appendices, link)
		} else {
			v.Contents = append(v.Contents, link)
		}
	}
	if len(parts) > 1 {
		v.Conclusion = b.textOf(b.edition.Conclusion)
	}
	page.View = v
	return nil
}

// partHTML makes the content of a part. The theme may have a template of its own for a kind of page on paper,
// called print-category; else it is that of the page. alone reports whether it is the only part of its document.
func (p *press) partHTML(b *book, part part, alone bool) ([]byte, error) {
	page := &Page{Kind: part.name, Language: b.language, Path: part.path, Root: root(part.path), Title: part.headingIn(b),
		SiteTitle: b.textOf(b.site.Title), Edition: b.editionView(part.path), Accent: part.accentIn(b),
		Corrections: b.corrections(part.path), Alone: alone}
	if part.description != nil || part.words != "" {
		page.Description = part.descriptionIn(b)
	}
	if err := part.fill(p, b, page, part.id); err != nil {
		return nil, err
	}
	var html []byte
	for _, name := range []string{"corrections", part.name} {
		if own := "print-" + name; p.theme.Has(own) {
			name = own
		}
		made, err := b.execute(name, page)
		if err != nil {
			return nil, err
		}
		html = append(html, made...)
	}
	return html, nil
}

// Document is one of the documents of an edition that are made for paper.
type Document struct {
	Path string    // of its page, as written
	Name string    // of its file, without extension: "monitor-2026", "monitor-2026-en-board", "monitor-2026-cyber"
	Date time.Time // of the edition
	ID   string    // "report", "board", or that of a category
}

// Documents writes the documents of an edition in a language, and the files that they need, to out: the
// edition as a whole, what the Board needs for its meetings, and each category. They have no link to a page of
// the site when that does not know its address. The plan was checked, and has no errors.
func (p *Plan) Documents(year, lang string, out Writer, tools Tools) ([]Document, error) {
	var b *book
	for _, e := range p.editions {
		if e.edition.Year == year {
			b = e.book(lang)
		}
	}
	press := newPress(p, out, tools)
	press.paper = true
	kind := b.address.kinds["print"]
	documents := []Document{{ID: model.WholeDocument}}
	if slices.ContainsFunc(b.parts(model.BoardDocument), func(p part) bool { return p.name == "sheet" || p.name == asks }) {
		documents = append(documents, Document{ID: model.BoardDocument})
	}
	for _, c := range b.edition.Categories {
		documents = append(documents, Document{ID: c.ID})
	}
	jobs := press.assetJobs()
	for n := range documents {
		d := &documents[n]
		d.Name = "monitor-" + strings.ReplaceAll(b.address.dir, "/", "-")
		d.Path, d.Date = b.address.page("print", ""), b.edition.Date
		id := ""
		if d.ID != model.WholeDocument {
			id = d.ID
			d.Name += "-" + id
			d.Path = strings.TrimSuffix(d.Path, ".html") + "-" + id + ".html"
		}
		jobs = append(jobs, func() error { return press.writePage(b, bookPage{kind, id, d.Path}) })
	}
	for _, do := range jobs {
		if err := do(); err != nil {
			return nil, err
		}
	}
	press.save()
	return documents, nil
}
