// Package plot owns where things stand in a picture: how wide text is and where it breaks, the
// steps of an axis, what room is left among lines and labels, the places of captions and of a
// graph, and charts over axes, of which it makes a scene and the option of the chart that comes
// alive in a browser.
//
// It imports packages language, for the numbers at an axis, and scene, which writes what it placed;
// and go-echarts, for that option. It knows no model and no report: what the words and numbers mean
// is for package figure to know.
package plot

// Canvas is the paper a plot is drawn on: one for a column of text, one for a phone.
type Canvas struct {
	Width int
	Tall  int // the usual height, to which a legend is added
	Tick  int // font size of the axes
	Label int // font size of what is said in the plot
}

var (
	Wide   = Canvas{720, 380, 13, 14}
	Narrow = Canvas{360, 300, 12, 13}
)

func (c Canvas) Narrow() bool { return c.Width < Wide.Width }

// Gap is the room between a label and what it belongs to, in pixels.
const Gap = 8
