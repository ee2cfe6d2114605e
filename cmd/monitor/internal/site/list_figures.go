package site

import (
	"slices"
	"strconv"

	"utwente.nl/monitor/cmd/monitor/internal/draw"
	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// surveyKinds are the figures of the survey, in order.
var surveyKinds = []figure.Kind{figure.Outlook, figure.Current, figure.Severity, figure.Matrix, figure.Network,
	figure.Heatmap, figure.Ranks, figure.Approaches}

// groupKinds are those of them that have a page of their own: they have the most marks and the longest tables.
var groupKinds = []figure.Kind{figure.Network, figure.Heatmap}

// surveyFigures returns the figures of the survey, whether they have something to show or not.
func (b *book) surveyFigures() []figure.Spec {
	if b.report.Survey == nil {
		return nil
	}
	var specs []figure.Spec
	for _, kind := range surveyKinds {
		specs = append(specs, figure.Spec{Kind: kind})
	}
	return specs
}

// maturityKinds are the figures of each category on the page of questions, in order.
var maturityKinds = []figure.Kind{figure.Radar, figure.Maturity}

// questionFigures returns the figures of that page, whether they have something to show or not.
func (b *book) questionFigures() []figure.Spec {
	specs := []figure.Spec{{Kind: figure.Steps}}
	for _, c := range b.edition.Categories {
		for _, kind := range maturityKinds {
			specs = append(specs, figure.Spec{Kind: kind, Category: c})
		}
	}
	return specs
}

// numberedFigure is a figure with a number: the address of its page, its id there, and its label, "Figuur D.1".
type numberedFigure struct {
	page, id, label, title string
	spec                   figure.Spec
}

// figurePage is a page other than a chapter whose figures have numbers.
type figurePage struct {
	page, title string
	figures     []numberedFigure
}

// of returns the figure of a spec, and whether there is one.
func (f figurePage) of(spec figure.Spec) (numberedFigure, bool) {
	n := slices.IndexFunc(f.figures, func(x numberedFigure) bool { return x.spec.Key() == spec.Key() })
	if n < 0 {
		return numberedFigure{}, false
	}
	return f.figures[n], true
}

// standing returns the figures that stand on the page at an address.
func (f figurePage) standing(path string) []numberedFigure {
	var out []numberedFigure
	for _, x := range f.figures {
		if x.page == path {
			out = append(out, x)
		}
	}
	return out
}

// figurePages returns the pages other than chapters whose figures have numbers, in the order of the
// menu. Their letters follow those of the chapters without a number, so that no two figures of an
// edition have the same number.
func (b *book) figurePages() []figurePage {
	letter := 0
	for _, c := range b.inOrder {
		if !c.Numbered {
			letter++
		}
	}
	var out []figurePage
	for _, of := range []struct {
		page, title string
		specs       []figure.Spec
	}{
		{"survey", "survey.title", b.surveyFigures()},
		{"measures", "measure.title", []figure.Spec{{Kind: figure.Benefits}}},
		{"questions", "question.title", b.questionFigures()},
	} {
		page := figurePage{page: of.page, title: b.language.Say(of.title)}
		for _, spec := range of.specs {
			if draw.Complete(&spec, b.report, b.language) != nil {
				continue
			}
			id := "fig-" + string(spec.Kind)
			if spec.Category != nil {
				id += "-" + spec.Category.ID
			}
			stands := of.page
			if of.page == "survey" && slices.Contains(groupKinds, spec.Kind) {
				stands = "groups"
			}
			number := model.Letters(letter) + "." + strconv.Itoa(len(page.figures)+1)
			page.figures = append(page.figures, numberedFigure{b.address.page(stands, ""), id,
				b.language.Say("page.figure", "n", number), draw.Title(spec, b.report, b.language), spec})
		}
		if len(page.figures) > 0 {
			out, letter = append(out, page), letter+1
		}
	}
	return out
}

// figuresOn returns the numbered figures of a page that is no chapter; of the survey also those on the page of groups.
func (b *book) figuresOn(page string) figurePage {
	for _, of := range b.figurePages() {
		if of.page == page {
			return of
		}
	}
	return figurePage{}
}

// numbered completes the view of a figure that has a number on a page that is no chapter.
func (p *press) numbered(b *book, page string, f numberedFigure) (FigureView, error) {
	return p.figure(b, page, FigureView{ID: f.id, Label: f.label}, f.spec, true)
}

// surveyLink returns a link to the page of the survey.
func (b *book) surveyLink(page string) Link {
	return Link{Href: relative(page, b.address.page("survey", "")), Title: b.textOf(b.report.Survey.Survey.Title)}
}
