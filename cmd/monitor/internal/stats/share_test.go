package stats

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestCompareShares takes fisher.test of R: convictions of twins, printed in
// tests/Examples/stats-Ex.Rout.save of the sources of R 4.5; two rates from the vignette of the
// package rateratio.test (1.1); and tables of SciPy's test_precise and test_gh4130 with what R
// makes of them (TestFisherExact in scipy/stats/tests/test_stats.py). The lady tasting tea has
// three cups of four right, which R prints as 0.2429 on one side: by chance in 17 of 70 cases, so
// in 34 of 70 on both.
func TestCompareShares(t *testing.T) {
	for _, test := range []struct {
		k1, rest1, k2, rest2 int
		want, precision      float64
	}{
		{2, 15, 10, 3, 0.0005367, 5.1e-8},
		{2, 17877 - 2, 9, 16674 - 9, 0.03312, 5.1e-6},
		{100, 2, 1000, 5, 1.300759363430016e-1, 1e-12}, {2, 7, 8, 2, 2.301413756522114e-2, 1e-12},
		{5, 1, 10, 10, 1.973244147157190e-1, 1e-12}, {5, 15, 20, 20, 9.580440012477637e-2, 1e-12},
		{5, 16, 20, 25, 1.725864953812994e-1, 1e-12}, {10, 5, 10, 1, 1.973244147157190e-1, 1e-12},
		{10, 5, 10, 0, 6.126482213438734e-2, 1e-12}, {5, 0, 1, 4, 4.761904761904762e-2, 1e-12}, {0, 5, 1, 4, 1, 1e-12},
		{0, 1, 3, 2, 1, 1e-12}, {6, 37, 108, 200, 0.005092697748126, 5.1e-14},
		{3, 1, 1, 3, 34.0 / 70, 1e-12}, {3, 1, 1, 3, 2 * 0.2429, 2 * 5.1e-5},
	} {
		got := CompareShares(test.k1, test.k1+test.rest1, test.k2, test.k2+test.rest2)
		if !near(got, test.want, test.precision) {
			t.Errorf("%d and %d, %d and %d: %v, want %v", test.k1, test.rest1, test.k2, test.rest2, got, test.want)
		}
	}
	for _, test := range []struct{ k1, n1, k2, n2 int }{
		{0, 0, 3, 5}, {0, 10, 0, 20}, {10, 10, 20, 20}, {5, 10, 5, 10}, {0, 0, 0, 0}, {0, 1, 1, 1},
	} {
		if got := CompareShares(test.k1, test.n1, test.k2, test.n2); !near(got, 1, 1e-12) {
			t.Errorf("%v: %v", test, got)
		}
	}
}

// TestCompareSharesByDefinition adds up the probabilities of all tables that are no more likely.
func TestCompareSharesByDefinition(t *testing.T) {
	random := rand.New(rand.NewPCG(2, 2))
	for range 4000 {
		n1, n2 := random.IntN(40), random.IntN(40)
		k1, k2 := random.IntN(n1+1), random.IntN(n2+1)
		k := k1 + k2
		h := hypergeometric{float64(n1), float64(n2), float64(k)}
		want := 0.0
		for i := max(0, k-n2); i <= min(k, n1); i++ {
			if h.logProbability(float64(i)) <= h.logProbability(float64(k1))+alike {
				want += math.Exp(h.logProbability(float64(i)))
			}
		}
		if got := CompareShares(k1, n1, k2, n2); !near(got, want, 1e-9) {
			t.Errorf("%d of %d, %d of %d: %v, want %v", k1, n1, k2, n2, got, want)
		}
		if got, other := CompareShares(k1, n1, k2, n2), CompareShares(n2-k2, n2, n1-k1, n1); !near(got, other, 1e-9) {
			t.Errorf("%d of %d, %d of %d: %v, seen from the other side %v", k1, n1, k2, n2, got, other)
		}
	}
}

// TestCompareSharesOfMany: with many observations the exact test agrees with the normal
// approximation, z = 2 giving 0.0455.
func TestCompareSharesOfMany(t *testing.T) {
	const n = 4_000_000
	apart := int(2 * math.Sqrt(2*n*0.25))
	if got := CompareShares(n/2, n, n/2+apart, n); !near(got, 0.0455, 2e-4) {
		t.Errorf("%v", got)
	}
}

// TestShareCoverage checks that Wilson's interval covers the true share in 95 % of the cases on
// average. For a single share of few observations it may be some points less. The least here is
// 0.9245, for a share of 0.05 of 20, by adding up binomial probabilities.
func TestShareCoverage(t *testing.T) {
	random := rand.New(rand.NewPCG(12, 3))
	for _, n := range []int{20, 50, 400} {
		var all float64
		shares := []float64{0.05, 0.1, 0.2, 0.35, 0.5, 0.8, 0.95}
		for _, p := range shares {
			covered := 0
			const runs = 10000
			for range runs {
				k := 0
				for range n {
					if random.Float64() < p {
						k++
					}
				}
				if i := Share(float64(k)/float64(n), float64(n)); i.Low <= p && p <= i.High {
					covered++
				}
			}
			got := float64(covered) / runs
			if got < 0.915 {
				t.Errorf("%v of %d: covered in %v of the cases", p, n, got)
			}
			all += got / float64(len(shares))
		}
		if all < 0.94 || all > 0.965 {
			t.Errorf("of %d: covered in %v of the cases on average", n, all)
		}
	}
}
