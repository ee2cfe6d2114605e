package site

import (
	"cmp"
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/draw"
	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// risksPage is the page of all risks.
func risksPage() *pageKind {
	return &pageKind{name: "risks", printed: true, words: "risk", file: "risks", menu: reportMenu,
		fill: (*press).fillRisks,
		ids:  when(func(b *book) bool { return len(b.risks) > 0 })}
}

// RisksView shows how severe the risks are and how they hang together, and lists them all: the most severe
// first or, without a survey, by category. A script can filter and sort the list.
type RisksView struct {
	Standing   string // which risks are the most severe, in a sentence; "" without a survey
	Categories []Link // for the filter; Accent is the number that the rows carry
	Horizons   []Option
	Note       string // on what scale severity was asked, and of whom
	Example    bool   // the answers are invented
	Survey     *Link  // nil when none was held
	Figures    []FigureView
	Rows       []RiskRow
}

// RiskRow is a risk in the list.
type RiskRow struct {
	Risk     Link
	Category string
	Of       string // id of the category
	Aspects  string
	Ranks    []RiskRank // one for each of the list's horizons
	Owner    string
}

func (p *press) fillRisks(b *book, page *Page, _ string) error {
	path := page.Path
	v := &RisksView{Example: b.isExample()}
	horizons := b.horizons()
	for _, h := range horizons {
		v.Horizons = append(v.Horizons, Option{h.ID, b.textOf(h.Title)})
	}
	if len(horizons) > 0 {
		v.Standing, v.Note = b.mostSevere(horizons[0]), b.severityNote()
	}
	if b.report.Survey != nil {
		survey := b.surveyLink(path)
		v.Survey = &survey
	}
	for _, kind := range []figure.Kind{figure.Severity, figure.Network} {
		spec := figure.Spec{Kind: kind}
		if draw.Complete(&spec, b.report, b.language) != nil {
			continue // no survey, or nobody answered this
		}
		view, err := p.figure(b, path, FigureView{ID: "fig-" + string(kind)}, spec, true)
		if err != nil {
			return err
		}
		v.Figures = append(v.Figures, view)
	}
	v.Categories = b.categoryLinks(path)
	for _, r := range b.bySeverity(horizons) {
		row := RiskRow{Risk: b.riskLink(path, r), Category: b.categoryTitle(r.Category()), Of: r.Category(),
			Owner: b.roleTitle(r.Owner)}
		var aspects []string
		for _, a := range r.Aspects {
			aspects = append(aspects, b.textOf(a.Title))
		}
		row.Aspects = b.language.List(aspects)
		for _, h := range horizons {
			row.Ranks = append(row.Ranks, b.riskRank(h, r))
		}
		v.Rows = append(v.Rows, row)
	}
	page.View = v
	return nil
}

// bySeverity returns all risks, the most severe at the first horizon first. Those that nobody ranked come
// last, in the order of the report.
func (b *book) bySeverity(horizons []*model.Horizon) []*model.Risk {
	all := slices.Clone(b.risks)
	if len(horizons) == 0 {
		return all
	}
	ranks := make(map[*model.Risk]int)
	for _, x := range b.report.Survey.Severity[horizons[0].ID] {
		ranks[x.Risk] = x.Rank
	}
	slices.SortStableFunc(all, func(x, y *model.Risk) int {
		return cmp.Compare(cmp.Or(ranks[x], len(all)+1), cmp.Or(ranks[y], len(all)+1))
	})
	return all
}

// mostSevere names the three most severe risks at a horizon.
func (b *book) mostSevere(h *model.Horizon) string {
	list := b.report.Survey.Severity[h.ID]
	var names []string
	for _, x := range list[:min(3, len(list))] {
		names = append(names, b.textOf(x.Risk.Title))
	}
	return b.language.Say("risk.most-severe", "horizon", b.textOf(h.Title), "risks", b.language.List(names))
}

// severityNote says who answered the question about severity, and on what scale.
func (b *book) severityNote() string {
	s := b.report.Survey
	return b.language.Say("risk.note", "source", b.textOf(s.Survey.Source), "n", b.language.Whole(s.N), "scale",
		b.scaleText(s.Survey.Asked(model.Severity)))
}
