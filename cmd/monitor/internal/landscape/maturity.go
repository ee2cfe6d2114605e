package landscape

import (
	"math"
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/plot"
	"utwente.nl/monitor/cmd/monitor/internal/report"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// Maturity shows the mean level of each aspect over the editions. An aspect without answers stays
// visible as a gap.

var maturityForm = form{
	takes: []string{"category"},
	lacking: func(s *landscape) *figure.Problem {
		if len(s.aspects()) == 0 {
			return s.nothingToShow(wording.Refer("phrase.no-questions"))
		}
		return nil
	},
	title: func(s *landscape) string {
		if s.Category != nil {
			return s.word("figure.maturity.title-one", "category", s.text(s.Category.Title))
		}
		return s.word("figure.maturity.title")
	},
	narrows: true,
	found: func(s *landscape) string {
		columns := s.levels()
		now := columns[len(columns)-1]
		if len(columns) > 1 {
			if found := s.movement(columns[len(columns)-2], now); found != "" {
				return found
			}
		}
		return s.extremes(now)
	},
	draw: func(s *landscape, d *figure.Drawing) {
		d.Unit = s.word("figure.maturity.unit", "max", s.language.Number(model.TopLevel, 0))
		d.Sources = []figure.Source{{Text: s.word("figure.maturity.source")}}
		columns := s.levels()
		d.Wide, d.Narrow = s.levelPlot(plot.Wide, columns), s.levelPlot(plot.Narrow, columns)
		d.Ledger = s.levelLedger(columns)
		d.Alt = s.levelAlt(columns)
	},
}

// levelsOf is the maturity of one edition, by the ids that aspects have in the edition of the figure.
type levelsOf struct {
	year   string
	levels map[string]report.AspectMaturity
}

// levelsIn returns the maturity of an edition beside that of a later one, or of the same. now has the ids there by
// those of the edition.
func levelsIn(r *report.Report, later *model.Edition, now map[string]string) levelsOf {
	out := levelsOf{r.Edition.Year, map[string]report.AspectMaturity{}}
	for _, m := range r.MaturityBeside(later) {
		if id, ok := now[m.Aspect.ID]; ok {
			out.levels[id] = m
		}
	}
	return out
}

// levels returns the levels of each edition that asked questions, the oldest first. More than seven
// do not fit, so then it returns the last seven.
func (s *landscape) levels() []levelsOf {
	var out []levelsOf
	now := make(map[string]string)
	for _, a := range s.report.Edition.Aspects {
		now[a.ID] = a.ID
	}
	all, later := append(slices.Clone(s.report.Earlier), s.report), s.report
	for _, r := range slices.Backward(all) {
		if r != later {
			now = backwards(now, model.AspectKind, later.Edition, r.Edition)
			later = r
		}
		if of := levelsIn(r, s.report.Edition, now); len(of.levels) > 0 {
			out = append(out, of)
		}
	}
	slices.Reverse(out)
	return out[max(0, len(out)-7):]
}

// aspects returns the aspects of this edition that have questions: all, or those of the category.
func (s *landscape) aspects() []*model.Aspect {
	var out []*model.Aspect
	for _, m := range s.report.Maturity() {
		if s.Category == nil || m.Aspect.Category == s.Category.ID {
			out = append(out, m.Aspect)
		}
	}
	return out
}

func (s *landscape) levelLedger(columns []levelsOf) *figure.Ledger {
	g := &figure.Ledger{Corner: s.word("figure.column.aspect"), Key: "aspect",
		Columns: []figure.Column{{Key: "category", Heading: s.word("figure.column.category")}}}
	for _, c := range columns {
		g.Columns = append(g.Columns, figure.Column{Key: "level_" + c.year, Heading: c.year, Decimals: 1, Scale: levelScale},
			figure.Column{Key: "answered_" + c.year, Heading: s.word("figure.column.answered", "year", c.year)},
			figure.Column{Key: "questions_" + c.year, Heading: s.word("figure.column.questions", "year", c.year)})
	}
	for _, a := range s.aspects() {
		row := figure.Record{ID: a.ID, Name: s.text(a.Title),
			Data: []figure.Datum{figure.Word(a.Category, s.text(s.report.Edition.Category(a.Category).Title))}}
		for _, c := range columns {
			m, asked := c.levels[a.ID]
			switch {
			case !asked:
				row.Data = append(row.Data, figure.Datum{}, figure.Datum{}, figure.Datum{})
			case m.Answered == 0:
				row.Data = append(row.Data, figure.Datum{}, figure.Number(0), figure.Number(float64(m.Questions)))
			default:
				row.Data = append(row.Data, figure.Number(m.Mean).Of(m.Examples > 0),
					figure.Number(float64(m.Answered)), figure.Number(float64(m.Questions)))
			}
		}
		g.Records = append(g.Records, row)
	}
	return g
}

func (s *landscape) levelAlt(columns []levelsOf) string {
	now := columns[len(columns)-1]
	var t, open []string
	for _, a := range s.aspects() {
		if now.levels[a.ID].Answered == 0 {
			open = append(open, s.text(a.Title))
		}
	}
	if most, least, answered := s.mostAndLeast(now); answered > 0 {
		t = append(t, s.word("figure.maturity.alt", "n", s.language.Whole(answered), "year", now.year,
			"best", s.language.List(most.names), "high", s.score(most.level, levelScale),
			"worst", s.language.List(least.names), "low", s.score(least.level, levelScale)))
	}
	if open != nil {
		t = append(t, s.word("figure.maturity.open", "aspects", s.language.List(open)))
	}
	if len(columns) > 1 {
		t = append(t, s.course(columns[len(columns)-2], now))
	}
	return language.Paragraph(t...)
}

// leveled names what has a level, as levels are written.
type leveled struct {
	level float64
	names []string
}

// add keeps a name when its level is the highest so far, or with sign -1 the lowest, or one of several such.
func (l *leveled) add(level, sign float64, name string) {
	level = language.Round(level, 1)
	switch {
	case len(l.names) == 0 || sign*level > sign*l.level:
		*l = leveled{level, []string{name}}
	case level == l.level:
		l.names = append(l.names, name)
	}
}

// mostAndLeast returns the aspects with the highest level and with the lowest, and how many have one.
func (s *landscape) mostAndLeast(now levelsOf) (most, least leveled, answered int) {
	for _, a := range s.aspects() {
		if m := now.levels[a.ID]; m.Answered > 0 {
			most.add(m.Mean, 1, s.text(a.Title))
			least.add(m.Mean, -1, s.text(a.Title))
			answered++
		}
	}
	return most, least, answered
}

// extremes returns a title that names the most and the least mature aspects; "" when nothing can be compared.
func (s *landscape) extremes(now levelsOf) string {
	most, least, answered := s.mostAndLeast(now)
	of := s.levelsAre()
	switch {
	case answered < 2:
		return ""
	case most.level == least.level:
		return s.word("figure.maturity.found-same", "of", of, "level", s.score(most.level, levelScale))
	}
	// More than two names say less than their number.
	named := func(l leveled) string {
		if len(l.names) > 2 {
			return s.word("figure.maturity.aspects", "n", s.language.Whole(len(l.names)))
		}
		return s.language.List(l.names)
	}
	return s.word("figure.maturity.found", "of", of, "most", named(most), "high", s.score(most.level, levelScale),
		"least", named(least), "low", s.score(least.level, levelScale))
}

// levelsAre names what the levels are of.
func (s *landscape) levelsAre() string {
	if s.Category != nil {
		return s.word("figure.maturity.of-one", "category", s.text(s.Category.Title))
	}
	return s.word("figure.maturity.of")
}

// moved returns how many aspects went up, went down and stayed since the edition before, by their levels as they
// are written.
func (s *landscape) moved(before, now levelsOf) (up, down, same int) {
	for _, a := range s.aspects() {
		m, was := now.levels[a.ID], before.levels[a.ID]
		if m.Answered == 0 || was.Answered == 0 || was.Reworded > 0 {
			continue // there is nothing to compare, or not with the same questions
		}
		switch by := language.Round(m.Mean, 1) - language.Round(was.Mean, 1); {
		case by > 0:
			up++
		case by < 0:
			down++
		default:
			same++
		}
	}
	return up, down, same
}

// movement returns a title that says how many aspects went up and down; "" when fewer than two can be compared.
func (s *landscape) movement(before, now levelsOf) string {
	up, down, same := s.moved(before, now)
	if up+down+same < 2 {
		return ""
	}
	of := s.levelsAre()
	if up+down == 0 {
		return s.word("figure.maturity.found-still", "of", of, "year", before.year)
	}
	number := func(n int) string {
		if n == 0 {
			return s.word("figure.maturity.no")
		}
		return s.language.Whole(n)
	}
	return s.word("figure.maturity.found-moved", "of", of, "year", before.year, "up", number(up), "down", number(down),
		"n", s.language.Whole(up+down+same))
}

// course returns a sentence that says how many aspects went up and down since the edition before.
func (s *landscape) course(before, now levelsOf) string {
	up, down, _ := s.moved(before, now)
	return s.word("figure.maturity.course", "year", before.year, "up", s.language.Whole(up),
		"down", s.language.Whole(down))
}

func (s *landscape) levelPlot(on plot.Canvas, columns []levelsOf) figure.Plot {
	t := &heatTable{picture: newPicture(s, on)}
	for _, c := range columns {
		t.columns = append(t.columns, c.year)
	}
	category := ""
	for _, a := range s.aspects() {
		c := s.report.Edition.Category(a.Category)
		if s.Category == nil && a.Category != category {
			category = a.Category
			t.rows = append(t.rows, heatRow{head: true, name: s.text(c.Title)})
		}
		row := heatRow{name: s.text(a.Title), tint: plot.CategoryTint(c.Number)}
		for _, of := range columns {
			m, asked := of.levels[a.ID]
			cell := heatCell{}
			if asked {
				cell.tip = s.text(a.Title) + ", " + of.year + "\n" + s.word("figure.maturity.answered",
					"n", s.language.Whole(m.Answered),
					"of", s.language.Whole(m.Questions))
			}
			if m.Answered > 0 {
				cell.text, cell.level = s.score(m.Mean, levelScale), levelClass(m.Mean)
			}
			row.cells = append(row.cells, cell)
		}
		t.rows = append(t.rows, row)
	}
	y := t.key(0, t.levelKey())
	return t.plot(t.draw(y))
}

// levelKey returns the colours of mean levels with their ranges.
func (s *landscape) levelKey() []keyItem {
	var items []keyItem
	for n := range heatLevels {
		from, to := s.language.Number(float64(n), 1), s.language.Number(float64(n)+0.9, 1)
		items = append(items, keyItem{heat(n + 1), from + "–" + to})
	}
	items[heatLevels-1].name = s.language.Number(heatLevels-1, 1) + "–" + s.language.Number(model.TopLevel, 1)
	return items
}

// levelClass returns the colour of a mean level, from 1 to heatLevels. It is that of the mean as it
// is written, rounded down to a whole level: 1.94 reads 1,9 and has the colour of level 1, and 1.96
// reads 2,0 and has that of level 2.
func levelClass(mean float64) int {
	return min(1+int(math.Floor(math.Round(mean*10)/10)), heatLevels)
}
