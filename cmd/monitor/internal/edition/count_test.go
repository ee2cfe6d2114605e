package edition

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

func TestParseDay(t *testing.T) {
	tests := []struct{ text, want string }{
		{"2025-02-28", "2025-02-28"},
		{"2024-02-29", "2024-02-29"},
		{"28-2-2025", "2025-02-28"},
		{"01-12-2025", "2025-12-01"},
		{"2025-3-1", "2025-03-01"},
		{"2025-03-01 14:30", "2025-03-01"},
		{"2025-03-01T14:30:05+01:00", "2025-03-01"},
		{"31-12-2025 23:59:59", "2025-12-31"},
		{"2025-02-29", ""},
		{"1900-02-29", ""},
		{"2025-02-30", ""},
		{"2025-04-31", ""},
		{"2025-13-01", ""},
		{"2025-00-10", ""},
		{"2025-10-00", ""},
		{"28/2/2025", ""},
		{"2025-02", ""},
		{"2025", ""},
		{"25-02-28", ""},
		{"2-28-2025", ""},
		{"2025-2025-01", ""},
		{"-1-2-2025", ""},
		{"2025-01-01 ochtend", ""},
		{"2025-01-01-01", ""},
		{"20250101", ""},
		{"", ""},
		{"--", ""},
	}
	for _, test := range tests {
		got := ""
		if d, ok := parseDay(test.text); ok {
			got = d.String()
		}
		if got != test.want {
			t.Errorf("%q: got %q, want %q", test.text, got, test.want)
		}
	}
}

func TestSpan(t *testing.T) {
	for text, want := range map[string]string{
		"3": "[3 3]", "1..5": "[1 5]", "1..": "[1 +Inf]", "..5": "[-Inf 5]", "..": "[-Inf +Inf]", "-2..-1": "[-2 -1]",
		"0.5": "[0.5 0.5]",
		"":    "", "5..1": "", "x": "", "1..x": "", "nan": "", "1..2..3": "",
	} {
		got := ""
		if s, ok := parseSpan(text); ok {
			got = fmt.Sprint([]float64{s.from, s.to})
		}
		if got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
}

// registered writes a site with a register, and indicators that count it: their ids and rules.
func registered(tb testing.TB, dir, rows string, rules ...string) *source.Root {
	tb.Helper()
	if err := os.CopyFS(dir, os.DirFS("../../testdata/base")); err != nil {
		tb.Fatal(err)
	}
	var indicators strings.Builder
	for n, rule := range rules {
		fmt.Fprintf(&indicators, "[indicator.i%[1]d]\ntitle = \"i%[1]d\"\nunit = \"x\"\nkind = \"count\"\n"+
			"source = { title = \"x\" }\ndefinition = \"x\"\n%[2]s\n", n, rule)
	}
	for name, text := range map[string]string{
		"registers.toml": `[register.x]
title = "x"
file = "x.csv"
id = "nr"
date = "datum"
covers = "2019-02-01..2026-10-31"
[register.x.column]
soort = { type = "choice", values = ["brand", "gas", "water"] }
faculteit = { type = "member", dimension = "faculteit", optional = true }
gewonden = { type = "number" }
tekst = { type = "text" }
`,
		"x.csv": "nr,datum,soort,faculteit,tekst,gewonden\n" + rows, "indicators/x.toml": indicators.String(),
	} {
		if err := os.WriteFile(filepath.Join(dir, "data/2026", name), []byte(text), 0o666); err != nil {
			tb.Fatal(err)
		}
	}
	root, err := source.OpenRoot(dir)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { root.Close() })
	return root
}

// TestCount compares the counts of random incidents with counting them one by one, for each
// frequency.
func TestCount(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 740))
	type row struct {
		day      time.Time
		kind     string
		faculty  string
		injuries int
	}
	first := time.Date(2019, 2, 1, 0, 0, 0, 0, time.UTC)
	last := time.Date(2026, 10, 31, 0, 0, 0, 0, time.UTC)
	var all []row
	var text strings.Builder
	for n := range 2000 {
		r := row{first.AddDate(0, 0, random.IntN(int(last.Sub(first).Hours()/24)+1)),
			[]string{"brand", "gas", "water"}[random.IntN(3)], []string{"A", "B", ""}[random.IntN(3)], random.IntN(3)}
		all = append(all, r)
		form := []string{"2006-01-02", "2-1-2006", "02-01-2006 15:04"}[random.IntN(3)]
		fmt.Fprintf(&text, "%d,%s,%s,%s,x,%d\n", n, r.day.Format(form), r.kind, r.faculty, r.injuries)
	}
	var list diagnostic.List
	root := registered(t, filepath.Join(t.TempDir(), "site"), text.String(),
		`from = { register = "x" }`,
		`frequency = "quarter"
from = { register = "x", of = "i0", where = { soort = ["brand", "gas"], gewonden = "1.." }, by = "faculteit" }`,
		`frequency = "month"
from = { register = "x", of = "i1", where = { faculteit = "A" } }`,
		`frequency = "academic-year"
from = { register = "x", of = "i0", where = { gewonden = 0 } }`)
	e := Load(root, LoadSite(root, &list), "2026", true, &list).Edition
	for _, d := range list.Sorted() {
		if d.Code != diagnostic.BreakdownSum { // of incidents without a faculty
			t.Errorf("%s: %s", fileAndLine(d.Position), d.Message("en"))
		}
	}
	serious := func(r row) bool { return r.kind != "water" && r.injuries > 0 }
	tests := []struct {
		id          string
		first, last string
		counts      func(row) bool
	}{
		{"i0", "2020", "2025", func(row) bool { return true }},
		{"i1", "2019-Q2", "2026-Q3", serious},
		{"i2", "2019-02", "2026-10", func(r row) bool { return serious(r) && r.faculty == "A" }},
		{"i3", "2019/2020", "2025/2026", func(r row) bool { return r.injuries == 0 }},
	}
	for _, test := range tests {
		i := e.Indicator(test.id)
		check := func(what string, values []model.Value, counts func(row) bool) {
			if from, to := values[0].Period.String(), values[len(values)-1].Period.String(); from != test.first ||
				to != test.last {
				t.Errorf("%s runs from %s to %s", what, from, to)
			}
			for _, v := range values {
				first, last := v.Period.Days()
				want := 0
				for _, r := range all {
					if counts(r) && !r.day.Before(first) && !r.day.After(last) {
						want++
					}
				}
				if v.Missing || int(v.Number) != want {
					t.Errorf("%s in %s: got %v, want %d", what, v.Period, v.Number, want)
				}
			}
		}
		check(test.id, i.Values, test.counts)
		for _, b := range i.Breakdowns {
			for _, part := range b.Parts {
				check(test.id+" "+part.Member.Key, part.Values, func(r row) bool {
					return test.counts(r) && r.faculty == part.Member.Key
				})
			}
		}
		if i.Register == nil || i.Register.ID != "x" {
			t.Errorf("%s does not know where it was counted", test.id)
		}
	}
	if len(e.Indicator("i1").Breakdowns) != 1 || len(e.Indicator("i1").Breakdowns[0].Parts) != 2 {
		t.Error("the breakdown is not there")
	}
}

