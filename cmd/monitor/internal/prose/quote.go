package prose

import (
	"math"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
	"utwente.nl/monitor/cmd/monitor/internal/series"
	"utwente.nl/monitor/cmd/monitor/internal/source"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// quotationCheck is the check of one quotation.
type quotationCheck struct {
	*walker
	quotation
	link      *ast.Link
	indicator *model.Indicator
	facts     *report.Facts
	series    report.Series // the one quoted: of the whole, of a part, or of rates
	decimals  int           // of that series, as the site shows it
	// authorText is the text of the link. Only the checks that need it set it.
	authorText string
}

// linkPosition is the position of the link's address.
func (q *quotationCheck) linkPosition() diagnostic.Position {
	return q.addressPosition(q.link, q.link.Destination)
}

// checkQuotation checks the text of a link to an indicator against the data. written is what
// follows "@" in its address. A number agrees when the data, rounded to the decimals that the
// author wrote, are equal to it: for 3.75 both "3,75" and "4" agree. It returns the number as the
// language writes it, with which a link without text is filled, or "" after an error.
func (w *walker) checkQuotation(n *ast.Link, i *model.Indicator, written string, locate locator) string {
	parsed, fault := parseQuotation(written, i.Frequency)
	if fault.code != "" {
		w.list.Add(fault.code, locate(), fault.suggestion, fault.args...)
		return ""
	}
	q := quotationCheck{walker: w, quotation: parsed, link: n,
		indicator: i, facts: w.report.Facts(i), decimals: i.Decimals}
	if !q.chooseSeries() {
		return ""
	}
	to, ok := q.shownPoint(q.to)
	if !ok {
		return ""
	}
	switch {
	case q.twoPeriods():
		from, ok := q.shownPoint(q.from)
		if !ok {
			return ""
		}
		if !from.Period.Before(to.Period) {
			w.list.Add(diagnostic.RangeBackwards, locate(), "", from.Period.String(), to.Period.String())
			return ""
		}
		q.noteQuoted(from, to)
		return q.checkCourse(from, to)
	case q.reading&periodItself != 0:
		return q.checkPeriod(to)
	case q.reading&interval != 0:
		return q.checkInterval(to)
	}
	q.noteQuoted(report.Point{}, to)
	return q.checkValue(to)
}

// chooseSeries sets the series that is quoted. Like the other methods, it reports its errors.
func (q *quotationCheck) chooseSeries() bool {
	switch {
	case q.part != "":
		return q.choosePart()
	case q.reading&rate == 0:
		q.series = q.facts.Values
		return true
	}
	switch per := q.all.Indicator(q.indicator.ID).Per; {
	case per == nil:
		q.list.Add(diagnostic.NoRate, q.linkPosition(), "", q.indicator.ID)
	case !q.reportAbove(diagnostic.Kind(model.IndicatorKind), per.Indicator.ID, per.Indicator.Audience,
		q.linkPosition):
		q.series, q.decimals = q.facts.Rates, series.RateDecimals(q.facts)
		return true
	}
	return false
}

// choosePart sets the series of the part that is quoted.
func (q *quotationCheck) choosePart() bool {
	found := 0
	for _, b := range q.facts.Breakdowns {
		if q.isHidden(b.Dimension) {
			continue
		}
		for _, part := range b.Parts {
			if q.isNamed(b.Dimension, part.Member) {
				q.series = part
				found++
			}
		}
	}
	switch {
	case found == 1:
		return true
	case found > 1:
		q.reportPart(true)
	case !q.reportHiddenPart() && !q.all.Partial && !q.indicator.Partial:
		q.reportPart(false)
	}
	return false
}

// isHidden reports whether the readers of the link may not see the breakdown by a dimension.
func (q *quotationCheck) isHidden(d *model.Dimension) bool {
	b := q.indicator.Breakdown(d.ID)
	return b != nil && b.Audience > q.readers
}

// reportHiddenPart reports the part that is quoted if it exists and is not shown, and returns
// whether it did.
func (q *quotationCheck) reportHiddenPart() bool {
	for _, b := range q.all.Indicator(q.indicator.ID).Breakdowns {
		for _, part := range b.Parts {
			if !q.isNamed(b.Dimension, part.Member) {
				continue
			}
			if !q.reportAbove(diagnostic.KindBreakdown, b.Dimension.ID, b.Audience, q.linkPosition) {
				q.list.Add(diagnostic.HiddenNumber, q.linkPosition(), "", q.indicator.ID, q.partName())
			}
			return true
		}
	}
	return false
}

// isNamed reports whether the quotation names a part of a breakdown.
func (q *quotationCheck) isNamed(d *model.Dimension, m *model.Member) bool {
	return m.Key == q.part && (q.dimension == "" || q.dimension == d.ID)
}

// reportPart reports a part that does not exist or, when ambiguous, one of which there are several.
func (q *quotationCheck) reportPart(ambiguous bool) {
	var same, keys, full []string
	_, when, _ := strings.Cut(string(q.link.Destination), "@")
	period, _, _ := strings.Cut(when, "/"+q.part)
	for _, b := range q.facts.Breakdowns {
		if q.isHidden(b.Dimension) {
			continue
		}
		for _, part := range b.Parts {
			name := b.Dimension.ID + "/" + part.Member.Key
			keys, full = append(keys, part.Member.Key), append(full, name)
			if q.isNamed(b.Dimension, part.Member) {
				same = append(same, "@"+period+"/"+name)
			}
		}
	}
	if ambiguous {
		q.list.Add(diagnostic.AmbiguousPart, q.linkPosition(), "", q.part, q.indicator.ID, strings.Join(same, ", "))
		return
	}
	if full == nil {
		q.list.Add(diagnostic.UnknownPart, q.linkPosition(), "",
			q.indicator.ID, q.partName(), wording.Refer("phrase.no-parts"))
		return
	}
	known := full
	if q.dimension == "" {
		known = keys
	}
	q.list.Add(diagnostic.UnknownPart, q.linkPosition(), source.Suggest(q.partName(), known),
		q.indicator.ID, q.partName(), strings.Join(full, ", "))
}

// partName is the part as the author named it: "BMS" or "faculteit/BMS".
func (q *quotationCheck) partName() string {
	if q.dimension == "" {
		return q.part
	}
	return q.dimension + "/" + q.part
}

// shownPoint is the point of a period. It reports one that has no value or that is hidden.
func (q *quotationCheck) shownPoint(quoted quotedPeriod) (report.Point, bool) {
	var p report.Point
	if quoted.latest {
		p = q.lastKnown()
	} else {
		p = q.series.At(quoted.period)
	}
	if q.indicator.Partial && (quoted.latest || p.State != report.Shown) {
		return p, false // the value may be one that could not be read, which has its own message
	}
	if p.State == report.Shown {
		return p, true
	}
	code, period := diagnostic.HiddenNumber, latestWord
	if p.State == report.Missing || p.State == report.Absent {
		code = diagnostic.NoValueThen
	}
	if p.Period != (model.Period{}) {
		period = p.Period.String()
	}
	q.list.Add(code, q.linkPosition(), "", q.indicator.ID, period+q.partSuffix(), q.knownPeriods())
	return p, false
}

// knownPeriods says in a hint which periods of the series have a value: "2019, 2021–2024".
func (q *quotationCheck) knownPeriods() string {
	var runs []string
	var first, last model.Period
	end := func() {
		switch {
		case first == (model.Period{}):
		case first == last:
			runs = append(runs, first.String())
		default:
			runs = append(runs, first.String()+"–"+last.String())
		}
	}
	for _, p := range q.series.Points {
		if p.State == report.Missing || p.State == report.Absent {
			continue
		}
		if first == (model.Period{}) || last.Next() != p.Period {
			end()
			first = p.Period
		}
		last = p.Period
	}
	end()
	if runs == nil {
		return wording.Refer("phrase.none-known")
	}
	return wording.Refer("phrase.known-periods", strings.Join(runs, ", "))
}

// lastKnown is the last point that has a value, shown or hidden. A hidden one is not skipped:
// readers would take the older number before it for the latest.
func (q *quotationCheck) lastKnown() report.Point {
	for n := len(q.series.Points) - 1; n >= 0; n-- {
		if p := q.series.Points[n]; p.State != report.Missing && p.State != report.Absent {
			return p
		}
	}
	return report.Point{State: report.Absent}
}

// partSuffix is "/BMS" or "/faculteit/BMS", or "" for the whole.
func (q *quotationCheck) partSuffix() string {
	if q.part == "" {
		return ""
	}
	return "/" + q.partName()
}

// checkValue checks the value of one period.
func (q *quotationCheck) checkValue(p report.Point) string {
	kind := q.indicator.Kind
	if q.reading&rate != 0 {
		kind = model.Rate
	}
	low, high := kind.Bounds()
	ours := q.language.Within(p.Number, q.decimals-p.FewerDecimals, low, high)
	q.checkOutside(ours)
	q.checkBefore(ours)
	q.checkBound(p)
	if q.link.FirstChild() == nil {
		return ours
	}
	q.authorText = withoutMarkup(q.link, q.body)
	written := q.authorText
	if q.perCent() {
		written = strings.TrimSuffix(written, "%")
	}
	if withoutSpaces(written) == withoutSpaces(ours) {
		return ours // most numbers are written as the program writes them
	}
	switch all, ok := parseNumbers(q.authorText, q.language); {
	case !ok || len(all) != 1:
		q.reportNotOne()
	case !q.checkWords(all, true):
	case !all[0].agreesWith(p.Number) ||
		p.Number > low && all[0].value <= low || p.Number < high && all[0].value >= high:
		q.reportDifference(ours, p.Period.String()+q.partSuffix())
	default:
		q.checkSide(all[0], p.Number)
	}
	return ours
}

// withoutSpaces returns a text without any spaces.
func withoutSpaces(s string) string { return strings.Join(strings.Fields(s), "") }

// reportText reports an error at the author's text.
func (q *quotationCheck) reportText(code diagnostic.Code, args ...string) {
	q.list.Add(code, q.position(nodeStart(q.link)+1, len(q.authorText)), "", args...)
}

// reportNotOne reports a text that is not one number, and suggests the decimal sign of the language.
func (q *quotationCheck) reportNotOne() {
	suggestion := strings.NewReplacer(".", ",", ",", ".").Replace(q.authorText)
	if all, ok := parseNumbers(suggestion, q.language); !ok || len(all) != 1 {
		suggestion = ""
	}
	q.list.Add(diagnostic.NotOneNumber, q.position(nodeStart(q.link)+1, len(q.authorText)), suggestion, q.authorText)
}

// reportDifference reports that the author's text should be ours.
func (q *quotationCheck) reportDifference(ours, period string) {
	q.reportText(diagnostic.NumberDiffers, q.authorText, ours, q.indicator.ID, period)
}

// checkPeriod checks the name of a period. With "latest" an author need not know which one it is.
func (q *quotationCheck) checkPeriod(p report.Point) string {
	ours := q.language.Period(p.Period)
	if q.link.FirstChild() != nil {
		q.authorText = withoutMarkup(q.link, q.body)
		names := []string{ours, p.Period.String(), q.language.ShortPeriod(p.Period)}
		if !slices.Contains(names, strings.TrimSpace(q.authorText)) {
			q.reportDifference(ours, p.Period.String())
		}
	}
	return ours
}

// checkInterval checks the two bounds of an interval.
func (q *quotationCheck) checkInterval(p report.Point) string {
	period := p.Period.String() + q.partSuffix()
	if p.Interval == nil {
		q.list.Add(diagnostic.NoIntervalThen, q.linkPosition(), "", q.indicator.ID, period)
		return ""
	}
	low, high := q.withUnit(p.Interval.Low, q.decimals), q.withUnit(p.Interval.High, q.decimals)
	ours := q.language.Say("quote.interval", "low", low, "high", high)
	if q.link.FirstChild() == nil {
		return ours
	}
	q.authorText = withoutMarkup(q.link, q.body)
	switch all, ok := parseNumbers(q.authorText, q.language); {
	case !ok || len(all) != 2:
		q.reportText(diagnostic.NotTwoNumbers, q.authorText)
	case q.checkWords(all, false) && (!all[0].agreesWith(p.Interval.Low) || !all[1].agreesWith(p.Interval.High)):
		q.reportDifference(ours, period)
	}
	return ours
}

// withUnit is a number in a text of the program, with "%" behind a percentage.
func (q *quotationCheck) withUnit(x float64, decimals int) string {
	s := q.language.Number(x, decimals)
	if q.perCent() {
		return q.language.Say("quote.percent", "n", s)
	}
	return s
}

// perCent reports whether the series that is quoted consists of percentages.
func (q *quotationCheck) perCent() bool {
	return q.reading&rate == 0 &&
		(q.indicator.Kind == model.Share || strings.HasPrefix(q.textOf(q.indicator.Unit), "%"))
}

// checkCourse checks how a series went from one period to another. The text of the author shows
// what is meant. When absences went from 40.0% to 44.0%:
//
//	van 40% naar 44%    two numbers are the values
//	+10%                a number with a per cent sign is the change relative to the first value
//	+4 procentpunt      any other number is the difference, here in percentage points
func (q *quotationCheck) checkCourse(from, to report.Point) string {
	periods := from.Period.String() + ".." + to.Period.String() + q.partSuffix()
	q.checkBound(from)
	q.checkBound(to)
	var all []writtenNumber
	filled := q.link.FirstChild() == nil
	asksChange := q.reading&(change|percent) != 0
	if !filled {
		q.authorText = withoutMarkup(q.link, q.body)
		var ok bool
		all, ok = parseNumbers(q.authorText, q.language)
		if twoValues := len(all) == 2 && !asksChange; !ok || len(all) != 1 && !twoValues {
			q.reportText(diagnostic.NotAChange, q.authorText)
			return ""
		}
		var more []string // a change of any number has a percentage
		if len(all) == 1 {
			more = []string{"%", q.beside.units[strings.Split(q.language.Say("quote.word.points"), "|")[0]]}
		}
		if !q.checkWords(all, false, more...) {
			return ""
		}
	}
	ends := len(all) == 2 || filled && !asksChange
	if !q.checkComparable(from, to, ends) && !ends {
		return ""
	}
	// The change is that of the numbers that are shown, so that readers who subtract them find the
	// same.
	fromDecimals, toDecimals := q.decimals-from.FewerDecimals, q.decimals-to.FewerDecimals
	decimals := min(fromDecimals, toDecimals)
	first, last := language.Round(from.Number, fromDecimals), language.Round(to.Number, toDecimals)
	difference := language.Round(last-first, decimals)
	if ends {
		ours := q.language.Say("quote.course", "from", q.withUnit(from.Number, fromDecimals),
			"to", q.withUnit(to.Number, toDecimals))
		if !filled && (!all[0].agreesWith(from.Number) || !all[1].agreesWith(to.Number)) {
			q.reportDifference(ours, periods)
		}
		return ours
	}
	points := q.perCent() && (filled || q.wordFollows(all[0], "quote.word.points"))
	if q.reading&percent == 0 &&
		(q.reading&change != 0 || points || filled || !q.wordFollows(all[0], "quote.word.percent")) {
		ours := q.language.Signed(difference, decimals)
		if q.perCent() {
			ours = q.language.Say("fact.points", "n", ours)
		}
		if !filled && !all[0].agreesWithChange(difference) {
			q.reportDifference(ours, periods)
		}
		return ours
	}
	if first == 0 {
		q.list.Add(diagnostic.NoPercentOfZero, q.linkPosition(), "",
			q.indicator.ID, from.Period.String()+q.partSuffix())
		return ""
	}
	return q.checkPercent(all, (last-first)/math.Abs(first)*100, difference, periods)
}

// checkPercent checks a change relative to the first value, in per cent. difference is the same change
// in the unit; all is the number that the author wrote, or nothing when the link is to be filled.
func (q *quotationCheck) checkPercent(all []writtenNumber, ratio, difference float64, periods string) string {
	filled, decimals := len(all) == 0, language.PercentDecimals(ratio)
	if !filled {
		decimals = all[0].decimals
	}
	ours := q.language.Say("quote.percent", "n", q.language.Signed(ratio, decimals))
	switch {
	case filled || all[0].agreesWithChange(ratio):
	case q.perCent() && all[0].agreesWithChange(difference):
		q.reportText(diagnostic.PointsNotPercent, q.authorText, ours, q.indicator.ID, periods)
	default:
		q.reportDifference(ours, periods)
	}
	return ours
}

// wordFollows reports whether one of some words is right behind a number in the author's text.
// words is the key of these words in the theme, which lists them as "%|procent".
func (q *quotationCheck) wordFollows(n writtenNumber, words string) bool {
	rest := strings.ToLower(strings.TrimLeft(q.authorText[n.end:], " \u00a0\u2009\u202f"))
	for word := range strings.SplitSeq(q.language.Say(words), "|") {
		if strings.HasPrefix(rest, word) {
			return true
		}
	}
	return false
}

// checkComparable reports two points that do not measure the same, and returns whether they do.
// When the quotation is of the values at both ends, that is a warning: both are right, and the text
// around them may explain. A change is an error.
func (q *quotationCheck) checkComparable(from, to report.Point, ends bool) bool {
	why := q.brokenBetween(from.Period, to.Period)
	if why == "" {
		return true
	}
	code := diagnostic.ChangeAcrossBreak
	if ends {
		code = diagnostic.EndsAcrossBreak
	}
	q.list.Add(code, q.linkPosition(), "",
		q.indicator.ID, from.Period.String()+q.partSuffix(), to.Period.String()+q.partSuffix(), why)
	return false
}

// brokenBetween returns the reason why two periods cannot be compared, or "" when they can. A
// reason is a break in the series after the first period, or another definition in one of the two.
// It looks at the series quoted, at the whole of a part, and at the denominator of a rate.
func (q *quotationCheck) brokenBetween(from, to model.Period) string {
	all := []report.Series{q.series}
	if q.part != "" {
		all = append(all, q.facts.Values)
	}
	if q.reading&rate != 0 {
		all = append(all, q.report.Facts(q.indicator.Per.Indicator).Values)
	}
	for p := from; !to.Before(p); p = p.Next() {
		for _, s := range all {
			point := s.At(p)
			var why wording.Key
			switch {
			case p != from && point.Flags.Has(model.Break):
				why = "phrase.break"
			case (p == from || p == to) && point.Flags.Has(model.Differs):
				why = "phrase.differs"
			default:
				continue
			}
			note := q.textOf(point.Note)
			if note != "" && point.State == report.Shown {
				note = " (" + note + ")"
			} else {
				note = ""
			}
			return wording.Refer(why, p.String(), note)
		}
	}
	return ""
}
