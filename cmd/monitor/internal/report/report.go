// Package report owns what an edition says: which numbers may be shown, how they changed, what they come to per thousand,
// how they stand against their targets, and which were revised since the edition before.
//
// It imports packages model, stats, survey, appraisal, compare and disclosure, and is pure: the same edition gives the same
// report. It formats nothing, knows no language and no HTML. Everything that is shown of an indicator is taken from here and
// never from the model, so that a number that may not be shown has one door to pass, and it is this one.
package report

import (
	"runtime"
	"slices"
	"sync"

	"utwente.nl/monitor/cmd/monitor/internal/appraisal"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/stats"
	"utwente.nl/monitor/cmd/monitor/internal/survey"
)

// State tells what may be shown of a value.
type State int

// The states of a point.
const (
	Shown        State = iota
	Missing            // not available, and said so in the data
	Absent             // the data do not speak of this period
	Small              // a count about people below the privacy threshold
	Confidential       // flagged so
	Withheld           // hidden because a hidden neighbour could be worked out from it
)

// Hidden reports whether there is a number that is not shown.
func (s State) Hidden() bool { return s == Small || s == Confidential || s == Withheld }

// Point is what may be shown of a series for one period. Number is 0 and says nothing unless the state is Shown.
type Point struct {
	Period model.Period
	Number float64
	State  State
	Flags  model.Flags
	Note   model.Text
	// Interval is what chance leaves of the number (95 %), or nil when that cannot be told.
	Interval *stats.Interval
	// Revision is what became of the value since the edition before, or nil: see Report.Since.
	Revision *Revision
}

// Series is a run of points without holes: a period that the data skip is there as Absent.
type Series struct {
	Member *model.Member // nil for the indicator as a whole
	Points []Point       // oldest first
}

// Breakdown is an indicator split by a dimension, its series all over the same periods.
type Breakdown struct {
	Dimension *model.Dimension
	Parts     []Series
}

// TargetState tells how the latest value stands against the target.
type TargetState int

// The states against a target.
const (
	NoTarget TargetState = iota
	Reached
	NotReached
	Unknown // there is a target, and no value to compare with it
)

// Change compares the latest shown value with the one before it.
type Change struct {
	From, To   Point
	Absolute   float64 // To − From, in the indicator's unit
	Percent    float64 // of From; valid only when HasPercent
	HasPercent bool    // false when From is zero
	Comparable bool    // false when the series breaks, or the definition differs, between the two
}

// Facts is all that may be said of one indicator.
type Facts struct {
	Indicator  *model.Indicator
	Values     Series
	Rates      Series // per Indicator.Per; no points without it
	Breakdowns []Breakdown
	Latest     *Point // the last shown point, or nil
	// Current is the last point of which anything is known, shown or not; nil when there is none. When it is not shown,
	// the older Latest is not what holds now: Change is nil and Target at most Unknown.
	Current *Point
	Change  *Change
	Target  TargetState
}

// Report is all that may be said of an edition.
type Report struct {
	Edition   *model.Edition
	Threshold int
	Survey    *survey.Results      // nil when none was held
	Appraisal *appraisal.Appraisal // nil without measures
	Earlier   []*Report            // of earlier editions, oldest first
	Revisions *Revisions           // nil until Since was called, and when there is no edition before
	facts     map[*model.Indicator]*Facts

	Judging  model.Judging // by what the verdicts were reached
	Families [2]Family     // the tests of real indicators, and of examples
	verdicts map[*model.Indicator]*Verdict

	hidden      map[*model.Value]hiding // what may not be shown though it says nothing of that itself, and how
	tabulations []*tabulation           // the counts among which something is hidden
	known       []*Report               // of what readers know beside this
}

