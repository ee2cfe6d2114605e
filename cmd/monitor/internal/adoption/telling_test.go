package adoption

import (
	"strings"
	"testing"
)

// TestTelling corrects a number beside a hidden one, and numbers with nothing hidden beside them.
func TestTelling(t *testing.T) {
	said := func(lines ...string) []Statement {
		var out []Statement
		for _, line := range lines {
			path, text, _ := strings.Cut(line, " = ")
			out = append(out, Statement{strings.Split(path, "."), text})
		}
		return out
	}
	const small, other = "indicator.x.breakdown.f.a.2024 = <5", "indicator.x.breakdown.f.b.2024 = withheld"
	for _, test := range []struct {
		name          string
		before, after []Statement
		tells         int
	}{
		{"60 becomes 63 beside <5", said(small, other, "indicator.x.values.2024 = 60"),
			said(small, other, "indicator.x.values.2024 = 63"), 1},
		{"a part beside <5", said("indicator.x.breakdown.f.a.2024 = 17 p", small),
			said("indicator.x.breakdown.f.a.2024 = 18", small), 1},
		{"hidden before only", said("indicator.x.breakdown.f.a.2024 = <5", "indicator.x.values.2024 = 60"),
			said("indicator.x.breakdown.f.a.2024 = 7", "indicator.x.values.2024 = 63"), 2},
		{"another part is withheld", said(small, other, "indicator.x.breakdown.f.c.2024 = 30"),
			said(small, "indicator.x.breakdown.f.b.2024 = 12", "indicator.x.breakdown.f.c.2024 = withheld"), 1},
		{"another period", said(small, "indicator.x.values.2025 = 60"), said(small, "indicator.x.values.2025 = 63"), 0},
		{"another indicator", said(small, "indicator.y.values.2024 = 60"),
			said(small, "indicator.y.values.2024 = 63"), 0},
		{"withheld now", said(small, "indicator.x.values.2024 = 60"),
			said(small, "indicator.x.values.2024 = confidential c"), 0},
		{"missing beside it", said("indicator.x.breakdown.f.a.2024 = :", "indicator.x.values.2024 = 60"),
			said("indicator.x.breakdown.f.a.2024 = :", "indicator.x.values.2024 = 63"), 0},
		{"the title", said(small, "indicator.x.title.nl = Oud"), said(small, "indicator.x.title.nl = 5 nieuw"), 0},
	} {
		if got := Telling(test.before, test.after); len(got) != test.tells {
			t.Errorf("%s: %v", test.name, got)
		}
	}
}
