package report

import (
	"cmp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"unicode"

	"utwente.nl/monitor/cmd/monitor/internal/appraisal"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/privacy"
	"utwente.nl/monitor/cmd/monitor/internal/stats"
	"utwente.nl/monitor/cmd/monitor/internal/survey"
)

// State says whether a value may be shown, and why not.
type State = privacy.State

// The states of a point.
const (
	Shown        = privacy.Shown
	Missing      = privacy.Missing
	Absent       = privacy.Absent
	Small        = privacy.Small
	Confidential = privacy.Confidential
	Withheld     = privacy.Withheld
)

// Coordinates identify one number of an edition.
type Coordinates = privacy.Coordinates

// Point is what may be shown for one period of a series. Number is 0 unless the state is Shown.
type Point struct {
	Period model.Period
	Number float64
	State  State
	// Rounded is true for a number that protects people: a multiple of Privacy.Base, or made of one.
	Rounded bool
	// FewerDecimals is that of model.Value; 0 for a rate.
	FewerDecimals int
	Flags         model.Flags
	Note          model.Text
	// Interval is the 95 % interval around the number, or nil when it is not known how the number
	// varies by chance.
	Interval *stats.Interval
	// Revision says how the value changed since the edition before, or is nil. MarkRevisions sets
	// it.
	Revision *Revision
}

// Decimals returns how many decimals a value of an indicator is shown with.
func (p *Point) Decimals(i *model.Indicator) int { return i.Decimals - p.FewerDecimals }

// Series has a point for each period from its first to its last. One that the data skip is Absent.
type Series struct {
	Member *model.Member // nil for the indicator as a whole
	Points []Point       // oldest first
}

// Breakdown is an indicator split by a dimension. All of its series have the same periods.
type Breakdown struct {
	Dimension *model.Dimension
	Parts     []Series
}

// Change compares the latest shown value with the one before it of the same season.
type Change struct {
	From, To   Point
	Absolute   float64 // To − From, in the indicator's unit
	Percent    float64 // of From; valid only when HasPercent
	HasPercent bool    // false when From is zero
	Comparable bool    // see Comparable
}

// Facts is all that may be said about one indicator.
type Facts struct {
	Indicator  *model.Indicator
	Values     Series
	Rates      Series // per Indicator.Per; no points when that is nil
	Breakdowns []Breakdown
	Latest     *Point // the last shown point, or nil
	// Current is the last point with a number, shown or hidden; nil when there is none. When it is
	// hidden, Latest is out of date, and Change nil.
	Current *Point
	Change  *Change
}

// Report is all that may be said about an edition.
type Report struct {
	Edition   *model.Edition
	Privacy   model.Privacy
	Published *privacy.Publication // what is published of each value of the edition
	Survey    *survey.Results      // nil when none was held
	Appraisal *appraisal.Appraisal // nil without measures
	Earlier   []*Report            // the reports of earlier editions, oldest first
	Revisions *Revisions           // nil without an edition before; MarkRevisions sets it
	facts     map[*model.Indicator]*Facts

	Judging  model.Judging // the rules of the verdicts
	Families [2]Family     // the tests of real indicators, and of examples
	verdicts map[*model.Indicator]*Verdict
}

// New derives the report of an edition, which must hold only what the audience may see
// (model.Edition.Visible). rules say how small counts are protected. known are the reports that
// readers of this one may also see, oldest first: those of earlier editions, and those of this
// edition for wider audiences.
func New(edition *model.Edition, rules model.Privacy, known ...*Report) *Report {
	var published []*privacy.Publication
	for _, k := range known {
		published = append(published, k.Published)
	}
	r := &Report{Edition: edition, Privacy: rules, Published: privacy.New(edition, rules, published...),
		facts: make(map[*model.Indicator]*Facts, len(edition.Indicators))}
	facts := make([]*Facts, len(edition.Indicators))
	each(len(facts), func(n int) { facts[n] = r.derive(edition.Indicators[n]) })
	for n, i := range edition.Indicators {
		r.facts[i] = facts[n]
	}
	return r
}

