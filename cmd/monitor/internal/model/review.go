package model

import "time"

// ReviewOutcome is the result of a review.
type ReviewOutcome string

// The outcomes of a review. A review that has not been held has none: "".
const (
	Agreed       ReviewOutcome = "agreed"
	Changed      ReviewOutcome = "changed" // agreed after changes
	Refused      ReviewOutcome = "refused"
	BoardAdopted ReviewOutcome = "adopted" // by the Executive Board
)

// ReviewOutcomes are the names of all outcomes.
var ReviewOutcomes = names(Agreed, Changed, Refused, BoardAdopted)

// Review is the discussion of a chapter with a role, such as the portfolio holder.
type Review struct {
	Head           // it has no title
	Chapter string // slug, the same in all languages
	With    *Role
	Due     time.Time // when it should be held; the zero Time when the data do not say
	Date    time.Time // when it was held; the zero Time when it was not
	Outcome ReviewOutcome
	Note    Text
}

// shown hides a review with its chapter.
func (r *Review) shown(v *view) bool {
	return r.Audience <= v.audience && (v.edition.hasChapter(r.Chapter) || !v.whole.hasChapter(r.Chapter))
}

// Overdue reports whether the review was due before a date and was not held.
func (r *Review) Overdue(on time.Time) bool {
	return r.Date.IsZero() && !r.Due.IsZero() && r.Due.Before(on)
}
