package site

import (
	"slices"
)

// page makes a page: its frame, its title, the links to other pages like it, and its own view.
func (p *press) page(b *book, entry bookPage) (*Page, error) {
	page := p.frame(b, entry)
	page.Kind, page.Description, page.Accent = entry.name, entry.descriptionIn(b), entry.accentIn(b)
	page.Title = entry.headingIn(b)
	page.Tab = page.Title
	if e := page.Edition; e != nil && e.Title != page.Title {
		page.Tab += " – " + e.Title
	}
	page.Elsewhere = p.elsewhere(b, entry.path)
	if !entry.root && entry.path != b.address.home() {
		page.Breadcrumbs = []Link{b.homeLink(entry.path)}
	}
	return page, entry.fill(p, b, page, entry.id)
}

// frame returns a page with what is around its content: the menu, the foot, and the links to the
// theme's files and to other languages.
func (p *press) frame(b *book, entry bookPage) *Page {
	path := entry.path
	page := &Page{Path: path, Language: b.language, Root: root(path), SiteTitle: b.textOf(b.site.Title),
		Assets: p.assets(path)}
	if !entry.root {
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
	return &EditionView{Title: b.textOf(e.Title), Subtitle: b.textOf(e.Subtitle), Summary: b.textOf(e.Summary),
		Organisation: b.textOf(b.site.Organisation.Name), Href: relative(page, b.address.home()),
		Date: b.language.Date(e.Date), DateISO: e.Date.Format("2006-01-02"),
		Status: b.language.Say("page.status." + string(e.Status)), StatusKey: string(e.Status),
		Example: ExampleView{Actions: isExample("actions"), Cycle: isExample("cycle"),
			Organisation: isExample("organisation"), Reviews: isExample("reviews")}}
}

func (b *book) homeLink(page string) Link {
	return Link{Href: relative(page, b.address.home()), Title: b.textOf(b.edition.Title)}
}
