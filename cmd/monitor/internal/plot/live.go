package plot

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

// live makes the option of a chart for a browser with go-echarts. It shows what the scene shows, at
// the same places, and answers a reader who points at it. Colours and formatters are tokens
// ("@accent", "@number:1"), to which the script of the page gives meaning. What all our charts have
// in common is in the theme of that script, not in each option.
type live struct {
	*Chart
	bars  *charts.Bar // the chart itself; lines and words are laid over it
	lines *charts.Line
	words *charts.Scatter

	x    []opts.XAxis
	y    []opts.YAxis
	zoom []opts.DataZoom
}

// zoomFrom is the largest number of periods that readers can tell apart without zooming in.
const zoomFrom = 24

// Option returns the option of the chart for ECharts, as JSON.
func (c *Chart) Option(l *language.Language) []byte {
	o := &live{Chart: c, bars: charts.NewBar(), lines: charts.NewLine(), words: charts.NewScatter()}
	var grids []opts.Grid
	for n, p := range c.Panels {
		grids = append(grids,
			opts.Grid{Left: px(p.Left), Top: px(p.Top), Width: px(p.Right - p.Left), Height: px(p.Bottom - p.Top)})
		o.panel(n, p)
	}
	pointer := "line"
	if c.Shadow {
		pointer = "shadow"
	}
	o.bars.SetGlobalOptions(charts.WithAnimation(false),
		charts.WithTooltipOpts(opts.Tooltip{Trigger: "axis", AxisPointer: &opts.AxisPointer{Type: pointer}}),
		charts.WithLegendOpts(c.Legend.option(c.Tick)), charts.WithGridOpts(grids...),
		charts.WithXAxisOpts(o.x[0]), charts.WithYAxisOpts(o.y[0]), charts.WithDataZoomOpts(o.zoom...))
	o.bars.ExtendXAxis(o.x[1:]...)
	o.bars.ExtendYAxis(o.y[1:]...)
	o.bars.Overlap(o.lines, o.words)
	o.bars.Accept(widening{chart: c, language: l})
	text, err := json.Marshal(o.bars.JSON())
	if err != nil {
		// This cannot happen: every value in an option has a type of go-echarts or one of ours, and
		// report shows finite numbers only.
		panic(err)
	}
	return text
}

func (l *Legend) option(size int) opts.Legend {
	if len(l.items) == 0 {
		return opts.Legend{Show: opts.Bool(false)}
	}
	names := make([]string, len(l.items))
	for n, item := range l.items {
		names[n] = item.Name
	}
	return opts.Legend{
		Show: opts.Bool(true), Left: "0", Top: "0", Padding: 0, Data: names,
		Icon: "rect", ItemWidth: legendIcon, ItemHeight: legendIcon,
		// ECharts keeps to a width only of text with a background.
		TextStyle: &opts.TextStyle{
			Color: "@text", FontSize: size, Width: int(l.width), Overflow: "truncate", BackgroundColor: "transparent"},
	}
}

