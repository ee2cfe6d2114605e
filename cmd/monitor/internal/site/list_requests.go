package site

import (
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// RequestView is a decision that the Board is asked to take.
type RequestView struct {
	ID, Title, Text string
	Category        *Link // nil for one about the whole
	Measures        []Thing
	Before          *Day // nil when the data do not say
}

// requests returns the decisions that the Board is asked to take about a category, or all when it
// is nil.
func (b *book) requests(page string, about *model.Category) []RequestView {
	var all []RequestView
	for _, r := range b.edition.Requests {
		if about != nil && r.Category != about {
			continue
		}
		v := RequestView{ID: b.address.anchor(model.RequestKind, r.ID), Title: b.textOf(r.Title),
			Text: b.textOf(r.Text), Category: b.categoryLink(page, r.Category), Before: b.day(r.Before)}
		for _, m := range r.Measures {
			v.Measures = append(v.Measures, b.things(page, model.MeasureKind, m.ID)...)
		}
		all = append(all, v)
	}
	return all
}
