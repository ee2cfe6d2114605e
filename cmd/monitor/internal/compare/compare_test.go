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

// names writes what is in a list of things or pairs by id.
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

func TestRisks(t *testing.T) {
	older := &model.Edition{Risks: []*model.Risk{
		{ID: "brand", Title: nl("Brand"), Definition: nl("Vuur")},
		{ID: "hack", Title: nl("Hack"), Definition: nl("Inbraak")},
		{ID: "storm", Title: nl("Storm")},
		{ID: "lek", Title: nl("Lek"), Definition: nl("Weg")},
		{ID: "ruis", Title: nl("Ruis")},
	}}
	newer := &model.Edition{Risks: []*model.Risk{
		{ID: "nieuw", Title: nl("Nieuw")},
		{ID: "ransomware", Formerly: "hack", Title: nl("Hack"), Definition: nl("Inbraak met losgeld")},
		{ID: "brand", Title: nl("Brand op de campus"), Definition: model.Text{"nl": "Vuur", "en": "Fire"}},
		// It was not called so in the edition before, but in one before that.
		{ID: "lek", Formerly: "datalek", Title: nl("Lek"), Definition: model.Text{"": "Weg"}},
		// The id of one that went, for one that comes.
		{ID: "hack", Title: nl("Ander")},
		{ID: "ruis", Title: nl("Ruis"), Definition: nl("Nu met definitie")},
	}}
	c := Editions(older, newer).Risks
	check(t, "added", c.Added, "nieuw hack")
	check(t, "removed", c.Removed, "storm")
	check(t, "renamed", c.Renamed, "hack>ransomware brand>brand")
	check(t, "redefined", c.Redefined, "hack>ransomware ruis>ruis")
}

func TestTwoClaimOnePast(t *testing.T) {
	older := &model.Edition{Risks: []*model.Risk{{ID: "a"}}}
	newer := &model.Edition{Risks: []*model.Risk{{ID: "a"}, {ID: "b", Formerly: "a"}, {ID: "c", Formerly: "a"}}}
	c := Editions(older, newer).Risks
	check(t, "added", c.Added, "a c")
	check(t, "renamed", c.Renamed, "a>b")
}

