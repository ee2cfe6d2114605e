package stats

import "math"

// Dispersion is how many times as much counts vary as chance alone makes them, with its degrees of
// freedom: Pearson's χ² divided by its degrees of freedom (Wedderburn, Quasi-likelihood functions, Biometrika 61,
// 1974; McCullagh and Nelder, Generalized Linear Models, 1989, section 6.2.3). Accidents that come
// in fours vary four times as much. Without degrees of freedom it is not known.
//
// A comparison has two hurdles: the exact test, for which the counts vary by chance alone, and the
// one here. The exact test alone calls too much a change when counts vary more than that; this one
// alone does when the counts it was estimated from happened to be even.
type Dispersion struct {
	Ratio   float64
	Freedom int
}

// RateDispersion returns the dispersion of counts per exposure around the rate of their season.
// season[i] is any number that periods of one season share.
func RateDispersion(count []int, exposure []float64, season []int) Dispersion {
	return dispersion(count, exposure, season, func(float64) float64 { return 1 })
}

// ShareDispersion returns the dispersion of the shares count/of around the share of their season.
func ShareDispersion(count, of, season []int) Dispersion {
	base := make([]float64, len(of))
	for i, n := range of {
		base[i] = float64(n)
	}
	return dispersion(count, base, season, func(share float64) float64 { return 1 - share })
}

// dispersion is that of counts whose variance by chance is their expectation times narrower(rate).
func dispersion(count []int, exposure []float64, season []int, narrower func(rate float64) float64) Dispersion {
	events, exposed, seen := map[int]float64{}, map[int]float64{}, map[int]bool{}
	for i, s := range season {
		events[s] += float64(count[i])
		exposed[s] += exposure[i]
	}
	var square float64
	freedom := 0
	for i, s := range season {
		rate := events[s] / exposed[s]
		expected := rate * exposure[i]
		variance := expected * narrower(rate)
		if variance <= 0 {
			continue // none, or all: nothing varies
		}
		square += (float64(count[i]) - expected) * (float64(count[i]) - expected) / variance
		freedom++
		if !seen[s] {
			seen[s] = true
			freedom--
		}
	}
	return Dispersion{square / max(1, float64(freedom)), freedom}
}

// CompareRates is the second hurdle beside the function CompareRates: Student's t of the score
// statistic, divided by the root of the dispersion.
func (d Dispersion) CompareRates(events1 int, exposure1 float64, events2 int, exposure2 float64) float64 {
	k1, k2 := float64(events1), float64(events2)
	rate := (k1 + k2) / (exposure1 + exposure2)
	return d.compare(k1/exposure1-k2/exposure2, rate*(1/exposure1+1/exposure2))
}

// CompareShares is the second hurdle beside the function CompareShares.
func (d Dispersion) CompareShares(k1, n1, k2, n2 int) float64 {
	of1, of2 := float64(n1), float64(n2)
	share := float64(k1+k2) / (of1 + of2)
	return d.compare(float64(k1)/of1-float64(k2)/of2, share*(1-share)*(1/of1+1/of2))
}

// compare returns the p value of a difference that has this variance by chance alone.
func (d Dispersion) compare(difference, variance float64) float64 {
	if d.Freedom < 1 {
		return 1
	}
	return studentP(difference, math.Sqrt(d.Ratio*variance), d.Freedom)
}

// Widening returns by how much to divide counts and exposures before taking their exact interval,
// so that it covers what both hurdles let pass. It is at least 1, and 1 when the dispersion is not
// known.
func (d Dispersion) Widening() float64 {
	if d.Freedom < 1 {
		return 1
	}
	t := StudentT(confidence, float64(d.Freedom)) / z
	return max(1, d.Ratio*t*t)
}

// NextCount returns which counts would be no demonstrable change from k in the same exposure. The
// next count lies between Low and High with a probability of at least 95 %, if nothing changes. It
// is the wider of two: the exact test turned round (Nelson, Confidence intervals for the ratio of
// two Poisson means and Poisson predictor intervals, IEEE Transactions on Reliability R-19, 1970),
// and the second hurdle turned round.
func (d Dispersion) NextCount(k int) Interval {
	likely := func(next int) bool { return CompareRates(k, 1, next, 1) > 1-0.95 }
	n := float64(k)
	low, high := apart(n, z*z*d.Widening())
	exactLow, exactHigh := apart(n, z*z)
	first, last := min(k, int(max(0, exactLow))), max(k, int(exactHigh))
	for first > 0 && likely(first-1) {
		first--
	}
	for first < k && !likely(first) {
		first++
	}
	for likely(last + 1) {
		last++
	}
	for last > k && !likely(last) {
		last--
	}
	return Interval{n, min(math.Ceil(max(0, low)), float64(first)), max(math.Floor(high), float64(last))}
}

// apart returns the counts below and above n whose difference from n, squared, is c times their sum
// with n: just so far apart does the second hurdle call two counts different.
func apart(n, c float64) (low, high float64) {
	half := math.Sqrt(8*n*c+c*c) / 2
	return n + c/2 - half, n + c/2 + half
}

// power is how often a change of the size that the functions named Detectable return is found.
const power = 0.8

// needed returns how many standard deviations a difference must be to be found with that power, by
// a test with a p value of at most level (Cohen, Statistical Power Analysis for the Behavioral
// Sciences, 1988, section 1.4).
func needed(level float64, freedom int) float64 {
	df := float64(freedom)
	return StudentT(1-level/2, df) + StudentT(power, df)
}

// DetectableRate returns the levels, below and above a count k, that are found to differ from it in
// four of five cases, both with the same exposure. A down of 0 or less says that no fall could have
// been found. The dispersion must be known.
func (d Dispersion) DetectableRate(k int, level float64) (down, up float64) {
	c := needed(level, d.Freedom)
	return apart(float64(k), c*c*max(1, d.Ratio))
}

// DetectableShare returns how far two shares, of n1 and of n2, must lie apart to be found different
// in four of five cases. share is the first; both it and the result are from 0 to 1. The dispersion
// must be known.
func (d Dispersion) DetectableShare(share float64, n1, n2 int, level float64) float64 {
	variance := share * (1 - share) * (1/float64(n1) + 1/float64(n2))
	return needed(level, d.Freedom) * math.Sqrt(max(1, d.Ratio)*variance)
}
