package figure

import (
	"math"
	"slices"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/go-echarts/go-echarts/v2/types"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// dotted is the most periods of which each point gets a dot.
const dotted = 16

// lines draws one or several series as lines, each with its value, and its name when there are several, where it ends.
func (o *option) lines() {
	o.pointer = "line"
	f := frame{slots: len(o.periods), scale: o.scaleOf(o.series, 4)}
	suffix := o.suffix()
	f.left = o.tickWidth(f.scale, suffix)
	f.top = o.headroom(o.series)
	o.height = o.tall
	ends := o.endTexts()
	if ends == nil {
		f.right = float64(o.width) - gap
		legend := o.key(true)
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
	o.place(f, o.periods, suffix)
	a := o.annotate(f, o.headroom(o.series))
	for n := range o.series {
		a.trace(&o.series[n])
	}
	a.aim(o.series)
	a.breaks(o.series)
	if len(o.series) > 1 {
		a.ends(ends)
	}
	a.surround(&o.series[0])
	for n := range o.series {
		var labels []*opts.Label
		if len(o.series) == 1 {
			labels = a.values(&o.series[n])
		}
		o.line(&o.series[n], n, 0, 0, labels)
		a.states(&o.series[n])
		o.tiny(&o.series[n], 0, 0)
	}
	a.targets(o.series, upon)
	a.put()
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
func (o *option) headroom(list []series) float64 {
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

// line adds a series to the plot: one ECharts series for each segment, all of one name and colour. labels has a label for
// some points, or is nil.
func (o *option) line(s *series, n, x, y int, labels []*opts.Label) {
	tint := colour(n)
	style := &opts.LineStyle{Color: tint, Width: 2.5}
	if n >= colours {
		style.Type = "dashed"
	}
	last := s.last()
	for _, segment := range s.segments() {
		items := make([]lineItem, 0, segment[1]-segment[0]+1)
		for m := segment[0]; m <= segment[1]; m++ {
			item := lineItem{}
			if s.shown(m) {
				item.Name, item.Value = o.explained(s, m, spokenFlags), [2]float64{float64(m), s.numbers[m]}
				if s.open(m) {
					item.ItemStyle = hollow(tint)
				} else if m != last && len(s.points) > dotted && (s.joined(m-1) || s.joined(m)) {
					item.Symbol = "none"
				}
				if labels != nil {
					item.Label = labels[m]
				}
			} else {
				item.Value = [2]any{m, "-"}
			}
			items = append(items, item)
		}
		layer := seriesOption{SingleSeries: charts.SingleSeries{
			Name: s.name, Type: types.ChartLine, XAxisIndex: x, YAxisIndex: y, Symbol: "circle", SymbolSize: 2 * dot,
			Color: tint, LineStyle: style, ItemStyle: &opts.ItemStyle{Color: tint}, Data: items,
		}, ShowAllSymbol: true}
		if len(o.zoom) == 0 {
			layer.Clip = opts.Bool(false)
		}
		o.layers = append(o.layers, layer)
	}
}

// hollow is the style of a value that is not final: a ring, or a bar without filling.
func hollow(tint string) *opts.ItemStyle {
	return &opts.ItemStyle{Color: "@surface", BorderColor: tint, BorderWidth: 2}
}

// values gives a series that stands alone its labels: all when they fit beside each other, and else the first, the last,
// the highest, the lowest and the first after a break; none where it would stand in the way. The last stands at the end of the line.
func (a *annotations) values(s *series) []*opts.Label {
	labels := make([]*opts.Label, len(s.points))
	last := s.last()
	if last < 0 {
		return labels
	}
	labels[last] = a.lastValue(s, a.label, float64(a.width))
	for _, n := range a.worth(s) {
		w := textWidth(s.texts[n], a.tick)
		x, y := a.centre(n), a.frame.y(s.numbers[n])
		for _, c := range s.sides(n) {
			b := beneath(c, x, y, w, a.tick)
			if a.free(b) && b.bottom < a.bottom {
				a.take(b)
				labels[n] = &opts.Label{Show: opts.Bool(true), Position: c, Formatter: literal(s.texts[n]), Color: "@text", FontSize: float32(a.tick)}
				break
			}
		}
	}
	return labels
}

// lastValue is the label of the last value: behind it, unless a target runs there or it would not fit before the edge; nil
// when there is no place for it.
func (a *annotations) lastValue(s *series, size int, edge float64) *opts.Label {
	n := s.last()
	w, h := textWidth(s.texts[n], size), float64(size)
	x, y := a.centre(n), a.frame.y(s.numbers[n])
	l := &opts.Label{Show: opts.Bool(true), Formatter: literal(s.texts[n]), Color: "@accent", FontWeight: "600", FontSize: float32(size)}
	behind := box{x + dot, y - h/2 - 3, x + gap + w, y + h/2 + 3}
	for _, side := range append([]string{"right"}, s.sides(n)...) {
		place := behind
		if side != "right" {
			place = beneath(side, x, y, w, size)
		}
		if a.free(place) && place.right <= edge {
			a.take(place)
			l.Position = side
			return l
		}
	}
	if behind.right > edge {
		return nil
	}
	a.take(behind)
	l.Position = "right"
	return l
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
func (o *option) endTexts() [][]string {
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
	spread(tags, a.top-labelRoom, a.bottom+axisRoom/2)
	for _, t := range tags {
		x := a.centre(at)
		a.take(box{x + dot, t.y - t.height/2, x + gap + widest(texts[t.index], a.label), t.y + t.height/2})
		a.write(float64(at)+0.5+dot/a.band(), a.scale.value((a.bottom-t.y)/(a.bottom-a.top)), opts.Label{
			Position: "right", Formatter: literal(strings.Join(texts[t.index], "\n")), Color: colour(t.index), FontWeight: "600",
			FontSize: float32(a.label), LineHeight: float32(a.label + 3),
		})
	}
}
