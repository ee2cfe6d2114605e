package landscape

import (
	"math"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/plot"
	"utwente.nl/monitor/cmd/monitor/internal/survey"
)

// The heat map shows how severe each group of respondents thinks each risk is at the first horizon.

var heatmapForm = form{
	takes: []string{"risk", "category"},
	lacking: func(s *landscape) *figure.Problem {
		p := s.notAsked(model.Severity,
			func(r *survey.Results) bool { return len(s.horizons()) > 0 && len(r.ByCell) > 0 })
		if p != nil {
			return p
		}
		rows := s.listed()
		if len(rows) == 0 {
			return s.noAnswers()
		}
		return s.notShown(risksOf(rows))
	},
	title: func(s *landscape) string {
		if s.Category != nil {
			return s.word("figure.heatmap.title-one", "category", s.text(s.Category.Title))
		}
		return s.word("figure.heatmap.title")
	},
	narrows: true,
	found: func(s *landscape) string {
		gap, alone := s.widestGap(s.listed())
		if !alone || !gap.sure {
			return ""
		}
		if s.Category != nil {
			return s.word("figure.heatmap.found-one", "category", s.text(s.Category.Title), "risk", s.text(gap.risk.Title))
		}
		return s.word("figure.heatmap.found", "risk", s.text(gap.risk.Title))
	},
	draw: func(s *landscape, d *figure.Drawing) {
		s.credit(d)
		rows := s.listed()
		d.Unit = language.UpperFirst(s.word("figure.heatmap.unit", "scale", s.onScale(model.Severity),
			"horizon", language.LowerFirst(s.text(s.horizons()[0].Title))))
		d.Wide, d.Narrow = s.heatPlot(plot.Wide, rows, rows), s.heatPlot(plot.Narrow, rows, s.top(rows, 15))
		d.Ledger = s.cellLedger(rows)
		d.Alt = s.heatAlt(rows)
	},
}

// listed returns the risks of the heat map, the most severe first: all, or those of the category.
func (s *landscape) listed() []survey.Ranked {
	var out []survey.Ranked
	for _, r := range s.report.Survey.Severity[s.horizons()[0].ID] {
		if s.Category == nil || r.Risk.Category() == s.Category.ID {
			out = append(out, r)
		}
	}
	return out
}

// cellName names a cell by its groups.
func (s *landscape) cellName(c survey.Cell) string {
	var names []string
	for _, g := range c.Groups {
		names = append(names, s.text(g.Title))
	}
	return s.language.List(names)
}

func (s *landscape) cellLedger(rows []survey.Ranked) *figure.Ledger {
	results := s.report.Survey
	g := &figure.Ledger{Corner: s.word("figure.column.risk"), Key: "risk"}
	g.Columns = []figure.Column{{Key: "category", Heading: s.word("figure.column.category")}}
	g.Columns = append(g.Columns, s.grades("all", s.word("figure.everybody"), model.Severity)...)
	for _, c := range results.Cells {
		var ids []string
		for _, x := range c.Groups {
			ids = append(ids, x.ID)
		}
		for n, e := range s.grades(strings.Join(ids, "+"), s.cellName(c), model.Severity) {
			if n > 0 {
				e.Heading = s.cellName(c) + ": " + e.Heading
			}
			g.Columns = append(g.Columns, e)
		}
	}
	for _, r := range rows {
		row := figure.Record{ID: r.Risk.ID, Name: s.text(r.Risk.Title),
			Data: append([]figure.Datum{s.category(r.Risk)}, estimateData(r.Estimate)...)}
		for n, c := range results.Cells {
			e := results.ByCell[n][r.Risk.ID]
			switch {
			case c.Withheld:
				row.Data = append(row.Data, figure.Withheld, figure.Withheld, figure.Withheld)
			case e.N == 0:
				row.Data = append(row.Data, figure.Datum{}, figure.Datum{}, figure.Datum{})
			default:
				row.Data = append(row.Data, estimateData(e)...)
			}
		}
		g.Records = append(g.Records, row)
	}
	return g
}

// heatAlt names the most severe risk of each group, and where the groups differ most.
func (s *landscape) heatAlt(rows []survey.Ranked) string {
	results := s.report.Survey
	var t []string
	var tops, hidden []string
	for n, c := range results.Cells {
		if c.Withheld {
			hidden = append(hidden, s.cellName(c))
			continue
		}
		var top *model.Risk
		for _, r := range rows {
			if e := results.ByCell[n][r.Risk.ID]; e.N > 0 &&
				(top == nil || e.Value > results.ByCell[n][top.ID].Value) {
				top = r.Risk
			}
		}
		if top != nil {
			tops = append(tops, s.word("figure.heatmap.top", "group", s.cellName(c), "risk", s.text(top.Title),
				"value", s.score(results.ByCell[n][top.ID].Value, s.scaleOf(model.Severity))))
		}
	}
	t = append(t, s.word("figure.heatmap.alt", "tops", strings.Join(tops, "; ")))
	if gap, _ := s.widestGap(rows); gap.risk != nil {
		score := func(n int) string {
			return s.score(results.ByCell[n][gap.risk.ID].Value, s.scaleOf(model.Severity))
		}
		t = append(t, s.word("figure.heatmap.gap", "risk", s.text(gap.risk.Title),
			"high", s.cellName(results.Cells[gap.high]), "highvalue", score(gap.high),
			"low", s.cellName(results.Cells[gap.low]), "lowvalue", score(gap.low)))
	}
	if hidden != nil {
		t = append(t, s.word("figure.heatmap.withheld", "groups", s.language.List(hidden)))
	}
	return language.Paragraph(t...)
}

