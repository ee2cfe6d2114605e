package model

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

// secret is in every text of the hidden things.
const secret = "geheim"

// shownAndHidden makes an edition that has two of everything with an audience: one for everybody
// and one for the Board. Each thing points at the other one of every kind that it can point at, and
// lists of things hold both.
func shownAndHidden() *Edition {
	e := &Edition{Year: "2026", Survey: twice[Survey]()[1], Scan: twice[Scan]()[1], Method: secret}
	pairs := make(map[reflect.Type]reflect.Value)
	for _, list := range reflect.ValueOf(e).Elem().Fields() {
		if of := list.Type(); of.Kind() == reflect.Slice && of.Elem().Implements(reflect.TypeFor[Thing]()) {
			list.Set(pair(of.Elem().Elem()))
			pairs[of.Elem()] = list
		}
	}
	for _, both := range pairs {
		link(both.Index(0).Elem(), pairs, 1)
		link(both.Index(1).Elem(), pairs, 0)
	}
	e.Categories[0].ID = "mensen"
	e.Cycles = []*Cycle{{e.Categories[0], valuesOf(twice[Phase]())}, {e.Categories[1], valuesOf(twice[Phase]())[1:]}}
	chapters, translated := twice[Chapter](), twice[Chapter]()
	for n, slug := range []string{"mensen", secret} {
		chapters[n].Slug, translated[n].Slug = slug, slug
	}
	Label(chapters)
	e.Chapters = map[string][]*Chapter{"nl": chapters, "en": translated[1:]}
	Label(e.Chapters["en"])
	// A review for everybody of a chapter for the Board is hidden with the chapter.
	e.Reviews[0].Chapter = "mensen"
	e.Reviews = append(e.Reviews, &Review{Head: Head{ID: "ook"}, Chapter: secret})
	for _, i := range e.Indicators {
		i.Breakdowns = twice[Breakdown]()
	}
	var evidence []Evidence
	for _, kind := range EvidenceKinds {
		evidence = append(evidence, Evidence{Kind(kind), "open"}, Evidence{Kind(kind), "mensen"},
			Evidence{Kind(kind), secret})
	}
	for _, f := range e.Findings {
		f.Evidence = evidence
	}
	for _, o := range e.Observations {
		o.Evidence = evidence
	}
	both := []Evidence{{IndicatorKind, "open"}, {IndicatorKind, secret}}
	for _, c := range e.Corrections {
		c.Of = both
	}
	for _, c := range e.Clauses {
		c.Covers = both
	}
	for _, d := range e.Decisions {
		d.About = both
	}
	for _, c := range e.Cycles {
		for n := range c.Phases {
			c.Phases[n].ShownBy = both
		}
	}
	e.Index()
	return e
}

// link makes a value and all that it holds point at one of each pair of things.
func link(v reflect.Value, pairs map[reflect.Type]reflect.Value, to int) {
	of := v.Type()
	switch {
	case pairs[of].IsValid():
		v.Set(pairs[of].Index(to))
	case of.Kind() == reflect.Slice && pairs[of.Elem()].IsValid():
		v.Set(pairs[of.Elem()])
	case of.Kind() == reflect.Slice && of.Elem().Kind() == reflect.Struct:
		if v.Len() == 0 {
			v.Set(reflect.MakeSlice(of, 1, 1))
		}
		link(v.Index(0), pairs, to)
	case of == reflect.TypeFor[*Per]():
		v.Set(reflect.New(of.Elem()))
		link(v.Elem(), pairs, to)
	case of.Kind() == reflect.Struct && of != reflect.TypeFor[time.Time]():
		for _, field := range v.Fields() {
			link(field, pairs, to)
		}
	}
}

func valuesOf[T any](things []*T) (out []T) {
	for _, thing := range things {
		out = append(out, *thing)
	}
	return out
}

// twice is pair for a type known to the compiler.
func twice[T any]() []*T { return pair(reflect.TypeFor[T]()).Interface().([]*T) }

