package model

import "time"

// Capacity is what a role takes part in the report as.
type Capacity string

// The capacities.
const (
	PortfolioHolder Capacity = "portfolio" // answers for a category
	BoardMember     Capacity = "board"
	SteeringGroup   Capacity = "steering"
	Masterclass     Capacity = "masterclass" // writes
	Supplier        Capacity = "supplier"    // delivers figures
)

// Capacities are the names of all capacities.
var Capacities = []string{string(PortfolioHolder), string(BoardMember), string(SteeringGroup), string(Masterclass), string(Supplier)}

// Relation is how one role stands to another: hierarchical, operational or functional, or more than one of these (HOF).
type Relation struct {
	From, To     *Role
	Hierarchical bool // From gives To orders
	Operational  bool // From works with To day by day
	Functional   bool // From sets To rules, or advises, within a field
	About        Text
}

// Letters are the kinds of a relation as the matrix shows them: "HF".
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

// Registration says how an indicator comes about: who registers what, where, how often.
type Registration struct {
	By        *Role
	System    Text
	Every     Frequency // how often it is delivered
	Delivered time.Time // last; the zero Time when never
	Due       time.Time // next; the zero Time when neither the data nor Delivered tell
}

// months is how long a period of a frequency lasts.
var months = map[Frequency]int{Yearly: 12, Quarterly: 3, Monthly: 1, AcademicYear: 12}

// After is the day one period later than a date. A day that the month does not have becomes its last: 31 January is
// followed by 28 or 29 February.
func (f Frequency) After(date time.Time) time.Time {
	first := time.Date(date.Year(), date.Month(), 1, 0, 0, 0, 0, time.UTC).AddDate(0, months[f], 0)
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(date.Day(), last)-1)
}
