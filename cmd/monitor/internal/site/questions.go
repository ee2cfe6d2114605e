package site

import (
	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// questionsPage is the page of all diagnostic questions.
func questionsPage() *pageKind {
	return &pageKind{name: "questions", words: "question", file: "questions", menu: reportMenu,
		fill:    (*press).fillQuestions,
		anchors: map[model.Kind]string{model.QuestionKind: "vraag-"},
		ids:     when(func(b *book) bool { return len(b.edition.Questions) > 0 })}
}

// QuestionsView is the page of the diagnostic questions, by category and aspect.
type QuestionsView struct {
	Standing   string // how many are answered
	Unanswered string // how many are not; "" when all are
	Examples   string // how many answers are made up; "" when none is
	Validated  string // how many were validated; "" when the data say of none
	Levels     []LevelView
	Steps      *FigureView // by process step; nil when no question has one
	Categories []QuestionGroup
}

// QuestionGroup is the questions of a category.
type QuestionGroup struct {
	ID       string // of the section
	Category Link
	Figures  []FigureView
	Aspects  []QuestionAspect
}

// QuestionAspect is the questions about one aspect.
type QuestionAspect struct {
	Aspect    Link
	Mean      string // "gemiddeld niveau 2,5", or that nothing was answered
	Invented  bool   // one of the answers at least is an example
	Questions QuestionList
}

func (p *press) fillQuestions(b *book, page *Page, _ string) error {
	path, l := page.Path, b.language
	v := &QuestionsView{}
	answered, examples, validated := 0, 0, 0
	for _, q := range b.edition.Questions {
		if len(q.Validated) > 0 {
			validated++
		}
		if q.Answer != nil {
			answered++
			if q.Answer.Example {
				examples++
			}
		}
	}
	total := len(b.edition.Questions)
	v.Standing = l.Count("question.answered", answered, "total", b.language.Whole(total))
	if open := total - answered; open > 0 {
		v.Unanswered = l.Count("question.unanswered", open)
	}
	if examples > 0 {
		v.Examples = l.Count("question.examples", examples)
	}
	if validated > 0 {
		v.Validated = l.Count("question.validated", validated, "total", b.language.Whole(total))
	}
	v.Levels = b.levelViews()
	figures := b.figuresOn("questions")
	if f, ok := figures.of(figure.Spec{Kind: figure.Steps}); ok {
		view, err := p.numbered(b, path, f)
		if err != nil {
			return err
		}
		v.Steps = &view
	}
	about := b.questionsByAspect()
	for _, c := range b.edition.Categories {
		group := QuestionGroup{ID: "vragen-" + c.ID, Category: *b.categoryLink(path, c)}
		for _, a := range c.Aspects {
			if len(about[a.ID]) > 0 {
				group.Aspects = append(group.Aspects, b.questionAspect(path, a, about[a.ID]))
			}
		}
		if len(group.Aspects) == 0 {
			continue
		}
		for _, kind := range maturityKinds {
			f, ok := figures.of(figure.Spec{Kind: kind, Category: c})
			if !ok {
				continue
			}
			view, err := p.numbered(b, path, f)
			if err != nil {
				return err
			}
			group.Figures = append(group.Figures, view)
		}
		v.Categories = append(v.Categories, group)
	}
	page.View = v
	return nil
}

func (b *book) questionAspect(page string, a *model.Aspect, questions []*model.Question) QuestionAspect {
	out := QuestionAspect{Aspect: b.aspectLink(page, a),
		Mean: b.maturityText(questions), Invented: hasExample(questions)}
	for _, q := range questions {
		out.Questions = append(out.Questions, b.questionView(page, q))
	}
	return out
}
