package report

import (
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// Between compares two periods of an indicator, after Judge. When the verdict rests on just these
// two, it returns that comparison, corrected for the number of tests. Otherwise it returns one by
// the same tests without a correction; where the spread is not known, by the exact test alone. It
// returns nil when one of the two is not shown.
func (r *Report) Between(i *model.Indicator, from, to model.Period) *Comparison {
	v := r.verdicts[i]
	if v == nil {
		return nil
	}
	if c := v.Previous; c != nil && c.Test != nil && c.From.Period == from && c.To.Period == to {
		return c
	}
	f := r.facts[i]
	observed := r.observe(i, f)
	at := func(p model.Period) int {
		return slices.IndexFunc(observed, func(o observation) bool { return o.point.Period == p })
	}
	n, m := at(from), at(to)
	if n < 0 || m <= n {
		return nil
	}
	points, first, last := f.Values.Points, observed[n], observed[m]
	spread := spreadOf(comparableTo(last, observed[:m+1], points), r.Judging.Window)
	c := compareObservations(first, last,
		Comparable(points[first.index:last.index+1]) && first.sameSeason(last) && !r.running(from) && !r.running(to),
		spread)
	if c.Test != nil {
		c.Test.Adjusted = c.Test.P
	}
	return c
}

// Demonstrable reports whether a comparison shows a change.
func (r *Report) Demonstrable(c *Comparison) bool {
	return c.Test != nil && c.Test.Adjusted <= r.Judging.Level && c.Side != 0
}
