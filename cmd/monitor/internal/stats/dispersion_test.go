package stats

import "testing"

// TestDispersion compares with R: sum(residuals(m, "pearson")^2)/df.residual(m) of
// glm(k ~ factor(season) + offset(log(e)), family = poisson), and for the smokers of R's help page
// of prop.trend.test of glm(cbind(k, n - k) ~ 1, family = binomial). R's glm stops at some
// eight digits.
func TestDispersion(t *testing.T) {
	for _, test := range []struct {
		name     string
		count    []int
		exposure []float64
		season   []int
		want     Dispersion
	}{
		{"up and down", []int{96, 142, 88, 150, 101, 139, 90}, same(7, 1), make([]int, 7), Dispersion{6.42803970223, 6}},
		{"quarters", []int{88, 70, 60, 40, 89, 69, 61, 41, 87, 71, 59, 39, 88}, same(13, 1),
			[]int{1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4, 1}, Dispersion{0.0149591149591, 9}},
		{"leaks", []int{14, 4, 5, 13, 6, 2}, []float64{39, 45, 46, 48, 40, 58}, make([]int, 6),
			Dispersion{4.26543063259, 5}},
	} {
		if got := RateDispersion(test.count, test.exposure, test.season); !near(got.Ratio, test.want.Ratio, 1e-7) ||
			got.Freedom != test.want.Freedom {
			t.Errorf("%s: %+v", test.name, got)
		}
	}
	if got := ShareDispersion([]int{83, 90, 129, 70}, []int{86, 93, 136, 82}, make([]int, 4)); got.Freedom != 3 ||
		!near(got.Ratio, 4.20013709419, 1e-7) {
		t.Errorf("smokers: %+v", got)
	}
}

// TestSecondHurdle compares with R: Rao's score statistic, divided by the dispersion, against the F
// distribution.
//
//	a <- anova(glm(c(k1, k2) ~ c(0, 1) + offset(log(c(e1, e2))), family = poisson), test = "Rao")
//	pf(a$Rao[2]/phi, 1, df, lower.tail = FALSE)
func TestSecondHurdle(t *testing.T) {
	one := make([]int, 7)
	upAndDown := RateDispersion([]int{96, 142, 88, 150, 101, 139, 90}, same(7, 1), one)
	even := RateDispersion([]int{20, 22, 19, 21, 20, 20, 21}, same(7, 1), one)
	for _, test := range []struct{ got, want float64 }{
		{upAndDown.CompareRates(90, 1, 145, 1), 0.2067813241},
		{even.CompareRates(21, 1, 26, 1), 0.0148980930007},
		{Dispersion{2.5, 4}.CompareRates(12, 4, 30, 5), 0.260574361703},
		{Dispersion{1.7, 5}.CompareShares(20, 100, 35, 100), 0.128101218115},
		{Dispersion{}.CompareRates(12, 1, 40, 1), 1},
	} {
		if !near(test.got, test.want, 1e-6) {
			t.Errorf("%v, want %v", test.got, test.want)
		}
	}
}

func TestLeast(t *testing.T) {
	if got := LeastRates(3, 1, 1); !near(got, 0.25, 1e-12) { // 2/2³
		t.Errorf("three events: %v", got)
	}
	if got := LeastShares(2, 4, 4); !near(got, 12./28, 1e-12) { // both in one group: 2·6/28
		t.Errorf("two of eight: %v", got)
	}
}

// TestLeastTrend compares with R, which maximises over the slope, and tests the extreme shares:
//
//	g <- function(b, e, t) { w <- e*exp(b*t); m <- sum(w*t)/sum(w); b^2*sum(w*(t-m)^2)/sum(w) }
//	f <- function(e, t) max(optimize(g, c(0, 5), e, t, maximum = TRUE, tol = 1e-10)$objective,
//	                        optimize(g, c(-5, 0), e, t, maximum = TRUE, tol = 1e-10)$objective)
//	2*pnorm(-sqrt(5*f(rep(1, 4), 0:3))); 2*pnorm(-sqrt(6*f(c(1, 2, 4), 0:2)))
//	prop.trend.test(c(2, 0, 0, 0), rep(5, 4)); prop.trend.test(c(3, 4, 0), c(3, 4, 9))
func TestLeastTrend(t *testing.T) {
	four := []float64{0, 1, 2, 3}
	if got := LeastRateTrend([]int{1, 2, 0, 2}, same(4, 1), four); !near(got, 0.0538494365342, 1e-10) {
		t.Errorf("a trend in five events: %v", got)
	}
	three := []float64{0, 1, 2}
	if got := LeastRateTrend([]int{1, 2, 3}, []float64{1, 2, 4}, three); !near(got, 0.00532253806829, 1e-10) {
		t.Errorf("a trend in six events of unequal exposure: %v", got)
	}
	if got := LeastShareTrend([]int{1, 0, 1, 0}, []int{5, 5, 5, 5}, four); !near(got, 0.0455002638964, 1e-12) {
		t.Errorf("a trend in two of twenty: %v", got)
	}
	if got := LeastShareTrend([]int{2, 2, 3}, []int{3, 4, 9}, three); !near(got, 0.000281925907833, 1e-12) {
		t.Errorf("a trend in seven of sixteen: %v", got)
	}
}

