package report

import "utwente.nl/monitor/cmd/monitor/internal/model"

// Between compares two periods of an indicator, after Judge. When the verdict is on just these two,
// it returns that comparison, corrected for the number of tests; otherwise one by the same test,
// without a correction. It returns nil when one of the two is not shown.
func (r *Report) Between(i *model.Indicator, from, to model.Period) *Comparison {
	v := r.verdicts[i]
	if v == nil {
		return nil
	}
	for _, c := range []*Comparison{v.Previous, v.Baseline} {
		if c != nil && c.From.Period == from && c.To.Period == to {
			return c
		}
	}
	f := r.facts[i]
	var first, last *observation
	for _, o := range r.observe(i, f) {
		switch o.point.Period {
		case from:
			first = &o
		case to:
			last = &o
		}
	}
	if first == nil || last == nil || first.index >= last.index {
		return nil
	}
	c := compareObservations(*first, *last, Comparable(f.Values.Points[first.index:last.index+1]))
	c.Adjusted = c.P
	return c
}

// Demonstrable reports whether a comparison shows a change.
func (r *Report) Demonstrable(c *Comparison) bool {
	return c.Tested && c.Adjusted <= r.Judging.Level && c.Side != 0
}
