// Package appraisal owns the economics of measures: what a measure costs and yields each year, which measures are worth
// their cost, and which set of them yields most within a budget.
//
// It imports package model only, and is pure. It decides nothing: what was decided is in the data, and it says where that
// differs.
package appraisal

import "utwente.nl/monitor/cmd/monitor/internal/model"

// Appraisal is what may be said of the costs and benefits of all measures of an edition.
type Appraisal struct {
	Rate     float64     // discount rate, as a part
	Measures []Appraised // in the order of the edition
	Ranking  []int       // indices in Measures by benefit–cost ratio, the best first; ties in order of the edition
	// Steps are the measures in the order in which an efficient budget takes them in.
	Curve []Step
	// Chosen is the set that was chosen, and Efficient the set that yields most at no higher cost.
	Chosen, Efficient Set
	Differences       []Difference
}

// Appraised is one measure. All amounts are euros a year.
type Appraised struct {
	Measure *model.Measure
	Annual  float64 // equivalent annual cost
	Net     Range   // benefit − cost
	Ratio   Range   // benefit / cost; +Inf where there is no cost
}

// Range is a low, an expected and a high value.
type Range struct{ Low, Expected, High float64 }

// Set is some measures together, with their cost and expected benefit in euros a year.
type Set struct {
	Members       []bool // by index in Appraisal.Measures
	Cost, Benefit float64
}

// Step is a point of the curve of cumulative benefit against cumulative cost: what the efficient set is at a budget.
type Step struct {
	Set
	Added, Removed []int // against the step before; indices in Appraisal.Measures
}

// DifferenceKind is how a decision differs from the efficient set.
type DifferenceKind int

// The kinds of difference.
const (
	ChosenNotEfficient DifferenceKind = iota // chosen, and the same money yields more elsewhere
	EfficientNotChosen                       // not chosen, and in the efficient set
)

// Difference is a measure whose decision differs from the efficient set at the cost of what was chosen.
type Difference struct {
	Measure int // index in Appraisal.Measures
	Kind    DifferenceKind
}
