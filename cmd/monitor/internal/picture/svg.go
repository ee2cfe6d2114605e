package picture

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
)

// An SVG is written anew from what may be in it, so that nothing gets through by being written in
// an unusual way:
//
//	kept     elements and attributes that draw, of SVG 2 and of SVG 1.1 (the lists below)
//	dropped  whatever only describes: comments, metadata, elements and attributes of drawing
//	         programs
//	refused  whatever acts, or asks for something outside the picture: scripts, events, links,
//	         animations, addresses
//
// A browser runs no script of a picture that is shown in a page. But the picture is also a file of
// the site, and a browser that opens that file by itself does run its scripts.

// fault says where an SVG may not be published as it is, and why.
type fault struct {
	offset int // in the file
	// what acts or reaches outside: "<script>", "onload", "style: @import", "href:
	// https://example.org/a.png". It is "" where the file is not well-formed XML.
	what string
}

func (f *fault) Error() string { return cmp.Or(f.what, "no XML") }

// position returns where a fault is in the file with a name.
func (f *fault) position(name string, data []byte) diagnostic.Position {
	before := data[:f.offset]
	start := bytes.LastIndexByte(before, '\n') + 1
	line, _, _ := bytes.Cut(data[start:], []byte("\n"))
	return diagnostic.Position{File: name, Line: 1 + bytes.Count(before, []byte("\n")),
		Column: 1 + utf8.RuneCount(before[start:]), Length: 1, Excerpt: string(bytes.TrimSuffix(line, []byte("\r")))}
}

const (
	svgSpace   = "http://www.w3.org/2000/svg"
	xlinkSpace = "http://www.w3.org/1999/xlink"
	xmlSpace   = "http://www.w3.org/XML/1998/namespace"
	deepest    = 200 // levels of elements within elements; a drawing has some ten
)

// svgElements are the elements that draw, or that others need to draw.
var svgElements = words(`svg g defs symbol use switch title desc style         path rect circle ellipse line
	polyline polygon text tspan textPath tref altGlyph image marker view         linearGradient radialGradient
	stop pattern clipPath mask meshgradient meshrow meshpatch hatch hatchpath solidcolor         filter feBlend
	feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap
	feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge
	feMergeNode         feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence`)

// svgActive are the other elements of SVG that do something. A link (a) is among them: nothing in a
// picture can be clicked.
var svgActive = words(`script foreignObject a animate animateColor animateMotion animateTransform set mpath
	discard handler         listener iframe video audio canvas object embed cursor font font-face font-face-src
	font-face-uri glyph missing-glyph         hkern vkern color-profile prefetch tbreak textArea`)

// svgAttributes are the attributes that affect what is drawn. Those that begin with aria- or data-
// are dropped: they describe parts of a picture, and a page shows it as a whole.
var svgAttributes = words(`id class style lang role version viewBox preserveAspectRatio width height x y x1
	y1 x2 y2 cx cy r rx ry         fx fy fr d points pathLength transform transform-origin gradientTransform
	gradientUnits spreadMethod offset         patternTransform patternUnits patternContentUnits clipPathUnits
	maskUnits maskContentUnits mask-type         markerWidth markerHeight markerUnits refX refY orient
	textLength lengthAdjust rotate dx dy startOffset method spacing side         filterUnits primitiveUnits
	filterRes in in2 result mode values type tableValues slope intercept amplitude exponent operator         k1
	k2 k3 k4 order kernelMatrix divisor bias targetX targetY edgeMode preserveAlpha kernelUnitLength
	surfaceScale         diffuseConstant specularConstant specularExponent limitingConeAngle azimuth elevation
	pointsAtX pointsAtY pointsAtZ z         scale xChannelSelector yChannelSelector stdDeviation radius
	baseFrequency numOctaves seed stitchTiles         media title systemLanguage requiredFeatures zoomAndPan
	enable-background         alignment-baseline baseline-shift clip clip-path clip-rule color
	color-interpolation color-interpolation-filters         color-rendering direction display dominant-baseline
	fill fill-opacity fill-rule filter flood-color flood-opacity         font font-family font-size
	font-size-adjust font-stretch font-style font-variant font-weight         glyph-orientation-horizontal
	glyph-orientation-vertical image-rendering isolation letter-spacing lighting-color         marker marker-end
	marker-mid marker-start mask mix-blend-mode opacity overflow paint-order pointer-events
	shape-rendering stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap
	stroke-linejoin         stroke-miterlimit stroke-opacity stroke-width text-anchor text-decoration
	text-orientation text-overflow text-rendering         unicode-bidi vector-effect visibility white-space
	word-spacing writing-mode`)

