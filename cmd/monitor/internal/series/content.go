// Package series owns figures of indicators over periods. It takes from a report what a spec asks
// for and writes every number once (content). The pictures, the table, the text alternative and the
// data files are all made of that, so that they agree.
//
// It may import diagnostic, model, report, language, plot, scene and figure. It never shows what
// report hides. It finds room for words and lines with the tools of package plot.
package series

import (
	"math"
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
)

// content is what a figure shows: series over periods, with every number already written as readers
// see it. Pictures, table and text alternative are all made of it, so that they cannot disagree.
type content struct {
	spec      figure.Spec
	language  *language.Language
	small     string         // how a count below the privacy threshold is written: "<5"
	base      string         // what rounded counts are multiples of
	since     string         // the year of the edition that values were revised since
	threshold float64        // the smallest count of a sensitive indicator that is shown
	percents  [2]string      // what is written before and after a per cent
	periods   []model.Period // of all series, oldest first; no period is skipped
	series    []series
	counts    []series // beside rates: what each was made of
	totals    *series  // beside a breakdown: the indicator as a whole, which the table shows too
	beyond    *series  // of what a picture shows: the parts that it leaves out, together
	entire    *content // of what a picture shows: all that the figure holds
	alone     bool     // the intervals suppose that chance alone makes the numbers vary
	mixed     bool     // the series have periods of different lengths, and each has its own
}

// series is one line, one colour of bars, or one small chart.
type series struct {
	name      string
	rank      int // in an order by size: a sum of several parts comes last
	indicator *model.Indicator
	part      bool
	kind      model.NumberKind // of the numbers: a rate of counts is a model.Rate
	decimals  int
	percent   bool // the numbers are per cents
	unit      string
	target    *float64

	periods []model.Period
	points  []report.Point // one per period
	numbers []float64      // rounded to what is shown; 0 and meaningless unless the point is shown
	texts   []string       // as shown: "3,75 %", "3,75"; "" unless the point is shown
	shares  []string       // of 100 %: "51 %"; nil unless the figure is one of shares
	// broken says that the series cannot be compared across the start of a period, differs that
	// a period has another definition. A break of the whole is a break of its parts too.
	broken, differs []bool

	bounds []*reach // the interval of each point that has one; nil unless asked for
	limits []*reach // the control limits at each point that has them; nil unless asked for
}

func (s *series) shown(n int) bool { return s.points[n].State == report.Shown }

// open reports whether a value is not final, and so is drawn hollow.
func (s *series) open(n int) bool {
	return s.points[n].Flags.Has(model.Provisional) || s.points[n].Flags.Has(model.Estimated)
}

// last is the last shown point, or -1.
func (s *series) last() int {
	for n := len(s.points) - 1; n >= 0; n-- {
		if s.shown(n) {
			return n
		}
	}
	return -1
}

func (s *series) first() int {
	return slices.IndexFunc(s.points, func(p report.Point) bool { return p.State == report.Shown })
}

// shownCount is the number of points that are shown.
func (s *series) shownCount() int {
	n := 0
	for _, p := range s.points {
		if p.State == report.Shown {
			n++
		}
	}
	return n
}

// breaks returns the periods that have a mark before them: there is something on both sides that
// invites comparison.
func (s *series) breaks() []int {
	var out []int
	for n, b := range s.broken {
		if !b {
			continue
		}
		visible := func(p report.Point) bool { return p.State == report.Shown || p.State == report.Small }
		if slices.ContainsFunc(s.points[:n], visible) && slices.ContainsFunc(s.points[n:], visible) {
			out = append(out, n)
		}
	}
	return out
}

// resolve takes what a spec shows from the report.
func resolve(spec figure.Spec, r *report.Report, l *language.Language) *content {
	c := newContent(spec, l)
	c.threshold = float64(r.Privacy.Threshold)
	c.small = "<" + l.Number(c.threshold, 0)
	c.base = l.Whole(r.Privacy.Base)
	if r.Revisions != nil {
		c.since = r.Revisions.Since.Year
	}
	for _, i := range spec.Indicators {
		f := r.Facts(i)
		for _, from := range measured(spec, f) {
			c.series = append(c.series, c.newSeries(f, from, spec.Rate))
		}
		if spec.Rate {
			c.counts = append(c.counts, c.newSeries(f, f.Values, false))
		}
		if spec.Breakdown != nil {
			totals := c.newSeries(f, f.Values, false)
			c.totals = &totals
		}
		c.mixed = c.mixed || i.Frequency != spec.Indicators[0].Frequency
	}
	c.dropEmpty()
	c.align()
	for _, s := range c.all() {
		c.format(s)
	}
	if spec.Interval || spec.Limits {
		c.addBounds(&c.series[0], r)
	}
	if spec.Kind == figure.Share {
		for n := range c.series {
			c.formatShares(&c.series[n])
		}
	}
	return c
}

func newContent(spec figure.Spec, l *language.Language) *content {
	c := &content{spec: spec, language: l}
	c.percents[0], c.percents[1], _ = strings.Cut(l.Say("number.percent"), "{n}")
	return c
}

