package stats

import "math"

// MinChart is the smallest number of points that a control chart is made of: fewer do not tell what is usual.
const MinChart = 8

// Chart is a control chart (Shewhart, Economic Control of Quality of Manufactured Product, 1931), with limits at three standard
// deviations from the centre.
type Chart struct {
	Points []ControlPoint
}

// ControlPoint is a value on a control chart and what chance leaves room for there: Low to High, the value of Sigma being a
// third of that before Low was kept from going below what is possible.
type ControlPoint struct {
	Value, Centre, Low, High, Sigma float64
	Signals                         Signals
}

// Signals are the run rules that end at a point.
type Signals uint8

// The run rules, as Nelson numbers them (The Shewhart control chart: tests for special causes, Journal of Quality Technology
// 16, 1984). Beyond, TwoOfThree and FourOfFive are those of the Western Electric Statistical Quality Control Handbook of 1956
// too; its fourth, eight on one side, is Nelson's nine. Rules that look for too little variation, or for alternation, are left
// out: they tell of how samples were taken, and yearly figures are no samples.
const (
	Beyond     Signals = 1 << iota // test 1: beyond three standard deviations
	NineAside                      // test 2: nine in a row on one side of the centre
	SixSteady                      // test 3: six in a row that rise, or fall
	TwoOfThree                     // test 5: two of three beyond two standard deviations, on one side
	FourOfFive                     // test 6: four of five beyond one standard deviation, on one side
)

// CChart is a control chart of counts over periods alike (Montgomery, Introduction to Statistical Quality Control, 2009,
// section 7.3.1): limits c̄ ± 3√c̄, not below 0. ok is false with fewer than MinChart points.
func CChart(count []int) (chart Chart, ok bool) {
	exposure := make([]float64, len(count))
	for i := range exposure {
		exposure[i] = 1
	}
	return UChart(count, exposure)
}

// UChart is a control chart of counts per exposure (Montgomery 2009, section 7.3.2): limits ū ± 3√(ū/n) at each point, ū
// being all events by all exposure. Every exposure must be above 0.
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
		chart.add(float64(c)/exposure[i], centre, math.Sqrt(centre/exposure[i]), 0, math.Inf(1))
	}
	chart.signal()
	return chart, true
}

// PChart is a control chart of shares count/of, from 0 to 1 (Montgomery 2009, section 7.2): limits p̄ ± 3√(p̄(1−p̄)/n) at
// each point. Every of must be above 0.
func PChart(count, of []int) (chart Chart, ok bool) {
	if len(count) < MinChart {
		return Chart{}, false
	}
	var some, all float64
	for i := range count {
		some += float64(count[i])
		all += float64(of[i])
	}
	centre := some / all
	for i, c := range count {
		n := float64(of[i])
		chart.add(float64(c)/n, centre, math.Sqrt(centre*(1-centre)/n), 0, 1)
	}
	chart.signal()
	return chart, true
}

// XmRChart is a control chart of individual values, whose standard deviation is told from the mean moving range: x̄ ± 3·MR/1.128
// (NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2). Limits stay between least and most.
func XmRChart(y []float64, least, most float64) (chart Chart, ok bool) {
	if len(y) < MinChart {
		return Chart{}, false
	}
	const d2 = 1.128 // the mean range of two values, in standard deviations
	n := float64(len(y))
	var mean, moving float64
	for i := range y {
		mean += y[i] / n
		if i > 0 {
			moving += math.Abs(y[i]-y[i-1]) / (n - 1)
		}
	}
	for _, v := range y {
		chart.add(v, mean, moving/d2, least, most)
	}
	chart.signal()
	return chart, true
}

func (c *Chart) add(value, centre, sigma, least, most float64) {
	c.Points = append(c.Points, ControlPoint{Value: value, Centre: centre, Sigma: sigma,
		Low: max(least, centre-3*sigma), High: min(most, centre+3*sigma)})
}

// signal marks where a rule is met.
func (c *Chart) signal() {
	deviations := make([]float64, len(c.Points)) // in standard deviations
	for i, p := range c.Points {
		// Where nothing varies, rounding must not count as a deviation.
		if d := p.Value - p.Centre; math.Abs(d) > 1e-12*math.Abs(p.Centre) {
			deviations[i] = d / max(p.Sigma, math.SmallestNonzeroFloat64)
		}
	}
	for i := range c.Points {
		for _, side := range []float64{1, -1} {
			// A rule is met at a point that is itself one of the k.
			beyond := func(k, of int, limit float64) bool {
				met := 0
				for _, d := range deviations[max(0, i-of+1) : i+1] {
					if d*side > limit {
						met++
					}
				}
				return met >= k && deviations[i]*side > limit
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

// steady reports whether the n points up to the i-th rise, or with side −1 fall.
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
