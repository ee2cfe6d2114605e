package site

import (
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// FigureKind is the kind by which authors look up figures. A figure is no thing: it is in a chapter.
const FigureKind = "figure"

// CatalogueKinds are the kinds that Catalogue knows.
var CatalogueKinds = func() []string {
	all := append(slices.Clone(model.Kinds), FigureKind)
	slices.Sort(all)
	return all
}()

// Entry is what an author looks up of an edition, to write it in a chapter.
type Entry struct {
	ID      string `json:"id"`
	Title   string `json:"title"`
	Value   string `json:"value"` // as it is published: "3,75 % (2023)", "besproken"; may be ""
	Unit    string `json:"unit"`  // of an indicator: "% van de werktijd"
	Example bool   `json:"example"`
	// Copy is what to write in a chapter; where chapters cannot refer to the kind, what to write in the data.
	Copy string `json:"copy"`
}

// Catalogue returns all that an edition has of a kind, in the order of the data. It is in the language lang when the
// edition has text in that, and else in its first. Values are those that are published. The chapters must have been
// converted (Check). Catalogue returns nil for an edition that is not in the plan.
func (p *Plan) Catalogue(year, lang, kind string) []Entry {
	n := slices.IndexFunc(p.editions, func(e *editionPlan) bool { return e.edition.Year == year })
	if n < 0 {
		return nil
	}
	b := p.editions[n].book(lang)
	switch kind {
	case FigureKind:
		return b.figureEntries()
	case string(model.ChapterKind):
		var all []Entry
		for _, c := range b.inOrder {
			all = append(all, b.entry(model.ChapterKind, c.Slug))
		}
		return all
	}
	var all []Entry
	for _, id := range b.edition.IDs(model.Kind(kind)) {
		all = append(all, b.entry(model.Kind(kind), id))
	}
	return all
}

// entry returns a thing or a chapter that the book has.
func (b *book) entry(kind model.Kind, id string) Entry {
	e := Entry{ID: id, Copy: string(kind) + ":" + id}
	if !slices.Contains(model.ReferenceKinds, string(kind)) {
		e.Title = b.textOf(b.edition.Thing(kind, id).Header().Title) // some of these kinds are on no page
		return e
	}
	if t, ok := b.thing(b.address.home(), kind, id); ok {
		e.Title, e.Value, e.Example = t.Title, t.Value, t.Example
	}
	if i := b.edition.Indicator(id); kind == model.IndicatorKind {
		e.Unit = b.textOf(i.Unit)
		if current := b.report.Facts(i).Current; current != nil {
			e.Copy += "@" + current.Period.String()
		}
	}
	e.Copy = "[](" + e.Copy + ")"
	return e
}

// figureEntries returns the figures of the chapters to which others can refer.
func (b *book) figureEntries() []Entry {
	var all []Entry
	for _, t := range b.texts {
		for _, f := range t.Figures {
			if f.Name != "" {
				id := t.Chapter.Slug + "/" + f.Name
				all = append(all, Entry{ID: id, Title: b.figureTitle(f),
					Value: b.language.Say("page.figure", "n", t.Label(f)), Copy: "[](figure:" + id + ")"})
			}
		}
	}
	return all
}

// Says returns the value of an entry, with its unit: a value that is hidden has none of its own.
func (e Entry) Says() string {
	if strings.Contains(e.Value, e.Unit) {
		return e.Value
	}
	return e.Value + ", " + e.Unit
}

// Matches reports whether an entry has all words that somebody searches for, in any case.
func (e Entry) Matches(words ...string) bool {
	text := strings.ToLower(e.ID + "\n" + e.Title + "\n" + e.Value)
	return !slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(text, strings.ToLower(word)) })
}
