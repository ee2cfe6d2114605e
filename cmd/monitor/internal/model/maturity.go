package model

import (
	"maps"
	"time"
)

// TopLevel is the highest level of the maturity scale, which begins at 0.
const TopLevel = 5

// Question is a diagnostic question (hulpvraag) about an aspect, answered on the maturity scale.
type Question struct {
	Head      // the title is what is asked
	Aspect    *Aspect
	Step      Step    // "" when the data do not say
	Norms     []*Norm // that it comes from
	Validated []Validation
	Answer    *Answer // nil when there is none
}

func (q *Question) connect(v *view) { q.Aspect = twin(v, q.Aspect) }

// Reworded reports whether the question asks something else, in the language that it is written in, than it did in
// an older edition. Answers to the two do not compare.
func (q *Question) Reworded(was *Question, language string) bool {
	return q.Title.Differs(was.Title, language)
}

// Step is one of the five process steps by which the platform of Dutch higher education for integral
// safety (IV-HO) orders what is done about a theme.
type Step string

// The process steps, in their order.
const (
	RiskManagement Step = "risk-management"
	Policy         Step = "policy"
	Arrangement    Step = "organisation"
	Awareness      Step = "awareness"
	Continuity     Step = "continuity"
)

// Steps are the names of all process steps.
var Steps = names(RiskManagement, Policy, Arrangement, Awareness, Continuity)

// Norm is a part of a framework that questions come from, such as a chapter.
type Norm struct {
	ID    string
	Title Text
	URL   string
}

// Validation says that a role looked whether a question asks the right thing.
type Validation struct {
	By      *Role
	Date    time.Time
	Outcome ReviewOutcome // Agreed, or Changed after what the role said
	Why     Text          // it changed
	Example bool          // made up to show the form
}

// Changed returns the day on which the text of the question was last changed, with the reason; the
// zero Time when no validation says so.
func (q *Question) Changed() (on time.Time, why Text) {
	for _, v := range q.Validated {
		if v.Outcome == Changed && v.Date.After(on) {
			on, why = v.Date, v.Why
		}
	}
	return on, why
}

// AnswersOldText reports whether the answer is from before the text of the question was changed: before
// the day that a validation gives, or, when was asked something else in the edition of the day since,
// from before that day or said there on the same day. was is nil for a question that is new; language is
// the one that questions are written in.
func (q *Question) AnswersOldText(was *Question, since time.Time, language string) bool {
	if q.Answer == nil {
		return false
	}
	given := q.Answer.Date
	if on, _ := q.Changed(); !given.IsZero() && given.Before(on) {
		return true
	}
	return was != nil && q.Reworded(was, language) && (!given.IsZero() && given.Before(since) ||
		q.Answer.Repeats(was.Answer) && given.Equal(was.Answer.Date))
}

// Answer is a level of the maturity scale with its evidence.
type Answer struct {
	Level    int // 0 … TopLevel
	Evidence Text
	Date     time.Time
	By       *Role
	Example  bool // made up to show the form
}

// Repeats reports whether the answer says what an older one says.
func (a *Answer) Repeats(was *Answer) bool {
	return a != nil && was != nil && a.Level == was.Level && maps.Equal(a.Evidence, was.Evidence)
}

// Level is a step of the maturity scale in words.
type Level struct {
	Title       Text // "herhaalbaar"
	Description Text
}
