package theme

import (
	"html/template"
	"strings"
	"testing"
)

// TestFold checks that words come out the same whether they were put into the template beforehand
// or looked up while it runs.
func TestFold(t *testing.T) {
	text := `{{say "a"}}|<i title="{{say "a"}}">{{if .}}{{say "b" "n" "1"}}{{else}}{{say "a"}}{{end}}</i>|` +
		`{{say "b" "n" .}}|` +
		`{{with say "a"}}{{.}}{{end}}|{{range $x := .List}}{{say "a"}}{{say "b" "n" $x}}{{end}}|{{$w := say "a"}}{{$w}}`
	text = strings.ReplaceAll(strings.ReplaceAll(text, "{{if .}}", "{{if .One}}"), `"n" .}}`, `"n" .One}}`)
	nothing := template.FuncMap{"say": func(string, ...string) string { return "" }}
	parsed := template.Must(template.New("x").Funcs(nothing).Parse(text))
	theme := &Theme{templates: parsed}
	data := struct {
		One  string
		List []string
	}{"<1>", []string{"&", "2"}}
	for code, hello := range map[string]string{"nl": "A & 'o'", "en": `"<e>"`} {
		calls := 0
		set, err := theme.Templates(func(key string, pairs ...string) string {
			calls++
			if key == "a" {
				return hello
			}
			return key + strings.Join(pairs, "=")
		})
		if err != nil {
			t.Fatal(err)
		}
		before := calls
		var folded strings.Builder
		if err := set.ExecuteTemplate(&folded, "x", data); err != nil {
			t.Fatal(err)
		}
		// say is called five times while the template runs: three times with a value to fill in,
		// once in a with, and once for a variable.
		if before != 5 || calls-before != 5 {
			t.Errorf("%s: %d calls before, %d while it ran", code, before, calls-before)
		}
		h := template.HTMLEscapeString(hello)
		want := h + `|<i title="` + h + `">bn=1</i>|bn=&lt;1&gt;|` + h + "|" + h + "bn=&amp;" + h + "bn=2|" + h
		if folded.String() != want {
			t.Errorf("%s: %s\nwant %s", code, folded.String(), want)
		}
	}
}
