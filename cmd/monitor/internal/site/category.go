package site

import (
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/prose"
	"utwente.nl/monitor/cmd/monitor/internal/share"
)

// categoryPage is the page of a category: its chapter, its aspects, and what was decided and
// promised.
func categoryPage() *pageKind {
	return &pageKind{name: "category", printed: true, menu: categoryMenu, about: model.CategoryKind,
		fill:        (*press).fillCategory,
		ids:         func(b *book) []string { return ids(b.edition.Categories) },
		title:       func(b *book, id string) string { return b.textOf(b.edition.Category(id).Title) },
		description: func(b *book, id string) string { return b.textOf(b.edition.Category(id).Description) },
		accent:      func(b *book, id string) int { return b.edition.Category(id).Number }}
}

// CategoryView is the page of a category.
type CategoryView struct {
	Number    int
	Lead      string // what its chapter comes to, or else what it is about
	LeadIn    string // the language of that, when another than that of the page
	Owner     string
	Standing  string          // how its indicators stand
	Judgement *Judgement      // nil when there is none
	Chapter   *ChapterView    // nil when there is none yet
	Contents  []prose.Heading // of the table of contents; none when there is no chapter

	Asks     []Ask       // what the Board is asked about it, in a line each
	Requests RequestList // and in full, unless the chapter shows that

	Changes  *ChangesSince // nil when there is no edition to compare with
	Baseline string        // what the first measurement found
	Numbers  []BaselineRow // the indicators that have one, then and now

	Aspects []AspectView

	Employees, Students, Surroundings string

	Cycle           []PhaseView
	Steps           *Link // to the page of the cycle, step by step; nil when there is none
	Actions         []PromiseLine
	Recommendations []PromiseLine
	Decisions       []Thing // of meetings, about it, an aspect of it or its chapter

	Contributors []string
	Sheet        *Link // to the sheet for the meeting about the category; nil when there is none
}

// Ask is a request in a line.
type Ask struct {
	Link
	Before *Day // nil when the data do not say
}

// AspectView is one aspect, with its indicators, questions, risks, controls and measures.
type AspectView struct {
	ID, Title, Description string
	Holds                  string // "3 kengetallen, 2 risico’s"
	Surroundings           bool
	Status                 *Judgement // nil when there is nothing to go by
	Indicators             []IndicatorCard
	Maturity               string // what the answers to its questions come to; "" when none is asked
	Invented               bool   // one of these answers at least is an example
	Questions              QuestionList
	Risks                  []RelatedRisk // Why is ""
	Controls               []ControlLine
	Measures, Rejected     []MeasureLine
}

func (p *press) fillCategory(b *book, page *Page, id string) error {
	c := b.edition.Category(id)
	v := &CategoryView{Number: c.Number, Lead: b.textOf(c.Description), Standing: b.standing(c.ID),
		Owner:    b.roleTitle(c.Owner),
		Baseline: b.textOf(c.Baseline), Numbers: b.baselineRows(page.Path, c),
		Judgement: b.judgement(c), Employees: b.textOf(c.Employees), Students: b.textOf(c.Students),
		Surroundings: b.textOf(c.Surroundings)}
	if sheet, ok := b.paths[subject{"sheet", id}]; ok {
		v.Sheet = &Link{Href: relative(page.Path, sheet), Title: b.language.Say("sheet.link")}
	}
	asked := false
	if chapter := b.byCategory[id]; chapter != nil {
		var err error
		text := b.chapterText(chapter)
		if v.Chapter, err = p.chapterView(b, page, text); err != nil {
			return err
		}
		if v.Chapter.Summary != "" {
			v.Lead, v.LeadIn = v.Chapter.Summary, v.Chapter.Language
		}
		asked = slices.ContainsFunc(text.Segments, func(s prose.Segment) bool {
			return s.Excerpt != nil && s.Excerpt.Kind == model.RequestKind &&
				(s.Excerpt.Category == "" || s.Excerpt.Category == id)
		})
	}
	for _, r := range b.edition.RequestsAbout(id) {
		v.Asks = append(v.Asks, Ask{b.linkTo(page.Path, model.RequestKind, r), b.day(r.Before)})
	}
	if !asked {
		v.Requests = b.requests(page.Path, id)
	}
	v.Changes = b.changesIn(page.Path, c)
	questions := b.questionsByAspect()
	for _, a := range c.Aspects {
		view, err := p.aspectView(b, page.Path, a, questions[a.ID])
		if err != nil {
			return err
		}
		v.Aspects = append(v.Aspects, view)
	}
	v.Cycle = b.cyclePhases(c)
	if cycle, ok := b.paths[subject{"cycle", id}]; ok {
		v.Steps = &Link{Href: relative(page.Path, cycle), Title: b.language.Say("cycle.link")}
	}
	for _, a := range b.edition.Actions {
		if a.Category == c {
			v.Actions = append(v.Actions, b.actionLine(page.Path, a))
		}
	}
	for _, r := range b.edition.Recommendations {
		if r.Category == c {
			v.Recommendations = append(v.Recommendations, b.recommendationLine(page.Path, r))
		}
	}
	about := []model.Evidence{{Kind: model.CategoryKind, ID: id}}
	for _, a := range c.Aspects {
		about = append(about, model.Evidence{Kind: model.AspectKind, ID: a.ID})
	}
	if chapter := b.byCategory[id]; chapter != nil {
		about = append(about, model.Evidence{Kind: model.ChapterKind, ID: chapter.Slug})
	}
	v.Decisions = b.decisionsAbout(page.Path, about...)
	for _, r := range c.Contributors {
		v.Contributors = append(v.Contributors, b.textOf(r.Title))
	}
	if v.Chapter != nil {
		v.Contents = append(v.Chapter.Contents, b.categoryContents(v)...)
	}
	page.View = v
	if j := v.Judgement; j != nil {
		page.shared = share.Texts{Verdict: j.Text, Finding: j.Reason}
	}
	b.setNeighbours(page)
	return nil
}

