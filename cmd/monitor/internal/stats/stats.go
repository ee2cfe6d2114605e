// Package stats owns the mathematics of samples and of series: means, shares and rates with their confidence intervals, what
// tells two of them apart, trends, control charts, weights that make a sample resemble its population, and how sure a ranking
// is.
//
// It imports the standard library and gonum's special functions, and works on slices of numbers: it knows neither surveys nor
// indicators. It is pure; what it draws at random it draws from a fixed seed. Intervals have 95 % confidence. No result is NaN
// for numbers that are finite; what nothing bounds is infinite.
//
// Products that are added up are converted to float64 first. That seems to do nothing: it keeps compilers from fusing the
// two operations, which rounds differently from one processor to another.
package stats

import "math"

// Interval is an estimate with its 95 % confidence interval.
type Interval struct{ Value, Low, High float64 }

// z is the 0.975 quantile of the normal distribution.
const z = 1.959963984540054

// confidence is the quantile that bounds a two-sided interval of 95 %.
const confidence = 0.975

// EffectiveSize is how many unweighted observations tell as much as the weighted ones: (Σw)² / Σw² (Kish, Survey Sampling,
// 1965). The i-th weight belongs to count[i] observations. Without observations it is 0.
func EffectiveSize(weight []float64, count []int) float64 {
	var sum, squares float64
	for i, w := range weight {
		sum += float64(w * float64(count[i]))
		squares += float64(w * w * float64(count[i]))
	}
	if squares == 0 {
		return 0
	}
	return sum * sum / squares
}

// Mean is the weighted mean Σwy / Σw of observations, of which count[i] have the value y[i] and the weight w[i], with a
// t-interval.
//
// The variance is that of a ratio by linearisation, for a sample drawn with replacement: n/(n−1) · Σw²(y−ȳ)² / (Σw)²
// (Lumley, Complex Surveys, 2010: what svymean of R's package survey gives for svydesign(ids = ~1, weights)).
// Weights are taken as given, so that what post-stratification gains is left out: the interval is rather too wide than too
// narrow. It has EffectiveSize − 1 degrees of freedom. With equal weights it is Student's interval.
//
// With fewer than two observations, or an effective size of barely one, nothing bounds the mean: Low and High are infinite.
// ok is false without observations, or when no weight is above 0.
func Mean(y, w []float64, count []int) (mean Interval, ok bool) {
	var n int
	var sum, weights float64
	for i, c := range count {
		n += c
		sum += float64(w[i] * y[i] * float64(c))
		weights += float64(w[i] * float64(c))
	}
	if n == 0 || weights <= 0 {
		return Interval{}, false
	}
	mean.Value = sum / weights
	df := EffectiveSize(w, count) - 1
	if n < 2 || df <= 1e-9 {
		return Interval{mean.Value, math.Inf(-1), math.Inf(1)}, true
	}
	var squares float64
	for i, c := range count {
		d := w[i] * (y[i] - mean.Value)
		squares += float64(d * d * float64(c))
	}
	half := 0.0
	if squares > 0 {
		half = StudentT(confidence, df) * math.Sqrt(float64(n)/float64(n-1)*squares) / weights
	}
	mean.Low, mean.High = mean.Value-half, mean.Value+half
	return mean, true
}

// Share is a part p from 0 to 1 of n observations with Wilson's score interval (Wilson, JASA 22, 1927; recommended by
// Newcombe, Statistics in Medicine 17, 1998). It stays between 0 and 1 and says something at 0 and 1 too. For weighted
// observations n is their effective size, which need not be whole (Korn and Graubard, Survey Methodology 24, 1998, do so
// for another interval).
func Share(p, n float64) Interval {
	if n <= 0 {
		return Interval{p, 0, 1}
	}
	centre := p + z*z/(2*n)
	half := z * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	scale := 1 + z*z/n
	// Rounding may put a bound a hair beyond what it bounds.
	return Interval{p, max(0, min(p, (centre-half)/scale)), min(1, max(p, (centre+half)/scale))}
}

// PostStrata are the weights that make each stratum count for its part of the population: (N_h / N) · (n / n_h) for every
// respondent of stratum h (cell weighting; Holt and Smith, JRSS A 142, 1979). They sum to n over the respondents. They are
// not trimmed: what a limit takes from a stratum that answered badly would be a bias nobody sees. A stratum without
// respondents must have been merged with another; its weight is 0.
func PostStrata(population, respondents []int) []float64 {
	var people, n int
	for h := range population {
		people += population[h]
		n += respondents[h]
	}
	weights := make([]float64, len(population))
	for h := range weights {
		if respondents[h] > 0 {
			weights[h] = float64(population[h]) / float64(people) * float64(n) / float64(respondents[h])
		}
	}
	return weights
}
