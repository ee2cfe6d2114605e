package model

import (
	"math"
	"slices"
	"strings"
)

// NumberKind is what sort of number an indicator has. It decides how the number is checked,
// compared and drawn.
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
var NumberKinds = names(Count, Share, Rate, Amount, Score)

// Bounds returns the numbers between which a number of the kind lies. A rate of something that
// happened is above zero. Amounts and marks have no known bounds. Counts need none, since a whole
// number is not rounded.
func (k NumberKind) Bounds() (low, high float64) {
	switch k {
	case Share:
		return 0, 100
	case Rate:
		return 0, math.Inf(1)
	}
	return math.Inf(-1), math.Inf(1)
}

// Direction is which way is better.
type Direction string

// The directions.
const (
	Neither Direction = "none"
	Lower   Direction = "lower"
	Higher  Direction = "higher"
)

// Directions are the names of all directions.
var Directions = names(Lower, Higher, Neither)

// Signals is what an indicator tells: what was done beforehand, such as drills held, or what then
// happened, such as accidents (HSE, Developing process safety indicators, HSG254, 2006).
type Signals string

// The signals. An indicator whose data do not say has "".
const (
	Leading Signals = "leading"
	Lagging Signals = "lagging"
)

// AllSignals are the names of all signals.
var AllSignals = names(Leading, Lagging)

// Flags qualify one value. They are those of Eurostat, and two for bounds.
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
	AtLeast      = '>' // the number is a lower bound: the source says "at least 101"
	AtMost       = '<' // the number is an upper bound
	AllFlags     = "bepcud:><"
)

// Bound reports whether a number is only a bound.
func (f Flags) Bound() bool { return f.Has(AtLeast) || f.Has(AtMost) }

// Between returns the range of the real number when x is written: x twice, unless x is only a bound.
func (f Flags) Between(x float64) (low, high float64) {
	switch {
	case f.Has(AtLeast):
		return x, math.Inf(1)
	case f.Has(AtMost):
		return math.Inf(-1), x
	}
	return x, x
}

// Has reports whether a flag is set.
func (f Flags) Has(flag rune) bool { return strings.ContainsRune(string(f), flag) }

// Inexact reports whether more than chance makes a number differ: it is an estimate, unreliable or
// a bound.
func (f Flags) Inexact() bool {
	return f.Has(Estimated) || f.Has(LowReliable) || f.Bound()
}

// Value is what the data say about an indicator, or about one of its parts, in one period.
type Value struct {
	Period Period
	Number float64 // undefined when Missing
	Flags  Flags
	Note   Text
	// Revised is the reason why the value differs from the edition before, or was withdrawn. It is
	// empty when the data give none.
	Revised Text
	// FewerDecimals is how many decimals fewer the source gave than the indicator has: 1 for "2.9"
	// beside "4.03".
	FewerDecimals int
	// Missing is true for a value that is not available. Missing is not zero.
	Missing bool
	// Of is how many people or cases the number is about: those that a share is a part of, or that a
	// mean is the mean of. It is 0 when that is not known.
	Of int
	// Key is that of the incidents counted, of a register whose numbers are rounded: the sum of
	// their keys, so that the same incidents are rounded alike under every name.
	Key uint64
}

// Indicator is a measured series.
type Indicator struct {
	Head
	Aspect     *Aspect // nil for a denominator, such as the number of employees
	Unit       Text
	Kind       NumberKind
	Direction  Direction
	Signals    Signals // "" when the data do not say
	Decimals   int
	Target     *float64
	TargetBy   int // the year in which it must be met; 0 when the data have none
	Limits     Stretch
	Owner      *Role
	Frequency  Frequency
	Source     Source
	Definition Text
	Method     Text
	Note       Text
	Example    bool       // the numbers are invented to show the form
	Sensitive  bool       // small counts are protected, and so are shares that reveal one
	Protect    Protection // of a sensitive indicator; "" for others
	HideZeros  bool       // of a sensitive count: 0 is hidden as well
	// NoEvents is true for a count of what does not happen one by one and by chance, such as
	// drills, first-aiders, or the people whose data were in one leak. Chance then says nothing
	// about it.
	NoEvents bool
	// OverYears is over how many years each value counts, when successive values overlap: 3 for "in the
	// last three years", counted every year. It is 0 when each value is of its own period.
	OverYears int
	Per       *Per
	// Base is the indicator that a share is a part of, for values without their own Of; or nil.
	Base *Indicator
	// Numerator is the count that a share or a rate is made of, and is hidden with; nil when the
	// data do not name one. Unrelated is true when they say that it is made of no count of the
	// edition.
	Numerator  *Indicator
	Unrelated  bool
	Values     []Value // by period, oldest first
	Breakdowns []*Breakdown

	// SumOf are the counts that this count is the sum of, in each period, or over the periods that
	// lie in it: a year of four quarters.
	SumOf []*Indicator
	// Cumulates is the count of which this one is the running total: within each year when periods
	// are shorter than a year, and otherwise from the first period on. It is nil for other counts.
	Cumulates    *Indicator
	Registration *Registration // how the numbers come about; nil when the data do not say
	Register     *Register     // where the values were counted, or nil when the data have them
	Peers        []PeerNumbers // what it is elsewhere, in file order
	Outside      *Peer         // whose numbers these are; nil when they are those of the report's own organisation
	// Baseline is the period that the category page compares with, or the zero Period.
	Baseline Period
	// Partial is true when a value could not be read. What seems to be missing, or to be zero, may
	// be that value.
	Partial bool
	// Revised is the reason why the indicator itself was revised. It also holds for each revised
	// value that has none of its own.
	Revised Text
}

func (i *Indicator) connect(v *view) {
	i.Aspect = twin(v, i.Aspect)
	i.Base, i.Numerator, i.Cumulates = twin(v, i.Base), twin(v, i.Numerator), twin(v, i.Cumulates)
	if i.Per != nil {
		per := *i.Per
		per.Indicator, i.Per = twin(v, per.Indicator), &per
		if per.Indicator == nil {
			i.Per = nil // the count and its rate would reveal the hidden denominator
		}
	}
	i.Peers, i.Outside = visiblePeers(v, i.Peers), twin(v, i.Outside)
	if parts := twins(v, i.SumOf); len(parts) == len(i.SumOf) {
		i.SumOf = parts
	} else {
		i.SumOf = nil // without a hidden part the sum no longer holds
	}
	i.Breakdowns = only(i.Breakdowns, func(b *Breakdown) bool { return b.Audience <= v.audience })
}

// Stretch is the periods, both included, whose values show what is usual; or zero.
type Stretch struct{ From, To Period }

// LeastBase is the number of values below which a stretch does not show what is usual. Wheeler
// (Understanding Statistical Process Control, 2010) has useful limits from six to ten values on.
const LeastBase = 8

// Source is where the numbers come from.
type Source struct {
	Title Text
	URL   string // http(s) or ""
}

// Per makes a rate of a count: value / value of Indicator in the same period × Factor.
type Per struct {
	Indicator *Indicator
	Factor    float64
	Repeated  bool // one unit may count more than once, so that more than one per unit is possible
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

// HasBase reports whether the data say, of any value of a share, how large the whole is that it is
// a part of. It looks at the values of a breakdown, or at those of the indicator as a whole when b
// is nil.
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
