package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/diff"
	"golang.org/x/net/html"
)

// goldenDir holds the sources of a small site with something of everything, and its golden pages.
const goldenDir = "testdata/golden"

// goldenFiles are patterns (path.Match) of the files that have a golden copy: all pages at the top
// of the newest edition, and some of its folders and of earlier editions.
var goldenFiles = []string{
	"index.html", "404.html",
	"2026/*.html", "2026/en/*.html",
	"2026/indicatoren/*.html", "2026/en/indicators/datalekken.html", "2026/en/indicators/lab-instructie.html",
	"2026/risicos/*.html", "2026/maatregelen/sprinklers.html", "2026/en/measures/sprinklers.html", "2026/en/risks/ransomware.html",
	"2026/bespreekblad/*.html", "2026/en/sheets/gebouwen.html", "2026/cyclus/*.html", "2026/en/cycle/gebouwen.html",
	"2026/search.js", "2026/en/search.js", "2026/data/jaarkalender.ics", "2026/en/data/calendar.ics",
	"2026/gespreksleidraden/*.html", "2026/en/interview-guides/hoofd-ict.html", "2025/quick-scan.html",
	"2026/data/datalekken.csv", "2026/data/datalekken.json",
	"2026/en/data/figures/severity.csv", "2026/data/figures/severity.json",
	"2025/index.html", "2025/en/index.html", "2025/gebouwen.html", "2025/wijzigingen.html", "2025/en/changes.html",
	"2025/indicatoren/lekken.html", "2025/risicos/stroomstoring.html",
	"2024/index.html", "2024/gebouwen.html", "2024/enquete.html",
}

// shownLines is how much of each difference a failing test prints.
const shownLines = 25

// TestGolden builds the site of testdata/golden. It compares its pages, one element a line
// (goldenPage), with those in testdata/golden/pages, and the paths of its files with files.txt.
// Every kind of page must have a golden page in every language. Run with -update to write the
// golden files anew, and then read the difference.
func TestGolden(t *testing.T) {
	t.Parallel()
	out, cache := filepath.Join(t.TempDir(), "site"), filepath.Join(t.TempDir(), "cache")
	// Golden pages must show what is for the intranet, and not what is for the Board.
	monitor(t, "build", "--root", goldenDir, "--audience", "intranet", "--out", out, "--cache", cache)
	built := readTree(t, out)
	for name, data := range built {
		if bytes.Contains(data, []byte("ZgotmplZ")) {
			t.Errorf("%s has an address that html/template refused", name)
		}
	}
	checkPages(t, built)
	got := goldenTree(t, built)
	if *update {
		writeGolden(t, got)
		return
	}
	want := readTree(t, filepath.Join(goldenDir, "pages"))
	maps.DeleteFunc(want, func(name string, _ []byte) bool { return strings.HasSuffix(name, "/") })
	names := maps.Clone(got)
	maps.Copy(names, want)
	differing := 0
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if d := diff.Diff("want/"+name, want[name], "got/"+name, got[name]); d != nil {
			differing++
			t.Errorf("%s", firstLines(d, shownLines))
		}
	}
	if differing > 0 {
		t.Errorf("%d of %d files differ. If they should, write them anew and read the difference:\n"+
			"\tgo test ./cmd/monitor -run TestGolden -update && git diff cmd/monitor/%s/pages",
			differing, len(names), goldenDir)
	}
}

// unnamed matches a table whose only name is the word of its caption, "example".
var unnamed = regexp.MustCompile(`<table(?: class="[^"]*")?(?: id="[^"]*")?>\s*<caption><span class="mark">`)

// checkPages reports empty elements, tables that are called "example", and pages of an edition with the same title: readers tell pages apart by it. The
// document for paper is the edition, and has its title.
func checkPages(t *testing.T, built tree) {
	t.Helper()
	titles := make(map[string]string)
	for _, name := range slices.Sorted(maps.Keys(built)) {
		if path.Ext(name) != ".html" {
			continue
		}
		for _, element := range emptyElements(t, string(built[name])) {
			t.Errorf("%s has an empty %s", name, element)
		}
		if table := unnamed.Find(built[name]); table != nil {
			t.Errorf("%s has a table without a name: %s", name, table)
		}
		_, title, _ := bytes.Cut(built[name], []byte("<title>"))
		title, _, _ = bytes.Cut(title, []byte("</title>"))
		kind := pageKind(built[name])
		if strings.HasPrefix(kind, "moved ") || strings.HasPrefix(kind, "print ") {
			continue
		}
		if other := titles[string(title)]; other != "" {
			t.Errorf("%s and %s have the same title, %q", other, name, title)
		}
		titles[string(title)] = name
	}
}

// goldenTree returns the golden files of a built site. It reports a pattern that matches no file,
// and a kind of page that no pattern matches.
func goldenTree(t *testing.T, built tree) tree {
	t.Helper()
	golden := tree{"files.txt": goldenList(built)}
	for _, pattern := range goldenFiles {
		found := false
		for name, data := range built {
			if ok, err := path.Match(pattern, name); err != nil {
				t.Fatal(err)
			} else if !ok {
				continue
			}
			found = true
			if path.Ext(name) == ".html" {
				data = goldenPage(built, name)
			}
			golden[name] = data
		}
		if !found {
			t.Errorf("the site has no %s, which goldenFiles names", pattern)
		}
	}
	covered := make(map[string]bool)
	for name := range golden {
		if path.Ext(name) == ".html" {
			covered[pageKind(built[name])] = true
		}
	}
	for _, name := range slices.Sorted(maps.Keys(built)) {
		if path.Ext(name) != ".html" {
			continue
		}
		if kind := pageKind(built[name]); kind == "" {
			t.Errorf("%s does not say of what kind it is: it has no <main class=\"main KIND\"> or no <html lang>", name)
		} else if !covered[kind] {
			t.Errorf("%s: no golden page is of kind %q; add this one to goldenFiles and run with -update", name, kind)
			covered[kind] = true
		}
	}
	return golden
}

