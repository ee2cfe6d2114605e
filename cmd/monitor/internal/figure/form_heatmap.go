package figure

import (
	"math"
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/survey"
)

// The heat map: how severe each group of respondents holds each risk at the first horizon.

var heatmapForm = form{
	takes: []string{"risk", "category"},
	lacking: func(s *scene) *Problem {
		p := s.asked(model.Severity, func(r *survey.Results) bool { return len(s.horizons()) > 0 && len(r.ByCell) > 0 })
		if p != nil {
			return p
		}
		rows := s.listed()
		if len(rows) == 0 {
			return s.nobody()
		}
		return s.missing(risksOf(rows))
	},
	title: func(s *scene) string {
		if s.Category != nil {
			return s.word("figure.heatmap.title-one", "category", s.say(s.Category.Title))
		}
		return s.word("figure.heatmap.title")
	},
	draw: func(s *scene, d *Drawing) {
		s.credit(d)
		rows := s.listed()
		d.Unit = upperFirst(s.word("figure.heatmap.unit", "scale", s.onScale(model.Severity), "horizon", lowerFirst(s.say(s.horizons()[0].Title))))
		d.Wide, d.Narrow = s.heatPlot(wide, rows, rows), s.heatPlot(narrow, rows, s.first(rows, 15))
		d.ledger = s.cellLedger(rows)
		d.Alt = s.heatAlt(rows)
	},
}

// listed are the risks of the heat map: of one category when it is limited to that, the most severe first.
func (s *scene) listed() []survey.Ranked {
	var out []survey.Ranked
	for _, r := range s.report.Survey.Severity[s.horizons()[0].ID] {
		if s.Category == nil || r.Risk.Category() == s.Category.ID {
			out = append(out, r)
		}
	}
	return out
}

// cellName names a cell by its groups.
func (s *scene) cellName(c survey.Cell) string {
	var names []string
	for _, g := range c.Groups {
		names = append(names, s.say(g.Title))
	}
	return enumerate(s.language, names)
}

func (s *scene) cellLedger(rows []survey.Ranked) *ledger {
	results := s.report.Survey
	g := &ledger{corner: s.word("figure.column.risk"), key: "risk"}
	g.columns = append([]entry{{key: "category", heading: s.word("figure.column.category")}}, s.grades("all", s.word("figure.everybody"))...)
	for _, c := range results.Cells {
		var ids []string
		for _, x := range c.Groups {
			ids = append(ids, x.ID)
		}
		for n, e := range s.grades(strings.Join(ids, "+"), s.cellName(c)) {
			if n > 0 {
				e.heading = s.cellName(c) + ": " + e.heading
			}
			g.columns = append(g.columns, e)
		}
	}
	for _, r := range rows {
		row := record{id: r.Risk.ID, name: s.say(r.Risk.Title), data: []datum{s.category(r.Risk), count(r.Value), bounds(r.Low, r.High), count(float64(r.N))}}
		for n, c := range results.Cells {
			e := results.ByCell[n][r.Risk.ID]
			switch {
			case c.Withheld:
				row.data = append(row.data, datum{state: isWithheld}, datum{state: isWithheld}, datum{state: isWithheld})
			case e.N == 0:
				row.data = append(row.data, datum{}, datum{}, datum{})
			default:
				row.data = append(row.data, count(e.Value), bounds(e.Low, e.High), count(float64(e.N)))
			}
		}
		g.rows = append(g.rows, row)
	}
	return g
}

// heatAlt names the most severe risk of each group, and where the groups differ most.
func (s *scene) heatAlt(rows []survey.Ranked) string {
	results := s.report.Survey
	var t sentences
	var tops, hidden []string
	for n, c := range results.Cells {
		if c.Withheld {
			hidden = append(hidden, s.cellName(c))
			continue
		}
		var top *model.Risk
		for _, r := range rows {
			if e := results.ByCell[n][r.Risk.ID]; e.N > 0 && (top == nil || e.Value > results.ByCell[n][top.ID].Value) {
				top = r.Risk
			}
		}
		if top != nil {
			tops = append(tops, s.word("figure.heatmap.top", "group", s.cellName(c), "risk", s.say(top.Title), "value", s.score(results.ByCell[n][top.ID].Value)))
		}
	}
	t.add(s.word("figure.heatmap.alt", "tops", strings.Join(tops, "; ")))
	if risk, high, low := s.widestGap(rows); risk != nil {
		t.add(s.word("figure.heatmap.gap", "risk", s.say(risk.Title), "high", s.cellName(results.Cells[high]), "highvalue", s.score(results.ByCell[high][risk.ID].Value),
			"low", s.cellName(results.Cells[low]), "lowvalue", s.score(results.ByCell[low][risk.ID].Value)))
	}
	if hidden != nil {
		t.add(s.word("figure.heatmap.withheld", "groups", enumerate(s.language, hidden)))
	}
	return strings.Join(t, " ")
}

