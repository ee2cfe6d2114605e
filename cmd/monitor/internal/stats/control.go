package stats

import "math"

// MinChart is the smallest number of points for a control chart: fewer do not show what is usual.
const MinChart = 8

// Chart is a control chart (Shewhart, Economic Control of Quality of Manufactured Product, 1931),
// with limits at three standard deviations from the centre.
type Chart struct {
	Points []ControlPoint
}

// ControlPoint is a value on a control chart with its limits. Between Low and High, chance alone
// explains it. Sigma is the standard deviation there. With a centre of 4 and a Sigma of 2, the
// limits of a count are 0 and 10: 4 − 3·2 is −2, and no count is below 0.
type ControlPoint struct {
	Value, Centre, Low, High, Sigma float64
	Signals                         Signals
}

// Signals are the run rules that are met at a point.
type Signals uint8

// The run rules are those of Nelson (The Shewhart control chart: tests for special causes, Journal
// of Quality Technology 16, 1984). Three of them are also in the Western Electric Statistical
// Quality Control Handbook of 1956: Beyond, TwoOfThree and FourOfFive. Its fourth rule asks for
// eight points on one side, Nelson's for nine. Nelson's tests 4, 7 and 8 are left out: they find
// alternation and unusual spread, which come from the way samples were taken, and yearly figures
// are no samples.
const (
	Beyond     Signals = 1 << iota // test 1: beyond three standard deviations
	NineAside                      // test 2: nine in a row on one side of the centre
	SixSteady                      // test 3: six in a row that rise, or fall
	TwoOfThree                     // test 5: two of three beyond two standard deviations, on one side
	FourOfFive                     // test 6: four of five beyond one standard deviation, on one side
)

// CChart returns a control chart of counts over periods of equal length (Montgomery, Introduction
// to Statistical Quality Control, 2009, section 7.3.1): limits c̄ ± 3√c̄, not below 0. ok is false
// with fewer than MinChart points.
func CChart(count []int) (chart Chart, ok bool) {
	exposure := make([]float64, len(count))
	for i := range exposure {
		exposure[i] = 1
	}
	return UChart(count, exposure)
}

// UChart returns a control chart of counts per exposure (Montgomery 2009, section 7.3.2): limits ū
// ± 3√(ū/n) at each point, not below 0, where n is its exposure and ū is all events divided by all
// exposure. Every exposure must be above 0. ok is as in CChart.
func UChart(count []int, exposure []float64) (chart Chart, ok bool) {
	if len(count) < MinChart {
		return Chart{}, false
	}
	var events, total float64
	for i, c := range count {
		events += float64(c)
		total += exposure[i]
	}
	centre := events / total
	for i, c := range count {
		chart.addPoint(float64(c)/exposure[i], centre, math.Sqrt(centre/exposure[i]), 0, math.Inf(1))
	}
	chart.findSignals()
	return chart, true
}

// PChart returns a control chart of the shares count/base, from 0 to 1 (Montgomery 2009, section
// 7.2): limits p̄ ± 3√(p̄(1−p̄)/n) at each point, between 0 and 1, where n is its base and p̄ is
// all counts divided by all bases. Every base must be above 0. ok is as in CChart.
func PChart(count, base []int) (chart Chart, ok bool) {
	if len(count) < MinChart {
		return Chart{}, false
	}
	var counted, total float64
	for i := range count {
		counted += float64(count[i])
		total += float64(base[i])
	}
	centre := counted / total
	for i, c := range count {
		n := float64(base[i])
		chart.addPoint(float64(c)/n, centre, math.Sqrt(centre*(1-centre)/n), 0, 1)
	}
	chart.findSignals()
	return chart, true
}

// XmRChart returns a control chart of individual values. Their standard deviation is estimated from
// MR, the mean difference between one value and the next: limits x̄ ± 3·MR/1.128 (NIST/SEMATECH
// e-Handbook of Statistical Methods, 6.3.2.2), kept between least and most. ok is as in CChart.
func XmRChart(y []float64, least, most float64) (chart Chart, ok bool) {
	if len(y) < MinChart {
		return Chart{}, false
	}
	const d2 = 1.128 // the mean distance of two values, in standard deviations
	n := float64(len(y))
	var mean, moving float64
	for i := range y {
		mean += y[i] / n
		if i > 0 {
			moving += math.Abs(y[i]-y[i-1]) / (n - 1)
		}
	}
	for _, v := range y {
		chart.addPoint(v, mean, moving/d2, least, most)
	}
	chart.findSignals()
	return chart, true
}

func (c *Chart) addPoint(value, centre, sigma, least, most float64) {
	c.Points = append(c.Points, ControlPoint{Value: value, Centre: centre, Sigma: sigma,
		Low: max(least, centre-3*sigma), High: min(most, centre+3*sigma)})
}

// findSignals sets the signals of all points.
func (c *Chart) findSignals() {
	deviations := make([]float64, len(c.Points)) // in standard deviations
	for i, p := range c.Points {
		// Rounding is no deviation: ten values of 0.1 have a mean that is not exactly 0.1.
		if d := p.Value - p.Centre; math.Abs(d) > 1e-12*math.Abs(p.Centre) {
			deviations[i] = d / max(p.Sigma, math.SmallestNonzeroFloat64)
		}
	}
	for i := range c.Points {
		for _, side := range []float64{1, -1} {
			// beyond reports whether at least k of the last n points are further than the limit on
			// this side, this point being one of them.
			beyond := func(k, n int, limit float64) bool {
				far := 0
				for _, d := range deviations[max(0, i-n+1) : i+1] {
					if d*side > limit {
						far++
					}
				}
				return far >= k && deviations[i]*side > limit
			}
			for _, rule := range []struct {
				met    bool
				signal Signals
			}{
				{beyond(1, 1, 3), Beyond},
				{beyond(9, 9, 0), NineAside},
				{c.steady(i, 6, side), SixSteady},
				{beyond(2, 3, 2), TwoOfThree},
				{beyond(4, 5, 1), FourOfFive},
			} {
				if rule.met {
					c.Points[i].Signals |= rule.signal
				}
			}
		}
	}
}

// steady reports whether the n points up to and with the i-th rise, or fall when side is −1.
func (c *Chart) steady(i, n int, side float64) bool {
	if i < n-1 {
		return false
	}
	for j := i - n + 2; j <= i; j++ {
		if (c.Points[j].Value-c.Points[j-1].Value)*side <= 0 {
			return false
		}
	}
	return true
}
