package prose

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// A claim is a word that says how something went: rose, fewer, strongly, better. A reader takes it
// for a finding, so the verdict must say it too. This file finds claims and holds them against the
// report; sentence.go and Converter.Overstated say which words and which numbers belong together.
//
// A claim holds when one of the changes beside it bears it. A change bears "rose" when
//
//   - the two numbers can be compared, and neither is a bound;
//   - the last is higher;
//   - they can be tested, and the test shows a change; or, over the periods of a trend, the trend does;
//   - the first is not the low point of a series that was higher before;
//   - and for "doubled", the last is about twice the first.
//
// Parts, and numbers that have neither test nor trend, are held against the others of these. A
// sentence that says itself that it may be chance, or that the two cannot be compared, claims no
// more than a direction.

// claimKind is what a claim says.
type claimKind string

const (
	claimsRise     claimKind = "up"
	claimsFall     claimKind = "down"
	claimsStrong   claimKind = "strong" // any direction
	claimsBetter   claimKind = "better"
	claimsWorse    claimKind = "worse"
	claimsTogether claimKind = "together" // of two series: nothing tests that
)

var claimKinds = []claimKind{claimsRise, claimsFall, claimsStrong, claimsBetter, claimsWorse, claimsTogether}

// claim is a claim in a text.
type claim struct {
	kind       claimKind
	factor     float64 // 2 for "doubled"; 0 when the words name none
	words      string
	start, end int
}

// claimWords find the claims of a language.
type claimWords struct {
	kinds   map[claimKind]*regexp.Regexp
	factors []claimFactor
	none    *regexp.Regexp // phrases such as "more or less", which claim nothing
	not     *regexp.Regexp // a denial or a wish that ends where a claim begins
	within  *regexp.Regexp // a denial in a claim: "nam niet toe"
	behind  *regexp.Regexp // a denial behind one, with the next word: "steeg niet"
	only    *regexp.Regexp // "not only", "not … but" deny nothing
	hedge   *regexp.Regexp // words that tell the verdict itself: "may be chance"
}

// claimFactor finds the words for a factor.
type claimFactor struct {
	words  *regexp.Regexp
	factor float64
}

// newClaimWords reads the lists of the theme. In "nam … toe" a few words may stand between,
// "verdubbel*" is the beginning of a word, and "verdubbel*=2" names a factor.
func newClaimWords(l *language.Language) claimWords {
	pattern := func(list string) string {
		s := regexp.QuoteMeta(list)
		s = strings.ReplaceAll(s, " … ", `(?:\s+[^\s.,;:]+){0,6}?\s+`)
		s = strings.ReplaceAll(s, `\*`, `\pL*`)
		return "(?:" + strings.ReplaceAll(s, `\|`, "|") + ")"
	}
	words := func(format, key string) *regexp.Regexp {
		return regexp.MustCompile("(?i)" + fmt.Sprintf(format, pattern(l.Say("quote.claim."+key))))
	}
	c := claimWords{kinds: make(map[claimKind]*regexp.Regexp)}
	for _, kind := range claimKinds {
		var list []string
		for entry := range strings.SplitSeq(l.Say("quote.claim."+string(kind)), "|") {
			entry, factor, named := strings.Cut(entry, "=")
			list = append(list, entry)
			if f, err := strconv.ParseFloat(factor, 64); named && err == nil {
				c.factors = append(c.factors, claimFactor{regexp.MustCompile("(?i)^" + pattern(entry) + "$"), f})
			}
		}
		c.kinds[kind] = regexp.MustCompile(`(?i)\b` + pattern(strings.Join(list, "|")) + `\b`)
	}
	c.none = words(`\b%s\b`, "none")
	c.not = words(`\b%s\s+(?:\pL+\s+){0,3}$`, "not")
	c.within = words(`\b%s\b`, "denial")
	c.behind = words(`^\s+%s\b(?:\s+\pL+)?`, "denial")
	c.only = words(`\b%s\b`, "only")
	c.hedge = words(`\b%s\b`, "hedge")
	return c
}

// find returns the claims of a text, in no particular order.
func (c claimWords) find(text string) []claim {
	var all []claim
	none := c.none.FindAllStringIndex(text, -1)
	for _, kind := range claimKinds {
		for _, m := range c.kinds[kind].FindAllStringIndex(text, -1) {
			within := func(n []int) bool { return n[0] <= m[0] && m[1] <= n[1] }
			if slices.ContainsFunc(none, within) || c.denied(text, m[0], m[1]) {
				continue
			}
			found := claim{kind: kind, words: text[m[0]:m[1]], start: m[0], end: m[1]}
			for _, f := range c.factors {
				if f.words.MatchString(found.words) {
					found.factor = f.factor
				}
			}
			all = append(all, found)
		}
	}
	return all
}

