package site

import (
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/compare"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// fates are what may become of an open promise, from kept to forgotten.
var fates = []compare.Fate{compare.Done, compare.Running, compare.Todo, compare.Dropped, compare.NotMentioned}

// openPromise is a recommendation, a decision or an action that was open in the edition before.
type openPromise struct {
	was, is model.Thing // is is nil when this edition does not have it
	fate    compare.Fate
	owner   *model.Role // of is, or else of was
	reason  model.Text
	due     time.Time // as promised; the zero Time for a recommendation
	moved   time.Time // when it was finished or is due now; the zero Time when that is as promised
}

// openPromises returns the promises that were open in the older edition: its recommendations,
// decisions and actions.
func openPromises(changes *compare.Changes) []openPromise {
	var out []openPromise
	for _, f := range changes.Recommendations.Followed {
		if !f.Was.Open() {
			continue
		}
		p := openPromise{was: f.Was, fate: f.Fate, owner: f.Was.To}
		if f.Is != nil {
			p.is, p.owner, p.reason = f.Is, f.Is.To, f.Is.Reason
		}
		out = append(out, p)
	}
	for _, f := range changes.Decisions.Followed {
		if !f.Was.Open() {
			continue
		}
		p := openPromise{was: f.Was, fate: f.Fate, owner: f.Was.Owner, due: f.Was.Due}
		if f.Is != nil {
			p.is, p.owner, p.reason = f.Is, f.Is.Owner, f.Is.Reason
			p.moved = movedTo(f.Was.Due, f.Is.State, f.Is.Due, f.Is.Finished)
		}
		out = append(out, p)
	}
	for _, f := range changes.Actions.Followed {
		if !f.Was.Open() {
			continue
		}
		p := openPromise{was: f.Was, fate: f.Fate, owner: f.Was.Owner, due: f.Was.Due}
		if f.Is != nil {
			p.is, p.owner, p.reason = f.Is, f.Is.Owner, f.Is.Reason
			p.moved = movedTo(f.Was.Due, f.Is.State, f.Is.Due, f.Is.Finished)
		}
		out = append(out, p)
	}
	return out
}

// movedTo returns the day on which a promise was finished or is due now, or the zero Time when that is
// the day that was promised.
func movedTo(promised time.Time, state model.Progress, due, finished time.Time) time.Time {
	now := due
	if state == model.Done {
		now = finished
	}
	if now.Equal(promised) {
		return time.Time{}
	}
	return now
}
