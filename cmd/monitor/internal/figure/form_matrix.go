package figure

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/scene"
	"utwente.nl/monitor/cmd/monitor/internal/survey"
)

// The matrix: each risk by how likely and how grave respondents hold it, with lines at the means of all risks.

var matrixForm = form{
	takes: []string{"risk", "category"},
	lacking: func(s *landscape) *Problem {
		for _, kind := range []model.SurveyKind{model.Likelihood, model.Impact} {
			if p := s.asked(kind, func(r *survey.Results) bool { return true }); p != nil {
				return p
			}
		}
		places := s.places()
		if len(places) == 0 {
			return s.nobody()
		}
		var risks []*model.Risk
		for _, at := range places {
			risks = append(risks, at.risk)
		}
		return s.missing(risks)
	},
	title: func(s *landscape) string { return s.word("figure.matrix.title") },
	draw: func(s *landscape, d *Drawing) {
		s.credit(d)
		places := s.places()
		d.Unit = s.word("figure.matrix.unit", "scale", s.onScale(model.Impact))
		d.Wide, d.Narrow = s.matrixPlot(wide, places), s.matrixPlot(narrow, places)
		g := &ledger{corner: s.word("figure.column.risk"), key: "risk"}
		g.columns = []entry{{key: "number", heading: s.word("figure.column.number")}, {key: "category", heading: s.word("figure.column.category")}}
		g.columns = append(g.columns, s.grades("likelihood", s.word("figure.column.likelihood"))...)
		g.columns = append(g.columns, s.grades("impact", s.word("figure.column.impact"))...)
		for n, at := range places {
			g.rows = append(g.rows, record{at.risk.ID, s.say(at.risk.Title), []datum{count(float64(n + 1)), s.category(at.risk),
				count(at.likelihood.Value), bounds(at.likelihood.Low, at.likelihood.High), count(float64(at.likelihood.N)),
				count(at.impact.Value), bounds(at.impact.Low, at.impact.High), count(float64(at.impact.N))}})
		}
		d.ledger = g
		d.Alt = s.matrixAlt(places)
	},
}

// placed is a risk in the matrix.
type placed struct {
	risk               *model.Risk
	likelihood, impact survey.Estimate
}

// places are the risks of which both are known, the most likely and grave together first.
func (s *landscape) places() []placed {
	var out []placed
	for _, r := range s.report.Edition.Risks {
		l, i := s.report.Survey.Likelihood[r.ID], s.report.Survey.Impact[r.ID]
		if l.N > 0 && i.N > 0 {
			out = append(out, placed{r, l, i})
		}
	}
	slices.SortStableFunc(out, func(a, b placed) int {
		return cmp.Compare(b.likelihood.Value*b.impact.Value, a.likelihood.Value*a.impact.Value)
	})
	return out
}

// means are those over all risks.
func means(places []placed) (likelihood, impact float64) {
	for _, at := range places {
		likelihood, impact = likelihood+at.likelihood.Value, impact+at.impact.Value
	}
	return likelihood / float64(len(places)), impact / float64(len(places))
}

func (s *landscape) matrixAlt(places []placed) string {
	l, i := means(places)
	var t sentences
	var top []string
	both := 0
	for n, at := range places {
		if n < 3 {
			top = append(top, s.word("figure.matrix.at", "risk", s.say(at.risk.Title), "likelihood", s.score(at.likelihood.Value), "impact", s.score(at.impact.Value)))
		}
		if at.likelihood.Value > l && at.impact.Value > i {
			both++
		}
	}
	total := s.language.Number(float64(len(places)), 0)
	t.add(s.word("figure.matrix.alt", "total", total, "top", enumerate(s.language, top)))
	t.add(s.word("figure.matrix.means", "n", s.language.Number(float64(both), 0), "total", total, "likelihood", s.score(l), "impact", s.score(i)))
	for _, at := range places {
		if s.own(at.risk) {
			t.add(s.word("figure.matrix.own", "risk", s.say(at.risk.Title), "likelihood", s.score(at.likelihood.Value), "impact", s.score(at.impact.Value)))
		}
	}
	return strings.Join(t, " ")
}

