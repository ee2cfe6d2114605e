package site

import (
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// cyclePage is the cycle of a category, step by step.
func cyclePage() *pageKind {
	return &pageKind{name: "cycle", folder: "cycles", idsOf: model.CategoryKind, fill: (*press).fillCycle,
		ids: func(b *book) []string {
			var ids []string
			for _, c := range b.edition.Cycles {
				if c.Category != nil && hasSteps(c) {
					ids = append(ids, c.Category.ID)
				}
			}
			return ids
		},
		title: func(b *book, id string) string {
			return b.language.Say("cycle.title", "category", b.textOf(b.edition.Category(id).Title))
		},
		description: func(b *book, id string) string {
			return b.language.Say("cycle.description", "category", b.textOf(b.edition.Category(id).Title))
		},
		accent: func(b *book, id string) int { return b.edition.Category(id).Number }}
}

// hasSteps reports whether a cycle says more than the page of its category shows.
func hasSteps(c *model.Cycle) bool {
	for _, p := range c.Phases {
		if len(p.Steps)+len(p.ShownBy)+len(p.Discussed)+len(p.Came) > 0 || !p.Next.IsZero() {
			return true
		}
	}
	return false
}

// CycleView is the cycle of a category.
type CycleView struct {
	Category Link
	Owner    string
	Phases   []CyclePhase
}

// CyclePhase is a phase with its steps, what shows that it was done, and what the edition before
// promised.
type CyclePhase struct {
	PhaseView
	ID        string
	Steps     []StepRow
	ShownBy   []Thing
	Discussed []DiscussionView
	Next      *Day
	Promised  *PromisedPhase // nil when the edition before has no such phase
	Came      string
}

// StepRow is a step of a phase.
type StepRow struct{ ID, Text, Role, Input, Output, Record, Dates string }

// DiscussionView is a meeting about a phase. Held is false for one to come.
type DiscussionView struct {
	With string
	Date *Day
	Held bool
}

// PromisedPhase is a phase as the edition before described it.
type PromisedPhase struct {
	Edition            Link
	Text, State, Dates string
	Open               bool // then: somebody must say what came of it
}

func (p *press) fillCycle(b *book, page *Page, id string) error {
	c := b.edition.Category(id)
	page.Breadcrumbs = append(page.Breadcrumbs, *b.categoryLink(page.Path, c))
	v := &CycleView{Category: *b.categoryLink(page.Path, c), Owner: b.roleTitle(c.Owner)}
	for _, cycle := range b.edition.Cycles {
		if cycle.Category != c {
			continue
		}
		for _, phase := range cycle.Phases {
			v.Phases = append(v.Phases, b.cyclePhase(page.Path, c, phase))
		}
	}
	page.View = v
	return nil
}

func (b *book) cyclePhase(page string, c *model.Category, phase model.Phase) CyclePhase {
	v := CyclePhase{PhaseView: b.phaseView(phase), ID: "ui-" + string(phase.Name), Next: b.day(phase.Next),
		Came: b.textOf(phase.Came), Promised: b.promisedPhase(page, c, phase.Name)}
	for _, s := range phase.Steps {
		v.Steps = append(v.Steps, StepRow{ID: stepAnchor(phase.Name, s.ID), Text: b.textOf(s.Text),
			Role: b.roleTitle(s.Role), Input: b.textOf(s.Input), Output: b.textOf(s.Output), Record: b.textOf(s.Record),
			Dates: b.dateRange(s.Start, s.End)})
	}
	for _, of := range phase.ShownBy {
		if of.Kind == model.ReviewKind {
			v.ShownBy = append(v.ShownBy, b.reviewThing(page, of.ID)...)
			continue
		}
		v.ShownBy = append(v.ShownBy, b.things(page, of.Kind, of.ID)...)
	}
	for _, d := range phase.Discussed {
		v.Discussed = append(v.Discussed, DiscussionView{b.roleTitle(d.With), b.day(d.Date),
			!d.Date.After(b.edition.Date)})
	}
	return v
}

// reviewThing returns a review as other pages name it: where its chapter is, and with whom. The
// result is empty when this book lacks the chapter.
func (b *book) reviewThing(page, id string) []Thing {
	r, ok := b.edition.Thing(model.ReviewKind, id).(*model.Review)
	if !ok || b.chapters[r.Chapter] == nil {
		return nil
	}
	c := b.chapters[r.Chapter]
	state := b.language.Say("cycle.review-to-come")
	if !r.Date.IsZero() {
		state = b.language.Date(r.Date)
	}
	link := Link{Href: relative(page, b.address.chapter(c)), Label: b.language.Say("thing.review"),
		Title:   b.language.Say("cycle.review", "role", b.roleTitle(r.With), "chapter", c.Title),
		Example: b.invented("reviews")}
	return []Thing{{Link: link, Value: state}}
}

// promisedPhase returns a phase of the same category as the edition before had it, or nil.
func (b *book) promisedPhase(page string, c *model.Category, name model.PhaseName) *PromisedPhase {
	if b.before == nil {
		return nil
	}
	before := b.categoryBefore(c)
	if before == nil {
		return nil
	}
	was := b.before.edition.Phase(before.ID, name)
	if was == nil {
		return nil
	}
	old := b.before.book(b.language.Code)
	then := old.phaseView(*was)
	return &PromisedPhase{Edition: Link{Href: relative(page, old.address.page("category", before.ID)),
		Title: old.textOf(old.edition.Title)}, Text: then.Text, State: then.State, Dates: then.Dates,
		Open: was.State.Open()}
}
