package series

import (
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/plot"
	"utwente.nl/monitor/cmd/monitor/internal/report"
	"utwente.nl/monitor/cmd/monitor/internal/scene"
)

// Draw draws a figure. The spec must be complete, and the report must have facts of its indicators.
func Draw(spec figure.Spec, r *report.Report, l *language.Language) *figure.Drawing {
	c := resolve(spec, r, l)
	d := &figure.Drawing{Kind: spec.Kind, Title: Title(spec, l), Unit: c.unit(), Table: c.table(),
		Notes: append(c.notes(), c.revisions()...), Hidden: c.hidden(), Placeholders: c.placeholders()}
	if a := spec.Indicators[0].Aspect; a != nil {
		if category := r.Edition.Category(a.Category); category != nil {
			d.Accent = category.Number
		}
	}
	p, of := c.pictured()
	if p.single() {
		d.Unit = l.Say("figure.single", "unit", d.Unit, "period", l.Period(p.periods[0]))
	}
	d.Alt = language.Paragraph(p.alt(), p.selection(of))
	d.Reading = language.Paragraph(c.reading(), p.selection(of), p.openReading(), p.gapReading())
	d.Wide, d.Narrow = p.plot(plot.Wide), p.plot(plot.Narrow)
	d.Full = func() figure.Plot { return p.plot(plot.Full) }
	d.Flags = c.flags()
	for _, i := range spec.Indicators {
		d.Example = d.Example || i.Example
		source := figure.Source{Text: l.Text(i.Source.Title), URL: i.Source.URL}
		if source.Text != "" && !slices.Contains(d.Sources, source) {
			d.Sources = append(d.Sources, source)
		}
	}
	return d
}

// Sparkline returns an indicator's series as a small line to go beside its name, or nil when there
// is nothing to draw.
func Sparkline(f *report.Facts, l *language.Language) *scene.Scene {
	c := newContent(figure.Spec{Indicators: []*model.Indicator{f.Indicator}, Kind: figure.Sparkline}, l)
	s := c.newSeries(f, f.Values, false)
	s.target = nil
	c.series = []series{s}
	c.align()
	c.format(&c.series[0])
	if c.series[0].last() < 0 {
		return nil
	}
	return sparkline(c, 120, 32)
}

// hidden reports whether a value is not shown, to protect people.
func (c *content) hidden() bool {
	for _, s := range c.all() {
		for _, p := range s.points {
			if p.State.Hidden() {
				return true
			}
		}
	}
	return false
}

// openReading says what an open dot or bar is, when there is one.
func (c *content) openReading() string {
	kinds := ""
	for _, flag := range []rune{model.Provisional, model.Estimated} {
		for _, s := range c.series {
			if slices.ContainsFunc(s.points, func(p report.Point) bool {
				return p.State == report.Shown && p.Flags.Has(flag)
			}) {
				kinds += string(flag)
				break
			}
		}
	}
	if kinds == "" {
		return ""
	}
	return c.language.Say("figure.open." + kinds)
}

// gapReading says where to read why a picture of several series over periods lacks numbers, when
// some are hidden: it has no room for the word at each. Stacks and horizontal bars have that room.
func (c *content) gapReading() string {
	if len(c.series) == 1 || c.single() || c.spec.Kind == figure.Stacked || c.spec.Kind == figure.Share {
		return ""
	}
	for n := range c.series {
		s := &c.series[n]
		for m := range s.points {
			if s.points[m].State.Hidden() && c.instead(s, m) != c.small {
				return c.language.Say("figure.gaps")
			}
		}
	}
	return ""
}

// placeholders explains what the table has in place of numbers that are not shown.
func (c *content) placeholders() []string {
	small, withheld, confidential := false, false, false
	low := 1
	for _, s := range c.all() {
		for _, p := range s.points {
			switch {
			case p.State == report.Small && s.kind == model.Count:
				small = true
				if s.indicator.HideZeros {
					low = 0
				}
			case p.State == report.Confidential:
				confidential = true
			case p.State.Hidden():
				withheld = true
			}
		}
	}
	var out []string
	if small {
		out = append(out, c.language.Say("figure.marks.small", "mark", c.small,
			"low", c.language.Whole(low), "high", c.language.Number(c.threshold-1, 0)))
	}
	if withheld {
		out = append(out, c.language.Say("figure.marks.withheld",
			"mark", language.UpperFirst(c.language.Say("figure.state.withheld"))))
	}
	if confidential {
		out = append(out, c.language.Say("figure.marks.confidential",
			"mark", language.UpperFirst(c.language.Say("figure.state.confidential"))))
	}
	return out
}

// spokenFlags are the flags that a table shows as letters. The other two are words in place of the
// value.
const spokenFlags = "bepud"

// letters returns the flags of a point that are among some, in the order of those.
func letters(p report.Point, among string) string {
	if p.Flags == "" {
		return ""
	}
	var b strings.Builder
	for _, flag := range among {
		if p.Flags.Has(flag) {
			b.WriteRune(flag)
		}
	}
	return b.String()
}

// shownText is a shown value as readers see it. A share has its number behind it: "51 % (25)".
func (c *content) shownText(s *series, n int) string {
	if s.shares != nil && s.shares[n] != "" {
		return s.shares[n] + " (" + s.texts[n] + ")"
	}
	return s.texts[n]
}

// flaggedText is a shown value with the meaning of those of its flags that are among some: "3,75 %
// (breuk in de reeks, voorlopig)".
func (c *content) flaggedText(s *series, n int, among string) string {
	var words []string
	for _, flag := range letters(s.points[n], among) {
		words = append(words, c.language.Say("flag."+string(flag)))
	}
	if words == nil {
		return c.shownText(s, n)
	}
	return c.shownText(s, n) + " (" + strings.Join(words, ", ") + ")"
}

// flags are the letters that the table shows, with their meaning.
func (c *content) flags() []figure.Flag {
	var all strings.Builder
	for _, s := range c.all() {
		for n := range s.points {
			all.WriteString(c.flagged(s, n))
		}
	}
	var out []figure.Flag
	for _, flag := range spokenFlags + RevisedLetter {
		if strings.ContainsRune(all.String(), flag) {
			out = append(out, figure.Flag{Letter: string(flag), Meaning: c.language.Say("flag." + string(flag))})
		}
	}
	return out
}

// notes returns the notes on values, by period. A note on a hidden value is hidden too, since it
// may tell the number.
func (c *content) notes() []figure.Note {
	var out []figure.Note
	for _, row := range c.rows() {
		for n := range c.series {
			s := &c.series[n]
			m := slices.Index(s.periods, row)
			if m < 0 || !sayable(s.points[m]) {
				continue
			}
			if text := c.language.Text(s.points[m].Note); text != "" {
				note := figure.Note{Period: c.language.Period(row), Text: text}
				if len(c.series) > 1 {
					note.Series = s.name
				}
				out = append(out, note)
			}
		}
	}
	return out
}

// sayable reports whether the note on a point may be shown.
func sayable(p report.Point) bool {
	return !p.State.Hidden()
}
