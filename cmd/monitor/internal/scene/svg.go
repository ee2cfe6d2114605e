package scene

import (
	"math"
	"strconv"
	"strings"
)

// SVG returns the scene as an svg element of a class, for any page. It has no style attributes,
// which pages forbid: colours are classes. It has no ids, since a page may hold a picture twice.
// Text is in the font of the page, with its middle at its place; the style sheet gives it an edge.
// Numbers have one decimal at most, and neighbours that look alike share a group. more are attributes
// of the element as they are written.
func (s *Scene) SVG(class string, more ...string) []byte {
	w := writer{}
	size := func(v int) string { return strconv.Itoa(v) }
	w.text(`<svg class="`, class, `" viewBox="`, size(s.Left), ` `, size(s.Top), ` `,
		size(s.Width), ` `, size(s.Height), `" width="`, size(s.Width),
		`" height="`, size(s.Height), `" aria-hidden="true" focusable="false"`)
	for _, attribute := range more {
		w.text(" ", attribute)
	}
	w.text(">")
	for n := 0; n < len(s.Marks); {
		look, end := s.Marks[n].look(), n+1
		for end < len(s.Marks) && s.Marks[end].look() == look {
			end++
		}
		if end == n+1 {
			w.mark(&s.Marks[n], look)
		} else {
			w.text("<g", look, ">")
			for ; n < end; n++ {
				w.mark(&s.Marks[n], "")
			}
			w.text("</g>")
		}
		n = end
	}
	w.text("</svg>")
	return w.b
}

// look returns the attributes of a mark that do not say where it is or what it stands for.
func (m *Mark) look() string {
	var b strings.Builder
	attribute := func(name, value string) { b.WriteString(" " + name + `="` + value + `"`) }
	var classes []string
	if m.Look.Fill != "" {
		classes = append(classes, "f-"+string(m.Look.Fill))
	}
	if m.Look.Stroke != "" {
		classes = append(classes, "s-"+string(m.Look.Stroke))
	}
	t, isText := m.Shape.(Text)
	if t.Bare {
		classes = append(classes, "bare")
	}
	attribute("class", strings.Join(classes, " "))
	if isText {
		attribute("font-size", strconv.Itoa(t.Size))
		if t.Bold {
			attribute("font-weight", "600")
		}
		if t.Anchor != Start {
			attribute("text-anchor", string(t.Anchor))
		}
		if !t.Bare {
			attribute("paint-order", "stroke") // the edge lies behind the letters
		}
	}
	if m.Look.Fill == "" {
		attribute("fill", "none")
	}
	if m.Look.Opacity > 0 && m.Look.Opacity < 1 {
		attribute("opacity", string(appendNumber(nil, m.Look.Opacity, 2)))
	}
	if m.Look.Stroke == "" {
		return b.String()
	}
	if m.Look.Width != 1 {
		attribute("stroke-width", string(appendNumber(nil, m.Look.Width, 1)))
	}
	if m.Look.Dashed {
		attribute("stroke-dasharray",
			string(appendNumber(nil, 4*m.Look.Width, 1))+" "+string(appendNumber(nil, 2*m.Look.Width, 1)))
	}
	if _, isPath := m.Shape.(Path); isPath {
		attribute("stroke-linejoin", "round")
	}
	return b.String()
}

type writer struct{ b []byte }

func (w *writer) text(parts ...string) {
	for _, p := range parts {
		w.b = append(w.b, p...)
	}
}

// number writes an attribute that is a number.
func (w *writer) number(name string, v float64) {
	w.text(" ", name, `="`)
	w.b = appendNumber(w.b, v, 1)
	w.text(`"`)
}

func (w *writer) mark(m *Mark, look string) {
	switch x := m.Shape.(type) {
	case Rect:
		w.text("<rect", look)
		w.number("x", x.X)
		w.number("y", x.Y)
		w.number("width", x.Width)
		w.number("height", x.Height)
	case Circle:
		w.text("<circle", look)
		w.number("cx", x.X)
		w.number("cy", x.Y)
		w.number("r", x.Radius)
	case Path:
		w.text("<path", look, ` d="`)
		w.path(x)
		w.text(`"`)
	case Text:
		w.text("<text", look)
		w.number("x", x.X)
		w.number("y", x.Y)
		w.point(m.Subject)
		w.text(">", markup.Replace(printable(x.Text)), "</text>")
		return
	}
	w.point(m.Subject)
	w.text("/>")
}

// point writes what the script of live figures needs to know of a mark.
func (w *writer) point(p Subject) {
	if p.Tip != "" {
		w.text(` data-said="`, markup.Replace(printable(p.Tip)), `"`)
	}
	if p.Node > 0 {
		w.text(` data-node="`, strconv.Itoa(p.Node), `"`)
	}
	if p.Ends != [2]int{} {
		w.text(` data-ends="`, strconv.Itoa(p.Ends[0]), " ", strconv.Itoa(p.Ends[1]), `"`)
	}
}

// path writes path data. A level line is H, an upright one V.
func (w *writer) path(runs Path) {
	for _, run := range runs {
		var at Place
		for n, to := range run {
			to = Place{round(to[0], 1), round(to[1], 1)}
			switch {
			case n == 0:
				w.b = appendNumber(append(w.b, 'M'), to[0], 1)
				w.b = appendNumber(append(w.b, ' '), to[1], 1)
			case to == at:
			case to[1] == at[1]:
				w.b = appendNumber(append(w.b, 'H'), to[0], 1)
			case to[0] == at[0]:
				w.b = appendNumber(append(w.b, 'V'), to[1], 1)
			default:
				w.b = appendNumber(append(w.b, 'L'), to[0], 1)
				w.b = appendNumber(append(w.b, ' '), to[1], 1)
			}
			at = to
		}
	}
}

func round(v float64, decimals int) float64 {
	scale := math.Pow10(decimals)
	return math.Round(v*scale) / scale
}

// appendNumber writes a number as short as SVG allows: .5 for 0.5.
func appendNumber(b []byte, v float64, decimals int) []byte {
	v = round(v, decimals)
	if v == 0 {
		return append(b, '0') // and not -0
	}
	start := len(b)
	b = strconv.AppendFloat(b, v, 'f', -1, 64)
	if b[start] == '-' {
		start++
	}
	if b[start] == '0' {
		b = append(b[:start], b[start+1:]...)
	}
	return b
}

// printable drops control characters, which HTML does not allow.
func printable(s string) string {
	return strings.Map(func(c rune) rune {
		if c < 0x20 && c != '\n' || c >= 0x7f && c < 0xa0 {
			return -1
		}
		return c
	}, s)
}

var markup = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\n", "&#10;")
