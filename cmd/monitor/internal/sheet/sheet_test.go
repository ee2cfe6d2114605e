package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"utwente.nl/monitor/cmd/monitor/internal/office"
)

// workbook returns the bytes of a workbook that a function fills.
func workbook(t testing.TB, fill func(f *excelize.File) error) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	if err := fill(f); err != nil {
		t.Fatal(err)
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestWorkbook(t *testing.T) {
	data := workbook(t, func(f *excelize.File) error {
		percent, err1 := f.NewStyle(&excelize.Style{NumFmt: 10})
		format := `[$-413]mmm\ jjjj`
		month, err2 := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
		return errors.Join(err1, err2,
			f.SetCellValue("Sheet1", "A1", " Ziekteverzuim "),
			f.MergeCell("Sheet1", "A1", "B1"),
			f.SetCellValue("Sheet1", "A2", 0.0375),
			f.SetCellStyle("Sheet1", "A2", "A2", percent),
			f.SetCellValue("Sheet1", "B2", 45292),
			f.SetCellStyle("Sheet1", "B2", "B2", month),
			f.SetCellFormula("Sheet1", "C2", "1+1"),
			f.SetCellValue("Sheet1", "A3", true),
			f.SetCellRichText("Sheet1", "B3", []excelize.RichTextRun{{Text: "5"},
				{Text: "1", Font: &excelize.Font{VertAlign: "superscript"}}}),
			f.SetCellValue("Sheet1", "D4", "#REF!"),
			f.SetCellValue("Sheet1", "E5", 12),
			f.SetRowVisible("Sheet1", 5, false),
			f.SetRowVisible("Sheet1", 7, false),
			f.SetColVisible("Sheet1", "E", false),
		)
	})
	b, err := Parse("a.xlsx", data)
	if err != nil {
		t.Fatal(err)
	}
	g := b.Grids[0]
	want := map[string]Cell{
		"Sheet1!A1": {Kind: Text, Text: "Ziekteverzuim", Merged: false},
		"Sheet1!B1": {Kind: Text, Text: "Ziekteverzuim", Merged: true},
		"Sheet1!A2": {Kind: Number, Text: "0.0375", Number: 0.0375, Percent: true},
		"Sheet1!B2": {Kind: Date, Text: "45292", Number: 45292, Date: time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)},
		"Sheet1!C2": {Kind: Unanswered, Text: "=1+1"},
		"Sheet1!A3": {Kind: Bool, Text: "1"},
		"Sheet1!B3": {Kind: Text, Text: "5¹"},
		"Sheet1!D4": {Kind: Fault, Text: "#REF!"},
		"Sheet1!E5": {Kind: Number, Text: "12", Number: 12},
	}
	rows, columns := g.Size()
	if rows != 5 || columns != 5 {
		t.Errorf("%d rows and %d columns, want 5 and 5", rows, columns)
	}
	for row := range rows {
		for column := range columns {
			ref := g.Ref(row, column)
			if got := g.At(row, column); got != want[ref] {
				t.Errorf("%s: %+v, want %+v", ref, got, want[ref])
			}
		}
	}
	if len(g.HiddenRows) != 1 || !g.HiddenRows[4] || len(g.HiddenColumns) != 1 || !g.HiddenColumns[4] {
		t.Errorf("hidden: rows %v and columns %v, want 4 and 4", g.HiddenRows, g.HiddenColumns)
	}
	if at := g.Position(1, 2); at.File != "a.xlsx" || at.Line != 2 || at.Column != 3 {
		t.Errorf("position %+v", at)
	}
}

func TestCSV(t *testing.T) {
	for _, c := range []struct{ name, data, want string }{
		{"semicolons, decimal commas", "jaar;x;y\n2024;1,5;2\n2025;1,6;3\n", "jaar|x|y/2024|1,5|2/2025|1,6|3"},
		{"commas, a title", "Title\nyear,x\n2024,\"1,5\"\n", "Title/year|x/2024|1,5"},
		{"tabs", "jaar\tx\n2024\t1,5\n", "jaar|x/2024|1,5"},
		{"Windows-1252", "caf\xe9;x\n1;2\n", "café|x/1|2"},
		{"UTF-16", "\xff\xfea\x00;\x00b\x00\n\x00", "a|b"},
		{"byte order mark, CR", "\xef\xbb\xbfa;b\r1;2\r", "a|b/1|2"},
		{"declared", "sep=,\na,b;c\n", "/a|b;c"},
		{"a blank line, a line end in a field", "a;b\n\n\"1\n2\";3\n4;5\n", "a|b//1\n2|3//4|5"},
	} {
		b, err := Parse("a.csv", []byte(c.data))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		var rows []string
		for _, row := range b.Grids[0].rows {
			var cells []string
			for _, cell := range row {
				cells = append(cells, cell.Text)
			}
			rows = append(rows, strings.Join(cells, "|"))
		}
		if got := strings.Join(rows, "/"); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestRefused(t *testing.T) {
	packed := func(name string, size int) []byte {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		zeros := make([]byte, 1<<20)
		for range size {
			if _, err := w.Write(zeros); err != nil {
				t.Fatal(err)
			}
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	locked := func() []byte {
		var b bytes.Buffer
		f := excelize.NewFile()
		if err := f.Write(&b, excelize.Options{Password: "geheim"}); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	good := workbook(t, func(f *excelize.File) error { return f.SetCellValue("Sheet1", "A1", 1) })
	for _, c := range []struct {
		name string
		data []byte
		want error
	}{
		{"with a password", locked(), office.ErrLocked},
		{"of before 2007", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...."), office.ErrOld},
		{"a zip bomb", packed("xl/workbook.xml", 200), office.ErrTooLarge},
		{"another zip file", packed("word/document.xml", 1), ErrNoSheet},
		{"cut off", good[:len(good)/2], office.ErrDamaged},
		{"a picture", []byte("\x89PNG\r\n\x1a\n\x00\x00"), ErrNoSheet},
		{"an open quotation mark", []byte("a;b\n\"1;2\n"), office.ErrDamaged},
	} {
		if _, err := Parse("a", c.data); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
	if _, err := Read(filepath.Join(t.TempDir(), "a.xlsx")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
	large := filepath.Join(t.TempDir(), "a.csv")
	if err := os.WriteFile(large, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(large, 200<<20); err != nil {
		t.Fatal(err)
	}
	if _, err := Read(large); !errors.Is(err, office.ErrTooLarge) {
		t.Errorf("200 MB: %v, want %v", err, office.ErrTooLarge)
	}
}

// FuzzParse tries that nothing that looks like a file makes the program panic, and that each cell has a name.
func FuzzParse(f *testing.F) {
	f.Add(workbook(f, func(w *excelize.File) error { return w.SetCellValue("Sheet1", "B2", "5*") }))
	f.Add([]byte("jaar;waarde\n2024;1,5\n"))
	f.Add([]byte("\xff\xfea\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := Parse("a", data)
		if err != nil {
			return
		}
		for _, g := range b.Grids {
			rows, columns := g.Size()
			if rows > 0 && g.Ref(rows-1, columns) == "" {
				t.Error("a cell without a name")
			}
		}
	})
}
