package report

import (
	"maps"
	"math"
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// A share reveals a count to readers who know its base, the number of people it is a share of. Of
// 400 people, 0.75 % is 3. So a share of a sensitive indicator is hidden like the count behind it.
//
//   - The base is Value.Of, or else the number of the indicator Base in the same period and the
//     same part. A sensitive share without a base is hidden, since nobody can say whether it is a
//     small count. When no share of the whole, or of a breakdown, has a base, they are shown, and
//     the owner of the data gets a warning (MV727).
//   - A rounded share may stand for several counts: 2 % of 200, without decimals, for 3 to 5
//     people. It is hidden when one of these is small, whichever is the right one. Otherwise
//     readers could tell the small counts apart.
//   - The other side counts as well: 99.25 % of 400 took part, so 3 did not. 0 % and 100 % are
//     hidden or shown together, as zeros are.
//   - A share is shown as hidden, never as "<5", which would be read as less than 5 %.
//   - When the share of the whole or of one part is hidden, all parts are hidden in that period.
//     Too little is known about how shares add up to hide fewer.
//   - A part that a breakdown leaves out is treated like the others: 15 % of 400 and 19 % of the
//     300 in part A leave 3 of the 100 who are not in A.
//   - A share of a hidden base is hidden as well, sensitive or not: 33.33 % of "<5" people reveals
//     that there are 3.
//   - A share or rate with a Numerator is hidden wherever that count is, and is as sensitive. Where
//     the count has no such number and no total, it is hidden when anything of the count is.
//
// A shown base is never small: either the share or its other side would be a small count.

// protectShares hides shares, and rates with a Numerator. Counts have been protected already.
func (r *Report) protectShares() {
	for _, i := range r.Edition.Indicators {
		if i.Numerator == nil && (i.Kind != model.Share || i.Base == nil && !i.Sensitive) {
			continue
		}
		hidden := make(map[model.Period]bool) // the periods in which the whole is hidden
		for n := range i.Values {
			if v := &i.Values[n]; r.shareSecret(Coordinates{Indicator: i, Period: v.Period}, v) != Shown {
				r.hidden[v] = hiding{Withheld, anything}
				hidden[v.Period] = true
			}
		}
		for _, b := range i.Breakdowns {
			r.protectParts(i, b, maps.Clone(hidden))
		}
	}
}

// protectParts hides the parts of a breakdown. hidden are the periods in which all parts are hidden
// in any case; those in which one of the parts must be hidden are added.
func (r *Report) protectParts(i *model.Indicator, b *model.Breakdown, hidden map[model.Period]bool) {
	for n, part := range b.Parts {
		for m := range part.Values {
			if v := &part.Values[m]; r.shareSecret(Coordinates{i, b, n, v.Period}, v) != Shown {
				hidden[v.Period] = true
			}
		}
	}
	for n := range i.Values {
		if p := i.Values[n].Period; !hidden[p] && r.smallShareLeft(i, b, p) {
			hidden[p] = true
		}
	}
	for _, part := range b.Parts {
		for m := range part.Values {
			if v := &part.Values[m]; hidden[v.Period] && given(v) && !v.Flags.Has(model.Confidential) {
				r.hidden[v] = hiding{Withheld, anything}
			}
		}
	}
}

// shareSecret says why a share, or a rate with a Numerator, must be hidden: Small for the count
// behind it; Withheld when it has no base, or would reveal a hidden base or numerator. It is Shown
// when there is no reason, and for a confidential share, which is hidden in any case.
func (r *Report) shareSecret(at Coordinates, v *model.Value) State {
	if !given(v) || v.Flags.Has(model.Confidential) {
		return Shown
	}
	base := r.baseValue(at)
	if base != nil && r.state(at.Indicator.Base, base).Hidden() || r.numeratorHidden(at) {
		return Withheld
	}
	people, count := at.Indicator, at.Indicator.Numerator // people says which counts are small
	hasBase := people.HasBase(at.Breakdown)
	switch {
	case count != nil && given(valueAt(count, at)) && (count.Sensitive || !people.Sensitive || !hasBase):
		return Shown // the count itself is shown
	case count != nil && !people.Sensitive:
		people = count
	}
	if !people.Sensitive || count == nil && !hasBase {
		return Shown
	}
	of := r.baseNumber(at, v)
	if of < 1 {
		return Withheld
	}
	low, high := countsBehind(v.Number, at.Indicator.Decimals, of)
	if r.isSmallWithin(people, low, high) || r.isSmallWithin(people, of-high, of-low) {
		return Small
	}
	return Shown
}

// baseValue returns the value of a share's base, or nil.
func (r *Report) baseValue(at Coordinates) *model.Value {
	if at.Indicator.Base == nil {
		return nil
	}
	return valueAt(at.Indicator.Base, at)
}

// baseNumber returns the number that a value is a share of, or 0 when that is not known.
func (r *Report) baseNumber(at Coordinates, v *model.Value) float64 {
	if base := r.baseValue(at); v.Of == 0 && given(base) {
		return base.Number
	}
	return float64(v.Of)
}

// smallShareLeft reports whether a breakdown of a sensitive share leaves out a member for which the
// whole leaves over a small count, or all people but a small count.
func (r *Report) smallShareLeft(i *model.Indicator, b *model.Breakdown, period model.Period) bool {
	v := valueIn(i.Values, period)
	if !i.Sensitive || !given(v) || len(leftOut(b, period)) == 0 {
		return false
	}
	of := r.baseNumber(Coordinates{Indicator: i, Period: period}, v)
	low, high := countsBehind(v.Number, i.Decimals, of)
	found := false
	for n := range b.Parts {
		at := Coordinates{i, b, n, period}
		w := valueAt(i, at)
		if !given(w) {
			continue
		}
		part := r.baseNumber(at, w)
		if part < 1 {
			return false // without the base of a part, what is left over is not known either
		}
		least, most := countsBehind(w.Number, i.Decimals, part)
		low, high, of, found = low-most, high-least, of-part, true
	}
	low, high = max(0, low), min(high, of)
	return found && of >= 1 && low <= high &&
		(r.isSmallWithin(i, low, high) || r.isSmallWithin(i, of-high, of-low))
}

// numeratorHidden reports whether the count that a share or a rate is made of is hidden at its
// coordinates. Where the count has no number there, its total decides; where it has no total
// either, any hidden part of the count in that period does.
func (r *Report) numeratorHidden(at Coordinates) bool {
	count := at.Indicator.Numerator
	if count == nil {
		return false
	}
	if v := valueAt(count, at); exists(v) {
		return r.state(count, v).Hidden()
	}
	if whole := valueIn(count.Values, at.Period); exists(whole) {
		return r.state(count, whole).Hidden()
	}
	return slices.ContainsFunc(count.Breakdowns, func(b *model.Breakdown) bool {
		return slices.ContainsFunc(b.Parts, func(p model.Part) bool {
			return r.state(count, valueIn(p.Values, at.Period)).Hidden()
		})
	})
}

// shownBefore returns an earlier report that reveals a hidden share or rate, or nil. It shows the
// number itself, or the numbers of all other parts beside a whole that is shown now.
func (r *Report) shownBefore(at Coordinates, v *model.Value) *Report {
	if !given(v) || r.shareSecret(at, v) == Shown {
		return nil // it is hidden for the sake of another number
	}
	for _, k := range r.editions()[1:] {
		if r.sameIn(k, at, v) {
			return k
		}
		whole := valueIn(at.Indicator.Values, at.Period)
		if at.Breakdown != nil && whole != nil && r.state(at.Indicator, whole) == Shown {
			others, shown := 0, 0
			for n := range at.Breakdown.Parts {
				other := Coordinates{at.Indicator, at.Breakdown, n, at.Period}
				if w := valueAt(at.Indicator, other); n != at.Part && given(w) {
					others++
					if r.sameIn(k, other, w) {
						shown++
					}
				}
			}
			if others > 0 && shown == others {
				return k
			}
		}
	}
	return nil
}

// sameIn reports whether an earlier report shows the same number, as rounded there.
func (r *Report) sameIn(k *Report, at Coordinates, v *model.Value) bool {
	other := k.Edition.Indicator(r.idIn(k, at.Indicator))
	if other == nil || other.Kind != at.Indicator.Kind {
		return false
	}
	_, p := k.pointAt(other, at)
	return p.State == Shown && math.Abs(p.Number-v.Number) < math.Pow10(-other.Decimals)
}

// countsBehind returns the least and the most people that a share of a base may stand for: all
// counts that round to the same share, and the one nearest to the share as the data have it, which
// may have more decimals.
func countsBehind(share float64, decimals int, base float64) (low, high float64) {
	low, high = wholeNumbers(share, decimals, base/100)
	return min(low, base), min(high, base)
}

// wholeNumbers returns the least and the most whole number that a rounded number may stand for when
// it is multiplied by a factor: 2 without decimals, times 2, for 3 to 5.
func wholeNumbers(number float64, decimals int, factor float64) (low, high float64) {
	// noise is more than the error of a binary fraction. 2.675 is stored as slightly less, and must
	// be rounded up; and a whole number that misses an end by that much does not miss it.
	const noise = 1e-12
	unit := math.Pow10(decimals)
	shown := math.Round(number * unit * (1 + noise))
	slack := noise * max(1, factor) * 1e4
	low = math.Ceil((shown-0.5)/unit*factor - slack)
	high = math.Floor((shown+0.5)/unit*factor + slack)
	nearest := math.Round(number * factor)
	return max(0, min(low, nearest)), max(high, nearest)
}
