package site

import (
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// decisionsAbout returns the decisions about one of some things.
func (b *book) decisionsAbout(page string, things ...model.Evidence) []Thing {
	var all []Thing
	for _, d := range b.edition.Decisions {
		if slices.ContainsFunc(d.About, func(of model.Evidence) bool { return slices.Contains(things, of) }) {
			all = append(all, b.things(page, model.DecisionKind, d.ID)...)
		}
	}
	return all
}
