package figure

import (
	"math"

	"utwente.nl/monitor/cmd/monitor/internal/scene"
)

// multiples draws each series as a small chart with its name above it: three side by side, two on a narrow plot. Parts of
// one indicator share their scale, so that they compare; indicators each have their own.
func (o *picture) multiples() {
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
			o.panel(&row[n], shared, headroom, heading{left, top, names[n], units[n]}, frame{left: left, top: plotTop, right: left + cell, bottom: plotTop + height})
		}
		top = plotTop + height + axisRoom + 16
	}
	o.height = int(top) - 16
}

// panel draws one small chart in a cell.
func (o *picture) panel(s *series, shared *scale, headroom float64, title heading, f frame) {
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
	a := o.annotate(f, headroom)
	a.title = title
	a.follow(s)
	a.aim([]series{*s})
	a.breaks([]series{*s})
	if last >= 0 {
		a.lastValue(s, o.tick, cell)
	}
	a.line(s, 0)
	a.states(s)
	a.tiny(s)
	a.targets([]series{*s}, unsaid)
	a.put()
	o.place(a.panel, s.periods, suffix)
	a.labels = []int{0}
	if f.slots > 1 && textWidth(o.language.ShortPeriod(s.periods[0]), o.tick)*2+gap <= f.right-f.left {
		a.labels = append(a.labels, f.slots-1)
	}
}

// sparkline draws a series without axes: the line and its last point.
func sparkline(c *content, width, height int) *scene.Scene {
	o := &picture{content: c, chart: chart{canvas: canvas{width, height, 10, 10}, height: height, bare: true}}
	s := &c.series[0]
	f := frame{left: 4, top: 4, right: float64(width) - 4, bottom: float64(height) - 4, slots: len(s.periods), scale: c.scaleOf(c.series, 4)}
	a := o.annotate(f, 0)
	a.line(s, 0)
	for n := range a.traces {
		t := &a.traces[n]
		t.width, t.radius = 2, 3
		for m := range t.points {
			x := &t.points[m]
			x.open, x.plain = false, x.slot != s.last() && (s.joined(x.slot-1) || s.joined(x.slot))
		}
	}
	o.panels = append(o.panels, a.panel)
	return o.scene(c.language)
}
