package plot

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestScale(t *testing.T) {
	for _, c := range []struct {
		name           string
		values         []float64
		zero, whole    bool
		steps          int
		min, max, step float64
		decimals       int
	}{
		{"a share from zero", []float64{3.52, 2.9, 4.03, 3.5}, false, false, 4, 0, 5, 1, 0},
		{"movement that zero would hide", []float64{97.1, 99.1}, false, false, 4, 96.5, 99.5, 0.5, 1},
		{"the same, as bars", []float64{97.1, 99.1}, true, false, 4, 0, 100, 25, 0},
		{"just enough movement", []float64{75, 100}, false, false, 4, 0, 100, 25, 0},
		{"counts have no halves", []float64{1, 2}, true, true, 4, 0, 2, 1, 0},
		{"one count", []float64{1}, true, true, 4, 0, 1, 1, 0},
		{"large counts", []float64{20881, 37839}, true, true, 4, 0, 40000, 10000, 0},
		{"nothing", nil, true, true, 4, 0, 1, 1, 0},
		{"only zeros", []float64{0, 0}, true, true, 4, 0, 1, 1, 0},
		{"one value", []float64{12.46}, false, false, 4, 0, 12.5, 2.5, 1},
		{"small rates", []float64{0.004, 0.011}, false, false, 4, 0, 0.012, 0.002, 3},
		{"below zero", []float64{-3, 5}, true, true, 4, -4, 6, 2, 0},
		{"all below zero", []float64{-30, -12}, false, false, 4, -30, 0, 10, 0},
	} {
		s := NewScale(c.values, c.zero, c.whole, c.steps)
		if s.Min != c.min || s.Max != c.max || s.Step != c.step || s.Decimals != c.decimals {
			t.Errorf("%s: %+v", c.name, s)
		}
	}
}

// TestScaleHolds tries scales on numbers of every size: all values lie within, the steps are round
// and few, and the ends lie on steps.
func TestScaleHolds(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		size := math.Pow(10, random.Float64()*18-6)
		var values []float64
		for range 1 + random.IntN(5) {
			values = append(values, (random.Float64()-0.2*float64(random.IntN(2)))*size)
		}
		zero, whole, steps := random.IntN(2) == 0, random.IntN(2) == 0, 2+random.IntN(3)
		s := NewScale(values, zero, whole, steps)
		count := (s.Max - s.Min) / s.Step
		shifted := s.Step * math.Pow10(s.Decimals)
		switch {
		case !(s.Min <= slices.Min(values)+s.Step*1e-6) || !(s.Max >= slices.Max(values)-s.Step*1e-6):
			t.Fatalf("%v: outside %+v", values, s)
		case count > 2*float64(steps)+1e-6 || math.Abs(count-math.Round(count)) > 1e-6:
			t.Fatalf("%v: %v steps in %+v", values, count, s)
		case zero && (s.Min > 0 || s.Max < 0):
			t.Fatalf("%v: no zero in %+v", values, s)
		case whole && s.Decimals != 0:
			t.Fatalf("%v: no whole numbers in %+v", values, s)
		case math.Abs(shifted-math.Round(shifted)) > 1e-6*shifted:
			t.Fatalf("%v: more decimals than said in %+v", values, s)
		}
	}
}
