package privacy

import (
	"fmt"
	"slices"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// TestHide checks what is hidden of a count with one total and one breakdown.
func TestHide(t *testing.T) {
	zeros := func(i *model.Indicator) *model.Indicator { i.HideZeros = true; return i }
	tests := []struct {
		name      string
		indicator *model.Indicator
		want      string
	}{
		{"nothing small", hidden("x", "12 14", split("d", "5 6", "7 8")), "x: 12 14 | 5 6 | 7 8"},
		{"a total alone", hidden("x", "12 3 0 4c"), "x: 12 <5 0 c"},
		{"zeros hidden", zeros(hidden("x", "12 3 0")), "x: 12 <5 <5"},
		{"a small part", hidden("x", "24", split("d", "3", "12", "9")), "x: 24 | <5 | 12 | –"},
		{"a part that is mostly smaller than another", hidden("x", "60 60", split("d", "3 20", "17 10", "40 30")),
			"x: 60 60 | <5 20 | – 10 | 40 30"},
		{"as in a period in which there is nothing to hide", hidden("x", "60 60", split("d", "3 20", "40 10", "17 30")),
			"x: 60 60 | <5 20 | – 10 | 17 30"},
		{"the one that comes later, when nobody knows", hidden("x", "60", split("d", "3", "17", "40")),
			"x: 60 | <5 | 17 | –"},
		{"no total", hidden("x", "", split("d", "3", "9", "40")), "x: | <5 | 9 | 40"},
		{"marks that tell too much", hidden("x", "7", split("d", "3", "4", "0")), "x: 7 | – | – | 0"},
		{"a part that is not even told here", hidden("x", "30", split("d", "c", "12", "11")), "x: 30 | c | – | –"},
		{"a confidential part without a total", hidden("x", "", split("d", "c", "12", "11")), "x: | c | 12 | 11"},
		{"a part that is left out", hidden("x", "30 30", split("d", ": :", "17 11", "10 11")),
			"x: 30 30 | : : | 17 11 | – 11"},
		{"a part that is not there", hidden("x", "30 30", split("d", "- 9", "17 11", "10 10")),
			"x: 30 30 | 9 | 17 11 | – 10"},
		{"a member that is not in the table", hidden("x", "30 30 30", members(split("d", "17 10 12", "10 10 18"), "c")),
			"x: 30 30 30 | – 10 12 | 10 10 18"},
		{"zeros hidden of a member that is not in the table",
			zeros(hidden("x", "30 32", members(split("d", "20 20", "10 12"), "c"))), "x: 30 32 | 20 20 | – –"},
		{"zeros hidden, and all members are there", zeros(hidden("x", "30", split("d", "20", "10"))),
			"x: 30 | 20 | 10"},
		{"what belongs to no member", hidden("x", "30", split("d", "17", "10")), "x: 30 | 17 | –"},
		{"what belongs to no member of a small total", hidden("x", "4", split("d", "2")), "x: <5 | –"},
		{"a total that is a secret", hidden("x", "4 20c", split("d", "4 10", "0 10")), "x: <5 c | – – | – –"},
	}
	for _, test := range tests {
		if got := safe(t, New(edition("2026", test.indicator), usual)); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

// TestPatternOfRows publishes every row of up to four parts with a total of at most 24, and puts
// the rows together that look the same. Even an outsider who knows how parts are chosen cannot tell
// these apart. For each small count, every number that its mark leaves possible must be among them.
func TestPatternOfRows(t *testing.T) {
	for _, small := range []Range{{1, 2}, {1, 4}, {0, 2}, {0, 4}} {
		rows, classes := 0, 0
		for parts := 2; parts <= 4; parts++ {
			for total := small.High + 1; total <= 24; total++ {
				seen := make(map[string][][]int64)
				divide(parts, total, func(x []int64) {
					row := make([]part, parts)
					for n := range x {
						row[n] = part{n: x[n], small: small.Has(x[n]), size: float64(n)}
					}
					key := ""
					for n, v := range hideParts(row, small) {
						key += fmt.Sprint(" ", v.State)
						if v.State == Shown {
							key += fmt.Sprint(":", x[n])
						} else if !v.Says.Has(x[n]) {
							t.Errorf("%v: part %d is not in %v", x, n, v.Says)
						}
					}
					seen[key] = append(seen[key], slices.Clone(x))
				})
				for key, class := range seen {
					classes++
					rows += len(class)
					lookLike(t, small, key, class)
				}
			}
		}
		t.Logf("small is %v: %d rows are published in %d ways", small, rows, classes)
	}
}

// lookLike checks that in rows that look the same, each small part can be any small count.
func lookLike(t *testing.T, small Range, key string, class [][]int64) {
	for n := range class[0] {
		possible, secret := make(map[int64]bool), false
		for _, x := range class {
			possible[x[n]] = true
			secret = secret || small.Has(x[n])
		}
		for v := small.Low; v <= small.High && secret; v++ {
			if !possible[v] {
				t.Errorf("as %s: part %d cannot be %d, in %v", key, n, v, class)
				break
			}
		}
	}
}

// divide calls f for all ways to divide a total over parts.
func divide(parts int, total int64, f func([]int64)) {
	x := make([]int64, parts)
	var rest func(n int, left int64)
	rest = func(n int, left int64) {
		if n == parts-1 {
			x[n] = left
			f(x)
			return
		}
		for v := int64(0); v <= left; v++ {
			x[n] = v
			rest(n+1, left-v)
		}
	}
	rest(0, total)
}

// TestEarlier checks that an earlier edition is taken into account.
func TestEarlier(t *testing.T) {
	parts := func(id, formerly, total string, numbers ...string) *model.Indicator {
		i := hidden(id, total, split("d", numbers...))
		i.Formerly = formerly
		return i
	}
	tests := []struct {
		name     string
		old, now *model.Indicator
		want     string
		exposed  string
	}{
		{"the same", parts("old", "", "24", "3", "12", "9"), parts("x", "old", "24", "3", "12", "9"),
			"x: 24 | <5 | 12 | –", ""},
		{"all higher but one", parts("old", "", "24", "3", "12", "9"), parts("x", "old", "25", "3", "12", "10"),
			"x: 25 | <5 | 12 | –", ""},
		// The second part was hidden before. If it were shown now, the old sum would reveal the
		// first.
		{"hidden before", parts("old", "", "21 90", "3 40", "9 20", "9 30"), parts("x", "old", "32", "3", "9", "20"),
			"x: 32 | <5 | – | 20", ""},
		{"shown before", parts("old", "", "33", "12", "12", "9"), parts("x", "old", "24", "3", "12", "9"),
			"x: 24 | <5 | 12 | –", "[x a 2021]"},
	}
	for _, test := range tests {
		before := New(edition("2025", test.old), usual)
		p := New(edition("2026", test.now), usual, before)
		if got := published(p); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
		if got := exposed(p); len(got) > 0 && fmt.Sprint(got) != test.exposed || len(got) == 0 && test.exposed != "" {
			t.Errorf("%s: %v can be found, want %s", test.name, got, test.exposed)
		}
	}
	// What an edition showed before it was called sensitive stays known.
	p := New(edition("2026", hidden("x", "3")), usual, New(edition("2025", open("x", "3")), usual))
	if f := p.Findings(); len(f) != 1 || f[0].Before == nil || !f[0].Exposed {
		t.Errorf("%+v", f)
	}
}

// TestDenominator: no more can be counted than there are.
func TestDenominator(t *testing.T) {
	x, lab := hidden("x", "3 3"), open("lab", "3 9")
	x.Per = &model.Per{Indicator: lab, Factor: 1}
	if got := exposed(New(edition("2026", x, lab), usual)); fmt.Sprint(got) != "[x 2021]" {
		t.Errorf("%v", got)
	}
	x.Per.Repeated = true
	if got := exposed(New(edition("2026", x, lab), usual)); got != nil {
		t.Errorf("%v", got)
	}
}
