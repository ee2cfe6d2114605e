package browsertest

import (
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
)

// indicator is the part of an indicator in the sources that special reads.
type indicator struct {
	Sensitive bool
	Frequency string
	Breakdown map[string]any
}

// edition returns the name of the newest folder in data/.
func (l *lab) edition(t *testing.T) string {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join(l.root, "data"))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range slices.Backward(entries) {
		if e.IsDir() {
			return e.Name()
		}
	}
	t.Fatal("data/ holds no edition")
	return ""
}

// special returns the pages of three indicators that differ from others: one with a breakdown, one
// whose small numbers are hidden, and one by quarter.
func (l *lab) special(t *testing.T) []string {
	t.Helper()
	sources, err := filepath.Glob(filepath.Join(l.root, "data", l.edition(t), "indicators", "*.toml"))
	if err != nil {
		t.Fatal(err)
	}
	wanted := []struct {
		what string
		is   func(indicator) bool
	}{
		{"with a breakdown", func(i indicator) bool { return len(i.Breakdown) > 0 && !i.Sensitive }},
		{"that is sensitive", func(i indicator) bool { return i.Sensitive }},
		{"by quarter", func(i indicator) bool { return i.Frequency == "quarter" }},
	}
	pages := make([]string, len(wanted))
	for _, source := range sources {
		var file struct{ Indicator map[string]indicator }
		meta, err := toml.DecodeFile(source, &file)
		if err != nil {
			t.Fatal(err)
		}
		for _, key := range meta.Keys() {
			if len(key) != 2 || key[0] != "indicator" {
				continue
			}
			for n, w := range wanted {
				if pages[n] == "" && w.is(file.Indicator[key[1]]) {
					pages[n] = l.indicatorPage(key[1])
				}
			}
		}
	}
	for n, page := range pages {
		if page == "" {
			t.Fatalf("no page of an indicator %s", wanted[n].what)
		}
	}
	return pages
}

func (l *lab) indicatorPage(id string) string {
	for _, p := range l.of("indicator") {
		if strings.TrimSuffix(path.Base(p), ".html") == id {
			return p
		}
	}
	return ""
}
