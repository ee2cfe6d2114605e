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

// TestMaturityBeside leaves the answers to a question that asks something else in a later edition
// out of the mean of an earlier one.
func TestMaturityBeside(t *testing.T) {
	fire := &model.Aspect{Head: model.Head{ID: "brand"}, Category: "c"}
	question := func(id, asks, formerly string, level int) *model.Question {
		return &model.Question{Head: model.Head{ID: id, Title: model.Text{"nl": asks}, Formerly: formerly}, Aspect: fire,
			Answer: &model.Answer{Level: level}}
	}
	edition := func(questions ...*model.Question) *model.Edition {
		e := &model.Edition{Categories: []*model.Category{{Head: model.Head{ID: "c"}, Aspects: []*model.Aspect{fire}}},
			Aspects: []*model.Aspect{fire}, Questions: questions}
		e.Index()
		return e
	}
	earlier := edition(question("a", "Een?", "", 1), question("b", "Twee?", "", 5), question("c", "Drie?", "", 3))
	later := edition(question("a", "Een?", "", 2), question("x", "Twee, en waarom?", "b", 2))
	want := AspectMaturity{Aspect: fire, Questions: 2, Answered: 2, Reworded: 1, Mean: 2}
	if got := New(earlier, protection).MaturityBeside(later); len(got) != 1 || got[0] != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestStepMaturity(t *testing.T) {
	fire := &model.Aspect{Head: model.Head{ID: "brand"}, Category: "c"}
	e := &model.Edition{
		Categories: []*model.Category{{Head: model.Head{ID: "c"}, Aspects: []*model.Aspect{fire}},
			{Head: model.Head{ID: "leeg"}}},
		Aspects: []*model.Aspect{fire},
		Questions: []*model.Question{
			{Aspect: fire, Step: model.Policy, Answer: &model.Answer{Level: 1}},
			{Aspect: fire, Step: model.Policy, Answer: &model.Answer{Level: 4, Example: true}},
			{Aspect: fire, Step: model.Policy},
			{Aspect: fire, Step: model.Awareness},
			{Aspect: fire, Answer: &model.Answer{Level: 5}},
		},
	}
	e.Index()
	got := New(e, protection).StepMaturity()
	if len(got) != 2 || len(got[1].Steps) != 0 || len(got[0].Steps) != 2 ||
		*got[0].Steps[model.Policy] != (Levels{Questions: 3, Answered: 2, Examples: 1, Mean: 2.5}) ||
		*got[0].Steps[model.Awareness] != (Levels{Questions: 1}) {
		t.Errorf("got %+v", got)
	}
}
