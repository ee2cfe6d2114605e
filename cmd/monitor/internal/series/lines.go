package series

import (
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/plot"
	"utwente.nl/monitor/cmd/monitor/internal/scene"
)

// dotted is the most periods for which every point has a dot.
const dotted = 16

// lines draws one or several series as lines. Each has its value where it ends, and its name when
// there are several.
func (o *picture) lines() {
	f := plot.Area{Slots: len(o.periods), Scale: o.scaleOf(o.series, 4)}
	suffix := o.suffix()
	f.Left = o.tickWidth(f.Scale, suffix)
	f.Top = o.headroom(o.series)
	o.Height = o.BaseHeight
	ends := o.endTexts()
	if ends == nil {
		f.Right = float64(o.Width) - plot.Gap
		legend := o.key()
		f.Top += legend
		o.Height += int(legend)
	} else {
		need := 0.0
		for _, e := range ends {
			need = max(need, plot.Widest(e, o.Label))
		}
		f.Right = f.RightEdge(o.series[0].last(), need, float64(o.Width))
	}
	f.Bottom = float64(o.Height - axisRoom)
	a := o.annotate(f, o.headroom(o.series))
	for n := range o.series {
		a.avoidLine(&o.series[n])
	}
	a.avoidTargets(o.series)
	a.breaks(o.series)
	if len(o.series) > 1 {
		a.ends(ends)
	}
	a.drawBounds(&o.series[0])
	for n := range o.series {
		if len(o.series) == 1 {
			a.values(&o.series[n])
		}
		a.line(&o.series[n], n)
		a.gapReasons(&o.series[n])
		a.smallCounts(&o.series[n])
	}
	a.targets(o.series, upon)
	a.zeroLine()
	o.addPanel(a.Panel, o.periods, suffix)
}

// scaleOf returns the scale that holds some series and their targets. It starts at zero for bars
// and counts: only then does their height mean something.
func (c *content) scaleOf(list []series, steps int) plot.Scale {
	var values []float64
	zero, whole := c.spec.Kind == figure.Bar || c.spec.Kind == figure.Grouped, true
	for n := range list {
		s := &list[n]
		for m := range s.points {
			if s.shown(m) {
				values = append(values, s.numbers[m])
			}
		}
		if s.target != nil {
			values = append(values, *s.target)
		}
		values = append(values, s.boundNumbers()...)
		zero = zero || s.kind == model.Count
		whole = whole && s.kind == model.Count
	}
	return plot.NewScale(values, zero, whole, steps)
}

// suffix is what follows each number at the value axis.
func (c *content) suffix() string {
	if slices.ContainsFunc(c.series, func(s series) bool { return !s.percent }) {
		return ""
	}
	return c.percents[1]
}

// headroom is the room above the plot: for the label of the highest value or target, and for the
// word at a break.
func (o *picture) headroom(list []series) float64 {
	room := float64(labelRoom)
	if o.spec.Kind == figure.Share || o.spec.Kind == figure.Line && len(list) > 1 && goals(list) == nil {
		room = plot.Gap
	}
	for n := range list {
		if len(list[n].breaks()) > 0 {
			return room + breakRoom
		}
	}
	return room
}

// segments returns the stretches of points that one line may join, each as a first and a last
// index. A line crosses no break, and does not lead into or out of a period with another
// definition.
func (s *series) segments() [][2]int {
	var out [][2]int
	start := -1
	for n := range s.points {
		if n > 0 && start >= 0 && (s.broken[n] || s.differs[n] != s.differs[n-1]) {
			out, start = append(out, [2]int{start, n - 1}), -1
		}
		if start < 0 && s.shown(n) {
			start = n
		}
	}
	if start >= 0 {
		out = append(out, [2]int{start, len(s.points) - 1})
	}
	for n := range out {
		for !s.shown(out[n][1]) {
			out[n][1]--
		}
	}
	return out
}

