package edition

import (
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// zeros are what can happen to a 0 of a sensitive indicator.
var zeros = []string{"shown", "hidden"}

// sensitive reads how the small counts of an indicator are protected.
func (r *reader) sensitive(t *source.Table, i *model.Indicator) {
	i.HideZeros = choice(t, "zeros", zeros, zeros[0]) == "hidden"
	switch {
	case i.Sensitive && i.Kind == model.Share:
		// The base is known when all data have been read.
		r.afterData = append(r.afterData, func() {
			switch {
			case !t.Has("base") && (len(i.Values) > 0 && !i.HasBase(nil) ||
				slices.ContainsFunc(i.Breakdowns, func(b *model.Breakdown) bool { return !i.HasBase(b) })):
				t.Report("sensitive", diagnostic.SensitiveNotCount, "", string(i.Kind))
			case i.Base != nil && i.Base.Audience > i.Audience:
				t.Report("base", diagnostic.SensitiveBaseAudience, "", i.Base.ID, i.Base.Audience.String())
			}
		})
	case i.Sensitive && i.Kind == model.Rate:
		r.afterData = append(r.afterData, func() {
			if i.Numerator == nil {
				t.Report("sensitive", diagnostic.SensitiveNotCount, "", string(i.Kind))
			}
		})
	case i.Sensitive && i.Kind != model.Count:
		t.Report("sensitive", diagnostic.SensitiveNotCount, "", string(i.Kind))
	case i.HideZeros && !i.Sensitive:
		t.ReportKey("zeros", diagnostic.ZerosNotSensitive, "")
	}
}

// sums reads which indicators this one adds up, or which one it accumulates over time. A reader can
// use such a sum to work out a hidden number.
func (r *reader) sums(t *source.Table, i *model.Indicator) {
	referAll(r, t, "sum_of", model.IndicatorKind, false, &i.SumOf)
	refer(r, t, "cumulative_of", model.IndicatorKind, &i.Cumulates)
	r.afterData = append(r.afterData, func() {
		for _, part := range i.SumOf {
			if !r.checkAddend(t, "sum_of", i, part, part.Frequency.In(i.Frequency) > 0) {
				i.SumOf = nil
				break
			}
		}
		if of := i.Cumulates; of != nil && !r.checkAddend(t, "cumulative_of", i, of, of.Frequency == i.Frequency) {
			i.Cumulates = nil
		}
		r.compareSums(t, i)
	})
}

// checkAddend reports whether an indicator can be added up to another. It adds the reason why not
// to the diagnostics.
func (r *reader) checkAddend(t *source.Table, key string, i, part *model.Indicator, fits bool) bool {
	switch {
	case i.Kind != model.Count:
		t.Report(key, diagnostic.SumKind, "", i.ID)
	case part.Kind != model.Count:
		t.Report(key, diagnostic.SumKind, "", part.ID)
	case !fits:
		t.Report(key, diagnostic.SumPeriods, "", part.ID, frequencyNames[part.Frequency], frequencyNames[i.Frequency])
	case addsUp(part, i):
		t.Report(key, diagnostic.SumOfItself, "", part.ID)
	case part.Audience > i.Audience:
		t.Report(key, diagnostic.SumAudience, "", part.ID, part.Audience.String())
	default:
		return true
	}
	return false
}

// addsUp reports whether an indicator is other, or adds it up directly or indirectly.
func addsUp(i, other *model.Indicator) bool {
	return i == other || i.Cumulates != nil && addsUp(i.Cumulates, other) ||
		slices.ContainsFunc(i.SumOf, func(part *model.Indicator) bool { return addsUp(part, other) })
}

// compareSums warns when a total differs from the sum of its parts, in periods in which all are
// known.
func (r *reader) compareSums(t *source.Table, i *model.Indicator) {
	for n, total := range i.Values {
		if total.Missing {
			continue
		}
		if sum, ok := sumOf(i, total.Period); ok && sum != total.Number {
			r.reportSum(t, "sum_of", total, sum)
		}
		if i.Cumulates == nil {
			continue
		}
		last, ok := model.ValueIn(i.Cumulates.Values, total.Period)
		sum := last.Number
		switch {
		case total.Period.Begins() || ok && last.Period == i.Cumulates.Values[0].Period:
		case n > 0 && i.Values[n-1].Period.Next() == total.Period:
			ok = ok && !i.Values[n-1].Missing
			sum += i.Values[n-1].Number
		default:
			ok = false // the total up to here is not known
		}
		if ok && !last.Missing && sum != total.Number {
			r.reportSum(t, "cumulative_of", total, sum)
		}
	}
}

func (r *reader) reportSum(t *source.Table, key string, total model.Value, sum float64) {
	t.Report(key, diagnostic.SumDiffers, "", total.Period.String(), digits(sum), digits(total.Number),
		digits(sum-total.Number))
}

// sumOf adds up the parts of an indicator in a period; ok is false when one of them is not known.
func sumOf(i *model.Indicator, period model.Period) (sum float64, ok bool) {
	for _, part := range i.SumOf {
		known := 0
		for _, v := range part.Values {
			if v.Period.Within(period) && !v.Missing {
				sum += v.Number
				known++
			}
		}
		if known != part.Frequency.In(i.Frequency) {
			return 0, false
		}
	}
	return sum, len(i.SumOf) > 0
}
