package figure

import (
	"math"
	"slices"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/go-echarts/go-echarts/v2/types"
)

// paper is a plot whose every piece has a place in pixels: bars, dots, lines and words. Figures that are no series over
// periods are set on it, since what decides whether they can be read is where the words stand, and ECharts would place
// those by rules of its own. To ECharts it is one grid over the whole plot, with two hidden axes that count pixels.
type paper struct {
	*scene
	sheet
	bars, dots, words []mark
	lines             []polyline
}

// mark is a bar, a dot or a text: an item of scattered points.
type mark struct {
	Name       string       `json:"name,omitempty"` // what is said of it in full, when somebody points at it
	Value      [2]float64   `json:"value"`
	Symbol     string       `json:"symbol,omitempty"`
	SymbolSize any          `json:"symbolSize,omitempty"`
	ItemStyle  any          `json:"itemStyle,omitempty"` // *opts.ItemStyle, or dashedStyle
	Label      *placedLabel `json:"label,omitempty"`
}

// polyline are straight lines of one style: runs of points, NaN between two runs.
type polyline struct {
	style  stylus
	points [][2]float64
}

// stylus is how a line or the edge of a shape is drawn.
type stylus struct {
	tint    string
	width   float32
	dashed  bool
	opacity float32 // 0: wholly visible
}

// ink is how words are written.
type ink struct {
	size int
	tint string
	bold bool
	halo bool // with an edge in the colour of the ground, where lines run beneath
}

// Where words stand against their place: they begin, end or have their middle there.
const (
	begins = "right"
	ends   = "left"
	middle = "inside"
)

func newPaper(s *scene, on canvas) *paper {
	return &paper{scene: s, sheet: sheet{canvas: on, pointer: "item"}}
}

func (p *paper) plain() ink  { return ink{size: p.tick, tint: "@text"} }
func (p *paper) quiet() ink  { return ink{size: p.tick, tint: "@muted"} }
func (p *paper) strong() ink { return ink{size: p.tick, tint: "@text", bold: true} }

// lineHeight is the height of a line of words of a size, in pixels.
func lineHeight(size int) float64 { return float64(size + 3) }

// height is how high some lines are.
func height(lines []string, size int) float64 { return float64(len(lines)) * lineHeight(size) }

func tenth(x float64) float64 { return math.Round(x*10) / 10 }

// write sets lines of words with the middle of their height at y.
func (p *paper) write(x, y float64, at string, i ink, lines ...string) {
	if len(lines) == 0 || len(lines) == 1 && lines[0] == "" {
		return
	}
	l := &placedLabel{Label: opts.Label{
		Show: opts.Bool(true), Position: at, Formatter: literal(strings.Join(lines, "\n")), Color: i.tint,
		FontSize: float32(i.size), LineHeight: float32(lineHeight(i.size)),
	}}
	if i.bold {
		l.FontWeight = "600"
	}
	if i.halo {
		l.TextBorderColor, l.TextBorderWidth = "@surface", 3
	}
	p.words = append(p.words, mark{Value: [2]float64{tenth(x), tenth(y)}, Label: l})
}

// bar draws a rectangle from its top left; said is what a reader who points at it is told.
func (p *paper) bar(x, y, w, h float64, style *opts.ItemStyle, said string) {
	p.bars = append(p.bars, mark{Name: said, Value: [2]float64{tenth(x + w/2), tenth(y + h/2)}, Symbol: "rect",
		SymbolSize: [2]float64{tenth(w), tenth(h)}, ItemStyle: style})
}

// dot draws a circle.
func (p *paper) dot(x, y, radius float64, style *opts.ItemStyle, said string) {
	p.dots = append(p.dots, mark{Name: said, Value: [2]float64{tenth(x), tenth(y)}, SymbolSize: tenth(2 * radius), ItemStyle: style})
}