// New derives the report of an edition, which must hold only what the audience may see (model.Edition.Visible).
// threshold is the smallest count about people that is shown of a sensitive indicator. known are reports whose readers may see
// this one too, oldest first: those of earlier editions, and those of this edition for wider audiences. What they show cannot
// be hidden any more, and what is hidden here is chosen accordingly.
func New(edition *model.Edition, threshold int, known ...*Report) *Report {
	r := &Report{Edition: edition, Threshold: threshold, facts: make(map[*model.Indicator]*Facts, len(edition.Indicators))}
	r.protect(known)
	facts := make([]*Facts, len(edition.Indicators))
	each(len(facts), func(n int) { facts[n] = r.derive(edition.Indicators[n]) })
	for n, i := range edition.Indicators {
		r.facts[i] = facts[n]
	}
	return r
}

// each calls f for 0 … n−1, many at a time.
func each(n int, f func(int)) {
	var group sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		group.Go(func() {
			for i := w; i < n; i += workers {
				f(i)
			}
		})
	}
	group.Wait()
}

// Facts returns what may be said of an indicator of the edition.
func (r *Report) Facts(i *model.Indicator) *Facts { return r.facts[i] }

func (r *Report) derive(i *model.Indicator) *Facts {
	f := &Facts{Indicator: i, Values: r.series(i, i.Values, nil)}
	if i.Per != nil {
		f.Rates = r.rates(i, f.Values)
	}
	for _, b := range i.Breakdowns {
		f.Breakdowns = append(f.Breakdowns, r.breakdown(i, b))
	}
	f.Latest, f.Change = change(f.Values)
	f.Current = current(f.Values)
	if f.Current != nil && f.Current.State != Shown {
		f.Change, f.Target = nil, against(i, nil)
	} else {
		f.Target = against(i, f.Latest)
	}
	return f
}

// series turns values into points: one for each period from the first to the last.
func (r *Report) series(i *model.Indicator, values []model.Value, member *model.Member) Series {
	s := Series{Member: member, Points: make([]Point, 0, len(values))}
	for n := range values {
		v := &values[n]
		if n > 0 {
			for p := values[n-1].Period.Next(); p.Before(v.Period); p = p.Next() {
				s.Points = append(s.Points, Point{Period: p, State: Absent})
			}
		}
		s.Points = append(s.Points, r.point(i, v))
	}
	return s
}

// point is what may be shown of a value. What is said of a number that is not shown may tell it, and is not shown either.
func (r *Report) point(i *model.Indicator, v *model.Value) Point {
	p := Point{Period: v.Period, Flags: v.Flags, State: r.state(i, v)}
	switch p.State {
	case Shown:
		p.Number, p.Note = v.Number, v.Note
	case Missing:
		p.Note = v.Note
	}
	return p
}

// rates divides each shown value by the denominator's value for the same period. A denominator that is not shown gives
// no rate: with the count beside it the rate would tell what is hidden.
func (r *Report) rates(i *model.Indicator, values Series) Series {
	var s Series
	for _, p := range values.Points {
		q := Point{Period: p.Period, State: p.State, Flags: p.Flags, Note: p.Note}
		if p.State == Shown {
			d := valueIn(i.Per.Indicator.Values, p.Period)
			if d != nil && r.state(i.Per.Indicator, d) == Shown && d.Number > 0 {
				q.Number = p.Number / d.Number * i.Per.Factor
			} else {
				q.State = Absent
			}
		}
		s.Points = append(s.Points, q)
	}
	return s
}

// breakdown aligns the parts over the same periods. Of a count, what must be hidden has been decided (protect). Of other
// numbers nobody knows how they add up: in a period in which a part or the total is confidential, all parts are withheld.
func (r *Report) breakdown(i *model.Indicator, b *model.Breakdown) Breakdown {
	out := Breakdown{Dimension: b.Dimension}
	first, last, any := span(b)
	if !any {
		return out
	}
	length := last.Ordinal() - first.Ordinal() + 1
	points := make([]Point, length*len(b.Parts))
	for n, part := range b.Parts {
		own := points[n*length : (n+1)*length : (n+1)*length]
		for m, p := 0, first; m < length; m, p = m+1, p.Next() {
			own[m] = Point{Period: p, State: Absent}
		}
		for m := range part.Values {
			v := &part.Values[m]
			own[v.Period.Ordinal()-first.Ordinal()] = r.point(i, v)
		}
		out.Parts = append(out.Parts, Series{Member: part.Member, Points: own})
	}
	if i.Kind != model.Count {
		r.withhold(i, out.Parts)
	}
	silence(out.Parts)
	return out
}

