package site

import (
	"cmp"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// guidePage is the guide of an interview, which prints on two sheets of A4: what is asked, with what
// was answered in the edition before, and room for notes.
func guidePage() *pageKind {
	return &pageKind{name: "guide", folder: "guides", fill: (*press).fillGuide,
		ids: func(b *book) []string { return ids(b.edition.Interviews) },
		title: func(b *book, id string) string {
			return b.language.Say("guide.title", "role", b.textOf(b.edition.Interview(id).Title))
		},
		heading: func(b *book, id string) string { return b.textOf(b.edition.Interview(id).Title) },
		description: func(b *book, id string) string {
			return b.language.Say("guide.description", "role", b.textOf(b.edition.Interview(id).Title))
		}}
}

// GuideView is the guide of an interview.
type GuideView struct {
	When      *Day
	Held      bool
	By        string
	Asked     string // how many questions
	Room      string // for notes: wide, middle or narrow; it depends on how many questions there are
	Levels    []LevelView
	Aspects   []GuideAspect
	Interview Link
}

// GuideAspect has the questions about an aspect.
type GuideAspect struct {
	Aspect    Link
	Questions []GuideQuestion
}

// GuideQuestion is a question, with what was answered to it in the edition before.
type GuideQuestion struct {
	Number, Text string
	Before       string // "niveau 2, Herhaalbaar (editie 2025)", or why there is no answer
	Evidence     string // of that answer
}

// The most questions for which a guide has the widest and the middle room for notes, so that it
// prints on two sheets.
const (
	guideWide   = 8
	guideMiddle = 13
)

func (p *press) fillGuide(b *book, page *Page, id string) error {
	i, l := b.edition.Interview(id), b.language
	interview := b.linkTo(page.Path, model.InterviewKind, i)
	interview.Title = l.Say("interviews.title")
	page.Breadcrumbs = append(page.Breadcrumbs, interview)
	v := &GuideView{When: b.day(cmp.Or(i.Date, i.Due)), Held: i.Held(), By: b.roleTitle(i.By), Room: "narrow",
		Asked: l.Count("interviews.asked", len(i.Questions)), Levels: b.levelViews(), Interview: interview}
	switch n := len(i.Questions); {
	case n <= guideWide:
		v.Room = "wide"
	case n <= guideMiddle:
		v.Room = "middle"
	}
	n := 0
	for _, c := range b.edition.Categories {
		for _, a := range c.Aspects {
			g := GuideAspect{Aspect: Link{Href: relative(page.Path, b.address.aspect(a)), Title: b.textOf(a.Title),
				Accent: c.Number}}
			for _, q := range i.Questions {
				if q.Aspect != a {
					continue
				}
				n++
				question := GuideQuestion{Number: b.language.Whole(n), Text: b.textOf(q.Title)}
				question.Before, question.Evidence = b.answerBefore(q)
				g.Questions = append(g.Questions, question)
			}
			if len(g.Questions) > 0 {
				v.Aspects = append(v.Aspects, g)
			}
		}
	}
	page.View = v
	return nil
}

// answerBefore says what was answered to a question in the edition before, with its evidence, or why
// there is no answer to compare with.
func (b *book) answerBefore(q *model.Question) (level, evidence string) {
	l := b.language
	if b.before == nil {
		return l.Say("guide.first"), ""
	}
	was := b.before.edition.Question(cmp.Or(q.Formerly, q.ID))
	year := b.before.edition.Year
	switch {
	case was == nil:
		return l.Say("guide.new", "year", year), ""
	case q.Reworded(was, b.edition.Language):
		if on, why := q.Changed(); on.After(b.before.edition.Date) {
			return l.Say("guide.reworded-why", "year", year, "why", b.textOf(why)), ""
		}
		return l.Say("guide.reworded", "year", year), ""
	case was.Answer == nil:
		return l.Say("guide.unanswered", "year", year), ""
	}
	return l.Say("guide.before", "year", year, "level", b.levelName(was.Answer.Level)), b.textOf(was.Answer.Evidence)
}
