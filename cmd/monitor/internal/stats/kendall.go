package stats

import (
	"math"
	"slices"
)

// exactKendall is up to how many values the distribution of Kendall's S is counted out.
const exactKendall = 40

// MannKendall tests for a trend of whatever form, as long as it goes one way (Mann, Nonparametric tests against trend,
// Econometrica 13, 1945): P is two-sided, from S, the number of pairs that rise less the number that fall. Up to 40 values it is
// exact, ties included; beyond that by the normal approximation with corrections for ties and continuity (Gilbert, Statistical
// Methods for Environmental Pollution Monitoring, 1987, section 16.4). Much software approximates short series too (R's packages
// trend and EnvStats, pyMannKendall), and so differs from this up to 40 values.
//
// The slope is the median of those of all pairs (Sen, Estimates of the regression coefficient based on Kendall's tau, JASA 63,
// 1968) with the interval that goes with S (Hollander and Wolfe, Nonparametric Statistical Methods, 1999, section 9.3): it has
// at least 95 % confidence, and is infinite below five values, which cannot show a trend at that level. Its bounds are slopes of
// pairs, for n different values; Gilbert (1987, pages 218 and 219) takes the normal approximation with its correction for ties
// and interpolates, which makes the interval somewhat narrower. Times must rise. ok is false with fewer than two values.
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
	// The interval leaves out as many slopes on each side as S would have to lose to be no longer beyond chance.
	pairs := len(slopes)
	if out := (pairs - criticalKendall(n) + 2) / 2; out >= 1 {
		trend.Slope.Low, trend.Slope.High = slopes[out-1], slopes[pairs-out]
	}
	return trend, true
}

// kendallP is how likely S is at least as far from 0, for n values of which some tie.
func kendallP(s, n int, ties []int) float64 {
	if n > exactKendall {
		v := kendallVariance(n, ties)
		if s == 0 || v == 0 {
			return 1
		}
		return min(1, twoSidedNormal((math.Abs(float64(s))-1)/math.Sqrt(v)))
	}
	falling := inversions(n, ties)
	untied := len(falling) - 1 // pairs that do not tie; S = untied − 2 · falling pairs
	var p float64
	for d, probability := range falling {
		if abs(untied-2*d) >= abs(s) {
			p += probability
		}
	}
	return min(1, p)
}

// criticalKendall is the smallest S that at most 2.5 % of the orders of n different values reach, or n(n−1)/2 + 2, beyond what
// S can be.
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

// kendallVariance is that of S under no trend (Gilbert 1987, equation 16.3).
func kendallVariance(n int, ties []int) float64 {
	term := func(k int) float64 { return float64(k * (k - 1) * (2*k + 5)) }
	v := term(n)
	for _, t := range ties {
		v -= term(t)
	}
	return v / 18
}

// tied lists how many values are in each group of two or more equal ones.
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

// inversions is how likely each number of falling pairs is when n values, of which some tie, come in random order. The values
// are put in one group of equals after the other: with m there already, the pairs that t more make fall are distributed as
// Mann and Whitney's U (Annals of Mathematical Statistics 18, 1947), for a single one evenly from 0 to m.
func inversions(n int, ties []int) []float64 {
	probability := []float64{1}
	placed := 0
	place := func(step []float64) {
		next := make([]float64, len(probability)+len(step)-1)
		for i, p := range probability {
			for j, q := range step {
				next[i+j] += float64(p * q)
			}
		}
		probability = next
	}
	for _, t := range ties {
		place(mannWhitney(placed, t))
		placed += t
	}
	for ; placed < n; placed++ {
		// The same as mannWhitney(placed, 1), with a running sum instead of a product.
		next := make([]float64, len(probability)+placed)
		sum := 0.0
		for d := range next {
			if d < len(probability) {
				sum += probability[d]
			}
			if d > placed {
				sum -= probability[d-placed-1]
			}
			next[d] = max(0, sum) / float64(placed+1)
		}
		probability = next
	}
	return probability
}

// mannWhitney is how likely each U from 0 to m·n is for samples of m and n, by the recurrence over which sample the largest
// value is in.
func mannWhitney(m, n int) []float64 {
	// row[j] is the distribution for i and j.
	row := make([][]float64, n+1)
	for j := range row {
		row[j] = []float64{1}
	}
	for i := 1; i <= m; i++ {
		for j := 1; j <= n; j++ {
			next := make([]float64, i*j+1)
			ofFirst, ofSecond := float64(i)/float64(i+j), float64(j)/float64(i+j)
			for u, p := range row[j] { // the largest is in the first sample, above all j of the second
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

// median of sorted values, of which there is at least one.
func median(sorted []float64) float64 {
	n := len(sorted)
	return sorted[(n-1)/2] + (sorted[n/2]-sorted[(n-1)/2])/2
}

func abs(n int) int { return max(n, -n) }
