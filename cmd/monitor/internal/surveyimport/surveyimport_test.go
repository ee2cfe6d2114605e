package surveyimport

import (
	"bytes"
	"encoding/csv"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/xuri/excelize/v2"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/edition"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/sheet"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// load reads the edition of the golden site with an [import] in its survey.toml.
func load(t testing.TB, how string) *edition.Loaded {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "site")
	if err := os.CopyFS(filepath.Join(dir, "data"), os.DirFS("../../testdata/golden/data")); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, "data/2026/survey.toml")
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, append(data, "\n"+how...), 0o666); err != nil {
		t.Fatal(err)
	}
	root, err := source.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	var list diagnostic.List
	site := &model.Site{Languages: []string{"nl", "en"}}
	l := edition.Load(root, site, "2026", false, &list)
	for _, d := range list.Sorted() {
		if strings.HasSuffix(d.Position.File, "/survey.toml") {
			t.Fatalf("survey.toml:%d: %s", d.Position.Line, d.Message("en"))
		}
	}
	return l
}

// export reads a file of testdata. What Forms wrote is kept as a table of texts, of which this makes a workbook.
func export(t testing.TB, name string) *Export {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if filepath.Ext(name) == ".forms" {
		data = workbook(t, data)
	}
	book, err := sheet.Parse(name, data)
	if err != nil {
		t.Fatal(err)
	}
	grid := book.Grids[0]
	height, width := grid.Size()
	rows := make([][]string, height)
	for n := range rows {
		for column := range width {
			rows[n] = append(rows[n], grid.At(n, column).Text)
		}
	}
	x, ok := Recognise(name, rows)
	if !ok {
		t.Fatalf("%s is not recognised", name)
	}
	return x
}

