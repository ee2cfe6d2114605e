package privacy

import (
	"math"
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// A share reveals the count behind it to readers who know its base: of 400 people, 0.75 % is 3. So
// does a rate to those who know its denominator. And a number about few people says much about each
// of them. Therefore:
//
//   - A sensitive share is published as if the count behind it were rounded: 0.75 % of 400 becomes
//     0 % or 1.25 %. So is a share of a count that is rounded.
//   - A share with a Numerator is computed from that count and its base as they are published, and
//     is hidden where one of the two is hidden. A rate with a Numerator has no base; it is withheld
//     where that count is hidden or rounded. Authors can give the count a Per instead.
//   - A sensitive share of fewer than 22.5 people is withheld, and a sensitive mean of 7 or fewer
//     (HESA, "Rounding and suppression to anonymise statistics").
const (
	LeastBase = 22.5
	mostFew   = 7
)

// protectDerived decides what is published of an indicator that is not a count.
func (p *Publication) protectDerived(i *model.Indicator) {
	p.each(i, func(at Coordinates, v *model.Value) {
		if _, done := p.values[v]; done || !given(v) {
			return
		}
		switch {
		case i.Numerator != nil:
			p.protectRatio(at, v)
		case i.Kind == model.Share:
			p.protectShare(at, v)
		case i.Sensitive && v.Of <= mostFew:
			p.hide(v, Withheld, anything)
		}
	})
}

// protectRatio decides what is published of a share or a rate with a Numerator.
func (p *Publication) protectRatio(at Coordinates, v *model.Value) {
	count := at.Indicator.Numerator
	behind := valueAt(count, at)
	published := p.Of(count, behind)
	of, known := p.base(at, v)
	switch {
	case p.numeratorHidden(at), at.Indicator.Base != nil && !known,
		(at.Indicator.Sensitive || count.Sensitive) && known && of < LeastBase:
		p.hide(v, Withheld, anything)
	case !given(behind) && (at.Indicator.Sensitive || count.Protect == model.Round):
		p.protectShare(at, v)
	case published.Rounded && (!known || at.Indicator.Kind != model.Share):
		// The rate of the data cannot be scaled by published / true: it has few digits, so the
		// result would reveal the true count. Say 1 and 3 of 4,000 people are both published as 5.
		// Per 1,000 they are 0.3 and 0.8, which become 0.3 × 5/1 = 1.5 and 0.8 × 5/3 = 1.3.
		p.hide(v, Withheld, anything)
	case published.Rounded:
		p.values[v] = Value{State: Shown, Number: min(published.Number/of*100, 100), Rounded: true,
			Says: published.Says}
	}
}

// protectShare decides what is published of a share or a rate that cannot be computed from a
// Numerator: it has none, or the Numerator has no number at these coordinates. A rate is then
// withheld, since it has no base.
func (p *Publication) protectShare(at Coordinates, v *model.Value) {
	i := at.Indicator
	rounded := i.Sensitive || i.Base != nil && i.Base.Protect == model.Round ||
		i.Numerator != nil && i.Numerator.Protect == model.Round
	of, known := p.base(at, v)
	switch {
	case i.Base != nil && p.Of(i.Base, valueAt(i.Base, at)).State.Hidden() && v.Of == 0:
		p.hide(v, Withheld, anything)
	case !rounded:
	case !known || of < LeastBase || i.Kind != model.Share:
		p.hide(v, Withheld, anything)
	default:
		// The count behind the share is computed with the true base, rounded, and published as a
		// share of the published base.
		people := float64(v.Of)
		if v.Of == 0 {
			people = valueAt(i.Base, at).Number
		}
		n, says := round(p.privacy, int64(math.Round(v.Number/100*people)), p.keyOf(at, v))
		if base := int64(p.privacy.Base); n > int64(of) && n > base {
			// 26 of 27 become 25, never 30: "100 %" would say that it is 26 or 27.
			n, says = n-base, Range{n - 2*base + 1, n - 1}
		}
		p.values[v] = Value{State: Shown, Number: min(float64(n)/of*100, 100), Rounded: true, Says: says}
	}
}

// base returns the number that a value is a share of, as it is published. known is false when
// readers cannot know it.
func (p *Publication) base(at Coordinates, v *model.Value) (of float64, known bool) {
	if v.Of > 0 {
		return float64(v.Of), true
	}
	if at.Indicator.Base == nil {
		return 0, false
	}
	base := p.Of(at.Indicator.Base, valueAt(at.Indicator.Base, at))
	return base.Number, base.State == Shown && base.Number > 0
}

// numeratorHidden reports whether the count that a share or a rate is made of is hidden at its
// coordinates. Where the count has no number there, its total decides; where it has no total
// either, any hidden part of the count in that period does.
func (p *Publication) numeratorHidden(at Coordinates) bool {
	count := at.Indicator.Numerator
	if v := valueAt(count, at); exists(v) {
		return p.Of(count, v).State.Hidden()
	}
	if whole := valueIn(count.Values, at.Period); exists(whole) {
		return p.Of(count, whole).State.Hidden()
	}
	return slices.ContainsFunc(count.Breakdowns, func(b *model.Breakdown) bool {
		for v := range partsOf(b) {
			if v.Period == at.Period && p.Of(count, v).State.Hidden() {
				return true
			}
		}
		return false
	})
}
