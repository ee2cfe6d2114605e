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
		f.Evidence = r.pointers(t, "evidence", model.EvidenceKinds, true)
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

// pointers reads a list of "kind:id" with some kinds. Later checks report the ids that do not exist.
func (r *reader) pointers(t *source.Table, key string, kinds []string, needed bool) []model.Evidence {
	var out []model.Evidence
	for n, s := range distinct(t, key, needed) {
		name, id, found := strings.Cut(s, ":")
		if !found || !slices.Contains(kinds, name) {
			suggestion := source.SuggestWord(name, kinds)
			if suggestion != "" && found {
				suggestion += ":" + id
			} else {
				suggestion = ""
			}
			t.ReportElement(key, n, diagnostic.BadEvidence, suggestion, s, strings.Join(kinds, ", "))
			continue
		}
		kind := model.Kind(name)
		out = append(out, model.Evidence{Kind: kind, ID: id})
		if kind == model.ChapterKind {
			r.afterChapters = append(r.afterChapters, func() { r.checkChapter(t, key, id) })
			continue
		}
		r.afterData = append(r.afterData, func() {
			if r.edition.Thing(kind, id) == nil && (kind != registerKind || r.registers[id] == nil) {
				r.reportUnknownID(kind, id, t, atElement(t, key, n))
			}
		})
	}
	return out
}
