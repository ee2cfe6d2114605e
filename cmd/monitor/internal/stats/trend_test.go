package stats

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func years(n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = float64(2000 + i)
	}
	return out
}

func ofOne(n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = 1
	}
	return out
}

// TestPoissonTrend takes deaths by AIDS in Australia by quarter from 1983 on (Dobson, An Introduction to Generalized Linear
// Models, 1990; lecture 13 of BMTRY 711, University of Minnesota, prints log μ = 0.3396 + 0.2565 t); and collisions of trains
// in the United Kingdom from 1975 on per million train-kilometres (Agresti, An Introduction to Categorical Data Analysis,
// 2007, section 3.3.5: log(μ/t) = −4.21 − 0.0329 x, with a standard error of 0.011).
func TestPoissonTrend(t *testing.T) {
	deaths := []int{0, 1, 2, 3, 1, 4, 9, 18, 23, 31, 20, 25, 37, 45}
	got, ok := PoissonTrend(deaths, ofOne(14), years(14))
	if !ok || !near(got.Slope.Value, 0.2565, 5.1e-5) || got.P > 1e-10 || got.Fit > 0.05 {
		t.Errorf("deaths: %+v", got)
	}
	kilometres := []float64{436, 426, 425, 430, 426, 430, 417, 372, 401, 389, 418, 414, 397, 443, 436, 431, 439, 430, 424, 415,
		423, 437, 463, 487, 505, 503, 508, 516, 518}
	collisions := []int{2, 12, 8, 4, 3, 2, 2, 3, 7, 3, 5, 13, 6, 4, 4, 2, 6, 4, 4, 4, 2, 2, 1, 4, 2, 3, 4, 3, 3}
	got, ok = PoissonTrend(collisions, kilometres, years(29))
	if !ok || !near(got.Slope.Value, -0.0329, 5.1e-5) || !near((got.Slope.High-got.Slope.Low)/2/z, 0.011, 5.1e-4) {
		t.Errorf("collisions: %+v", got)
	}
}

// TestPoissonTrendOfTwo: with two times the slope is the logarithm of the ratio of rates, with the variance 1/a + 1/b.
func TestPoissonTrendOfTwo(t *testing.T) {
	got, ok := PoissonTrend([]int{12, 30}, []float64{4, 5}, []float64{2020, 2022})
	slope, deviation := math.Log(30.0/5/(12.0/4))/2, math.Sqrt(1.0/12+1.0/30)/2
	if !ok || !near(got.Slope.Value, slope, 1e-12) || !near(got.Slope.Low, slope-z*deviation, 1e-11) || got.Fit != 1 {
		t.Errorf("%+v, want %v with %v", got, slope, deviation)
	}
}

// TestPoissonTrendGradient: at the slope the likelihood does not change, since the fit puts the events at the same mean time.
func TestPoissonTrendGradient(t *testing.T) {
	random := rand.New(rand.NewPCG(8, 3))
	for range 2000 {
		n := 2 + random.IntN(18)
		count, exposure, events := make([]int, n), make([]float64, n), 0.0
		for i := range count {
			exposure[i] = 1 + 5000*random.Float64()
			count[i] = poisson(random, 4*random.Float64())
			events += float64(count[i])
		}
		got, ok := PoissonTrend(count, exposure, years(n))
		if !ok {
			continue
		}
		var moment float64
		for i, y := range years(n) {
			moment += float64(count[i]) * y
		}
		mean, _ := tilted(exposure, years(n), got.Slope.Value)
		if !near(mean, moment/events, 1e-8) {
			t.Errorf("%v per %v: the events have a mean time of %v, the fit %v", count, exposure, moment/events, mean)
		}
		if !(got.Slope.Low < got.Slope.Value && got.Slope.Value < got.Slope.High) || !(got.P > 0 && got.P <= 1) || !(got.Fit >= 0 && got.Fit <= 1) {
			t.Errorf("%v per %v: %+v", count, exposure, got)
		}
	}
}

