package site

import (
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/prose"
)

// sourcesPage is the page of all works that the edition cites.
func sourcesPage() *pageKind {
	return &pageKind{name: "sources", words: "sources", file: "sources", menu: reportMenu,
		fill: (*press).fillSources, anchors: map[model.Kind]string{model.SourceKind: "bron-"},
		ids: when(func(b *book) bool { return len(b.edition.Sources) > 0 })}
}

// SourcesView is the bibliography.
type SourcesView struct{ Entries []SourceEntry }

func (p *press) fillSources(b *book, page *Page, _ string) error {
	v := &SourcesView{}
	for _, s := range b.edition.Sources {
		e := b.sourceEntry(s, b.address.anchor(model.SourceKind, s.ID))
		e.CitedIn = b.citing(page.Path, s)
		v.Entries = append(v.Entries, e)
	}
	b.byLabel(v.Entries)
	page.View = v
	return nil
}

// citing returns the chapters that cite a source, and the indicators with numbers of peers from it.
func (b *book) citing(page string, s *model.Work) []Link {
	var out []Link
	for _, t := range b.texts {
		if slices.ContainsFunc(t.Cited, func(c prose.Citation) bool { return c.Source == s }) {
			out = append(out, Link{Href: relative(page, b.address.chapter(t.Chapter)) + "#" + prose.EntryID(s.ID),
				Title: t.Chapter.Title, In: b.languageOf(t.Chapter)})
		}
	}
	for _, i := range b.indicators {
		if slices.ContainsFunc(i.Peers, func(n model.PeerNumbers) bool { return n.Cites == s }) {
			out = append(out, b.linkTo(page, model.IndicatorKind, i))
		}
	}
	return out
}
