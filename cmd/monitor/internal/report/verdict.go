package report

import (
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/stats"
)

// A verdict says how an indicator develops, and how it stands against its target. It uses shown
// points only, and there is no verdict when the current number is hidden.
//
// How much a number varies by chance depends on its kind:
//
//   - A count of events varies as a Poisson variable, and so does a rate of such counts. For 26
//     accidents, 17 to 38 may be expected by chance.
//   - A share of a known base varies as a binomial variable. Two shares are compared by Fisher's
//     exact test.
//   - For the rest one value says nothing: amounts, scores, shares of an unknown base, counts of
//     what is planned (NoEvents), and estimated or unreliable numbers. They are judged by their own
//     history: a trend, or an XmR chart.
//   - Of a rounded number, rounding moves what is published as well as chance. Two true counts of 4
//     and 6 are now and then shown as 0 and 10, and the tests would call that a change. So its
//     interval reaches from that of the least count that it may be to that of the most, it is
//     compared by the two nearest counts, and its trend and limits come from its own history.
//
// A break in the series ends every comparison across it. All tests of an edition have one false
// discovery rate together (Benjamini and Hochberg): the more indicators are tested, the stronger
// the evidence for each must be.

// Verdict is how an indicator develops and stands. Numbers are in the indicator's own unit.
type Verdict struct {
	Course model.Course
	By     Basis
	Aim    model.Aim
	AimBy  AimBasis

	Latest   *Point          // the point that is judged; nil when the current value is hidden or missing
	Expected *stats.Interval // the 95 % interval around it; nil when that is not known
	Rate     *stats.Interval // the same around its rate
	Previous *Comparison     // with the shown point before it, or nil
	Baseline *Comparison     // with the indicator's baseline; nil when that is the point before it
	Trend    *Trend          // nil with too few points
	Chart    *Chart          // of the comparable points up to the latest; nil with too few
}

// Basis is what the course is based on.
type Basis int

// The bases.
const (
	ByNothing Basis = iota
	ByPrevious
	ByTrend
	ByLimits // the latest value lies beyond its control limits
	ByBaseline
)

// AimBasis says why an indicator that has not reached its target is on track or off track.
type AimBasis int

// The reasons.
const (
	AimPlain    AimBasis = iota // the value alone decides
	AimMoving                   // the number demonstrably moves towards the target
	AimByChance                 // the target lies within Expected
	AimBeyond                   // the target lies beyond Expected
)

// Comparison compares the latest point with an earlier one.
type Comparison struct {
	From, To   Point
	Comparable bool // no break lies between
	Tested     bool // P and Adjusted are valid
	ByRate     bool // rates were compared, not counts
	Side       int  // −1 when To is lower, 1 when it is higher, 0 when they are equal
	P          float64
	Adjusted   float64 // P corrected for the number of tests
}

// TrendMethod is how a trend was found.
type TrendMethod int

// The methods.
const (
	PoissonTrend TrendMethod = iota // by a factor each period
	LinearTrend
	KendallTrend // Mann–Kendall, with Sen's slope
)

// Trend is the direction of the last comparable points. Slope is per period: in the unit, or in per
// cent for PoissonTrend.
type Trend struct {
	From, To model.Period
	N        int
	Method   TrendMethod
	ByRate   bool
	Slope    stats.Interval
	P        float64
	Adjusted float64
}

// ChartKind is the kind of a control chart.
type ChartKind string

// The charts.
const (
	CChart   ChartKind = "c"
	UChart   ChartKind = "u"
	PChart   ChartKind = "p"
	XmRChart ChartKind = "XmR"
)

// Chart is a control chart. A u-chart is of the rates.
type Chart struct {
	Kind    ChartKind
	Periods []model.Period
	Points  []stats.ControlPoint // one for each period, in the unit
}

// Signal is a run rule that holds, and the periods in which such a run ends.
type Signal struct {
	Rule    string // beyond, nine, six, two, four
	Periods []model.Period
}

// Signals returns the run rules that hold.
func (c *Chart) Signals() []Signal {
	var all []Signal
	for _, rule := range []struct {
		signal stats.Signals
		name   string
	}{
		{stats.Beyond, "beyond"}, {stats.NineAside, "nine"}, {stats.SixSteady, "six"},
		{stats.TwoOfThree, "two"}, {stats.FourOfFive, "four"},
	} {
		s := Signal{Rule: rule.name}
		for n, p := range c.Points {
			if p.Signals&rule.signal != 0 {
				s.Periods = append(s.Periods, c.Periods[n])
			}
		}
		if s.Periods != nil {
			all = append(all, s)
		}
	}
	return all
}

// Family counts the tests that are corrected together.
type Family struct {
	Indicators  int // with a test
	Tests       int
	Significant int // with P at or below the level
	Left        int // with Adjusted at or below the level
}