func words(list string) map[string]bool {
	out := make(map[string]bool)
	for _, w := range strings.Fields(list) {
		out[w] = true
	}
	return out
}

// svgWriter reads an SVG token by token and writes what may stay.
type svgWriter struct {
	source  []byte
	decoder *xml.Decoder
	out     bytes.Buffer
	open    []xml.Name      // elements that were written and are not closed
	dropped int             // how many elements are open below one that was dropped, itself included
	styles  strings.Builder // the text of the style element that is open
	at      int             // the offset of the token that was read last; within a style element, of its start
}

// cleanSVG returns the picture as it may be published. The error is errFormat or a *fault.
func cleanSVG(data []byte) ([]byte, error) {
	w := &svgWriter{source: data, decoder: xml.NewDecoder(bytes.NewReader(data))}
	roots := 0
	for {
		if !w.inStyle() {
			w.at = int(w.decoder.InputOffset())
		}
		token, err := w.decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, w.fault("", "")
		}
		if start, ok := token.(xml.StartElement); ok && len(w.open) == 0 && w.dropped == 0 {
			if roots++; roots > 1 || start.Name.Local != "svg" ||
				start.Name.Space != svgSpace && start.Name.Space != "" {
				return nil, errFormat
			}
		}
		if err := w.token(token); err != nil {
			return nil, err
		}
	}
	if roots == 0 {
		return nil, errFormat
	}
	w.out.WriteByte('\n')
	return w.out.Bytes(), nil
}

func (w *svgWriter) token(token xml.Token) error {
	switch t := token.(type) {
	case xml.StartElement:
		return w.start(t)
	case xml.EndElement:
		return w.end(t)
	case xml.CharData:
		switch {
		case w.dropped > 0 || len(w.open) == 0:
		case w.inStyle():
			w.styles.Write(t)
		default:
			w.out.WriteString(content.Replace(string(t)))
		}
	case xml.ProcInst:
		if t.Target == "xml-stylesheet" {
			return w.fault("<?xml-stylesheet?>", "<?xml-stylesheet")
		}
	case xml.Directive:
		if bytes.Contains(t, []byte("ENTITY")) {
			return w.fault("<!ENTITY>", "<!ENTITY")
		}
	}
	return nil
}

func (w *svgWriter) start(t xml.StartElement) error {
	if len(w.open)+w.dropped >= deepest {
		return errFormat
	}
	if w.dropped > 0 {
		w.dropped++
		return nil
	}
	ours := t.Name.Space == svgSpace || t.Name.Space == ""
	switch {
	case w.inStyle(): // its text is checked as a whole, when the element ends
		return w.fault("style: <"+t.Name.Local+">", t.Name.Local)
	case ours && svgElements[t.Name.Local]:
	case svgActive[t.Name.Local] || t.Name.Space == "http://www.w3.org/1999/xhtml":
		return w.fault("<"+t.Name.Local+">", t.Name.Local)
	default:
		w.dropped = 1
		return nil
	}
	w.out.WriteString("<" + t.Name.Local)
	if len(w.open) == 0 {
		w.out.WriteString(` xmlns="` + svgSpace + `"`)
	}
	w.open = append(w.open, t.Name)
	written := make(map[string]bool)
	for _, a := range t.Attr {
		if err := w.attribute(a, written); err != nil {
			return err
		}
	}
	w.out.WriteByte('>')
	return nil
}

