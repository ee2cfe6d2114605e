package edition

import "testing"

func TestPersonIn(t *testing.T) {
	for text, want := range map[string]string{
		"Volgens mevrouw De Boer.":             "mevrouw De Boer",
		"Zie J. Jansen.":                       "J. Jansen",
		"Zie bijlage B. Jansen was erbij.":     "B. Jansen", // nobody can tell
		"Stoffen van klasse B. Daarna de rest": "",
		"Plan B. Then J.A. Smith left.":        "J.A. Smith",
		"De directeur en het hoofd.":           "",
		"Artikel 3.1, RJO sectie B":            "",
	} {
		if got := personIn(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
