package stats

import (
	"math"
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

// check compares the limits as textbooks print them, which are of chance alone: those of a chart
// divided by what the counts vary more.
func (c chartCase) check(t *testing.T, points []ControlPoint, variance func(float64) float64) {
	t.Helper()
	exposure := c.of
	if exposure == nil {
		exposure = same(len(c.count), 1)
	}
	_, more := laney(c.count, exposure, variance)
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
	for i, p := range points {
		half := (p.High - p.Centre) / max(1, more)
		p.Low, p.High = max(0, p.Centre-half), p.Centre+half
		expect("the centre", i, p.Centre, []float64{c.centre})
		expect("the lower limit", i, p.Low, c.low)
		expect("the upper limit", i, p.High, c.high)
		if p.Beyond() {
			beyond = append(beyond, i+1)
		}
	}
	if c.beyond != nil && !slices.Equal(beyond, c.beyond) {
		t.Errorf("%s: beyond the limits are %v, want %v", c.name, beyond, c.beyond)
	}
}

// TestUChartOfCounts takes Montgomery's printed circuit boards as printed by R's qcc 3.0 (its vignette;
// samples 6 and 20 are outside the limits according to the help page of its data set circuit);
// painted trucks as printed by SAS (SAS/QC User's Guide, qcug/65562, example 17.8: the limits); and
// two years' injuries of Wheeler (Understanding Statistical Process Control, page 220), as quoted
// in tests/test_u_c_chart.py of the Python package pycontrolcharts, with their limits and the month
// beyond them.
func TestUChartOfCounts(t *testing.T) {
	for _, test := range []chartCase{
		{"boards", []int{21, 24, 16, 12, 15, 5, 28, 20, 31, 25, 20, 24, 16, 19, 10, 17, 13, 22, 18, 39, 30, 24, 16,
			19, 17, 15}, nil,
			19.84615, []float64{6.481447}, []float64{33.21086}, 5.1e-6, []int{6, 20}},
		{"trucks", []int{12, 4, 4, 3, 4, 2, 3, 3, 2, 4, 9, 13, 5, 4, 6, 15, 8, 9, 6, 8}, nil,
			6.2, []float64{0}, []float64{13.669940}, 5.1e-7, nil},
		{"injuries", []int{6, 2, 4, 8, 5, 4, 23, 7, 3, 5, 12, 7, 10, 5, 9, 4, 3, 2, 2, 1, 3, 4, 3, 1}, nil,
			5.54, []float64{0}, []float64{12.6}, 0.0051, []int{7}},
	} {
		n := len(test.count)
		test.check(t, UChart(test.count, same(n, 1), n), poissonVariance)
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
		test.check(t, PChart(test.count, of, len(of)), binomialVariance)
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
		test.check(t, UChart(test.count, test.of, len(test.count)), poissonVariance)
	}
}

// fabricRolls are the defects of rolls of 30 m² in examples of the SAS/QC User's Guide.
var fabricRolls = []int{6, 9, 14, 17, 3, 8, 9, 2, 14, 1, 3, 5, 6, 9, 10, 12, 11, 4, 9, 4}

// TestXmRChart takes the flow rates of the NIST/SEMATECH e-Handbook, 6.3.2.2, as quoted in the
// tests of stats/imr.py of the Python package sigma_engine: mean 50.81, mean moving range 1.8778,
// limits 45.8159 and 55.8041, nothing beyond. The viscosities of Montgomery are printed by R's qcc
// 3.0 (its vignette): mean 34.088, standard deviation 0.5076521, limits 32.56504 and 35.61096.
func TestXmRChart(t *testing.T) {
	points := XmRChart([]float64{49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1}, 10, 0, math.Inf(1))
	for _, p := range points {
		if !near(p.Centre, 50.81, 1e-9) || !near(p.Low, 45.8159, 5.1e-5) || !near(p.High, 55.8041, 5.1e-5) || p.Beyond() {
			t.Errorf("%+v", p)
		}
	}
	points = XmRChart([]float64{34.05, 34.40, 33.59, 35.96, 34.70, 33.51, 33.79, 34.04, 34.52, 33.75, 33.27, 33.71,
		34.03, 34.58, 34.02, 33.97, 34.05, 34.04, 33.73, 34.05}, 20, 0, math.Inf(1))
	for _, p := range points {
		if !near(p.Centre, 34.088, 1e-9) || !near(p.Low, 32.56504, 5.1e-6) || !near(p.High, 35.61096, 5.1e-6) {
			t.Errorf("%+v", p)
		}
	}
	if p := XmRChart([]float64{1, 9, 1, 9, 1, 9, 1, 9}, 8, 2, 8)[0]; p.Low != 2 || p.High != 8 {
		t.Errorf("%+v", p)
	}
}

// TestLaney compares with R, for the leaks, the injuries and the invoices above:
//
//	c <- sum(k)/sum(n); z <- (k/n-c)/sqrt(c/n); mean(abs(diff(z)))/1.128
//
// with c*(1-c)/n for the invoices, which vary less than by chance: their limits are those of
// chance.
func TestLaney(t *testing.T) {
	leaks := []int{14, 4, 5, 13, 6, 2, 4, 11, 8, 10, 3, 11, 1, 3, 6, 8, 5, 2}
	radiators := []float64{39, 45, 46, 48, 40, 58, 50, 50, 50, 50, 32, 50, 33, 50, 50, 50, 50, 50}
	if p := UChart(leaks, radiators, len(leaks))[0]; !near(p.High, 0.41558850795, 1e-10) {
		t.Errorf("leaks: %+v", p)
	}
	injuries := []int{6, 2, 4, 8, 5, 4, 23, 7, 3, 5, 12, 7, 10, 5, 9, 4, 3, 2, 2, 1, 3, 4, 3, 1}
	if p := UChart(injuries, same(24, 1), 24)[0]; !near(p.High, 16.2955982115, 1e-9) {
		t.Errorf("injuries: %+v", p)
	}
	invoices := []int{20, 18, 14, 16, 13, 29, 21, 14, 6, 6, 7, 7, 9, 5, 8, 9, 9, 10, 9, 10}
	days := []float64{98, 104, 97, 99, 97, 102, 104, 101, 55, 48, 50, 53, 56, 49, 56, 53, 52, 51, 52, 47}
	if share, more := laney(invoices, days, binomialVariance); !near(share, 0.168539325843, 1e-11) ||
		!near(more, 0.768228392255, 1e-11) {
		t.Errorf("invoices: %v, %v", share, more)
	}
}

// TestBase: what comes after the base is judged by it, and has no part in it.
func TestBase(t *testing.T) {
	points := UChart([]int{20, 22, 19, 21, 20, 20, 21, 19, 90}, same(9, 1), 8)
	if p := points[8]; !p.Beyond() || p.Centre != 20.25 {
		t.Errorf("%+v", p)
	}
	none := UChart(make([]int, 8), same(8, 1), 8)
	constant := XmRChart(same(8, 0.1), 8, 0, 1)
	all := PChart([]int{5, 5, 5, 5, 5, 5, 5, 5}, []int{5, 5, 5, 5, 5, 5, 5, 5}, 8)
	for _, points := range [][]ControlPoint{none, constant, all} {
		for _, p := range points {
			if p.Beyond() || !near(p.Low, p.High, 1e-12) {
				t.Errorf("%+v", p)
			}
		}
	}
}

// TestSerial takes luteinizing hormone, of which R's acf(lh, 1) is 0.575524, and rain in twenty
// cities, of which acf(precip[1:20], 1) is 0.214383: 1.645/√48 is 0.237, and 1.645/√20 is 0.368.
func TestSerial(t *testing.T) {
	lh := []float64{2.4, 2.4, 2.4, 2.2, 2.1, 1.5, 2.3, 2.3, 2.5, 2.0, 1.9, 1.7, 2.2, 1.8, 3.2, 3.2, 2.7, 2.2, 2.2,
		1.9, 1.9, 1.8, 2.7, 3.0, 2.3, 2.0, 2.0, 2.9, 2.9, 2.7, 2.7, 2.3, 2.6, 2.4, 1.8, 1.7, 1.5, 1.4, 2.1, 3.3, 3.5,
		3.5, 3.1, 2.6, 2.1, 3.4, 3.0, 2.9}
	precip := []float64{67.0, 54.7, 7.0, 48.5, 14.0, 17.2, 20.7, 13.0, 43.4, 40.2, 38.9, 54.5, 59.8, 48.3, 22.9, 11.5,
		34.4, 35.1, 38.7, 30.8}
	if !Serial(lh) || Serial(precip) || Serial(same(12, 4)) {
		t.Errorf("%v, %v", Serial(lh), Serial(precip))
	}
}
