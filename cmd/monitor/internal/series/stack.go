package series

import (
	"math"
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/plot"
	"utwente.nl/monitor/cmd/monitor/internal/scene"
)

// stack draws parts on top of each other: as they are, or as shares of 100 %.
func (o *picture) stack() {
	o.Shadow = true
	share := o.spec.Kind == figure.Share
	heights := o.stacked()
	f := plot.Area{Slots: len(o.periods), Right: float64(o.Width) - plot.Gap}
	suffix := o.suffix()
	if share {
		f.Scale, suffix = plot.PercentScale(), o.percents[1]
	} else {
		f.Scale = o.stackScale(heights)
	}
	f.Left = o.tickWidth(f.Scale, suffix)
	f.Top = o.headroom(o.series)
	o.Height = o.BaseHeight
	names := o.stackNames(heights)
	if names == nil {
		legend := o.key()
		f.Top += legend
		o.Height += int(legend)
	} else {
		need := 0.0
		for _, n := range names {
			need = max(need, plot.Widest(n, o.Tick))
		}
		f.Right = float64(o.Width) - math.Ceil(need) - 2*plot.Gap
	}
	f.Bottom = float64(o.Height - axisRoom)
	var targeted []series
	if o.totals != nil && !share && o.totals.kind == model.Count {
		targeted = []series{*o.totals}
	}
	a, unplaced := o.layOutBars(f, targeted, names != nil, func(a *annotations) { a.avoidStacks(heights) })
	width, _ := a.Columns.Slot(a.Panel)
	for n := range o.series {
		o.stackBars(a.Columns.Series[n].Bars, heights[n])
	}
	if o.fits(heights, width) {
		a.labelStacks(heights, goals(targeted))
	}
	if !share {
		a.stackTotals(heights, goals(targeted))
	}
	if names != nil {
		a.nameStack(names, heights, width, unplaced > 0)
	}
	a.zeroLine()
	o.addPanel(a.Panel, o.periods, suffix)
}

// avoidStacks takes the room of the stacks, each with its total.
func (a *annotations) avoidStacks(heights [][]float64) {
	width, _ := a.Columns.Slot(a.Panel)
	for m := range a.periods {
		if total, known := sum(heights, m); known {
			x, y := a.Centre(m), a.Area.Y(total)
			a.Take(plot.Box{Left: x - width/2, Top: y - float64(a.Tick) - plot.Gap, Right: x + width/2,
				Bottom: a.Bottom})
		}
	}
}

// stacked returns the height of each part in each period, by series and period: its value, or its
// share. NaN is a gap.
func (c *content) stacked() [][]float64 {
	out := make([][]float64, len(c.series))
	for n := range out {
		out[n] = make([]float64, len(c.periods))
		for m := range out[n] {
			out[n][m] = math.NaN()
			if _, hidden := c.whole(m); hidden || !c.series[n].shown(m) {
				continue
			} else if c.spec.Kind != figure.Share {
				out[n][m] = c.series[n].numbers[m]
			} else if share, ok := c.share(&c.series[n], m); ok {
				out[n][m] = share
			}
		}
	}
	return out
}

// whole adds up the shown parts of a period. hidden reports whether there are parts that may not be
// shown: then the period is a gap, since readers would take the height of the rest for the whole. A
// missing part takes no room.
func (c *content) whole(m int) (sum float64, hidden bool) {
	for n := range c.series {
		sum += c.series[n].numbers[m]
		hidden = hidden || c.series[n].points[m].State.Hidden()
	}
	return sum, hidden
}

// share returns a value as a share of the whole in per cent, or false when it is not drawn as one.
// Parts below zero make up no whole.
func (c *content) share(s *series, m int) (float64, bool) {
	if c.spec.Kind != figure.Share || s == c.totals || !s.shown(m) {
		return 0, false
	}
	sum, hidden := c.whole(m)
	below := slices.ContainsFunc(c.series, func(s series) bool { return s.numbers[m] < 0 })
	if hidden || below || sum <= 0 {
		return 0, false
	}
	return s.numbers[m] / sum * 100, true
}

// sum is the height of the stack of a period; false when there is no stack.
func sum(heights [][]float64, m int) (float64, bool) {
	total, known := 0.0, false
	for n := range heights {
		if h := heights[n][m]; !math.IsNaN(h) {
			total, known = total+h, true
		}
	}
	return total, known
}

func (o *picture) stackScale(heights [][]float64) plot.Scale {
	var values []float64
	for m := range o.periods {
		// Values below zero are stacked downwards.
		up, down := 0.0, 0.0
		for n := range heights {
			if h := heights[n][m]; !math.IsNaN(h) {
				up, down = up+max(h, 0), down+min(h, 0)
			}
		}
		values = append(values, up, down)
	}
	if o.totals != nil && o.totals.target != nil && o.totals.kind == model.Count {
		values = append(values, *o.totals.target)
	}
	return plot.NewScale(values, true, o.series[0].kind == model.Count, 4)
}

