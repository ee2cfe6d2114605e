package stats

import (
	"cmp"
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

// TestPoissonTrend compares with four sources:
//
//   - New cases of AIDS in Belgium from 1981 on (Wood, Generalized Additive Models, 2017, section
//     3.3.2): the slope, printed as 0.2021212 in document 1419470 of rstudio-pubs-static.
//   - Two rates of Gu and others: the one-sided p value by the logarithm of their ratio, 0.000420,
//     as quoted in test_twosample_poisson of statsmodels (stats/tests/test_rates_poisson.py).
//   - Cases of cancer by the distance of the clinic from a power plant: slope -0.02150, standard
//     error 0.00503 and p 0.00002, printed by R in Rand, singlm: A simple introduction to GLM, 2021
//     (3mmaRand/singlm, docs/glm-poisson-single-cont.md).
//   - For Pearson's χ², and for more than two times with exposures, nothing printed was found.
//     Standard error, p and fit of the cases of AIDS and of the leaks of TestUChart are those of
//     glm, run until nothing moves, and pchisq in R 4.2.2.
func TestPoissonTrend(t *testing.T) {
	for _, test := range []struct {
		name                             string
		count                            []int
		exposure                         []float64
		slope, within, deviation, p, fit float64
	}{
		{"AIDS", []int{12, 14, 33, 50, 67, 74, 123, 141, 165, 204, 253, 246, 240}, same(13, 1),
			0.2021212, 5.1e-8, 0.007771492349762, 4.017686877635e-149, 1.911401009e-11},
		{"leaks", []int{14, 4, 5, 13, 6, 2, 4, 11, 8, 10, 3, 11, 1, 3, 6, 8, 5, 2},
			[]float64{39, 45, 46, 48, 40, 58, 50, 50, 50, 50, 32, 50, 33, 50, 50, 50, 50, 50},
			-0.0447992565088, 1e-12, 0.0182591134493, 1.414623016423e-02, 0.006083668041152},
	} {
		got, ok := PoissonTrend(test.count, test.exposure, years(len(test.count)))
		deviation := (got.Slope.High - got.Slope.Low) / 2 / z
		if !ok || !near(got.Slope.Value, test.slope, test.within) || !near(deviation/test.deviation, 1, 1e-8) ||
			!near(got.P/test.p, 1, 1e-8) || !near(got.Fit/test.fit, 1, 1e-8) {
			t.Errorf("%s: %+v with a standard error of %v", test.name, got, deviation)
		}
	}
	cancers := []int{0, 0, 4, 0, 0, 0, 0, 1, 0, 0, 2, 0, 2, 1, 1, 0, 0, 1, 1, 1, 1, 0, 1, 1, 0, 0, 0, 4, 0, 0, 0, 0,
		1, 0, 2, 1, 0, 1, 0, 1, 0, 1, 0}
	distance := []float64{154.37, 93.14, 3.83, 60.83, 142.61, 164.72, 135.92, 79.92, 112.71, 101.76, 59.62, 128.07,
		17.17, 24.81, 103.42, 112.7, 143.96, 48.77, 82.2, 57.53, 12.75, 64.47, 68.78, 133.4, 98.94, 40.87, 151.82,
		35.15, 97.1, 131.44, 102.02, 116.77, 28.79, 52.63, 23.15, 68.13, 146.93, 87.98, 147.3, 132.67, 164.21, 72.67,
		22.81}
	got, ok := PoissonTrend(cancers, same(len(cancers), 1), distance)
	deviation := (got.Slope.High - got.Slope.Low) / 2 / z
	if !ok || !near(got.Slope.Value, -0.02150, 5.1e-6) || !near(deviation, 0.00503, 5.1e-6) ||
		!near(got.P, 0.00002, 5.1e-6) {
		t.Errorf("cases of cancer: %+v with a standard error of %v", got, deviation)
	}
	got, ok = PoissonTrend([]int{30, 60}, []float64{54308.7, 51477.5}, years(2))
	if !ok || !near(got.P/2, 0.000420, 5.1e-7) {
		t.Errorf("two rates: %+v", got)
	}
}

// TestPoissonTrendOfTwo: with two times the slope is the logarithm of the ratio of rates, with the
// variance 1/a + 1/b.
func TestPoissonTrendOfTwo(t *testing.T) {
	got, ok := PoissonTrend([]int{12, 30}, []float64{4, 5}, []float64{2020, 2022})
	slope, deviation := math.Log(30.0/5/(12.0/4))/2, math.Sqrt(1.0/12+1.0/30)/2
	if !ok || !near(got.Slope.Value, slope, 1e-12) || !near(got.Slope.Low, slope-z*deviation, 1e-11) || got.Fit != 1 {
		t.Errorf("%+v, want %v with %v", got, slope, deviation)
	}
}

// TestPoissonTrendGradient: at the slope the likelihood does not change, since the fit puts the
// events at the same mean time.
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
		if !(got.Slope.Low < got.Slope.Value && got.Slope.Value < got.Slope.High) || !(got.P > 0 && got.P <= 1) ||
			!(got.Fit >= 0 && got.Fit <= 1) {
			t.Errorf("%v per %v: %+v", count, exposure, got)
		}
	}
}

