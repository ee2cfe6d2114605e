package site

import (
	"cmp"
	"math"
	"strconv"
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
	Reason string // "26 ongevallen, was 70; het onderliggende niveau ligt tussen 17 en 38"; may be empty
	Power  string // what could have been shown, when no change was; may be empty
	Why    []Fact // each comparison with its numbers
}

// verdict returns the verdict on an indicator, or nil when no current value is shown.
func (b *book) verdict(i *model.Indicator) *Verdict {
	v := b.report.Verdict(i)
	if v == nil || v.Latest == nil {
		return nil
	}
	w := verdictWriter{b, i, v, b.report.Facts(i)}
	return &Verdict{Key: string(v.Course), Text: w.text(), Reason: w.reason(), Power: w.powerText(),
		Why: w.comparisons()}
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
	said := w.courseText()
	if v.Contrary {
		other := l.Say("verdict.contrary." + string(report.Opposite(v.Course)))
		if v.Trend != nil && v.Trend.Adjusted <= w.report.Judging.Level {
			said = l.Say("verdict.contrary.trend", "text", said, "course", other, "period", l.Period(v.Trend.From))
		} else {
			said = l.Say("verdict.contrary.limits", "text", said, "course", other)
		}
	}
	if r := w.report.Judging.Relevant; r != nil && v.Small(*r) {
		said = l.Say("verdict.small", "text", said)
	}
	// The period is beside the value; that it is long ago has to be said.
	if year, err := strconv.Atoi(w.edition.Year); err == nil &&
		(year-v.Latest.Period.Year > w.report.Judging.Lag || v.Latest.Period != w.facts.Latest.Period) {
		said = l.Say("verdict.old", "text", said, "period", l.Period(v.Latest.Period))
	}
	return said
}

// courseText says how the indicator developed, and since when.
func (w verdictWriter) courseText() string {
	l, v := w.language, w.outcome
	course := l.Say("verdict.course." + string(v.Course))
	switch v.By {
	case report.ByPrevious:
		return w.passedOver(l.Say("verdict.than", "course", course, "in", w.inPeriod(v.Previous.From.Period)), w.facts,
			v.Previous.From.Period, v.Latest.Period)
	case report.ByTrend:
		return l.Say("verdict.since", "course", course, "period", l.Period(v.Trend.From))
	case report.ByLimits:
		return l.Say("verdict.beyond", "course", course)
	}
	switch {
	case v.Course == model.TooFew && w.indicator.OverYears > 0:
		return l.Count("verdict.overlap", w.indicator.OverYears)
	case v.Course != model.Same:
		return course
	case v.Trend != nil:
		return l.Say("verdict.since", "course", course, "period", l.Period(v.Trend.From))
	case v.Previous != nil && v.Previous.Test != nil:
		return l.Say("verdict.since", "course", course, "period", l.Period(v.Previous.From.Period))
	}
	return l.Say("verdict.within", "course", course)
}

// numberText writes a value or a bound of the indicator, without its unit.
func (w verdictWriter) numberText(x float64) string {
	value, _ := w.valueAndUnit(x, w.indicator)
	return value
}

func (w verdictWriter) rateText(x float64) string {
	low, high := model.Rate.Bounds()
	return w.language.Within(x, series.RateDecimals(w.facts), low, high)
}

func (w verdictWriter) reason() string {
	l, v := w.language, w.outcome
	if c := v.Previous; v.By == report.ByPrevious && !c.ByRate && w.alike(c) {
		w = w.finer(c)
	}
	what := w.quantity(*v.Latest, w.indicator)
	if v.Rate != nil {
		what = l.Say("verdict.with-rate", "value", what, "rate", w.withDenominator(w.rateText(v.Rate.Value)))
	}
	switch v.By {
	case report.ByPrevious:
		what = w.withEarlierValue(what, v.Previous)
	case report.ByTrend:
		what = l.Say("verdict.with-slope", "value", what, "slope", w.slopeText(v.Trend, v.Trend.Slope.Value), "unit",
			w.perYear())
	}
	switch {
	case v.By == report.ByLimits:
		return w.usualRange(what)
	case v.Expected != nil:
		return w.ifChance(l.Say("verdict.expected", "value", what, "low", w.numberText(v.Expected.Low), "high",
			w.numberText(v.Expected.High)))
	case v.Chart != nil:
		return w.usualRange(what)
	case v.Previous != nil:
		return "" // only the difference is known, and the card shows it beside the value
	}
	return l.Say("verdict.alone", "value", what)
}

