package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// TestImportSurveyAsks brings in an export as somebody at a terminal does. Only a yes writes: no, nothing, the end of
// what is typed and an interruption leave all as it was, and no draft.
func TestImportSurveyAsks(t *testing.T) {
	export, err := filepath.Abs("internal/surveyimport/testdata/qualtrics-text-en.csv")
	if err != nil {
		t.Fatal(err)
	}
	how, err := os.ReadFile("internal/surveyimport/testdata/qualtrics-text-en.toml")
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("internal/surveyimport/testdata/want.csv")
	if err != nil {
		t.Fatal(err)
	}
	root := t.TempDir()
	if err := os.CopyFS(root, os.DirFS("testdata/golden")); err != nil {
		t.Fatal(err)
	}
	survey, answers := filepath.Join(root, "data/2026/survey.toml"), filepath.Join(root, "data/2026/survey.csv")
	text, err := os.ReadFile(survey)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(survey, append(text, "\n"+string(how)...), 0o666); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(answers)
	if err != nil {
		t.Fatal(err)
	}
	interrupted, interrupt := context.WithCancel(t.Context())
	interrupt()
	typing, _ := io.Pipe() // nobody types
	for _, test := range []struct {
		name   string
		ctx    context.Context
		typed  io.Reader
		status int
		says   string
		writes bool
	}{
		{"no", t.Context(), strings.NewReader("nee\n"), exitDone, "Nothing was written.", false},
		{"only Enter", t.Context(), strings.NewReader("\n"), exitDone, "Nothing was written.", false},
		{"nothing more", t.Context(), strings.NewReader(""), exitEnvironment, "interrupted; nothing was changed", false},
		{"Ctrl-C", interrupted, typing, exitEnvironment, "interrupted; nothing was changed", false},
		{"yes", t.Context(), strings.NewReader("y\n"), exitDone, "The answers are there.", true},
	} {
		var said bytes.Buffer
		p := &program{ctx: test.ctx, stdout: &said, stderr: &said, stdin: test.typed, terminal: true, lang: "en", root: root}
		status := p.importSurvey([]string{export})
		if status != test.status || !strings.Contains(said.String(), test.says) {
			t.Errorf("%s: status %d\n%s", test.name, status, said.String())
		}
		is := before
		if test.writes {
			is = want
		}
		if now, err := os.ReadFile(answers); err != nil || !bytes.Equal(now, is) {
			t.Errorf("%s: the answers are others, %v", test.name, err)
		}
		if _, err := os.Stat(filepath.Join(root, ".monitor-draft/copy")); err == nil {
			t.Errorf("%s: the draft is left", test.name)
		}
	}
}

// TestImportSurveyHidden says that a spreadsheet hides rows and columns of the export, and passes a hidden sheet by.
func TestImportSurveyHidden(t *testing.T) {
	f := excelize.NewFile()
	sheets := []string{"Sheet1", "Form1"}
	for _, name := range sheets {
		if _, err := f.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		for n, row := range [][]any{{"Id", "Begintijd", "Tijd van voltooien", "Groep"}, {1, "x", "x", "Studenten"},
			{2, "x", "x", "Studenten"}} {
			if err := f.SetSheetRow(name, "A"+strconv.Itoa(n+1), &row); err != nil {
				t.Fatal(err)
			}
		}
	}
	f.SetActiveSheet(1)
	for _, err := range []error{f.SetSheetVisible("Sheet1", false), f.SetRowVisible("Form1", 2, false),
		f.SetColVisible("Form1", "B", false)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	name := filepath.Join(t.TempDir(), "x.xlsx")
	if err := f.SaveAs(name); err != nil {
		t.Fatal(err)
	}
	p := &program{stdout: io.Discard, stderr: io.Discard, lang: "en"}
	x, hidden, status := p.readExport(name)
	if x == nil || x.Tool() != "Microsoft Forms" || hidden != [2]int{1, 1} || status != exitDone {
		t.Errorf("%v, hidden %v, status %d", x, hidden, status)
	}
}

// TestImportSurveyDates reads the dates that Forms writes as numbers of a spreadsheet: an export of the year before is
// refused.
func TestImportSurveyDates(t *testing.T) {
	table, err := os.ReadFile("internal/surveyimport/testdata/forms-nl.forms")
	if err != nil {
		t.Fatal(err)
	}
	how, err := os.ReadFile("internal/surveyimport/testdata/forms-nl.toml")
	if err != nil {
		t.Fatal(err)
	}
	root := t.TempDir()
	if err := os.CopyFS(root, os.DirFS("testdata/golden")); err != nil {
		t.Fatal(err)
	}
	survey := filepath.Join(root, "data/2026/survey.toml")
	text, err := os.ReadFile(survey)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(survey, append(text, "\n"+string(how)...), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, year := range []int{2025, 2026} {
		f := excelize.NewFile()
		for n, line := range strings.Split(strings.TrimSpace(string(table)), "\n") {
			var row []any
			for _, text := range strings.Split(line, "\t") {
				if date, err := time.Parse(time.DateTime, text); err == nil {
					row = append(row, date.AddDate(year-2026, 0, 0))
				} else {
					row = append(row, text)
				}
			}
			if err := f.SetSheetRow("Sheet1", "A"+strconv.Itoa(n+1), &row); err != nil {
				t.Fatal(err)
			}
		}
		name := filepath.Join(t.TempDir(), "x.xlsx")
		if err := f.SaveAs(name); err != nil {
			t.Fatal(err)
		}
		var said bytes.Buffer
		p := &program{ctx: t.Context(), stdout: &said, stderr: &said, lang: "en", root: root}
		p.importSurvey([]string{name})
		if refused := strings.Contains(said.String(), "MV980"); refused != (year == 2025) {
			t.Errorf("%d: refused %t\n%s", year, refused, said.String())
		}
	}
}
