package stats

import (
	"math"
	"math/rand/v2"
	"testing"
)

// Where the reference values come from; each test says which, and how many digits were printed.
// "Quoted" is what another's tests or documentation quote, where the source itself was not seen.
//
//	StudentT           R's qt, printed in its sources
//	Mean               R's t.test, printed in its sources; svymean, in those of R's package survey
//	EffectiveSize      the documentation of the Python package balance
//	Share              R's binom.confint and prop.test, quoted by statsmodels and SciPy
//	PostStrata         postStratify, in the sources of R's package survey
//	Rate               R's poisson.test, printed in its sources; exactci and DescTools, quoted by
//	                   statsmodels; the help of epitools
//	CompareRates       R's poisson.test and binom.test, printed in its sources; vignettes of
//	                   exactci and rateratio.test; quoted by statsmodels and SciPy
//	CompareShares      R's fisher.test, printed in its sources; vignette of rateratio.test; quoted
//	                   by SciPy
//	RateTrend          slope: Wood; p of two: Gu and others, quoted by statsmodels; the rest: R's
//	                   glm, run for these tests
//	ShareTrend         R's prop.trend.test and lm, run for these tests
//	Dispersion         R's glm and anova, run for these tests
//	LinearTrend        R's lm and cor.test, printed in its sources; NIST's certified values,
//	                   quoted by Apache Commons Math
//	Testable           by hand
//	BenjaminiHochberg  the documentation of SciPy; R's package multtest, quoted by statsmodels
//	PChart             vignette of R's qcc; SAS/QC User's Guide; Wheeler, quoted by
//	                   pycontrolcharts
//	UChart             the same three
//	XmRChart           vignette of R's qcc; NIST's e-Handbook, quoted by sigma_engine
//	Laney's charts     R, run for these tests
//	Serial             R's acf, run for these tests
//	Ranks              none, since no other program draws the same samples: probabilities

func near(got, want, within float64) bool { return math.Abs(got-want) <= within }

// TestStudentT compares with the quantiles that R prints for qt(.975, df = c(1:10,20,50,100,1000))
// (tests/Examples/stats-Ex.Rout.save of the sources of R 4.5), and with the closed forms for one
// and two degrees of freedom.
func TestStudentT(t *testing.T) {
	for _, test := range []struct{ df, want float64 }{
		{1, 12.706205}, {2, 4.302653}, {3, 3.182446}, {4, 2.776445}, {5, 2.570582}, {6, 2.446912}, {7, 2.364624},
		{8, 2.306004},
		{9, 2.262157}, {10, 2.228139}, {20, 2.085963}, {50, 2.008559}, {100, 1.983972}, {1000, 1.962339},
	} {
		if got := StudentT(0.975, test.df); !near(got, test.want, 5.1e-7) {
			t.Errorf("t(0.975, %v) = %v, want %v", test.df, got, test.want)
		}
	}
	// With two degrees of freedom t = (2p−1) √(2 / (4p(1−p))); with one it is tan(π(p−½)).
	for _, p := range []float64{0.6, 0.9, 0.975, 0.9999} {
		if got, want := StudentT(p, 2), (2*p-1)*math.Sqrt(2/(4*p*(1-p))); !near(got/want, 1, 1e-12) {
			t.Errorf("t(%v, 2) = %v, want %v", p, got, want)
		}
		if got, want := StudentT(p, 1), math.Tan(math.Pi*(p-0.5)); !near(got/want, 1, 1e-11) {
			t.Errorf("t(%v, 1) = %v, want %v", p, got, want)
		}
	}
	if got := StudentT(0.975, 1e7); !near(got, z, 1e-6) {
		t.Errorf("with many degrees of freedom: %v, want that of the normal distribution", got)
	}
	if a, b, c := StudentT(0.975, 7), StudentT(0.975, 7.5), StudentT(0.975, 8); a <= b || b <= c {
		t.Errorf("not falling: %v, %v, %v", a, b, c)
	}
	if got := StudentT(0.975, 1e-6); math.IsNaN(got) || got < 1e6 {
		t.Errorf("with hardly any degrees of freedom: %v", got)
	}
}

func ones(n int) (weights []float64, counts []int) {
	for range n {
		weights, counts = append(weights, 1), append(counts, 1)
	}
	return weights, counts
}

