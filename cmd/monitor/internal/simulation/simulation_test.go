package simulation

import (
	"math"
	"testing"
)

// TestRates holds the rates to what the page on method states. The large form is in package bench.
// Of 600 runs, three standard errors are 2.7 points at 5 %, and 0.6 at 0.2 %.
func TestRates(t *testing.T) {
	const runs = 600
	for _, test := range []struct {
		name        string
		rates       []Rate
		least, most []float64 // now
		before      []float64 // at least; nil for none
	}{
		{"targets", Targets(runs)[:12], []float64{0, 0, 0, 0, 0, 0, 0, 0, 0.79, 0.84, 0.92, 0.99},
			[]float64{0.04, 0.02, 0.01, 0.01, 0.13, 0.08, 0.035, 0.015, 0.89, 0.94, 0.98, 1},
			[]float64{0.81, 0.70, 0.40, 0.005, 0.70, 0.63, 0.44, 0.06, 0, 0, 0, 0}},
		{"changes", Changes(runs), nil, []float64{0.03, 0.05, 0.03, 0.05, 0.03, 0.05, 0.03, 0.05,
			0.05, 0.07, 0.05, 0.07, 0.05, 0.075, 0.05, 0.075, 0.05, 0.08, 0.05, 0.08, 0.05, 0.08, 0.05, 0.08}, nil},
		{"few events", FewEvents(runs), nil, []float64{0.02, 0.03, 0.04, 0.04, 0.05, 0.06, 0.02, 0.04, 0.04, 0.04, 0.06,
			0.07}, nil},
		{"rounded", Rounded(runs)[:14], []float64{0, 0, 0, 0, 0.65, 0.99, 0, 0, 0, 0, 0, 0, 0, 0},
			[]float64{0.01, 0.01, 0.01, 1, 1, 1, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01}, nil},
		{"seasons", Seasons(runs), []float64{0, 0.02, 0.1}, []float64{0.04, 0.08, 0.2}, []float64{0.4, 0.6, 0}},
		{"lines", Lines(runs), []float64{0.02, 0.02, 0.02, 0.02, 0.02, 0.07, 0.16, 0, 0.24},
			[]float64{0.08, 0.08, 0.08, 0.08, 0.08, 0.16, 0.27, 0.05, 0.38}, nil},
		{"limits", Limits(runs), []float64{0.85, 0, 0.82, 0, 0.45, 0, 0.1, 0, 0, 0}, []float64{1, 0.04, 0.95, 0.025,
			0.62, 0.11, 0.25, 0.13, 0.06, 0.06}, []float64{0, 0, 0, 0, 0, 0, 0, 0, 0, 0.14}},
		{"intervals", Intervals(runs), []float64{0.95, 0.945, 0.93, 0.93}, nil, nil},
		{"powers", Powers(runs), []float64{0.74, 0.74, 0.74, 0.74}, []float64{0.89, 0.87, 0.87, 0.87}, nil},
	} {
		for n, r := range test.rates {
			if test.least != nil && r.Now < test.least[n] || test.most != nil && r.Now > test.most[n] ||
				test.before != nil && test.before[n] > 0 && !(r.Before >= test.before[n]) {
				t.Errorf("%s: %s: %v, before %v", test.name, r.What, r.Now, r.Before)
			}
		}
	}
}

// TestKendall compares the tests that were not chosen with R:
//
//	x <- c(3, 1, 4, 1.5, 5, 9, 2.6); cor.test(seq_along(x), x, method = "kendall", exact = TRUE)
//	2*pnorm(-(20 - 1)/sqrt(2*5*4*15/18)) # two seasons that rise for five years
func TestKendall(t *testing.T) {
	for _, test := range []struct{ got, want float64 }{
		{kendall([]float64{3, 1, 4, 1.5, 5, 9, 2.6}), 0.381349206349},
		{kendall([]float64{1, 2, 3, 4, 5}), 1. / 60},
		{seasonalKendall([]float64{1, 9, 2, 10, 3, 11, 4, 12, 5, 13}, 2), 0.00099868637918},
	} {
		if math.Abs(test.got-test.want) > 1e-11 {
			t.Errorf("%v, want %v", test.got, test.want)
		}
	}
}
