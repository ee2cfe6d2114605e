// Package figuretest owns what the tests of figures share: the words of the shipped theme, golden
// files, and drawings as text.
//
// Only tests import it. It may import figure, language, model and scene, and read files.
package figuretest

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/scene"
)

var update = flag.Bool("update", false, "write the golden files anew")

// theme is the folder of the shipped theme, from that of the test.
const theme = "../../../../themes/ut/"

// Words reads the words of the shipped theme, so that tests hold for what readers see.
func Words(t testing.TB, code string) *language.Language {
	t.Helper()
	data, err := os.ReadFile(theme + "i18n/" + code + ".toml")
	if err != nil {
		t.Fatal(err)
	}
	var tree map[string]any
	if err := toml.Unmarshal(data, &tree); err != nil {
		t.Fatal(err)
	}
	flat := map[string]string{}
	var walk func(prefix string, tree map[string]any)
	walk = func(prefix string, tree map[string]any) {
		for key, value := range tree {
			switch v := value.(type) {
			case string:
				flat[prefix+key] = v
			case map[string]any:
				walk(prefix+key+".", v)
			}
		}
	}
	walk("", tree)
	return language.New(code, flat)
}

// Text is a text in both languages.
func Text(nl, en string) model.Text { return model.Text{"nl": nl, "en": en} }

// Unfilled finds a {name} that nothing was filled in for.
var Unfilled = regexp.MustCompile(`\{[a-z-]+\}`)

var roles = regexp.MustCompile(`^(accent|series-[2-8]|cat-[1-8]|heat-[1-5]|muted|text|grid|axis|target|surface)?$`)

// Known reports whether a theme has a colour for a role.
func Known(r scene.Role) bool { return roles.MatchString(string(r)) }

// Golden compares with a file in testdata, or writes it.
func Golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; see what changed with go test -update and a diff\n%s", path, got)
	}
}

// Listed is a picture as a list of its marks, a line each.
func Listed(s *scene.Scene) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d x %d\n", s.Width, s.Height)
	for _, m := range s.Marks {
		switch x := m.Shape.(type) {
		case scene.Rect:
			fmt.Fprintf(&b, "rect %.1f,%.1f %.1f x %.1f", x.X, x.Y, x.Width, x.Height)
		case scene.Circle:
			fmt.Fprintf(&b, "circle %.1f,%.1f r %.1f", x.X, x.Y, x.Radius)
		case scene.Path:
			b.WriteString("path")
			for n, run := range x {
				if n > 0 {
					b.WriteString(" /")
				}
				for _, at := range run {
					fmt.Fprintf(&b, " %.1f,%.1f", at[0], at[1])
				}
			}
		case scene.Text:
			fmt.Fprintf(&b, "text %.1f,%.1f %s %d", x.X, x.Y, cmp.Or(x.Anchor, "start"), x.Size)
			if x.Bold {
				b.WriteString(" bold")
			}
			if x.Bare {
				b.WriteString(" bare")
			}
			fmt.Fprintf(&b, " %q", x.Text)
		}
		l := m.Look
		for _, role := range []struct{ name, of string }{{"fill", string(l.Fill)}, {"stroke", string(l.Stroke)}} {
			if role.of != "" {
				b.WriteString(" " + role.name + " " + role.of)
			}
		}
		if l.Width > 0 {
			fmt.Fprintf(&b, " width %.1f", l.Width)
		}
		if l.Dashed {
			b.WriteString(" dashed")
		}
		if l.Opacity > 0 && l.Opacity < 1 {
			fmt.Fprintf(&b, " opacity %.2f", l.Opacity)
		}
		switch {
		case m.Subject.Key:
			b.WriteString(" key")
		case m.Subject != (scene.Subject{}):
			fmt.Fprintf(&b, " says %q", m.Subject.Tip)
		}
		if m.Subject.Node > 0 || m.Subject.Ends != [2]int{} {
			fmt.Fprintf(&b, " node %d ends %v", m.Subject.Node, m.Subject.Ends)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// Size is how large a picture is.
func Size(s *scene.Scene) string { return fmt.Sprintf("%dx%d", s.Width, s.Height) }

// Written is a drawing without its options, as text.
func Written(d *figure.Drawing) string {
	var b strings.Builder
	fmt.Fprintf(&b, "kind     %s\ntitle    %s\nunit     %s\nwide     %s\nnarrow   %s\nexample  %t\nhidden   %t\n",
		d.Kind, d.Title, d.Unit, Size(d.Wide.Scene), Size(d.Narrow.Scene), d.Example, d.Hidden)
	if d.Reading != "" {
		fmt.Fprintf(&b, "reading  %s\n", d.Reading)
	}
	fmt.Fprintf(&b, "alt      %s\n", d.Alt)
	fmt.Fprintf(&b, "\n%s | %s\n", d.Table.Corner, strings.Join(d.Table.Columns, " | "))
	for _, row := range d.Table.Rows {
		b.WriteString(row.Header)
		for _, cell := range row.Cells {
			b.WriteString(" | " + cell.Text)
			if cell.Empty {
				b.WriteString("–")
			}
			if cell.Flags != "" {
				b.WriteString(" [" + cell.Flags + "]")
			}
		}
		b.WriteByte('\n')
	}
	b.WriteByte('\n')
	for _, f := range d.Flags {
		fmt.Fprintf(&b, "flag     %s %s\n", f.Letter, f.Meaning)
	}
	for _, m := range d.Placeholders {
		fmt.Fprintf(&b, "mark     %s\n", m)
	}
	for _, n := range d.Notes {
		fmt.Fprintf(&b, "note     %s %s: %s\n", n.Series, n.Period, n.Text)
	}
	for _, s := range d.Sources {
		fmt.Fprintf(&b, "source   %s %s\n", s.Text, s.URL)
	}
	return b.String()
}
