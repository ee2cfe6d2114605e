package model

import (
	"fmt"
	"slices"
	"strings"
)

// NumberKind is what sort of number an indicator gives; it decides how the number is checked, compared and drawn.
type NumberKind string

// The kinds of number.
const (
	Count  NumberKind = "count"  // whole number of people or events, 0 or more
	Share  NumberKind = "share"  // part of a whole in per cent, 0 to 100
	Rate   NumberKind = "rate"   // a quantity per something else
	Amount NumberKind = "amount" // a measured quantity, such as euros or days
	Score  NumberKind = "score"  // a mark on a scale
)

// NumberKinds are the names of all of them.
var NumberKinds = []string{string(Count), string(Share), string(Rate), string(Amount), string(Score)}

// Direction is which way is better.
type Direction string

// The directions.
const (
	Neither Direction = "none"
	Lower   Direction = "lower"
	Higher  Direction = "higher"
)

// Directions are the names of all directions.
var Directions = []string{string(Lower), string(Higher), string(Neither)}

// Flags say something about one value. They are those of Eurostat.
type Flags string

// The flags. They are written together: "bp".
const (
	Break        = 'b' // the series is not comparable across the start of this period
	Estimated    = 'e'
	Provisional  = 'p'
	Confidential = 'c' // known, not shown
	LowReliable  = 'u'
	Differs      = 'd' // the definition differs
	NotAvailable = ':' // there is no value, and that is known
	AllFlags     = "bepcud:"
)

// Has reports whether a flag is set.
func (f Flags) Has(flag rune) bool { return strings.ContainsRune(string(f), flag) }

// Value is what is known of an indicator for one period.
type Value struct {
	Period Period
	Number float64 // undefined when Missing
	Flags  Flags
	Note   Text
	// Revised says why the value is another than in the edition before, or withdrawn; empty when nobody said.
	Revised Text
	// Missing is true for a value that is not available. Missing is not zero.
	Missing bool
	// Of is of how many a share is a part: people asked, cases looked at; 0 when that is not known.
	Of int
}

// Indicator is a measured series.
type Indicator struct {
	Head
	Aspect     *Aspect // nil for a denominator, such as the number of employees
	Unit       Text
	Kind       NumberKind
	Direction  Direction
	Decimals   int
	Target     *float64
	Owner      *Role
	Frequency  Frequency
	Source     Source
	Definition Text
	Method     Text
	Note       Text
	Example    bool // the numbers are invented to show the form
	Sensitive  bool // small counts are suppressed, and shares that tell one
	NoEvents   bool // of a count: its units do not happen one by one by chance, such as drills, first-aiders, or the people in one leak
	HideZeros  bool // of a sensitive count: 0 is suppressed as small counts are
	Per        *Per
	Base       *Indicator // of which a share is a part, where its values do not say of how many; or nil
	// Numerator is the count that a share or a rate is made of, with which it is hidden; nil when the data do not say. Unrelated
	// tells that they say it is made of none that is here.
	Numerator  *Indicator
	Unrelated  bool
	Values     []Value // by period, oldest first
	Breakdowns []*Breakdown

	// SumOf are the counts that this count is the sum of, in each period, or over the periods that lie in it.
	SumOf []*Indicator
	// Cumulates is the count that this one adds up, period after period: over a year when periods are shorter than that, and
	// else from the first. nil for none.
	Cumulates *Indicator
	// PartOf is the count that counts all this one counts, and more; nil for none. What stands beside each other in it has
	// nothing in common, unless it Overlaps.
	PartOf   *Indicator
	Overlaps bool

	Registration *Registration // nil when the data do not say how it comes about
	Register     *Register     // where the values were counted, or nil when they were given
	// Baseline is the period that the category page compares with, or the zero Period.
	Baseline Period
	// Revised says why the indicator, or all of its values that are revised and do not say so themselves, are others than
	// in the edition before.
	Revised Text
}

func (i *Indicator) connect(v *view) {
	i.Aspect = twin(v, i.Aspect)
	i.Base, i.Numerator, i.Cumulates = twin(v, i.Base), twin(v, i.Numerator), twin(v, i.Cumulates)
	i.PartOf = i.above(v)
	if i.Per != nil {
		per := *i.Per
		per.Indicator, i.Per = twin(v, per.Indicator), &per
		if per.Indicator == nil {
			i.Per = nil // a rate would tell its value
		}
	}
	if parts := twins(v, i.SumOf); len(parts) == len(i.SumOf) {
		i.SumOf = parts
	} else {
		i.SumOf = nil // a part that may not be seen is not there to be added
	}
	i.Breakdowns = only(i.Breakdowns, func(b *Breakdown) bool { return b.Audience <= v.audience })
}

// above is the nearest count that may be seen of those that count all an indicator does: what is
// part of a hidden part is part of the whole.
func (i *Indicator) above(v *view) *Indicator {
	up := i.PartOf
	for up != nil && twin(v, up) == nil {
		up = up.PartOf
	}
	if above := twin(v, up); above != i {
		return above
	}
	return nil
}

// Source is where the numbers come from.
type Source struct {
	Title Text
	URL   string // http(s) or ""
}

// Per makes a rate of a count: value / value of Indicator in the same period × Factor.
type Per struct {
	Indicator *Indicator
	Factor    float64
	Repeated  bool // one of what is divided by may count more than once, so that a rate above one is no slip
}

// Breakdown is the same indicator split by a dimension.
type Breakdown struct {
	Dimension *Dimension
	Parts     []Part // in the order of the dimension's members
	Audience  Audience
}

// Part is the series of one member.
type Part struct {
	Member *Member
	Values []Value // by period, oldest first
}

