package figure

import (
	"math"
	"strconv"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/go-echarts/go-echarts/v2/types"

	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

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

// sheet is a plot in the making, whatever it shows.
type sheet struct {
	canvas
	height  int
	x, y    []axis
	grids   []grid
	layers  []seriesOption
	titles  []title
	legend  *legend
	zoom    []opts.DataZoom
	pointer string // how the tooltip points: "line" or "shadow" at an axis, "item" at an item, or "" for no tooltip
}

// option is a plot of series in the making.
type option struct {
	*content
	sheet
}

// Room around the plot, in pixels.
const (
	gap       = 8  // between a label and what it belongs to
	axisRoom  = 26 // below the plot, for the periods
	labelRoom = 22 // above the plot, for the labels of the highest values
	breakRoom = 18 // above that, for the word at a break
)

// plots draws a figure on both canvases.
func (c *content) plots() (w, n Plot) {
	chart := newChart(c.spec.Kind)
	return c.plot(chart, wide), c.plot(chart, narrow)
}

// What go-echarts begins a chart with. Making it takes longer than all the rest of a plot, so it is made once; each figure
// changes a copy.
var (
	lineChart = charts.NewLine().RectChart
	barChart  = charts.NewBar().RectChart
)

func newChart(kind Kind) *charts.RectChart {
	chart := barChart
	if kind == Line || kind == Multiples || kind == Spark {
		chart = lineChart
	}
	return &chart
}

func (c *content) plot(chart *charts.RectChart, on canvas) Plot {
	o := &option{content: c, sheet: sheet{canvas: on}}
	switch c.spec.Kind {
	case Bar:
		o.bars()
	case Grouped:
		if len(c.periods) == 1 {
			o.ranked()
		} else {
			o.bars()
		}
	case Stacked, Share:
		o.stack()
	case Multiples:
		o.multiples()
	case Spark:
		return sparkline(chart, c, 240, 64)
	default:
		o.lines()
	}
	return o.finish(chart, c.language)
}

// finish makes the option of all that the sheet holds.
func (s *sheet) finish(chart *charts.RectChart, l *language.Language) Plot {
	chart.SetGlobalOptions(charts.WithAnimation(false))
	chart.DataZoomList = s.zoom
	return Plot{Option: s.marshal(chart, l), Width: s.width, Height: s.height}
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

// place puts the plot between margins, and gives it its grid and its axes: periods below, values at the left.
func (o *option) place(f frame, periods []model.Period, suffix string) {
	n := len(o.grids)
	o.grids = append(o.grids, grid{opts.Grid{Left: px(f.left), Top: px(f.top), Width: px(f.right - f.left), Height: px(f.bottom - f.top)}, "none"})
	o.x = append(o.x, axis{
		XAxis: opts.XAxis{
			Type: "category", GridIndex: n, Data: o.short(periods),
			AxisTick: &opts.AxisTick{Show: opts.Bool(false)},
			// The foot of the plot is a line when it is zero, and a hairline like the others when it is not.
			AxisLine: &opts.AxisLine{Show: opts.Bool(f.scale.min == 0), OnZero: opts.Bool(false), LineStyle: &opts.LineStyle{Color: "@axis", Width: 1}},
		},
		AxisLabel: &axisLabel{
			AxisLabel:    opts.AxisLabel{Color: "@muted", FontSize: o.tick, Margin: gap},
			CustomValues: o.labelled(periods, f.band()),
		},
	})
	o.y = append(o.y, axis{
		XAxis: opts.XAxis{
			Type: "value", GridIndex: n, Min: f.scale.min, Max: f.scale.max,
			AxisLine:  &opts.AxisLine{Show: opts.Bool(false)},
			AxisTick:  &opts.AxisTick{Show: opts.Bool(false)},
			SplitLine: &opts.SplitLine{Show: opts.Bool(true), LineStyle: &opts.LineStyle{Color: "@grid", Width: 1}},
		},
		Interval:  f.scale.step,
		AxisLabel: &axisLabel{AxisLabel: opts.AxisLabel{Color: "@muted", FontSize: o.tick, Margin: gap, Formatter: number(f.scale, suffix)}},
	})
	if len(periods) > zoomFrom {
		o.zoom = append(o.zoom, opts.DataZoom{Type: "inside", XAxisIndex: len(o.x) - 1})
	}
}

// zoomFrom is the most periods that can be told apart without zooming in.
const zoomFrom = 24

// hidden adds an axis over the same grid that counts the periods from 0 at the left edge, so that something can stand
// between two of them. Its index is returned.
func (o *option) hidden(f frame, gridIndex int) int {
	n := len(o.x)
	o.x = append(o.x, axis{
		XAxis:       opts.XAxis{Type: "value", Show: opts.Bool(false), GridIndex: gridIndex, Min: 0, Max: f.slots},
		AxisPointer: &axisPointer{},
	})
	for z := range o.zoom {
		if o.zoom[z].XAxisIndex == n-1 {
			o.zoom[z].XAxisIndex = []int{n - 1, n}
		}
	}
	return n
}

// tickWidth is the room that the numbers at the value axis take. They all have the same decimals, so the widest is the
// first or the last.
func (o *option) tickWidth(s scale, suffix string) float64 {
	w := 0.0
	for _, t := range []float64{s.min, s.max} {
		w = max(w, textWidth(o.language.Number(t, s.decimals)+suffix, o.tick))
	}
	return math.Ceil(w) + gap
}

// short writes the periods as they stand on an axis.
func (o *option) short(periods []model.Period) []string {
	out := make([]string, len(periods))
	for n, p := range periods {
		out[n] = o.language.ShortPeriod(p)
	}
	return out
}

// labelSteps are the distances between labelled periods that readers can count along, by frequency.
var labelSteps = map[model.Frequency][]int{
	model.Yearly:       {1, 2, 5, 10, 20, 50},
	model.AcademicYear: {1, 2, 5, 10, 20, 50},
	model.Quarterly:    {1, 2, 4, 8, 20, 40},
	model.Monthly:      {1, 3, 6, 12, 24, 60, 120},
}

// labelled chooses the periods that get a label on the axis, so that the labels do not touch: years are counted back from
// the last, quarters and months from January.
func (o *option) labelled(periods []model.Period, band float64) []int {
	if len(periods) == 0 {
		return nil
	}
	w := 0.0
	for _, p := range periods {
		w = max(w, textWidth(o.language.ShortPeriod(p), o.tick))
	}
	last := periods[len(periods)-1]
	steps := labelSteps[last.Frequency]
	step := steps[len(steps)-1]
	for _, s := range steps {
		if float64(s)*band >= w+gap {
			step = s
			break
		}
	}
	from := last.Ordinal()
	if last.Frequency == model.Quarterly || last.Frequency == model.Monthly {
		from = 0
	}
	var out []int
	for n, p := range periods {
		if (p.Ordinal()-from)%step == 0 {
			out = append(out, n)
		}
	}
	if out == nil {
		out = []int{0}
	}
	return out
}

// number is the formatter of an axis.
func number(s scale, suffix string) types.FuncStr {
	f := "@number:" + strconv.Itoa(s.decimals)
	if suffix != "" {
		f += ":" + suffix
	}
	return types.FuncStr(f)
}

func px(x float64) string { return strconv.Itoa(int(math.Round(x))) }

// colour is the token of the n-th series, from 0.
func colour(n int) string {
	if n %= colours; n > 0 {
		return "@series-" + strconv.Itoa(n+1)
	}
	return "@accent"
}

// colours is how many colours the theme has for series. Series beyond that take a colour again, and are drawn in another
// manner: dashed, or paler.
const colours = 8