func TestTrendOfLittle(t *testing.T) {
	for _, count := range [][]int{nil, {5}, {0, 0, 0}, {0, 0, 7}, {7, 0, 0}} {
		if got, ok := PoissonTrend(count, ofOne(len(count)), years(len(count))); ok {
			t.Errorf("%v: %+v", count, got)
		}
	}
	if _, ok := LinearTrend([]float64{1, 2}, years(2)); ok {
		t.Error("two values have a linear trend")
	}
	if _, ok := LinearTrend([]float64{1, 2, 3}, []float64{4, 4, 4}); ok {
		t.Error("one time has a trend")
	}
	if got, ok := LinearTrend([]float64{3, 3, 3}, years(3)); !ok || got != (Trend{Interval{0, 0, 0}, 1, 1}) {
		t.Errorf("equal values: %+v", got)
	}
	if _, ok := MannKendall([]float64{4}, years(1)); ok {
		t.Error("one value has a trend")
	}
	for _, n := range []int{2, 3, 9, 50} {
		got, ok := MannKendall(make([]float64, n), years(n))
		if !ok || got.P != 1 || got.Slope.Value != 0 || math.IsNaN(got.Slope.Low) || math.IsNaN(got.Slope.High) {
			t.Errorf("%d equal values: %+v", n, got)
		}
	}
}

// TestLinearTrend takes the Norris data of the NIST Statistical Reference Datasets, with certified values for the slope and its
// standard deviation; the interval has 34 degrees of freedom.
func TestLinearTrend(t *testing.T) {
	x := []float64{0.2, 337.4, 118.2, 884.6, 10.1, 226.5, 666.3, 996.3, 448.6, 777.0, 558.2, 0.4, 0.6, 775.5, 666.9, 338.0, 447.5, 11.6,
		556.0, 228.1, 995.8, 887.6, 120.2, 0.3, 0.3, 556.8, 339.1, 887.2, 999.0, 779.0, 11.1, 118.3, 229.2, 669.1, 448.9, 0.5}
	y := []float64{0.1, 338.8, 118.1, 888.0, 9.2, 228.1, 668.5, 998.5, 449.1, 778.9, 559.2, 0.3, 0.1, 778.1, 668.8, 339.3, 448.9, 10.8,
		557.7, 228.3, 998.0, 888.8, 119.6, 0.3, 0.6, 557.6, 339.3, 888.0, 998.5, 778.9, 10.2, 117.6, 228.9, 668.4, 449.2, 0.2}
	got, ok := LinearTrend(y, x)
	deviation := (got.Slope.High - got.Slope.Value) / StudentT(0.975, 34)
	if !ok || !near(got.Slope.Value, 1.00211681802045, 1e-12) || !near(deviation, 0.429796848199937e-03, 1e-13) || got.P > 1e-60 {
		t.Errorf("%+v, standard deviation %v", got, deviation)
	}
}

// TestLinearTrendP takes the tuna of Hollander and Wolfe (1973) that R's help page of cor.test shows: the t test of a
// correlation is that of the slope; one-sided 0.05409 as printed in stats-Ex.Rout.save.
func TestLinearTrendP(t *testing.T) {
	got, _ := LinearTrend(tunaPanel, tunaHunter)
	if !near(got.P/2, 0.05409, 5.1e-6) {
		t.Errorf("%+v", got)
	}
}

// The quality of tuna by the Hunter L measure and by a panel.
var (
	tunaHunter = []float64{44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1}
	tunaPanel  = []float64{2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8}
)

