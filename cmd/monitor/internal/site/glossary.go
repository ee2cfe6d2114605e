package site

import (
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// glossaryPage is the page of the terms.
func glossaryPage() *pageKind {
	return &pageKind{name: "glossary", words: "glossary", file: "glossary", menu: reportMenu,
		fill:    (*press).fillGlossary,
		anchors: map[model.Kind]string{model.TermKind: "begrip-"},
		ids:     when(func(b *book) bool { return len(b.edition.Terms) > 0 })}
}

// GlossaryView is the list of terms, by their first letter.
type GlossaryView struct{ Letters []GlossaryLetter }

// GlossaryLetter lists the terms that begin with a letter.
type GlossaryLetter struct {
	ID, Letter string
	Terms      []TermView
}

// TermView is a term with its definition.
type TermView struct {
	ID, Title, Definition string
	See                   []Link
	URL                   string
}

func (p *press) fillGlossary(b *book, page *Page, _ string) error {
	v := &GlossaryView{}
	for _, t := range b.termsInOrder() {
		letter := initial(t.Title)
		if n := len(v.Letters); n == 0 || v.Letters[n-1].Letter != letter {
			v.Letters = append(v.Letters, GlossaryLetter{ID: letterAnchor(letter), Letter: letter})
		}
		last := &v.Letters[len(v.Letters)-1]
		last.Terms = append(last.Terms, t)
	}
	page.View = v
	return nil
}

// termsInOrder returns the terms in alphabetical order, as the language orders letters.
func (b *book) termsInOrder() []TermView {
	var terms []TermView
	for _, t := range b.edition.Terms {
		view := TermView{ID: b.address.anchor(model.TermKind, t.ID), Title: b.textOf(t.Title),
			Definition: b.textOf(t.Definition), URL: t.URL}
		for _, other := range t.See {
			view.See = append(view.See, Link{Href: "#" + b.address.anchor(model.TermKind, other.ID),
				Title: b.textOf(other.Title)})
		}
		terms = append(terms, view)
	}
	compare := b.language.Dictionary()
	slices.SortStableFunc(terms, func(x, y TermView) int { return compare(x.Title, y.Title) })
	return terms
}