// Judge makes the verdicts, and sets Point.Interval. It is called once, before the report is read.
func (r *Report) Judge(rules model.Judging) {
	r.Judging = rules
	r.verdicts = make(map[*model.Indicator]*Verdict, len(r.Edition.Indicators))
	all := make([]*Verdict, len(r.Edition.Indicators))
	each(len(all), func(n int) { all[n] = r.test(r.Edition.Indicators[n]) })
	// Invented numbers are their own family, so that they do not change the verdicts on real ones.
	for n, example := range []bool{false, true} {
		var p []float64
		var adjusted []*float64
		var family Family
		for m, i := range r.Edition.Indicators {
			if i.Example != example {
				continue
			}
			before := len(p)
			all[m].eachTest(func(value float64, into *float64) {
				p, adjusted = append(p, value),
					append(adjusted, into)
			})
			if len(p) > before {
				family.Indicators++
			}
		}
		family.Tests = len(p)
		for m, q := range stats.BenjaminiHochberg(p) {
			*adjusted[m] = q
			if p[m] <= rules.Level {
				family.Significant++
			}
			if q <= rules.Level {
				family.Left++
			}
		}
		r.Families[n] = family
	}
	for n, i := range r.Edition.Indicators {
		v := all[n]
		v.Course, v.By = v.course(i, rules.Level)
		v.Aim, v.AimBy = v.aim(i, r.facts[i])
		r.verdicts[i] = v
	}
}

// Verdict returns the verdict on an indicator of the edition, after Judge.
func (r *Report) Verdict(i *model.Indicator) *Verdict { return r.verdicts[i] }

// eachTest calls f with the p value of each test, and where the adjusted one goes.
func (v *Verdict) eachTest(f func(p float64, adjusted *float64)) {
	for _, c := range []*Comparison{v.Previous, v.Baseline} {
		if c != nil && c.Tested {
			f(c.P, &c.Adjusted)
		}
	}
	if v.Trend != nil {
		f(v.Trend.P, &v.Trend.Adjusted)
	}
}

// test does the tests of an indicator. It returns a verdict without adjusted p values, Course and
// Aim.
func (r *Report) test(i *model.Indicator) *Verdict {
	f := r.facts[i]
	v := &Verdict{}
	if i.Aspect == nil {
		return v // it is a denominator
	}
	observed := r.observe(i, f)
	setIntervals(f, observed)
	if f.Latest == nil || f.Current == nil || f.Current.State != Shown || len(observed) == 0 {
		return v
	}
	last := observed[len(observed)-1]
	v.Latest = f.Latest
	points := f.Values.Points
	v.Expected = points[last.index].Interval
	if last.exposure > 0 {
		v.Rate = f.Rates.Points[last.index].Interval
	}
	for n, earlier := range observed[:len(observed)-1] {
		previous := n == len(observed)-2
		if !previous && earlier.point.Period != i.Baseline {
			continue
		}
		c := compareObservations(earlier, last, Comparable(points[earlier.index:last.index+1]))
		if previous {
			v.Previous = c
		} else {
			v.Baseline = c
		}
	}
	comparable := comparableTo(last, observed, points)
	v.Chart = chart(i, comparable)
	v.Trend = trend(i, comparable[max(0, len(comparable)-r.Judging.Trend):])
	return v
}

// course returns the course, and what it is based on. The strongest evidence decides: the
// comparison with the point before, the trend, the control limits, and the comparison with the
// baseline, in that order.
func (v *Verdict) course(i *model.Indicator, level float64) (model.Course, Basis) {
	toward := func(side float64) model.Course {
		switch {
		case i.Direction == model.Neither:
			return model.Shifted
		case (side > 0) == (i.Direction == model.Higher):
			return model.Better
		}
		return model.Worse
	}
	significant := func(c *Comparison) bool { return c != nil && c.Tested && c.Adjusted <= level && c.Side != 0 }
	switch {
	case v.Latest == nil:
		return model.TooFew, ByNothing
	case significant(v.Previous):
		return toward(float64(v.Previous.Side)), ByPrevious
	case v.Trend != nil && v.Trend.Adjusted <= level && v.Trend.Slope.Value != 0:
		return toward(v.Trend.Slope.Value), ByTrend
	}
	if v.Chart != nil {
		if p := v.Chart.Points[len(v.Chart.Points)-1]; p.Signals&stats.Beyond != 0 {
			return toward(p.Value - p.Centre), ByLimits
		}
	}
	switch {
	case significant(v.Baseline):
		return toward(float64(v.Baseline.Side)), ByBaseline
	case v.Trend != nil || v.Chart != nil || v.Previous != nil && v.Previous.Tested ||
		v.Baseline != nil && v.Baseline.Tested:
		return model.Same, ByNothing
	case v.Previous != nil && !v.Previous.Comparable:
		return model.NotComparable, ByNothing
	}
	return model.TooFew, ByNothing
}

// aim returns how the indicator stands against its target, and why. The course must be known.
func (v *Verdict) aim(i *model.Indicator, f *Facts) (model.Aim, AimBasis) {
	switch f.Target {
	case NoTarget:
		return model.NoTarget, AimPlain
	case Unknown:
		return model.TargetUnknown, AimPlain
	case Reached:
		return model.TargetReached, AimPlain
	}
	switch {
	case v.Course == model.Better:
		return model.OnTrack, AimMoving
	case v.Expected == nil:
		return model.OffTrack, AimPlain
	case v.Expected.Low <= *i.Target && *i.Target <= v.Expected.High:
		return model.OnTrack, AimByChance
	}
	return model.OffTrack, AimBeyond
}
