package site

import (
	"utwente.nl/monitor/cmd/monitor/internal/draw"
	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// homePage is the home of an edition.
func homePage() *pageKind {
	return &pageKind{name: "home", fixed: "index", menu: reportMenu, ids: always, fill: (*press).fillHome,
		anchors:     map[model.Kind]string{model.FindingKind: "bevinding-", model.RequestKind: "besluit-"},
		title:       func(b *book, _ string) string { return b.language.Say("page.home") },
		heading:     func(b *book, _ string) string { return b.textOf(b.edition.Title) },
		description: func(b *book, _ string) string { return b.textOf(b.edition.Subtitle) }}
}

// HomeView is the edition's home. The conclusions come first.
type HomeView struct {
	Findings   []FindingView
	Requests   []RequestView
	Survey     *PerceptionView // nil when no survey was held
	Outlook    *FigureView     // what respondents expect; nil when they were not asked
	Categories []CategoryCard
	Chapters   []Link // in reading order
	Figures    []Link // by their numbers
	Sheets     []Link // for the discussion of each category
}

// CategoryCard is a category at a glance.
type CategoryCard struct {
	Link
	Number     int
	Judgement  *Judgement // nil when nobody gave one
	Standing   string     // one sentence: how its indicators stand
	KeyNumbers []IndicatorCard
}

// PerceptionView ranks the worst risks according to respondents, for the nearest and the farthest
// horizon.
type PerceptionView struct {
	About    string // who answered, when
	Example  bool
	Horizons []HorizonView
}

// HorizonView ranks the worst risks on one horizon.
type HorizonView struct {
	Title string // "Komende twee jaar"
	Risks []RankedRisk
}

// homeRisks is the number of risks in each ranking.
const homeRisks = 10

// perception returns the worst risks according to respondents, or nil when they were not asked.
func (b *book) perception(page string) *PerceptionView {
	s := b.report.Survey
	if s == nil || s.Withheld || len(s.Severity) == 0 {
		return nil
	}
	v := &PerceptionView{Example: s.Survey.Example,
		About: b.language.Say("front.survey.about", "n", b.language.Number(float64(s.N), 0),
			"from", b.language.Date(s.Survey.Start), "to", b.language.Date(s.Survey.End))}
	for _, h := range firstAndLast(s.Survey.Horizons) {
		view := HorizonView{Title: b.textOf(h.Title), Risks: b.rankedRisks(page, s.Severity[h.ID], "", homeRisks)}
		if len(view.Risks) > 0 {
			v.Horizons = append(v.Horizons, view)
		}
	}
	if len(v.Horizons) == 0 {
		return nil
	}
	return v
}

// firstAndLast returns the first and the last of some horizons.
func firstAndLast(all []*model.Horizon) []*model.Horizon {
	if len(all) > 2 {
		return []*model.Horizon{all[0], all[len(all)-1]}
	}
	return all
}

func (p *press) fillHome(b *book, page *Page, _ string) error {
	path := page.Path
	v := &HomeView{Findings: b.findings(path, ""), Requests: b.requests(path, ""), Survey: b.perception(path)}
	if spec := (figure.Spec{Kind: figure.Outlook}); v.Survey != nil &&
		draw.Complete(&spec, b.report, b.language) == nil {
		view, err := p.figure(b, path, FigureView{ID: "fig-1"}, spec, true)
		if err != nil {
			return err
		}
		v.Outlook = &view
	}
	for _, c := range b.edition.Categories {
		card := CategoryCard{Number: c.Number, Standing: b.standing(c.ID), Judgement: b.judgement(c),
			Link: Link{Href: relative(path, b.address.page("category", c.ID)), Title: b.textOf(c.Title),
				Summary: b.textOf(c.Description), Accent: c.Number}}
		for _, i := range c.KeyIndicators {
			key, err := p.card(b, path, i)
			if err != nil {
				return err
			}
			card.KeyNumbers = append(card.KeyNumbers, key)
		}
		v.Categories = append(v.Categories, card)
	}
	v.Chapters = b.chapterLinks(path)
	v.Sheets = b.sheetLinks(path)
	for _, t := range b.texts {
		v.Figures = append(v.Figures, b.figureLinks(path, t)...)
	}
	page.View = v
	if len(b.stops) > 0 {
		page.Next = &Link{Href: relative(path, b.stops[0].path), Title: b.stops[0].title}
	}
	return nil
}
