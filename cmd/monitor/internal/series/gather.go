package series

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/plot"
	"utwente.nl/monitor/cmd/monitor/internal/report"
)

// The kind of a breakdown follows from its numbers. A picture of too many parts shows the largest,
// and the sum of the others when they add up; the table has all parts. The authors' guide states
// these numbers too.
const (
	mostBars   = 20 // of a single period, one below the other
	mostPanels = 12 // small multiples
	mostLines  = 5  // in one plot, of which no author asked for lines: names are at their ends
	mostStacks = 16 // periods of stacks that can be told apart
	mostBeside = 24 // bars side by side that have room for their values
	mostTinted = plot.Colours

	mostOutgrown = 2 // the sum of the others is drawn beside the parts up to this many times the largest part
)

// usualParts returns the kind of a breakdown whose author names none.
func (s *request) usualParts() figure.Kind {
	i := s.Indicators[0]
	parts, periods := s.extent()
	switch {
	case periods == 1:
		return figure.Grouped // bars in order of size
	case i.Kind == model.Count && !s.gaps() && parts <= mostTinted && periods <= mostStacks:
		return figure.Stacked // where a part is hidden there is no stack, and the other parts would not be seen
	case i.Kind != model.Count && parts*periods <= mostBeside:
		return figure.Grouped
	case parts <= mostLines && !s.gaps():
		return figure.Line
	}
	return figure.Multiples
}

// extent counts the parts of a breakdown that have something to see in the periods of the spec, and
// the periods from the first of those to the last.
func (s *request) extent() (parts, periods int) {
	first, last := math.MaxInt, math.MinInt
	for _, t := range measured(*s.Spec, s.report.Facts(s.Indicators[0])) {
		speaks := false
		for _, p := range t.Points {
			if covers(*s.Spec, p.Period) && !silent(p.State) {
				speaks = true
				first, last = min(first, p.Period.Ordinal()), max(last, p.Period.Ordinal())
			}
		}
		if speaks {
			parts++
		}
	}
	return parts, max(last-first+1, 0)
}

// silent reports whether there is nothing to see of a period: no number, and no hidden one.
func silent(s report.State) bool { return s == report.Missing || s == report.Absent }

// pictured returns what a picture shows of a figure: without the periods at both ends that show
// nothing, and without the parts that are too many. When parts are left out or taken together, of
// is the number of all parts; otherwise it is 0.
func (c *content) pictured() (p *content, of int) {
	copied := *c
	p = &copied
	p.entire = c
	p.series = slices.Clone(c.series)
	if c.totals != nil {
		totals := *c.totals
		p.totals = &totals
	}
	p.trim()
	if c.spec.Breakdown == nil {
		return p, 0
	}
	most := mostTinted
	switch {
	case c.spec.Kind == figure.Multiples:
		most = mostPanels
	case p.single():
		most = mostBars
	}
	if len(p.series) > most {
		of = len(p.series)
		p.gather(most)
	}
	if p.single() {
		slices.SortStableFunc(p.series,
			func(a, b series) int { return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(b.mean(), a.mean())) })
	}
	return p, of
}

// single reports whether a picture is of lying bars of one period, without an axis of periods.
func (c *content) single() bool { return c.spec.Kind == figure.Grouped && len(c.periods) == 1 }

// trim leaves out the periods at both ends that show nothing. Series that each have their own
// periods are trimmed one by one.
func (c *content) trim() {
	if c.mixed {
		for n := range c.series {
			s := &c.series[n]
			s.cut(visibleRange(len(s.points), func(m int) bool { return !silent(s.points[m].State) }))
		}
		return
	}
	from, to := visibleRange(len(c.periods), func(m int) bool {
		return slices.ContainsFunc(c.series, func(s series) bool { return !silent(s.points[m].State) })
	})
	c.periods = c.periods[from:to]
	for _, s := range c.all() {
		s.cut(from, to)
	}
}

// visibleRange returns the range from the first of n that speaks to the last, or all of them when
// none does.
func visibleRange(n int, speaks func(int) bool) (from, to int) {
	from, to = 0, n
	for from < n && !speaks(from) {
		from++
	}
	if from == n {
		return 0, n
	}
	for !speaks(to - 1) {
		to--
	}
	return from, to
}

