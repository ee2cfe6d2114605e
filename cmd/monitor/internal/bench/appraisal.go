package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/appraisal"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// Lists of measures are appraised within this process. A report has some 28 measures. Benefits that
// follow costs are the hardest to choose from (Pisinger, Where Are the Hard Knapsack Problems?,
// 2005).
const (
	measuresInPart = 5 // measures that rules join
	measureLists   = 15
	limitAppraisal = 1 // seconds
)

// appraisals measures whole appraisals of lists of measures.
func (m *meter) appraisals(context.Context) (rows []row, err error) {
	for _, count := range []int{28, 280} {
		var costs []cost
		var worst time.Duration
		proven := 0
		for seed := range uint64(measureLists) {
			measures := generateMeasures(newRandom(seed), count)
			start := time.Now()
			appraised := appraisal.New(measures, 0.0225)
			costs = append(costs, cost{wall: time.Since(start)})
			worst = max(worst, costs[seed].wall)
			if appraised.Efficient.Exact {
				proven++
			}
		}
		rows = append(rows, row{
			what: fmt.Sprintf("%d measures, best set proven in %d of %d lists", count, proven, measureLists),
			cost: median(costs), figures: []figure{{worst.Seconds(), "s at worst", limitAppraisal}},
		})
	}
	return rows, nil
}

// generateMeasures makes measures of which every other one was chosen. In each part every measure
// but the first requires an earlier one.
func generateMeasures(random *rand.Rand, count int) []*model.Measure {
	measures := make([]*model.Measure, count)
	for i := range measures {
		euros := 1 + random.IntN(100_000) // a year
		measures[i] = &model.Measure{
			Head:    model.Head{ID: "maatregel-" + itoa(i+1)},
			Yearly:  float64(euros),
			Benefit: model.Benefit{Expected: float64(euros + 10_000)},
		}
		if i%2 == 0 {
			measures[i].Decision = &model.MeasureDecision{Outcome: model.Chosen}
		}
		if first := i - i%measuresInPart; i > first {
			measures[i].Requires = []*model.Measure{measures[first+random.IntN(i-first)]}
		}
	}
	return measures
}
