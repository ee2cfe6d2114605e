package stats

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// Rate is events per exposure, with the exact 95 % interval for a Poisson count (Garwood, Fiducial limits for the Poisson
// distribution, Biometrika 28, 1936): the rates between which no more than 2.5 % on either side would give a count as
// extreme as this one. Its bounds are ½χ²(0.025; 2k) and ½χ²(0.975; 2k+2). It covers the true rate in at least 95 % of the
// cases, more with small counts. Without events Low is 0; without exposure nothing bounds the rate.
//
// Exposure is in the denominator's unit, so that with 1 the interval is that of the count itself. events is 0 or more.
func Rate(events int, exposure float64) Interval {
	if exposure <= 0 {
		return Interval{0, 0, math.Inf(1)}
	}
	k, tail := float64(events), 1-confidence
	low := 0.0
	if events > 0 {
		low = mathext.GammaIncRegInv(k, tail)
	}
	high := mathext.GammaIncRegCompInv(k+1, tail)
	return Interval{k / exposure, low / exposure, high / exposure}
}

// CompareRates is the two-sided p value of two Poisson counts having the same rate per exposure. Given their sum, the first
// is then binomial (Przyborowski and Wilenski, Homogeneity of results in testing samples from Poisson series, Biometrika 31,
// 1940); p adds up all outcomes that are no more likely than what was seen, as poisson.test of R does; twice the smaller tail,
// as rateratio.test of R's package of that name has it, is often larger. It is 1 without events, and when an exposure is not
// above 0, since then nothing speaks against equal rates.
func CompareRates(events1 int, exposure1 float64, events2 int, exposure2 float64) float64 {
	if exposure1 <= 0 || exposure2 <= 0 {
		return 1
	}
	return binomialTest(events1, events1+events2, exposure1/(exposure1+exposure2))
}

// binomialTest is the two-sided exact p value of k successes in n trials, each with probability p strictly between 0 and 1,
// by the method of minimum likelihood.
func binomialTest(k, n int, p float64) float64 {
	b, x := binomial{float64(n), p}, float64(k)
	switch mean := b.n * p; {
	case x == mean:
		return 1
	case x > mean:
		return binomialTest(n-k, n, 1-p) // count the failures instead
	default:
		other := firstUnlikely(int(math.Ceil(mean)), n, b.logProbability(x), b.logProbability)
		return min(1, b.atMost(x)+b.atLeast(float64(other)))
	}
}

// alike is how much more likely an outcome may be and still count as no more likely: probabilities that are equal differ by
// rounding. It is the factor that R uses.
const alike = 1e-7

// firstUnlikely is the first whole number from low to high that is no more likely than limit, or high+1. From low on, log
// probability must fall.
func firstUnlikely(low, high int, limit float64, logProbability func(float64) float64) int {
	limit += alike
	for high++; low < high; {
		middle := low + (high-low)/2
		if logProbability(float64(middle)) <= limit {
			high = middle
		} else {
			low = middle + 1
		}
	}
	return low
}

// binomial is the distribution of successes in n trials, each with probability p.
type binomial struct{ n, p float64 }

func (b binomial) logProbability(k float64) float64 {
	return logChoose(b.n, k) + k*math.Log(b.p) + (b.n-k)*math.Log1p(-b.p)
}

// atLeast is I(p; k, n−k+1) (DLMF 8.17.5).
func (b binomial) atLeast(k float64) float64 {
	switch {
	case k <= 0:
		return 1
	case k > b.n:
		return 0
	}
	return incompleteBeta(b.p, k, b.n-k+1)
}

func (b binomial) atMost(k float64) float64 { return binomial{b.n, 1 - b.p}.atLeast(b.n - k) }

// logChoose is the logarithm of n over k.
func logChoose(n, k float64) float64 {
	a, _ := math.Lgamma(n + 1)
	b, _ := math.Lgamma(k + 1)
	c, _ := math.Lgamma(n - k + 1)
	return a - b - c
}
