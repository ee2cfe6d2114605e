package site

import (
	"bytes"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
	"utwente.nl/monitor/cmd/monitor/internal/theme"
	"utwente.nl/monitor/themes"
)

// TestPageKinds holds the table of pages to what the rest of the site reads from it.
func TestPageKinds(t *testing.T) {
	places := make(map[string]string)
	for _, k := range pageKinds() {
		if k.ids == nil || k.fill == nil {
			t.Errorf("%s: a row must say which pages there are, and what fills them", k.name)
		}
		if k.words == "" && (k.title == nil || k.description == nil) {
			t.Errorf("%s: its pages have no title or no description", k.name)
		}
		if named := (k.fixed != "") != (k.file != ""); (k.anchors != nil || k.root) && !named {
			t.Errorf("%s: what has anchors or stands at the root must have one page", k.name)
		}
		// The rows of chapters share a name and a way to stand: which of them a chapter is in is no
		// matter for its address.
		place := strings.Join([]string{k.fixed, k.file, k.folder}, "|")
		if k.root {
			place = "root " + place
		}
		if other, taken := places[place]; taken && other != k.name && place != "||" {
			t.Errorf("%s stands where %s does", k.name, other)
		}
		places[place] = k.name
	}
}

// TestPagesAreDressed sees that the shipped theme has a template and the words of every kind of
// page, in both languages, the words of every kind of thing that a page may name, and that every
// kind of page has a golden one.
func TestPagesAreDressed(t *testing.T) {
	root, err := source.OpenRoot(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	var list diagnostic.List
	dress := theme.Load(root, themes.FS, theme.Base, []string{"nl", "en"}, &list)
	if list.Errors() > 0 {
		t.Fatal(list.Sorted())
	}
	for code, words := range dress.Words {
		l := language.New(code, words)
		templates, err := dress.Templates(l.Say)
		if err != nil {
			t.Fatal(err)
		}
		for _, k := range pageKinds() {
			if templates.Lookup(k.name) == nil {
				t.Errorf("no file in themes/ut/templates defines %q", k.name)
			}
			if k.title == nil {
				l.Say(k.words + ".title")
			}
			if k.description == nil {
				l.Say(k.words + ".description")
			}
			for _, word := range []string{k.file, k.folder} {
				if word != "" {
					l.Say("page.path." + word)
				}
			}
		}
		for _, kind := range model.Kinds {
			if !slices.Contains(nowhere, model.Kind(kind)) {
				l.Say("thing." + kind) // evidence, and what the search finds
			}
		}
		for _, key := range l.Missing() {
			t.Errorf("themes/ut/i18n/%s.toml has no word %s", code, key)
		}
	}
	golden := make(map[string]bool)
	err = filepath.WalkDir("../../testdata/golden/pages", func(name string, _ fs.DirEntry, err error) error {
		if err == nil && filepath.Ext(name) == ".html" {
			var page []byte
			page, err = os.ReadFile(name)
			for _, k := range pageKinds() {
				golden[k.name] = golden[k.name] || bytes.Contains(page, []byte(`class="main `+k.name+`"`))
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range pageKinds() {
		if !golden[k.name] {
			t.Errorf("no golden page is of the kind %s: give testdata/golden something for it to say", k.name)
		}
	}
}

// nowhere are the kinds of things without a place of their own, which the search therefore does not find:
// moments are rows of the calendar, and reviews have no title.
var nowhere = []model.Kind{model.MomentKind, model.ReviewKind}

// TestThingsStandSomewhere sees that every thing has a place, a page or an anchor on one: references and
// evidence lead there, and so does the search.
func TestThingsStandSomewhere(t *testing.T) {
	a := newAddresses(&model.Site{Languages: []string{"nl"}}, "2026", language.New("nl", nil), pageKinds())
	for _, name := range model.Kinds {
		kind := model.Kind(name)
		if slices.Contains(nowhere, kind) {
			if slices.Contains(append(model.ReferenceKinds, model.EvidenceKinds...), name) {
				t.Errorf("things of kind %s are pointed at, and stand nowhere", kind)
			}
			continue
		}
		if kind == model.AspectKind || kind == model.ChapterKind {
			continue // they have methods of their own
		}
		if (a.ownPage[kind] != nil) == (a.listPage[kind] != nil) {
			t.Errorf("a thing of kind %s must stand on one page", kind)
		}
	}
	for want, got := range map[string]string{
		"2026/page.path.risks/brand.html":             a.thing(model.RiskKind, "brand"),
		"2026/page.path.actions.html#actie-oefenen":   a.thing(model.ActionKind, "oefenen"),
		"2026/page.path.actions.html#aanbeveling-tel": a.thing(model.RecommendationKind, "tel"),
		"2026/cyber.html":                             a.thing(model.CategoryKind, "cyber"),
		"2026/cyber.html#aspect-phishing": a.aspect(&model.Aspect{Head: model.Head{ID: "phishing"},
			Category: "cyber"}),
		"2026/data/page.path.calendar.ics": a.calendar(),
		"404.html":                         a.page("notfound", ""),
		"2026/page.path.sheets/cyber.html": a.page("sheet", "cyber"),
	} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	taken := a.taken()
	slices.Sort(taken)
	if !slices.Contains(taken, "index") || !slices.Contains(taken, "page.path.colophon") ||
		slices.Contains(taken, "page.path.sheets") {
		t.Errorf("no chapter can be called %q", taken)
	}
}

// TestPagesStandAlone sees that the files of one kind of page ask nothing of those of another: what
// several pages say is in files of its own. The files of a kind are <name>.go and <name>_….go.
func TestPagesStandAlone(t *testing.T) {
	var kinds []string
	for _, k := range pageKinds() {
		if !slices.Contains(kinds, k.name) {
			kinds = append(kinds, k.name)
		}
	}
	// The longest first: indicators.go is no file of the pages called indicator.
	kindOf := func(file string) string {
		name := strings.TrimSuffix(file, ".go")
		for _, kind := range kinds {
			if name == kind || strings.HasPrefix(name, kind+"_") {
				return kind
			}
		}
		return ""
	}
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	all := token.NewFileSet()
	var files []*ast.File
	seen := make(map[string]bool)
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(all, name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
		seen[kindOf(name)] = true
	}
	for _, kind := range kinds {
		if !seen[kind] {
			t.Errorf("the pages called %s have no file %s.go", kind, kind)
		}
	}
	// What other packages declare is not looked for; what is left unknown by that is nothing of
	// ours.
	uses := make(map[*ast.Ident]types.Object)
	config := types.Config{Importer: nothing{}, Error: func(error) {}}
	_, _ = config.Check("site", all, files, &types.Info{Uses: uses})
	found := 0
	for id, object := range uses {
		from, to := all.Position(id.Pos()), all.Position(object.Pos())
		if to.Filename == "" || from.Filename == to.Filename {
			continue
		}
		found++
		if here, there := kindOf(from.Filename), kindOf(to.Filename); here != "" && there != "" && here != there {
			t.Errorf("%s: %s is declared in %s", from, id.Name, to.Filename)
		}
	}
	if found < 1000 {
		t.Errorf("only %d names lead from one file to another", found)
	}
}

// nothing imports nothing.
type nothing struct{}

func (nothing) Import(path string) (*types.Package, error) { return nil, errors.New("not looked for") }