func workbook(t testing.TB, table []byte) []byte {
	r := csv.NewReader(bytes.NewReader(table))
	r.Comma = '\t'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	f := excelize.NewFile()
	for n, row := range rows {
		for column, text := range row {
			cell, _ := excelize.CoordinatesToCellName(column+1, n+1)
			if column == 0 && n > 0 {
				f.SetCellInt("Sheet1", cell, int64(n))
			} else {
				f.SetCellStr("Sheet1", cell, text)
			}
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// exports are the made-up exports in testdata, all with the answers of want.csv; what is left out of each, and the
// questions for which nothing can be proposed: where codes or statements alone stand for all.
var exports = []struct {
	name string
	left map[Reason]int
	open []string
}{
	{"lime-codes-nl.csv", map[Reason]int{Unfinished: 1}, nil},
	{"lime-answercodes.csv", map[Reason]int{Earlier: 1}, []string{"aanpak", "nu"}},
	{"lime-text-en.csv", nil, nil},
	{"lime-codetext-nl.csv", map[Reason]int{NoAnswer: 1}, nil},
	{"qualtrics-text-en.csv", map[Reason]int{Preview: 2, Unfinished: 1}, nil},
	{"qualtrics-values.csv", map[Reason]int{Preview: 2}, nil},
	{"qualtrics-renamed-nl.csv", map[Reason]int{Earlier: 1}, nil},
	{"qualtrics-one-head.tsv", nil, []string{"aanpak", "drijft", "ernst", "gevolg", "kans"}},
	{"forms-nl.forms", nil, nil},
	{"forms-statements-en.forms", nil, []string{"ernst", "gevolg", "kans"}},
	{"forms-accounts-nl.forms", map[Reason]int{Earlier: 1}, nil},
	{"forms-renamed-en.forms", map[Reason]int{NoGroup: 1}, nil},
}

func mapping(t testing.TB, name string) string {
	how, err := os.ReadFile("testdata/" + strings.TrimSuffix(name, filepath.Ext(name)) + ".toml")
	if err != nil {
		t.Fatal(err)
	}
	return string(how)
}

// TestExports brings in exports of the same answers by three tools. A mapping has a line for each question, one for the
// group and at most two more.
func TestExports(t *testing.T) {
	want, err := os.ReadFile("testdata/want.csv")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range exports {
		t.Run(test.name, func(t *testing.T) {
			how := mapping(t, test.name)
			l := load(t, how)
			if lines := strings.Count(how, "\n") - strings.Count(how, "\n["); lines > len(l.Edition.Survey.Questions)+3+1 {
				t.Errorf("the mapping has %d lines", lines)
			}
			var list diagnostic.List
			plan := NewPlan(export(t, "testdata/"+test.name), l, &list, &list)
			result := plan.Convert(&list)
			for _, d := range list.Sorted() {
				t.Errorf("%s:%d: %s (%s)", d.Position.File, d.Position.Line, d.Message("en"), d.Hint("en"))
			}
			if !bytes.Equal(result.CSV, want) {
				t.Errorf("got %s", firstDifference(string(result.CSV), string(want)))
			}
			if !maps.Equal(result.Left, test.left) {
				t.Errorf("left out %v, want %v", result.Left, test.left)
			}
		})
	}
}

func firstDifference(got, want string) string {
	a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
	for n := range min(len(a), len(b)) {
		if a[n] != b[n] {
			return a[n] + "\nwant " + b[n]
		}
	}
	return "another length"
}

// TestPropose wants that the proposal for an export is right as far as it goes. Where codes stand for all, it says
// less.
func TestPropose(t *testing.T) {
	l := load(t, "")
	for _, test := range exports {
		t.Run(test.name, func(t *testing.T) {
			x := export(t, "testdata/"+test.name)
			proposal := Propose(x, l.Edition)
			right := load(t, mapping(t, test.name))
			proposed := load(t, proposal.Text)
			var open []string
			for _, q := range right.Import.Questions {
				same := func(p *edition.ImportedQuestion) bool { return p.ID == q.ID }
				n := slices.IndexFunc(proposed.Import.Questions, same)
				if n < 0 {
					open = append(open, q.ID)
					continue
				}
				if got := proposed.Import.Questions[n].Columns; !maps.Equal(got, q.Columns) {
					t.Errorf("%s: %v\nwant %v", q.ID, got, q.Columns)
				}
			}
			slices.Sort(open)
			if !slices.Equal(open, test.open) {
				t.Errorf("open %v, want %v", open, test.open)
			}
		})
	}
}

// TestProposeRepeated wants all columns of pairs that have one name, of which Forms numbers all but the first; and for
// statements without a question a line as a remark, in the order of the survey.
func TestProposeRepeated(t *testing.T) {
	names := []string{"Id", "Begintijd", "Tijd van voltooien", "Tot welke groep hoort u?", "Wat gebeurt er in 2026?",
		"Welk risico lokt uit?", "Welk risico volgt?", "Welk risico lokt uit?2", "Welk risico volgt?2",
		"Ransomware", "Afpersing", "Ransomware2", "Afpersing2", "Ransomware3", "Afpersing3", "Ransomware4", "Afpersing4",
		"Ransomware5", "Afpersing5", "Cyberrisico's", "Terrein"}
	row := []string{"1", "2026-03-02", "2026-03-02", "Studenten", "Ransomware", "Ransomware", "Afpersing", "Afpersing",
		"Ransomware", "1", "2", "3", "4", "5", "6", "7", "1", "2", "3", "Regels", "Oefenen"}
	x, ok := Recognise("x.csv", [][]string{names, row})
	if !ok {
		t.Fatal("not recognised")
	}
	proposal := Propose(x, load(t, "").Edition)
	for _, want := range []string{
		"\nnu.column = \"Wat gebeurt er in 2026?\"\n",
		"\ndrijft.column = { drives = \"Welk risico lokt uit?{pair}\", driven = \"Welk risico volgt?{pair}\" }\n",
		"\n# ernst.column = { twee = \"{subject}\", vijf = \"{subject}2\", tien = \"{subject}3\" }\n",
		"\n# kans.column = \"{subject}4\"\n# gevolg.column = \"{subject}5\"\n",
		"\naanpak.column = \"{subject}\"\n",
	} {
		if !strings.Contains(proposal.Text, want) {
			t.Errorf("%s is not in\n%s", want, proposal.Text)
		}
	}
	if !slices.Equal(proposal.Statements, []string{"ernst", "kans", "gevolg"}) ||
		!slices.Equal(proposal.Open, []string{"toekomst"}) {
		t.Errorf("statements %q, open %q", proposal.Statements, proposal.Open)
	}
	l := load(t, proposal.Text)
	var list, how diagnostic.List
	plan := NewPlan(x, l, &list, &how)
	if result := plan.Convert(&list); list.Errors() > 0 || result.ByQuestion[plan.number(l.Edition.Survey.Asked(
		model.Drivers))] != 2 {
		t.Errorf("%v, answers %v", list.Sorted(), result.ByQuestion)
	}
}

// simple is an [import] for the survey of the golden site, for the exports that tests make with wide.
const simple = `[import]
group.column = "groep"
[import.question]
nu.column = "nu"
ernst.column = { twee = "e2[{subject}]", vijf = "e5[{subject}]", tien = "e10[{subject}]" }
kans.column = "kans[{subject}]"
gevolg.column = "gevolg[{subject}]"
toekomst.column = { twee = "t2", vijf = "t5", tien = "t10" }
drijft.column = "volgt[{subject}]"
aanpak.column = "aanpak[{subject}]"
`

// head names the columns that simple wants, and two more.
var head = []string{"id", "submitdate", "lastpage", "groep", "nu", "e2[brand]", "e5[brand]", "e10[brand]",
	"kans[brand]", "gevolg[brand]", "t2", "t5", "t10", "volgt[brand]", "aanpak[cyber]", "extra"}

// wide makes an export of LimeSurvey of rows: what differs from a person who answers all in the same way.
func wide(t *testing.T, differs ...map[string]string) *Export {
	t.Helper()
	rows := [][]string{head}
	usual := []string{"", "2026-03-01", "4", "Studenten", "Ransomware", "1", "2", "3", "4", "5", "Stabiel", "Stabiel",
		"Onrustig", "Afpersing", "Regels", ""}
	for n, d := range differs {
		r := slices.Clone(usual)
		r[0] = string(rune('1' + n))
		for name, text := range d {
			r[slices.Index(head, name)] = text
		}
		rows = append(rows, r)
	}
	x, ok := Recognise("x.csv", rows)
	if !ok {
		t.Fatal("not recognised")
	}
	return x
}

// TestSlips wants a message for what is wrong with an answer, and none that shows who it was.
func TestSlips(t *testing.T) {
	l := load(t, simple)
	for _, test := range []struct {
		name    string
		differs map[string]string
		code    diagnostic.Code
		says    string // in the message or its hint
	}{
		{"nothing", nil, "", ""},
		{"an answer that nobody knows", map[string]string{"nu": "Ransomwere"}, diagnostic.ImportWordUnknown,
			`"Ransomwere" = "ransomware"`},
		{"off the scale", map[string]string{"kans[brand]": "8"}, diagnostic.ImportWordUnknown, `"8" is no known answer`},
		{"words for a point", map[string]string{"kans[brand]": "7 - very large"}, "", ""},
		{"a word for the end of the scale", map[string]string{"kans[brand]": "Zeer groot"}, "", ""},
		{"explained", map[string]string{"t2": "Stable (no great changes)"}, "", ""},
		{"an address", map[string]string{"nu": "vraag het c@example.org"}, diagnostic.ImportPersonal, `column "nu"`},
		{"an address as a group", map[string]string{"groep": "c@example.org"}, diagnostic.ImportPersonal, `column "groep"`},
		{"an address in a column that is left out", map[string]string{"extra": "c@example.org"}, "", ""},
		{"a person twice", map[string]string{"id": "1"}, diagnostic.RespondentTwice, "line 2"},
	} {
		var list diagnostic.List
		x := wide(t, nil, test.differs)
		result := NewPlan(x, l, &list, &list).Convert(&list)
		all := list.Sorted()
		switch {
		case test.code == "" && (len(all) > 0 || result.Respondents != 2):
			t.Errorf("%s: %v, %d respondents", test.name, all, result.Respondents)
		case test.code != "" && (len(all) != 1 || all[0].Code != test.code):
			t.Errorf("%s: %v", test.name, all)
		case test.code != "":
			said := all[0].Message("en") + all[0].Hint("en")
			if !strings.Contains(said, test.says) || strings.Contains(said, "c@example.org") {
				t.Errorf("%s: %s", test.name, said)
			}
		}
		if strings.Contains(string(result.CSV), "@") {
			t.Errorf("%s: an address came through", test.name)
		}
	}
}

// TestWordsTable wants a line where it can be added: a word that means a risk for other questions is one of a question.
func TestWordsTable(t *testing.T) {
	l := load(t, simple+"[import.words]\nA1 = \"brand\"\n")
	var list diagnostic.List
	NewPlan(wide(t, nil, map[string]string{"t2": "A1", "t5": "A2"}), l, &list, &list).Convert(&list)
	var hints []string
	for _, d := range list.Sorted() {
		hints = append(hints, d.Hint("en"))
	}
	if said := strings.Join(hints, "\n"); len(hints) != 2 ||
		!strings.Contains(said, "[import.words] in survey.toml: \"A2\"") ||
		!strings.Contains(said, "[import.question.toekomst.words] in survey.toml: \"A1\"") {
		t.Errorf("%s", said)
	}
}

// TestPersonalColumn wants that no question can be answered from a column about people.
func TestPersonalColumn(t *testing.T) {
	l := load(t, strings.Replace(simple, `nu.column = "nu"`, `nu.column = "submitdate"`, 1))
	var list diagnostic.List
	NewPlan(wide(t, nil), l, &list, &list)
	if all := list.Sorted(); len(all) != 1 || all[0].Code != diagnostic.ImportPersonal {
		t.Errorf("%v", all)
	}
}

// TestTellsSent wants to know of an export whether it says who did not send the answers in.
func TestTellsSent(t *testing.T) {
	for want, names := range map[bool][]string{true: {"id", "submitdate", "lastpage"}, false: {"id", "seed", "lastpage"}} {
		if x, ok := Recognise("x.csv", [][]string{names}); !ok || x.TellsSent() != want {
			t.Errorf("%v: recognised %t", names, ok)
		}
	}
	for _, test := range exports {
		if x := export(t, "testdata/"+test.name); !x.TellsSent() {
			t.Errorf("%s does not say it", test.name)
		}
	}
}

// TestOrderIsLost wants the same bytes of the same answers in any order, and with other ids and times: nothing of these
// is left.
func TestOrderIsLost(t *testing.T) {
	l := load(t, simple)
	differs := []map[string]string{{"nu": "Extortion"}, {"groep": "Gasten", "kans[brand]": ""}, {"t2": "Onrustig"}, nil,
		{"nu": ""}, {"groep": "Staf", "e2[brand]": "7"}}
	differs[5]["groep"] = "Wetenschappers"
	convert := func(differs []map[string]string) string {
		var list diagnostic.List
		result := NewPlan(wide(t, differs...), l, &list, &list).Convert(&list)
		if list.Errors() > 0 || result.Respondents != len(differs) {
			t.Fatal(list.Sorted())
		}
		return string(result.CSV)
	}
	first := convert(differs)
	slices.Reverse(differs)
	for n, d := range differs {
		if d == nil {
			d = map[string]string{}
		}
		d["submitdate"] = "2026-03-0" + string(rune('2'+n))
		differs[n] = d
	}
	if again := convert(differs); again != first {
		t.Errorf("%s\nand\n%s", first, again)
	}
}

// TestPairs counts no pair that says nothing.
func TestPairs(t *testing.T) {
	how := strings.Replace(simple, `drijft.column = "volgt[{subject}]"`,
		`drijft.column = { drives = "p[{pair}][1]", driven = "p[{pair}][2]" }`, 1)
	l := load(t, how)
	names := []string{"id", "submitdate", "groep", "nu", "e2[brand]", "e5[brand]", "e10[brand]", "kans[brand]",
		"gevolg[brand]", "t2", "t5", "t10", "aanpak[cyber]", "p[1][1]", "p[1][2]", "p[2][1]", "p[2][2]", "p[3][1]", "p[3][2]"}
	row := []string{"1", "x", "Studenten", "", "", "", "", "", "", "", "", "", ""}
	for _, test := range []struct {
		given    []string
		pairs    int
		broken   int
		reversed int
	}{
		{[]string{"Brand in een gebouw", "Afpersing", "", "", "", ""}, 1, 0, 0},
		{[]string{"Brand in een gebouw", "", "", "", "Ransomware", "Afpersing"}, 1, 1, 0},
		{[]string{"Brand in een gebouw", "brand", "Afpersing", "Ransomware", "Ransomware", "Afpersing"}, 2, 1, 1},
		{[]string{"Afpersing", "Ransomware", "Afpersing", "Ransomware", "", ""}, 1, 1, 0},
	} {
		x, _ := Recognise("x.csv", [][]string{names, append(slices.Clone(row), test.given...)})
		var list diagnostic.List
		r := NewPlan(x, l, &list, &list).Convert(&list)
		if list.Errors() > 0 || r.Answers != test.pairs || r.Broken != test.broken || r.Reversed != test.reversed {
			t.Errorf("%v: %d pairs, %d broken, %v", test.given, r.Answers, r.Broken, list.Sorted())
		}
	}
}

// FuzzExport reads anything as an export. Nothing panics, a proposal is TOML that survey.toml accepts, and what is
// written has words of the survey alone.
func FuzzExport(f *testing.F) {
	for _, test := range exports {
		if filepath.Ext(test.name) == ".forms" {
			continue
		}
		data, err := os.ReadFile("testdata/" + test.name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data[:min(len(data), 4000)]))
	}
	f.Add("Id\tBegintijd\tTijd van voltooien\tgroep\tRansomware2\n1\t2\t3\tStaf\t7\n")
	f.Add("id,submitdate,e2[{subject}],\"a\"\"b\\[x]\"\n1,,=1,\x01\n")
	l := load(f, simple)
	known := map[string]bool{"": true}
	for _, kind := range []*kindOf{thingsOf(l.Edition).groups, thingsOf(l.Edition).risks, thingsOf(l.Edition).categories,
		thingsOf(l.Edition).outlooks, thingsOf(l.Edition).approaches} {
		for _, id := range kind.ids {
			known[id] = true
		}
	}
	for _, h := range l.Edition.Survey.Horizons {
		known[h.ID] = true
	}
	f.Fuzz(func(t *testing.T, text string) {
		book, err := sheet.Parse("x.csv", []byte(text))
		if err != nil || len(book.Grids) == 0 {
			return
		}
		height, width := book.Grids[0].Size()
		rows := make([][]string, height)
		for n := range rows {
			for column := range width {
				rows[n] = append(rows[n], book.Grids[0].At(n, column).Text)
			}
		}
		x, ok := Recognise("x.csv", rows)
		if !ok {
			return
		}
		proposal := Propose(x, l.Edition)
		var values map[string]any
		if _, err := toml.Decode(proposal.Text, &values); err != nil {
			t.Fatalf("%v in\n%s", err, proposal.Text)
		}
		var list diagnostic.List
		plan := NewPlan(x, l, &list, &list)
		if plan.group < 0 {
			return
		}
		result := plan.Convert(&list)
		written, err := csv.NewReader(bytes.NewReader(result.CSV)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range written[1:] {
			if _, err := strconv.Atoi(r[5]); !known[r[1]] || !known[r[3]] || !known[r[4]] || err != nil && !known[r[5]] {
				t.Errorf("%q", r)
			}
		}
	})
}
