package site

import (
	"reflect"
	"slices"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
)

// TestMadeUp: whatever can say of itself that it is an example is known as one wherever it is named, and
// so is what the edition says it of.
func TestMadeUp(t *testing.T) {
	b := dutch(&report.Report{Edition: &model.Edition{Examples: model.ExampleFiles}})
	own := []model.Thing{&model.Decision{Meeting: &model.Meeting{Example: true}}} // that say it themselves
	things := []model.Thing{&model.Question{Answer: &model.Answer{Example: true}}, &model.Action{},
		&model.Recommendation{}, &model.Meeting{}, &model.Decision{}}
	for field := range reflect.TypeFor[model.Edition]().Fields() {
		if field.Type.Kind() != reflect.Slice || field.Type.Elem().Kind() != reflect.Pointer {
			continue
		}
		value := reflect.New(field.Type.Elem().Elem())
		thing, ok := value.Interface().(model.Thing)
		if example := value.Elem().FieldByName("Example"); ok && example.IsValid() {
			example.SetBool(true)
			own = append(own, thing)
		}
	}
	if len(own) < 7 {
		t.Errorf("only %d things", len(own))
	}
	for _, thing := range slices.Concat(things, own) {
		if !b.madeUp(thing) {
			t.Errorf("a %T that is an example has no mark", thing)
		}
	}
	b.edition.Examples = nil
	for _, thing := range own {
		if !b.madeUp(thing) {
			t.Errorf("a %T that says that it is an example has no mark", thing)
		}
	}
	for _, thing := range []model.Thing{&model.Question{}, &model.Indicator{}, &model.Action{}, &model.Meeting{},
		&model.Decision{Meeting: &model.Meeting{}}} {
		if b.madeUp(thing) {
			t.Errorf("a %T that is no example has a mark", thing)
		}
	}
}

// TestMarkedOnce: a list of which all is an example has one mark, and one in which some is has a mark on each of these.
func TestMarkedOnce(t *testing.T) {
	made, real, open := QuestionView{Answered: true, Example: true}, QuestionView{Answered: true}, QuestionView{}
	for _, test := range []struct {
		list  QuestionList
		mixed bool
	}{{nil, false}, {QuestionList{made, open, made}, false}, {QuestionList{real, open}, false},
		{QuestionList{made, real}, true}} {
		if got := test.list.Mixed(); got != test.mixed {
			t.Errorf("%d answers: each example marked is %t", len(test.list), got)
		}
	}
	if !(ChangeSort{Items: []ChangeItem{{Link: Link{Example: true}}, {Link: Link{Example: true}}}}).Example() {
		t.Error("changes that are all examples are not marked as a whole")
	}
	if (ChangeSort{Items: []ChangeItem{{Link: Link{Example: true}}, {}}}).Example() {
		t.Error("changes of which one is real are marked as a whole")
	}
}
