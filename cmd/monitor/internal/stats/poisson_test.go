package stats

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestRate compares with intervals by R: poisson.test (tests/Examples/stats-Ex.Rout.save of the
// sources of R 4.5); poisson.exact of the package exactci and PoissonCI of DescTools for 15 events
// in 400, as quoted in test_rate_poisson_r of statsmodels (stats/tests/test_rates_poisson.py); and
// without events pois.exact of epitools, whose help page says 3.689.
func TestRate(t *testing.T) {
	for _, test := range []struct {
		events                                int
		exposure, value, low, high, precision float64
	}{
		{137, 24.19893, 5.661407, 4.753125, 6.692709, 5.1e-7},
		{15, 400, 0.0375, 0.0209884653319583, 0.0618505471787146, 1e-13},
		{0, 1, 0, 0, 3.689, 5.1e-4}, {0, 1, 0, 0, -math.Log(0.025), 1e-12},
	} {
		got := Rate(float64(test.events), test.exposure)
		if !near(got.Value, test.value, test.precision) || !near(got.Low, test.low, test.precision) ||
			!near(got.High, test.high, test.precision) {
			t.Errorf("%d in %v: %+v", test.events, test.exposure, got)
		}
	}
	if got := Rate(3, 0); got.Value != 0 || got.Low != 0 || !math.IsInf(got.High, 1) {
		t.Errorf("without exposure: %+v", got)
	}
}

// TestRateByDefinition: at its bounds a count as extreme has a probability of 2.5 %, by adding up
// the probabilities.
func TestRateByDefinition(t *testing.T) {
	atMost := func(k int, mean float64) float64 {
		sum, term := 0.0, math.Exp(-mean)
		for i := 0; i <= k; i++ {
			sum += term
			term *= mean / float64(i+1)
		}
		return sum
	}
	previous := Rate(0, 1)
	for k := 1; k <= 400; k++ {
		got := Rate(float64(k), 1)
		if p := 1 - atMost(k-1, got.Low); !near(p, 0.025, 1e-9) {
			t.Errorf("%d: at least as many at the lower bound with probability %v", k, p)
		}
		if p := atMost(k, got.High); !near(p, 0.025, 1e-9) {
			t.Errorf("%d: at most as many at the upper bound with probability %v", k, p)
		}
		if got.Low <= previous.Low || got.High <= previous.High || got.High-got.Low <= previous.High-previous.Low {
			t.Errorf("%d: %+v does not lie above and around %+v", k, got, previous)
		}
		previous = got
	}
	got, half := Rate(2_000_000_000, 1), z*math.Sqrt(2e9)
	if !near(got.Low, 2e9-half, 100) || !near(got.High, 2e9+half, 100) {
		t.Errorf("of very many: %+v", got)
	}
}

// TestRateCoverage: Garwood's interval covers in at least 95 % of the cases, and hardly more when
// there are many events.
func TestRateCoverage(t *testing.T) {
	random := rand.New(rand.NewPCG(21, 4))
	for _, test := range []struct{ mean, most float64 }{{0.5, 1}, {3, 0.99}, {12, 0.98}, {100, 0.965}} {
		covered := 0
		const runs = 20000
		for range runs {
			if i := Rate(float64(poisson(random, test.mean)), 1); i.Low <= test.mean && test.mean <= i.High {
				covered++
			}
		}
		// Three standard errors of a simulated 95 % are 0.0046.
		if got := float64(covered) / runs; got < 0.95-0.0046 || got > test.most {
			t.Errorf("with %v events on average the interval covers in %v of the cases", test.mean, got)
		}
	}
}

// poisson draws a count by counting exponential gaps.
func poisson(random *rand.Rand, mean float64) int {
	k := 0
	for gap := random.ExpFloat64(); gap < mean; gap += random.ExpFloat64() {
		k++
	}
	return k
}

// TestCompareRates takes R's poisson.test of Fredericia against three other cities
// (tests/Examples/stats-Ex.Rout.save of the sources of R 4.5); poisson.exact with tsmethod
// "minlike" from the vignette of the package exactci (1.4-5) and as quoted in results_rates.py of
// statsmodels (stats/tests/results, res_pexact_cond); binom.test from the vignette of
// rateratio.test (1.1), of giant and dwarf plants (stats-Ex.Rout.save), and as quoted in
// TestBinomTest of SciPy (scipy/stats/tests/test_morestats.py), where exposures are the chances.
// The central p value, twice that of one side, is another: it makes 0.06056 of 2 against 10.
func TestCompareRates(t *testing.T) {
	for _, test := range []struct {
		events1   int
		exposure1 float64
		events2   int
		exposure2 float64
		want      float64
		precision float64
	}{
		{11, 800, 6 + 8 + 7, 1083 + 1050 + 878, 0.07967, 5.1e-6},
		{2, 17877, 10, 20000, 0.04213, 5.1e-6},
		{60, 51477.5, 30, 54308.7, 0.000675182658686321, 1e-14},
		{2, 17877, 9, 16674, 0.03315, 5.1e-6},
		{682, 3, 243, 1, 0.3825, 5.1e-5},
		{20, 1, 80, 3, 0.2983720970096, 5.1e-14},
		{3, 1, 47, 4, 0.01191714, 5.1e-9},
		{0, 1, 10, 3, 0.07604122, 5.1e-9},
		{10, 1, 0, 3, 9.536743e-07, 5.1e-14},
	} {
		got := CompareRates(test.events1, test.exposure1, test.events2, test.exposure2)
		if !near(got, test.want, test.precision) {
			t.Errorf("%d in %v, %d in %v: %v, want %v", test.events1, test.exposure1, test.events2, test.exposure2,
				got, test.want)
		}
	}
	for _, test := range []struct {
		a, b int
		want float64
	}{{0, 0, 1}, {0, 1, 1}, {3, 5, 0.7265625}, {0, 6, 0.03125}, {5, 5, 1}} {
		// With equal exposure these are sums of binomial coefficients by hand: 2·(1+8+28+56)/256,
		// 2/64.
		if got := CompareRates(test.a, 7, test.b, 7); !near(got, test.want, 1e-12) {
			t.Errorf("%d against %d: %v, want %v", test.a, test.b, got, test.want)
		}
	}
	if got := CompareRates(3, 0, 4, 2); got != 1 {
		t.Errorf("without exposure: %v", got)
	}
}

// TestCompareRatesByDefinition adds up the probabilities of all outcomes that are no more likely.
func TestCompareRatesByDefinition(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 5))
	for range 4000 {
		n, p := random.IntN(60), 0.02+0.96*random.Float64()
		b := binomial{float64(n), p}
		k := random.IntN(n + 1)
		want := 0.0
		for i := range n + 1 {
			if b.logProbability(float64(i)) <= b.logProbability(float64(k))+alike {
				want += math.Exp(b.logProbability(float64(i)))
			}
		}
		if got := CompareRates(k, p, n-k, 1-p); !near(got, want, 1e-9) {
			t.Errorf("%d of %d with probability %v: %v, want %v", k, n, p, got, want)
		}
	}
}

