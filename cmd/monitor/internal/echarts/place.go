package echarts

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// matrix is an affine transform: x' = a·x + c·y + e, y' = b·x + d·y + f.
type matrix struct{ a, b, c, d, e, f float64 }

var identity = matrix{a: 1, d: 1}

func (m matrix) apply(x, y float64) (float64, float64) {
	return m.a*x + m.c*y + m.e, m.b*x + m.d*y + m.f
}

// uniform says whether m only moves, and scales all directions alike; scale is by how much.
func (m matrix) uniform() (scale float64, ok bool) {
	return math.Abs(m.a), m.b == 0 && m.c == 0 && m.a != 0 && math.Abs(m.a) == math.Abs(m.d)
}

// parseTransform reads the two forms that zrender writes: translate(x y) and matrix(a,b,c,d,e,f).
func parseTransform(value string) (matrix, error) {
	if value == "" {
		return identity, nil
	}
	name, rest, _ := strings.Cut(value, "(")
	inside, ok := strings.CutSuffix(rest, ")")
	n, err := parseNumbers(inside)
	if err != nil || !ok {
		return identity, fmt.Errorf("transform %q is not understood", value)
	}
	switch {
	case name == "translate" && len(n) == 2:
		return matrix{1, 0, 0, 1, n[0], n[1]}, nil
	case name == "matrix" && len(n) == 6:
		return matrix{n[0], n[1], n[2], n[3], n[4], n[5]}, nil
	}
	return identity, fmt.Errorf("transform %q is not understood", value)
}

// attribute writes m as a transform attribute; "" for the identity.
func (m matrix) attribute() string {
	if m == identity {
		return ""
	}
	const close = 2e-3 // matrices come in three decimals
	if math.Abs(m.a-m.d) < close && math.Abs(m.b+m.c) < close && math.Abs(math.Hypot(m.a, m.b)-1) < close {
		angle := math.Atan2(m.b, m.a) * 180 / math.Pi
		// An angle that was a round number of degrees is one again.
		if rounded := math.Round(angle); math.Abs(angle-rounded) < 0.1 {
			angle = rounded
		}
		move := ` transform="translate(` + formatNumbers([]float64{m.e, m.f}) + `)`
		return move + " rotate(" + formatNumber(angle) + `)"`
	}
	// The only numbers of three decimals: two would be seen in what is scaled up.
	var b strings.Builder
	b.WriteString(` transform="matrix(`)
	for _, v := range []float64{m.a, m.b, m.c, m.d} {
		b.WriteString(strconv.FormatFloat(math.Round(v*1e3)/1e3, 'f', -1, 64) + " ")
	}
	b.WriteString(formatNumbers([]float64{m.e, m.f}) + `)"`)
	return b.String()
}

// addText places a text. Its font comes from the style attribute.
func (r *rewriter) addText(s *shape, p *paint, e element, m matrix, content string) error {
	s.text = escapeText(content)
	if strings.TrimSpace(s.text) == "" {
		s.tag = ""
		return nil
	}
	if baseline := e.attribute("dominant-baseline"); baseline != "central" {
		return fmt.Errorf("dominant-baseline %q instead of central", baseline)
	}
	r.central = true
	font, err := fontAttributes(e.attribute("style"))
	if err != nil {
		return err
	}
	s.look = font
	if anchor, err := oneOf(e.attribute("text-anchor"), "start", "middle", "end"); err != nil {
		return fmt.Errorf("text-anchor: %w", err)
	} else if anchor != "" {
		s.look += ` text-anchor="` + anchor + `"`
	}
	x, y, err := e.pair("x", "y")
	if err != nil {
		return err
	}
	if scale, ok := m.uniform(); ok && scale == 1 && m.a > 0 && m.d > 0 {
		x, y = m.apply(x, y)
		m = identity
	}
	s.place = fmt.Sprintf(` x="%s" y="%s"%s`, formatNumber(x), formatNumber(y), m.attribute())
	return nil
}

// fontAttributes turns "font-size:13px;font-family:…;font-weight:600;" into attributes, without the family.
func fontAttributes(style string) (string, error) {
	var size, weight, slant string
	for declaration := range strings.SplitSeq(style, ";") {
		name, value, _ := strings.Cut(declaration, ":")
		value = strings.TrimSpace(value)
		switch strings.TrimSpace(name) {
		case "font-size":
			size = value
		case "font-weight":
			weight = value
		case "font-style":
			slant = value
		case "font": // [style] [weight] size family
			for _, word := range strings.Fields(value) {
				if strings.HasSuffix(word, "px") {
					size = word
					break
				} else if word == "italic" || word == "oblique" {
					slant = word
				} else {
					weight = word
				}
			}
		case "font-family", "":
		default:
			return "", fmt.Errorf("style %q is not understood", declaration)
		}
	}
	number, err := parseNumber(strings.TrimSuffix(size, "px"))
	if err != nil || number <= 0 {
		return "", fmt.Errorf("font size %q", size)
	}
	font := ` font-size="` + formatNumber(number) + `"`
	switch weight {
	case "", "normal", "400":
	case "100", "200", "300", "500", "600", "700", "800", "900", "bold", "bolder", "lighter":
		font += ` font-weight="` + weight + `"`
	default:
		return "", fmt.Errorf("font weight %q", weight)
	}
	switch slant {
	case "", "normal":
	case "italic", "oblique":
		font += ` font-style="` + slant + `"`
	default:
		return "", fmt.Errorf("font style %q", slant)
	}
	return font, nil
}

