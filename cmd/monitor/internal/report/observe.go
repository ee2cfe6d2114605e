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
		switch {
		case p.Flags.Has(model.Estimated) || p.Flags.Has(model.LowReliable):
			// It is not chance alone that makes such a number differ.
		case i.Kind == model.Count:
			o.count, o.events = int(p.Number), !i.NoEvents && p.Number <= mostCounted
			if n < len(f.Rates.Points) && f.Rates.Points[n].State == Shown {
				if d, ok := r.shownDenominator(i.Per.Indicator, p.Period); ok {
					o.exposure = d / i.Per.Factor
				}
			}
		case i.Kind == model.Share: // when it is sensitive and shown, the base is large (share.go)
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
	p := r.facts[i].Values.At(period)
	return p.Number, p.State == Shown && p.Number > 0
}

// setIntervals sets the interval of each point and of its rate, as wide as the spread makes it.
func setIntervals(f *Facts, observed []observation, spread stats.Dispersion) {
	wider := spread.Widening()
	for _, o := range observed {
		switch k := float64(o.count) / wider; {
		case o.events:
			f.Values.Points[o.index].Interval = scaled(stats.Rate(k, 1/wider), 1)
			if o.exposure > 0 {
				f.Rates.Points[o.index].Interval = scaled(stats.Rate(k, o.exposure/wider), 1)
			}
		case o.of > 0:
			f.Values.Points[o.index].Interval = scaled(stats.Share(o.point.Number/100, float64(o.of)/wider), 100)
		}
	}
}

// scaled multiplies an interval by a factor.
func scaled(i stats.Interval, by float64) *stats.Interval {
	return &stats.Interval{Value: i.Value * by, Low: i.Low * by, High: i.High * by}
}

// sameSeason reports whether two observations are of the same quarter or month of a year. All years
// are.
func (o observation) sameSeason(other observation) bool {
	return o.point.Period.Part == other.point.Period.Part
}

// leastBefore is the number of comparable periods before the judged one below which it is not known
// how much counts and shares vary.
const leastBefore = 3

// spreadOf returns how much more counts or shares vary than chance makes them, in so many years of
// comparable periods before the last. It is not known when there are too few, or for other numbers.
func spreadOf(comparable []observation, window int) stats.Dispersion {
	if len(comparable) <= leastBefore {
		return stats.Dispersion{}
	}
	before := comparable[:len(comparable)-1]
	perYear := max(1, before[0].point.Period.Frequency.In(model.Yearly))
	before = before[max(0, len(before)-window*perYear):]
	c := columnsOf(before)
	season := make([]int, len(before))
	for n, o := range before {
		season[n] = o.point.Period.Part
	}
	var spread stats.Dispersion
	switch {
	case c.events:
		spread = stats.RateDispersion(c.count, c.exposure, season)
	case c.shares:
		spread = stats.ShareDispersion(c.count, c.of, season)
	}
	if spread.Freedom < leastBefore-1 {
		return stats.Dispersion{}
	}
	return spread
}

