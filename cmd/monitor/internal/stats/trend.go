package stats

import (
	"math"
	"slices"
)

// Trend is a slope per unit of time with its 95 % interval.
type Trend struct {
	Slope     Interval
	Deviation float64    // the standard deviation of Slope, by chance alone or by the spread if that is larger
	Spread    Dispersion // around the line; other numbers than counts and shares have its Freedom only
	Level     float64    // of the fitted line at the last time
	P         float64    // two-sided p value of the hypothesis that there is no trend
}

// Detectable returns the slope that is found in four of five cases, by a test with a p value of at
// most level.
func (t Trend) Detectable(level float64) float64 {
	return needed(level, t.Spread.Freedom) * t.Deviation
}

// RateTrend returns the slope b of the logarithm of a rate over time: the maximum-likelihood fit of
// log E(count) = log exposure + a + b·time (McCullagh and Nelder, Generalized Linear Models, 1989,
// chapter 6). Per unit of time the rate is multiplied by exp(b): with a b of 0.05 it grows by 5.1 %.
//
// P is the larger of two: that of Poisson counts, R's glm(count ~ time + offset(log(exposure)),
// family = poisson), and that of counts that vary more, family = quasipoisson, with Pearson's
// dispersion and Student's t on n−2 degrees of freedom. The interval is the wider of the two. With
// two times there is only the first. Level is the fitted count at the last time.
//
// The first is no exact test, so that P and the interval agree. It holds its size of few events too:
// counts that do not change have a P of at most 0.05 in 0.4 to 4.4 % of the cases, with 5 to 30 events
// in 5 to 8 years, and counts of 3 to 60 in 2 to 5 % (package simulation).
//
// ok is false when fewer than two different times have exposure. It is also false when all events
// are at the first or at the last time: the slope would be infinite.
func RateTrend(count []int, exposure, time []float64) (trend Trend, ok bool) {
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
	var weights, square float64
	used := 0
	weight := func(i int) float64 { return exposure[i] * math.Exp(slope*(time[i]-time[0])) }
	for i := range time {
		weights += weight(i)
	}
	for i := range time {
		if expected := events * weight(i) / weights; expected > 0 {
			square += float64((float64(count[i]) - expected) * (float64(count[i]) - expected) / expected)
			used++
		}
	}
	trend = twoHurdles(slope, deviation, Dispersion{square / max(1, float64(used-2)), used - 2})
	trend.Level = events * weight(len(time)-1) / weights
	return trend, true
}

// LeastRateTrend returns a value that P of RateTrend does not go below, wherever so many events fall.
// There a slope b lies b·√(events·v(b)) standard deviations from 0, where v is the variance of the times
// when each has the weight exposure·exp(b·time). The square of that is at most events times the largest
// b²·v(b). Of four equal times this is 0.74: with five events P is at least 0.054, and with six 0.035.
func LeastRateTrend(count []int, exposure, time []float64) float64 {
	events := 0
	for _, k := range count {
		events += k
	}
	return twoSidedNormal(math.Sqrt(float64(events) * steepest(exposure, time)))
}

// steepest returns the largest b²·v(b) of LeastRateTrend. As |b| grows it rises and then falls, since
// in the end all weight is at one time. Where exposures differ it may do so more than once; so it is
// tried at close slopes, up to where the time with the least exposure outweighs its neighbour.
func steepest(exposure, time []float64) float64 {
	const tried = 60
	gap, low, high := math.Inf(1), math.Inf(1), 0.0
	for i, e := range exposure {
		if i > 0 {
			gap = min(gap, time[i]-time[i-1])
		}
		if e > 0 {
			low, high = min(low, e), max(high, e)
		}
	}
	if high == 0 || len(time) < 2 {
		return 0
	}
	largest := 0.0
	square := func(b float64) float64 {
		_, variance := tilted(exposure, time, b)
		return b * b * variance
	}
	step := (math.Log(high/low) + 8) / gap / tried
	for _, side := range []float64{-1, 1} {
		best := 0
		for n := range tried + 1 {
			if square(side*step*float64(n)) > square(side*step*float64(best)) {
				best = n
			}
		}
		// Near its top a curve is a parabola: halving the steps around it finds the top.
		at, width := side*step*float64(best), step
		for range 40 {
			width /= 2
			for _, b := range []float64{at - width, at + width} {
				if square(b) > square(at) {
					at = b
				}
			}
		}
		largest = max(largest, square(at))
	}
	return largest
}

