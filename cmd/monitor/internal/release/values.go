package release

import (
	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// values reports missing values that nobody accounts for. A value is accounted for when its period is in the data, be it
// with the flag ":" or with a note. The rules:
//
//   - Between the first and the last period of a series, each period is there; of the parts of breakdowns too.
//   - The newest period that at least half of the indicators of one frequency have, and two or more, each of them has. So
//     one indicator that is ahead does not make the others late, and one that lags behind is found. A series that has
//     ended says so in the note of its last value.
func (c *checker) values() {
	newest := c.newest()
	for _, i := range c.edition.Indicators {
		c.gaps(i, i.Values, "values")
		for _, b := range i.Breakdowns {
			for _, part := range b.Parts {
				c.gaps(i, part.Values, "breakdown", b.Dimension.ID, part.Member.Key)
			}
		}
		if len(i.Values) == 0 {
			continue
		}
		latest := i.Values[len(i.Values)-1]
		if expected, ok := newest[i.Frequency]; ok && latest.Period.Before(expected) && len(latest.Note) == 0 {
			c.list.Add(diagnostic.LatestAbsent, c.loaded.At(i, "values"), "", i.ID, latest.Period.String(), expected.String())
		}
	}
}

// gaps reports the periods that a series passes over, each stretch of them once.
func (c *checker) gaps(i *model.Indicator, values []model.Value, path ...string) {
	for n := 1; n < len(values); n++ {
		first, next := values[n-1].Period.Next(), values[n].Period
		if !first.Before(next) {
			continue
		}
		stretch, last := first.String(), first
		for last.Next().Before(next) {
			last = last.Next()
		}
		if last != first {
			stretch += " … " + last.String()
		}
		c.list.Add(diagnostic.PeriodAbsent, c.loaded.At(i, path...), "", i.ID, stretch)
	}
}

// newest is, for each frequency, the newest period that at least half of its indicators, and two or more, reach.
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
