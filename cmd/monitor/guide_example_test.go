package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/site"
)

// example is the shipped site with what a guide shows.
type example struct {
	*testing.T
	dir   string
	shown []string // the files that the guide shows a part of
}

const indicators = "data/2026/indicators/all.toml"

func newExample(t *testing.T) *example {
	e := &example{t, t.TempDir(), nil}
	for _, folder := range []string{"data", "content"} {
		if err := os.CopyFS(filepath.Join(e.dir, folder), os.DirFS("../../"+folder)); err != nil {
			t.Fatal(err)
		}
	}
	names, all := e.named("data/2026/indicators/*.toml"), ""
	for _, name := range names {
		all += e.read(name) + "\n"
		os.Remove(filepath.Join(e.dir, name))
	}
	e.write(indicators, all)
	e.write("data/2026/import.toml", "") // which the shipped edition does not have
	return e
}

func (e *example) named(pattern string) []string {
	names, _ := filepath.Glob(filepath.Join(e.dir, pattern))
	for n := range names {
		names[n], _ = filepath.Rel(e.dir, names[n])
	}
	return names
}

func (e *example) read(name string) string {
	data, err := os.ReadFile(filepath.Join(e.dir, name))
	if err != nil {
		e.Fatal(err)
	}
	return string(data)
}

func (e *example) write(name, text string) {
	name = filepath.Join(e.dir, name)
	os.MkdirAll(filepath.Dir(name), 0o777)
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		e.Fatal(err)
	}
}

const needed = `title = "x"
unit = "x"
kind = "count"
definition = "x"
source = { title = "x" }
aspect = "arbo"
`

var (
	partial = regexp.MustCompile(`(?m)^\[indicator\.(.*)\]\n\.\.\.$`)
	summed  = regexp.MustCompile(`(?m)^(?:sum|cumulative)_of = (.*)$`)
	inside  = regexp.MustCompile(`"([^"]*)"`)
	bracket = regexp.MustCompile(`(?m)^\[`)
	key     = regexp.MustCompile(`(?m)^[^\s=.\[]+`)
)

// show puts a block of TOML among the data. A table with a title takes the place of the shipped
// one, and the keys of any other the place of the shipped keys. The parts of a sum are made.
func (e *example) show(b block) {
	name := "data/2026/" + b.file
	if strings.HasPrefix(b.file, "indicators/") {
		name = indicators
	} else if b.file == "site.toml" {
		name = "data/site.toml"
	}
	e.shown = append(e.shown, name)
	made := partial.FindAllStringSubmatch(b.text, -1)
	for _, list := range summed.FindAllStringSubmatch(b.text, -1) {
		made = append(made, inside.FindAllStringSubmatch(list[1], -1)...)
	}
	for _, id := range made {
		e.show(block{file: b.file, head: "[indicator." + id[1] + "]", text: needed})
	}
	file := e.read(name)
	for _, table := range tables(b.head + "\n" + strings.ReplaceAll(b.text, "...\n", "")) {
		head, body, _ := strings.Cut(table, "\n")
		keys, under, rest := key.FindAllString(body, -1), strings.TrimSuffix(head, "]")+".", ""
		for _, old := range tables(file) {
			above, lines, _ := strings.Cut(old, "\n")
			switch {
			case slices.Contains(keys, "title") && (above == head || strings.HasPrefix(above, under)):
			case above == head:
				for line := range strings.Lines(lines) {
					if !slices.Contains(keys, key.FindString(line)) {
						body += line
					}
				}
			default:
				rest += old
			}
		}
		file = rest + head + "\n" + body + "\n"
	}
	e.write(name, file)
}

// tables splits TOML before each head.
func tables(text string) []string {
	var out []string
	starts := bracket.FindAllStringIndex(text, -1)
	for n, at := range starts {
		end := len(text)
		if n+1 < len(starts) {
			end = starts[n+1][0]
		}
		out = append(out, text[at[0]:end])
	}
	return out
}

// check returns what the program has against the site.
func (e *example) check() []diagnostic.Diagnostic {
	s, _ := (&program{stdout: io.Discard, stderr: io.Discard, lang: "en", root: e.dir}).read("")
	defer s.root.Close()
	s.prepare(model.Board, site.Tools{}, s.list).Check(s.list)
	return s.list.Sorted()
}

// accept reports the errors in what the guide shows.
func (e *example) accept() {
	errors := slices.DeleteFunc(e.check(), func(d diagnostic.Diagnostic) bool {
		return d.Severity != diagnostic.Error || !slices.Contains(e.shown, d.Position.File)
	})
	var text bytes.Buffer
	diagnostic.Print(&text, "text", "en", "", errors)
	if len(errors) > 0 {
		e.Error(text.String())
	}
}

// TestGuideData gives the program what the guides on data show.
func TestGuideData(t *testing.T) {
	for _, pair := range readGuides(t)[1:] {
		for _, g := range pair {
			t.Run(g.name, func(t *testing.T) {
				t.Parallel()
				e := newExample(t)
				for _, b := range g.blocks {
					switch b.kind {
					case "toml":
						e.show(b)
					case "csv":
						e.write("data/2026/"+b.file, b.text)
						e.shown = append(e.shown, "data/2026/"+b.file)
					}
				}
				e.accept()
			})
		}
	}
}

