package main

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// TestOnly asks for measurements by their names, and by a name that none has.
func TestOnly(t *testing.T) {
	m := new(meter)
	all, err := m.measurements("")
	if err != nil || len(all) < 9 {
		t.Fatalf("%d measurements, %v", len(all), err)
	}
	for _, want := range all {
		if got, err := m.measurements(want.name); err != nil || len(got) != 1 || got[0].name != want.name {
			t.Errorf("%s: %v, %v", want.name, got, err)
		}
	}
	if got, err := m.measurements("chapter"); err == nil || !strings.Contains(err.Error(), "chapters") {
		t.Errorf("an unknown name gives %d measurements, %v", len(got), err)
	}
}

func TestEditionsAreAlwaysTheSame(t *testing.T) {
	first, second := chapterEdition(12), chapterEdition(12)
	if !maps.Equal(first, second) {
		t.Error("two editions of the same size differ")
	}
	if !maps.Equal(partedEdition(), partedEdition()) {
		t.Error("two editions of many parts differ")
	}
}

// TestChapters counts what the comment of chapters.go says that a chapter has.
func TestChapters(t *testing.T) {
	quote, chapters := regexp.MustCompile(`\[\d+\]\(indicator:`), 0
	for path, text := range chapterEdition(12) {
		if !strings.HasPrefix(path, chapterFolder) {
			continue
		}
		chapters++
		for what, want := range map[string]int{
			"\n## ": 6, "\n```figure\n": 3, "\n- ": 3, "\n|---": 1, "\n[^": 3, "](chapter:": 1, "](figure:": 2,
		} {
			if got := strings.Count(text, what); got != want {
				t.Errorf("%s has %q %d times, want %d", path, what, got, want)
			}
		}
		if quoted := len(quote.FindAllString(text, -1)); quoted < 10 || quoted > 25 {
			t.Errorf("%s quotes %d numbers", path, quoted)
		}
		if words := len(strings.Fields(text)); words < 800 || words > 1100 {
			t.Errorf("%s has %d words", path, words)
		}
	}
	if chapters != 12 {
		t.Errorf("%d chapters, want 12", chapters)
	}
}

// TestEditData edits the shipped data, in which a save must change a note and a value.
func TestEditData(t *testing.T) {
	text, err := os.ReadFile("../../../../" + dataFile)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Opgeslagen: 1001.", "\n\"2021/2022\" = 71\n"} {
		if edited := editData(text, 1001); bytes.Contains(text, []byte(want)) || !bytes.Contains(edited, []byte(want)) {
			t.Errorf("a save does not write %q", want)
		}
	}
}

// TestHugoHasTheChapters checks that Hugo gets the same Markdown, and no data.
func TestHugoHasTheChapters(t *testing.T) {
	edition := chapterEdition(12)
	site := hugoSite(edition)
	chapters := 0
	for path, text := range site {
		if name, ok := strings.CutPrefix(path, "content/"); ok {
			chapters++
			if text != edition[chapterFolder+name] {
				t.Errorf("Hugo has another %s", name)
			}
		}
	}
	if chapters != 12 {
		t.Errorf("%d chapters, want 12", chapters)
	}
}

func TestPartsOfIndicator(t *testing.T) {
	w := writer{newRandom(0)}
	for kind, divisor := range map[string]int{"count": 1, "share": 5} {
		i := w.indicator("kengetal", kind, periods(12, false), 5)
		for n, value := range i.values {
			sum := 0
			for _, part := range i.parts {
				sum += part[n]
			}
			if value != sum/divisor {
				t.Errorf("%s in %s: %d, parts %d", kind, i.periods[n], value, sum)
			}
		}
	}
}

// TestPartedEdition checks that the edition of many parts has the shape that parted.go says.
func TestPartedEdition(t *testing.T) {
	text := partedEdition()["data/"+year+"/indicators/mensen.toml"]
	for what, want := range map[string]int{
		"\ntitle.nl":                             partedIndicators,
		".m0]\n":                                 partedSplit + 1,
		"[indicator.kengetal-1.breakdown.p330.m": partedLargest,
	} {
		if got := strings.Count(text, what); got != want {
			t.Errorf("%q %d times, want %d", what, got, want)
		}
	}
	if !strings.Contains(text, "\"1996-01\" =") {
		t.Error("no series of 360 months")
	}
}

