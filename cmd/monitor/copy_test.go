package main

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
)

// TestCopiedEdition copies the newest shipped edition, corrects its dates, and gives one indicator a new
// value. check --release must name what testdata/copy/left.txt lists, which was written by hand, and
// nothing else that is still last year's.
func TestCopiedEdition(t *testing.T) {
	t.Parallel()
	root := copiedEdition(t)
	dates := regexp.MustCompile(`= (20[0-9]{2})(-[0-9]{2}-[0-9]{2})\b`)
	files, _ := filepath.Glob(filepath.Join(root, "data", "2027", "*.toml"))
	more, _ := filepath.Glob(filepath.Join(root, "data", "2027", "*", "*.toml"))
	for _, name := range append(files, more...) {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		write(t, name, dates.ReplaceAllFunc(data, func(found []byte) []byte {
			m := dates.FindSubmatch(found)
			year, _ := strconv.Atoi(string(m[1]))
			return fmt.Appendf(nil, "= %d%s", year+1, m[2])
		}))
	}
	substitute(t, filepath.Join(root, "data", "2027", "indicators", "cyberrisicos.toml"),
		regexp.MustCompile(`(?m)^2025 = 8\.3$`), "2025 = 8.3\n2026 = 7.9")
	want := listedLeft(t)
	delete(want, "indicator:phishing-klik")
	got := foundLeft(t, root)
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if got[name] < want[name] {
			t.Errorf("%s: %d of %d are found", name, got[name], want[name])
		}
	}
	for _, name := range slices.Sorted(maps.Keys(got)) {
		if got[name] > want[name] {
			t.Errorf("%s: %d are found, and the list has %d", name, got[name], want[name])
		}
	}
}

// TestUncorrectedCopy copies the newest shipped edition and corrects only its own date: reviews are those of
// last year then, too.
func TestUncorrectedCopy(t *testing.T) {
	t.Parallel()
	root := copiedEdition(t)
	substitute(t, filepath.Join(root, "data", "2027", "edition.toml"), regexp.MustCompile(`(?m)^date = .*`),
		"date = 2027-11-23")
	got := foundLeft(t, root)
	want := listedLeft(t)
	maps.DeleteFunc(want, func(name string, _ int) bool { return strings.HasPrefix(name, "indicator:") })
	reviews, err := os.ReadFile(filepath.Join(root, "data", "2027", "reviews.toml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`(?m)^\[review\.(.*)\]`).FindAllSubmatch(reviews, -1) {
		want["review:"+string(m[1])] = 1
	}
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if got[name] < want[name] {
			t.Errorf("%s: %d of %d are found", name, got[name], want[name])
		}
	}
}

// TestReleaseShrinks does some work on a new edition. check --release must then have fewer messages.
func TestReleaseShrinks(t *testing.T) {
	t.Parallel()
	root := shippedEdition(t)
	monitor(t, "new", "edition", "2027", "--root", root)
	left := func() (n int) {
		for _, found := range foundLeft(t, root) {
			n += found
		}
		return n
	}
	before := left()
	indicators := filepath.Join(root, "data", "2027", "indicators", "cyberrisicos.toml")
	substitute(t, indicators, regexp.MustCompile(`(?m)^(2025 = 8\.3\n2026 = ).*$`), "${1}7.9")
	chapter := filepath.Join(root, "content", "2027", "nl", "30-gebouwen-en-labs.md")
	substitute(t, chapter, regexp.MustCompile(`(?s)$`), "\nEen nieuwe zin.\n")
	if after := left(); after >= before {
		t.Errorf("%d messages before a new number and a new sentence, and %d after", before, after)
	}
}

// copiedEdition returns a folder with the shipped edition of 2026, and a copy of it as 2027.
func copiedEdition(t *testing.T) string {
	t.Helper()
	root, shipped := t.TempDir(), filepath.Join("..", "..")
	for _, dir := range []string{"data", "content"} {
		for _, year := range []string{"2026", "2027"} {
			from := os.DirFS(filepath.Join(shipped, dir, "2026"))
			if err := os.CopyFS(filepath.Join(root, dir, year), from); err != nil {
				t.Fatal(err)
			}
		}
	}
	site, err := os.ReadFile(filepath.Join(shipped, "data", "site.toml"))
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(root, "data", "site.toml"), site)
	return root
}

// listedLeft returns how often the list names each thing.
func listedLeft(t *testing.T) map[string]int {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "copy", "left.txt"))
	if err != nil {
		t.Fatal(err)
	}
	all := make(map[string]int)
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			name, _, _ := strings.Cut(line, ": ")
			all[name]++
		}
	}
	return all
}

// foundLeft returns how often check --release says of a thing of 2027 that it is still last year's.
func foundLeft(t *testing.T, root string) map[string]int {
	t.Helper()
	var messages bytes.Buffer
	p := &program{stdout: &messages, stderr: &messages, lang: "en", root: root}
	s, _ := p.read("")
	if s == nil {
		t.Fatal(messages.String())
	}
	defer s.root.Close()
	s.checkRelease()
	formerly := make(map[string]string)
	for kind, thing := range s.loaded[1].Edition.Things() {
		formerly[thing.Header().Formerly] = string(kind) + ":" + thing.Header().ID
	}
	found := make(map[string]int)
	for _, d := range s.list.Sorted() {
		switch d.Code {
		case diagnostic.EditionConcept:
			found["edition"]++
		case diagnostic.StillTheSame, diagnostic.BeforeLastEdition:
			found[d.Args[0]]++
		case diagnostic.YearLeft, diagnostic.OldSeries:
			found[d.Args[2]]++
		case diagnostic.LatestAbsent:
			found["indicator:"+d.Args[0]]++
		case diagnostic.FormerlyUnknown:
			found[formerly[d.Args[1]]]++
		}
	}
	return found
}
