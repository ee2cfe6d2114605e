package main

import (
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/appraisal"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// Appraising is measured in this process and not by a build. The lists have ten times the measures
// of a report, in parts of the size that a report has. Those whose benefits follow their costs are
// harder than a report's.
const (
	appraisedMeasures = 280
	appraisedPart     = 5 // measures that rules join
	appraisedSeeds    = 15
	limitAppraisal    = time.Second
)

// economy is how the costs and benefits of generated measures go together, as in the literature on knapsacks (Pisinger,
// Where Are the Hard Knapsack Problems?, 2005). Amounts are euros a year.
type economy struct {
	name    string
	benefit func(r *rand.Rand, cost int) int
}

var economies = []economy{
	{"uncorrelated", func(r *rand.Rand, cost int) int { return r.IntN(200_000) }},
	{"weakly correlated", func(r *rand.Rand, cost int) int { return max(cost-10_000+r.IntN(20_001), 0) }},
	{"strongly correlated", func(r *rand.Rand, cost int) int { return cost + 10_000 }},
}

// appraised is what was measured of one economy.
type appraised struct {
	economy       string
	times         []time.Duration // of each seed, the shortest first
	proven, seeds int
}

func (a appraised) median() time.Duration { return a.times[len(a.times)/2] }
func (a appraised) worst() time.Duration  { return a.times[len(a.times)-1] }

// appraiseAll measures whole appraisals, each with the best set for half of what all would cost.
func appraiseAll() []appraised {
	var all []appraised
	for _, e := range economies {
		a := appraised{economy: e.name, seeds: appraisedSeeds}
		for seed := range uint64(appraisedSeeds) {
			measures := generateMeasures(rand.New(rand.NewPCG(seed, 1)), e)
			start := time.Now()
			got := appraisal.New(measures, 0.0225)
			a.times = append(a.times, time.Since(start))
			if got.Efficient.Exact {
				a.proven++
			}
		}
		slices.Sort(a.times)
		all = append(all, a)
	}
	return all
}

// generateMeasures makes measures of which every other one was chosen. In each part every measure but the first requires an
// earlier one.
func generateMeasures(r *rand.Rand, e economy) []*model.Measure {
	measures := make([]*model.Measure, appraisedMeasures)
	for i := range measures {
		cost := 1 + r.IntN(100_000)
		m := &model.Measure{Head: model.Head{ID: fmt.Sprint("m", i)}, Yearly: float64(cost), Benefit: model.Benefit{Expected: float64(e.benefit(r, cost))}}
		if i%2 == 0 {
			m.Decision = &model.MeasureDecision{Outcome: model.Chosen}
		}
		measures[i] = m
		if first := i - i%appraisedPart; i > first {
			m.Requires = append(m.Requires, measures[first+r.IntN(i-first)])
		}
	}
	return measures
}

// printAppraised prints a line for each economy.
func printAppraised(w io.Writer, all []appraised) {
	for _, a := range all {
		fmt.Fprintf(w, "appraisal of %d measures in parts of %d, %s: median %d ms, worst %d ms (limit %d): %s; proven best %d of %d\n",
			appraisedMeasures, appraisedPart, a.economy, a.median().Milliseconds(), a.worst().Milliseconds(), limitAppraisal.Milliseconds(),
			verdict(a.worst(), limitAppraisal), a.proven, a.seeds)
	}
}
