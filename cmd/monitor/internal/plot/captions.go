package plot

import (
	"math"
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/scene"
)

// Caption is a text that belongs to a dot and may be anywhere around it. PlaceCaptions finds
// where, for all captions of a plot together.
type Caption struct {
	Subject scene.Subject // what the dot stands for

	X, Y, Radius float64    // the dot
	Variants     [][]string // the text, broken in different ways, the best first
	Size         int

	// Set by PlaceCaptions.
	lines   []string
	box     Box
	leader  bool // it is away from its dot, and a line leads to it
	omitted bool // there was no room for it
}

// These are the prices of what a caption should not do. They are added up, so their ratios matter.
const (
	onCaption = 1000
	onDot     = 300
	onLeader  = 120
	onStroke  = 15
	perPixel  = 0.25 // of the way from its dot
)

// rings is the number of distances from its dot at which a caption is tried, each further than the last: where many
// dots are on a line, the nearest are still among them.
const rings = 9

// directions are those in which a caption may lie from its dot, in degrees, the best first: beside
// it, above and below it, then the corners.
var directions = []float64{0, 180, 90, 270, 45, 315, 135, 225, 22, 338, 158, 202, 68, 112, 248, 292}

// PlaceCaptions looks for a place within a box for each caption, near its dot, where it overlaps no
// other caption, dot or taken box. A line that is taken is crossed only where there is no better
// place.
//
// Each caption in turn takes the best place that the others leave, again and again until none
// moves, for 40 rounds at the most. That comes close to the best when there are few points
// (Christensen, Marks and Shieber, An empirical study of algorithms for point-feature label
// placement, 1995). A caption that still overlaps another is left out; the table of the figure has
// it.
func PlaceCaptions(captions []*Caption, within Box, taken Space) {
	var dots []Box
	for _, c := range captions {
		dots = append(dots, Box{c.X - c.Radius, c.Y - c.Radius, c.X + c.Radius, c.Y + c.Radius})
	}
	for round := range 40 {
		moved := false
		for n, c := range captions {
			if c.settle(n, captions, dots, within, &taken, round == 0) {
				moved = true
			}
		}
		if !moved {
			break
		}
	}
	// Of two captions that overlap, the later is left out.
	for n, c := range captions {
		for _, other := range captions[:n] {
			c.omitted = c.omitted || !other.omitted && c.box.Overlaps(other.box)
		}
	}
}

// settle moves a caption to its best place, and reports whether it moved. In the first round it
// looks only at the captions before it.
func (c *Caption) settle(n int, all []*Caption, dots []Box, within Box, taken *Space, first bool) bool {
	best := math.Inf(1)
	var at Caption
	for v, lines := range c.Variants {
		w, h := Widest(lines, c.Size)+2, Height(lines, c.Size)
		for ring := range rings {
			for d, angle := range directions {
				try := Caption{lines: lines, leader: ring > 1}
				away := c.Radius + 3 + float64(ring*ring)*2.2
				if ring > 1 {
					away += 6
				}
				try.box = around(c.X, c.Y, angle, away, w, h)
				if try.box.Left < within.Left || try.box.Right > within.Right || try.box.Top < within.Top ||
					try.box.Bottom > within.Bottom {
					continue
				}
				cost := float64(v)*1.5 + float64(d)*0.3 + (away-c.Radius)*perPixel
				if cost >= best {
					continue
				}
				cost += c.conflicts(n, &try, all, dots, taken, first)
				if cost < best-1e-9 {
					best, at = cost, try
				}
			}
		}
	}
	if math.IsInf(best, 1) {
		c.omitted = true
		return false
	}
	if at.box == c.box {
		return false
	}
	c.lines, c.box, c.leader = at.lines, at.box, at.leader
	return true
}