// TestCompareRatesNeverClaims: of equal rates at most 5 % differ at the 5 % level.
func TestCompareRatesNeverClaims(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 4))
	for _, mean := range []float64{1, 4, 30} {
		claims := 0
		const runs = 10000
		for range runs {
			if CompareRates(poisson(random, mean), 1, poisson(random, 3*mean), 3) <= 0.05 {
				claims++
			}
		}
		if got := float64(claims) / runs; got > 0.05+0.0065 {
			t.Errorf("of equal rates with %v events on average %v seem to differ", mean, got)
		}
	}
}

// TestCompareRatesMonotone: the further apart, the smaller p.
func TestCompareRatesMonotone(t *testing.T) {
	previous := 1.0
	for b := 40; b <= 200; b++ {
		if p := CompareRates(40, 10, b, 10); p > previous+1e-12 {
			t.Errorf("40 against %d: %v, after %v", b, p, previous)
		} else {
			previous = p
		}
	}
	if previous > 1e-20 {
		t.Errorf("40 against 200: %v", previous)
	}
	// Of very many the normal approximation is right: z = 20,000 / √(10⁸) = 2.
	if p := CompareRates(50_010_000, 1, 49_990_000, 1); !near(p, 0.0455, 1e-4) {
		t.Errorf("of a hundred million: %v", p)
	}
}
