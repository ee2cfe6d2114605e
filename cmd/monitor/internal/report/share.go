package report

import (
	"math"
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// A share tells a count when it is known of how many it is a part: 0.75 % of 400 people are three. Of a share the data may be
// sensitive, too, and then it is hidden like the count behind it would be.
//
//   - Its base is what the value says itself (Value.Of), or what the base shows for the same period; of a part of a
//     breakdown, what the same part of the base shows. A sensitive share has one for every value, or the value is hidden:
//     nobody can tell whether it is a small count. When none of the whole, or of a breakdown, has one, the owner is told so when
//     the data are read (MV727), and they are shown.
//   - Readers see a rounded share, and several counts may come to it. It is hidden when one of them is small: whether the
//     right one is, decides nothing, or a share would be shown beside which a small count is the likeliest.
//   - The others count too. That 99.25 % of 400 took part tells of the three who did not, so that a share is hidden with its
//     complement, and 0 % and 100 % are hidden or shown together, as zeros are.
//   - What the share of the whole leaves of its parts is a share of a part that the breakdown leaves out, and counts as one.
//   - It is shown as hidden and never as small: "<5" beside a percentage would be read as one below 5 %.
//   - Of how the shares of parts add up little needs to be known to find one from the others. When one part is hidden, or
//     the whole is, so are all parts in that period.
//   - Any share of a count that is not shown narrows that count (a third of "<5" is one of three), and is hidden, whether it is
//     sensitive or not.
//   - A share or a rate of which the data say what count it is made of (part) is hidden wherever that count is, and is as sensitive
//     as the count. Where the count has no such number, and the whole is not shown either, nobody can tell what it would give away.
//
// A base that is shown is at least the threshold: of a smaller one, part or complement would be small.

// protectShares hides shares, and rates of a count that is known. Counts have been protected.
func (r *Report) protectShares() {
	for _, i := range r.Edition.Indicators {
		if i.Numerator == nil && (i.Kind != model.Share || i.Base == nil && !i.Sensitive) {
			continue
		}
		closed := make(map[model.Period]bool) // in which the whole is not shown
		for n := range i.Values {
			if v := &i.Values[n]; r.tells(Place{Indicator: i, Period: v.Period}, v) != Shown {
				r.hidden[v] = hiding{Withheld, anything}
				closed[v.Period] = true
			}
		}
		for _, b := range i.Breakdowns {
			closed := cloned(closed)
			for n, part := range b.Parts {
				for m := range part.Values {
					if v := &part.Values[m]; r.tells(Place{i, b, n, v.Period}, v) != Shown {
						closed[v.Period] = true
					}
				}
			}
			for n := range i.Values {
				if p := i.Values[n].Period; !closed[p] && r.remainder(i, b, p) {
					closed[p] = true
				}
			}
			for _, part := range b.Parts {
				for m := range part.Values {
					if v := &part.Values[m]; closed[v.Period] && given(v) && !v.Flags.Has(model.Confidential) {
						r.hidden[v] = hiding{Withheld, anything}
					}
				}
			}
		}
	}
}

func cloned(periods map[model.Period]bool) map[model.Period]bool {
	out := make(map[model.Period]bool, len(periods))
	for p := range periods {
		out[p] = true
	}
	return out
}

// tells says why a share may not be shown: Small for the count behind it, and Withheld for what would be told of its base, or
// when there is none. A confidential share is hidden for that reason, and one that is not given tells nothing.
func (r *Report) tells(at Place, v *model.Value) State {
	if !given(v) || v.Flags.Has(model.Confidential) {
		return Shown
	}
	base := r.baseOf(at)
	if base != nil && r.state(at.Indicator.Base, base).Hidden() || r.countHidden(at) {
		return Withheld
	}
	people, count := at.Indicator, at.Indicator.Numerator // people are those whose small counts are not to be told
	based := people.HasBase(at.Breakdown)
	switch {
	case count != nil && given(valueAt(count, at)) && (count.Sensitive || !people.Sensitive || !based):
		return Shown // as it is
	case count != nil && !people.Sensitive:
		people = count
	}
	if !people.Sensitive || count == nil && !based {
		return Shown
	}
	of := r.of(at, v)
	if of < 1 {
		return Withheld
	}
	low, high := behind(v.Number, at.Indicator.Decimals, of)
	if r.smallIn(people, low, high) || r.smallIn(people, of-high, of-low) {
		return Small
	}
	return Shown
}

// of is of how many a share is a part; 0 when that is not known.
func (r *Report) of(at Place, v *model.Value) float64 {
	if base := r.baseOf(at); v.Of == 0 && given(base) {
		return base.Number
	}
	return float64(v.Of)
}

// remainder reports whether what a sensitive share of the whole leaves of its parts, for a member that the breakdown leaves out, may be
// a small count or all but one.
func (r *Report) remainder(i *model.Indicator, b *model.Breakdown, period model.Period) bool {
	whole := Place{Indicator: i, Period: period}
	v := valueIn(i.Values, period)
	if !i.Sensitive || !given(v) || len(leftOut(b, period)) == 0 {
		return false
	}
	of := r.of(whole, v)
	low, high := behind(v.Number, i.Decimals, of)
	any := false
	for n := range b.Parts {
		at := Place{i, b, n, period}
		w := valueAt(i, at)
		if !given(w) {
			continue
		}
		part := r.of(at, w)
		if part < 1 {
			return false // of how many it is a part is not known, and neither is what is left
		}
		least, most := behind(w.Number, i.Decimals, part)
		low, high, of, any = low-most, high-least, of-part, true
	}
	low, high = max(0, low), min(high, of)
	return any && of >= 1 && low <= high && (r.smallIn(i, low, high) || r.smallIn(i, of-high, of-low))
}

// shownBefore is an earlier report that shows what a share or a rate would give away: the number itself, or all other parts beside
// a whole that is shown.
func (r *Report) shownBefore(at Place, v *model.Value) *Report {
	if !given(v) || r.tells(at, v) == Shown {
		return nil // it is hidden for the sake of another
	}
	for _, k := range r.editions()[1:] {
		if r.sameIn(k, at, v) {
			return k
		}
		if whole := valueIn(at.Indicator.Values, at.Period); at.Breakdown != nil && whole != nil && r.state(at.Indicator, whole) == Shown {
			others, shown := 0, 0
			for n := range at.Breakdown.Parts {
				other := Place{at.Indicator, at.Breakdown, n, at.Period}
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

// sameIn reports whether an earlier report shows a number of this one as it is now, rounded as it was there.
func (r *Report) sameIn(k *Report, at Place, v *model.Value) bool {
	j := k.Edition.Indicator(r.nameIn(k, at.Indicator))
	if j == nil || j.Kind != at.Indicator.Kind {
		return false
	}
	_, p := k.look(j, at)
	return p.State == Shown && math.Abs(p.Number-v.Number) < math.Pow10(-j.Decimals)
}

// countHidden reports whether the count that a share or a rate is made of is hidden at its place; or, where the count has no number
// for that place nor shows the whole, whether anything of it is hidden in that period.
func (r *Report) countHidden(at Place) bool {
	count := at.Indicator.Numerator
	if count == nil {
		return false
	}
	if v := valueAt(count, at); there(v) {
		return r.state(count, v).Hidden()
	}
	if whole := valueIn(count.Values, at.Period); there(whole) {
		return r.state(count, whole).Hidden()
	}
	return slices.ContainsFunc(count.Breakdowns, func(b *model.Breakdown) bool {
		return slices.ContainsFunc(b.Parts, func(p model.Part) bool { return r.state(count, valueIn(p.Values, at.Period)).Hidden() })
	})
}

// baseOf is what the base of a share holds at its place, or nil.
func (r *Report) baseOf(at Place) *model.Value {
	if at.Indicator.Base == nil {
		return nil
	}
	return valueAt(at.Indicator.Base, at)
}

// valueAt is what another indicator holds at the place of a number, or nil.
func valueAt(i *model.Indicator, at Place) *model.Value {
	if at.Breakdown == nil {
		return valueIn(i.Values, at.Period)
	}
	return partIn(i, at.Breakdown.Dimension.ID, at.Member(), at.Period)
}

// smallIn reports whether a small count lies among whole numbers from low to high.
func (r *Report) smallIn(i *model.Indicator, low, high float64) bool {
	s := r.small(i)
	return low <= float64(s.High) && high >= float64(s.Low)
}

// behind is the least and the most of a whole number that a share may stand for when it is shown with some decimals: all that
// round to the same, and the nearest to the share as it was given, which may have been rounded less.
func behind(share float64, decimals int, of float64) (low, high float64) {
	low, high = around(share, decimals, of/100)
	return min(low, of), min(high, of)
}

// around is the same of a number that is multiplied to become a whole one.
func around(number float64, decimals int, by float64) (low, high float64) {
	// 2.675 is rounded up, though slightly less is held; and an end that a count just misses by that is no miss.
	const noise = 1e-12
	unit := math.Pow10(decimals)
	shown := math.Round(number * unit * (1 + noise))
	slack := noise * max(1, by) * 1e4
	low = math.Ceil((shown-0.5)/unit*by - slack)
	high = math.Floor((shown+0.5)/unit*by + slack)
	nearest := math.Round(number * by)
	return max(0, min(low, nearest)), max(high, nearest)
}
