package site

import (
	"slices"
)

// page makes a page: its frame, its title, the links to other pages like it, and its own view.
func (p *press) page(b *book, g bookPage) (*Page, error) {
	page := p.frame(b, g)
	page.Kind, page.Description, page.Accent = g.name, g.descriptionIn(b), g.accentIn(b)
	page.Title = g.headingIn(b)
	page.Tab = page.Title
	if e := page.Edition; e != nil && e.Title != page.Title {
		page.Tab += " – " + e.Title
	}
	page.Elsewhere = p.elsewhere(b, g.path)
	if !g.root && g.path != b.address.home() {
		page.Breadcrumbs = []Link{b.homeLink(g.path)}
	}
	return page, g.fill(p, b, page, g.id)
}

// frame returns a page with what is around its content: the menu, the foot, and the links to the
// theme's files and to other languages.
func (p *press) frame(b *book, g bookPage) *Page {
	path := g.path
	page := &Page{Path: path, Language: b.language, Root: root(path), SiteTitle: b.say(b.site.Title),
		Assets: p.assets(path)}
	if !g.root {
		page.Edition = b.editionView(path)
	}
	lists := map[menuPart]*[]Link{categoryMenu: &page.Menu, reportMenu: &page.Sections, sheetMenu: &page.Sheets}
	for _, other := range b.pages {
		if list := lists[other.menu]; list != nil {
			*list = append(*list, Link{Href: relative(path, other.path), Title: other.titleIn(b),
				Accent: other.accentIn(b), Current: other.path == path})
		}
	}
	for _, other := range b.books {
		if other != b {
			page.Languages = append(page.Languages, Link{Href: relative(path, b.counterpart(path, other)),
				Title: other.language.Say("language"), Language: other.language.Code})
		}
	}
	return page
}

func (b *book) editionView(page string) *EditionView {
	e := b.edition
	isExample := func(file string) bool { return slices.Contains(e.Examples, file) }
	return &EditionView{Title: b.say(e.Title), Subtitle: b.say(e.Subtitle), Summary: b.say(e.Summary),
		Organisation: b.say(b.site.Organisation.Name), Href: relative(page, b.address.home()),
		Date: b.language.Date(e.Date), DateISO: e.Date.Format("2006-01-02"),
		Status: b.language.Say("page.status." + string(e.Status)), StatusKey: string(e.Status),
		Example: ExampleView{Actions: isExample("actions"), Cycle: isExample("cycle"),
			Organisation: isExample("organisation"), Reviews: isExample("reviews")}}
}

func (b *book) homeLink(page string) Link {
	return Link{Href: relative(page, b.address.home()), Title: b.say(b.edition.Title)}
}
