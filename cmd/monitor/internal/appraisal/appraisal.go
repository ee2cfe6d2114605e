// Package appraisal owns the economics of measures: what a measure costs and yields each year,
// which measures are worth their cost, and which set of them yields most within a budget.
//
// It imports package model only, and is pure. It decides nothing: what was decided is in the data,
// and it says where that differs. It reads no clock: where a search has to stop, it is by a count
// of sets, so that every machine stops at the same one, and the result says that it was stopped
// (Set.Exact).
//
// Sets of measures are reckoned in whole euros a year, cost and benefit of each measure rounded
// half up: the sums are then exact, agree with their parts as pages show them, and two sets never
// differ by the last digit of a fraction. What is said of a single measure is not rounded.
//
// In rules.go is what may go together, in sets.go which sets of a few measures are worth keeping,
// in curve.go the curve, and in budget.go the best set within a budget.
package appraisal

import (
	"math"
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// Appraisal is what may be said of the costs and benefits of all measures of an edition.
type Appraisal struct {
	Rate     float64     // discount rate, as a part
	Measures []Appraised // in the order of the edition
	Ranking  []int       // indices in Measures by benefit–cost ratio, the best first; ties in order of the edition
	// Curve is the upper edge of what can be had for how much: of all sets that may be chosen,
	// those that yield most of any at their cost or less, and lie on the concave hull of these, so
	// that each step yields less for a euro than the one before. It begins with no measures at all
	// and ends with the set that yields most whatever it costs. Between two steps an efficient set
	// may lie a little below the straight line, never above it. Where a part is too large to try
	// all its sets, the steps are the best that were found, and Exact is false.
	Curve []Step
	// Chosen is the set that was chosen, and Efficient the set that yields most at no higher cost.
	Chosen, Efficient Set
	// Differences are empty when Efficient yields no more than Chosen.
	Differences []Difference
	// Violations are the rules that the chosen set breaks. Efficient breaks none, and can yield
	// less for it.
	Violations []Violation

	problem *problem
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

// Set is some measures together, with their cost and expected benefit: whole euros a year.
type Set struct {
	Members       []bool // by index in Appraisal.Measures
	Cost, Benefit float64
	// Exact reports whether all sets were tried or ruled out: none yields more for the budget, or
	// as much for less. If not, another set may yield more, by Gap euros a year at the most. Both
	// are of efficient sets only, not of Appraisal.Chosen.
	Exact bool
	Gap   float64
}

// Step is a point of the curve of cumulative benefit against cumulative cost: what the efficient
// set is at a budget.
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

// Difference is a measure whose decision differs from the efficient set at the cost of what was
// chosen.
type Difference struct {
	Measure int // index in Appraisal.Measures
	Kind    DifferenceKind
}

// ViolationKind is which rule a chosen set breaks.
type ViolationKind int

// The kinds of violation.
const (
	RequiredNotChosen ViolationKind = iota // the measure requires the other one, which was not chosen
	ExcludedChosen                         // the measure and the other one exclude each other, and both were chosen
)

// Violation is a rule that the chosen set breaks. Of two measures that exclude each other, Measure
// comes first in the edition.
type Violation struct {
	Measure, Other int // indices in Appraisal.Measures
	Kind           ViolationKind
}

// New appraises the measures of an edition at a discount rate, which is a part, 0 or more. What a
// measure requires or excludes that is not among the measures, such as one that the audience may
// not see, is left out of account. Amounts that are negative or no number count as nothing.
func New(measures []*model.Measure, rate float64) *Appraisal {
	a := &Appraisal{Rate: rate, problem: newProblem(measures, rate, usual)}
	for n, m := range measures {
		annual := Annual(m, rate)
		a.Measures = append(a.Measures, Appraised{
			Measure: m,
			Annual:  annual,
			Net:     Range{m.Benefit.Low - annual, m.Benefit.Expected - annual, m.Benefit.High - annual},
			Ratio:   Range{ratio(m.Benefit.Low, annual), ratio(m.Benefit.Expected, annual), ratio(m.Benefit.High, annual)},
		})
		a.Ranking = append(a.Ranking, n)
	}
	slices.SortStableFunc(a.Ranking, func(x, y int) int {
		switch rx, ry := a.Measures[x].Ratio.Expected, a.Measures[y].Ratio.Expected; {
		case rx > ry:
			return -1
		case rx < ry:
			return 1
		}
		return 0
	})
	a.Curve = a.curve()
	a.choose()
	return a
}

// At returns the efficient set for a budget in euros a year: of all sets that cost no more and keep
// to what measures require and exclude, the one that yields most. When sets yield as much, it is
// the cheapest of them, then the one of fewest measures, then the one that holds the first measure
// in order of the edition that they do not share. The budget is rounded down to whole euros.
//
// When Set.Exact is false, too many sets were left to try. The set is then the best that was found,
// and the same in every run.
func (a *Appraisal) At(budget float64) Set {
	return a.problem.at(wholeBudget(budget))
}

// choose fills what follows from the decisions.
func (a *Appraisal) choose() {
	chosen := newBits(len(a.Measures))
	for n, m := range a.Measures {
		if d := m.Measure.Decision; d != nil && d.Outcome == model.Chosen {
			chosen.set(n)
		}
	}
	a.Chosen = a.problem.sum(chosen).set(len(a.Measures))
	a.Violations = a.problem.violations(chosen)
	a.Efficient = a.At(a.Chosen.Cost)
	if a.Efficient.Benefit <= a.Chosen.Benefit {
		return
	}
	for n := range a.Measures {
		switch {
		case a.Chosen.Members[n] && !a.Efficient.Members[n]:
			a.Differences = append(a.Differences, Difference{n, ChosenNotEfficient})
		case a.Efficient.Members[n] && !a.Chosen.Members[n]:
			a.Differences = append(a.Differences, Difference{n, EfficientNotChosen})
		}
	}
}

// Annual returns the equivalent annual cost of a measure in euros: the one-off cost as an annuity
// over its life at a discount rate (a part), and the cost of each year:
//
//	once × rate / (1 − (1 + rate)^−life) + yearly        once / life + yearly, when the rate is 0
//
// Source: Brealey, Myers and Allen, Principles of Corporate Finance, "equivalent annual cash flow";
// for public decisions the Factsheets discontovoet 2021 (SEO for Rijkswaterstaat), p. 24. The Dutch
// rate is that of the Werkgroep discontovoet 2020: 2.25 % for most costs and benefits. A life of 0
// years counts as one year.
func Annual(m *model.Measure, rate float64) float64 {
	life := float64(max(m.Life, 1))
	if rate == 0 {
		return m.Once/life + m.Yearly
	}
	// −expm1(−life × log1p(rate)) is 1 − (1 + rate)^−life, without loss of digits at small rates.
	return m.Once*(rate/-math.Expm1(-life*math.Log1p(rate))) + m.Yearly
}

func ratio(benefit, cost float64) float64 {
	if cost == 0 {
		return math.Inf(1)
	}
	return benefit / cost
}

// most is the largest amount in whole euros that is reckoned with, some thousand billion; more
// counts as this.
const most = 1 << 40

// wholeEuros rounds an amount half up.
func wholeEuros(amount float64) int64 {
	if !(amount > 0) {
		return 0
	}
	return int64(math.Round(min(amount, most)))
}

// wholeBudget rounds a budget down.
func wholeBudget(budget float64) int64 {
	if !(budget > 0) {
		return 0
	}
	return int64(min(budget, 1<<62))
}
