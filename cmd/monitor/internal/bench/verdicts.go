package main

import (
	"context"
	"math"
	"sync"

	"utwente.nl/monitor/cmd/monitor/internal/simulation"
)

// seriesDrawn is how many series are drawn for each rate: three standard errors are half a point at 5 %.
const seriesDrawn = 20_000

// verdicts shows how often verdicts err, on series drawn at random, beside the rule that they
// replaced. It draws on all cores; each simulation has its own seed.
func (m *meter) verdicts(context.Context) (rows []row, err error) {
	simulations := []func(int) []simulation.Rate{
		simulation.Targets, simulation.Changes, simulation.FewEvents, simulation.Rounded, simulation.Seasons,
		simulation.Lines, simulation.Limits, simulation.Intervals, simulation.Powers,
	}
	rates := make([][]simulation.Rate, len(simulations))
	var group sync.WaitGroup
	for n, simulate := range simulations {
		group.Go(func() { rates[n] = simulate(seriesDrawn) })
	}
	group.Wait()
	for _, some := range rates {
		for _, r := range some {
			figures := []figure{{number: 100 * r.Now, unit: "% now"}}
			if !math.IsNaN(r.Before) {
				figures = append(figures, figure{number: 100 * r.Before, unit: "% before"})
			}
			rows = append(rows, row{what: r.What, figures: figures})
		}
	}
	return rows, nil
}
