package stats

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestCChart takes the printed circuit boards of Montgomery (Introduction to Statistical Quality Control, table 7.7 of the 6th
// edition; data set circuit of R's package qcc): c̄ = 19.84615, limits 6.481447 and 33.21086, with samples 6 and 20 beyond;
// and the wafers of the NIST/SEMATECH e-Handbook, 6.3.3.1: limits 4 and 28 about 16, sample 24 beyond.
func TestCChart(t *testing.T) {
	for _, test := range []struct {
		name              string
		count             []int
		centre, low, high float64
		beyond            []int
	}{
		{"boards", []int{21, 24, 16, 12, 15, 5, 28, 20, 31, 25, 20, 24, 16, 19, 10, 17, 13, 22, 18, 39, 30, 24, 16, 19, 17, 15},
			19.84615, 6.481447, 33.21086, []int{6, 20}},
		{"wafers", []int{16, 14, 28, 16, 12, 20, 10, 12, 10, 17, 19, 17, 14, 16, 15, 13, 14, 16, 11, 20, 11, 19, 16, 31, 13},
			16, 4, 28, []int{24}},
	} {
		chart, ok := CChart(test.count)
		if !ok {
			t.Fatal(test.name)
		}
		var beyond []int
		for i, p := range chart.Points {
			if !near(p.Centre, test.centre, 5.1e-6) || !near(p.Low, test.low, 5.1e-6) || !near(p.High, test.high, 5.1e-6) {
				t.Errorf("%s: %+v", test.name, p)
			}
			if p.Signals&Beyond != 0 {
				beyond = append(beyond, i+1)
			}
		}
		if len(beyond) != len(test.beyond) || beyond[0] != test.beyond[0] {
			t.Errorf("%s: beyond the limits are %v, want %v", test.name, beyond, test.beyond)
		}
	}
}

// TestPChart takes the cans of orange juice of Montgomery (table 7.1; data set orangejuice of qcc), thirty samples of 50: p̄ =
// 0.2313333, limits 0.05242755 and 0.4102391, with samples 15 and 23 beyond. The e-Handbook prints the same in 6.3.3.2.
func TestPChart(t *testing.T) {
	count := []int{12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6}
	of := make([]int, len(count))
	for i := range of {
		of[i] = 50
	}
	chart, ok := PChart(count, of)
	if !ok {
		t.Fatal("no chart")
	}
	for i, p := range chart.Points {
		if !near(p.Centre, 0.2313333, 5.1e-8) || !near(p.Low, 0.05242755, 5.1e-9) || !near(p.High, 0.4102391, 5.1e-8) {
			t.Errorf("%+v", p)
		}
		if beyond := p.Signals&Beyond != 0; beyond != (i == 14 || i == 22) {
			t.Errorf("sample %d: beyond the limits is %v", i+1, beyond)
		}
	}
}

// TestUChart works one out by hand, since no printed one was found with all its data: 96 events in exposures of 4, 8 and 16
// that sum to 64 make ū = 1.5, and 3√(1.5/n) 1.837117, 1.299038 and 0.918559. With exposures of 1 it is a c-chart.
func TestUChart(t *testing.T) {
	count := []int{6, 12, 24, 7, 11, 24, 6, 6}
	exposure := []float64{4, 8, 16, 4, 8, 16, 4, 4}
	chart, _ := UChart(count, exposure)
	for i, p := range chart.Points {
		half := map[float64]float64{4: 1.837117, 8: 1.299038, 16: 0.918559}[exposure[i]]
		if p.Value != float64(count[i])/exposure[i] || p.Centre != 1.5 || !near(p.High, 1.5+half, 5.1e-7) || !near(p.Low, max(0, 1.5-half), 5.1e-7) {
			t.Errorf("%+v", p)
		}
	}
}

// TestXmRChart takes the flow rates of the NIST/SEMATECH e-Handbook, 6.3.2.2: mean 50.81, mean moving range 1.8778, limits
// 45.8159 and 55.8041, nothing beyond.
func TestXmRChart(t *testing.T) {
	chart, ok := XmRChart([]float64{49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1}, 0, math.Inf(1))
	if !ok {
		t.Fatal("no chart")
	}
	for _, p := range chart.Points {
		if !near(p.Centre, 50.81, 1e-9) || !near(p.Sigma*1.128, 1.8778, 5.1e-5) || !near(p.Low, 45.8159, 5.1e-5) || !near(p.High, 55.8041, 5.1e-5) {
			t.Errorf("%+v", p)
		}
		if p.Signals&Beyond != 0 {
			t.Errorf("%+v is beyond", p)
		}
	}
	if bounded, _ := XmRChart([]float64{1, 9, 1, 9, 1, 9, 1, 9}, 2, 8); bounded.Points[0].Low != 2 || bounded.Points[0].High != 8 {
		t.Errorf("%+v", bounded.Points[0])
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

// TestSignals gives each rule a series of deviations, in standard deviations, that meets it at its last point, and one that
// almost does.
func TestSignals(t *testing.T) {
	for _, test := range []struct {
		name      string
		signal    Signals
		met, near []float64
	}{
		{"beyond", Beyond, []float64{0, 3.01}, []float64{0, 2.99}},
		{"nine aside", NineAside, []float64{.1, .2, .1, .2, .1, .2, .1, .2, .1}, []float64{.1, .2, .1, .2, -.1, .2, .1, .2, .1}},
		{"six steady", SixSteady, []float64{-.5, -.4, -.3, .1, .2, .3}, []float64{-.5, -.4, -.3, -.3, .2, .3}},
		{"two of three", TwoOfThree, []float64{2.1, 0, 2.1}, []float64{2.1, 0, 0, 2.1}},
		{"two of three on one side", TwoOfThree, []float64{2.1, 2.1}, []float64{-2.1, 2.1}},
		{"four of five", FourOfFive, []float64{1.1, 1.1, 0, 1.1, 1.1}, []float64{1.1, 1.1, 0, -1.1, 1.1}},
	} {
		for _, side := range []float64{1, -1} {
			for _, values := range [][]float64{test.met, test.near} {
				var c Chart
				for _, v := range values {
					c.add(10+side*v, 10, 1, math.Inf(-1), math.Inf(1))
				}
				c.signal()
				met := c.Points[len(c.Points)-1].Signals&test.signal != 0
				if want := &values[0] == &test.met[0]; met != want {
					t.Errorf("%s, %v times %v: met is %v", test.name, side, values, met)
				}
			}
		}
	}
}

// TestFalseAlarms: a point of a Poisson series about 20 lies beyond its limits in about 1 of 370 cases, as for a normal
// variable, give or take the skewness.
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
