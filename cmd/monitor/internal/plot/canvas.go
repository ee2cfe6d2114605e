// Package plot owns where things are in a picture: the width of text and where it breaks, the steps
// of an axis, the room between lines and labels, and the places of captions and of the nodes of a
// graph. It makes charts over axes, both as a scene and as the option of the chart that comes alive
// in a browser.
//
// It may import language, for the numbers at an axis, scene, and go-echarts, for that option. It
// never knows a model or a report: its callers know what words and numbers mean.
package plot

// Canvas is the size of a plot: one for a column of text, one for a phone, one for the width of a page.
type Canvas struct {
	Width      int
	BaseHeight int // the usual height, to which a legend is added
	Tick       int // font size of the axes
	Label      int // font size of the words in the plot
}

var (
	Wide   = Canvas{720, 380, 13, 14}
	Narrow = Canvas{360, 300, 12, 13}
	Full   = Canvas{1080, 440, 13, 14}
)

// Narrow reports whether the canvas is that of a phone.
func (c Canvas) Narrow() bool { return c.Width < Wide.Width }

// Gap is the room between a label and what it belongs to, in pixels.
const Gap = 8
