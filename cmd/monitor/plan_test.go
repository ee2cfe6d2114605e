package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"golang.org/x/net/html"
)

// TestPlan holds the shipped report against the plan that founded it: each part of the plan has data
// in the newest edition, and an element on a page that says it. `make plan` prints them.
func TestPlan(t *testing.T) {
	t.Parallel()
	var plan struct {
		Part map[string]struct{ Asks, Data, Answer string }
	}
	meta, err := toml.DecodeFile("testdata/plan.toml", &plan)
	if err != nil {
		t.Fatal(err)
	}
	if unread := meta.Undecoded(); len(unread) > 0 {
		t.Fatal("testdata/plan.toml has keys that nothing reads: ", unread)
	}
	root := filepath.Join("..", "..")
	years, err := filepath.Glob(filepath.Join(root, "data", "20*"))
	if err != nil || len(years) == 0 {
		t.Fatal(years, err)
	}
	year := filepath.Base(slices.Max(years))
	out := filepath.Join(t.TempDir(), "site")
	monitor(t, "build", "--root", root, "--audience", "board", "--out", out, "--cache", "")
	for _, key := range meta.Keys() {
		if len(key) != 2 {
			continue
		}
		part := plan.Part[key[1]]
		t.Run(key[1], func(t *testing.T) {
			if _, err := os.Stat(filepath.Join(root, "data", year, part.Data)); err != nil {
				t.Error(err)
			}
			name, id, _ := strings.Cut(part.Answer, "#")
			page, err := os.ReadFile(filepath.Join(out, year, name))
			if err != nil {
				t.Fatal(err)
			}
			said := textOfID(t, page, id)
			// A heading alone, or a sentence that there is nothing, is shorter.
			if len(strings.Fields(said)) < 12 {
				t.Errorf("%s says only %q", part.Answer, said)
			}
			t.Logf("%s\n    %s: %.200s …", part.Asks, part.Answer, said)
		})
	}
}

// textOfID returns the text of the element with an id. Of a heading that is the text of its section.
func textOfID(t *testing.T, page []byte, id string) string {
	t.Helper()
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		for _, a := range n.Attr {
			if a.Key != "id" || a.Val != id {
				continue
			}
			if strings.HasPrefix(n.Data, "h") && len(n.Data) == 2 {
				n = n.Parent
			}
			var said strings.Builder
			for inner := range n.Descendants() {
				if inner.Type == html.TextNode && inner.Parent.Data != "style" && inner.Parent.Data != "title" {
					said.WriteString(inner.Data + " ")
				}
			}
			return strings.Join(strings.Fields(said.String()), " ")
		}
	}
	t.Errorf("no element has the id %q", id)
	return ""
}