func (s *landscape) matrixPlot(on canvas, places []placed) Plot {
	p := newSheet(s, on)
	var risks []*model.Risk
	var likelihoods, impacts []float64
	for _, at := range places {
		risks = append(risks, at.risk)
		likelihoods, impacts = append(likelihoods, at.likelihood.Value), append(impacts, at.impact.Value)
	}
	y := p.explainCategories(0, risks, s.front)
	steps, tall := 5, 470.0
	if on.narrow() {
		steps, tall = 4, 330
	}
	across, up := s.closeScale(likelihoods, steps), s.closeScale(impacts, steps)
	p.write(0, y+lineHeight(p.tick)/2, scene.Start, p.strong(), "↑ "+s.word("figure.column.impact"))
	y += lineHeight(p.tick) + 4
	f := box{textWidth(s.language.Number(up.max, up.decimals), p.tick) + gap + 2, y, float64(p.width) - 2, y + tall}
	x := func(v float64) float64 { return f.left + 14 + across.fraction(v)*(f.right-f.left-28) }
	h := func(v float64) float64 { return f.bottom - 14 - up.fraction(v)*(f.bottom-f.top-28) }
	for _, tick := range up.ticks() {
		p.line(stylus{tint: "grid", width: 1}, [2]float64{f.left, h(tick)}, [2]float64{f.right, h(tick)})
		p.write(f.left-6, h(tick), scene.End, p.quiet(), s.language.Number(tick, up.decimals))
	}
	for _, tick := range across.ticks() {
		p.line(stylus{tint: "grid", width: 1}, [2]float64{x(tick), f.top}, [2]float64{x(tick), f.bottom})
		p.write(x(tick), f.bottom+12, scene.Middle, p.quiet(), s.language.Number(tick, across.decimals))
	}
	p.write(f.right, f.bottom+12+lineHeight(p.tick)+2, scene.End, p.strong(), s.word("figure.column.likelihood")+" →")
	l, i := means(places)
	mean := stylus{tint: "target", width: 1.2, dashed: true}
	p.line(mean, [2]float64{x(l), f.top}, [2]float64{x(l), f.bottom})
	p.line(mean, [2]float64{f.left, h(i)}, [2]float64{f.right, h(i)})
	quiet := p.quiet()
	quiet.size = p.tick - 1
	word := s.word("figure.mean")
	w := textWidth(word, quiet.size)
	taken := space{strokes: []stroke{{x(l), f.top, x(l), f.bottom}, {f.left, h(i), f.right, h(i)}}}
	// Each word stands at the end of its line that is free of dots.
	free := func(b box) bool {
		return !slices.ContainsFunc(places, func(at placed) bool {
			px, py := x(at.likelihood.Value), h(at.impact.Value)
			return b.overlaps(box{px - 8, py - 8, px + 8, py + 8})
		})
	}
	for _, ends := range [][]box{
		{{x(l) + 4, f.bottom - 16, x(l) + 4 + w, f.bottom}, {x(l) + 4, f.top, x(l) + 4 + w, f.top + 16}},
		{{f.left + 4, h(i) - 17, f.left + 4 + w, h(i) - 2}, {f.right - 4 - w, h(i) - 17, f.right - 4, h(i) - 2}, {f.right - 4 - w, h(i) + 2, f.right - 4, h(i) + 17}},
	} {
		at := ends[max(0, slices.IndexFunc(ends, free))]
		p.write(at.left, (at.top+at.bottom)/2, scene.Start, quiet, word)
		taken.take(at)
	}
	bottom := f.bottom + 12 + 2*lineHeight(p.tick)
	captions, inks := s.matrixDots(p, places, x, h)
	f.top, f.bottom = f.top+2, f.bottom-2
	settle(captions, f, taken)
	p.caption(captions, inks)
	if on.narrow() && s.Risk == nil {
		bottom = s.numbered(p, bottom+gap, risks, s.front)
	}
	return p.put(bottom)
}

// closeScale is a scale that runs from just below the lowest mean to just above the highest: a mean is a place and no
// length, and the risks are told apart best when they fill the plot.
func (s *landscape) closeScale(means []float64, steps int) scale {
	low, high := slices.Min(means), slices.Max(means)
	best := scale{}
	for _, best = range []scale{{step: 0.25, decimals: 2}, {step: 0.5, decimals: 1}, {step: 1}, {step: 2}} {
		best.min, best.max = math.Floor(low/best.step)*best.step, math.Ceil(high/best.step)*best.step
		if best.max == best.min {
			best.max += best.step
		}
		if (best.max-best.min)/best.step <= float64(steps)+2 {
			break
		}
	}
	return best
}

// matrixDots draws the risks, and gives their captions: the name, or on a narrow plot with many the number that a key
// explains.
func (s *landscape) matrixDots(p *sheet, places []placed, x, y func(float64) float64) (captions []*caption, inks []ink) {
	for _, back := range []bool{true, false} {
		for n, at := range places {
			if s.muted(at.risk) != back {
				continue
			}
			radius := 5.5
			if p.narrow() {
				radius = 4.5
			}
			if s.own(at.risk) {
				radius += 2
			}
			said := s.say(at.risk.Title) + "\n" + s.word("figure.column.likelihood") + " " + s.grade(at.likelihood.Value) + "\n" +
				s.word("figure.column.impact") + " " + s.grade(at.impact.Value)
			p.dot(x(at.likelihood.Value), y(at.impact.Value), radius, solid(s.tint(at.risk), s.strength(at.risk)), said)
			c := &caption{x: x(at.likelihood.Value), y: y(at.impact.Value), radius: radius, size: p.tick - 1}
			i := ink{size: p.tick - 1, tint: "text"}
			switch {
			case p.narrow() && s.Risk == nil && !back:
				c.variants = [][]string{{strconv.Itoa(n + 1)}}
			case !back:
				c.variants = broken(s.say(at.risk.Title), c.size, 120)
			}
			i.bold = s.own(at.risk)
			captions, inks = append(captions, c), append(inks, i)
		}
	}
	return captions, inks
}

// numbered is the key of numbers that stand for risks, in their order, of those that have one.
func (s *landscape) numbered(p *sheet, y float64, risks []*model.Risk, has func(*model.Risk) bool) float64 {
	const room = 28.0
	for n, r := range risks {
		if !has(r) {
			continue
		}
		lines := wrap(s.say(r.Title), p.tick, float64(p.width)-room, 3)
		deep := height(lines, p.tick)
		p.write(room-gap, y+lineHeight(p.tick)/2, scene.End, ink{size: p.tick, tint: hue(categoryNumber(s.report, r.Category())), bold: true}, strconv.Itoa(n+1))
		p.write(room, y+deep/2, scene.Start, p.plain(), lines...)
		y += deep + 4
	}
	return y
}
