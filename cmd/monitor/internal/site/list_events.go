package site

import (
	"net/url"
	"slices"
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// event is a day on which somebody is to do something for the monitor.
type event struct {
	// uid is the same in all editions and languages, so that a later calendar moves the day.
	uid     string
	word    string // what is to be done: deliver, act, … of the words calendar.what
	day     time.Time
	title   string
	by      *model.Role // nil when the data do not say
	note    string
	address string // where it stands, in public/; "" for nowhere else
	example bool
}

// late reports whether an event should have been before the date of the edition.
func (b *book) late(e event) bool { return e.day.Before(b.edition.Date) }

// events returns what is still to be done, in the order of the days.
func (b *book) events() []event {
	var all []event
	add := func(id, word string, day time.Time, e event) {
		if !day.IsZero() {
			e.uid, e.word, e.day = id+"@"+b.host(), word, day
			all = append(all, e)
		}
	}
	l := b.language
	for _, i := range b.indicators {
		if r := i.Registration; r != nil {
			add("registratie-"+i.ID, "deliver", r.Due, event{title: b.textOf(i.Title), by: r.By, example: i.Example,
				note: l.Say("calendar.delivery", "system", b.textOf(r.System), "every",
					l.Say("organisation.every."+r.Every.String())),
				address: b.address.thing(model.IndicatorKind, i.ID)})
		}
	}
	for _, r := range b.edition.Reviews {
		if c := b.chapters[r.Chapter]; c != nil && r.Date.IsZero() {
			add("bespreking-"+r.ID, "review", r.Due, event{title: c.Title, by: r.With, address: b.address.chapter(c),
				example: b.invented("reviews")})
		}
	}
	for _, q := range b.edition.Requests {
		add("gevraagd-"+q.ID, "decide", q.Before, event{title: b.textOf(q.Title), by: b.edition.Board(),
			address: b.address.thing(model.RequestKind, q.ID)})
	}
	for _, a := range b.edition.Actions {
		if a.Open() {
			add("actie-"+a.ID, "act", a.Due, event{title: b.textOf(a.Title), by: a.Owner, example: b.invented("actions"),
				address: b.address.thing(model.ActionKind, a.ID)})
		}
	}
	for _, m := range b.edition.Meetings {
		if m.Date.After(b.edition.Date) {
			add("overleg-"+m.ID, "meet", m.Date, event{title: b.textOf(m.Title), by: m.Of,
				example: b.madeUp(m), address: b.address.thing(model.MeetingKind, m.ID)})
		}
	}
	for _, d := range b.edition.Decisions {
		if d.Open() {
			add("overlegbesluit-"+d.ID, "carry", d.Due, event{title: b.textOf(d.Title), by: d.Owner,
				example: b.madeUp(d), address: b.address.thing(model.DecisionKind, d.ID)})
		}
	}
	for _, c := range b.edition.Cycles {
		if c.Category != nil {
			b.cycleEvents(c, add)
		}
	}
	for _, m := range b.edition.Moments {
		if !m.Date.Before(b.edition.Date) {
			add("moment-"+m.ID, "moment", m.Date, event{title: b.textOf(m.Title), by: m.Role, note: b.textOf(m.Text),
				example: b.invented("protocol")})
		}
	}
	slices.SortStableFunc(all, func(x, y event) int { return x.day.Compare(y.day) })
	return all
}

// cycleEvents adds what is still to be done in a cycle.
func (b *book) cycleEvents(c *model.Cycle, add func(id, word string, day time.Time, e event)) {
	address, anchored := b.paths[subject{"cycle", c.Category.ID}]
	if !anchored {
		address = b.address.page("category", c.Category.ID) + "#ui-cycle"
	}
	for _, p := range c.Phases {
		id := "cyclus-" + c.Category.ID + "-" + string(p.Name)
		e := event{title: b.language.Say("calendar.phase", "category", b.textOf(c.Category.Title), "phase",
			b.language.Say("cycle."+string(p.Name))), by: p.Owner, address: address, example: b.invented("cycle")}
		if p.State.Open() {
			add(id, "phase", p.End, e)
		}
		if !p.Next.Before(b.edition.Date) {
			add(id+"-volgende", "begin", p.Next, e)
		}
		for _, d := range p.Discussed {
			if d.Date.After(b.edition.Date) {
				with := e
				with.by = d.With
				add(id+"-"+d.With.ID, "review", d.Date, with)
			}
		}
		for _, s := range p.Steps {
			if !s.End.Before(b.edition.Date) {
				step := e
				step.title, step.by, step.note = b.textOf(s.Text), s.Role, e.title
				if anchored {
					step.address = address + "#" + stepAnchor(p.Name, s.ID)
				}
				add(id+"-stap-"+s.ID, "step", s.End, step)
			}
		}
	}
}

// stepAnchor returns the id of the element of a step on the page of its cycle.
func stepAnchor(phase model.PhaseName, step string) string {
	return "stap-" + string(phase) + "-" + step
}

// invented reports whether the edition calls a file an example.
func (b *book) invented(file string) bool { return slices.Contains(b.edition.Examples, file) }

// host returns the host name of the organisation's site, which makes UIDs unique.
func (b *book) host() string {
	if u, err := url.Parse(b.site.Organisation.URL); err == nil && u.Hostname() != "" {
		return u.Hostname()
	}
	return "monitor.invalid"
}
