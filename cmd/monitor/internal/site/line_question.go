package site

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// QuestionView is a question and its answer.
type QuestionView struct {
	ID         string // of the element
	Href       string // where it stands
	Text       string
	Answered   bool
	Level      string // "2"
	LevelTitle string // "Herhaalbaar"
	Evidence   string
	By         string // "Hoofd HSE, 3 maart 2026"
	Example    bool
	Old        bool   // the answer is from before the text of the question was changed
	Step       string // process step
	Norms      []Link // without an address where the data have none
	Validated  []ValidationView
}

// ValidationView says what a role found of a question.
type ValidationView struct {
	By, Outcome, Why string
	Date             *Day
	Example          bool
}

// QuestionList is the questions of an aspect.
type QuestionList []QuestionView

// Mixed reports whether some answers are examples and some are not: then each example has a mark, otherwise the list
// has one.
func (l QuestionList) Mixed() bool {
	return slices.ContainsFunc(l, func(q QuestionView) bool { return q.Answered && q.Example }) &&
		slices.ContainsFunc(l, func(q QuestionView) bool { return q.Answered && !q.Example })
}

// questionsByAspect returns the questions by the id of their aspect, in file order.
func (b *book) questionsByAspect() map[string][]*model.Question {
	about := make(map[string][]*model.Question)
	for _, q := range b.edition.Questions {
		if q.Aspect != nil {
			about[q.Aspect.ID] = append(about[q.Aspect.ID], q)
		}
	}
	return about
}

// hasExample reports whether at least one answer is an example.
func hasExample(questions []*model.Question) bool {
	return slices.ContainsFunc(questions, func(q *model.Question) bool { return q.Answer != nil && q.Answer.Example })
}

// maturityText says at what level some questions were answered on average.
func (b *book) maturityText(questions []*model.Question) string {
	sum, answered := 0, 0
	for _, q := range questions {
		if q.Answer != nil {
			sum, answered = sum+q.Answer.Level, answered+1
		}
	}
	if answered == 0 {
		return b.language.Say("question.mean-none")
	}
	return b.language.Count("question.mean", len(questions), "mean", b.score(float64(sum)/float64(answered)),
		"answered", b.language.Whole(answered))
}

// answersOldText reports whether the answer to a question is from before its text was changed.
func (b *book) answersOldText(q *model.Question) bool {
	if b.before == nil {
		return q.AnswersOldText(nil, time.Time{}, "")
	}
	e := b.before.edition
	return q.AnswersOldText(e.Question(cmp.Or(q.Formerly, q.ID)), e.Date, e.Language)
}

func (b *book) questionView(page string, q *model.Question) QuestionView {
	v := QuestionView{ID: b.address.anchor(model.QuestionKind, q.ID),
		Href: relative(page, b.address.thing(model.QuestionKind, q.ID)), Text: b.textOf(q.Title)}
	if q.Step != "" {
		v.Step = b.language.Say("question.step." + string(q.Step))
	}
	for _, n := range q.Norms {
		v.Norms = append(v.Norms, Link{Href: n.URL, Title: b.textOf(n.Title)})
	}
	for _, x := range q.Validated {
		v.Validated = append(v.Validated, ValidationView{By: b.roleTitle(x.By), Date: b.day(x.Date),
			Outcome: b.language.Say("question.validation." + string(x.Outcome)), Why: b.textOf(x.Why), Example: x.Example})
	}
	a := q.Answer
	if a == nil {
		return v
	}
	v.Answered, v.Level, v.Evidence, v.Example = true, b.language.Whole(a.Level), b.textOf(a.Evidence), a.Example
	v.Old = b.answersOldText(q)
	if a.Level < len(b.edition.Levels) {
		v.LevelTitle = b.textOf(b.edition.Levels[a.Level].Title)
	}
	var by []string
	if a.By != nil {
		by = append(by, b.textOf(a.By.Title))
	}
	if !a.Date.IsZero() {
		by = append(by, b.language.Date(a.Date))
	}
	v.By = strings.Join(by, ", ")
	return v
}
