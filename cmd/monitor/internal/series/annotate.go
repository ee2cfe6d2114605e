package series

import (
	"math"
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/plot"
	"utwente.nl/monitor/cmd/monitor/internal/report"
	"utwente.nl/monitor/cmd/monitor/internal/scene"
)

// annotations is a panel with what is written beside its data: targets, breaks, and names where
// lines and stacks end.
type annotations struct {
	*picture
	*plot.Panel
	plot.Space
	roof float64 // nothing is written above it
}

func (o *picture) annotate(f plot.Area, headroom float64) *annotations {
	return &annotations{picture: o, Panel: &plot.Panel{Area: f}, roof: f.Top - headroom}
}

// avoidLine takes the room of the line of a series, of its dots, and of the line at zero.
func (a *annotations) avoidLine(s *series) {
	if a.Scale.Min <= 0 {
		a.Strokes = append(a.Strokes, plot.Stroke{X1: a.Left, Y1: a.Area.Y(0), X2: a.Right, Y2: a.Area.Y(0)})
	}
	for n := range s.points {
		if !s.shown(n) {
			continue
		}
		x, y := a.Centre(n), a.Area.Y(s.numbers[n])
		a.Take(plot.Box{Left: x - plot.Dot, Top: y - plot.Dot, Right: x + plot.Dot, Bottom: y + plot.Dot})
		if s.joined(n) {
			a.Strokes = append(a.Strokes,
				plot.Stroke{X1: x, Y1: y, X2: a.Centre(n + 1), Y2: a.Area.Y(s.numbers[n+1])})
		}
	}
}

// breaks marks the periods across which a series cannot be compared.
func (a *annotations) breaks(list []series) {
	var at []int
	for n := range list {
		at = append(at, list[n].breaks()...)
	}
	slices.Sort(at)
	word := a.language.Say("figure.break")
	width := plot.TextWidth(word, a.Tick)
	for _, n := range slices.Compact(at) {
		x := a.Area.X(float64(n))
		for _, middle := range []float64{x, x - width/2, x + width/2} {
			place := plot.Box{Left: middle - width/2, Top: a.Top - breakRoom, Right: middle + width/2, Bottom: a.Top - 2}
			if a.Free(place) {
				a.Take(place)
				a.Write(middle, a.Top-plot.LabelGap-float64(a.Tick)/2, scene.Middle, plot.Muted(a.Tick), word)
				break
			}
		}
		a.Strokes = append(a.Strokes, plot.Stroke{X1: x, Y1: a.Top, X2: x, Y2: a.Bottom})
		a.Rules = append(a.Rules, plot.Rule{At: float64(n), Vertical: true, Style: plot.Pen{Tint: "axis", Width: 1}})
	}
}

// goal is a target as a line. It has the colour of its series, or that of targets when all series
// share it.
type goal struct {
	value float64
	of    int // the first series that has it
	tint  scene.Role
}

// goals returns the different targets of some series. It returns none when there are more than
// three, which nobody could tell apart; the table and the text alternative still have them.
func goals(list []series) []goal {
	var out []goal
	holders := map[float64]int{}
	for n := range list {
		t := list[n].target
		if t == nil {
			continue
		}
		if holders[*t]++; holders[*t] == 1 {
			out = append(out, goal{*t, n, plot.SeriesTint(n)})
		}
	}
	for n := range out {
		if holders[out[n].value] == len(list) {
			out[n].tint = "target"
		}
	}
	if len(out) > 3 {
		return nil
	}
	return out
}

// elsewhere says where the label of a target goes when there is no room along its line.
type elsewhere int

const (
	upon   elsewhere = iota // over lines, on the colour of the page
	beside                  // beside the plot, one word under the other
	unsaid                  // nowhere: the table says it
)

// targets draws the targets, each with its label along its line where the data leave room. It
// returns how many labels have no place.
func (a *annotations) targets(list []series, otherwise elsewhere) (unplaced int) {
	marks := goals(list)
	for n := range marks {
		m := &marks[n]
		text := a.target(&list[m.of])
		i := plot.Ink{Size: a.Tick, Tint: m.tint}
		y := a.Area.Y(m.value)
		if x, middle, ok := a.alongside(&a.Space, text, y); ok {
			a.Write(x, middle, scene.Middle, i, text)
		} else if x, middle, ok := a.alongside(&plot.Space{Boxes: a.Boxes}, text, y); ok && otherwise == upon {
			a.Write(x, middle, scene.Middle, i, text) // over a line, and over no point and no other label
		} else if unplaced++; otherwise == beside {
			a.Write(a.Right+plot.LabelGap, y, scene.Start, i, plot.SplitWords(text)...)
		}
		a.Rules = append(a.Rules,
			plot.Rule{At: m.value, Vertical: false, Style: plot.Pen{Tint: m.tint, Width: 1.5, Dashed: true}})
	}
	return unplaced
}

