//go:build far

package main

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestOfficeTextFar has LibreOffice save a text that went out, as its own form and as that of Word again. What comes
// back says what the chapter says: the boxes, the lists and the marks of the lines are still there.
func TestOfficeTextFar(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Fatalf("%v: `make tools-far` installs it", err)
	}
	dir, run := withChapters(t)
	name := filepath.Join(dir, "content/2026/nl/20-methode.md")
	const fresh = "\n> [!CASE] Een natte vloer\n> Een student gleed uit.\n\n> [!WARNING] Let op\n> Nat.\n\n" +
		"1. **Een.** Eerst dit.\n\n2. **Twee.** Dan dat.[^1]\n3. **Drie.** Ten slotte.\n\n[^1]: Een noot.\n"
	reword(t, name, "\n## Breuken\n", fresh+"\n## Breuken\n")
	texts := t.TempDir()
	sent, between := filepath.Join(texts, "uit.docx"), filepath.Join(texts, "uit.odt")
	back := filepath.Join(texts, "terug.docx")
	run("export", "--chapter", "methode", "--docx", sent)
	var script strings.Builder
	for _, step := range [][3]string{{sent, between, "writer8"}, {between, back, "MS Word 2007 XML"}} {
		fmt.Fprintf(&script, `document = desktop.loadComponentFromURL(%q, "_blank", 0, (PropertyValue("Hidden", 0, True, 0),))
document.storeToURL(%q, (PropertyValue("FilterName", 0, %q, 0),))
document.close(True)
`, fileURL(step[0]), fileURL(step[1]), step[2])
	}
	inOffice(t, office, script.String(), nil, "--headless")
	if said := run("import", back); !strings.HasPrefix(said, "De tekst zegt hetzelfde als ") {
		t.Errorf("a text that was only saved: %s", said)
	}
	reword(t, name, "gleed uit", "viel")
	if said := run("import", back); !strings.HasPrefix(said, "In de tekst is niets veranderd sinds zij eruit ging.") {
		t.Errorf("after a change in the chapter: %s", said)
	}
}
