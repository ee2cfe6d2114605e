package stats

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// Trend is a slope per unit of time with its 95 % interval.
type Trend struct {
	Slope Interval
	P     float64 // two-sided p value of the hypothesis that there is no trend
	Fit   float64 // p value of the hypothesis that the model fits; 1 when the method does not test it
}

// PoissonTrend returns the slope b of the logarithm of a rate over time: the maximum-likelihood fit
// of log E(count) = log exposure + a + b·time to Poisson counts, with Wald's interval. It is what
// R's glm(count ~ time + offset(log(exposure)), family = poisson) returns (McCullagh and Nelder,
// Generalized Linear Models, 1989, chapter 6). Per unit of time the rate is multiplied by exp(b):
// with a b of 0.05 it grows by 5.1 %. Fit is from Pearson's χ² on n−2 degrees of freedom. When Fit
// is small, the counts vary more than chance explains, and the interval is too narrow.
//
// ok is false when fewer than two different times have exposure. It is also false when all events
// are at the first or at the last time: the slope would be infinite.
func PoissonTrend(count []int, exposure, time []float64) (trend Trend, ok bool) {
	first, last := math.Inf(1), math.Inf(-1)
	var events, moment float64
	for i, t := range time {
		if exposure[i] > 0 {
			first, last = min(first, t), max(last, t)
		}
		events += float64(count[i])
		moment += float64(float64(count[i]) * t)
	}
	if !(first < last) || events == 0 || moment <= first*events || moment >= last*events {
		return Trend{}, false
	}

	// For each slope there is a best intercept. Given that, the likelihood is largest when the
	// model's mean time of an event equals the observed one. The model's mean rises with the slope,
	// so the slope is found by halving an interval.
	observed := moment / events
	below := func(slope float64) bool {
		mean, _ := tilted(exposure, time, slope)
		return mean < observed
	}
	low, high := -1/(last-first), 1/(last-first)
	for !below(low) {
		low *= 2
	}
	for below(high) {
		high *= 2
	}
	slope := low + (high-low)/2
	for low < slope && slope < high && high-low > 1e-15*max(-low, high) {
		if below(slope) {
			low = slope
		} else {
			high = slope
		}
		slope = low + (high-low)/2
	}
	_, variance := tilted(exposure, time, slope)
	deviation := 1 / math.Sqrt(events*variance)
	trend.Slope = Interval{slope, slope - z*deviation, slope + z*deviation}
	trend.P = twoSidedNormal(slope / deviation)
	trend.Fit = poissonFit(count, exposure, time, slope, events)
	return trend, true
}

// tilted returns the mean and the variance of the times when each has the weight exposure ·
// exp(slope · time).
func tilted(exposure, time []float64, slope float64) (mean, variance float64) {
	most := math.Inf(-1)
	for i, t := range time {
		if exposure[i] > 0 {
			most = max(most, slope*t)
		}
	}
	var weights, sum float64
	for i, t := range time {
		w := exposure[i] * math.Exp(slope*t-most)
		weights += w
		sum += float64(w * t)
	}
	mean = sum / weights
	for i, t := range time {
		w := exposure[i] * math.Exp(slope*t-most)
		variance += float64(w * (t - mean) * (t - mean))
	}
	return mean, variance / weights
}

// poissonFit returns the p value of Pearson's χ² of counts around the model with this slope.
func poissonFit(count []int, exposure, time []float64, slope, events float64) float64 {
	weight := make([]float64, len(time))
	var sum float64
	used := 0
	for i, t := range time {
		if exposure[i] > 0 {
			weight[i] = exposure[i] * math.Exp(slope*(t-time[0]))
			sum += weight[i]
			used++
		}
	}
	var square float64
	for i := range time {
		if weight[i] > 0 {
			expected := events * weight[i] / sum
			square += float64((float64(count[i]) - expected) * (float64(count[i]) - expected) / expected)
		}
	}
	if used < 3 {
		return 1
	}
	return mathext.GammaIncRegComp(float64(used-2)/2, square/2)
}

// LinearTrend returns the least-squares slope of y over time with Student's interval on n−2 degrees
// of freedom (NIST/SEMATECH e-Handbook of Statistical Methods, 4.1.4.1). ok is false with fewer
// than three values or when all times are the same.
func LinearTrend(y, time []float64) (trend Trend, ok bool) {
	n := float64(len(y))
	if n < 3 {
		return Trend{}, false
	}
	var meanY, meanT float64
	for i := range y {
		meanY += y[i] / n
		meanT += time[i] / n
	}
	var squares, products float64
	for i := range y {
		d := time[i] - meanT
		squares += float64(d * d)
		products += float64(d * (y[i] - meanY))
	}
	if squares == 0 {
		return Trend{}, false
	}
	slope := products / squares
	var residual float64
	for i := range y {
		r := y[i] - meanY - slope*(time[i]-meanT)
		residual += float64(r * r)
	}
	deviation := math.Sqrt(residual / (n - 2) / squares)
	half := StudentT(confidence, n-2) * deviation
	trend = Trend{Slope: Interval{slope, slope - half, slope + half}, P: 1, Fit: 1}
	switch {
	case deviation > 0:
		t := slope / deviation
		trend.P = incompleteBeta((n-2)/(n-2+t*t), (n-2)/2, 0.5)
	case slope != 0:
		trend.P = 0
	}
	return trend, true
}

// twoSidedNormal returns the probability that a standard normal variable is at least as far from 0
// as x.
func twoSidedNormal(x float64) float64 { return math.Erfc(math.Abs(x) / math.Sqrt2) }