// panel adds the axes and the series of the n-th panel. Each panel has two axes along its slots:
// one with their names, and a hidden one that counts them from 0 at the edge, on which something
// can be between two slots.
func (o *live) panel(n int, p *Panel) {
	names := len(o.x)
	slots := names + 1
	hide := opts.Bool(false)
	foot := &opts.AxisLine{Show: opts.Bool(p.Horizontal || p.Scale.Min == 0), OnZero: opts.Bool(false),
		LineStyle: &opts.LineStyle{Color: "@axis", Width: 1}}
	numbers := &opts.AxisLabel{Color: "@muted", FontSize: o.Tick, Margin: Gap, Formatter: number(p.Scale, p.Suffix)}
	step := p.Scale.Step * float64(max(p.NumberEvery, 1))
	if p.Horizontal {
		o.x = append(o.x, opts.XAxis{
			Type: "value", GridIndex: n, Min: p.Scale.Min, Max: p.Scale.Max,
			MinInterval: step, MaxInterval: step, AxisLabel: numbers,
		})
		o.y = append(o.y, opts.YAxis{
			Type: "category", GridIndex: n, Inverse: opts.Bool(true), Data: p.Names, AxisLine: foot,
			AxisLabel: &opts.AxisLabel{Color: "@text", FontSize: o.Tick, Margin: Gap, Interval: "0"},
		}, opts.YAxis{
			Type: "value", Show: hide, GridIndex: n, Inverse: opts.Bool(true), Min: 0, Max: p.Slots,
		})
		slots = 1
	} else {
		o.x = append(o.x, opts.XAxis{
			Type: "category", GridIndex: n, Data: p.Names, AxisLine: foot,
			AxisLabel: &opts.AxisLabel{Color: "@muted", FontSize: o.Tick, Margin: Gap},
		}, opts.XAxis{Type: "value", Show: hide, GridIndex: n, Min: 0, Max: p.Slots})
		o.y = append(o.y, opts.YAxis{
			Type: "value", GridIndex: n, Min: p.Scale.Min, Max: p.Scale.Max,
			MinInterval: step, MaxInterval: step, AxisLabel: numbers,
		})
		if p.Slots > zoomFrom {
			o.zoom = append(o.zoom, opts.DataZoom{Type: "inside", XAxisIndex: []int{names, slots}})
		}
	}
	for m := range p.Columns.Series {
		o.bar(&p.Columns, &p.Columns.Series[m], names, n)
	}
	for _, c := range p.Curves {
		data := make([]opts.LineData, len(c.Points))
		for m, x := range c.Points {
			data[m].Value = pair(x[0], x[1])
		}
		o.lines.AddSeries("", data,
			charts.WithLineChartOpts(opts.LineChart{XAxisIndex: slots, YAxisIndex: n, Symbol: "none"}),
			lineStyle(c.Style))
	}
	for m := range p.Traces {
		o.trace(&p.Traces[m], names, n)
	}
	o.write(p, slots, n)
}

func (o *live) bar(c *Columns, s *Bars, x, y int) {
	data := make([]opts.BarData, len(s.Bars))
	for m, b := range s.Bars {
		data[m] = opts.BarData{Name: b.Tip, Value: "-"}
		if b.Present {
			data[m].Value, data[m].Label = b.Value, b.Label.option()
		}
		if b.Open {
			data[m].ItemStyle = &opts.ItemStyle{Color: "@surface", BorderColor: token(s.Tint), BorderWidth: 2}
		}
	}
	style := opts.ItemStyle{Color: token(s.Tint)}
	if s.Pale {
		style.Opacity = opts.Float(float32(strength(true)))
	}
	bar := opts.BarChart{XAxisIndex: x, YAxisIndex: y, BarGap: percent(sideBySide),
		BarCategoryGap: percent(c.Apart)}
	if c.Stacked {
		bar.Stack = "parts"
	}
	o.bars.AddSeries(s.Name, data, charts.WithBarChartOpts(bar), charts.WithItemStyleOpts(style),
		charts.WithSeriesOpts(func(s *charts.SingleSeries) { s.BarMaxWidth = px(c.Widest) }))
}

func (l *Label) option() *opts.Label {
	if l.Text == "" {
		return nil
	}
	return l.Ink.option(string(l.Place), l.Text)
}

// option returns a label with lines of words in an ink.
func (i Ink) option(at string, lines ...string) *opts.Label {
	l := &opts.Label{Show: opts.Bool(true), Position: at, Formatter: literal(strings.Join(lines, "\n")),
		Color: token(i.Tint), FontSize: float32(i.Size), LineHeight: float32(LineHeight(i.Size))}
	if i.Bold {
		l.FontWeight = "600"
	}
	return l
}

