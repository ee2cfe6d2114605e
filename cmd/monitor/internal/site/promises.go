package site

import (
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// actionLine says in a line what became of an action, as on the date of the edition.
func (b *book) actionLine(page string, a *model.Action) PromiseLine {
	l := b.language
	line := PromiseLine{Promise: Link{Href: relative(page, b.address.thing("action", a.ID)), Title: b.say(a.Title)}, Role: b.roleTitle(a.Owner),
		State: l.Say("promise.state." + string(a.State)), StateKey: string(a.State), Overdue: a.Overdue(b.edition.Date), Reason: b.say(a.Reason)}
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
	return PromiseLine{Promise: Link{Href: relative(page, b.address.thing("recommendation", r.ID)), Title: b.say(r.Title)}, Role: b.roleTitle(r.To),
		State: b.language.Say("promise.state." + string(r.State)), StateKey: string(r.State), Reason: b.say(r.Reason)}
}