// each calls f for 0 … n−1, several at a time.
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

// Facts returns what may be said about an indicator of the edition.
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
		f.Change = nil
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

// point returns what may be shown of a value. The note of a hidden number may mention it, and is
// hidden with it; so is a note with a digit of a rounded number.
func (r *Report) point(i *model.Indicator, v *model.Value) Point {
	published := r.Published.Of(i, v)
	p := Point{Period: v.Period, Flags: v.Flags, State: published.State, Rounded: published.Rounded}
	switch p.State {
	case Shown:
		p.Number, p.FewerDecimals = published.Number, v.FewerDecimals
		if !p.Rounded || !hasDigit(v.Note) {
			p.Note = v.Note
		}
	case Missing:
		p.Note = v.Note
	}
	return p
}

// hasDigit reports whether a text has a digit in any language.
func hasDigit(t model.Text) bool {
	for _, words := range t {
		if strings.ContainsFunc(words, unicode.IsDigit) {
			return true
		}
	}
	return false
}

// rates divides each shown value by the denominator's value for the same period, as that is shown.
// There is no rate when the denominator is hidden: the count divided by the rate would reveal it.
// Nor is there one of few people.
func (r *Report) rates(i *model.Indicator, values Series) Series {
	var s Series
	for _, p := range values.Points {
		rate := Point{Period: p.Period, State: p.State, Rounded: p.Rounded, Flags: p.Flags, Note: p.Note}
		if p.State == Shown {
			d := r.Published.Of(i.Per.Indicator, valueIn(i.Per.Indicator.Values, p.Period))
			if d.State == Shown && d.Number > 0 && !(i.Sensitive && d.Number < privacy.LeastBase) {
				rate.Number = p.Number / d.Number * i.Per.Factor
				rate.Rounded = p.Rounded || d.Rounded
			} else {
				rate.State = Absent
			}
		}
		s.Points = append(s.Points, rate)
	}
	return s
}

// breakdown gives all parts the same periods.
func (r *Report) breakdown(i *model.Indicator, b *model.Breakdown) Breakdown {
	out := Breakdown{Dimension: b.Dimension}
	first, last, ok := span(b)
	if !ok {
		return out
	}
	length := last.Ordinal() - first.Ordinal() + 1
	points := make([]Point, length*len(b.Parts))
	for n, part := range b.Parts {
		series := points[n*length : (n+1)*length : (n+1)*length]
		for m, p := 0, first; m < length; m, p = m+1, p.Next() {
			series[m] = Point{Period: p, State: Absent}
		}
		for m := range part.Values {
			v := &part.Values[m]
			series[v.Period.Ordinal()-first.Ordinal()] = r.point(i, v)
		}
		out.Parts = append(out.Parts, Series{Member: part.Member, Points: series})
	}
	dropNotes(out.Parts)
	return out
}

// dropNotes drops the notes of parts that are shown beside a hidden one: a note such as "the rest
// is B" may say what is hidden.
func dropNotes(parts []Series) {
	for m := range parts[0].Points {
		if !slices.ContainsFunc(parts, func(s Series) bool { return s.Points[m].State.Hidden() }) {
			continue
		}
		for _, s := range parts {
			s.Points[m].Note = nil
		}
	}
}

// span returns the first and the last period of a breakdown. ok is false when it has no values.
func span(b *model.Breakdown) (first, last model.Period, ok bool) {
	for _, part := range b.Parts {
		for _, v := range part.Values {
			if !ok || v.Period.Before(first) {
				first = v.Period
			}
			if !ok || last.Before(v.Period) {
				last = v.Period
			}
			ok = true
		}
	}
	return first, last, ok
}