// widestGap is the risk on which two groups differ most, and those groups.
func (s *scene) widestGap(rows []survey.Ranked) (risk *model.Risk, high, low int) {
	results, widest := s.report.Survey, 0.0
	for _, r := range rows {
		for a := range results.Cells {
			for b := range results.Cells {
				x, y := results.ByCell[a][r.Risk.ID], results.ByCell[b][r.Risk.ID]
				if x.N > 0 && y.N > 0 && !results.Cells[a].Withheld && !results.Cells[b].Withheld && x.Value-y.Value > widest {
					risk, high, low, widest = r.Risk, a, b, x.Value-y.Value
				}
			}
		}
	}
	return risk, high, low
}

// heatClasses are the borders between the colours: equal steps from the lowest to the highest number, rounded outwards.
type heatClasses struct{ low, step float64 }

func newHeatClasses(values []float64) heatClasses {
	low, high := math.Inf(1), math.Inf(-1)
	for _, v := range values {
		low, high = min(low, v), max(high, v)
	}
	step := math.Max(math.Ceil((high-low)/heatLevels*10)/10, 0.1)
	return heatClasses{math.Floor(low*10) / 10, step}
}

// level is the colour of a number, from 1 to heatLevels.
func (h heatClasses) level(v float64) int {
	// By what is written: a number that reads 3,6 has the colour of 3,6.
	return min(max(1+int(math.Floor((language.Round(v, 1)-h.low)/h.step+1e-9)), 1), heatLevels)
}

// explainHeat is the key of the classes.
func (p *paper) explainHeat(y float64, h heatClasses) float64 {
	var items []keyItem
	for n := range heatLevels {
		from := h.low + float64(n)*h.step
		items = append(items, keyItem{heat(n + 1), p.score(from) + "–" + p.score(from+h.step-0.1)})
	}
	return p.explain(y, items)
}

// heatPlot draws some of all rows; the colours are those of all.
func (s *scene) heatPlot(on canvas, all, rows []survey.Ranked) Plot {
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
	t := &heatTable{paper: newPaper(s, on), columns: names}
	for _, r := range rows {
		row := heatRow{name: s.say(r.Risk.Title), tint: s.tint(r.Risk), bold: s.own(r.Risk), cells: []heatCell{s.heatCell(h, r.Risk, names[0], r.Estimate)}}
		for n, c := range results.Cells {
			cell := heatCell{hidden: c.Withheld}
			if !c.Withheld {
				cell = s.heatCell(h, r.Risk, names[n+1], results.ByCell[n][r.Risk.ID])
			}
			row.cells = append(row.cells, cell)
		}
		t.rows = append(t.rows, row)
	}
	y := t.explainHeat(0, h)
	if s.Risk != nil {
		for n := range t.rows {
			if !t.rows[n].bold {
				t.rows[n].tint = "@axis"
			}
		}
	} else if s.Category == nil {
		y = t.explainCategories(y-gap/2, risksOf(rows), s.front)
	}
	return t.put(t.draw(y))
}

func (s *scene) heatCell(h heatClasses, r *model.Risk, group string, e survey.Estimate) heatCell {
	if e.N == 0 {
		return heatCell{}
	}
	form := s.grades("", "")
	return heatCell{text: s.score(e.Value), level: h.level(e.Value), said: s.say(r.Title) + "\n" + group + ": " + form[0].written(count(e.Value), s.language).Text +
		" (" + form[1].written(bounds(e.Low, e.High), s.language).Text + ")\nn = " + s.language.Number(float64(e.N), 0)}
}

// heatTable is a table with coloured cells.
type heatTable struct {
	*paper
	columns []string
	rows    []heatRow
}

type heatRow struct {
	head  bool // only a name, over those that follow
	name  string
	tint  string // of a mark before the name; "" for none
	bold  bool
	cells []heatCell
}

// heatCell has no text when nothing is known, and is empty too when it is hidden.
type heatCell struct {
	text, said string
	level      int
	hidden     bool
}

