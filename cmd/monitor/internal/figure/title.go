package figure

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
)

// Title is the title of a figure whose author gives none: what is measured, and how it is split.
func Title(spec Spec, r *report.Report, l *language.Language) string {
	if f, ok := forms[spec.Kind]; ok {
		return f.title(&landscape{spec, r, l})
	}
	var names []string
	for _, i := range spec.Indicators {
		name := say(i.Title, l.Code)
		if spec.Rate {
			name = l.Say("figure.title.rate", "title", name, "factor", l.Number(i.Per.Factor, 0), "of", Denominator(i, l.Code))
		}
		names = append(names, name)
	}
	// A title that lists a dozen indicators tells less than one that names the first ones.
	if len(names) > 4 {
		names = append(names[:3:3], l.Count("figure.title.more", len(names)-3))
	}
	title := enumerate(l, names)
	if spec.Breakdown != nil {
		return l.Say("figure.title.by", "title", title, "dimension", lowerFirst(say(spec.Breakdown.Title, l.Code)))
	}
	return title
}

// Denominator names what a rate is per: "medewerkers". Its title says so better than its unit ("personen"), without the
// remark that may stand behind it in brackets.
func Denominator(i *model.Indicator, lang string) string {
	title, _, _ := strings.Cut(say(i.Per.Indicator.Title, lang), " (")
	return lowerFirst(title)
}

// unit is what the value axis measures, or "" when the series have axes of their own.
func (c *content) unit() string {
	if c.spec.Kind == Share {
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

// heading names a series where several have different units.
func (c *content) heading(s *series) string {
	unit := c.unitBeside(s)
	if unit == "" || c.unit() != "" {
		return s.name
	}
	return c.language.Say("figure.heading", "title", s.name, "unit", unit)
}

// unitBeside is the unit of a series where it has to be said: not when the title already says it.
func (c *content) unitBeside(s *series) string {
	if strings.Contains(strings.ToLower(s.name), strings.ToLower(s.unit)) {
		return ""
	}
	return s.unit
}

// enumerate writes "a, b en c".
func enumerate(l *language.Language, names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return l.Say("figure.and", "some", strings.Join(names[:last], ", "), "last", names[last])
}

// stretches writes periods, the ones that follow each other as one: "2019, 2021 tot en met 2023".
func stretches(l *language.Language, periods []model.Period) string {
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
	return enumerate(l, out)
}

// lowerFirst writes a heading inside a sentence: its first letter small, unless the word is written in capitals.
func lowerFirst(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	if second, _ := utf8.DecodeRuneInString(s[n:]); unicode.IsUpper(second) {
		return s
	}
	return string(unicode.ToLower(first)) + s[n:]
}

// upperFirst begins a heading with a capital.
func upperFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}
