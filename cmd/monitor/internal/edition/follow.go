package edition

import (
	"cmp"
	"path"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// Follow compares each edition with the one before: what has another id than then must have
// existed, and what was promised must come back. loaded are the editions, oldest first; with one of
// them there is nothing to compare.
func Follow(loaded []*Loaded, list *diagnostic.List) {
	for n := 1; n < len(loaded); n++ {
		before, now := loaded[n-1], loaded[n]
		if before.Edition.Partial || now.Edition.Partial {
			continue // what seems to be gone may stand in the file that could not be read
		}
		back := make(map[reference]bool)
		for kind, thing := range now.Edition.Things() {
			if kind.Followed() {
				h := thing.Header()
				back[reference{kind, h.ID}], back[reference{kind, h.Formerly}] = true, true
				checkFollowed(before, now, kind, thing, list)
			}
		}
		// The message points at the promise in the old edition; the way out is in the new one.
		for kind, old := range before.Edition.Things() {
			if p, ok := old.(model.Promise); ok && p.Open() && !back[reference{kind, old.Header().ID}] {
				at := before.At(old)
				list.Add(diagnostic.NotFollowedUp, at, "", diagnostic.Kind(kind), old.Header().ID, before.Edition.Year,
					now.Edition.Year, path.Join("data", now.Edition.Year, path.Base(at.File)))
			}
		}
	}
}

// reference is what a thing is called in its edition.
type reference struct {
	kind model.Kind
	id   string
}

// checkFollowed reports a formerly that is no id of the edition before, and warns of what is for
// fewer people than it was: the edition before still shows it to the others.
func checkFollowed(before, now *Loaded, kind model.Kind, thing model.Thing, list *diagnostic.List) {
	h := thing.Header()
	was := before.Edition.Thing(kind, cmp.Or(h.Formerly, h.ID))
	switch {
	case was == nil && h.Formerly != "":
		list.Add(diagnostic.FormerlyUnknown, now.At(thing, "formerly"),
			source.Suggest(h.Formerly, before.Edition.IDs(kind)),
			diagnostic.Kind(kind), h.Formerly, before.Edition.Year)
	case was != nil && h.Audience > was.Header().Audience:
		list.Add(diagnostic.AudienceRaised, now.At(thing, "audience"), "", diagnostic.Kind(kind), h.ID,
			h.Audience.String(), before.Edition.Year, was.Header().Audience.String())
	}
}
