// Package appraisal owns the economics of measures: what a measure costs and yields each year,
// which measures are worth their cost, and which set of them yields most within a budget.
//
// It imports package model only, and is pure. It decides nothing: decisions are in the data, and
// the package says where they differ from the best set. It reads no clock. A search that is too
// long stops after a number of sets, so every machine stops at the same one, and Set.Exact says so.
//
// A cost that is paid once becomes an equal amount for each year of the measure's life, an annuity
// at the discount rate (see Annual). So measures with different lives can be compared. Benefits are
// ranges, and so are the net benefit and the benefit for each euro.
//
// # The best set
//
// The ratio of benefit to cost does not say which measures to choose: one measure may need another,
// two may exclude each other, and a budget has to be spent as well as possible. Appraisal.At finds
// the set that yields most within a budget. It works in whole euros a year: cost and benefit of
// each measure are rounded half up, the budget down. Then sums are exact and equal the sum of the
// parts on a page. Amounts of a single measure are not rounded. An example, in thousands of euros a
// year:
//
//	measure   cost   benefit   rule
//	A           20        60
//	B           40        40   needs A
//	C           40        80
//
// The set is found in five steps:
//
//  1. Measures that a rule connects form a part. A and B are one part, C is another. (rules.go)
//  2. The sets of a part that keep to the rules are listed. For A and B: none (0 → 0, cost →
//     benefit), A (20 → 60), and A with B (60 → 100). B alone breaks its rule. For C: none (0 → 0)
//     and C (40 → 80). (sets.go)
//  3. Parts are combined one by one. Three sets and two sets make six: 0 → 0, 20 → 60, 60 → 100,
//     40 → 80, 60 → 140 and 100 → 180. (budget.go)
//  4. A set is dropped when another yields at least as much for no more. A with B yields 100 for
//     60, but A with C yields 140 for 60. Of sets with the same cost and benefit, the one with the
//     fewest measures stays, then the one with the first measure of the edition.
//  5. The budget decides. For 60 the answer is A with C, for 59 it is C, and for 100 all three.
//
// The curve of an appraisal takes the steps of all parts in the order of their benefit for a euro:
// A (3), C (2), B (1). Its corners are 0 → 0, 20 → 60, 60 → 140 and 100 → 180. No set is above the
// lines between the corners. The best set for a budget between two corners is on the line or below
// it: for 50 it is C, which yields 80, and the line is at 120. (curve.go)
//
// # What is proven
//
// All sets of a part are tried when it has at most 16 measures (65,536 sets). A report has some 28
// measures in parts of at most five; its answer takes a millisecond. For a larger part, only each
// measure with what it needs is tried, and these added one by one, the best for a euro first.
// Combining parts stops after two million pairs of sets, which happens only in long lists whose
// benefits follow their costs closely. In both cases Set.Exact is false, and Set.Gap is how much
// more another set could yield at most.
package appraisal

