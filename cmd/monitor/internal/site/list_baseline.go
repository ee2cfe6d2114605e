package site

import (
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
)

// BaselineRow is an indicator at the first measurement and now.
type BaselineRow struct {
	Indicator Link
	Was, Now  string // Now says so when the two cannot be compared
	Example   bool
}

// baselineRows compares each indicator of a category that has a first measurement with its latest
// value.
func (b *book) baselineRows(page string, c *model.Category) []BaselineRow {
	var rows []BaselineRow
	for _, i := range b.edition.Indicators {
		if i.Aspect == nil || i.Aspect.Category != c.ID || i.Baseline == (model.Period{}) {
			continue
		}
		points := b.report.Facts(i).Values.Points
		from := slices.IndexFunc(points, func(p report.Point) bool {
			return p.Period == i.Baseline && p.State == report.Shown
		})
		to := len(points) - 1
		for to >= 0 && points[to].State != report.Shown {
			to--
		}
		if from < 0 || to <= from {
			continue // there are no two values to compare
		}
		// No difference is told: two numbers beside each other claim less than one.
		now := b.valueWithPeriod(points[to], i)
		if !report.Comparable(points[from : to+1]) {
			now = b.language.Say("scan.incomparable", "value", now)
		}
		rows = append(rows, BaselineRow{b.linkTo(page, model.IndicatorKind, i), b.valueWithPeriod(points[from], i), now,
			i.Example})
	}
	return rows
}
