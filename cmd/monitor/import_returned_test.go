package main

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/word"
)

// TestReturned wants what a reviewer changed told apart from what somebody changed in the chapter meanwhile, and
// nothing written.
func TestReturned(t *testing.T) {
	dir, run := withChapters(t)
	name := filepath.Join(dir, "content/2026/nl/20-methode.md")
	const fresh = "\nDe eerste alinea blijft zoals zij is.\n\nDe tweede alinea gaat over de jaren\ndaarna en over meer.\n" +
		"\nDe derde alinea is van iedereen samen.\n"
	reword(t, name, "\n## Breuken\n", fresh+"\n## Breuken\n")
	sent := filepath.Join(t.TempDir(), "methode.docx")
	run("export", "--chapter", "methode", "--docx", sent)

	// A colleague changes the chapter; the reviewer does not.
	reword(t, name, "eerste alinea blijft", "eerste alinea van de tekst blijft")
	reword(t, name, "alinea is van iedereen", "alinea was van iedereen")
	const quiet = `In de tekst is niets veranderd sinds zij eruit ging.
Dit veranderde in content/2026/nl/20-methode.md sinds de tekst eruit ging, door een ander of door nieuwe gegevens. ` +
		`Daar hoeft u niets te doen:
  + regel 8, na “De eerste alinea”: “van de tekst”
  ~ regel 13, na “De derde alinea”: “is” → “was”
`
	if got := run("import", sent); got != quiet {
		t.Errorf("an unchanged text: got\n%s\nwant\n%s", got, quiet)
	}

	// The reviewer changes another paragraph, and one that the colleague changed.
	review(t, sent, "daarna en over meer", "ervoor en over meer", "van iedereen samen", "van iedereen apart")
	before, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	const told = `Dit zegt de tekst anders dan content/2026/nl/20-methode.md, met getallen ingevuld. De regels zijn die van ` +
		`dat bestand; + komt erbij, - gaat weg, ~ wordt iets anders:
  ~ regel 11, na “De tweede alinea gaat over de jaren”: “daarna” → “ervoor”
Hier veranderden beide, de tekst en content/2026/nl/20-methode.md, sinds de tekst eruit ging; neem over wat nog past:
  ~ regel 13, na “De derde alinea”: “was” → “is”
  ~ regel 13, na “De derde alinea was van iedereen”: “samen.” → “apart.”
Dit veranderde in content/2026/nl/20-methode.md sinds de tekst eruit ging, door een ander of door nieuwe gegevens. ` +
		`Daar hoeft u niets te doen:
  + regel 8, na “De eerste alinea”: “van de tekst”
Er is niets geschreven. Neem in content/2026/nl/20-methode.md over wat u wilt: daar staan de verwijzingen, getallen en ` +
		"figuren, die in Word gewone woorden en afbeeldingen zijn.\n"
	if got := run("import", sent, "--yes"); got != told {
		t.Errorf("a changed text: got\n%s\nwant\n%s", got, told)
	}
	if now, err := os.ReadFile(name); err != nil || !bytes.Equal(now, before) {
		t.Errorf("%v: the chapter was changed", err)
	}
}

// reword replaces words in a file.
func reword(t *testing.T, name, old, now string) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err == nil && !bytes.Contains(data, []byte(old)) {
		err = errors.New(old + " is not there")
	}
	if err == nil {
		err = os.WriteFile(name, bytes.ReplaceAll(data, []byte(old), []byte(now)), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// review changes words in a text of Word, as somebody does who tracks nothing.
func review(t *testing.T, name string, pairs ...string) {
	t.Helper()
	z, err := zip.OpenReader(name)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, part := range z.File {
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if part.Name == "word/document.xml" {
			changed := strings.NewReplacer(pairs...).Replace(string(data))
			if changed == string(data) {
				t.Fatalf("%v is not there", pairs)
			}
			data = []byte(changed)
		}
		to, failed := w.Create(part.Name)
		if err = errors.Join(err, failed); err == nil {
			_, err = to.Write(data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(w.Close(), os.WriteFile(name, out.Bytes(), 0o600)); err != nil {
		t.Fatal(err)
	}
}

// TestNoDraft wants the folder named where no draft can be made, and what to do.
func TestNoDraft(t *testing.T) {
	dir := t.TempDir()
	for lang, want := range map[string]string{
		"nl": "er is niets veranderd: in de map " + resolved(dir) + " mag u niet schrijven",
		"en": "nothing was changed: you may not write in the folder " + resolved(dir)} {
		var out bytes.Buffer
		p := &program{stderr: &out, lang: lang, root: dir}
		err := &fs.PathError{Op: "mkdirat", Path: ".monitor-draft", Err: fs.ErrPermission}
		if status := p.notChanged(err); status != exitEnvironment || !strings.Contains(out.String(), want) {
			t.Errorf("status %d, %s", status, &out)
		}
	}
}

// withChapters lays down the sources of the scripts. run runs a command on them, and returns what it says, with paths
// below their folder.
func withChapters(t *testing.T) (dir string, run func(args ...string) string) {
	if _, err := word.Find(); err != nil {
		t.Fatalf("%v; make tools installs it", err)
	}
	dir = t.TempDir()
	if err := layUnder(dir, "testdata/base"); err != nil {
		t.Fatal(err)
	}
	return dir, func(args ...string) string {
		t.Helper()
		var out bytes.Buffer
		p := &program{ctx: t.Context(), stdout: &out, stderr: &out, lang: "nl"}
		if status := p.command(append(args, "--root", dir)); status != exitDone {
			t.Fatalf("%v: status %d\n%s", args, status, &out)
		}
		return strings.ReplaceAll(out.String(), filepath.ToSlash(dir)+"/", "")
	}
}
