package edition

import (
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
		}
		inOrder(s, "start", p.Start, "end", p.End)
		out = append(out, p)
		s.Close()
	}
	return out
}
