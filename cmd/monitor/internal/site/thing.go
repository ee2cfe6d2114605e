package site

import (
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
)

// Count is a number of things of one sort. Key chooses the style.
type Count struct{ Key, Number, Text string }

// countsByKey returns the counts in by of keys, in the order of keys, without those that are zero. The words
// of a count are those of words and its key.
func countsByKey[K ~string](b *book, words string, by map[K]int, keys []K) []Count {
	var all []Count
	for _, key := range keys {
		if by[key] > 0 {
			all = append(all, b.newCount(words, string(key), by[key]))
		}
	}
	return all
}

func (b *book) newCount(words, key string, n int) Count {
	return Count{key, b.language.Whole(n), b.language.Say(words + key)}
}

// categoryNumber returns the number of a category, or 0.
func (b *book) categoryNumber(category string) int {
	if c := b.edition.Category(category); c != nil {
		return c.Number
	}
	return 0
}

func (b *book) categoryTitle(id string) string {
	if c := b.edition.Category(id); c != nil {
		return b.textOf(c.Title)
	}
	return ""
}

func (b *book) roleTitle(r *model.Role) string {
	if r == nil {
		return ""
	}
	return b.textOf(r.Title)
}

// Day is a date in words and in the form that machines read.
type Day struct{ Text, ISO string }

// day returns a date, or nil for the zero Time.
func (b *book) day(t time.Time) *Day {
	if t.IsZero() {
		return nil
	}
	return &Day{b.language.Date(t), t.Format(time.DateOnly)}
}

// thing returns a thing as another page names it. ok is false when this book has no such thing.
func (b *book) thing(page string, kind model.Kind, id string) (t Thing, ok bool) {
	switch kind {
	case model.EditionItself:
		return Thing{Link: b.homeLink(page)}, true
	case model.SurveyItself:
		survey, held := b.paths[subject{"survey", ""}]
		return Thing{Link: Link{Href: relative(page, survey), Title: b.language.Say("survey.title"),
			Example: b.isExample()}}, held
	}
	t.Label = b.language.Say("thing." + string(kind))
	if kind == model.ChapterKind {
		c := b.chapters[id]
		if c == nil {
			return Thing{}, false
		}
		t.Href, t.Title, t.Accent = relative(page, b.address.chapter(c)), c.Title, b.categoryNumber(c.Category)
		t.Value, t.In = b.language.Say("page.status."+string(c.Status)), b.languageOf(c)
		return t, true
	}
	thing := b.edition.Thing(kind, id)
	if thing == nil {
		return Thing{}, false
	}
	t.Title, t.Example = b.textOf(thing.Header().Title), b.madeUp(thing)
	if a, ok := thing.(*model.Aspect); ok {
		t.Href, t.Accent = relative(page, b.address.aspect(a)), b.categoryNumber(a.Category)
		return t, true
	}
	t.Href, t.Value, t.Accent = relative(page, b.address.thing(kind, id)), b.stateOf(thing), b.accentOf(thing)
	return t, true
}

// stateOf returns the value or state of a thing in a few words, as in a list of things; "" for one without.
func (b *book) stateOf(thing model.Thing) string {
	switch thing := thing.(type) {
	case *model.Indicator:
		return b.valueInLine(thing)
	case *model.Control:
		return b.testText(thing)
	case *model.Measure:
		return b.decisionText(thing)
	case *model.Action:
		return b.progressText(thing.State, thing.Overdue(b.edition.Date))
	case *model.Recommendation:
		return b.progressText(thing.State, false)
	case *model.Meeting:
		return b.language.Date(thing.Date)
	case *model.Decision:
		return b.progressText(thing.State, thing.Overdue(b.edition.Date))
	case *model.Question:
		return b.levelText(thing)
	case *model.Interview:
		return b.interviewState(thing).Text
	case *model.Category:
		if thing.Judgement != "" {
			return b.judgementText(thing.Judgement)
		}
	}
	return ""
}

// accentOf returns the number of the category that a thing is about, or 0.
func (b *book) accentOf(thing model.Thing) int {
	switch thing := thing.(type) {
	case *model.Category:
		return thing.Number
	case *model.Indicator:
		return b.accent(thing)
	case *model.Risk:
		return b.categoryNumber(thing.Category())
	case *model.Action:
		return b.categoryNumber(categoryID(thing.Category))
	case *model.Recommendation:
		return b.categoryNumber(categoryID(thing.Category))
	case *model.Observation:
		return b.categoryNumber(categoryID(thing.Category))
	case *model.Question:
		if thing.Aspect != nil {
			return b.categoryNumber(thing.Aspect.Category)
		}
	}
	return 0
}