// newSeries makes a series of one from the facts of an indicator; rate says that it holds rates.
func (c *content) newSeries(f *report.Facts, from report.Series, rate bool) series {
	i, l := f.Indicator, c.language
	s := series{indicator: i, kind: i.Kind, decimals: i.Decimals, unit: l.Text(i.Unit), name: l.Text(i.Title)}
	switch {
	case rate:
		s.kind, s.decimals, s.unit = model.Rate, RateDecimals(f), perUnit(i, c.language)
	case from.Member != nil:
		s.name, s.part = l.Text(from.Member.Title), true
		if i.Kind != model.Count && i.Kind != model.Amount {
			s.target = i.Target // what holds for the whole holds for a part, unless they add up
		}
	default:
		s.target = i.Target
	}
	s.percent = strings.HasPrefix(s.unit, "%")
	for _, p := range from.Points {
		if covers(c.spec, p.Period) {
			s.periods, s.points = append(s.periods, p.Period), append(s.points, p)
		}
	}
	for n, p := range s.points {
		whole := p
		if from.Member != nil {
			whole = pointIn(f.Values.Points, p.Period)
		}
		s.broken = append(s.broken, n > 0 && (p.Flags.Has(model.Break) || whole.Flags.Has(model.Break)))
		s.differs = append(s.differs, p.Flags.Has(model.Differs) || whole.Flags.Has(model.Differs))
	}
	return s
}

func pointIn(points []report.Point, period model.Period) report.Point {
	for _, p := range points {
		if p.Period == period {
			return p
		}
	}
	return report.Point{State: report.Absent}
}

// perUnit is the unit of a rate: "ongevallen per 1.000 medewerkers".
func perUnit(i *model.Indicator, l *language.Language) string {
	return l.Say("figure.per", "unit", l.Text(i.Unit), "factor", l.Number(i.Per.Factor, 0), "of", Denominator(i, l))
}

// RateDecimals returns how many decimals the rates of an indicator have: the largest has two
// significant digits or more, and at most six decimals. Counts of tens and hundreds bear no finer
// rates. All periods count, so that all figures and files write a rate alike.
func RateDecimals(f *report.Facts) int {
	largest := 0.0
	for _, p := range f.Rates.Points {
		largest = max(largest, p.Number)
	}
	switch {
	case largest >= 100:
		return 0
	case largest >= 1 || largest == 0:
		return 1
	}
	return min(1-int(math.Floor(math.Log10(largest))), 6)
}

// dropEmpty leaves out parts without any data in the periods of the spec.
func (c *content) dropEmpty() {
	if c.spec.Breakdown == nil {
		return
	}
	c.series = slices.DeleteFunc(c.series, func(s series) bool {
		return !slices.ContainsFunc(s.points, func(p report.Point) bool { return p.State != report.Absent })
	})
}

// align puts all series over the same periods, from the first that has data to the last.
func (c *content) align() {
	if c.mixed {
		return
	}
	var first, last model.Period
	found := false
	for _, s := range c.series {
		for n, p := range s.periods {
			if s.points[n].State == report.Absent {
				continue
			}
			if !found || p.Before(first) {
				first = p
			}
			if !found || last.Before(p) {
				last = p
			}
			found = true
		}
	}
	for p := first; found && !last.Before(p); p = p.Next() {
		c.periods = append(c.periods, p)
	}
	for _, s := range c.all() {
		s.alignTo(c.periods)
	}
}

// all returns the series, and those that only the table shows.
func (c *content) all() []*series {
	out := make([]*series, 0, len(c.series)+len(c.counts)+1)
	for n := range c.series {
		out = append(out, &c.series[n])
	}
	for n := range c.counts {
		out = append(out, &c.counts[n])
	}
	if c.totals != nil {
		out = append(out, c.totals)
	}
	return out
}

// alignTo puts a series over given periods, with nothing where it has no data.
func (s *series) alignTo(periods []model.Period) {
	if slices.Equal(s.periods, periods) {
		return
	}
	points := make([]report.Point, len(periods))
	broken, differs := make([]bool, len(periods)), make([]bool, len(periods))
	for n, p := range periods {
		points[n] = report.Point{Period: p, State: report.Absent}
		if m := slices.Index(s.periods, p); m >= 0 {
			points[n], broken[n], differs[n] = s.points[m], s.broken[m] && n > 0, s.differs[m]
		}
	}
	s.periods, s.points, s.broken, s.differs = periods, points, broken, differs
}

// format rounds and writes the numbers.
func (c *content) format(s *series) {
	s.numbers, s.texts = make([]float64, len(s.points)), make([]string, len(s.points))
	for n := range s.points {
		if s.shown(n) {
			decimals := s.decimals - s.points[n].FewerDecimals
			s.numbers[n] = language.Round(s.points[n].Number, decimals)
			s.texts[n] = c.language.Bound(c.boundedText(s, s.points[n].Number, decimals), s.points[n].Flags)
		}
	}
}

// formatShares writes each value as a share of the whole, where the whole is known.
func (c *content) formatShares(s *series) {
	s.shares = make([]string, len(s.points))
	for n := range s.points {
		if share, ok := c.share(s, n); ok {
			s.shares[n] = c.percents[0] + c.language.Within(share, 0, 0, 100) + c.percents[1]
		}
	}
}

// boundedText is numberText for a value, which rounding does not take to the end of its kind.
func (c *content) boundedText(s *series, x float64, decimals int) string {
	low, high := s.kind.Bounds()
	digits := c.language.Within(x, decimals, low, high)
	if s.percent {
		return c.percents[0] + digits + c.percents[1]
	}
	return digits
}

// numberText writes a number, with its per cent sign when it is one. Other units are said once,
// beside the figure.
func (c *content) numberText(s *series, x float64, decimals int) string {
	if s.percent {
		return c.percent(x, decimals)
	}
	return c.language.Number(x, decimals)
}

// percent writes a per cent as language.Quantity does. It is used so often that its words are
// looked up once.
func (c *content) percent(x float64, decimals int) string {
	return c.percents[0] + c.language.Number(x, decimals) + c.percents[1]
}
