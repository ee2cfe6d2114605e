package series

import (
	"strconv"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
)

// Takes are the keys beside kind that a figure of indicators may have.
var Takes = []string{"indicator", "indicators", "breakdown", "from", "to", "measure", "interval", "limits"}

// Complete checks a spec and fills in what its author left out. Units are compared in the language.
//
// A figure without a kind gets one:
//
// - one series is bars when it is a count, and a line otherwise;
// - a breakdown has the form that its numbers ask for (usualParts);
// - several indicators are lines when they can share an axis, and small multiples otherwise.
//
// Bars of several series become bars side by side, and a sparkline of several becomes small
// multiples: there is no other way to draw those.
func Complete(spec *figure.Spec, r *report.Report, l *language.Language) *figure.Problem {
	s := &request{spec, r, l}
	if len(s.Indicators) == 0 {
		return figure.NewProblem(diagnostic.NoFigureSubject, "kind")
	}
	if p := s.subjects(); p != nil {
		return p
	}
	if s.From != (model.Period{}) && s.To != (model.Period{}) && lastMonth(s.To) < firstMonth(s.From) {
		return figure.NewProblem(diagnostic.FromAfterTo, "from", s.From.String(), s.To.String())
	}
	if p := s.bounded(); p != nil {
		return p
	}
	several := len(s.Indicators) > 1 || s.Breakdown != nil
	apart := s.apart()
	switch s.Kind {
	case "":
		s.Kind = s.usual(apart != nil)
	case figure.Bar:
		if several {
			s.Kind = figure.Grouped
		}
	case figure.Sparkline:
		if several {
			s.Kind = figure.Multiples
		}
	case figure.Grouped, figure.Stacked, figure.Share:
		if !several {
			return figure.NewProblem(diagnostic.KindNeedsParts, "kind", string(s.Kind))
		}
	}
	switch {
	case s.Risk != nil:
		return figure.NewProblem(diagnostic.NotOfThisKind, "risk", "risk", string(s.Kind))
	case s.Category != nil:
		return figure.NewProblem(diagnostic.NotOfThisKind, "category", "category", string(s.Kind))
	}
	if apart != nil && s.Kind != figure.Multiples {
		return apart
	}
	if s.Kind == figure.Stacked || s.Kind == figure.Share {
		for _, i := range s.Indicators {
			if s.Rate || i.Kind != model.Count && i.Kind != model.Amount {
				return figure.NewProblem(diagnostic.NotAdditive, "kind", i.ID, string(i.Kind))
			}
		}
	}
	return s.empty()
}

// request is a spec that is being completed.
type request struct {
	*figure.Spec
	report   *report.Report
	language *language.Language
}

// subjects checks the indicators, and whether they have the rates and parts that the spec asks for.
func (s *request) subjects() *figure.Problem {
	if n := len(s.Indicators); n > figure.MaxSubjects {
		return figure.NewProblem(diagnostic.TooManySubjects, "indicators", strconv.Itoa(figure.MaxSubjects),
			strconv.Itoa(n))
	} else if n > 1 && s.Breakdown != nil {
		// The parts of several indicators in one figure cannot be told apart.
		return figure.NewProblem(diagnostic.SeveralBrokenDown, "breakdown", strconv.Itoa(n))
	}
	for _, i := range s.Indicators {
		switch {
		case s.report.Facts(i) == nil:
			return figure.NewProblem(diagnostic.NoFigureData, s.key(), i.ID)
		case s.Rate && i.Per == nil:
			return figure.NewProblem(diagnostic.NoRate, "measure", i.ID)
		case s.Rate && s.Breakdown != nil:
			// The denominator is that of the whole: there is none for a part.
			return figure.NewProblem(diagnostic.NoPartialRate, "measure", i.ID)
		}
	}
	return nil
}

// apart returns why the indicators cannot share an axis: another unit, or periods of another
// length.
func (s *request) apart() *figure.Problem {
	for _, i := range s.Indicators[1:] {
		first := s.Indicators[0]
		a, b := s.axis(first), s.axis(i)
		if a == b && first.Frequency != i.Frequency {
			a, b = first.Frequency.String(), i.Frequency.String()
		}
		if a != b {
			return figure.NewProblem(diagnostic.DifferentUnits, s.key(), first.ID, i.ID, a+" / "+b)
		}
	}
	return nil
}

