package report

import (
	"sync"

	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/stats"
)

// A verdict says how an indicator goes and how it stands against its target, with the numbers that it rests on. It is made of
// points that are shown and of nothing else: not of hidden numbers, nor of whether there are any.
//
// What chance does to a number depends on what it is. A count of events, and a rate of such counts, varies as a Poisson
// variable; a share of a known number as a binomial one. Of amounts, scores, shares of an unknown number, counts of what is
// planned or kept, and of anything estimated or unreliable, one value tells nothing of how much it varies: they are judged by
// their own history only.

// Verdict is how an indicator goes. Periods, values and bounds are in the indicator's own unit.
type Verdict struct {
	Course model.Course
	By     Basis
	Aim    model.Aim
	AimBy  AimBasis

	Latest   *Point          // what is judged: nil when the current value is not shown, or there is none
	Expected *stats.Interval // what chance leaves room for around it; nil when that is not known
	Rate     *stats.Interval // the same of its rate
	Previous *Comparison
	Baseline *Comparison // nil when it is the previous one, too
	Trend    *Trend
	Chart    *Chart // of the comparable points up to the latest; nil with too few
}

// Basis is what a course rests on.
type Basis int

// What a course rests on, the strongest first.
const (
	ByNothing Basis = iota
	ByPrevious
	ByTrend
	ByLimits // the latest value lies beyond its control limits
	ByBaseline
)

// AimBasis is why an indicator that has not reached its target is on track or off it.
type AimBasis int

// The reasons.
const (
	AimPlain    AimBasis = iota // the value alone decides
	AimMoving                   // it demonstrably moves towards the target
	AimByChance                 // the target lies within what chance leaves room for
	AimBeyond                   // the target lies beyond that
)

// Comparison holds the latest point against an earlier one.
type Comparison struct {
	From, To   Point
	Comparable bool // no break lies between
	Tested     bool // P and Adjusted mean something
	ByRate     bool // rates were compared, not counts
	Side       int  // −1 when To is lower, 1 when it is higher
	P          float64
	Adjusted   float64 // for all tests of the edition
}

// TrendMethod is how a trend was found.
type TrendMethod int

// The methods.
const (
	PoissonTrend TrendMethod = iota // a factor a period
	LinearTrend
	KendallTrend // Mann–Kendall, with Sen's slope
)

// Trend is the direction of the last comparable points. Slope is per period, in the unit, or in per cents for PoissonTrend.
type Trend struct {
	From, To model.Period
	N        int
	Method   TrendMethod
	ByRate   bool
	Slope    stats.Interval
	P        float64
	Adjusted float64
}

// ChartKind is the sort of control chart.
type ChartKind string

// The charts.
const (
	CChart   ChartKind = "c"
	UChart   ChartKind = "u"
	PChart   ChartKind = "p"
	XmRChart ChartKind = "XmR"
)

// Chart is a control chart; a u-chart is of the rates.
type Chart struct {
	Kind    ChartKind
	Periods []model.Period
	Points  []stats.ControlPoint // one a period, in the unit
}

// Signal is a run rule that is met, and the periods in which it ends.
type Signal struct {
	Rule    string // beyond, nine, six, two, four
	Periods []model.Period
}

// Signals are the run rules that are met.
func (c *Chart) Signals() []Signal {
	var all []Signal
	for _, rule := range []struct {
		signal stats.Signals
		name   string
	}{{stats.Beyond, "beyond"}, {stats.NineAside, "nine"}, {stats.SixSteady, "six"}, {stats.TwoOfThree, "two"}, {stats.FourOfFive, "four"}} {
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

// Family is a set of tests that are judged together, and what came of them.
type Family struct {
	Indicators  int // that any test was done of
	Tests       int
	Significant int // at the level, each taken alone
	Left        int // of those, what Benjamini and Hochberg leave
}

// Judge reaches the verdicts, and tells of each point what chance leaves of it (Point.Interval). It is called once, before the
// report is read.
func (r *Report) Judge(rules model.Judging) {
	r.Judging = rules
	r.verdicts = make(map[*model.Indicator]*Verdict, len(r.Edition.Indicators))
	all := make([]*Verdict, len(r.Edition.Indicators))
	var group sync.WaitGroup
	const workers = 8
	for w := range workers {
		group.Go(func() {
			for n := w; n < len(all); n += workers {
				all[n] = r.weigh(r.Edition.Indicators[n])
			}
		})
	}
	group.Wait()
	// Invented numbers must not change what is said of real ones: they are a family of their own.
	for n, example := range []bool{false, true} {
		var p []float64
		var adjusted []*float64
		var family Family
		for m, i := range r.Edition.Indicators {
			if i.Example != example {
				continue
			}
			before := len(p)
			all[m].tests(func(value float64, into *float64) { p, adjusted = append(p, value), append(adjusted, into) })
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
		all[n].decide(i, r.facts[i], rules.Level)
		r.verdicts[i] = all[n]
	}
}

// Verdict returns the verdict on an indicator of the edition, once it has been judged.
func (r *Report) Verdict(i *model.Indicator) *Verdict { return r.verdicts[i] }

// tests names each p value and where its adjusted one goes.
func (v *Verdict) tests(f func(p float64, adjusted *float64)) {
	for _, c := range []*Comparison{v.Previous, v.Baseline} {
		if c != nil && c.Tested {
			f(c.P, &c.Adjusted)
		}
	}
	if v.Trend != nil {
		f(v.Trend.P, &v.Trend.Adjusted)
	}
}

// weigh works out all that a verdict rests on but the adjusted p values.
func (r *Report) weigh(i *model.Indicator) *Verdict {
	f := r.facts[i]
	v := &Verdict{}
	if i.Aspect == nil {
		return v // it is there to divide by
	}
	observed := r.observe(i, f)
	bound(f, observed)
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
		c := hold(earlier, last, Comparable(points[earlier.index:last.index+1]))
		if previous {
			v.Previous = c
		} else {
			v.Baseline = c
		}
	}
	stretch := comparableTo(last, observed, points)
	v.Chart = chart(i, stretch)
	v.Trend = trend(i, stretch[max(0, len(stretch)-r.Judging.Trend):])
	return v
}

// decide reaches the course and the aim.
func (v *Verdict) decide(i *model.Indicator, f *Facts, level float64) {
	v.Course, v.By = v.course(i, level)
	v.Aim, v.AimBy = v.aim(i, f)
}

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
	shows := func(c *Comparison) bool { return c != nil && c.Tested && c.Adjusted <= level && c.Side != 0 }
	switch {
	case v.Latest == nil:
		return model.TooFew, ByNothing
	case shows(v.Previous):
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
	case shows(v.Baseline):
		return toward(float64(v.Baseline.Side)), ByBaseline
	case v.Trend != nil || v.Chart != nil || v.Previous != nil && v.Previous.Tested || v.Baseline != nil && v.Baseline.Tested:
		return model.Same, ByNothing
	case v.Previous != nil && !v.Previous.Comparable:
		return model.NotComparable, ByNothing
	}
	return model.TooFew, ByNothing
}

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
