package edition

import (
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// The least and the most key findings that a reader can take in.
const fewestFindings, mostFindings = 3, 7

func (r *reader) front(top *source.Table) {
	r.each(top, "finding", model.FindingKind, func(id string, t *source.Table) {
		f := &model.Finding{
			Head: r.head(t, model.FindingKind, id, "title"),
			Text: r.text(t, "text", false),
		}
		f.Counts = t.Bool("counts")
		refer(r, t, "category", model.CategoryKind, &f.Category)
		for n, s := range distinct(t, "evidence", true) {
			if e, ok := r.evidence(t, n, s); ok {
				f.Evidence = append(f.Evidence, e)
			}
		}
		r.edition.Findings = append(r.edition.Findings, f)
	})
	if n := len(r.edition.Findings); n < fewestFindings || n > mostFindings {
		top.ReportTable(diagnostic.FindingCount, "", itoa(n))
	}
	r.each(top, "request", model.RequestKind, func(id string, t *source.Table) {
		q := &model.Request{
			Head:   r.head(t, model.RequestKind, id, "title"),
			Text:   r.text(t, "text", false),
			Before: date(t, "before"),
		}
		refer(r, t, "category", model.CategoryKind, &q.Category)
		referAll(r, t, "measures", model.MeasureKind, false, &q.Measures)
		r.edition.Requests = append(r.edition.Requests, q)
	})
}

// evidence reads the nth "kind:id". A later check reports an id that does not exist.
func (r *reader) evidence(t *source.Table, n int, s string) (model.Evidence, bool) {
	name, id, found := strings.Cut(s, ":")
	if !found || !slices.Contains(model.EvidenceKinds, name) {
		suggestion := source.SuggestWord(name, model.EvidenceKinds)
		if suggestion != "" && found {
			suggestion += ":" + id
		} else {
			suggestion = ""
		}
		t.ReportElement("evidence", n, diagnostic.BadEvidence, suggestion, s, strings.Join(model.EvidenceKinds, ", "))
		return model.Evidence{}, false
	}
	kind := model.Kind(name)
	if kind == model.ChapterKind {
		r.afterChapters = append(r.afterChapters, func() { r.checkChapter(t, "evidence", id) })
	} else {
		r.afterData = append(r.afterData, func() {
			if r.edition.Thing(kind, id) == nil {
				r.reportUnknownID(kind, id, t, atElement(t, "evidence", n))
			}
		})
	}
	return model.Evidence{Kind: kind, ID: id}, true
}
