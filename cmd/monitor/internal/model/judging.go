package model

import "slices"

// Course is how an indicator develops, as far as its numbers can show.
type Course string

// The courses.
const (
	Better        Course = "better"
	Worse         Course = "worse"
	Shifted       Course = "shifted" // it changed by more than chance explains, and neither way is better
	Same          Course = "same"    // no demonstrable change
	TooFew        Course = "too-few" // there is not enough to test
	NotComparable Course = "not-comparable"
)

// Courses are the names of all courses.
var Courses = names(Better, Worse, Shifted, Same, TooFew, NotComparable)

// Aim is how an indicator stands against its target.
type Aim string

// The aims.
const (
	TargetReached Aim = "reached"
	OnTrack       Aim = "on-track" // not reached, and it demonstrably will be at the target's date
	TargetMissed  Aim = "missed"
	NoTarget      Aim = "no-target"
	TargetUnknown Aim = "unknown" // there is a target, and it cannot be told
)

// Aims are the names of all aims.
var Aims = names(TargetReached, OnTrack, TargetMissed, NoTarget, TargetUnknown)

// Judging is how verdicts on indicators are reached, and what status follows from them.
type Judging struct {
	// Level is the false discovery rate, above 0 and below 1. With 0.05, at most one in twenty of
	// the changes called demonstrable is expected to be none.
	Level float64
	// Window is the number of last years in which a trend is looked for.
	Window int
	// Lag is after how many years a verdict shows the age of its value.
	Lag int
	// Relevant is the part of a number below which a change is said to be small, from 0 to 1. It is
	// nil when the site does not say.
	Relevant *float64
	Rules    []StatusRule // the first that holds decides the status
}

// The scopes of a rule.
const (
	OfAspect   = "aspect"
	OfCategory = "category"
)

// Scopes are the names of all scopes.
var Scopes = []string{OfAspect, OfCategory}

// StatusRule sets the status of an aspect or a category when enough of its indicators have one of
// some courses and one of some aims. A rule with the course worse, the aim missed, AtLeast 2 and
// Part 0.5 holds for 3 of 6 judged indicators, and for 2 of 4, but not for 1 of 2 or 2 of 5.
type StatusRule struct {
	ID      string
	Gives   Judgement
	Scope   string   // OfAspect, OfCategory or "" for both
	Courses []Course // empty for any course
	Aims    []Aim    // empty for any aim
	AtLeast int      // how many indicators must be counted
	Part    float64  // and what part of the judged ones, 0 to 1
}

// Counts reports whether the rule counts an indicator with a course and an aim.
func (r *StatusRule) Counts(course Course, aim Aim) bool {
	return (len(r.Courses) == 0 || slices.Contains(r.Courses, course)) &&
		(len(r.Aims) == 0 || slices.Contains(r.Aims, aim))
}

// Green reports whether the rule can only hold where there is evidence that things go well: it asks
// for a change that is better, or for a target that is reached or on track. No other rule may give
// InOrder.
func (r *StatusRule) Green() bool {
	only := func(all, good int) bool { return all > 0 && all == good }
	better, met := 0, 0
	for _, c := range r.Courses {
		if c == Better {
			better++
		}
	}
	for _, a := range r.Aims {
		if a == TargetReached || a == OnTrack {
			met++
		}
	}
	return only(len(r.Courses), better) || only(len(r.Aims), met)
}
