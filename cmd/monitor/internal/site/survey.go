package site

import (
	"utwente.nl/monitor/cmd/monitor/internal/figure"
)

// surveyPage is the page of the risk perception survey.
func surveyPage() *pageKind {
	return &pageKind{name: "survey", words: "survey", file: "survey", menu: reportMenu, fill: (*press).fillSurvey,
		ids:     when(func(b *book) bool { return b.report.Survey != nil }),
		heading: func(b *book, _ string) string { return b.textOf(b.report.Survey.Survey.Title) }}
}

// leastResponse is the response in per cent below which the page begins with it: those who did not
// answer are the majority.
const leastResponse = 50

// SurveyView is the page of the survey: the results, how it was held, and who answered.
type SurveyView struct {
	Method    string
	Facts     []Fact // when, how many, what part of the population
	Example   bool   // the answers are invented
	Withheld  string // why nothing is shown, or ""
	Low       string // that the response is low, or ""
	Selected  string // who answered, and what intervals hold
	Weighted  string // how groups count
	Groups    []SurveyGroup
	Notes     []string // about groups that were merged or are not shown
	Figures   []FigureView
	Questions []SurveyQuestionView
}

// SurveyGroup is the response of a group, or of several that were merged.
type SurveyGroup struct {
	Title      string
	Population string
	Invited    string
	N          string // "" when it is not shown
	Response   string // "12 %"
}

// SurveyQuestionView is a question as it was asked, with its answers.
type SurveyQuestionView struct {
	ID     string // of the element
	Label  string // "Vraag 1"
	Text   string
	Scale  string // from what to what; "" for a question without a scale
	Tables []SurveyTable
	Note   string // about what the tables leave out
}

// SurveyTable has the answers to a question, or to a question about one horizon.
type SurveyTable struct {
	Caption string
	figure.Table
}

func (p *press) fillSurvey(b *book, page *Page, _ string) error {
	path, s, l := page.Path, b.report.Survey, b.language
	v := &SurveyView{Method: b.textOf(s.Survey.Method), Example: s.Survey.Example,
		Facts: []Fact{{l.Say("survey.period"), l.Say("survey.period-text", "start", l.Date(s.Survey.Start), "end",
			l.Date(s.Survey.End))}}}
	page.View = v
	if s.Withheld {
		v.Withheld = l.Say("survey.withheld", "n", b.whole(b.report.Privacy.Threshold))
		v.Questions = b.surveyQuestions(nil)
		return nil
	}
	v.Facts = append(v.Facts, Fact{l.Say("survey.respondents"), b.whole(s.N)})
	if s.Invited > 0 {
		if share := s.Response(); share < leastResponse {
			v.Low = l.Say("survey.low-response", "share", b.percentInTenths(share), "least",
				l.Quantity(leastResponse, 0, "%"))
		}
		v.Facts = append(v.Facts, Fact{l.Say("survey.response"), l.Say("survey.response-text",
			"share", l.Quantity(s.Response(), 1, "%"), "invited", b.whole(s.Invited),
			"population", b.whole(s.Population))})
	}
	v.Selected = l.Say("survey.self-selected")
	v.Weighted = l.Say("survey.unweighted")
	if s.Weighted {
		v.Weighted = l.Say("survey.weighted")
	}
	b.addGroups(v)
	numbers := make(map[figure.Kind]string)
	for _, f := range b.figuresOn("survey").figures {
		view, err := p.numbered(b, path, f)
		if err != nil {
			return err
		}
		numbers[f.spec.Kind] = f.label
		v.Figures = append(v.Figures, view)
	}
	v.Questions = b.surveyQuestions(numbers)
	return nil
}

// addGroups sets who answered, and which groups were merged or are not shown.
func (b *book) addGroups(v *SurveyView) {
	l, threshold := b.language, b.whole(b.report.Privacy.Threshold)
	for _, cell := range b.report.Survey.Cells {
		var titles []string
		for _, g := range cell.Groups {
			titles = append(titles, b.textOf(g.Title))
		}
		group := SurveyGroup{Title: b.joinList(titles), Population: b.whole(cell.Population),
			Invited: b.whole(cell.Invited)}
		if !cell.Withheld {
			group.N, group.Response = b.whole(cell.N), b.language.Quantity(cell.Response(), 1, "%")
		}
		v.Groups = append(v.Groups, group)
		switch {
		case cell.Withheld:
			v.Notes = append(v.Notes, l.Say("survey.group-withheld", "groups", group.Title, "n", threshold))
		case len(titles) > 1:
			v.Notes = append(v.Notes, l.Say("survey.group-merged", "groups", group.Title, "n", threshold))
		}
	}
}
