package figure

import (
	"math"
	"strings"

	"github.com/go-echarts/go-echarts/v2/opts"

	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
)

// stack draws parts upon each other: as they are, or as shares of 100 %.
func (o *option) stack() {
	o.pointer = "shadow"
	share := o.spec.Kind == Share
	heights := o.stacked()
	f := frame{slots: len(o.periods), right: float64(o.width) - gap}
	suffix := o.suffix()
	if share {
		f.scale, suffix = percentScale(), o.percents[1]
	} else {
		f.scale = o.stackScale(heights)
	}
	f.left = o.tickWidth(f.scale, suffix)
	f.top = o.headroom(o.series)
	o.height = 380
	if o.narrow() {
		o.height = 300
	}
	names := o.stackNames(heights)
	if names == nil {
		legend := o.key(false)
		f.top += legend
		o.height += int(legend)
	} else {
		need := 0.0
		for _, n := range names {
			need = max(need, widest(n, o.tick))
		}
		f.right = float64(o.width) - math.Ceil(need) - 2*gap
	}
	f.bottom = float64(o.height - axisRoom)
	var goals []series
	if o.totals != nil && !share && o.totals.kind == model.Count {
		goals = []series{*o.totals}
	}
	a := o.within(&f, goals, names == nil, func(a *annotations) { a.obstructStacks(heights) })
	o.place(f, o.periods, suffix)
	width := min(f.band()*filled, widestBar)
	labels := o.fits(heights, width)
	for n := range o.series {
		o.layers = append(o.layers, o.storey(&o.series[n], n, heights, f, labels))
	}
	if !share {
		a.sums(heights)
	}
	a.beside(names, heights, width)
	a.put()
}

// obstructStacks notes where the stacks stand.
func (a *annotations) obstructStacks(heights [][]float64) {
	width := min(a.band()*filled, widestBar)
	for m := range a.periods {
		if total, any := sum(heights, m); any {
			x, y := a.centre(m), a.frame.y(total)
			a.take(box{x - width/2, y - float64(a.tick) - gap, x + width/2, a.bottom})
		}
	}
}

// stacked is how high each part stands in each period, by series and period: its value, or its share. NaN is a gap.
func (c *content) stacked() [][]float64 {
	out := make([][]float64, len(c.series))
	for n := range out {
		out[n] = make([]float64, len(c.periods))
		for m := range out[n] {
			out[n][m] = math.NaN()
			if _, hidden := c.whole(m); hidden || !c.series[n].shown(m) {
				continue
			} else if c.spec.Kind != Share {
				out[n][m] = c.series[n].numbers[m]
			} else if share, ok := c.share(&c.series[n], m); ok {
				out[n][m] = share
			}
		}
	}
	return out
}

// whole is what the shown parts of a period come to. hidden tells that there are others, which may not be shown: then the
// period is a gap, since the height of the rest would suggest that it is all. A part that is missing takes no room.
func (c *content) whole(m int) (sum float64, hidden bool) {
	for n := range c.series {
		sum += c.series[n].numbers[m]
		switch c.series[n].points[m].State {
		case report.Small, report.Confidential, report.Withheld:
			hidden = true
		}
	}
	return sum, hidden
}

// share is what part of the whole a value is, in per cent; false when it is not drawn so.
func (c *content) share(s *series, m int) (float64, bool) {
	if c.spec.Kind != Share || s == c.totals || !s.shown(m) {
		return 0, false
	}
	sum, hidden := c.whole(m)
	if hidden || sum <= 0 {
		return 0, false
	}
	return s.numbers[m] / sum * 100, true
}

// sum is the height of the stack of a period; false when there is none.
func sum(heights [][]float64, m int) (float64, bool) {
	total, any := 0.0, false
	for n := range heights {
		if h := heights[n][m]; !math.IsNaN(h) {
			total, any = total+h, true
		}
	}
	return total, any
}

