package compare

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

func nl(s string) model.Text { return model.Text{"nl": s} }

func year(y int) model.Period { return model.Period{Frequency: model.Yearly, Year: y} }

// names returns a list of things or pairs as text, by id.
func names(list any) string {
	var out []string
	id := func(v reflect.Value) string {
		if v.IsNil() {
			return "-"
		}
		return v.Elem().FieldByName("ID").String()
	}
	v := reflect.ValueOf(list)
	for n := range v.Len() {
		if item := v.Index(n); item.Kind() == reflect.Pointer {
			out = append(out, id(item))
		} else {
			out = append(out, id(item.FieldByName("Was"))+">"+id(item.FieldByName("Is")))
		}
	}
	return strings.Join(out, " ")
}

func check(t *testing.T, what string, list any, want string) {
	t.Helper()
	if got := names(list); got != want {
		t.Errorf("%s: %q, want %q", what, got, want)
	}
}

func named(id string) model.Head { return model.Head{ID: id} }

func renamed(id, formerly string) model.Head { return model.Head{ID: id, Formerly: formerly} }

func TestRisks(t *testing.T) {
	older := &model.Edition{Risks: []*model.Risk{
		{Head: model.Head{ID: "brand", Title: nl("Brand")}, Definition: nl("Vuur")},
		{Head: model.Head{ID: "hack", Title: nl("Hack")}, Definition: nl("Inbraak")},
		{Head: model.Head{ID: "storm", Title: nl("Storm")}},
		{Head: model.Head{ID: "lek", Title: nl("Lek")}, Definition: nl("Weg")},
		{Head: model.Head{ID: "ruis", Title: nl("Ruis")}},
	}}
	newer := &model.Edition{Risks: []*model.Risk{
		{Head: model.Head{ID: "nieuw", Title: nl("Nieuw")}},
		{Head: model.Head{ID: "ransomware", Formerly: "hack", Title: nl("Hack")},
			Definition: nl("Inbraak met losgeld")},
		{Head: model.Head{ID: "brand", Title: nl("Brand op de campus")},
			Definition: model.Text{"nl": "Vuur", "en": "Fire"}},
		// "datalek" was its id in an edition before the older one.
		{Head: model.Head{ID: "lek", Formerly: "datalek", Title: nl("Lek")}, Definition: model.Text{"": "Weg"}},
		// A new thing has an id that another thing had.
		{Head: model.Head{ID: "hack", Title: nl("Ander")}},
		{Head: model.Head{ID: "ruis", Title: nl("Ruis")}, Definition: nl("Nu met definitie")},
	}}
	c := Editions(older, newer).Risks
	check(t, "added", c.Added, "nieuw hack")
	check(t, "removed", c.Removed, "storm")
	check(t, "renamed", c.Renamed, "hack>ransomware brand>brand")
	check(t, "redefined", c.Redefined, "hack>ransomware ruis>ruis")
}

func TestTwoClaimOnePast(t *testing.T) {
	older := &model.Edition{Risks: []*model.Risk{{Head: named("a")}}}
	newer := &model.Edition{Risks: []*model.Risk{{Head: named("a")}, {Head: renamed("b", "a")},
		{Head: renamed("c", "a")}}}
	c := Editions(older, newer).Risks
	check(t, "added", c.Added, "a c")
	check(t, "renamed", c.Renamed, "a>b")
}

