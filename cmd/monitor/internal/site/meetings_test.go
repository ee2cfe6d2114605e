package site

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// TestNearer puts the meetings to come first, the next one at the top, and then those that were, the last one first.
func TestNearer(t *testing.T) {
	today := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	var days []time.Time
	for _, text := range []string{"2026-11-01", "2027-06-30", "2026-03-04", "2027-02-03", "2025-09-10"} {
		day, err := time.Parse(time.DateOnly, text)
		if err != nil {
			t.Fatal(err)
		}
		days = append(days, day)
	}
	slices.SortFunc(days, func(x, y time.Time) int { return nearer(x, y, today) })
	var got []string
	for _, day := range days {
		got = append(got, day.Format(time.DateOnly))
	}
	if want := "2027-02-03 2027-06-30 2026-11-01 2026-03-04 2025-09-10"; strings.Join(got, " ") != want {
		t.Errorf("meetings are in the order %q, want %q", got, want)
	}
}