// fits reports whether the words in the parts are narrower than the bars.
func (o *picture) fits(heights [][]float64, width float64) bool {
	for n := range o.series {
		for m, h := range heights[n] {
			if !math.IsNaN(h) && plot.TextWidth(o.series[n].inside(m), o.Tick)+4 > width {
				return false
			}
		}
	}
	return true
}

// inside is what is written within a part.
func (s *series) inside(m int) string {
	if s.shares != nil {
		return s.shares[m]
	}
	return s.texts[m]
}

// stackBars makes the bars of a series as high as they are in the stacks.
func (o *picture) stackBars(list []plot.Bar, heights []float64) {
	for m := range list {
		switch h := heights[m]; {
		case math.IsNaN(h):
			list[m] = plot.Bar{}
		case o.spec.Kind == figure.Share:
			list[m].Value = language.Round(h, 3)
		}
	}
}

// labelStacks writes values into the parts that are high enough for them, and through which no
// target runs.
func (a *annotations) labelStacks(heights [][]float64, lines []goal) {
	for m := range a.periods {
		foot := 0.0
		for n := range heights {
			h := heights[n][m]
			if math.IsNaN(h) || h <= 0 {
				continue
			}
			top, bottom := a.Area.Y(foot+h), a.Area.Y(foot)
			foot += h
			half := float64(a.Tick)/2 + 2
			if middle := (top + bottom) / 2; bottom-top < 2*half ||
				crossed(lines, a.Area, middle-half, middle+half) {
				continue
			}
			i := plot.Ink{Size: a.Tick, Tint: "surface", Bare: true}
			if a.series[n].open(m) {
				i.Tint = "text"
			}
			a.Columns.Series[n].Bars[m].Label = plot.Label{Text: a.series[n].inside(m), Place: plot.Inside, Ink: i}
		}
	}
}

// stackTotals writes the total over each stack, when the total is known and the parts add up to it.
// Where the line of a target would run through the total, it goes above that line.
func (a *annotations) stackTotals(heights [][]float64, lines []goal) {
	if a.totals == nil {
		return
	}
	for m := range a.periods {
		total, known := sum(heights, m)
		if !known || !a.totals.shown(m) || math.Abs(total-a.totals.numbers[m]) > 1e-9 {
			continue
		}
		text := a.totals.texts[m]
		if plot.TextWidth(text, a.Tick) > a.Band() {
			continue
		}
		y := a.Area.Y(total)
		if crossed(lines, a.Area, y-float64(a.Tick)-plot.Gap, y) {
			y = a.Area.Y(lines[0].value) // there is one target: that of the total
		}
		a.Write(a.Centre(m), y-plot.LabelGap-float64(a.Tick)/2, scene.Middle, plot.Bold(a.Tick), text)
	}
}

// stackNames returns the names of the parts as they are beside the last stack. It returns nil when
// a legend is needed: on a narrow plot, and when the last period has no stack.
func (o *picture) stackNames(heights [][]float64) [][]string {
	last := len(o.periods) - 1
	if o.Narrow() || len(o.series) > 7 {
		return nil
	}
	var out [][]string
	lines := 0
	for n := range o.series {
		if math.IsNaN(heights[n][last]) {
			return nil
		}
		name := plot.Wrap(o.series[n].name, o.Tick, 170, 3)
		lines += len(name)
		out = append(out, name)
	}
	if lines > 14 {
		return nil
	}
	return out
}

// nameStack writes the names of the parts beside the last stack, each at the height of its part,
// and the target at the end of its line when its label has no other place.
func (a *annotations) nameStack(names [][]string, heights [][]float64, width float64, withTarget bool) {
	last := len(a.periods) - 1
	inks := make([]plot.Ink, len(names))
	var tags []plot.Tag
	foot := 0.0
	add := func(n int, value float64) {
		tags = append(tags, plot.Tag{Index: n, Y: a.Area.Y(value), Height: float64(len(names[n])*(a.Tick+3) + 4)})
	}
	for n := range names {
		h := heights[n][last]
		add(n, foot+h/2)
		inks[n], foot = plot.Ink{Size: a.Tick, Tint: plot.SeriesTint(n), Bold: true}, foot+h
	}
	if withTarget {
		names, inks = append(names, plot.Wrap(a.target(a.totals), a.Tick, 170, 2)), append(inks,
			plot.Ink{Size: a.Tick, Tint: "target"})
		add(len(names)-1, *a.totals.target)
	}
	plot.SpreadTags(tags, a.Top-labelRoom, a.Bottom+plot.Gap)
	for _, t := range tags {
		a.Write(a.Centre(last)+width/2+plot.LabelGap, t.Y, scene.Start, inks[t.Index], names[t.Index]...)
	}
}
