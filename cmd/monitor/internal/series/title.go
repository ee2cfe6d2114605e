package series

import (
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// Title returns the title of a figure whose author gives none: what is measured, and by what it is
// split.
func Title(spec figure.Spec, l *language.Language) string {
	var names []string
	for _, i := range spec.Indicators {
		name := l.Text(i.Title)
		if spec.Rate {
			name = l.Say("figure.title.rate", "title", name, "factor", l.Number(i.Per.Factor, 0),
				"of", Denominator(i, l))
		}
		names = append(names, name)
	}
	// A title that names the first indicators says more than one that lists a dozen.
	if len(names) > 4 {
		names = append(names[:3:3], l.Count("figure.title.more", len(names)-3))
	}
	title := l.List(names)
	if spec.Breakdown != nil {
		return l.Say("figure.title.by", "title", title,
			"dimension", language.LowerFirst(l.Text(spec.Breakdown.Title)))
	}
	return title
}

// Denominator names what a rate is per: "medewerkers". It is the title of the denominator, without
// the remark in brackets behind it: a unit ("personen") says less.
func Denominator(i *model.Indicator, l *language.Language) string {
	title, _, _ := strings.Cut(l.Text(i.Per.Indicator.Title), " (")
	return language.LowerFirst(title)
}

// unit is what the value axis measures, or "" when the series have axes of their own.
func (c *content) unit() string {
	if c.spec.Kind == figure.Share {
		return c.language.Say("figure.share")
	}
	unit := c.series[0].unit
	for _, s := range c.series[1:] {
		if s.unit != unit {
			return ""
		}
	}
	return unit
}

// heading names a series, with its unit when series have different ones.
func (c *content) heading(s *series) string {
	unit := c.unitBeside(s)
	if unit == "" || c.unit() != "" {
		return s.name
	}
	return c.language.Say("figure.heading", "title", s.name, "unit", unit)
}

// unitBeside is the unit of a series, or "" when its title already says it.
func (c *content) unitBeside(s *series) string {
	if strings.Contains(strings.ToLower(s.name), strings.ToLower(s.unit)) {
		return ""
	}
	return s.unit
}

// periodList writes periods, and joins those that follow each other: "2019, 2021 tot en met 2023".
func periodList(l *language.Language, periods []model.Period) string {
	var out []string
	for n := 0; n < len(periods); {
		m := n
		for m+1 < len(periods) && periods[m].Next() == periods[m+1] {
			m++
		}
		// Two that follow each other read better one by one.
		if m-n < 2 {
			out = append(out, l.Period(periods[n]))
			n++
			continue
		}
		out = append(out, l.Say("figure.range", "from", l.Period(periods[n]), "to", l.Period(periods[m])))
		n = m + 1
	}
	return l.List(out)
}