// denied reports whether a text denies the claim that it has from start to end.
func (c claimWords) denied(text string, start, end int) bool {
	denies := func(denial string) bool { return denial != "" && !c.only.MatchString(denial) }
	return denies(c.not.FindString(text[:start])) || denies(c.behind.FindString(text[end:])) ||
		c.within.MatchString(text[start:end])
}

// hedged reports whether a text tells that a change is not demonstrable, or cannot be told.
func (c claimWords) hedged(text string) bool {
	for _, m := range c.hedge.FindAllStringIndex(text, -1) {
		if !c.not.MatchString(text[:m[0]]) {
			return true
		}
	}
	return false
}

// course is how a series went from one period to another.
type course struct {
	indicator *model.Indicator
	series    report.Series // of the values, of the rates or of a part
	from, to  report.Point
}

// doubt returns why a course does not bear a claim, or "". A hedged sentence says itself that the change
// is not demonstrable.
func (c *Converter) doubt(found claim, hedged bool, of course) string {
	comparison := &report.Comparison{From: of.from, To: of.to, Comparable: report.Comparable(pointsBetween(of))}
	if of.series.Member == nil {
		if tested := c.report.Between(of.indicator, of.from.Period, of.to.Period); tested != nil {
			comparison = tested
		}
	}
	// The side is that of the numbers that are quoted; the test may be one of their rates.
	side := cmp.Compare(of.to.Number, of.from.Number)
	wanted, ok := found.kind.side(of.indicator.Direction)
	if !ok {
		return wording.Refer("phrase.claim-no-direction")
	}
	trend := c.trendOver(of)
	trendShown := trend != nil && trend.Adjusted <= c.report.Judging.Level && trend.Slope.Value*float64(wanted) >= 0
	switch {
	case !comparison.Comparable && !hedged:
		return wording.Refer("phrase.claim-broken")
	case wanted != 0 && side != wanted:
		return wording.Refer("phrase.claim-other-way")
	case (of.from.Flags.Bound() || of.to.Flags.Bound()) && !hedged:
		return wording.Refer("phrase.claim-bound")
	case comparison.Test != nil && comparableBefore(of) < report.LeastBefore && !hedged:
		return wording.Refer("phrase.claim-too-few")
	case !hedged && !trendShown && (comparison.Test != nil && !c.report.Demonstrable(comparison) ||
		comparison.Test == nil && trend != nil):
		return wording.Refer("phrase.claim-chance")
	case found.factor != 0 && !isNearly(of.to.Number/of.from.Number, found.factor):
		return wording.Refer("phrase.claim-other-factor")
	case wanted != 0 && !trendShown:
		return fromExtreme(of, float64(wanted))
	}
	return ""
}

// side returns the side to which a number went, if the claim is right: 1 for up, −1 for down, 0 for
// either. ok is false for better and worse when neither side of the indicator is the good one.
func (k claimKind) side(good model.Direction) (side int, ok bool) {
	switch {
	case k == claimsRise:
		return 1, true
	case k == claimsFall:
		return -1, true
	case k != claimsBetter && k != claimsWorse:
		return 0, true
	case good == model.Neither:
		return 0, false
	case (good == model.Higher) == (k == claimsBetter):
		return 1, true
	}
	return -1, true
}

// trendOver returns the trend of an indicator when it runs over a course, or nil.
func (c *Converter) trendOver(of course) *report.Trend {
	v := c.report.Verdict(of.indicator)
	if of.series.Member != nil || v == nil || v.Trend == nil ||
		v.Trend.From != of.from.Period || v.Trend.To != of.to.Period {
		return nil
	}
	return v.Trend
}

// isNearly reports whether words for a factor fit a ratio. "Doubled" fits from 1.6, as in "nearly
// doubled", to 3, as in "more than doubled".
func isNearly(ratio, factor float64) bool {
	if factor < 1 {
		ratio, factor = 1/ratio, 1/factor
	}
	return ratio >= 0.8*factor && ratio <= 1.5*factor
}

// comparableBefore is the number of values before the end of a course that measure the same.
func comparableBefore(of course) int {
	n := 0
	for _, p := range of.series.Points {
		if p.Flags.Has(model.Break) {
			n = 0
		}
		if p.Period == of.to.Period {
			break
		}
		if p.State == report.Shown && !p.Flags.Has(model.Differs) {
			n++
		}
	}
	return n
}

// pointsBetween are the points of a course, from the first to the last.
func pointsBetween(of course) []report.Point {
	from := slices.IndexFunc(of.series.Points, func(p report.Point) bool { return p.Period == of.from.Period })
	to := slices.IndexFunc(of.series.Points, func(p report.Point) bool { return p.Period == of.to.Period })
	if from < 0 || to < from {
		return nil
	}
	return of.series.Points[from : to+1]
}

