package main

import (
	"context"
	"math"

	"utwente.nl/monitor/cmd/monitor/internal/simulation"
)

// seriesDrawn is how many series are drawn for each rate: three standard errors are half a point at 5 %.
const seriesDrawn = 20_000

// verdicts shows how often verdicts err, on series drawn at random, beside the rule that they
// replaced.
func (m *meter) verdicts(context.Context) (rows []row, err error) {
	for _, simulate := range []func(int) []simulation.Rate{
		simulation.Targets, simulation.Changes, simulation.Rounded, simulation.Seasons, simulation.Lines,
		simulation.Limits, simulation.Intervals, simulation.Powers,
	} {
		for _, r := range simulate(seriesDrawn) {
			figures := []figure{{number: 100 * r.Now, unit: "% now"}}
			if !math.IsNaN(r.Before) {
				figures = append(figures, figure{number: 100 * r.Before, unit: "% before"})
			}
			rows = append(rows, row{what: r.What, figures: figures})
		}
	}
	return rows, nil
}
