package figuretest

import (
	"bytes"
	"flag"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/scene"
)

var lookIn = flag.String("look", "",
	"a folder in which to write a page for each figure, to be looked at in a browser")

// Look writes a drawing as the site would show it, wide and narrow, in light and in the dark, as
// pages with the styles of the theme: go test -run TestLook -look DIR. Only eyes can say whether a
// figure can be read.
func Look(t *testing.T, name string, d *figure.Drawing, l *language.Language) {
	t.Helper()
	if *lookIn == "" {
		t.Skip("no -look DIR")
	}
	var style bytes.Buffer
	for _, name := range []string{"base", "page", "prose", "figure", "lists"} {
		data, err := os.ReadFile(theme + "styles/" + name + ".css")
		if err != nil {
			t.Fatal(err)
		}
		style.Write(data)
	}
	absolute, err := filepath.Abs(theme)
	if err != nil {
		t.Fatal(err)
	}
	css := strings.ReplaceAll(style.String(), "../fonts", "file://"+absolute+"/fonts")
	for _, light := range []string{"light", "dark"} {
		for width, p := range map[string]figure.Plot{"wide": d.Wide, "narrow": d.Narrow} {
			path := filepath.Join(*lookIn, name+"."+width+"."+light+".html")
			if err := os.WriteFile(path, lookPage(d, l, css, light, p.Scene), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func lookPage(d *figure.Drawing, l *language.Language, css, light string, s *scene.Scene) []byte {
	accent := ""
	if d.Accent > 0 {
		accent = fmt.Sprintf(" accent-%d", d.Accent)
	}
	return fmt.Appendf(
		nil,
		`<!doctype html><html lang="%s" data-theme="%s"><meta charset="utf-8">`+
			`<meta name="viewport" content="width=device-width">
<style>%s
body{margin:0;padding:12px;max-width:none;background:var(--paper)}.look{width:%dpx}
.plot-wide,.plot-narrow,.plot{display:block!important}</style>
<div class="look"><figure class="figure"><figcaption><span class="figure-title">%s</span></figcaption>
<div class="figure-body%s"><p class="figure-unit">%s</p><div class="plot-frame">%s</div>
<p class="figure-source">Bron: %s</p></div></figure></div></html>`,
		l.Code,
		light,
		css,
		s.Width,
		html.EscapeString(d.Title),
		accent,
		html.EscapeString(d.Unit),
		s.SVG("plot"),
		html.EscapeString(d.Sources[0].Text),
	)
}
