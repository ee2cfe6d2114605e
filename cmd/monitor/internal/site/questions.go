package site

import (
	"context"
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

func (p *press) questionsPage(ctx context.Context, b *book) (*Page, error) {
	path, l := b.address.questionList(), b.language
	page, err := p.newPage(b, "questions", path, l.Say("question.title"), l.Say("question.description"))
	if err != nil {
		return nil, err
	}
	page.Breadcrumbs = []Link{b.homeLink(path)}
	v := &QuestionsView{}
	answered, examples := 0, 0
	for _, q := range b.edition.Questions {
		if q.Answer != nil {
			answered++
			if q.Answer.Example {
				examples++
			}
		}
	}
	total := len(b.edition.Questions)
	v.Standing = l.Count("question.answered", answered, "total", b.whole(total))
	if open := total - answered; open > 0 {
		v.Unanswered = l.Count("question.unanswered", open)
	}
	if examples > 0 {
		v.Examples = l.Count("question.examples", examples)
	}
	for n, level := range b.edition.Levels {
		v.Levels = append(v.Levels, LevelView{b.whole(n), b.say(level.Title), b.say(level.Description)})
	}
	about := b.questionsByAspect()
	for _, c := range b.edition.Categories {
		group := QuestionGroup{ID: "vragen-" + c.ID, Category: Link{Href: relative(path, b.address.category(c.ID)), Title: b.say(c.Title), Accent: c.Number}}
		for _, a := range c.Aspects {
			if len(about[a.ID]) > 0 {
				group.Aspects = append(group.Aspects, b.questionAspect(path, a, about[a.ID]))
			}
		}
		if len(group.Aspects) == 0 {
			continue
		}
		for _, kind := range []figure.Kind{figure.Radar, figure.Maturity} {
			spec := figure.Spec{Kind: kind, Category: c}
			if spec.Complete(b.report, l.Code) != nil {
				continue
			}
			view, err := p.figure(ctx, b, path, &page.holes, FigureView{ID: "fig-" + string(kind) + "-" + c.ID}, spec, true)
			if err != nil {
				return nil, err
			}
			group.Figures = append(group.Figures, view)
		}
		v.Categories = append(v.Categories, group)
	}
	page.View = v
	return page, nil
}

// questionsByAspect are the questions by the id of their aspect, in file order.
func (b *book) questionsByAspect() map[string][]*model.Question {
	about := make(map[string][]*model.Question)
	for _, q := range b.edition.Questions {
		if q.Aspect != nil {
			about[q.Aspect.ID] = append(about[q.Aspect.ID], q)
		}
	}
	return about
}

func (b *book) questionAspect(page string, a *model.Aspect, questions []*model.Question) QuestionAspect {
	out := QuestionAspect{Aspect: Link{Href: relative(page, b.address.aspect(a)), Title: b.say(a.Title)}, Mean: b.maturity(questions), Invented: invented(questions)}
	for _, q := range questions {
		out.Questions = append(out.Questions, b.question(page, q))
	}
	return out
}

// invented tells whether an answer to one of some questions at least is an example.
func invented(questions []*model.Question) bool {
	return slices.ContainsFunc(questions, func(q *model.Question) bool { return q.Answer != nil && q.Answer.Example })
}

// maturity says what the answers to some questions come to.
func (b *book) maturity(questions []*model.Question) string {
	sum, answered := 0, 0
	for _, q := range questions {
		if q.Answer != nil {
			sum, answered = sum+q.Answer.Level, answered+1
		}
	}
	if answered == 0 {
		return b.language.Say("question.mean-none")
	}
	return b.language.Count("question.mean", len(questions), "mean", b.score(float64(sum)/float64(answered)), "answered", b.whole(answered))
}

func (b *book) question(page string, q *model.Question) QuestionView {
	v := QuestionView{ID: questionAnchor + q.ID, Href: relative(page, b.address.thing("question", q.ID)), Text: b.say(q.Title)}
	a := q.Answer
	if a == nil {
		return v
	}
	v.Answered, v.Level, v.Evidence, v.Example = true, b.whole(a.Level), b.say(a.Evidence), a.Example
	if a.Level < len(b.edition.Levels) {
		v.LevelTitle = b.say(b.edition.Levels[a.Level].Title)
	}
	var by []string
	if a.By != nil {
		by = append(by, b.say(a.By.Title))
	}
	if !a.Date.IsZero() {
		by = append(by, b.language.Date(a.Date))
	}
	v.By = strings.Join(by, ", ")
	return v
}
