package report

import (
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/stats"
)

// A verdict says how an indicator develops, and how it stands against its target. It uses shown
// points only, and there is no verdict when the current number is hidden. It makes three
// statements, and none stands for another:
//
//   - Previous: since the last comparable value, of the same season. Counts of events and shares of
//     a known base are tested; of other numbers one value does not show how much they vary.
//   - The recent series: the trend of the last comparable periods; or, where that shows none, the
//     latest value beyond its control limits.
//   - Baseline: the difference with the indicator's own baseline, a fact.
//
// The course is that of Previous, and otherwise that of the recent series: what happened lately
// outweighs what is longer ago. Contrary says that the two differ. The baseline has no say.
//
// A change in counts or shares is demonstrable when two tests say so (package stats, Dispersion).
// How much more than by chance they vary is estimated from the last comparable periods before the
// one that is judged, around their trend if they evidently have one; there must be three of them, and
// four for an interval that is as wide as they make it.
// Trends of other numbers are lines, with Student's t.
//
// A rounded number stands for all counts that round to it, and a test takes those that show least.
// Two counts are taken as close together as they may be, and a trend as flat: 20 and 25, to the base
// of 5, may both be 22. A bound ("at least 101") is not tested.
//
// Values that overlap, such as those of the last three years at the end of each, are not tested: they
// differ less than separate ones, and a test would take them for these.
//
// A break in the series ends every comparison across it. Quarters and months are compared with the
// same one of an earlier year, and trends are of whole years. All tests that are new in an edition
// have one false discovery rate together (Benjamini and Hochberg): the more there are, the stronger
// the evidence for each must be. Those that can show nothing do not count (stats.Testable). What an
// earlier edition tested keeps its result (keep).

// Verdict is how an indicator develops and stands. Numbers are in the indicator's own unit.
type Verdict struct {
	Course    model.Course
	By        Basis
	Contrary  bool // the recent series goes the other way than the course
	Aim       model.Aim
	Average   *Average // what Aim rests on; nil without comparable values or a target
	Assurance Assurance

	Latest   *Point          // the point that is judged; nil when the current value is hidden or missing
	Expected *stats.Interval // the 95 % interval of the level under it; nil when that is not known
	Rate     *stats.Interval // the same of its rate
	Alone    bool            // the intervals suppose that chance alone makes the number vary: too few show its spread
	Next     *stats.Interval // where the next count lies if nothing changes; nil when that is not known
	Previous *Comparison     // with the last value of the same season, or nil
	Baseline *Comparison     // with the indicator's baseline, never tested; nil when that is Previous
	Trend    *Trend          // nil with too few points
	Chart    *Chart          // of the comparable points up to the latest; nil when there are no limits
	Unusable *Unusable       // why the data's own stretch gives no Chart, or nil
}

// Basis is what the course is based on.
type Basis int

// The bases.
const (
	ByNothing Basis = iota
	ByPrevious
	ByTrend
	ByLimits // the latest value lies beyond its control limits
)

// Test is the result of a test.
type Test struct {
	P        float64
	Least    float64 // the smallest P that the test can have
	Adjusted float64 // P corrected for the number of tests
	Enough   float64 // the largest P with which one more of these tests would have shown something
	Edition  string  // "2025" when that edition made the test; "" when this one did
}

// Comparison compares the latest point with an earlier one.
type Comparison struct {
	From, To   Point
	Comparable bool  // no break lies between
	Test       *Test // nil when nothing can be shown
	ByRate     bool  // rates were compared, not counts
	Side       int   // −1 when To is lower, 1 when it is higher, 0 when they are equal
	// Down and Up say what could have been shown: the levels of To, in as much exposure as From has,
	// that are found in four of five cases. A fall of which Down is 0 or less cannot be. They are set
	// by Judge, of a comparison that was tested.
	Down, Up float64

	from, to observation
	spread   stats.Dispersion
}

// TrendMethod is how a trend was found.
type TrendMethod int

// The methods.
const (
	RateTrend TrendMethod = iota // of counts: by a factor each year
	ShareTrend
	LinearTrend
)

// Trend is the direction of the last comparable periods, whole years of them. Slope is per year: in
// the unit, or in per cent for RateTrend. Level is that of the line in the last year, as a value of
// the indicator.
type Trend struct {
	From, To model.Period
	N        int
	Method   TrendMethod
	ByRate   bool
	Slope    stats.Interval
	Level    float64
	Down, Up float64 // what could have been shown: the slopes that are found in four of five cases
	*Test            // never nil

	found stats.Trend
}

