package stats

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestCompareShares takes fisher.test of R: convictions of twins, printed in tests/Examples/stats-Ex.Rout.save of the sources
// of R; and the lady tasting tea (Fisher, The Design of Experiments, 1935, chapter 2): three cups of four right, which happens
// by chance in 17 of 70 cases on one side, so in 34 of 70 on both.
func TestCompareShares(t *testing.T) {
	if got := CompareShares(2, 17, 10, 13); !near(got, 0.0005367, 5.1e-8) {
		t.Errorf("convictions: %v", got)
	}
	if got := CompareShares(3, 4, 1, 4); !near(got, 34.0/70, 1e-12) {
		t.Errorf("tea: %v", got)
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

// TestCompareSharesOfMany: with many observations the exact test agrees with the normal approximation, z = 2 giving 0.0455.
func TestCompareSharesOfMany(t *testing.T) {
	const n = 4_000_000
	apart := int(2 * math.Sqrt(2*n*0.25))
	if got := CompareShares(n/2, n, n/2+apart, n); !near(got, 0.0455, 2e-4) {
		t.Errorf("%v", got)
	}
}

// TestShareCoverage: Wilson's interval covers in 95 % of the cases on average; at single shares of few observations it may be
// some points less (Newcombe, Statistics in Medicine 17, 1998: not below 0.92 but close to 0 and 1).
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
