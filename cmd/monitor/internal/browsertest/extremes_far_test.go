//go:build far

package browsertest

import (
	"fmt"
	"image"
	"image/color"
	"image/png"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestExtremesFar builds small reports that are far from the shipped one, and wants each page laid out well:
// nothing wider than a phone or a desk, and no empty heading, paragraph or list.
func TestExtremesFar(t *testing.T) {
	shared := start(t)
	for name, change := range extremes {
		t.Run(name, func(t *testing.T) {
			work := t.TempDir()
			root, out := filepath.Join(work, "root"), filepath.Join(work, "site")
			if err := os.CopyFS(root, os.DirFS(filepath.Join(shared.root, "cmd/monitor/testdata/base"))); err != nil {
				t.Fatal(err)
			}
			change(&sources{t, root})
			build := command(root, shared.program, "build", "--root", root, "--out", out,
				"--cache", filepath.Join(work, "cache"))
			if said, err := build.CombinedOutput(); err != nil {
				t.Fatalf("monitor build: %v\n%s", err, said)
			}
			l := *shared
			var err error
			if l.dir = out; err == nil {
				l.pages, l.moved, err = readPages(out)
			}
			if err != nil {
				t.Fatal(err)
			}
			server := httptest.NewServer(siteHandler(out))
			defer server.Close()
			l.url = server.URL + mount
			tb := l.tab(t)
			for _, width := range []int64{320, 1440} {
				tb.size(width, 900)
				for path := range l.pages {
					tb.open(path)
					if beyond := eval[[]string](tb, tooWide); len(beyond) > 0 {
						t.Errorf("%s scrolls sideways at %d pixels: %q", path, width, beyond)
					}
					if empty := eval[[]string](tb, emptyElements); len(empty) > 0 {
						t.Errorf("%s has nothing in %q", path, empty)
					}
				}
			}
			tb.quiet()
		})
	}
}

// emptyElements lists the elements that should say something, and have neither words nor a picture.
const emptyElements = `[...document.querySelectorAll("h1,h2,h3,h4,p,ul,ol,dl,dt,dd,li,table,section,caption,figcaption")]
	.filter(e => !e.hidden && !e.textContent.trim() && !e.querySelector("img,svg,input,select"))
	.map(e => e.outerHTML.slice(0, 120))`

// sources are the sources of a small report, to be changed.
type sources struct {
	t    *testing.T
	root string
}

func (s *sources) write(name, text string) {
	name = filepath.Join(s.root, name)
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		s.t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		s.t.Fatal(err)
	}
}

// replace replaces a text that a file must have.
func (s *sources) replace(name, from, to string) {
	data, err := os.ReadFile(filepath.Join(s.root, name))
	if err != nil {
		s.t.Fatal(err)
	}
	if !strings.Contains(string(data), from) {
		s.t.Fatalf("%s has no %q", name, from)
	}
	s.write(name, strings.ReplaceAll(string(data), from, to))
}

const (
	peopleFile    = "content/2026/nl/10-mensen.md"
	indicatorFile = "data/2026/indicators/mensen.toml"
	editionFile   = "data/2026/edition.toml"
	categoryFile  = "data/2026/categories.toml"
)

