package report

import (
	"math"
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/stats"
)

// observation is a shown point with what is known about how it varies by chance.
type observation struct {
	point    Point
	index    int     // among the points
	count    int     // of events, or of the people of a share
	exposure float64 // the denominator of the rate: 4.1 for 4,100 people and a rate per 1,000; 0 for none
	of       int     // the base of the share that the count was had from; 0 for none
	events   bool    // the count is one of events
	slack    int     // the true count may be so much less or more, since it is rounded
	// The true number, in the unit, lies from low to high. They differ when it is rounded or a bound.
	low, high float64
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
		o.low, o.high = o.span(i.Kind)
		out = append(out, o)
	}
	return out
}

// span returns between which numbers the true one lies, in the unit.
func (o observation) span(kind model.NumberKind) (low, high float64) {
	slack := float64(o.slack)
	if kind == model.Share {
		if slack *= 100; o.of > 0 {
			slack /= float64(o.of)
		}
	}
	low, high = o.point.Number, o.point.Number
	if slack > 0 {
		low, high = max(0, low-slack), high+slack
	}
	if o.point.Flags.Has(model.AtLeast) {
		high = math.Inf(1)
	}
	if o.point.Flags.Has(model.AtMost) {
		low = math.Inf(-1)
	}
	return low, high
}

