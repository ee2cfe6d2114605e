package report

import (
	"math"

	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/stats"
)

// observation is a shown point with what is known about how it varies by chance.
type observation struct {
	point    Point
	index    int // among the points
	count    int
	exposure float64 // the denominator of the rate: 4.1 for 4,100 people and a rate per 1,000; 0 for none
	of       int     // the base of the share that the count was had from; 0 for none
	events   bool    // the count is one of events
	slack    int     // the true count may be so much less or more, since it is rounded
}

// least and most are the smallest and the largest count that an observation may stand for.
func (o observation) least() int { return max(0, o.count-o.slack) }

func (o observation) most() int {
	if o.of > 0 {
		return min(o.of, o.count+o.slack)
	}
	return o.count + o.slack
}

// mostCounted is the largest number of events or people that is tested. It is more than the country
// has, and beyond it the exact tests are slow and lose digits.
const mostCounted = 1e8

// observe returns the shown points of an indicator.
func (r *Report) observe(i *model.Indicator, f *Facts) []observation {
	var out []observation
	values := i.Values
	for n, p := range f.Values.Points {
		if p.State != Shown {
			continue
		}
		o := observation{point: p, index: n}
		if p.Rounded {
			o.slack = r.Privacy.Base - 1
		}
		switch {
		case p.Flags.Inexact():
			// It is not chance alone that makes such a number differ.
		case i.Kind == model.Count:
			o.count, o.events = int(p.Number), !i.NoEvents && p.Number <= mostCounted
			if n < len(f.Rates.Points) && f.Rates.Points[n].State == Shown {
				if d, ok := r.shownDenominator(i.Per.Indicator, p.Period); ok {
					o.exposure = d / i.Per.Factor
				}
			}
		case i.Kind == model.Share: // when it is sensitive and shown, the base is large (package privacy)
			for len(values) > 0 && values[0].Period.Before(p.Period) {
				values = values[1:]
			}
			if len(values) > 0 && values[0].Period == p.Period {
				o.of = values[0].Of
			}
			if o.of == 0 && i.Base != nil {
				if n, ok := r.shownDenominator(i.Base, p.Period); ok {
					o.of = int(n)
				}
			}
			if o.of > mostCounted {
				o.of = 0
			}
			o.count = int(math.Round(p.Number / 100 * float64(o.of)))
		}
		out = append(out, o)
	}
	return out
}

// shownDenominator returns the number of an indicator, when it is shown and above 0.
func (r *Report) shownDenominator(i *model.Indicator, period model.Period) (float64, bool) {
	// At would copy the whole point, whose interval another goroutine may be setting.
	p := r.facts[i].Values.point(period)
	if p == nil || p.State != Shown {
		return 0, false
	}
	return p.Number, p.Number > 0
}

// setIntervals sets the interval of each point and of its rate.
func setIntervals(f *Facts, observed []observation) {
	for _, o := range observed {
		switch {
		case o.events:
			f.Values.Points[o.index].Interval = o.interval(
				func(count int) stats.Interval { return stats.Rate(count, 1) },
			)
			if o.exposure > 0 {
				f.Rates.Points[o.index].Interval = o.interval(func(count int) stats.Interval {
					return stats.Rate(count, o.exposure)
				})
			}
		case o.of > 0 && o.slack == 0:
			f.Values.Points[o.index].Interval = scaled(stats.Share(o.point.Number/100, float64(o.of)), 100)
		case o.of > 0:
			interval := o.interval(func(count int) stats.Interval {
				return stats.Share(float64(count)/float64(o.of), float64(o.of))
			})
			f.Values.Points[o.index].Interval = scaled(*interval, 100)
		}
	}
}

// interval returns the interval of all counts that an observation may stand for.
func (o observation) interval(of func(count int) stats.Interval) *stats.Interval {
	return &stats.Interval{Value: of(o.count).Value, Low: of(o.least()).Low, High: of(o.most()).High}
}

// scaled multiplies an interval by a factor.
func scaled(i stats.Interval, by float64) *stats.Interval {
	return &stats.Interval{Value: i.Value * by, Low: i.Low * by, High: i.High * by}
}

// compareObservations compares an observation with an earlier one.
func compareObservations(from, to observation, comparable bool) *Comparison {
	c := &Comparison{From: from.point, To: to.point, Comparable: comparable, P: 1, Adjusted: 1}
	was, is := from.point.Number, to.point.Number
	if c.ByRate = from.exposure > 0 && to.exposure > 0; c.ByRate {
		was, is = was/from.exposure, is/to.exposure
	}
	switch {
	case is < was:
		c.Side = -1
	case is > was:
		c.Side = 1
	}
	if !comparable {
		return c
	}
	// The nearest counts that the two may stand for. When these may be equal, P stays 1.
	first, second := from.most(), to.least()
	if c.Side < 0 {
		first, second = from.least(), to.most()
	}
	test := func(base1, base2 float64, p func() float64) {
		c.Tested = true
		if nearest := float64(second)/base2 - float64(first)/base1; float64(c.Side)*nearest > 0 {
			c.P = p()
		}
	}
	switch {
	case from.events && to.events && c.ByRate:
		test(from.exposure, to.exposure, func() float64 {
			return stats.CompareRates(first, from.exposure, second, to.exposure)
		})
	case from.events && to.events:
		test(1, 1, func() float64 { return stats.CompareRates(first, 1, second, 1) })
	case from.of > 0 && to.of > 0:
		test(float64(from.of), float64(to.of), func() float64 {
			return stats.CompareShares(first, from.of, second, to.of)
		})
	}
	return c
}

