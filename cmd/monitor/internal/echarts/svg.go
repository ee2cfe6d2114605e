package echarts

import (
	"errors"
	"fmt"
	"html"
	"math"
	"slices"
	"strconv"
	"strings"
)

// rewriteVersion is part of every cache key. Raise it when the output of rewrite or of a sheet changes.
const rewriteVersion = "2"

// firstColour is the number that stands for a drawing's first colour: ECharts draws with the colours #7f0000, #7f0001, …
// and rewrite turns them back into names. ECharts takes no names, since here and there it calculates with colours.
const firstColour = 0x7f0000

// rewrite turns what ECharts writes into SVG that may stand in any HTML page:
//
//   - no style attribute and no style element, which a strict Content-Security-Policy forbids;
//   - no id, since a page may hold a drawing twice; so nothing that needs one (gradients, patterns, clip paths, shadows);
//   - no colour: fill and stroke become the classes f-<name> and s-<name>, which a style sheet fills in for light, dark and
//     print. A colour that is none of names is an error: it would not follow;
//   - no font family: text is set in the page's;
//   - numbers of at most two decimals, shapes where they belong instead of moved there by a transform, neighbours that look
//     alike in one group, and lines that look alike in one path: half the size, and less for a browser to lay out.
//
// names[n] is the name of colour firstColour+n. Anything unknown in raw is an error, not a guess.
//
// The scanner is our own: zrender writes a small and regular part of XML, encoding/xml takes ten times as long for it, and
// an HTML tokenizer would lose the capitals in clipPath and linearGradient, which we want to see in order to refuse them.
func rewrite(raw string, names []string) ([]byte, error) {
	r := rewriter{scanner: scanner{text: raw}, names: names}
	if err := r.read(); err != nil {
		return nil, fmt.Errorf("rewriting the drawing: %w", err)
	}
	return r.write(), nil
}

type rewriter struct {
	scanner
	names         []string
	width, height float64
	shapes        []shape
	central       bool // there is text, aligned by its middle
}

// A shape is one drawn element. Two shapes with the same look may share a group.
type shape struct {
	tag   string
	look  string // attributes: paint, font
	place string // attributes: where, how large
	path  []byte // for a path: its data
	text  string // for a text: its content, escaped
	lines bool   // a path of lines only, that may be joined with one of the same look
}

func (r *rewriter) read() error {
	root, err := r.openTag()
	if err != nil {
		return err
	}
	if root.name != "svg" {
		return fmt.Errorf("the root is %q, not svg", root.name)
	}
	if r.width, err = strconv.ParseFloat(root.attribute("width"), 64); err != nil {
		return fmt.Errorf("width: %w", err)
	}
	if r.height, err = strconv.ParseFloat(root.attribute("height"), 64); err != nil {
		return fmt.Errorf("height: %w", err)
	}
	if !isSize(r.width) || !isSize(r.height) {
		return fmt.Errorf("impossible size %g × %g", r.width, r.height)
	}
	depth := 1 // of svg and g
	for depth > 0 {
		between, err := r.textUntilTag()
		if err != nil {
			return err
		}
		if strings.TrimSpace(between) != "" {
			return fmt.Errorf("text %q outside a text element", between)
		}
		if r.atCloseTag() {
			name, err := r.closeTag()
			if err != nil {
				return err
			}
			if name != "svg" && name != "g" || (name == "svg") != (depth == 1) {
				return fmt.Errorf("</%s> closes nothing", name)
			}
			depth--
			continue
		}
		element, err := r.openTag()
		if err != nil {
			return err
		}
		if element.name == "g" {
			// zrender groups what is clipped, and nothing else.
			if len(element.attributes) > 0 {
				return fmt.Errorf("a group with %s: only series without clip can be drawn", element.attributes[0].name)
			}
			depth++
			continue
		}
		content, err := r.textUntilTag()
		if err != nil {
			return err
		}
		if name, err := r.closeTag(); err != nil {
			return err
		} else if name != element.name {
			return fmt.Errorf("<%s> holds something", element.name)
		}
		if err := r.add(element, content); err != nil {
			return fmt.Errorf("<%s>: %w", element.name, err)
		}
	}
	return nil
}

// isSize says whether v can be the width or height of a picture: it must be written as an integer in a page.
func isSize(v float64) bool { return v >= 1 && v <= 1e5 && v == math.Trunc(v) }