// extremes change the small report, each in its own way.
var extremes = map[string]func(s *sources){
	"long titles": func(s *sources) {
		title := strings.Repeat("veiligheidsmaatregelenonderzoek van ", 6)[:200]
		s.replace(peopleFile, `title = "Mensen"`, `title = "`+title+`"`)
		s.replace(categoryFile, `"Mensen"`, `"`+title+`"`)
		s.replace(categoryFile, `"Arbo"`, `"`+title+`"`)
		s.replace(indicatorFile, `title.nl = "Ziekteverzuim"`, `title.nl = "`+title+`"`)
		s.replace(editionFile, `"Veiligheidsmonitor 2026"`, `"`+title+`"`)
	},
	"titles of one long word": func(s *sources) {
		title := strings.Repeat("veiligheidsmaatregelenonderzoek", 7)[:200]
		s.replace(peopleFile, `title = "Mensen"`, `title = "`+title+`"`)
		s.replace(categoryFile, `"Mensen"`, `"`+title+`"`)
		s.replace(indicatorFile, `title.nl = "Ziekteverzuim"`, `title.nl = "`+title+`"`)
		s.replace(editionFile, `"Veiligheidsmonitor 2026"`, `"`+title+`"`)
	},
	"sixty figures": func(s *sources) {
		var figures strings.Builder
		for n := range 60 {
			fmt.Fprintf(&figures, "\n```figure\nindicator = \"%s\"\nid = \"f%d\"\n```\n", []string{"verzuim", "ongevallen"}[n%2], n)
		}
		s.replace(peopleFile, "[^1]: Een noot.", figures.String()+"\n[^1]: Een noot.")
	},
	"a table of forty columns": func(s *sources) {
		s.replace(peopleFile, "[^1]: Een noot.", "|"+strings.Repeat(" Kolom |", 40)+"\n|"+strings.Repeat("---|", 40)+
			"\n|"+strings.Repeat(" 12.345 |", 40)+"\n\n[^1]: Een noot.")
	},
	"a picture of sixty megapixels": func(s *sources) {
		s.write("content/2026/nl/groot.png", "")
		f, err := os.Create(filepath.Join(s.root, "content/2026/nl/groot.png"))
		if err != nil {
			s.t.Fatal(err)
		}
		defer f.Close()
		blank := image.NewPaletted(image.Rect(0, 0, 10000, 6000), color.Palette{color.White, color.Black})
		if err := png.Encode(f, blank); err != nil {
			s.t.Fatal(err)
		}
		s.replace(peopleFile, "[^1]: Een noot.", "![Een wit vlak](groot.png)\n\n[^1]: Een noot.")
	},
	"right to left and emoji": func(s *sources) {
		s.replace(peopleFile, "[^1]: Een noot.", "## السلامة في الحرم الجامعي 🔥🧯\n\n"+
			strings.Repeat("تقرير السلامة السنوي للجامعة 👩‍🚒🏽 ", 20)+"\n\n[^1]: Een noot.")
		s.replace(categoryFile, `"Mensen"`, `"السلامة 🧯"`)
	},
	"no chapters": func(s *sources) {
		s.write(editionFile, "[edition]\ntitle.nl = \"Veiligheidsmonitor 2026\"\ndate = 2026-11-24\n")
		for _, name := range []string{peopleFile, "content/2026/nl/20-methode.md"} {
			if err := os.Remove(filepath.Join(s.root, name)); err != nil {
				s.t.Fatal(err)
			}
		}
	},
	"no indicators": func(s *sources) {
		s.write(editionFile, "[edition]\ntitle.nl = \"Veiligheidsmonitor 2026\"\ndate = 2026-11-24\n")
		s.replace(categoryFile, "key_indicators = [\"verzuim\"]\n", "")
		for _, name := range []string{indicatorFile, peopleFile, "content/2026/nl/20-methode.md"} {
			if err := os.Remove(filepath.Join(s.root, name)); err != nil {
				s.t.Fatal(err)
			}
		}
	},
	"all examples": func(s *sources) {
		s.replace(indicatorFile, "\nkind = ", "\nexample = true\nkind = ")
	},
	"twelve categories": func(s *sources) {
		var more strings.Builder
		for n := range 11 {
			fmt.Fprintf(&more, "[category.meer-%d]\ntitle.nl = \"Hoofdcategorie met een naam %d\"\n"+
				"[category.meer-%d.aspect.deel-%d]\ntitle.nl = \"Een deel %d\"\n", n, n, n, n, n)
		}
		s.replace(categoryFile, "[category.mensen.aspect.arbo]", more.String()+"[category.mensen.aspect.arbo]")
	},
}
