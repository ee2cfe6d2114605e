package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/edition"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/shelf"
	"utwente.nl/monitor/cmd/monitor/internal/site"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// monitor runs the command, which must succeed.
func monitor(t *testing.T, args ...string) {
	t.Helper()
	var out, messages bytes.Buffer
	p := &program{ctx: context.Background(), stdout: &out, stderr: &messages, lang: "en"}
	if p.command(args) != exitDone {
		t.Fatalf("%v: %s", args, messages.String())
	}
}

// TestCanaries checks that no audience sees what is for a smaller one. Canaries are texts, numbers
// and days that occur nowhere else. The test puts them in everything that can be hidden, builds the
// site for each audience, and searches all its bytes. It also builds each site from sources without
// the hidden things. The two sites must be the same: then nothing hidden was counted, sorted or
// drawn either.
func TestCanaries(t *testing.T) {
	t.Parallel()
	dir, cache := t.TempDir(), t.TempDir()
	c := writeCanaries(t, filepath.Join(dir, "all"), model.Board)
	monitor(t, "check", "--root", filepath.Join(dir, "all"))
	fields := canaryFields(t, c, filepath.Join(dir, "all"))

	sites := make(map[model.Audience]tree)
	// The highest audience first, with one cache: what was kept for one may not reach another.
	for a := model.Board; a >= model.Public; a-- {
		out := filepath.Join(dir, a.String())
		monitor(t, "build", "--root", filepath.Join(dir, "all"), "--audience", a.String(),
			"--out", out, "--cache", cache)
		sites[a] = readTree(t, out)
		sites[a].addDocuments(t, filepath.Join(dir, "all"), cache, a)
	}
	for a, site := range sites {
		told := make(map[string]string) // by the text that tells it: a site is searched once for all of them
		for _, text := range disguises(nobody) {
			told[text] = "what stands in a register"
		}
		for _, text := range cameraTraces {
			told[text] = "of a camera"
		}
		for hidden := a + 1; hidden <= model.Board; hidden++ {
			for _, text := range needles(c, hidden) {
				told[text] = "something of " + hidden.String()
			}
		}
		for text, where := range site.find(slices.Sorted(maps.Keys(told))) {
			t.Errorf("the site for %s tells %s: %q in %s", a, told[text], text, where)
		}
		for _, missing := range unseen(c, site, a, fields) {
			t.Errorf("the site for %s lacks %s", a, missing)
		}
	}
	for a := range model.Board {
		by := filepath.Join(dir, "by-hand-"+a.String())
		writeCanaries(t, by, a)
		out := filepath.Join(dir, "from-"+filepath.Base(by))
		monitor(t, "build", "--root", by, "--audience", a.String(), "--out", out, "--cache", cache)
		site := readTree(t, out)
		site.addDocuments(t, by, cache, a)
		differ(t, "the site for "+a.String(), sites[a], site)
	}
	// A site for the public replaces all of the site for the Board in the same folder.
	out := filepath.Join(dir, model.Board.String())
	monitor(t, "build", "--root", filepath.Join(dir, "all"), "--audience", "public", "--out", out, "--cache", cache)
	site := readTree(t, out)
	site.addDocuments(t, filepath.Join(dir, "all"), cache, model.Public)
	differ(t, "the folder that held the site of the Board", site, sites[model.Public])
}

// addDocuments adds what `monitor pdf` prints for an audience, below pdf/: the edition, the papers for the Board
// and each category, which no site has as pages.
func (files tree) addDocuments(t *testing.T, root, cache string, a model.Audience) {
	t.Helper()
	p := &program{ctx: t.Context(), stdout: io.Discard, stderr: io.Discard, lang: "en", root: root}
	s, status := p.read("")
	if s == nil {
		t.Fatalf("the sources cannot be read: status %d", status)
	}
	defer s.root.Close()
	tools := site.Tools{Shelf: shelf.Open(cache), Program: identity()}
	plan := s.prepare(a, tools, s.list)
	plan.Check(s.list)
	for _, year := range canaryYears {
		for _, language := range s.site.Languages {
			made, err := plan.Documents(year, language, printed{files}, tools)
			if err != nil || len(made) < 2 {
				t.Fatalf("%s, %s: %d documents: %v", year, language, len(made), err)
			}
		}
	}
}

// printed is the part of a tree for what is printed.
type printed struct{ tree }

func (p printed) Write(name string, content []byte) error {
	p.tree["pdf/"+name] = bytes.Clone(content)
	return nil
}

