package figure

import (
	"strconv"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
)

// Problem is why a spec cannot be drawn. The caller makes a diagnostic of it.
type Problem struct {
	Code diagnostic.Code
	Args []string
	Key  string // the key of the figure to point at: "kind", "from", "indicators", …
}

// Complete checks a spec and fills in what its author left out; lang is the language in which units are compared.
//
// Without a kind: one series is drawn as bars when it is a count, and as a line otherwise; a breakdown as its numbers ask
// (usualParts); several indicators as lines when they can share an axis, and as small multiples otherwise. Bars of several series are bars side by side, and a sparkline of several is small
// multiples: there is no other way to draw those.
func (s *Spec) Complete(r *report.Report, lang string) *Problem {
	if f, ok := forms[s.Kind]; ok {
		return s.completeForm(f, r)
	}
	switch {
	case len(s.Indicators) == 0:
		return &Problem{diagnostic.NoFigureSubject, nil, "kind"}
	case s.Risk != nil:
		return &Problem{diagnostic.NotOfThisKind, []string{"risk", string(s.Kind)}, "risk"}
	case s.Category != nil:
		return &Problem{diagnostic.NotOfThisKind, []string{"category", string(s.Kind)}, "category"}
	}
	if p := s.subjects(r); p != nil {
		return p
	}
	if s.From != (model.Period{}) && s.To != (model.Period{}) && lastMonth(s.To) < firstMonth(s.From) {
		return &Problem{diagnostic.FromAfterTo, []string{s.From.String(), s.To.String()}, "from"}
	}
	if p := s.bounded(r); p != nil {
		return p
	}
	several := len(s.Indicators) > 1 || s.Breakdown != nil
	apart := s.apart(r, lang)
	switch s.Kind {
	case "":
		s.Kind = s.usual(apart != nil, r)
	case Bar:
		if several {
			s.Kind = Grouped
		}
	case Spark:
		if several {
			s.Kind = Multiples
		}
	case Grouped, Stacked, Share:
		if !several {
			return &Problem{diagnostic.KindNeedsParts, []string{string(s.Kind)}, "kind"}
		}
	}
	if apart != nil && s.Kind != Multiples {
		return apart
	}
	if s.Kind == Stacked || s.Kind == Share {
		for _, i := range s.Indicators {
			if s.Rate || i.Kind != model.Count && i.Kind != model.Amount {
				return &Problem{diagnostic.NotAdditive, []string{i.ID, string(i.Kind)}, "kind"}
			}
		}
	}
	return s.empty(r)
}

// subjects checks which indicators are asked for, and what of them.
func (s *Spec) subjects(r *report.Report) *Problem {
	if n := len(s.Indicators); n > MaxSubjects {
		return &Problem{diagnostic.TooManySubjects, []string{strconv.Itoa(MaxSubjects), strconv.Itoa(n)}, "indicators"}
	} else if n > 1 && s.Breakdown != nil {
		// The parts of several indicators in one figure cannot be told apart.
		return &Problem{diagnostic.SeveralBrokenDown, []string{strconv.Itoa(n)}, "breakdown"}
	}
	for _, i := range s.Indicators {
		switch {
		case r.Facts(i) == nil:
			return &Problem{diagnostic.NoFigureData, []string{i.ID}, s.key()}
		case s.Rate && i.Per == nil:
			return &Problem{diagnostic.NoRate, []string{i.ID}, "measure"}
		case s.Rate && s.Breakdown != nil:
			// The denominator is that of the whole: there is none for a part.
			return &Problem{diagnostic.NoPartialRate, []string{i.ID}, "measure"}
		}
	}
	return nil
}

// apart tells which indicators cannot share an axis: of another unit, or over periods of another length.
func (s *Spec) apart(r *report.Report, lang string) *Problem {
	for _, i := range s.Indicators[1:] {
		first := s.Indicators[0]
		a, b := s.axis(first, lang), s.axis(i, lang)
		if a == b && first.Frequency != i.Frequency {
			a, b = first.Frequency.String(), i.Frequency.String()
		}
		if a != b {
			return &Problem{diagnostic.DifferentUnits, []string{first.ID, i.ID, a + " / " + b}, s.key()}
		}
	}
	return nil
}

// axis names what an indicator's axis measures, for comparison only.
func (s *Spec) axis(i *model.Indicator, lang string) string {
	unit := say(i.Unit, lang)
	if s.Rate {
		unit += " / " + strconv.FormatFloat(i.Per.Factor, 'f', -1, 64) + " " + i.Per.Indicator.ID
	}
	return unit
}

func (s *Spec) usual(apart bool, r *report.Report) Kind {
	count := s.Indicators[0].Kind == model.Count && !s.Rate
	switch {
	case s.Breakdown != nil:
		return s.usualParts(r)
	case apart:
		return Multiples
	case len(s.Indicators) == 1 && count:
		return Bar
	}
	return Line
}

// gaps reports whether a part is hidden in a period in which another is shown.
func (s *Spec) gaps(r *report.Report) bool {
	parts := s.of(r.Facts(s.Indicators[0]))
	if len(parts) == 0 {
		return false
	}
	for m, p := range parts[0].Points {
		shown, hidden := false, false
		for _, part := range parts {
			state := part.Points[m].State
			shown, hidden = shown || state == report.Shown, hidden || state.Hidden()
		}
		if shown && hidden && s.covers(p.Period) {
			return true
		}
	}
	return false
}

// empty tells which indicator has nothing to show in the periods asked for. A count that is too small to be shown is
// something: the figure says so.
func (s *Spec) empty(r *report.Report) *Problem {
	for _, i := range s.Indicators {
		anywhere, within := false, false
		for _, t := range s.of(r.Facts(i)) {
			for _, p := range t.Points {
				if p.State == report.Shown || p.State == report.Small && !s.Rate {
					anywhere = true
					within = within || s.covers(p.Period)
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
		return &Problem{diagnostic.NoFigureData, []string{what}, key}
	}
	return nil
}

// bounds writes what was asked for, for a message.
func (s *Spec) bounds() string {
	from, to := "", ""
	if s.From != (model.Period{}) {
		from = s.From.String()
	}
	if s.To != (model.Period{}) {
		to = s.To.String()
	}
	return " (" + from + "–" + to + ")"
}

// of are the series that a spec takes from the facts of one indicator.
func (s *Spec) of(f *report.Facts) []report.Series {
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

// covers reports whether a period lies in what was asked for. The bounds may be of another length than the periods of the
// indicator: from = 2023 takes quarters from 2023-Q1.
func (s *Spec) covers(p model.Period) bool {
	return (s.From == model.Period{} || firstMonth(p) >= firstMonth(s.From)) &&
		(s.To == model.Period{} || lastMonth(p) <= lastMonth(s.To))
}

// firstMonth counts months. An academic year counts as the calendar year in which it starts, so that years and academic
// years bound each other as people say them.
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
func (s *Spec) key() string {
	if len(s.Indicators) > 1 {
		return "indicators"
	}
	return "indicator"
}
