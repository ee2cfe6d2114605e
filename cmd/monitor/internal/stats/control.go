package stats

import "math"

// ControlPoint is a value with its limits at three standard deviations from the centre (Shewhart,
// Economic Control of Quality of Manufactured Product, 1931). With a centre of 4 and a standard
// deviation of 2, the limits of a count are 0 and 10: 4 − 3·2 is −2, and no count is below 0.
type ControlPoint struct{ Value, Centre, Low, High float64 }

// Beyond reports whether the value lies beyond its limits. Rounding is no deviation: ten values of
// 0.1 have a mean that is not exactly 0.1.
func (p ControlPoint) Beyond() bool {
	return math.Abs(p.Value-p.Centre) > 1e-12*math.Abs(p.Centre) && (p.Value < p.Low || p.Value > p.High)
}

// UChart returns a control chart of counts per exposure, u′: limits ū ± 3·√(ū/n)·σ at each point,
// not below 0 (Laney, Improved control charts for attributes, Quality Engineering 14, 2002). ū is
// all events divided by all exposure, of the first base points only: later points are judged by
// them. n is the exposure, and σ how much more the counts vary than chance makes them, by the mean
// difference of successive ones in standard deviations. σ is at least 1: chance is there in any
// case. With a σ of 1 it is Shewhart's u chart (Montgomery, Introduction to Statistical Quality
// Control, 2009, section 7.3.2), and with equal exposures his c chart. Exposures must be above 0,
// and base at least 2.
func UChart(count []int, exposure []float64, base int) []ControlPoint {
	return attributes(count, exposure, base, math.Inf(1), poissonVariance)
}

// PChart returns a control chart of the shares count/of, p′, in the same way: limits p̄ ±
// 3·√(p̄(1−p̄)/n)·σ, between 0 and 1 (Laney 2002; Montgomery 2009, section 7.2).
func PChart(count, of []int, base int) []ControlPoint {
	exposure := make([]float64, len(of))
	for i, n := range of {
		exposure[i] = float64(n)
	}
	return attributes(count, exposure, base, 1, binomialVariance)
}

func poissonVariance(rate float64) float64   { return rate }
func binomialVariance(share float64) float64 { return share * (1 - share) }

// attributes returns a chart of counts of which one unit of exposure has a variance by chance.
func attributes(count []int, exposure []float64, base int, most float64,
	variance func(rate float64) float64) []ControlPoint {
	centre, more := laney(count[:base], exposure, variance)
	points := make([]ControlPoint, len(count))
	for i, k := range count {
		sigma := math.Sqrt(variance(centre)/exposure[i]) * max(1, more)
		points[i] = controlPoint(float64(k)/exposure[i], centre, sigma, 0, most)
	}
	return points
}

// laney returns the rate of counts, and how many times as much they vary as chance makes them.
func laney(count []int, exposure []float64, variance func(rate float64) float64) (rate, more float64) {
	var events, exposed float64
	for i, k := range count {
		events += float64(k)
		exposed += exposure[i]
	}
	rate = events / exposed
	deviations := make([]float64, len(count))
	for i, k := range count {
		if s := math.Sqrt(variance(rate) / exposure[i]); s > 0 {
			deviations[i] = (float64(k)/exposure[i] - rate) / s
		}
	}
	return rate, movingSigma(deviations)
}

// XmRChart returns a control chart of individual values: limits x̄ ± 3·MR/1.128, where MR is the
// mean difference between one value and the next (NIST/SEMATECH e-Handbook of Statistical Methods,
// 6.3.2.2), of the first base values only. They are kept between least and most.
func XmRChart(y []float64, base int, least, most float64) []ControlPoint {
	mean, sigma := 0.0, movingSigma(y[:base])
	for _, v := range y[:base] {
		mean += v / float64(base)
	}
	points := make([]ControlPoint, len(y))
	for i, v := range y {
		points[i] = controlPoint(v, mean, sigma, least, most)
	}
	return points
}

// movingSigma returns the standard deviation of values by the mean difference of successive ones.
// 1.128 is the mean distance of two normal values, in standard deviations.
func movingSigma(y []float64) float64 {
	var moving float64
	for i := 1; i < len(y); i++ {
		moving += math.Abs(y[i]-y[i-1]) / float64(len(y)-1)
	}
	return moving / 1.128
}

func controlPoint(value, centre, sigma, least, most float64) ControlPoint {
	return ControlPoint{Value: value, Centre: centre, Low: max(least, centre-3*sigma), High: min(most, centre+3*sigma)}
}

// Serial reports whether successive values resemble each other by more than chance explains: their
// autocorrelation at lag 1, R's acf(y, 1), lies above 1.645/√n (Bartlett, On the theoretical
// specification and sampling properties of autocorrelated time-series, JRSS Supplement 8, 1946).
// Of values that are independent it says so in at most 5 % of the cases.
func Serial(y []float64) bool {
	var mean, squares, products float64
	for _, v := range y {
		mean += v / float64(len(y))
	}
	for i, v := range y {
		squares += float64((v - mean) * (v - mean))
		if i > 0 {
			products += float64((v - mean) * (y[i-1] - mean))
		}
	}
	return squares > 0 && products/squares > 1.645/math.Sqrt(float64(len(y)))
}
