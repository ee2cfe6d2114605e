package landscape

import (
	"slices"
	"strconv"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/appraisal"
	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/plot"
	"utwente.nl/monitor/cmd/monitor/internal/scene"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// Benefits shows a curve of how much the best sets of measures yield against their cost. The set
// that was chosen is marked, and so is the set that yields most for the same money.

var benefitsForm = form{
	lacking: func(s *landscape) *figure.Problem {
		if a := s.report.Appraisal; a == nil || len(a.Measures) == 0 || len(a.Curve) == 0 {
			return s.nothingToShow(wording.Refer("phrase.no-measures"))
		}
		return nil
	},
	title: func(s *landscape) string { return s.word("figure.benefits.title") },
	found: func(s *landscape) string {
		a := s.report.Appraisal
		more := a.Efficient.Benefit - a.Chosen.Benefit
		if !slices.Contains(a.Chosen.Members, true) || more <= 0 {
			return ""
		}
		return s.word("figure.benefits.found", "more", s.language.Amount(more))
	},
	draw: func(s *landscape, d *figure.Drawing) {
		a := s.report.Appraisal
		d.Unit = s.word("figure.benefits.unit")
		d.Sources = []figure.Source{
			{Text: s.language.Count("figure.benefits.source", len(a.Measures))},
		}
		d.Wide, d.Narrow = s.curvePlot(plot.Wide), s.curvePlot(plot.Narrow)
		d.Full = func() figure.Plot { return s.curvePlot(plot.Full) }
		d.Ledger = s.curveLedger()
		d.Alt = s.curveAlt()
	},
}

// yields returns what a set yields: low, expected and high.
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

// steps returns the points of the curve, starting at nothing.
func (s *landscape) steps() []appraisal.Step {
	curve := s.report.Appraisal.Curve
	if curve[0].Cost > 0 {
		return append([]appraisal.Step{{}}, curve...)
	}
	return curve
}

// stepText names the measures that a step adds and drops: "meldknop, zonder posters".
func (s *landscape) stepText(x appraisal.Step) string {
	var out []string
	for _, n := range x.Added {
		out = append(out, s.text(s.report.Appraisal.Measures[n].Measure.Title))
	}
	for _, n := range x.Removed {
		out = append(out,
			s.word("figure.benefits.without", "measure", s.text(s.report.Appraisal.Measures[n].Measure.Title)))
	}
	return strings.Join(out, ", ")
}

func (s *landscape) curveLedger() *figure.Ledger {
	a := s.report.Appraisal
	euros := func(n string) string { return s.word("figure.euros", "n", n) }
	g := &figure.Ledger{Corner: s.word("figure.column.set"), Key: "set", Columns: []figure.Column{
		{Key: "cost", Heading: s.word("figure.column.cost"), Decorate: euros},
		{Key: "benefit", Heading: s.word("figure.column.benefit"), Decorate: euros},
		{Key: "benefit", Heading: s.word("figure.column.benefit-range"), Decorate: euros, Interval: true},
		{Key: "measures", Heading: s.word("figure.column.measures")},
	}}
	add := func(id, name string, set appraisal.Set) {
		y, members, example := yields(a, set), 0, false
		for n, in := range set.Members {
			if in {
				members++
				example = example || a.Measures[n].Measure.Example
			}
		}
		g.Records = append(g.Records, figure.Record{
			ID:   id,
			Name: name,
			Data: []figure.Datum{figure.Number(set.Cost).Of(example), figure.Number(set.Benefit).Of(example),
				figure.Interval(y.Low, y.High).Of(example), figure.Number(float64(members))},
		})
	}
	n := 0
	for _, x := range s.steps() {
		if name := s.stepText(x); name != "" {
			n++
			add("step-"+strconv.Itoa(n), s.word("figure.benefits.step", "n", strconv.Itoa(n), "measures", name),
				x.Set)
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
	var t []string
	t = append(t, s.word("figure.benefits.alt", "cost", s.language.Amount(last.Cost), "benefit", s.language.Amount(last.Benefit),
		"low", s.language.Amount(y.Low), "high", s.language.Amount(y.High)))
	if slices.Contains(a.Chosen.Members, true) {
		t = append(t, s.word("figure.benefits.alt-chosen", "cost", s.language.Amount(a.Chosen.Cost),
			"benefit", s.language.Amount(a.Chosen.Benefit)))
		if a.Efficient.Benefit > a.Chosen.Benefit {
			t = append(t, s.word("figure.benefits.alt-efficient",
				"more", s.language.Amount(a.Efficient.Benefit-a.Chosen.Benefit),
				"cost", s.language.Amount(a.Efficient.Cost), "benefit", s.language.Amount(a.Efficient.Benefit)))
		} else {
			t = append(t, s.word("figure.benefits.alt-same"))
		}
	}
	return language.Paragraph(t...)
}

// axisEuros writes an amount at an axis: "€ 500 k" or "€ 2 mln". The top of the axis decides which,
// so that all its amounts are written alike.
func (s *landscape) axisEuros(x float64, top float64) string {
	switch {
	case x == 0:
		return s.word("figure.euros", "n", "0")
	case top >= 2e6:
		return s.word("figure.euros-millions", "n", s.language.Number(x/1e6, 1))
	case top >= 2e3:
		return s.word("figure.euros-thousands", "n", s.language.Number(x/1e3, 0))
	}
	return s.language.Euros(x)
}

func (s *landscape) curvePlot(on plot.Canvas) figure.Plot {
	p := newPicture(s, on)
	a, curve := s.report.Appraisal, s.steps()
	costs, benefits := []float64{a.Chosen.Cost}, []float64{a.Chosen.Benefit}
	for _, x := range curve {
		costs, benefits = append(costs, x.Cost), append(benefits, x.Benefit)
		if s.banded(curve) {
			benefits = append(benefits, yields(a, x.Set).High)
		}
	}
	steps, tall := 5, 430.0
	switch {
	case on.Narrow():
		steps, tall = 3, 320
	case on == plot.Full:
		tall = 520
	case s.byNumber(on, curve):
		tall = 360 // with the key below it, on the sheet where the page begins
	}
	across, up := plot.NewScale(costs, true, false, steps), plot.NewScale(benefits, true, false, steps)
	y := 0.0
	p.Write(0, y+plot.LineHeight(p.Tick)/2, scene.Start, plot.Bold(p.Tick), "↑ "+s.word("figure.column.benefit"))
	y += plot.LineHeight(p.Tick) + plot.Gap
	left := 0.0
	for _, tick := range up.Ticks() {
		left = max(left, plot.TextWidth(s.axisEuros(tick, up.Max), p.Tick))
	}
	f := plot.Box{Left: left + plot.Gap, Top: y, Right: float64(p.Width) - 2, Bottom: y + tall}
	inset := 44.0 // for the words at the ends of the lines
	x := func(v float64) float64 { return f.Left + across.Fraction(v)*(f.Right-inset-f.Left) }
	h := func(v float64) float64 { return f.Bottom - up.Fraction(v)*(f.Bottom-f.Top) }
	for _, tick := range up.Ticks() {
		p.Line(plot.Pen{Tint: "grid", Width: 1}, [2]float64{f.Left, h(tick)}, [2]float64{f.Right, h(tick)})
		p.Write(f.Left-6, h(tick), scene.End, plot.Muted(p.Tick), s.axisEuros(tick, up.Max))
	}
	for _, tick := range across.Ticks() {
		p.Write(x(tick), f.Bottom+13, scene.Middle, plot.Muted(p.Tick), s.axisEuros(tick, across.Max))
	}
	p.Write(f.Right, f.Bottom+13+plot.LineHeight(p.Tick)+2, scene.End, plot.Bold(p.Tick),
		s.word("figure.column.cost")+" →")
	s.curve(p, curve, x, h)
	captions, inks, taken := s.curveMarks(p, curve, x, h)
	plot.PlaceCaptions(captions, f, taken)
	p.Caption(captions, inks)
	bottom := f.Bottom + 13 + 2*plot.LineHeight(p.Tick)
	if s.byNumber(on, curve) {
		bottom = s.stepKey(p, bottom+plot.Gap, curve) + plot.Gap
	}
	return p.plot(bottom)
}

// widestBand is the highest ratio of high to expected benefit for which the range is drawn. Above
// it, the curve itself would be pressed flat. The table and the text alternative always have the
// range.
const widestBand = 2

// banded reports whether low and high benefits are drawn beside the expected ones.
func (s *landscape) banded(curve []appraisal.Step) bool {
	last := curve[len(curve)-1]
	return yields(s.report.Appraisal, last.Set).High <= widestBand*last.Benefit
}

// curve draws the line of expected benefits, with thin lines for the low and the high ones.
func (s *landscape) curve(p *picture, curve []appraisal.Step, x, h func(float64) float64) {
	var low, mid, high [][2]float64
	for _, step := range curve {
		r := yields(s.report.Appraisal, step.Set)
		low = append(low, [2]float64{x(step.Cost), h(r.Low)})
		mid = append(mid, [2]float64{x(step.Cost), h(step.Benefit)})
		high = append(high, [2]float64{x(step.Cost), h(r.High)})
	}
	if !s.banded(curve) {
		p.Line(plot.Pen{Tint: "accent", Width: 2.5}, mid...)
		return
	}
	thin := plot.Pen{Tint: "axis", Width: 1, Dashed: true}
	p.Line(thin, low...)
	p.Line(thin, high...)
	p.Line(plot.Pen{Tint: "accent", Width: 2.5}, mid...)
	for _, end := range []struct {
		at  [2]float64
		key string
	}{{low[len(low)-1], "figure.benefits.low"}, {high[len(high)-1], "figure.benefits.high"}} {
		p.Write(end.at[0]+5, end.at[1], scene.Start, plot.Muted(p.Tick-1), s.word(end.key))
	}
}

// curveMarks draws the steps and the two sets, and returns their captions.
func (s *landscape) curveMarks(
	p *picture,
	curve []appraisal.Step,
	x, h func(float64) float64,
) (captions []*plot.Caption, inks []plot.Ink, taken plot.Space) {
	a := s.report.Appraisal
	add := func(set appraisal.Set, radius float64, variants [][]string, i plot.Ink) {
		captions = append(captions,
			&plot.Caption{X: x(set.Cost), Y: h(set.Benefit), Radius: radius, Size: i.Size, Variants: variants})
		inks = append(inks, i)
	}
	bold := plot.Bold(p.Tick)
	if slices.Contains(a.Chosen.Members, true) {
		for _, set := range []struct {
			appraisal.Set
			key  string
			tint scene.Role
		}{{a.Chosen, "figure.benefits.chosen", "target"}, {a.Efficient, "figure.benefits.efficient", "accent"}} {
			name := s.word(set.key)
			tip := name + "\n" + s.word("figure.benefits.said", "cost", s.language.Euros(set.Cost),
				"benefit", s.language.Euros(set.Benefit))
			style := plot.Solid(set.tint, 1)
			if set.key == "figure.benefits.efficient" {
				style = plot.Hollow(set.tint)
				style.Width = 3
			}
			p.Dot(x(set.Cost), h(set.Benefit), 8, style, tip)
			text := append(plot.Wrap(name, bold.Size, 150, 2), s.language.Amount(set.Benefit))
			add(set.Set, 9, [][]string{text, plot.Wrap(name+" "+s.language.Amount(set.Benefit), bold.Size, 130, 4)}, bold)
		}
	}
	n := 0
	var before *appraisal.Step
	for k := range curve {
		step := curve[k]
		if before != nil {
			line := func(from, to float64) {
				taken.Strokes = append(taken.Strokes,
					plot.Stroke{X1: x(before.Cost), Y1: h(from), X2: x(step.Cost), Y2: h(to)})
			}
			line(before.Benefit, step.Benefit)
			if s.banded(curve) {
				line(yields(a, before.Set).High, yields(a, step.Set).High)
				line(yields(a, before.Set).Low, yields(a, step.Set).Low)
			}
		}
		before = &curve[k]
		name := s.stepText(step)
		if name == "" {
			continue
		}
		n++
		tip := name + "\n" + s.word("figure.benefits.said", "cost", s.language.Euros(step.Cost),
			"benefit", s.language.Euros(step.Benefit))
		p.Dot(x(step.Cost), h(step.Benefit), 3.5, plot.Solid("accent", 1), tip)
		i := plot.Regular(p.Tick - 1)
		variants := [][]string{{strconv.Itoa(n)}}
		if !s.byNumber(p.Canvas, curve) {
			variants = plot.CaptionVariants(name, i.Size, 120)
		}
		add(step.Set, 4, variants, i)
	}
	return captions, inks, taken
}

// mostNamed is the number of steps that have their names in a column of text. With more, the lines that lead to names
// cross each other; the whole width of a page has room for all.
const mostNamed = 12

// byNumber reports whether the steps have numbers in the plot, and their names below it.
func (s *landscape) byNumber(on plot.Canvas, curve []appraisal.Step) bool {
	return on.Narrow() || on.Width < plot.Full.Width && len(curve) > mostNamed
}

// stepKey writes what the numbers of the steps stand for, in as many columns as there is room for, and returns where
// that ends.
func (s *landscape) stepKey(p *picture, top float64, curve []appraisal.Step) float64 {
	const room = 28.0
	type entry struct {
		n     int
		lines []string
	}
	var all []entry
	columns := p.Width / plot.Narrow.Width
	width := float64(p.Width) / float64(columns)
	for _, step := range curve {
		if name := s.stepText(step); name != "" {
			all = append(all, entry{len(all) + 1, plot.Wrap(name, p.Tick, width-room, 3)})
		}
	}
	bottom, left := top, 0.0
	for column := range slices.Chunk(all, (len(all)+columns-1)/columns) {
		y := top
		for _, e := range column {
			p.Write(left+room-plot.Gap, y+plot.LineHeight(p.Tick)/2, scene.End, plot.Bold(p.Tick), strconv.Itoa(e.n))
			p.Write(left+room, y+plot.Height(e.lines, p.Tick)/2, scene.Start, plot.Regular(p.Tick), e.lines...)
			y += plot.Height(e.lines, p.Tick) + 4
		}
		bottom, left = max(bottom, y), left+width
	}
	return bottom
}
