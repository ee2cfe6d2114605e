package prose

import (
	"math"
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

// quoted is one quotation being checked.
type quotationCheck struct {
	*walker
	quotation
	link      *ast.Link
	indicator *model.Indicator
	facts     *report.Facts
	series    report.Series // that is quoted: of the whole, of a part, or the rates
	decimals  int
	// authorText is the text of the link. Only the checks that need it set it.
	authorText string
}

// where is the position of the address, which is still what the author wrote.
func (q *quotationCheck) linkPosition() diagnostic.Position {
	return q.addressPosition(q.link, q.link.Destination)
}

// quote checks a number in the text against the data, and returns what a link without text is filled with: the number as the
// language writes it. A number agrees when the data, rounded to the digits shown, give it.
func (w *walker) checkQuotation(n *ast.Link, i *model.Indicator, when string, locate locator) string {
	parsed, fault := parseQuotation(when, i.Frequency)
	if fault.code != "" {
		w.list.Add(fault.code, locate(), fault.suggestion, fault.args...)
		return ""
	}
	q := quotationCheck{walker: w, quotation: parsed, link: n, indicator: i, facts: w.report.Facts(i), decimals: i.Decimals}
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
		return q.checkCourse(from, to)
	case q.reading&periodItself != 0:
		return q.checkPeriod(to)
	case q.reading&interval != 0:
		return q.checkInterval(to)
	}
	return q.checkValue(to)
}

// choose finds the series that is quoted.
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
	case !q.reportAbove(diagnostic.Kind(model.IndicatorKind), per.Indicator.ID, per.Indicator.Audience, q.linkPosition):
		q.series, q.decimals = q.facts.Rates, series.RateDecimals(q.facts)
		return true
	}
	return false
}

