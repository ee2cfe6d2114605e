package site

import (
	"bytes"
	"html/template"
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/language"
)

// TestOutlined writes pages of chapters by their outline and by their templates, which must say the same, and has no outline
// for a template that depends on what a text says.
func TestOutlined(t *testing.T) {
	const layout = `{{define "layout"}}<title>{{.Tab}}</title>{{with .Description}}<meta content="{{.}}">{{end}}{{.Head}}{{.Content}}` +
		`{{with .Previous}}<a href="{{.Href}}">{{.Title}}</a>{{end}}{{with .Next}}<a href="{{.Href}}">{{.Title}}</a>{{end}}{{end}}`
	const plain = `{{define "chapter"}}<h1>{{.Title}}</h1>{{with .View.Summary}}<p>{{.}}</p>{{end}}{{range $n, $a := .View.Authors}}` +
		`{{if $n}}, {{end}}{{$a}}{{end}} {{.View.Status}}<ol>{{.View.Contents}}</ol>{{.View.Body}}{{range .Breadcrumbs}}<a href="{{.Href}}">{{.Title}}</a>{{end}}{{end}}`
	tests := []struct {
		name, chapter string
		outline       bool
	}{
		{"texts in places", plain, true},
		{"a comparison", strings.Replace(plain, "<h1>", `<h1>{{if eq .Title "Slot"}}!{{end}}`, 1), false},
		{"a comparison of two texts", strings.Replace(plain, "<h1>", `<h1>{{if eq .Title .View.Summary}}!{{end}}`, 1), false},
		{"a length", strings.Replace(plain, "<h1>", `<h1>{{len .Title}}`, 1), false},
		{"a status", strings.Replace(plain, "<h1>", `<h1>{{if eq .View.StatusKey "concept"}}!{{end}}`, 1), true},
	}
	for _, test := range tests {
		b := &book{language: language.New("nl", nil), templates: template.Must(template.New("").Parse(layout + test.chapter))}
		p := &press{}
		p.buffers.New = func() any { return new(bytes.Buffer) }
		shared := new(once[*outline])
		made := 0
		for n, title := range []string{"Begin", "Midden & <eind>", "Slot", "Slot", "Zonder"} {
			view := &ChapterView{Summary: "Kort", Authors: []string{"A", "B & C"}, Status: "Concept", StatusKey: "concept", Contents: "<li>1</li>"}
			page := &Page{Kind: "chapter", Path: "2026/x.html", Title: title, Tab: title + " – Monitor", Description: "Over " + title, leaves: shared,
				Breadcrumbs: []Link{{Href: "index.html", Title: "Begin"}}, Next: &Link{Href: "b.html", Title: "Verder +1"}, View: view}
			if n > 2 {
				page.Next, page.Previous, view.Authors = nil, &Link{Href: "../a.html#x", Title: "Terug"}, []string{"D"}
				view.Status, view.StatusKey = "Besproken", "besproken"
			}
			if title == "Zonder" {
				view.Summary, view.Contents, page.Description = "", "", ""
			}
			page.Head = page.holes.put([]byte("<head>"))
			view.body = [][]byte{[]byte("<p>" + title), []byte("</p>")}
			view.Body = page.holes.put(view.body...)
			byOutline := p.outlined(b, page)
			if byOutline != nil {
				made++
			}
			whole, err := p.whole(b, page, page, func(content template.HTML) { page.Content = content })
			if err != nil {
				t.Fatal(test.name, err)
			}
			if got, want := bytes.Join(byOutline, nil), bytes.Join(whole, nil); byOutline != nil && !bytes.Equal(got, want) {
				t.Errorf("%s: %q:\n%s\nwant\n%s", test.name, title, got, want)
			}
		}
		if want := map[bool]int{true: 5}[test.outline]; made != want {
			t.Errorf("%s: %d pages by outline, want %d", test.name, made, want)
		}
	}
}
