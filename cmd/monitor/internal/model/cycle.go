package model

import (
	"slices"
	"time"
)

// PhaseName is one of the five phases of a cycle.
type PhaseName string

// The phases of a PDCAR cycle, in their order.
const (
	Plan    PhaseName = "plan"
	Do      PhaseName = "do"
	Check   PhaseName = "check"
	Act     PhaseName = "act"
	Reflect PhaseName = "reflect"
)

// PhaseNames are all of them.
var PhaseNames = names(Plan, Do, Check, Act, Reflect)

// Cycle is plan, do, check, act, reflect for a category. It has no phase that nobody wrote about.
type Cycle struct {
	Category *Category
	Phases   []Phase // in the order of PhaseNames
}

// cycles returns copies of the cycles with the phases that the audience may see. A cycle that loses
// all of its phases is hidden.
func (v *view) cycles() []*Cycle {
	var out []*Cycle
	for _, c := range v.whole.Cycles {
		phases := only(c.Phases, func(p Phase) bool { return p.Audience <= v.audience })
		for n := range phases {
			phases[n].ShownBy = only(phases[n].ShownBy, v.maySee)
		}
		if len(phases) > 0 || len(c.Phases) == 0 {
			out = append(out, &Cycle{Category: twin(v, c.Category), Phases: phases})
		}
	}
	return out
}

// Phase is one phase of a cycle.
type Phase struct {
	Name       PhaseName
	Text       Text
	State      Progress // Todo, Running or Done
	Owner      *Role
	Start, End time.Time // End is planned or actual; the zero Time when the data do not say
	Audience   Audience

	Steps     []PhaseStep
	ShownBy   []Evidence // what shows that it was done, of the ProofKinds
	Discussed []Discussion
	Next      time.Time // when the phase begins again; the zero Time when the data do not say
	Came      Text      // what came of what the edition before promised for it
}

// PhaseStep is a step of a phase.
type PhaseStep struct {
	ID                    string // unique in its phase
	Text                  Text
	Input, Output, Record Text
	Role                  *Role
	Start, End            time.Time
}

// Discussion is a meeting with a role about a phase, held or to come.
type Discussion struct {
	With *Role
	Date time.Time
}

// ProofKinds are the kinds of what can show that a phase was done.
var ProofKinds = append(slices.Clone(EvidenceKinds), string(ReviewKind))

// Phase returns a phase of a category's cycle, or nil.
func (e *Edition) Phase(category string, name PhaseName) *Phase {
	for _, c := range e.Cycles {
		for n := range c.Phases {
			if c.Category != nil && c.Category.ID == category && c.Phases[n].Name == name {
				return &c.Phases[n]
			}
		}
	}
	return nil
}

// Progress is how far a promise has come.
type Progress string

// The states of a promise.
const (
	Todo    Progress = "todo"
	Running Progress = "running"
	Done    Progress = "done"
	Dropped Progress = "dropped" // with a reason
)

// Progresses are the names of all states.
var Progresses = names(Todo, Running, Done, Dropped)

// Open reports whether something is still to be done.
func (p Progress) Open() bool { return p == Todo || p == Running }

// Promise is a thing that somebody promised to do. The next edition must say what became of it when
// it was open.
type Promise interface {
	Thing
	Open() bool
}

// Action is one promise in a cycle.
type Action struct {
	Head
	Category    *Category
	Owner       *Role // nil when nobody took it
	Start       time.Time
	Due         time.Time
	Finished    time.Time // of an action that is done
	State       Progress
	Reason      Text // why it was dropped, or is late
	Measure     *Measure
	Risk        *Risk
	Recommended *Recommendation // the one it carries out, or nil
}

func (a *Action) connect(v *view) {
	a.Category, a.Measure = twin(v, a.Category), twin(v, a.Measure)
	a.Risk, a.Recommended = twin(v, a.Risk), twin(v, a.Recommended)
}

// Open reports whether the action is still to be done.
func (a *Action) Open() bool { return a.State.Open() }

// Overdue reports whether the action is open and was due before a date. One that is due on that day
// is in time.
func (a *Action) Overdue(on time.Time) bool {
	return a.State.Open() && !a.Due.IsZero() && a.Due.Before(on)
}

// Recommendation is what the report advises a role to do.
type Recommendation struct {
	Head
	Text     Text
	Category *Category
	To       *Role
	State    Progress
	Reason   Text // why it was dropped
}

func (r *Recommendation) connect(v *view) { r.Category = twin(v, r.Category) }

// Open reports whether the recommendation is still to be followed.
func (r *Recommendation) Open() bool { return r.State.Open() }
