package series

import (
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
)

// alt returns the text alternative. It says what a reader sees in the figure: its kind, where each
// series starts and ends, its highest and lowest value, breaks, gaps, and the target. It compares
// values only within a stretch without a break, and never with a value of another definition.
func (c *content) alt() string {
	t := []string{c.kindText(), c.invented()}
	// Lines show a course. Stacks show a course and its parts. Other bars of parts compare the parts.
	if c.spec.Kind == figure.Stacked && c.totals != nil {
		t = append(t, c.story(c.totals))
	}
	if c.spec.Breakdown == nil || c.spec.Kind == figure.Line || c.spec.Kind == figure.Multiples {
		for n := range c.series {
			t = append(t, c.story(&c.series[n]))
		}
	}
	if c.spec.Breakdown != nil {
		t = append(t, c.extremes())
		if c.totals.target != nil && c.spec.Kind != figure.Share {
			t = append(t, c.targetSentence(c.totals))
		}
	}
	for _, gap := range []struct {
		key    string
		states []report.State
	}{
		{"figure.alt.small", []report.State{report.Small}},
		{"figure.alt.confidential", []report.State{report.Confidential}},
		{"figure.alt.withheld", []report.State{report.Withheld}},
		{"figure.alt.missing", []report.State{report.Missing, report.Absent}},
	} {
		from := c
		if c.entire != nil && c.spec.Breakdown == nil {
			from = c.entire // a period that is left out of the picture is a gap all the same
		}
		if where := from.gaps(gap.states); where != "" {
			t = append(t, c.language.Say(gap.key, "periods", where, "small", c.small))
		}
	}
	t = append(t, c.reading())
	return language.Paragraph(t...)
}

// kindText names the kind of figure and its periods.
func (c *content) kindText() string {
	kind := c.language.Say("figure.kind." + string(c.spec.Kind))
	switch {
	case len(c.periods) == 0:
		return kind + "."
	case len(c.periods) == 1:
		return kind + ", " + c.language.Period(c.periods[0]) + "."
	}
	return kind + ", " + c.language.Say("figure.range", "from", c.language.Period(c.periods[0]),
		"to", c.language.Period(c.periods[len(c.periods)-1])) + "."
}

// allInvented reports whether all indicators are examples.
func (c *content) allInvented() bool {
	return !slices.ContainsFunc(c.spec.Indicators, func(i *model.Indicator) bool { return !i.Example })
}

// invented says which indicators are examples.
func (c *content) invented() string {
	var names []string
	for _, i := range c.spec.Indicators {
		if i.Example {
			names = append(names, c.language.Text(i.Title))
		}
	}
	switch len(names) {
	case 0:
		return ""
	case len(c.spec.Indicators):
		return c.language.Say("figure.alt.example")
	}
	return c.language.Say("figure.alt.examples", "names", c.language.List(names))
}

// story tells the course of one series: a clause for each stretch of periods that can be compared,
// and its target. When there are several series, each is told in short.
func (c *content) story(s *series) string {
	var clauses []string
	short := ""
	if len(c.series) > 1 && s != c.totals {
		short = "-short"
	}
	from := 0
	for n := 1; n <= len(s.points); n++ {
		if n < len(s.points) && !s.broken[n] {
			continue
		}
		if clause := c.course(s, from, n, short == ""); clause != "" {
			if len(clauses) > 0 {
				clause = c.language.Say("figure.alt.break"+short, "in", c.inPeriod(s.periods[from]),
					"clause", clause)
			}
			clauses = append(clauses, clause)
		}
		from = n
	}
	var different []string
	for n := range s.points {
		if s.shown(n) && s.differs[n] {
			different = append(different, c.valueIn(s, n))
		}
	}
	if different != nil {
		clauses = append(clauses, c.language.Say("figure.alt.differs"+short, "values", c.language.List(different)))
	}
	if clauses == nil {
		return ""
	}
	name := s.name
	if unit := c.unitBeside(s); unit != "" && !s.part {
		name += " (" + unit + ")"
	}
	between := ". "
	if short != "" {
		between = "; "
	}
	story := name + ": " + strings.Join(clauses, between) + "."
	if s.target != nil && c.spec.Breakdown == nil {
		story += " " + c.targetSentence(s)
	}
	return story
}

