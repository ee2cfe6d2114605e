package site

import "context"

// ArchiveView is the page at the root: the newest edition's cover and all editions.
type ArchiveView struct {
	Newest   ArchivedEdition
	Editions []ArchivedEdition
}

// ArchivedEdition is an edition on the page at the root.
type ArchivedEdition struct {
	EditionView
	Findings []string // titles
	Facts    []string // "9 hoofdstukken", "53 kengetallen, waarvan 17 met echte cijfers"
	Changes  string   // link to what changed, or ""
}

// archived is an edition as the page at the root shows it.
func (b *book) archived(page string) ArchivedEdition {
	v := ArchivedEdition{EditionView: *b.editionView(page)}
	for _, f := range b.edition.Findings {
		v.Findings = append(v.Findings, b.say(f.Title))
	}
	real := 0
	for _, i := range b.edition.Indicators {
		if !i.Example {
			real++
		}
	}
	v.Facts = []string{b.language.Count("editions.chapters", len(b.chapters)),
		b.language.Count("editions.indicators", len(b.edition.Indicators), "real", b.language.Number(float64(real), 0))}
	if n := len(b.edition.Risks); n > 0 {
		v.Facts = append(v.Facts, b.language.Count("editions.risks", n))
	}
	if b.before != nil {
		v.Changes = relative(page, b.address.changesPage())
	}
	return v
}

// rootPages are the archive of editions and the page for addresses that do not exist. They are in the site's default
// language.
func (p *press) rootPages() []job {
	if len(p.editions) == 0 {
		return nil
	}
	newest := p.editions[len(p.editions)-1].books[0]
	return []job{
		{1, func(context.Context) error {
			page, err := p.newPage(newest, "archive", archivePage, newest.say(p.site.Title), newest.say(p.site.Description))
			if err != nil {
				return err
			}
			page.Archive = &ArchiveView{Newest: newest.archived(archivePage)}
			for n := len(p.editions) - 1; n >= 0; n-- {
				page.Archive.Editions = append(page.Archive.Editions, p.editions[n].books[0].archived(archivePage))
			}
			return p.page(newest, page)
		}},
		{1, func(context.Context) error {
			page, err := p.newPage(newest, "notfound", notFoundPage, newest.language.Say("page.notfound.title"), newest.language.Say("page.notfound.description"))
			if err != nil {
				return err
			}
			return p.page(newest, page)
		}},
	}
}
