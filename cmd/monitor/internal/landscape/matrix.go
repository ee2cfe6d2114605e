package landscape

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/plot"
	"utwente.nl/monitor/cmd/monitor/internal/scene"
	"utwente.nl/monitor/cmd/monitor/internal/survey"
)

// The matrix shows how likely and how grave respondents think each risk is, with lines at the means
// of all risks.

var matrixForm = form{
	takes: []string{"risk", "category"},
	lacking: func(s *landscape) *figure.Problem {
		for _, kind := range []model.SurveyKind{model.Likelihood, model.Impact} {
			if p := s.notAsked(kind, func(r *survey.Results) bool { return true }); p != nil {
				return p
			}
		}
		ratings := s.ratings()
		if len(ratings) == 0 {
			return s.noAnswers()
		}
		var risks []*model.Risk
		for _, rated := range ratings {
			risks = append(risks, rated.risk)
		}
		return s.notShown(risks)
	},
	title: func(s *landscape) string { return s.word("figure.matrix.title") },
	found: func(s *landscape) string {
		return s.word("figure.matrix.found", "risk", s.text(s.ratings()[0].risk.Title))
	},
	draw: func(s *landscape, d *figure.Drawing) {
		s.credit(d)
		ratings := s.ratings()
		d.Unit = s.word("figure.matrix.unit", "likelihood", s.onScale(model.Likelihood),
			"impact", s.onScale(model.Impact))
		d.Wide, d.Narrow = s.matrixPlot(plot.Wide, ratings), s.matrixPlot(plot.Narrow, ratings)
		d.Full = func() figure.Plot { return s.matrixPlot(plot.Full, ratings) }
		g := &figure.Ledger{Corner: s.word("figure.column.risk"), Key: "risk"}
		g.Columns = []figure.Column{
			{Key: "number", Heading: s.word("figure.column.number")},
			{Key: "category", Heading: s.word("figure.column.category")},
		}
		g.Columns = append(g.Columns, s.grades("likelihood", s.word("figure.column.likelihood"), model.Likelihood)...)
		g.Columns = append(g.Columns, s.grades("impact", s.word("figure.column.impact"), model.Impact)...)
		for n, rated := range ratings {
			g.Records = append(g.Records, figure.Record{
				ID:   rated.risk.ID,
				Name: s.text(rated.risk.Title),
				Data: slices.Concat([]figure.Datum{figure.Number(float64(n + 1)), s.category(rated.risk)},
					estimateData(rated.likelihood), estimateData(rated.impact)),
			})
		}
		d.Ledger = g
		d.Alt = s.matrixAlt(ratings)
	},
}

// rating is how likely and how grave respondents think a risk is.
type rating struct {
	risk               *model.Risk
	likelihood, impact survey.Estimate
}

// ratings returns the risks that have both, the highest product of likelihood and impact first.
func (s *landscape) ratings() []rating {
	var out []rating
	for _, r := range s.report.Edition.Risks {
		l, i := s.report.Survey.Likelihood[r.ID], s.report.Survey.Impact[r.ID]
		if l.N > 0 && i.N > 0 {
			out = append(out, rating{r, l, i})
		}
	}
	slices.SortStableFunc(out, func(a, b rating) int {
		return cmp.Compare(b.likelihood.Value*b.impact.Value, a.likelihood.Value*a.impact.Value)
	})
	return out
}

// means returns the means over all risks.
func means(ratings []rating) (likelihood, impact float64) {
	for _, rated := range ratings {
		likelihood, impact = likelihood+rated.likelihood.Value, impact+rated.impact.Value
	}
	return likelihood / float64(len(ratings)), impact / float64(len(ratings))
}

func (s *landscape) matrixAlt(ratings []rating) string {
	l, i := means(ratings)
	var t []string
	var top []string
	across, up := s.scaleOf(model.Likelihood), s.scaleOf(model.Impact)
	both := 0
	for n, rated := range ratings {
		if n < 3 {
			top = append(top, s.word("figure.matrix.at", "risk", s.text(rated.risk.Title),
				"likelihood", s.score(rated.likelihood.Value, across), "impact", s.score(rated.impact.Value, up)))
		}
		if rated.likelihood.Value > l && rated.impact.Value > i {
			both++
		}
	}
	total := s.language.Whole(len(ratings))
	t = append(t, s.word("figure.matrix.alt", "total", total, "top", s.language.List(top)))
	t = append(t, s.word("figure.matrix.means", "n", s.language.Whole(both), "total", total,
		"likelihood", s.score(l, across), "impact", s.score(i, up)))
	for _, rated := range ratings {
		if s.chosen(rated.risk) {
			t = append(t, s.word("figure.matrix.own", "risk", s.text(rated.risk.Title),
				"likelihood", s.score(rated.likelihood.Value, across), "impact", s.score(rated.impact.Value, up)))
		}
	}
	return language.Paragraph(t...)
}

