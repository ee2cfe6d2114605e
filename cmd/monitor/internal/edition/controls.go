package edition

import (
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

func (r *reader) controls(top *source.Table) {
	r.each(top, "control", model.ControlKind, func(id string, t *source.Table) {
		c := &model.Control{
			Head:    r.head(t, model.ControlKind, id, "title"),
			Text:    r.text(t, "text", false),
			Owner:   r.role(t, "owner"),
			Since:   intBetween(t, "since", firstYear, r.thisYear(), 0),
			Tested:  r.past(t, "tested"),
			Outcome: model.TestOutcome(choice(t, "outcome", model.TestOutcomes, "")),
			Result:  r.text(t, "result", false),
			Example: t.Bool("example"),
		}
		referAll(r, t, "aspects", model.AspectKind, true, &c.Aspects)
		referAll(r, t, "risks", model.RiskKind, false, &c.Risks)
		referAll(r, t, "indicators", model.IndicatorKind, false, &c.Indicators)
		r.test(t, c)
		r.edition.Controls = append(r.edition.Controls, c)
	})
}

// test checks what is said of the last test of a control: its date and outcome stand together.
func (r *reader) test(t *source.Table, c *model.Control) {
	switch {
	case t.Has("tested"):
		required(t, "outcome")
	case t.Has("outcome"), t.Has("result"):
		required(t, "tested")
	}
	if c.Since > 0 {
		inOrder(t, "since", time.Date(c.Since, time.January, 1, 0, 0, 0, 0, time.UTC), "tested", c.Tested)
	}
}
