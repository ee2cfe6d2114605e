package edition

import (
	"cmp"
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// zeros are what can happen to a 0 of a sensitive indicator.
var zeros = []string{"shown", "hidden"}

// sensitive reads how the small counts of an indicator are protected.
func (r *reader) sensitive(t *source.Table, i *model.Indicator) {
	protect := model.Protection(choice(t, "protect", model.Protections, ""))
	i.HideZeros = choice(t, "zeros", zeros, zeros[0]) == "hidden"
	unused := func(key string) {
		if t.Has(key) {
			t.ReportKey(key, diagnostic.ZerosNotSensitive, "", key)
		}
	}
	if t.Has("from") && t.Has("protect") {
		t.ReportKey("protect", diagnostic.ProtectPlace, "")
	}
	switch {
	case !i.Sensitive:
		unused("zeros")
		unused("protect")
	case i.Kind == model.Count:
		i.Protect = cmp.Or(protect, model.Hide)
		if i.Protect == model.Round {
			unused("zeros")
		}
	case i.Kind == model.Share:
		i.Protect = model.Round
		if protect == model.Hide {
			t.Report("protect", diagnostic.OutOfRange, "", "protect", string(protect), string(model.Round))
		}
		unused("zeros")
	default:
		unused("zeros")
		unused("protect")
	}
	if i.Sensitive {
		r.afterData = append(r.afterData, func() { r.checkSensitive(t, i) })
	}
}

// checkSensitive reports a sensitive indicator that cannot be protected, when all data have been
// read.
func (r *reader) checkSensitive(t *source.Table, i *model.Indicator) {
	if i.Protect == model.Round {
		r.checkSecret(t, "sensitive")
	}
	lacksOf := func(v model.Value) bool { return !v.Missing && v.Of == 0 }
	unknown := slices.ContainsFunc(i.Values, lacksOf) ||
		slices.ContainsFunc(i.Breakdowns, func(b *model.Breakdown) bool {
			return slices.ContainsFunc(
				b.Parts,
				func(p model.Part) bool { return slices.ContainsFunc(p.Values, lacksOf) },
			)
		})
	switch {
	case i.Kind == model.Count:
		r.checkCuts(t, i)
	case i.Base != nil && i.Base.Audience > i.Audience:
		t.Report("base", diagnostic.SensitiveBaseAudience, "", i.Base.ID, i.Base.Audience.String())
	case unknown && i.Numerator == nil && i.Base == nil && !t.Has("base") && !t.Has("part"):
		t.Report("sensitive", diagnostic.SensitiveNotCount, "", string(i.Kind))
	}
}

// checkSecret reports, once, that the site has no secret to round numbers with.
func (r *reader) checkSecret(t *source.Table, key string) {
	if r.edition.Privacy.Secret == nil && !r.noSecret && !r.root.Exists(RoundingKey) {
		r.noSecret = true
		t.Report(key, diagnostic.NoRoundingKey, "", RoundingKey)
	}
}

// checkCuts reports a count whose small numbers are hidden, and that is published in a second cut:
// split in two ways, or as a part of a sum. What is hidden in one could be worked out from the
// other.
func (r *reader) checkCuts(t *source.Table, i *model.Indicator) {
	if i.Protect == model.Hide && i.Register == nil && len(i.Breakdowns) > 1 {
		t.Report("sensitive", diagnostic.SecondCut, "", i.ID, wording.Refer("phrase.cut-breakdown",
			i.Breakdowns[0].Dimension.ID, i.Breakdowns[1].Dimension.ID), placeOf(i))
	}
}

// checkSumCuts reports the counts of a declared sum that are not rounded beside a sensitive one.
func (r *reader) checkSumCuts(i *model.Indicator) {
	all := append(slices.Clone(i.SumOf), i)
	if i.Cumulates != nil {
		all = append(all, i.Cumulates)
	}
	n := slices.IndexFunc(all, func(x *model.Indicator) bool { return x.Sensitive })
	if n < 0 || len(all) == 1 {
		return
	}
	for _, x := range all {
		if x.Protect != model.Round && !r.cutReported[x] {
			r.cutReported[x] = true
			r.list.Add(diagnostic.SecondCut, r.table(x).AtPath("sensitive"), "", x.ID,
				wording.Refer("phrase.cut-sum", i.ID), placeOf(x))
		}
	}
}

// placeOf is the table in which the protection of an indicator is written.
func placeOf(i *model.Indicator) string {
	if i.Register != nil {
		return "[register." + i.Register.ID + "]"
	}
	return "[indicator." + i.ID + "]"
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
		r.checkSumCuts(i)
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
	unread := func(x *model.Indicator) bool { return x != nil && x.Partial }
	if unread(i) || unread(i.Cumulates) || slices.ContainsFunc(i.SumOf, unread) {
		return
	}
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
