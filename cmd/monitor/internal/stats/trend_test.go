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

// same is a number n times.
func same(n int, value float64) []float64 { return slices.Repeat([]float64{value}, n) }

// TestRateTrend compares with R 4.5, of which P and the interval are the larger and the wider of
// two:
//
//	t <- seq_along(k)
//	glm(k ~ t + offset(log(e)), family = poisson, control = list(epsilon = 1e-14, maxit = 100))
//	glm(k ~ t + offset(log(e)), family = quasipoisson, control = list(epsilon = 1e-14, maxit = 100))
//
// with half the interval qnorm(0.975) and qt(0.975, n - 2) standard errors, and the last of
// fitted(). The slope of the cases of AIDS in Belgium is also printed, as 0.2021212, by Wood
// (Generalized Additive Models, 2017, section 3.3.2). The leaks are those of TestUChart. With two
// times there is one p value: that of Gu and others is quoted, one-sided 0.000420, in
// test_twosample_poisson of statsmodels.
func TestRateTrend(t *testing.T) {
	for _, test := range []struct {
		name                  string
		count                 []int
		exposure              []float64
		slope, half, p, level float64
	}{
		{"AIDS", []int{12, 14, 33, 50, 67, 74, 123, 141, 165, 204, 253, 246, 240}, same(13, 1),
			0.202121203385, 0.0444313540557, 7.30178811807e-07, 319.950142814},
		{"leaks", []int{14, 4, 5, 13, 6, 2, 4, 11, 8, 10, 3, 11, 1, 3, 6, 8, 5, 2},
			[]float64{39, 45, 46, 48, 40, 58, 50, 50, 50, 50, 32, 50, 33, 50, 50, 50, 50, 50},
			-0.0447992565088, 0.0561212249503, 0.10998074069, 4.61238564339},
		{"more even than chance", []int{32, 30, 31, 33, 36, 40, 50}, same(7, 1),
			0.0787774911505, 0.062211739164, 0.0130697326126, 45.0364231559},
		{"four years", []int{301, 162, 89, 86}, same(4, 1),
			-0.478751246629, 0.388807327323, 0.0338292959918, 67.698391289},
	} {
		got, ok := RateTrend(test.count, test.exposure, years(len(test.count)))
		half := (got.Slope.High - got.Slope.Low) / 2
		if !ok || !near(got.Slope.Value, test.slope, 1e-10) || !near(half/test.half, 1, 1e-8) ||
			!near(got.P/test.p, 1, 1e-8) || !near(got.Level/test.level, 1, 1e-9) {
			t.Errorf("%s: %+v with half an interval of %v", test.name, got, half)
		}
	}
	got, ok := RateTrend([]int{30, 60}, []float64{54308.7, 51477.5}, years(2))
	if !ok || !near(got.P/2, 0.000420, 5.1e-7) {
		t.Errorf("two rates: %+v", got)
	}
}

// TestShareTrend takes the smokers of R's help page of prop.trend.test. p is that of
// summary(lm(k/n ~ t, weights = n)), larger than the 0.004132 of prop.trend.test(k, n, t).
func TestShareTrend(t *testing.T) {
	got, ok := ShareTrend([]int{83, 90, 129, 70}, []int{86, 93, 136, 82}, years(4))
	if !ok || !near(got.Slope.Value, -0.0334156264126, 1e-12) || !near(got.P, 0.192070360458, 1e-11) ||
		!near(got.Slope.High-got.Slope.Value, 0.0741512201197, 1e-11) || !near(got.Level, 0.888208908516, 1e-11) {
		t.Errorf("%+v", got)
	}
	if got, ok := ShareTrend([]int{0, 0, 0}, []int{5, 5, 5}, years(3)); ok {
		t.Errorf("none: %+v", got)
	}
}

// TestShortLines are five values, of which Mann and Kendall's test cannot show that they rise among
// others. p is R's summary(lm(y ~ seq_along(y))).
func TestShortLines(t *testing.T) {
	for _, test := range []struct {
		y        []float64
		slope, p float64
	}{
		{[]float64{12, 20, 28, 44, 52}, 10.4, 0.000982801897719},
		{[]float64{34, 61, 95, 128, 143}, 28.5, 0.000643119326934},
	} {
		if got, _ := LinearTrend(test.y, years(5)); !near(got.Slope.Value, test.slope, 1e-9) || !near(got.P, test.p, 1e-12) {
			t.Errorf("%v: %+v", test.y, got)
		}
	}
}

// TestRateTrendGradient: at the slope the likelihood does not change, since the fit puts the
// events at the same mean time.
func TestRateTrendGradient(t *testing.T) {
	random := rand.New(rand.NewPCG(8, 3))
	for range 2000 {
		n := 2 + random.IntN(18)
		count, exposure, events := make([]int, n), make([]float64, n), 0.0
		for i := range count {
			exposure[i] = 1 + 5000*random.Float64()
			count[i] = poisson(random, 4*random.Float64())
			events += float64(count[i])
		}
		got, ok := RateTrend(count, exposure, years(n))
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
		if !(got.Slope.Low < got.Slope.Value && got.Slope.Value < got.Slope.High) || !(got.P > 0 && got.P <= 1) {
			t.Errorf("%v per %v: %+v", count, exposure, got)
		}
	}
}

