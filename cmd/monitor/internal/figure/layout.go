package figure

import (
	"cmp"
	"math"
	"slices"
)

// box is a rectangle of the plot, in pixels from the top left.
type box struct{ left, top, right, bottom float64 }

func (b box) middle() float64 { return (b.top + b.bottom) / 2 }

func (b box) overlaps(c box) bool {
	return b.left < c.right && c.left < b.right && b.top < c.bottom && c.top < b.bottom
}

// stroke is a straight piece of a line.
type stroke struct{ x1, y1, x2, y2 float64 }

// crosses tells whether a stroke passes through a box: whether something is left of it when it is cut off at the four
// sides (Liang and Barsky, A new concept and method for line clipping, 1984).
func (s stroke) crosses(b box) bool {
	from, to := 0.0, 1.0
	dx, dy := s.x2-s.x1, s.y2-s.y1
	for _, side := range [4][2]float64{{-dx, s.x1 - b.left}, {dx, b.right - s.x1}, {-dy, s.y1 - b.top}, {dy, b.bottom - s.y1}} {
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

// space is what of a plot is in use.
type space struct {
	boxes   []box
	strokes []stroke
}

// free tells whether a label can stand somewhere.
func (s *space) free(b box) bool {
	return !slices.ContainsFunc(s.boxes, b.overlaps) && !slices.ContainsFunc(s.strokes, func(l stroke) bool { return l.crosses(b) })
}

// take notes that something stands there now.
func (s *space) take(b box) { s.boxes = append(s.boxes, b) }

// beneath is the box of a label at the top or the bottom of a point.
func beneath(side string, x, y, width float64, size int) box {
	if side == "bottom" {
		return box{x - width/2, y + dot + 2, x + width/2, y + dot + float64(size) + 4}
	}
	return box{x - width/2, y - dot - float64(size) - 4, x + width/2, y - dot - 2}
}

// dot is half the size of a point's symbol.
const dot = 3.5

// tag is a label at a height, and the height it gets.
type tag struct {
	index  int
	y      float64
	height float64
}

// spread moves tags apart so that none overlaps another, each as near as it can to where it belongs, between top and
// bottom. Where there are too many for that, the first stand above the top.
func spread(tags []tag, top, bottom float64) {
	slices.SortStableFunc(tags, func(a, b tag) int { return cmp.Compare(a.y, b.y) })
	// Down first, then back up from the bottom: what was pushed over the edge pushes the others back.
	edge := math.Inf(-1)
	for n := range tags {
		tags[n].y = max(tags[n].y, edge+tags[n].height/2, top+tags[n].height/2)
		edge = tags[n].y + tags[n].height/2
	}
	edge = bottom
	for n := len(tags) - 1; n >= 0; n-- {
		tags[n].y = min(tags[n].y, edge-tags[n].height/2)
		edge = tags[n].y - tags[n].height/2
	}
}
