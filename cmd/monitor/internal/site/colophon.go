package site

import (
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// colophonPage is the page that says how the report was made, of what, and by whom.
func colophonPage() *pageKind {
	return &pageKind{name: "colophon", words: "page.colophon", file: "colophon", menu: reportMenu,
		ids: always, fill: (*press).fillColophon, anchors: map[model.Kind]string{model.CorrectionKind: "verbetering-"}}
}

// ColophonView says how the report was made.
type ColophonView struct {
	Organisation Link
	Contact      string
	Licence      string
	Chapters     []ContributionView
	Sheets       []Link // for the discussion of each category
	Owners       []Fact // role, and the indicators it delivers
	Sources      []figure.Source
	Numbers      *NumbersView    // nil when a chapter about method says it
	Software     []figure.Source // what the site is made with, and its licences
	Licences     string          // address of the text of those licences
	ExampleCount string          // sentence: how many of the series are examples
}

// ContributionView is a chapter with the people who wrote it, contributed to it and reviewed it.
// The link's Summary names the authors.
type ContributionView struct {
	Link
	Contributors []string // roles
	Held         string   // how many of the reviews were held
	Reviews      []ReviewView
}

func (p *press) fillColophon(b *book, page *Page, _ string) (err error) {
	if page.Dataset, err = p.datasetView(b, page.Path); err != nil {
		return err
	}
	path := page.Path
	v := &ColophonView{Organisation: Link{Href: b.site.Organisation.URL, Title: b.textOf(b.site.Organisation.Name)},
		Contact: b.textOf(b.site.Contact), Licence: b.textOf(b.site.Licence)}
	for _, c := range p.theme.Credits {
		v.Software = append(v.Software, figure.Source{Text: c.Title, URL: c.URL})
	}
	v.Licences = relative(path, p.theme.Licences)
	if b.edition.Method == "" {
		v.Numbers = b.numbersView()
	}
	v.Chapters = b.contributions(path)
	v.Sheets = b.sheetLinks(path)
	var owners []*model.Role
	delivered := make(map[*model.Role][]string)
	for _, i := range b.indicators {
		if title := b.textOf(i.Source.Title); title != "" && !i.Example {
			if s := (figure.Source{Text: title, URL: i.Source.URL}); !slices.Contains(v.Sources, s) {
				v.Sources = append(v.Sources, s)
			}
		}
		if i.Owner != nil {
			if !slices.Contains(owners, i.Owner) {
				owners = append(owners, i.Owner)
			}
			delivered[i.Owner] = append(delivered[i.Owner], b.textOf(i.Title))
		}
	}
	for _, o := range owners {
		v.Owners = append(v.Owners, Fact{b.textOf(o.Title), strings.Join(delivered[o], "; ")})
	}
	own, known := b.ownIndicators()
	v.ExampleCount = b.language.Count("page.examples", own-known, "total", b.language.Whole(own))
	page.View = v
	return nil
}

// contributions returns the chapters with the people who made and reviewed them.
func (b *book) contributions(page string) []ContributionView {
	var all []ContributionView
	for n, link := range b.chapterLinks(page) {
		c := b.texts[n].Chapter
		link.Summary = strings.Join(c.Authors, ", ")
		v := ContributionView{Link: link}
		v.Reviews, v.Held = b.reviewViews(c.Slug)
		if category := b.edition.Category(c.Category); category != nil {
			for _, r := range category.Contributors {
				v.Contributors = append(v.Contributors, b.roleTitle(r))
			}
		}
		all = append(all, v)
	}
	return all
}
