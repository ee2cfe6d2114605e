package source

import "testing"

// TestPrinted checks that only an apostrophe within a word is replaced.
func TestPrinted(t *testing.T) {
	for text, want := range map[string]string{
		"Cyberrisico's": "Cyberrisico’s", "collega's en 's avonds": "collega’s en 's avonds",
		"'risico' '24'": "'risico' '24'", "1'2 a' 'b é'é": "1'2 a' 'b é’é", "niets": "niets",
		"'": "'", "a'": "a'", "d'r''n": "d’r''n",
	} {
		if got := printed(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