// categoryContents returns the headings of a category's page that come after its chapter.
func (b *book) categoryContents(v *CategoryView) []prose.Heading {
	var headings []prose.Heading
	for _, part := range []struct {
		id    string
		shown bool
	}{
		{"requests", len(v.Requests) > 0},
		{"changes", v.Changes != nil || v.Baseline != "" || len(v.Numbers) > 0},
		{"aspects", true},
		{"implications", v.Employees != "" || v.Students != "" || v.Surroundings != ""},
		{"cycle", len(v.Cycle) > 0},
		{"actions", len(v.Actions)+len(v.Recommendations)+len(v.Decisions) > 0},
		{"made", len(v.Contributors) > 0 || v.Sheet != nil || len(v.Chapter.Reviews) > 0},
	} {
		if part.shown {
			headings = append(headings, prose.Heading{ID: "ui-" + part.id,
				Text: b.language.Say("category." + part.id), Level: 2})
		}
	}
	return headings
}

// aspectView makes the view of an aspect. A risk may have several aspects, and is shown with all of
// them. The measures against it are shown only with its first aspect, or they would be shown many
// times on one page.
func (p *press) aspectView(b *book, page string, a *model.Aspect, questions []*model.Question) (AspectView, error) {
	view := AspectView{ID: "aspect-" + a.ID, Title: b.textOf(a.Title), Description: b.textOf(a.Description),
		Surroundings: a.Surroundings, Status: b.aspectJudgement(a)}
	for _, i := range b.edition.Indicators {
		if i.Aspect != a || i.Outside != nil && len(b.shownBy(page, i)) > 0 {
			continue // numbers from elsewhere stand beside those of an indicator
		}
		card, err := p.card(b, page, i)
		if err != nil {
			return view, err
		}
		view.Indicators = append(view.Indicators, card)
	}
	if len(questions) > 0 {
		view.Maturity, view.Invented = b.maturityText(questions), hasExample(questions)
	}
	for _, q := range questions {
		view.Questions = append(view.Questions, b.questionView(page, q))
	}
	view.Controls = b.controlLines(page, b.controlsOf(a))
	var own []*model.Risk // risks of which this is the first aspect
	for _, r := range b.edition.Risks {
		if slices.Contains(r.Aspects, a) {
			if r.Aspects[0] == a {
				own = append(own, r)
			}
			view.Risks = append(view.Risks, b.relatedRisk(page, r, nil))
		}
	}
	view.Measures, view.Rejected = b.measuresThat(page, func(m *model.Measure) bool {
		return slices.ContainsFunc(m.Risks, func(r *model.Risk) bool { return slices.Contains(own, r) })
	})
	var holds []string
	for _, of := range []struct {
		key string
		n   int
	}{{"indicators", len(view.Indicators)}, {"questions", len(view.Questions)}, {"risks", len(view.Risks)},
		{"measures", len(view.Measures) + len(view.Rejected)}} {
		if of.n > 0 {
			holds = append(holds, b.language.Count("category.holds."+of.key, of.n))
		}
	}
	view.Holds = strings.Join(holds, ", ")
	return view, nil
}