func addPath(s *shape, p *paint, segments []segment, m matrix) {
	if len(segments) < 2 { // a move alone draws nothing
		s.tag = ""
		return
	}
	if scale, ok := m.uniform(); !ok {
		s.place = m.attribute()
	} else {
		p.scale(scale)
		for i := range segments {
			segments[i].transform(m, scale)
		}
		if x, y, radius, ok := circleOf(segments); ok {
			s.tag = "circle"
			s.place = circle(x, y, radius)
			return
		}
	}
	s.path = formatPath(segments)
}

// scale makes the stroke fit a shape that was scaled.
func (p *paint) scale(by float64) {
	p.strokeWidth *= by
	p.dashOffset *= by
	for i := range p.dashes {
		p.dashes[i] *= by
	}
}

func circle(x, y, radius float64) string {
	return fmt.Sprintf(` cx="%s" cy="%s" r="%s"`, formatNumber(x), formatNumber(y), formatNumber(radius))
}

func addCircle(s *shape, p *paint, e element, m matrix) error {
	x, y, err := e.pair("cx", "cy")
	if err != nil {
		return err
	}
	radius, err := parseNumber(e.attribute("r"))
	if err != nil || radius < 0 {
		return fmt.Errorf("radius %q", e.attribute("r"))
	}
	if scale, ok := m.uniform(); ok {
		x, y = m.apply(x, y)
		radius *= scale
		p.scale(scale)
		m = identity
	}
	s.place = circle(x, y, radius) + m.attribute()
	return nil
}

func addRect(s *shape, e element, m matrix) error {
	x, y, err := e.pair("x", "y")
	if err != nil {
		return err
	}
	width, height, err := e.pair("width", "height")
	if err != nil || width < 0 || height < 0 {
		return fmt.Errorf("size %q × %q", e.attribute("width"), e.attribute("height"))
	}
	s.place = fmt.Sprintf(` x="%s" y="%s" width="%s" height="%s"%s`, formatNumber(x), formatNumber(y), formatNumber(width),
		formatNumber(height), m.attribute())
	return nil
}

func addPoints(s *shape, e element, m matrix) error {
	points, err := parseNumbers(e.attribute("points"))
	if err != nil {
		return err
	}
	if len(points)%2 != 0 {
		return fmt.Errorf("half a point in %q", e.attribute("points"))
	}
	if len(points) < 4 {
		s.tag = ""
		return nil
	}
	if scale, ok := m.uniform(); ok && scale == 1 {
		for i := 0; i < len(points); i += 2 {
			points[i], points[i+1] = m.apply(points[i], points[i+1])
		}
		m = identity
	}
	s.place = ` points="` + formatNumbers(points) + `"` + m.attribute()
	return nil
}

// pair reads two attributes that are 0 when they are not there.
func (e element) pair(first, second string) (x, y float64, err error) {
	for _, part := range []struct {
		name string
		into *float64
	}{{first, &x}, {second, &y}} {
		if value := e.attribute(part.name); value != "" {
			if *part.into, err = parseNumber(value); err != nil {
				return 0, 0, fmt.Errorf("%s: %w", part.name, err)
			}
		}
	}
	return x, y, nil
}

// parseNumber reads a number that can be in a drawing: finite, and not so large that it is certainly a mistake.
func parseNumber(text string) (float64, error) {
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(v) || math.Abs(v) > 1e7 {
		return 0, fmt.Errorf("%q is not a number that a drawing can have", text)
	}
	return v, nil
}

// parseNumbers reads numbers with commas or spaces between them.
func parseNumbers(text string) ([]float64, error) {
	fields := strings.FieldsFunc(text, func(c rune) bool { return c == ' ' || c == ',' || c == '\n' })
	numbers := make([]float64, len(fields))
	for i, field := range fields {
		var err error
		if numbers[i], err = parseNumber(field); err != nil {
			return nil, err
		}
	}
	return numbers, nil
}

// appendNumber writes v with at most two decimals, as short as SVG allows: .5 for 0.5.
func appendNumber(b []byte, v float64) []byte {
	v = math.Round(v*100) / 100
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

func formatNumber(v float64) string { return string(appendNumber(nil, v)) }

func formatNumbers(list []float64) string {
	var b []byte
	for i, v := range list {
		if i > 0 {
			b = append(b, ' ')
		}
		b = appendNumber(b, v)
	}
	return string(b)
}
