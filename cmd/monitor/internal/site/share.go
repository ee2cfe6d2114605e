package site

import (
	"encoding/xml"
	"errors"
	"fmt"
	"maps"
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/share"
	"utwente.nl/monitor/cmd/monitor/internal/theme"
)

// ShareView is what a chat or another site shows beside a link to the page, and what a search engine reads. A page has
// one when the site knows its address.
type ShareView struct {
	Address string        // of the page, whole
	Picture *SharePicture // nil when the theme has none
	Locale  string        // nl_NL
	// Data describes the page in the words of schema.org: a report, or the data of an indicator; nil for
	// other pages.
	Data map[string]any
}

// SharePicture is the picture of a link to a page.
type SharePicture struct {
	Address       string // whole
	Alt           string // the texts in it
	Width, Height int    // in pixels; 0 for the picture of a theme, which is not measured
}

// share returns what is said of a page where somebody links to it; nil for a page that nobody should find.
func (p *press) share(b *book, page *Page) (*ShareView, error) {
	if b.site.BaseURL == "" || page.LeadsTo != "" || page.Base != "" {
		return nil, nil
	}
	v := &ShareView{Address: b.site.BaseURL + page.Path, Locale: b.language.Say("locale")}
	var err error
	if v.Picture, err = p.sharePicture(b, page); err != nil {
		return nil, err
	}
	if page.described != nil {
		v.Data = map[string]any{"@context": "https://schema.org", "name": page.Title,
			"description": page.Description, "url": v.Address, "inLanguage": b.language.Code}
		if licence := b.textOf(b.site.Licence); licence != "" {
			v.Data["license"] = licence
		}
		if v.Picture != nil {
			v.Data["image"] = v.Picture.Address
		}
		maps.Copy(v.Data, page.described)
	}
	return v, nil
}

// sharePicture publishes the picture of a page. A page whose texts have letters that the font of pictures lacks gets
// the picture of the theme.
func (p *press) sharePicture(b *book, page *Page) (*SharePicture, error) {
	texts := page.shared
	texts.Report, texts.Title = b.textOf(b.site.Organisation.Name), page.Title
	if e := page.Edition; e != nil {
		if e.Title != page.Title {
			texts.Report = e.Title
		}
		texts.Report += " · " + e.Status
	}
	made, err := p.keep(fmt.Sprintf("share\n%q", texts), func() (pieces, error) {
		if p.theme.Share == nil {
			return pieces{nil}, nil
		}
		picture, err := p.theme.Share.Picture(texts)
		if errors.Is(err, share.ErrLetters) {
			return pieces{nil}, nil
		}
		return pieces{picture}, err
	})
	switch {
	case err != nil:
		return nil, err
	case len(made[0]) > 0:
		name := theme.Fingerprint("page.png", made[0])
		_, err := p.published.get(name, func() (struct{}, error) { return struct{}{}, p.out.Write(name, made[0]) })
		return &SharePicture{b.site.BaseURL + name, texts.String(), share.Width, share.Height}, err
	case p.theme.Picture != "":
		return &SharePicture{Address: b.site.BaseURL + p.theme.Picture, Alt: page.SiteTitle}, nil
	}
	return nil, nil
}

// exampleMark returns the word beside what is an example; "" for what is none.
func (b *book) exampleMark(example bool) string {
	if !example {
		return ""
	}
	return b.language.Say("ui.example")
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

// sitemap publishes the list of the pages to which others lead, for search engines (sitemaps.org). Its addresses are
// whole, so that there is one only when the site knows its own.
func (p *press) sitemap(b *book) error {
	type page struct {
		Address string `xml:"loc"`
		Date    string `xml:"lastmod"`
	}
	list := struct {
		XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
		Pages   []page   `xml:"url"`
	}{}
	for _, g := range p.pages() {
		if p.listed(g.editionPlan) && g.name != "moved" && g.name != "notfound" {
			list.Pages = append(list.Pages, page{b.site.BaseURL + g.path, g.edition.Date.Format(time.DateOnly)})
		}
	}
	text, err := xml.MarshalIndent(list, "", " ")
	if err != nil {
		return err
	}
	return p.out.Write(sitemapName, append([]byte(xml.Header), append(text, '\n')...))
}

// news publishes what other programs read of the site: the feed, and the list of pages.
func (p *press) news(b *book, id string) error {
	if b.site.BaseURL != "" {
		if err := p.sitemap(b); err != nil {
			return err
		}
	}
	return p.feed(b, id)
}

// newsFiles returns the addresses of the files that news publishes.
func newsFiles(b *book, _ string) []string {
	if b.site.BaseURL == "" {
		return []string{feedName}
	}
	return []string{feedName, sitemapName}
}