// differ reports the files in which two trees differ.
func differ(t *testing.T, what string, got, want tree) {
	t.Helper()
	names := maps.Clone(got)
	maps.Copy(names, want)
	for _, name := range slices.Sorted(maps.Keys(names)) {
		g, inGot := got[name]
		w, inWant := want[name]
		if inGot != inWant || !bytes.Equal(g, w) {
			t.Errorf("%s: %s (there %t and %t, %d and %d bytes) %s",
				what, name, inGot, inWant, len(g), len(w), around(g, w))
		}
	}
}

// around returns both texts near the place where they begin to differ.
func around(a, b []byte) string {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	from := max(0, n-60)
	return fmt.Sprintf("%q and %q", a[from:min(len(a), n+100)], b[from:min(len(b), n+100)])
}

// notShown are the fields that no page shows, and why. Their canaries need not be found.
var notShown = map[string]string{
	"Action.Start":   "of what is done only the end is told",
	"Horizon.Years":  "they order the horizons",
	"Moment.ID":      "a moment has no page or anchor",
	"Register.ID":    "a register has no page or anchor",
	"Interview.Due":  "of what was held only the day is told",
	"Review.Due":     "of what was held only the day is told",
	"Review.ID":      "a review has no page or anchor",
	"Survey.Answers": "the file is not published",
	"Value.Of":       "of how many a share is told only by its interval",
}

// notes are the labels of notes, which goldmark numbers.
const notes = "-noot"

// unseen returns the canaries that the site of an audience lacks, of all that are for it, with the fields that
// hold them.
func unseen(c *canaries, site tree, of model.Audience, fields map[string]string) (missing []string) {
	var all []byte
	for name, data := range site {
		all = append(append(append(all, name...), '\n'), data...)
	}
	for a := range of + 1 {
		want := func(canary string, forms []string) {
			_, excused := notShown[fields[canary]]
			if excused || strings.HasSuffix(canary, unread) || strings.HasSuffix(canary, notes) {
				return
			}
			if !slices.ContainsFunc(forms, func(form string) bool { return bytes.Contains(all, []byte(form)) }) {
				missing = append(missing, fmt.Sprintf("what is for %s: %s of %s", a, canary, fields[canary]))
			}
		}
		for s := range c.texts[a] {
			want(s, []string{s})
		}
		for n := range c.numbers[a] {
			want(fmt.Sprint(n), numberForms(n))
		}
		for d := range c.dates[a] {
			want(d.Format(time.DateOnly), dateForms(d))
		}
	}
	slices.Sort(missing)
	return missing
}

// open are the types of the model that everybody may see. Their own fields need no canaries.
var open = []reflect.Type{
	reflect.TypeFor[model.Edition](),
	reflect.TypeFor[model.Settings](),
	reflect.TypeFor[model.Privacy](),
	reflect.TypeFor[model.Judging](),
	reflect.TypeFor[model.StatusRule](),
	reflect.TypeFor[model.Category](),
	reflect.TypeFor[model.Aspect](),
	reflect.TypeFor[model.Role](),
	reflect.TypeFor[model.Level](),
	reflect.TypeFor[model.Norm](),
	reflect.TypeFor[model.Relation](),
	reflect.TypeFor[model.Protocol](),
	reflect.TypeFor[model.Deputy](),
}

// fixed are the fields that cannot hold a canary, and why.
var fixed = map[string]string{
	"Answer.Level":          "0 to 5",
	"Chapter.Body":          "where it begins in its file",
	"Chapter.Category":      "the id of a category, which is for everybody",
	"Chapter.Label":         "follows from the order",
	"Chapter.Language":      "nl or en",
	"Chapter.Order":         "of the file's name",
	"Consultation.Formerly": "consultations are not followed",
	"Control.Since":         "a year, as there are many",
	"Correction.Formerly":   "corrections are not followed",
	"Duration.Count":        "1 to 9999",
	"Finding.Formerly":      "findings are not followed",
	"Indicator.Decimals":    "0 to 6",
	"Indicator.OverYears":   "2 to 100",
	"Indicator.TargetBy":    "a year, as there are many",
	"Interview.Formerly":    "interviews are not followed",
	"Interview.Title":       "the titles of the roles",
	"Measure.Start":         "a year, as there are many",
	"Meeting.Formerly":      "meetings are not followed",
	"Moment.Formerly":       "moments are not followed",
	"Organisation.Formerly": "organisations are not followed",
	"Peer.Formerly":         "peers are not followed",
	"Period.Part":           "a month or a quarter",
	"Period.Year":           "a year, as there are many",
	"Reply.Level":           "0 to 5",
	"Request.Formerly":      "requests are not followed",
	"Review.Formerly":       "reviews are not followed",
	"Review.Title":          "reviews have none",
	"SurveyQuestion.Max":    "2 to 10",
	"Term.Formerly":         "terms are not followed",
	"Value.FewerDecimals":   "how many decimals are not written",
	"Work.Formerly":         "sources are not followed",
	"Work.Year":             "a year, as there are many",
}

