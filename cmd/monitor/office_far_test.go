//go:build far

package main

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestOfficeFar has LibreOffice fill in the workbook of a role, and only save it. What comes back changes the cells
// that were filled in, and nothing else.
func TestOfficeFar(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Fatalf("%v: `make tools-far` installs it", err)
	}
	dir := t.TempDir()
	if err := layUnder(dir, "testdata/base"); err != nil {
		t.Fatal(err)
	}
	data := filepath.Join(dir, "data/2026/indicators/mensen.toml")
	before, err := os.ReadFile(data)
	if err != nil {
		t.Fatal(err)
	}
	run := func(args ...string) string {
		t.Helper()
		var out bytes.Buffer
		p := &program{ctx: t.Context(), stdout: &out, stderr: &out, lang: "nl"}
		if status := p.command(append(args, "--root", dir)); status != exitDone {
			t.Fatalf("%v: status %d\n%s", args, status, &out)
		}
		return out.String()
	}
	sheets := t.TempDir()
	exported := filepath.Join(sheets, "hr.xlsx")
	run("export", "--for", "hr", "--xlsx", exported)
	saved, filled := filepath.Join(sheets, "saved.xlsx"), filepath.Join(sheets, "filled.xlsx")
	saveWith(t, office, exported, []saving{{to: saved}, {to: filled, lines: `
sheet.getCellRangeByName("H5").Value = 3.62
sheet.getCellRangeByName("H6").Value = 3.4
sheet.getCellRangeByName("I6").String = "e geschat of afgerond"
sheet.getCellRangeByName("K6").String = "Zonder stagiairs."`}})
	if said := run("import", saved, "--yes"); !strings.Contains(said, "Er verandert niets.") {
		t.Errorf("a workbook that was only saved: %s", said)
	}
	if now, err := os.ReadFile(data); err != nil || !bytes.Equal(now, before) {
		t.Errorf("a workbook that was only saved changed the data (%v)", err)
	}
	said := run("import", filled, "--yes")
	now, err := os.ReadFile(data)
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Replace(string(before), `2024 = { flags = ":" }`, `2024 = 3.62`, 1)
	want = strings.Replace(want, `2025 = { value = 3.5, flags = "p" }`,
		`2025 = { value = 3.4, flags = "pe", note.nl = "Zonder stagiairs." }`, 1)
	if string(now) != want {
		t.Errorf("the data are\n%s\nwant\n%s\n%s", now, want, said)
	}
}

// saving is one way to save a workbook, after lines of Python changed its sheet.
type saving struct{ to, lines string }

// saveWith opens a workbook in LibreOffice, once for each saving.
func saveWith(t *testing.T, office, workbook string, savings []saving) {
	t.Helper()
	var script strings.Builder
	for _, s := range savings {
		fmt.Fprintf(&script, `document = desktop.loadComponentFromURL(%q, "_blank", 0, (PropertyValue("Hidden", 0, True, 0),))
sheet = document.Sheets.getByName("Invullen")
%s
document.storeToURL(%q, (PropertyValue("FilterName", 0, "Calc MS Excel 2007 XML", 0),))
document.close(True)
`, fileURL(workbook), s.lines, fileURL(s.to))
	}
	inOffice(t, office, script.String(), nil, "--headless")
}

func fileURL(file string) string {
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(file)}).String()
}

// inOffice runs lines of Python that have a LibreOffice, as desktop of its own interface for programs, UNO; in an
// environment with env besides, and started with args.
func inOffice(t *testing.T, office, lines string, env []string, args ...string) {
	t.Helper()
	pipe := fmt.Sprintf("monitor-%d", os.Getpid())
	script := fmt.Sprintf(`import shutil, time, uno
from com.sun.star.beans import PropertyValue
resolver = uno.getComponentContext().ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
for wait in range(240):
    try:
        context = resolver.resolve("uno:pipe,name=%s;urp;StarOffice.ComponentContext")
        break
    except Exception:
        time.sleep(0.5)
desktop = context.ServiceManager.createInstance("com.sun.star.frame.Desktop")
%sdesktop.terminate()
`, pipe, lines)
	ctx, stop := context.WithTimeout(t.Context(), 3*time.Minute)
	defer stop()
	program := exec.CommandContext(ctx, office, append(args, "-env:UserInstallation="+fileURL(t.TempDir()), "--norestore",
		"--accept=pipe,name="+pipe+";urp;")...)
	program.Env = append(os.Environ(), env...)
	if err := program.Start(); err != nil {
		t.Fatal(err)
	}
	// The Python of the system has UNO; another one may come first on PATH.
	python := "/usr/bin/python3"
	if _, err := os.Stat(python); err != nil {
		python = "python3"
	}
	out, err := exec.CommandContext(ctx, python, "-c", script).CombinedOutput()
	if err != nil {
		stop()
	}
	ended := program.Wait()
	if err != nil || ended != nil {
		t.Fatalf("LibreOffice: %v, %v\n%s", err, ended, out)
	}
}
