package site

import (
	"utwente.nl/monitor/cmd/monitor/internal/figure"
)

// surveyKinds are the figures of the page of the survey, in order.
var surveyKinds = []figure.Kind{figure.Outlook, figure.Current, figure.Severity, figure.Matrix, figure.Network, figure.Heatmap,
	figure.Ranks, figure.Approaches}

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
		links = append(links, Link{Href: relative(page, b.address.page("survey", "")) + "#fig-" + string(spec.Kind),
			Title: figure.Title(spec, b.report, b.language), Label: b.language.Say("page.figure", "n", b.whole(n+1))})
	}
	return links
}