// heatGap is how far apart two groups are about a risk, by their numbers as the table has them. high and low are
// places in the list of cells.
type heatGap struct {
	risk      *model.Risk
	high, low int
	wide      float64
	sure      bool // the intervals of the two do not overlap
}

// widestGap returns the widest gap between two groups that are shown; its risk is nil when there is none. alone
// reports whether no other risk has a gap as wide.
func (s *landscape) widestGap(rows []survey.Ranked) (widest heatGap, alone bool) {
	results := s.report.Survey
	for _, r := range rows {
		of := heatGap{}
		for a := range results.Cells {
			for b := range results.Cells {
				x, y := results.ByCell[a][r.Risk.ID], results.ByCell[b][r.Risk.ID]
				if x.N == 0 || y.N == 0 || results.Cells[a].Withheld || results.Cells[b].Withheld {
					continue
				}
				wide := language.Round(language.Round(x.Value, 2)-language.Round(y.Value, 2), 2)
				if wide > of.wide {
					of = heatGap{r.Risk, a, b, wide, x.Low > y.High}
				}
			}
		}
		switch {
		case of.wide > widest.wide:
			widest, alone = of, true
		case of.wide == widest.wide:
			alone = false
		}
	}
	return widest, alone
}

// heatClasses are the borders between the colours: equal steps from the lowest number to the
// highest, rounded outwards.
type heatClasses struct{ low, step float64 }

func newHeatClasses(values []float64) heatClasses {
	low, high := math.Inf(1), math.Inf(-1)
	for _, v := range values {
		low, high = min(low, v), max(high, v)
	}
	step := math.Max(math.Ceil((high-low)/heatLevels*10)/10, 0.1)
	return heatClasses{math.Floor(low*10) / 10, step}
}

// level returns the colour of a number, from 1 to heatLevels.
func (h heatClasses) level(v float64) int {
	// The number is rounded as it is written: one that reads 3,6 has the colour of 3,6.
	return min(max(1+int(math.Floor((language.Round(v, 1)-h.low)/h.step+1e-9)), 1), heatLevels)
}

// heatKey writes the key of the classes at a height, and returns where it ends.
func (p *picture) heatKey(y float64, h heatClasses) float64 {
	var items []keyItem
	for n := range heatLevels {
		from := h.low + float64(n)*h.step
		to := from + h.step - 0.1
		items = append(items, keyItem{heat(n + 1), p.language.Number(from, 1) + "–" + p.language.Number(to, 1)})
	}
	return p.key(y, items)
}

// heatPlot draws some of all rows. Colours are divided over the numbers of all rows, so that a row
// has the same colours in every plot.
func (s *landscape) heatPlot(on plot.Canvas, all, rows []survey.Ranked) figure.Plot {
	results := s.report.Survey
	var values []float64
	for _, r := range all {
		values = append(values, r.Value)
		for n, c := range results.Cells {
			if e := results.ByCell[n][r.Risk.ID]; e.N > 0 && !c.Withheld {
				values = append(values, e.Value)
			}
		}
	}
	h := newHeatClasses(values)
	names := []string{s.word("figure.everybody")}
	for _, c := range results.Cells {
		names = append(names, s.cellName(c))
	}
	t := &heatTable{picture: newPicture(s, on), columns: names}
	for _, r := range rows {
		row := heatRow{name: s.text(r.Risk.Title), tint: s.tint(r.Risk), bold: s.chosen(r.Risk),
			cells: []heatCell{s.heatCell(h, r.Risk, names[0], r.Estimate)}}
		for n, c := range results.Cells {
			cell := heatCell{hidden: c.Withheld}
			if !c.Withheld {
				cell = s.heatCell(h, r.Risk, names[n+1], results.ByCell[n][r.Risk.ID])
			}
			row.cells = append(row.cells, cell)
		}
		t.rows = append(t.rows, row)
	}
	y := t.heatKey(0, h)
	if s.Risk != nil {
		for n := range t.rows {
			if !t.rows[n].bold {
				t.rows[n].tint = "axis"
			}
		}
	} else if s.Category == nil {
		y = t.categoryKey(y-plot.Gap/2, risksOf(rows), s.front)
	}
	return t.plot(t.draw(y))
}

func (s *landscape) heatCell(h heatClasses, r *model.Risk, group string, e survey.Estimate) heatCell {
	if e.N == 0 {
		return heatCell{}
	}
	on := s.scaleOf(model.Severity)
	tip := s.text(r.Title) + "\n" + group + ": " + s.grade(e.Value, on) + " (" + s.gradeRange(e) + ")\n" +
		"n = " + s.language.Whole(e.N)
	return heatCell{text: s.score(e.Value, on), level: h.level(e.Value), tip: tip}
}