// add keeps an element, when it shows anything.
func (r *rewriter) add(e element, content string) error {
	if !slices.Contains(shown, e.name) {
		return errors.New("not an element that a static figure can have")
	}
	if e.name != "text" && strings.TrimSpace(content) != "" {
		return fmt.Errorf("unexpected text %q", content)
	}
	var segments []segment
	if e.name == "path" {
		var err error
		if segments, err = parsePath(e.attribute("d")); err != nil {
			return err
		}
	}
	// A straight line has no inside. ECharts fills the one in a legend with black.
	p, err := r.paint(e, len(segments) == 2 && segments[1].command == 'L')
	if err != nil {
		return err
	}
	if p.fill == "none" && p.stroke == "" {
		return nil
	}
	s := shape{tag: e.name}
	m, err := parseTransform(e.attribute("transform"))
	if err != nil {
		return err
	}
	if m.a*m.d == m.b*m.c { // a point of no size, which is there for its label
		return nil
	}
	switch e.name {
	case "text":
		err = r.addText(&s, &p, e, m, content)
	case "path":
		addPath(&s, &p, segments, m)
	case "circle":
		err = addCircle(&s, &p, e, m)
	case "rect":
		err = addRect(&s, e, m)
	case "polyline", "polygon":
		err = addPoints(&s, e, m)
	}
	if err != nil {
		return err
	}
	if s.tag == "" {
		return nil
	}
	s.look = p.attributes(s.tag) + s.look
	s.lines = s.tag == "path" && s.place == "" && p.fill == "none" && p.strokeOpacity == ""
	r.shapes = append(r.shapes, s)
	return nil
}

// shown are the elements of a picture. known are the attributes that are read here or in place.go; ignored are those that
// say nothing to a reader.
var (
	shown = []string{"text", "path", "circle", "rect", "polyline", "polygon"}
	known = []string{"transform", "d", "points", "x", "y", "cx", "cy", "r", "width", "height", "style", "text-anchor",
		"dominant-baseline", "fill", "fill-opacity", "stroke", "stroke-opacity", "stroke-width", "stroke-dasharray",
		"stroke-dashoffset", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "paint-order"}
	ignored = []string{"pointer-events", "class", "xml:space"}
)

// paint is how a shape is filled and stroked.
type paint struct {
	fill          string // the name of a colour, or "none"
	stroke        string // the name of a colour, or "" for none
	fillOpacity   string
	strokeOpacity string
	strokeWidth   float64
	dashes        []float64
	dashOffset    float64
	cap, join     string
	miterLimit    string
	strokeFirst   bool
}

func (r *rewriter) paint(e element, hollow bool) (paint, error) {
	p := paint{fill: "none", strokeWidth: 1}
	for i, a := range e.attributes {
		if slices.ContainsFunc(e.attributes[:i], func(b attribute) bool { return b.name == a.name }) {
			return p, fmt.Errorf("%s stands twice", a.name)
		}
		var err error
		switch a.name {
		case "fill":
			p.fill = a.value
		case "stroke":
			p.stroke = a.value
		case "fill-opacity":
			p.fillOpacity, err = opacity(a.value)
		case "stroke-opacity":
			p.strokeOpacity, err = opacity(a.value)
		case "stroke-width":
			p.strokeWidth, err = parseNumber(a.value)
		case "stroke-dasharray":
			if a.value != "none" {
				p.dashes, err = parseNumbers(a.value)
			}
		case "stroke-dashoffset":
			p.dashOffset, err = parseNumber(a.value)
		case "stroke-linecap":
			p.cap, err = oneOf(a.value, "butt", "round", "square")
		case "stroke-linejoin":
			p.join, err = oneOf(a.value, "miter", "round", "bevel")
		case "stroke-miterlimit":
			var limit float64
			limit, err = parseNumber(a.value)
			p.miterLimit = formatNumber(limit)
		case "paint-order":
			p.strokeFirst = a.value == "stroke"
		default:
			if !slices.Contains(known, a.name) && !slices.Contains(ignored, a.name) && !strings.HasPrefix(a.name, "ecmeta_") {
				return p, fmt.Errorf("a static figure cannot have %s=%q", a.name, a.value)
			}
		}
		if err != nil {
			return p, fmt.Errorf("%s: %w", a.name, err)
		}
	}
	if hollow || p.fillOpacity == "0" || p.fill == "transparent" {
		p.fill = "none"
	}
	if p.stroke == "none" || p.stroke == "transparent" || p.strokeOpacity == "0" || p.strokeWidth <= 0 {
		p.stroke = ""
	}
	// Only now, since ECharts gives a colour of its own to what is not to be seen.
	var err error
	if p.fill != "none" {
		if p.fill, err = r.colour(p.fill); err != nil {
			return p, fmt.Errorf("fill: %w", err)
		}
	}
	if p.stroke != "" {
		if p.stroke, err = r.colour(p.stroke); err != nil {
			return p, fmt.Errorf("stroke: %w", err)
		}
	}
	return p, nil
}

// colour gives the name of a colour that ECharts was given.
func (r *rewriter) colour(value string) (string, error) {
	number := int64(-1)
	if digits, ok := strings.CutPrefix(value, "#"); ok && len(digits) == 6 {
		if n, err := strconv.ParseUint(digits, 16, 32); err == nil {
			number = int64(n)
		}
	} else if parts, ok := strings.CutPrefix(value, "rgb("); ok && strings.HasSuffix(parts, ")") {
		// As zrender writes a colour that it has calculated with, to take its opacity apart.
		if rgb, err := parseNumbers(strings.TrimSuffix(parts, ")")); err == nil && len(rgb) == 3 {
			number = int64(rgb[0])<<16 | int64(rgb[1])<<8 | int64(rgb[2])
		}
	}
	if strings.HasPrefix(value, "url(") {
		return "", errors.New("a gradient or a pattern needs an id, which a page may not hold twice")
	}
	if n := number - firstColour; n >= 0 && n < int64(len(r.names)) {
		return r.names[n], nil
	}
	return "", fmt.Errorf("the colour %s is not one of the theme's; write a name, as in %q", value, "@accent")
}

