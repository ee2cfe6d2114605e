package share

import (
	"image"
	"math"

	"golang.org/x/image/vector"
)

// point is a place in the square of a symbol, of 24 × 24.
type point struct{ x, y float64 }

// symbol is a form of ink with strokes of paper on it, or strokes of ink without a form.
type symbol struct {
	form    []point
	strokes [][]point
}

// symbols are those of the theme's templates "verdict" and "judgement", by key. Any other key has open.
var symbols = map[string]symbol{
	"better": {circle(10.5), [][]point{{{7, 12}, {17, 12}}, {{12, 7}, {12, 17}}}},
	"worse":  {[]point{{1, 2.5}, {23, 2.5}, {12, 22}}, [][]point{{{8, 8.5}, {16, 8.5}}}},
	"shifted": {diamond, [][]point{{{12, 6.5}, {12, 17.5}}, {{9, 9}, {12, 6}, {15, 9}},
		{{9, 15}, {12, 18}, {15, 15}}}},
	"same": {nil, [][]point{{{2.5, 2.5}, {21.5, 2.5}, {21.5, 21.5}, {2.5, 21.5}, {2.5, 2.5}}, {{7.5, 9.5}, {16.5, 9.5}},
		{{7.5, 14.5}, {16.5, 14.5}}}},
	"not-comparable": {nil, [][]point{{{2, 12}, {7, 12}}, {{17, 12}, {22, 12}}, {{10.5, 18}, {13.5, 6}}}},
	"in-order":       {circle(10), [][]point{{{7, 12.5}, {10.5, 16}, {17, 8.5}}}},
	"attention":      {[]point{{12, 2}, {23, 21.5}, {1, 21.5}}, [][]point{{{12, 9.5}, {12, 13.5}}, {{12, 18}, {12, 18.1}}}},
	"concern":        {diamond, [][]point{{{8.2, 8.2}, {15.8, 15.8}}, {{15.8, 8.2}, {8.2, 15.8}}}},
}

var (
	diamond = []point{{12, .8}, {23.2, 12}, {12, 23.2}, {.8, 12}}
	open    = symbol{strokes: dashes(circle(9.5))}
)

// circle returns a circle around the middle, with so many corners that none is seen.
func circle(radius float64) []point {
	var round []point
	for n := range 48 {
		sin, cos := math.Sincos(float64(n) * 2 * math.Pi / 48)
		round = append(round, point{12 + radius*cos, 12 + radius*sin})
	}
	return round
}

// dashes returns every other part of a circle.
func dashes(circle []point) (all [][]point) {
	for n := 0; n < len(circle); n += 6 {
		all = append(all, circle[n:n+4])
	}
	return all
}

// drawSymbol draws a symbol with its corner at x, y.
func drawSymbol(ink *image.Gray, key string, x, y int) {
	s, ok := symbols[key]
	if !ok {
		s = open
	}
	form := mask(func(z *vector.Rasterizer) { polygon(z, s.form) })
	strokes := mask(func(z *vector.Rasterizer) {
		for _, line := range s.strokes {
			for n := range len(line) - 1 {
				polygon(z, stroke(line[n], line[n+1]))
			}
		}
	})
	for row := range symbolSize {
		for column := range symbolSize {
			at := row*symbolSize + column
			to := &ink.Pix[ink.PixOffset(x+column, y+row)]
			if s.form == nil {
				*to = strokes.Pix[at]
			} else {
				*to = uint8(int(form.Pix[at]) * (255 - int(strokes.Pix[at])) / 255)
			}
		}
	}
}

// mask returns what drawing covers of the square of a symbol.
func mask(drawing func(z *vector.Rasterizer)) *image.Alpha {
	z := vector.NewRasterizer(symbolSize, symbolSize)
	drawing(z)
	covered := image.NewAlpha(image.Rect(0, 0, symbolSize, symbolSize))
	z.Draw(covered, covered.Rect, image.Opaque, image.Point{})
	return covered
}

func polygon(z *vector.Rasterizer, corners []point) {
	for n, c := range corners {
		x, y := float32(c.x*symbolSize/24), float32(c.y*symbolSize/24)
		if n == 0 {
			z.MoveTo(x, y)
		} else {
			z.LineTo(x, y)
		}
	}
	z.ClosePath()
}

// stroke returns a line as a form. Its ends stick out, so that it meets the next.
func stroke(a, b point) []point {
	const half = 1.3 // of its width
	long := math.Hypot(b.x-a.x, b.y-a.y)
	dx, dy := (b.x-a.x)/long*half, (b.y-a.y)/long*half
	a, b = point{a.x - dx, a.y - dy}, point{b.x + dx, b.y + dy}
	return []point{{a.x - dy, a.y + dx}, {b.x - dy, b.y + dx}, {b.x + dy, b.y - dx}, {a.x + dy, a.y - dx}}
}
