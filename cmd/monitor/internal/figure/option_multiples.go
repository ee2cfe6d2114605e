package figure

import (
	"math"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// multiples draws each series as a small chart with its name above it: three side by side, two on a narrow plot. Parts of
// one indicator share their scale, so that they compare; indicators each have their own.
func (o *option) multiples() {
	o.pointer = "line"
	const between = 24
	columns, height := 3, 110.0
	if o.narrow() || len(o.series) == 2 || len(o.series) == 4 {
		columns = 2
	}
	if columns = min(columns, len(o.series)); !o.narrow() && columns < 3 {
		height = 150
	}
	cell := math.Floor((float64(o.width) - between*float64(columns-1)) / float64(columns))
	var shared *scale
	if o.spec.Breakdown != nil {
		s := o.scaleOf(o.series, 2)
		shared = &s
	}
	line := float64(o.tick + 3)
	top := 0.0
	for from := 0; from < len(o.series); from += columns {
		row := o.series[from:min(from+columns, len(o.series))]
		names, units := make([][]string, len(row)), make([][]string, len(row))
		deep := 0
		for n := range row {
			names[n] = wrap(row[n].name, o.tick, cell, 4)
			if unit := o.unitBeside(&row[n]); unit != "" && o.unit() == "" {
				units[n] = wrap(unit, o.tick-1, cell, 2)
			}
			deep = max(deep, len(names[n])+len(units[n]))
		}
		headroom := o.headroom(row) - labelRoom/2
		plotTop := top + float64(deep)*line + gap + headroom
		for n := range row {
			left := float64(n) * (cell + between)
			o.titles = append(o.titles, title{Title: opts.Title{
				Title: strings.Join(names[n], "\n"), Subtitle: strings.Join(units[n], "\n"), Left: px(left), Top: px(top),
				TitleStyle:    &opts.TextStyle{Color: "@text", FontSize: o.tick, FontWeight: "600", LineHeight: o.tick + 3},
				SubtitleStyle: &opts.TextStyle{Color: "@muted", FontSize: o.tick - 1, LineHeight: o.tick + 3},
			}})
			o.panel(&row[n], shared, headroom, frame{left: left, top: plotTop, right: left + cell, bottom: plotTop + height})
		}
		top = plotTop + height + axisRoom + 16
	}
	o.height = int(top) - 16
}

// panel draws one small chart in a cell.
func (o *option) panel(s *series, shared *scale, headroom float64, f frame) {
	f.slots = len(s.periods)
	cell := f.right
	suffix := ""
	if s.percent {
		suffix = o.percents[1]
	}
	if shared != nil {
		f.scale = *shared
	} else {
		f.scale = o.scaleOf([]series{*s}, 2)
	}
	f.left += o.tickWidth(f.scale, suffix)
	last := s.last()
	if last >= 0 {
		f.right = f.rightEdge(last, textWidth(s.texts[last], o.tick), cell)
	}
	o.place(f, s.periods, suffix)
	n := len(o.grids) - 1
	ends := []int{0}
	if f.slots > 1 && textWidth(o.language.ShortPeriod(s.periods[0]), o.tick)*2+gap <= f.right-f.left {
		ends = append(ends, f.slots-1)
	}
	o.x[len(o.x)-1].AxisLabel.CustomValues = ends
	a := o.annotate(f, headroom)
	a.trace(s)
	a.aim([]series{*s})
	a.breaks([]series{*s})
	labels := make([]*opts.Label, len(s.points))
	if last >= 0 {
		labels[last] = a.lastValue(s, o.tick, cell)
	}
	x := len(o.x) - 1
	o.line(s, 0, x, n, labels)
	a.states(s)
	o.tiny(s, x, n)
	a.targets([]series{*s}, unsaid)
	a.put()
}

// sparkline draws a series without axes: the line and its last point.
func sparkline(chart *charts.RectChart, c *content, width, height int) Plot {
	o := &option{content: c, sheet: sheet{canvas: canvas{width, height, 10, 10}, height: height}}
	s := &c.series[0]
	f := frame{left: 4, top: 4, right: float64(width) - 4, bottom: float64(height) - 4, slots: len(s.periods), scale: c.scaleOf(c.series, 4)}
	o.place(f, s.periods, "")
	hide := opts.Bool(false)
	o.x[0] = axis{XAxis: opts.XAxis{Type: "category", Show: hide, Data: o.x[0].Data}}
	o.y[0] = axis{XAxis: opts.XAxis{Type: "value", Show: hide, Min: f.scale.min, Max: f.scale.max}}
	o.zoom = nil
	o.line(s, 0, 0, 0, nil)
	last := s.last()
	for l := range o.layers {
		o.layers[l].LineStyle = &opts.LineStyle{Color: "@accent", Width: 2}
		o.layers[l].SymbolSize = 6
		items := o.layers[l].Data.([]lineItem)
		for n := range items {
			items[n].Name, items[n].ItemStyle = "", nil
			at, ok := items[n].Value.([2]float64)
			m := int(at[0])
			if !ok || m != last && (s.joined(m-1) || s.joined(m)) {
				items[n].Symbol = "none"
			}
		}
	}
	return o.finish(chart, c.language)
}
