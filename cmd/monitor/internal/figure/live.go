package figure

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/go-echarts/go-echarts/v2/types"

	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/scene"
)

// live makes the option of a chart for a browser with go-echarts: what is in its scene, at the same places, but that ECharts
// draws it and says what somebody points at. Colours and formatters are written as tokens ("@accent", "@number:1"), to which
// the page's script gives meaning; what holds for all our charts is in the theme of that script, and not in each option.
type live struct {
	*chart
	bars  *charts.Bar // the chart; what the others hold is laid over it
	lines *charts.Line
	words *charts.Scatter

	x    []opts.XAxis
	y    []opts.YAxis
	zoom []opts.DataZoom
}

// zoomFrom is the most periods that can be told apart without zooming in.
const zoomFrom = 24

func (c *chart) option(l *language.Language) []byte {
	o := &live{chart: c, bars: charts.NewBar(), lines: charts.NewLine(), words: charts.NewScatter()}
	var grids []opts.Grid
	for n, p := range c.panels {
		grids = append(grids, opts.Grid{Left: px(p.left), Top: px(p.top), Width: px(p.right - p.left), Height: px(p.bottom - p.top)})
		o.panel(n, p)
	}
	pointer := "line"
	if c.shadow {
		pointer = "shadow"
	}
	o.bars.SetGlobalOptions(
		charts.WithAnimation(false),
		charts.WithTooltipOpts(opts.Tooltip{Trigger: "axis", Formatter: "@tooltip", AxisPointer: &opts.AxisPointer{Type: pointer}}),
		charts.WithLegendOpts(c.legend.option(c.tick)),
		charts.WithGridOpts(grids...),
		charts.WithXAxisOpts(o.x[0]), charts.WithYAxisOpts(o.y[0]),
		charts.WithDataZoomOpts(o.zoom...),
	)
	o.bars.ExtendXAxis(o.x[1:]...)
	o.bars.ExtendYAxis(o.y[1:]...)
	o.bars.Overlap(o.lines, o.words)
	o.bars.Accept(widening{chart: c, language: l})
	text, err := json.Marshal(o.bars.JSON())
	if err != nil {
		// Every value in an option is of go-echarts' types or ours, and every number finite: report shows no others.
		panic(err)
	}
	return text
}

func (l *legend) option(size int) opts.Legend {
	if len(l.items) == 0 {
		return opts.Legend{Show: opts.Bool(false)}
	}
	names := make([]string, len(l.items))
	for n, item := range l.items {
		names[n] = item.name
	}
	return opts.Legend{Show: opts.Bool(true), Left: "0", Top: "0", Padding: 0, Data: names, Icon: "rect", ItemWidth: legendIcon, ItemHeight: legendIcon,
		TextStyle: &opts.TextStyle{Color: "@text", FontSize: size, Width: int(l.width), Overflow: "truncate",
			BackgroundColor: "transparent"}} // only what has a ground is as wide as it is told
}

