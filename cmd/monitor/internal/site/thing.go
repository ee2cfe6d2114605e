package site

import (
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
)

// Count is how many there are of something; Key is for the eye.
type Count struct{ Key, Number, Text string }

// counts says how many there are of each of some keys, in their order; what there is none of is left out.
func (b *book) counts(words string, by map[string]int, keys []string) []Count {
	var all []Count
	for _, key := range keys {
		if by[key] > 0 {
			all = append(all, b.count(words, key, by[key]))
		}
	}
	return all
}

func (b *book) count(words, key string, n int) Count {
	return Count{key, b.language.Number(float64(n), 0), b.language.Say(words + key)}
}

// number is the number of a category, or 0.
func (b *book) number(category string) int {
	if c := b.edition.Category(category); c != nil {
		return c.Number
	}
	return 0
}

func (b *book) categoryTitle(id string) string {
	if c := b.edition.Category(id); c != nil {
		return b.say(c.Title)
	}
	return ""
}

func (b *book) roleTitle(r *model.Role) string {
	if r == nil {
		return ""
	}
	return b.say(r.Title)
}

// Day is a date in words and as a machine reads it.
type Day struct{ Text, ISO string }

// day is nil for the zero Time.
func (b *book) day(t time.Time) *Day {
	if t.IsZero() {
		return nil
	}
	return &Day{b.language.Date(t), t.Format("2006-01-02")}
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
			link(b.address.of("indicator", id), b.say(i.Title), b.accent(i))
			t.Value, t.Example = b.brief(i), i.Example
		}
	case "risk":
		if r := e.Risk(id); r != nil {
			link(b.address.of("risk", id), b.say(r.Title), b.number(r.Category()))
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
			link(b.address.thing("question", id), b.say(q.Title), b.number(q.Aspect.Category))
			t.Value = b.level(q)
		}
	case "category":
		if c := e.Category(id); c != nil {
			link(b.address.of("category", id), b.say(c.Title), c.Number)
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
	return &Link{Href: relative(page, b.address.of("category", c.ID)), Title: b.say(c.Title), Accent: c.Number}
}

// brief is the current value of an indicator in one line: "3,75 % van de werktijd (2023)".
func (b *book) brief(i *model.Indicator) string {
	f, l := b.report.Facts(i), b.language
	switch {
	case f.Current == nil:
		return l.Say("fact.none")
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

// number writes a value or a bound. A count between whole numbers is said in whole numbers.
func (w verdictWriter) number(x float64) string {
	value, _ := w.quantity(x, w.i)
	return value
}
