package prose

import (
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
)

// A sentence that quotes a change is held against the verdict on it: two periods in one quotation,
// or two quotations of one series. One that quotes a number alone is held against the verdict since
// the value before, or since the year that it names: "rose to 31", "the highest since 2019".
//
// Two more sentences count. One without a quotation right before a change introduces it: "Reports
// rose sharply. There were 52 in 2016 and 101 in 2018." One right behind numbers is about these when
// it begins with a word that points back: "That is a sharp rise."

// quotedNumber is a quotation of a number, or of two.
type quotedNumber struct {
	link     ast.Node
	course   course // from is the zero point when one period is quoted
	counts   bool   // the author declares that the sentence gives the counts and claims no change
	sameName string // the same for quotations of one series
	at       int    // where it stands in the text of its block
}

// block is the paragraph, or the like, that the link is in.
func (q *quotationCheck) block() ast.Node {
	var block ast.Node = q.link
	for block.Parent() != nil && block.Type() != ast.TypeBlock {
		block = block.Parent()
	}
	return block
}

// noteQuoted remembers a quotation with its block.
func (q *quotationCheck) noteQuoted(from, to report.Point) {
	block := q.block()
	if q.quotedBy[block] == nil {
		q.quotedIn = append(q.quotedIn, block)
	}
	name := q.indicator.ID + "/" + q.partName()
	if q.reading&rate != 0 {
		name += "?rate"
	}
	tells := q.reading&counts != 0 || q.passage != nil && q.passage.Counts // only what was counted
	q.quotedBy[block] = append(q.quotedBy[block], quotedNumber{link: q.link, counts: tells,
		course: course{indicator: q.indicator, series: q.series, from: from, to: to}, sameName: name})
}

// flat is the text of a block without markup.
type flat struct {
	text  strings.Builder
	runs  []run
	links map[ast.Node]int // offsets in the text
}

// run is a part of the text that is the same in the body.
type run struct{ inText, inBody int } // offsets of its beginning

// flatten returns the text of a block.
func (w *walker) flatten(block ast.Node) *flat {
	f := &flat{links: make(map[ast.Node]int)}
	_ = ast.Walk(block, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Link:
			f.links[n] = f.text.Len()
		case *ast.Text:
			f.runs = append(f.runs, run{f.text.Len(), n.Segment.Start})
			f.text.Write(n.Segment.Value(w.body))
			if n.SoftLineBreak() || n.HardLineBreak() {
				f.text.WriteByte(' ')
			}
		case *ast.String:
			f.text.Write(n.Value)
		}
		return ast.WalkContinue, nil
	})
	return f
}

// origin returns the offset in the body of an offset in the text.
func (f *flat) origin(offset int) int {
	at := run{}
	for _, r := range f.runs {
		if r.inText <= offset {
			at = r
		}
	}
	return at.inBody + offset - at.inText
}

var sentenceEnd = regexp.MustCompile(`[.!?]["”’)]*\s+`)

// sentences returns the spans of the sentences of a text.
func sentences(text string) []span {
	var all []span
	start := 0
	for _, m := range sentenceEnd.FindAllStringIndex(text, -1) {
		if !startsLower(text[m[1]:]) {
			all = append(all, span{start, m[1]})
			start = m[1]
		}
	}
	return append(all, span{start, len(text)})
}

// startsLower reports whether a text begins with a small letter: the point before it ended no
// sentence.
func startsLower(s string) bool {
	return s != "" && strings.ToLower(s[:1]) == s[:1] && strings.ToUpper(s[:1]) != s[:1]
}

// checkSentences holds the sentences of all blocks with a quotation against the verdicts.
func (w *walker) checkSentences() {
	for _, block := range w.quotedIn {
		f := w.flatten(block)
		text := f.text.String()
		introduced, said := span{}, passage{}
		for _, s := range sentences(text) {
			var here []quotedNumber
			for _, q := range w.quotedBy[block] {
				if q.at = f.links[q.link]; s.start <= q.at && q.at < s.end {
					here = append(here, q)
				}
			}
			if here == nil {
				if sentence := text[s.start:s.end]; said.courses != nil && w.claims.back().MatchString(sentence) {
					for n := range said.courses {
						said.courses[n].at = nil
					}
					w.reportOverstated(f, passage{sentence, said.courses}, s.start)
				} else {
					introduced = s
				}
				said = passage{}
				continue
			}
			courses := w.coursesTold(here, text[s.start:s.end])
			isChange := func(t told) bool { return !t.alone }
			if introduced.end == s.start && slices.ContainsFunc(courses, isChange) {
				s.start = introduced.start
			}
			for _, t := range courses {
				for n := range t.at {
					t.at[n] -= s.start
				}
			}
			said = passage{text[s.start:s.end], courses}
			w.reportOverstated(f, said, s.start)
		}
	}
}