// axis names what an indicator's axis measures, for comparison only.
func (s *request) axis(i *model.Indicator) string {
	unit := s.language.Text(i.Unit)
	if s.Rate {
		unit += " / " + strconv.FormatFloat(i.Per.Factor, 'f', -1, 64) + " " + i.Per.Indicator.ID
	}
	return unit
}

func (s *request) usual(apart bool) figure.Kind {
	count := s.Indicators[0].Kind == model.Count && !s.Rate
	switch {
	case s.Breakdown != nil:
		return s.usualParts()
	case apart:
		return figure.Multiples
	case len(s.Indicators) == 1 && count:
		return figure.Bar
	}
	return figure.Line
}

// gaps reports whether a part is hidden in a period in which another is shown.
func (s *request) gaps() bool {
	parts := measured(*s.Spec, s.report.Facts(s.Indicators[0]))
	if len(parts) == 0 {
		return false
	}
	for m, p := range parts[0].Points {
		shown, hidden := false, false
		for _, part := range parts {
			state := part.Points[m].State
			shown, hidden = shown || state == report.Shown, hidden || state.Hidden()
		}
		if shown && hidden && covers(*s.Spec, p.Period) {
			return true
		}
	}
	return false
}

// empty returns the problem of an indicator with nothing to show in the periods of the spec. A
// count that is too small to be shown counts as something, since the figure says so.
func (s *request) empty() *figure.Problem {
	for _, i := range s.Indicators {
		anywhere, within := false, false
		for _, t := range measured(*s.Spec, s.report.Facts(i)) {
			for _, p := range t.Points {
				if p.State == report.Shown || p.State == report.Small && !s.Rate {
					anywhere = true
					within = within || covers(*s.Spec, p.Period)
				}
			}
		}
		if within {
			continue
		}
		what, key := i.ID, s.key()
		if s.Breakdown != nil {
			what, key = what+" / "+s.Breakdown.ID, "breakdown"
		}
		if anywhere {
			what, key = what+s.bounds(), "from"
			if s.From == (model.Period{}) {
				key = "to"
			}
		}
		return figure.NewProblem(diagnostic.NoFigureData, key, what)
	}
	return nil
}

// bounds writes the first and the last period of the spec, for a message.
func (s *request) bounds() string {
	from, to := "", ""
	if s.From != (model.Period{}) {
		from = s.From.String()
	}
	if s.To != (model.Period{}) {
		to = s.To.String()
	}
	return " (" + from + "–" + to + ")"
}

// measured returns the series that a spec takes from the facts of one indicator.
func measured(s figure.Spec, f *report.Facts) []report.Series {
	switch {
	case s.Breakdown != nil:
		for _, b := range f.Breakdowns {
			if b.Dimension == s.Breakdown {
				return b.Parts
			}
		}
		return nil
	case s.Rate:
		return []report.Series{f.Rates}
	}
	return []report.Series{f.Values}
}

// covers reports whether a period lies within the periods of a spec. These may be of another
// length: from = 2023 takes quarters from 2023-Q1.
func covers(s figure.Spec, p model.Period) bool {
	return (s.From == model.Period{} || firstMonth(p) >= firstMonth(s.From)) &&
		(s.To == model.Period{} || lastMonth(p) <= lastMonth(s.To))
}

// firstMonth numbers the first month of a period. An academic year counts as the calendar year in
// which it starts: 2023 to 2024 takes 2023/2024 and 2024/2025.
func firstMonth(p model.Period) int {
	switch p.Frequency {
	case model.Quarterly:
		return p.Year*12 + (p.Part-1)*3
	case model.Monthly:
		return p.Year*12 + p.Part - 1
	}
	return p.Year * 12
}

func lastMonth(p model.Period) int {
	switch p.Frequency {
	case model.Quarterly:
		return firstMonth(p) + 2
	case model.Monthly:
		return firstMonth(p)
	}
	return firstMonth(p) + 11
}

// key is the key under which the author named the indicators.
func (s *request) key() string {
	if len(s.Indicators) > 1 {
		return "indicators"
	}
	return "indicator"
}
