package edition

import (
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// FuzzIndicators reads anything as a file of indicators. Nothing panics, every mistake has a
// position in the file, and a file without mistakes can be reported on.
func FuzzIndicators(f *testing.F) {
	const base = "../../testdata/base"
	seed, err := os.ReadFile(base + "/data/2026/indicators/mensen.toml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(seed))
	f.Add("[indicator.a]\nvalues = { 2024 = nan, \"2024-Q1\" = -1 }\nper = { indicator = \"a\" }\n")
	f.Add("indicator = 3\n")
	f.Add("[indicator.a]\ntitle = 'x'\nunit = 'x'\ndefinition = 'x'\nsource.title = 'x'\naspect = 'arbo'\n" +
		"kind = 'share'\nbase = 'b'\n" +
		"values = { 2023 = { part = 2, of = 3 }, 2024 = { value = 5, of = 9223372036854775807 }, 2025 = 7 }\n" +
		"[indicator.b]\ntitle = 'x'\nunit = 'x'\ndefinition = 'x'\nsource.title = 'x'\naspect = 'arbo'\n" +
		"kind = 'count'\nvalues = { 2023 = 0, 2024 = 1000000000000000, 2025 = 9 }\n")
	f.Add("[indicator]\na = 1\nb.values.2024.flags = 'x'\nb.breakdown.faculteit.A.2024 = {}\n")
	f.Fuzz(func(t *testing.T, text string) { readWith(t, "indicators/mensen.toml", text) })
}

// FuzzSite reads anything as the file of the site.
func FuzzSite(f *testing.F) {
	f.Add("[site]\ntitle = 'x'\n[verdict]\nlevel = nan\ntrend = -1\n[status.rule.a]\ngives = 'concern'\n" +
		"change = ['worse']\npart = inf\nat_least = 0\n")
	f.Add("verdict = 3\nstatus = { rule = { a = 1, b = { change = 'x', target = [3] } } }\n")
	f.Fuzz(func(t *testing.T, text string) { readWith(t, "../site.toml", text) })
}

// FuzzSeries reads anything as a series in a CSV file.
func FuzzSeries(f *testing.F) {
	f.Add("period,value,faculteit,flags,note\n2024,3,,p,x\n2024,3,A,,\n2024,3,A,,\n")
	f.Add("period;value;note.nl;faculteit\r\n2024;1,5;\xe9;\r\n2025;;;B\r\n")
	f.Add("value,period\n-1,2024-Q1\n1e300,2024\n,\n")
	f.Fuzz(func(t *testing.T, text string) {
		readWith(t, "series/x.csv", text, "indicators/x.toml", `[indicator.x]
title = "x"
unit = "x"
kind = "count"
source = { title = "x" }
definition = "x"
sensitive = true
values.csv = "series/x.csv"
`)
	})
}

// FuzzRegister reads anything as the description of a register, the rule of an indicator and the
// rows.
func FuzzRegister(f *testing.F) {
	const described = `[register.x]
title = "x"
file = "registers/x.csv"
id = "nr"
date = "datum"
covers = "2023-07-15..2026-Q3"
[register.x.column]
soort = { type = "choice", values = ["brand", "gas"], optional = true }
faculteit = { type = "member", dimension = "faculteit" }
gewonden = { type = "number" }
tekst = { type = "text" }
`
	const head = "nr,datum,soort,faculteit,gewonden,tekst\n"
	f.Add(described, `register = "x"`,
		head+"1,2025-01-01,brand,A,0,\"x\ny\"\n1,2025-01-01,brand,A,0,z\n2,31-8-2024 12:00,,B,2,\n")
	f.Add(described, "register = 'x'\nof = 'x'\nby = ['faculteit', 'faculteit']\n"+
		"where = { soort = [], gewonden = '..3', faculteit = 'A' }\nremarks = { 2024 = { flags = ':' } }",
		head+"\"1,2025-01-01,brand,A,0,x\n")
	f.Add("register = 3\n", "register = 'x'\nby = 3\nwhere = 3", "nr;datum\n1;2025-13-01\n")
	f.Add(strings.Replace(described, "Q3", "Q4", 1), "register = 'x'\noverlap = 'ja'",
		head+"1,2025-02-29,brnad,C,x,\n,,,,,\n")
	f.Fuzz(func(t *testing.T, described, rule, text string) {
		readWith(t, "registers.toml", described, "registers/x.csv", text, "indicators/x.toml", `[indicator.x]
title = "x"
unit = "x"
kind = "count"
source = { title = "x" }
definition = "x"
[indicator.x.from]
`+rule)
	})
}

// FuzzFiles reads anything as any of the other files of an edition.
func FuzzFiles(f *testing.F) {
	names := []string{"risks", "survey", "measures", "questions", "cycle", "actions", "organisation", "reviews",
		"protocol", "meetings", "front", "glossary", "categories"}
	whole, err := txtar.ParseFile("../../testdata/script/data_whole.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range whole.Files {
		if n := slices.Index(names, strings.TrimSuffix(path.Base(file.Name), ".toml")); n >= 0 {
			f.Add(uint8(n), string(file.Data))
		}
	}
	f.Add(uint8(0), "[risk.a]\nconnection = { a = 1, b = 'x' }\n[risk.b.connection]\na = 'x'\n")
	f.Add(uint8(1), "[horizon.a]\n[question.b]\nkind = 'severity'\n[question.c]\nkind = 'drivers'\n[import]\n"+
		"group = { column = 'x', words = { y = 1, 'z@z' = '' } }\nquestion.b.column = { a = '{subject}{subject}' }\n"+
		"question.c.column = { drives = '' }\nquestion.d.column = 'x'\n[import.words]\n'' = 'b'\n")
	f.Add(uint8(2), "[measure.a]\nrequires = ['b']\n[measure.b]\nrequires = ['c', 'a']\n[measure.c]\n"+
		"requires = ['b', 'c']\nexcludes = ['a']\n")
	f.Add(uint8(3), "level = { 0 = 1, 7 = 2 }\n")
	f.Add(uint8(4), "cycle.mensen = { plan = 1, do.state = 'todo' }\n")
	f.Add(uint8(6), "relation = { hr = { hr = {}, b = 1 } }\n")
	f.Fuzz(func(t *testing.T, n uint8, text string) { readWith(t, names[int(n)%len(names)]+".toml", text) })
}

// readWith reads the small site with files of its edition replaced or added, given as name, text,
// ….
func readWith(t *testing.T, files ...string) {
	dir := filepath.Join(t.TempDir(), "site")
	if err := os.CopyFS(dir, os.DirFS("../../testdata/base")); err != nil {
		t.Fatal(err)
	}
	for f := range slices.Chunk(files, 2) {
		name := filepath.Join(dir, "data/2026", f[0])
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(f[1]), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	root, err := source.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	var list diagnostic.List
	loaded := Load(root, LoadSite(root, &list), "2026", true, &list)
	Follow([]*Loaded{loaded, loaded}, true, &list)
	for _, p := range loaded.Passages {
		if p.Position("nl").Line == 0 {
			t.Errorf("the text %s has no place", p.Key)
		}
	}
	for _, d := range list.Sorted() {
		if d.Position.File == "" {
			t.Errorf("%s has no file", d.Code)
		}
	}
	visible := loaded.Edition.Visible(model.Public)
	if list.Errors() == 0 {
		r := report.New(visible, model.Privacy{Threshold: 5, Base: 5})
		r.Judge(model.Judging{Level: 0.05, Window: 7, Lag: 2}, nil)
		r.Published.Findings()
		r.Published.Copies()
	}
}
