package main

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/publish"
)

// tree reads all files below a folder.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, path))
		found[path] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func generated(t *testing.T, chapters int) (map[string]string, counts) {
	t.Helper()
	dir := t.TempDir()
	c, err := generate(context.Background(), dir, chapters)
	if err != nil {
		t.Fatal(err)
	}
	return tree(t, dir), c
}

func TestGenerateIsDeterministic(t *testing.T) {
	first, _ := generated(t, 40)
	second, _ := generated(t, 40)
	if !maps.Equal(first, second) {
		t.Error("two editions of the same size differ")
	}
	if other, _ := generated(t, 41); other["content/2026/nl/0020-analyse-0020.md"] == "" {
		t.Error("a larger edition has not the chapters of a smaller one")
	}
}

func TestGenerateCounts(t *testing.T) {
	found, c := generated(t, 12)
	if c.chapters != 12 || c.figures != 36 {
		t.Errorf("counts = %+v", c)
	}
	var all, data strings.Builder
	var size int64
	for _, path := range slices.Sorted(maps.Keys(found)) {
		text := found[path]
		switch filepath.Ext(path) {
		case ".md":
			all.WriteString(text)
			size += int64(len(text))
			for what, want := range map[string]int{
				"\n## ": 6, "\n```figure\n": 3, "\n- ": 4, "\n[^": 3, "](chapter:": 1, ".md#": 1, "](https://": 1,
			} {
				if got := strings.Count(text, what); got != want {
					t.Errorf("%s has %q %d times, want %d", path, what, got, want)
				}
			}
			words := len(strings.Fields(regexp.MustCompile("(?s)```figure.*?```").ReplaceAllString(text, "")))
			if words < 1100 || words > 1600 {
				t.Errorf("%s has %d words", path, words)
			}
		case ".toml":
			if strings.Contains(path, "/indicators/") {
				data.WriteString(text)
			}
		}
	}
	if c.bytes != size {
		t.Errorf("%d bytes of Markdown, said %d", size, c.bytes)
	}
	count := func(in *strings.Builder, pattern string) int {
		return len(regexp.MustCompile(`(?m)`+pattern).FindAllString(in.String(), -1))
	}
	for pattern, want := range map[string]int{`^\| Kengetal`: 4, `^category = `: 6, `^\+\+\+$`: 24} {
		if got := count(&all, pattern); got != want {
			t.Errorf("chapters match %s %d times, want %d", pattern, got, want)
		}
	}
	if got := count(&data, `^\[indicator\.[a-z0-9-]+\]$`); got != poolSize {
		t.Errorf("%d indicators, want %d", got, poolSize)
	}
	for _, pattern := range []string{`^target = `, `^frequency = "quarter"`, `^sensitive = true`, `^per = `, `\.breakdown\.`, `flags = ":"`, `flags = "b"`} {
		if count(&data, pattern) < 5 {
			t.Errorf("hardly any indicator matches %s", pattern)
		}
	}
}

func TestPool(t *testing.T) {
	_, c := generated(t, smallest)
	indicators, figures := pool(newRandom(0))
	if len(figures) != c.specs || len(figures) > 900 {
		t.Errorf("%d specs, said %d", len(figures), c.specs)
	}
	slices.Sort(figures)
	if n := len(slices.Compact(figures)); n != c.specs {
		t.Errorf("only %d of %d specs differ", n, c.specs)
	}
	for _, i := range indicators {
		years := len(i.points)
		if !i.quarterly && (years < 8 || years > 12) || i.quarterly && years != 12 {
			t.Errorf("%s has %d periods", i.id, years)
		}
	}
}