// exact returns the observations that are no bounds: what is "at least 101" has no trend or limits.
func exact(observed []observation) []observation {
	var out []observation
	for _, o := range observed {
		if !math.IsInf(o.low, 0) && !math.IsInf(o.high, 0) {
			out = append(out, o)
		}
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

// setIntervals sets the interval of each point and of its rate, as wide as the spread makes it.
func setIntervals(f *Facts, observed []observation, spread stats.Dispersion) {
	wider := spread.Widening()
	for _, o := range observed {
		switch {
		case o.events:
			f.Values.Points[o.index].Interval = o.interval(func(count int) stats.Interval {
				return stats.Rate(float64(count)/wider, 1/wider)
			})
			if o.exposure > 0 {
				f.Rates.Points[o.index].Interval = o.interval(func(count int) stats.Interval {
					return stats.Rate(float64(count)/wider, o.exposure/wider)
				})
			}
		case o.of > 0:
			f.Values.Points[o.index].Interval = o.interval(func(count int) stats.Interval {
				share := o.point.Number
				if count != o.count {
					share = float64(count) / float64(o.of) * 100
				}
				return scaled(stats.Share(share/100, float64(o.of)/wider), 100)
			})
		}
	}
}

// interval returns the interval of all counts that an observation may stand for.
func (o observation) interval(of func(count int) stats.Interval) *stats.Interval {
	return &stats.Interval{Value: of(o.count).Value, Low: of(o.least()).Low, High: of(o.most()).High}
}

// scaled multiplies an interval by a factor.
func scaled(i stats.Interval, by float64) stats.Interval {
	return stats.Interval{Value: i.Value * by, Low: i.Low * by, High: i.High * by}
}

// sameSeason reports whether two observations are of the same quarter or month of a year. All years
// are.
func (o observation) sameSeason(other observation) bool {
	return o.point.Period.Part == other.point.Period.Part
}

// LeastBefore is the number of comparable periods before the judged one that it takes to test a change
// of counts and shares with how much they vary.
const LeastBefore = 3

// leastWidened is the number that it takes to make an interval as wide as that. With three, Student's t
// makes it more than twice as wide, so that it says nothing: 86 after 301, 162 and 89 would have a
// level between 0 and 1,300.
const leastWidened = 4

// widening returns the spread that intervals take: that of the tests, unless it is of too few periods.
func widening(spread stats.Dispersion) stats.Dispersion {
	if spread.Freedom < leastWidened-1 {
		return stats.Dispersion{}
	}
	return spread
}

// evident is the p value at or below which the years before the judged one have a trend. With a
// larger one, lines would be drawn through years that vary by chance, which then would seem even.
const evident = 0.01

// spreadOf returns how much more counts or shares vary than chance makes them, in the window of years
// before the last of the comparable periods. When these have a trend they vary around its line, since
// a trend is no spread. Estimates among them are left out. The spread is not known when there are too
// few, or for other numbers.
//
// It is not that of a control chart (stats.UChart), which is of other periods, the base, and of the
// differences between successive ones: so a slow drift in a base of many years does not widen its limits.
func spreadOf(comparable []observation, window int) stats.Dispersion {
	if len(comparable) <= LeastBefore {
		return stats.Dispersion{}
	}
	before := comparable[:len(comparable)-1]
	perYear := max(1, before[0].point.Period.Frequency.In(model.Yearly))
	before = slices.DeleteFunc(slices.Clone(before[max(0, len(before)-window*perYear):]), func(o observation) bool {
		return o.point.Flags.Inexact()
	})
	c := columnsOf(before)
	season := make([]int, len(before))
	for n, o := range before {
		season[n] = o.point.Period.Part
	}
	var spread stats.Dispersion
	var line stats.Trend
	sloped := false
	switch {
	case c.events:
		spread = stats.RateDispersion(c.count, c.exposure, season)
		line, sloped = stats.RateTrend(c.count, c.exposure, c.time)
	case c.shares:
		spread = stats.ShareDispersion(c.count, c.of, season)
		line, sloped = stats.ShareTrend(c.count, c.of, c.time)
	}
	if sloped && perYear == 1 && line.P <= evident && line.Spread.Freedom >= LeastBefore-1 {
		spread = line.Spread
	}
	if spread.Freedom < LeastBefore-1 {
		return stats.Dispersion{}
	}
	return spread
}

// compareObservations compares an observation with an earlier one: by the exact test, and by that of
// the spread when it is known. Numbers that were rounded to protect people may lie closer together
// than they are shown; the test takes them as close as they can be.
func compareObservations(from, to observation, comparable bool, spread stats.Dispersion) *Comparison {
	c := &Comparison{From: from.point, To: to.point, Comparable: comparable, from: from, to: to, spread: spread}
	was, is := from.point.Number, to.point.Number
	if c.ByRate = from.exposure > 0 && to.exposure > 0; c.ByRate {
		was, is = was/from.exposure, is/to.exposure
	}
	c.Side = side(is, was)
	if !comparable {
		return c
	}
	// The nearest counts that the two may stand for. When these may be equal, P stays 1.
	first, second := from.most(), to.least()
	if c.Side < 0 {
		first, second = from.least(), to.most()
	}
	apart := func(base1, base2 float64) bool {
		return float64(c.Side)*(float64(second)/base2-float64(first)/base1) > 0
	}
	known := spread.Freedom > 0
	switch {
	case from.events && to.events:
		e1, e2 := 1.0, 1.0
		if c.ByRate {
			e1, e2 = from.exposure, to.exposure
		}
		c.Test = &Test{P: 1, Least: stats.LeastRates(first+second, e1, e2), Adjusted: 1}
		if apart(e1, e2) {
			c.Test.P = stats.CompareRates(first, e1, second, e2)
			if known {
				c.Test.P = max(c.Test.P, spread.CompareRates(first, e1, second, e2))
			}
		}
	case from.of > 0 && to.of > 0:
		c.Test = &Test{P: 1, Least: stats.LeastShares(first+second, from.of, to.of), Adjusted: 1}
		if apart(float64(from.of), float64(to.of)) {
			c.Test.P = stats.CompareShares(first, from.of, second, to.of)
			if known {
				c.Test.P = max(c.Test.P, spread.CompareShares(first, from.of, second, to.of))
			}
		}
	}
	return c
}

// detect sets what the test of a comparison could have shown.
func (c *Comparison) detect() {
	from, to := c.from, c.to
	if from.events {
		_, up := c.spread.DetectableRate(from.most(), c.Test.Enough)
		down, _ := c.spread.DetectableRate(from.least(), c.Test.Enough)
		c.Down, c.Up = down-float64(to.slack), up+float64(to.slack)
		return
	}
	apart := 100 * (c.spread.DetectableShare(from.point.Number/100, from.of, to.of, c.Test.Enough) +
		float64(from.slack)/float64(from.of) + float64(to.slack)/float64(to.of))
	c.Down, c.Up = from.point.Number-apart, from.point.Number+apart
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