// cut keeps the periods from one up to another.
func (s *series) cut(from, to int) {
	s.periods, s.points = s.periods[from:to], s.points[from:to]
	s.numbers, s.texts = s.numbers[from:to], s.texts[from:to]
	s.broken, s.differs = slices.Clone(s.broken[from:to]), s.differs[from:to]
	if len(s.broken) > 0 {
		s.broken[0] = false
	}
	if s.shares != nil {
		s.shares = s.shares[from:to]
	}
	if s.bounds != nil {
		s.bounds, s.limits = s.bounds[from:to], s.limits[from:to]
	}
}

// mean is that of the shown numbers. Without any, it is below every other mean.
func (s *series) mean() float64 {
	sum, n := 0.0, 0
	for m := range s.points {
		if s.shown(m) {
			sum, n = sum+s.numbers[m], n+1
		}
	}
	if n == 0 {
		return math.Inf(-1)
	}
	return sum / float64(n)
}

// gather keeps the largest parts, in the order of the data. When parts add up, the others become
// one more part: always in a stack, which would lack them; elsewhere only when their sum leaves the
// scale to the parts. For example, with 40 parts in a stack it keeps 7 and makes "others (33)" of
// the rest.
func (c *content) gather(most int) {
	order := make([]int, len(c.series))
	for n := range order {
		order[n] = n
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(c.series[b].mean(), c.series[a].mean()) })
	of := func(some []int) []series {
		var out []series
		for _, n := range slices.Sorted(slices.Values(some)) {
			out = append(out, c.series[n])
		}
		return out
	}
	kept := of(order[:most])
	if kind := c.series[0].kind; kind == model.Count || kind == model.Amount {
		rest := c.together(of(order[most-1:]))
		if c.spec.Kind == figure.Stacked || c.spec.Kind == figure.Share ||
			rest.mean() <= mostOutgrown*c.series[order[0]].mean() {
			kept = append(of(order[:most-1]), rest)
		} else {
			rest = c.together(of(order[most:]))
			c.beyond = &rest
		}
	}
	c.series = kept
	if c.spec.Kind == figure.Share {
		for n := range c.series {
			c.formatShares(&c.series[n])
		}
	}
}

// together returns the sum of some parts. When one of them is hidden so is the sum, which would
// otherwise pass for all.
func (c *content) together(parts []series) series {
	rest := parts[0]
	rest.name = c.language.Say("figure.rest", "n", strconv.Itoa(len(parts)))
	rest.rank, rest.shares = 1, nil
	rest.points = make([]report.Point, len(c.periods))
	rest.broken, rest.differs = make([]bool, len(c.periods)), make([]bool, len(c.periods))
	for m, period := range c.periods {
		p := report.Point{Period: period, State: report.Absent}
		for n := range parts {
			s := &parts[n]
			rest.broken[m], rest.differs[m] = rest.broken[m] || s.broken[m], rest.differs[m] || s.differs[m]
			switch state := s.points[m].State; {
			case state.Hidden():
				p.State = report.Withheld
			case p.State != report.Withheld && state == report.Shown:
				p.State, p.Number = report.Shown, p.Number+s.numbers[m]
				for _, flag := range s.points[m].Flags {
					if !p.Flags.Has(flag) {
						p.Flags += model.Flags(flag)
					}
				}
			}
		}
		if p.State != report.Shown {
			p.Number = 0
		}
		rest.points[m] = p
	}
	c.format(&rest)
	return rest
}

// selection says which parts a picture shows, or "" when it shows all.
func (c *content) selection(of int) string {
	if of == 0 {
		return ""
	}
	shown := len(c.series)
	pairs := func(shown int) []string {
		return []string{"n", strconv.Itoa(shown), "of", strconv.Itoa(of), "others", strconv.Itoa(of - shown)}
	}
	if slices.ContainsFunc(c.series, func(s series) bool { return s.rank > 0 }) {
		return c.language.Say("figure.selection.rest", pairs(shown-1)...)
	}
	if c.beyond != nil && c.beyond.last() >= 0 {
		m := c.beyond.last()
		last := []string{"value", c.beyond.texts[m], "in", c.inPeriod(c.periods[m])}
		return c.language.Say("figure.selection.beyond", append(pairs(shown), last...)...)
	}
	return c.language.Say("figure.selection.largest", pairs(shown)...)
}
