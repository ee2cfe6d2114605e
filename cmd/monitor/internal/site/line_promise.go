package site

import (
	"utwente.nl/monitor/cmd/monitor/internal/compare"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// fates are those of promises that were open, from kept to forgotten.
var fates = []string{string(compare.Done), string(compare.Running), string(compare.Todo), string(compare.Dropped), string(compare.NotMentioned)}

// State is how far a promise has come: Key is that of the model, or "late".
type State struct{ Key, Text string }

// ActionRow is one action. About is the measure, risk and recommendation that it is about.
type ActionRow struct {
	ID, Title, Owner, Reason string
	Category                 *Link
	Due, Finished            *Day
	State                    State
	About                    []Thing
}

// PromiseLine is an action or a recommendation where it is only mentioned.
type PromiseLine struct {
	Promise  Link
	Role     string // who does it, or whom it is addressed to
	State    string
	StateKey string // todo, running, done, dropped
	Due      string // "uiterlijk 3 maart 2027", "afgerond op …", or ""
	Overdue  bool   // against the date of the edition
	Reason   string
}

func (b *book) actionRow(page string, a *model.Action) ActionRow {
	row := ActionRow{ID: b.address.anchor(model.ActionKind, a.ID), Title: b.textOf(a.Title), Owner: b.roleTitle(a.Owner), Reason: b.textOf(a.Reason), Category: b.categoryLink(page, a.Category),
		Due: b.day(a.Due), Finished: b.day(a.Finished), State: b.state(a.State, a.Overdue(b.edition.Date))}
	if a.Recommended != nil {
		row.About = append(row.About, b.things(page, model.RecommendationKind, a.Recommended.ID)...)
	}
	if a.Measure != nil {
		row.About = append(row.About, b.things(page, model.MeasureKind, a.Measure.ID)...)
	}
	if a.Risk != nil {
		row.About = append(row.About, b.things(page, model.RiskKind, a.Risk.ID)...)
	}
	return row
}

// state is how far a promise has come. Of one that is late the key says that.
func (b *book) state(p model.Progress, overdue bool) State {
	s := State{string(p), b.progressText(p, overdue)}
	if overdue {
		s.Key = "late"
	}
	return s
}

// actionLine says in a line what became of an action, as on the date of the edition.
func (b *book) actionLine(page string, a *model.Action) PromiseLine {
	l := b.language
	line := PromiseLine{Promise: Link{Href: relative(page, b.address.thing(model.ActionKind, a.ID)), Title: b.textOf(a.Title)}, Role: b.roleTitle(a.Owner),
		State: l.Say("promise.state." + string(a.State)), StateKey: string(a.State), Overdue: a.Overdue(b.edition.Date), Reason: b.textOf(a.Reason)}
	if a.Owner == nil && a.State.Open() {
		line.Role = l.Say("promise.nobody")
	}
	switch {
	case a.State == model.Done && !a.Finished.IsZero():
		line.Due = l.Say("promise.finished", "date", l.Date(a.Finished))
	case a.State == model.Dropped || a.Due.IsZero():
	case line.Overdue:
		line.Due = l.Say("promise.overdue", "date", l.Date(a.Due))
	default:
		line.Due = l.Say("promise.due", "date", l.Date(a.Due))
	}
	return line
}

// recommendationLine says in a line what became of a recommendation.
func (b *book) recommendationLine(page string, r *model.Recommendation) PromiseLine {
	return PromiseLine{Promise: Link{Href: relative(page, b.address.thing(model.RecommendationKind, r.ID)), Title: b.textOf(r.Title)}, Role: b.roleTitle(r.To),
		State: b.language.Say("promise.state." + string(r.State)), StateKey: string(r.State), Reason: b.textOf(r.Reason)}
}
