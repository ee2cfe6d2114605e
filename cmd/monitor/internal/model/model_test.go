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
