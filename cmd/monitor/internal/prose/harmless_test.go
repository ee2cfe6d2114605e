package prose

import (
	"os"
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
)

// TestHarmless converts texts in which nothing is wrong. A warning in a text that is right teaches
// authors to read none.
func TestHarmless(t *testing.T) {
	data, err := os.ReadFile("testdata/harmless.txt")
	if err != nil {
		t.Fatal(err)
	}
	texts := strings.Split(string(data), "\n====\n")[1:]
	if len(texts) < 20 {
		t.Errorf("only %d texts", len(texts))
	}
	for _, text := range texts {
		var list diagnostic.List
		convert(text, &list)
		for _, d := range list.Sorted() {
			title, _, _ := strings.Cut(text, "\n")
			t.Errorf("%s, line %d: %s %s", title, d.Position.Line, d.Code, d.Message("en"))
		}
	}
}
