package site

import (
	"context"

	"utwente.nl/monitor/cmd/monitor/internal/figure"
)

// surveyKinds are the figures of the page of the survey, in order.
var surveyKinds = []figure.Kind{figure.Outlook, figure.Current, figure.Severity, figure.Matrix, figure.Network, figure.Heatmap,
	figure.Ranks, figure.Approaches}

func (p *press) surveyPage(ctx context.Context, b *book) (*Page, error) {
	path, s, l := b.address.surveyPage(), b.report.Survey, b.language
	page, err := p.newPage(b, "survey", path, b.say(s.Survey.Title), l.Say("survey.description"))
	if err != nil {
		return nil, err
	}
	page.Breadcrumbs = []Link{b.homeLink(path)}
	v := &SurveyView{Method: b.say(s.Survey.Method), Example: s.Survey.Example,
		Facts: []Fact{{l.Say("survey.period"), l.Say("survey.period-text", "start", l.Date(s.Survey.Start), "end", l.Date(s.Survey.End))}}}
	page.View = v
	if s.Withheld {
		v.Withheld = l.Say("survey.withheld", "n", b.whole(b.report.Threshold))
		v.Questions = b.surveyQuestions(nil)
		return page, nil
	}
	v.Facts = append(v.Facts, Fact{l.Say("survey.respondents"), b.whole(s.N)})
	if s.Population > 0 {
		v.Facts = append(v.Facts, Fact{l.Say("survey.response"), l.Say("survey.response-text",
			"share", b.language.Quantity(100*float64(s.N)/float64(s.Population), 1, "%"), "population", b.whole(s.Population))})
	}
	v.Weighted = l.Say("survey.unweighted")
	if s.Weighted {
		v.Weighted = l.Say("survey.weighted")
	}
	b.groups(v)
	numbers := make(map[figure.Kind]string)
	for _, f := range b.surveyFigures() {
		label := l.Say("page.figure", "n", b.whole(len(v.Figures)+1))
		view, err := p.figure(ctx, b, path, &page.holes, FigureView{ID: "fig-" + string(f.Kind), Label: label}, f, true)
		if err != nil {
			return nil, err
		}
		numbers[f.Kind] = label
		v.Figures = append(v.Figures, view)
	}
	v.Questions = b.surveyQuestions(numbers)
	return page, nil
}

// surveyFigures are the figures for which there is something to show.
func (b *book) surveyFigures() []figure.Spec {
	var specs []figure.Spec
	for _, kind := range surveyKinds {
		spec := figure.Spec{Kind: kind}
		if spec.Complete(b.report, b.language.Code) == nil {
			specs = append(specs, spec)
		}
	}
	return specs
}

// surveyFigureLinks are the figures of the page of the survey, for the list of figures.
func (b *book) surveyFigureLinks(page string) []Link {
	var links []Link
	for n, spec := range b.surveyFigures() {
		links = append(links, Link{Href: relative(page, b.address.surveyPage()) + "#fig-" + string(spec.Kind),
			Title: figure.Title(spec, b.report, b.language), Label: b.language.Say("page.figure", "n", b.whole(n+1))})
	}
	return links
}

// groups says who answered, and what was merged or is not shown.
func (b *book) groups(v *SurveyView) {
	l, threshold := b.language, b.whole(b.report.Threshold)
	for _, cell := range b.report.Survey.Cells {
		var titles []string
		for _, g := range cell.Groups {
			titles = append(titles, b.say(g.Title))
		}
		group := SurveyGroup{Title: b.list(titles), Population: b.whole(cell.Population)}
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
