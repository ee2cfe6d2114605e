package prose

import (
	"encoding/json"
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
)

// example is one of the examples of the CommonMark specification.
type example struct {
	Number   int `json:"example"`
	Section  string
	Markdown string
	HTML     string
}

// TestCommonMark converts the examples of the CommonMark specification, which goldmark's module has.
// testdata/commonmark.txt says which messages each must give. Every message has a position, and an
// example without one shows the words that the specification wants, but for what we add to it.
func TestCommonMark(t *testing.T) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/yuin/goldmark").Output()
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "_test", "spec.json"))
	if err != nil {
		t.Fatal(err)
	}
	var examples []example
	if err := json.Unmarshal(data, &examples); err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for _, e := range examples {
		var list diagnostic.List
		text := convert(e.Markdown, &list)
		fmt.Fprintf(&got, "%d %s:", e.Number, e.Section)
		for _, d := range list.Sorted() {
			fmt.Fprintf(&got, " %d:%d %s", d.Position.Line, d.Position.Column, d.Code)
			if d.Position.Line == 0 || d.Message("nl") == "" || d.Message("en") == "" {
				t.Errorf("example %d: %s has no position or text", e.Number, d.Code)
			}
		}
		got.WriteByte('\n')
		if len(list.Sorted()) > 0 {
			continue
		}
		var page strings.Builder
		for _, s := range text.Segments {
			page.Write(s.HTML)
		}
		if is, want := wordsOf(page.String()), wordsOf(e.HTML); is != want {
			t.Errorf("example %d: %q shows %q, want %q", e.Number, e.Markdown, is, want)
		}
	}
	const stated = "testdata/commonmark.txt"
	if *update {
		if err := os.WriteFile(stated, []byte(got.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(stated)
	if err != nil {
		t.Fatal(err)
	}
	wanted := strings.Split(string(want), "\n")
	for n, line := range strings.Split(got.String(), "\n") {
		if n >= len(wanted) || line != wanted[n] {
			t.Errorf("gave %q, which %s does not have there", line, stated)
		}
	}
}

// tag matches a tag, and the caption of an image, which is ours.
var tag = regexp.MustCompile(`<figcaption>.*?</figcaption>|<[^>]*>`)

// wordsOf returns the letters and digits that a page shows.
func wordsOf(page string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, html.UnescapeString(tag.ReplaceAllString(page, "")))
}