// canaryFields returns the field of the model that holds each canary. It reports the fields without
// a canary for the Board: whoever adds a field to the model must fill it in canary.txtar.tmpl, or
// name it in fixed.
func canaryFields(t *testing.T, c *canaries, dir string) map[string]string {
	t.Helper()
	root, err := source.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	var list diagnostic.List
	site := edition.LoadSite(root, &list)
	fields, filled := make(map[string]string), make(map[string]bool)
	for _, year := range canaryYears {
		loaded := edition.Load(root, site, year, false, &list)
		eachField(reflect.ValueOf(loaded.Edition), "", make(map[any]bool), func(field string, v reflect.Value) {
			for a := range model.Board + 1 {
				for _, canary := range held(c, a, v) {
					// An id that no page shows is not shown by what refers to it either.
					if _, excused := notShown[field]; excused || fields[canary] == "" {
						fields[canary] = field
					}
					filled[field] = filled[field] || a == model.Board
				}
			}
		})
	}
	for _, field := range fillable(reflect.TypeFor[model.Edition](), make(map[reflect.Type]bool)) {
		if _, excused := fixed[field]; !excused && !filled[field] {
			t.Errorf("no canary in %s", field)
		} else if excused && filled[field] {
			t.Errorf("%s holds canaries, and is said not to", field)
		}
	}
	return fields
}

// held returns the canaries for an audience in a value.
func held(c *canaries, a model.Audience, v reflect.Value) (found []string) {
	switch v.Kind() {
	case reflect.String:
		for s := range c.texts[a] {
			if strings.Contains(v.String(), s) {
				found = append(found, s)
			}
		}
	case reflect.Int, reflect.Float64:
		n := int(v.Convert(reflect.TypeFor[float64]()).Float())
		if c.numbers[a][n] {
			found = append(found, fmt.Sprint(n))
		}
	case reflect.Struct:
		if d, ok := v.Interface().(time.Time); ok && c.dates[a][d] {
			found = append(found, d.Format(time.DateOnly))
		}
	}
	return found
}

// leaf reports whether a type can hold a canary. Texts, numbers and days can; named types, such as
// Status, have a fixed list of values and cannot.
func leaf(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.String, reflect.Int, reflect.Float64:
		return t.PkgPath() == ""
	}
	return t == reflect.TypeFor[time.Time]()
}

// fillable returns the fields below a type that can hold a canary, as "Type.Field". The fields of a
// Head count as those of the thing that embeds it.
func fillable(t reflect.Type, seen map[reflect.Type]bool) (fields []string) {
	var inside func(t reflect.Type, field string)
	inside = func(t reflect.Type, field string) {
		switch {
		case leaf(t):
			fields = append(fields, field)
		case t.Kind() == reflect.Pointer, t.Kind() == reflect.Slice, t.Kind() == reflect.Map:
			inside(t.Elem(), field)
		case t.Kind() == reflect.Struct && !seen[t]:
			seen[t] = true
			fields = append(fields, fillable(t, seen)...)
		}
	}
	for _, f := range reflect.VisibleFields(t) {
		if f.IsExported() && !f.Anonymous {
			before := len(fields)
			inside(f.Type, t.Name()+"."+f.Name)
			if slices.Contains(open, t) {
				fields = slices.DeleteFunc(fields, func(field string) bool {
					return slices.Index(fields, field) >= before && field == t.Name()+"."+f.Name
				})
			}
		}
	}
	return fields
}

// eachField calls f for every text, number and day that can be reached from a value, with the field
// that holds it.
func eachField(v reflect.Value, field string, seen map[any]bool, f func(field string, v reflect.Value)) {
	switch {
	case leaf(v.Type()):
		f(field, v)
	case v.Kind() == reflect.Pointer:
		if !v.IsNil() && !seen[v.Pointer()] {
			seen[v.Pointer()] = true
			eachField(v.Elem(), field, seen, f)
		}
	case v.Kind() == reflect.Slice:
		for n := range v.Len() {
			eachField(v.Index(n), field, seen, f)
		}
	case v.Kind() == reflect.Map:
		for _, key := range v.MapKeys() {
			eachField(v.MapIndex(key), field, seen, f)
		}
	case v.Kind() == reflect.Struct:
		for _, name := range reflect.VisibleFields(v.Type()) {
			if name.IsExported() && !name.Anonymous {
				eachField(v.FieldByIndex(name.Index), v.Type().Name()+"."+name.Name, seen, f)
			}
		}
	}
}
