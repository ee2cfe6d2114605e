package site

import (
	"cmp"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
)

// Judgement says how a category or an aspect is doing, in a word. Key chooses the symbol; each has
// its own shape.
type Judgement struct {
	Key, Text, Reason string
	Source            string // who says so: the authors, and what the rules say beside it; or the rules
}

// judgement returns the judgement of a category by its authors, or else by the rules. It is nil
// when there is neither.
func (b *book) judgement(c *model.Category) *Judgement {
	s, ok := b.report.CategoryStatus(c.ID)
	return b.judgementOf(c.Judgement, c.Reason, s, ok)
}

func (b *book) aspectJudgement(a *model.Aspect) *Judgement {
	s, ok := b.report.AspectStatus(a)
	return b.judgementOf(a.Judgement, a.Reason, s, ok)
}

func (b *book) judgementOf(authors model.Judgement, reason model.Text, s report.Status, ok bool) *Judgement {
	l := b.language
	switch {
	case authors != "":
		j := &Judgement{Key: string(authors), Text: b.judgementText(authors), Reason: b.textOf(reason),
			Source: l.Say("status.by-authors")}
		if ok && s.Examples == 0 {
			j.Source = l.Say("status.by-authors-beside", "status", b.judgementText(s.Judgement), "why",
				b.statusReason(s))
		}
		return j
	case !ok:
		return nil
	}
	j := &Judgement{Key: string(s.Judgement), Text: b.judgementText(s.Judgement), Reason: b.statusReason(s),
		Source: l.Say("status.by-rules")}
	return j
}

// judgementText names a judgement, or says that there is none.
func (b *book) judgementText(j model.Judgement) string {
	return b.language.Say("category.judgement." + cmp.Or(string(j), "none"))
}

// statusReason says why the rules give a status: "1 van de 3 kengetallen is slechter geworden:
// Ongevallen."
func (b *book) statusReason(s report.Status) string {
	l := b.language
	switch {
	case s.Examples > 0:
		return l.Count("status.why.examples", s.Examples)
	case s.Judged == 0:
		return l.Say("status.why.nothing")
	case s.Rule == nil:
		return l.Count("status.why.none", s.Judged)
	}
	var titles []string
	for _, i := range s.Counted {
		titles = append(titles, b.textOf(i.Title))
	}
	if s.Judged == 1 {
		return l.Say("status.why.only", "what", b.ruleText(s.Rule), "titles", b.language.List(titles))
	}
	return l.Count("status.why", len(s.Counted), "judged", l.Whole(s.Judged), "what",
		b.ruleText(s.Rule), "titles", b.language.List(titles))
}

// ruleText says what a rule looks for: "slechter geworden en niet op koers".
func (b *book) ruleText(r *model.StatusRule) string {
	l := b.language
	var parts []string
	alternatives := func(words []string) {
		if len(words) > 0 {
			parts = append(parts, strings.Join(words, " "+l.Say("status.or")+" "))
		}
	}
	var words []string
	for _, c := range r.Courses {
		words = append(words, l.Say("status.course."+string(c)))
	}
	alternatives(words)
	words = nil
	for _, a := range r.Aims {
		words = append(words, l.Say("status.aim."+string(a)))
	}
	alternatives(words)
	return b.language.List(parts)
}

// NumbersView says how the numbers of the report were tested and judged.
type NumbersView struct {
	Tested     []string // of the real figures, and of the examples
	Correction string   // for the number of tests
	Methods    string   // what is said of each
	Rules      []Fact   // status, and when it is given
}

func (b *book) numbersView() *NumbersView {
	l, j := b.language, b.report.Judging
	v := &NumbersView{}
	for n, key := range []string{"numbers.tested", "numbers.examples"} {
		f := b.report.Families[n]
		if f.Tests+f.Kept+f.Unable == 0 && n == 1 {
			continue
		}
		said := l.Say(key, "indicators", l.Whole(f.Indicators), "tests",
			l.Whole(f.Tests),
			"before", l.Whole(f.Significant), "after", l.Whole(f.Left), "level",
			l.Number(j.Level, 2))
		v.Tested = append(v.Tested, said+" "+l.Say("numbers.uncounted", "kept", l.Whole(f.Kept),
			"unable", l.Whole(f.Unable)))
	}
	v.Correction = l.Say("numbers.correction", "percent", l.Number(j.Level*100, 0), "part",
		l.Quantity(j.Level*100, 0, "%"))
	v.Methods = l.Say("numbers.methods", "window", l.Whole(j.Window))
	for n := range j.Rules {
		r := &j.Rules[n]
		when := l.Count("numbers.rule", r.AtLeast, "what", b.ruleText(r))
		if r.Part > 0 {
			when += " " + l.Say("numbers.rule-part", "part", l.Quantity(r.Part*100, 0, "%"))
		}
		if r.Scope != "" {
			when += " " + l.Say("numbers.rule-of."+r.Scope)
		}
		v.Rules = append(v.Rules, Fact{b.judgementText(r.Gives), when})
	}
	v.Rules = append(v.Rules, Fact{b.judgementText(model.NotKnown), l.Say("numbers.rule-else")})
	return v
}
