package model

import "testing"

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
