package report

import (
	"fmt"
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// quotients returns counts divided by bases, times per, with some decimals.
func quotients(counts, bases string, per float64, decimals int) string {
	var out []string
	b := strings.Fields(bases)
	for n, c := range strings.Fields(counts) {
		var x, y float64
		_, _ = fmt.Sscan(c, &x)
		_, _ = fmt.Sscan(b[n], &y)
		out = append(out, fmt.Sprintf("%.*f", decimals, x/y*per))
	}
	return strings.Join(out, " ")
}

const (
	staffed  = "412 398 405 391 420"
	reported = "12 3 8 15 7"
)

// changeFunc changes the three indicators of an edition before it is made.
type changeFunc func(x, staff, third *model.Indicator)

// echoed makes an edition of a sensitive count, a base, and a third indicator that may be an echo
// of the count.
func echoed(year string, kind model.NumberKind, decimals int, numbers string, change changeFunc) *model.Edition {
	x, staff, third := count("x", reported), count("staff", staffed), count("third", numbers)
	staff.Sensitive, third.Sensitive = false, false
	third.Kind, third.Decimals = kind, decimals
	if change != nil {
		change(x, staff, third)
	}
	return editionOf(year, x, staff, third)
}

// TestEchoes: a hidden count is found when it is shown as a share, a rate or a copy.
func TestEchoes(t *testing.T) {
	base := func(_, staff, third *model.Indicator) { third.Base = staff }
	share := quotients(reported, staffed, 100, 2)
	others := quotients("400 395 397 376 413", staffed, 100, 2)
	tests := []struct {
		name     string
		kind     model.NumberKind
		decimals int
		numbers  string
		change   changeFunc
		want     string
	}{
		{"share", model.Share, 2, share, base, "third 2022 by staff"},
		{"share of a base that is not declared", model.Share, 2, share, nil, "third 2022 by staff"},
		{"what the share leaves", model.Share, 2, others, base, "third 2022 by staff"},
		{"rate", model.Rate, 1, quotients(reported, staffed, 1000, 1), nil, "third 2022 by staff"},
		{"copy", model.Count, 0, reported, nil, "third 2022"},
		{"of how many the values say themselves", model.Share, 2, share, func(_, _, third *model.Indicator) {
			for n, of := range []int{412, 398, 405, 391, 420} {
				third.Values[n].Of = of
			}
		}, "third 2022"},
		{"said to be something else", model.Share, 2, share,
			func(_, staff, third *model.Indicator) { third.Base, third.Unrelated = staff, true }, ""},
		{"said to be it, and hidden with it", model.Share, 2, share,
			func(x, staff, third *model.Indicator) { third.Base, third.Numerator = staff, x }, ""},
		{"rounded so far that it says little", model.Share, 0, quotients(reported, staffed, 100, 0), base, ""},
		{"other numbers", model.Share, 2, quotients("12 4 8 15 7", staffed, 100, 2), base, ""},
		{"confidential", model.Share, 2, share, func(_, staff, third *model.Indicator) {
			third.Base = staff
			third.Values[1].Flags = "c"
		}, ""},
		{"too short to tell, of the same base", model.Share, 2, "- 0.75", func(x, staff, third *model.Indicator) {
			third.Base, x.Per = staff, &model.Per{Indicator: staff, Factor: 1}
		}, "third 2022 by staff?"},
		{"other numbers of the same base", model.Share, 2, "2.91 1", func(x, staff, third *model.Indicator) {
			third.Base, x.Per = staff, &model.Per{Indicator: staff, Factor: 1}
		}, ""},
		{"too short to tell", model.Share, 2, "- 0.75", nil, ""},
		{"a copy that is added up", model.Count, 0, reported,
			func(x, _, third *model.Indicator) { third.SumOf = []*model.Indicator{x} }, ""},
		{"a copy by parts", model.Count, 0, "12 24 8 15 7", func(x, _, third *model.Indicator) {
			x.Values[1].Number = 24
			x.Breakdowns = []*model.Breakdown{split("d", "6 3", "6 21")}
			third.Breakdowns = []*model.Breakdown{split("d", "6 3", "6 21")}
		}, "third 2022 a"},
	}
	for _, test := range tests {
		var got []string
		for _, e := range New(echoed("2026", test.kind, test.decimals, test.numbers, test.change), 5).Echoes() {
			line := fmt.Sprint(e.Indicator.ID, " ", e.Period)
			if e.Breakdown != nil {
				line += " " + e.Member()
			}
			if e.Base != nil {
				line += " by " + e.Base.ID
			}
			if e.Unsure {
				line += "?"
			}
			got = append(got, line)
		}
		if strings.Join(got, "; ") != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

// TestNumerator: a share or rate is hidden wherever its numerator is, and is as sensitive.
func TestNumerator(t *testing.T) {
	x := count("x", "12 3 30 30", split("d", "- - 3 10", "- - 12 10", "- - 15 10"))
	staff := count("staff", "400 400 400 400", split("d", "- - 100 100", "- - 100 100", "- - 200 200"),
		split("e", "- - 100 100", "- - 300 300"))
	y := share(staff, "3 0.75 7.5 7.5", split("d", "- - 3 10", "- - 12 10", "- - 7.5 5"),
		split("e", "- - 3 10", "- - 9 6.67"))
	y.Sensitive, y.Numerator = false, x
	// In x, 12 is withheld for the sake of 3. All parts of a share are hidden with one of them.
	want := "s: 3 withheld 7.5 7.5 | withheld 10 | withheld 10 | withheld 5 | withheld 10 | withheld 6.67"
	if got, _, _ := strings.Cut(all(t, New(editionOf("2026", y, x, staff), 5)), "\n"); got != want {
		t.Errorf("a share:\n%s\nwant\n%s", got, want)
	}
	z := count("z", "30 7.5 75 75", split("d", "- - 30 100", "- - 120 100", "- - 75 50"))
	z.Kind, z.Sensitive, z.Numerator = model.Rate, false, x
	want = "z: 30 withheld 75 75 | withheld 100 | withheld 100 | withheld 50"
	if got, _, _ := strings.Cut(all(t, New(editionOf("2026", z, x, staff), 5)), "\n"); got != want {
		t.Errorf("a rate:\n%s\nwant\n%s", got, want)
	}
	z.Sensitive = true
	if got, _, _ := strings.Cut(all(t, New(editionOf("2026", z, x, staff), 5)), "\n"); got != want {
		t.Errorf("a sensitive rate:\n%s\nwant\n%s", got, want)
	}
	x.Breakdowns = nil // nobody can say which counts the parts of the rate are made of
	want = "z: 30 withheld 75 75 | withheld withheld | withheld withheld | withheld withheld"
	if got, _, _ := strings.Cut(all(t, New(editionOf("2026", z, x, staff), 5)), "\n"); got != want {
		t.Errorf("a sensitive rate of parts that are not counted:\n%s\nwant\n%s", got, want)
	}
	x.Breakdowns = []*model.Breakdown{split("d", "- - 3 10", "- - 12 10", "- - 15 10")}
	// Without totals of x, the share of the whole is hidden where a part of x is: it would reveal
	// the total.
	x.Values = nil
	want = "s: 3 withheld withheld 7.5"
	if got := all(t, New(editionOf("2026", y, x, staff), 5)); !strings.HasPrefix(got, want) {
		t.Errorf("a share beside no total:\n%s\nwant\n%s", got, want)
	}
}

// TestEarlierShares: a share or a rate in an earlier edition may reveal a count that is hidden now.
func TestEarlierShares(t *testing.T) {
	now := func() *model.Edition { return editionOf("2026", count("x", reported), open(count("staff", staffed))) }
	share, rate := quotients(reported, staffed, 100, 2), quotients(reported, staffed, 1000, 1)
	before := func(kind model.NumberKind, numbers string, change changeFunc) *model.Edition {
		return echoed("2025", kind, 2, numbers, func(x, staff, third *model.Indicator) {
			third.Base = staff
			if change != nil {
				change(x, staff, third)
			}
		})
	}
	tests := []struct {
		name string
		old  *model.Edition
		want string
	}{
		{"share", before(model.Share, share, nil), "x 2022"},
		{"rate", before(model.Rate, rate, nil), "x 2022"},
		{"share, hidden there",
			before(model.Share, share, func(x, _, third *model.Indicator) { third.Numerator = x }), ""},
		{"share that is declared there, and of which all but one was revised",
			before(model.Share, quotients("12 3 9 16 8", staffed, 100, 2), func(x, _, third *model.Indicator) {
				x.Sensitive, third.Numerator = false, x
			}), "x 2022"},
		{"share that is said to be something else",
			before(model.Share, share, func(_, _, third *model.Indicator) { third.Unrelated = true }), ""},
		{"when it was a share itself", func() *model.Edition {
			e := before(model.Share, share, nil)
			e.Indicators[2].ID = "x"
			e.Indicators = e.Indicators[1:]
			e.Index()
			return e
		}(), "x 2022"},
	}
	for _, test := range tests {
		var got []string
		for _, e := range New(now(), 5, New(test.old, 5)).Echoes() {
			if e.Of.Edition.Year != "2025" {
				t.Errorf("%s: %s", test.name, e.Of.Edition.Year)
			}
			got = append(got, fmt.Sprint(e.Count.Indicator.ID, " ", e.Count.Period))
		}
		if strings.Join(got, "; ") != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

// TestSharesShownBefore: an earlier edition that showed a hidden share is found.
func TestSharesShownBefore(t *testing.T) {
	edition := func(year, whole string, sensitive bool, parts ...string) *model.Edition {
		staff := open(count("staff", "400", split("d", "100", "300")))
		s := share(staff, whole, split("d", parts...))
		s.Sensitive = sensitive
		return editionOf(year, s, staff)
	}
	tests := []struct {
		name string
		old  *model.Edition
		now  *model.Edition
		want int
	}{
		{"a small one", edition("2025", "0.75", false, "12", "12"), edition("2026", "0.75", true, "12", "12"), 1},
		{"a small part", edition("2025", "6", false, "3", "7"), edition("2026", "6", true, "3", "7"), 1},
		{"revised since", edition("2025", "1", false, "12", "12"), edition("2026", "0.75", true, "12", "12"), 0},
		{"hidden there too", edition("2025", "0.75", true, "12", "12"), edition("2026", "0.75", true, "12", "12"), 0},
		{"all others", edition("2025", "12", true, "27", "7"), edition("2026", "6", true, "3", "7"), 1},
		{"all others, with the whole hidden", edition("2025", "12", true, "27", "7"),
			edition("2026", "0.25", true, "3", "7"), 0},
	}
	for _, test := range tests {
		got := 0
		for _, s := range New(test.now, 5, New(test.old, 5)).Suppressions() {
			if s.Narrow && s.Before != nil && s.Before.Edition.Year == "2025" {
				got++
			}
		}
		if got != test.want {
			t.Errorf("%s: %d are known from before, want %d", test.name, got, test.want)
		}
	}
}

// open makes an indicator that is not sensitive.
func open(i *model.Indicator) *model.Indicator {
	i.Sensitive = false
	return i
}