func TestTrendOfLittle(t *testing.T) {
	for _, count := range [][]int{nil, {5}, {0, 0, 0}, {0, 0, 7}, {7, 0, 0}} {
		if got, ok := RateTrend(count, same(len(count), 1), years(len(count))); ok {
			t.Errorf("%v: %+v", count, got)
		}
	}
	if _, ok := LinearTrend([]float64{1, 2}, years(2)); ok {
		t.Error("two values have a linear trend")
	}
	if _, ok := LinearTrend([]float64{1, 2, 3}, []float64{4, 4, 4}); ok {
		t.Error("one time has a trend")
	}
	if _, ok := LinearTrend([]float64{0.1, 0.1, 0.1}, years(3)); ok {
		t.Error("equal values have a linear trend")
	}
}

// TestLinearTrend takes the Norris data of the NIST Statistical Reference Datasets, with the
// certified slope and its standard deviation as quoted in testNorris of SimpleRegressionTest in
// Apache Commons Math; and what R prints of Anscombe's first regression and of its data set
// Formaldehyde (tests/Examples/datasets-Ex.Rout.save of the sources of R 4.5). The standard
// deviation is half the interval divided by the quantile that TestStudentT checks.
func TestLinearTrend(t *testing.T) {
	for _, test := range []struct {
		name                              string
		x, y                              []float64
		slope, within, deviation, near, p float64
	}{
		{"Norris", []float64{0.2, 337.4, 118.2, 884.6, 10.1, 226.5, 666.3, 996.3, 448.6, 777.0, 558.2, 0.4, 0.6,
			775.5, 666.9, 338.0, 447.5, 11.6, 556.0, 228.1, 995.8, 887.6, 120.2, 0.3, 0.3, 556.8, 339.1, 887.2,
			999.0, 779.0, 11.1, 118.3, 229.2, 669.1, 448.9, 0.5},
			[]float64{0.1, 338.8, 118.1, 888.0, 9.2, 228.1, 668.5, 998.5, 449.1, 778.9, 559.2, 0.3, 0.1, 778.1,
				668.8, 339.3, 448.9, 10.8, 557.7, 228.3, 998.0, 888.8, 119.6, 0.3, 0.6, 557.6, 339.3, 888.0, 998.5,
				778.9, 10.2, 117.6, 228.9, 668.4, 449.2, 0.2},
			1.00211681802045, 1e-12, 0.429796848199937e-03, 1e-13, 0},
		{"Anscombe", []float64{10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5},
			[]float64{8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68},
			0.5000909, 5.1e-8, 0.1179055, 5.1e-8, 0.002169629},
		{"formaldehyde", []float64{0.1, 0.3, 0.5, 0.6, 0.7, 0.9}, []float64{0.086, 0.269, 0.446, 0.538, 0.626, 0.782},
			0.876286, 5.1e-7, 0.013535, 5.1e-7, 3.409e-07},
	} {
		got, ok := LinearTrend(test.y, test.x)
		deviation := (got.Slope.High - got.Slope.Value) / StudentT(0.975, float64(len(test.x)-2))
		if !ok || !near(got.Slope.Value, test.slope, test.within) || !near(deviation, test.deviation, test.near) ||
			!near(got.P, test.p, 5.1e-10) {
			t.Errorf("%s: %+v, standard deviation %v", test.name, got, deviation)
		}
	}
}

// TestLinearTrendP takes the tuna of Hollander and Wolfe (1973) from R's help page of cor.test:
// one-sided 0.05409, as printed in tests/Examples/stats-Ex.Rout.save. The t test of a correlation
// is also the t test of the slope.
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

// TestTrendCoverage checks how often the intervals cover the true slope: in 95 % of the cases for a
// line, and in at least as many for counts.
func TestTrendCoverage(t *testing.T) {
	random := rand.New(rand.NewPCG(31, 8))
	const runs, n, slope = 6000, 10, 0.05
	var linear, few, many int
	for range runs {
		y, three, forty := make([]float64, n), make([]int, n), make([]int, n)
		for i := range n {
			y[i] = 7 + slope*float64(i) + random.NormFloat64()
			three[i] = poisson(random, 3*math.Exp(slope*float64(i)))
			forty[i] = poisson(random, 40*math.Exp(slope*float64(i)))
		}
		covers := func(trend Trend, _ bool) int {
			if trend.Slope.Low <= slope && slope <= trend.Slope.High {
				return 1
			}
			return 0
		}
		linear += covers(LinearTrend(y, years(n)))
		few += covers(RateTrend(three, same(n, 1), years(n)))
		many += covers(RateTrend(forty, same(n, 1), years(n)))
	}
	for _, test := range []struct {
		name        string
		covered     int
		least, most float64
	}{
		{"linear", linear, 0.941, 0.959}, {"40 events in all", few, 0.95, 0.985}, {"500 events in all", many, 0.95, 0.985},
	} {
		if got := float64(test.covered) / runs; got < test.least || got > test.most {
			t.Errorf("%s: covered in %v of the cases", test.name, got)
		}
	}
}
