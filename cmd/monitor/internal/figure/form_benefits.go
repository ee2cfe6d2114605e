package figure

import (
	"slices"
	"strconv"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/appraisal"
	"utwente.nl/monitor/cmd/monitor/internal/scene"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// Benefits: what the measures of each efficient budget yield together, against what they cost, with what was chosen beside
// what yields most for the same money.

var benefitsForm = form{
	lacking: func(s *landscape) *Problem {
		if a := s.report.Appraisal; a == nil || len(a.Measures) == 0 || len(a.Curve) == 0 {
			return s.nothing(wording.Refer("phrase.no-measures"))
		}
		return nil
	},
	title: func(s *landscape) string { return s.word("figure.benefits.title") },
	draw: func(s *landscape, d *Drawing) {
		a := s.report.Appraisal
		d.Unit = s.word("figure.benefits.unit")
		d.Sources = []Source{{Text: s.word("figure.benefits.source", "n", s.language.Number(float64(len(a.Measures)), 0))}}
		for _, m := range a.Measures {
			d.Example = d.Example || m.Measure.Example
		}
		d.Wide, d.Narrow = s.curvePlot(wide), s.curvePlot(narrow)
		d.ledger = s.curveLedger()
		d.Alt = s.curveAlt()
	},
}

// yields is what a set yields: low, expected and high.
func yields(a *appraisal.Appraisal, set appraisal.Set) appraisal.Range {
	r := appraisal.Range{Expected: set.Benefit}
	for n, in := range set.Members {
		if in {
			b := a.Measures[n].Measure.Benefit
			r.Low, r.High = r.Low+b.Low, r.High+b.High
		}
	}
	return r
}

// steps are the points of the curve, from nothing.
func (s *landscape) steps() []appraisal.Step {
	curve := s.report.Appraisal.Curve
	if curve[0].Cost > 0 {
		return append([]appraisal.Step{{}}, curve...)
	}
	return curve
}

// change names what a step takes in and lets go: "+ meldknop, − posters".
func (s *landscape) step(x appraisal.Step) string {
	var out []string
	for _, n := range x.Added {
		out = append(out, s.say(s.report.Appraisal.Measures[n].Measure.Title))
	}
	for _, n := range x.Removed {
		out = append(out, s.word("figure.benefits.without", "measure", s.say(s.report.Appraisal.Measures[n].Measure.Title)))
	}
	return strings.Join(out, ", ")
}

func (s *landscape) curveLedger() *ledger {
	a := s.report.Appraisal
	euros := func(n string) string { return s.word("figure.euros", "n", n) }
	g := &ledger{corner: s.word("figure.column.set"), key: "set", columns: []entry{
		{key: "cost", heading: s.word("figure.column.cost"), form: euros},
		{key: "benefit", heading: s.word("figure.column.benefit"), form: euros},
		{key: "benefit", heading: s.word("figure.column.benefit-range"), form: euros, interval: true},
		{key: "measures", heading: s.word("figure.column.measures")},
	}}
	add := func(id, name string, set appraisal.Set) {
		y, members := yields(a, set), 0
		for _, in := range set.Members {
			if in {
				members++
			}
		}
		g.rows = append(g.rows, record{id, name, []datum{count(set.Cost), count(set.Benefit), bounds(y.Low, y.High), count(float64(members))}})
	}
	n := 0
	for _, x := range s.steps() {
		if name := s.step(x); name != "" {
			n++
			add("step-"+strconv.Itoa(n), s.word("figure.benefits.step", "n", strconv.Itoa(n), "measures", name), x.Set)
		}
	}
	if slices.Contains(a.Chosen.Members, true) {
		add("chosen", s.word("figure.benefits.chosen"), a.Chosen)
		add("efficient", s.word("figure.benefits.efficient"), a.Efficient)
	}
	return g
}

func (s *landscape) curveAlt() string {
	a := s.report.Appraisal
	curve := s.steps()
	last := curve[len(curve)-1]
	y := yields(a, last.Set)
	var t sentences
	t.add(s.word("figure.benefits.alt", "cost", s.euros(last.Cost), "benefit", s.euros(last.Benefit), "low", s.euros(y.Low), "high", s.euros(y.High)))
	if slices.Contains(a.Chosen.Members, true) {
		t.add(s.word("figure.benefits.alt-chosen", "cost", s.euros(a.Chosen.Cost), "benefit", s.euros(a.Chosen.Benefit)))
		if a.Efficient.Benefit > a.Chosen.Benefit {
			t.add(s.word("figure.benefits.alt-efficient", "more", s.euros(a.Efficient.Benefit-a.Chosen.Benefit), "cost", s.euros(a.Efficient.Cost), "benefit", s.euros(a.Efficient.Benefit)))
		} else {
			t.add(s.word("figure.benefits.alt-same"))
		}
	}
	return strings.Join(t, " ")
}

// thousands writes an amount of an axis: "€ 500 k" or "€ 2 mln"; unit says which for all of an axis.
func (s *landscape) thousands(x float64, top float64) string {
	switch {
	case x == 0:
		return s.word("figure.euros", "n", "0")
	case top >= 2e6:
		return s.word("figure.euros-millions", "n", s.language.Number(x/1e6, 1))
	case top >= 2e3:
		return s.word("figure.euros-thousands", "n", s.language.Number(x/1e3, 0))
	}
	return s.euros(x)
}

func (s *landscape) curvePlot(on canvas) Plot {
	p := newSheet(s, on)
	a, curve := s.report.Appraisal, s.steps()
	costs, benefits := []float64{a.Chosen.Cost}, []float64{a.Chosen.Benefit}
	for _, x := range curve {
		costs, benefits = append(costs, x.Cost), append(benefits, x.Benefit)
		if s.banded(curve) {
			benefits = append(benefits, yields(a, x.Set).High)
		}
	}
	steps, tall := 5, 430.0
	if on.narrow() {
		steps, tall = 3, 320
	}
	across, up := newScale(costs, true, false, steps), newScale(benefits, true, false, steps)
	y := 0.0
	p.write(0, y+lineHeight(p.tick)/2, scene.Start, p.strong(), "↑ "+s.word("figure.column.benefit"))
	y += lineHeight(p.tick) + gap
	left := 0.0
	for _, tick := range up.ticks() {
		left = max(left, textWidth(s.thousands(tick, up.max), p.tick))
	}
	f := box{left + gap, y, float64(p.width) - 2, y + tall}
	inset := 44.0 // for the words at the ends of the lines
	x := func(v float64) float64 { return f.left + across.fraction(v)*(f.right-inset-f.left) }
	h := func(v float64) float64 { return f.bottom - up.fraction(v)*(f.bottom-f.top) }
	for _, tick := range up.ticks() {
		p.line(stylus{tint: "grid", width: 1}, [2]float64{f.left, h(tick)}, [2]float64{f.right, h(tick)})
		p.write(f.left-6, h(tick), scene.End, p.quiet(), s.thousands(tick, up.max))
	}
	for _, tick := range across.ticks() {
		p.write(x(tick), f.bottom+13, scene.Middle, p.quiet(), s.thousands(tick, across.max))
	}
	p.write(f.right, f.bottom+13+lineHeight(p.tick)+2, scene.End, p.strong(), s.word("figure.column.cost")+" →")
	s.curve(p, curve, x, h)
	captions, inks, taken := s.curveMarks(p, curve, x, h)
	settle(captions, f, taken)
	p.caption(captions, inks)
	bottom := f.bottom + 13 + 2*lineHeight(p.tick)
	if on.narrow() {
		bottom = s.stepKey(p, bottom+gap, curve)
	}
	return p.put(bottom)
}

// widestBand is how many times the expected benefit the high one may be to be drawn: above that the curve, which is what the
// figure is for, would be pressed flat. The table and the text alternative have the range all the same.
const widestBand = 2

// banded tells whether the low and the high benefits are drawn beside the expected ones.
func (s *landscape) banded(curve []appraisal.Step) bool {
	last := curve[len(curve)-1]
	return yields(s.report.Appraisal, last.Set).High <= widestBand*last.Benefit
}

// curve draws the line of expected benefits, and those of the low and the high ones thin beside it.
func (s *landscape) curve(p *sheet, curve []appraisal.Step, x, h func(float64) float64) {
	var low, mid, high [][2]float64
	for _, step := range curve {
		r := yields(s.report.Appraisal, step.Set)
		low, mid, high = append(low, [2]float64{x(step.Cost), h(r.Low)}), append(mid, [2]float64{x(step.Cost), h(step.Benefit)}), append(high, [2]float64{x(step.Cost), h(r.High)})
	}
	if !s.banded(curve) {
		p.line(stylus{tint: "accent", width: 2.5}, mid...)
		return
	}
	thin := stylus{tint: "axis", width: 1, dashed: true}
	p.line(thin, low...)
	p.line(thin, high...)
	p.line(stylus{tint: "accent", width: 2.5}, mid...)
	for _, end := range []struct {
		at  [2]float64
		key string
	}{{low[len(low)-1], "figure.benefits.low"}, {high[len(high)-1], "figure.benefits.high"}} {
		p.write(end.at[0]+5, end.at[1], scene.Start, ink{size: p.tick - 1, tint: "muted"}, s.word(end.key))
	}
}

// curveMarks draws the steps and the two sets, and gives their captions.
func (s *landscape) curveMarks(p *sheet, curve []appraisal.Step, x, h func(float64) float64) (captions []*caption, inks []ink, taken space) {
	a := s.report.Appraisal
	add := func(set appraisal.Set, radius float64, variants [][]string, i ink) {
		captions = append(captions, &caption{x: x(set.Cost), y: h(set.Benefit), radius: radius, size: i.size, variants: variants})
		inks = append(inks, i)
	}
	bold := ink{size: p.tick, tint: "text", bold: true}
	if slices.Contains(a.Chosen.Members, true) {
		for _, set := range []struct {
			appraisal.Set
			key  string
			tint scene.Role
		}{{a.Chosen, "figure.benefits.chosen", "target"}, {a.Efficient, "figure.benefits.efficient", "accent"}} {
			name := s.word(set.key)
			said := name + "\n" + s.word("figure.benefits.said", "cost", s.euros(set.Cost), "benefit", s.euros(set.Benefit))
			style := solid(set.tint, 1)
			if set.key == "figure.benefits.efficient" {
				style = hollow(set.tint)
				style.Width = 3
			}
			p.dot(x(set.Cost), h(set.Benefit), 8, style, said)
			text := append(wrap(name, bold.size, 150, 2), s.euros(set.Benefit))
			add(set.Set, 9, [][]string{text, wrap(name+" "+s.euros(set.Benefit), bold.size, 130, 4)}, bold)
		}
	}
	n := 0
	var before *appraisal.Step
	for k := range curve {
		step := curve[k]
		if before != nil {
			taken.strokes = append(taken.strokes, stroke{x(before.Cost), h(before.Benefit), x(step.Cost), h(step.Benefit)})
			if s.banded(curve) {
				taken.strokes = append(taken.strokes,
					stroke{x(before.Cost), h(yields(a, before.Set).High), x(step.Cost), h(yields(a, step.Set).High)},
					stroke{x(before.Cost), h(yields(a, before.Set).Low), x(step.Cost), h(yields(a, step.Set).Low)})
			}
		}
		before = &curve[k]
		name := s.step(step)
		if name == "" {
			continue
		}
		n++
		said := name + "\n" + s.word("figure.benefits.said", "cost", s.euros(step.Cost), "benefit", s.euros(step.Benefit))
		p.dot(x(step.Cost), h(step.Benefit), 3.5, solid("accent", 1), said)
		i := ink{size: p.tick - 1, tint: "text"}
		variants := [][]string{{strconv.Itoa(n)}}
		if !p.narrow() {
			variants = broken(name, i.size, 120)
		}
		add(step.Set, 4, variants, i)
	}
	return captions, inks, taken
}

// stepKey says what the numbers of the steps stand for.
func (s *landscape) stepKey(p *sheet, y float64, curve []appraisal.Step) float64 {
	const room = 28.0
	n := 0
	for _, step := range curve {
		name := s.step(step)
		if name == "" {
			continue
		}
		n++
		lines := wrap(name, p.tick, float64(p.width)-room, 3)
		p.write(room-gap, y+lineHeight(p.tick)/2, scene.End, p.strong(), strconv.Itoa(n))
		p.write(room, y+height(lines, p.tick)/2, scene.Start, p.plain(), lines...)
		y += height(lines, p.tick) + 4
	}
	return y
}
