package model

import "time"

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
	Every     Frequency // how often the numbers are delivered
	Delivered time.Time // the last time; the zero Time for never
	Due       time.Time // the next time; the zero Time when that is not known
}