// TestMeanUnweighted takes Student's own data: the differences between two drugs in extra hours of
// sleep. R prints of t.test(sleep2$extra.1, sleep2$extra.2, paired = TRUE) the mean −1.58 and the
// 95 % interval −2.4598858 to −0.7001142 (tests/Examples/stats-Ex.Rout.save).
func TestMeanUnweighted(t *testing.T) {
	y := []float64{-1.2, -2.4, -1.3, -1.3, 0, -1, -1.8, -0.8, -4.6, -1.4}
	w, count := ones(len(y))
	got, ok := Mean(y, w, count)
	if !ok || !near(got.Value, -1.58, 1e-12) || !near(got.Low, -2.4598858, 5.1e-8) ||
		!near(got.High, -0.7001142, 5.1e-8) {
		t.Errorf("%+v", got)
	}
}

// TestMeanWeighted takes the ten sales of tests/deff.Rout.save of R's package survey (4.5), which
// prints svymean and its standard error, for equal and for unequal weights. The test divides half
// the interval by the quantile for the effective size, and so finds the standard error.
func TestMeanWeighted(t *testing.T) {
	y := []float64{15, 143, 21, 51, 337, 50, 274, 145, 15, 86}
	_, count := ones(len(y))
	for _, test := range []struct {
		weight          []float64
		mean, deviation float64
	}{
		{same(10, 100), 113.700, 35.626}, {[]float64{20, 200, 11, 25, 550, 30, 250, 100, 10, 55}, 243.914, 48.752},
	} {
		got, ok := Mean(y, test.weight, count)
		deviation := (got.High - got.Value) / StudentT(0.975, EffectiveSize(test.weight, count)-1)
		if !ok || !near(got.Value, test.mean, 5.1e-4) || !near(deviation, test.deviation, 5.1e-4) ||
			!near(got.High-got.Value, got.Value-got.Low, 1e-9) {
			t.Errorf("%v: %+v with a standard error of %v", test.weight, got, deviation)
		}
	}
}

// TestMeanByHand takes the values 1, 2 and 4 with the weights 1, 1 and 2. Their mean is 11/4, and
// Σw²(y−ȳ)² = 3.0625 + 0.5625 + 6.25 = 9.875. The variance is 3/2 · 9.875 / 16 = 0.92578125. The
// effective size is 16/6, so there are 5/3 degrees of freedom.
func TestMeanByHand(t *testing.T) {
	got, _ := Mean([]float64{1, 2, 4}, []float64{1, 1, 2}, []int{1, 1, 1})
	half := StudentT(0.975, 5.0/3) * math.Sqrt(0.92578125)
	if got.Value != 2.75 || !near(got.High-got.Value, half, 1e-12) || !near(got.Value-got.Low, half, 1e-12) {
		t.Errorf("%+v, want half a width of %v", got, half)
	}
	counted, _ := Mean([]float64{3, 5}, []float64{1, 2}, []int{3, 2})
	listed, _ := Mean([]float64{3, 3, 3, 5, 5}, []float64{1, 1, 1, 2, 2}, []int{1, 1, 1, 1, 1})
	if !near(counted.Low, listed.Low, 1e-12) || counted.Value != listed.Value {
		t.Errorf("counted %+v, listed %+v", counted, listed)
	}
}

func TestMeanOfLittle(t *testing.T) {
	if _, ok := Mean(nil, nil, nil); ok {
		t.Error("nothing has a mean")
	}
	if _, ok := Mean([]float64{3}, []float64{0}, []int{4}); ok {
		t.Error("what has no weight has a mean")
	}
	one, ok := Mean([]float64{3}, []float64{2}, []int{1})
	if !ok || one.Value != 3 || !math.IsInf(one.Low, -1) || !math.IsInf(one.High, 1) {
		t.Errorf("one observation: %+v", one)
	}
	if same, _ := Mean([]float64{3}, []float64{2}, []int{9}); same != (Interval{3, 3, 3}) {
		t.Errorf("nine times the same: %+v", same)
	}
}

