package edition

import (
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

func (r *reader) corrections(top *source.Table) {
	r.each(top, "correction", model.CorrectionKind, func(id string, t *source.Table) {
		required(t, "date", "by", "of")
		c := &model.Correction{
			Head: r.head(t, model.CorrectionKind, id, "title"),
			Date: date(t, "date"),
			By:   r.role(t, "by"),
			Why:  r.text(t, "why", true),
		}
		for n, s := range distinct(t, "of", true) {
			if e, ok := r.corrected(t, n, s); ok {
				c.Of = append(c.Of, e)
			}
		}
		if !c.Date.IsZero() && c.Date.Before(r.edition.Date) {
			t.Report("date", diagnostic.CorrectedBefore, "", c.Date.Format("2006-01-02"), r.edition.Date.Format("2006-01-02"))
		}
		r.edition.Corrections = append(r.edition.Corrections, c)
	})
}

// corrected reads what is corrected: "kind:id" of any thing, or edition or survey.
func (r *reader) corrected(t *source.Table, n int, s string) (model.Evidence, bool) {
	name, id, found := strings.Cut(s, ":")
	kind := model.Kind(name)
	single := kind == model.EditionItself || kind == model.SurveyItself
	known := append(slices.Clone(model.Kinds), string(model.EditionItself), string(model.SurveyItself))
	if found == single || !slices.Contains(known, name) {
		suggestion := source.Suggest(name, known)
		if suggestion != "" && found {
			suggestion += ":" + id
		}
		t.ReportElement("of", n, diagnostic.BadCorrected, suggestion, s, strings.Join(model.Kinds, ", "))
		return model.Evidence{}, false
	}
	// What is gone may be corrected too, so that the id need not exist.
	return model.Evidence{Kind: kind, ID: id}, true
}