// Family counts the tests that are corrected together.
type Family struct {
	Indicators  int // with a test
	Tests       int
	Significant int // with P at or below the level
	Left        int // with Adjusted at or below the level
	Unable      int // tests that could show nothing, and did not count
	Kept        int // tests that an earlier edition made
}

// Judge makes the verdicts, and sets Point.Interval. It is called once, before the report is read.
// before is the judged report of the edition before, or nil.
func (r *Report) Judge(rules model.Judging, before *Report) {
	r.Judging = rules
	r.verdicts = make(map[*model.Indicator]*Verdict, len(r.Edition.Indicators))
	all := make([]*Verdict, len(r.Edition.Indicators))
	each(len(all), func(n int) { all[n] = r.test(r.Edition.Indicators[n]) })
	// Invented numbers are their own family, so that they do not change the verdicts on real ones.
	for n, example := range []bool{false, true} {
		var family []*Verdict
		for m, i := range r.Edition.Indicators {
			if i.Example == example {
				all[m].keep(before.verdictOn(i), before)
				family = append(family, all[m])
			}
		}
		r.Families[n] = correct(family, rules.Level)
		for _, v := range family {
			v.detect()
		}
	}
	for n, i := range r.Edition.Indicators {
		v, f := all[n], r.facts[i]
		v.Course, v.By, v.Contrary = v.course(i, rules.Level)
		v.Aim = v.aim(i, f, rules.Level)
		v.Assurance = v.assurance(i)
		r.verdicts[i] = v
	}
}

// Verdict returns the verdict on an indicator of the edition, after Judge.
func (r *Report) Verdict(i *model.Indicator) *Verdict { return r.verdicts[i] }

// verdictOn returns the verdict on the indicator of this id, or nil.
func (r *Report) verdictOn(i *model.Indicator) *Verdict {
	if r == nil {
		return nil
	}
	return r.verdicts[r.Edition.Indicator(i.ID)]
}

// keep takes over the results of tests that the edition before has too: the same periods and the
// same numbers. So two values added to other series do not change a verdict on what is long past.
func (v *Verdict) keep(was *Verdict, before *Report) {
	if was == nil {
		return
	}
	year := func(t *Test) string {
		if t.Edition != "" {
			return t.Edition
		}
		return before.Edition.Year
	}
	if c, w := v.Previous, was.Previous; c != nil && w != nil && c.Test != nil && w.Test != nil &&
		c.From.Period == w.From.Period && c.To.Period == w.To.Period && c.Test.P == w.Test.P {
		c.Test = w.Test.keptBy(year(w.Test))
	}
	if t, w := v.Trend, was.Trend; t != nil && w != nil && t.From == w.From && t.To == w.To && t.P == w.P {
		t.Test = w.keptBy(year(w.Test))
	}
}

// keptBy returns the result of a test that an edition made.
func (t Test) keptBy(edition string) *Test {
	t.Edition = edition
	return &t
}

// correct corrects the new tests of verdicts together, and takes away those that can show nothing.
func correct(verdicts []*Verdict, level float64) Family {
	var f Family
	var tests []*Test
	var least []float64
	able := map[*Test]bool{}
	for _, v := range verdicts {
		for _, t := range v.tests() {
			if t.Edition != "" {
				f.Kept++
				able[t] = true
				continue
			}
			tests, least = append(tests, t), append(least, t.Least)
		}
	}
	var p []float64
	var counted []*Test
	for n, testable := range stats.Testable(least, level) {
		if able[tests[n]] = testable; testable {
			p, counted = append(p, tests[n].P), append(counted, tests[n])
		}
	}
	for n, q := range stats.BenjaminiHochberg(p) {
		counted[n].Adjusted = q
		if p[n] <= level {
			f.Significant++
		}
		if q <= level {
			f.Left++
		}
	}
	f.Tests, f.Unable = len(counted), len(tests)-len(counted)
	for _, t := range counted {
		t.Enough = level * float64(min(f.Tests, f.Left+1)) / float64(f.Tests)
	}
	for _, v := range verdicts {
		if v.Previous != nil && !able[v.Previous.Test] {
			v.Previous.Test = nil
		}
		if v.Trend != nil && !able[v.Trend.Test] {
			v.Trend = nil
		}
		for _, t := range v.tests() {
			if t.Edition == "" {
				f.Indicators++
				break
			}
		}
	}
	return f
}

// detect sets what the tests of a verdict could have shown.
func (v *Verdict) detect() {
	if v.Previous != nil && v.Previous.Test != nil {
		v.Previous.detect()
	}
	if v.Trend != nil {
		v.Trend.detect()
	}
}

