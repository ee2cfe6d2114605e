package browsertest

import (
	"bytes"
	"fmt"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// The printed edition: the most sheets with all appendices, and bytes.
const (
	mostPrinted     = 110
	mostBody        = 40
	mostPrintedSize = 8 << 20
)

// allAppendices are what an edition can have printed behind it.
const allAppendices = `"survey", "controls", "questions", "interviews", "scan", "meetings", "indicators", "glossary",
	"sources", "orientation", "organisation", "protocol", "calendar", "changes", "colophon"`

// TestPDF prints the shipped edition with all appendices, and reads the PDF.
func TestPDF(t *testing.T) {
	l := start(t)
	root, out := printedRoot(t, l), t.TempDir()
	pdf := printReport(t, l, root, out)
	info := poppler(t, "pdfinfo", pdf)
	for _, want := range []string{"Title:           Monitor veiligheid UT 2026\n", "Tagged:          yes\n",
		"Creator:         monitor\n", "CreationDate:    Tue Nov 24"} {
		if !strings.Contains(info, want) {
			t.Errorf("pdfinfo does not say %q:\n%s", want, info)
		}
	}
	content, err := os.ReadFile(pdf)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"/Lang (nl)", "/Outlines", "/Alt "} {
		if !bytes.Contains(content, []byte(want)) {
			t.Errorf("the PDF has no %s", want)
		}
	}
	if len(content) > mostPrintedSize {
		t.Errorf("%d bytes", len(content))
	}
	pages := strings.Split(strings.TrimSuffix(poppler(t, "pdftotext", "-layout", pdf, "-"), "\f"), "\f")
	body := len(pages)
	parts := contentsOf(t, pages[0], "Inhoud")
	checkContents(t, pages, parts)
	for _, p := range parts {
		if p.title == "Enquête" { // the first appendix
			body = p.page - 1
		}
	}
	t.Logf("%d sheets, %d without appendices; %d parts; %d kB", len(pages), body, len(parts), len(content)/1000)
	if len(parts) < 25 || len(pages) > mostPrinted || body > mostBody {
		t.Errorf("%d parts on %d sheets, %d without appendices", len(parts), len(pages), body)
	}
	structure := poppler(t, "pdfinfo", "-struct", pdf)
	for _, tag := range []string{"H1", "H2", "H3", "Figure", "Table", "TH"} {
		if !regexp.MustCompile(`(?m)^\s*` + tag + `\b`).MatchString(structure) {
			t.Errorf("the structure has no %s", tag)
		}
	}
	ink := inkOf(t, pdf)
	for n, share := range ink {
		last := n+1 == len(pages) || slices.ContainsFunc(parts, func(p printedPart) bool { return p.page == n+2 })
		if share < 0.5 && !last {
			t.Errorf("page %d is more than half white: %.0f %%", n+1, 100*(1-share))
		}
	}
}

// TestPDFForSome prints documents for some readers: the Board's pack, in English, and a category.
func TestPDFForSome(t *testing.T) {
	l := start(t)
	out := t.TempDir()
	for _, test := range []struct {
		name, id, lang, title, contents string
		parts                           []string // in the table of contents
		has                             []string
		hasNot                          []string
	}{
		{"monitor-2026-en-board", "board", "en", "Papers for the Executive Board – UT Safety Monitor 2026", "Contents",
			[]string{"Summary", "What the Executive Board is asked to decide", "Buildings and labs", "Cyber risks"},
			[]string{"Three in four"},
			[]string{"Samenvatting", "Besluit nodig"}},
		{"monitor-2026-cyberrisicos", "cyberrisicos", "nl", "Cyberrisico’s – Monitor veiligheid UT 2026", "", nil,
			[]string{"Wat wij van dit lek leren", "De vier aspecten", "Noten"},
			[]string{"Stroomuitval", "Inhoud\n"}},
	} {
		print := command(l.root, l.program, "pdf", "--root", l.root, "--only", test.id, "--language", test.lang, "--out", out,
			"--cache", l.cache)
		if said, err := print.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", test.name, err, said)
		}
		pdf := filepath.Join(out, test.name+".pdf")
		if info := poppler(t, "pdfinfo", pdf); !strings.Contains(info, "Title:           "+test.title+"\n") ||
			!strings.Contains(info, "Tagged:          yes\n") {
			t.Errorf("%s: pdfinfo does not say %q:\n%s", test.name, test.title, info)
		}
		content, err := os.ReadFile(pdf)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Contains(content, []byte("/Lang ("+test.lang+")")) || !bytes.Contains(content, []byte("/Outlines")) {
			t.Errorf("%s has no language %s, or no bookmarks", test.name, test.lang)
		}
		text := poppler(t, "pdftotext", "-layout", pdf, "-")
		for _, want := range test.has {
			if !strings.Contains(flat(text), flat(want)) {
				t.Errorf("%s does not say %q", test.name, want)
			}
		}
		for _, other := range test.hasNot {
			if strings.Contains(text, other) {
				t.Errorf("%s says %q", test.name, other)
			}
		}
		pages := strings.Split(strings.TrimSuffix(text, "\f"), "\f")
		if test.contents != "" {
			parts := contentsOf(t, pages[0], test.contents)
			checkContents(t, pages, parts)
			for _, want := range test.parts {
				if !slices.ContainsFunc(parts, func(p printedPart) bool { return p.title == want }) {
					t.Errorf("%s: the contents do not list %q: %v", test.name, want, parts)
				}
			}
		}
		for n, page := range pages {
			if lines := strings.Fields(page); lines[len(lines)-1] != strconv.Itoa(n+1) {
				t.Errorf("%s: page %d ends in %q", test.name, n+1, lines[len(lines)-1])
			}
		}
		t.Logf("%s: %d sheets, %d kB", test.name, len(pages), len(content)/1000)
	}
}