// comparableTo returns the observations that measure the same as the last one, oldest first: none
// from before a break, and none with another definition.
func comparableTo(last observation, observed []observation, points []Point) []observation {
	if last.point.Flags.Has(model.Differs) {
		return []observation{last}
	}
	start := last.index
	for start > 0 && !points[start].Flags.Has(model.Break) {
		start--
	}
	var out []observation
	for _, o := range observed {
		if o.index >= start && !o.point.Flags.Has(model.Differs) {
			out = append(out, o)
		}
	}
	return out
}

// columns holds observations as slices of numbers.
type columns struct {
	value, exposure, time   []float64
	count, of               []int
	events, exposed, shares bool // all of them are
	normal                  bool // all shares have enough people on both sides for the normal distribution
	exact                   bool // none is rounded
}

// fewest is how many people a share must have on both sides to be treated as normal (Cochran,
// Biometrics 10, 1954).
const fewest = 5

func columnsOf(observed []observation) columns {
	c := columns{events: true, exposed: true, shares: true, normal: true, exact: true}
	for _, o := range observed {
		c.value = append(c.value, o.point.Number)
		c.exposure = append(c.exposure, o.exposure)
		c.time = append(c.time, float64(o.point.Period.Ordinal()))
		c.count, c.of = append(c.count, o.count), append(c.of, o.of)
		c.events = c.events && o.events
		c.exposed = c.exposed && o.exposure > 0
		c.shares = c.shares && o.of > 0
		c.exact = c.exact && o.slack == 0
		c.normal = c.normal && o.count >= fewest && o.of-o.count >= fewest
	}
	if !c.exposed {
		for n := range c.exposure {
			c.exposure[n] = 1
		}
	}
	return c
}

// The least number of points for a trend. With four points, the test of Mann and Kendall cannot
// show one.
const (
	shortestTrend   = 4
	shortestKendall = 5
)

// misfit is the p value below which counts do not follow a Poisson trend.
const misfit = 0.05

// trend looks for a trend: by Poisson regression in counts of events, by linear regression in
// shares of enough people, and by the test of Mann and Kendall in what fits neither. It returns nil
// when there are too few points.
func trend(i *model.Indicator, observed []observation) *Trend {
	if len(observed) < shortestTrend {
		return nil
	}
	c := columnsOf(observed)
	t := &Trend{From: observed[0].point.Period, To: observed[len(observed)-1].point.Period, N: len(observed),
		Adjusted: 1}
	fill := func(method TrendMethod, found stats.Trend, inUnit func(float64) float64) *Trend {
		s := found.Slope
		t.Method, t.P = method, found.P
		t.Slope = stats.Interval{Value: inUnit(s.Value), Low: inUnit(s.Low), High: inUnit(s.High)}
		t.ByRate = c.events && c.exposed
		return t
	}
	switch {
	case c.events && c.exact:
		if found, ok := stats.PoissonTrend(c.count, c.exposure, c.time); ok && found.Fit >= misfit {
			return fill(PoissonTrend, found, func(b float64) float64 { return math.Expm1(b) * 100 })
		}
	case i.Kind == model.Share && c.shares && c.exact && c.normal:
		if found, ok := stats.LinearTrend(c.value, c.time); ok {
			return fill(LinearTrend, found, func(b float64) float64 { return b })
		}
	}
	if len(observed) < shortestKendall {
		return nil
	}
	y := c.value
	if c.events && c.exposed {
		y = make([]float64, len(observed))
		for n, o := range observed {
			y[n] = o.point.Number / o.exposure
		}
	}
	found, _ := stats.MannKendall(y, c.time)
	return fill(KendallTrend, found, func(b float64) float64 { return b })
}

// chart returns the control chart that fits: c or u for counts of events, p for shares of a known
// base, XmR for the rest. It returns nil when there are too few points.
func chart(i *model.Indicator, observed []observation) *Chart {
	if len(observed) < stats.MinChart {
		return nil
	}
	c := columnsOf(observed)
	out := &Chart{}
	for _, o := range observed {
		out.Periods = append(out.Periods, o.point.Period)
	}
	var made stats.Chart
	switch {
	case c.events && c.exposed && c.exact:
		out.Kind = UChart
		made, _ = stats.UChart(c.count, c.exposure)
	case c.events && c.exact:
		out.Kind = CChart
		made, _ = stats.CChart(c.count)
	case c.shares && c.exact:
		out.Kind = PChart
		made, _ = stats.PChart(c.count, c.of)
		for n := range made.Points {
			p := &made.Points[n]
			p.Value, p.Centre, p.Low, p.High, p.Sigma = p.Value*100, p.Centre*100, p.Low*100, p.High*100, p.Sigma*100
		}
	default:
		out.Kind = XmRChart
		least, most := math.Inf(-1), math.Inf(1)
		if i.Kind == model.Count || i.Kind == model.Share {
			least = 0
		}
		if i.Kind == model.Share {
			most = 100
		}
		made, _ = stats.XmRChart(c.value, least, most)
	}
	out.Points = made.Points
	return out
}
