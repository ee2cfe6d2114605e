package site

import (
	"context"

	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/survey"
)

// risksInOrder are the edition's risks by category, those of a category in file order; those without one come last.
func (b *book) risksInOrder() []*model.Risk {
	of := make(map[string][]*model.Risk)
	for _, r := range b.edition.Risks {
		of[r.Category()] = append(of[r.Category()], r)
	}
	var order []*model.Risk
	for _, c := range b.edition.Categories {
		order = append(order, of[c.ID]...)
	}
	return append(order, of[""]...)
}

func (b *book) riskLink(page string, r *model.Risk) Link {
	return Link{Href: relative(page, b.address.risk(r.ID)), Title: b.say(r.Title), Accent: b.number(r.Category())}
}

// number is the number of a category, or 0.
func (b *book) number(category string) int {
	if c := b.edition.Category(category); c != nil {
		return c.Number
	}
	return 0
}

func (b *book) categoryTitle(id string) string {
	if c := b.edition.Category(id); c != nil {
		return b.say(c.Title)
	}
	return ""
}

func (b *book) roleTitle(r *model.Role) string {
	if r == nil {
		return ""
	}
	return b.say(r.Title)
}

// horizons are those of the survey about which severity was answered, in file order.
func (b *book) horizons() []*model.Horizon {
	s := b.report.Survey
	if s == nil || s.Survey == nil {
		return nil
	}
	var out []*model.Horizon
	for _, h := range s.Survey.Horizons {
		if len(s.Severity[h.ID]) > 0 {
			out = append(out, h)
		}
	}
	return out
}

// ranked finds a risk in a ranking.
func ranked(list []survey.Ranked, r *model.Risk) (survey.Ranked, bool) {
	for _, x := range list {
		if x.Risk == r {
			return x, true
		}
	}
	return survey.Ranked{}, false
}

func (b *book) whole(n int) string         { return b.language.Number(float64(n), 0) }
func (b *book) score(x float64) string     { return b.language.Number(x, 1) }
func (b *book) percent(x float64) string   { return b.language.Quantity(x, 0, "%") }
func (b *book) list(all []string) string   { return joined(b.language, all) }
func (b *book) isExample() bool            { return b.report.Survey != nil && b.report.Survey.Survey.Example }
func (b *book) interval(a, z int) string   { return b.whole(a) + "–" + b.whole(z) }
func (b *book) scores(a, z float64) string { return b.score(a) + "–" + b.score(z) }

// joined writes "a, b en c".
func joined(l *language.Language, all []string) string {
	if len(all) == 0 {
		return ""
	}
	text := all[0]
	for n, s := range all[1:] {
		if n == len(all)-2 {
			text = l.Say("figure.and", "some", text, "last", s)
		} else {
			text += ", " + s
		}
	}
	return text
}

func (p *press) risksPage(b *book, order []*model.Risk) (*Page, error) {
	path := b.address.riskList()
	page, err := p.newPage(b, "risks", path, b.language.Say("risk.title"), b.language.Say("risk.description"))
	if err != nil {
		return nil, err
	}
	page.Breadcrumbs = []Link{b.homeLink(path)}
	v := &RisksView{Example: b.isExample()}
	horizons := b.horizons()
	for _, h := range horizons {
		v.Horizons = append(v.Horizons, b.say(h.Title))
	}
	if len(horizons) > 0 {
		v.Standing, v.Note = b.mostSevere(horizons[0]), b.severityNote()
	}
	for _, c := range b.edition.Categories {
		v.Categories = append(v.Categories, Link{Href: relative(path, b.address.category(c.ID)), Title: b.say(c.Title), Accent: c.Number})
	}
	for _, r := range order {
		row := RiskRow{Risk: b.riskLink(path, r), Category: b.categoryTitle(r.Category()), Owner: b.roleTitle(r.Owner)}
		var aspects []string
		for _, a := range r.Aspects {
			aspects = append(aspects, b.say(a.Title))
		}
		row.Aspects = b.list(aspects)
		for _, h := range horizons {
			row.Places = append(row.Places, b.placing(h, r))
		}
		v.Rows = append(v.Rows, row)
	}
	page.View = v
	return page, nil
}

// mostSevere says which three risks are the most severe at a horizon.
func (b *book) mostSevere(h *model.Horizon) string {
	list := b.report.Survey.Severity[h.ID]
	var names []string
	for _, x := range list[:min(3, len(list))] {
		names = append(names, b.say(x.Risk.Title))
	}
	return b.language.Say("risk.most-severe", "horizon", b.say(h.Title), "risks", b.list(names))
}

// severityNote says of whom severity was asked, and on what scale.
func (b *book) severityNote() string {
	s := b.report.Survey
	return b.language.Say("risk.note", "source", b.say(s.Survey.Source), "n", b.whole(s.N), "scale", b.scale(s.Survey.Asked(model.Severity)))
}

// scale names the scale of a question.
func (b *book) scale(q *model.SurveyQuestion) string {
	if q == nil {
		return ""
	}
	low, high := b.say(q.Low), b.say(q.High)
	if low == "" || high == "" {
		return b.language.Say("figure.survey.scale", "max", b.whole(q.Max))
	}
	return b.language.Say("figure.survey.scale-words", "max", b.whole(q.Max), "low", low, "high", high)
}

func (b *book) placing(h *model.Horizon, r *model.Risk) Placing {
	x, ok := ranked(b.report.Survey.Severity[h.ID], r)
	if !ok {
		return Placing{}
	}
	p := Placing{Rank: b.whole(x.Rank), Mean: b.score(x.Value)}
	if x.RankLow != x.RankHigh {
		p.Interval = b.interval(x.RankLow, x.RankHigh)
	}
	return p
}

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

func (b *book) related(page string, r *model.Risk, why model.Text) RelatedRisk {
	out := RelatedRisk{Risk: b.riskLink(page, r), Why: b.say(why)}
	for _, h := range b.horizons() {
		if place := b.placing(h, r); place.Rank != "" {
			out.Example = b.isExample()
			out.Severity = b.language.Say("risk.place", "horizon", b.say(h.Title), "rank", place.Rank, "mean", place.Mean)
			break
		}
	}
	return out
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
