package main

import (
	"bytes"
	"fmt"
	"maps"
	"path/filepath"
	"strings"
	"testing"
	"text/template"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// world holds the hidden and the rounded numbers of a site, by their names in
// testdata/worlds.txtar.tmpl. Its rows are the incidents in a register whose small counts are hidden.
type world map[string]any

// incident is a row of the register in a world.
type incident struct{ Day, Faculty string }

// incidents returns the rows for "A3 B20": 3 incidents in faculty A and 20 in B.
func incidents(numbers string) []incident {
	var out []incident
	for _, word := range strings.Fields(numbers) {
		n := 0
		_, _ = fmt.Sscan(word[1:], &n)
		for i := range n {
			out = append(out, incident{fmt.Sprintf("%02d", 1+i), word[:1]})
		}
	}
	return out
}

// ordinary is the world with which the others are compared.
var ordinary = world{
	"middle": 3, "last": 3, "lastA": 2, "a": 3, "c2020": 12, "left": 4, "c": 6,
	"oldA": 3, "oldC": 9, "oldA2020": 3, "oldC2020": 12,
	"share": 0.75, "present": 99.25, "presentA": 3, "presentB": 65.67, "q1": 3,
	"secret": 350, "oldSecret": 500, "amount": 812.5,
	"rows": incidents("A3 B21 C12"), "visits": ordinaryVisits,
	"rounded": ordinaryEvents, "oldRounded": ofEdition2025(ordinaryEvents),
	// Of the staff, three answered the question of severity and four that of outlook: fewer than
	// five.
	"staff": []int{7, 7, 1}, "students": []int{2, 3, 4, 2, 1, 5, 3},
	"staffOutlook":    strings.Fields("stabiel stabiel onrustig stabiel"),
	"studentsOutlook": strings.Fields("onrustig stabiel onrustig onrustig onrustig stabiel"),
}

// others are worlds with other hidden numbers. What ordinary shows is true in each of them.
var others = []struct {
	name string
	world
}{
	{"parts of a total", world{"a": 2, "c2020": 13, "oldA2020": 2, "oldC2020": 13}},
	{"the last total, its parts, its rate and the share of it", world{"last": 1, "lastA": 0, "share": 0.25}},
	{"the last total, that reaches its target or does not", world{"last": 4, "lastA": 3, "share": 1}},
	{"a total that limits and trend would run through, and its note", world{"middle": 1}},
	{"a quarter", world{"q1": 1}},
	{"confidential counts and what is said of them", world{"secret": 330, "oldSecret": 510}},
	{"a confidential amount", world{"amount": 12.25}},
	{"what a register counts", world{"rows": incidents("A2 B21 C13")}},
	{"what few of a group answered", world{"staff": []int{1, 2, 2}, "students": []int{7, 3, 4, 7, 1, 5, 3}}},
	{"and what few expect", world{
		"staffOutlook":    strings.Fields("onrustig onrustig onrustig stabiel"),
		"studentsOutlook": strings.Fields("stabiel stabiel stabiel onrustig onrustig stabiel"),
	}},
	{"what a total leaves of its parts", world{"c": 7}},
	{"two parts beside what a total leaves", world{"left": 3, "c": 7}},
	{"a hidden number that was revised since the edition before", world{"a": 2, "c2020": 13}},
	{"and everything that hides with it", world{
		"a": 1, "c2020": 14, "oldA2020": 4, "oldC2020": 11, "oldA": 2, "oldC": 10, "middle": 4, "last": 2, "lastA": 1,
		"share": 0.5, "q1": 4, "secret": 370, "oldSecret": 455, "amount": 1.5,
		"rows": incidents("A4 B21 C11"),
	}},
	{"what an earlier edition hides too", world{"oldA": 4, "oldC": 8}},
}

// write writes the sources of a world into a folder.
func (w world) write(t *testing.T, dir string) {
	t.Helper()
	form, err := template.New("worlds.txtar.tmpl").Option("missingkey=error").ParseFiles("testdata/worlds.txtar.tmpl")
	if err != nil {
		t.Fatal(err)
	}
	all := maps.Clone(ordinary)
	maps.Copy(all, w)
	all["Appendices"] = `"` + strings.Join(model.AppendixPages, `", "`) + `"`
	var text bytes.Buffer
	if err := form.Execute(&text, map[string]any(all)); err != nil {
		t.Fatal(err)
	}
	unpack(t, dir, text.Bytes())
}

func TestWorlds(t *testing.T) { compareWorlds(t) }

// compareWorlds builds the site of each world and what `monitor pdf` prints, and compares them with
// those of the ordinary one. They differ only in hidden numbers, and in numbers that are rounded to
// the same, so the bytes must be the same. The test finds anything that is derived, sorted, counted or drawn from
// such a number, also in pages that are yet to be written.
func compareWorlds(t *testing.T, args ...string) {
	t.Parallel()
	t.Helper()
	dir, cache := t.TempDir(), t.TempDir()
	build := func(name string, w world) tree {
		root, out := filepath.Join(dir, name), filepath.Join(dir, name+"-site")
		w.write(t, root)
		monitor(t, append([]string{"build", "--root", root, "--out", out, "--cache", cache}, args...)...)
		site := readTree(t, out)
		site.addDocuments(t, root, cache, model.Intranet)
		return site
	}
	want := build("ordinary", nil)
	for n, other := range others {
		differ(t, fmt.Sprint(other.name, " ", args), build(fmt.Sprint(n), other.world), want)
	}
	for n, other := range rounded {
		w := firstAlike(t, dir, other.name, other.worlds)
		differ(t, fmt.Sprint(other.name, " ", args), build(fmt.Sprint("rounded-", n), w), want)
	}
}
