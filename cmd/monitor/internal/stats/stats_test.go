package stats

import (
	"math"
	"math/rand/v2"
	"testing"
)

func near(got, want, within float64) bool { return math.Abs(got-want) <= within }

// TestStudentT compares with the table of critical values in the NIST/SEMATECH e-Handbook of Statistical Methods,
// section 1.3.6.7.2, and with the closed form for two degrees of freedom.
func TestStudentT(t *testing.T) {
	for _, test := range []struct{ p, df, want float64 }{
		{0.975, 1, 12.706}, {0.975, 2, 4.303}, {0.975, 5, 2.571}, {0.975, 9, 2.262}, {0.975, 30, 2.042}, {0.975, 100, 1.984},
		{0.95, 10, 1.812}, {0.99, 20, 2.528}, {0.999, 3, 10.215},
	} {
		if got := StudentT(test.p, test.df); !near(got, test.want, 5.1e-4) {
			t.Errorf("t(%v, %v) = %v, want %v", test.p, test.df, got, test.want)
		}
	}
	// With two degrees of freedom t = (2p−1) √(2 / (4p(1−p))); with one it is tan(π(p−½)).
	for _, p := range []float64{0.6, 0.9, 0.975, 0.9999} {
		if got, want := StudentT(p, 2), (2*p-1)*math.Sqrt(2/(4*p*(1-p))); !near(got/want, 1, 1e-12) {
			t.Errorf("t(%v, 2) = %v, want %v", p, got, want)
		}
		if got, want := StudentT(p, 1), math.Tan(math.Pi*(p-0.5)); !near(got/want, 1, 1e-11) {
			t.Errorf("t(%v, 1) = %v, want %v", p, got, want)
		}
	}
	if got := StudentT(0.975, 1e7); !near(got, z, 1e-6) {
		t.Errorf("with many degrees of freedom: %v, want that of the normal distribution", got)
	}
	if a, b, c := StudentT(0.975, 7), StudentT(0.975, 7.5), StudentT(0.975, 8); a <= b || b <= c {
		t.Errorf("not falling: %v, %v, %v", a, b, c)
	}
	if got := StudentT(0.975, 1e-6); math.IsNaN(got) || got < 1e6 {
		t.Errorf("with hardly any degrees of freedom: %v", got)
	}
}

func ones(n int) (weights []float64, counts []int) {
	for range n {
		weights, counts = append(weights, 1), append(counts, 1)
	}
	return weights, counts
}

// TestMeanUnweighted takes Student's own data: the differences between two drugs in extra hours of sleep. R documents
// t.test(extra ~ group, data = sleep, paired = TRUE): mean −1.58, 95 % interval −2.4598858 to −0.7001142.
func TestMeanUnweighted(t *testing.T) {
	y := []float64{-1.2, -2.4, -1.3, -1.3, 0, -1, -1.8, -0.8, -4.6, -1.4}
	w, count := ones(len(y))
	got, ok := Mean(y, w, count)
	if !ok || !near(got.Value, -1.58, 1e-12) || !near(got.Low, -2.4598858, 5e-8) || !near(got.High, -0.7001142, 5e-8) {
		t.Errorf("%+v", got)
	}
}

// TestMeanWeighted takes the stratified sample of Californian schools that Lumley (Complex Surveys, 2010, chapter 2) works
// with: 100, 50 and 50 schools with a mean of 674.43, 636.60 and 625.82, and weights 44.21, 20.36 and 15.10. The weighted
// mean is 662.29.
func TestMeanWeighted(t *testing.T) {
	got, ok := Mean([]float64{674.43, 636.60, 625.82}, []float64{44.21, 20.36, 15.10}, []int{100, 50, 50})
	if !ok || !near(got.Value, 662.29, 0.005) {
		t.Errorf("%+v", got)
	}
}

