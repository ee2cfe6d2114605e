package edition

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/privacy"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// cuts are indicators of one register that together told small counts exactly while each was
// hidden. Incidents have a kind a, b or c, a number of days, a faculty and a programme.
var cuts = []struct {
	name  string
	rules []string // "id frequency rule"
}{
	{
		"kinds together, and some of them",
		[]string{`abc year overlap = true`, `ac year where = { kind = ["a", "c"] }, overlap = true`},
	},
	{"what two have in common", []string{`ab year where = { kind = ["a", "b"] }, overlap = true`,
		`bc year where = { kind = ["b", "c"] }, overlap = true`, `abc year overlap = true`}},
	{"days from 1 and from 4", []string{`ill year where = { days = "1.." }, overlap = true`,
		`long year where = { days = "4.." }, overlap = true`}},
	{
		"a child that overlaps beside its parent",
		[]string{`all year`, `a year of = "all", where = { kind = "a" }, overlap = true`},
	},
	{"a parent without its only child", []string{`all year`, `ab year of = "all", where = { kind = ["a", "b"] }`}},
	{"total and kinds by year and by quarter", []string{`all year`, `a year of = "all", where = { kind = "a" }`,
		`b year of = "all", where = { kind = "b" }`, `all-q quarter overlap = true`,
		`a-q quarter of = "all-q", where = { kind = "a" }`, `b-q quarter of = "all-q", where = { kind = "b" }`}},
	{"by faculty, beside one faculty", []string{`all year by = "faculty"`,
		`c year where = { faculty = "C" }, overlap = true`}},
	{"programme within faculty", []string{`all year by = ["faculty", "programme"]`}},
}

// TestSecondCut: none of these can be hidden, and rounded nobody finds a small count that could not
// be another one.
func TestSecondCut(t *testing.T) {
	for _, test := range cuts {
		found := loadCut(t, "", test.rules).list
		if !strings.Contains(found, string(diagnostic.SecondCut)) {
			t.Errorf("%s: hiding is not refused: %s", test.name, found)
		}
		numbers, exposed := 0, 0
		for seed := range 8 {
			cut := loadCut(t, fmt.Sprintf("%032d", seed), test.rules)
			if cut.list != "" {
				t.Fatalf("%s: %s", test.name, cut.list)
			}
			p := privacy.New(cut.edition, cut.rules)
			for _, f := range p.Findings() {
				if f.Exposed {
					exposed++
				}
			}
			rounded, _ := p.Rounded()
			numbers += rounded
		}
		t.Logf("%s: %d of %d rounded numbers are found", test.name, exposed, numbers)
		if exposed*100 > numbers {
			t.Errorf("%s: %d of %d rounded numbers are found", test.name, exposed, numbers)
		}
	}
}

type cutEdition struct {
	edition *model.Edition
	rules   model.Privacy
	list    string // the codes of the diagnostics
}

