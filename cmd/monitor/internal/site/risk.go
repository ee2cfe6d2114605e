package site

import (
	"context"

	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

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
	Measures     []MeasureLine
	Actions      []PromiseLine
	Survey       *Link // the page of the survey; nil when none was held
	Figures      []SaidFigure
}

// SaidFigure is a figure and what it says of the thing at hand.
type SaidFigure struct {
	Figure FigureView
	Said   string
}

func (a addresses) risk(id string) string { return a.dir + "/" + a.risks + "/" + id + ".html" }

// risk writes the page of a risk.
func (p *press) risk(ctx context.Context, b *book, order []*model.Risk, n int) error {
	return p.keptPage(ctx, b, "risk", b.address.risk(order[n].ID), b.riskFigures(order[n]), nil, func() (*Page, error) { return p.riskPage(ctx, b, order, n) })
}

func (p *press) riskPage(ctx context.Context, b *book, order []*model.Risk, n int) (*Page, error) {
	r := order[n]
	path := b.address.risk(r.ID)
	page, err := p.newPage(b, "risk", path, b.say(r.Title), b.say(r.Definition))
	if err != nil {
		return nil, err
	}
	page.Accent = b.number(r.Category())
	page.Breadcrumbs = []Link{b.homeLink(path), {Href: relative(path, b.address.riskList()), Title: b.language.Say("risk.title")}}
	code, others := b.language.Code, b.site.Languages
	v := &RiskView{Definition: b.say(r.Definition), History: b.history(r), Owner: b.roleTitle(r.Owner), Example: b.isExample(),
		Causes: r.Causes.In(code, others...), Consequences: r.Consequences.In(code, others...), Standing: b.severitySaid(r)}
	if c := b.edition.Category(r.Category()); c != nil {
		v.Category = &Link{Href: relative(path, b.address.category(c.ID)), Title: b.say(c.Title), Accent: c.Number}
	}
	for _, a := range r.Aspects {
		v.Aspects = append(v.Aspects, Link{Href: relative(path, b.address.aspect(a)), Title: b.say(a.Title)})
	}
	for _, i := range r.Indicators {
		card, err := p.card(ctx, b, path, i)
		if err != nil {
			return nil, err
		}
		v.Indicators = append(v.Indicators, card)
	}
	for _, c := range r.Connections {
		v.LeadsTo = append(v.LeadsTo, b.related(path, c.To, c.Why))
	}
	for _, other := range order {
		for _, c := range other.Connections {
			if c.To == r {
				v.ComesFrom = append(v.ComesFrom, b.related(path, other, c.Why))
			}
		}
	}
	for _, m := range b.edition.Measures {
		if lowers(m, r) {
			v.Measures = append(v.Measures, b.measureLine(path, m))
		}
	}
	for _, a := range b.edition.Actions {
		if a.Risk == r {
			v.Actions = append(v.Actions, b.actionLine(path, a))
		}
	}
	said := map[figure.Kind]func(*model.Risk) string{figure.Severity: b.severitySaid, figure.Matrix: b.matrixSaid,
		figure.Network: b.networkSaid, figure.Ranks: b.ranksSaid, figure.Current: b.currentSaid}
	for _, spec := range b.riskFigures(r) {
		view, err := p.figure(ctx, b, page.Path, &page.holes, FigureView{ID: "fig-" + string(spec.Kind)}, spec, true)
		if err != nil {
			return nil, err
		}
		v.Figures = append(v.Figures, SaidFigure{view, said[spec.Kind](r)})
	}
	if b.report.Survey != nil {
		v.Survey = &Link{Href: relative(path, b.address.surveyPage()), Title: b.say(b.report.Survey.Survey.Title)}
	}
	page.View = v
	if n > 0 {
		previous := b.riskLink(path, order[n-1])
		page.Previous = &previous
	}
	if n+1 < len(order) {
		next := b.riskLink(path, order[n+1])
		page.Next = &next
	}
	return page, nil
}

func lowers(m *model.Measure, r *model.Risk) bool {
	for _, risk := range m.Risks {
		if risk == r {
			return true
		}
	}
	return false
}

// riskFigures are the figures of the survey in which a risk has a place.
func (b *book) riskFigures(r *model.Risk) []figure.Spec {
	var all []figure.Spec
	for _, kind := range []figure.Kind{figure.Severity, figure.Matrix, figure.Network, figure.Ranks, figure.Current} {
		if spec := (figure.Spec{Kind: kind, Risk: r}); spec.Complete(b.report, b.language.Code) == nil {
			all = append(all, spec)
		}
	}
	return all
}