func (s *landscape) matrixPlot(on plot.Canvas, ratings []rating) figure.Plot {
	p := newPicture(s, on)
	var risks []*model.Risk
	var likelihoods, impacts []float64
	for _, rated := range ratings {
		risks = append(risks, rated.risk)
		likelihoods, impacts = append(likelihoods, rated.likelihood.Value), append(impacts, rated.impact.Value)
	}
	y := p.categoryKey(0, risks, s.front)
	steps, tall := 5, 470.0
	if on.Narrow() {
		steps, tall = 4, 330
	}
	across, up := s.closeScale(likelihoods, steps), s.closeScale(impacts, steps)
	p.Write(0, y+plot.LineHeight(p.Tick)/2, scene.Start, plot.Bold(p.Tick), "↑ "+s.word("figure.column.impact"))
	y += plot.LineHeight(p.Tick) + 4
	f := plot.Box{Left: plot.TextWidth(s.language.Number(up.Max, up.Decimals), p.Tick) + plot.Gap + 2, Top: y,
		Right: float64(p.Width) - 2, Bottom: y + tall}
	x := func(v float64) float64 { return f.Left + 14 + across.Fraction(v)*(f.Right-f.Left-28) }
	h := func(v float64) float64 { return f.Bottom - 14 - up.Fraction(v)*(f.Bottom-f.Top-28) }
	for _, tick := range up.Ticks() {
		p.Line(plot.Pen{Tint: "grid", Width: 1}, [2]float64{f.Left, h(tick)}, [2]float64{f.Right, h(tick)})
		p.Write(f.Left-6, h(tick), scene.End, plot.Muted(p.Tick), s.language.Number(tick, up.Decimals))
	}
	for _, tick := range across.Ticks() {
		p.Line(plot.Pen{Tint: "grid", Width: 1}, [2]float64{x(tick), f.Top}, [2]float64{x(tick), f.Bottom})
		p.Write(x(tick), f.Bottom+12, scene.Middle, plot.Muted(p.Tick), s.language.Number(tick, across.Decimals))
	}
	p.Write(f.Right, f.Bottom+12+plot.LineHeight(p.Tick)+2, scene.End, plot.Bold(p.Tick),
		s.word("figure.column.likelihood")+" →")
	l, i := means(ratings)
	mean := plot.Pen{Tint: "target", Width: 1.2, Dashed: true}
	p.Line(mean, [2]float64{x(l), f.Top}, [2]float64{x(l), f.Bottom})
	p.Line(mean, [2]float64{f.Left, h(i)}, [2]float64{f.Right, h(i)})
	quiet := plot.Muted(p.Tick)
	quiet.Size = p.Tick - 1
	word := s.word("figure.mean")
	w := plot.TextWidth(word, quiet.Size)
	taken := plot.Space{
		Strokes: []plot.Stroke{
			{X1: x(l), Y1: f.Top, X2: x(l), Y2: f.Bottom},
			{X1: f.Left, Y1: h(i), X2: f.Right, Y2: h(i)},
		},
	}
	// Each word is at the end of its line that is free of dots.
	free := func(b plot.Box) bool {
		return !slices.ContainsFunc(ratings, func(rated rating) bool {
			px, py := x(rated.likelihood.Value), h(rated.impact.Value)
			return b.Overlaps(plot.Box{Left: px - 8, Top: py - 8, Right: px + 8, Bottom: py + 8})
		})
	}
	wordBox := func(left, top, height float64) plot.Box {
		return plot.Box{Left: left, Top: top, Right: left + w, Bottom: top + height}
	}
	for _, ends := range [][]plot.Box{
		{wordBox(x(l)+4, f.Bottom-16, 16), wordBox(x(l)+4, f.Top, 16)},
		{wordBox(f.Left+4, h(i)-17, 15), wordBox(f.Right-4-w, h(i)-17, 15), wordBox(f.Right-4-w, h(i)+2, 15)},
	} {
		at := ends[max(0, slices.IndexFunc(ends, free))]
		p.Write(at.Left, (at.Top+at.Bottom)/2, scene.Start, quiet, word)
		taken.Take(at)
	}
	bottom := f.Bottom + 12 + 2*plot.LineHeight(p.Tick)
	captions, inks := s.matrixDots(p, ratings, x, h)
	f.Top, f.Bottom = f.Top+2, f.Bottom-2
	plot.PlaceCaptions(captions, f, taken)
	p.Caption(captions, inks)
	if on.Narrow() && s.Risk == nil {
		bottom = s.numbered(p, bottom+plot.Gap, risks, s.front)
	}
	return p.plot(bottom)
}