// finer returns a writer with so many more decimals that the two numbers of a demonstrable change
// differ in writing: "better, 39.6 %, was 40.4 %" and not "40 %, was 40 %".
func (w verdictWriter) finer(c *report.Comparison) verdictWriter {
	const most = 4 // more
	for range most {
		finer := *w.indicator
		finer.Decimals++
		w.indicator = &finer
		if !w.alike(c) {
			break
		}
	}
	return w
}

// usualRange adds the control limits for the latest value.
func (w verdictWriter) usualRange(what string) string {
	c := w.outcome.Chart
	p := c.Points[len(c.Points)-1]
	low, high := w.numberText(p.Low), w.numberText(p.High)
	if c.ByRate {
		low, high = w.rateText(p.Low), w.withDenominator(w.rateText(p.High))
	}
	return w.language.Say("verdict.usual", "value", what, "low", low, "high", high)
}

// withEarlierValue adds the value that the latest value, or its rate, is compared with.
func (w verdictWriter) withEarlierValue(what string, c *report.Comparison) string {
	was, _ := w.pointAndUnit(c.From, w.indicator)
	if c.ByRate {
		was = w.rateAt(c.From.Period)
	}
	return w.language.Say("verdict.with-was", "value", what, "was", was)
}

// rateAt writes the rate of a period.
func (w verdictWriter) rateAt(p model.Period) string { return w.rateText(w.facts.Rates.At(p).Number) }

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
	add("verdict.term.trend", w.trendText())
	add("verdict.term.limits", w.limitsText())
	add("verdict.term.power", w.powerText())
	add("verdict.term.next", w.nextText())
	add("verdict.term.baseline", w.baselineText())
	add("verdict.term.target", w.aimText())
	return out
}

func (w verdictWriter) chanceText() string {
	l, v := w.language, w.outcome
	if v.Latest.Flags.Bound() {
		return l.Say("verdict.chance.bound")
	}
	if v.Expected == nil && w.indicator.OverYears > 0 {
		return l.Count("verdict.overlap", w.indicator.OverYears) + "."
	}
	if v.Expected == nil {
		return l.Say("verdict.chance.unknown")
	}
	said := l.Say("verdict.chance.count", "low", w.numberText(v.Expected.Low), "high", w.numberText(v.Expected.High))
	if v.Rate != nil {
		said = l.Say("verdict.chance.rate", "count", said, "low", w.rateText(v.Rate.Low), "high",
			w.withDenominator(w.rateText(v.Rate.High)))
	}
	said = w.ifChance(said) + "."
	if v.Alone {
		said += " " + l.Say("verdict.chance.few")
	}
	return said
}

// ifChance adds that an interval supposes chance alone, when it does.
func (w verdictWriter) ifChance(said string) string {
	if w.outcome.Alone {
		return w.language.Say("verdict.chance.alone", "said", said)
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
	case c.Test == nil && w.indicator.OverYears > 0:
		return l.Say("verdict.compared.overlap", "was", was, "in", in)
	case c.Test == nil:
		return l.Say("verdict.compared.untested", "was", was, "in", in)
	}
	key := "verdict.compared." + w.finding(c.Test, "differs", "same")
	how := l.Say("verdict.compared.counts")
	switch {
	case c.ByRate:
		how = l.Say("verdict.compared.rates")
	case w.indicator.Kind == model.Share:
		how = l.Say("verdict.compared.shares")
	}
	return l.Say(key, "was", was, "in", in, "how", how, "p", w.probability(c.Test.P), "adjusted", w.adjusted(c.Test))
}

// finding returns the word for the result of a test: found when its adjusted p-value shows
// something, "lost" when only the p-value itself does, and none otherwise. "lost" explains an
// interval beside it that would seem to contradict the test.
func (w verdictWriter) finding(t *report.Test, found, none string) string {
	switch level := w.report.Judging.Level; {
	case t.Adjusted <= level:
		return found
	case t.P <= level:
		return "lost"
	}
	return none
}

// adjusted writes the adjusted p value of a test, and which edition made it if an earlier one did.
func (w verdictWriter) adjusted(t *report.Test) string {
	if t.Edition == "" {
		return w.probability(t.Adjusted)
	}
	return w.language.Say("verdict.kept", "p", w.probability(t.Adjusted), "edition", t.Edition)
}