func TestTrendOfLittle(t *testing.T) {
	for _, count := range [][]int{nil, {5}, {0, 0, 0}, {0, 0, 7}, {7, 0, 0}} {
		if got, ok := PoissonTrend(count, same(len(count), 1), years(len(count))); ok {
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

// TestTrendCoverage checks how often the intervals cover the true slope. Student's does in 95 % of
// the cases, Wald's in nearly as many when there are some dozens of events, and Sen's in at least
// as many.
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
		poissonFew += covers(PoissonTrend(few, same(n, 1), years(n)))
		poissonMany += covers(PoissonTrend(many, same(n, 1), years(n)))
	}
	for _, test := range []struct {
		name        string
		covered     int
		least, most float64
	}{
		{"linear", linear, 0.941, 0.959}, {"Sen", sen, 0.941, 0.985},
		{"Poisson, 40 events in all", poissonFew, 0.935, 0.97},
		{"Poisson, 500 events in all", poissonMany, 0.941, 0.959},
	} {
		if got := float64(test.covered) / runs; got < test.least || got > test.most {
			t.Errorf("%s: covered in %v of the cases", test.name, got)
		}
	}
}

// TestMannKendallExact takes p values by cor.test(x, y, method = "kendall", exact = 1) of R, as
// given with twelve digits in TestKendallTau of SciPy's scipy/stats/tests/test_stats.py; for 100
// and more values, by SymPy, from test_kendall_p_exact_medium of its test_mstats_basic.py, which
// has the number of falling pairs; and the tuna again, one-sided 0.05972 as R prints it
// (tests/Examples/stats-Ex.Rout.save).
func TestMannKendallExact(t *testing.T) {
	for _, test := range []struct {
		x, y      []float64
		p, within float64
	}{
		{[]float64{5, 2, 1, 3, 6, 4, 7, 8}, []float64{5, 2, 6, 3, 1, 8, 7, 4}, 1, 1e-11},
		{[]float64{0, 5, 2, 1, 3, 6, 4, 7, 8}, []float64{5, 2, 0, 6, 3, 1, 8, 7, 4}, 1, 1e-11},
		{[]float64{5, 2, 1, 3, 6, 4, 7}, []float64{5, 2, 6, 3, 1, 7, 4}, 0.77261904762, 1e-11},
		{[]float64{2, 1, 3, 6, 4, 7, 8}, []float64{2, 6, 3, 1, 8, 7, 4}, 1, 1e-11},
		{years(10), []float64{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, 5.511463844797e-07, 1e-11},
		{years(10), []float64{0, 2, 1, 3, 4, 5, 6, 7, 8, 9}, 5.511463844797e-06, 1e-11},
		{years(10), []float64{0, 2, 1, 3, 4, 6, 5, 7, 8, 9}, 2.976190476190e-05, 1e-11},
		{years(10), []float64{9, 8, 7, 6, 5, 4, 3, 2, 1, 0}, 5.511463844797e-07, 1e-11},
		{years(10), []float64{9, 7, 8, 6, 5, 4, 3, 2, 1, 0}, 5.511463844797e-06, 1e-11},
		{years(10), []float64{9, 7, 8, 6, 5, 3, 4, 2, 1, 0}, 2.976190476190e-05, 1e-11},
		{tunaHunter, tunaPanel, 2 * 0.05972, 8.5e-5},
	} {
		y := inOrderOf(test.x, test.y)
		if got, ok := MannKendall(y, years(len(y))); !ok || !near(got.P/test.p, 1, test.within) {
			t.Errorf("%v: %v, want %v", y, got.P, test.p)
		}
	}
	for _, test := range []struct {
		n, falling int
		p          float64
	}{
		{100, 2393, 0.62822615287956040664}, {101, 2436, 0.60439525773513602669},
		{200, 9797, 0.74753983745929675209}, {201, 9656, 0.40959218958120363618},
	} {
		var p float64
		for _, probability := range inversions(test.n, nil)[:test.falling+1] {
			p += 2 * probability
		}
		if !near(p, test.p, 1e-11) {
			t.Errorf("%d values, %d falling pairs: %v, want %v", test.n, test.falling, p, test.p)
		}
	}
}

// inOrderOf is y in the order that sorts x.
func inOrderOf(x, y []float64) []float64 {
	order := make([]int, len(x))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(x[a], x[b]) })
	out := make([]float64, len(y))
	for place, i := range order {
		out[place] = y[i]
	}
	return out
}