// printedRoot returns a copy of the sources in which the newest edition has all appendices.
func printedRoot(t *testing.T, l *lab) string {
	root := t.TempDir()
	for _, folder := range []string{"content", "data", "themes"} {
		if err := os.CopyFS(filepath.Join(root, folder), os.DirFS(filepath.Join(l.root, folder))); err != nil {
			t.Fatal(err)
		}
	}
	file := filepath.Join(root, "data", "2026", "edition.toml")
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	chosen := regexp.MustCompile(`(?s)appendices = \[.*?\]`)
	if !chosen.Match(content) {
		t.Fatal("the edition chooses no appendices")
	}
	content = chosen.ReplaceAll(content, []byte("appendices = ["+allAppendices+"]"))
	if err := os.WriteFile(file, content, 0o644); err != nil {
		t.Fatal(err)
	}
	return root
}

// printReport prints the whole edition, and returns its file.
func printReport(t *testing.T, l *lab, root, out string) string {
	t.Helper()
	print := command(l.root, l.program, "pdf", "--root", root, "--only", "report", "--out", out, "--cache", l.cache)
	if said, err := print.CombinedOutput(); err != nil {
		t.Fatalf("monitor pdf: %v\n%s", err, said)
	}
	return filepath.Join(out, "monitor-2026.pdf")
}

// poppler returns what one of Poppler's programs says.
func poppler(t *testing.T, args ...string) string {
	t.Helper()
	out, err := exec.Command(args[0], args[1:]...).Output()
	if err != nil {
		t.Fatalf("%s, of Poppler: %v; make tools installs it", args[0], err)
	}
	return string(out)
}

type printedPart struct {
	title string
	page  int
}

// checkContents wants each part of a table of contents on its page, and no two on one.
func checkContents(t *testing.T, pages []string, parts []printedPart) {
	t.Helper()
	for n, p := range parts {
		// A long title may take two lines.
		if p.page > len(pages) || !strings.Contains(flat(pages[p.page-1]), flat(p.title)) {
			t.Errorf("%q is not on page %d", p.title, p.page)
		}
		if n > 0 && p.page <= parts[n-1].page {
			t.Errorf("%q begins on page %d, after page %d", p.title, p.page, parts[n-1].page)
		}
	}
}

// contentsOf reads the table of contents below its title. It has two columns.
func contentsOf(t *testing.T, page, title string) []printedPart {
	t.Helper()
	_, table, ok := strings.Cut(page, "\n"+title+"\n")
	if !ok {
		t.Fatalf("no table of contents:\n%s", page)
	}
	var parts []printedPart
	for _, m := range regexp.MustCompile(`(\S+(?: \S+)*?) {2,}(\d+)\b`).FindAllStringSubmatch(table, -1) {
		n, err := strconv.Atoi(m[2])
		if err != nil {
			t.Fatal(err)
		}
		parts = append(parts, printedPart{m[1], n})
	}
	slices.SortFunc(parts, func(a, b printedPart) int { return a.page - b.page })
	return parts
}

// flat returns a text with single spaces.
func flat(text string) string { return strings.Join(strings.Fields(text), " ") }

// inkOf returns for each page the part of its height, between the first and last possible line, above the last ink.
func inkOf(t *testing.T, pdf string) []float64 {
	t.Helper()
	dir := t.TempDir()
	poppler(t, "pdftoppm", "-r", "20", "-gray", "-png", pdf, filepath.Join(dir, "p"))
	files, err := filepath.Glob(filepath.Join(dir, "p-*.png"))
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(files)
	var shares []float64
	for _, name := range files {
		file, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		picture, err := png.Decode(file)
		file.Close()
		if err != nil {
			t.Fatal(fmt.Errorf("%s: %w", name, err))
		}
		b := picture.Bounds()
		// Of A4, the heads and the numbers are in the first 17 mm and the last 15 mm.
		top, bottom := b.Dy()*17/297, b.Dy()*(297-15)/297
		inked := 0
		for y := top; y < bottom; y++ {
			for x := range b.Dx() {
				if grey, _, _, _ := picture.At(x, y).RGBA(); grey < 0xe000 {
					inked = y - top
					break
				}
			}
		}
		shares = append(shares, float64(inked)/float64(bottom-top))
	}
	return shares
}