// TestTrendCoverage: the intervals of slopes cover in about 95 % of the cases: Student's exactly, Wald's nearly when there are
// some dozens of events, Sen's in at least that many.
func TestTrendCoverage(t *testing.T) {
	random := rand.New(rand.NewPCG(31, 8))
	const runs, n, slope = 6000, 10, 0.05
	var linear, poissonFew, poissonMany, sen int
	for range runs {
		y, few, many := make([]float64, n), make([]int, n), make([]int, n)
		for i := range n {
			y[i] = 7 + slope*float64(i) + random.NormFloat64()
			few[i] = poisson(random, 3*math.Exp(slope*float64(i)))
			many[i] = poisson(random, 40*math.Exp(slope*float64(i)))
		}
		covers := func(trend Trend, _ bool) int {
			if trend.Slope.Low <= slope && slope <= trend.Slope.High {
				return 1
			}
			return 0
		}
		linear += covers(LinearTrend(y, years(n)))
		sen += covers(MannKendall(y, years(n)))
		poissonFew += covers(PoissonTrend(few, ofOne(n), years(n)))
		poissonMany += covers(PoissonTrend(many, ofOne(n), years(n)))
	}
	for _, test := range []struct {
		name        string
		covered     int
		least, most float64
	}{
		{"linear", linear, 0.941, 0.959}, {"Sen", sen, 0.941, 0.985},
		{"Poisson, 40 events in all", poissonFew, 0.935, 0.97}, {"Poisson, 500 events in all", poissonMany, 0.941, 0.959},
	} {
		if got := float64(test.covered) / runs; got < test.least || got > test.most {
			t.Errorf("%s: covered in %v of the cases", test.name, got)
		}
	}
}

// TestMannKendallTable compares with the probabilities that S is at least as large, of Gilbert (Statistical Methods for
// Environmental Pollution Monitoring, 1987, table A18), for 4 to 10 values: each row from the least S, 0 or 1, by steps of two.
func TestMannKendallTable(t *testing.T) {
	table := map[int][]float64{
		4: {0.625, 0.375, 0.167, 0.042},
		5: {0.592, 0.408, 0.242, 0.117, 0.042, 0.0083},
		6: {0.500, 0.360, 0.235, 0.136, 0.068, 0.028, 0.0083, 0.0014},
		7: {0.500, 0.386, 0.281, 0.191, 0.119, 0.068, 0.035, 0.015, 0.0054, 0.0014, 0.0002},
		8: {0.548, 0.452, 0.360, 0.274, 0.199, 0.138, 0.089, 0.054, 0.031, 0.016, 0.0071, 0.0028, 0.00087, 0.00019, 0.000025},
		9: {0.540, 0.460, 0.381, 0.306, 0.238, 0.179, 0.130, 0.090, 0.060, 0.038, 0.022, 0.012, 0.0063, 0.0029, 0.0012, 0.00043,
			0.00012, 0.000025, 0.0000028},
		10: {0.500, 0.431, 0.364, 0.300, 0.242, 0.190, 0.146, 0.108, 0.078, 0.054, 0.036, 0.023, 0.014, 0.0083, 0.0046, 0.0023,
			0.0011, 0.00047, 0.00018, 0.000058, 0.000015, 0.0000028, 0.00000028},
	}
	for n, row := range table {
		for i, want := range row {
			s := 2*i + n*(n-1)/2%2
			tail := kendallP(s, n, nil) / 2
			if s == 0 {
				continue // both sides are all there is
			}
			// A unit of the last digit where two are printed, since the table cuts some off.
			if !near(tail, want, min(5.1e-4, 0.065*want)) {
				t.Errorf("%d values, S at least %d: %v, want %v", n, s, tail, want)
			}
		}
	}
}

// TestMannKendall takes the tuna again: exact and one-sided 0.05972 as R's cor.test prints it (stats-Ex.Rout.save); and the
// worked example of J. Little (College of the Holy Cross, MannKendallByHand.txt): S = 54 of 14 values with a tie, a variance
// for which (S−1)/√V is 2.9058.
func TestMannKendall(t *testing.T) {
	order := make([]int, len(tunaHunter))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		if tunaHunter[a] < tunaHunter[b] {
			return -1
		}
		return 1
	})
	var y []float64
	for _, i := range order {
		y = append(y, tunaPanel[i])
	}
	if got, _ := MannKendall(y, years(len(y))); !near(got.P/2, 0.05972, 5.1e-6) {
		t.Errorf("tuna: %+v", got)
	}
	series := []float64{12.9, 14.8, 13.2, 15.7, 13.8, 15.6, 12.9, 11.0, 17.3, 15.9, 19.0, 18.3, 20.1, 21.7}
	if v := kendallVariance(14, tied(series)); !near((54-1)/math.Sqrt(v), 2.9058, 5.1e-5) {
		t.Errorf("the variance is %v", v)
	}
	if got, _ := MannKendall(series, years(14)); got.P < 0.002 || got.P > 0.005 {
		t.Errorf("the exact p value is %v, where the normal approximation gives 0.0036", got.P)
	}
}