// conflicts returns the price of all that a caption would overlap at a place.
func (c *Caption) conflicts(n int, try *Caption, all []*Caption, dots []Box, taken *Space, first bool) float64 {
	cost := 0.0
	lead := Stroke{c.X, c.Y, 0, 0}
	lead.X2, lead.Y2 = nearest(try.box, c.X, c.Y)
	for m, other := range all {
		if try.box.Overlaps(dots[m]) {
			cost += onDot
		}
		if m == n {
			continue
		}
		if try.leader && lead.crosses(dots[m]) {
			cost += onLeader
		}
		if first && m > n || other.lines == nil {
			continue
		}
		if try.box.Overlaps(other.box) {
			cost += onCaption
		}
		if try.leader && lead.crosses(other.box) {
			cost += onLeader
		}
		if other.leader && other.lead().crosses(try.box) {
			cost += onLeader
		}
	}
	for _, s := range taken.Strokes {
		if s.crosses(try.box) {
			cost += onStroke
		}
	}
	for _, b := range taken.Boxes {
		if b.Overlaps(try.box) {
			cost += onCaption
		}
	}
	return cost
}

// lead returns the line from the dot to a caption that is away from it.
func (c *Caption) lead() Stroke {
	x, y := nearest(c.box, c.X, c.Y)
	return Stroke{c.X, c.Y, x, y}
}

// around returns a box at a distance from a point, in a direction in degrees: 0 is to the right, 90
// is up.
func around(x, y, angle, away, w, h float64) Box {
	cos, sin := math.Cos(angle*math.Pi/180), -math.Sin(angle*math.Pi/180)
	px, py := x+cos*away, y+sin*away
	// The box is on the far side of that point.
	left, top := px-w/2+cos*w/2, py-h/2+sin*h/2
	switch {
	case cos > 0.9:
		left = px
	case cos < -0.9:
		left = px - w
	}
	return Box{left, top, left + w, top + h}
}

// nearest returns the point of a box nearest to a point.
func nearest(b Box, x, y float64) (float64, float64) {
	return min(max(x, b.Left), b.Right), min(max(y, b.Top), b.Bottom)
}

// Caption writes captions on the paper, with the lines that lead to them.
func (p *Paper) Caption(captions []*Caption, inks []Ink) {
	for n, c := range captions {
		if c.omitted || c.lines == nil {
			continue
		}
		if c.leader {
			l := c.lead()
			way := math.Hypot(l.X2-l.X1, l.Y2-l.Y1)
			edge := c.Radius / way // the line begins where the dot ends
			p.LineOf(c.Subject, Pen{Tint: "axis", Width: 1},
				[2]float64{l.X1 + (l.X2-l.X1)*edge, l.Y1 + (l.Y2-l.Y1)*edge}, [2]float64{l.X2, l.Y2})
		}
		mid := (c.box.Top + c.box.Bottom) / 2
		switch {
		case c.box.Left >= c.X:
			p.writeOf(c.Subject, c.box.Left+1, mid, scene.Start, inks[n], c.lines...)
		case c.box.Right <= c.X:
			p.writeOf(c.Subject, c.box.Right-1, mid, scene.End, inks[n], c.lines...)
		default:
			p.writeOf(c.Subject, (c.box.Left+c.box.Right)/2, mid, scene.Middle, inks[n], c.lines...)
		}
	}
}

// CaptionVariants returns the ways to break a name for a caption: into lines of a width, of a
// larger one, and of a smaller one. A word is broken only when it is very long. A way that cuts off
// part of the name is returned only when all ways do.
func CaptionVariants(name string, size int, width float64) [][]string {
	longest := 0.0
	for _, word := range SplitWords(name) {
		longest = max(longest, TextWidth(word, size))
	}
	least := min(longest, 1.6*width)
	var out, cut [][]string
	for _, w := range []float64{width, 1.5 * width, 0.7 * width} {
		lines := WrapNarrow(name, size, max(w, least), 4)
		same := func(o []string) bool { return slices.Equal(o, lines) }
		switch {
		case slices.ContainsFunc(out, same):
		case strings.HasSuffix(lines[len(lines)-1], "…"):
			cut = append(cut, lines)
		default:
			out = append(out, lines)
		}
	}
	if out == nil {
		return cut
	}
	return out
}
