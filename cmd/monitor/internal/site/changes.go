package site

import (
	"strings"

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

// ChangeItem is one thing that changed: from what to what, and why.
type ChangeItem struct {
	Link
	What     string // "definitie, streefwaarde", or the period
	Was, Now string // both empty when there is nothing to compare
	Why      string
	Example  bool
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
		c.counts = append(c.counts, Count{s.ID, c.language.Number(float64(n), 0), s.Title})
	}
}

func (c *changeList) newGroup(key string, items []ChangeItem) ChangeSort {
	return ChangeSort{c.language.Say("changes." + key), items}
}

// listedItems returns an item for each thing in all, with a link into the book in.
func listedItems[T model.Thing](c *changeList, in *book, kind model.Kind, all []T) []ChangeItem {
	var items []ChangeItem
	for _, x := range all {
		if t, ok := in.thing(c.page, kind, x.Header().ID); ok {
			t.Summary, t.Label = "", ""
			items = append(items, ChangeItem{Link: t.Link})
		}
	}
	return items
}

// item returns an item for a thing of this edition.
func (c *changeList) item(kind model.Kind, id string) ChangeItem {
	t, _ := c.thing(c.page, kind, id)
	return ChangeItem{Link: t.Link, Example: t.Example}
}

// comparedItem returns an item for a thing of this edition, with its text in both editions.
func (c *changeList) comparedItem(kind model.Kind, id, was, now, why string) ChangeItem {
	i := c.item(kind, id)
	i.Was, i.Now, i.Why = was, now, why
	return i
}

func (c *changeList) judgements(pairs []compare.Pair[model.Category]) {
	said := func(j model.Judgement) string {
		if j == "" {
			return c.language.Say("category.judgement.none")
		}
		return c.language.Say("category.judgement." + string(j))
	}
	var items []ChangeItem
	for _, p := range pairs {
		items = append(items, c.comparedItem(model.CategoryKind, p.Is.ID, said(p.Was.Judgement),
			said(p.Is.Judgement), c.textOf(p.Is.Reason)))
	}
	c.addSection("judgements", c.newGroup("judged", items))
}

func (c *changeList) risks(r compare.RiskChanges) {
	var renamed, redefined []ChangeItem
	for _, p := range r.Renamed {
		renamed = append(renamed, c.comparedItem(model.RiskKind, p.Is.ID, c.old.textOf(p.Was.Title),
			c.textOf(p.Is.Title), ""))
	}
	for _, p := range r.Redefined {
		redefined = append(redefined, c.comparedItem(model.RiskKind, p.Is.ID, c.old.textOf(p.Was.Definition),
			c.textOf(p.Is.Definition), ""))
	}
	c.addSection("risks", c.newGroup("added", listedItems(c, c.book, model.RiskKind, r.Added)),
		c.newGroup("removed", listedItems(c, c.old, model.RiskKind, r.Removed)),
		c.newGroup("renamed", renamed), c.newGroup("redefined", redefined))
}

func (c *changeList) indicators(r compare.IndicatorChanges) {
	var renamed, redefined, revised []ChangeItem
	for _, p := range r.Renamed {
		renamed = append(renamed, c.comparedItem(model.IndicatorKind, p.Is.ID, c.old.textOf(p.Was.Title),
			c.textOf(p.Is.Title), ""))
	}
	for _, p := range r.Redefined {
		for _, property := range p.Properties {
			item := c.comparedItem(model.IndicatorKind, p.Is.ID, c.old.propertyText(p.Was, property),
				c.propertyText(p.Is, property), "")
			item.What = c.language.Say("change.property." + string(property))
			redefined = append(redefined, item)
		}
	}
	if all := c.revisions(c.page, nil); all != nil {
		for _, v := range all.Rows {
			item := c.comparedItem(model.IndicatorKind, v.ID, v.Was, v.Now, v.Why)
			item.What = v.What
			revised = append(revised, item)
		}
	}
	c.addSection("indicators", c.newGroup("added", listedItems(c, c.book, model.IndicatorKind, r.Added)),
		c.newGroup("removed", listedItems(c, c.old, model.IndicatorKind, r.Removed)),
		c.newGroup("renamed", renamed), c.newGroup("redefined", redefined), c.newGroup("revised", revised))
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
		value, unit := b.valueAndUnit(*i.Target, i)
		return strings.TrimSpace(value + " " + unit)
	}
	if i.Per == nil {
		return l.Say("changes.per-none")
	}
	return l.Say("fact.per.text", "factor", l.Number(i.Per.Factor, 0), "indicator", b.textOf(i.Per.Indicator.Title))
}