// TestMannKendallNormal takes the suspended sediment and the flow of the Rhine at Maxau, 1965 to
// 2009, for which the vignette of R's package trend (1.1.6) prints z and p, of the flow also S =
// −144 with a variance of 10450; and example 17-6 of USEPA (2009), sulfate with ties, for which the
// help page of kendallTrendTest in R's EnvStats (3.1.0) prints z = 5.107322 and the slope. Those
// are 23 values, for which MannKendall computes the exact p value, so the test compares the
// variance.
func TestMannKendallNormal(t *testing.T) {
	for _, test := range []struct {
		name string
		y    []float64
		z, p float64
	}{
		{"sediment", maxauSediment, -3.8445, 0.0001208}, {"flow", maxauFlow, -1.3989, 0.1619},
	} {
		got, _ := MannKendall(test.y, years(45))
		if !near(got.P, test.p, test.p*5e-4) || !near(math.Sqrt2*math.Erfcinv(got.P), -test.z, 5.1e-5) {
			t.Errorf("%s: %+v", test.name, got)
		}
	}
	if v := kendallVariance(45, tied(maxauFlow)); v != 10450 {
		t.Errorf("the variance is %v", v)
	}
	if got, _ := MannKendall(maxauFlow, years(45)); got.P != kendallP(-144, 45, nil) {
		t.Error("S of the flow is not −144")
	}

	date := []float64{89.6, 89.8, 90.1, 90.3, 90.6, 90.8, 91.1, 91.3, 91.6, 91.8, 92.1, 92.6, 93.1, 93.6, 94.1, 94.6,
		95.1, 95.6, 95.8, 96.1, 96.3, 96.6, 96.8}
	sulfate := []float64{480, 450, 490, 520, 485, 510, 510, 530, 510, 560, 560, 540, 590, 550, 600, 700, 570, 610,
		650, 620, 830, 720, 590}
	const s = 194 // the printed tau of 0.7667984 times 253 pairs
	if v := kendallVariance(23, tied(sulfate)); !near((s-1)/math.Sqrt(v), 5.107322, 5.1e-7) {
		t.Errorf("the variance is %v", v)
	}
	got, _ := MannKendall(sulfate, date)
	if !near(got.Slope.Value, 26.6666667, 5.1e-8) || got.P != kendallP(s, 23, tied(sulfate)) {
		t.Errorf("sulfate: %+v", got)
	}
}

