package model

import "time"

// ReviewOutcome is what came of a review.
type ReviewOutcome string

// The outcomes of a review. A review that has not been held has none: "".
const (
	Agreed  ReviewOutcome = "agreed"
	Changed ReviewOutcome = "changed" // agreed when the changes asked for had been made
	Refused ReviewOutcome = "refused"
	Adopts  ReviewOutcome = "adopted" // by the Executive Board
)

// ReviewOutcomes are the names of all outcomes.
var ReviewOutcomes = []string{string(Agreed), string(Changed), string(Refused), string(Adopts)}

// Review is a chapter discussed with a role: the portfolio holder, a board member.
type Review struct {
	Head           // it has no title
	Chapter string // slug, the same in all languages
	With    *Role
	Due     time.Time // when it should be held; the zero Time when the data do not say
	Date    time.Time // when it was held; the zero Time when it was not
	Outcome ReviewOutcome
	Note    Text
}

// shown: a review of a chapter that the reader may not see is hidden with it.
func (r *Review) shown(v *view) bool {
	return r.Audience <= v.audience && (v.edition.hasChapter(r.Chapter) || !v.whole.hasChapter(r.Chapter))
}

// Overdue reports whether a review should have been held before a date and was not.
func (r *Review) Overdue(on time.Time) bool {
	return r.Date.IsZero() && !r.Due.IsZero() && r.Due.Before(on)
}