func (w *svgWriter) attribute(a xml.Attr, written map[string]bool) error {
	name, value := a.Name.Local, a.Value
	switch {
	case strings.HasPrefix(strings.ToLower(name), "on"):
		return w.fault(name, name)
	case name == "base" && a.Name.Space == xmlSpace:
		return w.fault("xml:base", "xml:base")
	case name == "href" && (a.Name.Space == "" || a.Name.Space == xlinkSpace):
		address := strings.TrimSpace(value)
		clean, ok, err := embedded(address)
		switch {
		case err != nil:
			return w.fault("", "href")
		case ok:
			value = clean
		case address != "" && !strings.HasPrefix(address, "#"):
			start, _, _ := strings.Cut(address, ",") // of a data address, only its type
			return w.fault("href: "+string([]rune(start)[:min(60, utf8.RuneCountInString(start))]), "href")
		}
	case name == "space" && a.Name.Space == xmlSpace:
		name = "xml:space"
	case a.Name.Space != "" || !svgAttributes[name]:
		return nil
	case name == "id" || name == "class" || name == "title":
		// These are words, such as "image (2)".
	case outsideOf(value) != "":
		return w.fault(name+": "+outsideOf(value), name)
	}
	if written[name] {
		return nil // href and xlink:href
	}
	written[name] = true
	w.out.WriteString(" " + name + `="` + quoted.Replace(value) + `"`)
	return nil
}

func (w *svgWriter) end(t xml.EndElement) error {
	if w.dropped > 0 {
		w.dropped--
		return nil
	}
	if t.Name.Local == "style" {
		css := comments.ReplaceAllString(w.styles.String(), " ")
		w.styles.Reset()
		if unsafe := outsideOf(css); unsafe != "" {
			return w.fault("style: "+unsafe, unsafe)
		}
		w.out.WriteString(content.Replace(css))
	}
	w.open = w.open[:len(w.open)-1]
	w.out.WriteString("</" + t.Name.Local + ">")
	return nil
}

var (
	comments = regexp.MustCompile(`(?s)/\*.*?\*/`)
	// inside is url(#name), the one address that stays in the picture.
	inside = regexp.MustCompile(`(?i)url\(\s*["']?\s*#[^)"']*["']?\s*\)`)
	// outside is whatever else can ask for something: url(…), the functions of CSS that take an
	// address as a string, and rules that import. It includes the backslash, which can disguise any
	// of them.
	outside = regexp.MustCompile(`(?i)url\s*\(|src\s*\(|image\s*\(|image-set\s*\(|` +
		`cross-fade\s*\(|element\s*\(|expression\s*\(|javascript:|-moz-binding|behavior\s*:|` +
		`@import|@font-face|@namespace|@charset|\\|<|/\*`)
)

// outsideOf returns what CSS asks for outside the picture, such as "url(", or "" when it asks for
// nothing. css may also be the value of an attribute.
func outsideOf(css string) string { return outside.FindString(inside.ReplaceAllString(css, "")) }

// inStyle reports whether the text of a style element is being read.
func (w *svgWriter) inStyle() bool {
	return w.dropped == 0 && len(w.open) > 0 && w.open[len(w.open)-1].Local == "style"
}

// fault returns an error in the token that was read last, at the given name in it if it is there.
func (w *svgWriter) fault(what, name string) error {
	token := w.source[w.at:min(int(w.decoder.InputOffset()), len(w.source))]
	return &fault{w.at + max(0, bytes.Index(token, []byte(name))), what}
}

// content escapes text between tags, and quoted the value of an attribute. A line break in a value
// is escaped too, since it would be read as a space.
var (
	content = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\r", "&#13;")
	quoted  = strings.NewReplacer("&", "&amp;", "<", "&lt;", `"`, "&quot;", "\n", "&#10;", "\r", "&#13;", "\t", "&#9;")
)

func withoutSpace(text string) string {
	return strings.Map(func(r rune) rune {
		if slices.Contains([]rune(" \t\r\n"), r) {
			return -1
		}
		return r
	}, text)
}
