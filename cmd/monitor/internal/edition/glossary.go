package edition

import (
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

func (r *reader) glossary(top *source.Table) {
	r.each(top, "term", model.TermKind, func(id string, t *source.Table) {
		m := &model.Term{
			Head:       r.head(t, model.TermKind, id, "title"),
			Definition: r.text(t, "definition", true),
			URL:        webAddress(t, "url"),
		}
		referAll(r, t, "see", model.TermKind, false, &m.See)
		r.afterData = append(r.afterData, func() {
			if slices.Contains(m.See, m) {
				t.Report("see", diagnostic.RefersToItself, "", diagnostic.Kind(model.TermKind), id)
			}
		})
		r.edition.Terms = append(r.edition.Terms, m)
	})
}
