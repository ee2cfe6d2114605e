package site

import (
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/compare"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
)

// ChangesSince lists what changed since the edition before, in groups.
type ChangesSince struct {
	Title  string // "Sinds de editie van 2025"
	Groups []ChangeGroup
}

// ChangeGroup lists changes of one sort.
type ChangeGroup struct {
	Title   string // "Nieuwe risico's"
	Changes []Link // Href is "" for a thing that is gone; Summary says what changed
}

// changesIn returns what changed in a category since the edition before, or nil when there is none.
func (b *book) changesIn(page string, c *model.Category) *ChangesSince {
	all := b.changes()
	if all == nil {
		return nil
	}
	w := &changeWriter{book: b, page: page, category: c.ID, was: b.categoryBefore(c)}
	w.judgement(all)
	w.risks(all.Risks)
	w.indicators(all.Indicators, b.report.Revisions)
	w.questions(all.Questions)
	w.measures(all.Measures)
	w.actions(all.Actions)
	return &ChangesSince{b.language.Say("change.since", "year", all.Older.Year), w.groups}
}

// changeWriter collects what changed in one category.
type changeWriter struct {
	*book
	page     string
	category string
	was      *model.Category // in the edition before; nil when it was not there
	groups   []ChangeGroup
}

// had reports whether the category had, in the edition before, what was of a category there.
func (w *changeWriter) had(category string) bool { return w.was != nil && w.was.ID == category }

// addGroup adds changes under a heading, when there are any.
func (w *changeWriter) addGroup(key string, changes []Link) {
	if len(changes) > 0 {
		w.groups = append(w.groups, ChangeGroup{w.language.Say(key), changes})
	}
}

func (w *changeWriter) judgement(all *compare.Changes) {
	for _, p := range all.Judgements {
		if p.Is.ID == w.category {
			w.addGroup("change.judgement", []Link{{Title: w.judgementText(p.Is.Judgement),
				Summary: w.language.Say("change.was", "what", w.judgementText(p.Was.Judgement))}})
		}
	}
}

func (w *changeWriter) risks(c compare.RiskChanges) {
	link := func(r *model.Risk, summary string) []Link {
		if r.Category() != w.category {
			return nil
		}
		l := w.riskLink(w.page, r)
		l.Summary = summary
		return []Link{l}
	}
	var added, removed, renamed, redefined []Link
	for _, r := range c.Added {
		added = append(added, link(r, "")...)
	}
	for _, r := range c.Removed {
		if w.had(r.Category()) {
			removed = append(removed, Link{Title: w.textOf(r.Title)})
		}
	}
	for _, p := range c.Renamed {
		if was := w.textOf(p.Was.Title); was != w.textOf(p.Is.Title) {
			renamed = append(renamed, link(p.Is, w.language.Say("change.was", "what", was))...)
		}
	}
	for _, p := range c.Redefined {
		redefined = append(redefined, link(p.Is, "")...)
	}
	w.addGroup("change.risks.added", added)
	w.addGroup("change.risks.removed", removed)
	w.addGroup("change.risks.renamed", renamed)
	w.addGroup("change.risks.redefined", redefined)
}

func (w *changeWriter) indicators(c compare.IndicatorChanges, r *report.Revisions) {
	of := func(i *model.Indicator) bool { return i.Aspect != nil && i.Aspect.Category == w.category }
	link := func(i *model.Indicator, summary string) []Link {
		if !of(i) {
			return nil
		}
		l := w.linkTo(w.page, model.IndicatorKind, i)
		l.Summary = summary
		return []Link{l}
	}
	var added, removed, redefined, revised []Link
	for _, i := range c.Added {
		added = append(added, link(i, "")...)
	}
	for _, i := range c.Removed {
		if i.Aspect != nil && w.had(i.Aspect.Category) {
			removed = append(removed, Link{Title: w.textOf(i.Title), Example: i.Example})
		}
	}
	for _, r := range c.Redefined {
		var what []string
		for _, property := range r.Properties {
			what = append(what, w.language.Say("change.property."+string(property)))
		}
		redefined = append(redefined, link(r.Is, w.language.List(what))...)
	}
	for _, p := range revisedIndicators(r) {
		var periods []string
		values, _ := r.Of(p)
		for _, v := range values {
			if period := w.language.Period(v.To.Period); !slices.Contains(periods, period) {
				periods = append(periods, period)
			}
		}
		revised = append(revised, link(p, w.language.List(periods))...)
	}
	w.addGroup("change.indicators.added", added)
	w.addGroup("change.indicators.removed", removed)
	w.addGroup("change.indicators.redefined", redefined)
	w.addGroup("change.indicators.revised", revised)
}

func (w *changeWriter) questions(c compare.QuestionChanges) {
	link := func(q *model.Question, summary string) []Link {
		if q.Aspect == nil || q.Aspect.Category != w.category {
			return nil
		}
		l := w.linkTo(w.page, model.QuestionKind, q)
		l.Summary = summary
		return []Link{l}
	}
	level := func(a *model.Answer) string { return w.language.Whole(a.Level) }
	var answered, levelled []Link
	for _, p := range c.Answered {
		is := p.Is.Answer
		answered = append(answered, link(p.Is, w.language.Say("change.level", "level", level(is)))...)
	}
	for _, p := range c.Levelled {
		was, is := p.Was.Answer, p.Is.Answer
		levelled = append(levelled, link(p.Is, w.language.Say("change.levels", "was", level(was), "is", level(is)))...)
	}
	w.addGroup("change.questions.answered", answered)
	w.addGroup("change.questions.levelled", levelled)
}

func (w *changeWriter) measures(c compare.MeasureChanges) {
	link := func(m *model.Measure, summary string) []Link {
		for _, r := range m.Risks {
			if r.Category() == w.category {
				l := w.measureLink(w.page, m)
				l.Summary = summary
				return []Link{l}
			}
		}
		return nil
	}
	var added, decided, moved []Link
	for _, m := range c.Added {
		added = append(added, link(m, strings.ToLower(w.measureLine(w.page, m).Decision))...)
	}
	for _, p := range c.Decided {
		decided = append(decided, link(p.Is, strings.ToLower(w.measureLine(w.page, p.Is).Decision))...)
	}
	for _, p := range c.Moved {
		moved = append(moved, link(p.Is, strings.ToLower(w.language.Say("measure.state."+string(p.Is.State))))...)
	}
	w.addGroup("change.measures.added", added)
	w.addGroup("change.measures.decided", decided)
	w.addGroup("change.measures.moved", moved)
}

// actions adds what became of the promises of the edition before.
func (w *changeWriter) actions(c compare.Promises[model.Action]) {
	byFate := make(map[compare.Fate][]Link)
	for _, f := range c.Followed {
		if f.Was.Category == nil || !w.had(f.Was.Category.ID) || f.Fate == compare.Closed {
			continue
		}
		link := Link{Title: w.textOf(f.Was.Title), Example: w.before.book(w.language.Code).madeUp(f.Was)}
		if f.Is != nil {
			link = w.linkTo(w.page, model.ActionKind, f.Is)
		}
		byFate[f.Fate] = append(byFate[f.Fate], link)
	}
	for _, fate := range fates {
		w.addGroup("change.actions."+string(fate), byFate[fate])
	}
}
