package series

import (
	"math"
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/plot"
	"utwente.nl/monitor/cmd/monitor/internal/report"
	"utwente.nl/monitor/cmd/monitor/internal/scene"
)

// mostLabels is how many bars of one series may all have their value as a label. Bars side by side
// may be twice as many.
const mostLabels = 8

// widestBar is the greatest width of a bar in pixels: a few bars should not look like walls.
const widestBar = 64

// bars draws one series as bars, or several as bars side by side.
func (o *picture) bars() {
	o.Shadow = true
	f := plot.Area{Slots: len(o.periods), Scale: o.scaleOf(o.series, 4), Right: float64(o.Width) - plot.Gap}
	f.Top = o.headroom(o.series)
	o.Height = o.BaseHeight
	if len(o.series) > 1 {
		legend := o.key()
		f.Top += legend
		o.Height += int(legend)
	}
	f.Bottom = float64(o.Height - axisRoom)
	if low := o.lowest(); low < 0 && f.Bottom-f.Y(low) < labelRoom {
		f.Scale = f.Scale.Lowered() // the value below the lowest bar would be over its period
	}
	suffix := o.suffix()
	f.Left = o.tickWidth(f.Scale, suffix)
	a, _ := o.layOutBars(f, o.series, false, func(a *annotations) {
		width, offset := a.Columns.Slot(a.Panel)
		for n := range o.series {
			a.avoidBars(&o.series[n], offset(n), width)
		}
	})
	width, _ := a.Columns.Slot(a.Panel)
	labelled := o.labelledBars(width)
	for n := range o.series {
		a.labelBars(&o.series[n], a.Columns.Series[n].Bars, labelled)
	}
	a.zeroLine()
	o.addPanel(a.Panel, o.periods, suffix)
}

// lowest is the lowest shown number, or 0 when none is below that.
func (c *content) lowest() float64 {
	low := 0.0
	for n := range c.series {
		for m := range c.series[n].points {
			if c.series[n].shown(m) {
				low = min(low, c.series[n].numbers[m])
			}
		}
	}
	return low
}

// filled is the part of a period's width that its bars take.
const filled = 0.68

// layOutBars lays out the bars of all series with the words around them. avoid takes the room of
// the bars, and targeted are the series whose target is drawn. When the label of a target finds no
// room, the plot becomes narrower and the label goes beside it. When named, the names of parts are
// there already: then nothing changes, and the caller gets the number of labels without a place.
func (o *picture) layOutBars(f plot.Area, targeted []series, named bool, avoid func(*annotations)) (*annotations, int) {
	lay := func(otherwise elsewhere) (*annotations, int) {
		a := o.annotate(f, o.headroom(o.series))
		a.Columns = plot.Columns{Widest: widestBar, Apart: 1 - filled,
			Stacked: o.spec.Kind == figure.Stacked || o.spec.Kind == figure.Share}
		for n := range o.series {
			a.Columns.Series = append(a.Columns.Series, o.barsOf(&o.series[n], n))
		}
		avoid(a)
		a.breaks(o.series)
		all := make([]*series, len(o.series))
		for n := range o.series {
			all[n] = &o.series[n]
		}
		a.gapReasons(all...)
		return a, a.targets(targeted, otherwise)
	}
	a, unplaced := lay(unsaid)
	if unplaced == 0 || named {
		return a, unplaced
	}
	f.Right -= o.targetRoom(targeted)
	a, _ = lay(beside)
	return a, 0
}

// avoidBars takes the room of the bars of a series, each with its label.
func (a *annotations) avoidBars(s *series, shift, width float64) {
	for m := range s.points {
		if s.shown(m) {
			x, y, zero := a.Centre(m)+shift, a.Area.Y(s.numbers[m]), a.Area.Y(max(a.Scale.Min, 0))
			room := float64(a.Canvas.Label) + 4
			if s.numbers[m] < 0 {
				a.Take(plot.Box{Left: x - width/2, Top: zero, Right: x + width/2, Bottom: y + room})
			} else {
				a.Take(plot.Box{Left: x - width/2, Top: y - room, Right: x + width/2, Bottom: zero})
			}
		}
	}
}

// labelledBars returns in which periods bars have their value as a label: in all when the bars are
// few and wide enough; else in the last, when those bars are wide enough.
func (o *picture) labelledBars(width float64) func(period int) bool {
	limit := mostLabels
	if len(o.series) > 1 {
		limit = 2 * mostLabels
	} else {
		width += 14 // a bar without neighbours has room beside it
	}
	total, last := 0, -1
	for n := range o.series {
		total += o.series[n].shownCount()
		last = max(last, o.series[n].last())
	}
	all, ending := total <= limit, true
	for n := range o.series {
		for m, text := range o.series[n].texts {
			fits := plot.TextWidth(text, o.Tick) <= width
			all = all && fits
			ending = ending && (fits || m != last)
		}
	}
	return func(period int) bool { return all || ending && period == last }
}

// labelBars adds values to bars as labels: beyond the end of the bar, or inside it where the line
// of a target would run through the label.
func (a *annotations) labelBars(s *series, list []plot.Bar, labelled func(int) bool) {
	lines := goals(a.series)
	for m := range list {
		if !labelled(m) || !s.shown(m) {
			continue
		}
		l := plot.Label{Text: s.texts[m], Place: plot.Above, Ink: plot.Regular(a.Tick)}
		if len(a.series) == 1 && m == s.last() {
			l.Ink = plot.Ink{Size: a.Canvas.Label, Tint: "accent", Bold: true}
		}
		foot, y, height := a.Area.Y(max(a.Scale.Min, 0)), a.Area.Y(s.numbers[m]), float64(l.Ink.Size)+plot.Gap
		switch {
		case s.numbers[m] < 0:
			l.Place = plot.Below
		case crossed(lines, a.Area, y-height, y) && !crossed(lines, a.Area, y, y+height) && foot-y > height:
			l.Place, l.Ink.Bare = plot.InsideTop, true
			if !s.open(m) {
				l.Ink.Tint = "surface"
			}
		}
		list[m].Label = l
	}
}