// pair makes two of a type: one for everybody, and one for the Board with the secret in every text.
func pair(of reflect.Type) reflect.Value {
	open, hidden := reflect.New(of), reflect.New(of)
	if id := open.Elem().FieldByName("ID"); id.IsValid() {
		id.SetString("open")
	}
	plant(hidden.Elem())
	hidden.Elem().FieldByName("Audience").SetInt(int64(Board))
	return reflect.Append(reflect.MakeSlice(reflect.SliceOf(open.Type()), 0, 2), open, hidden)
}

// plant writes the secret in every text of a value and of all that it holds. It follows no
// pointers.
func plant(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(secret)
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			return
		}
		for n := range v.NumField() {
			plant(v.Field(n))
		}
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Pointer {
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		plant(v.Index(0))
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		value := reflect.New(v.Type().Elem()).Elem()
		plant(value)
		v.SetMapIndex(reflect.ValueOf(secret), value)
	}
}

// walk calls f for everything that can be reached from a value, also through unexported fields.
func walk(v reflect.Value, path string, seen map[any]bool, f func(path string, v reflect.Value)) {
	f(path, v)
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() || seen[v.Pointer()] {
			return
		}
		seen[v.Pointer()] = true
		walk(v.Elem(), path, seen, f)
	case reflect.Interface:
		walk(v.Elem(), path, seen, f)
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			return
		}
		for n := range v.NumField() {
			walk(v.Field(n), path+"."+v.Type().Field(n).Name, seen, f)
		}
	case reflect.Slice, reflect.Array:
		for n := range v.Len() {
			walk(v.Index(n), path+"[]", seen, f)
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			walk(key, path+"{}", seen, f)
			walk(v.MapIndex(key), path+"["+key.String()+"]", seen, f)
		}
	}
}

// secrets returns the paths to the texts that hold the secret.
func secrets(e *Edition) []string {
	var found []string
	walk(reflect.ValueOf(e), "", make(map[any]bool), func(path string, v reflect.Value) {
		if v.Kind() == reflect.String && strings.Contains(v.String(), secret) {
			found = append(found, path)
		}
	})
	return found
}

// TestVisible checks that nothing above the audience can be reached by any path.
func TestVisible(t *testing.T) {
	e := shownAndHidden()
	planted := secrets(e)
	if len(planted) < 50 {
		t.Fatalf("only %d secrets were planted", len(planted))
	}
	for _, to := range []Audience{Public, Intranet} {
		if left := secrets(e.Visible(to)); len(left) > 0 {
			t.Errorf("%s can reach %v", to, left)
		}
	}
	if got := secrets(e); !slices.Equal(slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(planted))) {
		t.Errorf("the edition itself was changed: it had %d secrets and has %d", len(planted), len(got))
	}
	if all := secrets(e.Visible(Board)); len(all) != len(planted) {
		t.Errorf("the Board sees %d of %d secrets", len(all), len(planted))
	}
}

// TestVisibleKeeps checks that all visible things are there, and point at each other.
func TestVisibleKeeps(t *testing.T) {
	e := shownAndHidden()
	e.Indicators[0].Per.Indicator = e.Indicators[0]
	e.Risks[0].Connections = append(e.Risks[0].Connections, Connection{To: e.Risks[0]})
	e.Actions[0].Risk = e.Risks[0]
	v := e.Visible(Intranet)
	f := v.Findings[0]
	if len(f.Evidence) != len(EvidenceKinds) { // the one of each kind that may be seen
		t.Errorf("evidence that is left: %v", f.Evidence)
	}
	if c := v.Category("mensen"); c == nil || len(c.Aspects) != 1 || v.Aspect("open") != c.Aspects[0] ||
		len(c.KeyIndicators) != 1 {
		t.Error("a category has lost what may be seen")
	}
	if r := v.Risk("open"); r == nil || len(r.Indicators) != 1 || len(r.Connections) != 1 ||
		r.Connections[0].To != r || v.Action("open").Risk != r {
		t.Error("what may be seen no longer hangs together")
	}
	i0 := v.Indicator("open")
	if i := i0; i.Per == nil || i.Per.Indicator != i {
		t.Error("a rate whose denominator may be seen is gone")
	}
	if len(v.Terms) != 1 || len(v.Reviews) != 1 || len(v.Cycles) != 1 || len(v.Cycles[0].Phases) != 1 ||
		len(v.Chapters["nl"]) != 1 || len(i0.Breakdowns) != 1 {
		t.Error("something that may be seen is gone, or something hidden is left")
	}
	if v.Survey != nil || v.Method != "" || e.Visible(Board).Survey == nil || e.Visible(Board).Method == "" {
		t.Error("the survey and the method are for the Board")
	}
}

