package edition

import (
	"iter"
	"slices"
	"strings"
	"time"

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
		for _, x := range subjects(t, "of", true) {
			c.Of = append(c.Of, x)
		}
		if !c.Date.IsZero() && c.Date.Before(r.edition.Date) {
			t.Report("date", diagnostic.CorrectedBefore, "", c.Date.Format(time.DateOnly),
				r.edition.Date.Format(time.DateOnly))
		}
		r.edition.Corrections = append(r.edition.Corrections, c)
	})
}

// unchanged reads which things are as they were in the edition before on purpose. They must exist.
func (r *reader) unchanged(t *source.Table) (all []model.Evidence) {
	for n, x := range subjects(t, "unchanged", false) {
		all = append(all, x)
		r.afterChapters = append(r.afterChapters, func() {
			switch {
			case x.ID == "" || r.edition.Has(x):
			case x.Kind == model.ChapterKind:
				r.checkChapter(t, "unchanged", x.ID)
			default:
				r.reportUnknownID(x.Kind, x.ID, t, atElement(t, "unchanged", n))
			}
		})
	}
	return all
}

// subjects reads a list of what an edition speaks of: "kind:id" for any thing, or "edition" or
// "survey". It yields each with its place in the list. The id need not exist: the thing may be gone.
func subjects(t *source.Table, key string, needed bool) iter.Seq2[int, model.Evidence] {
	known := append(slices.Clone(model.Kinds), string(model.EditionItself), string(model.SurveyItself))
	return func(yield func(int, model.Evidence) bool) {
		for n, s := range distinct(t, key, needed) {
			x, suggestion, ok := subject(s, known)
			if !ok {
				t.ReportElement(key, n, diagnostic.BadCorrected, suggestion, s, strings.Join(model.Kinds, ", "))
			} else if !yield(n, x) {
				return
			}
		}
	}
}

// subject reads "kind:id", of one of the known kinds, or one of the words for what an edition has one
// of. When it cannot, it suggests a name that is like it.
func subject(s string, known []string) (x model.Evidence, suggestion string, ok bool) {
	name, id, found := strings.Cut(s, ":")
	kind := model.Kind(name)
	single := kind == model.EditionItself || kind == model.SurveyItself
	if found == single || !slices.Contains(known, name) {
		suggestion = source.SuggestWord(name, known)
		if suggestion != "" && found {
			suggestion += ":" + id
		}
		return model.Evidence{}, suggestion, false
	}
	return model.Evidence{Kind: kind, ID: id}, "", true
}
