package plot

import (
	"math"
	"strconv"
)

// Scale is a value axis: from min to max in equal steps, with round numbers at them.
type Scale struct {
	Min, Max, Step float64
	Decimals       int // of the numbers at the steps
}

// NewScale returns a scale of about the given number of steps that holds all values. It starts at
// zero when zero is set, or when the values differ by a quarter of the highest or more: 60 to 90
// starts at 0, 85 to 90 starts a little below 85. whole says that only whole numbers make sense.
func NewScale(values []float64, zero, whole bool, steps int) Scale {
	low, high := math.Inf(1), math.Inf(-1)
	for _, v := range values {
		low, high = min(low, v), max(high, v)
	}
	if len(values) == 0 {
		low, high = 0, 1
	}
	if zero || low <= 0 || high-low >= high/4 || low == high {
		low = min(low, 0)
	} else {
		low -= (high - low) / 10
	}
	high = max(high, 0)
	if high == low {
		high = low + 1
	}
	best, least := Scale{}, math.Inf(1)
	around := int(math.Floor(math.Log10((high - low) / float64(steps))))
	for exponent := around - 1; exponent <= around+1; exponent++ {
		for _, m := range roundSteps {
			s := Scale{Step: m.factor * math.Pow10(exponent), Decimals: max(m.decimals-exponent, 0)}
			if whole && s.Decimals > 0 {
				if exponent < around+1 {
					continue
				}
				s.Step, s.Decimals = 1, 0 // the span is smaller than any whole step
			}
			// The steps are counted, not added up, so that no noise comes into the numbers.
			first, last := math.Floor(low/s.Step+1e-9), math.Ceil(high/s.Step-1e-9)
			if last-first > 2*float64(steps) {
				continue
			}
			s.Step, s.Min, s.Max = tidy(s.Step), tidy(first*s.Step), tidy(last*s.Step)
			// An empty part counts against a scale, and so do more or fewer steps than asked for,
			// and longer numbers.
			cost := 1 - (high-low)/(s.Max-s.Min) + 0.08*math.Abs(last-first-float64(steps))
			if m.decimals > 0 && s.Decimals > 0 {
				cost += 0.06
			}
			if cost < least {
				best, least = s, cost
			}
		}
	}
	return best
}

// Lowered returns the scale with one more step at its foot.
func (s Scale) Lowered() Scale {
	s.Min = tidy(s.Min - s.Step)
	return s
}

// PercentScale returns the scale of parts that make up 100 %.
func PercentScale() Scale { return Scale{0, 100, 25, 0} }

// roundSteps are the steps in which people count, times a power of ten, and how many decimals each
// needs.
var roundSteps = []struct {
	factor   float64
	decimals int
}{{1, 0}, {2, 0}, {2.5, 1}, {5, 0}}

// tidy removes the noise of binary fractions.
func tidy(x float64) float64 {
	y, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 12, 64), 64)
	return y
}

// Ticks returns the numbers at the steps.
func (s Scale) Ticks() []float64 {
	var out []float64
	for n := 0; ; n++ {
		v := tidy(s.Min + float64(n)*s.Step)
		if v > s.Max+s.Step/2 {
			return out
		}
		out = append(out, v)
	}
}

// Fraction returns the height of a value, from 0 at the foot to 1 at the top.
func (s Scale) Fraction(v float64) float64 { return (v - s.Min) / (s.Max - s.Min) }

// value is the reverse of Fraction.
func (s Scale) value(fraction float64) float64 { return s.Min + fraction*(s.Max-s.Min) }
