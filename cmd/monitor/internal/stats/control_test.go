package stats

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// chartCase is a printed control chart. low and high are the limits of the first points, or of all
// points when they are one number. beyond are the points outside the limits, counted from 1. What
// is nil was not printed.
type chartCase struct {
	name      string
	count     []int
	of        []float64
	centre    float64
	low, high []float64
	precision float64
	beyond    []int
}

func (c chartCase) check(t *testing.T, chart Chart, ok bool) {
	t.Helper()
	if !ok || len(chart.Points) != len(c.count) {
		t.Fatalf("%s: no chart", c.name)
	}
	expect := func(what string, i int, got float64, want []float64) {
		t.Helper()
		if len(want) == 1 {
			i = 0
		}
		if i < len(want) && !near(got, want[i], c.precision) {
			t.Errorf("%s: %s of point %d is %v, want %v", c.name, what, i+1, got, want[i])
		}
	}
	var beyond []int
	for i, p := range chart.Points {
		expect("the centre", i, p.Centre, []float64{c.centre})
		expect("the lower limit", i, p.Low, c.low)
		expect("the upper limit", i, p.High, c.high)
		if p.Signals&Beyond != 0 {
			beyond = append(beyond, i+1)
		}
	}
	if c.beyond != nil && !slices.Equal(beyond, c.beyond) {
		t.Errorf("%s: beyond the limits are %v, want %v", c.name, beyond, c.beyond)
	}
}

// TestCChart takes Montgomery's printed circuit boards as printed by R's qcc 3.0 (its vignette;
// samples 6 and 20 are outside the limits according to the help page of its data set circuit);
// painted trucks as printed by SAS (SAS/QC User's Guide, qcug/65562, example 17.8: the limits); and
// two years' injuries of Wheeler (Understanding Statistical Process Control, page 220), as quoted
// in tests/test_u_c_chart.py of the Python package pycontrolcharts, with their limits and the month
// beyond them.
func TestCChart(t *testing.T) {
	for _, test := range []chartCase{
		{"boards", []int{21, 24, 16, 12, 15, 5, 28, 20, 31, 25, 20, 24, 16, 19, 10, 17, 13, 22, 18, 39, 30, 24, 16,
			19, 17, 15}, nil,
			19.84615, []float64{6.481447}, []float64{33.21086}, 5.1e-6, []int{6, 20}},
		{"trucks", []int{12, 4, 4, 3, 4, 2, 3, 3, 2, 4, 9, 13, 5, 4, 6, 15, 8, 9, 6, 8}, nil,
			6.2, []float64{0}, []float64{13.669940}, 5.1e-7, nil},
		{"injuries", []int{6, 2, 4, 8, 5, 4, 23, 7, 3, 5, 12, 7, 10, 5, 9, 4, 3, 2, 2, 1, 3, 4, 3, 1}, nil,
			5.54, []float64{0}, []float64{12.6}, 0.0051, []int{7}},
	} {
		chart, ok := CChart(test.count)
		test.check(t, chart, ok)
	}
}

// TestPChart takes Montgomery's cans of orange juice as printed by R's qcc 3.0 (its vignette, which
// leaves out samples 15 and 23 as out of control); and a firm's incomplete invoices, as many as its
// days brought (Wheeler, page 264), as quoted in tests/test_p_np_charts.py of the Python package
// pycontrolcharts: the first ten days, of which the sixth is beyond its limits.
func TestPChart(t *testing.T) {
	for _, test := range []chartCase{
		{"juice", []int{12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9,
			12, 7, 13, 9, 6},
			same(30, 50), 0.2313333, []float64{0.05242755}, []float64{0.4102391}, 5.1e-8, []int{15, 23}},
		{"invoices", []int{20, 18, 14, 16, 13, 29, 21, 14, 6, 6, 7, 7, 9, 5, 8, 9, 9, 10, 9, 10},
			[]float64{98, 104, 97, 99, 97, 102, 104, 101, 55, 48, 50, 53, 56, 49, 56, 53, 52, 51, 52, 47},
			0.169, []float64{0.055, 0.058, 0.055, 0.056, 0.055, 0.057, 0.058, 0.057, 0.017, 0.006},
			[]float64{0.282, 0.279, 0.283, 0.281, 0.283, 0.280, 0.279, 0.280, 0.320, 0.331}, 5.1e-4, []int{6}},
	} {
		var of []int
		for _, n := range test.of {
			of = append(of, int(n))
		}
		chart, ok := PChart(test.count, of)
		test.check(t, chart, ok)
	}
}

