package privacy

import (
	"fmt"
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

const (
	staffed  = "412 398 405 391 420"
	reported = "12 3 8 15 7"
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

// copies names the protected counts that are revealed, and by what: "third 2022 by staff".
func copies(p *Publication) string {
	var out []string
	for _, c := range p.Copies() {
		line := fmt.Sprint(strings.TrimSpace(c.Indicator.ID+" "+c.Member()), " ", c.Period)
		if c.Base != nil {
			line += " by " + c.Base.ID
		}
		if c.Unsure {
			line += "?"
		}
		if c.Of != p {
			line += " in " + c.Of.Edition.Year
		}
		out = append(out, line)
	}
	return strings.Join(out, "; ")
}

// TestCopies: a protected count is found when it is shown as a share, a rate, a copy or a sum.
func TestCopies(t *testing.T) {
	type changeFunc func(x, staff, third *model.Indicator)
	base := func(_, staff, third *model.Indicator) { third.Base = staff }
	share := quotients(reported, staffed, 100, 2)
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
		{"what the share leaves", model.Share, 2, quotients("400 395 397 376 413", staffed, 100, 2), base,
			"third 2022 by staff"},
		{"rate", model.Rate, 1, quotients(reported, staffed, 1000, 1), nil, "third 2022 by staff"},
		{"copy", model.Count, 0, reported, nil, "third 2022"},
		{"of how many the values say themselves", model.Share, 2, share, func(_, _, third *model.Indicator) {
			for n, of := range []int{412, 398, 405, 391, 420} {
				third.Values[n].Of = of
			}
		}, "third 2022"},
		{"of how many only one value says", model.Share, 2, share, func(_, _, third *model.Indicator) {
			third.Values[3].Of = 391
		}, "third 2022 by staff"},
		{"of how many only some values say, of a base that is not there", model.Share, 2,
			quotients(reported, "600 700 800 900 950", 100, 2),
			func(_, _, third *model.Indicator) { third.Values[0].Of, third.Values[1].Of = 600, 700 }, ""},
		{"said to be something else", model.Share, 2, share,
			func(_, staff, third *model.Indicator) { third.Base, third.Unrelated = staff, true }, ""},
		{"said to be made of it", model.Share, 2, share,
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
		{"too short to tell", model.Share, 2, "- 0.75", nil, ""},
		{"a copy that is added up", model.Count, 0, reported,
			func(x, _, third *model.Indicator) { third.SumOf = []*model.Indicator{x} }, ""},
		{"a part under another name", model.Count, 0, "6 3 4 8 2", func(x, _, _ *model.Indicator) {
			x.Values = by(year(2021), "12 24 8 15 7")
			x.Breakdowns = []*model.Breakdown{split("d", "6 3 4 8 2", "6 21 4 7 5")}
		}, "third 2022"},
		{"a part that is hidden for another's sake", model.Count, 0, "6 21 4 7 5", func(x, _, _ *model.Indicator) {
			x.Values = by(year(2021), "12 24 8 15 7")
			x.Breakdowns = []*model.Breakdown{split("d", "6 3 4 8 2", "6 21 4 7 5")}
		}, "third 2022"},
		{"a copy of what is rounded", model.Count, 0, reported,
			func(x, _, _ *model.Indicator) { x.Protect = model.Round },
			"third 2021"},
		{"a year of its quarters", model.Count, 0, "31 29 33", func(x, _, third *model.Indicator) {
			quarterly(x, "7 9 3 12 8 8 6 7 11 2 12 8")
		}, "third 2021"},
		{"a year of other quarters", model.Count, 0, "31 29 34", func(x, _, third *model.Indicator) {
			quarterly(x, "7 9 3 12 8 8 6 7 11 2 12 8")
		}, ""},
	}
	// A total that nobody declared reveals the hidden count: 33 − 12 − 13 − 8.
	kinds := []*model.Indicator{open("all", "33 29 41 38 52"), open("a", "12 15 20 18 31"),
		hidden("b", "21 14 21 3 21")}
	kinds[0].Values[3].Number = 21
	if got := copies(New(edition("2026", kinds...), usual)); got != "all 2024 by a" {
		t.Errorf("an undeclared total: %q", got)
	}
	for _, test := range tests {
		x, staff, third := hidden("x", reported), open("staff", staffed), open("third", test.numbers)
		third.Kind, third.Decimals = test.kind, test.decimals
		if test.change != nil {
			test.change(x, staff, third)
		}
		if got := copies(New(edition("2026", x, staff, third), usual)); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

// TestRenamed: a series that was published under another name reveals what is hidden now, unless
// the data say that it is the same.
func TestRenamed(t *testing.T) {
	parts := func(id, formerly string) *model.Indicator {
		i := hidden(id, "30 41 26 38 33", split("d", "3 20 8 11 4", "12 9 9 13 15", "15 12 9 14 14"))
		i.Formerly = formerly
		return i
	}
	before := New(edition("2025", parts("old", "")), usual)
	if got := copies(New(edition("2026", parts("new", "old")), usual, before)); got != "" {
		t.Errorf("declared: %q", got)
	}
	now := parts("new", "")
	now.Breakdowns[0].Parts[1].Values = by(year(2021), "12 3 9 13 15") // another one is hidden
	now.Values = by(year(2021), "30 35 26 38 33")
	if got := copies(New(edition("2026", now), usual, before)); !strings.Contains(got, "in 2025") {
		t.Errorf("not declared: %q", got)
	}
	// A dimension with a new name counts as a new one, until it states its former name.
	renamed := parts("old", "")
	renamed.Breakdowns[0].Dimension.ID = "e"
	if got := exposed(New(edition("2026", renamed), usual, before)); got != nil {
		t.Errorf("%v", got)
	}
	renamed.Breakdowns[0].Dimension.Formerly = "d"
	p := New(edition("2026", renamed), usual, before)
	if got := copies(p); got != "" || exposed(p) != nil {
		t.Errorf("renamed dimension: %q, %v", got, exposed(p))
	}
}
