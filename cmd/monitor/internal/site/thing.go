package site

import (
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
)

// Day is a date in words and as a machine reads it.
type Day struct{ Text, ISO string }

// day is nil for the zero Time.
func (b *book) day(t time.Time) *Day {
	if t.IsZero() {
		return nil
	}
	return &Day{b.language.Date(t), t.Format("2006-01-02")}
}

// Thing is something of the edition as another page names it: a link, what sort of thing it is, and how it stands in a few
// words.
type Thing struct {
	Link           // Label is its kind: "Kengetal"
	Value   string // "3,75 % (2023)"; may be empty
	Example bool   // the value is invented
}

// thing names what a scheme of references and an id point at. ok is false when this book has no such thing.
func (b *book) thing(page, kind, id string) (t Thing, ok bool) {
	e := b.edition
	link := func(to, title string, accent int) {
		t.Link, ok = Link{Href: relative(page, to), Title: title, Accent: accent, Label: b.language.Say("thing." + kind)}, true
	}
	switch kind {
	case "indicator":
		if i := e.Indicator(id); i != nil {
			link(b.address.indicator(id), b.say(i.Title), b.accent(i))
			t.Value, t.Example = b.brief(i), i.Example
		}
	case "risk":
		if r := e.Risk(id); r != nil {
			link(b.address.risk(id), b.say(r.Title), b.number(r.Category()))
		}
	case "measure":
		if m := e.Measure(id); m != nil {
			link(b.address.thing("measure", id), b.say(m.Title), 0)
			t.Value, t.Example = b.decision(m), m.Example
		}
	case "action":
		if a := e.Action(id); a != nil {
			link(b.address.thing("action", id), b.say(a.Title), b.number(categoryID(a.Category)))
			t.Value = b.progress(a.State, a.Overdue(e.Date))
		}
	case "recommendation":
		if r := e.Recommendation(id); r != nil {
			link(b.address.thing("recommendation", id), b.say(r.Title), b.number(categoryID(r.Category)))
			t.Value = b.progress(r.State, false)
		}
	case "question":
		if q := e.Question(id); q != nil && q.Aspect != nil {
			link(b.address.thing("question", id), b.say(q.Text), b.number(q.Aspect.Category))
			t.Value = b.level(q)
		}
	case "category":
		if c := e.Category(id); c != nil {
			link(b.address.category(id), b.say(c.Title), c.Number)
			if c.Judgement != "" {
				t.Value = b.language.Say("category.judgement." + string(c.Judgement))
			}
		}
	case "aspect":
		if a := e.Aspect(id); a != nil {
			link(b.address.aspect(a), b.say(a.Title), b.number(a.Category))
		}
	case "chapter":
		if c := b.chapters[id]; c != nil {
			link(b.address.chapter(c), c.Title, b.number(c.Category))
			t.Value = b.language.Say("page.status." + string(c.Status))
		}
	}
	return t, ok
}

// things are those of some ids of one kind that this book has.
func (b *book) things(page, kind string, ids ...string) []Thing {
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

// categoryLink is nil for no category.
func (b *book) categoryLink(page string, c *model.Category) *Link {
	if c == nil {
		return nil
	}
	return &Link{Href: relative(page, b.address.category(c.ID)), Title: b.say(c.Title), Accent: c.Number}
}

// brief is the current value of an indicator in one line: "3,75 % van de werktijd (2023)".
func (b *book) brief(i *model.Indicator) string {
	f, l := b.report.Facts(i), b.language
	switch {
	case f.Current == nil:
		return b.unvalued(f)
	case f.Current.State == report.Shown:
		return l.Say("thing.value", "value", l.Quantity(f.Current.Number, i.Decimals, b.say(i.Unit)), "period", l.Period(f.Current.Period))
	case f.Current.State == report.Small:
		return l.Say("thing.value", "value", l.Say("fact.small", "n", l.Number(float64(b.report.Threshold), 0)), "period", l.Period(f.Current.Period))
	}
	return l.Say("fact.hidden")
}

// decision says what was decided on a measure.
func (b *book) decision(m *model.Measure) string {
	if m.Decision == nil {
		return b.language.Say("measure.outcome.open")
	}
	return b.language.Say("measure.outcome." + string(m.Decision.Outcome))
}

// progress says how far a promise has come.
func (b *book) progress(p model.Progress, overdue bool) string {
	said := b.language.Say("promise.state." + string(p))
	if overdue {
		return b.language.Say("thing.overdue", "state", said)
	}
	return said
}

// level says at which level of the maturity scale a question was answered.
func (b *book) level(q *model.Question) string {
	if q.Answer == nil {
		return b.language.Say("thing.unanswered")
	}
	n := q.Answer.Level
	said := b.language.Say("thing.level", "n", b.language.Number(float64(n), 0))
	if n < len(b.edition.Levels) {
		said = b.language.Say("thing.level-named", "level", said, "name", b.say(b.edition.Levels[n].Title))
	}
	return said
}
