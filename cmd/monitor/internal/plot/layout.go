package plot

import (
	"cmp"
	"math"
	"slices"
)

// Box is a rectangle of the plot, in pixels from the top left.
type Box struct{ Left, Top, Right, Bottom float64 }

// Middle returns the middle of the height of a box.
func (b Box) Middle() float64 { return (b.Top + b.Bottom) / 2 }

// Overlaps reports whether two boxes overlap.
func (b Box) Overlaps(c Box) bool {
	return b.Left < c.Right && c.Left < b.Right && b.Top < c.Bottom && c.Top < b.Bottom
}

// Stroke is a straight piece of a line.
type Stroke struct{ X1, Y1, X2, Y2 float64 }

// crosses reports whether a stroke passes through a box: whether some of it is left when it is cut
// off at the four sides (Liang and Barsky, A new concept and method for line clipping, 1984).
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

// Space is the part of a plot that is in use.
type Space struct {
	Boxes   []Box
	Strokes []Stroke
}

// Free reports whether a box overlaps nothing that is in use.
func (s *Space) Free(b Box) bool {
	return !slices.ContainsFunc(s.Boxes, b.Overlaps) &&
		!slices.ContainsFunc(s.Strokes, func(l Stroke) bool { return l.crosses(b) })
}

// Take marks a box as in use.
func (s *Space) Take(b Box) { s.Boxes = append(s.Boxes, b) }

// LabelBox returns the box of a label above or below a point; side is "top" or "bottom".
func LabelBox(side string, x, y, width float64, size int) Box {
	if side == "bottom" {
		return Box{x - width/2, y + Dot + 2, x + width/2, y + Dot + float64(size) + 4}
	}
	return Box{x - width/2, y - Dot - float64(size) - 4, x + width/2, y - Dot - 2}
}

// Dot is half the size of a point's symbol.
const Dot = 3.5

// Tag is a label at a height.
type Tag struct {
	Index  int
	Y      float64
	Height float64
}

// SpreadTags moves tags apart, between top and bottom, so that none overlaps another and each is as
// near as possible to its height. When there are too many, the first are above the top.
func SpreadTags(tags []Tag, top, bottom float64) {
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
