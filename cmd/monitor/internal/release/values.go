package release

import (
	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// values reports missing values. A value that the data have with the flag ":" is not missing. The
// rules:
//
//   - A series, of a whole or of a part, has each period between its first and its last.
//   - Each indicator reaches the newest period of its frequency (newest). One that has ended says
//     so in the note of its last value.
func (c *checker) values() {
	newest := c.newest()
	for _, i := range c.edition.Indicators {
		if i.Partial {
			continue
		}
		c.gaps(i, i.Values, "values")
		for _, b := range i.Breakdowns {
			for _, part := range b.Parts {
				c.gaps(i, part.Values, "breakdown", b.Dimension.ID, part.Member.Key)
			}
		}
		if len(i.Values) == 0 {
			continue
		}
		if c.lags(i, newest) && !c.old(i) {
			latest, expected := i.Values[len(i.Values)-1], newest[i.Frequency]
			c.list.Add(diagnostic.LatestAbsent, c.loaded.Position(i, "values"), "", i.ID, latest.Period.String(),
				expected.String())
		}
	}
}

// lags reports whether an indicator ends before the newest period, and does not say so.
func (c *checker) lags(i *model.Indicator, newest map[model.Frequency]model.Period) bool {
	if len(i.Values) == 0 {
		return false
	}
	latest := i.Values[len(i.Values)-1]
	expected, ok := newest[i.Frequency]
	return ok && latest.Period.Before(expected) && len(latest.Note) == 0
}

// gaps reports the periods that a series skips, each run of them once: "2021 … 2023".
func (c *checker) gaps(i *model.Indicator, values []model.Value, path ...string) {
	for n := 1; n < len(values); n++ {
		first, next := values[n-1].Period.Next(), values[n].Period
		if !first.Before(next) {
			continue
		}
		run, last := first.String(), first
		for last.Next().Before(next) {
			last = last.Next()
		}
		if last != first {
			run += " … " + last.String()
		}
		c.list.Add(diagnostic.PeriodAbsent, c.loaded.Position(i, path...), "", i.ID, run)
	}
}

// newest returns, for each frequency, the newest period that at least half of its indicators reach,
// and at least two. When three of four indicators end in 2024 and one in 2025, it is 2024: the one
// ahead does not make the others late. When two of four end in 2025, it is 2025.
func (c *checker) newest() map[model.Frequency]model.Period {
	ends := make(map[model.Frequency][]model.Period)
	for _, i := range c.edition.Indicators {
		if len(i.Values) > 0 {
			last := i.Values[len(i.Values)-1].Period
			ends[i.Frequency] = append(ends[i.Frequency], last)
		}
	}
	newest := make(map[model.Frequency]model.Period)
	for frequency, all := range ends {
		for _, end := range all {
			reach := 0
			for _, other := range all {
				if !other.Before(end) {
					reach++
				}
			}
			if best, ok := newest[frequency]; reach >= 2 && 2*reach >= len(all) && (!ok || best.Before(end)) {
				newest[frequency] = end
			}
		}
	}
	return newest
}