// closeScale returns a scale from just below the lowest mean to just above the highest. A mean is
// shown by its place, not by a length, and risks are told apart best when they fill the plot.
func (s *landscape) closeScale(means []float64, steps int) plot.Scale {
	low, high := slices.Min(means), slices.Max(means)
	best := plot.Scale{}
	for _, best = range []plot.Scale{{Step: 0.25, Decimals: 2}, {Step: 0.5, Decimals: 1}, {Step: 1}, {Step: 2}} {
		best.Min, best.Max = math.Floor(low/best.Step)*best.Step, math.Ceil(high/best.Step)*best.Step
		if best.Max == best.Min {
			best.Max += best.Step
		}
		if (best.Max-best.Min)/best.Step <= float64(steps)+2 {
			break
		}
	}
	return best
}

// matrixDots draws the risks, and returns their captions: names, or on a narrow plot numbers that a
// key explains.
func (s *landscape) matrixDots(
	p *picture,
	ratings []rating,
	x, y func(float64) float64,
) (captions []*plot.Caption, inks []plot.Ink) {
	for _, back := range []bool{true, false} {
		for n, rated := range ratings {
			if s.muted(rated.risk) != back {
				continue
			}
			radius := 5.5
			if p.Narrow() {
				radius = 4.5
			}
			if s.chosen(rated.risk) {
				radius += 2
			}
			tip := s.text(rated.risk.Title) + "\n" +
				s.word("figure.column.likelihood") + " " + s.grade(rated.likelihood.Value, s.scaleOf(model.Likelihood)) + "\n" +
				s.word("figure.column.impact") + " " + s.grade(rated.impact.Value, s.scaleOf(model.Impact))
			p.Dot(x(rated.likelihood.Value), y(rated.impact.Value), radius,
				plot.Solid(s.tint(rated.risk), s.strength(rated.risk)), tip)
			c := &plot.Caption{X: x(rated.likelihood.Value), Y: y(rated.impact.Value), Radius: radius,
				Size: p.Tick - 1}
			i := plot.Regular(p.Tick - 1)
			switch {
			case p.Narrow() && s.Risk == nil && !back:
				c.Variants = [][]string{{strconv.Itoa(n + 1)}}
			case !back:
				c.Variants = plot.CaptionVariants(s.text(rated.risk.Title), c.Size, 120)
			}
			i.Bold = s.chosen(rated.risk)
			captions, inks = append(captions, c), append(inks, i)
		}
	}
	return captions, inks
}

// numbered writes a key of the numbers of risks, in their order, for those that have one.
func (s *landscape) numbered(p *picture, y float64, risks []*model.Risk, has func(*model.Risk) bool) float64 {
	const room = 28.0
	for n, r := range risks {
		if !has(r) {
			continue
		}
		lines := plot.Wrap(s.text(r.Title), p.Tick, float64(p.Width)-room, 3)
		deep := plot.Height(lines, p.Tick)
		p.Write(room-plot.Gap, y+plot.LineHeight(p.Tick)/2, scene.End,
			plot.Ink{Size: p.Tick, Tint: plot.CategoryTint(categoryNumber(s.report, r.Category())), Bold: true},
			strconv.Itoa(n+1))
		p.Write(room, y+deep/2, scene.Start, plot.Regular(p.Tick), lines...)
		y += deep + 4
	}
	return y
}
