package model

import "testing"

func TestRuleCounts(t *testing.T) {
	for _, test := range []struct {
		rule   StatusRule
		course Course
		aim    Aim
		want   bool
	}{
		{StatusRule{Courses: []Course{Worse, Shifted}}, Shifted, NoTarget, true},
		{StatusRule{Courses: []Course{Worse}}, Better, TargetMissed, false},
		{StatusRule{Aims: []Aim{TargetMissed}}, Better, TargetMissed, true},
		{StatusRule{Courses: []Course{Worse}, Aims: []Aim{TargetMissed}}, Worse, OnTrack, false},
	} {
		if got := test.rule.Counts(test.course, test.aim); got != test.want {
			t.Errorf("%+v counts %s and %s: %v", test.rule, test.course, test.aim, got)
		}
	}
}

func TestGreen(t *testing.T) {
	for _, test := range []struct {
		rule StatusRule
		want bool
	}{
		{StatusRule{Courses: []Course{Better}}, true},
		{StatusRule{Aims: []Aim{TargetReached, OnTrack}}, true},
		{StatusRule{Courses: []Course{Same}, Aims: []Aim{TargetReached}}, true},
		{StatusRule{Courses: []Course{Better, Same}}, false},
		{StatusRule{Aims: []Aim{TargetReached, TargetUnknown}}, false},
		{StatusRule{Courses: []Course{TooFew}}, false},
		{StatusRule{}, false},
	} {
		if got := test.rule.Green(); got != test.want {
			t.Errorf("%+v: %v", test.rule, got)
		}
	}
}

// TestHiddenBase: a share loses its base for an audience that may not see the base.
func TestHiddenBase(t *testing.T) {
	base := &Indicator{Head: Head{ID: "mensen", Audience: Board}}
	e := &Edition{Indicators: []*Indicator{base, {Head: Head{ID: "aandeel"}, Base: base}}}
	e.Index()
	if got := e.Visible(Public).Indicator("aandeel").Base; got != nil {
		t.Errorf("%+v", got)
	}
	seen := e.Visible(Board)
	if got := seen.Indicator("aandeel").Base; got == nil || got != seen.Indicator("mensen") {
		t.Errorf("%+v", got)
	}
}
