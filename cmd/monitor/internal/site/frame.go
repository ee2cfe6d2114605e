package site

import (
	"fmt"
	"html/template"
	"strings"
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// page makes a page: its frame, its title, the links to other pages like it, and its own view.
func (p *press) page(b *book, entry bookPage) (*Page, error) {
	frame, err := p.frameOf(b, entry)
	if err != nil {
		return nil, err
	}
	own := *frame
	page := &own
	page.Path, page.Kind = entry.path, entry.name
	page.Description, page.Accent = entry.descriptionIn(b), entry.accentIn(b)
	page.Title = entry.headingIn(b)
	page.Tab = entry.tabIn(b)
	if e := page.Edition; e != nil && e.Title != page.Tab {
		page.Tab += " – " + e.Title
	}
	page.Elsewhere = p.elsewhere(b, entry.path)
	if !entry.root {
		page.Corrections = b.corrections(entry.path)
	}
	if !entry.root && entry.path != b.address.home() {
		page.Breadcrumbs = []Link{b.homeLink(entry.path)}
	}
	if err := entry.fill(p, b, page, entry.id); err != nil {
		return nil, err
	}
	page.Share, err = p.share(b, page)
	return page, err
}

// frameOf returns the frame of a page, which the pages of a folder share. A page in the menu has its
// own frame, and so has every page of an edition in several languages. Without sharing, a build with
// kept figures takes a fifth more processor time.
func (p *press) frameOf(b *book, entry bookPage) (*Page, error) {
	key := b.edition.Year + " " + b.language.Code + " " + root(entry.path)
	if len(b.books) > 1 || entry.menu != noMenu || entry.anywhere || entry.parts != nil {
		key += entry.path
	}
	return p.frames.get(key, func() (*Page, error) { return p.frame(b, entry) })
}

// frame returns a page with what is around its content: the menu, the foot, and the links to the
// theme's files and to other languages.
func (p *press) frame(b *book, entry bookPage) (*Page, error) {
	path := entry.path
	page := &Page{Language: b.language, Root: root(path), SiteTitle: b.textOf(b.site.Title),
		Assets: p.assets(path)}
	if entry.anywhere {
		page.Base = b.site.BaseURL
	}
	if !entry.root {
		page.Edition = b.editionView(path)
	}
	if entry.parts != nil {
		for _, title := range entry.parts(b, entry.id) {
			page.Parts = append(page.Parts, shortened(title))
		}
	}
	lists := map[menuPart]*[]Link{categoryMenu: &page.Menu, reportMenu: &page.Sections, sheetMenu: &page.Sheets}
	for _, other := range b.pages {
		if list := lists[other.menu]; list != nil {
			*list = append(*list, Link{Href: relative(path, other.path), Title: other.titleIn(b),
				In: other.languageIn(b), Accent: other.accentIn(b), Current: other.path == path})
		}
	}
	page.Desks, page.Search = b.desks(), p.searchView(b, path)
	for _, other := range b.books {
		if other != b {
			page.Languages = append(page.Languages, Link{Href: relative(path, b.counterpart(path, other)),
				Title: other.language.Say("language"), Language: other.language.Code})
		}
	}
	for name, to := range map[string]*template.HTML{"head": &page.Head, "bar": &page.Bar, "foot": &page.Foot} {
		html, err := b.execute(name, page)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		*to = template.HTML(html)
	}
	return page, nil
}

func (b *book) editionView(page string) *EditionView {
	e := b.edition
	return &EditionView{Title: b.textOf(e.Title), Subtitle: b.textOf(e.Subtitle), Summary: b.textOf(e.Summary),
		Organisation: b.textOf(b.site.Organisation.Name), Href: relative(page, b.address.home()),
		Date: b.language.Date(e.Date), DateISO: e.Date.Format(time.DateOnly),
		Status: b.language.Say("page.status." + string(e.Status)), StatusKey: string(e.Status),
		Example: ExampleView{Actions: b.invented("actions"), Cycle: b.invented("cycle"), Meetings: b.invented("meetings"),
			Organisation: b.invented("organisation"), Protocol: b.invented("protocol"), Reviews: b.invented("reviews")}}
}

func (b *book) homeLink(page string) Link {
	return Link{Href: relative(page, b.address.home()), Title: b.textOf(b.edition.Title)}
}

// DeskView is where readers report something, in the foot of every page.
type DeskView struct {
	Title, Note string
	Phone, Call string // as people read it, and as a telephone does
	Email, Form string
}

func (b *book) desks() []DeskView {
	var all []DeskView
	for _, d := range b.site.Desks {
		all = append(all, b.desk(d))
	}
	return all
}

func (b *book) desk(d *model.Desk) DeskView {
	return DeskView{Title: b.textOf(d.Title), Note: b.textOf(d.Note), Phone: d.Phone,
		Call: strings.NewReplacer(" ", "", "-", "").Replace(d.Phone), Email: d.Email, Form: d.URL}
}
