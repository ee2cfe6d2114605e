package main

import (
	"context"
	"fmt"
	"path/filepath"
)

// An edition with the shape of national statistics: hundreds of indicators, many in tens of parts
// and one in hundreds, over decades of years or months. Its cost is drawing: there is one chapter.
const (
	partedIndicators = 292
	partedSplit      = 70  // indicators in 9 to 80 parts
	partedLargest    = 330 // parts of the first indicator
	limitParted      = 10  // seconds of processor time
)

// parted measures the edition with nothing kept from earlier builds.
func (m *meter) parted(ctx context.Context) ([]row, error) {
	base := filepath.Join(m.dir, "parted")
	if err := partedEdition().create(base); err != nil {
		return nil, err
	}
	costs, err := m.alternate("edition of many parts", func(round int) (cost, error) {
		out, cache := filepath.Join(base, "out-"+itoa(round)), filepath.Join(base, "cache-"+itoa(round))
		return m.build(ctx, m.monitor, base, out, cache)
	})
	if err != nil {
		return nil, err
	}
	c := median(costs[0])
	return []row{{
		what: fmt.Sprintf("%d indicators, %d in 9 to 80 parts, one in %d",
			partedIndicators, partedSplit, partedLargest),
		cost: c, figures: []figure{{c.processor.Seconds(), "s of processor time", limitParted}},
	}}, nil
}

// partedEdition returns the sources of the edition. One indicator in ten is by month.
func partedEdition() files {
	w := writer{newRandom(0)}
	choose := func(numbers ...int) int { return numbers[w.IntN(len(numbers))] }
	var indicators []indicator
	for n := range partedIndicators {
		kind, keys, parts := "count", periods(choose(1, 9, 15, 20, 37), false), 0
		switch {
		case n == 0:
			parts = partedLargest
		case n%10 == 5 && n <= partedSplit:
			parts = 12
		case n <= partedSplit:
			parts = choose(9, 10, 12, 17, 18, 24, 40, 74, 80)
		}
		if n%10 == 5 {
			keys = periods(choose(5, 10, 30), true)
		}
		if n%3 == 0 {
			kind = "share"
		}
		i := w.indicator(fmt.Sprintf("kengetal-%d", n+1), kind, keys, parts)
		if parts > 0 && n%7 == 6 {
			i.values = nil
		}
		indicators = append(indicators, i)
	}
	sources := dataFiles(w, indicators)
	sources[chapterFolder+"0001-cijfers.md"] = "+++\ntitle = \"Cijfers\"\nstatus = \"concept\"\n+++\n\nZie verder.\n"
	return sources
}