// TestUChart takes Montgomery's personal computers, five a sample, and his circuit boards without
// samples 6 and 20, as printed by R's qcc 3.0 (its vignette); rolls of fabric of 30 m² as printed
// by SAS (SAS/QC User's Guide, qcug/66114, figure 17.87: the limits; and qcug/67522, example 17.31,
// where roll 4 is beyond); pieces of fabric of different sizes (qcug/63964, example 15.33: the
// centre); and leaks of radiators, as many as were made (Wheeler, Understanding Statistical Process
// Control, page 276), as quoted in tests/test_u_c_chart.py of pycontrolcharts: the limits of the
// first six, of which the first is beyond.
func TestUChart(t *testing.T) {
	for _, test := range []chartCase{
		{"computers", []int{10, 12, 8, 14, 10, 16, 11, 7, 10, 15, 9, 5, 7, 11, 12, 6, 8, 10, 7, 5}, same(20, 5),
			1.93, []float64{0.06613305}, []float64{3.793867}, 5.1e-7, nil},
		{"boards", []int{21, 24, 16, 12, 15, 28, 20, 31, 25, 20, 24, 16, 19, 10, 17, 13, 22, 18, 30, 24, 16, 19, 17,
			15}, same(24, 100),
			0.1966667, []float64{0.06362532}, []float64{0.329708}, 5.1e-7, nil},
		{"rolls", []int{12, 11, 9, 15, 7, 6, 5, 10, 8, 8, 14, 5, 9, 13, 7, 5, 8, 11, 7, 12}, same(20, 30),
			0.30333, []float64{0.001671271}, []float64{0.60500}, 5.1e-6, nil},
		{"more rolls", fabricRolls, same(20, 30),
			0.26, []float64{0}, []float64{0.53928480}, 5.1e-9, []int{4}},
		{"pieces", []int{7, 11, 15, 6, 11, 15, 5, 10, 8, 3, 3, 14, 3, 9, 7, 6, 7, 5, 14, 13, 11, 6, 6, 9, 11},
			[]float64{30.0, 27.6, 30.4, 34.8, 26.0, 28.6, 28.0, 30.2, 28.2, 31.4, 30.3, 27.8, 27.0, 30.0, 32.1, 34.8,
				26.5, 30.0, 31.3, 31.6, 29.4, 28.6, 27.5, 32.6, 31.7},
			0.28805, nil, nil, 5.1e-6, nil},
		{"radiators", []int{14, 4, 5, 13, 6, 2, 4, 11, 8, 10, 3, 11, 1, 3, 6, 8, 5, 2},
			[]float64{39, 45, 46, 48, 40, 58, 50, 50, 50, 50, 32, 50, 33, 50, 50, 50, 50, 50},
			0.138, []float64{0}, []float64{0.316, 0.304, 0.302, 0.299, 0.314, 0.284}, 5.1e-4, []int{1}},
	} {
		chart, ok := UChart(test.count, test.of)
		test.check(t, chart, ok)
	}
}

// fabricRolls are the defects of rolls of 30 m² in examples of the SAS/QC User's Guide.
var fabricRolls = []int{6, 9, 14, 17, 3, 8, 9, 2, 14, 1, 3, 5, 6, 9, 10, 12, 11, 4, 9, 4}

// TestXmRChart takes the flow rates of the NIST/SEMATECH e-Handbook, 6.3.2.2, as quoted in the
// tests of stats/imr.py of the Python package sigma_engine: mean 50.81, mean moving range 1.8778,
// limits 45.8159 and 55.8041, nothing beyond. The viscosities of Montgomery are printed by R's qcc
// 3.0 (its vignette): mean 34.088, standard deviation 0.5076521, limits 32.56504 and 35.61096.
func TestXmRChart(t *testing.T) {
	chart, ok := XmRChart([]float64{49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1}, 0, math.Inf(1))
	if !ok {
		t.Fatal("no chart")
	}
	for _, p := range chart.Points {
		if !near(p.Centre, 50.81, 1e-9) || !near(p.Sigma*1.128, 1.8778, 5.1e-5) || !near(p.Low, 45.8159, 5.1e-5) ||
			!near(p.High, 55.8041, 5.1e-5) {
			t.Errorf("%+v", p)
		}
		if p.Signals&Beyond != 0 {
			t.Errorf("%+v is beyond", p)
		}
	}
	chart, _ = XmRChart([]float64{34.05, 34.40, 33.59, 35.96, 34.70, 33.51, 33.79, 34.04, 34.52, 33.75, 33.27, 33.71,
		34.03, 34.58, 34.02, 33.97, 34.05, 34.04, 33.73, 34.05}, 0, math.Inf(1))
	for _, p := range chart.Points {
		if !near(p.Centre, 34.088, 1e-9) || !near(p.Sigma, 0.5076521, 5.1e-8) || !near(p.Low, 32.56504, 5.1e-6) ||
			!near(p.High, 35.61096, 5.1e-6) {
			t.Errorf("%+v", p)
		}
	}
	bounded, _ := XmRChart([]float64{1, 9, 1, 9, 1, 9, 1, 9}, 2, 8)
	if p := bounded.Points[0]; p.Low != 2 || p.High != 8 {
		t.Errorf("%+v", p)
	}
}

