package report

import (
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

func TestMaturity(t *testing.T) {
	fire, access, none := &model.Aspect{ID: "brand", Category: "c"}, &model.Aspect{ID: "toegang", Category: "c"}, &model.Aspect{ID: "stil", Category: "c"}
	level := func(n int) *model.Answer { return &model.Answer{Level: n} }
	e := &model.Edition{
		Categories: []*model.Category{{ID: "c", Aspects: []*model.Aspect{access, fire, none}}},
		Questions: []*model.Question{
			{ID: "q1", Aspect: fire, Answer: level(4)}, {ID: "q2", Aspect: fire}, {ID: "q3", Aspect: fire, Answer: &model.Answer{Level: 1, Example: true}},
			{ID: "q4", Aspect: access}, {ID: "q5", Aspect: &model.Aspect{ID: "elders"}, Answer: level(5)}, {ID: "q6"},
		},
	}
	e.Index()
	got := New(e, 5).Maturity()
	want := []AspectMaturity{{Aspect: access, Questions: 1}, {Aspect: fire, Questions: 3, Answered: 2, Examples: 1, Mean: 2.5}}
	if len(got) != len(want) {
		t.Fatalf("got %+v", got)
	}
	for n := range want {
		if got[n] != want[n] {
			t.Errorf("got %+v, want %+v", got[n], want[n])
		}
	}
}
