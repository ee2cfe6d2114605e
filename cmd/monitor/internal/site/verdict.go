package site

import (
	"math"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
	"utwente.nl/monitor/cmd/monitor/internal/series"
)

// Verdict says how an indicator develops: a word, beside a symbol that differs in shape, and the
// reason in one line.
type Verdict struct {
	Key    string // better, worse, shifted, same, too-few, not-comparable
	Text   string // "Slechter dan in 2022"
	Reason string // "26 ongevallen, 6,3 per 1.000 medewerkers; bij toeval te verwachten tussen 17 en 38"; may be empty
	Why    []Fact // each comparison with its numbers
}

// verdict returns the verdict on an indicator, or nil when no current value is shown.
func (b *book) verdict(i *model.Indicator) *Verdict {
	v := b.report.Verdict(i)
	if v == nil || v.Latest == nil {
		return nil
	}
	w := verdictWriter{b, i, v, b.report.Facts(i)}
	return &Verdict{Key: string(v.Course), Text: w.text(), Reason: w.reason(), Why: w.comparisons()}
}

// verdictWriter writes a verdict in words.
type verdictWriter struct {
	*book
	indicator *model.Indicator
	outcome   *report.Verdict
	facts     *report.Facts
}

func (w verdictWriter) text() string {
	l, v := w.language, w.outcome
	course := l.Say("verdict.course." + string(v.Course))
	switch v.By {
	case report.ByPrevious:
		return l.Say("verdict.than", "course", course, "in", w.inPeriod(v.Previous.From.Period))
	case report.ByTrend:
		return l.Say("verdict.since", "course", course, "period", l.Period(v.Trend.From))
	case report.ByLimits:
		return l.Say("verdict.beyond", "course", course)
	case report.ByBaseline:
		return l.Say("verdict.than", "course", course, "in", w.inPeriod(v.Baseline.From.Period))
	}
	return course
}

func (w verdictWriter) rateText(x float64) string {
	low, high := model.Rate.Bounds()
	return w.language.Within(x, series.RateDecimals(w.facts), low, high)
}

func (w verdictWriter) reason() string {
	l, v := w.language, w.outcome
	what := w.quantity(*v.Latest, w.indicator)
	if v.Rate != nil {
		what = l.Say("verdict.with-rate", "value", what, "rate", w.withDenominator(w.rateText(v.Rate.Value)))
	}
	switch v.By {
	case report.ByPrevious:
		what = w.withEarlierValue(what, v.Previous)
	case report.ByBaseline:
		what = w.withEarlierValue(what, v.Baseline)
	case report.ByTrend:
		what = l.Say("verdict.with-slope", "value", what, "slope", w.slopeWithDenominator(v.Trend), "unit",
			l.Say("verdict.per."+w.indicator.Frequency.String()))
	}
	switch {
	case v.By == report.ByLimits:
		return w.usualRange(what)
	case v.Expected != nil:
		return l.Say("verdict.expected", "value", what, "low", w.numberText(v.Expected.Low), "high",
			w.numberText(v.Expected.High))
	case v.Chart != nil:
		return w.usualRange(what)
	case v.Previous != nil:
		return "" // only the difference is known, and the card shows it beside the value
	}
	return l.Say("verdict.alone", "value", what)
}

// usualRange adds the control limits for the latest value.
func (w verdictWriter) usualRange(what string) string {
	c := w.outcome.Chart
	p := c.Points[len(c.Points)-1]
	low, high := w.numberText(p.Low), w.numberText(p.High)
	if c.Kind == report.UChart {
		low, high = w.rateText(p.Low), w.withDenominator(w.rateText(p.High))
	}
	return w.language.Say("verdict.usual", "value", what, "low", low, "high", high)
}

// withEarlierValue adds the value that the latest value, or its rate, is compared with.
func (w verdictWriter) withEarlierValue(what string, c *report.Comparison) string {
	was, _ := w.pointAndUnit(c.From, w.indicator)
	for _, p := range w.facts.Rates.Points {
		if c.ByRate && p.Period == c.From.Period {
			was = w.rateText(p.Number)
		}
	}
	return w.language.Say("verdict.with-was", "value", what, "was", was)
}

// withDenominator adds what a rate is per: "6,3 per 1.000 medewerkers".
func (w verdictWriter) withDenominator(rate string) string {
	return w.language.Say("verdict.rate", "rate", rate, "factor", w.language.Number(w.indicator.Per.Factor, 0),
		"of", series.Denominator(w.indicator, w.language))
}

func (w verdictWriter) comparisons() []Fact {
	l, v := w.language, w.outcome
	var out []Fact
	add := func(key, text string) {
		if text != "" {
			out = append(out, Fact{l.Say(key), text})
		}
	}
	add("verdict.term.chance", w.chanceText())
	add("verdict.term.previous", w.comparisonText(v.Previous))
	add("verdict.term.baseline", w.comparisonText(v.Baseline))
	add("verdict.term.trend", w.trendText())
	add("verdict.term.limits", w.limitsText())
	add("verdict.term.target", w.aimText())
	return out
}

