package figure

import (
	"math"
	"slices"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/go-echarts/go-echarts/v2/types"

	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
)

// annotations are what is written into a plot beside its data: targets, breaks, and names where lines and stacks end. They
// are put in as one silent series, on a hidden axis on which something can stand between or beside the periods.
type annotations struct {
	*option
	frame
	space
	roof   float64 // nothing stands above it
	lines  []markLine
	labels []lineItem // at places on the hidden axis
	axis   int        // the number of that axis, or 0 before it was needed
}

func (o *option) annotate(f frame, headroom float64) *annotations {
	return &annotations{option: o, frame: f, roof: f.top - headroom}
}

// trace notes where the line of a series runs, and where its dots stand.
func (a *annotations) trace(s *series) {
	for n := range s.points {
		if !s.shown(n) {
			continue
		}
		x, y := a.centre(n), a.frame.y(s.numbers[n])
		a.take(box{x - dot, y - dot, x + dot, y + dot})
		if s.joined(n) {
			a.strokes = append(a.strokes, stroke{x, y, a.centre(n + 1), a.frame.y(s.numbers[n+1])})
		}
	}
}

// breaks marks where a series cannot be compared across.
func (a *annotations) breaks(list []series) {
	var at []int
	for n := range list {
		at = append(at, list[n].breaks()...)
	}
	slices.Sort(at)
	word := a.language.Say("figure.break")
	width := textWidth(word, a.tick)
	for _, n := range slices.Compact(at) {
		x := a.frame.x(float64(n))
		place := box{x - width/2, a.top - breakRoom, x + width/2, a.top - 2}
		l := opts.Label{Show: opts.Bool(false)}
		if a.free(place) {
			a.take(place)
			l = opts.Label{Show: opts.Bool(true), Formatter: literal(word), Position: "end", Color: "@muted", FontSize: float32(a.tick)}
		}
		a.strokes = append(a.strokes, stroke{x, a.top, x, a.bottom})
		at := float64(n)
		a.lines = append(a.lines, markLine{XAxis: &at, LineStyle: &opts.LineStyle{Color: "@axis", Width: 1, Type: "solid"},
			Label: &l})
	}
}

// goal is a target as a line. It has the colour of the series whose it is, unless it is that of all.
type goal struct {
	value float64
	of    int // the first series that has it
	tint  string
}

// goals are the different targets of some series; none when they are more than a few, which could not be told apart: the
// table and the text still say them.
func goals(list []series) []goal {
	var out []goal
	holders := map[float64]int{}
	for n := range list {
		t := list[n].target
		if t == nil {
			continue
		}
		if holders[*t]++; holders[*t] == 1 {
			out = append(out, goal{*t, n, colour(n)})
		}
	}
	for n := range out {
		if holders[out[n].value] == len(list) {
			out[n].tint = "@target"
		}
	}
	if len(out) > 3 {
		return nil
	}
	return out
}

// elsewhere is where the label of a target goes that finds no place along its line.
type elsewhere int

const (
	upon   elsewhere = iota // over the lines, on the colour of the page
	beside                  // beside the plot, one word under the other
	unsaid                  // nowhere: the table says it
)

// targets draws the targets, each with its label along its line where the data leave room. It returns how many labels
// found none.
func (a *annotations) targets(list []series, otherwise elsewhere) (homeless int) {
	marks := goals(list)
	for n := range marks {
		m := &marks[n]
		text := a.target(&list[m.of])
		l := opts.Label{Show: opts.Bool(false)}
		written := opts.Label{Formatter: literal(text), Color: m.tint, FontSize: float32(a.tick)}
		y := a.frame.y(m.value)
		if slot, position, ok := a.alongside(&a.space, text, y); ok {
			written.Position = position
			a.write(slot, m.value, written)
		} else if slot, position, ok := a.alongside(&space{boxes: a.boxes}, text, y); ok && otherwise == upon {
			// Over a line, and over no point and no other label.
			written.Position, written.BackgroundColor = position, "@surface"
			a.write(slot, m.value, written)
		} else if homeless++; otherwise == beside {
			written.Show, written.Position, written.Formatter = opts.Bool(true), "end", literal(strings.Join(splitWords(text), "\n"))
			l = written
		}
		a.lines = append(a.lines, markLine{YAxis: &m.value, LineStyle: &opts.LineStyle{Color: m.tint, Width: 1.5, Type: "dashed"}, Label: &l})
	}
	return homeless
}

// targetRoom is the room that the labels of targets take beside a plot, word under word.
func (o *option) targetRoom(list []series) float64 {
	w := 0.0
	for _, g := range goals(list) {
		w = max(w, widest(splitWords(o.target(&list[g.of])), o.tick))
	}
	return math.Ceil(w) + gap
}

// alongside finds a place in a room for a text along a level line, above it or below, as far to the right as possible. slot is the
// middle of the text on the hidden axis.
func (a *annotations) alongside(room *space, text string, y float64) (slot float64, position string, ok bool) {
	width, height := textWidth(text, a.tick), float64(a.tick)
	if width+gap > a.right-a.left {
		return 0, "", false
	}
	for x := a.right; x-width >= a.left; x -= 6 {
		for _, c := range []struct {
			position string
			box      box
		}{{"top", box{x - width, y - height - 6, x, y - 2}}, {"bottom", box{x - width, y + 2, x, y + height + 6}}} {
			if room.free(c.box) && c.box.top >= a.roof && c.box.bottom < a.bottom {
				a.take(c.box)
				return (x - width/2 - a.left) / a.band(), c.position, true
			}
		}
	}
	return 0, "", false
}