// choosePart finds the part of a breakdown that is quoted, of those that readers of the place may see.
func (q *quotationCheck) choosePart() bool {
	found := 0
	for _, b := range q.facts.Breakdowns {
		if q.hides(b.Dimension) {
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
	case !q.hiddenPart() && !q.all.Partial:
		q.reportPart(false)
	}
	return false
}

// hides reports whether readers of the place may not see the breakdown by a dimension.
func (q *quotationCheck) hides(d *model.Dimension) bool {
	b := q.indicator.Breakdown(d.ID)
	return b != nil && b.Audience > q.readers
}

// hiddenPart reports the part that is quoted when there is one and it is not shown.
func (q *quotationCheck) hiddenPart() bool {
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

// names reports whether a part is the one that the quotation names.
func (q *quotationCheck) isNamed(d *model.Dimension, m *model.Member) bool {
	return m.Key == q.part && (q.dimension == "" || q.dimension == d.ID)
}

// reportPart reports a part that does not exist, or one of which there are two.
func (q *quotationCheck) reportPart(ambiguous bool) {
	var same, keys, full []string
	_, when, _ := strings.Cut(string(q.link.Destination), "@")
	period, _, _ := strings.Cut(when, "/"+q.part)
	for _, b := range q.facts.Breakdowns {
		if q.hides(b.Dimension) {
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
		q.list.Add(diagnostic.UnknownPart, q.linkPosition(), "", q.indicator.ID, q.partName(), wording.Refer("phrase.no-parts"))
		return
	}
	known := full
	if q.dimension == "" {
		known = keys
	}
	q.list.Add(diagnostic.UnknownPart, q.linkPosition(), source.Suggest(q.partName(), known), q.indicator.ID, q.partName(), strings.Join(full, ", "))
}

func (q *quotationCheck) partName() string {
	if q.dimension == "" {
		return q.part
	}
	return q.dimension + "/" + q.part
}

// point is what may be said of a quotedPeriod; what may not, or cannot, is reported.
func (q *quotationCheck) shownPoint(m quotedPeriod) (report.Point, bool) {
	var p report.Point
	if m.latest {
		p = q.lastKnown()
	} else {
		p = q.series.At(m.period)
	}
	if p.State == report.Shown {
		return p, true
	}
	code, when := diagnostic.HiddenNumber, latestWord
	if p.State == report.Missing || p.State == report.Absent {
		code = diagnostic.NoValueThen
	}
	if p.Period != (model.Period{}) {
		when = p.Period.String()
	}
	q.list.Add(code, q.linkPosition(), "", q.indicator.ID, when+q.partSuffix())
	return p, false
}

// last is the last point of which anything is known. A later one that is hidden is the last one all the same: an older number
// would pass for what holds now.
func (q *quotationCheck) lastKnown() report.Point {
	for n := len(q.series.Points) - 1; n >= 0; n-- {
		if p := q.series.Points[n]; p.State != report.Missing && p.State != report.Absent {
			return p
		}
	}
	return report.Point{State: report.Absent}
}

func (q *quotationCheck) partSuffix() string {
	if q.part == "" {
		return ""
	}
	return "/" + q.partName()
}

// value checks one number, or fills it in.
func (q *quotationCheck) checkValue(p report.Point) string {
	ours := q.language.Number(p.Number, q.decimals)
	if q.link.FirstChild() == nil {
		return ours
	}
	q.authorText = withoutMarkup(q.link, q.body)
	if strings.TrimSuffix(q.authorText, "%") == ours {
		return ours // as most are
	}
	switch all, ok := parseNumbers(q.authorText, q.language); {
	case !ok || len(all) != 1:
		q.reportText(diagnostic.NotOneNumber, q.authorText)
	case !all[0].agreesWith(p.Number):
		q.reportDifference(ours, p.Period.String()+q.partSuffix())
	}
	return ours
}

// complain reports at the author's text.
func (q *quotationCheck) reportText(code diagnostic.Code, args ...string) {
	q.list.Add(code, q.position(nodeStart(q.link)+1, len(q.authorText)), "", args...)
}

func (q *quotationCheck) reportDifference(ours, when string) {
	q.reportText(diagnostic.NumberDiffers, q.authorText, ours, q.indicator.ID, when)
}

// periodOf checks the name of a period, or fills it in: of the last one, which the author need not know.
func (q *quotationCheck) checkPeriod(p report.Point) string {
	ours := q.language.Period(p.Period)
	if q.link.FirstChild() != nil {
		q.authorText = withoutMarkup(q.link, q.body)
		if said := strings.TrimSpace(q.authorText); said != ours && said != p.Period.String() && said != q.language.ShortPeriod(p.Period) {
			q.reportDifference(ours, p.Period.String())
		}
	}
	return ours
}

// intervalOf checks two bounds, or fills them in.
func (q *quotationCheck) checkInterval(p report.Point) string {
	when := p.Period.String() + q.partSuffix()
	if p.Interval == nil {
		q.list.Add(diagnostic.NoIntervalThen, q.linkPosition(), "", q.indicator.ID, when)
		return ""
	}
	ours := q.language.Say("quote.interval", "low", q.withUnit(p.Interval.Low), "high", q.withUnit(p.Interval.High))
	if q.link.FirstChild() == nil {
		return ours
	}
	q.authorText = withoutMarkup(q.link, q.body)
	switch all, ok := parseNumbers(q.authorText, q.language); {
	case !ok || len(all) != 2:
		q.reportText(diagnostic.NotTwoNumbers, q.authorText)
	case !all[0].agreesWith(p.Interval.Low) || !all[1].agreesWith(p.Interval.High):
		q.reportDifference(ours, when)
	}
	return ours
}

// written is a number in a text of our own: a per cent has its sign.
func (q *quotationCheck) withUnit(x float64) string {
	s := q.language.Number(x, q.decimals)
	if q.perCent() {
		return q.language.Say("quote.percent", "n", s)
	}
	return s
}

// perCent reports whether what is quoted is itself a number of per cents.
func (q *quotationCheck) perCent() bool {
	return q.reading&rate == 0 && (q.indicator.Kind == model.Share || strings.HasPrefix(q.textOf(q.indicator.Unit), "%"))
}

// course checks how a series went from one period to another, or fills it in. How an author writes it tells what is meant:
// two numbers are the values of the periods, one with a per cent sign is the change in per cents of the first, and any other
// the difference; between two per cents that is one of percentage points.
func (q *quotationCheck) checkCourse(from, to report.Point) string {
	when := from.Period.String() + ".." + to.Period.String() + q.partSuffix()
	var all []writtenNumber
	filled := q.link.FirstChild() == nil
	if !filled {
		q.authorText = withoutMarkup(q.link, q.body)
		var ok bool
		if all, ok = parseNumbers(q.authorText, q.language); !ok || len(all) != 1 && (len(all) != 2 || q.reading&(change|percent) != 0) {
			q.reportText(diagnostic.NotAChange, q.authorText)
			return ""
		}
	}
	ends := len(all) == 2 || filled && q.reading&(change|percent) == 0
	if !q.checkComparable(from, to, ends) && !ends {
		return ""
	}
	// What is compared is what is shown, or the reader's own subtraction would disagree.
	first, last := language.Round(from.Number, q.decimals), language.Round(to.Number, q.decimals)
	difference := language.Round(last-first, q.decimals)
	if ends {
		ours := q.language.Say("quote.course", "from", q.withUnit(from.Number), "to", q.withUnit(to.Number))
		if !filled && (!all[0].agreesWith(from.Number) || !all[1].agreesWith(to.Number)) {
			q.reportDifference(ours, when)
		}
		return ours
	}
	points := q.perCent() && (filled || q.wordFollows(all[0], "quote.word.points"))
	if q.reading&percent == 0 && (q.reading&change != 0 || points || filled || !q.wordFollows(all[0], "quote.word.percent")) {
		ours := q.language.Signed(difference, q.decimals)
		if q.perCent() {
			ours = q.language.Say("fact.points", "n", ours)
		}
		if !filled && !all[0].agreesWithChange(difference) {
			q.reportDifference(ours, when)
		}
		return ours
	}
	if first == 0 {
		q.list.Add(diagnostic.NoPercentOfZero, q.linkPosition(), "", q.indicator.ID, from.Period.String()+q.partSuffix())
		return ""
	}
	ratio := (last - first) / math.Abs(first) * 100
	decimals := language.PercentDecimals(ratio)
	if !filled {
		decimals = all[0].decimals
	}
	ours := q.language.Say("quote.percent", "n", q.language.Signed(ratio, decimals))
	switch {
	case filled || all[0].agreesWithChange(ratio):
	case q.perCent() && all[0].agreesWithChange(difference):
		q.reportText(diagnostic.PointsNotPercent, q.authorText, ours, q.indicator.ID, when)
	default:
		q.reportDifference(ours, when)
	}
	return ours
}

// follows reports whether one of some words, which the language lists with a stroke between, comes right behind a number.
func (q *quotationCheck) wordFollows(n writtenNumber, words string) bool {
	rest := strings.ToLower(strings.TrimLeft(q.authorText[n.end:], " \u00a0\u2009\u202f"))
	for word := range strings.SplitSeq(q.language.Say(words), "|") {
		if strings.HasPrefix(rest, word) {
			return true
		}
	}
	return false
}

// comparable reports it when two points do not measure the same. Two values beside each other are a warning: each is right,
// and the text around them may tell. A change is an error.
func (q *quotationCheck) checkComparable(from, to report.Point, ends bool) bool {
	why := q.brokenBetween(from.Period, to.Period)
	if why == "" {
		return true
	}
	code := diagnostic.ChangeAcrossBreak
	if ends {
		code = diagnostic.EndsAcrossBreak
	}
	q.list.Add(code, q.linkPosition(), "", q.indicator.ID, from.Period.String()+q.partSuffix(), to.Period.String()+q.partSuffix(), why)
	return false
}

// brokenBetween says why two periods cannot be compared: a break that starts after the first, or another definition in one of
// them, in what is quoted, in the whole that it is a part of, or in the denominator of a rate. "": they can.
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
