package model

import (
	"slices"
	"strconv"
	"time"
)

// Protocol is the agreement on what is reported and registered, by whom, and who stands in for whom:
// the Dutch borgingsprotocol. Its clauses are things of the edition (Edition.Clauses).
type Protocol struct {
	Title    Text
	Preamble Text
	Version  string
	Adopted  time.Time // the zero Time for a proposal
	By       *Role     // who adopted it, or is to adopt it
	// Digest is that of the clauses and deputies as they were adopted. Package edition compares it
	// with what they are now.
	Digest   string
	Deputies []Deputy
}

// Deputy says who stands in for a role. By is nil where Note says that members of the role stand in
// for each other.
type Deputy struct {
	Role, By *Role
	Note     Text
}

// Clause is an article of the protocol. One that covers registers or indicators says for these what
// an incident is, and what is done about it.
type Clause struct {
	Head
	Text Text
	// Covers are registers, indicators, and aspects and categories with all of their indicators.
	Covers     []Evidence
	Incident   Text     // what counts as one
	Reporter   Text     // who reports it
	To         *Role    // to whom
	Within     Duration // how soon
	Classifies *Role
	Closes     *Role
	Escalation Text // when it goes higher
	Escalates  *Role
	Kept       Duration // how long its data are kept
}

func (c *Clause) connect(v *view) { c.Covers = only(c.Covers, v.maySee) }

// RegisterKind is the kind of a register where a clause names one. Registers are no things: an
// audience sees those that its indicators are counted from.
const RegisterKind Kind = "register"

// CoverKinds are the kinds of what a clause can cover.
var CoverKinds = names(RegisterKind, IndicatorKind, AspectKind, CategoryKind)

// Register returns the register of an id that an indicator is counted from, or nil.
func (e *Edition) Register(id string) *Register {
	for _, i := range e.Indicators {
		if i.Register != nil && i.Register.ID == id {
			return i.Register
		}
	}
	return nil
}

// Uncovered returns the registers and indicators that no clause covers. An indicator without an aspect
// only counts what others are compared with, and needs no clause.
func (e *Edition) Uncovered() (registers []*Register, indicators []*Indicator) {
	covered := make(map[Evidence]bool)
	for _, c := range e.Clauses {
		for _, of := range c.Covers {
			covered[of] = true
		}
	}
	for _, i := range e.Indicators {
		counted := false
		if r := i.Register; r != nil {
			counted = covered[Evidence{RegisterKind, r.ID}]
			if !counted && !slices.Contains(registers, r) {
				registers = append(registers, r)
			}
		}
		if i.Aspect != nil && !counted && !covered[Evidence{IndicatorKind, i.ID}] &&
			!covered[Evidence{AspectKind, i.Aspect.ID}] && !covered[Evidence{CategoryKind, i.Aspect.Category}] {
			indicators = append(indicators, i)
		}
	}
	return registers, indicators
}

// WithoutDeputy returns the roles with a task in the protocol for whom nobody stands in. Bodies, such
// as a board, need nobody.
func (e *Edition) WithoutDeputy() []*Role {
	tasks := make(map[*Role]bool)
	for _, c := range e.Clauses {
		for _, r := range []*Role{c.To, c.Classifies, c.Closes, c.Escalates} {
			tasks[r] = true
		}
	}
	for _, i := range e.Indicators {
		if i.Registration != nil {
			tasks[i.Registration.By] = true
		}
	}
	return only(e.RoleOrder, func(r *Role) bool {
		return tasks[r] && !r.Capacity.Body() &&
			!slices.ContainsFunc(e.Protocol.Deputies, func(d Deputy) bool { return d.Role == r })
	})
}

// Moment is a day in the year of the monitor that no other thing has: the beginning of a masterclass.
type Moment struct {
	Head
	Text Text
	Role *Role
	Date time.Time
}

// Duration is a time within which something is done, or for which it is kept.
type Duration struct {
	Count int // 0 for none
	Unit  Unit
}

// Unit is a unit of time.
type Unit string

// Units are the names of all units, for one of them.
var Units = []string{"hour", "day", "week", "month", "year"}

// String writes the duration as the data do: "72 hours".
func (d Duration) String() string {
	if d.Count == 0 {
		return ""
	}
	text := strconv.Itoa(d.Count) + " " + string(d.Unit)
	if d.Count > 1 {
		text += "s"
	}
	return text
}
