package model

import (
	"slices"
	"time"
)

// Capacity is the part that a role has in the report.
type Capacity string

// The capacities.
const (
	PortfolioHolder Capacity = "portfolio" // answers for a category
	BoardMember     Capacity = "board"
	SteeringGroup   Capacity = "steering"
	SoundingBoard   Capacity = "advisory"    // discusses results before they are final (klankbordgroep)
	Masterclass     Capacity = "masterclass" // writes
	Supplier        Capacity = "supplier"    // delivers figures
	Expert          Capacity = "expert"      // of another organisation, looks at questions from outside
)

// Capacities are the names of all capacities.
var Capacities = names(PortfolioHolder, BoardMember, SteeringGroup, SoundingBoard, Masterclass, Supplier,
	Expert)

// Body reports whether a role of the capacity is a group or sits in one, so that somebody is always
// there.
func (c Capacity) Body() bool {
	return c == BoardMember || c == SteeringGroup || c == SoundingBoard || c == Masterclass
}

// Board returns the role that decides what is asked: the first of the Board. It returns nil when the
// data have none.
func (e *Edition) Board() *Role {
	for _, r := range e.RoleOrder {
		if r.Capacity == BoardMember {
			return r
		}
	}
	return nil
}

// Relation is how one role relates to another: hierarchical, operational, functional, or more than
// one of these (HOF).
type Relation struct {
	From, To     *Role
	Hierarchical bool // From gives To orders
	Operational  bool // From works with To every day
	Functional   bool // From sets To rules, or advises, within a field
	About        Text
}

// Letters returns the kinds of the relation as the matrix shows them: "HF".
func (r Relation) Letters() string {
	s := ""
	for _, k := range []struct {
		holds  bool
		letter string
	}{{r.Hierarchical, "H"}, {r.Operational, "O"}, {r.Functional, "F"}} {
		if k.holds {
			s += k.letter
		}
	}
	return s
}

// Registration is how an indicator comes about: who registers it, where, and how often.
type Registration struct {
	By        *Role
	System    Text
	Every     Rhythm    // how often the numbers are delivered
	Delivered time.Time // the last time; the zero Time for never
	Due       time.Time // the next time; the zero Time when that is not known, or there is none
}

// Rhythm is how often something is delivered: a Frequency, or one of those below.
type Rhythm int

// The rhythms that are not the length of a period.
const (
	EveryTwoYears = Rhythm(AcademicYear) + 1 + iota
	Once          // such as the numbers of one event
)

// Rhythms are the names of all rhythms, in order.
var Rhythms = append(slices.Clone(Frequencies), "two-years", "once")

func (r Rhythm) String() string { return Rhythms[r] }

// After returns the day of the delivery after one on a date, or the zero Time when there is none.
func (r Rhythm) After(date time.Time) time.Time {
	switch r {
	case EveryTwoYears:
		return Yearly.After(Yearly.After(date))
	case Once:
		return time.Time{}
	}
	return Frequency(r).After(date)
}
