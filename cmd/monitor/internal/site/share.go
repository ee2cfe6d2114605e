package site

import (
	"encoding/xml"
	"maps"
	"time"
)

// ShareView is what other sites show of a page to which somebody links, and what a search engine reads. A
// page has one when the site knows its address.
type ShareView struct {
	Address string // of the page, whole
	Picture string // for the link, whole; "" when the theme has none
	Locale  string // nl_NL
	// Data describes the page in the words of schema.org: a report, or the data of an indicator; nil for
	// other pages.
	Data map[string]any
}

// share returns what is said of a page where somebody links to it; nil for a page that nobody should find.
func (p *press) share(b *book, page *Page) *ShareView {
	if b.site.BaseURL == "" || page.LeadsTo != "" || page.Base != "" {
		return nil
	}
	whole := func(path string) string { return b.site.BaseURL + path }
	v := &ShareView{Address: whole(page.Path), Locale: b.language.Say("locale")}
	if p.theme.Picture != "" {
		v.Picture = whole(p.theme.Picture)
	}
	if page.described != nil {
		v.Data = map[string]any{"@context": "https://schema.org", "name": page.Title,
			"description": page.Description, "url": v.Address, "inLanguage": b.language.Code}
		if licence := b.textOf(b.site.Licence); licence != "" {
			v.Data["license"] = licence
		}
		maps.Copy(v.Data, page.described)
	}
	return v
}

// maker is the organisation in the words of schema.org.
func (b *book) maker() map[string]any {
	maker := map[string]any{"@type": "Organization", "name": b.textOf(b.site.Organisation.Name)}
	if b.site.Organisation.URL != "" {
		maker["url"] = b.site.Organisation.URL
	}
	return maker
}

// sitemapName is the address of the list of pages in public/.
const sitemapName = "sitemap.xml"

// sitemap publishes the list of all pages for search engines (sitemaps.org). Its addresses are whole, so
// that there is one only when the site knows its own.
func (p *press) sitemap(b *book) error {
	type page struct {
		Address string `xml:"loc"`
		Date    string `xml:"lastmod"`
	}
	list := struct {
		XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
		Pages   []page   `xml:"url"`
	}{}
	for _, e := range p.editions {
		for _, own := range e.books {
			for _, entry := range own.pages {
				if entry.root || entry.name == "moved" {
					continue
				}
				list.Pages = append(list.Pages, page{b.site.BaseURL + entry.path, e.edition.Date.Format(time.DateOnly)})
			}
		}
	}
	text, err := xml.MarshalIndent(list, "", " ")
	if err != nil {
		return err
	}
	return p.out.Write(sitemapName, append([]byte(xml.Header), append(text, '\n')...))
}

// news publishes what tells of the site elsewhere: the feed, and the list of pages.
func (p *press) news(b *book, id string) error {
	if b.site.BaseURL != "" {
		if err := p.sitemap(b); err != nil {
			return err
		}
	}
	return p.feed(b, id)
}

// newsFiles are the addresses of these.
func newsFiles(b *book, _ string) []string {
	if b.site.BaseURL == "" {
		return []string{feedName}
	}
	return []string{feedName, sitemapName}
}
