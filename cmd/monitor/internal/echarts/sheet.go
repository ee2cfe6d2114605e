package echarts

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// sheet is what a paper or a chart is drawn on. Order and arithmetic are those of ECharts and zrender, as in still.js, and
// shapes are those of rewrite, which writes them; TestPaper and TestChart compare with what ECharts draws.
type sheet struct {
	rewriter
	letters widths
	heights []int // of each shape, in the order of drawing: a series above another, and within one words above points above lines
}

// How high things of a series lie (z2 of zrender).
const (
	lineHeight = 10
	dotHeight  = 100
	wordHeight = 102
	perSeries  = 1000
)

func (s *sheet) put(z, height int, tag string, p *paint, shape shape) {
	shape.tag, shape.look = tag, p.attributes(tag)+shape.look
	shape.lines = tag == "path" && shape.place == "" && p.fill == "none" && p.strokeOpacity == ""
	s.shapes = append(s.shapes, shape)
	s.heights = append(s.heights, z*perSeries+height)
}

// finish writes the picture, what lies below first.
func (s *sheet) finish() []byte {
	order := make([]int, len(s.shapes))
	for n := range order {
		order[n] = n
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(s.heights[a], s.heights[b]) })
	sorted := make([]shape, len(order))
	for n, from := range order {
		sorted[n] = s.shapes[from]
	}
	s.shapes = sorted
	return s.write()
}

// series draws a series, unless it has anything that is not to be drawn here.
func (s *sheet) series(x *paperSeries) error {
	if x.Z < 1 || x.Z > 100 {
		return errNoPaper
	}
	switch {
	case x.Type == "graph":
		nodes, err := x.nodes()
		if err != nil {
			return err
		}
		s.graph(x, nodes)
	case x.Clip == nil || *x.Clip:
		return errNoPaper
	case x.Type == "line":
		points, err := x.points()
		if err != nil {
			return err
		}
		s.line(x.Z, &x.LineStyle, points)
	case x.Type == "scatter":
		items, err := x.items()
		if err != nil {
			return err
		}
		for n := range items {
			i := &items[n]
			if i.Label != nil {
				s.words(x.Z, i.Label, i.Value[0], i.Value[1])
			} else {
				s.shape(x.Z, i.ItemStyle, i.Symbol == "rect", *i.SymbolSize, i.Value[0], i.Value[1])
			}
		}
	default:
		return errNoPaper
	}
	return nil
}

// shape draws a circle or a square of a series.
func (s *sheet) shape(z int, style *fillStyle, square bool, size extent, atX, atY float64) {
	s.dot(z, dotHeight, style, square, size, atX, atY)
}

// dot draws a circle of radius 1 or a square of side 2, scaled; its edge is as wide at any scale.
func (s *sheet) dot(z, height int, style *fillStyle, square bool, size extent, atX, atY float64) {
	m := matrix{a: size[0] / 2, d: size[1] / 2, e: round(atX, 1e4), f: round(atY, 1e4)}
	if m.a*m.d == 0 {
		return
	}
	p := paint{fill: string(style.Color), fillOpacity: style.opacity()}
	if style.BorderWidth > 0 {
		p.stroke, p.strokeOpacity, p.strokeWidth = string(style.BorderColor), style.opacity(), style.BorderWidth/math.Sqrt(m.a*m.d)
	}
	segments := []segment{{'M', []float64{1, 0}}, {'A', []float64{1, 1, 0, 1, 1, 1, -0.1}}, {'A', []float64{1, 1, 0, 0, 1, 1, 0}}}
	if square {
		segments = []segment{{'M', []float64{-1, -1}}, {'L', []float64{1, -1}}, {'L', []float64{1, 1}}, {'L', []float64{-1, 1}}, {'Z', nil}}
	}
	placed := shape{tag: "path"}
	addPath(&placed, &p, segments, m)
	s.put(z, height, placed.tag, &p, placed)
}

func (f *fillStyle) opacity() string { return written(f.Opacity) }

// written is an opacity as rewrite gives it.
func written(opacity *float64) string {
	if opacity == nil || *opacity >= 0.995 {
		return ""
	}
	return formatNumber(*opacity)
}

