package prose

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
)

// A claim is a word that says how something went or stands: rose, fewer, strongly, better, the same,
// a record, on track. A reader takes it for a finding, so the verdict must say it too. This file finds
// claims; doubt.go holds them against the report; sentence.go and Converter.Overstated say which words
// and which numbers belong together.
//
// A claim is about something else when its clause has a word for something else, and does not quote
// a change: in "the threshold was lowered, and there were 31 accidents", no accidents were lowered.
// The theme has these words (quote.claim.other); those in the title or the unit of the indicator are
// no others.

// claimKind is what a claim says.
type claimKind string

const (
	claimsRise     claimKind = "up"
	claimsFall     claimKind = "down"
	claimsStrong   claimKind = "strong" // any direction
	claimsBetter   claimKind = "better"
	claimsWorse    claimKind = "worse"
	claimsSame     claimKind = "same"     // that nothing changed
	claimsTogether claimKind = "together" // of two series: nothing tests that
	claimsHighest  claimKind = "highest"
	claimsLowest   claimKind = "lowest"
	claimsMet      claimKind = "met" // the target
	claimsOnTrack  claimKind = "ontrack"
)

var claimKinds = []claimKind{claimsRise, claimsFall, claimsStrong, claimsBetter, claimsWorse, claimsSame,
	claimsTogether, claimsHighest, claimsLowest, claimsMet, claimsOnTrack}

// isFact reports whether a claim is about one period, and no change.
func (k claimKind) isFact() bool {
	return k == claimsHighest || k == claimsLowest || k == claimsMet || k == claimsOnTrack
}

// claim is a claim in a text.
type claim struct {
	kind       claimKind
	factor     float64 // 2 for "doubled"; 0 when the words name none
	compares   bool    // "more" and the like, which may compare with something that is not quoted
	denied     bool    // "did not rise"
	words      string
	start, end int
}

// claimWords find the claims of a language.
type claimWords struct {
	kinds   map[claimKind]wordList
	factors []claimFactor
	none    wordList // phrases such as "more or less", which claim nothing
	not     wordList // a denial or a wish that ends where a claim begins
	before  wordList // a denial that ends there
	within  wordList // a denial in a claim: "nam niet toe"
	behind  wordList // a denial close behind one, with the next word: "steeg niet"
	only    wordList // "not only", "not … but" deny nothing
	hedge   wordList // words that tell the verdict itself: "may be chance"
	compare wordList // claims that compare: "more"
	other   wordList // what else may rise or fall: "threshold"
	clause  wordList // what ends a clause
	with    wordList // behind a number that stands after these may be its claim: "with 31, it rose"
	back    wordList // a sentence that begins so is about the numbers before it: "that is a rise"
	since   wordList // "since 2019"
}

// wordList returns what finds a list of words. It is compiled when a text is first held against it: a list may have a
// hundred words, and compiling them all takes longer than checking a small site.
type wordList func() *regexp.Regexp

// claimFactor finds the words for a factor.
type claimFactor struct {
	words  wordList
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
	compiled := func(format, list string) wordList {
		return sync.OnceValue(func() *regexp.Regexp {
			return regexp.MustCompile("(?i)" + fmt.Sprintf(format, pattern(list)))
		})
	}
	words := func(format, key string) wordList { return compiled(format, l.Say("quote.claim."+key)) }
	c := claimWords{kinds: make(map[claimKind]wordList)}
	for _, kind := range claimKinds {
		var list []string
		for entry := range strings.SplitSeq(l.Say("quote.claim."+string(kind)), "|") {
			entry, factor, named := strings.Cut(entry, "=")
			list = append(list, entry)
			if f, err := strconv.ParseFloat(factor, 64); named && err == nil {
				c.factors = append(c.factors, claimFactor{compiled("^%s$", entry), f})
			}
		}
		c.kinds[kind] = compiled(`\b%s\b`, strings.Join(list, "|"))
	}
	c.none = words(`\b%s\b`, "none")
	c.not = words(`\b%s\s+(?:\pL+\s+){0,3}$`, "not")
	c.before = words(`\b%s\s+(?:\pL+\s+){0,3}$`, "denial")
	c.within = words(`\b%s\b`, "denial")
	c.behind = words(`^(?:\s+[^\s.,;:]+){0,2}\s+%s\b(?:\s+\pL+)?`, "denial")
	c.only = words(`\b%s\b`, "only")
	c.hedge = words(`\b%s\b`, "hedge")
	c.compare = words(`^%s$`, "compare")
	c.other = words(`\b%s\b`, "other")
	c.clause = words(`[,;:.!?]["”’)]*\s|\s[–-]\s|\b%s\b`, "clause")
	c.with = words(`\b%s\s+(?:\pL+\s+){0,2}$`, "with")
	c.back = words(`^\s*%s\b`, "back")
	c.since = words(`\b%s\s+(`+yearPattern+`)\b`, "since")
	return c
}

