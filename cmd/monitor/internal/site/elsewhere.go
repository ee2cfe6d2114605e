package site

import (
	"cmp"
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// ElsewhereView links to the same page in other editions.
type ElsewhereView struct {
	Older    bool // than the newest
	Editions []EditionLink
}

// EditionLink leads to the page in an edition. The edition that the page itself belongs to is
// Current, and has no Href.
type EditionLink struct {
	Link
	// Missing: the edition does not have the page. The link leads to its home.
	Missing bool
}

// subject is what a page is about, in any language: the name of its kind of page, and the id of a
// thing or chapter when there are more pages of the kind. The page of the risk "brand" has the
// subject {risk brand}.
type subject struct{ kind, id string }

// directory knows the pages of a book by their subjects.
type directory struct {
	subjects map[string]subject // by path
	paths    map[subject]string
}

// newDirectory lists pages. Those at the root belong to no book.
func newDirectory(pages []bookPage) directory {
	d := directory{make(map[string]subject), make(map[subject]string)}
	for _, g := range pages {
		if s := (subject{g.name, g.id}); !g.root {
			d.subjects[g.path], d.paths[s] = s, g.path
		}
	}
	return d
}

// counterpart returns the page in another language's book with the subject of a page of this book,
// or the other book's home.
func (b *book) counterpart(path string, other *book) string {
	if s, ok := b.subjects[path]; ok {
		if counterpart, ok := other.paths[s]; ok {
			return counterpart
		}
		// A chapter may be that of a category in one language only.
		if c := other.chapters[s.id]; c != nil && s.kind == "chapter" {
			return other.address.chapter(c)
		}
	}
	return other.address.home()
}

// subjectIn returns the subject of a page in the edition numbered from as it is in the edition numbered to: the
// risk "brand" of 2024 may be "branden" in 2026. kind is that of the thing with the id of the subject, or "". ok is
// false when the other edition does not have the thing.
func (p *Plan) subjectIn(s subject, kind model.Kind, from, to int) (same subject, ok bool) {
	if s.kind == "chapter" {
		return subject{s.kind, p.slugIn(s.id, from, to)}, true
	}
	if !kind.Followed() {
		return s, true
	}
	id, ok := p.history.Same(kind, from, s.id, to)
	return subject{s.kind, id}, ok
}

// categoryBefore returns a category as the edition before has it, or nil when there is none.
func (b *book) categoryBefore(c *model.Category) *model.Category {
	if all := b.changes(); all != nil {
		for _, p := range all.Categories {
			if p.Is.ID == c.ID {
				return p.Was
			}
		}
	}
	return nil
}

// slugIn returns the slug that a chapter of the edition numbered from has in the edition numbered to. It follows the
// former slugs that the editions between them give.
func (p *Plan) slugIn(slug string, from, to int) string {
	for n := from; n > to; n-- {
		for _, b := range p.editions[n].books {
			if c := b.chapters[slug]; c != nil && c.Formerly != "" {
				slug = c.Formerly
				break
			}
		}
	}
	for n := from + 1; n <= to; n++ {
		if now, ok := p.editions[n].edition.Renamed(model.ChapterKind, slug); ok {
			slug = now
		}
	}
	return slug
}

// elsewhere returns the links from a page to the same page of the other editions, newest first.
// For an edition without that page the link leads to its home and says so.
func (p *press) elsewhere(b *book, path string) *ElsewhereView {
	here, ok := b.subjects[path]
	if !ok || len(p.editions) < 2 {
		return nil
	}
	from := slices.Index(p.editions, b.editionPlan)
	kind := cmp.Or(b.address.kinds[here.kind].about, b.address.kinds[here.kind].idsOf)
	v := &ElsewhereView{Older: from < slices.Index(p.editions, p.atRoot())}
	for to := len(p.editions) - 1; to >= 0; to-- {
		e := p.editions[to]
		if to != from && !p.listed(e) {
			continue
		}
		link := EditionLink{Link: Link{Title: e.edition.Year, Current: to == from}}
		if to != from {
			other := e.book(b.language.Code)
			there, same := p.subjectIn(here, kind, from, to)
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
