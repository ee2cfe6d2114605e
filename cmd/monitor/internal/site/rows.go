package site

import (
	"bytes"
	"html/template"
)

// Row is a row of a list that may have thousands: a link, and what else stands in it. A template of rows only puts these in
// places.
type Row struct {
	Link
	Body template.HTML
}

// rower runs the template of a row for many links. It is for one goroutine.
type rower struct {
	press    *press
	book     *book
	name     string // of the template
	outlines map[rowShape]*outline
	written  int
	parts    [][]byte // of the last row: used again
}

// rowShape is what a template may ask of a row: its outline depends on it.
type rowShape struct {
	empty    [6]bool
	accent   int
	current  bool
	language string
}

func (p *press) rower(b *book, name string) *rower {
	return &rower{press: p, book: b, name: name, outlines: make(map[rowShape]*outline)}
}

// rows writes a row for each of some links.
func (r *rower) rows(links []Link) ([]byte, error) {
	return r.filled(links, func(int) ([]byte, error) { return nil, nil })
}

// filled writes a row for each of some links, with the body that is asked for by its number.
func (r *rower) filled(links []Link, body func(n int) ([]byte, error)) ([]byte, error) {
	var out bytes.Buffer
	for n, l := range links {
		inner, err := body(n)
		if err != nil {
			return nil, err
		}
		texts := []string{l.Title, l.Summary, l.Label, l.Status, l.Href}
		key := rowShape{accent: l.Accent, current: l.Current, language: l.Language}
		for n, text := range append(texts, string(inner[:min(1, len(inner))])) {
			key.empty[n] = text == ""
		}
		o, known := r.outlines[key]
		if r.written++; !known && r.written > fewRows {
			o = r.outline(l, texts, len(inner) > 0)
			r.outlines[key] = o
		}
		if o == nil || !plainAddress(l.Href) {
			html, err := r.press.fragment(r.book, r.name, Row{l, template.HTML(inner)})
			if err != nil {
				return nil, err
			}
			out.Write(html)
			continue
		}
		r.parts = o.fill(r.parts[:0], texts, [][]byte{inner})
		for _, part := range r.parts {
			out.Write(part)
		}
	}
	return out.Bytes(), nil
}

func (r *rower) outline(l Link, texts []string, inner bool) *outline {
	return newOutline(texts, 1, 1, func(texts []any, bodies []template.HTML) ([]byte, error) {
		row := fields(&l)
		row["Title"], row["Summary"], row["Label"], row["Status"], row["Href"] = texts[0], texts[1], texts[2], texts[3], texts[4]
		if row["Body"] = template.HTML(""); inner {
			row["Body"] = bodies[0]
		}
		return r.press.fragment(r.book, r.name, row)
	})
}
