package stats

import "math"

// StudentT returns the quantile of Student's t-distribution for a probability above ½ and below 1.
// df is the degrees of freedom, above 0 and not necessarily whole. The result is right to about
// twelve digits.
//
// The tail beyond t is ½ I(x; df/2, ½) with x = df/(df+t²), where I is the regularised incomplete
// beta function (NIST Digital Library of Mathematical Functions, 8.17). It falls as t grows, so t
// lies in an interval that can be halved. Newton's method finds t faster; where one of its steps
// would leave the interval, halving takes its place.
func StudentT(probability, df float64) float64 {
	tail := func(t float64) float64 { return incompleteBeta(df/(df+t*t), df/2, 0.5) / 2 }
	above, _ := math.Lgamma((df + 1) / 2)
	below, _ := math.Lgamma(df / 2)
	peak := math.Exp(above-below) / math.Sqrt(df*math.Pi)
	density := func(t float64) float64 { return peak * math.Exp(-(df+1)/2*math.Log1p(t*t/df)) }
	low, high := 0.0, 1.0
	for tail(high) > 1-probability && high < math.MaxFloat64/4 {
		low, high = high, 2*high
	}
	t := low + (high-low)/2
	for range 200 {
		excess := tail(t) - (1 - probability)
		if excess > 0 {
			low = t
		} else {
			high = t
		}
		next := t + excess/density(t)
		if !(next > low && next < high) {
			next = low + (high-low)/2
		}
		if math.Abs(next-t) <= 1e-15*t {
			return next
		}
		t = next
	}
	return t
}

// studentP returns the two-sided p value of Student's t = value/deviation. Without a deviation it
// is 0, and 1 when the value is 0 too.
func studentP(value, deviation float64, df int) float64 {
	switch {
	case deviation > 0:
		t, n := value/deviation, float64(df)
		return incompleteBeta(n/(n+t*t), n/2, 0.5)
	case value != 0:
		return 0
	}
	return 1
}

// incompleteBeta returns I(x; a, b) for 0 ≤ x ≤ 1 by the continued fraction of DLMF 8.17.22. That
// converges fast for x up to (a+1)/(a+b+2); for larger x, I(x; a, b) = 1 − I(1−x; b, a) (8.17.4).
func incompleteBeta(x, a, b float64) float64 {
	switch {
	case x <= 0:
		return 0
	case x >= 1:
		return 1
	case x > (a+1)/(a+b+2):
		return 1 - incompleteBeta(1-x, b, a)
	}
	logA, _ := math.Lgamma(a)
	logB, _ := math.Lgamma(b)
	logAB, _ := math.Lgamma(a + b)
	front := math.Exp(logAB-logA-logB+a*math.Log(x)+b*math.Log1p(-x)) / a

	// The fraction is 1/(1+ d₁/(1+ d₂/(1+ …))), by Lentz's method as modified by Thompson and
	// Barnett (J. Comput. Phys. 64, 1986).
	const tiny, precise, most = 1e-300, 1e-15, 10000
	f, c, d := 1.0, 1.0, 0.0
	for k := range most {
		m := float64(k / 2)
		numerator := 1.0
		switch {
		case k == 0:
		case k%2 == 0:
			numerator = m * (b - m) * x / ((a + 2*m - 1) * (a + 2*m))
		default:
			numerator = -(a + m) * (a + b + m) * x / ((a + 2*m) * (a + 2*m + 1))
		}
		if d = 1 + numerator*d; math.Abs(d) < tiny {
			d = tiny
		}
		if c = 1 + numerator/c; math.Abs(c) < tiny {
			c = tiny
		}
		d = 1 / d
		f *= c * d
		if math.Abs(1-c*d) < precise {
			break
		}
	}
	return front * (f - 1)
}