func TestIndicatorsRedefined(t *testing.T) {
	target, lower := 4.0, 3.0
	staff, people := &model.Indicator{ID: "staff"}, &model.Indicator{ID: "people", Formerly: "staff"}
	base := func() *model.Indicator {
		return &model.Indicator{ID: "x", Title: nl("X"), Definition: nl("D"), Unit: nl("%"), Kind: model.Count, Direction: model.Lower, Target: &target,
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
		{"kind and direction", func(i *model.Indicator) { i.Kind, i.Direction = model.Rate, model.Higher }, []Property{Kind, Direction}},
		{"frequency", func(i *model.Indicator) { i.Frequency = model.Monthly }, []Property{Frequency}},
		{"target", func(i *model.Indicator) { i.Target = &lower }, []Property{Target}},
		{"no target", func(i *model.Indicator) { i.Target = nil }, []Property{Target}},
		{"equal target", func(i *model.Indicator) { same := target; i.Target = &same }, nil},
		{"no denominator", func(i *model.Indicator) { i.Per = nil }, []Property{Per}},
		{"factor", func(i *model.Indicator) { i.Per = &model.Per{Indicator: people, Factor: 100} }, []Property{Per}},
		{"other denominator", func(i *model.Indicator) {
			i.Per = &model.Per{Indicator: &model.Indicator{ID: "students"}, Factor: 1000}
		}, []Property{Per}},
	} {
		is := base()
		is.Per.Indicator = people
		c.change(is)
		older := &model.Edition{Indicators: []*model.Indicator{base(), staff}}
		newer := &model.Edition{Indicators: []*model.Indicator{is, people, {ID: "students"}}}
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

// No number of an indicator has a place in the results: none of our types holds one but by way of the model.
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
			{ID: "a", Judgement: model.Attention, Aspects: []*model.Aspect{{ID: "brand"}, {ID: "lek"}}},
			{ID: "b"}, {ID: "c", Judgement: model.Concern},
		},
		Questions: []*model.Question{{ID: "q1", Answer: level(1)}, {ID: "q2"}, {ID: "q3", Answer: level(2)}, {ID: "q4", Answer: level(2)}, {ID: "q5"}},
		Measures: []*model.Measure{
			{ID: "m1", Decision: decided(model.Deferred), State: model.Planned},
			{ID: "m2", State: model.Planned},
			{ID: "m3", Decision: decided(model.Chosen), State: model.Planned},
			{ID: "m4", Decision: decided(model.Chosen)},
		},
	}
	newer := &model.Edition{
		Categories: []*model.Category{
			{ID: "b", Judgement: model.InOrder, Aspects: []*model.Aspect{{ID: "lek"}}},
			{ID: "a", Judgement: model.Concern, Aspects: []*model.Aspect{{ID: "storm"}}}, {ID: "c", Judgement: model.Concern, Reason: nl("Anders")},
		},
		Questions: []*model.Question{{ID: "q1", Answer: level(3)}, {ID: "q2", Answer: level(0)}, {ID: "q3", Answer: level(2)}, {ID: "q4"}, {ID: "q6"}},
		Measures: []*model.Measure{
			{ID: "m0"},
			{ID: "m1", Decision: decided(model.Chosen), State: model.Ongoing},
			{ID: "m2", Decision: decided(model.Rejected), State: model.Planned},
			{ID: "m3", Decision: decided(model.Chosen), State: model.Ended},
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
	check(t, "measures added", c.Measures.Added, "m0")
	check(t, "measures removed", c.Measures.Removed, "m4")
	check(t, "measures decided", c.Measures.Decided, "m1>m1 m2>m2")
	check(t, "measures moved", c.Measures.Moved, "m1>m1 m3>m3")
}

func TestPromises(t *testing.T) {
	older := &model.Edition{
		Actions: []*model.Action{{ID: "a", State: model.Todo}, {ID: "b", State: model.Running}, {ID: "c", State: model.Running},
			{ID: "d", State: model.Todo}, {ID: "e", State: model.Todo}, {ID: "f", State: model.Done}, {ID: "g", State: model.Dropped}},
		Recommendations: []*model.Recommendation{{ID: "r", State: model.Todo}},
	}
	newer := &model.Edition{
		Actions: []*model.Action{{ID: "new", State: model.Todo}, {ID: "d2", Formerly: "d", State: model.Dropped, Reason: nl("Te duur")},
			{ID: "a", State: model.Done}, {ID: "b", State: model.Running}, {ID: "c", State: model.Todo}},
		Recommendations: []*model.Recommendation{{ID: "r", State: model.Running}, {ID: "s", State: model.Todo}},
	}
	c := Editions(older, newer)
	check(t, "actions", c.Actions.Kept, "a>a b>b c>c d>d2 e>- f>- g>-")
	var fates []Fate
	for _, f := range c.Actions.Kept {
		fates = append(fates, f.Fate)
	}
	if want := []Fate{Done, Running, Todo, Dropped, NotMentioned, Closed, Closed}; !slices.Equal(fates, want) {
		t.Errorf("fates %v, want %v", fates, want)
	}
	check(t, "new actions", c.Actions.Added, "new")
	if r := c.Recommendations; len(r.Kept) != 1 || r.Kept[0].Fate != Running {
		t.Errorf("recommendations: %+v", r)
	}
	check(t, "new recommendations", c.Recommendations.Added, "s")
}

func TestNothingChanged(t *testing.T) {
	e := &model.Edition{Risks: []*model.Risk{{ID: "a"}}, Indicators: []*model.Indicator{{ID: "i", Values: []model.Value{{Period: year(2024), Number: 1}}}}}
	got := Editions(e, e)
	if want := (&Changes{Older: e, Newer: e}); !reflect.DeepEqual(got, want) {
		t.Errorf("an edition differs from itself: %+v", got)
	}
}

func TestChain(t *testing.T) {
	edition := func(risks ...*model.Risk) *model.Edition { return &model.Edition{Risks: risks} }
	h := Chain([]*model.Edition{
		edition(&model.Risk{ID: "hack"}, &model.Risk{ID: "brand"}, &model.Risk{ID: "storm"}, &model.Risk{ID: "lek"}),
		edition(&model.Risk{ID: "cyber", Formerly: "hack"}, &model.Risk{ID: "brand"}, &model.Risk{ID: "lek"}),
		// storm comes back; brand is now another thing, which was called lek; cyber still tells of its first change.
		edition(&model.Risk{ID: "storm"}, &model.Risk{ID: "brand", Formerly: "lek"}, &model.Risk{ID: "cyber", Formerly: "hack"}),
		edition(&model.Risk{ID: "brand"}, &model.Risk{ID: "ransomware", Formerly: "cyber"}, &model.Risk{ID: "hack"}),
	})
	write := func(l *Line[model.Risk]) string {
		s := l.ID + ":"
		for _, r := range l.In {
			if r == nil {
				s += " -"
			} else {
				s += " " + r.ID
			}
		}
		return s
	}
	var got []string
	for _, l := range h.Risks.All {
		got = append(got, write(l))
	}
	want := []string{"ransomware: hack cyber cyber ransomware", "brand: brand brand - -", "storm: storm - storm -", "brand: lek lek brand brand", "hack: - - - hack"}
	if !slices.Equal(got, want) {
		t.Errorf("lines\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	for _, c := range []struct {
		edition int
		id      string
		want    string
	}{
		{0, "hack", want[0]}, {3, "hack", want[4]}, {0, "brand", want[1]}, {3, "brand", want[3]}, {1, "lek", want[3]},
	} {
		if l := h.Risks.Of(c.edition, c.id); l == nil || write(l) != c.want {
			t.Errorf("%s in edition %d: %v", c.id, c.edition, l)
		}
	}
	if l := h.Risks.Newest("brand"); l == nil || write(l) != want[3] {
		t.Errorf("newest brand: %v", l)
	}
	if h.Risks.Of(2, "hack") != nil || h.Risks.Of(9, "hack") != nil || h.Risks.Newest("lek") != nil {
		t.Error("a line for what is not there")
	}
}

func ExampleChain() {
	h := Chain([]*model.Edition{
		{Questions: []*model.Question{{ID: "ontruiming"}}},
		{Questions: []*model.Question{{ID: "brand-ontruiming", Formerly: "ontruiming"}}},
	})
	for _, q := range h.Questions.Newest("brand-ontruiming").In {
		fmt.Println(q.ID)
	}
	// Output:
	// ontruiming
	// brand-ontruiming
}