func (l *lineStyle) paint() paint {
	p := paint{fill: "none", stroke: string(l.Color), strokeWidth: l.Width, strokeOpacity: written(l.Opacity)}
	if l.Type == "dashed" {
		p.dashes = []float64{4 * l.Width, 2 * l.Width}
	}
	return p
}

// single rounds a place as ECharts keeps the points of a line: in 32 bits.
func single(at [2]float64) [2]float64 {
	return [2]float64{float64(float32(at[0])), float64(float32(at[1]))}
}

// line draws a line along points, with a gap where one is not there.
func (s *sheet) line(z int, style *lineStyle, points [][2]float64) {
	var segments []segment
	var last [2]float64
	fresh := true // the next point starts a piece
	for _, at := range points {
		at = single(at)
		if math.IsNaN(at[0]) || math.IsNaN(at[1]) {
			fresh = true
			continue
		}
		place := []float64{round(at[0], 10), round(at[1], 10)}
		switch dx, dy := at[0]-last[0], at[1]-last[1]; {
		case fresh:
			// Of a piece of one point nothing is seen.
			if n := len(segments) - 1; n >= 0 && segments[n].command == 'M' {
				segments = segments[:n]
			}
			segments = append(segments, segment{'M', place})
			fresh = false
		case dx*dx+dy*dy < 0.5:
			continue // the same place (chart/line/poly)
		default:
			segments = append(segments, segment{'L', place})
		}
		last = at
	}
	if n := len(segments) - 1; n > 0 && segments[n].command == 'M' {
		segments = segments[:n]
	}
	if len(segments) < 2 {
		return
	}
	p := style.paint()
	p.join = "bevel"
	s.put(z, lineHeight, "path", &p, shape{path: formatPath(segments)})
}

// words draws lines of words under each other, with the middle of their height at a place.
func (s *sheet) words(z int, w *wording, atX, atY float64) {
	lines := strings.Split(w.Formatter, "\n")
	s.rows(z, wordHeight, w, lines, atX, atY, -w.LineHeight*float64(len(lines))/2+w.LineHeight/2, w.LineHeight, anchors[w.Position])
}

// rows sets lines of words; at is how far the middle of the first is below the place.
func (s *sheet) rows(z, height int, w *wording, lines []string, atX, atY, at, lineHeight float64, anchor string) {
	p := paint{fill: string(w.Color), strokeWidth: 1}
	if w.TextBorderWidth > 0 {
		p.stroke, p.strokeWidth, p.strokeFirst, p.miterLimit = string(w.TextBorderColor), w.TextBorderWidth, true, "2"
	}
	look := ` font-size="` + formatNumber(w.FontSize) + `"`
	if w.FontWeight != "" {
		look += ` font-weight="` + w.FontWeight + `"`
	}
	if anchor != "" {
		look += ` text-anchor="` + anchor + `"`
	}
	for _, line := range lines {
		if text := escapePlain(line); strings.TrimSpace(text) != "" {
			place := ` x="` + formatNumber(round(atX, 1e4)) + `" y="` + formatNumber(at+round(atY, 1e4)) + `"`
			s.central = true
			s.put(z, height, "text", &p, shape{look: look, place: place, text: text})
		}
		at += lineHeight
	}
}

// graph draws straight lines between circles.
func (s *sheet) graph(x *paperSeries, nodes []graphNode) {
	for _, l := range x.Links {
		from, to := nodes[l.Source], nodes[l.Target]
		s.straight(x.Z, lineHeight, from.X, from.Y, to.X, to.Y, l.LineStyle.paint(), l.LineStyle.Width)
	}
	for n := range nodes {
		node := &nodes[n]
		s.shape(x.Z, &node.ItemStyle, false, extent{node.SymbolSize, node.SymbolSize}, node.X, node.Y)
	}
}

// sharp moves a line along an axis to where it is as sharp as it can be: half a pixel aside when its width is odd (zrender
// graphic/helper/subPixelOptimize).
func sharp(from, to, width float64) (float64, float64) {
	doubled := round(from*2, 1)
	if doubled != round(to*2, 1) {
		return from, to
	}
	if math.Mod(doubled+round(width, 1), 2) != 0 {
		doubled++
	}
	return doubled / 2, doubled / 2
}

// round rounds to a part of one as JavaScript does: halves go up.
func round(v, parts float64) float64 {
	v *= parts
	down := math.Floor(v)
	if v-down >= 0.5 {
		down++
	}
	return down / parts
}