// TestRegisterEdition checks that the register has the shape that register.go says.
func TestRegisterEdition(t *testing.T) {
	sources, indicators := registerEdition()
	log := sources["data/"+year+"/log.csv"]
	if got := strings.Count(log, "\n") - 1; got != incidentCount || indicators != 43 {
		t.Errorf("%d incidents, %d indicators", got, indicators)
	}
	if got := strings.Count(log, ",k13,"); got != 2 {
		t.Errorf("%d incidents of the smallest kind", got)
	}
	if got := strings.Count(log, ",\n"); got < 1000 {
		t.Errorf("%d incidents without an area", got)
	}
}

func TestCopyAnswers(t *testing.T) {
	var b strings.Builder
	count, err := copyAnswers(&b, []byte("respondent,value\nr1,3\nr2,4\n"), 2)
	if want := "respondent,value\n0-r1,3\n0-r2,4\n1-r1,3\n1-r2,4\n"; b.String() != want || count != 4 || err != nil {
		t.Errorf("%d rows, %v: %q, want %q", count, err, b.String(), want)
	}
}

func TestGeneratedMeasures(t *testing.T) {
	measures := generateMeasures(newRandom(7), 280)
	rules := 0
	for _, m := range measures {
		rules += len(m.Requires)
	}
	if want := 280 / measuresInPart * (measuresInPart - 1); rules != want {
		t.Errorf("%d rules, want %d", rules, want)
	}
}

func TestAlternate(t *testing.T) {
	var order strings.Builder
	turn := func(name string) func(int) (cost, error) {
		return func(round int) (cost, error) {
			order.WriteString(name + itoa(round) + " ")
			return cost{}, nil
		}
	}
	m := meter{runs: 3}
	if _, err := m.alternate("a test", turn("a"), turn("b")); err != nil || order.String() != "a0 b0 b1 a1 a2 b2 " {
		t.Errorf("%v: %s", err, order.String())
	}
}

func TestTable(t *testing.T) {
	const second = time.Second
	ours := []cost{{5 * second, 4 * second, 10e6}, {second, 9 * second, 30e6}, {2 * second, 6 * second, 20e6}}
	theirs := []cost{{5 * second, 8 * second, 0}, {4 * second, 9 * second, 0}, {second, 9 * second, 0}}
	var b strings.Builder
	err := printTable(&b, []row{
		{what: "ours", cost: median(ours), figures: ratioFigures(ours, theirs, "theirs", 0.8)},
		{what: "theirs", cost: median(theirs)},
		growth([...]cost{{processor: second}, {processor: 2 * second}, {processor: 9 * second}}),
	})
	if err != nil {
		t.Fatal(err)
	}
	got := regexp.MustCompile(` {2,}`).ReplaceAllString(b.String(), " | ")
	for _, want := range []string{
		"ours | 2.00 s | 6.00 s | 30 MB | 1.00 × theirs, wall | 0.8 | over\n",
		"\n | 0.67 × theirs, processor | 0.8 | ok\n",
		"theirs | 4.00 s | 9.00 s",
		"a further chapter: 5.00 ms up to 300, then 10.00 ms | 1.64 × the predicted time | 1.2 | over\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("not in the table: %q", want)
		}
	}
	if t.Failed() {
		t.Log(got)
	}
}

// TestEditionsAreRight runs check on all editions that are measured. The monitor refuses more than
// it did when they were written, and a refused edition measures nothing.
func TestEditionsAreRight(t *testing.T) {
	m := &meter{dir: t.TempDir()}
	if err := m.install(t.Context(), ".", "utwente.nl/monitor/cmd/monitor"); err != nil {
		t.Fatal(err)
	}
	register, _ := registerEdition()
	for name, sources := range map[string]files{
		"chapters": chapterEdition(100), "parted": partedEdition(), "register": register,
	} {
		root := t.TempDir()
		if err := sources.create(root); err != nil {
			t.Fatal(err)
		}
		if _, err := m.run(t.Context(), filepath.Join(m.dir, "monitor"), "check", "--root", root); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
