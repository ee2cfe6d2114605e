package report

import (
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

func TestMaturity(t *testing.T) {
	aspect := func(id string) *model.Aspect { return &model.Aspect{Head: model.Head{ID: id}, Category: "c"} }
	fire, access, none := aspect("brand"), aspect("toegang"), aspect("stil")
	level := func(n int) *model.Answer { return &model.Answer{Level: n} }
	e := &model.Edition{
		Categories: []*model.Category{{Head: model.Head{ID: "c"}, Aspects: []*model.Aspect{access, fire, none}}},
		Aspects:    []*model.Aspect{access, fire, none},
		Questions: []*model.Question{
			{Head: model.Head{ID: "q1"}, Aspect: fire, Answer: level(4)},
			{Head: model.Head{ID: "q2"}, Aspect: fire},
			{Head: model.Head{ID: "q3"}, Aspect: fire, Answer: &model.Answer{Level: 1, Example: true}},
			{Head: model.Head{ID: "q4"}, Aspect: access},
			{Head: model.Head{ID: "q5"}, Aspect: aspect("elders"), Answer: level(5)},
			{Head: model.Head{ID: "q6"}},
		},
	}
	e.Index()
	got := New(e, protection).Maturity()
	want := []AspectMaturity{
		{Aspect: access, Questions: 1},
		{Aspect: fire, Questions: 3, Answered: 2, Examples: 1, Mean: 2.5},
	}
	if len(got) != len(want) {
		t.Fatalf("got %+v", got)
	}
	for n := range want {
		if got[n] != want[n] {
			t.Errorf("got %+v, want %+v", got[n], want[n])
		}
	}
}
