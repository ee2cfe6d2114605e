package figure

import (
	"math"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/scene"
)

// chart is a picture over axes, with every place decided: a scene is made of it here, and in live.go the option of the chart
// that comes alive in a browser.
type chart struct {
	canvas
	height int
	panels []*panel
	legend legend
	shadow bool // who points at a period is shown its whole width, and no line
	bare   bool // without axes
}

// panel is a plot with axes of its own: periods from left to right and values upwards, or names from the top down and
// values to the right.
type panel struct {
	frame
	lying  bool
	names  []string // of the slots
	labels []int    // the slots whose names are written
	suffix string   // of the numbers at the value axis
	every  int      // each how many steps of the scale have a number; 0: each
	title  heading

	columns columns
	traces  []trace
	curves  []curve
	rules   []rule
	words   []lettering
}

// heading stands above a panel.
type heading struct {
	x, y           float64
	lines, quieter []string
}

// frame is where the values stand: the plot without its labels, in pixels from the top left.
type frame struct {
	left, top, right, bottom float64
	scale                    scale
	slots                    int // periods
}

func (f frame) band() float64           { return (f.right - f.left) / float64(max(f.slots, 1)) }
func (f frame) x(slot float64) float64  { return f.left + slot*f.band() }
func (f frame) y(value float64) float64 { return f.bottom - f.scale.fraction(value)*(f.bottom-f.top) }

// centre is the middle of a period.
func (f frame) centre(n int) float64 { return f.x(float64(n) + 0.5) }

// columns are the bars of a panel: side by side in each slot, or upon each other.
type columns struct {
	series  []bars
	stacked bool
	widest  float64 // the most pixels that a bar is wide
	apart   float64 // the part of a slot that is left free
}

type bars struct {
	name string
	tint scene.Role
	pale bool
	bars []bar // one a slot
}

// bar is nothing where it is not there.
type bar struct {
	there bool
	value float64
	said  string
	open  bool // not final: without filling
	label label
}

// label is what is written at a bar; without a text, nothing is.
type label struct {
	text string
	ink  ink
	at   position
}

// position is where a label stands at its bar, in the words of ECharts.
type position string

const (
	onTop     position = "top"
	atFoot    position = "bottom"
	within    position = "inside"
	withinTop position = "insideTop"
	behind    position = "right"
	withinEnd position = "insideRight"
)

const (
	fromMark   = 5.0  // between a label and its mark, in pixels
	sideBySide = 0.08 // between bars of one slot, as a part of their width
)

// trace is one stretch of a line through points, with gaps where one is not there.
type trace struct {
	name   string
	tint   scene.Role
	width  float64
	radius float64
	dashed bool
	points []point
}

type point struct {
	slot  int
	there bool
	value float64
	said  string
	open  bool // not final: a ring
	plain bool // without a dot
}

// curve is a line that says nothing of itself. Its points are a slot, counted from the left edge, and a value; NaN is a gap.
type curve struct {
	style  stylus
	points [][2]float64
}

// rule is a line across a panel: at a value, or upright between two slots.
type rule struct {
	at      float64
	upright bool
	style   stylus
}

// lettering is lines of words at a place in pixels, y being the middle of their height.
type lettering struct {
	x, y   float64
	anchor scene.Anchor
	ink    ink
	lines  []string
}

// write puts words into a panel.
func (p *panel) write(x, y float64, anchor scene.Anchor, i ink, lines ...string) {
	p.words = append(p.words, lettering{x, y, anchor, i, lines})
}

// at is the place of a value in a slot.
func (p *panel) at(slot, value float64) scene.Place {
	if p.lying {
		return scene.Place{p.left + p.scale.fraction(value)*(p.right-p.left), p.top + slot*(p.bottom-p.top)/float64(p.slots)}
	}
	return scene.Place{p.x(slot), p.y(value)}
}

// ticks are the numbers at the value axis.
func (p *panel) ticks() []float64 {
	all := p.scale.ticks()
	var out []float64
	for n := 0; n < len(all); n += max(p.every, 1) {
		out = append(out, all[n])
	}
	return out
}

// scene draws a chart.
func (c *chart) scene(l *language.Language) *scene.Scene {
	ground, on := &paper{canvas: c.canvas}, &paper{canvas: c.canvas}
	for _, p := range c.panels {
		if !c.bare {
			p.axes(ground, l)
		}
		p.columns.draw(on, p)
		for _, r := range p.rules {
			p.rule(on, r)
		}
		for _, x := range p.curves {
			p.curve(on, x)
		}
		for n := range p.traces {
			p.trace(on, &p.traces[n])
		}
		for _, w := range p.words {
			on.write(w.x, w.y, w.anchor, w.ink, w.lines...)
		}
		on.write(p.title.x, p.title.y+height(p.title.lines, c.tick)/2, scene.Start, on.strong(), p.title.lines...)
		quiet := ink{size: c.tick - 1, tint: "muted"}
		on.write(p.title.x, p.title.y+height(p.title.lines, c.tick)+height(p.title.quieter, quiet.size)/2, scene.Start, quiet, p.title.quieter...)
	}
	c.legend.draw(on)
	s := ground.scene(float64(c.height))
	s.Marks = append(s.Marks, on.scene(float64(c.height)).Marks...)
	return s
}

