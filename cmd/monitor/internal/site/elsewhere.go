package site

import (
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/compare"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// ElsewhereView is where the page stands in other editions.
type ElsewhereView struct {
	Older    bool // than the newest
	Editions []EditionLink
}

// EditionLink leads to the page in an edition; Current is the edition of the page itself, which has no Href.
type EditionLink struct {
	Link
	// Missing: the edition does not have the page, and the link leads to its home.
	Missing bool
}

// comparison is what changed since the edition before, or nil when there is none. It is made once for all pages of an edition.
func (p *press) comparison(e *editionPlan) (*compare.Changes, error) {
	return p.comparisons.get(e.edition.Year, func() (*compare.Changes, error) {
		if len(e.report.Earlier) == 0 {
			return nil, nil
		}
		before := e.report.Earlier[len(e.report.Earlier)-1]
		return compare.Editions(before.Edition, e.edition), nil
	})
}

// place is what a page is about, in whatever language: a kind, and the id of its subject when there are more of the kind.
type place struct{ kind, id string }

// directory knows the pages of a book by what they are about.
type directory struct {
	places map[string]place // by path
	paths  map[place]string
}

// index makes the directory of a book. The pages at the root belong to no book.
func (b *book) index() {
	b.directory = directory{make(map[string]place), make(map[place]string)}
	for _, g := range b.pages {
		if !g.root {
			b.places[g.path], b.paths[place{g.name, g.id}] = place{g.name, g.id}, g.path
		}
	}
}

// counterpart is the page of another language's book that says the same as a page of this one, or its home.
func (b *book) counterpart(path string, other *book) string {
	if p, ok := b.places[path]; ok {
		if there, ok := other.paths[p]; ok {
			return there
		}
		// A chapter may be that of a category in one language only.
		if c := other.chapters[p.id]; c != nil && p.kind == "chapter" {
			return other.address.chapter(c)
		}
	}
	return other.address.home()
}

// kinship is which things of the editions are the same.
type kinship struct {
	*compare.History
	editions []*editionPlan
}

func newKinship(editions []*editionPlan) *kinship {
	var all []*model.Edition
	for _, e := range editions {
		all = append(all, e.edition)
	}
	return &kinship{compare.Chain(all), editions}
}

// there is a place of edition from as edition to knows it: what changed its id has another there. ok is false when it is
// not there.
func (k *kinship) there(p place, about model.Kind, from, to int) (place, bool) {
	if !about.Followed() {
		return p, true
	}
	id, ok := k.Same(about, from, p.id, to)
	return place{p.kind, id}, ok
}

// elsewhere are the links from a page to the same page of the other editions, newest first. Where there is none, the link
// leads to the edition's home and says so.
func (p *press) elsewhere(b *book, path string) *ElsewhereView {
	here, ok := b.places[path]
	if !ok || len(p.editions) < 2 {
		return nil
	}
	from := slices.Index(p.editions, b.editionPlan)
	v := &ElsewhereView{Older: from+1 < len(p.editions)}
	for to := len(p.editions) - 1; to >= 0; to-- {
		e := p.editions[to]
		link := EditionLink{Link: Link{Title: e.edition.Year, Current: to == from}}
		if to != from {
			other := e.book(b.language.Code)
			there, same := p.kin.there(here, b.address.kinds[here.kind].about, from, to)
			target, exists := other.paths[there]
			if !same || !exists {
				target, link.Missing = other.address.home(), true
			}
			link.Href = relative(path, target)
			if other.language.Code != b.language.Code {
				link.Language = other.language.Code
			}
		}
		v.Editions = append(v.Editions, link)
	}
	return v
}