// TestMeanByHand works one out: values 1, 2, 4 with weights 1, 1, 2 have mean 11/4; Σw²(y−ȳ)² = 3.0625 + 0.5625 + 6.25 =
// 9.875; the variance is 3/2 · 9.875 / 16 = 0.92578125; the effective size 16/6, so that there are 5/3 degrees of freedom.
func TestMeanByHand(t *testing.T) {
	got, _ := Mean([]float64{1, 2, 4}, []float64{1, 1, 2}, []int{1, 1, 1})
	half := StudentT(0.975, 5.0/3) * math.Sqrt(0.92578125)
	if got.Value != 2.75 || !near(got.High-got.Value, half, 1e-12) || !near(got.Value-got.Low, half, 1e-12) {
		t.Errorf("%+v, want half a width of %v", got, half)
	}
	counted, _ := Mean([]float64{3, 5}, []float64{1, 2}, []int{3, 2})
	listed, _ := Mean([]float64{3, 3, 3, 5, 5}, []float64{1, 1, 1, 2, 2}, []int{1, 1, 1, 1, 1})
	if !near(counted.Low, listed.Low, 1e-12) || counted.Value != listed.Value {
		t.Errorf("counted %+v, listed %+v", counted, listed)
	}
}

func TestMeanOfLittle(t *testing.T) {
	if _, ok := Mean(nil, nil, nil); ok {
		t.Error("nothing has a mean")
	}
	if _, ok := Mean([]float64{3}, []float64{0}, []int{4}); ok {
		t.Error("what has no weight has a mean")
	}
	one, ok := Mean([]float64{3}, []float64{2}, []int{1})
	if !ok || one.Value != 3 || !math.IsInf(one.Low, -1) || !math.IsInf(one.High, 1) {
		t.Errorf("one observation: %+v", one)
	}
	if same, _ := Mean([]float64{3}, []float64{2}, []int{9}); same != (Interval{3, 3, 3}) {
		t.Errorf("nine times the same: %+v", same)
	}
}

// TestShare compares with the intervals by Wilson's method in Newcombe (Statistics in Medicine 17, 1998, table I).
func TestShare(t *testing.T) {
	for _, test := range []struct{ r, n, low, high float64 }{
		{81, 263, 0.2553, 0.3662}, {15, 148, 0.0624, 0.1605}, {0, 20, 0, 0.1611}, {1, 29, 0.0061, 0.1718},
	} {
		got := Share(test.r/test.n, test.n)
		if got.Value != test.r/test.n || !near(got.Low, test.low, 5.1e-5) || !near(got.High, test.high, 5.1e-5) {
			t.Errorf("%v of %v: %+v", test.r, test.n, got)
		}
	}
	if got := Share(1, 20); got.High != 1 || !near(got.Low, 1-0.1611, 5.1e-5) {
		t.Errorf("all of 20: %+v", got)
	}
	if got := Share(0, 0); got != (Interval{0, 0, 1}) {
		t.Errorf("of nothing: %+v", got)
	}
}

// TestEffectiveSize: equal weights lose nothing; of weights 1 and 3 for as many each, a fifth is lost (Kish 1965: the loss
// is the relative variance of the weights, here 1/4 of what is left).
func TestEffectiveSize(t *testing.T) {
	if got := EffectiveSize([]float64{2.5}, []int{40}); got != 40 {
		t.Errorf("equal weights: %v", got)
	}
	if got := EffectiveSize([]float64{1, 3}, []int{50, 50}); got != 80 {
		t.Errorf("weights 1 and 3: %v", got)
	}
	if got := EffectiveSize(nil, nil); got != 0 {
		t.Errorf("nothing: %v", got)
	}
}

// TestPostStrata takes the example of Penn State's course STAT 506, lesson 6.3: 20 men of 180 lbs and 80 women of 120 lbs
// in a sample of a population of as many men as women weigh 150 lbs on average, not 132.
func TestPostStrata(t *testing.T) {
	w := PostStrata([]int{500, 500}, []int{20, 80})
	if got, _ := Mean([]float64{180, 120}, w, []int{20, 80}); !near(got.Value, 150, 1e-9) {
		t.Errorf("%v with weights %v", got.Value, w)
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		var population, respondents []int
		n := 0
		for range 1 + random.IntN(8) {
			population = append(population, 1+random.IntN(10000))
			respondents = append(respondents, 1+random.IntN(400))
			n += respondents[len(respondents)-1]
		}
		sum := 0.0
		for h, weight := range PostStrata(population, respondents) {
			sum += weight * float64(respondents[h])
		}
		if !near(sum, float64(n), 1e-9*float64(n)) {
			t.Fatalf("the weights of %d respondents sum to %v", n, sum)
		}
	}
}
