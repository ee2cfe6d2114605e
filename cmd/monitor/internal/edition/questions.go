package edition

import (
	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

func (r *reader) questions(top *source.Table) {
	if t, ok := top.Table("level"); ok {
		r.levels(t)
		t.Close()
	}
	r.each(top, "question", model.QuestionKind, func(id string, t *source.Table) {
		required(t, "aspect")
		q := &model.Question{
			Head:   r.head(t, model.QuestionKind, id, "text"),
			Aspect: r.aspect(t),
		}
		if a, ok := t.Table("answer"); ok {
			required(a, "level")
			q.Answer = &model.Answer{
				Level:    intBetween(a, "level", 0, model.TopLevel, 0),
				Evidence: r.text(a, "evidence", true),
				Date:     date(a, "date"),
				By:       r.role(a, "by"),
				Example:  a.Bool("example"),
			}
			a.Close()
		}
		r.edition.Questions = append(r.edition.Questions, q)
	})
}

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
	if len(levels) == model.TopLevel+1 {
		r.edition.Levels = levels
	}
}
