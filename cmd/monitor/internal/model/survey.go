package model

import (
	"cmp"
	"time"
)

// Survey is the risk perception survey of an edition: its questions, and the groups that were
// asked. Package survey has the answers.
type Survey struct {
	Title   Text
	Source  Text   // "risicoperceptie-enquête UT 2026": what figures call it
	Answers string // path of the CSV file with the answers
	// Start and End are the first and last day on which it could be answered.
	Start, End time.Time
	Method     Text
	Example    bool // the answers are generated to show the form
	// Weighted is true when answers are weighted, so that each group counts for its part of the
	// population (post-stratification).
	Weighted   bool
	Groups     []*Group
	Horizons   []*Horizon
	Outlooks   []*Option // from stable to stormy, in file order
	Approaches []*Option
	Questions  []*SurveyQuestion
	Audience   Audience
}

// Group is a part of the population that respondents belong to, such as academic staff.
type Group struct {
	ID         string
	Title      Text
	Population int // people, above 0
	Invited    int // people who were asked, above 0; all of them unless a sample was drawn
}

// Horizon is the number of years that a question looks ahead.
type Horizon struct {
	ID       string
	Title    Text
	Years    int    // above 0
	Formerly string // its id in the edition before, when that was another
}

// Option is one of the answers that respondents choose from.
type Option struct {
	ID    string
	Title Text
}

// SurveyKind is what a question asks. It decides what the columns subject, horizon and value of the
// answers hold.
type SurveyKind string

// The kinds of survey question. In the file of answers:
//
//	            subject       horizon  value
//	current     —             —        risk         most likely to cause a material crisis this year
//	severity    risk          horizon  1 … Max
//	likelihood  risk          —        1 … Max
//	impact      risk          —        1 … Max
//	outlook     —             horizon  outlook
//	drivers     driving risk  —        driven risk  which two risks drive each other
//	approach    category      —        approach     which approach helps most
const (
	Current    SurveyKind = "current"
	Severity   SurveyKind = "severity"
	Likelihood SurveyKind = "likelihood"
	Impact     SurveyKind = "impact"
	Outlook    SurveyKind = "outlook"
	Drivers    SurveyKind = "drivers"
	ApproachTo SurveyKind = "approach"
)

// SurveyKinds are the names of all kinds.
var SurveyKinds = names(Current, Severity, Likelihood, Impact, Outlook, Drivers, ApproachTo)

// SurveyQuestion is one question of the survey. A survey has at most one of each kind.
type SurveyQuestion struct {
	ID   string
	Kind SurveyKind
	Text Text
	// Max is the top of the scale, which begins at 1, and Low and High are the words at its ends.
	// Only severity, likelihood and impact have a scale.
	Max       int
	Low, High Text
}

// Asked returns the question of a kind, or nil when it was not asked.
func (s *Survey) Asked(kind SurveyKind) *SurveyQuestion {
	for _, q := range s.Questions {
		if q.Kind == kind {
			return q
		}
	}
	return nil
}

// HorizonBefore returns the id that a horizon of the survey had in the edition before: its own, unless it has a
// former one.
func (e *Edition) HorizonBefore(id string) string {
	if e.Survey != nil {
		for _, h := range e.Survey.Horizons {
			if h.ID == id {
				return cmp.Or(h.Formerly, h.ID)
			}
		}
	}
	return id
}
