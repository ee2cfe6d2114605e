package landscape

import (
	"slices"
	"strconv"

	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/plot"
	"utwente.nl/monitor/cmd/monitor/internal/scene"
	"utwente.nl/monitor/cmd/monitor/internal/survey"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// Severity shows the most severe risks at the first horizon on the left and at the last on the
// right, in order, joined by lines. The line of a risk that only one side shows fades out at the
// foot.

var severityForm = form{
	takes: []string{"risk", "category"},
	lacking: func(s *landscape) *figure.Problem {
		if p := s.notAsked(model.Severity, func(r *survey.Results) bool { return len(s.horizons()) > 0 }); p != nil {
			return p
		}
		if len(s.horizons()) < 2 {
			return s.tooFew(wording.Refer("phrase.two-horizons"), wording.Refer("phrase.just-one"))
		}
		a, b := s.sides()
		return s.notShown(append(risksOf(a), risksOf(b)...))
	},
	title: func(s *landscape) string {
		h := s.horizons()
		return s.word("figure.severity.title", "first", language.LowerFirst(s.text(h[0].Title)),
			"last", language.LowerFirst(s.text(h[len(h)-1].Title)))
	},
	found: func(s *landscape) string {
		h := s.horizons()
		a, b := s.sides()
		words := []string{"first", language.LowerFirst(s.text(h[0].Title)),
			"last", language.LowerFirst(s.text(h[len(h)-1].Title)),
			"risk", s.text(a[0].Risk.Title), "other", s.text(b[0].Risk.Title)}
		if a[0].Risk.ID == b[0].Risk.ID {
			return s.word("figure.severity.found", words...)
		}
		return s.word("figure.severity.found-two", words...)
	},
	draw: func(s *landscape, d *figure.Drawing) {
		s.credit(d)
		d.Unit = language.UpperFirst(s.word("figure.severity.unit", "scale", s.onScale(model.Severity)))
		d.Wide, d.Narrow = s.slopePlot(plot.Wide), s.slopePlot(plot.Narrow)
		d.Full = func() figure.Plot { return s.slopePlot(plot.Full) }
		d.Ledger = s.severityLedger()
		if s.fades() {
			d.Reading = s.word("figure.severity.faded", "n", s.language.Number(slopeRisks, 0))
		}
		h := s.horizons()

		ends := []*model.Horizon{h[0], h[len(h)-1]}
		value := func(r survey.Ranked) string { return s.score(r.Value, s.scaleOf(model.Severity)) }

		a, b := s.sides()
		var t []string
		for n, list := range [][]survey.Ranked{a, b} {
			t = append(t, s.word("figure.severity.alt",
				"horizon", s.text(ends[n].Title), "top", s.podium(list, value)))
		}
		var up []string
		for _, r := range b[:min(slopeRisks, len(b))] {
			if at := rankIndex(a, r.Risk); at >= slopeRisks || at < 0 {
				up = append(up, s.text(r.Risk.Title))
			}
		}
		if up != nil {
			t = append(t, s.word("figure.severity.new", "horizon", language.LowerFirst(s.text(h[len(h)-1].Title)),
				"risks", s.language.List(up)))
		}
		if s.Risk != nil {
			var ranks []string

			for n, list := range [][]survey.Ranked{a, b} {
				if at := rankIndex(list, s.Risk); at >= 0 {
					horizon := language.LowerFirst(s.text(ends[n].Title))
					ranks = append(ranks, horizon+" "+s.rankText(list[at]))
				}
			}
			t = append(t, s.text(s.Risk.Title)+": "+s.language.List(ranks)+".")
		}
		d.Alt = language.Paragraph(t...)
	},
}

// slopeRisks is how many risks each side shows.
const slopeRisks = 10

// fades reports whether a risk is on one side only.
func (s *landscape) fades() bool {
	a, b := s.sides()
	left, right := s.top(a, slopeRisks), s.top(b, slopeRisks)
	return slices.ContainsFunc(left, func(r survey.Ranked) bool { return rankIndex(right, r.Risk) < 0 }) ||
		slices.ContainsFunc(right, func(r survey.Ranked) bool { return rankIndex(left, r.Risk) < 0 })
}

// horizons returns the horizons at which severity was answered.
func (s *landscape) horizons() []*model.Horizon {
	var out []*model.Horizon
	for _, h := range s.report.Survey.Survey.Horizons {
		if len(s.report.Survey.Severity[h.ID]) > 0 {
			out = append(out, h)
		}
	}
	return out
}

// sides returns the rankings at the first and the last horizon.
func (s *landscape) sides() (first, last []survey.Ranked) {
	h := s.horizons()
	return s.report.Survey.Severity[h[0].ID], s.report.Survey.Severity[h[len(h)-1].ID]
}

func (s *landscape) severityLedger() *figure.Ledger {
	g := &figure.Ledger{Corner: s.word("figure.column.risk"), Key: "risk",
		Columns: []figure.Column{{Key: "category", Heading: s.word("figure.column.category")}}}
	var risks []*model.Risk
	for _, h := range s.horizons() {
		name := s.text(h.Title)
		mean := s.grades(h.ID+"_mean", s.word("figure.column.severity"), model.Severity)
		for _, e := range append(mean, s.rankColumns()[1:]...) {
			e.Heading = name + ": " + language.LowerFirst(e.Heading)
			if e.Key == "rank" {
				e.Key = h.ID + "_rank"
			}
			g.Columns = append(g.Columns, e)
		}
		for _, r := range s.report.Survey.Severity[h.ID] {
			if !slices.Contains(risks, r.Risk) {
				risks = append(risks, r.Risk)
			}
		}
	}
	for _, risk := range risks {
		row := figure.Record{ID: risk.ID, Name: s.text(risk.Title), Data: []figure.Datum{s.category(risk)}}
		for _, h := range s.horizons() {
			list := s.report.Survey.Severity[h.ID]
			if at := rankIndex(list, risk); at >= 0 {
				r := list[at]
				row.Data = append(row.Data, estimateData(r.Estimate)...)
				row.Data = append(row.Data, s.rankData(r)[1:]...)
			} else {
				row.Data = append(row.Data, make([]figure.Datum, 5)...)
			}
		}
		g.Records = append(g.Records, row)
	}
	return g
}

func (s *landscape) slopePlot(on plot.Canvas) figure.Plot {
	p := newPicture(s, on)
	a, b := s.sides()
	left, right := s.top(a, slopeRisks), s.top(b, slopeRisks)
	y := p.categoryKey(0, append(risksOf(left), risksOf(right)...), s.front)
	slope, radius, row := 150.0, 10.0, 36.0
	switch on {
	case plot.Narrow:
		slope, radius, row = 64, 9, 54
	case plot.Full:
		slope = 360
	}
	from, to := (float64(p.Width)-slope)/2, (float64(p.Width)+slope)/2
	h := s.horizons()
	room := from - radius - 6
	first, last := plot.WrapNarrow(s.text(h[0].Title), p.Label, room, 2), plot.WrapNarrow(s.text(h[len(h)-1].Title),
		p.Label, room, 2)
	i := plot.Bold(p.Label)
	deep := max(plot.Height(first, p.Label), plot.Height(last, p.Label))
	p.Write(from+radius, y+deep/2, scene.End, i, first...)
	p.Write(to-radius, y+deep/2, scene.Start, i, last...)
	y += deep + plot.Gap
	at := func(n int) float64 { return y + row*(float64(n)+0.5) }
	foot := at(max(len(left), len(right))) - row/2 + 6
	// Muted risks are drawn first, so that they lie beneath the others.
	for _, back := range []bool{true, false} {
		for n, r := range left {
			if s.muted(r.Risk) != back {
				continue
			}
			if m := rankIndex(right, r.Risk); m >= 0 {
				p.Line(plot.Pen{Tint: s.tint(r.Risk), Width: 2.5, Opacity: s.strength(r.Risk)},
					[2]float64{from, at(n)}, [2]float64{to, at(m)})
			} else {
				s.fade(p, r.Risk, [2]float64{from, at(n)}, [2]float64{from + slope*0.62, foot})
			}
		}
		for m, r := range right {
			if s.muted(r.Risk) == back && rankIndex(left, r.Risk) < 0 {
				s.fade(p, r.Risk, [2]float64{to, at(m)}, [2]float64{to - slope*0.62, foot})
			}
		}
	}
	for side, list := range [][]survey.Ranked{left, right} {
		x, edge, way := from, from-radius-6, scene.End
		if side == 1 {
			x, edge, way = to, to+radius+6, scene.Start
		}
		for n, r := range list {
			tip := s.text(r.Risk.Title) + "\n" + s.word("figure.column.severity") + " " +
				s.score(r.Value, s.scaleOf(model.Severity)) + " (" + s.gradeRange(r.Estimate) + ")\n" +
				language.UpperFirst(s.rankText(r))

			p.Dot(x, at(n), radius, plot.Solid(s.tint(r.Risk), 1), tip)
			p.Write(x, at(n), scene.Middle, plot.Ink{Size: p.Tick - 1, Tint: "surface", Bold: true, Bare: true},
				strconv.Itoa(r.Rank))
			name := plot.WrapNarrow(s.text(r.Risk.Title), p.Tick, room, 3)
			p.Write(edge, at(n), way, s.nameInk(r.Risk, p.Tick), name...)
		}
	}
	return p.plot(foot + 4)
}

// fade draws a line that fades out.
func (s *landscape) fade(p *picture, r *model.Risk, from, to [2]float64) {
	const steps = 5
	for n := range steps {
		a, b := float64(n)/steps, float64(n+1)/steps
		mix := func(t float64) [2]float64 {
			return [2]float64{from[0] + (to[0]-from[0])*t, from[1] + (to[1]-from[1])*t}
		}
		p.Line(plot.Pen{Tint: s.tint(r), Width: 2, Opacity: s.strength(r) * (1 - float64(a)*0.9)}, mix(a), mix(b))
	}
}
