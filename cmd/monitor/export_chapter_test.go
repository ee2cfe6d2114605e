package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/chromium"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/word"
)

// TestExportChapter wants figures as pictures with what they say, boxes in their styles, and of a block for fewer
// readers no word unless they are the ones.
func TestExportChapter(t *testing.T) {
	pandoc, err := word.Find()
	if err != nil {
		t.Fatalf("%v; make tools installs it", err)
	}
	if _, err := chromium.Find(); err != nil {
		t.Fatalf("%v; make tools installs it", err)
	}
	dir := t.TempDir()
	if err := layUnder(dir, "testdata/base"); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, "content/2026/nl/10-mensen.md")
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	text = append(text, "\n> [!CASE] Een natte vloer\n> Een student gleed uit.\n\n```audience board\nZilvervos.\n```\n"...)
	if err := os.WriteFile(name, text, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, to := range []model.Audience{model.Intranet, model.Board} {
		file := filepath.Join(t.TempDir(), "mensen.docx")
		var out bytes.Buffer
		p := &program{ctx: t.Context(), stdout: &out, stderr: &out, lang: "nl"}
		if status := p.command([]string{"export", "--root", dir, "--chapter", "mensen", "--docx", file, "--audience",
			to.String()}); status != exitDone {
			t.Fatalf("%s: status %d\n%s", to, status, &out)
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		document, err := word.Read(t.Context(), pandoc, data)
		if err != nil {
			t.Fatal(err)
		}
		chapter, err := document.Chapter(t.Context(), "plaat", true)
		if err != nil {
			t.Fatal(err)
		}
		got := string(chapter.Markdown)
		for _, want := range []string{"Het verzuim was 3,75 %, zie Figuur 1.1 en de methode.[^1]", "\nFiguur 1.1: ",
			"![Lijngrafiek, ", "](plaat-1.png)", "> [!CASE] Een natte vloer\n>\n> Een student gleed uit.", "[^1]: Een noot."} {
			if !strings.Contains(got, want) {
				t.Errorf("%s: %q is not in\n%s", to, want, got)
			}
		}
		if told := strings.Contains(got, "Zilvervos"); told != (to == model.Board) {
			t.Errorf("%s: is the text for the board there? %t", to, told)
		}
		if len(chapter.Pictures) != 1 || len(chapter.Pictures[0].Data) < 5000 {
			t.Errorf("%s: no picture of the figure", to)
		}
	}
}

// TestWordFailures wants clear words, and nothing written, when a program is not there or the user ends it.
func TestWordFailures(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "verkeer.docx")
	if err := os.WriteFile(file, []byte("PK"), 0o600); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "uit.docx")
	export := []string{"export", "--root", "testdata/base", "--chapter", "mensen", "--docx", out}
	run := func(ctx context.Context, lang string, args ...string) (int, string) {
		var said bytes.Buffer
		p := &program{ctx: ctx, stdout: &said, stderr: &said, lang: lang}
		return p.command(args), said.String()
	}
	pandoc, err := word.Find()
	if err == nil {
		ended, end := context.WithCancel(t.Context())
		end()
		if status, said := run(ended, "nl", "export", "--root", "testdata/base", "--chapter", "methode", "--docx",
			out); status != exitEnvironment || !strings.Contains(said, "afgebroken") {
			t.Errorf("ended: status %d, %s", status, said)
		}
		t.Setenv("PANDOC", pandoc.Program())
		t.Setenv("PATH", dir)
		t.Setenv("CHROME", "")
		if status, said := run(t.Context(), "nl", export...); status != exitEnvironment ||
			!strings.Contains(said, "daarmee worden de figuren van dit hoofdstuk afbeeldingen") {
			t.Errorf("no browser: status %d, %s", status, said)
		}
	}
	t.Setenv("PATH", dir)
	t.Setenv("PANDOC", "")
	for lang, want := range map[string]string{"nl": "pandoc is niet gevonden", "en": "pandoc was not found"} {
		for _, args := range [][]string{export, {"import", "--root", "testdata/base", file}} {
			if status, said := run(t.Context(), lang, args...); status != exitEnvironment || !strings.Contains(said, want) {
				t.Errorf("%v: status %d, %s", args, status, said)
			}
		}
	}
	if _, err := os.Stat(out); err == nil {
		t.Error("a text was written")
	}
}
