package site

import (
	"math"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
	"utwente.nl/monitor/cmd/monitor/internal/series"
)

// Verdict is how an indicator goes, in a word beside a symbol that differs in shape, and why in one line.
type Verdict struct {
	Key    string // better, worse, shifted, same, too-few, not-comparable
	Text   string // "Slechter dan in 2022"
	Reason string // "26 ongevallen, 6,3 per 1.000 medewerkers; bij toeval te verwachten tussen 17 en 38"; may be empty
	Why    []Fact // each comparison with its numbers
}

// verdict is nil when no current value is shown.
func (b *book) verdict(i *model.Indicator) *Verdict {
	v := b.report.Verdict(i)
	if v == nil || v.Latest == nil {
		return nil
	}
	w := verdictWriter{b, i, v, b.report.Facts(i)}
	return &Verdict{Key: string(v.Course), Text: w.text(), Reason: w.reason(), Why: w.why()}
}

// verdictWriter puts a verdict into words.
type verdictWriter struct {
	*book
	i *model.Indicator
	v *report.Verdict
	f *report.Facts
}

func (w verdictWriter) text() string {
	l, v := w.language, w.v
	course := l.Say("verdict.course." + string(v.Course))
	switch v.By {
	case report.ByPrevious:
		return l.Say("verdict.than", "course", course, "in", w.in(v.Previous.From.Period))
	case report.ByTrend:
		return l.Say("verdict.since", "course", course, "period", l.Period(v.Trend.From))
	case report.ByLimits:
		return l.Say("verdict.beyond", "course", course)
	case report.ByBaseline:
		return l.Say("verdict.than", "course", course, "in", w.in(v.Baseline.From.Period))
	}
	return course
}

func (w verdictWriter) rate(x float64) string {
	return w.language.Number(x, series.RateDecimals(w.f))
}

func (w verdictWriter) reason() string {
	l, v := w.language, w.v
	what := l.Quantity(v.Latest.Number, w.i.Decimals, w.say(w.i.Unit))
	if v.Rate != nil {
		what = l.Say("verdict.with-rate", "value", what, "rate", w.perhaps(w.rate(v.Rate.Value)))
	}
	switch v.By {
	case report.ByPrevious:
		what = w.was(what, v.Previous)
	case report.ByBaseline:
		what = w.was(what, v.Baseline)
	case report.ByTrend:
		what = l.Say("verdict.with-slope", "value", what, "slope", w.steepness(v.Trend), "unit", l.Say("verdict.per."+w.i.Frequency.String()))
	}
	switch {
	case v.By == report.ByLimits:
		return w.usual(what)
	case v.Expected != nil:
		return l.Say("verdict.expected", "value", what, "low", w.number(v.Expected.Low), "high", w.number(v.Expected.High))
	case v.Chart != nil:
		return w.usual(what)
	case v.Previous != nil:
		return "" // all that can be said is the difference, and that is said beside the value
	}
	return l.Say("verdict.alone", "value", what)
}

// usual says between which limits the latest value was to stay.
func (w verdictWriter) usual(what string) string {
	c := w.v.Chart
	p := c.Points[len(c.Points)-1]
	low, high := w.number(p.Low), w.number(p.High)
	if c.Kind == report.UChart {
		low, high = w.rate(p.Low), w.perhaps(w.rate(p.High))
	}
	return w.language.Say("verdict.usual", "value", what, "low", low, "high", high)
}

// was adds what the latest value, or its rate, is held against.
func (w verdictWriter) was(what string, c *report.Comparison) string {
	was := w.number(c.From.Number)
	for _, p := range w.f.Rates.Points {
		if c.ByRate && p.Period == c.From.Period {
			was = w.rate(p.Number)
		}
	}
	return w.language.Say("verdict.with-was", "value", what, "was", was)
}

// perhaps says what a rate is per: "6,3 per 1.000 medewerkers".
func (w verdictWriter) perhaps(rate string) string {
	return w.language.Say("verdict.rate", "rate", rate, "factor", w.language.Number(w.i.Per.Factor, 0), "of", series.Denominator(w.i, w.language))
}

func (w verdictWriter) why() []Fact {
	l, v := w.language, w.v
	var out []Fact
	add := func(key, text string) {
		if text != "" {
			out = append(out, Fact{l.Say(key), text})
		}
	}
	add("verdict.term.chance", w.chance())
	add("verdict.term.previous", w.compared(v.Previous))
	add("verdict.term.baseline", w.compared(v.Baseline))
	add("verdict.term.trend", w.trend())
	add("verdict.term.limits", w.limits())
	add("verdict.term.target", w.aim())
	return out
}

func (w verdictWriter) chance() string {
	l, v := w.language, w.v
	if v.Expected == nil {
		return l.Say("verdict.chance.unknown")
	}
	said := l.Say("verdict.chance.count", "low", w.number(v.Expected.Low), "high", w.number(v.Expected.High))
	if v.Rate != nil {
		said = l.Say("verdict.chance.rate", "count", said, "low", w.rate(v.Rate.Low), "high", w.perhaps(w.rate(v.Rate.High)))
	}
	return said
}

