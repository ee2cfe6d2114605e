package site

import (
	"utwente.nl/monitor/cmd/monitor/internal/draw"
	"utwente.nl/monitor/cmd/monitor/internal/figure"
)

// surveyKinds are the figures on the page of the survey, in order.
var surveyKinds = []figure.Kind{figure.Outlook, figure.Current, figure.Severity, figure.Matrix, figure.Network,
	figure.Heatmap,
	figure.Ranks, figure.Approaches}

// surveyFigures returns the figures of the survey that have something to show.
func (b *book) surveyFigures() []figure.Spec {
	var specs []figure.Spec
	for _, kind := range surveyKinds {
		spec := figure.Spec{Kind: kind}
		if draw.Complete(&spec, b.report, b.language) == nil {
			specs = append(specs, spec)
		}
	}
	return specs
}

// surveyFigureLinks returns links to these figures, for the list of all figures.
func (b *book) surveyFigureLinks(page string) []Link {
	var links []Link
	for n, spec := range b.surveyFigures() {
		links = append(links, Link{Href: relative(page, b.address.page("survey", "")) + "#fig-" + string(spec.Kind),
			Title: draw.Title(spec, b.report, b.language), Label: b.language.Say("page.figure", "n", b.whole(n+1))})
	}
	return links
}

// surveyLink returns a link to the page of the survey.
func (b *book) surveyLink(page string) Link {
	return Link{Href: relative(page, b.address.page("survey", "")), Title: b.textOf(b.report.Survey.Survey.Title)}
}