// joined reports whether the line runs from one point to the next.
func (s *series) joined(n int) bool {
	return n >= 0 && n+1 < len(s.points) && s.shown(n) && s.shown(n+1) && !s.broken[n+1] &&
		s.differs[n] == s.differs[n+1]
}

// line adds a series to the panel, as a trace of one name and colour for each segment.
func (a *annotations) line(s *series, n int) {
	last := s.last()
	segments := s.segments()
	for k, segment := range segments {
		t := plot.Trace{Name: s.name, Tint: plot.SeriesTint(n), Width: 2.5, Radius: plot.Dot,
			Dashed: n >= plot.Colours}
		for m := segment[0]; m <= segment[1]; m++ {
			x := plot.Point{Slot: m, Tip: a.tip(s, m)}
			if s.shown(m) {
				x.Present, x.Value, x.Open = true, s.numbers[m], s.open(m)
				x.Dotless = !x.Open && m != last && len(s.points) > dotted && (s.joined(m-1) || s.joined(m))
			}
			t.Points = append(t.Points, x)
		}
		// A gap behind the segment has no mark, but tells why it is there.
		end := len(s.points)
		if k+1 < len(segments) {
			end = segments[k+1][0]
		}
		for m := segment[1] + 1; m < end; m++ {
			t.Points = append(t.Points, plot.Point{Slot: m, Tip: a.tip(s, m)})
		}
		a.Traces = append(a.Traces, t)
	}
}

// values labels the points of a series that stands alone. All have a label when they fit beside
// each other; otherwise the first, the last, the highest, the lowest, and the first after a break.
// A label that would be in the way is left out. The last is at the end of the line.
func (a *annotations) values(s *series) {
	if s.last() < 0 {
		return
	}
	a.lastValue(s, a.Label, float64(a.Width))
	for _, n := range a.worth(s) {
		w := plot.TextWidth(s.texts[n], a.Tick)
		x, y := a.Centre(n), a.Area.Y(s.numbers[n])
		for _, c := range s.sides(n) {
			b := plot.LabelBox(c, x, y, w, a.Tick)
			if a.Free(b) && b.Bottom < a.Bottom {
				a.Take(b)
				a.Write(x, b.Middle(), scene.Middle, plot.Regular(a.Tick), s.texts[n])
				break
			}
		}
	}
}

// lastValue writes the last value behind its dot, or a little higher where the foot of the plot or
// another line runs; else over or under the dot. It is left out when there is no place for it
// before the edge.
func (a *annotations) lastValue(s *series, size int, edge float64) {
	n := s.last()
	w, h := plot.TextWidth(s.texts[n], size), float64(size)
	x, y := a.Centre(n), a.Area.Y(s.numbers[n])
	i := plot.Ink{Size: size, Tint: "accent", Bold: true}
	behind := plot.Box{Left: x + plot.Dot, Top: y - h/2 - 3, Right: x + plot.Gap + w, Bottom: y + h/2 + 3}
	raised := plot.Box{Left: behind.Left, Top: a.Bottom - h - 4, Right: behind.Right, Bottom: a.Bottom - 1}
	set := func(place plot.Box, x float64, anchor scene.Anchor) {
		a.Take(place)
		a.Write(x, place.Middle(), anchor, i, s.texts[n])
	}
	switch {
	case behind.Right <= edge && a.Free(behind):
		set(behind, x+plot.Dot+plot.LabelGap, scene.Start)
		return
	case behind.Right <= edge && behind.Bottom > a.Bottom && a.Free(raised):
		set(raised, x+plot.Dot+plot.LabelGap, scene.Start)
		return
	}
	for _, side := range s.sides(n) {
		if place := plot.LabelBox(side, x, y, w, size); a.Free(place) && place.Right <= edge &&
			place.Bottom < a.Bottom {
			set(place, x, scene.Middle)
			return
		}
	}
	if behind.Right <= edge {
		set(behind, x+plot.Dot+plot.LabelGap, scene.Start)
	}
}

