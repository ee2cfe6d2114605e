package site

import "slices"

// archivePage is the page at the root of the site. It leads to all editions.
func archivePage() *pageKind {
	return &pageKind{name: "archive", fixed: "index", root: true, menu: reportMenu, ids: always,
		fill: (*press).fillArchive, files: (*press).news, beside: newsFiles,
		title:       func(b *book, _ string) string { return b.language.Say("page.archive") },
		heading:     func(b *book, _ string) string { return b.textOf(b.site.Title) },
		description: func(b *book, _ string) string { return b.textOf(b.site.Description) }}
}

// ArchiveView has the newest edition and all editions.
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

// archived returns the edition of a book as the page at the root shows it.
func (b *book) archived(page string) ArchivedEdition {
	v := ArchivedEdition{EditionView: *b.editionView(page)}
	for _, f := range b.edition.Findings {
		v.Findings = append(v.Findings, b.textOf(f.Title))
	}
	own, known := b.ownIndicators()
	v.Facts = []string{b.language.Count("editions.chapters", len(b.chapters)),
		b.language.Count("editions.indicators", own, "real", b.language.Whole(known))}
	if n := len(b.edition.Risks); n > 0 {
		v.Facts = append(v.Facts, b.language.Count("editions.risks", n))
	}
	if b.before != nil {
		v.Changes = relative(page, b.address.page("changes", ""))
	}
	return v
}

func (p *press) fillArchive(b *book, page *Page, _ string) error {
	v := &ArchiveView{Newest: b.archived(page.Path)}
	for _, e := range slices.Backward(p.editions) {
		if !p.listed(e) {
			continue
		}
		v.Editions = append(v.Editions, e.books[0].archived(page.Path))
	}
	page.View = v
	return nil
}
