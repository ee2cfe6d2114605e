package site

import (
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
)

// BaselineRow is an indicator at the first measurement and now.
type BaselineRow struct {
	Indicator Link
	Was, Now  string
	Change    string
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
		values := b.report.Facts(i).Values
		points := values.Points
		from := slices.IndexFunc(points, func(p report.Point) bool {
			return p.Period == i.Baseline &&
				p.State == report.Shown
		})
		to := len(points) - 1
		for to >= 0 && points[to].State != report.Shown {
			to--
		}
		if from < 0 || to <= from {
			continue // there are no two values to compare
		}
		rows = append(rows, BaselineRow{Indicator: b.linkTo(page, model.IndicatorKind, i), Example: i.Example,
			Was: b.valueWithPeriod(points[from], i), Now: b.valueWithPeriod(points[to], i),
			Change: b.changeText(&report.Facts{Indicator: i, Values: values,
				Change: &report.Change{From: points[from], To: points[to],
					Comparable: report.Comparable(points[from : to+1])}})})
	}
	return rows
}
