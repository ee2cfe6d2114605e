package site

import (
	"html/template"
	"slices"
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// homePage is the home of an edition.
func homePage() *pageKind {
	return &pageKind{name: "home", fixed: "index", menu: reportMenu, ids: always, fill: (*press).fillHome,
		anchors:     map[model.Kind]string{model.FindingKind: "bevinding-", model.RequestKind: "besluit-"},
		title:       func(b *book, _ string) string { return b.language.Say("page.home") },
		heading:     func(b *book, _ string) string { return b.textOf(b.edition.Title) },
		description: func(b *book, _ string) string { return b.textOf(b.edition.Subtitle) },
		section: func(b *book) string {
			if len(b.edition.Requests) == 0 {
				return ""
			}
			return b.language.Say("front.requests")
		}}
}

// HomeView is the edition's home: a minute for the Board. The conclusion comes first, and what shows
// it is folded away.
type HomeView struct {
	Conclusion string // one sentence; the summary when the edition has none
	More       *Link  // to the summary, or nil
	Print      string // link to the edition as one document
	Categories []CategoryRow
	Real       RealView
	Chapters   []Link // to those that no category and no menu leads to
	Requests   RequestList
	Findings   []HomeFinding
	Survey     *PerceptionView // nil when no survey was held
	Perceived  *Link           // to the page of the survey
}

// CategoryRow is a category at a glance.
type CategoryRow struct {
	Link
	Number    int
	Judgement *Judgement // nil when nobody gave one
	Was       string     // the judgement of the edition before, when it was another; or ""
	Changed   []HomeChange
	Tested    bool        // for some indicator with real figures it can be told whether it changed
	Requests  RequestList // about this category
	Owner     string
}

// HomeChange is an indicator that demonstrably changed. Examples are none.
type HomeChange struct {
	Link
	Verdict *Verdict
}

// RealView says how many of the indicators have real numbers: "15 van de 54". Percent is that part
// in whole percents.
type RealView struct {
	Text    string
	Percent int
}

// HomeFinding is a finding with a picture of the first indicator that shows it.
type HomeFinding struct {
	FindingView
	Indicator *Thing
	Outside   string // "van elders: Nederland"; "" for a number of the organisation's own
	Sparkline template.HTML
}

// PerceptionView ranks the worst risks according to respondents, for the nearest and the farthest
// horizon.
type PerceptionView struct {
	About    string // who answered, when; or that nobody did
	Example  bool
	Horizons []HorizonView
}

// HorizonView ranks the worst risks on one horizon.
type HorizonView struct {
	Title string // "Komende twee jaar"
	Risks []RankedRisk
}

// homeRisks is the number of risks in each ranking.
const homeRisks = 5

// perception returns the worst risks according to respondents, or nil when they were not asked.
func (b *book) perception(page string) *PerceptionView {
	s := b.report.Survey
	if s == nil || s.Withheld || len(s.Severity) == 0 {
		return nil
	}
	v := &PerceptionView{Example: s.Survey.Example,
		About: b.language.Say("front.survey.about", "n", b.language.Whole(s.N),
			"from", b.language.Date(s.Survey.Start), "to", b.language.Date(s.Survey.End))}
	if v.Example {
		v.About = b.language.Say("front.survey.invented")
	}
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
	path, e := page.Path, b.edition
	v := &HomeView{Conclusion: b.textOf(e.Conclusion), Requests: b.requests(path, ""), Survey: b.perception(path)}
	if v.Conclusion == "" {
		v.Conclusion = b.textOf(e.Summary)
	}
	v.Print = relative(path, b.address.page("print", ""))
	if b.chapters[e.SummaryChapter] != nil {
		v.More = &Link{Href: relative(path, b.address.chapter(b.chapters[e.SummaryChapter]))}
	}
	if v.Survey != nil {
		v.Perceived = &Link{Href: relative(path, b.address.page("survey", ""))}
	}
	for _, c := range e.Categories {
		v.Categories = append(v.Categories, b.categoryRow(path, c))
	}
	v.Real, v.Chapters = b.realView(), b.chapterLinksTo(path, b.isOther)
	views := b.findings(path, "")
	for n, f := range e.FindingsAbout("") {
		finding := HomeFinding{FindingView: views[n]}
		if at := slices.IndexFunc(f.Evidence, func(e model.Evidence) bool { return e.Kind == model.IndicatorKind }); at >= 0 {
			i := e.Indicator(f.Evidence[at].ID)
			thing, _ := b.thing(path, model.IndicatorKind, i.ID)
			finding.Indicator = &thing
			if i.Outside != nil {
				finding.Outside = b.language.Say("peers.of", "peer", b.textOf(i.Outside.Title))
			}
			var err error
			if finding.Sparkline, err = p.sparkline(b, i); err != nil {
				return err
			}
		}
		v.Findings = append(v.Findings, finding)
	}
	page.View = v
	page.shared.Finding = v.Conclusion
	page.described = map[string]any{"@type": "Report", "publisher": b.maker(),
		"datePublished": e.Date.Format(time.DateOnly)}
	if len(b.stops) > 0 {
		page.Next = &Link{Href: relative(path, b.stops[0].path), Title: b.stops[0].title, In: b.stops[0].in}
	}
	return nil
}

func (b *book) categoryRow(page string, c *model.Category) CategoryRow {
	row := CategoryRow{Link: *b.categoryLink(page, c), Number: c.Number, Judgement: b.judgement(c),
		Requests: b.requests(page, c.ID), Owner: b.roleTitle(c.Owner)}
	if all := b.changes(); all != nil {
		for _, pair := range all.Judgements {
			if pair.Is.ID == c.ID && pair.Was.Judgement != "" {
				row.Was = b.language.Say("change.was", "what", b.judgementText(pair.Was.Judgement))
			}
		}
	}
	for _, i := range b.indicators {
		if i.Example || i.Outside != nil || i.Aspect == nil || i.Aspect.Category != c.ID {
			continue
		}
		v := b.verdict(i)
		if v == nil || v.Key == string(model.TooFew) || v.Key == string(model.NotComparable) {
			continue
		}
		row.Tested = true
		if v.Key != string(model.Same) {
			row.Changed = append(row.Changed, HomeChange{b.indicatorLink(page, i), v})
		}
	}
	return row
}

// realView says how many of the organisation's own indicators have real figures.
func (b *book) realView() RealView {
	all, known := b.ownIndicators()
	key := "front.real"
	switch known {
	case all:
		key = "front.all-real"
	case 0:
		key = "front.none-real"
	}
	if all == 0 {
		return RealView{}
	}
	return RealView{b.language.Count(key, all, "real", b.language.Whole(known)), 100 * known / all}
}
