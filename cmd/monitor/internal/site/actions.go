package site

import (
	"utwente.nl/monitor/cmd/monitor/internal/compare"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// actionsPage is the page of recommendations and actions.
func actionsPage() *pageKind {
	return &pageKind{name: "actions", printed: true, words: "actions", file: "actions", menu: reportMenu,
		fill:    (*press).fillActions,
		anchors: map[model.Kind]string{model.ActionKind: "actie-", model.RecommendationKind: "aanbeveling-"},
		ids:     when(func(b *book) bool { return len(b.edition.Actions)+len(b.edition.Recommendations) > 0 })}
}

// ActionsView has all recommendations and actions of the edition.
type ActionsView struct {
	Counts []Count
	Groups []ActionGroup
	// Promises says what became of the promises of the edition before; nil when there were none.
	Promises *PromisesView
}

// ActionGroup has the recommendations and actions of a category, or those about the whole report
// when Category is nil.
type ActionGroup struct {
	Category        *Link
	Recommendations []RecommendationRow
	Actions         []ActionRow
}

// RecommendationRow is one recommendation, with the actions that carry it out.
type RecommendationRow struct {
	ID, Title, Text, To, Reason string
	State                       State
	Actions                     []Thing
}

// PromisesView says what became of the recommendations and actions that were open in the edition
// before.
type PromisesView struct {
	Edition Link
	Counts  []Count
	Rows    []PromiseRow
}

// PromiseRow is one of these recommendations and actions. The link leads to it in this edition, or
// to the edition before when this one does not have it.
type PromiseRow struct {
	Link
	Kind, Owner string
	Fate        State // done, running, todo, dropped, not-mentioned
	Reason      string
	Was, Now    *Day // when it was due, and is now when that differs
}

func (p *press) fillActions(b *book, page *Page, _ string) error {
	path := page.Path
	v := &ActionsView{Counts: b.actionCounts()}
	carriers := make(map[*model.Recommendation][]Thing)
	for _, a := range b.edition.Actions {
		if a.Recommended != nil {
			carriers[a.Recommended] = append(carriers[a.Recommended], b.things(path, model.ActionKind, a.ID)...)
		}
	}
	// Those about no category are about the whole report, and come first.
	for _, c := range append([]*model.Category{nil}, b.edition.Categories...) {
		g := ActionGroup{Category: b.categoryLink(path, c)}
		for _, r := range b.edition.Recommendations {
			if r.Category == c {
				g.Recommendations = append(g.Recommendations,
					RecommendationRow{ID: b.address.anchor(model.RecommendationKind, r.ID),
						Title: b.textOf(r.Title), Text: b.textOf(r.Text),
						To: b.roleTitle(r.To), Reason: b.textOf(r.Reason), State: b.state(r.State, false),
						Actions: carriers[r]})
			}
		}
		for _, a := range b.edition.Actions {
			if a.Category == c {
				g.Actions = append(g.Actions, b.actionRow(path, a))
			}
		}
		if len(g.Recommendations)+len(g.Actions) > 0 {
			v.Groups = append(v.Groups, g)
		}
	}
	if changes := b.changes(); changes != nil {
		v.Promises = b.promises(path, changes)
	}
	page.View = v
	return nil
}

// actionCounts counts the actions by their state, and those that are late.
func (b *book) actionCounts() []Count {
	byState, late := make(map[string]int), 0
	for _, a := range b.edition.Actions {
		byState[string(a.State)]++
		if a.Overdue(b.edition.Date) {
			late++
		}
	}
	counts := countsByKey(b, "actions.count.", byState, model.Progresses)
	if late > 0 {
		counts = append(counts, b.newCount("actions.count.", "late", late))
	}
	return counts
}

// promises returns what became of the promises that were open in the edition before, or nil when
// there were none.
func (b *book) promises(page string, changes *compare.Changes) *PromisesView {
	old := b.before.book(b.language.Code)
	v := &PromisesView{Edition: Link{Href: relative(page, old.address.home()), Title: old.textOf(old.edition.Title)}}
	byFate := make(map[compare.Fate]int)
	for _, p := range openPromises(changes) {
		kind, fate := model.KindOf(p.was), string(p.fate)
		row := PromiseRow{Kind: b.language.Say("thing." + string(kind)), Owner: b.roleTitle(p.owner),
			Fate: State{fate, b.language.Say("fate." + fate)}, Reason: b.textOf(p.reason),
			Was: b.day(p.due), Now: b.day(p.moved)}
		if p.is != nil {
			row.Link = b.linkTo(page, kind, p.is)
		} else {
			row.Link = old.linkTo(page, kind, p.was)
		}
		byFate[p.fate]++
		v.Rows = append(v.Rows, row)
	}
	if len(v.Rows) == 0 {
		return nil
	}
	v.Counts = countsByKey(b, "fate.count.", byFate, fates)
	return v
}
