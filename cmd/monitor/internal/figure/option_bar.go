package figure

import (
	"math"
	"slices"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/go-echarts/go-echarts/v2/types"

	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
)

// spoken is the most bars of one series that all get their value as a label; bars side by side may be twice as many.
const spoken = 8

// widestBar is the most pixels a bar is wide: few bars should not look like walls.
const widestBar = 64

// bars draws one series as bars, or several as bars side by side.
func (o *option) bars() {
	o.pointer = "shadow"
	f := frame{slots: len(o.periods), scale: o.scaleOf(o.series, 4), right: float64(o.width) - gap}
	suffix := o.suffix()
	f.left = o.tickWidth(f.scale, suffix)
	f.top = o.headroom(o.series)
	o.height = o.tall
	if len(o.series) > 1 {
		legend := o.key(false)
		f.top += legend
		o.height += int(legend)
	}
	f.bottom = float64(o.height - axisRoom)
	a, _ := o.within(&f, o.series, false, func(a *annotations) {
		for n := range o.series {
			each := o.barWidth(a.band())
			a.obstruct(&o.series[n], (float64(n)-float64(len(o.series)-1)/2)*each, each)
		}
	})
	o.place(f, o.periods, suffix)
	speaking := o.speaking(o.barWidth(f.band()))
	for n := range o.series {
		layer := o.bar(&o.series[n], n)
		o.speak(&o.series[n], layer.Data.([]opts.BarData), speaking, f)
		o.layers = append(o.layers, layer)
	}
	a.put()
}

// barWidth is the width of one of the bars that stand side by side in a period.
func (o *option) barWidth(band float64) float64 {
	return min(band*filled/float64(len(o.series)), widestBar)
}

// filled is the part of a period's room that its bars take.
const filled = 0.68

// within lays out what is written around bars, whose room obstruct takes. When the label of a target finds no place among
// them, the plot is made narrower and the label stands beside it; unless names stand there: then those that place them are
// told how many labels have no place.
func (o *option) within(f *frame, aims []series, named bool, obstruct func(*annotations)) (*annotations, int) {
	lay := func(otherwise elsewhere) (*annotations, int) {
		a := o.annotate(*f, o.headroom(o.series))
		obstruct(a)
		a.breaks(o.series)
		all := make([]*series, len(o.series))
		for n := range o.series {
			all[n] = &o.series[n]
		}
		a.states(all...)
		return a, a.targets(aims, otherwise)
	}
	a, homeless := lay(unsaid)
	if homeless == 0 || named {
		return a, homeless
	}
	f.right -= o.targetRoom(aims)
	a, _ = lay(beside)
	return a, 0
}

// obstruct notes where the bars of a series stand.
func (a *annotations) obstruct(s *series, shift, width float64) {
	for m := range s.points {
		if s.shown(m) {
			x, y, zero := a.centre(m)+shift, a.frame.y(s.numbers[m]), a.frame.y(max(a.scale.min, 0))
			a.take(box{x - width/2, min(y, zero) - float64(a.label) - 4, x + width/2, max(y, zero)})
		}
	}
}

// speaking tells in which periods bars get their value as a label: in all when they are few and wide enough, and else in
// the last, when those are.
func (o *option) speaking(width float64) func(period int) bool {
	limit := spoken
	if len(o.series) > 1 {
		limit = 2 * spoken
	} else {
		width += 14 // a bar that stands alone has room beside it
	}
	total, last := 0, -1
	for n := range o.series {
		total += o.series[n].count()
		last = max(last, o.series[n].last())
	}
	all, ending := total <= limit, true
	for n := range o.series {
		for m, text := range o.series[n].texts {
			fits := textWidth(text, o.tick) <= width
			all = all && fits
			ending = ending && (fits || m != last)
		}
	}
	return func(period int) bool { return all || ending && period == last }
}

// speak gives bars their values as labels: on top, or inside where the line of a target would run through the label.
func (o *option) speak(s *series, items []opts.BarData, speaks func(int) bool, f frame) {
	lines := goals(o.series)
	for m := range items {
		if !speaks(m) || !s.shown(m) {
			continue
		}
		l := &opts.Label{Show: opts.Bool(true), Position: "outside", Formatter: literal(s.texts[m]), Color: "@text", FontSize: float32(o.tick)}
		if len(o.series) == 1 && m == s.last() {
			l.Color, l.FontWeight, l.FontSize = "@accent", "600", float32(o.label)
		}
		foot, y, height := f.y(max(f.scale.min, 0)), f.y(s.numbers[m]), float64(l.FontSize)+gap
		if crossed(lines, f, y-height, y) && !crossed(lines, f, y, y+height) && foot-y > height {
			l.Position = "insideTop"
			if !s.open(m) {
				l.Color = "@surface"
			}
		}
		items[m].Label = l
	}
}

// crossed tells whether the line of a target runs between two heights.
func crossed(lines []goal, f frame, top, bottom float64) bool {
	return slices.ContainsFunc(lines, func(g goal) bool { y := f.y(g.value); return top < y && y < bottom })
}

// bar makes the bars of a series.
func (o *option) bar(s *series, n int) seriesOption {
	tint := colour(n)
	items := make([]opts.BarData, len(s.points))
	for m := range s.points {
		items[m] = o.barItem(s, m, tint)
	}
	style := &opts.ItemStyle{Color: tint}
	if n >= colours {
		style.Opacity = opts.Float(0.6)
	}
	layer := seriesOption{SingleSeries: charts.SingleSeries{
		Name: s.name, Type: types.ChartBar, Color: tint, ItemStyle: style, Data: items,
		BarGap: "8%", BarCategoryGap: "32%", BarMaxWidth: px(widestBar),
	}}
	if len(o.zoom) == 0 {
		layer.Clip = opts.Bool(false)
	}
	return layer
}