import (
	"math"
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// Appraisal is the costs and benefits of all measures of an edition, and what follows from them.
type Appraisal struct {
	Rate     float64     // discount rate, 0.0225 for 2.25 %
	Measures []Appraised // in the order of the edition
	Ranking  []int       // indices in Measures by benefit–cost ratio, the best first; ties in order of the edition
	// Curve is the corners of the upper edge of all allowed sets in a graph of benefit against
	// cost (the concave hull). Each step yields less for a euro than the one before. The first has
	// no measures, and the last is the set that yields most at any cost. Between two steps an
	// efficient set is on the straight line or below it. Where a part is too large to try all its
	// sets, the steps are the best that were found, and Exact is false.
	Curve       []Step
	Chosen      Set          // the decisions in the data, without what has ended
	Efficient   Set          // the set that yields most at the cost of Chosen or less
	Differences []Difference // none when Efficient yields no more than Chosen
	// Violations are the rules that Chosen breaks. Efficient breaks none, so it can yield less.
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
	// as much for less. If not, another set may yield up to Gap euros a year more. Appraisal.Chosen
	// has neither.
	Exact bool
	Gap   float64
}

// Step is a corner of the curve: the efficient set for the budget that it costs.
type Step struct {
	Set
	Added, Removed []int // since the step before; indices in Appraisal.Measures
}

// DifferenceKind is how a decision differs from the efficient set.
type DifferenceKind int

// The kinds of difference.
const (
	// ChosenNotEfficient: chosen, and in no efficient set for about the same money, within 5 %.
	ChosenNotEfficient DifferenceKind = iota
	EfficientNotChosen                // not chosen, and in the efficient set
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

// New appraises the measures of an edition at a discount rate of 0 or more, as in Appraisal.Rate.
// It ignores required and excluded measures that are not in the list, such as those that the
// audience may not see. Amounts that are negative or NaN count as 0.
func New(measures []*model.Measure, rate float64) *Appraisal {
	a := &Appraisal{Rate: rate, problem: newProblem(measures, rate, usual)}
	for n, m := range measures {
		annual := Annual(m, rate)
		a.Measures = append(a.Measures, Appraised{
			Measure: m,
			Annual:  annual,
			Net:     Range{m.Benefit.Low - annual, m.Benefit.Expected - annual, m.Benefit.High - annual},
			Ratio: Range{ratio(m.Benefit.Low, annual), ratio(m.Benefit.Expected, annual),
				ratio(m.Benefit.High, annual)},
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
	a.compareDecisions()
	return a
}

// At returns the efficient set for a budget in euros a year: the one that yields most of all sets
// that cost no more and keep to the rules. Of sets that yield the same it is the cheapest, then the
// one with the fewest measures, then the one with the first measure of the edition that the sets
// do not share. The budget is rounded down to whole euros.
//
// When Set.Exact is false, there were too many sets to try. The set is then the best that was
// found, and the same in every run.
func (a *Appraisal) At(budget float64) Set {
	return a.problem.best(wholeBudget(budget))
}

// compareDecisions fills Chosen, Efficient, Differences and Violations.
func (a *Appraisal) compareDecisions() {
	chosen := newBits(len(a.Measures))
	for n, m := range a.Measures {
		if d := m.Measure.Decision; d != nil && d.Outcome == model.Chosen && m.Measure.State != model.Ended {
			chosen.set(n)
		}
	}
	a.Chosen = a.problem.sum(chosen).set(len(a.Measures))
	a.Violations = slices.DeleteFunc(a.problem.violations(chosen), func(v Violation) bool {
		return v.Kind == RequiredNotChosen && a.Measures[v.Other].Measure.State == model.Ended // it was there
	})
	a.Efficient = a.At(a.Chosen.Cost)
	if a.Efficient.Benefit <= a.Chosen.Benefit {
		return
	}
	near := a.efficientNear(a.Chosen.Cost)
	for n := range a.Measures {
		switch {
		case a.Measures[n].Measure.State == model.Ended:
		case a.Chosen.Members[n] && !near.has(n):
			a.Differences = append(a.Differences, Difference{n, ChosenNotEfficient})
		case a.Efficient.Members[n] && !a.Chosen.Members[n]:
			a.Differences = append(a.Differences, Difference{n, EfficientNotChosen})
		}
	}
}

// nearby is the part of a budget that an efficient set near it may cost more or less. Of an edition
// with 60 measures there are about 50 such sets, which take 0.1 s; no more than mostNear are looked at.
const nearby, mostNear = 0.05, 100

// efficientNear returns the measures in the efficient set for a budget, or for one near it. Sets jump
// from budget to budget: a measure that a set holds for a quarter of a per cent more is not to blame.
func (a *Appraisal) efficientNear(budget float64) bitset {
	near := newBits(len(a.Measures))
	try := func(s Set) {
		for n, in := range s.Members {
			if in {
				near.set(n)
			}
		}
	}
	try(a.Efficient)
	if !a.Efficient.Exact {
		return near // a search that found no proof takes too long to repeat
	}
	// A set is efficient for all budgets from its cost to the next one's.
	for b, n := budget*(1+nearby), 0; b >= budget*(1-nearby) && n < mostNear; n++ {
		s := a.At(b)
		try(s)
		b = s.Cost - 1
	}
	return near
}

// Annual returns the equivalent annual cost of a measure in euros: the one-off cost as an annuity
// over its life at a discount rate, plus the cost of each year:
//
//	once × rate / (1 − (1 + rate)^−life) + yearly        when the rate is above 0
//	once / life + yearly                                 when the rate is 0
//
// A measure that costs 88,662 euros once and lasts 10 years costs 10,000 a year at 2.25 %.
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

// most is the largest amount in whole euros, about 1.1 million million. Larger amounts count as
// this.
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
