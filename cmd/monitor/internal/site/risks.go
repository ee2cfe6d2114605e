package site

import (
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// risksPage is the page of all risks.
func risksPage() *pageKind {
	return &pageKind{name: "risks", words: "risk", file: "risks", menu: reportMenu, fill: (*press).fillRisks,
		ids: when(func(b *book) bool { return len(b.risks) > 0 })}
}

// RisksView lists all risks by category. A script can filter and sort the list.
type RisksView struct {
	Standing   string // which risks are the most severe, in a sentence; "" without a survey
	Categories []Link // for the filter; Accent is the number that the rows carry
	Horizons   []string
	Note       string // on what scale severity was asked, and of whom
	Example    bool   // the answers are invented
	Rows       []RiskRow
}

// RiskRow is a risk in the list.
type RiskRow struct {
	Risk     Link
	Category string
	Aspects  string
	Ranks    []RiskRank // one for each of the list's horizons
	Owner    string
}

func (p *press) fillRisks(b *book, page *Page, _ string) error {
	path := page.Path
	v := &RisksView{Example: b.isExample()}
	horizons := b.horizons()
	for _, h := range horizons {
		v.Horizons = append(v.Horizons, b.textOf(h.Title))
	}
	if len(horizons) > 0 {
		v.Standing, v.Note = b.mostSevere(horizons[0]), b.severityNote()
	}
	v.Categories = b.categoryLinks(path)
	for _, r := range b.risks {
		row := RiskRow{Risk: b.riskLink(path, r), Category: b.categoryTitle(r.Category()), Owner: b.roleTitle(r.Owner)}
		var aspects []string
		for _, a := range r.Aspects {
			aspects = append(aspects, b.textOf(a.Title))
		}
		row.Aspects = b.joinList(aspects)
		for _, h := range horizons {
			row.Ranks = append(row.Ranks, b.riskRank(h, r))
		}
		v.Rows = append(v.Rows, row)
	}
	page.View = v
	return nil
}

// mostSevere names the three most severe risks at a horizon.
func (b *book) mostSevere(h *model.Horizon) string {
	list := b.report.Survey.Severity[h.ID]
	var names []string
	for _, x := range list[:min(3, len(list))] {
		names = append(names, b.textOf(x.Risk.Title))
	}
	return b.language.Say("risk.most-severe", "horizon", b.textOf(h.Title), "risks", b.joinList(names))
}

// severityNote says who answered the question about severity, and on what scale.
func (b *book) severityNote() string {
	s := b.report.Survey
	return b.language.Say("risk.note", "source", b.textOf(s.Survey.Source), "n", b.whole(s.N), "scale",
		b.scaleText(s.Survey.Asked(model.Severity)))
}
