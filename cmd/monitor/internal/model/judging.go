package model

import "slices"

// Course is how an indicator goes, as far as its numbers bear it.
type Course string

// The courses.
const (
	Better        Course = "better"
	Worse         Course = "worse"
	Shifted       Course = "shifted" // it differs by more than chance makes likely, and neither way is better
	Same          Course = "same"    // no demonstrable change
	TooFew        Course = "too-few" // there is not enough to test
	NotComparable Course = "not-comparable"
)

// Courses are the names of all courses.
var Courses = []string{string(Better), string(Worse), string(Shifted), string(Same), string(TooFew), string(NotComparable)}

// Aim is how an indicator stands against its target.
type Aim string

// The aims.
const (
	TargetReached Aim = "reached"
	OnTrack       Aim = "on-track"
	OffTrack      Aim = "off-track"
	NoTarget      Aim = "no-target"
	TargetUnknown Aim = "unknown" // there is a target, and no value to hold against it
)

// Aims are the names of all aims.
var Aims = []string{string(TargetReached), string(OnTrack), string(OffTrack), string(NoTarget), string(TargetUnknown)}

// Judging is how verdicts on indicators are reached, and what status follows from them.
type Judging struct {
	// Level is which part of the changes called demonstrable may be expected to be none: the false discovery rate, above 0
	// and below 1.
	Level float64
	// Trend is over how many of the last periods a trend is taken.
	Trend int
	Rules []StatusRule // the first that holds gives the status
}

// The places that a rule can be about.
const (
	OfAspect   = "aspect"
	OfCategory = "category"
)

// Scopes are the names of those places.
var Scopes = []string{OfAspect, OfCategory}

// StatusRule gives an aspect or a category a status when enough of its indicators have a course and an aim.
type StatusRule struct {
	ID      string
	Gives   Judgement
	Scope   string   // OfAspect, OfCategory or "" for both
	Courses []Course // one of these; any when there are none
	Aims    []Aim    // and one of these; any when there are none
	AtLeast int      // so many indicators
	Part    float64  // and such a part of those that could be judged, 0 to 1
}

// Counts reports whether an indicator with a course and an aim is one of those that the rule counts.
func (r *StatusRule) Counts(course Course, aim Aim) bool {
	return (len(r.Courses) == 0 || slices.Contains(r.Courses, course)) && (len(r.Aims) == 0 || slices.Contains(r.Aims, aim))
}