// tests returns the tests of a verdict.
func (v *Verdict) tests() []*Test {
	var out []*Test
	if v.Previous != nil && v.Previous.Test != nil {
		out = append(out, v.Previous.Test)
	}
	if v.Trend != nil {
		out = append(out, v.Trend.Test)
	}
	return out
}

// test does the tests of an indicator. It returns a verdict without adjusted p values, and without
// what follows from them.
func (r *Report) test(i *model.Indicator) *Verdict {
	f := r.facts[i]
	v := &Verdict{}
	if i.Aspect == nil || i.Outside != nil {
		return v // it is a denominator, or not our own
	}
	observed := r.observe(i, f)
	points := f.Values.Points
	all := observed
	for len(observed) > 0 && r.running(observed[len(observed)-1].point.Period) {
		observed = observed[:len(observed)-1]
	}
	var comparable []observation
	if len(observed) > 0 {
		comparable = comparableTo(observed[len(observed)-1], observed, points)
	}
	var spread stats.Dispersion
	if i.OverYears == 0 {
		spread = spreadOf(comparable, r.Judging.Window)
	}
	told := widening(spread)
	setIntervals(f, all, told)
	v.Alone = told.Freedom == 0
	if f.Latest == nil || f.Current == nil || f.Current.State != Shown || len(observed) == 0 {
		return v
	}
	last := observed[len(observed)-1]
	v.Latest = &points[last.index]
	v.Expected = points[last.index].Interval
	if last.exposure > 0 {
		v.Rate = f.Rates.Points[last.index].Interval
	}
	if last.events {
		next := told.NextCount(last.count)
		v.Next = &next
	}
	for n := len(observed) - 2; n >= 0; n-- {
		earlier := observed[n]
		if !earlier.sameSeason(last) || v.Previous != nil && earlier.point.Period != i.Baseline {
			continue
		}
		c := compareObservations(earlier, last, Comparable(points[earlier.index:last.index+1]), spread)
		if spread.Freedom == 0 {
			c.Test = nil
		}
		if v.Previous == nil {
			v.Previous = c
		} else {
			c.Test = nil
			v.Baseline = c
		}
	}
	measured := exact(comparable)
	if n := len(measured); i.OverYears == 0 && n > 0 && measured[n-1].index == last.index {
		v.Chart, v.Unusable = chart(i, measured)
		v.Trend = trend(i, wholeYears(i, measured), r.Judging.Window)
	}
	if len(comparable) > 0 && i.Target != nil {
		v.Average = average(comparable)
	}
	return v
}

// running reports whether a period is not over on the date of the edition. Beside whole periods, a
// part of one looks like a fall, so that it has no part in a verdict.
func (r *Report) running(p model.Period) bool {
	_, last := p.Days()
	return !r.Edition.Date.IsZero() && last.After(r.Edition.Date)
}

// course returns the course, what it is based on, and whether the recent series goes the other way.
func (v *Verdict) course(i *model.Indicator, level float64) (course model.Course, by Basis, contrary bool) {
	if v.Latest == nil {
		return model.TooFew, ByNothing, false
	}
	lately, recent := 0, 0 // the sides
	if c := v.Previous; c != nil && c.Test != nil && c.Test.Adjusted <= level {
		lately = c.Side
	}
	switch point := v.Chart.Judged(); {
	case v.Trend != nil && v.Trend.Adjusted <= level:
		recent, by = side(v.Trend.Slope.Value, 0), ByTrend
	case point != nil && point.Beyond():
		recent, by = side(point.Value, point.Centre), ByLimits
	}
	switch {
	case lately != 0:
		return toward(i, lately), ByPrevious, recent == -lately
	case recent != 0:
		return toward(i, recent), by, false
	case v.Trend != nil || v.Chart.Judged() != nil || v.Previous != nil && v.Previous.Test != nil:
		return model.Same, ByNothing, false
	case v.Previous != nil && !v.Previous.Comparable:
		return model.NotComparable, ByNothing, false
	}
	return model.TooFew, ByNothing, false
}

// side returns −1 when x lies below y, 1 when it lies above, and otherwise 0.
func side(x, y float64) int {
	switch {
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return 0
}

// toward returns the course of an indicator that went to one side.
func toward(i *model.Indicator, side int) model.Course {
	switch {
	case i.Direction == model.Neither:
		return model.Shifted
	case (side > 0) == (i.Direction == model.Higher):
		return model.Better
	}
	return model.Worse
}

// Opposite returns the course the other way.
func Opposite(c model.Course) model.Course {
	switch c {
	case model.Better:
		return model.Worse
	case model.Worse:
		return model.Better
	}
	return c
}
