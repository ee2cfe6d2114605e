package theme

import (
	"fmt"
	"html/template"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/source"
	"utwente.nl/monitor/themes"
)

func load(t *testing.T, dir, name string) (*Theme, *diagnostic.List) {
	t.Helper()
	root, err := source.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	var list diagnostic.List
	return Load(root, themes.FS, name, []string{"nl", "en"}, &list), &list
}

// TestWords checks that the shipped theme has the same words in both languages, with the same names
// to fill in, and every word that templates and program name by a fixed key.
func TestWords(t *testing.T) {
	theme, list := load(t, t.TempDir(), Base)
	if list.Errors() > 0 {
		t.Fatal(list.Sorted())
	}
	nl, en := theme.Words["nl"], theme.Words["en"]
	for key, text := range nl {
		other, ok := en[key]
		if !ok {
			t.Errorf("no %s in English", key)
		} else if got, want := names(other), names(text); !slices.Equal(got, want) {
			t.Errorf("%s fills in %v in English and %v in Dutch", key, got, want)
		}
	}
	for key := range en {
		if _, ok := nl[key]; !ok {
			t.Errorf("no %s in Dutch", key)
		}
	}
	say := regexp.MustCompile(`\b([Ss]ay|Count)\(?\s?"([a-z][a-z0-9.-]*[a-z0-9])"`)
	for _, pattern := range []string{"../../../../themes/ut/templates/*.html", "../*/*.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatal(pattern, err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			// The words of these are the program's own, in package wording.
			of := filepath.Base(filepath.Dir(file))
			if strings.HasSuffix(file, "_test.go") || of == "serve" || of == "intake" {
				continue
			}
			for _, m := range say.FindAllStringSubmatch(string(data), -1) {
				keys := []string{m[2]}
				if m[1] == "Count" {
					keys = []string{m[2] + ".one", m[2] + ".other"}
				}
				for _, key := range keys {
					if _, ok := nl[key]; !ok {
						t.Errorf("%s asks for %s", file, key)
					}
				}
			}
		}
	}
}

// names returns the names in a text that values are filled in for, sorted.
func names(text string) []string {
	var out []string
	for _, m := range regexp.MustCompile(`\{([a-z]+)\}`).FindAllStringSubmatch(text, -1) {
		if !slices.Contains(out, m[1]) {
			out = append(out, m[1])
		}
	}
	slices.Sort(out)
	return out
}

// lay writes a file into dir, and makes its folders.
func lay(t *testing.T, dir, name, text string) {
	t.Helper()
	name = filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// TestPictures checks that pictures of a theme are cleaned too, and that a picture of a kind that
// cannot be cleaned is refused.
func TestPictures(t *testing.T) {
	dir := t.TempDir()
	camera, err := os.ReadFile("../picture/testdata/apple-iphone-4s.jpg")
	if err != nil {
		t.Fatal(err)
	}
	lay(t, dir, "themes/anders/theme.toml", "styles = [\"styles/eigen.css\"]\nicon = \"images/icon.ico\"")
	lay(
		t,
		dir,
		"themes/anders/styles/eigen.css",
		"a { background: url(../images/foto.JPG) } b { background: url(foto.avif) }",
	)
	lay(t, dir, "themes/anders/images/foto.JPG", string(camera))
	lay(t, dir, "themes/anders/styles/foto.avif", string(camera))
	lay(t, dir, "themes/anders/images/icon.ico", string(camera))
	theme, list := load(t, dir, "anders")
	for _, a := range theme.Assets {
		if strings.Contains(string(a.Data), "iPhone 4S") {
			t.Errorf("%s tells of a camera", a.Path)
		}
	}
	all := list.Sorted()
	if len(all) != 2 || all[0].Code != diagnostic.BadImage || all[1].Code != diagnostic.BadImage {
		t.Errorf("pictures that cannot be cleaned: %v", all)
	}
}

// TestLicences checks that the texts that must be handed on with the works of others are published:
// also by a theme that does not mention them, and with those that a project adds.
func TestLicences(t *testing.T) {
	dir := t.TempDir()
	lay(t, dir, "themes/anders/theme.toml", `styles = ["styles/base.css"]`)
	lay(t, dir, "themes/anders/fonts/LICENSE-eigen", "Eigen licentie")
	theme, list := load(t, dir, "anders")
	if list.Errors() > 0 {
		t.Fatal(list.Sorted())
	}
	var text string
	for _, a := range theme.Assets {
		if a.Path == theme.Licences {
			text = string(a.Data)
		}
	}
	for _, want := range []string{"Eigen licentie",
		"Apache ECharts\nCopyright", "Apache License", "Version 2.0", // ECharts, with its NOTICE
		"Baidu Inc.", "Redistributions in binary form must reproduce", // zrender
		"© 2023 Adobe", "SIL OPEN FONT LICENSE Version 1.1", // Source Sans 3
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not published", want)
		}
	}
}

// TestTemplates checks that words are escaped, that each language has its own, and that WordKeys
// has the keys that templates name, also of words that are not shown.
func TestTemplates(t *testing.T) {
	dir := t.TempDir()
	lay(t, dir, "themes/anders/templates/notfound.html", `{{define "notfound"}}<i title="{{say "hello"}}">`+
		`{{say "hello"}}</i>{{say "count" "n" .}}{{if false}}{{or "" (say "never.shown")}}{{end}}{{end}}`)
	theme, _ := load(t, dir, "anders")
	for code, hello := range map[string]string{"nl": "A & 'o'", "en": `"<e>"`} {
		templates, err := theme.Templates(func(key string, pairs ...string) string {
			if key == "hello" {
				return hello
			}
			return key + strings.Join(pairs, "=")
		})
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		if err := templates.ExecuteTemplate(&b, "notfound", "<1>"); err != nil {
			t.Fatal(err)
		}
		escaped := template.HTMLEscapeString(hello)
		if want := `<i title="` + escaped + `">` + escaped + `</i>countn=&lt;1&gt;`; b.String() != want {
			t.Errorf("%s: %s, want %s", code, b.String(), want)
		}
	}
	for _, key := range []string{"hello", "count", "never.shown"} {
		if !slices.Contains(theme.WordKeys, key) {
			t.Errorf("the templates name no word %s", key)
		}
	}
}

