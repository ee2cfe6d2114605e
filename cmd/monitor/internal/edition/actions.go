package edition

import (
	"path"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

func (r *reader) actions() {
	top, ok := r.open(path.Join(r.dir, "actions.toml"), false)
	if !ok {
		return
	}
	defer top.Close()
	r.each(top, "recommendation", "recommendation", func(id string, t *source.Table) {
		m := &model.Recommendation{
			ID:       id,
			Title:    r.text(t, "title", true),
			Text:     r.text(t, "text", false),
			To:       r.role(t, "to"),
			Audience: audience(t),
			Formerly: r.formerly(t, "recommendation", id),
		}
		m.State, m.Reason = r.progress(t)
		refer(r, t, "category", "category", (*model.Edition).Category, func(c *model.Category) { m.Category = c })
		r.edition.Recommendations = append(r.edition.Recommendations, m)
		r.places[m] = t
	})
	r.each(top, "action", "action", func(id string, t *source.Table) {
		required(t, "category")
		a := &model.Action{
			ID:       id,
			Title:    r.text(t, "title", true),
			Owner:    r.role(t, "owner"),
			Start:    date(t, "start"),
			Due:      date(t, "due"),
			Finished: date(t, "finished"),
			Audience: audience(t),
			Formerly: r.formerly(t, "action", id),
		}
		a.State, a.Reason = r.progress(t)
		inOrder(t, "start", a.Start, "due", a.Due)
		inOrder(t, "start", a.Start, "finished", a.Finished)
		switch {
		case a.State == model.Done && !t.Has("finished"):
			t.Report("state", diagnostic.DoneWithoutDate, "")
		case a.State != model.Done && t.Has("finished"):
			t.ReportKey("finished", diagnostic.DateWithoutDone, "", string(a.State))
		}
		refer(r, t, "category", "category", (*model.Edition).Category, func(c *model.Category) { a.Category = c })
		refer(r, t, "measure", "measure", (*model.Edition).Measure, func(m *model.Measure) { a.Measure = m })
		refer(r, t, "risk", "risk", (*model.Edition).Risk, func(risk *model.Risk) { a.Risk = risk })
		refer(r, t, "recommendation", "recommendation", (*model.Edition).Recommendation, func(m *model.Recommendation) { a.Recommended = m })
		r.edition.Actions = append(r.edition.Actions, a)
		r.places[a] = t
	})
}

// progress reads how far a promise has come, and why it goes no further.
func (r *reader) progress(t *source.Table) (model.Progress, model.Text) {
	required(t, "state")
	state := model.Progress(choice(t, "state", model.Progresses, string(model.Todo)))
	reason := r.text(t, "reason", false)
	if state == model.Dropped && len(reason) == 0 {
		t.Report("state", diagnostic.DroppedWithoutReason, "")
	}
	return state, reason
}
