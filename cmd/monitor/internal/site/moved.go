package site

import (
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// movedPage is the page at an address that a thing had: it leads on to where the thing is now, or to
// what the data name instead. A browser follows it at once; for whoever stays, it has a link.
func movedPage() *pageKind {
	return &pageKind{name: "moved", words: "page.moved", at: addresses.former, fill: (*press).fillMoved,
		ids: func(b *book) []string {
			// A chapter of a category has the address of the category, which stays.
			taken := make(map[string]bool)
			for _, g := range b.pages {
				taken[g.path] = true
			}
			var all []string
			for from := range b.moved {
				if s := from.String(); !taken[b.address.former(s)] {
					all = append(all, s)
				}
			}
			slices.Sort(all)
			return all
		}}
}

// MovedView is where a page leads on to.
type MovedView struct{ To Link }

func (p *press) fillMoved(b *book, page *Page, id string) error {
	page.Elsewhere = nil // the page that it leads to has these
	to := b.placeOf(page.Path, b.moved[evidence(id)])
	page.LeadsTo = to.Href
	page.View = &MovedView{to}
	return nil
}

// evidence returns what "kind:id" names.
func evidence(s string) model.Evidence {
	kind, id, _ := strings.Cut(s, ":")
	return model.Evidence{Kind: model.Kind(kind), ID: id}
}

// former returns the address that a thing or a chapter had, by its "kind:id".
func (a addresses) former(of string) string {
	x := evidence(of)
	if x.Kind == model.ChapterKind {
		return a.page("chapter", x.ID)
	}
	return a.page(a.ownPage[x.Kind].name, x.ID)
}

// formerPages returns the things that the edition no longer has a page for, each with where its address
// leads: those that have another id than in the edition before, and those that moved.toml names. Of the
// first only what the audience saw in that edition, since an address tells an id.
func (b *book) formerPages() map[model.Evidence]model.Evidence {
	moved := make(map[model.Evidence]model.Evidence)
	add := func(kind model.Kind, formerly, id string) {
		from := model.Evidence{Kind: kind, ID: formerly}
		if slices.Contains(model.PageKinds, string(kind)) && formerly != "" && b.before != nil &&
			b.before.edition.Has(from) && !b.edition.Has(from) {
			moved[from] = model.Evidence{Kind: kind, ID: id}
		}
	}
	for kind, thing := range b.edition.Things() {
		add(kind, thing.Header().Formerly, thing.Header().ID)
	}
	for _, lang := range b.site.Languages {
		for _, c := range b.edition.Chapters[lang] {
			add(model.ChapterKind, c.Formerly, c.Slug)
		}
	}
	for _, m := range b.edition.Moved {
		moved[m.From] = m.To
	}
	return moved
}

// placeOf returns a link to something of the edition; to the home when this book does not have it.
func (b *book) placeOf(page string, x model.Evidence) Link {
	if t, ok := b.thing(page, x.Kind, x.ID); ok {
		return t.Link
	}
	return b.homeLink(page)
}

// reportTaken reports an address that leads on and is that of a page, such as the page of a chapter with
// the name of a list.
func (b *book) reportTaken(list *diagnostic.List) {
	taken := make(map[string]bool)
	for path, s := range b.subjects {
		taken[path] = s.kind != "moved"
	}
	for _, m := range b.loaded.Edition.Moved {
		path := b.address.former(m.From.String())
		if taken[path] {
			list.Add(diagnostic.StillThere, b.loaded.Position(m), "", m.From.String(), movedFile(b.loaded))
		}
		taken[path] = true
	}
}
