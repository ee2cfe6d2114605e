package figure

import (
	"math"
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
	"utwente.nl/monitor/cmd/monitor/internal/scene"
)

// spoken is the most bars of one series that all get their value as a label; bars side by side may be twice as many.
const spoken = 8

// widestBar is the most pixels a bar is wide: few bars should not look like walls.
const widestBar = 64

// bars draws one series as bars, or several as bars side by side.
func (o *picture) bars() {
	o.shadow = true
	f := frame{slots: len(o.periods), scale: o.scaleOf(o.series, 4), right: float64(o.width) - gap}
	suffix := o.suffix()
	f.left = o.tickWidth(f.scale, suffix)
	f.top = o.headroom(o.series)
	o.height = o.tall
	if len(o.series) > 1 {
		legend := o.key()
		f.top += legend
		o.height += int(legend)
	}
	f.bottom = float64(o.height - axisRoom)
	a, _ := o.within(f, o.series, false, func(a *annotations) {
		width, offset := a.columns.slot(a.panel)
		for n := range o.series {
			a.obstruct(&o.series[n], offset(n), width)
		}
	})
	width, _ := a.columns.slot(a.panel)
	speaks := o.speaking(width)
	for n := range o.series {
		a.speak(&o.series[n], a.columns.series[n].bars, speaks)
	}
	a.put()
	o.place(a.panel, o.periods, suffix)
}

// filled is the part of a period's room that its bars take.
const filled = 0.68

// within lays out what is written around the bars of all series, whose room obstruct takes. When the label of a target finds
// no place among them, the plot is made narrower and the label stands beside it; unless names stand there: then those that
// place them are told how many labels have no place.
func (o *picture) within(f frame, aims []series, named bool, obstruct func(*annotations)) (*annotations, int) {
	lay := func(otherwise elsewhere) (*annotations, int) {
		a := o.annotate(f, o.headroom(o.series))
		a.columns = columns{widest: widestBar, apart: 1 - filled, stacked: o.spec.Kind == Stacked || o.spec.Kind == Share}
		for n := range o.series {
			a.columns.series = append(a.columns.series, o.barsOf(&o.series[n], n))
		}
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
			room := float64(a.canvas.label) + 4
			if s.numbers[m] < 0 {
				a.take(box{x - width/2, zero, x + width/2, y + room})
			} else {
				a.take(box{x - width/2, y - room, x + width/2, zero})
			}
		}
	}
}

