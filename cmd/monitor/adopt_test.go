package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// unsaid are the changes that no reader sees, by file and key, and why.
var unsaid = map[string]string{
	"data/2026/moved.toml to":                      "an address may get another place to lead to",
	"data/2026/moved.toml audience":                "so may those whom it leads",
	"data/2026/indicators/gebouwen.toml sensitive": "the register has protect, for all that is counted from it",
}

// TestAdopted tries some of the changes of testChanges.
func TestAdopted(t *testing.T) { testChanges(t, 24) }

// testChanges adopts the golden edition, which has something of everything, and then changes one
// value of it at a time: each key of each data file, and each chapter. check must name every change.
// It tries one of so many changes.
func testChanges(t *testing.T, one int) {
	t.Parallel()
	root := adoptedGolden(t)
	changed := 0
	for n, c := range goldenChanges(t, root) {
		if n%one != 0 {
			continue
		}
		name := filepath.Join(root, filepath.FromSlash(c.file))
		before, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		write(t, name, c.apply(before))
		said, status := checked(root)
		write(t, name, before)
		switch {
		case unsaid[c.file+" "+c.key] != "":
		case status == exitDone:
			t.Errorf("%s: no word of %s", c.file, c)
		case strings.Contains(said, "[MV88"):
			changed++
		}
	}
	if changed < 120/one {
		t.Errorf("only %d changes are held against the record", changed)
	}
}

// TestAdoptedBeside changes what stands on pages and in data files beside the values: of how many a share
// is, digits that are not shown, and what the pages say of the site.
func TestAdoptedBeside(t *testing.T) {
	t.Parallel()
	root := adoptedGolden(t)
	for _, test := range []struct{ file, from, to, named string }{
		{"data/2026/indicators/gebouwen.toml", "part = 341, of = 409", "value = 83.4, of = 450",
			"indicator.lab-instructie.values.interval.2026-Q2"},
		{"data/2026/indicators/cyber.toml", "2025 = 8.3 ", "2025 = 8.31 ", "indicator.phishing-klik.verdict."},
		{"data/site.toml", `licence.nl = "CC BY 4.0"`, `licence.nl = "CC BY-SA 4.0"`, "edition.licence.nl"},
		{"data/site.toml", `name.nl = "Universiteit van Voorbeeld"`, `name.nl = "Hogeschool"`, "edition.organisation.nl"},
	} {
		name := filepath.Join(root, filepath.FromSlash(test.file))
		before, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Contains(before, []byte(test.from)) {
			t.Fatalf("%s: no %s", test.file, test.from)
		}
		write(t, name, bytes.Replace(before, []byte(test.from), []byte(test.to), 1))
		if said, _ := checked(root); !strings.Contains(said, test.named) {
			t.Errorf("%s → %s: no word of %s in\n%s", test.from, test.to, test.named, said)
		}
		write(t, name, before)
	}
}

// TestAdoptedLooks changes what is not said: themes, words of the interface, the site's own title,
// comments and the order of keys. check has no word of these.
func TestAdoptedLooks(t *testing.T) {
	t.Parallel()
	root := adoptedGolden(t)
	theme := filepath.Join(root, "themes", "ut")
	if err := os.CopyFS(theme, os.DirFS(filepath.Join("..", "..", "themes", "ut"))); err != nil {
		t.Fatal(err)
	}
	start := regexp.MustCompile(`\A`)
	substitute(t, filepath.Join(theme, "styles", "base.css"), start, "body { color: red }\n")
	substitute(t, filepath.Join(theme, "scripts", "figure.js"), start, "// Another script.\n")
	substitute(t, filepath.Join(theme, "templates", "glossary.html"), start, "<!-- Another page. -->\n")
	words := regexp.MustCompile(`(?m)^(title|description) = "`)
	for _, lang := range []string{"nl", "en"} {
		substitute(t, filepath.Join(theme, "i18n", lang+".toml"), words, `$1 = "Ook `)
	}
	substitute(t, filepath.Join(root, "data", "site.toml"), regexp.MustCompile(`\[site\]\ntitle\.nl = ".*"`),
		"[site]\ntitle.nl = \"Anders\"")
	files, _ := filepath.Glob(filepath.Join(root, "data", "2026", "*.toml"))
	for _, name := range files {
		if filepath.Base(name) != "adopted.toml" {
			substitute(t, name, start, "# A comment.\n")
		}
	}
	if said, status := checked(root); status != exitDone || strings.Contains(said, "MV88") {
		t.Errorf("status %d: %s", status, said)
	}
}

