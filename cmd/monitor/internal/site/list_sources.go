package site

import (
	"slices"
	"strconv"

	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/prose"
)

// SourceEntry is a source in a list: below a chapter, or in that of the whole edition.
type SourceEntry struct {
	ID, Label string // "SURF 2021", by which texts cite it
	Title     string
	Published string // "SURF, 2021"
	Href      string // where it is; or ""
	Seen      *Day   // when that address was looked at; or nil
	Back      []Link // to the places in the chapter that cite it, with their numbers; none elsewhere
	CitedIn   []Link // the chapters and indicators that cite it; none below a chapter
}

// sourceEntry returns a source without what cites it.
func (b *book) sourceEntry(s *model.Work, id string) SourceEntry {
	year := b.language.Say("source.undated")
	if s.Year > 0 {
		year = strconv.Itoa(s.Year)
	}
	e := SourceEntry{ID: id, Label: b.sourceLabels()[s.ID], Title: b.textOf(s.Title),
		Published: b.language.Say("source.published", "publisher", b.textOf(s.Publisher), "year", year),
		Href:      s.Address()}
	if s.DOI == "" { // what has a DOI stays what it was
		e.Seen = b.day(s.Seen)
	}
	return e
}

// sourceLabels returns how texts name the sources.
func (b *book) sourceLabels() map[string]string { return prose.Labels(b.edition, b.language) }

// byLabel puts sources in the order of their labels, as the language orders letters.
func (b *book) byLabel(entries []SourceEntry) {
	compare := b.language.Dictionary()
	slices.SortStableFunc(entries, func(x, y SourceEntry) int { return compare(x.Label, y.Label) })
}

// citedSources returns the sources that a chapter cites, each with links back to where it does.
func (b *book) citedSources(t *prose.Text) []SourceEntry {
	var out []SourceEntry
	for _, c := range t.Cited {
		e := b.sourceEntry(c.Source, prose.EntryID(c.Source.ID))
		for n := range c.Places {
			e.Back = append(e.Back, Link{Href: "#" + prose.PlaceID(c.Source.ID, n+1), Label: strconv.Itoa(n + 1)})
		}
		out = append(out, e)
	}
	b.byLabel(out)
	return out
}
