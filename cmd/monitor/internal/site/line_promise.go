package site

import "utwente.nl/monitor/cmd/monitor/internal/model"

// State is a state in words: of a promise, its fate, or a review. Key is for the style sheet.
type State struct{ Key, Text string }

// ActionRow is an action in a table. About has the measure, risk and recommendation that it is
// about.
type ActionRow struct {
	ID, Title, Owner, Reason string
	Category                 *Link
	Due, Finished            *Day
	State                    State
	About                    []Thing
}

// PromiseLine is an action or a recommendation on a page that only mentions it.
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
	row := ActionRow{ID: b.address.anchor(model.ActionKind, a.ID), Title: b.textOf(a.Title),
		Owner: b.roleTitle(a.Owner), Reason: b.textOf(a.Reason), Category: b.categoryLink(page, a.Category),
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

// state returns how far a promise has come. The key of an overdue one is "late".
func (b *book) state(p model.Progress, overdue bool) State {
	s := State{string(p), b.progressText(p, overdue)}
	if overdue {
		s.Key = "late"
	}
	return s
}

// actionLine returns an action with its state on the date of the edition.
func (b *book) actionLine(page string, a *model.Action) PromiseLine {
	l := b.language
	line := PromiseLine{Promise: b.linkTo(page, model.ActionKind, a), Role: b.roleTitle(a.Owner),
		State: l.Say("promise.state." + string(a.State)), StateKey: string(a.State),
		Overdue: a.Overdue(b.edition.Date), Reason: b.textOf(a.Reason)}
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

// recommendationLine returns a recommendation with its state.
func (b *book) recommendationLine(page string, r *model.Recommendation) PromiseLine {
	return PromiseLine{Promise: b.linkTo(page, model.RecommendationKind, r), Role: b.roleTitle(r.To),
		State: b.language.Say("promise.state." + string(r.State)), StateKey: string(r.State),
		Reason: b.textOf(r.Reason)}
}