// targetRoom is the width of the labels of targets beside a plot, one word under another.
func (o *picture) targetRoom(list []series) float64 {
	w := 0.0
	for _, g := range goals(list) {
		w = max(w, plot.Widest(plot.SplitWords(o.target(&list[g.of])), o.Tick))
	}
	return math.Ceil(w) + plot.Gap
}

// alongside finds a place for a text above or below a level line, as far to the right as possible.
// It returns the middle of the text.
func (a *annotations) alongside(room *plot.Space, text string, y float64) (x, middle float64, ok bool) {
	width, height := plot.TextWidth(text, a.Tick), float64(a.Tick)
	if width+plot.Gap > a.Right-a.Left {
		return 0, 0, false
	}
	for x := a.Right; x-width >= a.Left; x -= 6 {
		for _, b := range []plot.Box{
			{Left: x - width, Top: y - height - 6, Right: x, Bottom: y - 2},
			{Left: x - width, Top: y + 2, Right: x, Bottom: y + height + 6},
		} {
			if room.Free(b) && b.Top >= a.roof && b.Bottom < a.Bottom {
				a.Take(b)
				return x - width/2, b.Middle(), true
			}
		}
	}
	return 0, 0, false
}

// target writes the target of a series: "streefwaarde 3,5 %".
func (c *content) target(s *series) string {
	return c.language.Say("figure.target", "value", c.targetValue(s))
}

// targetValue writes a target with as many decimals as it needs, which may be fewer than values
// have.
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

// zeroLine adds a line at zero when values go below it; the periods are then at the foot of the
// plot.
func (a *annotations) zeroLine() {
	if a.Scale.Min < 0 && a.Scale.Max > 0 {
		a.Rules = append(a.Rules, plot.Rule{At: 0, Vertical: false, Style: plot.Pen{Tint: "axis", Width: 1}})
	}
}

// avoidTargets takes the room of the lines of targets.
func (a *annotations) avoidTargets(list []series) {
	for _, g := range goals(list) {
		y := a.Area.Y(g.value)
		a.Strokes = append(a.Strokes, plot.Stroke{X1: a.Left, Y1: y, X2: a.Right, Y2: y})
	}
}

// gapReasons says at the foot of the plot why a period shows nothing, where there is room: a gap
// that protects people should not look like missing data.
func (a *annotations) gapReasons(list ...*series) {
	for m := range list[0].points {
		text := ""
		for _, s := range list {
			switch s.points[m].State {
			case report.Confidential:
				text = a.language.Say("figure.state.confidential")
			case report.Withheld:
				text = a.language.Say("figure.state.withheld")
			case report.Small:
				if a.spec.Kind == figure.Stacked || a.spec.Kind == figure.Share {
					text = a.language.Say("figure.state.withheld") // of a stack with a part that is hidden, all is
				}
			}
		}
		if text == "" {
			continue
		}
		lines := plot.Wrap(text, a.Tick-1, a.Band()-4, 3)
		x, deep := a.Centre(m), plot.Height(lines, a.Tick-1)
		place := plot.Box{Left: x - a.Band()/2, Top: a.Bottom - deep - 6, Right: x + a.Band()/2, Bottom: a.Bottom}
		if plot.Widest(plot.SplitWords(text), a.Tick-1) > a.Band() || !a.Free(place) {
			continue
		}
		a.Take(place)
		a.Write(x, a.Bottom-plot.LabelGap-deep/2, scene.Middle, plot.Muted(a.Tick-1), lines...)
	}
}

// smallCounts writes "<5" at the foot of the plot where a count is too small to be shown.
func (a *annotations) smallCounts(s *series) {
	for n, p := range s.points {
		if p.State == report.Small && s.kind == model.Count {
			a.Write(a.Centre(n), a.Area.Y(0)-plot.LabelGap-float64(a.Tick)/2, scene.Middle, plot.Muted(a.Tick),
				a.small)
		}
	}
}