// target writes the target of a series: "streefwaarde 3,5 %".
func (c *content) target(s *series) string {
	return c.language.Say("figure.target", "value", c.targetValue(s))
}

// targetValue writes a target with the decimals that it needs, which may be fewer than those of the values.
func (c *content) targetValue(s *series) string {
	decimals := 0
	for decimals < 6 && language.Round(*s.target, decimals) != *s.target {
		decimals++
	}
	if s.percent {
		return c.percent(*s.target, decimals)
	}
	return c.language.Number(*s.target, decimals)
}

// write puts a label beside a place on the hidden axis.
func (a *annotations) write(slot, value float64, l opts.Label) {
	l.Show = opts.Bool(true)
	a.labels = append(a.labels, lineItem{LineData: opts.LineData{Value: [2]float64{tidy(slot), tidy(value)}}, Label: &l})
}

// opaque undoes that ECharts draws scattered points, and what is written beside them, a little transparent.
var opaque = &opts.ItemStyle{Opacity: opts.Float(1)}

// put adds the annotations to the grid that was placed last.
func (a *annotations) put() {
	if a.scale.min < 0 && a.scale.max > 0 {
		// Where values go below zero, the periods stand at the foot and zero needs a line of its own.
		zero := 0.0
		a.lines = append(a.lines, markLine{YAxis: &zero, LineStyle: &opts.LineStyle{Color: "@axis", Width: 1, Type: "solid"}, Label: &opts.Label{Show: opts.Bool(false)}})
	}
	if len(a.lines) == 0 && len(a.labels) == 0 {
		return
	}
	y := len(a.grids) - 1
	x := a.over()
	s := seriesOption{
		SingleSeries: charts.SingleSeries{Type: types.ChartScatter, XAxisIndex: x, YAxisIndex: y, SymbolSize: 0, Data: a.labels, ItemStyle: opaque},
		Silent:       opts.Bool(true), Z: 5,
	}
	if len(a.zoom) == 0 {
		s.Clip = opts.Bool(false)
	}
	if a.labels == nil {
		s.Data = []lineItem{}
	}
	if len(a.lines) > 0 {
		s.MarkLine = &markLines{Symbol: "none", Silent: true, Data: a.lines}
	}
	a.layers = append(a.layers, s)
}

// over is the hidden axis, made when it is first needed; it is never the first.
func (a *annotations) over() int {
	if a.axis == 0 {
		a.axis = a.hidden(a.frame, len(a.grids)-1)
	}
	return a.axis
}

// aim notes where the lines of targets will run.
func (a *annotations) aim(list []series) {
	for _, g := range goals(list) {
		y := a.frame.y(g.value)
		a.strokes = append(a.strokes, stroke{a.left, y, a.right, y})
	}
}

// states says at the foot of the plot why a period shows nothing, where nothing else stands there and it fits: a gap that
// protects people should not look like one in the data.
func (a *annotations) states(list ...*series) {
	for m := range list[0].points {
		text := ""
		for _, s := range list {
			switch s.points[m].State {
			case report.Confidential:
				text = a.language.Say("figure.state.confidential")
			case report.Withheld:
				text = a.language.Say("figure.state.withheld")
			case report.Small:
				if a.spec.Kind == Stacked || a.spec.Kind == Share {
					text = a.language.Say("figure.state.withheld") // of a stack with a part that is hidden, all is
				}
			}
		}
		if text == "" {
			continue
		}
		lines := wrap(text, a.tick-1, a.band()-4, 3)
		x, height := a.centre(m), float64(len(lines)*(a.tick+1))
		place := box{x - a.band()/2, a.bottom - height - 6, x + a.band()/2, a.bottom}
		if widest(splitWords(text), a.tick-1) > a.band() || !a.free(place) {
			continue
		}
		a.take(place)
		a.write(float64(m)+0.5, a.scale.min, opts.Label{Position: "top", Formatter: literal(strings.Join(lines, "\n")), Color: "@muted", FontSize: float32(a.tick - 1), LineHeight: float32(a.tick + 1)})
	}
}

// tiny writes "<5" at the foot of the plot where a count is too small to be shown.
func (o *option) tiny(s *series, x, y int) {
	var items []lineItem
	for n, p := range s.points {
		if p.State == report.Small && s.kind == model.Count {
			items = append(items, lineItem{LineData: opts.LineData{Name: o.small, Value: [2]float64{float64(n), 0}}})
		}
	}
	if items == nil {
		return
	}
	o.layers = append(o.layers, seriesOption{SingleSeries: charts.SingleSeries{
		Name: s.name, Type: types.ChartScatter, XAxisIndex: x, YAxisIndex: y, SymbolSize: 0, Data: items, ItemStyle: opaque,
		Label: &opts.Label{Show: opts.Bool(true), Formatter: "@label", Position: "top", Color: "@muted", FontSize: float32(o.tick)},
	}})
}
