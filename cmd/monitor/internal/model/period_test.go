package model

import (
	"testing"
	"time"
)

func TestDays(t *testing.T) {
	tests := []struct{ period, first, last string }{
		{"2024", "2024-01-01", "2024-12-31"},
		{"2024-Q1", "2024-01-01", "2024-03-31"},
		{"2024-Q4", "2024-10-01", "2024-12-31"},
		{"2024-02", "2024-02-01", "2024-02-29"},
		{"2023-02", "2023-02-01", "2023-02-28"},
		{"2024-12", "2024-12-01", "2024-12-31"},
		{"2023/2024", "2023-09-01", "2024-08-31"},
	}
	for _, test := range tests {
		p, ok := ParsePeriod(test.period)
		if !ok {
			t.Fatal(test.period)
		}
		first, last := p.Days()
		if first.Format("2006-01-02") != test.first || last.Format("2006-01-02") != test.last {
			t.Errorf("%s runs from %v to %v", test.period, first, last)
		}
		// Neighbours touch, and every day of a period is in it.
		if next, _ := p.Next().Days(); !next.Equal(last.AddDate(0, 0, 1)) {
			t.Errorf("the period after %s begins on %v", test.period, next)
		}
		for day := first; !day.After(last); day = day.AddDate(0, 0, 1) {
			if got := PeriodOf(p.Frequency, day.Year(), int(day.Month())); got != p {
				t.Fatalf("%v is in %s, want %s", day, got, p)
			}
		}
	}
}

func TestAfter(t *testing.T) {
	day := func(s string) time.Time {
		d, err := time.Parse(time.DateOnly, s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	tests := []struct {
		every      Frequency
		from, want string
	}{
		{Yearly, "2026-02-01", "2027-02-01"}, {Yearly, "2024-02-29", "2025-02-28"},
		{AcademicYear, "2025-09-01", "2026-09-01"},
		{Quarterly, "2025-11-30", "2026-02-28"}, {Monthly, "2026-01-31", "2026-02-28"},
		{Monthly, "2025-12-15", "2026-01-15"},
	}
	for _, test := range tests {
		if got := test.every.After(day(test.from)); got != day(test.want) {
			t.Errorf("%s after %s is %s, want %s", test.every, test.from, got.Format(time.DateOnly), test.want)
		}
	}
}

func TestParsePeriod(t *testing.T) {
	good := []string{"2025", "2025-Q1", "2025-Q4", "2025-01", "2025-12", "2024/2025", "1999/2000", "1800", "2199"}
	for _, s := range good {
		p, ok := ParsePeriod(s)
		if !ok || p.String() != s {
			t.Errorf("%q became %q, %v", s, p, ok)
		}
	}
	bad := []string{"", "25", "20255", "2025-Q5", "2025-Q0", "2025-13", "2025-00", "2025-1", "2024/2026", "2024/25",
		"2025-", "2025Q1", "1799", "2200", "2O25", "2025-q1", "٢٠٢٥"}
	for _, s := range bad {
		if p, ok := ParsePeriod(s); ok {
			t.Errorf("%q became %q", s, p)
		}
	}
}

func TestNext(t *testing.T) {
	for from, want := range map[string]string{"2025": "2026", "2025-Q4": "2026-Q1", "2025-Q1": "2025-Q2",
		"2025-12": "2026-01", "2025-06": "2025-07", "2024/2025": "2025/2026"} {
		p, _ := ParsePeriod(from)
		if got := p.Next(); got.String() != want || !p.Before(got) || got.Before(p) {
			t.Errorf("after %s comes %s, want %s", from, got, want)
		}
	}
}

// TestWithin compares periods of different frequencies.
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
		{"2025", "2025", true, 1}, {"2024", "2025", false, 1}, {"2025-Q4", "2025", true, 4},
		{"2026-Q1", "2025", false, 4},
		{"2025-12", "2025-Q4", true, 3}, {"2025-09", "2025-Q4", false, 3}, {"2025-08", "2024/2025", true, 12},
		{"2025-09", "2024/2025", false, 12},
		{"2024-Q4", "2024/2025", true, 0}, {"2024/2025", "2025", false, 0}, {"2025", "2024/2025", false, 0},
		{"2025", "2025-Q1", false, 0},
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

func TestRhythm(t *testing.T) {
	delivered := time.Date(2024, 2, 29, 0, 0, 0, 0, time.UTC)
	for n, want := range []string{"2025-02-28", "2024-05-29", "2024-03-29", "2025-02-28", "2026-02-28", ""} {
		got := ""
		if next := Rhythm(n).After(delivered); !next.IsZero() {
			got = next.Format("2006-01-02")
		}
		if got != want {
			t.Errorf("%v: after %v comes %q, want %q", Rhythm(n), delivered, got, want)
		}
	}
	if EveryTwoYears.String() != "two-years" || Once.String() != "once" {
		t.Errorf("%v and %v", EveryTwoYears, Once)
	}
}
