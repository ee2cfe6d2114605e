package plot

import (
	"cmp"
	"math"
	"slices"
)

// Box is a rectangle of the plot, in pixels from the top left.
type Box struct{ Left, Top, Right, Bottom float64 }

func (b Box) Middle() float64 { return (b.Top + b.Bottom) / 2 }

func (b Box) Overlaps(c Box) bool {
	return b.Left < c.Right && c.Left < b.Right && b.Top < c.Bottom && c.Top < b.Bottom
}

// Stroke is a straight piece of a line.
type Stroke struct{ X1, Y1, X2, Y2 float64 }

// crosses reports whether a stroke passes through a box: whether something is left of it when it is
// cut off at the four sides (Liang and Barsky, A new concept and method for line clipping, 1984).
func (s Stroke) crosses(b Box) bool {
	from, to := 0.0, 1.0
	dx, dy := s.X2-s.X1, s.Y2-s.Y1
	for _, side := range [4][2]float64{
		{-dx, s.X1 - b.Left}, {dx, b.Right - s.X1}, {-dy, s.Y1 - b.Top}, {dy, b.Bottom - s.Y1},
	} {
		p, q := side[0], side[1]
		switch {
		case p == 0 && q < 0:
			return false
		case p < 0:
			from = max(from, q/p)
		case p > 0:
			to = min(to, q/p)
		}
	}
	return from <= to
}

// Space is what of a plot is in use.
type Space struct {
	Boxes   []Box
	Strokes []Stroke
}

// Free reports whether a label can stand somewhere.
func (s *Space) Free(b Box) bool {
	return !slices.ContainsFunc(s.Boxes, b.Overlaps) &&
		!slices.ContainsFunc(s.Strokes, func(l Stroke) bool { return l.crosses(b) })
}

// Take notes that something stands there now.
func (s *Space) Take(b Box) { s.Boxes = append(s.Boxes, b) }

// LabelBox is the box of a label at the top or the bottom of a point.
func LabelBox(side string, x, y, width float64, size int) Box {
	if side == "bottom" {
		return Box{x - width/2, y + Dot + 2, x + width/2, y + Dot + float64(size) + 4}
	}
	return Box{x - width/2, y - Dot - float64(size) - 4, x + width/2, y - Dot - 2}
}

// Dot is half the size of a point's symbol.
const Dot = 3.5

// Tag is a label at a height, and the height it gets.
type Tag struct {
	Index  int
	Y      float64
	Height float64
}

// Spread moves tags apart so that none overlaps another, each as near as it can to where it
// belongs, between top and bottom. Where there are too many for that, the first stand above the
// top.
func Spread(tags []Tag, top, bottom float64) {
	slices.SortStableFunc(tags, func(a, b Tag) int { return cmp.Compare(a.Y, b.Y) })
	// Down first, then back up from the bottom: what was pushed over the edge pushes the others
	// back.
	edge := math.Inf(-1)
	for n := range tags {
		tags[n].Y = max(tags[n].Y, edge+tags[n].Height/2, top+tags[n].Height/2)
		edge = tags[n].Y + tags[n].Height/2
	}
	edge = bottom
	for n := len(tags) - 1; n >= 0; n-- {
		tags[n].Y = min(tags[n].Y, edge-tags[n].Height/2)
		edge = tags[n].Y - tags[n].Height/2
	}
}
