package landscape

import (
	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/plot"
	"utwente.nl/monitor/cmd/monitor/internal/report"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// Steps shows how mature each category is in each of the five process steps. A step about which
// nothing is asked is a gap, and one whose questions nobody answered is a gap with their number.

var stepsForm = form{
	lacking: func(s *landscape) *figure.Problem {
		if asked, _ := s.stepped(); asked == 0 {
			return s.nothingToShow(wording.Refer("phrase.no-steps"))
		}
		return nil
	},
	title: func(s *landscape) string { return s.word("figure.steps.title") },
	found: func(s *landscape) string {
		var most, least leveled
		means := s.stepMeans(s.report.StepMaturity())
		for n, mean := range means {
			if mean.Answered > 0 {
				name := language.LowerFirst(s.stepName(model.Steps[n]))
				most.add(mean.Mean, 1, name)
				least.add(mean.Mean, -1, name)
			}
		}
		if len(most.names) == 0 || most.level == least.level || len(most.names) > 2 || len(least.names) > 2 {
			return "" // steps alike stand for no finding
		}
		return s.word("figure.steps.found", "most", s.language.List(most.names), "high", s.score(most.level, levelScale),
			"least", s.language.List(least.names), "low", s.score(least.level, levelScale))
	},
	draw: func(s *landscape, d *figure.Drawing) {
		d.Unit = s.word("figure.maturity.unit", "max", s.language.Number(model.TopLevel, 0))
		d.Sources = []figure.Source{{Text: s.word("figure.maturity.source")}}
		rows := s.report.StepMaturity()
		d.Wide, d.Narrow = s.stepsPlot(plot.Wide, rows), s.stepsPlot(plot.Narrow, rows)
		d.Full = func() figure.Plot { return s.stepsPlot(plot.Full, rows) }
		d.Ledger = s.stepsLedger(rows)
		d.Reading = s.word("figure.steps.reading")
		d.Alt = s.stepsAlt(rows)
	},
}

// stepped returns how many questions have a process step, and how many have none.
func (s *landscape) stepped() (with, without int) {
	for _, q := range s.report.Edition.Questions {
		if q.Step != "" {
			with++
		} else {
			without++
		}
	}
	return with, without
}

// stepMeans returns the levels of each process step over all categories.
func (s *landscape) stepMeans(rows []report.StepMaturity) []report.Levels {
	out := make([]report.Levels, len(model.Steps))
	for n, step := range model.Steps {
		sum := 0.0
		for _, m := range rows {
			if l := m.Steps[model.Step(step)]; l != nil {
				out[n].Questions += l.Questions
				out[n].Answered += l.Answered
				sum += l.Mean * float64(l.Answered)
			}
		}
		if out[n].Answered > 0 {
			out[n].Mean = sum / float64(out[n].Answered)
		}
	}
	return out
}

func (s *landscape) stepName(step string) string { return s.word("question.step." + step) }

func (s *landscape) stepsPlot(on plot.Canvas, rows []report.StepMaturity) figure.Plot {
	t := &heatTable{picture: newPicture(s, on)}
	for _, step := range model.Steps {
		t.columns = append(t.columns, s.stepName(step))
	}
	for _, m := range rows {
		name := s.text(m.Category.Title)
		row := heatRow{name: name, tint: plot.CategoryTint(m.Category.Number)}
		for _, step := range model.Steps {
			cell := heatCell{tip: name + ", " + s.stepName(step) + "\n"}
			switch l := m.Steps[model.Step(step)]; {
			case l == nil:
				cell.tip += s.word("figure.steps.none")
			case l.Answered == 0:
				cell.blank = s.word("figure.steps.open", "n", s.language.Whole(l.Questions))
				cell.tip += s.answeredOf(l)
			default:
				cell.text, cell.level = s.score(l.Mean, levelScale), levelClass(l.Mean)
				cell.tip += s.answeredOf(l)
			}
			row.cells = append(row.cells, cell)
		}
		t.rows = append(t.rows, row)
	}
	y := t.key(0, t.levelKey())
	return t.plot(t.draw(y))
}

func (s *landscape) answeredOf(l *report.Levels) string {
	return s.word("figure.maturity.answered", "n", s.language.Whole(l.Answered),
		"of", s.language.Whole(l.Questions))
}

func (s *landscape) stepsLedger(rows []report.StepMaturity) *figure.Ledger {
	g := &figure.Ledger{Corner: s.word("figure.column.category"), Key: "category"}
	for _, step := range model.Steps {
		g.Columns = append(g.Columns, figure.Column{Key: "level_" + step, Heading: s.stepName(step), Decimals: 1},
			figure.Column{Key: "answered_" + step, Heading: s.word("figure.column.answered", "year", s.stepName(step))},
			figure.Column{Key: "questions_" + step, Heading: s.word("figure.column.questions", "year", s.stepName(step))})
	}
	for _, m := range rows {
		record := figure.Record{ID: m.Category.ID, Name: s.text(m.Category.Title)}
		for _, step := range model.Steps {
			l := m.Steps[model.Step(step)]
			if l == nil {
				l = &report.Levels{}
			}
			level := figure.Datum{}
			if l.Answered > 0 {
				level = figure.Number(l.Mean).Of(l.Examples > 0)
			}
			record.Data = append(record.Data, level, figure.Number(float64(l.Answered)), figure.Number(float64(l.Questions)))
		}
		g.Records = append(g.Records, record)
	}
	return g
}

// stepsAlt says how many questions have a step, and in which steps nothing is asked.
func (s *landscape) stepsAlt(rows []report.StepMaturity) string {
	with, without := s.stepped()
	t := []string{s.word("figure.steps.alt", "n", s.language.Whole(with))}
	if without > 0 {
		t = append(t, s.word("figure.steps.without", "n", s.language.Whole(without)))
	}
	var means []string
	for n, mean := range s.stepMeans(rows) {
		if mean.Answered > 0 {
			means = append(means, s.stepName(model.Steps[n])+" "+s.score(mean.Mean, levelScale))
		}
	}
	if len(means) > 0 {
		t = append(t, s.word("figure.steps.means", "means", s.language.List(means)))
	}
	var gaps []string
	for _, m := range rows {
		for _, step := range model.Steps {
			if m.Steps[model.Step(step)] == nil {
				gaps = append(gaps, s.word("figure.steps.gap", "category", s.text(m.Category.Title), "step", s.stepName(step)))
			}
		}
	}
	if len(gaps) > 0 {
		t = append(t, s.word("figure.steps.gaps", "gaps", s.language.List(gaps)))
	}
	return language.Paragraph(t...)
}