func TestChartOfLittle(t *testing.T) {
	if _, ok := CChart([]int{1, 2, 3, 4, 5, 6, 7}); ok {
		t.Error("seven points make a chart")
	}
	none, ok := CChart(make([]int, 8))
	constant, alsoOK := XmRChart([]float64{0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1}, 0, 1)
	all, allOK := PChart([]int{5, 5, 5, 5, 5, 5, 5, 5}, []int{5, 5, 5, 5, 5, 5, 5, 5})
	if !ok || !alsoOK || !allOK {
		t.Fatal("no chart")
	}
	for _, chart := range []Chart{none, constant, all} {
		for _, p := range chart.Points {
			if math.IsNaN(p.Low+p.High+p.Sigma) || p.Signals != 0 || !near(p.Low, p.High, 1e-12) {
				t.Errorf("%+v", p)
			}
		}
	}
}

// TestSignals takes the series by which R's qcc 3.0 tests its Nelson rules
// (tests/testthat/test-rules.R), with the points, counted from 1, at which it expects them; and the
// rolls of fabric of the SAS/QC User's Guide (qcug/67522, example 17.31), where test 1 is positive
// for roll 4 and test 3 at roll 15; roll 16, which SAS does not name, continues the same rise.
func TestSignals(t *testing.T) {
	rolls, _ := UChart(fabricRolls, same(20, 30))
	deviations := func(values ...float64) Chart {
		var c Chart
		for _, v := range values {
			c.addPoint(v, 0, 1, math.Inf(-1), math.Inf(1))
		}
		c.findSignals()
		return c
	}
	for _, test := range []struct {
		name   string
		chart  Chart
		signal Signals
		want   []int
	}{
		{"beyond", deviations(0, 3.2, -3.4, 3), Beyond, []int{2, 3}},
		{"nine aside", deviations(.5, .5, .5, .5, .5, .5, .5, .5, .5, .5, -.5, -.5, -.5, -.5, -.5, -.5, -.5, -.5,
			-.5, -.5), NineAside,
			[]int{9, 10, 19, 20}},
		{"six steady", deviations(1, 2, 3, 4, 5, 6, 7, 7, 6, 5, 4, 3, 2, 1), SixSteady, []int{6, 7, 13, 14}},
		{"two of three", deviations(0, 2.3, 0.4, 2.2, -2.4, -0.2, -2.5), TwoOfThree, []int{4, 7}},
		{"four of five", deviations(1.2, 1.3, 0.2, 1.4, 1.5, -1.2, -1.3, -0.1, -1.4, -1.5), FourOfFive, []int{5, 10}},
		{"rolls beyond", rolls, Beyond, []int{4}},
		{"rolls nine aside", rolls, NineAside, nil},
		{"rolls six steady", rolls, SixSteady, []int{15, 16}},
	} {
		var got []int
		for i, p := range test.chart.Points {
			if p.Signals&test.signal != 0 {
				got = append(got, i+1)
			}
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: at %v, want %v", test.name, got, test.want)
		}
	}
}

// TestSignalsBarely gives each rule a series of deviations, in standard deviations, that meets it
// at its last point, and one that almost does.
func TestSignalsBarely(t *testing.T) {
	for _, test := range []struct {
		name      string
		signal    Signals
		met, near []float64
	}{
		{"beyond", Beyond, []float64{0, 3.01}, []float64{0, 2.99}},
		{"nine aside", NineAside, []float64{.1, .2, .1, .2, .1, .2, .1, .2, .1},
			[]float64{.1, .2, .1, .2, -.1, .2, .1, .2, .1}},
		{"six steady", SixSteady, []float64{-.5, -.4, -.3, .1, .2, .3}, []float64{-.5, -.4, -.3, -.3, .2, .3}},
		{"two of three", TwoOfThree, []float64{2.1, 0, 2.1}, []float64{2.1, 0, 0, 2.1}},
		{"two of three on one side", TwoOfThree, []float64{2.1, 2.1}, []float64{-2.1, 2.1}},
		{"four of five", FourOfFive, []float64{1.1, 1.1, 0, 1.1, 1.1}, []float64{1.1, 1.1, 0, -1.1, 1.1}},
	} {
		for _, side := range []float64{1, -1} {
			for _, values := range [][]float64{test.met, test.near} {
				var c Chart
				for _, v := range values {
					c.addPoint(10+side*v, 10, 1, math.Inf(-1), math.Inf(1))
				}
				c.findSignals()
				met := c.Points[len(c.Points)-1].Signals&test.signal != 0
				if want := &values[0] == &test.met[0]; met != want {
					t.Errorf("%s, %v times %v: met is %v", test.name, side, values, met)
				}
			}
		}
	}
}

// TestFalseAlarms: a point of a Poisson series about 20 lies beyond its limits in about 1 of 370
// cases, as for a normal variable, give or take the skewness.
func TestFalseAlarms(t *testing.T) {
	random := rand.New(rand.NewPCG(6, 6))
	alarms, points := 0, 0
	for range 2000 {
		count := make([]int, 20)
		for i := range count {
			count[i] = poisson(random, 20)
		}
		chart, _ := CChart(count)
		for _, p := range chart.Points {
			points++
			if p.Signals&Beyond != 0 {
				alarms++
			}
		}
	}
	if share := float64(alarms) / float64(points); share < 0.001 || share > 0.005 {
		t.Errorf("%v of the points lie beyond their limits", share)
	}
}
