package report

import (
	"math/rand"
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// share makes a sensitive share of a base, with two decimals.
func share(base *model.Indicator, numbers string, breakdowns ...*model.Breakdown) *model.Indicator {
	i := count("s", numbers, breakdowns...)
	i.Kind, i.Base, i.Decimals = model.Share, base, 2
	return i
}

// of sets the base of values.
func of(n int, values []model.Value) {
	for m := range values {
		values[m].Of = n
	}
}

func TestShares(t *testing.T) {
	open := func(numbers string, breakdowns ...*model.Breakdown) *model.Indicator {
		i := count("base", numbers, breakdowns...)
		i.Sensitive = false
		return i
	}
	with := func(i *model.Indicator, change func(i *model.Indicator)) *model.Indicator { change(i); return i }
	tests := []struct {
		name  string
		share *model.Indicator
		want  string
	}{
		// 4 and 5 of 400, and as many who are not.
		{"by a base", share(open("400 400 400 400 400 400"), "1 1.25 99 98.75 0 100"),
			"s: withheld 1.25 withheld 98.75 0 100"},
		{"zeros hidden", with(share(open("400 400"), "0 100"), func(i *model.Indicator) { i.HideZeros = true }),
			"s: withheld withheld"},
		{"by what the values say", with(share(nil, "1 1.25 1"), func(i *model.Indicator) { of(400, i.Values[:2]) }),
			"s: withheld 1.25 withheld"},
		{"its own goes first", with(share(open("400 400"), "1 1"),
			func(i *model.Indicator) { of(500, i.Values[:1]) }), "s: 1 withheld"},
		{"nothing is known of a base", share(nil, "1 50"), "s: 1 50"},
		{"no base for that period", share(open("400 :"), "50 50 50"), "s: 50 withheld withheld"},
		// 1.2 of 400 is 4.8, which is shown of 4.6 to 5; and 1 of 12,000 is 60 to 180.
		{"rounded as it was given", with(share(open("400"), "1.2"), func(i *model.Indicator) { i.Decimals = 1 }),
			"s: 1.2"},
		{"rounded so that it may be small", with(share(open("200 12000 12000"), "2.4 0 1"),
			func(i *model.Indicator) { i.Decimals = 0 }), "s: withheld withheld 1"},
		{"a small base", share(count("base", "4 9 12"), "50 50 50"), "s: withheld withheld 50"},
		{"a base of its own, and the other is hidden", with(share(count("base", "3"), "50"),
			func(i *model.Indicator) { of(400, i.Values) }), "s: withheld"},
		{"not sensitive, and its base is hidden", with(share(count("base", "3 30c 300"), "33.33 33.33 1"),
			func(i *model.Indicator) { i.Sensitive = false }), "s: withheld withheld 1"},
		{"confidential", share(open("400 400"), "50c 50"), "s: confidential 50"},
		// 3 of 100 is hidden, and would be 6 of 400 less 3 of 300.
		{"parts", share(open("400 400", split("d", "100 100", "300 300")), "1.5 15", split("d", "3 30", "1 10")),
			"s: 1.5 15 | withheld 30 | withheld 10"},
		// 60 of 400 less 57 of 300 leave 3 of 100.
		{"a part that is left out", share(open("400 400", split("d", "300 300", "100 100")), "15 15",
			dimension(split("d", "19 10"), "b")), "s: 15 15 | withheld 10"},
		{"a part that is not available", share(open("400 400", split("d", "300 300", "100 100")), "15 15",
			dimension(split("d", "19 10", ": 30"))), "s: 15 15 | withheld 10 | missing 30"},
		{"parts of a hidden whole", share(open("400", split("d", "100", "300")), "0.75", split("d", "0", "50")),
			"s: withheld | withheld | withheld"},
		{"parts of which nothing is known", share(open("400", split("e", "400")), "50", split("d", "50", "50")),
			"s: 50 | withheld | withheld"},
		{"parts that say themselves", with(share(nil, "50", split("d", "1", "50")), func(i *model.Indicator) {
			for _, p := range i.Breakdowns[0].Parts {
				of(100, p.Values)
			}
		}), "s: 50 | withheld | withheld"},
	}
	for _, test := range tests {
		indicators := []*model.Indicator{test.share}
		if test.share.Base != nil {
			indicators = append(indicators, test.share.Base)
		}
		if got, _, _ := strings.Cut(all(t, New(editionOf("2026", indicators...), 5)), "\n"); got != test.want {
			t.Errorf("%s:\n%s\nwant\n%s", test.name, got, test.want)
		}
	}
}

// TestShareSuppressions: shares that reveal a small count are Small, and those hidden with them
// Withheld.
func TestShareSuppressions(t *testing.T) {
	base := count("base", "400 3", split("d", "100", "300"))
	r := New(editionOf("2026", base, share(base, "1.5 33.33", split("d", "3", "1"))), 5)
	var got []State
	for _, s := range r.Suppressions() {
		if s.Indicator.ID == "s" {
			got = append(got, s.Secret)
		}
	}
	want := []State{Withheld, Small, Small}
	if len(got) != len(want) || got[0] != want[0] || got[1] != want[1] || got[2] != want[2] {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestCountsBehind compares the counts behind a share with all counts that are shown as that share.
func TestCountsBehind(t *testing.T) {
	random := rand.New(rand.NewSource(1))
	for range 20000 {
		n := 1 + random.Intn(3000)
		k, decimals := random.Intn(n+1), random.Intn(4)
		exact := float64(k) / float64(n) * 100
		shown := language.Round(exact, decimals)
		least, most := k, k
		for least > 0 && language.Round(float64(least-1)/float64(n)*100, decimals) == shown {
			least--
		}
		for most < n && language.Round(float64(most+1)/float64(n)*100, decimals) == shown {
			most++
		}
		for _, given := range []float64{exact, shown} {
			low, high := countsBehind(given, decimals, float64(n))
			// An end may lie halfway between two shares, where the other is shown.
			if low > float64(least) || low < float64(least-1) || high < float64(most) || high > float64(most+1) {
				t.Fatalf("%d of %d in %d decimals: %g–%g, want %d–%d", k, n, decimals, low, high, least, most)
			}
		}
	}
}