// line draws a line along points. Lines of one style become one series, which stands where the first of them was drawn.
func (p *paper) line(style stylus, points ...[2]float64) {
	n := slices.IndexFunc(p.lines, func(l polyline) bool { return l.style == style })
	if n < 0 {
		n = len(p.lines)
		p.lines = append(p.lines, polyline{style: style})
	}
	l := &p.lines[n]
	if len(l.points) > 0 {
		l.points = append(l.points, [2]float64{math.NaN(), math.NaN()})
	}
	l.points = append(l.points, points...)
}

// solid is the style of a shape of one colour; an opacity from 0 to 1.
func solid(tint string, opacity float32) *opts.ItemStyle {
	return &opts.ItemStyle{Color: tint, Opacity: opts.Float(max(opacity, 0))}
}

// put makes the series of all that is on the paper: bars lie under lines, lines under dots, and words above all.
func (p *paper) put(height float64) Plot {
	p.height = int(math.Ceil(height))
	p.grids = append(p.grids, grid{opts.Grid{Left: "0", Top: "0", Width: px(float64(p.width)), Height: px(float64(p.height))}, "none"})
	n := len(p.grids) - 1
	hidden := func(size int, down bool) axis {
		a := axis{XAxis: opts.XAxis{Type: "value", Show: opts.Bool(false), GridIndex: n, Min: 0, Max: size}}
		if down {
			a.Inverse = opts.Bool(true)
		}
		return a
	}
	p.x, p.y = append(p.x, hidden(p.width, false)), append(p.y, hidden(p.height, true))
	// What has nothing to say when it is pointed at, such as the swatches of a key, stays silent.
	var silent, telling []mark
	for _, b := range p.bars {
		if b.Name == "" {
			silent = append(silent, b)
		} else {
			telling = append(telling, b)
		}
	}
	if len(silent) > 0 {
		s := p.scatter(silent, n, 2)
		s.Silent = opts.Bool(true)
		p.layers = append(p.layers, s)
	}
	if len(telling) > 0 {
		p.layers = append(p.layers, p.scatter(telling, n, 2))
	}
	for _, l := range p.lines {
		p.layers = append(p.layers, l.series(n))
	}
	if len(p.dots) > 0 {
		p.layers = append(p.layers, p.scatter(p.dots, n, 4))
	}
	if len(p.words) > 0 {
		s := p.scatter(p.words, n, 5)
		s.SymbolSize, s.Silent, s.ItemStyle = 0, opts.Bool(true), opaque
		p.layers = append(p.layers, s)
	}
	chart := lineChart
	return p.finish(&chart, p.language)
}

func (p *paper) scatter(items []mark, gridIndex, z int) seriesOption {
	return seriesOption{
		SingleSeries: charts.SingleSeries{Type: types.ChartScatter, XAxisIndex: gridIndex, YAxisIndex: gridIndex, Data: items, ItemStyle: opaque},
		Clip:         opts.Bool(false), Z: z, Emphasis: &emphasis{},
	}
}

func (l polyline) series(gridIndex int) seriesOption {
	style := &opts.LineStyle{Color: l.style.tint, Width: l.style.width}
	if l.style.dashed {
		style.Type = "dashed"
	}
	if l.style.opacity > 0 {
		style.Opacity = opts.Float(l.style.opacity)
	}
	points := make([]any, len(l.points))
	for n, at := range l.points {
		if math.IsNaN(at[0]) {
			points[n] = [2]any{"-", "-"}
		} else {
			points[n] = [2]float64{tenth(at[0]), tenth(at[1])}
		}
	}
	return seriesOption{
		SingleSeries: charts.SingleSeries{Type: types.ChartLine, XAxisIndex: gridIndex, YAxisIndex: gridIndex, Symbol: "none", SymbolSize: 1,
			Color: l.style.tint, LineStyle: style, Data: points},
		ShowAllSymbol: true, Clip: opts.Bool(false), Silent: opts.Bool(true), Z: 3,
	}
}