// find returns the claims of a text, in no particular order.
func (c claimWords) find(text string) []claim {
	var all []claim
	none := c.none().FindAllStringIndex(text, -1)
	for _, kind := range claimKinds {
		for _, m := range c.kinds[kind]().FindAllStringIndex(text, -1) {
			within := func(n []int) bool { return n[0] <= m[0] && m[1] <= n[1] }
			if slices.ContainsFunc(none, within) {
				continue
			}
			found := claim{kind: kind, words: text[m[0]:m[1]], start: m[0], end: m[1]}
			found.compares = c.compare().MatchString(found.words)
			if c.isDenied(text, found, c.before) {
				// "niet meer" may be "no longer", and what did not change strongly may have changed.
				if found.denied = !found.compares && kind.canDeny(); !found.denied {
					continue
				}
			} else if c.isDenied(text, found, c.not) {
				continue // a wish
			}
			for _, f := range c.factors {
				if f.words().MatchString(found.words) {
					found.factor = f.factor
				}
			}
			all = append(all, found)
		}
	}
	return all
}

// canDeny reports whether the contrary of a claim is a claim.
func (k claimKind) canDeny() bool {
	return k == claimsRise || k == claimsFall || k == claimsMet || k == claimsOnTrack
}

// isDenied reports whether a text denies a claim. before finds the denials before it. "No difference"
// is no denial: a claim may begin or end with one.
func (c claimWords) isDenied(text string, found claim, before wordList) bool {
	denies := func(denial string) bool { return denial != "" && !c.only().MatchString(denial) }
	if denies(before().FindString(text[:found.start])) || denies(c.behind().FindString(text[found.end:])) {
		return true
	}
	within := c.within().FindStringIndex(found.words)
	return within != nil && within[0] > 0 && within[1] < len(found.words)
}

// hedged reports whether a text tells that a change is not demonstrable, or cannot be told.
func (c claimWords) hedged(text string) bool {
	for _, m := range c.hedge().FindAllStringIndex(text, -1) {
		if !c.not().MatchString(text[:m[0]]) {
			return true
		}
	}
	return false
}

// passage is a text with the courses that its claims may be about.
type passage struct {
	text    string
	courses []told
}

// told is a course that a text tells.
type told struct {
	course
	at []int // where its numbers stand in the text; nil when the text does not quote them
	// alone is true when one number is quoted, and the course is that since the value before. Then "more"
	// says nothing on it, and a claim belongs to the number behind it: "rose to 31", "with 31, it rose".
	alone bool
}

// isIn reports whether a number of a course stands in a clause.
func (t told) isIn(clause span) bool {
	return slices.ContainsFunc(t.at, func(at int) bool { return clause.start <= at && at < clause.end })
}

// coursesOf returns the courses of a passage that a claim may be about: those of its own clause, if there
// are. In "fell from 88 to 86, and went from 80 to 86" the fall is that from 88 to 86.
func (c *Converter) coursesOf(found claim, p passage) []told {
	about := slices.DeleteFunc(slices.Clone(p.courses), func(t told) bool { return !c.isAbout(found, t, p) })
	clause := c.claims.clauseAt(p.text, found.start)
	if own := func(t told) bool { return t.isIn(clause) }; slices.ContainsFunc(about, own) {
		about = slices.DeleteFunc(about, func(t told) bool { return !own(t) })
	}
	return about
}

// isAbout reports whether a claim of a passage may be about one of its courses.
func (c *Converter) isAbout(found claim, of told, p passage) bool {
	clause := c.claims.clauseAt(p.text, found.start)
	quotes := slices.ContainsFunc(p.courses, func(t told) bool { return t.isIn(clause) })
	if (of.alone || !quotes) && c.hasOther(p.text[clause.start:clause.end], p.courses) {
		return false
	}
	switch {
	case !of.alone || found.kind.isFact():
		return true
	case found.compares || found.kind == claimsStrong:
		return false
	case of.at == nil:
		return clause.start == 0
	}
	return c.claims.belongs(p.text, found, of.at[0])
}

// clauseAt returns the clause of a text that an offset is in.
func (c claimWords) clauseAt(text string, offset int) span {
	clause := span{0, len(text)}
	for _, m := range c.clause().FindAllStringIndex(text, -1) {
		if m[1] <= offset {
			clause.start = m[1]
		} else if m[0] > offset {
			clause.end = m[0]
			break
		}
	}
	return clause
}

// introduction is what stands right before a number that ends a clause: "rose in 2025, to 31".
var introduction = regexp.MustCompile(`[,;:(]\s*(?:\pL+\s+)?$`)

// belongs reports whether a claim belongs to the only number of its course, quoted at an offset.
func (c claimWords) belongs(text string, found claim, at int) bool {
	if found.end <= at {
		return !c.clause().MatchString(introduction.ReplaceAllString(text[found.end:at], ""))
	}
	if !c.with().MatchString(text[:at]) {
		return false
	}
	clause := c.clauseAt(text, at)
	return found.start < clause.end || c.clauseAt(text, found.start).start == clause.end+len(", ")
}