func (w verdictWriter) compared(c *report.Comparison) string {
	if c == nil {
		return ""
	}
	l := w.language
	was, in := w.number(c.From.Number), w.in(c.From.Period)
	switch {
	case !c.Comparable:
		return l.Say("verdict.compared.break", "was", was, "in", in)
	case !c.Tested:
		return l.Say("verdict.compared.untested", "was", was, "in", in)
	}
	key := "verdict.compared." + w.finding(c.P, c.Adjusted, "differs", "same")
	how := l.Say("verdict.compared.counts")
	switch {
	case c.ByRate:
		how = l.Say("verdict.compared.rates")
	case w.i.Kind == model.Share:
		how = l.Say("verdict.compared.shares")
	}
	return l.Say(key, "was", was, "in", in, "how", how, "p", w.p(c.P), "adjusted", w.p(c.Adjusted))
}

// finding tells what an adjusted test found; lost is what the adjustment alone took away, which an interval beside it would seem
// to contradict.
func (w verdictWriter) finding(p, adjusted float64, found, none string) string {
	switch level := w.report.Judging.Level; {
	case adjusted <= level:
		return found
	case p <= level:
		return "lost"
	}
	return none
}

// p writes a probability: "0,043", "< 0,001".
func (w verdictWriter) p(p float64) string {
	if p < 0.001 {
		return "< " + w.language.Number(0.001, 3)
	}
	return "= " + w.language.Number(p, 3)
}

// slope writes a change per period, in per cents of the number or in its unit.
func (w verdictWriter) slope(t *report.Trend, x float64) string {
	switch {
	case math.IsInf(x, -1):
		return "−∞"
	case math.IsInf(x, 1):
		return "∞"
	case t.Method == report.PoissonTrend:
		return w.signed(x, 1, "%")
	case t.ByRate:
		return w.signed(x, series.RateDecimals(w.f)+1, "")
	}
	unit := ""
	if strings.HasPrefix(w.say(w.i.Unit), "%") {
		return w.language.Say("fact.points", "n", w.language.Signed(x, w.i.Decimals+1))
	}
	return w.signed(x, w.i.Decimals+1, unit)
}

// steepness is the slope with what it is per, when that is part of its unit.
func (w verdictWriter) steepness(t *report.Trend) string {
	said := w.slope(t, t.Slope.Value)
	if t.ByRate && t.Method != report.PoissonTrend {
		return w.perhaps(said)
	}
	return said
}

func (w verdictWriter) signed(x float64, decimals int, unit string) string {
	said := w.language.Signed(language.Round(x, decimals), decimals)
	if unit == "%" {
		return w.language.Say("number.percent", "n", said)
	}
	return said
}

func (w verdictWriter) trend() string {
	t, l := w.v.Trend, w.language
	if t == nil {
		return ""
	}
	return l.Say("verdict.trend."+w.finding(t.P, t.Adjusted, "found", "none"), "from", l.Period(t.From), "to", l.Period(t.To), "n", l.Number(float64(t.N), 0), "slope", w.steepness(t),
		"low", w.slope(t, t.Slope.Low), "high", w.slope(t, t.Slope.High), "unit", l.Say("verdict.per."+w.i.Frequency.String()),
		"how", l.Say("verdict.trend."+trendNames[t.Method]), "p", w.p(t.P), "adjusted", w.p(t.Adjusted))
}

// trendNames are the methods as the words of the theme name them.
var trendNames = map[report.TrendMethod]string{report.PoissonTrend: "poisson", report.LinearTrend: "linear", report.KendallTrend: "kendall"}

func (w verdictWriter) limits() string {
	c, l := w.v.Chart, w.language
	if c == nil {
		return ""
	}
	write := w.number
	if c.Kind == report.UChart {
		write = w.rate
	}
	last := c.Points[len(c.Points)-1]
	said := l.Say("verdict.limits.chart", "kind", string(c.Kind), "n", l.Number(float64(len(c.Points)), 0), "low", write(last.Low),
		"centre", write(last.Centre), "high", write(last.High), "period", l.Period(c.Periods[len(c.Periods)-1]))
	var met []string
	for _, s := range c.Signals() {
		var periods []string
		for _, p := range s.Periods {
			periods = append(periods, l.Period(p))
		}
		met = append(met, l.Say("verdict.signal."+s.Rule, "periods", w.list(periods)))
	}
	if len(met) == 0 {
		return said + " " + l.Say("verdict.limits.quiet")
	}
	return said + " " + l.Say("verdict.limits.signals", "signals", strings.Join(met, "; "))
}

// aimReasons are why an indicator is on track or off it, as the words of the theme name them.
var aimReasons = map[report.AimBasis]string{report.AimPlain: "plain", report.AimMoving: "moving", report.AimBeyond: "beyond"}

func (w verdictWriter) aim() string {
	if w.v.Aim != model.OnTrack && w.v.Aim != model.OffTrack {
		return ""
	}
	text, _ := w.target(w.f)
	if w.v.AimBy == report.AimByChance {
		return text // which says why already
	}
	return text + "; " + w.language.Say("verdict.aim-by."+aimReasons[w.v.AimBy])
}
