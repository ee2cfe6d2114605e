package surveyimport

import (
	"bytes"
	"encoding/csv"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

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

// TestPropose wants that the proposal for an export is right as far as it goes. Where codes stand for all, it says less.
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
