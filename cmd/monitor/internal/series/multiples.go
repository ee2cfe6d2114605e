package series

import (
	"math"

	"utwente.nl/monitor/cmd/monitor/internal/plot"
	"utwente.nl/monitor/cmd/monitor/internal/scene"
)

// multiples draws each series as a small chart with its name above it: three side by side, or two
// on a narrow plot. Parts of one indicator share a scale, so that they compare; indicators each
// have their own.
func (o *picture) multiples() {
	const between = 24
	columns, height := 3, 110.0
	if o.Narrow() || len(o.series) == 2 || len(o.series) == 4 {
		columns = 2
	}
	if columns = min(columns, len(o.series)); !o.Narrow() && columns < 3 {
		height = 150
	}
	cell := math.Floor((float64(o.Width) - between*float64(columns-1)) / float64(columns))
	var shared *plot.Scale
	if o.spec.Breakdown != nil {
		s := o.scaleOf(o.series, 2)
		shared = &s
	}
	line := float64(o.Tick + 3)
	top := 0.0
	for from := 0; from < len(o.series); from += columns {
		row := o.series[from:min(from+columns, len(o.series))]
		names, units := make([][]string, len(row)), make([][]string, len(row))
		deep := 0
		for n := range row {
			names[n] = plot.Wrap(row[n].name, o.Tick, cell, 4)
			if unit := o.unitBeside(&row[n]); unit != "" && o.unit() == "" {
				units[n] = plot.Wrap(unit, o.Tick-1, cell, 2)
			}
			deep = max(deep, len(names[n])+len(units[n]))
		}
		headroom := o.headroom(row) - labelRoom/2
		plotTop := top + float64(deep)*line + plot.Gap + headroom
		for n := range row {
			left := float64(n) * (cell + between)
			o.panel(&row[n], shared, headroom, plot.Heading{X: left, Y: top, Lines: names[n], Subtitle: units[n]},
				plot.Area{Left: left, Top: plotTop, Right: left + cell, Bottom: plotTop + height})
		}
		top = plotTop + height + axisRoom + 16
	}
	o.Height = int(top) - 16
}

// panel draws one small chart in a cell.
func (o *picture) panel(s *series, shared *plot.Scale, headroom float64, title plot.Heading, f plot.Area) {
	f.Slots = len(s.periods)
	cell := f.Right
	suffix := ""
	if s.percent {
		suffix = o.percents[1]
	}
	if shared != nil {
		f.Scale = *shared
	} else {
		f.Scale = o.scaleOf([]series{*s}, 2)
	}
	f.Left += o.tickWidth(f.Scale, suffix)
	last := s.last()
	if last >= 0 {
		f.Right = f.RightEdge(last, plot.TextWidth(s.texts[last], o.Tick), cell)
	}
	a := o.annotate(f, headroom)
	a.Title = title
	a.avoidLine(s)
	a.avoidTargets([]series{*s})
	a.breaks([]series{*s})
	if last >= 0 {
		a.lastValue(s, o.Tick, cell)
	}
	a.line(s, 0)
	a.gapReasons(s)
	a.smallCounts(s)
	a.targets([]series{*s}, unsaid)
	a.zeroLine()
	o.addPanel(a.Panel, s.periods, suffix)
	a.Labels = []int{0}
	if f.Slots > 1 && plot.TextWidth(o.language.ShortPeriod(s.periods[0]), o.Tick)*2+plot.Gap <= f.Right-f.Left {
		a.Labels = append(a.Labels, f.Slots-1)
	}
}

// sparkline draws a series without axes: the line and its last point.
func sparkline(c *content, width, height int) *scene.Scene {
	o := &picture{
		content: c,
		Chart: plot.Chart{Canvas: plot.Canvas{Width: width, BaseHeight: height, Tick: 10, Label: 10}, Height: height,
			Bare: true},
	}
	s := &c.series[0]
	f := plot.Area{Left: 4, Top: 4, Right: float64(width) - 4, Bottom: float64(height) - 4,
		Slots: len(s.periods), Scale: c.scaleOf(c.series, 4)}
	a := o.annotate(f, 0)
	a.line(s, 0)
	for n := range a.Traces {
		t := &a.Traces[n]
		t.Width, t.Radius = 2, 3
		for m := range t.Points {
			x := &t.Points[m]
			x.Open, x.Dotless = false, x.Slot != s.last() && (s.joined(x.Slot-1) || s.joined(x.Slot))
		}
	}
	o.Panels = append(o.Panels, a.Panel)
	return o.Scene(c.language)
}