// barItem is one bar. A count too small to be shown has no height, and its sign at the foot.
func (o *option) barItem(s *series, m int, tint string) opts.BarData {
	switch {
	case s.shown(m):
		item := opts.BarData{Name: o.explained(s, m, spokenFlags), Value: s.numbers[m]}
		if s.open(m) {
			item.ItemStyle = hollow(tint)
		}
		return item
	case s.points[m].State == report.Small && s.kind == model.Count:
		return opts.BarData{Name: o.small, Value: 0, Label: &opts.Label{Show: opts.Bool(true), Position: "outside", Formatter: "@label", Color: "@muted", FontSize: float32(o.tick)}}
	}
	return opts.BarData{Value: "-"}
}

// ranked draws the values of a single period: bars from left to right, a name before each, in the order of the data.
func (o *option) ranked() {
	o.pointer = "shadow"
	room, rows := 0.4*float64(o.width), 0
	var names []string
	width := 0.0
	for n := range o.series {
		lines := wrap(o.series[n].name, o.tick, room, 3)
		rows = max(rows, len(lines))
		width = max(width, widest(lines, o.tick))
		names = append(names, strings.Join(lines, "\n"))
	}
	row := float64(max(40, rows*(o.tick+3)+12))
	s := o.scaleOf(o.series, 4)
	suffix := o.suffix()
	values, items := 0.0, make([]opts.BarData, len(o.series))
	for n := range o.series {
		one := &o.series[n]
		items[n] = o.barItem(one, 0, "@accent")
		if one.shown(0) {
			items[n].Label = &opts.Label{Show: opts.Bool(true), Position: "outside", Formatter: literal(one.texts[0]), Color: "@text", FontSize: float32(o.tick), FontWeight: "600"}
		}
		values = max(values, textWidth(one.texts[0], o.tick))
	}
	left, top := math.Ceil(width)+gap, float64(gap)
	goal := o.sharedTarget()
	if goal != nil {
		top = labelRoom
	}
	bottom := top + row*float64(len(names))
	o.height = int(bottom) + axisRoom
	right := float64(o.width) - math.Ceil(values) - gap
	if goal != nil && s.fraction(*goal) > 0 {
		// The words at the target have their middle above its line, and may be wider than the room beside a value.
		half := textWidth(o.target(&o.series[0]), o.tick) / 2
		right = min(right, math.Floor(left+(float64(o.width)-half-left)/s.fraction(*goal)))
	}
	o.grids = []grid{{opts.Grid{Left: px(left), Top: px(top), Width: px(right - left), Height: px(bottom - top)}, "none"}}
	o.x = []axis{{
		XAxis: opts.XAxis{Type: "value", Min: s.min, Max: s.max, AxisLine: &opts.AxisLine{Show: opts.Bool(false)}, AxisTick: &opts.AxisTick{Show: opts.Bool(false)},
			SplitLine: &opts.SplitLine{Show: opts.Bool(true), LineStyle: &opts.LineStyle{Color: "@grid", Width: 1}}},
		Interval:  s.step * math.Ceil(o.tickWidth(s, suffix)/((right-left)/float64(len(s.ticks())))),
		AxisLabel: &axisLabel{AxisLabel: opts.AxisLabel{Color: "@muted", FontSize: o.tick, Margin: gap, Formatter: number(s, suffix)}},
	}}
	o.y = []axis{{
		XAxis: opts.XAxis{Type: "category", Inverse: opts.Bool(true), Data: names, AxisTick: &opts.AxisTick{Show: opts.Bool(false)},
			AxisLine: &opts.AxisLine{Show: opts.Bool(true), LineStyle: &opts.LineStyle{Color: "@axis", Width: 1}}},
		AxisLabel: &axisLabel{AxisLabel: opts.AxisLabel{Color: "@text", FontSize: o.tick, Margin: gap, Interval: "0"}, LineHeight: float64(o.tick + 3)},
	}}
	o.layers = []seriesOption{{SingleSeries: charts.SingleSeries{
		Name: o.short(o.periods)[0], Type: types.ChartBar, Color: "@accent", ItemStyle: &opts.ItemStyle{Color: "@accent"}, Data: items,
		BarCategoryGap: "40%", BarMaxWidth: "36",
	}, Clip: opts.Bool(false)}}
	if goal == nil {
		return
	}
	at := left + s.fraction(*goal)*(right-left)
	for n := range items {
		// A value that the line would cross stands inside its bar, when it fits there.
		end := left + s.fraction(o.series[n].numbers[0])*(right-left)
		w := textWidth(o.series[n].texts[0], o.tick) + gap
		if items[n].Label != nil && end < at && at < end+w && w+gap < end-left && !o.series[n].open(0) {
			items[n].Label.Position, items[n].Label.Color = "insideRight", "@surface"
		}
	}
	text := o.target(&o.series[0])
	label := opts.Label{Show: opts.Bool(true), Formatter: literal(text), Position: "start", Color: "@target", FontSize: float32(o.tick)}
	o.layers[0].MarkLine = &markLines{Symbol: "none", Silent: true, Data: []markLine{{XAxis: goal, LineStyle: &opts.LineStyle{Color: "@target", Width: 1.5, Type: "dashed"}, Label: &label}}}
}

// sharedTarget is the target that all series have, or nil.
func (o *option) sharedTarget() *float64 {
	t := o.series[0].target
	for n := range o.series {
		if other := o.series[n].target; t == nil || other == nil || *other != *t {
			return nil
		}
	}
	return t
}