func (w verdictWriter) chanceText() string {
	l, v := w.language, w.outcome
	if v.Expected == nil {
		return l.Say("verdict.chance.unknown")
	}
	said := l.Say("verdict.chance.count", "low", w.numberText(v.Expected.Low), "high", w.numberText(v.Expected.High))
	if v.Rate != nil {
		said = l.Say("verdict.chance.rate", "count", said, "low", w.rateText(v.Rate.Low), "high",
			w.withDenominator(w.rateText(v.Rate.High)))
	}
	return said
}

func (w verdictWriter) comparisonText(c *report.Comparison) string {
	if c == nil {
		return ""
	}
	l := w.language
	was, _ := w.pointAndUnit(c.From, w.indicator)
	in := w.inPeriod(c.From.Period)
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
	case w.indicator.Kind == model.Share:
		how = l.Say("verdict.compared.shares")
	}
	return l.Say(key, "was", was, "in", in, "how", how, "p", w.probability(c.P), "adjusted", w.probability(c.Adjusted))
}

// finding returns the word for the result of a test: found when its adjusted p-value shows
// something, "lost" when only the p-value itself does, and none otherwise. "lost" explains an
// interval beside it that would seem to contradict the test.
func (w verdictWriter) finding(p, adjusted float64, found, none string) string {
	switch level := w.report.Judging.Level; {
	case adjusted <= level:
		return found
	case p <= level:
		return "lost"
	}
	return none
}

// probability writes a probability: "= 0,043", "< 0,001".
func (w verdictWriter) probability(p float64) string {
	if p < 0.001 {
		return "< " + w.language.Number(0.001, 3)
	}
	return "= " + w.language.Number(p, 3)
}

// slopeText writes a change per period, as a percentage of the number or in its unit.
func (w verdictWriter) slopeText(t *report.Trend, x float64) string {
	switch {
	case math.IsInf(x, -1):
		return "−∞"
	case math.IsInf(x, 1):
		return "∞"
	case t.Method == report.PoissonTrend:
		return w.signed(x, 1, "%")
	case t.ByRate:
		return w.signed(x, series.RateDecimals(w.facts)+1, "")
	}
	unit := ""
	if strings.HasPrefix(w.textOf(w.indicator.Unit), "%") {
		return w.language.Say("fact.points", "n", w.language.Signed(x, w.indicator.Decimals+1))
	}
	return w.signed(x, w.indicator.Decimals+1, unit)
}

// slopeWithDenominator writes the slope of a trend, and what it is per when it is the slope of a
// rate.
func (w verdictWriter) slopeWithDenominator(t *report.Trend) string {
	said := w.slopeText(t, t.Slope.Value)
	if t.ByRate && t.Method != report.PoissonTrend {
		return w.withDenominator(said)
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

func (w verdictWriter) trendText() string {
	t, l := w.outcome.Trend, w.language
	if t == nil {
		return ""
	}
	return l.Say("verdict.trend."+w.finding(t.P, t.Adjusted, "found", "none"), "from", l.Period(t.From), "to",
		l.Period(t.To), "n", l.Number(float64(t.N), 0), "slope", w.slopeWithDenominator(t),
		"low", w.slopeText(t, t.Slope.Low), "high", w.slopeText(t, t.Slope.High), "unit",
		l.Say("verdict.per."+w.indicator.Frequency.String()),
		"how", l.Say("verdict.trend."+trendNames[t.Method]), "p", w.probability(t.P), "adjusted",
		w.probability(t.Adjusted))
}

// trendNames are the methods as the theme's words name them.
var trendNames = map[report.TrendMethod]string{report.PoissonTrend: "poisson", report.LinearTrend: "linear",
	report.KendallTrend: "kendall"}

func (w verdictWriter) limitsText() string {
	c, l := w.outcome.Chart, w.language
	if c == nil {
		return ""
	}
	write := w.numberText
	if c.Kind == report.UChart {
		write = w.rateText
	}
	last := c.Points[len(c.Points)-1]
	said := l.Say("verdict.limits.chart", "kind", string(c.Kind), "n", l.Number(float64(len(c.Points)), 0), "low",
		write(last.Low),
		"centre", write(last.Centre), "high", write(last.High), "period", l.Period(c.Periods[len(c.Periods)-1]))
	var met []string
	for _, s := range c.Signals() {
		var periods []string
		for _, p := range s.Periods {
			periods = append(periods, l.Period(p))
		}
		met = append(met, l.Say("verdict.signal."+s.Rule, "periods", w.joinList(periods)))
	}
	if len(met) == 0 {
		return said + " " + l.Say("verdict.limits.quiet")
	}
	return said + " " + l.Say("verdict.limits.signals", "signals", strings.Join(met, "; "))
}

// aimReasons are the reasons why an indicator is on or off track, as the theme's words name them.
var aimReasons = map[report.AimBasis]string{report.AimPlain: "plain", report.AimMoving: "moving",
	report.AimBeyond: "beyond"}

func (w verdictWriter) aimText() string {
	if w.outcome.Aim != model.OnTrack && w.outcome.Aim != model.OffTrack {
		return ""
	}
	text, _ := w.targetText(w.facts)
	if w.outcome.AimBy == report.AimByChance {
		return text // it has the reason already
	}
	return text + "; " + w.language.Say("verdict.aim-by."+aimReasons[w.outcome.AimBy])
}
