package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// TestImportAsks answers the questions about a sheet on a terminal, and then reads it again without any.
func TestImportAsks(t *testing.T) {
	dir := t.TempDir()
	if err := layUnder(dir, "testdata/base"); err != nil {
		t.Fatal(err)
	}
	data := filepath.Join(dir, "data/2026/indicators/mensen.toml")
	before, err := os.ReadFile(data)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "vragen 2026.xlsx")
	w := excelize.NewFile()
	for cell, value := range map[string]any{"A1": "Jaar", "B1": "Verz. %", "A2": 2021, "B2": "3,1*", "A3": 2022, "B3": "-",
		"A4": 2025, "B4": 3.4} {
		if err := w.SetCellValue("Sheet1", cell, value); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.NewSheet("Leeg"); err != nil {
		t.Fatal(err)
	}
	if err := w.SetRowVisible("Sheet1", 2, false); err != nil {
		t.Fatal(err)
	}
	if err := w.SaveAs(file); err != nil {
		t.Fatal(err)
	}
	run := func(answers string, args ...string) (status int, said string) {
		var out bytes.Buffer
		p := &program{ctx: t.Context(), stdout: &out, stderr: &out, stdin: strings.NewReader(answers), lang: "nl",
			terminal: true}
		return p.command(append([]string{"import", file, "--root", dir}, args...)), out.String()
	}
	unchanged := func(what string) {
		t.Helper()
		if now, err := os.ReadFile(data); err != nil || !bytes.Equal(now, before) {
			t.Errorf("%s: the data changed (%v)", what, err)
		}
	}
	if status, said := run("use\nverzuim\n"); status != exitEnvironment || !strings.Contains(said, "afgebroken") {
		t.Errorf("without an answer: %d, %s", status, said)
	}
	unchanged("without an answer")
	answers := "use\n?\niets anders\nziekteverzuim\ngeschat\n:\n"
	if status, said := run(answers + "nee\n"); status != exitDone || !strings.Contains(said, "Er is niets geschreven") {
		t.Errorf("no: %d, %s", status, said)
	}
	unchanged("no")
	status, said := run(answers + "ja\n")
	if status != exitDone {
		t.Fatalf("yes: %d, %s", status, said)
	}
	now, err := os.ReadFile(data)
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Replace(string(before), "2022 = 4.03", "2021 = { value = 3.1, flags = \"e\" }\n2022 = 4.03", 1)
	want = strings.Replace(want, "value = 3.5, flags", "value = 3.4, flags", 1)
	if string(now) != want {
		t.Errorf("the data are\n%s\nwant\n%s\n%s", now, want, said)
	}
	if status, said := run("", "--yes"); status != exitDone || !strings.Contains(said, "Er verandert niets") {
		t.Errorf("again: %d, %s", status, said)
	}
}