// panel adds the axes and the series of the n-th panel. Beside the axis that names its slots it has a hidden one that counts
// them from 0 at the edge, so that something can stand between two of them.
func (o *live) panel(n int, p *panel) {
	names := len(o.x)
	slots := names + 1
	hide := opts.Bool(false)
	foot := &opts.AxisLine{Show: opts.Bool(p.lying || p.scale.min == 0), OnZero: opts.Bool(false), LineStyle: &opts.LineStyle{Color: "@axis", Width: 1}}
	numbers := &opts.AxisLabel{Color: "@muted", FontSize: o.tick, Margin: gap, Formatter: number(p.scale, p.suffix)}
	step := p.scale.step * float64(max(p.every, 1))
	if p.lying {
		o.x = append(o.x, opts.XAxis{Type: "value", GridIndex: n, Min: p.scale.min, Max: p.scale.max, MinInterval: step, MaxInterval: step, AxisLabel: numbers})
		o.y = append(o.y, opts.YAxis{Type: "category", GridIndex: n, Inverse: opts.Bool(true), Data: p.names, AxisLine: foot,
			AxisLabel: &opts.AxisLabel{Color: "@text", FontSize: o.tick, Margin: gap, Interval: "0"}},
			opts.YAxis{Type: "value", Show: hide, GridIndex: n, Inverse: opts.Bool(true), Min: 0, Max: p.slots})
		slots = 1
	} else {
		o.x = append(o.x, opts.XAxis{Type: "category", GridIndex: n, Data: p.names, AxisLine: foot, AxisLabel: &opts.AxisLabel{Color: "@muted", FontSize: o.tick, Margin: gap}},
			opts.XAxis{Type: "value", Show: hide, GridIndex: n, Min: 0, Max: p.slots})
		o.y = append(o.y, opts.YAxis{Type: "value", GridIndex: n, Min: p.scale.min, Max: p.scale.max, MinInterval: step, MaxInterval: step, AxisLabel: numbers})
		if p.slots > zoomFrom {
			o.zoom = append(o.zoom, opts.DataZoom{Type: "inside", XAxisIndex: []int{names, slots}})
		}
	}
	for m := range p.columns.series {
		o.bar(&p.columns, &p.columns.series[m], names, n)
	}
	for _, c := range p.curves {
		data := make([]opts.LineData, len(c.points))
		for m, x := range c.points {
			data[m].Value = pair(x[0], x[1])
		}
		o.lines.AddSeries("", data, charts.WithLineChartOpts(opts.LineChart{XAxisIndex: slots, YAxisIndex: n, Symbol: "none"}), lineStyle(c.style))
	}
	for m := range p.traces {
		o.trace(&p.traces[m], names, n)
	}
	o.write(p, slots, n)
}

func (o *live) bar(c *columns, s *bars, x, y int) {
	data := make([]opts.BarData, len(s.bars))
	for m, b := range s.bars {
		data[m] = opts.BarData{Value: "-"}
		if b.there {
			data[m] = opts.BarData{Name: b.said, Value: b.value, Label: b.label.option()}
		}
		if b.open {
			data[m].ItemStyle = &opts.ItemStyle{Color: "@surface", BorderColor: token(s.tint), BorderWidth: 2}
		}
	}
	style := opts.ItemStyle{Color: token(s.tint)}
	if s.pale {
		style.Opacity = opts.Float(float32(strength(true)))
	}
	bar := opts.BarChart{XAxisIndex: x, YAxisIndex: y, BarGap: percent(sideBySide), BarCategoryGap: percent(c.apart)}
	if c.stacked {
		bar.Stack = "parts"
	}
	o.bars.AddSeries(s.name, data, charts.WithBarChartOpts(bar), charts.WithItemStyleOpts(style),
		charts.WithSeriesOpts(func(s *charts.SingleSeries) { s.BarMaxWidth = px(c.widest) }))
}

func (l *label) option() *opts.Label {
	if l.text == "" {
		return nil
	}
	return l.ink.option(string(l.at), l.text)
}

// option is the label of words in an ink.
func (i ink) option(at string, lines ...string) *opts.Label {
	l := &opts.Label{Show: opts.Bool(true), Position: at, Formatter: literal(strings.Join(lines, "\n")), Color: token(i.tint),
		FontSize: float32(i.size), LineHeight: float32(lineHeight(i.size))}
	if i.bold {
		l.FontWeight = "600"
	}
	return l
}