func opacity(value string) (string, error) {
	v, err := parseNumber(value)
	if err != nil {
		return "", err
	}
	if v >= 0.995 {
		return "", nil
	}
	return formatNumber(max(v, 0)), nil
}

// oneOf checks a value. The first of the allowed is what holds without one, and is given as "".
func oneOf(value string, allowed ...string) (string, error) {
	if value == "" || value == allowed[0] {
		return "", nil
	}
	if !slices.Contains(allowed, value) {
		return "", fmt.Errorf("unknown value %q", value)
	}
	return value, nil
}

// attributes writes the paint. The defaults of SVG are left out: no stroke, and a stroke one wide.
func (p *paint) attributes(tag string) string {
	var b strings.Builder
	var classes []string
	if p.fill != "none" {
		classes = append(classes, "f-"+p.fill)
	}
	if p.stroke != "" {
		classes = append(classes, "s-"+p.stroke)
	}
	b.WriteString(` class="` + strings.Join(classes, " ") + `"`)
	write := func(name, value string) {
		if value != "" {
			b.WriteString(" " + name + `="` + value + `"`)
		}
	}
	if p.fill == "none" {
		write("fill", "none")
	} else {
		write("fill-opacity", p.fillOpacity)
	}
	if p.stroke == "" {
		return b.String()
	}
	write("stroke-opacity", p.strokeOpacity)
	if width := formatNumber(p.strokeWidth); width != "1" {
		write("stroke-width", width)
	}
	if len(p.dashes) > 0 {
		write("stroke-dasharray", formatNumbers(p.dashes))
		if offset := formatNumber(p.dashOffset); offset != "0" {
			write("stroke-dashoffset", offset)
		}
	}
	write("stroke-linecap", p.cap)
	write("stroke-linejoin", p.join)
	write("stroke-miterlimit", p.miterLimit)
	if p.strokeFirst && tag == "text" {
		write("paint-order", "stroke")
	}
	return b.String()
}

// write puts the shapes together.
func (r *rewriter) write() []byte {
	var b strings.Builder
	size := func(v float64) string { return strconv.Itoa(int(v)) }
	b.WriteString(`<svg class="plot" viewBox="0 0 ` + size(r.width) + " " + size(r.height) + `" width="` + size(r.width) +
		`" height="` + size(r.height) + `"`)
	if r.central {
		// Inherited by all text; ECharts aligns text in no other way.
		b.WriteString(` dominant-baseline="central"`)
	}
	b.WriteString(` aria-hidden="true" focusable="false">`)
	for i := 0; i < len(r.shapes); {
		end := i + 1
		for end < len(r.shapes) && r.shapes[end].look == r.shapes[i].look {
			end++
		}
		run := joinLines(r.shapes[i:end])
		if len(run) == 1 {
			run[0].write(&b, run[0].look)
		} else {
			b.WriteString("<g" + run[0].look + ">")
			for _, s := range run {
				s.write(&b, "")
			}
			b.WriteString("</g>")
		}
		i = end
	}
	b.WriteString("</svg>")
	return []byte(b.String())
}

// joinLines makes one path of neighbouring paths that are only stroked: drawn twice or drawn together is the same.
func joinLines(run []shape) []shape {
	joined := run[:0:0]
	for _, s := range run {
		if last := len(joined) - 1; last >= 0 && s.lines && joined[last].lines {
			joined[last].path = slices.Concat(joined[last].path, s.path)
			continue
		}
		joined = append(joined, s)
	}
	return joined
}

func (s *shape) write(b *strings.Builder, look string) {
	b.WriteString("<" + s.tag + look + s.place)
	if s.path != nil {
		b.WriteString(` d="`)
		b.Write(s.path)
		b.WriteString(`"`)
	}
	if s.tag == "text" {
		b.WriteString(">" + s.text + "</text>")
	} else {
		b.WriteString("/>")
	}
}

// escapeText takes the text of an element as zrender has escaped it and gives it as HTML wants it.
func escapeText(content string) string { return escapePlain(html.UnescapeString(content)) }

// escapePlain gives a text as HTML wants it. Control characters, which HTML does not allow, are dropped.
func escapePlain(content string) string {
	plain := strings.Map(func(c rune) rune {
		if c < 0x20 && c != '\t' && c != '\n' || c >= 0x7f && c < 0xa0 {
			return -1
		}
		return c
	}, content)
	return markup.Replace(plain)
}

var markup = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