// TestSplitAddsUp reads a breakdown back and adds it up.
func TestSplitAddsUp(t *testing.T) {
	indicators, _ := pool(newRandom(0))
	seen := 0
	for _, i := range indicators {
		if i.split == nil {
			continue
		}
		seen++
		_, text, _ := strings.Cut(i.toml(writer{newRandom(1)}), ".breakdown.")
		for _, p := range i.points {
			var sum, part int64
			for _, m := range regexp.MustCompile(p.period+` = (\d+)`).FindAllStringSubmatch(text, -1) {
				fmt.Sscan(m[1], &part)
				sum += part
			}
			if !p.missing && sum != p.value {
				t.Errorf("%s in %s: %d, parts %d", i.id, p.period, p.value, sum)
			}
		}
	}
	if seen == 0 {
		t.Error("no indicator has a breakdown")
	}
}

func TestFloorWritesTheManifest(t *testing.T) {
	chapters := t.TempDir()
	for name, text := range map[string]string{
		"0001-alpha.md": "+++\ntitle = \"A\"\n+++\n\nTekst met *nadruk*.\n",
		"0002-beta.md":  "+++\ntitle = \"B\"\n+++\n\n" + strings.Repeat("Een lange tekst. ", 100) + "\n",
	} {
		if err := os.WriteFile(filepath.Join(chapters, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	// alpha is filled up, beta is cut, and a page of the same name in another folder is not a chapter.
	site := map[string]int{"2026/alpha.html": 5000, "2026/beta.html": 40, "2026/indicatoren/alpha.html": 700,
		"assets/leeg.css": 0, "index.html": 123456}
	dir := filepath.Join(t.TempDir(), "site")
	p, err := publish.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	for path, size := range site {
		if err := p.Write(path, bytes.Repeat([]byte("x"), size)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := p.Commit(nil); err != nil {
		t.Fatal(err)
	}
	manifest := filepath.Join(dir, publish.ManifestName)
	listed, err := files(manifest)
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "floor")
	if err := floorFolders(listed, out); err != nil {
		t.Fatal(err)
	}
	if err := floor(chapters, manifest, out); err != nil {
		t.Fatal(err)
	}
	want, got := map[string]int{}, map[string]int{}
	for path, content := range tree(t, dir) {
		want[path] = len(content)
	}
	written := tree(t, out)
	for path, content := range written {
		got[path] = len(content)
		if strings.ContainsRune(content, 0) {
			t.Errorf("%s holds zeros, which need not be written", path)
		}
	}
	if !maps.Equal(got, want) {
		t.Errorf("floor wrote %v, the site has %v", got, want)
	}
	for path, start := range map[string]string{"2026/alpha.html": "<p>Tekst met <em>nadruk</em>.</p>\n", "2026/beta.html": "<p>Een lange",
		"2026/indicatoren/alpha.html": "de monitor"} {
		if !strings.HasPrefix(written[path], start) {
			t.Errorf("%s does not begin with %q", path, start)
		}
	}
}

func TestFloorNeedsEveryPage(t *testing.T) {
	chapters := t.TempDir()
	if err := os.WriteFile(filepath.Join(chapters, "0001-alpha.md"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := match([]publish.File{{Path: "2026/beta.html"}}, chapters); err == nil {
		t.Error("a chapter without a page is taken for converted")
	}
}

func TestMedian(t *testing.T) {
	second := time.Second
	rounds := []round{{warm: cost{5 * second, 1, 10}}, {warm: cost{second, 9, 30}}, {warm: cost{2 * second, 2, 20}}}
	warm := func(r round) cost { return r.warm }
	if got, want := median(rounds, warm), (cost{2 * second, 2, 30}); got != want {
		t.Errorf("of three: %v, want %v", got, want)
	}
	if got, want := median(rounds[:2], warm), (cost{3 * second, 5, 30}); got != want {
		t.Errorf("of two: %v, want %v", got, want)
	}
}

func TestGeneratedMeasures(t *testing.T) {
	first, second := generateMeasures(rand.New(rand.NewPCG(7, 1)), economies[2]), generateMeasures(rand.New(rand.NewPCG(7, 1)), economies[2])
	if !reflect.DeepEqual(first, second) {
		t.Error("two lists from the same seed differ")
	}
	dependencies := 0
	for _, m := range first {
		dependencies += len(m.Requires)
	}
	if len(first) != appraisedMeasures || dependencies != appraisedRules {
		t.Errorf("%d measures with %d dependencies", len(first), dependencies)
	}
}

func TestReportComparesWithLimits(t *testing.T) {
	of := func(chapters int, floor, warm time.Duration) result {
		return result{counts: counts{chapters: chapters}, floor: cost{wall: floor, cpu: floor},
			warm: cost{wall: warm, cpu: warm, peak: 200e6}, cold: cost{wall: 2 * warm, cpu: warm + time.Second, peak: 301e6}}
	}
	second := time.Second
	var out strings.Builder
	if err := printReport(&out, []result{of(12, second/10, second), of(1000, second, 2*second), of(5000, 5*second, 7*second)}); err != nil {
		t.Fatal(err)
	}
	printAppraised(&out, []appraised{{"strongly correlated", []time.Duration{second / 10, second / 5, 2 * second}, 2, 3}})
	both := result{cold: cost{wall: 1600 * time.Millisecond}, warm: cost{wall: 149 * time.Millisecond}}
	printShipped(&out, &shippedSite{"2026", both, both})
	for _, want := range []string{
		"1000 chapters: warm build 2.00 × the floor (limit 1.5): over", "5000 chapters: warm build 1.40 × the floor (limit 1.5): ok",
		"1000 chapters: 301 MB resident at most (limit 300): over",
		"strongly correlated: median 200 ms, worst 2000 ms (limit 1000): over; proven best 2 of 3",
		"beyond the build of 12 chapters 1.01 and 1.20 (1.19 ×, limit 1.1): over", "2026 alone, 0 files: cold 1600 ms (limit 1500): over; warm 149 ms (limit 150): ok",
		"site, 0 files: cold 1600 ms (limit 4000): ok; warm 149 ms (limit 400): ok",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("not in the report: %s", want)
		}
	}
	if strings.Contains(out.String(), "12 chapters: warm build") {
		t.Error("a small edition is held to the limit of large ones")
	}
	if t.Failed() {
		t.Log(out.String())
	}
}

// TestPartedEdition holds that the edition of many parts is of the shape that it says.
func TestPartedEdition(t *testing.T) {
	files := partedData(writer{newRandom(0)})
	text := files[year+"/indicators/omvang.toml"]
	if got := strings.Count(text, "\ntitle.nl"); got != partedIndicators {
		t.Errorf("%d indicators", got)
	}
	if got, firsts := strings.Count(text, "\n[indicator.x0.breakdown.p330.m"), strings.Count(text, ".m0]\n"); got != partedLargest || firsts != partedSplit+1 {
		t.Errorf("%d parts of the first, %d indicators with parts", got, firsts)
	}
	if !strings.Contains(text, "\"1996-01\" =") {
		t.Error("no series of 360 months")
	}
}

func TestDerive(t *testing.T) {
	e := generateNumbers(rand.New(rand.NewPCG(2026, 3)))
	if len(e.Indicators) != derivedIndicators || len(e.Indicators[7].Breakdowns) != derivedBreakdowns || len(e.Indicators[7].Values) != derivedPeriods {
		t.Error("another edition than it says")
	}
	for _, i := range e.Indicators[1:50] {
		for _, b := range i.Breakdowns {
			for n, whole := range i.Values {
				sum := 0.0
				for _, p := range b.Parts {
					sum += p.Values[n].Number
				}
				if i.Kind == model.Count && sum != whole.Number {
					t.Fatalf("%s by %s: %g, not %g", i.ID, b.Dimension.ID, sum, whole.Number)
				}
			}
		}
	}
	var out strings.Builder
	printDerived(&out, derived{time.Second, time.Second / 4, 7})
	if got := out.String(); !strings.Contains(got, "1250 ms, of which 250 for verdicts (limit 1000): over; 7 numbers hidden") {
		t.Error(got)
	}
}
