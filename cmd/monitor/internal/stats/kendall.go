package stats

import (
	"math"
	"slices"
)

// exactKendall is the largest number of values for which the distribution of Kendall's S is
// computed exactly.
const exactKendall = 40

// MannKendall tests for a trend that goes one way, whatever its form (Mann, Nonparametric tests
// against trend, Econometrica 13, 1945). It rests on S, the number of pairs of values that rise
// less the number of pairs that fall. In 1, 3, 2 two pairs rise, 1 3 and 1 2, and one falls, 3 2,
// so S is 1.
//
// P is two-sided. Up to 40 values it is exact, also with ties. Beyond 40 it is the normal
// approximation with corrections for ties and continuity (Gilbert, Statistical Methods for
// Environmental Pollution Monitoring, 1987, section 16.4). R's packages trend and EnvStats and
// pyMannKendall approximate short series too, so their P differs from this one.
//
// The slope is the median of the slopes of all pairs (Sen, Estimates of the regression coefficient
// based on Kendall's tau, JASA 63, 1968). Its interval follows from S (Hollander and Wolfe,
// Nonparametric Statistical Methods, 1999, section 9.3): its bounds are slopes of pairs, and it has
// at least 95 % confidence. It is infinite below five values, which cannot show a trend at that
// level. It makes no correction for ties. Gilbert (1987, pages 218 and 219) corrects for ties and
// interpolates between slopes, which makes the interval somewhat narrower.
//
// Times must rise. ok is false with fewer than two values.
func MannKendall(y, time []float64) (trend Trend, ok bool) {
	n := len(y)
	if n < 2 {
		return Trend{}, false
	}
	s := 0
	slopes := make([]float64, 0, n*(n-1)/2)
	for i := range y {
		for j := i + 1; j < n; j++ {
			slopes = append(slopes, (y[j]-y[i])/(time[j]-time[i]))
			switch {
			case y[j] > y[i]:
				s++
			case y[j] < y[i]:
				s--
			}
		}
	}
	slices.Sort(slopes)
	ties := tied(y)
	trend = Trend{Slope: Interval{median(slopes), math.Inf(-1), math.Inf(1)}, P: kendallP(s, n, ties), Fit: 1}
	// Of nine values there are 36 pairs, and S must be 20 to be beyond chance. Then 28 pairs rise
	// and 8 fall: the bounds are the 9th slope from either end, (36 − 20 + 2) / 2.
	pairs := len(slopes)
	if out := (pairs - criticalKendall(n) + 2) / 2; out >= 1 {
		trend.Slope.Low, trend.Slope.High = slopes[out-1], slopes[pairs-out]
	}
	return trend, true
}

// kendallP returns the probability that chance alone takes S at least as far from 0 as s, for n
// values without a trend. ties are the sizes of groups of equal values.
func kendallP(s, n int, ties []int) float64 {
	if n > exactKendall {
		v := kendallVariance(n, ties)
		if s == 0 || v == 0 {
			return 1
		}
		return min(1, twoSidedNormal((math.Abs(float64(s))-1)/math.Sqrt(v)))
	}
	falling := inversions(n, ties)
	untied := len(falling) - 1 // pairs of different values; S = untied − 2 · falling pairs
	var p float64
	for d, probability := range falling {
		if abs(untied-2*d) >= abs(s) {
			p += probability
		}
	}
	return min(1, p)
}

// criticalKendall returns the smallest S that at most 2.5 % of the orders of n different values
// reach. Where there is none it returns n(n−1)/2 + 2, the step after the largest S.
func criticalKendall(n int) int {
	pairs := n * (n - 1) / 2
	if n > exactKendall {
		s := int(math.Ceil(z*math.Sqrt(kendallVariance(n, nil)))) + 1
		return min(s+(s+pairs)%2, pairs+2)
	}
	var tail float64
	s := pairs + 2
	for _, p := range inversions(n, nil) {
		if tail += p; tail > 1-confidence {
			break
		}
		s -= 2
	}
	return s
}

// kendallVariance returns the variance of S without a trend (Gilbert 1987, equation 16.3).
func kendallVariance(n int, ties []int) float64 {
	term := func(k int) float64 { return float64(k * (k - 1) * (2*k + 5)) }
	v := term(n)
	for _, t := range ties {
		v -= term(t)
	}
	return v / 18
}

// tied returns the sizes of the groups of equal values: 3 and 2 for 1, 1, 1, 2, 5, 5.
func tied(y []float64) []int {
	sorted := slices.Sorted(slices.Values(y))
	var groups []int
	for from := 0; from < len(sorted); {
		to := from + 1
		for to < len(sorted) && sorted[to] == sorted[from] {
			to++
		}
		if to-from > 1 {
			groups = append(groups, to-from)
		}
		from = to
	}
	return groups
}

// inversions returns the probability of each number of falling pairs when n values come in random
// order. Three different values have 0, 1, 2 and 3 falling pairs in 1, 2, 2 and 1 of their six
// orders, so the result is 1/6, 2/6, 2/6, 1/6. ties are the sizes of groups of equal values, which
// make no falling pairs with each other.
//
// The values join one group of equals after the other. When t join m others, the number of falling
// pairs between the two is distributed as Mann and Whitney's U (Annals of Mathematical Statistics
// 18, 1947). For a single value it is evenly distributed from 0 to m.
func inversions(n int, ties []int) []float64 {
	probability := []float64{1}
	joined := 0
	for _, t := range ties {
		probability = convolve(probability, mannWhitney(joined, t))
		joined += t
	}
	for ; joined < n; joined++ {
		// This is the convolution with mannWhitney(joined, 1), by a running sum.
		next := make([]float64, len(probability)+joined)
		sum := 0.0
		for d := range next {
			if d < len(probability) {
				sum += probability[d]
			}
			if d > joined {
				sum -= probability[d-joined-1]
			}
			next[d] = max(0, sum) / float64(joined+1)
		}
		probability = next
	}
	return probability
}

// convolve returns the distribution of the sum of two numbers that have these distributions.
func convolve(a, b []float64) []float64 {
	sum := make([]float64, len(a)+len(b)-1)
	for i, p := range a {
		for j, q := range b {
			sum[i+j] += float64(p * q)
		}
	}
	return sum
}

// mannWhitney returns the probability of each U from 0 to m·n for samples of m and n values. With
// probability m/(m+n) the largest value is in the first sample, above all n of the second. The
// recurrence rests on that.
func mannWhitney(m, n int) []float64 {
	// row[j] is the distribution for samples of i and j.
	row := make([][]float64, n+1)
	for j := range row {
		row[j] = []float64{1}
	}
	for i := 1; i <= m; i++ {
		for j := 1; j <= n; j++ {
			next := make([]float64, i*j+1)
			ofFirst, ofSecond := float64(i)/float64(i+j), float64(j)/float64(i+j)
			for u, p := range row[j] { // the largest is above all j of the second sample
				next[u+j] += float64(ofFirst * p)
			}
			for u, p := range row[j-1] {
				next[u] += float64(ofSecond * p)
			}
			row[j] = next
		}
	}
	return row[n]
}

// median returns the median of sorted values. There must be at least one.
func median(sorted []float64) float64 {
	n := len(sorted)
	return sorted[(n-1)/2] + (sorted[n/2]-sorted[(n-1)/2])/2
}

func abs(n int) int { return max(n, -n) }
