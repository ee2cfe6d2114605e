package report

import (
	"math"

	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/stats"
)

// averaged is the number of years whose average is held against a target. One year alone is on the
// good side too often by chance: with a target of 5 and a true level of 7.5, in one case of four. The
// last year and the average of five years are both there in one case of fifty.
const averaged = 5

// LeastAveraged is the number of years that it takes to say anything about a target.
const LeastAveraged = 3

// Average is what stands against a target: the last year, and the average of the last five years, of
// comparable values. Of quarters and months a year is any four or twelve in a row. The numbers are
// per period, in the unit, and lie between Low and High when some are rounded or bounds.
type Average struct {
	Last, Mean stats.Interval
	Years      int // in Mean, at most five
}

// average returns the average of the last comparable values, which must not be empty.
func average(comparable []observation) *Average {
	perYear := max(1, comparable[0].point.Period.Frequency.In(model.Yearly))
	a := &Average{}
	before := comparable[len(comparable)-1].point.Period.Ordinal() - averaged*perYear
	for n := len(comparable); n >= perYear; n -= perYear {
		year := comparable[n-perYear : n]
		first, last := year[0].point.Period.Ordinal(), year[perYear-1].point.Period.Ordinal()
		if last-first != perYear-1 || first <= before {
			break // a period lacks, or it is longer ago
		}
		var sum stats.Interval
		for _, o := range year {
			sum.Value += o.point.Number
			sum.Low += o.low
			sum.High += o.high
		}
		if a.Years == 0 {
			a.Last = scaled(sum, 1/float64(perYear))
		}
		a.Mean.Value += sum.Value
		a.Mean.Low += sum.Low
		a.Mean.High += sum.High
		a.Years++
	}
	if a.Years == 0 {
		return nil
	}
	a.Mean = scaled(a.Mean, 1/float64(perYear*a.Years))
	return a
}

// aim returns how the indicator stands against its target: the last year and the average of the
// last five must agree, else it cannot be told. Rounded numbers and bounds must agree whatever they
// stand for. What has not demonstrably met its target is on track when the target has a year, the
// trend is demonstrable, and its line lies on the good side in that year.
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
	agree := func(answer bool) bool {
		a := v.Average
		if v.Latest == nil || a == nil || a.Years < LeastAveraged {
			return false
		}
		for _, x := range []float64{a.Last.Low, a.Last.High, a.Mean.Low, a.Mean.High} {
			if good(x) != answer {
				return false
			}
		}
		return true
	}
	if agree(true) {
		return model.TargetReached
	}
	if t := v.Trend; t != nil && i.TargetBy > 0 && t.Adjusted <= level &&
		toward(i, side(t.Slope.Value, 0)) == model.Better && good(t.at(i.TargetBy)) {
		return model.OnTrack
	}
	if agree(false) {
		return model.TargetMissed
	}
	return model.TargetUnknown
}

// Small reports whether a demonstrable change is smaller than a part of the number: relevant is 0.05
// for 5 %. In counts of millions nearly every difference is demonstrable.
func (v *Verdict) Small(relevant float64) bool {
	switch v.By {
	case ByPrevious:
		was, is := v.Previous.From.Number, v.Previous.To.Number
		if v.Previous.ByRate {
			return false // the counts may hardly differ where the rates do
		}
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
