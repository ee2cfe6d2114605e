// Package stats owns the mathematics of samples and series: means, shares and rates with their
// confidence intervals, tests for the difference between two of them, trends, control charts,
// weights that make a sample resemble its population, and intervals for ranks.
//
// It imports the standard library and gonum's special functions. It works on slices of numbers, and
// knows neither surveys nor indicators. It is pure: samples are drawn with a seed that the caller
// gives. Intervals have 95 % confidence. No result is NaN when all numbers are finite. A bound is
// infinite when the data do not limit it.
//
// A product that is added to a sum is converted to float64 first, as in sum += float64(w * y).
// Without the conversion a compiler may fuse the two operations, and the result would differ in its
// last digit from one processor to another.
package stats

import "math"

// Interval is an estimate with its 95 % confidence interval.
type Interval struct{ Value, Low, High float64 }

// z is the 0.975 quantile of the normal distribution.
const z = 1.959963984540054

// confidence is the quantile that bounds a two-sided interval of 95 %.
const confidence = 0.975

// EffectiveSize returns the number of unweighted observations that are worth as much as the
// weighted ones: (Σw)² / Σw² (Kish, Survey Sampling, 1965). count[i] observations have the
// weight[i]: fifty with weight 1 and fifty with weight 3 are worth 80. Without observations it is
// 0.
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

// Mean returns the weighted mean Σwy / Σw with a t-interval. count[i] observations have the value
// y[i] and the weight w[i].
//
// The variance is that of a ratio by linearisation, for a sample drawn with replacement: n/(n−1) ·
// Σw²(y−ȳ)² / (Σw)² (Lumley, Complex Surveys, 2010). It is what svymean of R's package survey
// returns for svydesign(ids = ~1, weights). It has EffectiveSize − 1 degrees of freedom. With equal
// weights the interval is Student's. Post-stratification makes a mean more precise; this variance
// does not count that gain, so the interval is rather too wide than too narrow.
//
// With fewer than two observations, or an effective size of 1, Low and High are infinite. ok is
// false without observations, or when no weight is above 0.
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

// Share returns the share p, from 0 to 1, of n observations with Wilson's score interval (Wilson,
// JASA 22, 1927; recommended by Newcombe, Statistics in Medicine 17, 1998). The interval stays
// between 0 and 1, and has a width at 0 and at 1 too: none of 10 is 0 with 0 to 0.28. For weighted
// observations n is their effective size, which need not be whole (Korn and Graubard, Survey
// Methodology 24, 1998, do so for another interval). Without observations the interval is 0 to 1.
func Share(p, n float64) Interval {
	if n <= 0 {
		return Interval{p, 0, 1}
	}
	centre := p + z*z/(2*n)
	half := z * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	scale := 1 + z*z/n
	// Rounding may take a bound past p, 0 or 1.
	return Interval{p, max(0, min(p, (centre-half)/scale)), min(1, max(p, (centre+half)/scale))}
}

// PostStrata returns the weight of a respondent of each stratum, so that each stratum counts for
// its part of the population: (N_h / N) · (n / n_h) in stratum h (cell weighting; Holt and Smith,
// JRSS A 142, 1979). With four respondents from 100 people and four from 300, the weights are ½ and
// 1½. Over all respondents the weights sum to n. They are not trimmed: an upper limit would bias
// the result against a stratum in which few answered, and nobody would see it. A stratum without
// respondents has weight 0, so it should be merged with another first.
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