// TestGuideKeys looks in the guides for every key that the data may have: where a table has a key
// that does not exist, the program names all others.
func TestGuideKeys(t *testing.T) {
	const unknown = "zzz = true"
	e, said := newExample(t), [2]string{}
	for _, pair := range readGuides(t)[1:] {
		for n, g := range pair {
			said[n] += strings.Join(quoted.FindAllString(g.prose, -1), "\n")
			for _, b := range g.blocks {
				said[n] += b.text
				if n == 0 && b.kind == "toml" {
					e.show(b)
				}
			}
		}
	}
	for _, name := range append(e.named("data/2026/*.toml"), indicators, "data/site.toml") {
		text := strings.ReplaceAll(e.read(name), "{ ", "{ "+unknown+", ")
		e.write(name, regexp.MustCompile(`(?m)^\[.*\]$`).ReplaceAllString(text, "$0\n"+unknown))
	}
	keys := slices.Concat(model.NumberKinds, model.SurveyKinds, model.EvidenceKinds)
	for _, d := range e.check() {
		if d.Code == diagnostic.UnknownKey && d.Args[0] == "zzz" {
			keys = append(keys, strings.Split(d.Args[2], ", ")...)
		}
	}
	keys = slices.Compact(slices.Sorted(slices.Values(keys)))
	if len(keys) < 100 {
		t.Errorf("only these keys: %v", keys)
	}
	for n, text := range said {
		for _, key := range keys {
			if !regexp.MustCompile(`\b` + key + `\b`).MatchString(text) {
				t.Errorf("the guides in %s do not mention %q", []string{"Dutch", "English"}[n], key)
			}
		}
	}
}

var (
	assignment = regexp.MustCompile("`([a-z]+ = [^`]+)`")
	shownImage = regexp.MustCompile(`!\[[^\]]*\]\(([^ )]+)`)
	reference  = regexp.MustCompile("`(\\[[^\\]`]*\\]\\([a-z0-9-]+[:.][^)`]*\\)[^`]*)`")
)

// TestGuideChapters gives the program what the guides on writing show: blocks, a figure for each
// row of the tables of kinds, and every reference.
func TestGuideChapters(t *testing.T) {
	others := [2]struct{ folder, chapter, heading, method string }{
		{"nl/", "60-werknemers-en-studenten.md", "Wat wij vragen", "90-verantwoording.md"},
		{"en/", "60-employees-and-students.md", "What we ask", "90-method.md"},
	}
	picture, err := os.ReadFile("testdata/golden/content/2026/nl/images/vluchtroute.png")
	if err != nil {
		t.Fatal(err)
	}
	for n, g := range readGuides(t)[0] {
		t.Run(g.name, func(t *testing.T) {
			t.Parallel()
			const head = "+++\ntitle = \"x\"\n+++\n\n"
			e, o, folder := newExample(t), others[n], "content/2026/"+others[n].folder
			os.RemoveAll(filepath.Join(e.dir, "content/2026"))
			e.write(folder+o.method, head)
			// The Board may read of everything.
			text := strings.Replace(head, "\n", "\ncategory = \"werknemers-en-studenten\"\naudience = \"board\"\n", 1) +
				"## " + o.heading + "\n\n"
			e.shown = []string{folder + o.chapter}
			// The figure of peers needs one that compares, and the shipped edition has none.
			e.show(block{file: "peers.toml", head: "[peer.tu]", text: `title = "x"`})
			e.show(block{file: "indicators/x.toml", head: "[indicator.ziekteverzuim.peers.tu]",
				text: "comparable = true\nsource = \"dub-verzuim\"\ndefinition = \"x\"\nvalues = { 2021 = 3.0 }"})
			for _, b := range g.blocks {
				if b.kind == "markdown" && b.file != "" {
					e.write(folder+b.file, b.text)
					e.shown = append(e.shown, folder+b.file)
				} else if b.kind == "markdown" {
					text += b.text + "\n"
				}
				for _, image := range shownImage.FindAllStringSubmatch(b.text, -1) {
					e.write(folder+image[1], string(picture))
				}
			}
			var kinds []string
			for _, r := range row.FindAllStringSubmatch(g.prose, -1) {
				kind := strings.Trim(r[1], "`")
				if slices.Contains(figure.Kinds(), kind) {
					kinds = append(kinds, kind)
					text += "```figure\nkind = \"" + kind + "\"\n"
					for _, a := range assignment.FindAllStringSubmatch(r[0], -1) {
						text += a[1] + "\n"
					}
					text += "```\n\n"
				}
			}
			if !slices.Equal(kinds, figure.Kinds()) {
				t.Errorf("rows for %v, want %v", kinds, figure.Kinds())
			}
			for _, r := range reference.FindAllStringSubmatch(g.prose, -1) {
				text += r[1] + "\n\n"
			}
			for _, scheme := range model.ReferenceKinds {
				if !strings.Contains(text, "]("+scheme+":") {
					t.Errorf("no reference to a thing of kind %q", scheme)
				}
			}
			e.write(folder+o.chapter, text)
			e.accept()
		})
	}
}
