package model

import (
	"reflect"
	"slices"
	"testing"
)

// TestThings checks that the table of kinds has each list of things of an edition once, in the
// order of the kinds' names.
func TestThings(t *testing.T) {
	var e Edition
	added := 0
	for field, v := range reflect.ValueOf(&e).Elem().Fields() {
		if field.Type.Kind() == reflect.Slice && field.Type.Elem().Implements(reflect.TypeFor[Thing]()) {
			thing := reflect.New(field.Type.Elem().Elem())
			thing.Interface().(Thing).Header().ID = field.Name
			v.Set(reflect.Append(v, thing))
			added++
		}
	}
	e.Index()
	var names []Kind
	found := 0
	for kind, thing := range e.Things() {
		if other := e.Thing(kind, thing.Header().ID); other != thing {
			t.Errorf("%s: %v instead of %v", kind, other, thing)
		}
		names = append(names, kind)
		found++
	}
	if found != added || added != len(kinds)-1 { // chapters are listed by language
		t.Errorf("an edition has %d lists of things, and the table yields %d of them in %d kinds", added, found,
			len(kinds))
	}
	if sorted := slices.Compact(slices.Sorted(slices.Values(names))); !slices.Equal(names, sorted) {
		t.Errorf("the table is not in order, or has a kind twice: %v", names)
	}
}

// TestLookup checks that a thing of each kind is found as its own type.
func TestLookup(t *testing.T) {
	e := shownAndHidden()
	for name, thing := range map[string]Thing{
		"action": e.Action("open"), "aspect": e.Aspect("open"), "category": e.Category("mensen"),
		"indicator": e.Indicator("open"),
		"measure":   e.Measure("open"), "question": e.Question("open"), "recommendation": e.Recommendation("open"),
		"risk": e.Risk("open"),
		"term": e.Term("open"),
	} {
		if reflect.ValueOf(thing).IsNil() {
			t.Errorf("the %s is not found", name)
		}
	}
	if e.Risk("none") != nil || e.Thing(RiskKind, "none") != nil {
		t.Error("something is found that is not there")
	}
	e.Risks[0].Formerly = "toen"
	e.Index()
	if now, ok := e.Renamed(RiskKind, "toen"); !ok || now != "open" {
		t.Errorf("the risk is now %q", now)
	}
	if _, ok := e.Renamed(ActionKind, "toen"); ok {
		t.Error("no action had that id")
	}
}
