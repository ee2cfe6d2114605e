package model

import "testing"

func TestParsePeriod(t *testing.T) {
	good := []string{"2025", "2025-Q1", "2025-Q4", "2025-01", "2025-12", "2024/2025", "1999/2000", "1800", "2199"}
	for _, s := range good {
		p, ok := ParsePeriod(s)
		if !ok || p.String() != s {
			t.Errorf("%q became %q, %v", s, p, ok)
		}
	}
	bad := []string{"", "25", "20255", "2025-Q5", "2025-Q0", "2025-13", "2025-00", "2025-1", "2024/2026", "2024/25", "2025-", "2025Q1",
		"1799", "2200", "2O25", "2025-q1", "٢٠٢٥"}
	for _, s := range bad {
		if p, ok := ParsePeriod(s); ok {
			t.Errorf("%q became %q", s, p)
		}
	}
}

func TestNext(t *testing.T) {
	for from, want := range map[string]string{"2025": "2026", "2025-Q4": "2026-Q1", "2025-Q1": "2025-Q2", "2025-12": "2026-01", "2025-06": "2025-07", "2024/2025": "2025/2026"} {
		p, _ := ParsePeriod(from)
		if got := p.Next(); got.String() != want || !p.Before(got) || got.Before(p) {
			t.Errorf("after %s comes %s, want %s", from, got, want)
		}
	}
}

func TestIn(t *testing.T) {
	both := Text{"nl": "ja", "en": "yes"}
	if both.In("en") != "yes" || both.In("de", "nl", "en") != "ja" || both.In("de") != "" || (Text{"": "x"}).In("nl") != "x" {
		t.Error("wrong language")
	}
}

// TestWithin puts periods into one another.
func TestWithin(t *testing.T) {
	parse := func(s string) Period {
		p, ok := ParsePeriod(s)
		if !ok {
			t.Fatal(s)
		}
		return p
	}
	for _, test := range []struct {
		p, q   string
		within bool
		in     int // how many of such make up one
	}{
		{"2025", "2025", true, 1}, {"2024", "2025", false, 1}, {"2025-Q4", "2025", true, 4}, {"2026-Q1", "2025", false, 4},
		{"2025-12", "2025-Q4", true, 3}, {"2025-09", "2025-Q4", false, 3}, {"2025-08", "2024/2025", true, 12}, {"2025-09", "2024/2025", false, 12},
		{"2024-Q4", "2024/2025", true, 0}, {"2024/2025", "2025", false, 0}, {"2025", "2024/2025", false, 0}, {"2025", "2025-Q1", false, 0},
	} {
		p, q := parse(test.p), parse(test.q)
		if p.Within(q) != test.within || p.Frequency.In(q.Frequency) != test.in {
			t.Errorf("%s in %s: %t, %d", test.p, test.q, p.Within(q), p.Frequency.In(q.Frequency))
		}
		if p.Next().Previous() != p || p.Previous().Next() != p {
			t.Errorf("%s: the one before the next is %s", p, p.Next().Previous())
		}
	}
}
