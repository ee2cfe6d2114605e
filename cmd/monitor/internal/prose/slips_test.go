package prose

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
)

// TestSlips converts each text of testdata/slips.txt. It must give one message, at the place that the
// file says and with that code, in both languages.
func TestSlips(t *testing.T) {
	data, err := os.ReadFile("testdata/slips.txt")
	if err != nil {
		t.Fatal(err)
	}
	_, slips, _ := strings.Cut(string(data), "\n\n")
	var text strings.Builder
	for line := range strings.Lines(slips) {
		want, ends := strings.CutPrefix(line, "=> ")
		if !ends {
			text.WriteString(line)
			continue
		}
		var list diagnostic.List
		markdown := strings.TrimPrefix(text.String(), "\n")
		convert(markdown, &list)
		text.Reset()
		var got []string
		for _, d := range list.Sorted() {
			got = append(got, fmt.Sprintf("%d:%d %s", d.Position.Line, d.Position.Column, d.Code))
			nl, en := d.Message("nl")+" "+d.Hint("nl"), d.Message("en")+" "+d.Hint("en")
			if nl == en || strings.Contains(nl+en, "%!") || strings.Contains(nl+en, `\u`) {
				t.Errorf("%q: %s / %s", markdown, nl, en)
			}
		}
		if strings.Join(got, ", ") != strings.TrimSpace(want) {
			t.Errorf("%sgave %q, want %s", markdown, got, want)
		}
	}
	if text.Len() > 0 {
		t.Errorf("no message is expected of %q", text.String())
	}
}
