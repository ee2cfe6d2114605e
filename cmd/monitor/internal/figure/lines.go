package figure

import (
	"math"
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/scene"
)

// dotted is the most periods of which each point gets a dot.
const dotted = 16

// lines draws one or several series as lines, each with its value, and its name when there are several, where it ends.
func (o *picture) lines() {
	f := frame{slots: len(o.periods), scale: o.scaleOf(o.series, 4)}
	suffix := o.suffix()
	f.left = o.tickWidth(f.scale, suffix)
	f.top = o.headroom(o.series)
	o.height = o.tall
	ends := o.endTexts()
	if ends == nil {
		f.right = float64(o.width) - gap
		legend := o.key()
		f.top += legend
		o.height += int(legend)
	} else {
		need := 0.0
		for _, e := range ends {
			need = max(need, widest(e, o.label))
		}
		f.right = f.rightEdge(o.series[0].last(), need, float64(o.width))
	}
	f.bottom = float64(o.height - axisRoom)
	a := o.annotate(f, o.headroom(o.series))
	for n := range o.series {
		a.follow(&o.series[n])
	}
	a.aim(o.series)
	a.breaks(o.series)
	if len(o.series) > 1 {
		a.ends(ends)
	}
	a.surround(&o.series[0])
	for n := range o.series {
		if len(o.series) == 1 {
			a.values(&o.series[n])
		}
		a.line(&o.series[n], n)
		a.states(&o.series[n])
		a.tiny(&o.series[n])
	}
	a.targets(o.series, upon)
	a.put()
	o.place(a.panel, o.periods, suffix)
}

// scaleOf is the scale that holds some series and their targets. The length of a bar says something only from zero, and so
// does the height of a count.
func (c *content) scaleOf(list []series, steps int) scale {
	var values []float64
	zero, whole := c.spec.Kind == Bar || c.spec.Kind == Grouped, true
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
		values = append(values, s.extent()...)
		zero = zero || s.kind == model.Count
		whole = whole && s.kind == model.Count
	}
	return newScale(values, zero, whole, steps)
}

// suffix is what follows each number at the value axis.
func (c *content) suffix() string {
	if slices.ContainsFunc(c.series, func(s series) bool { return !s.percent }) {
		return ""
	}
	return c.percents[1]
}

// headroom is the room above the plot: for the label of the highest value or target, and for the word at a break.
func (o *picture) headroom(list []series) float64 {
	room := float64(labelRoom)
	if o.spec.Kind == Share || o.spec.Kind == Line && len(list) > 1 && goals(list) == nil {
		room = gap
	}
	for n := range list {
		if len(list[n].breaks()) > 0 {
			return room + breakRoom
		}
	}
	return room
}

// segments are the runs of points that one line may join: it does not cross a break, nor lead into or out of a period
// with another definition. Each is a first and a last index.
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

// joined tells whether the line runs from one point to the next.
func (s *series) joined(n int) bool {
	return n >= 0 && n+1 < len(s.points) && s.shown(n) && s.shown(n+1) && !s.broken[n+1] && s.differs[n] == s.differs[n+1]
}

// line adds a series to the panel: a trace for each segment, all of one name and colour.
func (a *annotations) line(s *series, n int) {
	last := s.last()
	for _, segment := range s.segments() {
		t := trace{name: s.name, tint: colour(n), width: 2.5, radius: dot, dashed: n >= colours}
		for m := segment[0]; m <= segment[1]; m++ {
			x := point{slot: m}
			if s.shown(m) {
				x.there, x.value, x.said, x.open = true, s.numbers[m], a.explained(s, m, spokenFlags), s.open(m)
				x.plain = !x.open && m != last && len(s.points) > dotted && (s.joined(m-1) || s.joined(m))
			}
			t.points = append(t.points, x)
		}
		a.traces = append(a.traces, t)
	}
}

// values gives a series that stands alone its labels: all when they fit beside each other, and else the first, the last,
// the highest, the lowest and the first after a break; none where it would stand in the way. The last stands at the end of the line.
func (a *annotations) values(s *series) {
	if s.last() < 0 {
		return
	}
	a.lastValue(s, a.label, float64(a.width))
	for _, n := range a.worth(s) {
		w := textWidth(s.texts[n], a.tick)
		x, y := a.centre(n), a.frame.y(s.numbers[n])
		for _, c := range s.sides(n) {
			b := beneath(c, x, y, w, a.tick)
			if a.free(b) && b.bottom < a.bottom {
				a.take(b)
				a.write(x, b.middle(), scene.Middle, ink{size: a.tick, tint: "text"}, s.texts[n])
				break
			}
		}
	}
}

