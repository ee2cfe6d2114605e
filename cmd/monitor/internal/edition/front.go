package edition

import (
	"path"
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// How many key findings a reader takes in.
const fewestFindings, mostFindings = 3, 7

func (r *reader) front() {
	top, ok := r.open(path.Join(r.dir, "front.toml"), false)
	if !ok {
		return
	}
	defer top.Close()
	r.each(top, "finding", "finding", func(id string, t *source.Table) {
		f := &model.Finding{
			ID:       id,
			Title:    r.text(t, "title", true),
			Text:     r.text(t, "text", false),
			Audience: audience(t),
		}
		refer(r, t, "category", "category", (*model.Edition).Category, func(c *model.Category) { f.Category = c })
		for _, s := range distinct(t, "evidence", true) {
			if e, ok := r.evidence(t, s); ok {
				f.Evidence = append(f.Evidence, e)
			}
		}
		r.edition.Findings = append(r.edition.Findings, f)
		r.places[f] = t
	})
	if n := len(r.edition.Findings); n < fewestFindings || n > mostFindings {
		top.ReportHere(diagnostic.FindingCount, "", itoa(n))
	}
	r.each(top, "request", "request", func(id string, t *source.Table) {
		q := &model.Request{
			ID:       id,
			Title:    r.text(t, "title", true),
			Text:     r.text(t, "text", false),
			Before:   date(t, "before"),
			Audience: audience(t),
		}
		refer(r, t, "category", "category", (*model.Edition).Category, func(c *model.Category) { q.Category = c })
		referAll(r, t, "measures", "measure", false, (*model.Edition).Measure, func(all []*model.Measure) { q.Measures = all })
		r.edition.Requests = append(r.edition.Requests, q)
		r.places[q] = t
	})
}

// evidence reads one "kind:id", and sees later that there is such a thing.
func (r *reader) evidence(t *source.Table, s string) (model.Evidence, bool) {
	kind, id, found := strings.Cut(s, ":")
	if !found || !slices.Contains(model.EvidenceKinds, kind) {
		suggestion := source.Suggest(kind, model.EvidenceKinds)
		if suggestion != "" && found {
			suggestion += ":" + id
		} else {
			suggestion = ""
		}
		t.Report("evidence", diagnostic.BadEvidence, suggestion, s, strings.Join(model.EvidenceKinds, ", "))
		return model.Evidence{}, false
	}
	if kind == "chapter" {
		r.afterChapters = append(r.afterChapters, func() { r.someChapter(t, "evidence", id) })
	} else {
		r.later = append(r.later, func() {
			if !exists(r.edition, kind, id) {
				r.unknown(t, "evidence", kind, id)
			}
		})
	}
	return model.Evidence{Kind: kind, ID: id}, true
}

// exists tells whether the edition has a thing of a kind of evidence, chapters aside.
func exists(e *model.Edition, kind, id string) bool {
	switch kind {
	case "action":
		return e.Action(id) != nil
	case "aspect":
		return e.Aspect(id) != nil
	case "category":
		return e.Category(id) != nil
	case "indicator":
		return e.Indicator(id) != nil
	case "measure":
		return e.Measure(id) != nil
	case "question":
		return e.Question(id) != nil
	case "recommendation":
		return e.Recommendation(id) != nil
	}
	return e.Risk(id) != nil
}
