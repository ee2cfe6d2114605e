package site

import (
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/draw"
	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/share"
)

// riskPage is the page of a risk.
func riskPage() *pageKind {
	return &pageKind{name: "risk", folder: "risks", about: model.RiskKind, fill: (*press).fillRisk,
		ids:         func(b *book) []string { return ids(b.risks) },
		title:       func(b *book, id string) string { return b.textOf(b.edition.Risk(id).Title) },
		description: func(b *book, id string) string { return b.textOf(b.edition.Risk(id).Definition) },
		accent:      func(b *book, id string) int { return b.categoryNumber(b.edition.Risk(id).Category()) }}
}

// RiskView is the page of a risk.
type RiskView struct {
	Category     *Link
	Aspects      []Link
	Definition   string
	History      []string // what it was called before, in sentences
	Owner        string
	Standing     string // its place by severity, in a sentence or two; "" without one
	Example      bool   // the answers to the survey are invented
	Causes       []string
	Consequences []string
	Indicators   []IndicatorCard
	LeadsTo      []RelatedRisk
	ComesFrom    []RelatedRisk
	Controls     []ControlLine
	Measures     []MeasureLine
	Rejected     []MeasureLine
	Actions      []PromiseLine
	Decisions    []Thing // of meetings, about it
	Survey       *Link   // the page of the survey; nil when none was held
	Figures      []RiskFigure
}

// RiskFigure is a figure with what it shows about the risk, in a sentence.
type RiskFigure struct {
	Figure FigureView
	Text   string // may be ""
}

func (p *press) fillRisk(b *book, page *Page, id string) error {
	r, path := b.edition.Risk(id), page.Path
	page.Breadcrumbs = append(page.Breadcrumbs, Link{Href: relative(path, b.address.page("risks", "")),
		Title: b.language.Say("risk.title")})
	code, others := b.language.Code, b.site.Languages
	v := &RiskView{Definition: b.textOf(r.Definition), History: b.history(r), Owner: b.roleTitle(r.Owner),
		Example: b.isExample(),
		Causes:  r.Causes.In(code, others...), Consequences: r.Consequences.In(code, others...),
		Standing: b.severityText(r)}
	if c := b.edition.Category(r.Category()); c != nil {
		v.Category = b.categoryLink(path, c)
	}
	for _, a := range r.Aspects {
		v.Aspects = append(v.Aspects, b.aspectLink(path, a))
	}
	for _, i := range r.Indicators {
		card, err := p.card(b, path, i)
		if err != nil {
			return err
		}
		v.Indicators = append(v.Indicators, card)
	}
	for _, c := range r.Connections {
		v.LeadsTo = append(v.LeadsTo, b.relatedRisk(path, c.To, c.Why))
	}
	for _, other := range b.risks {
		for _, c := range other.Connections {
			if c.To == r {
				v.ComesFrom = append(v.ComesFrom, b.relatedRisk(path, other, c.Why))
			}
		}
	}
	v.Controls = b.controlLines(path, b.edition.ControlsOf(r))
	v.Measures, v.Rejected = b.measuresThat(path, func(m *model.Measure) bool { return slices.Contains(m.Risks, r) })
	for _, a := range b.edition.Actions {
		if a.Risk == r {
			v.Actions = append(v.Actions, b.actionLine(path, a))
		}
	}
	v.Decisions = b.decisionsAbout(path, model.Evidence{Kind: model.RiskKind, ID: id})
	said := map[figure.Kind]func(*model.Risk) string{figure.Matrix: b.matrixText,
		figure.Network: b.networkText, figure.Ranks: b.ranksText, figure.Current: b.currentText}
	for _, spec := range b.riskFigures(r) {
		view, err := p.figure(b, page.Path, FigureView{ID: "fig-" + string(spec.Kind)}, spec, true)
		if err != nil {
			return err
		}
		text := "" // of its severity the page says it already
		if say := said[spec.Kind]; say != nil {
			text = say(r)
		}
		v.Figures = append(v.Figures, RiskFigure{view, text})
	}
	if b.report.Survey != nil {
		survey := b.surveyLink(path)
		v.Survey = &survey
	}
	page.View = v
	if v.Standing != "" {
		page.shared = share.Texts{Finding: v.Standing, Mark: b.exampleMark(v.Example)}
	}
	setThingNeighbours(b, page, model.RiskKind, b.risks, slices.Index(b.risks, r))
	return nil
}

// riskFigures returns the figures of the survey that show a risk.
func (b *book) riskFigures(r *model.Risk) []figure.Spec {
	var all []figure.Spec
	for _, kind := range []figure.Kind{figure.Severity, figure.Matrix, figure.Network, figure.Ranks, figure.Current} {
		if spec := (figure.Spec{Kind: kind, Risk: r}); draw.Complete(&spec, b.report, b.language) == nil {
			all = append(all, spec)
		}
	}
	return all
}
