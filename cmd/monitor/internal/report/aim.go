package report

import (
	"math"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// averaged is how many years the average is of that is held against a target. One year alone is on
// the good side too often by chance: a level of one and a half times the target of 5 is, in one
// year of four. That the last year and the average of five both are happens in one of fifty.
const averaged = 5

// LeastAveraged is the number of years below which nothing can be told about a target.
const LeastAveraged = 3

// Average is what stands against a target: the last year, and the average of the last years, of
// comparable values. Of quarters and months a year is any four or twelve in a row.
type Average struct {
	Last, Mean float64 // per period, in the unit
	Years      int     // at most five
}

// average returns the average of the last comparable values, which must not be empty.
func average(comparable []observation) *Average {
	perYear := max(1, comparable[0].point.Period.Frequency.In(model.Yearly))
	a := &Average{}
	for n := len(comparable); n >= perYear && a.Years < averaged; n -= perYear {
		year := comparable[n-perYear : n]
		if year[perYear-1].point.Period.Ordinal()-year[0].point.Period.Ordinal() != perYear-1 {
			break // a period lacks
		}
		mean := 0.0
		for _, o := range year {
			mean += o.point.Number / float64(perYear)
		}
		if a.Years == 0 {
			a.Last = mean
		}
		a.Mean += mean
		a.Years++
	}
	if a.Years == 0 {
		return nil
	}
	a.Mean /= float64(a.Years)
	return a
}

// aim returns how the indicator stands against its target: the last year and the average of the
// last five must agree, else it cannot be told. What has not demonstrably met its target is on track
// when it has a date, the trend is demonstrable, and its line lies on the good side then.
func (v *Verdict) aim(i *model.Indicator, f *Facts, level float64) model.Aim {
	if i.Target == nil {
		return model.NoTarget
	}
	good := func(x float64) bool {
		if i.Direction == model.Higher {
			return x >= *i.Target
		}
		return x <= *i.Target
	}
	known := v.Latest != nil && v.Average != nil && v.Average.Years >= LeastAveraged
	if known && good(v.Average.Last) && good(v.Average.Mean) {
		return model.TargetReached
	}
	if t := v.Trend; t != nil && i.TargetBy > 0 && t.Adjusted <= level &&
		toward(i, side(t.Slope.Value, 0)) == model.Better && good(t.at(i.TargetBy)) {
		return model.OnTrack
	}
	if known && !good(v.Average.Last) && !good(v.Average.Mean) {
		return model.TargetMissed
	}
	return model.TargetUnknown
}

// Small reports whether a change that is demonstrable is smaller than a part of the number: in
// counts of millions nearly every difference is.
func (v *Verdict) Small(relevant float64) bool {
	switch v.By {
	case ByPrevious:
		was, is := v.Previous.From.Number, v.Previous.To.Number
		return math.Abs(is-was) < relevant*math.Abs(was)
	case ByTrend:
		t := v.Trend
		years := float64(t.N - 1)
		if t.Method == RateTrend {
			return math.Abs(math.Pow(1+t.Slope.Value/100, years)-1) < relevant
		}
		return math.Abs(t.Slope.Value*years) < relevant*math.Abs(t.Level)
	}
	return false
}