// speaking tells in which periods bars get their value as a label: in all when they are few and wide enough, and else in
// the last, when those are.
func (o *picture) speaking(width float64) func(period int) bool {
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

// speak gives bars their values as labels: beyond their end, or inside where the line of a target would run through the
// label.
func (a *annotations) speak(s *series, list []bar, speaks func(int) bool) {
	lines := goals(a.series)
	for m := range list {
		if !speaks(m) || !s.shown(m) {
			continue
		}
		l := label{text: s.texts[m], at: onTop, ink: ink{size: a.tick, tint: "text"}}
		if len(a.series) == 1 && m == s.last() {
			l.ink = ink{size: a.canvas.label, tint: "accent", bold: true}
		}
		foot, y, height := a.frame.y(max(a.scale.min, 0)), a.frame.y(s.numbers[m]), float64(l.ink.size)+gap
		switch {
		case s.numbers[m] < 0:
			l.at = atFoot
		case crossed(lines, a.frame, y-height, y) && !crossed(lines, a.frame, y, y+height) && foot-y > height:
			l.at, l.ink.bare = withinTop, true
			if !s.open(m) {
				l.ink.tint = "surface"
			}
		}
		list[m].label = l
	}
}

// crossed tells whether the line of a target runs between two heights.
func crossed(lines []goal, f frame, top, bottom float64) bool {
	return slices.ContainsFunc(lines, func(g goal) bool { y := f.y(g.value); return top < y && y < bottom })
}

// barsOf are the bars of a series, the n-th of all.
func (o *picture) barsOf(s *series, n int) bars {
	b := bars{name: s.name, tint: colour(n), pale: n >= colours}
	for m := range s.points {
		b.bars = append(b.bars, o.bar(s, m))
	}
	return b
}

// bar is one bar. A count too small to be shown has no height, and its sign at the foot.
func (o *picture) bar(s *series, m int) bar {
	switch {
	case s.shown(m):
		return bar{there: true, value: s.numbers[m], said: o.explained(s, m, spokenFlags), open: s.open(m)}
	case s.points[m].State == report.Small && s.kind == model.Count:
		return bar{there: true, said: o.small, label: label{text: o.small, at: onTop, ink: ink{size: o.tick, tint: "muted"}}}
	}
	return bar{}
}

// ranked draws the values of a single period: bars from left to right, a name before each, in the order of the data.
func (o *picture) ranked() {
	o.shadow = true
	room, rows, width, values := 0.4*float64(o.width), 0, 0.0, 0.0
	p := &panel{lying: true, columns: columns{widest: 36, apart: 0.4}}
	for n := range o.series {
		lines := wrap(o.series[n].name, o.tick, room, 3)
		rows = max(rows, len(lines))
		width = max(width, widest(lines, o.tick))
		values = max(values, textWidth(o.series[n].texts[0], o.tick))
		p.names, p.labels = append(p.names, strings.Join(lines, "\n")), append(p.labels, n)
	}
	s := o.scaleOf(o.series, 4)
	p.suffix = o.suffix()
	p.frame = frame{left: math.Ceil(width) + gap, top: gap, right: float64(o.width) - math.Ceil(values) - gap, scale: s, slots: len(o.series)}
	goal := o.sharedTarget()
	if goal != nil {
		p.top = labelRoom
	}
	p.bottom = p.top + float64(max(40, rows*(o.tick+3)+12)*len(p.names))
	o.height = int(p.bottom) + axisRoom
	if goal != nil && s.fraction(*goal) > 0 {
		// The words at the target have their middle above its line, and may be wider than the room beside a value.
		half := textWidth(o.target(&o.series[0]), o.tick) / 2
		p.right = min(p.right, math.Floor(p.left+(float64(o.width)-half-p.left)/s.fraction(*goal)))
	}
	p.every = int(math.Ceil(o.tickWidth(s, p.suffix) / ((p.right - p.left) / float64(len(s.ticks())))))
	b := bars{name: o.short(o.periods)[0], tint: "accent"}
	for n := range o.series {
		b.bars = append(b.bars, o.rankedBar(p, &o.series[n], goal))
	}
	p.columns.series = []bars{b}
	o.panels = append(o.panels, p)
	if goal == nil {
		return
	}
	p.rules = []rule{{*goal, true, stylus{tint: "target", width: 1.5, dashed: true}}}
	p.write(p.at(0, *goal)[0], p.top-fromMark-float64(o.tick)/2, scene.Middle, ink{size: o.tick, tint: "target"}, o.target(&o.series[0]))
}

// rankedBar is a lying bar with its value behind it, or inside where the line of a target would cross the value and it fits.
func (o *picture) rankedBar(p *panel, s *series, goal *float64) bar {
	b := o.bar(s, 0)
	b.label.at = behind
	if !s.shown(0) {
		return b
	}
	b.label = label{text: s.texts[0], at: behind, ink: ink{size: o.tick, tint: "text", bold: true}}
	if goal == nil {
		return b
	}
	at, end, w := p.at(0, *goal)[0], p.at(0, s.numbers[0])[0], textWidth(s.texts[0], o.tick)+gap
	if end < at && at < end+w && w+gap < end-p.left && !s.open(0) {
		b.label.at, b.label.ink.tint, b.label.ink.bare = withinEnd, "surface", true
	}
	return b
}

// sharedTarget is the target that all series have, or nil.
func (o *picture) sharedTarget() *float64 {
	t := o.series[0].target
	for n := range o.series {
		if other := o.series[n].target; t == nil || other == nil || *other != *t {
			return nil
		}
	}
	return t
}