// crossed reports whether the line of a target runs between two heights.
func crossed(lines []goal, f plot.Area, top, bottom float64) bool {
	return slices.ContainsFunc(lines, func(g goal) bool { y := f.Y(g.value); return top < y && y < bottom })
}

// barsOf returns the bars of a series, the n-th of all.
func (o *picture) barsOf(s *series, n int) plot.Bars {
	b := plot.Bars{Name: s.name, Tint: plot.SeriesTint(n), Pale: n >= plot.Colours}
	for m := range s.points {
		b.Bars = append(b.Bars, o.bar(s, m))
	}
	return b
}

// bar returns one bar. A count that is too small to be shown has no height, and "<5" at its foot.
func (o *picture) bar(s *series, m int) plot.Bar {
	switch {
	case s.shown(m):
		return plot.Bar{Present: true, Value: s.numbers[m], Tip: o.tip(s, m), Open: s.open(m)}
	case s.points[m].State == report.Small && s.kind == model.Count:
		return plot.Bar{Present: true, Tip: o.small,
			Label: plot.Label{Text: o.small, Place: plot.Above, Ink: plot.Muted(o.Tick)}}
	}
	return plot.Bar{Tip: o.tip(s, m)}
}

// ranked draws the values of a single period as horizontal bars below each other, each with its name
// before it, in the order of the series.
func (o *picture) ranked() {
	o.Shadow = true
	room, rows, width, values := 0.4*float64(o.Width), 0, 0.0, 0.0
	p := &plot.Panel{Horizontal: true, Columns: plot.Columns{Widest: 36, Apart: 0.4}}
	for n := range o.series {
		lines := plot.Wrap(o.series[n].name, o.Tick, room, 3)
		rows = max(rows, len(lines))
		width = max(width, plot.Widest(lines, o.Tick))
		values = max(values, plot.TextWidth(o.series[n].texts[0], o.Tick))
		p.Names, p.Labels = append(p.Names, strings.Join(lines, "\n")), append(p.Labels, n)
	}
	s := o.scaleOf(o.series, 4)
	p.Suffix = o.suffix()
	p.Area = plot.Area{Left: math.Ceil(width) + plot.Gap, Top: plot.Gap,
		Right: float64(o.Width) - math.Ceil(values) - plot.Gap, Scale: s, Slots: len(o.series)}
	goal := o.sharedTarget()
	if goal != nil {
		p.Top = labelRoom
	}
	p.Bottom = p.Top + float64(max(40, rows*(o.Tick+3)+12)*len(p.Names))
	o.Height = int(p.Bottom) + axisRoom
	if goal != nil && s.Fraction(*goal) > 0 {
		// The words at the target have their middle above its line, and may be wider than the room
		// beside a value.
		half := plot.TextWidth(o.target(&o.series[0]), o.Tick) / 2
		p.Right = min(p.Right, math.Floor(p.Left+(float64(o.Width)-half-p.Left)/s.Fraction(*goal)))
	}
	p.NumberEvery = int(math.Ceil(o.tickWidth(s, p.Suffix) / ((p.Right - p.Left) / float64(len(s.Ticks())))))
	b := plot.Bars{Name: o.short(o.periods)[0], Tint: "accent"}
	for n := range o.series {
		b.Bars = append(b.Bars, o.rankedBar(p, &o.series[n], goal))
	}
	p.Columns.Series = []plot.Bars{b}
	o.Panels = append(o.Panels, p)
	if goal == nil {
		return
	}
	p.Rules = []plot.Rule{{At: *goal, Vertical: true, Style: plot.Pen{Tint: "target", Width: 1.5, Dashed: true}}}
	p.Write(p.PlaceOf(0, *goal)[0], p.Top-plot.LabelGap-float64(o.Tick)/2, scene.Middle,
		plot.Ink{Size: o.Tick, Tint: "target"}, o.target(&o.series[0]))
}

// rankedBar returns a horizontal bar with its value behind it, or the word that stands in place of one.
// The value is inside the bar when it fits there and the line of a target would cross it behind the
// bar.
func (o *picture) rankedBar(p *plot.Panel, s *series, goal *float64) plot.Bar {
	if text := o.instead(s, 0); text != "" {
		return plot.Bar{Present: true, Tip: text,
			Label: plot.Label{Text: text, Place: plot.RightOf, Ink: plot.Muted(o.Tick)}}
	}
	b := o.bar(s, 0)
	if !s.shown(0) {
		return b
	}
	b.Label = plot.Label{Text: s.texts[0], Place: plot.RightOf, Ink: plot.Bold(o.Tick)}
	if goal == nil {
		return b
	}
	at, end, w := p.PlaceOf(0, *goal)[0], p.PlaceOf(0, s.numbers[0])[0], plot.TextWidth(s.texts[0], o.Tick)+plot.Gap
	if end < at && at < end+w && w+plot.Gap < end-p.Left && !s.open(0) {
		b.Label.Place, b.Label.Ink.Tint, b.Label.Ink.Bare = plot.InsideRight, "surface", true
	}
	return b
}

// sharedTarget is the target of all series, or nil when they do not have the same.
func (o *picture) sharedTarget() *float64 {
	t := o.series[0].target
	for n := range o.series {
		if other := o.series[n].target; t == nil || other == nil || *other != *t {
			return nil
		}
	}
	return t
}
