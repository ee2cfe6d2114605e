package plot

import (
	"math"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/scene"
)

// Chart is a picture over axes with every place decided. Scene draws it, and Option makes the
// option of the chart that comes alive in a browser.
type Chart struct {
	Canvas
	Height int
	Panels []*Panel
	Legend Legend
	Shadow bool // the pointer marks the whole width of a period, and not a line
	Bare   bool // without axes
}

// Panel is a plot with its own axes: periods from left to right and values upwards. A horizontal
// one has names from the top down and values to the right.
type Panel struct {
	Area
	Horizontal  bool
	Names       []string // of the slots
	Labels      []int    // the slots whose names are written
	Suffix      string   // of the numbers at the value axis
	NumberEvery int      // a number at every so many steps of the scale; 0: at each
	Title       Heading

	Columns Columns
	Traces  []Trace
	Curves  []Curve
	Rules   []Rule
	words   []lettering
}

// Heading is above a panel: a title, and a subtitle in smaller and paler words.
type Heading struct {
	X, Y            float64
	Lines, Subtitle []string
}

// Area is the part of a plot where the values are, without the labels around it, in pixels from the
// top left.
type Area struct {
	Left, Top, Right, Bottom float64
	Scale                    Scale
	Slots                    int // how many periods or names there are
}

// Band returns the width of a slot.
func (f Area) Band() float64 { return (f.Right - f.Left) / float64(max(f.Slots, 1)) }

// X and Y return the place of a slot and of a value, in pixels. Slot 0.5 is the middle of the first
// slot.
func (f Area) X(slot float64) float64  { return f.Left + slot*f.Band() }
func (f Area) Y(value float64) float64 { return f.Bottom - f.Scale.Fraction(value)*(f.Bottom-f.Top) }

// Centre returns the middle of a period.
func (f Area) Centre(n int) float64 { return f.X(float64(n) + 0.5) }

// RightEdge returns where a plot must end so that a text of a width has room between the end of its
// line and an edge. The line ends in the middle of the last slot with a value (last), so the text
// may also use the rest of the plot. Where the text would leave less than half the width for the
// plot, it gets no room and the plot ends at the edge.
func (f Area) RightEdge(last int, width, edge float64) float64 {
	centre := (float64(max(last, 0)) + 0.5) / float64(f.Slots)
	right := math.Floor(f.Left + (edge-width-Gap-1-f.Left)/centre)
	if right-f.Left < (edge-f.Left)/2 {
		return edge
	}
	return min(right, edge)
}

// Columns are the bars of a panel: side by side in each slot, or on top of each other.
type Columns struct {
	Series  []Bars
	Stacked bool
	Widest  float64 // the greatest width of a bar, in pixels
	Apart   float64 // the part of a slot that is left free
}

// Bars is one series of bars.
type Bars struct {
	Name string
	Tint scene.Role
	Pale bool
	Bars []Bar // one per slot
}

// Bar is one bar; it is not drawn unless it is Present.
type Bar struct {
	Present bool
	Value   float64
	Tip     string
	Open    bool // not final: without filling
	Label   Label
}

// Label is what is written at a bar; "" is nothing.
type Label struct {
	Text  string
	Ink   Ink
	Place labelPlace
}

// labelPlace is where a label is at its bar, in the words of ECharts.
type labelPlace string

const (
	Above       labelPlace = "top"
	Below       labelPlace = "bottom"
	Inside      labelPlace = "inside"
	InsideTop   labelPlace = "insideTop"
	RightOf     labelPlace = "right"
	InsideRight labelPlace = "insideRight"
)

const (
	LabelGap   = 5.0  // between a label and its mark, in pixels
	sideBySide = 0.08 // between bars of one slot, as a part of their width
)

// Trace is a line through points, with a gap where a point is not Present.
type Trace struct {
	Name   string
	Tint   scene.Role
	Width  float64
	Radius float64
	Dashed bool
	Points []Point
}

type Point struct {
	Slot    int
	Present bool
	Value   float64
	Tip     string
	Open    bool // not final: a ring
	Dotless bool // without a dot
}

// Curve is a line without a name or tips. Each of its points is a slot, counted from the left edge,
// and a value; NaN is a gap.
type Curve struct {
	Style  Pen
	Points [][2]float64
}

// Rule is a line across a panel: at a value, or a vertical one between two slots.
type Rule struct {
	At       float64
	Vertical bool
	Style    Pen
}

