// Package report owns what an edition says: which numbers may be shown, how they changed, what they come to per thousand,
// how they stand against their targets, and which were revised since the edition before.
//
// It imports packages model, stats, survey, appraisal and compare, and is pure: the same edition gives the same report. It formats nothing,
// knows no language and no HTML. Everything that is shown of an indicator is taken from here and never from the model, so that a
// number that may not be shown has one door to pass, and it is this one.
package report

import (
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
	Hidden    []model.Period // periods whose parts are withheld to protect small counts
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
}

// New derives the report of an edition, which must hold only what the audience may see (model.Edition.Visible).
// threshold is the smallest count about people that is shown of a sensitive indicator.
func New(edition *model.Edition, threshold int) *Report {
	r := &Report{Edition: edition, Threshold: threshold, facts: make(map[*model.Indicator]*Facts, len(edition.Indicators))}
	for _, i := range edition.Indicators {
		r.facts[i] = r.derive(i)
	}
	return r
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
	s := Series{Member: member}
	for n, v := range values {
		if n > 0 {
			for p := values[n-1].Period.Next(); p.Before(v.Period); p = p.Next() {
				s.Points = append(s.Points, Point{Period: p, State: Absent})
			}
		}
		s.Points = append(s.Points, r.point(i, v))
	}
	return s
}

func (r *Report) point(i *model.Indicator, v model.Value) Point {
	p := Point{Period: v.Period, Flags: v.Flags, Note: v.Note, State: r.state(i, v)}
	if p.State == Shown {
		p.Number = v.Number
	}
	return p
}

func (r *Report) state(i *model.Indicator, v model.Value) State {
	switch {
	case v.Flags.Has(model.Confidential):
		return Confidential
	case v.Missing:
		return Missing
	case i.Sensitive && i.Kind == model.Count && v.Number > 0 && v.Number < float64(r.Threshold):
		return Small
	}
	return Shown
}

// rates divides each shown value by the denominator's value for the same period. A denominator that is not shown gives
// no rate: with the count beside it the rate would tell what is hidden.
func (r *Report) rates(i *model.Indicator, values Series) Series {
	var s Series
	for _, p := range values.Points {
		q := Point{Period: p.Period, State: p.State, Flags: p.Flags, Note: p.Note}
		if p.State == Shown {
			d, ok := model.ValueIn(i.Per.Indicator.Values, p.Period)
			if ok && r.state(i.Per.Indicator, d) == Shown && d.Number > 0 {
				q.Number = p.Number / d.Number * i.Per.Factor
			} else {
				q.State = Absent
			}
		}
		s.Points = append(s.Points, q)
	}
	return s
}

// breakdown aligns the parts over the same periods. In a period in which a part or the total is hidden, all parts are:
// what is left would give it away by adding or subtracting. That hides more than is needed, and never less.
func (r *Report) breakdown(i *model.Indicator, b *model.Breakdown) Breakdown {
	out := Breakdown{Dimension: b.Dimension}
	first, last, any := span(b)
	if !any {
		return out
	}
	for _, part := range b.Parts {
		out.Parts = append(out.Parts, Series{Member: part.Member})
	}
	for p := first; !last.Before(p); p = p.Next() {
		hidden := false
		if total, ok := model.ValueIn(i.Values, p); ok {
			// The parts would add up to a total that is hidden.
			state := r.state(i, total)
			hidden = state == Small || state == Confidential
		}
		for n, part := range b.Parts {
			point := Point{Period: p, State: Absent}
			if v, ok := model.ValueIn(part.Values, p); ok {
				point = r.point(i, v)
			}
			hidden = hidden || point.State == Small || point.State == Confidential
			out.Parts[n].Points = append(out.Parts[n].Points, point)
		}
		if hidden {
			out.Hidden = append(out.Hidden, p)
			for n := range out.Parts {
				last := len(out.Parts[n].Points) - 1
				out.Parts[n].Points[last] = Point{Period: p, State: Withheld}
			}
		}
	}
	return out
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

// Comparable tells whether the first and the last of some points measure the same thing: no break starts after the first,
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
