package figure

// canvas is the paper a plot is drawn on: one for a column of text, one for a phone.
type canvas struct {
	width int
	tall  int // the usual height, to which a legend is added
	tick  int // font size of the axes
	label int // font size of what is said in the plot
}

var (
	wide   = canvas{720, 380, 13, 14}
	narrow = canvas{360, 300, 12, 13}
)

func (c canvas) narrow() bool { return c.width < wide.width }

// gap is the room between a label and what it belongs to, in pixels.
const gap = 8
