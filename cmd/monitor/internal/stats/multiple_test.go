package stats

import (
	"math/rand/v2"
	"testing"
)

// TestBenjaminiHochberg takes the fifteen p values of their paper's example (JRSS B 57, 1995, section 4.1), of which the
// procedure rejects the first four at 0.05 where Bonferroni's rejects three. The adjusted values are those that SciPy's
// false_discovery_control documents for it, by hand: the least of 15/j · p(j) over j ≥ i.
func TestBenjaminiHochberg(t *testing.T) {
	p := []float64{0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1}
	want := []float64{0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.06385714, 0.06385714, 0.0645, 0.0765, 0.486, 0.58118182, 0.714875,
		0.75323077, 0.81321429, 1}
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

// TestBenjaminiHochbergR takes the fifty p values of the help page of R's p.adjust and what it makes of them, as printed in
// tests/Examples/stats-Ex.Rout.save of the sources of R.
func TestBenjaminiHochbergR(t *testing.T) {
	p := []float64{
		2.35e-07, 2.10e-05, 2.58e-05, 9.81e-05, 0.000105, 0.000124, 0.000133, 0.000157, 0.000225, 0.000380, 0.000611,
		0.001614, 0.003302, 0.003538, 0.005237, 0.006832, 0.007059, 0.008805, 0.009401, 0.011298, 0.021150, 0.049227,
		0.060533, 0.062622, 0.073952, 0.082811, 0.086333, 0.119065, 0.189080, 0.205849, 0.220921, 0.285600, 0.304889,
		0.466068, 0.483081, 0.492175, 0.531945, 0.575155, 0.578319, 0.618589, 0.636362, 0.644859, 0.655841, 0.688588,
		0.718986, 0.817954, 0.827449, 0.897130, 0.911868, 0.943789,
	}
	want := []float64{
		1.18e-05, 0.000429, 0.000429, 0.000947, 0.000947, 0.000947, 0.000947, 0.000980, 0.001253, 0.001898, 0.002780,
		0.006725, 0.012637, 0.012637, 0.017457, 0.020762, 0.020762, 0.024459, 0.024740, 0.028245, 0.050358, 0.111880,
		0.130463, 0.130463, 0.147903, 0.159252, 0.159877, 0.212617, 0.325999, 0.343082, 0.356325, 0.446250, 0.461954,
		0.683577, 0.683577, 0.683577, 0.718845, 0.741435, 0.741435, 0.762606, 0.762606, 0.762606, 0.762606, 0.782487,
		0.798874, 0.880265, 0.880265, 0.930478, 0.930478, 0.943789,
	}
	for i, got := range BenjaminiHochberg(p) {
		if !near(got/want[i], 1, 0.006) { // the smallest are printed to three digits
			t.Errorf("%v: %v, want %v", p[i], got, want[i])
		}
	}
}

// TestBenjaminiHochbergAny: never below p, never above 1, in the order of p, and the same in whatever order p comes.
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