func (o *live) trace(t *trace, x, y int) {
	data, own := make([]opts.LineData, len(t.points)), make([]linePoint, len(t.points))
	for m, p := range t.points {
		d := opts.LineData{Value: pair(float64(p.slot), math.NaN())}
		if p.there {
			d = opts.LineData{Name: p.said, Value: pair(float64(p.slot), p.value)}
		}
		if p.plain {
			d.Symbol = "none"
		}
		data[m], own[m] = d, linePoint{LineData: d}
		if p.open {
			own[m].ItemStyle = &opts.ItemStyle{Color: "@surface", BorderColor: token(t.tint), BorderWidth: 2}
		}
	}
	o.lines.AddSeries(t.name, data, charts.WithLineChartOpts(opts.LineChart{XAxisIndex: x, YAxisIndex: y, Symbol: "circle", SymbolSize: 2 * t.radius}),
		lineStyle(stylus{tint: t.tint, width: t.width, dashed: t.dashed}), charts.WithItemStyleOpts(opts.ItemStyle{Color: token(t.tint)}))
	o.lines.MultiSeries[len(o.lines.MultiSeries)-1].Data = own
}

// write adds the words of a panel as points that are only their labels, with the lines across the panel. The room that
// ECharts leaves beside a point is taken off.
func (o *live) write(p *panel, slots, y int) {
	if len(p.words) == 0 && len(p.rules) == 0 {
		return
	}
	x := slots
	if p.lying {
		x, y = y, slots
	}
	data, own := make([]opts.ScatterData, len(p.words)), make([]wordPoint, len(p.words))
	for n, w := range p.words {
		at, side := w.x, "inside"
		switch w.anchor {
		case scene.Start:
			at, side = w.x-fromMark, "right"
		case scene.End:
			at, side = w.x+fromMark, "left"
		}
		data[n].Value = p.value(at, w.y)
		own[n] = wordPoint{data[n], w.ink.option(side, w.lines...)}
	}
	o.words.AddSeries("", data, charts.WithScatterChartOpts(opts.ScatterChart{XAxisIndex: x, YAxisIndex: y, SymbolSize: 0}),
		charts.WithSeriesOpts(func(s *charts.SingleSeries) {
			if len(p.rules) > 0 {
				s.MarkLines = &opts.MarkLines{Data: ruled(p.rules), MarkLineStyle: opts.MarkLineStyle{Symbol: []string{"none", "none"}, Label: &opts.Label{Show: opts.Bool(false)}}}
			}
		}))
	o.words.MultiSeries[len(o.words.MultiSeries)-1].Data = own
}

// value is the reverse of at, on the axes of a panel.
func (p *panel) value(x, y float64) [2]float64 {
	if p.lying {
		return [2]float64{tidy(p.scale.value((x - p.left) / (p.right - p.left))), tidy((y - p.top) / (p.bottom - p.top) * float64(p.slots))}
	}
	return [2]float64{tidy((x - p.left) / p.band()), tidy(p.scale.value((p.bottom - y) / (p.bottom - p.top)))}
}

func lineStyle(s stylus) charts.SeriesOpts { return charts.WithLineStyleOpts(s.option()) }

func (s stylus) option() opts.LineStyle {
	o := opts.LineStyle{Color: token(s.tint), Width: float32(s.width), Type: "solid"}
	if s.dashed {
		o.Type = "dashed"
	}
	return o
}

// pair is a point of a line; one that is not there has no value.
func pair(x, y float64) any {
	if math.IsNaN(y) {
		return [2]any{tidy(x), "-"}
	}
	return [2]float64{tidy(x), tidy(y)}
}

// number is the formatter of an axis.
func number(s scale, suffix string) types.FuncStr {
	f := "@number:" + strconv.Itoa(s.decimals)
	if suffix != "" {
		f += ":" + suffix
	}
	return types.FuncStr(f)
}

func token(r scene.Role) string { return "@" + string(r) }

func px(x float64) string { return strconv.Itoa(int(math.Round(x))) }

func percent(part float64) string {
	return strconv.FormatFloat(math.Round(part*100), 'f', -1, 64) + "%"
}

// literal writes a text so that ECharts takes it as it is: braces would be read as a template.
func literal(s string) string { return braces.Replace(s) }

var braces = strings.NewReplacer("{", "(", "}", ")")
