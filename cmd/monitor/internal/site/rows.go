package site

import (
	"bytes"
	"fmt"
	"html/template"
)

// Row is a row of a list that may have thousands: a link, and what else stands in it. A template of rows only puts these in
// places.
type Row struct {
	Link
	Body template.HTML
}

// rows runs the template of a row for each of some links. A link's body is asked by its number.
func (p *press) rows(b *book, name string, links []Link, body func(n int) ([]byte, error)) ([]byte, error) {
	var out bytes.Buffer
	for n, l := range links {
		inner, err := body(n)
		if err != nil {
			return nil, err
		}
		if err := p.row(b, &out, name, l, inner); err != nil {
			return nil, err
		}
	}
	return out.Bytes(), nil
}

func nothing(int) ([]byte, error) { return nil, nil }

func (p *press) row(b *book, out *bytes.Buffer, name string, l Link, body []byte) error {
	texts := []string{l.Title, l.Summary, l.Label, l.Status, l.Href}
	// What a template may ask of the rest is part of the outline.
	key := fmt.Sprint(name, " ", b.language.Code, l.Title == "", l.Summary == "", l.Label == "", l.Status == "", l.Href == "", len(body) == 0,
		l.Accent, l.Current, l.Language)
	o, err := p.outlines.get(key, func() (*outline, error) {
		return newOutline(texts, 1, func(texts []string, mark template.HTML) ([]byte, error) {
			r := Row{Link: l, Body: mark}
			r.Title, r.Summary, r.Label, r.Status, r.Href = texts[0], texts[1], texts[2], texts[3], texts[4]
			if len(body) == 0 {
				r.Body = ""
			}
			return p.fragment(b, name, r)
		})
	})
	if err != nil {
		return err
	}
	if o == nil || !plainAddress(l.Href) {
		html, err := p.fragment(b, name, Row{l, template.HTML(body)})
		out.Write(html)
		return err
	}
	for _, part := range o.fill(texts, body) {
		out.Write(part)
	}
	return nil
}