// HasBase reports whether anything is known of how many the values of a share are a part: those of a breakdown, or of the whole when
// that is nil.
func (i *Indicator) HasBase(b *Breakdown) bool {
	has := func(v Value) bool { return v.Of > 0 }
	switch {
	case i.Base != nil:
		return true
	case b == nil:
		return slices.ContainsFunc(i.Values, has)
	}
	return slices.ContainsFunc(b.Parts, func(p Part) bool { return slices.ContainsFunc(p.Values, has) })
}

// ValueIn returns the value for a period.
func ValueIn(values []Value, period Period) (Value, bool) {
	for _, v := range values {
		if v.Period == period {
			return v, true
		}
	}
	return Value{}, false
}

// Breakdown returns the indicator's breakdown by a dimension, or nil.
func (i *Indicator) Breakdown(dimension string) *Breakdown {
	for _, b := range i.Breakdowns {
		if b.Dimension.ID == dimension {
			return b
		}
	}
	return nil
}

// Frequency is the length of an indicator's periods.
type Frequency int

// The frequencies.
const (
	Yearly Frequency = iota
	Quarterly
	Monthly
	AcademicYear
)

// Frequencies are their names as the data write them, in order.
var Frequencies = []string{"year", "quarter", "month", "academic-year"}

func (f Frequency) String() string { return Frequencies[f] }

// Period is a stretch of time that a value is about. Periods of one frequency compare with Before; the zero Period is
// no period.
type Period struct {
	Frequency Frequency
	Year      int // of an academic year, the year in which it starts
	Part      int // quarter 1–4 or month 1–12; 0 otherwise
}

// ParsePeriod reads 2025, 2025-Q3, 2025-07 or 2024/2025. Years run from 1800 to 2199: a year outside that is a slip of
// the keyboard.
func ParsePeriod(s string) (Period, bool) {
	if len(s) < 4 {
		return Period{}, false
	}
	year, ok := digits(s[:4])
	if !ok || year < 1800 || year > 2199 {
		return Period{}, false
	}
	rest := s[4:]
	switch {
	case rest == "":
		return Period{Yearly, year, 0}, true
	case len(rest) == 3 && rest[:2] == "-Q" && rest[2] >= '1' && rest[2] <= '4':
		return Period{Quarterly, year, int(rest[2] - '0')}, true
	case len(rest) == 3 && rest[0] == '-':
		month, ok := digits(rest[1:])
		return Period{Monthly, year, month}, ok && month >= 1 && month <= 12
	case len(rest) == 5 && rest[0] == '/':
		next, ok := digits(rest[1:])
		return Period{AcademicYear, year, 0}, ok && next == year+1
	}
	return Period{}, false
}

func digits(s string) (int, bool) {
	n := 0
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}

// String writes the period as the data do.
func (p Period) String() string {
	switch p.Frequency {
	case Quarterly:
		return fmt.Sprintf("%d-Q%d", p.Year, p.Part)
	case Monthly:
		return fmt.Sprintf("%d-%02d", p.Year, p.Part)
	case AcademicYear:
		return fmt.Sprintf("%d/%d", p.Year, p.Year+1)
	}
	return fmt.Sprintf("%d", p.Year)
}

// perYear is how many periods of a frequency a year has.
func (f Frequency) perYear() int {
	switch f {
	case Quarterly:
		return 4
	case Monthly:
		return 12
	}
	return 1
}

// Ordinal counts periods of one frequency: neighbours differ by 1.
func (p Period) Ordinal() int {
	return p.Year*p.Frequency.perYear() + max(p.Part-1, 0)
}

// Next is the period after this one.
func (p Period) Next() Period {
	n := p.Ordinal() + 1
	per := p.Frequency.perYear()
	next := Period{p.Frequency, n / per, 0}
	if per > 1 {
		next.Part = n%per + 1
	}
	return next
}

// Previous is the period before this one.
func (p Period) Previous() Period {
	n := p.Ordinal() - 1
	per := p.Frequency.perYear()
	previous := Period{p.Frequency, n / per, 0}
	if per > 1 {
		previous.Part = n%per + 1
	}
	return previous
}

// Begins reports whether what is added up over time starts again with the period: with the first of a year, when periods are
// shorter than that.
func (p Period) Begins() bool { return p.Part == 1 }

// Within reports whether p lies in q, of the same frequency or another.
func (p Period) Within(q Period) bool {
	first, from := p.month(), q.month()
	return first >= from && first+p.Frequency.months() <= from+q.Frequency.months()
}

// Overlaps reports whether two periods have time in common, whatever their frequencies.
func (p Period) Overlaps(q Period) bool {
	return p.month() < q.month()+q.Frequency.months() && q.month() < p.month()+p.Frequency.months()
}

// StartsBefore reports whether p begins before q does, of whatever frequency.
func (p Period) StartsBefore(q Period) bool { return p.month() < q.month() }

// month is the first month of the period, counted from the year 0.
func (p Period) month() int {
	switch p.Frequency {
	case Quarterly:
		return 12*p.Year + 3*(p.Part-1)
	case Monthly:
		return 12*p.Year + p.Part - 1
	case AcademicYear:
		return 12*p.Year + academicStart - 1
	}
	return 12 * p.Year
}

// months is how many months a period of the frequency has.
func (f Frequency) months() int { return 12 / f.perYear() }

// In is how many periods of f make up one of g; 0 when they do not.
func (f Frequency) In(g Frequency) int {
	if f != g && (f == Yearly || f == AcademicYear || f == Quarterly && g == AcademicYear) {
		return 0
	}
	return g.months() / f.months()
}

// Before reports whether p is earlier than q, of the same frequency.
func (p Period) Before(q Period) bool { return p.Ordinal() < q.Ordinal() }