// TestMannKendallByEnumeration goes through all orders of small series, ties included.
func TestMannKendallByEnumeration(t *testing.T) {
	for _, y := range [][]float64{{1, 2}, {1, 1, 2}, {3, 1, 3, 1}, {1, 2, 2, 2, 5}, {4, 4, 4, 1, 1, 7}, {1, 1, 2, 2, 3, 3, 4}} {
		score := func(y []float64) int {
			s := 0
			for i := range y {
				for j := i + 1; j < len(y); j++ {
					if y[j] > y[i] {
						s++
					} else if y[j] < y[i] {
						s--
					}
				}
			}
			return s
		}
		seen, all, extreme := score(y), 0, 0
		var permute func(k int, y []float64)
		permute = func(k int, y []float64) {
			if k == len(y) {
				all++
				if abs(score(y)) >= abs(seen) {
					extreme++
				}
				return
			}
			for i := k; i < len(y); i++ {
				y[k], y[i] = y[i], y[k]
				permute(k+1, y)
				y[k], y[i] = y[i], y[k]
			}
		}
		permute(0, slices.Clone(y))
		if got, _ := MannKendall(y, years(len(y))); !near(got.P, float64(extreme)/float64(all), 1e-12) {
			t.Errorf("%v: %v, want %d in %d", y, got.P, extreme, all)
		}
	}
}

// TestSen is by hand: the slopes of all pairs of 2, 4, 3, 8 in years 0, 1, 3, 4 are 2, 1/3, 3/2, −1/2, 4/3 and 5, with a median
// of 17/12. Four values bound nothing at 95 %.
func TestSen(t *testing.T) {
	got, _ := MannKendall([]float64{2, 4, 3, 8}, []float64{0, 1, 3, 4})
	if !near(got.Slope.Value, 17.0/12, 1e-12) || !math.IsInf(got.Slope.Low, -1) || !math.IsInf(got.Slope.High, 1) {
		t.Errorf("%+v", got)
	}
}

// TestSenAgrees: the interval leaves out 0 when and only when p is at most 5 %, as far as the steps of S let it, without ties.
func TestSenAgrees(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 1))
	for range 3000 {
		n := 4 + random.IntN(50)
		y := make([]float64, n)
		tilt := random.NormFloat64() * 0.2
		for i := range y {
			y[i] = tilt*float64(i) + random.NormFloat64()
		}
		got, _ := MannKendall(y, years(n))
		beyond := got.Slope.Low > 0 || got.Slope.High < 0
		if beyond != (got.P <= 0.05) && !near(got.P, 0.05, 0.004) {
			t.Errorf("%d values: %+v", n, got)
		}
	}
}

// TestExactMeetsNormal: where the exact distribution gives way to the normal one, they hardly differ.
func TestExactMeetsNormal(t *testing.T) {
	n := exactKendall
	for s := 0; s <= n*(n-1)/2; s += 20 {
		exact := kendallP(s, n, nil)
		normal := 1.0
		if s > 0 {
			normal = twoSidedNormal(float64(s-1) / math.Sqrt(kendallVariance(n, nil)))
		}
		if !near(exact, normal, 0.003) {
			t.Errorf("S = %d: %v exact, %v normal", s, exact, normal)
		}
	}
}

func BenchmarkTrends(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 1))
	y, count := make([]float64, 20), make([]int, 20)
	for i := range y {
		count[i] = poisson(random, 12)
		y[i] = float64(count[i])
	}
	exposure, time := ofOne(20), years(20)
	b.Run("poisson", func(b *testing.B) {
		for b.Loop() {
			PoissonTrend(count, exposure, time)
		}
	})
	b.Run("kendall", func(b *testing.B) {
		for b.Loop() {
			MannKendall(y, time)
		}
	})
	b.Run("rates", func(b *testing.B) {
		for b.Loop() {
			CompareRates(26, 4136, 31, 4002)
			Rate(26, 4136)
		}
	})
}