// adoptedGolden returns a copy of the golden sources whose newest edition is adopted and recorded.
func adoptedGolden(t *testing.T) string {
	t.Helper()
	root := t.TempDir()
	for _, dir := range []string{"data", "content"} {
		if err := os.CopyFS(filepath.Join(root, dir), os.DirFS(filepath.Join(goldenDir, dir))); err != nil {
			t.Fatal(err)
		}
	}
	substitute(t, filepath.Join(root, "data", "2026", "edition.toml"), regexp.MustCompile(`(?m)^status = ".*"`),
		`status = "vastgesteld"`)
	monitor(t, "adopt", "2026", "--root", root)
	return root
}

// change is one change of one file.
type change struct {
	file, key  string
	start, end int // of the value
	value      string
}

func (c change) apply(data []byte) []byte {
	return slices.Replace(slices.Clone(data), c.start, c.end, []byte(c.value)...)
}

func (c change) String() string { return c.key + " = " + c.value }

var (
	keyLine = regexp.MustCompile(`(?m)^([A-Za-z0-9_."-]+) *= *(.*)$`)
	scalars = regexp.MustCompile(`"(?:[^"\\]|\\.)*"|\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b|` +
		`\b[0-9]+(?:\.[0-9]+)?\b|\btrue\b|\bfalse\b`)
	inTable = regexp.MustCompile(`([0-9-]+|"[^"]*") *= *`)
)

// goldenChanges returns a change for the first value of each key of each data file of the newest
// edition, and one for each chapter and each file of numbers.
func goldenChanges(t *testing.T, root string) []change {
	var all []change
	dir := filepath.Join(root, "data", "2026")
	files, _ := filepath.Glob(filepath.Join(dir, "*.toml"))
	more, _ := filepath.Glob(filepath.Join(dir, "*", "*.toml"))
	for _, name := range append(files, more...) {
		if filepath.Base(name) == "adopted.toml" {
			continue
		}
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		file, _ := filepath.Rel(root, name)
		seen := make(map[string]bool)
		for _, m := range keyLine.FindAllSubmatchIndex(data, -1) {
			key, line := string(data[m[2]:m[3]]), data[m[4]:m[5]]
			if seen[key] {
				continue
			}
			seen[key] = true
			spaces := func(b []byte) []byte { return bytes.Repeat([]byte(" "), len(b)) }
			if at := scalars.FindIndex(inTable.ReplaceAllFunc(line, spaces)); at != nil {
				value := string(line[at[0]:at[1]])
				all = append(all, change{filepath.ToSlash(file), key, m[4] + at[0], m[4] + at[1], otherValue(value)})
			}
		}
	}
	chapters, _ := filepath.Glob(filepath.Join(root, "content", "2026", "*", "*.md"))
	for _, name := range chapters {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		file, _ := filepath.Rel(root, name)
		all = append(all, change{filepath.ToSlash(file), "text", len(data), len(data), "\nMeer.\n"})
	}
	return all
}

// otherValue returns another value of the same type.
func otherValue(value string) string {
	switch {
	case value == "true":
		return "false"
	case value == "false":
		return "true"
	case strings.HasPrefix(value, `"`):
		return strings.TrimSuffix(value, `"`) + `x"`
	case len(value) == len("2026-01-31") && value[4] == '-':
		return value[:8] + map[bool]string{true: "02", false: "01"}[value[8:] == "01"]
	}
	n, _ := strconv.ParseFloat(value, 64)
	return strconv.FormatFloat(n+1, 'f', -1, 64)
}

// checked returns what check says of the sources, and its status.
func checked(root string) (said string, status int) {
	var out, messages bytes.Buffer
	p := &program{stdout: &out, stderr: &messages, lang: "en"}
	status = p.command([]string{"check", "--root", root})
	return out.String() + messages.String(), status
}

func write(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

func substitute(t *testing.T, name string, pattern *regexp.Regexp, text string) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	write(t, name, pattern.ReplaceAll(data, []byte(text)))
}
