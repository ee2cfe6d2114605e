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
		{"two bodies", `{{.Foot}}{{.A}}{{.Body}}{{.Foot}}`, true},
		{"nothing at all", `fixed`, true},
		{"an address", `<a href="{{.To}}">{{.Body}}</a> {{.A}}`, true},
		{"a text as an address", `<a href="{{.A}}">{{.Body}}</a>`, false},
		{"an address left out when empty", `{{with .To}}<a href="{{.}}">{{end}}{{.A}}`, true},
		{"something of an address", `<a href="x{{len .To}}">{{.A}}</a>`, false},
		{"an address in a script", `<script>x = {{.To}}</script>`, true},
		{"a script", `<script>x = {{.A}}</script>`, false},
		{"something of a text", "{{len .A}}{{.Body}}", false},
		{"a comparison", `{{if eq .A "a"}}!{{end}}{{.A}}`, false},
		{"upper case", `{{printf "%q" .A}}`, false},
	}
	for _, test := range tests {
		parsed := template.Must(template.New("x").Parse(test.template))
		run := func(texts []any, bodies []template.HTML) ([]byte, error) {
			var b bytes.Buffer
			err := parsed.Execute(&b, map[string]any{"A": texts[0], "B": texts[1], "To": texts[2], "Body": bodies[0], "Foot": bodies[1]})
			return b.Bytes(), err
		}
		for _, texts := range [][]string{{"a", "b", "x.html"}, {"<&>\"'+", "é\x00", "../../a-b/c_d.html#E0"}, {"a", "", ""}, {"", "", "#x"}} {
			o := newOutline(texts, 1, 2, run)
			if o == nil {
				if test.simple {
					t.Errorf("%s: no outline for %q", test.name, texts)
				}
				continue
			}
			want, err := run([]any{texts[0], texts[1], texts[2]}, []template.HTML{"<body>", "<foot>"})
			if err != nil {
				t.Fatal(err)
			}
			if got := bytes.Join(o.fill(nil, texts, [][]byte{[]byte("<bo"), []byte("dy>")}, [][]byte{[]byte("<foot>")}), nil); !bytes.Equal(got, want) {
				t.Errorf("%s with %q: %s, want %s", test.name, texts, got, want)
			}
		}
		if o := newOutline([]string{"a", "b", "c"}, 1, 2, run); o != nil && !test.simple {
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

// TestPlainAddress: what counts as plain is written by a template as it is.
func TestPlainAddress(t *testing.T) {
	parsed := template.Must(template.New("x").Parse(`<a href="{{.}}">`))
	for _, address := range []string{"../2026/a-b_c.html#D9", "", "a b", "a&b", "javascript:x", "é", "a?b=c", "a%20b", "a+b", "a'b"} {
		var b bytes.Buffer
		if err := parsed.Execute(&b, address); err != nil {
			t.Fatal(err)
		}
		if plainAddress(address) && b.String() != `<a href="`+address+`">` {
			t.Errorf("%q is not plain: %s", address, b.String())
		}
	}
	if !plainAddress("../2026/a-b_c.html#D9") {
		t.Error("an address of ours is not plain")
	}
}