// lettering is some lines of words at a place in pixels. y is the middle of their height.
type lettering struct {
	x, y   float64
	anchor scene.Anchor
	ink    Ink
	lines  []string
}

// Write puts words into a panel.
func (p *Panel) Write(x, y float64, anchor scene.Anchor, i Ink, lines ...string) {
	p.words = append(p.words, lettering{x, y, anchor, i, lines})
}

// PlaceOf returns the place of a value in a slot.
func (p *Panel) PlaceOf(slot, value float64) scene.Place {
	if p.Horizontal {
		return scene.Place{p.Left + p.Scale.Fraction(value)*(p.Right-p.Left),
			p.Top + slot*(p.Bottom-p.Top)/float64(p.Slots)}
	}
	return scene.Place{p.X(slot), p.Y(value)}
}

// ticks returns the numbers at the value axis.
func (p *Panel) ticks() []float64 {
	all := p.Scale.Ticks()
	var out []float64
	for n := 0; n < len(all); n += max(p.NumberEvery, 1) {
		out = append(out, all[n])
	}
	return out
}

// Scene draws the chart.
func (c *Chart) Scene(l *language.Language) *scene.Scene {
	ground, on := &Paper{Canvas: c.Canvas}, &Paper{Canvas: c.Canvas}
	for _, p := range c.Panels {
		if !c.Bare {
			p.axes(ground, l)
		}
		p.Columns.draw(on, p)
		for _, r := range p.Rules {
			p.rule(on, r)
		}
		for _, x := range p.Curves {
			p.curve(on, x)
		}
		for n := range p.Traces {
			p.trace(on, &p.Traces[n])
		}
		for _, w := range p.words {
			on.Write(w.x, w.y, w.anchor, w.ink, w.lines...)
		}
		on.Write(p.Title.X, p.Title.Y+Height(p.Title.Lines, c.Tick)/2, scene.Start, Bold(on.Tick), p.Title.Lines...)
		quiet := Ink{Size: c.Tick - 1, Tint: "muted"}
		on.Write(
			p.Title.X,
			p.Title.Y+Height(p.Title.Lines, c.Tick)+Height(p.Title.Subtitle, quiet.Size)/2,
			scene.Start,
			quiet,
			p.Title.Subtitle...)
	}
	c.Legend.draw(on)
	s := ground.Scene(float64(c.Height))
	s.Marks = append(s.Marks, on.Scene(float64(c.Height)).Marks...)
	return s
}

// axes draws the lines at the steps of the scale with their numbers, and the names of the slots.
func (p *Panel) axes(on *Paper, l *language.Language) {
	grid, foot := Pen{Tint: "grid", Width: 1}, Pen{Tint: "axis", Width: 1}
	for _, tick := range p.ticks() {
		at := p.PlaceOf(0, tick)
		text := l.Number(tick, p.Scale.Decimals) + p.Suffix
		if p.Horizontal {
			on.Line(grid, scene.Place{at[0], p.Top}, scene.Place{at[0], p.Bottom})
			on.Write(at[0], p.Bottom+Gap+float64(on.Tick)/2, scene.Middle, Muted(on.Tick), text)
		} else {
			on.Line(grid, scene.Place{p.Left, at[1]}, scene.Place{p.Right, at[1]})
			on.Write(p.Left-Gap, at[1], scene.End, Muted(on.Tick), text)
		}
	}
	if p.Horizontal {
		on.Line(foot, scene.Place{p.Left, p.Top}, scene.Place{p.Left, p.Bottom})
	} else if p.Scale.Min == 0 {
		// The foot of the plot is a line when it is zero, and a hairline like the others when it is
		// not.
		on.Line(foot, scene.Place{p.Left, p.Bottom}, scene.Place{p.Right, p.Bottom})
	}
	for _, n := range p.Labels {
		if p.Horizontal {
			lines := strings.Split(p.Names[n], "\n")
			on.Write(p.Left-Gap, p.PlaceOf(float64(n)+0.5, 0)[1], scene.End, Regular(on.Tick), lines...)
		} else {
			on.Write(p.Centre(n), p.Bottom+Gap+float64(on.Tick)/2, scene.Middle, Muted(on.Tick), p.Names[n])
		}
	}
}

