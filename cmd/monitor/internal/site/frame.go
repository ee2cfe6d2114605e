package site

import (
	"context"
	"crypto/sha256"
	"html/template"
	"slices"
)

// page makes a page: what every page has, and what is its own.
func (p *press) page(ctx context.Context, b *book, g bookPage) (*Page, error) {
	frame, err := p.frameOf(b, g)
	if err != nil {
		return nil, err
	}
	page := *frame
	page.Kind, page.Path, page.Description, page.Accent = g.name, g.path, g.descriptionIn(b), g.accentIn(b)
	page.Title = g.headingIn(b)
	page.Tab = page.Title
	if e := page.Edition; e != nil && e.Title != page.Title {
		page.Tab += " – " + e.Title
	}
	page.Elsewhere = p.elsewhere(b, g.path)
	if !g.root && g.path != b.address.home() {
		page.Breadcrumbs = []Link{b.homeLink(g.path)}
	}
	return &page, g.fill(p, ctx, b, &page, g.id)
}

// frameOf returns what is around a page. It is the same for most pages of a folder, and made once for them.
func (p *press) frameOf(b *book, g bookPage) (*Page, error) {
	key := b.edition.Year + " " + b.language.Code + " " + root(g.path)
	if len(b.books) > 1 || g.list != notListed {
		// It marks itself in the menu, or leads to a page of its own in another language.
		key += g.path
	}
	return p.frames.get(key, func() (*Page, error) { return p.frame(b, g) })
}

// frame is what is around a page: menu, sections, links to assets.
func (p *press) frame(b *book, g bookPage) (*Page, error) {
	path := g.path
	page := &Page{Language: b.language, Root: root(path), SiteTitle: b.say(b.site.Title), Assets: p.assets(path)}
	if !g.root {
		page.Edition = b.editionView(path)
	}
	lists := map[menuList]*[]Link{listedAsCategory: &page.Menu, listedAsReport: &page.Sections, listedAsSheet: &page.Sheets}
	for _, other := range b.pages {
		if to := lists[other.list]; to != nil {
			*to = append(*to, Link{Href: relative(path, other.path), Title: other.titleIn(b), Accent: other.accentIn(b), Current: other.path == path})
		}
	}
	for _, other := range b.books {
		if other != b {
			page.Languages = append(page.Languages, Link{Href: relative(path, b.counterpart(path, other)),
				Title: other.language.Say("language"), Language: other.language.Code})
		}
	}
	digest := sha256.New()
	for _, part := range []struct {
		name string
		to   *template.HTML
	}{{"head", &page.Head}, {"bar", &page.Bar}, {"foot", &page.Foot}} {
		html, err := p.fragment(b, part.name, page)
		if err != nil {
			return nil, failed(path, err)
		}
		*part.to = template.HTML(html)
		digest.Write(append(html, '\n'))
	}
	page.digest = string(digest.Sum(nil))
	return page, nil
}

func (b *book) editionView(from string) *EditionView {
	e := b.edition
	return &EditionView{Year: e.Year, Title: b.say(e.Title), Subtitle: b.say(e.Subtitle), Summary: b.say(e.Summary),
		Organisation: b.say(b.site.Organisation.Name), Date: b.language.Date(e.Date), DateISO: e.Date.Format("2006-01-02"),
		Status: b.language.Say("page.status." + string(e.Status)), StatusKey: string(e.Status),
		Href: relative(from, b.address.home()), Example: ExampleView{slices.Contains(e.Examples, "actions"), slices.Contains(e.Examples, "cycle"),
			slices.Contains(e.Examples, "organisation"), slices.Contains(e.Examples, "reviews")}}
}

func (b *book) homeLink(page string) Link {
	return Link{Href: relative(page, b.address.home()), Title: b.say(b.edition.Title)}
}
