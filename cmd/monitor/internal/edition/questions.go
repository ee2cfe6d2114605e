package edition

import (
	"slices"
	"strconv"
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

func (r *reader) questions(top *source.Table) {
	if t, ok := top.Table("level"); ok {
		r.levels(t)
		t.Close()
	}
	r.each(top, "norm", normKind, func(id string, t *source.Table) {
		r.edition.Norms = append(r.edition.Norms,
			&model.Norm{ID: id, Title: r.text(t, "title", true), URL: webAddress(t, "url")})
	})
	r.each(top, "question", model.QuestionKind, func(id string, t *source.Table) {
		required(t, "aspect")
		q := &model.Question{
			Head:   r.head(t, model.QuestionKind, id, "text"),
			Aspect: r.aspect(t),
			Step:   model.Step(choice(t, "step", model.Steps, "")),
			Norms:  r.norms(t),
		}
		if all, ok := t.Table("validated"); ok {
			q.Validated = r.validations(all)
			all.Close()
		}
		if a, ok := t.Table("answer"); ok {
			required(a, "level")
			q.Answer = &model.Answer{
				Level:    intBetween(a, "level", 0, model.TopLevel, 0),
				Evidence: r.text(a, "evidence", true),
				Date:     r.past(a, "date"),
				By:       r.role(a, "by"),
				Example:  a.Bool("example"),
			}
			if on, _ := q.Changed(); q.AnswersOldText(nil, time.Time{}, "") {
				a.Report("date", diagnostic.AnswerBeforeRewording, "", id, on.Format(time.DateOnly))
			}
			a.Close()
		}
		r.edition.Questions = append(r.edition.Questions, q)
	})
}

// norms reads the norm that a question comes from, or several.
func (r *reader) norms(t *source.Table) []*model.Norm {
	var out []*model.Norm
	ids, _ := t.OneOrMore("norm")
	for _, id := range ids {
		at := slices.IndexFunc(r.edition.Norms, func(norm *model.Norm) bool { return norm.ID == id })
		if at < 0 {
			r.reportUnknown(t, "norm", normKind, id)
			continue
		}
		out = append(out, r.edition.Norms[at])
	}
	return out
}

// validations reads who looked at a question, by the id of the role.
func (r *reader) validations(all *source.Table) []model.Validation {
	var out []model.Validation
	for _, id := range all.Keys() {
		t, ok := all.Table(id)
		if !ok {
			continue
		}
		required(t, "date", "outcome")
		v := model.Validation{
			By:      r.roleByID(id, atKey(all, id)),
			Date:    r.past(t, "date"),
			Outcome: model.ReviewOutcome(choice(t, "outcome", validationOutcomes, "")),
			Why:     r.text(t, "why", false),
			Example: t.Bool("example"),
		}
		if v.Outcome == model.Changed && v.Why.Empty() {
			t.Report("outcome", diagnostic.ChangedWithoutWhy, "")
		}
		t.Close()
		if v.By != nil {
			out = append(out, v)
		}
	}
	return out
}

// validationOutcomes are the outcomes of a validation. Nobody adopts or refuses a single question.
var validationOutcomes = []string{string(model.Agreed), string(model.Changed)}

// levels reads the titles of the levels of the scale: all of them, or none.
func (r *reader) levels(t *source.Table) {
	levels := make([]model.Level, 0, model.TopLevel+1)
	for n := range model.TopLevel + 1 {
		l, ok := t.Table(itoa(n))
		if !ok {
			if !t.Has(itoa(n)) {
				t.ReportTable(diagnostic.LevelMissing, "", itoa(n))
			}
			continue
		}
		levels = append(levels, model.Level{Title: r.text(l, "title", true),
			Description: r.text(l, "description", true)})
		l.Close()
	}
	for _, key := range t.Keys() {
		if n, err := strconv.Atoi(key); err == nil && (n < 0 || n > model.TopLevel) && t.IsTable(key) {
			t.Has(key)
			t.ReportKey(key, diagnostic.OutOfRange, "", "level", key, "0–"+itoa(model.TopLevel))
		}
	}
	if len(levels) == model.TopLevel+1 {
		r.edition.Levels = levels
	}
}
