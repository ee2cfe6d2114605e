package report

import (
	"math"
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/stats"
)

// ChartKind is the kind of a control chart.
type ChartKind string

// The charts.
const (
	UChart   ChartKind = "u′" // of rates, or of counts in periods of one length
	PChart   ChartKind = "p′"
	XmRChart ChartKind = "XmR"
)

// Chart is a control chart. Its limits are made of the base points, which come first, and judge
// what comes after.
type Chart struct {
	Kind    ChartKind
	ByRate  bool
	Base    int
	Periods []model.Period
	Points  []stats.ControlPoint // one for each period, in the unit
}

// Judged returns the latest point, when limits of earlier points judge it, or nil. No other point is
// judged: of ten values after a base of eight, chance takes one beyond the limits in one series of
// five, and of one value in 3 % of them (package simulation).
func (c *Chart) Judged() *stats.ControlPoint {
	if c == nil || c.Base == len(c.Points) {
		return nil
	}
	return &c.Points[len(c.Points)-1]
}

// Unusable says why the stretch that the data declare gives no limits.
type Unusable struct {
	Comparable int  // so many of its values can be compared with the latest
	Same       bool // these are enough, and all the same
}

// leastUsual is the number of values before the latest that have limits where the data declare no
// stretch.
const leastUsual = 12

// chart returns the control chart of comparable observations, of the season of the last one: u′ for
// counts of events, p′ for shares of a known base, XmR for the rest and for what is rounded: rounding
// moves a number as well as chance.
//
// The base is the stretch that the data declare (Indicator.Limits). Otherwise it is all before the
// latest: at least twelve, with neither a trend nor serial correlation, since limits of values that
// resemble the ones before them are too narrow, and with no value beyond the limits. It returns nil
// when there is no such base, or when all of it is the same, which does not show what is usual; and
// why, when the data declare one.
func chart(i *model.Indicator, comparable []observation) (*Chart, *Unusable) {
	if len(comparable) == 0 {
		return nil, nil
	}
	var observed []observation
	last := comparable[len(comparable)-1]
	for _, o := range comparable {
		if o.sameSeason(last) && !o.point.Period.Before(i.Limits.From) {
			observed = append(observed, o)
		}
	}
	base := 0
	if i.Limits.From != (model.Period{}) {
		for base < len(observed) && !i.Limits.To.Before(observed[base].point.Period) {
			base++
		}
		if base < model.LeastBase {
			return nil, &Unusable{Comparable: base}
		}
	} else if base = len(observed) - 1; base < leastUsual || !steady(observed[:base]) {
		return nil, nil
	}
	c := columnsOf(observed)
	out := &Chart{Base: base, ByRate: c.events && c.exposed}
	for _, o := range observed {
		out.Periods = append(out.Periods, o.point.Period)
	}
	switch {
	case c.events && c.exact:
		out.Kind, out.Points = UChart, stats.UChart(c.count, c.exposure, base)
	case c.shares && c.exact:
		out.Kind, out.Points = PChart, stats.PChart(c.count, c.of, base)
		for n, p := range out.Points {
			out.Points[n] = stats.ControlPoint{Value: p.Value * 100, Centre: p.Centre * 100, Low: p.Low * 100,
				High: p.High * 100}
		}
	default:
		least, most := math.Inf(-1), math.Inf(1)
		if i.Kind == model.Count || i.Kind == model.Share {
			least = 0
		}
		if i.Kind == model.Share {
			most = 100
		}
		out.Kind, out.Points = XmRChart, stats.XmRChart(c.value, base, least, most)
	}
	stated := i.Limits.From != (model.Period{})
	switch last := out.Points[len(out.Points)-1]; {
	case last.Low == last.High && stated:
		return nil, &Unusable{Comparable: base, Same: true}
	case last.Low == last.High, !stated && slices.ContainsFunc(out.Points[:base], stats.ControlPoint.Beyond):
		return nil, nil
	}
	return out, nil
}

// unsteady is the p value at or below which a base has a trend.
const unsteady = 0.05

// steady reports whether observations have neither a trend nor serial correlation.
func steady(observed []observation) bool {
	c := columnsOf(observed)
	y := c.rates()
	t, ok := stats.LinearTrend(y, c.time)
	return ok && t.P > unsteady && !stats.Serial(y)
}

// Assurance says on which side of its target the usual variation of an indicator lies: the second
// question beside how it develops (NHS England, Making Data Count).
type Assurance string

// The assurances.
const (
	NoAssurance Assurance = ""        // there is no target
	AlwaysGood  Assurance = "good"    // all usual values meet the target
	NeverGood   Assurance = "bad"     // none does
	ByChance    Assurance = "chance"  // some do, by chance
	TooFewUsual Assurance = "too-few" // it is not known what is usual
)

// assurance compares the control limits of the latest point with the target.
func (v *Verdict) assurance(i *model.Indicator) Assurance {
	switch {
	case i.Target == nil || v.Latest == nil:
		return NoAssurance
	case v.Chart == nil:
		return TooFewUsual
	}
	p := v.Chart.Points[len(v.Chart.Points)-1]
	if v.Chart.ByRate && p.Value == 0 {
		return TooFewUsual // the exposure cannot be had from a rate of 0
	}
	scale := 1.0
	if v.Chart.ByRate {
		scale = v.Latest.Number / p.Value // the exposure; the target is one of counts
	}
	low, high := p.Low*scale, p.High*scale
	above, below := low >= *i.Target, high <= *i.Target
	switch {
	case i.Direction == model.Higher && above || i.Direction != model.Higher && below:
		return AlwaysGood
	case i.Direction == model.Higher && high < *i.Target || i.Direction != model.Higher && low > *i.Target:
		return NeverGood
	}
	return ByChance
}
