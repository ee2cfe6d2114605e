package model

import "time"

// Measure is something done about risks. Amounts are in euros of the edition's year.
type Measure struct {
	Head
	Description Text
	Owner       *Role
	Risks       []*Risk // that it lowers
	Once        float64 // one-off cost, 0 or more
	Yearly      float64 // cost each year, 0 or more
	Life        int     // years that the one-off cost serves, above 0
	Start       int     // year in which it starts
	Benefit     Benefit
	Requires    []*Measure // without which it is not possible
	Excludes    []*Measure // that cannot go with it; holds both ways whichever of the two says so
	Decision    *MeasureDecision
	State       MeasureState
	Example     bool
}

func (m *Measure) connect(v *view) {
	m.Risks, m.Requires, m.Excludes = twins(v, m.Risks), twins(v, m.Requires), twins(v, m.Excludes)
}

// Benefit is what a measure is expected to yield each year, in euros: 0 ≤ Low ≤ Expected ≤ High.
type Benefit struct {
	Low, Expected, High float64
	Basis               Text // what the estimate rests on
}

// Outcome is what was decided on a measure.
type Outcome string

// The outcomes.
const (
	Chosen   Outcome = "chosen"
	Deferred Outcome = "deferred"
	Rejected Outcome = "rejected"
)

// Outcomes are the names of all outcomes.
var Outcomes = []string{string(Chosen), string(Deferred), string(Rejected)}

// MeasureDecision is the decision on a measure: by which role, when, why.
type MeasureDecision struct {
	Outcome Outcome
	By      *Role
	Date    time.Time
	Reason  Text
}

// MeasureState is how far a measure has come.
type MeasureState string

// The states of a measure.
const (
	Planned MeasureState = "planned"
	Ongoing MeasureState = "running"
	Ended   MeasureState = "ended"
)

// MeasureStates are the names of all states.
var MeasureStates = []string{string(Planned), string(Ongoing), string(Ended)}
