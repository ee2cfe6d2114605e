package model

import "time"

// Measure is something done about risks. Amounts are in euros of the edition's year.
type Measure struct {
	Head
	Description Text
	Owner       *Role
	Risks       []*Risk // the ones it lowers
	Once        float64 // one-off cost, 0 or more
	Yearly      float64 // cost each year, 0 or more
	Life        int     // years for which the one-off cost is made, above 0
	Start       int     // year in which it starts
	Benefit     Benefit
	Requires    []*Measure // the ones it needs
	Excludes    []*Measure // the ones it rules out; that holds both ways, whichever of the two says so
	// Controls are in place already, and the benefit is what the measure yields on top of them. Nil
	// when the data do not say; empty when they say that there are none.
	Controls []*Control
	Decision *MeasureDecision
	State    MeasureState
	Example  bool
}

func (m *Measure) connect(v *view) {
	m.Risks, m.Requires, m.Excludes = twins(v, m.Risks), twins(v, m.Requires), twins(v, m.Excludes)
	m.Controls = twins(v, m.Controls)
}

// Benefit is what a measure is expected to yield each year, in euros: 0 ≤ Low ≤ Expected ≤ High.
type Benefit struct {
	Low, Expected, High float64
	Basis               Text // what the estimate rests on
}

// Outcome is what was decided about a measure.
type Outcome string

// The outcomes.
const (
	Chosen   Outcome = "chosen"
	Deferred Outcome = "deferred"
	Rejected Outcome = "rejected"
)

// Outcomes are the names of all outcomes.
var Outcomes = names(Chosen, Deferred, Rejected)

// MeasureDecision is the decision about a measure.
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
var MeasureStates = names(Planned, Ongoing, Ended)
