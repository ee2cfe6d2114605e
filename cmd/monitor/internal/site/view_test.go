package site

import (
	"strings"
	"testing"
)

// TestRunning shortens a title that would run into that of a part above the same sheet.
func TestRunning(t *testing.T) {
	for title, want := range map[string]string{
		"Monitor veiligheid UT 2026": "Monitor veiligheid UT 2026",
		strings.Repeat("é", 200):     strings.Repeat("é", 60) + "…",
	} {
		if got := (&EditionView{Title: title}).Running(); got != want {
			t.Errorf("above a sheet of %q stands %q, want %q", title, got, want)
		}
	}
}