// silence drops what is said of the parts that are shown beside hidden ones: "the rest" of a note may tell what that is.
func silence(parts []Series) {
	for m := range parts[0].Points {
		if !slices.ContainsFunc(parts, func(s Series) bool { return s.Points[m].State.Hidden() }) {
			continue
		}
		for _, s := range parts {
			s.Points[m].Note = nil
		}
	}
}

// withhold hides all parts in the periods in which one of them, or the total, is confidential.
func (r *Report) withhold(i *model.Indicator, parts []Series) {
	for m := range parts[0].Points {
		p := parts[0].Points[m].Period
		total := valueIn(i.Values, p)
		hidden := total != nil && r.state(i, total) == Confidential
		for _, s := range parts {
			hidden = hidden || s.Points[m].State == Confidential
		}
		for _, s := range parts {
			if hidden {
				s.Points[m] = Point{Period: p, State: Withheld}
			}
		}
	}
}

func span(b *model.Breakdown) (first, last model.Period, any bool) {
	for _, part := range b.Parts {
		for _, v := range part.Values {
			if !any || v.Period.Before(first) {
				first = v.Period
			}
			if !any || last.Before(v.Period) {
				last = v.Period
			}
			any = true
		}
	}
	return first, last, any
}

// change compares the last two shown points. It is not comparable when a break starts, or a differing definition holds,
// anywhere from the one after the first to the last.
func change(s Series) (*Point, *Change) {
	last := lastShown(s.Points)
	if last < 0 {
		return nil, nil
	}
	latest := &s.Points[last]
	previous := lastShown(s.Points[:last])
	if previous < 0 {
		return latest, nil
	}
	from := s.Points[previous]
	c := &Change{From: from, To: *latest, Absolute: latest.Number - from.Number}
	c.Comparable = Comparable(s.Points[previous : last+1])
	if from.Number != 0 {
		c.Percent, c.HasPercent = c.Absolute/from.Number*100, true
	}
	return latest, c
}

// Comparable reports whether the first and the last of some points measure the same thing: no break starts after the first,
// and neither has a definition of its own.
func Comparable(points []Point) bool {
	for n, p := range points {
		if n > 0 && p.Flags.Has(model.Break) {
			return false
		}
	}
	return len(points) == 0 || !points[0].Flags.Has(model.Differs) && !points[len(points)-1].Flags.Has(model.Differs)
}

func current(s Series) *Point {
	for n := len(s.Points) - 1; n >= 0; n-- {
		if state := s.Points[n].State; state != Missing && state != Absent {
			return &s.Points[n]
		}
	}
	return nil
}

func lastShown(points []Point) int {
	for n := len(points) - 1; n >= 0; n-- {
		if points[n].State == Shown {
			return n
		}
	}
	return -1
}

func against(i *model.Indicator, latest *Point) TargetState {
	switch {
	case i.Target == nil:
		return NoTarget
	case latest == nil:
		return Unknown
	case i.Direction == model.Lower && latest.Number <= *i.Target,
		i.Direction == model.Higher && latest.Number >= *i.Target:
		return Reached
	}
	return NotReached
}

// Standing counts how the indicators of a category stand. Example series are counted apart: no conclusion is drawn from
// invented numbers.
type Standing struct {
	Indicators int
	Examples   int
	WithTarget int // of the real ones that have a value
	Reached    int
	WithValue  int // of the real ones
}

// Standing returns how the indicators of a category stand.
func (r *Report) Standing(category string) Standing {
	var s Standing
	for _, i := range r.Edition.Indicators {
		if i.Aspect == nil || i.Aspect.Category != category {
			continue
		}
		s.Indicators++
		f := r.facts[i]
		switch {
		case i.Example:
			s.Examples++
		case f.Latest != nil:
			s.WithValue++
			if f.Target != NoTarget {
				s.WithTarget++
			}
			if f.Target == Reached {
				s.Reached++
			}
		}
	}
	return s
}