// draw sets the table from a height down, and returns where it ends. Names of columns that do not fit over them become
// letters, which a key explains.
func (t *heatTable) draw(y float64) float64 {
	share, row := 0.36, 25.0
	if t.narrow() {
		share = 0.42
	}
	left := math.Floor(share * float64(t.width))
	cell := (float64(t.width) - left) / float64(len(t.columns))
	if most := 96.0; cell > most {
		cell = most
	}
	y = t.heads(y, left, cell)
	hidden := map[int]float64{} // columns that may not be shown, from where
	from := y
	for _, r := range t.rows {
		i := t.plain()
		i.bold = r.bold || r.head
		x := 0.0
		if r.tint != "" {
			x = 12
		}
		room := left - x - gap
		if r.head {
			room = float64(t.width)
		}
		lines := breakable(r.name, i.size, room, 3)
		deep := max(row, height(lines, i.size)+6)
		if r.tint != "" {
			t.bar(0, y+3, 4, deep-6, solid(r.tint, 1), "")
		}
		t.write(x, y+deep/2, begins, i, lines...)
		for n, c := range r.cells {
			at := left + float64(n)*cell
			switch {
			case c.hidden:
				hidden[n] = at
			case c.text == "":
				t.gap(box{at + 2, y + 2, at + cell - 2, y + deep - 2}, c.said)
				t.write(at+cell/2, y+deep/2, middle, t.quiet(), "–")
			default:
				t.bar(at+1, y+1, cell-2, deep-2, solid(heat(c.level), 1), c.said)
				t.write(at+cell/2, y+deep/2, middle, ink{size: t.tick, tint: onHeat(c.level), bold: r.bold}, c.text)
			}
		}
		y += deep
	}
	for n := range t.columns {
		at, is := hidden[n]
		if !is {
			continue
		}
		t.gap(box{at + 2, from + 2, at + cell - 2, y - 2}, "")
		words := wrap(t.word("figure.state.withheld"), t.tick, cell-8, 4)
		if widest(words, t.tick) > cell-8 || strings.HasSuffix(words[len(words)-1], "…") {
			words = []string{"–"} // its name in the key says it
		}
		t.write(at+cell/2, from+min((y-from)/2, 60), middle, t.quiet(), words...)
	}
	return y + 2
}

// letter stands for a column.
func letter(n int) string { return string(rune('A' + n%26)) }

// gap draws a cell, or more together, in which there is no number.
func (t *heatTable) gap(b box, said string) {
	t.bar(b.left, b.top, b.right-b.left, b.bottom-b.top, solid("@surface", 1), said)
	t.line(stylus{tint: "@axis", width: 1, dashed: true}, [2]float64{b.left, b.top}, [2]float64{b.right, b.top}, [2]float64{b.right, b.bottom},
		[2]float64{b.left, b.bottom}, [2]float64{b.left, b.top})
}

// heads writes the names of the columns.
func (t *heatTable) heads(y, left, cell float64) float64 {
	deep, fit := 0, true
	for _, name := range t.columns {
		lines := wrap(name, t.tick-1, cell-6, 4)
		deep = max(deep, len(lines))
		fit = fit && widest(lines, t.tick-1) <= cell-6 && !strings.Contains(strings.Join(lines, ""), "…")
	}
	i := t.quiet()
	i.size = t.tick - 1
	if !fit {
		x, row := 0.0, lineHeight(t.tick)+4
		for n, name := range t.columns {
			if slices.ContainsFunc(t.rows, func(r heatRow) bool { return len(r.cells) > n && r.cells[n].hidden }) {
				name = t.word("figure.heading", "title", name, "unit", t.word("figure.state.withheld"))
			}
			w := 16 + textWidth(name, t.tick)
			if x > 0 && x+w > float64(t.width) {
				x, y = 0, y+row
			}
			t.write(x, y+row/2, begins, t.strong(), letter(n))
			t.write(x+16, y+row/2, begins, t.plain(), shorten(name, t.tick, float64(t.width)-16))
			x += w + 14
		}
		y += row
		y += gap
		for n := range t.columns {
			t.write(left+(float64(n)+0.5)*cell, y+lineHeight(t.tick)/2, middle, t.strong(), letter(n))
		}
		return y + lineHeight(t.tick) + 4
	}
	for n, name := range t.columns {
		lines := wrap(name, t.tick-1, cell-6, 4)
		t.write(left+(float64(n)+0.5)*cell, y+float64(deep)*lineHeight(i.size)-height(lines, i.size)/2, middle, i, lines...)
	}
	return y + float64(deep)*lineHeight(i.size) + 4
}
