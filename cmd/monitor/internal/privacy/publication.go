package privacy

import (
	"math"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// State says whether a value may be shown, and if not, why.
type State int

// The states of a value.
const (
	Shown        State = iota
	Missing            // not available, and said so in the data
	Absent             // the data have no value for this period
	Small              // a small count, published as "<5"
	Confidential       // the data give it the flag "c"
	Withheld           // hidden since it would reveal another hidden number, or is about too few people
)

// Hidden reports whether there is a number that is not shown.
func (s State) Hidden() bool { return s == Small || s == Confidential || s == Withheld }

// Value is what is published of a value of the data.
type Value struct {
	State   State
	Number  float64 // 0 unless the state is Shown
	Rounded bool    // to a multiple of Privacy.Base, or computed from a count that is
	// Says is what a reader knows of the count from how it is published: 1–4 for "<5", 12–12 for a
	// 12 that is shown, 6–14 for a 10 that is rounded. For a share it is about the count behind it.
	Says Range
}

// Publication is what is published of the numbers of an edition.
type Publication struct {
	Edition *model.Edition
	privacy model.Privacy
	known   []*Publication // what readers know besides, oldest first
	named
	values map[*model.Value]Value // of values that are not published as they are
	rests  map[Coordinates]Range  // what readers know of a small count that parts leave over from a total
}

// New decides what is published of an edition, which must hold only what the audience may see
// (model.Edition.Visible). known are the other publications that readers of this one may see,
// oldest first: those of earlier editions, and those of this edition for wider audiences.
func New(e *model.Edition, rules model.Privacy, known ...*Publication) *Publication {
	p := &Publication{Edition: e, privacy: rules, known: known, values: make(map[*model.Value]Value),
		rests: make(map[Coordinates]Range)}
	p.name()
	for _, i := range e.Indicators {
		p.withholdConfidential(i)
		if i.Kind == model.Count && i.Sensitive {
			if i.Protect == model.Round {
				p.roundCounts(i)
			} else {
				p.hideCounts(i)
			}
		}
	}
	for _, i := range e.Indicators {
		if i.Kind != model.Count {
			p.protectDerived(i)
		}
	}
	return p
}

// Of returns what is published of a value of an indicator. A value that is nil is Absent.
func (p *Publication) Of(i *model.Indicator, v *model.Value) Value {
	if v == nil {
		return Value{State: Absent}
	}
	if published, ok := p.values[v]; ok {
		return published
	}
	if v.Missing {
		return Value{State: Missing}
	}
	return Value{State: Shown, Number: v.Number, Says: exactly(v.Number)}
}

// exactly returns the range of one number.
func exactly(number float64) Range { return Range{int64(number), int64(number)} }

// hide notes that a value is not shown, and what readers still know of it.
func (p *Publication) hide(v *model.Value, s State, says Range) {
	p.values[v] = Value{State: s, Says: says}
}

// withholdConfidential hides the numbers with the flag "c", and those that would reveal them: all
// parts beside a confidential part, and all parts of a confidential whole. The parts beside a
// confidential part stay when they belong to a count without a total, since they reveal nothing.
func (p *Publication) withholdConfidential(i *model.Indicator) {
	whole := make(map[model.Period]bool)
	for n := range i.Values {
		if v := &i.Values[n]; v.Flags.Has(model.Confidential) {
			p.hide(v, Confidential, anything)
			whole[v.Period] = true
		}
	}
	for _, b := range i.Breakdowns {
		periods := make(map[model.Period]bool)
		for v := range partsOf(b) {
			if v.Flags.Has(model.Confidential) {
				p.hide(v, Confidential, anything)
				periods[v.Period] = i.Kind != model.Count || exists(valueIn(i.Values, v.Period))
			}
		}
		for v := range partsOf(b) {
			if (periods[v.Period] || whole[v.Period]) && given(v) && !v.Flags.Has(model.Confidential) {
				p.hide(v, Withheld, anything)
			}
		}
	}
}

// hideCounts publishes the small counts of an indicator as "<5". All parts of a small whole are
// withheld. Otherwise some other parts may be hidden with a small part (row.go).
func (p *Publication) hideCounts(i *model.Indicator) {
	for n := range i.Values {
		v := &i.Values[n]
		if _, done := p.values[v]; done || !given(v) || !p.isSmall(i, v.Number) {
			continue
		}
		p.hide(v, Small, p.smallCounts(i))
		for _, b := range i.Breakdowns {
			for part := range partsOf(b) {
				if part.Period == v.Period && given(part) {
					p.hide(part, Withheld, anything)
				}
			}
		}
	}
	for _, b := range i.Breakdowns {
		open := p.usualSizes(i, b)
		for _, period := range periodsOf(i) {
			p.hideRow(i, b, period, open)
		}
	}
}

// smallCounts returns the small counts of an indicator: 1 to 4 with a threshold of 5, or 0 to 4
// where zeros are hidden as well.
func (p *Publication) smallCounts(i *model.Indicator) Range {
	small := Range{1, int64(p.privacy.Threshold) - 1}
	if i.HideZeros {
		small.Low = 0
	}
	return small
}

// isSmall reports whether a number is a small count of an indicator.
func (p *Publication) isSmall(i *model.Indicator, number float64) bool {
	return p.smallCounts(i).Has(int64(number))
}

// Range is whole numbers from Low to High, both included.
type Range struct{ Low, High int64 }

// Unbounded is the High of a range without end.
const Unbounded = math.MaxInt64

// anything is the range of a count of which readers know nothing.
var anything = Range{0, Unbounded}

// Has reports whether a number is in the range.
func (r Range) Has(x int64) bool { return r.Low <= x && x <= r.High }

// Holds reports whether another range lies within this one.
func (r Range) Holds(other Range) bool { return r.Low <= other.Low && other.High <= r.High }

// and returns the numbers that are in both ranges.
func (r Range) and(other Range) Range { return Range{max(r.Low, other.Low), min(r.High, other.High)} }

// OtherProtection returns the indicators that are rounded here and not in the edition before, or
// the other way round, or to another base.
func (p *Publication) OtherProtection() []*model.Indicator {
	before := p.before()
	if before == nil {
		return nil
	}
	var out []*model.Indicator
	for _, i := range p.Edition.Indicators {
		was := before.series[seriesName{indicator: p.indicators[i]}].indicator
		if was == nil || was.Kind != i.Kind {
			continue
		}
		rounded, wasRounded := i.Protect == model.Round, was.Protect == model.Round
		if rounded != wasRounded || rounded && p.privacy.Base != before.privacy.Base {
			out = append(out, i)
		}
	}
	return out
}

// Rounded returns how many counts are rounded, and how far they are from the true counts on
// average.
func (p *Publication) Rounded() (count int, mean float64) {
	for _, i := range p.Edition.Indicators {
		if i.Kind != model.Count {
			continue
		}
		p.each(i, func(_ Coordinates, v *model.Value) {
			if published, ok := p.values[v]; ok && published.Rounded {
				count++
				mean += math.Abs(published.Number - v.Number)
			}
		})
	}
	return count, mean / max(1, float64(count))
}
