package stats

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// Rate returns events per exposure with the exact 95 % interval of a Poisson count (Garwood,
// Fiducial limits for the Poisson distribution, Biometrika 28, 1936). At its lower bound so many
// events or more have a probability of 2.5 %, at its upper bound so many or fewer. The bounds of a
// count k are ½χ²(0.025; 2k) and ½χ²(0.975; 2k+2): 3 events in 1 have 3 with 0.62 to 8.77. The
// interval covers the true rate in at least 95 % of the cases, and in more with small counts.
//
// Exposure is in the unit of the denominator; with an exposure of 1 the result is about the count
// itself. events is 0 or more, and need not be whole: events that vary φ times as much as chance
// makes them are worth events/φ in exposure/φ. Without events Low is 0. Without exposure the value
// is 0 and High infinite.
func Rate(events, exposure float64) Interval {
	if exposure <= 0 {
		return Interval{0, 0, math.Inf(1)}
	}
	k, tail := events, 1-confidence
	low := 0.0
	if events > 0 {
		low = mathext.GammaIncRegInv(k, tail)
	}
	high := mathext.GammaIncRegCompInv(k+1, tail)
	return Interval{k / exposure, low / exposure, high / exposure}
}

// CompareRates returns the two-sided p value of the hypothesis that two Poisson counts have the
// same rate per exposure. Given their sum, the first count is then binomial (Przyborowski and
// Wilenski, Homogeneity of results in testing samples from Poisson series, Biometrika 31, 1940).
// The p value is the probability of all outcomes that are no more likely than the one observed, as
// in R's poisson.test. R's rateratio.test doubles the smaller tail instead, which is often larger.
// Without events, or with an exposure of 0 or less, the p value is 1: nothing speaks against equal
// rates.
func CompareRates(events1 int, exposure1 float64, events2 int, exposure2 float64) float64 {
	if exposure1 <= 0 || exposure2 <= 0 {
		return 1
	}
	return binomialTest(events1, events1+events2, exposure1/(exposure1+exposure2))
}

// LeastRates returns the smallest p value that CompareRates can have of so many events in all: 0.5
// of two events in equal exposures, when both are in one.
func LeastRates(events int, exposure1, exposure2 float64) float64 {
	return min(CompareRates(0, exposure1, events, exposure2), CompareRates(events, exposure1, 0, exposure2))
}

// binomialTest returns the exact two-sided p value of k successes in n trials with probability p,
// which is above 0 and below 1. It adds up all outcomes that are no more likely than k (the method
// of minimum likelihood).
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

// alike is the part by which one outcome may be more likely than another and still count as equally
// likely: rounding makes equal probabilities differ. R uses the same number.
const alike = 1e-7

// firstUnlikely returns the first whole number from low to high whose log probability is at most
// limit, or high+1. The log probability must fall from low on.
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

// atLeast returns the probability of k or more successes, I(p; k, n−k+1) (DLMF 8.17.5).
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

// logChoose returns the logarithm of the binomial coefficient n over k.
func logChoose(n, k float64) float64 {
	a, _ := math.Lgamma(n + 1)
	b, _ := math.Lgamma(k + 1)
	c, _ := math.Lgamma(n - k + 1)
	return a - b - c
}