// worth returns the points that deserve a label, the most telling first, without the last one.
func (a *annotations) worth(s *series) []int {
	first, last, high, low := s.first(), s.last(), -1, -1
	fits := true
	for n := range s.points {
		if !s.shown(n) {
			continue
		}
		if high < 0 || s.numbers[n] > s.numbers[high] {
			high = n
		}
		if low < 0 || s.numbers[n] < s.numbers[low] {
			low = n
		}
		fits = fits && plot.TextWidth(s.texts[n], a.Tick)+6 <= a.Band()
	}
	order := []int{first, high, low}
	for n := range s.points {
		if s.shown(n) && (fits || s.broken[n]) {
			order = append(order, n)
		}
	}
	var out []int
	for _, n := range order {
		if n != last && !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}

// sides returns on which sides of its point a label may be, the better first: outside the bend of
// the line. A point without a line prefers its own side of the target.
func (s *series) sides(n int) []string {
	bend := 0.0
	for _, m := range []int{n - 1, n + 1} {
		if m >= 0 && m < len(s.points) && s.joined(min(n, m)) {
			bend += s.numbers[m] - s.numbers[n]
		}
	}
	if bend > 0 || bend == 0 && s.target != nil && s.numbers[n] < *s.target {
		return []string{"bottom", "top"}
	}
	return []string{"top", "bottom"}
}

// endTexts returns the words at the end of each series: its value, with its name when there are
// several. nil means that they do not fit, and that the figure needs a legend.
func (o *picture) endTexts() [][]string {
	if len(o.series) == 1 {
		if last := o.series[0].last(); last >= 0 {
			return [][]string{{o.series[0].texts[last]}}
		}
		return [][]string{{""}}
	}
	room := 190.0
	if o.Narrow() {
		room = 96
	}
	var out [][]string
	lines, at := 0, o.series[0].last()
	for n := range o.series {
		s := &o.series[n]
		if s.last() != at || at < 0 {
			return nil // a name in the middle of the plot would stand among the other lines
		}
		text := plot.Wrap(s.name, o.Label, room, 4)
		if len(text) > 3 || o.Narrow() && len(text) > 1 {
			return nil
		}
		text = append(text, s.texts[at])
		if joined := text[len(text)-2] + " " + s.texts[at]; plot.TextWidth(joined, o.Label) <= room {
			text = append(text[:len(text)-2], joined)
		}
		lines += len(text)
		out = append(out, text)
	}
	if lines > 16 || o.Narrow() && lines > 10 {
		return nil
	}
	return out
}

// ends writes the texts at the ends of several lines.
func (a *annotations) ends(texts [][]string) {
	if texts == nil {
		return
	}
	at := a.series[0].last()
	var tags []plot.Tag
	for n := range a.series {
		tags = append(tags, plot.Tag{Index: n, Y: a.Area.Y(a.series[n].numbers[at]),
			Height: float64(len(texts[n])*(a.Label+3) + 4)})
	}
	foot, need := a.Bottom+axisRoom/2, 0.0
	for _, t := range tags {
		need += t.Height
	}
	if a.Scale.Min == 0 && need <= foot-axisRoom/2-a.Top+labelRoom {
		foot = a.Bottom - 2 // a line would run into a name at zero
	}
	plot.SpreadTags(tags, a.Top-labelRoom, foot)
	for _, t := range tags {
		x := a.Centre(at)
		a.Take(plot.Box{Left: x + plot.Dot, Top: t.Y - t.Height/2,
			Right: x + plot.Gap + plot.Widest(texts[t.Index], a.Label), Bottom: t.Y + t.Height/2})
		ink := plot.Ink{Size: a.Label, Tint: plot.SeriesTint(t.Index), Bold: true}
		a.Write(x+plot.Dot+plot.LabelGap, t.Y, scene.Start, ink, texts[t.Index]...)
	}
}