func (c *changeList) questions(r compare.QuestionChanges) {
	levels := func(pairs []compare.Pair[model.Question]) []ChangeItem {
		var items []ChangeItem
		for _, p := range pairs {
			items = append(items, c.comparedItem(model.QuestionKind, p.Is.ID, c.old.levelText(p.Was),
				c.levelText(p.Is), c.textOf(p.Is.Answer.Evidence)))
		}
		return items
	}
	c.addSection("questions", c.newGroup("answered", levels(r.Answered)), c.newGroup("levelled", levels(r.Levelled)),
		c.newGroup("added", listedItems(c, c.book, model.QuestionKind, r.Added)),
		c.newGroup("removed", listedItems(c, c.old, model.QuestionKind, r.Removed)))
}

func (c *changeList) measures(r compare.MeasureChanges) {
	state := func(b *book, m *model.Measure) string { return b.language.Say("measure.state." + string(m.State)) }
	var decided, moved []ChangeItem
	for _, p := range r.Decided {
		item := c.comparedItem(model.MeasureKind, p.Is.ID, c.old.decisionText(p.Was), c.decisionText(p.Is), "")
		if p.Is.Decision != nil {
			item.Why = c.textOf(p.Is.Decision.Reason)
		}
		decided = append(decided, item)
	}
	for _, p := range r.Moved {
		moved = append(moved, c.comparedItem(model.MeasureKind, p.Is.ID, state(c.old, p.Was), state(c.book, p.Is), ""))
	}
	c.addSection("measures", c.newGroup("decided", decided), c.newGroup("moved", moved),
		c.newGroup("added", listedItems(c, c.book, model.MeasureKind, r.Added)),
		c.newGroup("removed", listedItems(c, c.old, model.MeasureKind, r.Removed)))
}

// promises adds the promises that were open, in groups by what became of them.
func (c *changeList) promises(changes *compare.Changes) {
	byFate := make(map[string][]ChangeItem)
	for _, f := range changes.Recommendations.Followed {
		if !f.Was.State.Open() {
			continue
		}
		if f.Is != nil {
			byFate[string(f.Fate)] = append(byFate[string(f.Fate)],
				c.promiseItem(model.RecommendationKind, f.Is.ID, c.textOf(f.Is.Reason)))
		} else {
			byFate[string(f.Fate)] = append(byFate[string(f.Fate)],
				listedItems(c, c.old, model.RecommendationKind, []*model.Recommendation{f.Was})...)
		}
	}
	for _, f := range changes.Actions.Followed {
		if !f.Was.State.Open() {
			continue
		}
		if f.Is != nil {
			byFate[string(f.Fate)] = append(byFate[string(f.Fate)],
				c.promiseItem(model.ActionKind, f.Is.ID, c.textOf(f.Is.Reason)))
		} else {
			byFate[string(f.Fate)] = append(byFate[string(f.Fate)],
				listedItems(c, c.old, model.ActionKind, []*model.Action{f.Was})...)
		}
	}
	var groups []ChangeSort
	for _, fate := range fates {
		groups = append(groups, ChangeSort{c.language.Say("fate." + fate), byFate[fate]})
	}
	groups = append(groups,
		c.newGroup("recommended", listedItems(c, c.book, model.RecommendationKind, changes.Recommendations.Added)),
		c.newGroup("promised", listedItems(c, c.book, model.ActionKind, changes.Actions.Added)))
	c.addSection("actions", groups...)
}

func (c *changeList) promiseItem(kind model.Kind, id, why string) ChangeItem {
	i := c.item(kind, id)
	i.Why = why
	return i
}

func (c *changeList) aspects(r compare.AspectChanges) {
	c.addSection("aspects", c.newGroup("added", listedItems(c, c.book, model.AspectKind, r.Added)),
		c.newGroup("removed", listedItems(c, c.old, model.AspectKind, r.Removed)))
}