// LeastShareTrend returns the smallest p value of a trend in shares of so many counted in all: that of
// Cochran and Armitage's test when all who are counted are at one end, the first times or the last,
// whichever gives the smaller.
func LeastShareTrend(count, of []int, time []float64) float64 {
	counted := 0
	for _, k := range count {
		counted += k
	}
	extreme := func(at func(i int) int) float64 {
		left, all := counted, make([]int, len(of))
		for i := range of {
			n := at(i)
			all[n] = min(left, of[n])
			left -= all[n]
		}
		line, ok := shareLine(all, of, time)
		if !ok {
			return 1
		}
		return twoSidedNormal(line.slope / line.deviation)
	}
	first := extreme(func(i int) int { return i })
	last := extreme(func(i int) int { return len(of) - 1 - i })
	return min(first, last)
}

// twoHurdles returns the trend with a slope, given its standard deviation by chance alone and how
// much more the numbers vary.
func twoHurdles(slope, deviation float64, d Dispersion) Trend {
	half := z * deviation
	p := twoSidedNormal(slope / deviation)
	if d.Freedom > 0 {
		more := deviation * math.Sqrt(d.Ratio)
		half = max(half, StudentT(confidence, float64(d.Freedom))*more)
		p = max(p, studentP(slope, more, d.Freedom))
	}
	return Trend{Slope: Interval{slope, slope - half, slope + half}, Deviation: deviation * math.Sqrt(max(1, d.Ratio)),
		Spread: d, P: p}
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

// ShareTrend returns the slope of the shares count/of over time, each weighted by its base: a line,
// so that a slope of 0.01 is one percentage point per unit of time.
//
// P is the larger of two: that of the test of Cochran and Armitage, for shares that vary by chance
// alone (Armitage, Tests for linear trends in proportions and frequencies, Biometrics 11, 1955; R's
// prop.trend.test), and that of Student's t on the weighted line, R's lm(count/of ~ time, weights =
// of). The interval is the wider of the two. Bases must be above 0. ok is false with fewer than
// three values, and when all shares are 0 or 1.
func ShareTrend(count, of []int, time []float64) (trend Trend, ok bool) {
	n := len(count)
	line, ok := shareLine(count, of, time)
	if n < 3 || !ok {
		return Trend{}, false
	}
	var square float64
	for i := range count {
		r := float64(count[i])/float64(of[i]) - line.share - line.slope*(time[i]-line.middle)
		square += float64(float64(of[i]) * r * r)
	}
	variance := line.share * (1 - line.share)
	trend = twoHurdles(line.slope, line.deviation, Dispersion{square / variance / float64(n-2), n - 2})
	trend.Level = line.share + line.slope*(time[n-1]-line.middle)
	return trend, true
}

// weightedLine goes through the mean share at the mean time. deviation is that of its slope by chance
// alone.
type weightedLine struct{ slope, deviation, share, middle float64 }

// shareLine returns the line of ShareTrend. ok is false when all times are the same, and when all
// shares are 0 or 1.
func shareLine(count, of []int, time []float64) (line weightedLine, ok bool) {
	var people, counted, times float64
	for i := range count {
		people += float64(of[i])
		counted += float64(count[i])
		times += float64(float64(of[i]) * time[i])
	}
	share, middle := counted/people, times/people
	var squares, products float64
	for i := range count {
		d := float64(of[i]) * (time[i] - middle)
		squares += float64(d * (time[i] - middle))
		products += float64(d * (float64(count[i])/float64(of[i]) - share))
	}
	variance := share * (1 - share)
	if !(variance > 0) || squares == 0 {
		return weightedLine{}, false
	}
	return weightedLine{products / squares, math.Sqrt(variance / squares), share, middle}, true
}

// LinearTrend returns the least-squares slope of y over time with Student's interval on n−2 degrees
// of freedom (NIST/SEMATECH e-Handbook of Statistical Methods, 4.1.4.1). ok is false with fewer
// than three values, when all times are the same, and when all values are: nothing then shows how
// much they vary.
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
	if squares == 0 || slices.Max(y) == slices.Min(y) {
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
	freedom := len(y) - 2
	return Trend{Slope: Interval{slope, slope - half, slope + half}, Deviation: deviation,
		Spread: Dispersion{Freedom: freedom}, P: studentP(slope, deviation, freedom),
		Level: meanY + slope*(time[len(y)-1]-meanT)}, true
}

// twoSidedNormal returns the probability that a standard normal variable is at least as far from 0
// as x.
func twoSidedNormal(x float64) float64 { return math.Erfc(math.Abs(x) / math.Sqrt2) }