// coursesTold are the courses that the quotations of a sentence tell, with where these stand in the text of
// the block: those between two numbers of one series and, of a number that is the only one of its series,
// that since the value before. There are none when the author declares that the sentence gives the counts.
func (w *walker) coursesTold(all []quotedNumber, sentence string) []told {
	named := make(map[string]map[model.Period]bool) // the periods quoted on their own, by series
	for _, q := range all {
		if q.counts {
			return nil
		}
		if named[q.sameName] == nil {
			named[q.sameName] = make(map[model.Period]bool)
		}
		if !q.isChange() {
			named[q.sameName][q.course.to.Period] = true
		}
	}
	var courses []told
	last := make(map[string]quotedNumber)
	for _, q := range all {
		before := last[q.sameName]
		if !q.isChange() {
			last[q.sameName] = q
		}
		c := q.course
		switch {
		case q.isChange():
			courses = append(courses, told{c, []int{q.at}, false})
		case len(named[q.sameName]) == 1:
			courses = append(courses, w.coursesBefore(q, sentence)...)
		case before.link != nil && before.course.to.Period != c.to.Period:
			if c.from = before.course.to; c.to.Period.Before(c.from.Period) {
				c.from, c.to = c.to, c.from
			}
			courses = append(courses, told{c, []int{before.at, q.at}, false})
		}
	}
	return courses
}

// isChange reports whether a quotation is one of two periods.
func (q quotedNumber) isChange() bool { return q.course.from.Period != (model.Period{}) }

// coursesBefore are the courses to a number that is the only one of its series: from the value before of the
// same season, or from the year since which the sentence counts; and the trend that ends there.
func (w *walker) coursesBefore(q quotedNumber, sentence string) []told {
	c := q.course
	if c.from, c.since = w.claims.sinceIn(sentence, c.series.Points, c.to); !c.since {
		for _, p := range c.series.Points {
			if p.Period.Before(c.to.Period) && p.Period.Part == c.to.Period.Part && p.State == report.Shown {
				c.from = p
			}
		}
	}
	courses := []told{{c, []int{q.at}, true}}
	if v := w.report.Verdict(c.indicator); !c.since && v != nil && v.Trend != nil && v.Trend.To == c.to.Period {
		c.from = c.series.At(v.Trend.From)
		courses = append(courses, told{c, []int{q.at}, true})
	}
	return courses
}

// reportOverstated reports the claims of a passage that its courses do not bear. from is where it begins
// in the text.
func (w *walker) reportOverstated(f *flat, p passage, from int) {
	for _, o := range w.overstated(p) {
		o.Report(w.list, w.position(f.origin(from+o.start), o.end-o.start))
	}
}

// checkTitle holds the title of a figure of indicators against their verdicts. A claim about two
// series together is never tested.
func (w *walker) checkTitle(f *Figure, locate locator) {
	s := &f.Spec
	var courses []told
	for _, i := range s.Indicators {
		facts := w.report.Facts(i)
		all := []report.Series{facts.Values}
		if s.Rate {
			all[0] = facts.Rates
		}
		for _, b := range facts.Breakdowns {
			if b.Dimension == s.Breakdown {
				all = append(all, w.partsNamed(f.Title, b.Parts)...)
			}
		}
		for _, series := range all {
			points := within(series.Points, s.From, s.To)
			courses = append(courses, w.claims.coursesIn(f.Title, i, series, points)...)
			courses = append(courses, w.trendOf(f.Title, i, series, points)...)
		}
	}
	for _, o := range w.overstated(passage{text: f.Title, courses: courses}) {
		o.Report(w.list, locate())
	}
	if len(s.Indicators) < 2 {
		return
	}
	for _, c := range w.claims.find(f.Title) {
		if c.kind == claimsTogether {
			w.list.Add(diagnostic.UntestedTogether, locate(), "", c.words)
		}
	}
}

// partsNamed are the parts of which a title has a word. Nothing tests parts, so that a part bears no
// claim that may be about the whole.
func (w *walker) partsNamed(title string, parts []report.Series) []report.Series {
	var named []report.Series
	for _, part := range parts {
		own := tokens(w.textOf(part.Member.Title) + " " + part.Member.Key)
		if slices.ContainsFunc(tokens(title), func(t token) bool { return isOwn(t.word, own) }) {
			named = append(named, part)
		}
	}
	return named
}

// within are the points from one period to another. A zero period is no bound.
func within(points []report.Point, from, to model.Period) []report.Point {
	var out []report.Point
	for _, p := range points {
		if !p.Period.Before(from) && (to == model.Period{} || !to.Before(p.Period)) {
			out = append(out, p)
		}
	}
	return out
}