// TestFreeText checks that free text in a register is nowhere in what reading it returns.
func TestFreeText(t *testing.T) {
	const secret = "geheim"
	rows := "1,2025-01-01,brand,A," + secret + ",0\n1,2025-01-01,brand,A," + secret + " anders,0\n" +
		"2,2025-02-30,gas,A,\"" + secret + "\n" + secret + "\",x\n3,2025-01-01,brnad,A," + secret + ",0,\n"
	var list diagnostic.List
	root := registered(t, filepath.Join(t.TempDir(), "site"), rows, `from = { register = "x", by = "faculteit" }`)
	loaded := Load(root, LoadSite(root, &list), "2026", true, &list)
	if list.Errors() != 3 || list.Warnings() != 1 {
		t.Fatalf("%d errors, %d warnings", list.Errors(), list.Warnings())
	}
	seen := make(map[any]bool)
	var walk func(v reflect.Value, path string)
	walk = func(v reflect.Value, path string) {
		switch v.Kind() {
		case reflect.String:
			if strings.Contains(v.String(), secret) {
				t.Errorf("%s holds %q", path, v.String())
			}
		case reflect.Pointer:
			if v.IsNil() || seen[v.Pointer()] {
				return
			}
			seen[v.Pointer()] = true
			walk(v.Elem(), path)
		case reflect.Interface:
			walk(v.Elem(), path)
		case reflect.Struct:
			for n := range v.NumField() {
				walk(v.Field(n), path+"."+v.Type().Field(n).Name)
			}
		case reflect.Slice, reflect.Array:
			for n := range v.Len() {
				walk(v.Index(n), path)
			}
		case reflect.Map:
			for _, key := range v.MapKeys() {
				walk(key, path)
				walk(v.MapIndex(key), path)
			}
		}
	}
	walk(reflect.ValueOf(loaded), "loaded")
	walk(reflect.ValueOf(list.Sorted()), "list")
}

// BenchmarkRegister reads registers of a hundred thousand and of a million incidents (52 MB) for
// three indicators, and prints how much memory the process used.
func BenchmarkRegister(b *testing.B) {
	for _, incidents := range []int{100_000, 1_000_000} {
		random := rand.New(rand.NewPCG(1, 2))
		var text strings.Builder
		day := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
		for n := range incidents {
			fmt.Fprintf(&text, "INC-%08d,%s,%s,%s,een zin van iemand,%d\n", n,
				day.AddDate(0, 0, random.IntN(2000)).Format(time.DateOnly),
				[]string{"brand", "gas", "water"}[random.IntN(3)], []string{"A", "B"}[random.IntN(2)], random.IntN(3))
		}
		size := int64(text.Len())
		root := registered(b, filepath.Join(b.TempDir(), "site"), text.String(),
			`from = { register = "x", by = "faculteit" }`,
			`from = { register = "x", of = "i0", where = { soort = "gas" }, by = "faculteit" }`,
			`frequency = "month"
from = { register = "x", of = "i0", overlap = true, where = { gewonden = "1.." } }`)
		text.Reset()
		b.Run(fmt.Sprint(incidents), func(b *testing.B) {
			b.SetBytes(size)
			var memory runtime.MemStats
			for b.Loop() {
				debug.FreeOSMemory()
				var list diagnostic.List
				l := Load(root, LoadSite(root, &list), "2026", true, &list)
				runtime.ReadMemStats(&memory)
				if got := l.Edition.Indicator("i0").Values[0].Number; list.Errors() > 0 || got == 0 {
					b.Fatal(list.Errors(), got)
				}
			}
			b.ReportMetric(float64(memory.HeapSys-memory.HeapReleased)/(1<<20), "MB")
		})
	}
}