func TestIndicatorsRedefined(t *testing.T) {
	target, lower := 4.0, 3.0
	staff, people := &model.Indicator{Head: named("staff")}, &model.Indicator{Head: renamed("people", "staff")}
	base := func() *model.Indicator {
		return &model.Indicator{Head: model.Head{ID: "x", Title: nl("X")}, Definition: nl("D"), Unit: nl("%"),
			Kind: model.Count, Direction: model.Lower, Target: &target,
			Per: &model.Per{Indicator: staff, Factor: 1000}}
	}
	for _, c := range []struct {
		name   string
		change func(*model.Indicator)
		want   []Property
	}{
		{"nothing", func(*model.Indicator) {}, nil},
		{"owner", func(i *model.Indicator) { i.Owner = &model.Role{} }, nil},
		{"definition", func(i *model.Indicator) { i.Definition = nl("E") }, []Property{Definition}},
		{"translation", func(i *model.Indicator) { i.Definition = model.Text{"nl": "D", "en": "D"} }, nil},
		{"unit", func(i *model.Indicator) { i.Unit = nl("‰") }, []Property{Unit}},
		{"kind and direction", func(i *model.Indicator) { i.Kind, i.Direction = model.Rate, model.Higher },
			[]Property{Kind, Direction}},
		{"frequency", func(i *model.Indicator) { i.Frequency = model.Monthly }, []Property{Frequency}},
		{"target", func(i *model.Indicator) { i.Target = &lower }, []Property{Target}},
		{"no target", func(i *model.Indicator) { i.Target = nil }, []Property{Target}},
		{"equal target", func(i *model.Indicator) { same := target; i.Target = &same }, nil},
		{"no denominator", func(i *model.Indicator) { i.Per = nil }, []Property{Per}},
		{"factor", func(i *model.Indicator) { i.Per = &model.Per{Indicator: people, Factor: 100} }, []Property{Per}},
		{"other denominator", func(i *model.Indicator) {
			i.Per = &model.Per{Indicator: &model.Indicator{Head: named("students")}, Factor: 1000}
		}, []Property{Per}},
	} {
		is := base()
		is.Per.Indicator = people
		c.change(is)
		older := &model.Edition{Indicators: []*model.Indicator{base(), staff}}
		newer := &model.Edition{Indicators: []*model.Indicator{is, people, {Head: named("students")}}}
		changes := Editions(older, newer).Indicators
		var got []Property
		for _, r := range changes.Redefined {
			got = append(got, r.Properties...)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
		check(t, c.name+": renamed", changes.Renamed, "staff>people")
	}
}

// The results can hold no value of an indicator: no type of this package has a field for a number.
// The model has, and is skipped.
func TestChangesHoldNoNumbers(t *testing.T) {
	var walk func(at string, typ reflect.Type)
	walk = func(at string, typ reflect.Type) {
		switch typ.Kind() {
		case reflect.Float64, reflect.Float32, reflect.Interface, reflect.Map:
			t.Errorf("%s is a %s", at, typ)
		case reflect.Pointer:
			if !strings.Contains(typ.Elem().PkgPath(), "internal/model") {
				walk(at, typ.Elem())
			}
		case reflect.Slice:
			walk(at, typ.Elem())
		case reflect.Struct:
			if typ == reflect.TypeFor[model.Value]() {
				t.Errorf("%s is a value", at)
			}
			for n := range typ.NumField() {
				walk(at+"."+typ.Field(n).Name, typ.Field(n).Type)
			}
		}
	}
	walk("Changes", reflect.TypeFor[Changes]())
}

func TestTheRest(t *testing.T) {
	level := func(n int) *model.Answer { return &model.Answer{Level: n} }
	decided := func(o model.Outcome) *model.MeasureDecision { return &model.MeasureDecision{Outcome: o} }
	older := &model.Edition{
		Categories: []*model.Category{
			{Head: named("a"), Judgement: model.Attention},
			{Head: named("b")}, {Head: named("c"), Judgement: model.Concern},
		},
		Aspects: []*model.Aspect{{Head: named("brand")}, {Head: named("lek")}},
		Questions: []*model.Question{{Head: named("q1"), Answer: level(1)}, {Head: named("q2")},
			{Head: named("q3"), Answer: level(2)}, {Head: named("q4"), Answer: level(2)}, {Head: named("q5")},
			{Head: model.Head{ID: "q7", Title: nl("Wat?")}, Answer: level(1)}},
		Measures: []*model.Measure{
			{Head: named("m1"), Decision: decided(model.Deferred), State: model.Planned},
			{Head: named("m2"), State: model.Planned},
			{Head: named("m3"), Decision: decided(model.Chosen), State: model.Planned},
			{Head: named("m4"), Decision: decided(model.Chosen)},
		},
	}
	newer := &model.Edition{
		Categories: []*model.Category{
			{Head: named("b"), Judgement: model.InOrder},
			{Head: named("a"), Judgement: model.Concern},
			{Head: named("c"), Judgement: model.Concern, Reason: nl("Anders")},
		},
		Aspects: []*model.Aspect{{Head: named("lek")}, {Head: named("storm")}},
		Questions: []*model.Question{{Head: named("q1"), Answer: level(3)}, {Head: named("q2"), Answer: level(0)},
			{Head: named("q3"), Answer: level(2)}, {Head: named("q4")}, {Head: named("q6")},
			{Head: model.Head{ID: "q7", Title: nl("Wat, en waarom?")}, Answer: level(2)}},
		Measures: []*model.Measure{
			{Head: named("m0")},
			{Head: named("m1"), Decision: decided(model.Chosen), State: model.Ongoing},
			{Head: named("m2"), Decision: decided(model.Rejected), State: model.Planned},
			{Head: named("m3"), Decision: decided(model.Chosen), State: model.Ended},
		},
	}
	c := Editions(older, newer)
	check(t, "judgements", c.Judgements, "b>b a>a")
	check(t, "aspects added", c.Aspects.Added, "storm")
	check(t, "aspects removed", c.Aspects.Removed, "brand")
	check(t, "questions added", c.Questions.Added, "q6")
	check(t, "questions removed", c.Questions.Removed, "q5")
	check(t, "questions answered", c.Questions.Answered, "q2>q2")
	check(t, "questions levelled", c.Questions.Levelled, "q1>q1")
	check(t, "questions reworded", c.Questions.Reworded, "q7>q7")
	check(t, "measures added", c.Measures.Added, "m0")
	check(t, "measures removed", c.Measures.Removed, "m4")
	check(t, "measures decided", c.Measures.Decided, "m1>m1 m2>m2")
	check(t, "measures moved", c.Measures.Moved, "m1>m1 m3>m3")
}

func TestPromises(t *testing.T) {
	older := &model.Edition{
		Actions: []*model.Action{{Head: named("a"), State: model.Todo}, {Head: named("b"), State: model.Running},
			{Head: named("c"), State: model.Running},
			{Head: named("d"), State: model.Todo}, {Head: named("e"), State: model.Todo},
			{Head: named("f"), State: model.Done}, {Head: named("g"), State: model.Dropped}},
		Recommendations: []*model.Recommendation{{Head: named("r"), State: model.Todo}},
	}
	newer := &model.Edition{
		Actions: []*model.Action{{Head: named("new"), State: model.Todo},
			{Head: renamed("d2", "d"), State: model.Dropped, Reason: nl("Te duur")},
			{Head: named("a"), State: model.Done}, {Head: named("b"), State: model.Running},
			{Head: named("c"), State: model.Todo}},
		Recommendations: []*model.Recommendation{{Head: named("r"), State: model.Running},
			{Head: named("s"), State: model.Todo}},
	}
	c := Editions(older, newer)
	check(t, "actions", c.Actions.Followed, "a>a b>b c>c d>d2 e>- f>- g>-")
	var fates []Fate
	for _, f := range c.Actions.Followed {
		fates = append(fates, f.Fate)
	}
	if want := []Fate{Done, Running, Todo, Dropped, NotMentioned, Closed, Closed}; !slices.Equal(fates, want) {
		t.Errorf("fates %v, want %v", fates, want)
	}
	check(t, "new actions", c.Actions.Added, "new")
	if r := c.Recommendations; len(r.Followed) != 1 || r.Followed[0].Fate != Running {
		t.Errorf("recommendations: %+v", r)
	}
	check(t, "new recommendations", c.Recommendations.Added, "s")
}

func TestNothingChanged(t *testing.T) {
	e := &model.Edition{Risks: []*model.Risk{{Head: named("a")}},
		Indicators: []*model.Indicator{{Head: named("i"), Values: []model.Value{{Period: year(2024), Number: 1}}}}}
	got := Editions(e, e)
	if want := (&Changes{Older: e, Newer: e}); !reflect.DeepEqual(got, want) {
		t.Errorf("an edition differs from itself: %+v", got)
	}
}

func TestChain(t *testing.T) {
	edition := func(risks ...*model.Risk) *model.Edition { return &model.Edition{Risks: risks} }
	h := Chain([]*model.Edition{
		edition(&model.Risk{Head: named("hack")}, &model.Risk{Head: named("brand")},
			&model.Risk{Head: named("storm")}, &model.Risk{Head: named("lek")}),
		edition(&model.Risk{Head: renamed("cyber", "hack")}, &model.Risk{Head: named("brand")},
			&model.Risk{Head: named("lek")}),
		// storm comes back; brand is now another thing, formerly lek; cyber still has its first
		// former id.
		edition(&model.Risk{Head: named("storm")}, &model.Risk{Head: renamed("brand", "lek")},
			&model.Risk{Head: renamed("cyber", "hack")}),
		edition(&model.Risk{Head: named("brand")}, &model.Risk{Head: renamed("ransomware", "cyber")},
			&model.Risk{Head: named("hack")}),
	})
	// want is the id of the thing in each edition.
	for _, test := range []struct {
		edition int
		id      string
		want    string
	}{
		{0, "hack", "hack cyber cyber ransomware"},
		{3, "ransomware", "hack cyber cyber ransomware"},
		{3, "hack", "- - - hack"},
		{0, "brand", "brand brand - -"},
		{3, "brand", "lek lek brand brand"},
		{1, "lek", "lek lek brand brand"},
		{2, "storm", "storm - storm -"},
		{2, "hack", "- - - -"},
	} {
		var got []string
		for to := range 4 {
			id, ok := h.Same(model.RiskKind, test.edition, test.id, to)
			if !ok {
				id = "-"
			}
			got = append(got, id)
		}
		if s := strings.Join(got, " "); s != test.want {
			t.Errorf("%s in edition %d: %s, want %s", test.id, test.edition, s, test.want)
		}
	}
}

func ExampleChain() {
	h := Chain([]*model.Edition{
		{Questions: []*model.Question{{Head: named("ontruiming")}}},
		{Questions: []*model.Question{{Head: renamed("brand-ontruiming", "ontruiming")}}},
	})
	fmt.Println(h.Same(model.QuestionKind, 1, "brand-ontruiming", 0))
	// Output: ontruiming true
}
