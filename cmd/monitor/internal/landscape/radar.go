package landscape

import (
	"math"
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/plot"
	"utwente.nl/monitor/cmd/monitor/internal/scene"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// The radar shows the mean maturity level of each aspect of a category, with that of the edition
// before as a thin line. It does not use the radar of ECharts, which draws an unknown level as
// zero.

var radarForm = form{
	takes: []string{"category"},
	lacking: func(s *landscape) *figure.Problem {
		if s.Category == nil {
			return figure.NewProblem(diagnostic.KindNeedsCategory, "kind", string(s.Kind))
		}
		n := len(s.aspects())
		if n == 0 {
			return s.nothingToShow(wording.Refer("phrase.no-category-questions"))
		}
		if n < 3 {
			return s.tooFew(wording.Refer("phrase.three-aspects"), []string{"", "1", "2"}[n])
		}
		return nil
	},
	title:   func(s *landscape) string { return s.word("figure.radar.title", "category", s.text(s.Category.Title)) },
	narrows: true,
	found: func(s *landscape) string {
		columns := s.levels()
		return s.extremes(columns[len(columns)-1])
	},
	draw: func(s *landscape, d *figure.Drawing) {
		d.Unit = s.word("figure.maturity.unit", "max", s.language.Number(model.TopLevel, 0))
		d.Sources = []figure.Source{{Text: s.word("figure.maturity.source")}}
		columns := s.levels()
		columns = columns[max(0, len(columns)-2):]
		if len(columns) > 1 &&
			!slices.ContainsFunc(s.aspects(),
				func(a *model.Aspect) bool { return columns[0].levels[a.ID].Answered > 0 }) {
			columns = columns[1:] // the edition before says nothing of this category
		}
		d.Wide, d.Narrow = s.radarPlot(plot.Wide, columns), s.radarPlot(plot.Narrow, columns)
		d.Ledger = s.levelLedger(columns)
		d.Alt = s.levelAlt(columns)
	},
}

// web says where the axes of a radar are.
type web struct {
	x, y, radius float64
	axes         int
}

// placeOf returns the place of a level on an axis. The first axis points up, and the others follow
// clockwise.
func (w web) placeOf(axis int, level float64) [2]float64 {
	angle := 2 * math.Pi * float64(axis) / float64(w.axes)
	r := w.radius * level / model.TopLevel
	return [2]float64{w.x + r*math.Sin(angle), w.y - r*math.Cos(angle)}
}

func (s *landscape) radarPlot(on plot.Canvas, columns []levelsOf) figure.Plot {
	p := newPicture(s, on)
	aspects := s.aspects()
	w := web{x: float64(p.Width) / 2, radius: 165, axes: len(aspects)}
	labelRoom := 170.0
	if on.Narrow() {
		w.radius, labelRoom = 92, 84
	}
	now := columns[len(columns)-1]
	y := 0.0
	if len(columns) > 1 {
		y = p.radarKey(columns)
	}
	// The names of the axes decide how high the plot is.
	names, tall := make([][]string, len(aspects)), 0.0
	for n, a := range aspects {
		room := labelRoom
		if beside := math.Abs(w.placeOf(n, 1)[0] - w.x); beside < 0.3*w.radius/model.TopLevel {
			room = 2 * labelRoom
		}
		names[n] = plot.WrapNarrow(s.text(a.Title), p.Tick, room, 4)
		if m := now.levels[a.ID]; m.Answered > 0 {
			names[n] = append(names[n], s.score(m.Mean, levelScale))
		} else {
			names[n] = append(names[n], plot.WrapNarrow(s.word("figure.maturity.unanswered"), p.Tick, room, 2)...)
		}
		tall = max(tall, plot.Height(names[n], p.Tick))
	}
	w.y = y + tall + 14 + w.radius
	bottom := w.y
	for level := 1; level <= model.TopLevel; level++ {
		var ring [][2]float64
		for n := range w.axes + 1 {
			ring = append(ring, w.placeOf(n%w.axes, float64(level)))
		}
		p.Line(plot.Pen{Tint: "grid", Width: 1}, ring...)
	}
	for n := range aspects {
		p.Line(plot.Pen{Tint: "grid", Width: 1}, [2]float64{w.x, w.y}, w.placeOf(n, model.TopLevel))
	}
	for level := range model.TopLevel + 1 {
		at := w.placeOf(0, float64(level))
		p.Write(at[0]-4, at[1], scene.End, plot.Muted(p.Tick-1), s.language.Whole(level))
	}
	if len(columns) > 1 {
		s.trace(p, w, aspects, columns[0], plot.Pen{Tint: "muted", Width: 1.2, Dashed: true}, 0)
	}
	s.trace(p, w, aspects, now, plot.Pen{Tint: plot.CategoryTint(s.Category.Number), Width: 2.5}, 5)
	for n, a := range aspects {
		at := w.placeOf(n, model.TopLevel)
		dx, dy := (at[0]-w.x)/w.radius, (at[1]-w.y)/w.radius
		h := plot.Height(names[n], p.Tick)
		x, mid, way := at[0]+dx*12, at[1]+dy*(8+h/2), scene.Middle
		switch {
		case dx > 0.15:
			way = scene.Start
		case dx < -0.15:
			way = scene.End
		}
		if way != scene.Middle {
			mid = at[1] + dy*(4+h/2)
		}
		i := plot.Regular(p.Tick)
		if now.levels[a.ID].Answered == 0 {
			i.Tint = "muted"
		}
		p.Write(x, mid, way, i, names[n]...)
		bottom = max(bottom, mid+h/2, at[1])
	}
	return p.plot(bottom + 4)
}

// radarKey writes which line is of which edition, and returns where it ends.
func (p *picture) radarKey(columns []levelsOf) float64 {
	row, x := plot.LineHeight(p.Tick)+4, 0.0
	for n, style := range []plot.Pen{
		{Tint: plot.CategoryTint(p.Category.Number), Width: 2.5},
		{Tint: "muted", Width: 1.2, Dashed: true},
	} {
		name := columns[len(columns)-1-n].year
		p.LineOf(scene.Subject{Key: true}, style, scene.Place{x, row / 2}, scene.Place{x + 22, row / 2})
		p.Write(x+28, row/2, scene.Start, plot.Regular(p.Tick), name)
		x += 28 + plot.TextWidth(name, p.Tick) + 18
	}
	return row + plot.Gap
}

// trace joins the levels of neighbours when both are known. Otherwise the line has a gap.
func (s *landscape) trace(p *picture, w web, aspects []*model.Aspect, of levelsOf, style plot.Pen, dot float64) {
	for n := range aspects {
		a, b := of.levels[aspects[n].ID], of.levels[aspects[(n+1)%len(aspects)].ID]
		if a.Answered > 0 && b.Answered > 0 {
			p.Line(style, w.placeOf(n, a.Mean), w.placeOf((n+1)%len(aspects), b.Mean))
		}
		if a.Answered > 0 && dot > 0 {
			at := w.placeOf(n, a.Mean)
			tip := strings.Join([]string{s.text(aspects[n].Title) + ": " + s.score(a.Mean, levelScale),
				s.word("figure.maturity.answered", "n", s.language.Whole(a.Answered),
					"of", s.language.Whole(a.Questions))}, "\n")
			p.Dot(at[0], at[1], dot, plot.Solid(style.Tint, 1), tip)
		}
	}
}
