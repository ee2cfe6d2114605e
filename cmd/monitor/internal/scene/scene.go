// Package scene owns what a picture is: marks with places in pixels, roles of colour, texts, and
// the point that each mark stands for. A scene has everything decided; this package only writes it
// as SVG.
//
// It imports none of our packages. It never knows numbers, axes or a theme: a style sheet says what
// a role looks like.
package scene

import "math"

// Scene is a picture: its size in CSS pixels, and its marks, the lowest first. Left and Top are where it begins: 0, but
// in a part of another scene.
type Scene struct {
	Left, Top, Width, Height int
	Marks                    []Mark
}

// Mark is one thing in a picture.
type Mark struct {
	Shape   Shape
	Look    Look
	Subject Subject
}

// Shape is the form and the place of a mark: a Rect, a Circle, a Path or a Text.
type Shape interface{ shape() }

// Place is a place in pixels, from the left and from the top.
type Place = [2]float64

// Rect is a rectangle from its top left.
type Rect struct{ X, Y, Width, Height float64 }

// Circle is a circle around a place.
type Circle struct{ X, Y, Radius float64 }

// Path is one or more separate lines, each along a list of places.
type Path [][]Place

// Text is one line of text. Y is the middle of its height.
type Text struct {
	X, Y   float64
	Text   string
	Size   int
	Bold   bool
	Anchor Anchor
	Bare   bool // without an edge in the colour of the ground: it is on a mark
}

func (Rect) shape()   {}
func (Circle) shape() {}
func (Path) shape()   {}
func (Text) shape()   {}

// Anchor says which end of a text is at its place.
type Anchor string

const (
	Start  Anchor = ""
	Middle Anchor = "middle"
	End    Anchor = "end"
)

// Role is what a colour is for: "accent", "text", "series-2". It names the classes f-<role> and
// s-<role> of a style sheet.
type Role string

// Look is how a mark is painted.
type Look struct {
	Fill, Stroke Role    // "": none
	Width        float64 // of the stroke
	Opacity      float64 // of both; 0 means 1, wholly visible
	Dashed       bool
}

// Subject is what a mark stands for. The zero Subject is nothing that a reader could ask about.
type Subject struct {
	Tip string // shown when a reader points at the mark; lines are separated by "\n"
	// Node numbers the node of a graph, from 1; Ends are the nodes that an edge joins. What belongs
	// to a node, such as its name, has its number too.
	Node int
	Ends [2]int
	Key  bool // beside words that say what its colour means
}

// Wordless returns the scene without its texts, the keys of its legend and what its marks say, and without the room
// around what is left: a small picture.
func (s *Scene) Wordless() *Scene {
	out := &Scene{}
	from, to := Place{math.Inf(1), math.Inf(1)}, Place{math.Inf(-1), math.Inf(-1)}
	reach := func(x, y, around float64) {
		from = Place{min(from[0], x-around), min(from[1], y-around)}
		to = Place{max(to[0], x+around), max(to[1], y+around)}
	}
	for _, m := range s.Marks {
		if m.Subject.Key {
			continue
		}
		switch shape := m.Shape.(type) {
		case Text:
			continue
		case Rect:
			reach(shape.X, shape.Y, m.Look.Width/2)
			reach(shape.X+shape.Width, shape.Y+shape.Height, m.Look.Width/2)
		case Circle:
			reach(shape.X, shape.Y, shape.Radius+m.Look.Width/2)
		case Path:
			for _, line := range shape {
				for _, at := range line {
					reach(at[0], at[1], m.Look.Width/2)
				}
			}
		}
		m.Subject = Subject{}
		out.Marks = append(out.Marks, m)
	}
	if len(out.Marks) > 0 {
		out.Left, out.Top = int(math.Floor(from[0])), int(math.Floor(from[1]))
		out.Width, out.Height = int(math.Ceil(to[0]))-out.Left, int(math.Ceil(to[1]))-out.Top
	}
	return out
}
