package edition

import (
	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

func (r *reader) actions(top *source.Table) {
	r.each(top, "recommendation", model.RecommendationKind, func(id string, t *source.Table) {
		m := &model.Recommendation{
			Head: r.head(t, model.RecommendationKind, id, "title"),
			Text: r.text(t, "text", false),
			To:   r.role(t, "to"),
		}
		m.State, m.Reason = r.progress(t)
		refer(r, t, "category", model.CategoryKind, &m.Category)
		r.edition.Recommendations = append(r.edition.Recommendations, m)
	})
	r.each(top, "action", model.ActionKind, func(id string, t *source.Table) {
		required(t, "category")
		a := &model.Action{
			Head:     r.head(t, model.ActionKind, id, "title"),
			Owner:    r.role(t, "owner"),
			Start:    date(t, "start"),
			Due:      date(t, "due"),
			Finished: r.past(t, "finished"),
		}
		a.State, a.Reason = r.progress(t)
		inOrder(t, "start", a.Start, "due", a.Due)
		inOrder(t, "start", a.Start, "finished", a.Finished)
		checkFinished(t, a.State)
		refer(r, t, "category", model.CategoryKind, &a.Category)
		refer(r, t, "measure", model.MeasureKind, &a.Measure)
		refer(r, t, "risk", model.RiskKind, &a.Risk)
		refer(r, t, "recommendation", model.RecommendationKind, &a.Recommended)
		r.edition.Actions = append(r.edition.Actions, a)
	})
}

// progress reads how far an action or a recommendation has come, and the reason for that.
func (r *reader) progress(t *source.Table) (model.Progress, model.Text) {
	required(t, "state")
	state := model.Progress(choice(t, "state", model.Progresses, string(model.Todo)))
	reason := r.text(t, "reason", false)
	if state == model.Dropped && len(reason) == 0 {
		t.Report("state", diagnostic.DroppedWithoutReason, "")
	}
	return state, reason
}

// checkFinished reports what is done without a date, and what has a date without being done.
func checkFinished(t *source.Table, state model.Progress) {
	switch {
	case state == model.Done && !t.Has("finished"):
		t.Report("state", diagnostic.DoneWithoutDate, "")
	case state != model.Done && t.Has("finished"):
		t.ReportKey("finished", diagnostic.DateWithoutDone, "", string(state))
	}
}