// TestLeastTrendIsLeast tries all ways in which few events can fall: no trend of them has a smaller P.
func TestLeastTrendIsLeast(t *testing.T) {
	for _, test := range []struct {
		exposure, time []float64
		of             []int
	}{
		{same(4, 1), []float64{0, 1, 2, 3}, []int{3, 3, 3, 3}},
		{[]float64{1, 5, 0.2, 2}, []float64{0, 1, 2, 3}, []int{2, 6, 1, 3}},
		{[]float64{3, 0.9, 0.2, 0.8, 3.1}, []float64{0, 1, 2, 3, 4}, []int{3, 1, 1, 2, 3}},
		{[]float64{2.1, 1.5, 0.6, 0.8, 3.1}, []float64{0, 1, 3, 5, 6}, []int{2, 1, 1, 1, 3}},
		{[]float64{0.01, 1, 1, 0.01}, []float64{0, 1, 2, 3}, []int{1, 4, 4, 1}},
	} {
		for total := 1; total <= 7; total++ {
			count := make([]int, len(test.time))
			count[0] = total
			leastRate, leastShare := LeastRateTrend(count, test.exposure, test.time), 0.0
			rate, share := 1.0, 1.0
			var fall func(at, left int)
			fall = func(at, left int) {
				if at < len(count)-1 {
					for k := range left + 1 {
						count[at] = k
						fall(at+1, left-k)
					}
					return
				}
				count[at] = left
				if found, ok := RateTrend(count, test.exposure, test.time); ok {
					rate = min(rate, found.P)
				}
				for n := range count {
					if count[n] > test.of[n] {
						return
					}
				}
				leastShare = LeastShareTrend(count, test.of, test.time)
				if found, ok := ShareTrend(count, test.of, test.time); ok {
					share = min(share, found.P)
				}
			}
			fall(0, total)
			if rate < leastRate || share < leastShare-1e-12 {
				t.Errorf("%d in %v: P is %v, below %v; of %v it is %v, below %v", total, test.exposure, rate, leastRate,
					test.of, share, leastShare)
			}
		}
	}
}

// TestNextCount compares with R: the exact test turned round, and the second hurdle turned round.
//
//	x <- 0:80; range(x[sapply(x, function(y) binom.test(21, 21 + y, 0.5)$p.value) > 0.05])
//	y <- 0:400; range(y[(y - 21)^2 <= 4*qt(0.975, 7)^2*(y + 21)])
func TestNextCount(t *testing.T) {
	for _, test := range []struct {
		spread Dispersion
		count  int
		want   Interval
	}{
		{Dispersion{}, 21, Interval{21, 10, 36}},
		{Dispersion{}, 0, Interval{0, 0, 5}},
		{Dispersion{4, 7}, 21, Interval{21, 0, 64}},
	} {
		if got := test.spread.NextCount(test.count); got != test.want {
			t.Errorf("after %d with %+v: %+v, want %+v", test.count, test.spread, got, test.want)
		}
	}
}

// TestDetectable compares with R:
//
//	c <- (qt(1 - level/2, df) + qt(0.8, df))^2*phi; k + c/2 + c(-1, 1)*sqrt(8*k*c + c^2)/2
//	(qt(0.975, 6) + qt(0.8, 6))*sqrt(1.5*0.2*0.8*(1/50 + 1/80))
//	s <- summary(lm(y ~ seq_along(y)))$coef; (qt(0.975, 3) + qt(0.8, 3))*s[2, 2]
func TestDetectable(t *testing.T) {
	down, up := Dispersion{0.5, 6}.DetectableRate(20, 0.05)
	if !near(down, 3.68406899332, 1e-9) || !near(up, 47.555959259, 1e-9) {
		t.Errorf("from 20: %v and %v", down, up)
	}
	if _, up := (Dispersion{2, 3}).DetectableRate(30, 0.01); !near(up, 164.498821873, 1e-8) {
		t.Errorf("from 30: %v", up)
	}
	if got := (Dispersion{1.5, 6}).DetectableShare(0.2, 50, 80, 0.05); !near(got, 0.296094951609, 1e-11) {
		t.Errorf("from 20%%: %v", got)
	}
	line, _ := LinearTrend([]float64{12, 20, 28, 44, 52}, years(5))
	if got := line.Detectable(0.05); !near(got, 3.32873489412, 1e-10) {
		t.Errorf("of a line: %v", got)
	}
}
