package figure

import (
	"math"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/scene"
)

// paper is what a scene is drawn on: it knows where words stand, and lays bars under lines, lines under dots, and words
// above all.
type paper struct {
	canvas
	bars, lines, dots, words []scene.Mark
}

// stylus is how a line or the edge of a shape is drawn.
type stylus struct {
	tint    scene.Role
	width   float64
	dashed  bool
	opacity float64 // 0: wholly visible
}

// ink is how words are written.
type ink struct {
	size int
	tint scene.Role
	bold bool
	bare bool // without an edge in the colour of the ground: the words stand on a mark
}

// sheet is a paper for a landscape.
type sheet struct {
	*landscape
	paper
}

func newSheet(s *landscape, on canvas) *sheet { return &sheet{s, paper{canvas: on}} }

// put makes a plot of what is on the sheet. Its marks say themselves what they stand for, so it needs no option to live.
func (p *sheet) put(height float64) Plot { return Plot{Scene: p.scene(height)} }

func (p *paper) plain() ink  { return ink{size: p.tick, tint: "text"} }
func (p *paper) quiet() ink  { return ink{size: p.tick, tint: "muted"} }
func (p *paper) strong() ink { return ink{size: p.tick, tint: "text", bold: true} }

// lineHeight is the height of a line of words of a size, in pixels.
func lineHeight(size int) float64 { return float64(size + 3) }

// height is how high some lines are.
func height(lines []string, size int) float64 { return float64(len(lines)) * lineHeight(size) }

// solid is the look of a shape of one colour; an opacity from 0 to 1.
func solid(tint scene.Role, opacity float64) scene.Look {
	return scene.Look{Fill: tint, Opacity: opacity}
}

// hollow is the look of what is not final: a ring, or a bar without filling.
func hollow(tint scene.Role) scene.Look { return scene.Look{Fill: "surface", Stroke: tint, Width: 2} }

// write sets lines of words under each other, with the middle of their height at y.
func (p *paper) write(x, y float64, at scene.Anchor, i ink, lines ...string) {
	p.writeOf(scene.Point{}, x, y, at, i, lines...)
}

// writeOf is write for words that belong to a point.
func (p *paper) writeOf(of scene.Point, x, y float64, at scene.Anchor, i ink, lines ...string) {
	y -= (height(lines, i.size) - lineHeight(i.size)) / 2
	for _, line := range lines {
		if strings.TrimSpace(line) != "" {
			p.words = append(p.words, scene.Mark{Shape: scene.Text{X: x, Y: y, Text: line, Size: i.size, Bold: i.bold, Anchor: at, Bare: i.bare},
				Look: scene.Look{Fill: i.tint}, Point: of})
		}
		y += lineHeight(i.size)
	}
}

// bar draws a rectangle from its top left; said is what a reader who points at it is told.
func (p *paper) bar(x, y, w, h float64, look scene.Look, said string) {
	if w > 0 && h > 0 {
		p.bars = append(p.bars, scene.Mark{Shape: scene.Rect{X: x, Y: y, Width: w, Height: h}, Look: look, Point: scene.Point{Said: said}})
	}
}

// dot draws a circle.
func (p *paper) dot(x, y, radius float64, look scene.Look, said string) {
	p.dotOf(scene.Point{Said: said}, x, y, radius, look)
}

func (p *paper) dotOf(of scene.Point, x, y, radius float64, look scene.Look) {
	p.dots = append(p.dots, scene.Mark{Shape: scene.Circle{X: x, Y: y, Radius: radius}, Look: look, Point: of})
}

// line draws a line along points. What looks as the line before it becomes one path with it.
func (p *paper) line(style stylus, points ...scene.Place) { p.lineOf(scene.Point{}, style, points...) }

// lineOf is line for a line that stands for something.
func (p *paper) lineOf(of scene.Point, style stylus, points ...scene.Place) {
	look := scene.Look{Stroke: style.tint, Width: style.width, Dashed: style.dashed, Opacity: style.opacity}
	run := sharp(points, style.width)
	if n := len(p.lines) - 1; n >= 0 && p.lines[n].Look == look && p.lines[n].Point == of && of == (scene.Point{}) && style.opacity == 0 {
		p.lines[n].Shape = append(p.lines[n].Shape.(scene.Path), run)
		return
	}
	p.lines = append(p.lines, scene.Mark{Shape: scene.Path{run}, Look: look, Point: of})
}

// sharp moves a line straight along an axis to where a screen draws it sharpest: half a pixel aside when its width is odd.
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

// scene is the picture of all that is on the paper.
func (p *paper) scene(height float64) *scene.Scene {
	s := &scene.Scene{Width: p.width, Height: int(math.Ceil(height))}
	for _, layer := range [][]scene.Mark{p.bars, p.lines, p.dots, p.words} {
		s.Marks = append(s.Marks, layer...)
	}
	return s
}
