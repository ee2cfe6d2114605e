package figure

import (
	"bytes"
	"flag"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/report"
	"utwente.nl/monitor/cmd/monitor/internal/scene"
)

var lookIn = flag.String("look", "", "a folder in which to write a page for each figure, to be looked at in a browser")

// TestLook draws every figure of the landscape as the site would, wide and narrow, in light and in the dark, into pages with
// the styles of the theme around them: go test -run TestLook -look DIR. Whether a figure can be read is for eyes to say.
func TestLook(t *testing.T) {
	if *lookIn == "" {
		t.Skip("no -look DIR")
	}
	const theme = "../../../../themes/ut/"
	read := func(name string) []byte {
		data, err := os.ReadFile(theme + name)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	var style bytes.Buffer
	for _, name := range []string{"base", "page", "prose", "figure", "lists"} {
		style.Write(read("styles/" + name + ".css"))
	}
	absolute, err := filepath.Abs(theme)
	if err != nil {
		t.Fatal(err)
	}
	sheet := strings.ReplaceAll(style.String(), "../fonts", "file://"+absolute+"/fonts")
	r, l := landscapes(), words(t, "nl")
	type look struct {
		name   string
		spec   Spec
		report *report.Report
	}
	var looks []look
	for _, c := range landscapeCases(r) {
		looks = append(looks, look{c.name, c.spec, r})
	}
	for _, c := range cases() {
		looks = append(looks, look{c.name, c.spec, c.report()})
	}
	for _, c := range looks {
		if p := c.spec.Complete(c.report, "nl"); p != nil {
			t.Fatalf("%s: %+v", c.name, p)
		}
		d := Draw(c.spec, c.report, l)
		for _, light := range []string{"light", "dark"} {
			for name, p := range map[string]Plot{"wide": d.Wide, "narrow": d.Narrow} {
				page := lookPage(d, l, sheet, light, p.Scene)
				if err := os.WriteFile(filepath.Join(*lookIn, c.name+"."+name+"."+light+".html"), page, 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

func lookPage(d *Drawing, l *language.Language, sheet, light string, s *scene.Scene) []byte {
	accent := ""
	if d.Accent > 0 {
		accent = fmt.Sprintf(" accent-%d", d.Accent)
	}
	return fmt.Appendf(nil, `<!doctype html><html lang="%s" data-theme="%s"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><style>%s
body{margin:0;padding:12px;max-width:none;background:var(--paper)}.look{width:%dpx}.plot-wide,.plot-narrow,.plot{display:block!important}</style>
<div class="look"><figure class="figure"><figcaption><span class="figure-title">%s</span></figcaption>
<div class="figure-body%s"><p class="figure-unit">%s</p><div class="plot-frame">%s</div><p class="figure-source">Bron: %s</p></div></figure></div></html>`,
		l.Code, light, sheet, s.Width, html.EscapeString(d.Title), accent, html.EscapeString(d.Unit), s.SVG("plot"), html.EscapeString(d.Sources[0].Text))
}