// TestLayers replaces files of the theme by files in the project's own folder.
func TestLayers(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) { lay(t, dir, name, text) }
	write("themes/anders/templates/notfound.html", `{{define "notfound"}}weg{{end}}`)
	base, list := load(t, dir, Base)
	other, _ := load(t, dir, "anders")
	if list.Errors() > 0 {
		t.Fatal(list.Sorted())
	}
	var b strings.Builder
	templates, err := other.Templates(func(key string, _ ...string) string { return key })
	if err != nil {
		t.Fatal(err)
	}
	if err := templates.ExecuteTemplate(&b, "notfound", nil); err != nil || b.String() != "weg" {
		t.Errorf("%q %v", b.String(), err)
	}
	if other.Style != base.Style || templates.Lookup("top") == nil {
		t.Error("the rest of the base theme is not there")
	}
	write("themes/anders/theme.toml", "styles = [\"styles/eigen.css\"]\nfont = \"fonts/eigen.woff2\"")
	write("themes/anders/styles/eigen.css",
		`@font-face { src: url("../fonts/eigen.woff2") } body { background: url(data:x) url(../fonts/weg.woff2) }`)
	write("themes/anders/fonts/eigen.woff2", "font")
	changed, list := load(t, dir, "anders")
	var style string
	for _, a := range changed.Assets {
		if a.Path == changed.Style {
			style = string(a.Data)
		}
	}
	font := filepath.Base(Fingerprint("fonts/eigen.woff2", []byte("font")))
	if filepath.Base(changed.Font) != font || !strings.HasPrefix(changed.FontScript, "assets/font.") {
		t.Errorf("pages ask for the font %q by the script %q, want %q", changed.Font, changed.FontScript, font)
	}
	if !strings.Contains(style, `url("`+font+`")`) || !strings.Contains(style, "url(data:x)") {
		t.Errorf("the style sheet became %s", style)
	}
	if all := list.Sorted(); len(all) != 1 || all[0].Code != diagnostic.ThemeFile {
		t.Errorf("a file that is not there: %v", all)
	}
}

// TestShare wants one message, at its line, for what is wrong in the table of the picture of a page, and no picture.
func TestShare(t *testing.T) {
	for _, test := range []struct{ paper, ink, regular, want string }{
		{`"blauw"`, `"#ffffff"`, `"f.ttf"`, `theme.toml:3 share.paper = "blauw" (#rrggbb)`},
		{`"#000"`, `"#ffffff"`, `"f.ttf"`, `theme.toml:3 share.paper = "#000" (#rrggbb)`},
		{`"#000000"`, `"ffffff"`, `"f.ttf"`, `theme.toml:4 share.ink = "ffffff" (#rrggbb)`},
		{`"#000000"`, `3`, `"f.ttf"`, `theme.toml:4 `},
		{`"#000000"`, `"#ffffff"`, `""`, `theme.toml:5 share.regular = "" `},
		{`"#000000"`, `"#ffffff"`, `"weg.ttf"`, `weg.ttf:0 `},
		{`"#000000"`, `"#ffffff"`, `"f.ttf"`, `theme.toml:2 share: `},
	} {
		table := fmt.Sprintf("paper = %s\nink = %s\nregular = %s\nstrong = \"f.ttf\"", test.paper, test.ink, test.regular)
		want := test.want
		all := loadOwn(t, map[string]string{"theme.toml": "styles = [\"styles/base.css\"]\n[share]\n" + table, "f.ttf": "font"})
		var said []string
		for _, d := range all.list {
			text := strings.Join(d.Args[min(1, len(d.Args)):], " ")
			said = append(said, fmt.Sprintf("%s:%d %s", path.Base(d.Position.File), d.Position.Line, text))
		}
		if all.theme.Share != nil || len(said) != 1 || !strings.HasPrefix(said[0], want) {
			t.Errorf("%s: %q, want %q", table, said, want)
		}
	}
}

// TestSharedPNG wants a message for a picture beside a link that those who show it do not show.
func TestSharedPNG(t *testing.T) {
	all := loadOwn(t, map[string]string{
		"theme.toml": "styles = [\"styles/base.css\"]\nicon = \"a.svg\"\npicture = \"a.svg\"\n",
		"a.svg":      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>",
	}).list
	if len(all) != 1 || all[0].Position.Line != 3 || all[0].Args[1] != `picture = "a.svg" (PNG)` {
		t.Errorf("a picture that is an SVG: %v", all)
	}
}

// loaded is a theme, and what is wrong with it.
type loaded struct {
	theme *Theme
	list  []diagnostic.Diagnostic
}

// loadOwn loads a theme that has files of its own.
func loadOwn(t *testing.T, files map[string]string) loaded {
	t.Helper()
	dir := t.TempDir()
	folder := filepath.Join(dir, "themes", "anders")
	if err := os.MkdirAll(folder, 0o777); err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	theme, list := load(t, dir, "anders")
	return loaded{theme, list.Sorted()}
}
