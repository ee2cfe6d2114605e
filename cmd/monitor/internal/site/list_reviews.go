package site

import (
	"cmp"
	"slices"
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// ReviewView is a meeting with a role about a chapter.
type ReviewView struct {
	With    string
	Due     *Day
	Date    *Day  // nil when it was not held
	Outcome State // key: agreed, changed, refused, adopted; held without an outcome, planned, late
	Note    string
}

// reviewsOf returns the reviews of an edition by chapter. Those of a chapter are in the order of
// the days on which they were held or are due.
func reviewsOf(e *model.Edition) map[string][]*model.Review {
	by := make(map[string][]*model.Review)
	for _, r := range e.Reviews {
		by[r.Chapter] = append(by[r.Chapter], r)
	}
	when := func(r *model.Review) time.Time {
		if r.Date.IsZero() {
			return r.Due
		}
		return r.Date
	}
	for _, all := range by {
		slices.SortStableFunc(all, func(x, y *model.Review) int {
			// Reviews that were held come before planned ones; a plan without a date comes last.
			return cmp.Or(cmp.Compare(rank(x), rank(y)), when(x).Compare(when(y)))
		})
	}
	return by
}

func rank(r *model.Review) int {
	switch {
	case !r.Date.IsZero():
		return 0
	case !r.Due.IsZero():
		return 1
	}
	return 2
}

// reviewViews returns the reviews of a chapter, and a sentence that says how many were held.
func (b *book) reviewViews(slug string) (all []ReviewView, summary string) {
	held, late := 0, 0
	for _, r := range b.discussed[slug] {
		v := ReviewView{With: b.roleTitle(r.With), Due: b.day(r.Due), Date: b.day(r.Date), Note: b.textOf(r.Note)}
		key := "planned"
		switch {
		case r.Outcome != "":
			key = string(r.Outcome)
		case !r.Date.IsZero():
			key = "held"
		case r.Overdue(b.edition.Date):
			key = "late"
			late++
		}
		if !r.Date.IsZero() {
			held++
		}
		v.Outcome = State{key, b.language.Say("reviews.outcome." + key)}
		all = append(all, v)
	}
	if len(all) == 0 {
		return nil, ""
	}
	summary = b.language.Count("reviews.held", len(all), "held", b.language.Whole(held))
	if late > 0 {
		summary += " " + b.language.Count("reviews.late", late)
	}
	return all, summary
}
