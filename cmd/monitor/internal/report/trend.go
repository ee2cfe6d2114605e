package report

import (
	"math"

	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/stats"
)

// columns holds observations as slices of numbers.
type columns struct {
	value, exposure, time   []float64
	count, of               []int
	events, exposed, shares bool // all of them are
	exact                   bool // none is rounded
}

func columnsOf(observed []observation) columns {
	c := columns{events: true, exposed: true, shares: true, exact: true}
	for _, o := range observed {
		c.value = append(c.value, o.point.Number)
		c.exposure = append(c.exposure, o.exposure)
		c.time = append(c.time, float64(o.point.Period.Ordinal()))
		c.count, c.of = append(c.count, o.count), append(c.of, o.of)
		c.events = c.events && o.events
		c.exposed = c.exposed && o.exposure > 0
		c.shares = c.shares && o.of > 0
		c.exact = c.exact && o.slack == 0
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
			whole.slack += o.slack
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
	last := years[len(years)-1]
	t := &Trend{From: years[0].point.Period, To: last.point.Period, N: len(years), Test: &Test{Adjusted: 1}}
	found, ok := t.fit(columnsOf(years))
	if !ok {
		return nil
	}
	s := found.Slope
	t.P, t.Slope = found.P, stats.Interval{Value: t.inUnit(s.Value), Low: t.inUnit(s.Low), High: t.inUnit(s.High)}
	t.Level, t.found = found.Level, found
	if t.Method == ShareTrend {
		t.Level *= 100
	}
	if i.Kind == model.Count {
		t.Level /= float64(max(1, i.Frequency.In(model.Yearly))) // the target is that of a quarter
	}
	if flat, rounded := flattest(years, s.Value > 0); rounded {
		weakest, ok := t.fit(columnsOf(flat))
		if ok && side(weakest.Slope.Value, 0) == side(s.Value, 0) {
			t.P = max(t.P, weakest.P)
		} else {
			t.P = 1
		}
	}
	return t
}

// fit sets the method and the least P of a trend, and returns what the method finds.
func (t *Trend) fit(c columns) (found stats.Trend, ok bool) {
	t.ByRate = c.events && c.exposed
	switch {
	case c.events:
		t.Method, t.Least = RateTrend, stats.LeastRateTrend(c.count, c.exposure, c.time)
		return stats.RateTrend(c.count, c.exposure, c.time)
	case c.shares:
		t.Method, t.Least = ShareTrend, stats.LeastShareTrend(c.count, c.of, c.time)
		return stats.ShareTrend(c.count, c.of, c.time)
	}
	t.Method = LinearTrend
	return stats.LinearTrend(c.value, c.time)
}

// flattest returns the observations with the weakest trend that rounding allows, and whether any is
// rounded: of a rise the first ones as high as they may be, and the last ones as low. 5, 10, 15, 20
// to the base of 5 may be 9, 14, 11, 16.
func flattest(years []observation, rises bool) (flat []observation, rounded bool) {
	var middle float64
	for _, o := range years {
		middle += float64(o.point.Period.Ordinal()) / float64(len(years))
	}
	for _, o := range years {
		switch at := float64(o.point.Period.Ordinal()); {
		case o.slack == 0 || !o.events && o.of == 0:
		case rises && at < middle || !rises && at > middle:
			o.count, rounded = o.most(), true
		case at != middle:
			o.count, rounded = o.least(), true
		}
		flat = append(flat, o)
	}
	return flat, rounded
}

// at returns the value of the line in a year.
func (t *Trend) at(year int) float64 {
	ahead := float64(year - t.To.Year)
	if t.Method == RateTrend {
		return t.Level * math.Pow(1+t.Slope.Value/100, ahead)
	}
	return t.Level + t.Slope.Value*ahead
}

// detect sets what could have been shown.
func (t *Trend) detect() {
	slope := t.found.Detectable(t.Enough)
	t.Down, t.Up = t.inUnit(-slope), t.inUnit(slope)
}

// inUnit returns a slope of package stats in the unit of Slope.
func (t *Trend) inUnit(b float64) float64 {
	switch t.Method {
	case RateTrend:
		return math.Expm1(b) * 100
	case ShareTrend:
		return b * 100
	}
	return b
}