// axes draws the lines at the steps of the scale with their numbers, and the names of the slots.
func (p *panel) axes(on *paper, l *language.Language) {
	grid, foot := stylus{tint: "grid", width: 1}, stylus{tint: "axis", width: 1}
	for _, tick := range p.ticks() {
		at := p.at(0, tick)
		text := l.Number(tick, p.scale.decimals) + p.suffix
		if p.lying {
			on.line(grid, scene.Place{at[0], p.top}, scene.Place{at[0], p.bottom})
			on.write(at[0], p.bottom+gap+float64(on.tick)/2, scene.Middle, on.quiet(), text)
		} else {
			on.line(grid, scene.Place{p.left, at[1]}, scene.Place{p.right, at[1]})
			on.write(p.left-gap, at[1], scene.End, on.quiet(), text)
		}
	}
	if p.lying {
		on.line(foot, scene.Place{p.left, p.top}, scene.Place{p.left, p.bottom})
	} else if p.scale.min == 0 {
		// The foot of the plot is a line when it is zero, and a hairline like the others when it is not.
		on.line(foot, scene.Place{p.left, p.bottom}, scene.Place{p.right, p.bottom})
	}
	for _, n := range p.labels {
		if p.lying {
			lines := strings.Split(p.names[n], "\n")
			on.write(p.left-gap, p.at(float64(n)+0.5, 0)[1], scene.End, on.plain(), lines...)
		} else {
			on.write(p.centre(n), p.bottom+gap+float64(on.tick)/2, scene.Middle, on.quiet(), p.names[n])
		}
	}
}

// slot is how wide a bar is, and how far the bar of the n-th series lies from the middle of its slot.
func (c *columns) slot(p *panel) (width float64, offset func(n int) float64) {
	room, count := p.band(), float64(len(c.series))
	if p.lying {
		room = (p.bottom - p.top) / float64(p.slots)
	}
	if c.stacked {
		count = 1
	}
	width = min(room*(1-c.apart)/(count+(count-1)*sideBySide), c.widest)
	return width, func(n int) float64 {
		if c.stacked {
			return 0
		}
		return (float64(n) - (count-1)/2) * width * (1 + sideBySide)
	}
}

func (c *columns) draw(on *paper, p *panel) {
	if len(c.series) == 0 {
		return
	}
	width, offset := c.slot(p)
	up, down := make([]float64, p.slots), make([]float64, p.slots)
	for n := range c.series {
		s := &c.series[n]
		for m, b := range s.bars {
			if !b.there {
				continue
			}
			from := 0.0
			if c.stacked {
				sum := &up[m]
				if b.value < 0 {
					sum = &down[m] // what is below zero is stacked downwards
				}
				from = *sum
				*sum += b.value
			}
			a, z := p.at(float64(m)+0.5, from), p.at(float64(m)+0.5, from+b.value)
			frame := box{min(a[0], z[0]), a[1] + offset(n) - width/2, max(a[0], z[0]), a[1] + offset(n) + width/2}
			if !p.lying {
				frame = box{a[0] + offset(n) - width/2, min(a[1], z[1]), a[0] + offset(n) + width/2, max(a[1], z[1])}
			}
			s.draw(on, &b, frame)
		}
	}
}

func (s *bars) draw(on *paper, b *bar, at box) {
	look, in := solid(s.tint, strength(s.pale)), 0.0
	if b.open {
		look, in = hollow(s.tint), 1 // its edge stays within the bar
	}
	on.bar(at.left+in, at.top+in, at.right-at.left-2*in, max(at.bottom-at.top-2*in, 0.5*min(at.bottom-at.top, 1)), look, "")
	if b.label.text == "" {
		return
	}
	l, half := &b.label, float64(b.label.ink.size)/2
	x, y, anchor := (at.left+at.right)/2, (at.top+at.bottom)/2, scene.Middle
	switch l.at {
	case onTop:
		y = at.top - fromMark - half
	case atFoot:
		y = at.bottom + fromMark + half
	case withinTop:
		y = at.top + fromMark + half
	case behind:
		x, anchor = at.right+fromMark, scene.Start
	case withinEnd:
		x, anchor = at.right-fromMark, scene.End
	}
	on.write(x, y, anchor, l.ink, l.text)
}

func (p *panel) trace(on *paper, t *trace) {
	style := stylus{tint: t.tint, width: t.width, dashed: t.dashed}
	var run []scene.Place
	end := func() {
		if len(run) > 1 {
			on.line(style, run...)
		}
		run = nil
	}
	for _, x := range t.points {
		if !x.there {
			end()
			continue
		}
		at := p.at(float64(x.slot)+0.5, x.value)
		run = append(run, at)
		switch {
		case x.plain:
		case x.open:
			on.dot(at[0], at[1], t.radius, hollow(t.tint), "")
		default:
			on.dot(at[0], at[1], t.radius, solid(t.tint, 1), "")
		}
	}
	end()
}

func (p *panel) curve(on *paper, c curve) {
	var run []scene.Place
	for n, x := range c.points {
		gap := math.IsNaN(x[1])
		if !gap {
			run = append(run, p.at(x[0], x[1]))
		}
		if (gap || n == len(c.points)-1) && len(run) > 1 {
			on.line(c.style, run...)
			run = nil
		}
	}
}

func (p *panel) rule(on *paper, r rule) {
	switch {
	case p.lying:
		x := p.at(0, r.at)[0]
		on.line(r.style, scene.Place{x, p.top}, scene.Place{x, p.bottom})
	case r.upright:
		on.line(r.style, scene.Place{p.x(r.at), p.top}, scene.Place{p.x(r.at), p.bottom})
	default:
		on.line(r.style, scene.Place{p.left, p.y(r.at)}, scene.Place{p.right, p.y(r.at)})
	}
}