// compareObservations compares an observation with an earlier one. Numbers that were rounded to
// protect people may lie closer together than they are shown; the test takes them as close as they
// can be.
func (r *Report) compareObservations(from, to observation, comparable bool, spread stats.Dispersion) *Comparison {
	c := &Comparison{From: from.point, To: to.point, Comparable: comparable}
	was, is := from.point.Number, to.point.Number
	if c.ByRate = from.exposure > 0 && to.exposure > 0; c.ByRate {
		was, is = was/from.exposure, is/to.exposure
	}
	c.Side = side(is, was)
	if !comparable || spread.Freedom == 0 {
		return c
	}
	closer := 0
	if c.Side != 0 {
		for _, o := range []observation{from, to} {
			if o.point.Rounded {
				closer += r.Privacy.Base - 1
			}
		}
	}
	switch {
	case from.events && to.events:
		e1, e2 := 1.0, 1.0
		if c.ByRate {
			e1, e2 = from.exposure, to.exposure
		}
		k1, k2 := from.count, to.count-c.Side*closer
		if side(float64(k2)/e2, float64(k1)/e1) != c.Side {
			k2 = int(math.Round(float64(k1) / e1 * e2)) // they may be equal
		}
		c.Test = &Test{
			P:     max(stats.CompareRates(k1, e1, k2, e2), spread.CompareRates(k1, e1, k2, e2)),
			Least: stats.LeastRates(k1+k2, e1, e2), Adjusted: 1,
		}
		if k1 > 0 {
			c.Down, c.Up = spread.DetectableRate(k1)
		}
	case from.of > 0 && to.of > 0:
		k2 := min(max(0, to.count-c.Side*closer), to.of)
		if side(float64(k2)/float64(to.of), float64(from.count)/float64(from.of)) != c.Side {
			k2 = int(math.Round(float64(from.count) / float64(from.of) * float64(to.of)))
		}
		c.Test = &Test{
			P: max(stats.CompareShares(from.count, from.of, k2, to.of),
				spread.CompareShares(from.count, from.of, k2, to.of)),
			Least: stats.LeastShares(from.count+k2, from.of, to.of), Adjusted: 1,
		}
		c.Up = 100 * spread.DetectableShare(from.point.Number/100, from.of, to.of)
		c.Down = -c.Up
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
}

func columnsOf(observed []observation) columns {
	c := columns{events: true, exposed: true, shares: true}
	for _, o := range observed {
		c.value = append(c.value, o.point.Number)
		c.exposure = append(c.exposure, o.exposure)
		c.time = append(c.time, float64(o.point.Period.Ordinal()))
		c.count, c.of = append(c.count, o.count), append(c.of, o.of)
		c.events = c.events && o.events
		c.exposed = c.exposed && o.exposure > 0
		c.shares = c.shares && o.of > 0
	}
	if !c.exposed {
		for n := range c.exposure {
			c.exposure[n] = 1
		}
	}
	return c
}

// rates returns the values, or those of counts per exposure.
func (c columns) rates() []float64 {
	out := make([]float64, len(c.value))
	for n := range out {
		out[n] = c.value[n] / c.exposure[n]
	}
	return out
}

// wholeYears returns observations of whole years: counts added up, and other numbers averaged, over
// years of which each quarter or month is there. Trends are of these, since a season is no trend,
// and seasons of one year rise and fall together.
func wholeYears(i *model.Indicator, observed []observation) []observation {
	if len(observed) == 0 {
		return nil
	}
	perYear := observed[0].point.Period.Frequency.In(model.Yearly)
	if perYear <= 1 {
		return observed
	}
	var out []observation
	for n := perYear; n <= len(observed); n++ {
		year := observed[n-perYear : n]
		first, last := year[0].point.Period, year[perYear-1].point.Period
		if first.Part != 1 || last.Year != first.Year {
			continue
		}
		whole := observation{point: Point{Period: model.Period{Year: first.Year}}, events: true}
		exposed, based := true, true
		for _, o := range year {
			whole.point.Number += o.point.Number
			whole.count += o.count
			whole.exposure += o.exposure
			whole.of += o.of
			whole.events = whole.events && o.events
			exposed, based = exposed && o.exposure > 0, based && o.of > 0
		}
		if !exposed {
			whole.exposure = 0
		}
		if !based {
			whole.of = 0
		}
		switch {
		case whole.of > 0:
			whole.point.Number = float64(whole.count) / float64(whole.of) * 100
		case i.Kind != model.Count:
			whole.point.Number /= float64(perYear)
		}
		out = append(out, whole)
	}
	return out
}

// shortestTrend is the least number of years of a trend: three are nearly always on a line.
const shortestTrend = 4

// trend looks for a trend in the last years: of counts of events by their logarithm, and otherwise
// by a line. It returns nil when there are too few years.
func trend(i *model.Indicator, years []observation, window int) *Trend {
	years = years[max(0, len(years)-window):]
	if len(years) < shortestTrend {
		return nil
	}
	c := columnsOf(years)
	last := years[len(years)-1]
	t := &Trend{From: years[0].point.Period, To: last.point.Period, N: len(years),
		ByRate: c.events && c.exposed, Test: &Test{Adjusted: 1}}
	var found stats.Trend
	ok := false
	inUnit := func(b float64) float64 { return b }
	switch {
	case c.events:
		t.Method, inUnit = RateTrend, func(b float64) float64 { return math.Expm1(b) * 100 }
		found, ok = stats.RateTrend(c.count, c.exposure, c.time)
		events, exposed := 0, 0.0
		for n := range years {
			events += c.count[n]
			exposed += c.exposure[n]
		}
		// No trend is stronger than all events in the last year, or in the first.
		most := max(c.exposure[0], c.exposure[len(years)-1]) / exposed
		t.Least = min(1, 2*math.Pow(most, float64(events)))
	case c.shares:
		t.Method, inUnit = ShareTrend, func(b float64) float64 { return b * 100 }
		if found, ok = stats.ShareTrend(c.count, c.of, c.time); ok {
			found.Level *= 100
		}
	default:
		t.Method = LinearTrend
		found, ok = stats.LinearTrend(c.value, c.time)
	}
	if !ok {
		return nil
	}
	s := found.Slope
	t.P, t.Slope = found.P, stats.Interval{Value: inUnit(s.Value), Low: inUnit(s.Low), High: inUnit(s.High)}
	t.Level = found.Level
	if i.Kind == model.Count {
		t.Level /= float64(max(1, i.Frequency.In(model.Yearly))) // the target is that of a quarter
	}
	return t
}

// at returns the value of the line in a year.
func (t *Trend) at(year int) float64 {
	ahead := float64(year - t.To.Year)
	if t.Method == RateTrend {
		return t.Level * math.Pow(1+t.Slope.Value/100, ahead)
	}
	return t.Level + t.Slope.Value*ahead
}

// Detectable returns the slope that is found in four of five cases, of a line.
func (t *Trend) Detectable() float64 { return stats.DetectableSlope(t.Slope, t.N) }
