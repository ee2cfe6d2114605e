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

// annotations are what is written into a plot beside its data: targets, breaks, and names where lines and stacks end. They are
// put in as one silent series, on a hidden axis when something stands between or beside the periods.
type annotations struct {
	*option
	frame
	space
	roof   float64 // nothing stands above it
	lines  []markLine
	labels []lineItem // at places on the hidden axis
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
			Label: &markLabel{Label: l}})
	}
}

// goal is a target as a line: the first of the series that has it gives it its colour.
type goal struct {
	value  float64
	series int
}

// goals are the different targets of some series; none when they are more than a few, which could not be told apart: the
// table and the text still say them.
func goals(list []series) []goal {
	var out []goal
	for n := range list {
		if t := list[n].target; t != nil && !slices.ContainsFunc(out, func(g goal) bool { return g.value == *t }) {
			out = append(out, goal{*t, n})
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
	upon   elsewhere = iota // over the data, on the colour of the page
	beside                  // beside the plot, one word under the other
	unsaid                  // nowhere: a small chart leaves it to the table
)

// targets draws the targets, each with its label along its line where the data leave room. It returns how many labels
// found none.
func (a *annotations) targets(list []series, otherwise elsewhere) (homeless int) {
	marks := goals(list)
	for n := range marks {
		m := &marks[n]
		tint := "@target"
		if len(marks) > 1 {
			tint = colour(m.series)
		}
		text := a.target(&list[m.series])
		l := opts.Label{Show: opts.Bool(false)}
		if slot, position, ok := a.alongside(text, a.frame.y(m.value)); ok {
			a.write(slot, m.value, opts.Label{Position: position, Formatter: literal(text), Color: tint, FontSize: float32(a.tick)})
		} else {
			homeless++
			l = opts.Label{Show: opts.Bool(otherwise != unsaid), Position: "insideEndTop", Formatter: literal(text), Color: tint, FontSize: float32(a.tick), BackgroundColor: "@surface"}
			if otherwise == beside {
				l.Position, l.BackgroundColor, l.Formatter = "end", "", literal(strings.Join(splitWords(text), "\n"))
			}
		}
		a.lines = append(a.lines, markLine{YAxis: &m.value, LineStyle: &opts.LineStyle{Color: tint, Width: 1.5, Type: "dashed"}, Label: &markLabel{Label: l}})
	}
	return homeless
}

// targetRoom is the room that the labels of targets take beside a plot, word under word.
func (o *option) targetRoom(list []series) float64 {
	w := 0.0
	for _, g := range goals(list) {
		w = max(w, widest(splitWords(o.target(&list[g.series])), o.tick))
	}
	return math.Ceil(w) + gap
}

// alongside finds a place for a text along a level line, above it or below, as far to the right as possible. slot is the
// middle of the text on the hidden axis.
func (a *annotations) alongside(text string, y float64) (slot float64, position string, ok bool) {
	width, height := textWidth(text, a.tick), float64(a.tick)
	if width+gap > a.right-a.left {
		return 0, "", false
	}
	for x := a.right; x-width >= a.left; x -= 6 {
		for _, c := range []struct {
			position string
			box      box
		}{{"top", box{x - width, y - height - 6, x, y - 2}}, {"bottom", box{x - width, y + 2, x, y + height + 6}}} {
			if a.free(c.box) && c.box.top >= a.roof && c.box.bottom < a.bottom {
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
	if len(a.lines) == 0 && len(a.labels) == 0 {
		return
	}
	y := len(a.grids) - 1
	x := a.hidden(a.frame, y)
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
