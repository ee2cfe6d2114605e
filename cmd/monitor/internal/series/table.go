package series

import (
	"cmp"
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
)

// column is a series as a column of the table.
type column struct {
	heading string
	cell    func(period model.Period) figure.Cell
}

// table returns the figure in words and numbers. In a breakdown the longer side runs down, since a
// page scrolls down and names are wide: 330 parts over 9 years have a row for each part, 4 parts
// over 9 years have a row for each year. Every other figure has a row for each period.
func (c *content) table() figure.Table {
	t := figure.Table{Corner: c.language.Say("figure.table.period")}
	columns := c.columns()
	for _, col := range columns {
		t.Columns = append(t.Columns, col.heading)
	}
	for _, p := range c.rows() {
		row := figure.Row{Header: c.language.Period(p), Cells: make([]figure.Cell, 0, len(columns))}
		for _, col := range columns {
			row.Cells = append(row.Cells, col.cell(p))
		}
		t.Rows = append(t.Rows, row)
	}
	if c.spec.Breakdown != nil && len(c.series) > len(t.Rows) {
		return transposed(t, c.language.Text(c.spec.Breakdown.Title))
	}
	return t
}

// transposed returns a table whose rows are the columns of another; corner is the heading of its
// first column.
func transposed(t figure.Table, corner string) figure.Table {
	out := figure.Table{Corner: corner}
	for _, row := range t.Rows {
		out.Columns = append(out.Columns, row.Header)
	}
	for n, heading := range t.Columns {
		cells := make([]figure.Cell, len(t.Rows))
		for m, row := range t.Rows {
			cells[m] = row.Cells[n]
		}
		out.Rows = append(out.Rows, figure.Row{Header: heading, Cells: cells})
	}
	return out
}

// rows returns the periods of the table. Periods of different lengths are in one order: a year
// before its quarters.
func (c *content) rows() []model.Period {
	if !c.mixed {
		return c.periods
	}
	var out []model.Period
	for _, s := range c.series {
		for n, p := range s.periods {
			if s.points[n].State != report.Absent {
				out = append(out, p)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b model.Period) int {
		return cmp.Or(cmp.Compare(firstMonth(a), firstMonth(b)), cmp.Compare(lastMonth(b), lastMonth(a)),
			cmp.Compare(a.Frequency, b.Frequency))
	})
	return slices.Compact(out)
}

func (c *content) columns() []column {
	var out []column
	add := func(heading string, s *series) {
		out = append(out, column{heading, func(p model.Period) figure.Cell { return c.cell(s, p) }})
	}
	for n := range c.series {
		s := &c.series[n]
		switch {
		case c.spec.Rate && len(c.series) == 1:
			add(language.UpperFirst(c.counts[n].unit), &c.counts[n])
			add(language.UpperFirst(s.unit), s)
		case c.spec.Rate:
			add(s.name, &c.counts[n])
			add(c.language.Say("figure.heading", "title", s.name, "unit", s.unit), s)
		case len(c.series) == 1 && !s.part:
			add(language.UpperFirst(s.unit), s)
		default:
			add(c.heading(s), s)
		}
	}
	if len(c.series) == 1 {
		out = append(out, c.boundColumns(&c.series[0])...)
	}
	if c.totals != nil {
		key := "figure.table.whole"
		if c.totals.kind == model.Count || c.totals.kind == model.Amount {
			key = "figure.table.total"
		}
		add(c.language.Say(key), c.totals)
	}
	return out
}

// cell returns what is known of a series in a period.
func (c *content) cell(s *series, period model.Period) figure.Cell {
	n := slices.Index(s.periods, period)
	if n < 0 || s.points[n].State == report.Absent {
		return figure.Cell{Empty: true}
	}
	text := c.instead(s, n)
	if s.shown(n) {
		text = c.shownText(s, n)
	}
	return figure.Cell{Text: text, Flags: c.flagged(s, n), Example: s.indicator.Example && !c.allInvented()}
}

// instead is what stands in place of a number that is not shown, or "" when there is none.
func (c *content) instead(s *series, n int) string {
	switch state := s.points[n].State; {
	case state == report.Small && s.kind == model.Count:
		return c.small
	case state == report.Small, state == report.Withheld: // the rate of a small count is not shown either
		return c.language.Say("figure.state.withheld")
	case state == report.Confidential:
		return c.language.Say("figure.state.confidential")
	case state == report.Missing:
		return c.language.Say("figure.state.missing")
	}
	return ""
}