// change returns the last shown point, and compares it with the shown point before it, of the same
// quarter or month of an earlier year. Either is nil when there is none.
func change(s Series) (*Point, *Change) {
	last := lastShown(s.Points)
	if last < 0 {
		return nil, nil
	}
	latest := &s.Points[last]
	previous := lastShown(s.Points[:last])
	for previous >= 0 && s.Points[previous].Period.Part != latest.Period.Part {
		previous = lastShown(s.Points[:previous])
	}
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

// Comparable reports whether the first and the last of some points measure the same thing: no break
// starts after the first, and neither has a differing definition.
func Comparable(points []Point) bool {
	for n, p := range points {
		if n > 0 && p.Flags.Has(model.Break) {
			return false
		}
	}
	return len(points) == 0 || !points[0].Flags.Has(model.Differs) && !points[len(points)-1].Flags.Has(model.Differs)
}

// current returns the last point with a number, shown or hidden, or nil.
func current(s Series) *Point {
	for n := len(s.Points) - 1; n >= 0; n-- {
		if state := s.Points[n].State; state != Missing && state != Absent {
			return &s.Points[n]
		}
	}
	return nil
}

// lastShown returns the index of the last shown point, or −1.
func lastShown(points []Point) int {
	for n := len(points) - 1; n >= 0; n-- {
		if points[n].State == Shown {
			return n
		}
	}
	return -1
}

// At returns the point of a period. It is Absent when the series has none.
func (s Series) At(p model.Period) Point {
	if point := s.point(p); point != nil {
		return *point
	}
	return Point{Period: p, State: Absent}
}

// point returns the point of a period, or nil.
func (s Series) point(p model.Period) *Point {
	if len(s.Points) == 0 || s.Points[0].Period.Frequency != p.Frequency {
		return nil
	}
	if n := p.Ordinal() - s.Points[0].Period.Ordinal(); n >= 0 && n < len(s.Points) {
		return &s.Points[n]
	}
	return nil
}

// continuing returns the breakdown by a dimension of the edition before, or nil.
func (f *Facts) continuing(was *model.Dimension) *Breakdown {
	for n := range f.Breakdowns {
		if d := f.Breakdowns[n].Dimension; cmp.Or(d.Formerly, d.ID) == was.ID {
			return &f.Breakdowns[n]
		}
	}
	return nil
}

// continuing returns the series of a member of the edition before. It has no points when there is none.
func (b *Breakdown) continuing(was *model.Member) Series {
	for _, part := range b.Parts {
		if m := part.Member; cmp.Or(m.Formerly, m.Key) == was.Key {
			return part
		}
	}
	return Series{}
}

// Standing counts the indicators of a category. Those with invented numbers are in Indicators and
// Examples only.
type Standing struct {
	Indicators int // all
	Examples   int
	WithValue  int // with a shown value
	WithTarget int // and a target
	Reached    int // that has been reached
	Untold     int // of which that cannot be told
}

// Standing counts the indicators of a category.
func (r *Report) Standing(category string) Standing {
	var s Standing
	for _, i := range r.Edition.Indicators {
		if i.Outside != nil || i.Aspect == nil || i.Aspect.Category != category {
			continue
		}
		s.Indicators++
		f := r.facts[i]
		switch {
		case i.Example:
			s.Examples++
		case f.Latest != nil:
			s.WithValue++
			if i.Target != nil {
				s.WithTarget++
			}
			switch r.verdicts[i].Aim {
			case model.TargetReached:
				s.Reached++
			case model.TargetUnknown:
				s.Untold++
			}
		}
	}
	return s
}

// valueIn returns a pointer to the value for a period, or nil.
func valueIn(values []model.Value, period model.Period) *model.Value {
	n, ok := slices.BinarySearchFunc(values, period, func(v model.Value, p model.Period) int {
		return v.Period.Ordinal() - p.Ordinal()
	})
	if !ok {
		return nil
	}
	return &values[n]
}
