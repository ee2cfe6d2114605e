package site

// surveyPage is the page of the risk perception survey.
func surveyPage() *pageKind {
	return &pageKind{name: "survey", words: "survey", file: "survey", menu: reportMenu, fill: (*press).fillSurvey,
		ids:     when(func(b *book) bool { return b.report.Survey != nil }),
		heading: func(b *book, _ string) string { return b.textOf(b.report.Survey.Survey.Title) }}
}

// SurveyView is the page of the survey: the results, how it was held, and who answered. Two
// figures and the answers to each question have pages of their own, so that a browser need not lay out all of
// it for whoever reads the results.
type SurveyView struct {
	SurveyState
	Method   string
	Facts    []Fact // when, how many, what part of the population
	Selected string // who answered, and what intervals hold
	Weighted string // how groups count
	Groups   []SurveyGroup
	Notes    []string // about groups that were merged or are not shown
	Results  []SurveyResult
	Asked    []AskedQuestion
	Appendix Link
}

// SurveyResult is a figure, or a link to it when it stands on another page.
type SurveyResult struct {
	Figure    *FigureView
	ID        string // of the element with the link: the figure's own, so that a kept address finds it
	Elsewhere Link
}

// SurveyGroup is the response of a group, or of several that were merged.
type SurveyGroup struct {
	Title      string
	Population string
	Invited    string
	N          string // "" when it is not shown
	Response   string // "12 %"
}

func (p *press) fillSurvey(b *book, page *Page, _ string) error {
	path, s, l := page.Path, b.report.Survey, b.language
	v := &SurveyView{SurveyState: b.surveyState(), Method: b.textOf(s.Survey.Method), Asked: b.askedQuestions(),
		Facts: []Fact{{l.Say("survey.period"), l.Say("survey.period-text", "start", l.Date(s.Survey.Start), "end",
			l.Date(s.Survey.End))}},
		Appendix: Link{Href: relative(path, b.address.page("answers", "")), Title: l.Say("answers.title")}}
	page.View = v
	if s.Withheld {
		return nil
	}
	v.Facts = append(v.Facts, Fact{l.Say("survey.respondents"), b.language.Whole(s.N)})
	if s.Invited > 0 {
		v.Facts = append(v.Facts, Fact{l.Say("survey.response"), l.Say("survey.response-text",
			"share", l.Quantity(s.Response(), 1, "%"), "invited", b.language.Whole(s.Invited),
			"population", b.language.Whole(s.Population))})
	}
	v.Selected = l.Say("survey.self-selected")
	v.Weighted = l.Say("survey.unweighted")
	if s.Weighted {
		v.Weighted = l.Say("survey.weighted")
	}
	b.addGroups(v)
	for _, f := range b.figuresOn("survey").figures {
		if f.page != path {
			v.Results = append(v.Results, SurveyResult{ID: f.id,
				Elsewhere: Link{Href: relative(path, f.page+"#"+f.id), Title: f.title, Label: f.label}})
			continue
		}
		view, err := p.numbered(b, path, f)
		if err != nil {
			return err
		}
		v.Results = append(v.Results, SurveyResult{Figure: &view})
	}
	return nil
}

// addGroups sets who answered, and which groups were merged or are not shown.
func (b *book) addGroups(v *SurveyView) {
	l, threshold := b.language, b.language.Whole(b.report.Privacy.Threshold)
	for _, cell := range b.report.Survey.Cells {
		var titles []string
		for _, g := range cell.Groups {
			titles = append(titles, b.textOf(g.Title))
		}
		group := SurveyGroup{Title: b.language.List(titles), Population: b.language.Whole(cell.Population),
			Invited: b.language.Whole(cell.Invited)}
		if !cell.Withheld {
			group.N, group.Response = b.language.Whole(cell.N), b.language.Quantity(cell.Response(), 1, "%")
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