// fromExtreme returns a doubt when a rise is counted from the lowest of five or more comparable
// values, and the last is still below one before that; for a fall, the other way round.
func fromExtreme(of course, side float64) string {
	const fewest = 5
	n, beyond, extreme := 0, false, true
	for _, p := range of.series.Points {
		if p.Flags.Has(model.Break) {
			n, beyond, extreme = 0, false, true
		}
		if p.State != report.Shown || p.Flags.Has(model.Differs) {
			continue
		}
		n++
		if p.Period != of.from.Period {
			extreme = extreme && (p.Number-of.from.Number)*side > 0
		}
		if p.Period.Before(of.from.Period) {
			beyond = beyond || (p.Number-of.to.Number)*side > 0
		}
		if p.Period == of.to.Period {
			break
		}
	}
	if n < fewest || !beyond || !extreme {
		return ""
	}
	key := wording.Key("phrase.claim-from-lowest")
	if side < 0 {
		key = "phrase.claim-from-highest"
	}
	return wording.Refer(key, of.from.Period.String(), strconv.Itoa(n))
}

// Overstatement is a claim that no change beside it bears.
type Overstatement struct {
	Words     string
	Indicator *model.Indicator
	From, To  model.Period
	Why       string // for a message
	Key       string // of a finding that has the claim: "title" or "text"
	start     int    // in the text
	end       int
}

// overstated returns the claims of a text that none of the courses bears.
func (c *Converter) overstated(text string, courses []course) []Overstatement {
	if len(courses) == 0 {
		return nil
	}
	var all []Overstatement
	for _, found := range c.claims.find(text) {
		if found.kind == claimsTogether {
			continue
		}
		hedged := false
		for _, sentence := range sentences(text) {
			if sentence.start <= found.start && found.start < sentence.end {
				hedged = c.claims.hedged(text[sentence.start:sentence.end])
			}
		}
		borne := func(of course) bool { return c.doubt(found, hedged, of) == "" }
		if !slices.ContainsFunc(courses, borne) {
			first := courses[0]
			all = append(all, Overstatement{Words: found.words, Indicator: first.indicator, From: first.from.Period,
				To: first.to.Period, Why: c.doubt(found, hedged, first), start: found.start, end: found.end})
		}
	}
	return all
}

// yearInText matches a period as the data write it.
var yearInText = regexp.MustCompile(`\b(?:19|20)[0-9]{2}(?:/[0-9]{4}|-Q[1-4]|-[01][0-9])?\b`)

// coursesIn are the courses that a title or a finding about an indicator may mean. When it names
// several periods, they run from each of these to the next; when it names one, from the point before
// to that one; and when it names none, or only the first, from the first point to the last.
func coursesIn(text string, i *model.Indicator, s report.Series, within []report.Point) []course {
	var shown []report.Point
	for _, p := range within {
		if p.State == report.Shown {
			shown = append(shown, p)
		}
	}
	if len(shown) < 2 {
		return nil
	}
	first, last := shown[0], shown[len(shown)-1]
	years := yearInText.FindAllString(text, -1)
	var named []report.Point
	before := first
	var all []course
	for _, p := range shown {
		if slices.Contains(years, p.Period.String()) {
			named = append(named, p)
			if p.Period != before.Period {
				all = append(all, course{i, s, before, p})
			}
		}
		before = p
	}
	switch {
	case len(named) == 0, len(named) == 1 && named[0].Period == first.Period:
		return []course{{i, s, first, last}}
	case len(named) > 1:
		all = all[:0]
		for n := range named[1:] {
			all = append(all, course{i, s, named[n], named[n+1]})
		}
	}
	return all
}

// trendOf is the course of the trend of an indicator, when a text names no period and the points that it
// is about hold those of the trend.
func (c *Converter) trendOf(text string, i *model.Indicator, s report.Series, within []report.Point) []course {
	v := c.report.Verdict(i)
	if s.Member != nil || v == nil || v.Trend == nil || yearInText.MatchString(text) {
		return nil
	}
	var from, to *report.Point
	for n := range within {
		switch within[n].Period {
		case v.Trend.From:
			from = &within[n]
		case v.Trend.To:
			to = &within[n]
		}
	}
	if from == nil || to == nil {
		return nil
	}
	return []course{{i, s, *from, *to}}
}

// Overstated returns the claims of a finding that none of its indicators bears.
func (c *Converter) Overstated(f *model.Finding) []Overstatement {
	if f.Counts {
		return nil
	}
	title := c.language.Text(f.Title)
	text := title + ". "
	if said := c.language.Text(f.Text); !strings.Contains(said, "]("+string(model.IndicatorKind)+":") {
		text += said // otherwise the sentences in it are held against what they quote
	}
	var courses []course
	for _, e := range f.Evidence {
		if e.Kind != model.IndicatorKind {
			continue
		}
		if i := c.report.Edition.Indicator(e.ID); i != nil {
			values := c.report.Facts(i).Values
			courses = append(courses, coursesIn(text, i, values, values.Points)...)
			courses = append(courses, c.trendOf(text, i, values, values.Points)...)
		}
	}
	all := c.overstated(text, courses)
	for n := range all {
		if all[n].Key = "text"; all[n].start < len(title) {
			all[n].Key = "title"
		}
	}
	return all
}