// probability writes a probability: "= 0,043", "< 0,001".
func (w verdictWriter) probability(p float64) string {
	if p < 0.001 {
		return "< " + w.language.Number(0.001, 3)
	}
	return "= " + w.language.Number(p, 3)
}

// slopeText writes a change per year, as a percentage of the number or in its unit. It has so many
// decimals that it is seen to be no zero: an interval from −0.04 to 1.5 holds 0, and one from 0.04 does
// not.
func (w verdictWriter) slopeText(t *report.Trend, x float64) string {
	const most = 4 // more
	decimals := 1
	if t.Method != report.RateTrend {
		decimals += w.indicator.Decimals
	}
	for n := 0; n < most && x != 0 && language.Round(x, decimals) == 0; n++ {
		decimals++
	}
	switch {
	case math.IsInf(x, -1):
		return "−∞"
	case math.IsInf(x, 1):
		return "∞"
	case t.Method == report.RateTrend:
		return w.language.Say("number.percent", "n", w.language.Signed(language.Round(x, decimals), decimals))
	case strings.HasPrefix(w.textOf(w.indicator.Unit), "%"):
		return w.language.Say("fact.points", "n", w.language.Signed(x, decimals))
	}
	return w.language.Signed(language.Round(x, decimals), decimals)
}

func (w verdictWriter) trendText() string {
	t, l := w.outcome.Trend, w.language
	if t == nil {
		return ""
	}
	return l.Say("verdict.trend."+w.finding(t.Test, "found", "none"), "from", l.Period(t.From), "to",
		l.Period(t.To), "n", l.Whole(t.N), "slope", w.slopeText(t, t.Slope.Value),
		"low", w.slopeText(t, t.Slope.Low), "high", w.slopeText(t, t.Slope.High), "unit",
		w.perYear(), "how", l.Say("verdict.trend."+trendNames[t.Method]), "p", w.probability(t.P), "adjusted",
		w.adjusted(t.Test))
}

// perYear names the time of a slope: trends are of whole years.
func (w verdictWriter) perYear() string {
	if f := w.indicator.Frequency; f == model.AcademicYear {
		return w.language.Say("verdict.per." + f.String())
	}
	return w.language.Say("verdict.per." + model.Yearly.String())
}

// trendNames are the methods as the theme's words name them.
var trendNames = map[report.TrendMethod]string{report.RateTrend: "poisson", report.ShareTrend: "share",
	report.LinearTrend: "linear"}

func (w verdictWriter) limitsText() string {
	c, l := w.outcome.Chart, w.language
	if c == nil {
		return ""
	}
	write := w.numberText
	if c.ByRate {
		write = w.rateText
	}
	last := c.Points[len(c.Points)-1]
	said := l.Say("verdict.limits.chart", "kind", string(c.Kind), "n", l.Whole(c.Base), "low",
		write(last.Low), "centre", write(last.Centre), "high", write(last.High), "period",
		l.Period(c.Periods[len(c.Periods)-1]), "from", l.Period(c.Periods[0]), "to", l.Period(c.Periods[c.Base-1]))
	switch point := c.Judged(); {
	case point == nil:
		return said
	case point.Beyond():
		return said + " " + l.Say("verdict.limits.beyond")
	}
	return said + " " + l.Say("verdict.limits.quiet")
}

// powerText says what could have been shown, when no change was.
func (w verdictWriter) powerText() string {
	l, v := w.language, w.outcome
	if v.Course != model.Same {
		return ""
	}
	var said []string
	if c := v.Previous; c != nil && c.Test != nil {
		said = append(said, w.comparisonPower(c))
	}
	if t := v.Trend; t != nil {
		said = append(said, l.Say("verdict.power.trend", "up", w.slopeText(t, t.Up), "down", w.slopeText(t, t.Down),
			"unit", w.perYear()))
	}
	if len(said) == 0 {
		return l.Say("verdict.power.limits")
	}
	return strings.Join(said, " ")
}