// Slot returns the width of a bar, and how far the bar of the n-th series is from the middle of its
// slot.
func (c *Columns) Slot(p *Panel) (width float64, offset func(n int) float64) {
	room, count := p.Band(), float64(len(c.Series))
	if p.Horizontal {
		room = (p.Bottom - p.Top) / float64(p.Slots)
	}
	if c.Stacked {
		count = 1
	}
	width = min(room*(1-c.Apart)/(count+(count-1)*sideBySide), c.Widest)
	return width, func(n int) float64 {
		if c.Stacked {
			return 0
		}
		return (float64(n) - (count-1)/2) * width * (1 + sideBySide)
	}
}

func (c *Columns) draw(on *Paper, p *Panel) {
	if len(c.Series) == 0 {
		return
	}
	width, offset := c.Slot(p)
	up, down := make([]float64, p.Slots), make([]float64, p.Slots)
	for n := range c.Series {
		s := &c.Series[n]
		for m, b := range s.Bars {
			if !b.Present {
				continue
			}
			from := 0.0
			if c.Stacked {
				sum := &up[m]
				if b.Value < 0 {
					sum = &down[m] // what is below zero is stacked downwards
				}
				from = *sum
				*sum += b.Value
			}
			a, z := p.PlaceOf(float64(m)+0.5, from), p.PlaceOf(float64(m)+0.5, from+b.Value)
			box := Box{min(a[0], z[0]), a[1] + offset(n) - width/2, max(a[0], z[0]), a[1] + offset(n) + width/2}
			if !p.Horizontal {
				box = Box{a[0] + offset(n) - width/2, min(a[1], z[1]), a[0] + offset(n) + width/2, max(a[1], z[1])}
			}
			s.draw(on, &b, box)
		}
	}
}

func (s *Bars) draw(on *Paper, b *Bar, at Box) {
	look, in := Solid(s.Tint, strength(s.Pale)), 0.0
	if b.Open {
		look, in = Hollow(s.Tint), 1 // its edge stays within the bar
	}
	on.Bar(at.Left+in, at.Top+in, at.Right-at.Left-2*in, max(at.Bottom-at.Top-2*in, 0.5*min(at.Bottom-at.Top, 1)),
		look, "")
	if b.Label.Text == "" {
		return
	}
	l, half := &b.Label, float64(b.Label.Ink.Size)/2
	x, y, anchor := (at.Left+at.Right)/2, (at.Top+at.Bottom)/2, scene.Middle
	switch l.Place {
	case Above:
		y = at.Top - LabelGap - half
	case Below:
		y = at.Bottom + LabelGap + half
	case InsideTop:
		y = at.Top + LabelGap + half
	case RightOf:
		x, anchor = at.Right+LabelGap, scene.Start
	case InsideRight:
		x, anchor = at.Right-LabelGap, scene.End
	}
	on.Write(x, y, anchor, l.Ink, l.Text)
}

func (p *Panel) trace(on *Paper, t *Trace) {
	style := Pen{Tint: t.Tint, Width: t.Width, Dashed: t.Dashed}
	var run []scene.Place
	end := func() {
		if len(run) > 1 {
			on.Line(style, run...)
		}
		run = nil
	}
	for _, x := range t.Points {
		if !x.Present {
			end()
			continue
		}
		at := p.PlaceOf(float64(x.Slot)+0.5, x.Value)
		run = append(run, at)
		switch {
		case x.Dotless:
		case x.Open:
			on.Dot(at[0], at[1], t.Radius, Hollow(t.Tint), "")
		default:
			on.Dot(at[0], at[1], t.Radius, Solid(t.Tint, 1), "")
		}
	}
	end()
}

func (p *Panel) curve(on *Paper, c Curve) {
	var run []scene.Place
	for n, x := range c.Points {
		gap := math.IsNaN(x[1])
		if !gap {
			run = append(run, p.PlaceOf(x[0], x[1]))
		}
		if (gap || n == len(c.Points)-1) && len(run) > 1 {
			on.Line(c.Style, run...)
			run = nil
		}
	}
}

func (p *Panel) rule(on *Paper, r Rule) {
	switch {
	case p.Horizontal:
		x := p.PlaceOf(0, r.At)[0]
		on.Line(r.Style, scene.Place{x, p.Top}, scene.Place{x, p.Bottom})
	case r.Vertical:
		on.Line(r.Style, scene.Place{p.X(r.At), p.Top}, scene.Place{p.X(r.At), p.Bottom})
	default:
		on.Line(r.Style, scene.Place{p.Left, p.Y(r.At)}, scene.Place{p.Right, p.Y(r.At)})
	}
}