// TestShare compares with Wilson's intervals by R: binom.confint of the package binom, as quoted in
// results_proportion.py of statsmodels (stats/tests/results), and for 10 observations prop.test
// without correction, as quoted in test_ci_wilson_method of SciPy
// (scipy/stats/tests/test_morestats.py).
func TestShare(t *testing.T) {
	for _, test := range []struct{ r, n, low, high, precision float64 }{
		{18, 20, 0.6989663547715128, 0.972133518786232, 1e-12}, {4, 20, 0.0806576625797981, 0.4160174322518935, 1e-12},
		{4, 200, 0.00780442641634947, 0.05028708690582643, 1e-12},
		{190, 200, 0.910421851861224, 0.972617354399236, 1e-12},
		{1, 30, 5.908590e-03, 0.16670391, 5.1e-9}, {29, 30, 0.8332961, 0.9940914, 5.1e-8},
		{0, 30, 0, 0.11351339, 5.1e-9}, {30, 30, 0.8864866, 1, 5.1e-8},
		{3, 10, 0.1077913, 0.6032219, 5.1e-8}, {0, 10, 0, 0.2775328, 5.1e-8}, {10, 10, 0.7224672, 1, 5.1e-8},
	} {
		got := Share(test.r/test.n, test.n)
		if got.Value != test.r/test.n || !near(got.Low, test.low, test.precision) ||
			!near(got.High, test.high, test.precision) {
			t.Errorf("%v of %v: %+v", test.r, test.n, got)
		}
	}
	if got := Share(0, 0); got != (Interval{0, 0, 1}) {
		t.Errorf("of nothing: %+v", got)
	}
}

// TestEffectiveSize takes two of Kish's design effects, for weights of 0, 1, 2 and 3 and of 1, 1
// and 1000, from the documentation of the Python package balance (design_effect in
// stats_and_plots/weights_stats.py). The effective size is the number of observations divided by
// the design effect. Equal weights lose nothing. Fifty weights of 1 and fifty of 3 have a design
// effect of 1.25, one plus their relative variance (Kish 1965), so 80 of 100 are left.
func TestEffectiveSize(t *testing.T) {
	for _, test := range []struct {
		weight []float64
		count  []int
		want   float64
	}{
		{[]float64{0, 1, 2, 3}, []int{1, 1, 1, 1}, 4 / 1.5555555555555556},
		{[]float64{1, 1000}, []int{2, 1}, 3 / 2.9880418803112336},
		{[]float64{2.5}, []int{40}, 40}, {[]float64{1, 3}, []int{50, 50}, 80},
	} {
		if got := EffectiveSize(test.weight, test.count); !near(got, test.want, 1e-14*test.want) {
			t.Errorf("%v of %v: %v, want %v", test.count, test.weight, got, test.want)
		}
	}
	if got := EffectiveSize(nil, nil); got != 0 {
		t.Errorf("nothing: %v", got)
	}
}

// TestPostStrata takes the twelve cells of a thousand respondents of Kalton's example, and the
// people and weights per respondent that tests/kalton.Rout.save of R's package survey (4.5) prints
// for postStratify, to two decimals. Those sum to the population.
func TestPostStrata(t *testing.T) {
	respondents := []int{20, 50, 100, 30, 40, 140, 50, 100, 40, 310, 50, 70}
	population := []int{80, 60, 170, 55, 40, 150, 60, 165, 55, 340, 200, 125}
	want := []float64{4.00, 1.20, 1.70, 1.83, 1.00, 1.07, 1.20, 1.65, 1.38, 1.10, 4.00, 1.79}
	for h, weight := range PostStrata(population, respondents) {
		if each := weight * 1500 / 1000; !near(each, want[h], 0.0051) {
			t.Errorf("cell %d: %v people each, want %v", h+1, each, want[h])
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		var population, respondents []int
		n := 0
		for range 1 + random.IntN(8) {
			population = append(population, 1+random.IntN(10000))
			respondents = append(respondents, 1+random.IntN(400))
			n += respondents[len(respondents)-1]
		}
		sum := 0.0
		for h, weight := range PostStrata(population, respondents) {
			sum += weight * float64(respondents[h])
		}
		if !near(sum, float64(n), 1e-9*float64(n)) {
			t.Fatalf("the weights of %d respondents sum to %v", n, sum)
		}
	}
}
