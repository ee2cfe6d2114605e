package figure

import (
	"math"
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
	"utwente.nl/monitor/cmd/monitor/internal/scene"
)

// annotations are a panel with what is written into it beside its data: targets, breaks, and names where lines and stacks
// end.
type annotations struct {
	*picture
	*panel
	space
	roof float64 // nothing stands above it
}

func (o *picture) annotate(f frame, headroom float64) *annotations {
	return &annotations{picture: o, panel: &panel{frame: f}, roof: f.top - headroom}
}

// follow notes where the line of a series runs, where its dots stand, and where zero lies.
func (a *annotations) follow(s *series) {
	if a.scale.min <= 0 {
		a.strokes = append(a.strokes, stroke{a.left, a.frame.y(0), a.right, a.frame.y(0)})
	}
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
		if a.free(place) {
			a.take(place)
			a.write(x, a.top-fromMark-float64(a.tick)/2, scene.Middle, a.muted(a.tick), word)
		}
		a.strokes = append(a.strokes, stroke{x, a.top, x, a.bottom})
		a.rules = append(a.rules, rule{float64(n), true, stylus{tint: "axis", width: 1}})
	}
}

// muted is the ink of what stands back.
func (c canvas) muted(size int) ink { return ink{size: size, tint: "muted"} }

// goal is a target as a line. It has the colour of the series whose it is, unless it is that of all.
type goal struct {
	value float64
	of    int // the first series that has it
	tint  scene.Role
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
			out[n].tint = "target"
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
		i := ink{size: a.tick, tint: m.tint}
		y := a.frame.y(m.value)
		if x, middle, ok := a.alongside(&a.space, text, y); ok {
			a.write(x, middle, scene.Middle, i, text)
		} else if x, middle, ok := a.alongside(&space{boxes: a.boxes}, text, y); ok && otherwise == upon {
			a.write(x, middle, scene.Middle, i, text) // over a line, and over no point and no other label
		} else if homeless++; otherwise == beside {
			a.write(a.right+fromMark, y, scene.Start, i, splitWords(text)...)
		}
		a.rules = append(a.rules, rule{m.value, false, stylus{tint: m.tint, width: 1.5, dashed: true}})
	}
	return homeless
}

// targetRoom is the room that the labels of targets take beside a plot, word under word.
func (o *picture) targetRoom(list []series) float64 {
	w := 0.0
	for _, g := range goals(list) {
		w = max(w, widest(splitWords(o.target(&list[g.of])), o.tick))
	}
	return math.Ceil(w) + gap
}

// alongside finds a place in a room for a text along a level line, above it or below, as far to the right as possible. It
// returns the middle of the text.
func (a *annotations) alongside(room *space, text string, y float64) (x, middle float64, ok bool) {
	width, height := textWidth(text, a.tick), float64(a.tick)
	if width+gap > a.right-a.left {
		return 0, 0, false
	}
	for x := a.right; x-width >= a.left; x -= 6 {
		for _, b := range []box{{x - width, y - height - 6, x, y - 2}, {x - width, y + 2, x, y + height + 6}} {
			if room.free(b) && b.top >= a.roof && b.bottom < a.bottom {
				a.take(b)
				return x - width/2, b.middle(), true
			}
		}
	}
	return 0, 0, false
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

// put adds the line of zero where values go below it: then the periods stand at the foot, and zero needs a line of its own.
func (a *annotations) put() {
	if a.scale.min < 0 && a.scale.max > 0 {
		a.rules = append(a.rules, rule{0, false, stylus{tint: "axis", width: 1}})
	}
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
		x, deep := a.centre(m), height(lines, a.tick-1)
		place := box{x - a.band()/2, a.bottom - deep - 6, x + a.band()/2, a.bottom}
		if widest(splitWords(text), a.tick-1) > a.band() || !a.free(place) {
			continue
		}
		a.take(place)
		a.write(x, a.bottom-fromMark-deep/2, scene.Middle, a.muted(a.tick-1), lines...)
	}
}

// tiny writes "<5" at the foot of the plot where a count is too small to be shown.
func (a *annotations) tiny(s *series) {
	for n, p := range s.points {
		if p.State == report.Small && s.kind == model.Count {
			a.write(a.centre(n), a.frame.y(0)-fromMark-float64(a.tick)/2, scene.Middle, a.muted(a.tick), a.small)
		}
	}
}