// lastValue writes the last value: behind its dot, or a little above that where the foot of the plot or another line runs; else
// over or under the dot, and nowhere when there is no place for it before the edge.
func (a *annotations) lastValue(s *series, size int, edge float64) {
	n := s.last()
	w, h := textWidth(s.texts[n], size), float64(size)
	x, y := a.centre(n), a.frame.y(s.numbers[n])
	i := ink{size: size, tint: "accent", bold: true}
	behind := box{x + dot, y - h/2 - 3, x + gap + w, y + h/2 + 3}
	raised := box{behind.left, a.bottom - h - 4, behind.right, a.bottom - 1}
	set := func(place box, x float64, anchor scene.Anchor) {
		a.take(place)
		a.write(x, place.middle(), anchor, i, s.texts[n])
	}
	switch {
	case behind.right <= edge && a.free(behind):
		set(behind, x+dot+fromMark, scene.Start)
		return
	case behind.right <= edge && behind.bottom > a.bottom && a.free(raised):
		set(raised, x+dot+fromMark, scene.Start)
		return
	}
	for _, side := range s.sides(n) {
		if place := beneath(side, x, y, w, size); a.free(place) && place.right <= edge && place.bottom < a.bottom {
			set(place, x, scene.Middle)
			return
		}
	}
	if behind.right <= edge {
		set(behind, x+dot+fromMark, scene.Start)
	}
}

// worth are the points that deserve a label, but the last, the most telling first.
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
		fits = fits && textWidth(s.texts[n], a.tick)+6 <= a.band()
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

// sides are where a point's label may stand, the better side first: outside the bend of the line, and of a point that
// stands alone on its own side of the target.
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

// endTexts are the lines of text at the end of each series: its value when it stands alone; its name and value when there
// are several. nil means that they do not fit, and a legend has to do.
func (o *picture) endTexts() [][]string {
	if len(o.series) == 1 {
		if last := o.series[0].last(); last >= 0 {
			return [][]string{{o.series[0].texts[last]}}
		}
		return [][]string{{""}}
	}
	room := 190.0
	if o.narrow() {
		room = 96
	}
	var out [][]string
	lines, at := 0, o.series[0].last()
	for n := range o.series {
		s := &o.series[n]
		if s.last() != at || at < 0 {
			return nil // a name in the middle of the plot would stand among the other lines
		}
		text := wrap(s.name, o.label, room, 4)
		if len(text) > 3 || o.narrow() && len(text) > 1 {
			return nil
		}
		text = append(text, s.texts[at])
		if joined := text[len(text)-2] + " " + s.texts[at]; textWidth(joined, o.label) <= room {
			text = append(text[:len(text)-2], joined)
		}
		lines += len(text)
		out = append(out, text)
	}
	if lines > 16 || o.narrow() && lines > 10 {
		return nil
	}
	return out
}

// rightEdge is where a plot ends, so that a text of a width has room behind its lines, before an edge. A line ends in the
// middle of its period, and before the last one when that has no value: what lies behind it is room already. But a plot
// does not become narrower than half its room for the sake of a label.
func (f frame) rightEdge(last int, width, edge float64) float64 {
	centre := (float64(max(last, 0)) + 0.5) / float64(f.slots)
	right := math.Floor(f.left + (edge-width-gap-1-f.left)/centre)
	if right-f.left < (edge-f.left)/2 {
		return edge
	}
	return min(right, edge)
}

// ends writes the texts at the ends of several lines.
func (a *annotations) ends(texts [][]string) {
	if texts == nil {
		return
	}
	at := a.series[0].last()
	var tags []tag
	for n := range a.series {
		tags = append(tags, tag{n, a.frame.y(a.series[n].numbers[at]), float64(len(texts[n])*(a.label+3) + 4)})
	}
	foot, need := a.bottom+axisRoom/2, 0.0
	for _, t := range tags {
		need += t.height
	}
	if a.scale.min == 0 && need <= foot-axisRoom/2-a.top+labelRoom {
		foot = a.bottom - 2 // a line would run into a name that stands at zero
	}
	spread(tags, a.top-labelRoom, foot)
	for _, t := range tags {
		x := a.centre(at)
		a.take(box{x + dot, t.y - t.height/2, x + gap + widest(texts[t.index], a.label), t.y + t.height/2})
		a.write(x+dot+fromMark, t.y, scene.Start, ink{size: a.label, tint: colour(t.index), bold: true}, texts[t.index]...)
	}
}