// writeGolden replaces the golden files.
func writeGolden(t *testing.T, files tree) {
	t.Helper()
	pages := filepath.Join(goldenDir, "pages")
	if err := os.RemoveAll(pages); err != nil {
		t.Fatal(err)
	}
	for name, data := range files {
		file := filepath.Join(pages, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// firstLines returns the first n lines of a text, and how many follow.
func firstLines(text []byte, n int) []byte {
	lines := bytes.SplitAfter(text, []byte("\n"))
	if len(lines) <= n+1 {
		return text
	}
	return fmt.Appendf(bytes.Join(lines[:n], nil), "… and %d lines more", len(lines)-n-1)
}

var (
	fingerprint  = regexp.MustCompile(`\.[0-9a-f]{12}\.`)
	dataHash     = regexp.MustCompile(` data-hash="[0-9a-f]{12}"`)
	optionScript = regexp.MustCompile(` data-option="([^"]+)"`)
)

// goldenList returns the paths of all files, one a line. Paths that differ only in their
// fingerprint share a line, with their number.
func goldenList(built tree) []byte {
	count := make(map[string]int)
	for name := range built {
		if !strings.HasSuffix(name, "/") {
			count[fingerprint.ReplaceAllString(name, ".HASH.")]++
		}
	}
	var list bytes.Buffer
	for _, name := range slices.Sorted(maps.Keys(count)) {
		list.WriteString(name)
		if n := count[name]; n > 1 {
			fmt.Fprintf(&list, " (%d)", n)
		}
		list.WriteByte('\n')
	}
	return list.Bytes()
}

// pageKind returns the kind of a page and its language: "chapter en".
func pageKind(page []byte) string {
	lang := ""
	z := html.NewTokenizer(bytes.NewReader(page))
	for z.Next() != html.ErrorToken {
		token := z.Token()
		if token.Type != html.StartTagToken {
			continue
		}
		for _, a := range token.Attr {
			if token.Data == "html" && a.Key == "lang" {
				lang = a.Val
			}
			if lang == "" || token.Data != "main" || a.Key != "class" {
				continue
			}
			if kind, ok := strings.CutPrefix(a.Val, "main "); ok {
				return kind + " " + lang
			}
		}
	}
	return ""
}

// inline are the elements within a line of text. All others begin a new line.
var inline = strings.Fields(`a abbr b br button circle code del em i img input label mark path q s small span strong sub
	sup svg time var`)

// goldenPage returns a page in a form that is easy to compare. Each block is on its own line,
// assets have no fingerprints, and drawings are as plotLines writes them. A figure that names a
// script with its options is followed by a digest of that script. Blank lines between elements are
// left out, and no other text changes.
func goldenPage(built tree, name string) []byte {
	w := new(lineWriter)
	z := html.NewTokenizer(bytes.NewReader(built[name]))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return w.Bytes()
		}
		raw := string(z.Raw())
		if kind == html.TextToken {
			if strings.TrimSpace(raw) == "" && strings.Contains(raw, "\n") {
				w.newline()
			} else {
				w.WriteString(raw)
			}
			continue
		}
		element, _ := z.TagName()
		block := !slices.Contains(inline, string(element))
		plain := fingerprint.ReplaceAllString(dataHash.ReplaceAllString(raw, ""), ".HASH.")
		switch {
		case kind == html.StartTagToken && string(element) == "svg" && strings.HasPrefix(raw, `<svg class="plot`):
			w.newline()
			w.WriteString(plain + "\n" + plotLines(z, raw))
		case kind == html.EndTagToken && block:
			w.WriteString(plain + "\n")
		case block:
			w.newline()
			w.WriteString(plain)
			if script := optionScript.FindStringSubmatch(raw); script != nil {
				w.WriteString("\n  options " + digest(built[path.Join(path.Dir(name), script[1])]) + "\n")
			}
		default:
			w.WriteString(plain)
		}
	}
}

// lineWriter is a buffer that knows whether a line has begun.
type lineWriter struct{ bytes.Buffer }

// newline ends the line, if it has begun.
func (w *lineWriter) newline() {
	if w.Len() > 0 && w.Bytes()[w.Len()-1] != '\n' {
		w.WriteByte('\n')
	}
}

// plotLines reads a drawing to its end. It returns the number of marks by element, the texts in
// their order, and a digest of all bytes, so that every change of the drawing shows.
func plotLines(z *html.Tokenizer, begin string) string {
	var all, texts strings.Builder
	all.WriteString(begin)
	marks := make(map[string]int)
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		raw := string(z.Raw())
		all.WriteString(raw)
		element, _ := z.TagName()
		if kind == html.EndTagToken && string(element) == "svg" {
			break
		}
		switch kind {
		case html.TextToken:
			texts.WriteString("  " + raw + "\n")
		case html.StartTagToken, html.SelfClosingTagToken:
			marks[string(element)]++
		}
	}
	var counts []string
	for _, element := range slices.Sorted(maps.Keys(marks)) {
		counts = append(counts, fmt.Sprint(marks[element], " ", element))
	}
	return fmt.Sprintf("  %s\n%s  drawing %s\n</svg>\n",
		strings.Join(counts, ", "), &texts, digest([]byte(all.String())))
}

// digest returns a short checksum, or "missing" for nil.
func digest(data []byte) string {
	if data == nil {
		return "missing"
	}
	sum := sha256.Sum256(data)
	return fmt.Sprintf("%x", sum[:6])
}