// Suspended sediment in mg/l and flow in m³/s: the data set maxau of R's package trend.
var (
	maxauSediment = []float64{37.3835616438356, 31.2821917808219, 26.4191780821918, 28.827868852459,
		32.8821917808219, 37.572602739726, 27.3424657534247, 29.8579234972678, 35.4931506849315, 28.9041095890411,
		25.6931506849315, 16.9699453551913, 28.9013698630137, 20.2520547945206, 19.2684931506849, 19.1912568306011,
		24.3369863013699, 28.8109589041096, 17.6958904109589, 19.6366120218579, 20.9561643835616, 29.1041095890411,
		27.3452054794521, 27.603825136612, 20.9890410958904, 26.9698630136986, 27.4438356164384, 32.7923497267760,
		27.5616438356164, 30.7287671232877, 33.1452054794521, 25.7786885245902, 25.2876712328767, 24.4082191780822,
		28.3835616438356, 17.9726775956284, 16.0958904109589, 17.2684931506849, 11.8904109589041, 13.7704918032787,
		21.4689655172414, 23.0986301369863, 16.4441340782123, 15.7732240437158, 13.8736263736264}
	maxauFlow = []float64{1649.35342465753, 1585.26849315068, 1370.11232876712, 1520.90163934426, 1255.72602739726,
		1808.34246575342, 864.106849315069, 959.306010928962, 1141.55342465753, 1216.23287671233, 1344.42465753425,
		861.909836065574, 1402.92328767123, 1415.83835616438, 1349.79726027397, 1419.09950819672, 1523.75369041096,
		1535.47123287671, 1365.45205479452, 1228.24863387978, 1114.01369863014, 1339.91780821918, 1537.33150684932,
		1448.25956284153, 1000.78630136986, 1095.21369863014, 1055.31506849315, 1208.97267759563, 1174.00821917808,
		1356.64109589041, 1565.47397260274, 1112.54371584699, 1163.92054794521, 1143.30410958904, 1723.83287671233,
		1400.86619945355, 1632.98904109589, 1495.70136986301, 915.753424657534, 1062.42267759563, 1048.98453947368,
		1263.65479452055, 1286.67397260274, 1205.05191256831, 1112.38630136986}
)

// TestMannKendallByEnumeration goes through all orders of small series, ties included.
func TestMannKendallByEnumeration(t *testing.T) {
	for _, y := range [][]float64{{1, 2}, {1, 1, 2}, {3, 1, 3, 1}, {1, 2, 2, 2, 5}, {4, 4, 4, 1, 1, 7},
		{1, 1, 2, 2, 3, 3, 4}} {
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

// TestSen takes the sediment again, for which the vignette of R's package trend prints the slope
// with its 95 % interval; and Sen's own example (JASA 63, 1968, page 1388) as quoted in
// TestTheilslopes of SciPy's scipy/stats/tests/test_correlation.py: a slope of 4, from 3.71 to
// 4.38. SciPy calls that a 93 % interval, since 7 % of all orders of seven values have an |S| of 13
// or more. But its bounds are the fourth slopes of 21 from either end. They leave out 0 only when
// |S| is 15 or more, in 3 % of all orders, so it is a 97 % interval, and the one that MannKendall
// returns. Four values have no bounds: their slopes are 2, 1/3, 3/2, −1/2, 4/3 and 5.
func TestSen(t *testing.T) {
	for _, test := range []struct {
		name                     string
		y, time                  []float64
		slope, low, high, within float64
	}{
		{"sediment", maxauSediment, years(45), -0.2876139, -0.4196477, -0.1519026, 5.1e-8},
		{"Sen's", []float64{9, 15, 19, 20, 45, 55, 78}, []float64{1, 2, 3, 4, 10, 12, 18}, 4, 3.71, 4.38, 0.0051},
		{"few", []float64{2, 4, 3, 8}, []float64{0, 1, 3, 4}, 17.0 / 12, math.Inf(-1), math.Inf(1), 1e-12},
	} {
		got, _ := MannKendall(test.y, test.time)
		bound := func(got, want float64) bool { return got == want || near(got, want, test.within) }
		if !near(got.Slope.Value, test.slope, test.within) || !bound(got.Slope.Low, test.low) ||
			!bound(got.Slope.High, test.high) {
			t.Errorf("%s: %+v", test.name, got)
		}
	}
	if p := kendallP(13, 7, nil); !near(p, 0.07, 0.0051) {
		t.Errorf("S = 13 of seven values has %v", p)
	}
	if p := kendallP(15, 7, nil); !near(p, 0.03, 0.0051) {
		t.Errorf("S = 15 of seven values has %v", p)
	}
}

// TestSenAgrees checks that, without ties, the interval leaves out 0 exactly when p is at most 5 %,
// or nearly: S moves in steps.
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

// TestExactMeetsNormal checks that the exact and the normal p value hardly differ at the size where
// one replaces the other.
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
	exposure, time := same(20, 1), years(20)
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