// TestVisibleTwins checks that no pointer in the copy leads back to the whole edition, where hidden
// things are.
func TestVisibleTwins(t *testing.T) {
	e := shownAndHidden()
	v := e.Visible(Board)
	types := []reflect.Type{reflect.TypeFor[*Cycle](), reflect.TypeFor[*Chapter]()}
	for _, thing := range e.Things() {
		if of := reflect.TypeOf(thing); !slices.Contains(types, of) {
			types = append(types, of)
		}
	}
	whole := make(map[uintptr]bool)
	note := func(found map[uintptr]bool) func(string, reflect.Value) {
		return func(_ string, v reflect.Value) {
			if v.Kind() == reflect.Pointer && !v.IsNil() && slices.Contains(types, v.Type()) {
				found[v.Pointer()] = true
			}
		}
	}
	walk(reflect.ValueOf(e), "", make(map[any]bool), note(whole))
	visible := make(map[uintptr]bool)
	walk(reflect.ValueOf(v), "", make(map[any]bool), note(visible))
	if len(visible) != len(whole) {
		t.Errorf("%d things became %d", len(whole), len(visible))
	}
	for p := range visible {
		if whole[p] {
			t.Error("a visible thing leads to one of the whole edition")
		}
	}
}

// TestLabels checks that chapters are numbered as if the hidden ones were not there.
func TestLabels(t *testing.T) {
	e := &Edition{Chapters: map[string][]*Chapter{"nl": {
		{Slug: "a", Numbered: true}, {Slug: "b", Numbered: true, Audience: Board}, {Slug: "c", Audience: Intranet},
		{Slug: "d"}, {Slug: "e", Numbered: true},
	}}}
	Label(e.Chapters["nl"])
	for to, want := range []string{"a1 dA e2 ", "a1 cA dB e2 ", "a1 b2 cA dB e3 "} {
		got := ""
		for _, c := range e.Visible(Audience(to)).Chapters["nl"] {
			got += c.Slug + c.Label + " "
		}
		if got != want {
			t.Errorf("%s: %s, want %s", Audience(to), got, want)
		}
	}
}

// TestAudienceLevels marks each field of type Audience in an edition, and checks that it is
// noticed.
func TestAudienceLevels(t *testing.T) {
	e := shownAndHidden()
	fields := make(map[string][]reflect.Value)
	walk(reflect.ValueOf(e), "", make(map[any]bool), func(path string, v reflect.Value) {
		if v.Type() == reflect.TypeFor[Audience]() {
			v.SetInt(int64(Public))
			fields[path] = append(fields[path], v)
		}
	})
	if len(fields) < 10 {
		t.Fatalf("only %d fields", len(fields))
	}
	if got := e.AudienceLevels(); !slices.Equal(got, []Audience{Public}) {
		t.Fatalf("all is for everybody, and the levels are %v", got)
	}
	for path, all := range fields {
		all[0].SetInt(int64(Intranet))
		if got := e.AudienceLevels(); !slices.Equal(got, []Audience{Public, Intranet}) {
			t.Errorf("%s: %v", path, got)
		}
		all[0].SetInt(int64(Public))
	}
}
