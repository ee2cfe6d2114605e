package stats

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestBenjaminiHochberg takes the fifteen p values of their paper's example (JRSS B 57, 1995), of
// which the procedure rejects the first four at 0.05 where Bonferroni's rejects three, and what the
// documentation of SciPy's false_discovery_control prints for them (scipy/stats/_morestats.py,
// which follows the example).
func TestBenjaminiHochberg(t *testing.T) {
	p := []float64{0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719,
		0.6528, 0.7590, 1}
	want := []float64{0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.06385714, 0.06385714, 0.0645, 0.0765, 0.486,
		0.58118182, 0.714875, 0.75323077, 0.81321429, 1}
	rejected := 0
	for i, got := range BenjaminiHochberg(p) {
		if !near(got, want[i], 5.1e-9) {
			t.Errorf("%v: %v, want %v", p[i], got, want[i])
		}
		if got <= 0.05 {
			rejected++
		}
	}
	if rejected != 4 {
		t.Errorf("%d rejected", rejected)
	}
}

// TestBenjaminiHochbergR takes three sets of p values with what mt.rawp2adjp of R's package
// multtest makes of them by "BH", as quoted in stats/tests/test_multi.py of statsmodels:
// res_multtest1, res_multtest2 and res_multtest3.
func TestBenjaminiHochbergR(t *testing.T) {
	for _, test := range []struct{ p, want []float64 }{
		{[]float64{0.838541367553, 0.642193923795, 0.680845947633, 0.967833824309, 0.71626938238, 0.177096952723,
			5.23656777208e-005, 0.0202732688798, 0.00028140506198, 0.0149877310796},
			[]float64{9.3171263061444454e-01, 8.9533672797500008e-01, 8.9533672797500008e-01, 9.6783382430900000e-01,
				8.9533672797500008e-01, 3.5419390544599999e-01, 5.2365677720800003e-04, 5.0683172199499998e-02,
				1.4070253098999999e-03, 4.9959103598666670e-02}},
		{[]float64{0.002, 0.004, 0.006, 0.008, 0.01, 0.012}, same(6, 0.012)},
		{[]float64{0.001, 0.002, 0.003, 0.004, 0.005, 0.05, 0.06, 0.07, 0.08, 0.09},
			append(same(5, 0.01), 0.08333333333333334, 0.0857142857142857, 0.0875, 0.0888888888888889, 0.09)},
	} {
		for i, got := range BenjaminiHochberg(test.p) {
			if !near(got, test.want[i], 1e-11) {
				t.Errorf("%v: %v, want %v", test.p[i], got, test.want[i])
			}
		}
	}
}

// TestBenjaminiHochbergAny: never below p, never above 1, in the order of p, and the same in
// whatever order p comes.
func TestBenjaminiHochbergAny(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 9))
	for range 300 {
		p := make([]float64, random.IntN(30))
		for i := range p {
			p[i] = float64(random.IntN(20)) / 20
		}
		got := BenjaminiHochberg(p)
		turn := random.Perm(len(p))
		turned := make([]float64, len(p))
		for i, j := range turn {
			turned[i] = p[j]
		}
		again := BenjaminiHochberg(turned)
		for i := range p {
			if got[i] < p[i] || got[i] > 1 {
				t.Errorf("%v became %v", p[i], got[i])
			}
			if again[i] != got[turn[i]] {
				t.Errorf("%v became %v, and %v in another order", p[turn[i]], got[turn[i]], again[i])
			}
			for j := range p {
				if p[i] < p[j] && got[i] > got[j] {
					t.Errorf("%v < %v became %v > %v", p[i], p[j], got[i], got[j])
				}
			}
		}
	}
}

// TestTarone compares with the example of Tarone.p.adjust in R's package MHTdiscrete, whose adjusted p
// values are 0.1054688, 0.0468750 and 0.1228800: three times p, since all three tests count. At 0.01
// one does:
//
//	least <- c(0.5^8, 0.25^5, 0.4^6)
//	for (a in c(0.05, 0.01)) { K <- which(sapply(1:3, function(k) sum(least <= a/k) <= k))[1]; print(least <= a/K) }
func TestTarone(t *testing.T) {
	p := []float64{0.03515625, 0.015625, 0.04096} // pbinom(1, 8, 0.5), pbinom(1, 5, 0.75), pbinom(1, 6, 0.6)
	least := []float64{1. / 256, 1. / 1024, 0.4 * 0.4 * 0.4 * 0.4 * 0.4 * 0.4}
	counted := 0.0
	for _, counts := range Testable(least, 0.05) {
		if counts {
			counted++
		}
	}
	for n, want := range []float64{0.1054688, 0.0468750, 0.1228800} {
		if math.Abs(p[n]*counted-want) > 1e-7 {
			t.Errorf("%v becomes %v, want %v", p[n], p[n]*counted, want)
		}
	}
	if got := Testable(least, 0.01); !slices.Equal(got, []bool{false, true, false}) {
		t.Errorf("at 0.01 %v count", got)
	}
}

// TestTestable is worked out by hand from Tarone's rule.
func TestTestable(t *testing.T) {
	for _, test := range []struct {
		least []float64
		want  []bool
	}{
		{nil, []bool{}},
		{[]float64{0.06}, []bool{false}},
		// At 0.05 three can be shown, at 0.025 two: these two count.
		{[]float64{0.2, 0.04, 0.012, 0.001}, []bool{false, false, true, true}},
		// 1/60 is 0.05/3.
		{[]float64{1. / 60, 1. / 60, 1. / 60}, []bool{true, true, true}},
		{[]float64{1. / 60, 1. / 60, 1. / 60, 1. / 60}, []bool{false, false, false, false}},
	} {
		if got := Testable(test.least, 0.05); !slices.Equal(got, test.want) {
			t.Errorf("%v: %v", test.least, got)
		}
	}
}