func (o *option) stackScale(heights [][]float64) scale {
	var values []float64
	for m := range o.periods {
		if total, any := sum(heights, m); any {
			values = append(values, total)
		}
	}
	if o.totals != nil && o.totals.target != nil && o.totals.kind == model.Count {
		values = append(values, *o.totals.target)
	}
	return newScale(values, true, o.series[0].kind == model.Count, 4)
}

// fits tells whether what is written in the parts is narrower than the bars.
func (o *option) fits(heights [][]float64, width float64) bool {
	for n := range o.series {
		for m, h := range heights[n] {
			if !math.IsNaN(h) && textWidth(o.series[n].inside(m), o.tick)+4 > width {
				return false
			}
		}
	}
	return true
}

// inside is what is written in a part.
func (s *series) inside(m int) string {
	if s.shares != nil {
		return s.shares[m]
	}
	return s.texts[m]
}

// storey is one part of all stacks. Its labels stand in the pieces that are high enough.
func (o *option) storey(s *series, n int, heights [][]float64, f frame, labels bool) seriesOption {
	layer := o.bar(s, n, func(int) bool { return false })
	layer.Stack, layer.BarGap = "parts", ""
	items := layer.Data.([]opts.BarData)
	for m := range items {
		h := heights[n][m]
		if math.IsNaN(h) {
			items[m] = opts.BarData{Value: "-"}
			continue
		}
		text := s.inside(m)
		if o.spec.Kind == Share {
			items[m].Value = language.Round(h, 3)
		}
		room := h / (f.scale.max - f.scale.min) * (f.bottom - f.top)
		if labels && room >= float64(o.tick)+4 {
			ink := "@surface"
			if s.open(m) {
				ink = "@text"
			}
			items[m].Label = &opts.Label{Show: opts.Bool(true), Position: "inside", Formatter: literal(text), Color: ink, FontSize: float32(o.tick)}
		}
	}
	return layer
}

// sums writes the total over each stack, where it is known and the parts make it up.
func (a *annotations) sums(heights [][]float64) {
	if a.totals == nil {
		return
	}
	for m := range a.periods {
		total, any := sum(heights, m)
		if !any || !a.totals.shown(m) || math.Abs(total-a.totals.numbers[m]) > 1e-9 {
			continue
		}
		text := a.totals.texts[m]
		if textWidth(text, a.tick) > a.band() {
			continue
		}
		a.write(float64(m)+0.5, total, opts.Label{Position: "top", Formatter: literal(text), Color: "@text", FontWeight: "600", FontSize: float32(a.tick)})
	}
}

// stackNames are the names of the parts as they stand beside the last stack, or nil when a legend has to do: on a narrow
// plot, and where the last period shows no stack.
func (o *option) stackNames(heights [][]float64) [][]string {
	last := len(o.periods) - 1
	if o.narrow() || len(o.series) > 7 {
		return nil
	}
	var out [][]string
	lines := 0
	for n := range o.series {
		if math.IsNaN(heights[n][last]) {
			return nil
		}
		name := wrap(o.series[n].name, o.tick, 170, 3)
		lines += len(name)
		out = append(out, name)
	}
	if lines > 14 {
		return nil
	}
	return out
}

// beside writes the names of the parts at the height of the last stack's.
func (a *annotations) beside(names [][]string, heights [][]float64, width float64) {
	if names == nil {
		return
	}
	last := len(a.periods) - 1
	var tags []tag
	foot := 0.0
	for n, name := range names {
		h := heights[n][last]
		tags = append(tags, tag{n, a.frame.y(foot + h/2), float64(len(name)*(a.tick+3) + 4)})
		foot += h
	}
	spread(tags, a.top-labelRoom, a.bottom+gap)
	slot := float64(last) + 0.5 + width/2/a.band()
	for _, t := range tags {
		tint := colour(t.index)
		a.write(slot, a.scale.value((a.bottom-t.y)/(a.bottom-a.top)), opts.Label{
			Position: "right", Formatter: literal(strings.Join(names[t.index], "\n")), Color: tint, FontSize: float32(a.tick), FontWeight: "600", LineHeight: float32(a.tick + 3),
		})
	}
}