// loadCut reads indicators of a register of 60 incidents: hidden without a secret, and otherwise
// rounded.
func loadCut(t *testing.T, secret string, rules []string) cutEdition {
	t.Helper()
	dir := t.TempDir()
	write := func(name, text string) {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.CopyFS(dir, os.DirFS("../../testdata/base")); err != nil {
		t.Fatal(err)
	}
	protect, sensitive := "", "sensitive = true\n"
	if secret != "" {
		write("data/rounding.key", secret)
		protect, sensitive = "protect = \"round\"\n", ""
	}
	write("data/2026/dimensions.toml", `[dimension.faculteit]
title = "x"
member = { A.title = "x", B.title = "x" }
[dimension.faculty]
title = "x"
member = { A.title = "x", B.title = "x", C.title = "x" }
[dimension.programme]
title = "x"
member = { A1.title = "x", A2.title = "x", B1.title = "x", C1.title = "x" }
`)
	write(
		"data/2026/registers.toml",
		"[register.log]\ntitle = \"x\"\nfile = \"log.csv\"\nid = \"nr\"\ndate = \"day\"\n"+protect+
			`covers = "2024..2025"
[register.log.column]
kind = { type = "choice", values = ["a", "b", "c"] }
days = { type = "number" }
faculty = { type = "member", dimension = "faculty", optional = true }
programme = { type = "member", dimension = "programme", optional = true }
`,
	)
	rows := "nr,day,kind,days,faculty,programme\n"
	for n := range 60 {
		faculty, programme := string("AABC"[n*7%4]), ""
		if programme = faculty + "1"; n%3 == 0 && faculty == "A" {
			programme = "A2"
		}
		if n%11 == 0 {
			faculty, programme = "", ""
		}
		rows += fmt.Sprintf(
			"%d,%d-%02d-10,%c,%d,%s,%s\n",
			n,
			2024+n%2,
			1+n*5%12,
			"aaabbbbc"[n%8],
			n%5,
			faculty,
			programme,
		)
	}
	write("data/2026/log.csv", rows)
	var indicators strings.Builder
	for _, rule := range rules {
		id, rest, _ := strings.Cut(rule, " ")
		frequency, from, _ := strings.Cut(rest, " ")
		if from != "" {
			from = ", " + from
		}
		audience := ""
		if strings.HasPrefix(id, "board-") {
			audience = "audience = \"board\"\n"
		}
		fmt.Fprintf(
			&indicators,
			"[indicator.%[1]s]\ntitle = \"%[1]s\"\naspect = \"arbo\"\nunit = \"x\"\nkind = \"count\"\n"+
				"frequency = %[2]q\n%[3]s%[4]s"+
				"source = { title = \"x\" }\ndefinition = \"x\"\nfrom = { register = \"log\"%s }\n",
			id,
			frequency,
			sensitive,
			audience,
			from,
		)
	}
	write("data/2026/indicators/log.toml", indicators.String())
	root, err := source.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	var list diagnostic.List
	site := LoadSite(root, &list)
	loaded := Load(root, site, "2026", false, &list)
	var codes []string
	for _, d := range list.Sorted() {
		if d.Code != diagnostic.NotCounted {
			codes = append(codes, fmt.Sprint(d.Position, " ", d.Code))
		}
	}
	return cutEdition{loaded.Edition.Visible(model.Board), loaded.Edition.Privacy, strings.Join(codes, "; ")}
}

// TestAudienceOfRest: what only the board may see cannot be worked out by whoever sees the others.
func TestAudienceOfRest(t *testing.T) {
	tests := []struct {
		name  string
		rules []string
		want  bool
	}{
		{
			"a parent, a child, and the rest for the board",
			[]string{`all year`, `ab year of = "all", where = { kind = ["a", "b"] }`,
				`board-c year of = "all", where = { kind = "c" }`},
			true,
		},
		{"an overlap and a kind, and the rest for the board", []string{`all year overlap = true`,
			`ab year where = { kind = ["a", "b"] }`, `board-c year where = { kind = "c" }`}, true},
		{"the same incidents by another name", []string{`all year`, `board-all year overlap = true`}, true},
		{"the year of quarters", []string{`all quarter`, `board-all year overlap = true`}, true},
		{"the quarters of a year", []string{`all year`, `board-all quarter overlap = true`}, false},
		{"one of two children that are left", []string{`all year`, `a year of = "all", where = { kind = "a" }`,
			`board-c year of = "all", where = { kind = "c" }`}, false},
		{
			"all for the board",
			[]string{`board-all year`, `board-c year of = "board-all", where = { kind = "c" }`},
			false,
		},
	}
	for _, test := range tests {
		found := loadCut(t, fmt.Sprintf("%032d", 1), test.rules).list
		if got := strings.Contains(found, string(diagnostic.SumAudience)); got != test.want {
			t.Errorf("%s: refused %t, want %t", test.name, got, test.want)
		}
	}
}