func (o *live) trace(t *Trace, x, y int) {
	data, own := make([]opts.LineData, len(t.Points)), make([]linePoint, len(t.Points))
	for m, p := range t.Points {
		d := opts.LineData{Name: p.Tip, Value: pair(float64(p.Slot), math.NaN())}
		if p.Present {
			d.Value = pair(float64(p.Slot), p.Value)
		}
		if p.Dotless {
			d.Symbol = "none"
		}
		data[m], own[m] = d, linePoint{LineData: d}
		if p.Open {
			own[m].ItemStyle = &opts.ItemStyle{Color: "@surface", BorderColor: token(t.Tint), BorderWidth: 2}
		}
	}
	o.lines.AddSeries(
		t.Name,
		data,
		charts.WithLineChartOpts(
			opts.LineChart{XAxisIndex: x, YAxisIndex: y, Symbol: "circle", SymbolSize: 2 * t.Radius}),
		lineStyle(Pen{Tint: t.Tint, Width: t.Width, Dashed: t.Dashed}),
		charts.WithItemStyleOpts(opts.ItemStyle{Color: token(t.Tint)}),
	)
	o.lines.MultiSeries[len(o.lines.MultiSeries)-1].Data = own
}

// write adds the words and the rules of a panel. Words are the labels of points that are not drawn
// themselves. The room that ECharts leaves between a point and its label is subtracted.
func (o *live) write(p *Panel, slots, y int) {
	if len(p.words) == 0 && len(p.Rules) == 0 {
		return
	}
	x := slots
	if p.Horizontal {
		x, y = y, slots
	}
	data, own := make([]opts.ScatterData, len(p.words)), make([]wordPoint, len(p.words))
	for n, w := range p.words {
		at, side := w.x, "inside"
		switch w.anchor {
		case scene.Start:
			at, side = w.x-LabelGap, "right"
		case scene.End:
			at, side = w.x+LabelGap, "left"
		}
		data[n].Value = p.value(at, w.y)
		own[n] = wordPoint{data[n], w.ink.option(side, w.lines...)}
	}
	o.words.AddSeries(
		"",
		data,
		charts.WithScatterChartOpts(opts.ScatterChart{XAxisIndex: x, YAxisIndex: y, SymbolSize: 0}),
		charts.WithSeriesOpts(func(s *charts.SingleSeries) {
			if len(p.Rules) > 0 {
				s.MarkLines = &opts.MarkLines{
					Data: ruled(p.Rules),
					MarkLineStyle: opts.MarkLineStyle{Symbol: []string{"none", "none"},
						Label: &opts.Label{Show: opts.Bool(false)}},
				}
			}
		}),
	)
	o.words.MultiSeries[len(o.words.MultiSeries)-1].Data = own
}

// value returns what is at a place on the axes of a panel: the reverse of PlaceOf.
func (p *Panel) value(x, y float64) [2]float64 {
	if p.Horizontal {
		return [2]float64{tidy(p.Scale.value((x - p.Left) / (p.Right - p.Left))),
			tidy((y - p.Top) / (p.Bottom - p.Top) * float64(p.Slots))}
	}
	return [2]float64{tidy((x - p.Left) / p.Band()), tidy(p.Scale.value((p.Bottom - y) / (p.Bottom - p.Top)))}
}

func lineStyle(s Pen) charts.SeriesOpts { return charts.WithLineStyleOpts(s.option()) }

func (s Pen) option() opts.LineStyle {
	o := opts.LineStyle{Color: token(s.Tint), Width: float32(s.Width), Type: "solid"}
	if s.Dashed {
		o.Type = "dashed"
	}
	return o
}

// pair returns a point of a line for ECharts; NaN becomes a gap.
func pair(x, y float64) any {
	if math.IsNaN(y) {
		return [2]any{tidy(x), "-"}
	}
	return [2]float64{tidy(x), tidy(y)}
}

// number returns the formatter of an axis.
func number(s Scale, suffix string) types.FuncStr {
	f := "@number:" + strconv.Itoa(s.Decimals)
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

// literal replaces braces by parentheses, since ECharts would read them as a template.
func literal(s string) string { return braces.Replace(s) }

var braces = strings.NewReplacer("{", "(", "}", ")")
