package series

import (
	"math"
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/plot"
	"utwente.nl/monitor/cmd/monitor/internal/report"
)

// A line can show how far chance may move its values: an interval as a stroke through each point,
// and the limits of a control chart as thin lines above and below. The table has both too, and the
// figure says how to read them.

// reach is an interval, or the control limits, at one point.
type reach struct{ low, centre, high float64 }

// bounded checks a spec that asks for intervals or limits: it must be a line of one indicator that
// has them.
func (s *request) bounded() *figure.Problem {
	if !s.Interval && !s.Limits {
		return nil
	}
	key := "interval"
	if !s.Interval {
		key = "limits"
	}
	if s.Kind == "" && len(s.Indicators) == 1 && s.Breakdown == nil {
		s.Kind = figure.Line
	}
	if s.Kind != figure.Line || len(s.Indicators) > 1 || s.Breakdown != nil {
		return figure.NewProblem(diagnostic.BoundsNeedOneLine, key, key)
	}
	i := s.Indicators[0]
	interval, limits := Bounded(s.report, i, s.Rate)
	switch {
	case s.Interval && !interval:
		return figure.NewProblem(diagnostic.NoBounds, "interval", i.ID, "interval")
	case s.Limits && !limits:
		return figure.NewProblem(diagnostic.NoBounds, "limits", i.ID, "limits")
	}
	return nil
}

// Bounded reports whether the values of an indicator, or its rates, have intervals and control
// limits.
func Bounded(r *report.Report, i *model.Indicator, rate bool) (interval, limits bool) {
	v := r.Verdict(i)
	if v == nil {
		return false, false
	}
	f := r.Facts(i)
	points := f.Values.Points
	if rate {
		points = f.Rates.Points
	}
	for _, p := range points {
		interval = interval || p.Interval != nil
	}
	return interval, v.Chart != nil && rate == v.Chart.ByRate
}

// addBounds gives a series its intervals and its limits. They are rounded as they are shown, so
// that picture and table agree.
func (c *content) addBounds(s *series, r *report.Report) {
	s.bounds, s.limits = make([]*reach, len(s.points)), make([]*reach, len(s.points))
	round := func(low, centre, high float64) *reach {
		return &reach{language.Round(low, s.decimals), language.Round(centre, s.decimals),
			language.Round(high, s.decimals)}
	}
	for n, p := range s.points {
		if c.spec.Interval && p.Interval != nil {
			s.bounds[n] = round(p.Interval.Low, p.Number, p.Interval.High)
		}
	}
	v := r.Verdict(s.indicator)
	c.alone = c.alone || c.spec.Interval && v != nil && v.Alone
	if !c.spec.Limits {
		return
	}
	chart := r.Verdict(s.indicator).Chart
	for m, period := range chart.Periods {
		if n := slices.Index(s.periods, period); n >= 0 {
			p := chart.Points[m]
			s.limits[n] = round(p.Low, p.Centre, p.High)
		}
	}
}

// boundNumbers returns the ends of intervals and limits, which the scale must hold too.
func (s *series) boundNumbers() []float64 {
	var out []float64
	for _, b := range slices.Concat(s.bounds, s.limits) {
		if b != nil {
			out = append(out, b.low, b.high)
		}
	}
	return out
}

// between writes an interval, or limits.
func (c *content) between(s *series, r *reach) string {
	return c.language.Say("bounds.between", "low", c.numberText(s, r.low, s.decimals),
		"high", c.numberText(s, r.high, s.decimals))
}

// boundColumns returns the columns of the table with intervals and limits.
func (c *content) boundColumns(s *series) []column {
	of := func(list []*reach) func(model.Period) figure.Cell {
		return func(p model.Period) figure.Cell {
			n := slices.Index(s.periods, p)
			if n < 0 || list[n] == nil {
				return figure.Cell{Empty: true}
			}
			return figure.Cell{Text: c.between(s, list[n])}
		}
	}
	var out []column
	if c.spec.Interval {
		out = append(out, column{c.language.Say("bounds.interval.column"), of(s.bounds)})
	}
	if c.spec.Limits {
		out = append(out, column{c.language.Say("bounds.limits.column"), of(s.limits)})
	}
	return out
}

// reading says how to read intervals and limits, or "" without them.
func (c *content) reading() string {
	var t []string
	if c.spec.Interval {
		reading := "bounds.interval.reading"
		if c.alone {
			reading = "bounds.interval.alone"
		}
		t = append(t, c.language.Say(reading))
	}
	if c.spec.Limits {
		t = append(t, c.language.Say("bounds.limits.reading"))
	}
	counts, shares := false, false
	for _, s := range c.all() {
		rounded := slices.ContainsFunc(s.points, func(p report.Point) bool { return p.Rounded })
		counts = counts || rounded && s.kind != model.Share
		shares = shares || rounded && s.kind == model.Share
	}
	if counts {
		t = append(t, c.language.Say("figure.rounded", "n", c.base))
	}
	if shares {
		t = append(t, c.language.Say("figure.rounded-shares", "n", c.base))
	}
	return language.Paragraph(t...)
}

// capWidth is how far the ends of an interval reach to each side, in pixels.
const capWidth = 4

// drawBounds draws the limits and the intervals of a series.
func (a *annotations) drawBounds(s *series) {
	var low, centre, high, strokes [][2]float64
	none := math.NaN()
	for n := range s.points {
		slot := float64(n) + 0.5
		if l := reachAt(s.limits, n); l != nil {
			low, high = append(low, [2]float64{slot, l.low}), append(high, [2]float64{slot, l.high})
			centre = append(centre, [2]float64{slot, l.centre})
		} else if len(low) > 0 {
			gap := [2]float64{slot, none}
			low, centre, high = append(low, gap), append(centre, gap), append(high, gap)
		}
		b := reachAt(s.bounds, n)
		if b == nil {
			continue
		}
		side := capWidth / a.Band()
		strokes = append(strokes, [][2]float64{
			{
				slot - side,
				b.low,
			}, {slot + side, b.low}, {slot, none}, // a cap at each end, and the stroke between them
			{slot, b.low}, {slot, b.high}, {slot, none},
			{slot - side, b.high}, {slot + side, b.high}, {slot, none},
		}...)
		x := a.Centre(n)
		a.Strokes = append(a.Strokes, plot.Stroke{X1: x, Y1: a.Area.Y(b.low), X2: x, Y2: a.Area.Y(b.high)})
	}
	for _, c := range []plot.Curve{
		{Style: plot.Pen{Tint: "muted", Width: 1.2, Dashed: true}, Points: low},
		{Style: plot.Pen{Tint: "axis", Width: 1}, Points: centre},
		{Style: plot.Pen{Tint: "muted", Width: 1.2, Dashed: true}, Points: high},
		{Style: plot.Pen{Tint: "muted", Width: 1.5}, Points: strokes},
	} {
		if len(c.Points) > 0 {
			a.Curves = append(a.Curves, c)
		}
	}
}

// reachAt is the reach at a point, or nil.
func reachAt(list []*reach, n int) *reach {
	if list == nil {
		return nil
	}
	return list[n]
}
