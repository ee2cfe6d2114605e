package site

import (
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// sheetPage is the sheet for the meeting about a category, which prints on both sides of one A4.
func sheetPage() *pageKind {
	return &pageKind{name: "sheet", folder: "sheets", menu: sheetMenu, idsOf: model.CategoryKind, fill: (*press).fillSheet,
		ids: func(b *book) []string {
			var ids []string
			for _, c := range b.edition.Categories {
				if b.hasSheet(c) {
					ids = append(ids, c.ID)
				}
			}
			return ids
		},
		title: func(b *book, id string) string { return b.textOf(b.edition.Category(id).Title) },
		tab: func(b *book, id string) string {
			return b.language.Say("sheet.eyebrow") + ": " + b.textOf(b.edition.Category(id).Title)
		},
		description: func(b *book, id string) string {
			return b.language.Say("sheet.description", "category", b.textOf(b.edition.Category(id).Title))
		},
		accent: func(b *book, id string) int { return b.edition.Category(id).Number }}
}

// SheetView is the sheet for the meeting about a category with its portfolio holder.
type SheetView struct {
	Category   Link
	Owner      string
	Judgement  *Judgement
	Standing   string
	KeyNumbers []IndicatorCard
	Risks      []RankedRisk // as respondents rank them, or in the edition's order without a rank
	Ranked     string       // on which horizon they are ranked; "" when they are not
	Example    bool         // the ranking is invented
	Findings   FindingList
	Requests   RequestList
	Actions    []ActionRow // open, the overdue first
	More       Link        // to the actions that do not fit; no Href when all do
	Unanswered []Thing     // questions
	Answered   string      // one sentence: how many are answered
	Reviews    []ReviewView
	Held       string
	Status     string // of the chapter; "" when there is none
	StatusKey  string
}

// The most that a sheet holds, so that it prints on both sides of one A4.
const (
	sheetRisks     = 5
	sheetActions   = 6
	sheetQuestions = 6
)

// hasSheet reports whether a category has more to discuss than its indicators.
func (b *book) hasSheet(c *model.Category) bool {
	e := b.edition
	return c.Judgement != "" ||
		slices.ContainsFunc(e.Risks, func(r *model.Risk) bool { return r.Category() == c.ID }) ||
		len(e.FindingsAbout(c.ID)) > 0 || len(e.RequestsAbout(c.ID)) > 0 ||
		slices.ContainsFunc(e.Actions, func(a *model.Action) bool { return a.Category == c }) ||
		slices.ContainsFunc(e.Questions, func(q *model.Question) bool {
			return q.Aspect != nil && q.Aspect.Category == c.ID
		})
}

func (p *press) fillSheet(b *book, page *Page, id string) error {
	c, path, l := b.edition.Category(id), page.Path, b.language
	page.Breadcrumbs = append(page.Breadcrumbs, *b.categoryLink(path, c))
	v := &SheetView{Category: *b.categoryLink(path, c), Owner: b.roleTitle(c.Owner), Judgement: b.judgement(c),
		Standing: b.standing(c.ID),
		Findings: b.findings(path, c.ID), Requests: b.requests(path, c.ID)}
	for _, i := range c.KeyIndicators {
		card, err := p.card(b, path, i)
		if err != nil {
			return err
		}
		v.KeyNumbers = append(v.KeyNumbers, card)
	}
	b.sheetRisks(v, path, c)
	b.sheetActions(v, path, c)
	b.sheetQuestions(v, path, c)
	if chapter := b.byCategory[c.ID]; chapter != nil {
		v.Status, v.StatusKey = l.Say("page.status."+string(chapter.Status)), string(chapter.Status)
		v.Reviews, v.Held = b.reviewViews(chapter.Slug)
	}
	page.View = v
	return nil
}

// sheetRisks sets the risks of a category that respondents rank highest, or its first risks when
// they were not asked.
func (b *book) sheetRisks(v *SheetView, page string, c *model.Category) {
	if s := b.report.Survey; s != nil && !s.Withheld && len(s.Survey.Horizons) > 0 {
		h := s.Survey.Horizons[0]
		if v.Risks = b.rankedRisks(page, s.Severity[h.ID], c.ID, sheetRisks); len(v.Risks) > 0 {
			for n := range v.Risks {
				v.Risks[n].Summary = "" // the sheet is of one category
			}
			v.Ranked, v.Example = b.language.Say("sheet.ranked", "horizon", b.textOf(h.Title)), s.Survey.Example
			return
		}
	}
	for _, r := range b.edition.Risks {
		if r.Category() == c.ID && len(v.Risks) < sheetRisks {
			v.Risks = append(v.Risks, RankedRisk{Link: b.riskLink(page, r)})
		}
	}
}

// sheetActions sets the open actions of a category, in the order in which they are due.
func (b *book) sheetActions(v *SheetView, page string, c *model.Category) {
	var open []*model.Action
	for _, a := range b.edition.Actions {
		if a.Category == c && a.State.Open() {
			open = append(open, a)
		}
	}
	slices.SortStableFunc(open, func(x, y *model.Action) int {
		if x.Due.IsZero() != y.Due.IsZero() {
			if x.Due.IsZero() {
				return 1
			}
			return -1
		}
		return x.Due.Compare(y.Due) // so that what was due before the edition's date comes first
	})
	for n, a := range open {
		if n == sheetActions {
			v.More = Link{Href: relative(page, b.address.page("actions", "")),
				Title: b.language.Count("sheet.more", len(open)-n)}
			break
		}
		v.Actions = append(v.Actions, b.actionRow(page, a))
	}
}

// sheetQuestions sets the questions about a category that nobody answered.
func (b *book) sheetQuestions(v *SheetView, page string, c *model.Category) {
	all, answered := 0, 0
	for _, q := range b.edition.Questions {
		if q.Aspect == nil || q.Aspect.Category != c.ID {
			continue
		}
		all++
		if q.Answer != nil {
			answered++
		} else if len(v.Unanswered) < sheetQuestions {
			v.Unanswered = append(v.Unanswered, b.things(page, model.QuestionKind, q.ID)...)
		}
	}
	if all > 0 {
		v.Answered = b.language.Count("sheet.answered", all, "answered", b.language.Whole(answered))
	}
}