// hasOther reports whether a clause has a word for something else than the indicators of some courses.
func (c *Converter) hasOther(clause string, courses []told) bool {
	var own []token
	for _, of := range courses {
		own = append(own, tokens(c.language.Text(of.indicator.Title)+" "+c.language.Text(of.indicator.Unit))...)
	}
	return slices.ContainsFunc(c.claims.other().FindAllString(clause, -1), func(word string) bool {
		return !isOwn(strings.ToLower(word), own)
	})
}

// Overstatement is a claim that no verdict beside it bears.
type Overstatement struct {
	Words     string
	Indicator *model.Indicator
	From, To  model.Period
	Why       string // for a message
	Key       string // of a finding that has the claim: "title" or "text"
	fact      bool   // it is about To alone
	start     int    // in the text
	end       int
}

// Report adds the message about an overstatement.
func (o *Overstatement) Report(list *diagnostic.List, at diagnostic.Position) {
	if o.fact {
		list.Add(diagnostic.OverstatedFact, at, "", o.Words, o.Indicator.ID, o.To.String(), o.Why)
		return
	}
	list.Add(diagnostic.OverstatedChange, at, "", o.Words, o.Indicator.ID, o.From.String(), o.To.String(), o.Why)
}

// overstated returns the claims of a passage that none of its courses bears.
func (c *Converter) overstated(p passage) []Overstatement {
	if len(p.courses) == 0 {
		return nil
	}
	var all []Overstatement
	for _, found := range c.claims.find(p.text) {
		courses := c.coursesOf(found, p)
		if found.kind == claimsTogether || len(courses) == 0 {
			continue
		}
		hedged := false
		for _, sentence := range sentences(p.text) {
			if sentence.start <= found.start && found.start < sentence.end {
				hedged = c.claims.hedged(p.text[sentence.start:sentence.end])
			}
		}
		borne := func(of told) bool { return c.doubt(found, hedged, of.course) == "" }
		if !slices.ContainsFunc(courses, borne) {
			first := courses[0]
			all = append(all, Overstatement{Words: found.words, Indicator: first.indicator, From: first.from.Period,
				To: first.to.Period, Why: c.doubt(found, hedged, first.course), fact: found.kind.isFact(),
				start: found.start, end: found.end})
		}
	}
	return all
}

// yearPattern matches a period as the data write it.
const yearPattern = `(?:19|20)[0-9]{2}(?:/[0-9]{4}|-Q[1-4]|-[01][0-9])?`

var yearInText = regexp.MustCompile(`\b` + yearPattern + `\b`)

// sinceIn returns the point since which a text counts: that of 2019 for "since 2019". ok is false
// when it names none of the points before another one.
func (c claimWords) sinceIn(text string, points []report.Point, to report.Point) (from report.Point, ok bool) {
	m := c.since().FindStringSubmatch(text)
	if m == nil {
		return report.Point{}, false
	}
	for _, p := range points {
		if p.Period.String() == m[1] && p.State == report.Shown && p.Period.Before(to.Period) {
			return p, true
		}
	}
	return report.Point{}, false
}

// coursesIn are the courses that a title or a finding about an indicator may mean. When it says
// "since 2019", they run from there to the last. When it names several periods, they run from each
// of these to the next; when it names one, from the point before to that one; and when it names
// none, or only the first, from the first point to the last.
func (c claimWords) coursesIn(text string, i *model.Indicator, s report.Series, within []report.Point) []told {
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
	if from, ok := c.sinceIn(text, within, last); ok {
		return []told{{course{i, s, from, last, true}, nil, false}}
	}
	years := yearInText.FindAllString(text, -1)
	var named []report.Point
	before := first
	var all []told
	for _, p := range shown {
		if slices.Contains(years, p.Period.String()) {
			named = append(named, p)
			if p.Period != before.Period {
				all = append(all, told{course{i, s, before, p, false}, nil, false})
			}
		}
		before = p
	}
	switch {
	case len(named) == 0, len(named) == 1 && named[0].Period == first.Period:
		return []told{{course{i, s, first, last, false}, nil, false}}
	case len(named) > 1:
		all = all[:0]
		for n := range named[1:] {
			all = append(all, told{course{i, s, named[n], named[n+1], false}, nil, false})
		}
	}
	return all
}

// trendOf is the course of the trend of an indicator, when a text names no period and the points that it
// is about hold those of the trend.
func (c *Converter) trendOf(text string, i *model.Indicator, s report.Series, within []report.Point) []told {
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
	return []told{{course{i, s, *from, *to, false}, nil, false}}
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
	var courses []told
	for _, e := range f.Evidence {
		if e.Kind != model.IndicatorKind {
			continue
		}
		if i := c.report.Edition.Indicator(e.ID); i != nil {
			values := c.report.Facts(i).Values
			courses = append(courses, c.claims.coursesIn(text, i, values, values.Points)...)
			courses = append(courses, c.trendOf(text, i, values, values.Points)...)
		}
	}
	all := c.overstated(passage{text: text, courses: courses})
	for n := range all {
		if all[n].Key = "text"; all[n].start < len(title) {
			all[n].Key = "title"
		}
	}
	return all
}
