package source

import "testing"

// TestPrinted checks that apostrophes and primes are replaced, and not the marks of quotations.
func TestPrinted(t *testing.T) {
	for text, want := range map[string]string{
		"Cyberrisico's": "Cyberrisico’s", "collega's en 's avonds": "collega’s en ’s avonds",
		"sinds '90": "sinds ’90", "een '68-er": "een ’68-er", "in '24, '25.": "in ’24, ’25.", "'90 procent'": "'90 procent'",
		"pak 'em": "pak ’em", "'een citaat'": "'een citaat'", "'90% van 5'": "'90% van 5'",
		"'risico' '24'": "'risico' '24'", "a' 'b é'é": "a’ 'b é’é", "niets": "niets",
		"Jans' fiets": "Jans’ fiets", "the boards' reports": "the boards’ reports", `5' 10"`: "5′ 10″",
		`een "citaat" van 5"`: `een "citaat" van 5″`, `"Monitor 21"`: `"Monitor 21"`,
	} {
		if got := Printed(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
