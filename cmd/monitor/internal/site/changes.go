package site

import (
	"slices"
	"utwente.nl/monitor/cmd/monitor/internal/compare"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// changesPage is the page of what changed since the edition before.
func changesPage() *pageKind {
	return &pageKind{name: "changes", words: "changes", file: "changes", menu: reportMenu, fill: (*press).fillChanges,
		ids: when(func(b *book) bool { return b.before != nil }),
		description: func(b *book, _ string) string {
			old := b.before.book(b.language.Code)
			return b.language.Say("changes.description", "edition", old.textOf(old.edition.Title))
		}}
}

// ChangesView lists what changed since the edition before.
type ChangesView struct {
	Since    Link
	Counts   []Count // by section; Key is the section's anchor
	Sections []ChangeSection
}

// ChangeSection lists the changes of one kind of thing, such as risks.
type ChangeSection struct {
	ID, Title string
	Groups    []ChangeSort
}

// ChangeSort lists the changes of one sort, such as added or renamed.
type ChangeSort struct {
	Title string
	Items []ChangeItem
}

// Example reports whether all that changed so are examples, which is then said once.
func (s ChangeSort) Example() bool {
	return !slices.ContainsFunc(s.Items, func(i ChangeItem) bool { return !i.Example })
}

// ChangeItem is one thing that changed: from what to what, and why.
type ChangeItem struct {
	Link
	What     string // "definitie, streefwaarde", or the period
	Was, Now string // both empty when there is nothing to compare
	Why      string
}

// changeList collects the sections of the page. old is the book of the edition before, in the same
// language when it has that one.
type changeList struct {
	*book
	old      *book
	page     string
	sections []ChangeSection
	counts   []Count
}

func (p *press) fillChanges(b *book, page *Page, _ string) error {
	c := &changeList{book: b, old: b.before.book(b.language.Code), page: page.Path}
	changes := b.changes()
	c.judgements(changes.Judgements)
	c.indicators(changes.Indicators)
	c.risks(changes.Risks)
	c.measures(changes.Measures)
	c.promises(changes)
	c.questions(changes.Questions)
	c.aspects(changes.Aspects)
	page.View = &ChangesView{Since: c.old.homeLink(page.Path), Counts: c.counts, Sections: c.sections}
	return nil
}

// addSection adds a section with the groups that have items, when there are any.
func (c *changeList) addSection(key string, groups ...ChangeSort) {
	s := ChangeSection{ID: "wijziging-" + key, Title: c.language.Say("changes.of." + key)}
	n := 0
	for _, g := range groups {
		if len(g.Items) > 0 {
			s.Groups = append(s.Groups, g)
			n += len(g.Items)
		}
	}
	if n > 0 {
		c.sections = append(c.sections, s)
		c.counts = append(c.counts, Count{s.ID, c.language.Whole(n), s.Title})
	}
}

func (c *changeList) newGroup(key string, items []ChangeItem) ChangeSort {
	return ChangeSort{c.language.Say("changes." + key), items}
}

// listedItems returns an item for each thing in all, with a link into the book in.
func listedItems[T model.Thing](c *changeList, in *book, all []T) []ChangeItem {
	var items []ChangeItem
	for _, x := range all {
		if t, ok := in.thing(c.page, model.KindOf(x), x.Header().ID); ok {
			t.Summary, t.Label = "", ""
			items = append(items, ChangeItem{Link: t.Link})
		}
	}
	return items
}

// item returns an item for a thing of this edition.
func (c *changeList) item(thing model.Thing, why model.Text) ChangeItem {
	t, _ := c.thing(c.page, model.KindOf(thing), thing.Header().ID)
	return ChangeItem{Link: t.Link, Why: c.textOf(why)}
}

// pairItems returns an item for each pair, with a text of the thing in both editions, and the
// reason for the change. why may be nil.
func pairItems[T any, P interface {
	*T
	model.Thing
}](c *changeList, pairs []compare.Pair[T], text func(*book, P) string, why func(P) model.Text) []ChangeItem {
	var items []ChangeItem
	for _, p := range pairs {
		was, is := P(p.Was), P(p.Is)
		var reason model.Text
		if why != nil {
			reason = why(is)
		}
		item := c.item(is, reason)
		item.Was, item.Now = text(c.old, was), text(c.book, is)
		items = append(items, item)
	}
	return items
}

// titleText returns the title of a thing.
func titleText[T model.Thing](b *book, thing T) string { return b.textOf(thing.Header().Title) }

func (c *changeList) judgements(pairs []compare.Pair[model.Category]) {
	// In the language of the page, which the older book may not have.
	text := func(_ *book, category *model.Category) string { return c.judgementText(category.Judgement) }
	reason := func(category *model.Category) model.Text { return category.Reason }
	c.addSection("judgements", c.newGroup("judged", pairItems(c, pairs, text, reason)))
}

func (c *changeList) risks(r compare.RiskChanges) {
	definition := func(b *book, r *model.Risk) string { return b.textOf(r.Definition) }
	c.addSection("risks",
		c.newGroup("added", listedItems(c, c.book, r.Added)),
		c.newGroup("removed", listedItems(c, c.old, r.Removed)),
		c.newGroup("renamed", pairItems(c, r.Renamed, titleText[*model.Risk], nil)),
		c.newGroup("redefined", pairItems(c, r.Redefined, definition, nil)))
}

func (c *changeList) indicators(r compare.IndicatorChanges) {
	var redefined, revised []ChangeItem
	for _, p := range r.Redefined {
		for _, property := range p.Properties {
			item := c.item(p.Is, nil)
			item.What = c.language.Say("change.property." + string(property))
			item.Was, item.Now = c.old.propertyText(p.Was, property), c.propertyText(p.Is, property)
			redefined = append(redefined, item)
		}
	}
	if all := c.revisions(c.page, nil); all != nil {
		for _, v := range all.Rows {
			item := c.item(c.edition.Indicator(v.ID), nil)
			item.What, item.Was, item.Now, item.Why = v.What, v.Was, v.Now, v.Why
			revised = append(revised, item)
		}
	}
	c.addSection("indicators",
		c.newGroup("added", listedItems(c, c.book, r.Added)),
		c.newGroup("removed", listedItems(c, c.old, r.Removed)),
		c.newGroup("renamed", pairItems(c, r.Renamed, titleText[*model.Indicator], nil)),
		c.newGroup("redefined", redefined), c.newGroup("revised", revised))
}

// propertyText returns a property of an indicator, as a text.
func (b *book) propertyText(i *model.Indicator, p compare.Property) string {
	l := b.language
	switch p {
	case compare.Definition:
		return b.textOf(i.Definition)
	case compare.Unit:
		return b.textOf(i.Unit)
	case compare.Kind:
		return l.Say("fact.kind." + string(i.Kind))
	case compare.Direction:
		if i.Direction == model.Neither {
			return l.Say("changes.direction-none")
		}
		return l.Say("fact.direction." + string(i.Direction))
	case compare.Target:
		if i.Target == nil {
			return l.Say("changes.target-none")
		}
		return b.targetFact(i)
	}
	if i.Per == nil {
		return l.Say("changes.per-none")
	}
	return l.Say("fact.per.text", "factor", l.Number(i.Per.Factor, 0), "indicator", b.textOf(i.Per.Indicator.Title))
}

func (c *changeList) questions(r compare.QuestionChanges) {
	evidence := func(q *model.Question) model.Text { return q.Answer.Evidence }
	c.addSection("questions",
		c.newGroup("answered", pairItems(c, r.Answered, (*book).levelText, evidence)),
		c.newGroup("levelled", pairItems(c, r.Levelled, (*book).levelText, evidence)),
		c.newGroup("reworded", pairItems(c, r.Reworded, titleText[*model.Question], whyReworded)),
		c.newGroup("added", listedItems(c, c.book, r.Added)),
		c.newGroup("removed", listedItems(c, c.old, r.Removed)))
}

// whyReworded returns why a question asks something else now.
func whyReworded(q *model.Question) model.Text {
	_, why := q.Changed()
	return why
}

func (c *changeList) measures(r compare.MeasureChanges) {
	state := func(b *book, m *model.Measure) string { return b.language.Say("measure.state." + string(m.State)) }
	reason := func(m *model.Measure) model.Text {
		if m.Decision == nil {
			return nil
		}
		return m.Decision.Reason
	}
	c.addSection("measures",
		c.newGroup("decided", pairItems(c, r.Decided, (*book).decisionText, reason)),
		c.newGroup("moved", pairItems(c, r.Moved, state, nil)),
		c.newGroup("added", listedItems(c, c.book, r.Added)),
		c.newGroup("removed", listedItems(c, c.old, r.Removed)))
}

// promises adds the promises that were open, in groups by what became of them.
func (c *changeList) promises(changes *compare.Changes) {
	byFate := make(map[compare.Fate][]ChangeItem)
	for _, p := range openPromises(changes) {
		if p.is != nil {
			byFate[p.fate] = append(byFate[p.fate], c.item(p.is, p.reason))
		} else {
			byFate[p.fate] = append(byFate[p.fate], listedItems(c, c.old, []model.Thing{p.was})...)
		}
	}
	var groups []ChangeSort
	for _, fate := range fates {
		groups = append(groups, ChangeSort{c.language.Say("fate." + string(fate)), byFate[fate]})
	}
	groups = append(groups,
		c.newGroup("recommended", listedItems(c, c.book, changes.Recommendations.Added)),
		c.newGroup("promised", listedItems(c, c.book, changes.Actions.Added)))
	c.addSection("actions", groups...)
}

func (c *changeList) aspects(r compare.AspectChanges) {
	c.addSection("aspects",
		c.newGroup("added", listedItems(c, c.book, r.Added)),
		c.newGroup("removed", listedItems(c, c.old, r.Removed)))
}