// course tells how a series went from one point up to another. All points between them can be
// compared.
func (c *content) course(s *series, from, to int, extremes bool) string {
	first, last, high, low := -1, -1, -1, -1
	for n := from; n < to; n++ {
		if !s.shown(n) || s.differs[n] {
			continue
		}
		if first < 0 {
			first, high, low = n, n, n
		}
		last = n
		if s.numbers[n] > s.numbers[high] {
			high = n
		}
		if s.numbers[n] < s.numbers[low] {
			low = n
		}
	}
	switch {
	case first < 0:
		return ""
	case first == last:
		return c.valueIn(s, first)
	}
	what := c.language.Say("figure.what." + string(s.kind))
	key := "figure.alt.same"
	if s.numbers[last] != s.numbers[first] {
		key = "figure.alt.course" // "went", and not "rose": only a verdict may say that
	}
	clause := c.language.Say(key, "what", what, "a", c.valueText(s, first), "from", c.inPeriod(s.periods[first]),
		"b", c.valueText(s, last), "to", c.inPeriod(s.periods[last]))
	above := s.numbers[high] > max(s.numbers[first], s.numbers[last])
	under := s.numbers[low] < min(s.numbers[first], s.numbers[last])
	switch {
	case !extremes:
	case above && under:
		clause += c.language.Say("figure.alt.both", "high", c.valueIn(s, high), "low", c.valueIn(s, low))
	case above:
		clause += c.language.Say("figure.alt.high", "high", c.valueIn(s, high))
	case under:
		clause += c.language.Say("figure.alt.low", "low", c.valueIn(s, low))
	}
	return clause
}

// valueText is a value in a sentence. The sentence itself says where a series breaks or has another
// definition.
func (c *content) valueText(s *series, n int) string { return c.flaggedText(s, n, "epu") }

// valueIn is "3,75 % in 2023".
func (c *content) valueIn(s *series, n int) string {
	return c.language.Say("figure.alt.value", "value", c.valueText(s, n), "in", c.inPeriod(s.periods[n]))
}

// inPeriod names a period after its preposition: "in 2023", "in het 3e kwartaal 2023".
func (c *content) inPeriod(p model.Period) string {
	return c.language.Say("figure.in."+p.Frequency.String(), "period", c.language.Period(p))
}

// extremes names the largest and the smallest part in the last period that shows more than one part
// and hides none. Where a part is hidden, nobody may learn whether it is the largest.
func (c *content) extremes() string {
	for m := len(c.periods) - 1; m >= 0; m-- {
		if _, hidden := c.whole(m); hidden {
			continue
		}
		var shown []int
		for n := range c.series {
			if c.series[n].shown(m) {
				shown = append(shown, n)
			}
		}
		if len(shown) > 1 || len(shown) == 1 && m == 0 {
			return c.ranking(m, shown)
		}
	}
	return ""
}

func (c *content) ranking(m int, shown []int) string {
	high, low := c.series[shown[0]].numbers[m], c.series[shown[0]].numbers[m]
	for _, n := range shown {
		high, low = max(high, c.series[n].numbers[m]), min(low, c.series[n].numbers[m])
	}
	of := func(number float64) string {
		var names []string
		text := ""
		for _, n := range shown {
			s := &c.series[n]
			if s.numbers[m] != number {
				continue
			}
			names, text = append(names, s.name), c.flaggedText(s, m, "epud")
		}
		return c.language.List(names) + ": " + text
	}
	in := language.UpperFirst(c.inPeriod(c.periods[m]))
	switch {
	case len(shown) == 1:
		return c.language.Say("figure.alt.only", "in", in, "part", of(high))
	case high == low:
		return c.language.Say("figure.alt.equal", "in", in, "part", of(high))
	}
	return c.language.Say("figure.alt.ranking", "in", in, "largest", of(high), "smallest", of(low))
}

// targetSentence says the target of a series.
func (c *content) targetSentence(s *series) string {
	return c.language.Say("figure.alt.target."+string(s.indicator.Direction), "value", c.targetValue(s))
}

// gaps lists the periods in which series are in one of some states. It adds the names of the series
// when they do not all agree.
func (c *content) gaps(states []report.State) string {
	var lists [][]model.Period
	var names []string
	agree := true
	for n := range c.series {
		list := c.series[n].periodsIn(states)
		agree = agree && (n == 0 || slices.Equal(list, lists[0]))
		lists, names = append(lists, list), append(names, c.series[n].name)
	}
	if agree {
		return periodList(c.language, lists[0])
	}
	var out []string
	for n, list := range lists {
		if len(list) > 0 {
			out = append(out, names[n]+" ("+periodList(c.language, list)+")")
		}
	}
	return strings.Join(out, ", ")
}

// periodsIn returns the periods in which a series is in one of some states. A period without data
// is a gap only between the first value and the last, and never a gap of a part.
func (s *series) periodsIn(states []report.State) []model.Period {
	known := func(p report.Point) bool { return p.State != report.Absent }
	from := slices.IndexFunc(s.points, known)
	var out []model.Period
	for n, p := range s.points {
		if !slices.Contains(states, p.State) {
			continue
		}
		if p.State == report.Absent &&
			(s.part || from < 0 || n < from || !slices.ContainsFunc(s.points[n:], known)) {
			continue
		}
		out = append(out, s.periods[n])
	}
	return out
}
