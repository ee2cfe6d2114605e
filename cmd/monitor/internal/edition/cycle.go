package edition

import (
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// phaseStates are the states of a phase. Unlike an action, a phase is never dropped.
var phaseStates = []string{string(model.Todo), string(model.Running), string(model.Done)}

func (r *reader) cycles(top *source.Table) {
	all, ok := top.Table("cycle")
	if !ok {
		return
	}
	for _, id := range all.Keys() {
		t, ok := all.Table(id)
		if !ok {
			continue
		}
		c := &model.Cycle{Category: r.edition.Category(id), Phases: r.phases(t)}
		if c.Category == nil {
			r.reportUnknownKey(all, model.CategoryKind, id)
			continue
		}
		r.edition.Cycles = append(r.edition.Cycles, c)
		r.tables[c] = t
	}
}

// phases reads the phases that the file has, in the order of the cycle.
func (r *reader) phases(t *source.Table) []model.Phase {
	defer t.Close()
	var out []model.Phase
	for _, name := range model.PhaseNames {
		s, ok := t.Table(name)
		if !ok {
			continue
		}
		required(s, "state")
		p := model.Phase{
			Name:  model.PhaseName(name),
			Text:  r.text(s, "text", true),
			State: model.Progress(choice(s, "state", phaseStates, string(model.Todo))),
			Owner: r.role(s, "owner"),
			Start: date(s, "start"),
			End:   date(s, "end"),

			Audience: audience(s),

			ShownBy: r.pointers(s, "shown_by", model.ProofKinds, false),
			Next:    date(s, "next"),
			Came:    r.text(s, "came", false),
		}
		p.Steps = r.steps(s, p)
		p.Discussed = r.discussions(s, p)
		switch p.State {
		case model.Running:
			r.notInFuture(s, "start")
		case model.Done:
			r.notInFuture(s, "start", "end")
		}
		inOrder(s, "end", p.End, "next", p.Next)
		inOrder(s, "start", p.Start, "end", p.End)
		out = append(out, p)
		s.Close()
	}
	return out
}

// steps reads the steps of a phase. It warns of one that lies outside the phase.
func (r *reader) steps(phase *source.Table, of model.Phase) []model.PhaseStep {
	all, ok := phase.Table("step")
	if !ok {
		return nil
	}
	var out []model.PhaseStep
	for _, id := range all.Keys() {
		t, ok := all.Table(id)
		if !ok {
			continue
		}
		if !idForm.MatchString(id) {
			all.ReportKey(id, diagnostic.BadID, idLike(id), id)
		}
		s := model.PhaseStep{
			ID:     id,
			Text:   r.text(t, "text", true),
			Input:  r.text(t, "input", false),
			Output: r.text(t, "output", false),
			Record: r.text(t, "record", false),
			Role:   r.role(t, "role"),
			Start:  date(t, "start"),
			End:    date(t, "end"),
		}
		inOrder(t, "start", s.Start, "end", s.End)
		switch {
		case precedes(of.End, of.Start): // which is one slip, reported with the phase
		case precedes(s.Start, of.Start), precedes(of.End, s.Start):
			reportOutside(t, "start", s.Start, of)
		case precedes(s.End, of.Start), precedes(of.End, s.End):
			reportOutside(t, "end", s.End, of)
		}
		out = append(out, s)
		t.Close()
	}
	all.Close()
	return out
}

func reportOutside(t *source.Table, key string, day time.Time, of model.Phase) {
	written := func(day time.Time) string {
		if day.IsZero() {
			return "…"
		}
		return day.Format(time.DateOnly)
	}
	t.Report(key, diagnostic.StepOutsidePhase, "", written(day), written(of.Start), written(of.End))
}

// discussions reads the days on which a phase is discussed, by role. It warns of one with the owner.
func (r *reader) discussions(phase *source.Table, of model.Phase) []model.Discussion {
	t, ok := phase.Table("discussed")
	if !ok {
		return nil
	}
	defer t.Close()
	var out []model.Discussion
	for _, id := range t.Keys() {
		d := model.Discussion{With: r.roleByID(id, atKey(t, id)), Date: date(t, id)}
		if d.With != nil && d.With == of.Owner {
			t.ReportKey(id, diagnostic.DiscussedWithOwner, "", id)
		}
		if d.With != nil && !d.Date.IsZero() {
			out = append(out, d)
		}
	}
	return out
}