// things returns those of the things with ids that this book has.
func (b *book) things(page string, kind model.Kind, ids ...string) []Thing {
	var all []Thing
	for _, id := range ids {
		if t, ok := b.thing(page, kind, id); ok {
			all = append(all, t)
		}
	}
	return all
}

func categoryID(c *model.Category) string {
	if c == nil {
		return ""
	}
	return c.ID
}

// linkTo returns a link to a thing of this book.
func (b *book) linkTo(page string, kind model.Kind, thing model.Thing) Link {
	head := thing.Header()
	return Link{Href: relative(page, b.address.thing(kind, head.ID)), Title: b.textOf(head.Title),
		Example: b.madeUp(thing)}
}

// markOnce reports whether all rows of a table are examples, and takes their marks away then: the
// table gets one mark. mark points at the mark of a row.
func markOnce[T any](rows []T, mark func(row *T) *bool) bool {
	for n := range rows {
		if !*mark(&rows[n]) {
			return false
		}
	}
	for n := range rows {
		*mark(&rows[n]) = false
	}
	return len(rows) > 0
}

// madeUp reports whether a thing was made up to show the form: it says so itself, or the edition
// says it of all that are in the same file.
func (b *book) madeUp(thing model.Thing) bool {
	switch thing := thing.(type) {
	case *model.Indicator:
		return thing.Example
	case *model.Question:
		return hasExample([]*model.Question{thing})
	case *model.Control:
		return thing.Example
	case *model.Measure:
		return thing.Example
	case *model.Interview:
		return thing.Example
	case *model.Observation:
		return thing.Example
	case *model.Consultation:
		return thing.Example
	case *model.Action, *model.Recommendation:
		return b.invented("actions")
	case *model.Meeting:
		return thing.Example || b.invented("meetings")
	case *model.Decision:
		return thing.MadeUp() || b.invented("meetings")
	case *model.Clause:
		return b.invented("protocol")
	}
	return false
}

// indicatorLink is linkTo, with the accent of the indicator's category.
func (b *book) indicatorLink(page string, i *model.Indicator) Link {
	link := b.linkTo(page, model.IndicatorKind, i)
	link.Accent = b.accent(i)
	return link
}

// aspectLink leads to an aspect on the page of its category.
func (b *book) aspectLink(page string, a *model.Aspect) Link {
	return Link{Href: relative(page, b.address.aspect(a)), Title: b.textOf(a.Title)}
}

// categoryLink is linkTo, with the category's accent. It returns nil for no category.
func (b *book) categoryLink(page string, c *model.Category) *Link {
	if c == nil {
		return nil
	}
	link := b.linkTo(page, model.CategoryKind, c)
	link.ID, link.Accent = c.ID, c.Number
	return &link
}

// categoryLinks returns links to all categories.
func (b *book) categoryLinks(page string) []Link {
	var links []Link
	for _, c := range b.edition.Categories {
		links = append(links, *b.categoryLink(page, c))
	}
	return links
}

// valueInLine writes the current value of an indicator in one line: "3,75 % van de werktijd
// (2023)".
func (b *book) valueInLine(i *model.Indicator) string {
	f, l := b.report.Facts(i), b.language
	switch {
	case f.Current == nil:
		return b.whyNoValue(f)
	case f.Current.State == report.Shown:
		return l.Say("thing.value", "value", b.quantity(*f.Current, i), "period", l.Period(f.Current.Period))
	case f.Current.State == report.Small:
		return l.Say("thing.value", "value", l.Say("fact.small", "n", l.Whole(b.report.Privacy.Threshold)),
			"period", l.Period(f.Current.Period))
	}
	return l.Say("fact.hidden")
}

// decisionText says what was decided on a measure.
func (b *book) decisionText(m *model.Measure) string {
	if m.Decision == nil {
		return b.language.Say("measure.outcome.open")
	}
	return b.language.Say("measure.outcome." + string(m.Decision.Outcome))
}

// progressText says how far a promise has come.
func (b *book) progressText(p model.Progress, overdue bool) string {
	said := b.language.Say("promise.state." + string(p))
	if overdue {
		return b.language.Say("thing.overdue", "state", said)
	}
	return said
}

// levelText says at which level of the maturity scale a question was answered.
func (b *book) levelText(q *model.Question) string {
	if q.Answer == nil {
		return b.language.Say("thing.unanswered")
	}
	n := q.Answer.Level
	said := b.language.Say("thing.level", "n", b.language.Whole(n))
	if n < len(b.edition.Levels) {
		said = b.language.Say("thing.level-named", "level", said, "name", b.textOf(b.edition.Levels[n].Title))
	}
	return said
}