func (w verdictWriter) comparisonPower(c *report.Comparison) string {
	l, was, in := w.language, c.From.Number, w.inPeriod(c.From.Period)
	difference := func(x float64) string {
		if x >= 2*was {
			return l.Say("verdict.power.times", "n", l.Number(x/was, 1))
		}
		return l.Say("verdict.power.by", "percent", l.Say("number.percent", "n", l.Number(math.Abs(x/was-1)*100, 0)))
	}
	switch {
	case w.indicator.Kind == model.Share && c.Up > 100 && c.Down < 0:
		return l.Say("verdict.power.nothing", "in", in)
	case w.indicator.Kind == model.Share:
		return l.Say("verdict.power.share", "in", in, "points",
			l.Say("fact.points", "n", l.Number(c.Up-was, w.indicator.Decimals)))
	case was == 0:
		return l.Say("verdict.power.from-zero", "in", in, "up", w.numberText(math.Ceil(c.Up)))
	case c.Down <= 0:
		return l.Say("verdict.power.rise", "in", in, "up", difference(c.Up))
	}
	return l.Say("verdict.power.both", "in", in, "up", difference(c.Up), "down", difference(c.Down))
}

// nextText gives the yardstick for the next period.
func (w verdictWriter) nextText() string {
	n := w.outcome.Next
	if n == nil {
		return ""
	}
	return w.ifChance(w.language.Say("verdict.next", "low", w.numberText(n.Low), "high", w.numberText(n.High))) + "."
}

// baselineText says how the latest value differs from the baseline, which is a fact and no verdict.
func (w verdictWriter) baselineText() string {
	c := w.outcome.Baseline
	switch {
	case c == nil:
		return ""
	case !c.Comparable:
		return w.comparisonText(c)
	}
	was, _ := w.pointAndUnit(c.From, w.indicator)
	if _, certain := certainSide(c.From, c.To); !certain {
		return w.language.Say("verdict.baseline.bound", "was", was, "in", w.inPeriod(c.From.Period))
	}
	side := sideNames[c.Side]
	if c.Side != 0 && w.alike(c) {
		side = "nearly"
	}
	key := "verdict.baseline." + side
	if c.ByRate {
		key += "-rate"
		was = w.rateAt(c.From.Period)
	}
	return w.language.Say(key, "was", was, "in", w.inPeriod(c.From.Period))
}

// alike reports whether the two numbers that are compared are written with the same digits.
func (w verdictWriter) alike(c *report.Comparison) bool {
	if c.ByRate {
		return w.rateAt(c.From.Period) == w.rateAt(c.To.Period)
	}
	return w.shownAlike(c.From, c.To, w.indicator)
}

// looseText writes a number, as a bound when the true one may only be higher, or only lower.
func (w verdictWriter) looseText(value, low, high float64, decimals int) string {
	said := w.language.Number(value, w.bearing(value, decimals))
	switch {
	case low == value && value < high:
		return w.language.Bound(said, model.Flags(model.AtLeast))
	case low < value && value == high:
		return w.language.Bound(said, model.Flags(model.AtMost))
	}
	return said
}

// bearing returns so many decimals, or so many more that a number is seen on its side of the target:
// 7.46 is 7.5 with one decimal, and has not met a target of 7.5.
func (w verdictWriter) bearing(value float64, decimals int) int {
	const most = 4 // more
	target := *w.indicator.Target
	for more := range most {
		if cmp.Compare(language.Round(value, decimals+more), target) == cmp.Compare(value, target) {
			return decimals + more
		}
	}
	return decimals + most
}

// aimText says what the answer about the target rests on.
func (w verdictWriter) aimText() string {
	l, v := w.language, w.outcome
	text, _ := w.targetText(w.indicator)
	if text == "" {
		return ""
	}
	parts := []string{text}
	switch a := v.Average; {
	case a == nil || a.Years < report.LeastAveraged:
		parts = append(parts, l.Say("verdict.aim-by.few"))
	default:
		mean := w.indicator.Decimals + 1
		key, last := "verdict.aim-by.years", w.indicator.Decimals
		if w.indicator.Frequency.In(model.Yearly) > 1 {
			key, last = "verdict.aim-by.parts", mean
		}
		parts = append(parts, l.Say(key, "last", w.looseText(a.Last.Value, a.Last.Low, a.Last.High, last), "mean",
			w.looseText(a.Mean.Value, a.Mean.Low, a.Mean.High, mean), "n", l.Whole(a.Years)))
		if a.Last.Low != a.Last.High || a.Mean.Low != a.Mean.High {
			parts = append(parts, l.Say("verdict.aim-by.loose"))
		}
	}
	if v.Aim == model.OnTrack {
		parts = append(parts, l.Say("verdict.aim-by.trend"))
	}
	if v.Expected == nil {
		parts = append(parts, l.Say("verdict.aim-by.chance"))
	}
	return strings.Join(parts, "; ") + ". " + l.Say("verdict.assurance."+string(v.Assurance)) + "."
}
