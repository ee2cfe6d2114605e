package site

import (
	"bytes"
	"html/template"
	"testing"
)

// TestOutline fills outlines as their templates would have written, and has none for a template that does more.
func TestOutline(t *testing.T) {
	tests := []struct {
		name, template string
		simple         bool
	}{
		{"in text and attributes", `<p id="{{.A}}" title='{{.B}}'>{{.B}} {{.Body}} {{.A}}</p>`, true},
		{"left out when empty", `{{with .A}}<b>{{.}}</b>{{end}}{{.Body}}{{if .B}}{{.B}}{{else}}none{{end}}`, true},
		{"no body", `{{.A}}`, true},
		{"nothing at all", `fixed`, true},
		{"an address", `<a href="{{.A}}">{{.Body}}</a>`, false},
		{"a script", `<script>x = {{.A}}</script>`, false},
		{"something of a text", "{{len .A}}{{.Body}}", false},
		{"upper case", `{{printf "%q" .A}}`, false},
	}
	type view struct {
		A, B string
		Body template.HTML
	}
	for _, test := range tests {
		parsed := template.Must(template.New("x").Parse(test.template))
		run := func(texts []string, body template.HTML) ([]byte, error) {
			var b bytes.Buffer
			err := parsed.Execute(&b, view{texts[0], texts[1], body})
			return b.Bytes(), err
		}
		for _, texts := range [][]string{{"a", "b"}, {"<&>\"'+", "é\x00"}, {"a", ""}, {"", ""}} {
			o, err := newOutline(texts, run)
			if err != nil {
				t.Fatal(err)
			}
			if o == nil {
				if test.simple {
					t.Errorf("%s: no outline for %q", test.name, texts)
				}
				continue
			}
			want, err := run(texts, "<body>")
			if err != nil {
				t.Fatal(err)
			}
			if got := bytes.Join(o.fill(texts, []byte("<body>")), nil); !bytes.Equal(got, want) {
				t.Errorf("%s with %q: %s, want %s", test.name, texts, got, want)
			}
		}
		if o, _ := newOutline([]string{"a", "b"}, run); o != nil && !test.simple {
			t.Errorf("%s has an outline", test.name)
		}
	}
}

// TestPack takes apart what was put together, and nothing that is not whole.
func TestPack(t *testing.T) {
	parts := [][]byte{[]byte("a"), nil, bytes.Repeat([]byte("x"), 300)}
	rest := pack(parts...)
	for n, want := range parts {
		var part []byte
		var ok bool
		if part, rest, ok = next(rest); !ok || !bytes.Equal(part, want) {
			t.Errorf("part %d: %q %v", n, part, ok)
		}
	}
	for _, bad := range [][]byte{nil, {5, 'a'}, {0x80}, bytes.Repeat([]byte{0xff}, 12)} {
		if _, _, ok := next(bad); ok {
			t.Errorf("%q has a part", bad)
		}
	}
}
