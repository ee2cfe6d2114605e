package model

import (
	"slices"
	"time"
)

// Control is what is already in place against risks, unlike a measure, which is proposed.
type Control struct {
	Head
	Text       Text
	Aspects    []*Aspect // at least one
	Risks      []*Risk   // the ones it lowers
	Owner      *Role
	Since      int         // year in which it began; 0 when the data do not say
	Tested     time.Time   // when it was last tested; the zero Time for never
	Outcome    TestOutcome // of that test; "" without one
	Result     Text        // what the test showed
	Indicators []*Indicator
	Example    bool
}

func (c *Control) connect(v *view) {
	c.Aspects, c.Risks, c.Indicators = twins(v, c.Aspects), twins(v, c.Risks), twins(v, c.Indicators)
}

// ControlsOf returns the controls that lower a risk.
func (e *Edition) ControlsOf(r *Risk) []*Control {
	return only(e.Controls, func(c *Control) bool { return slices.Contains(c.Risks, r) })
}

// TestOutcome is what a test of a control showed.
type TestOutcome string

// The outcomes of a test, from good to bad.
const (
	Works       TestOutcome = "works"
	WorksPartly TestOutcome = "partly"
	Fails       TestOutcome = "fails"
)

// TestOutcomes are the names of all of them.
var TestOutcomes = names(Works, WorksPartly, Fails)
