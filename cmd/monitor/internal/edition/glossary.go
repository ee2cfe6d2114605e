package edition

import (
	"path"
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

func (r *reader) glossary() {
	top, ok := r.open(path.Join(r.dir, "glossary.toml"), false)
	if !ok {
		return
	}
	defer top.Close()
	r.each(top, "term", "term", func(id string, t *source.Table) {
		m := &model.Term{ID: id, Title: r.text(t, "title", true), Definition: r.text(t, "definition", true), URL: webAddress(t, "url"),
			Audience: audience(t)}
		referAll(r, t, "see", "term", false, (*model.Edition).Term, func(all []*model.Term) {
			m.See = all
			if slices.Contains(all, m) {
				t.Report("see", diagnostic.RefersToItself, "", diagnostic.KindTerm, id)
			}
		})
		r.edition.Terms = append(r.edition.Terms, m)
	})
}
