package plot

import (
	"math"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/scene"
)

// Paper is what a scene is drawn on. It lays bars under lines, lines under dots, and words above
// all.
type Paper struct {
	Canvas
	bars, lines, dots, words []scene.Mark
}

// Pen is how a line or the edge of a shape is drawn.
type Pen struct {
	Tint    scene.Role
	Width   float64
	Dashed  bool
	Opacity float64 // 0: wholly visible
}

// Ink is how words are written.
type Ink struct {
	Size int
	Tint scene.Role
	Bold bool
	Bare bool // without an edge in the colour of the ground: the words stand on a mark
}

// Regular, Muted and Bold return the usual inks: for words, for words that matter less, and for
// words that matter more.
func Regular(size int) Ink { return Ink{Size: size, Tint: "text"} }
func Muted(size int) Ink   { return Ink{Size: size, Tint: "muted"} }
func Bold(size int) Ink    { return Ink{Size: size, Tint: "text", Bold: true} }

// LineHeight returns the height of a line of words of a size, in pixels.
func LineHeight(size int) float64 { return float64(size + 3) }

// Height returns the height of some lines, in pixels.
func Height(lines []string, size int) float64 { return float64(len(lines)) * LineHeight(size) }

// Solid returns the look of a shape of one colour. Its opacity is from 0 to 1.
func Solid(tint scene.Role, opacity float64) scene.Look {
	return scene.Look{Fill: tint, Opacity: opacity}
}

// Hollow returns the look of what is not final: a ring, or a bar without filling.
func Hollow(tint scene.Role) scene.Look { return scene.Look{Fill: "surface", Stroke: tint, Width: 2} }

// Write sets lines of words below each other, with the middle of their height at y.
func (p *Paper) Write(x, y float64, at scene.Anchor, i Ink, lines ...string) {
	p.writeOf(scene.Subject{}, x, y, at, i, lines...)
}

// writeOf is Write for words that belong to a subject.
func (p *Paper) writeOf(of scene.Subject, x, y float64, at scene.Anchor, i Ink, lines ...string) {
	y -= (Height(lines, i.Size) - LineHeight(i.Size)) / 2
	for _, line := range lines {
		if strings.TrimSpace(line) != "" {
			p.words = append(p.words, scene.Mark{
				Shape: scene.Text{X: x, Y: y, Text: line, Size: i.Size, Bold: i.Bold, Anchor: at, Bare: i.Bare},
				Look:  scene.Look{Fill: i.Tint}, Subject: of})
		}
		y += LineHeight(i.Size)
	}
}

// Bar draws a rectangle from its top left. A reader who points at it sees the tip.
func (p *Paper) Bar(x, y, w, h float64, look scene.Look, tip string) {
	p.BarOf(scene.Subject{Tip: tip}, x, y, w, h, look)
}

// BarOf is Bar for a rectangle that stands for a subject.
func (p *Paper) BarOf(of scene.Subject, x, y, w, h float64, look scene.Look) {
	if w > 0 && h > 0 {
		p.bars = append(p.bars, scene.Mark{Shape: scene.Rect{X: x, Y: y, Width: w, Height: h}, Look: look, Subject: of})
	}
}

// Dot draws a circle.
func (p *Paper) Dot(x, y, radius float64, look scene.Look, tip string) {
	p.DotOf(scene.Subject{Tip: tip}, x, y, radius, look)
}

// DotOf is Dot for a dot that stands for a subject.
func (p *Paper) DotOf(of scene.Subject, x, y, radius float64, look scene.Look) {
	p.dots = append(p.dots, scene.Mark{Shape: scene.Circle{X: x, Y: y, Radius: radius}, Look: look, Subject: of})
}

// Line draws a line along points. A line that looks like the one before it is joined with it into
// one path.
func (p *Paper) Line(style Pen, points ...scene.Place) { p.LineOf(scene.Subject{}, style, points...) }

// LineOf is Line for a line that stands for a subject.
func (p *Paper) LineOf(of scene.Subject, style Pen, points ...scene.Place) {
	look := scene.Look{Stroke: style.Tint, Width: style.Width, Dashed: style.Dashed, Opacity: style.Opacity}
	run := sharp(points, style.Width)
	if n := len(p.lines) - 1; n >= 0 && p.lines[n].Look == look && p.lines[n].Subject == of &&
		of == (scene.Subject{}) &&
		style.Opacity == 0 {
		p.lines[n].Shape = append(p.lines[n].Shape.(scene.Path), run)
		return
	}
	p.lines = append(p.lines, scene.Mark{Shape: scene.Path{run}, Look: look, Subject: of})
}

// sharp moves a level or upright line to where a screen draws it sharpest: half a pixel aside when
// its width is odd.
func sharp(points []scene.Place, width float64) []scene.Place {
	if len(points) != 2 {
		return points
	}
	a, b := points[0], points[1]
	aside := func(v float64) float64 {
		if int(math.Round(width))%2 == 1 {
			return math.Floor(v) + 0.5
		}
		return math.Round(v)
	}
	switch {
	case a[1] == b[1]:
		a[1], b[1] = aside(a[1]), aside(b[1])
	case a[0] == b[0]:
		a[0], b[0] = aside(a[0]), aside(b[0])
	}
	return []scene.Place{a, b}
}

// Scene returns the picture of what was drawn.
func (p *Paper) Scene(height float64) *scene.Scene {
	s := &scene.Scene{Width: p.Width, Height: int(math.Ceil(height))}
	for _, layer := range [][]scene.Mark{p.bars, p.lines, p.dots, p.words} {
		s.Marks = append(s.Marks, layer...)
	}
	return s
}
