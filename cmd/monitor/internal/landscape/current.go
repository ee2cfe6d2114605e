package landscape

import (
	"math"
	"strconv"

	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/plot"
	"utwente.nl/monitor/cmd/monitor/internal/scene"
	"utwente.nl/monitor/cmd/monitor/internal/survey"
)

// The current risk landscape shows which share of the respondents thinks that a risk is the most
// likely to cause a crisis now: bars by rank, with thin whiskers for the intervals.

var currentForm = form{
	takes: []string{"risk", "category"},
	lacking: func(s *landscape) *figure.Problem {
		if p := s.notAsked(model.Current, func(r *survey.Results) bool { return len(r.Current) > 0 }); p != nil {
			return p
		}
		return s.notShown(risksOf(s.report.Survey.Current))
	},
	title: func(s *landscape) string { return s.word("figure.current.title") },
	found: func(s *landscape) string {
		first := s.report.Survey.Current[0]
		return s.word("figure.current.found", "risk", s.text(first.Risk.Title), "share", s.percent(first.Value, 0))
	},
	draw: func(s *landscape, d *figure.Drawing) {
		list := s.report.Survey.Current
		s.credit(d)
		d.Unit = s.respondents()
		d.Wide, d.Narrow = s.currentPlot(plot.Wide, s.top(list, 15)), s.currentPlot(plot.Narrow, s.top(list, 10))
		d.Ledger = &figure.Ledger{Corner: s.word("figure.column.risk"), Key: "risk"}
		d.Ledger.Columns = append(s.rankColumns(), s.percents("share", s.word("figure.column.share"))...)
		for _, r := range list {
			d.Ledger.Records = append(d.Ledger.Records, figure.Record{ID: r.Risk.ID, Name: s.text(r.Risk.Title),
				Data: append(s.rankData(r), estimateData(r.Estimate)...)})
		}
		d.Alt = s.word("figure.current.alt", "total", s.language.Whole(len(list)),
			"top", s.podium(list, func(r survey.Ranked) string { return s.percent(r.Value, 0) }))
		if n := rankIndex(list, s.Risk); n >= 0 {
			d.Alt += " " + s.word("figure.own", "risk", s.text(s.Risk.Title), "value", s.percent(list[n].Value, 1),
				"place", s.rankText(list[n]))
		}
	},
}

// top returns the first n of a ranking. The chosen risk takes the last place when it is not among
// them.
func (s *landscape) top(list []survey.Ranked, n int) []survey.Ranked {
	if len(list) <= n {
		return list
	}
	if at := rankIndex(list, s.Risk); at >= n {
		return append(list[:n-1:n-1], list[at])
	}
	return list[:n]
}

// podium names the first three risks of a ranking with their values.
func (s *landscape) podium(list []survey.Ranked, value func(survey.Ranked) string) string {
	var out []string
	for _, r := range list[:min(3, len(list))] {
		out = append(out, s.word("figure.with", "name", s.text(r.Risk.Title), "value", value(r)))
	}
	return s.language.List(out)
}

// rankColumns returns the columns with the category and the rank of a risk, and rankData returns
// their data.
func (s *landscape) rankColumns() []figure.Column {
	return []figure.Column{
		{Key: "category", Heading: s.word("figure.column.category")},
		{Key: "rank", Heading: s.word("figure.column.rank")},
		{Key: "rank", Heading: s.word("figure.column.rank-interval"), Interval: true},
	}
}

func (s *landscape) rankData(r survey.Ranked) []figure.Datum {
	return []figure.Datum{s.category(r.Risk), figure.Number(float64(r.Rank)),
		figure.Interval(float64(r.RankLow), float64(r.RankHigh))}
}

func (s *landscape) currentPlot(on plot.Canvas, list []survey.Ranked) figure.Plot {
	p := newPicture(s, on)
	y := p.categoryKey(0, risksOf(list), s.front)
	const number = 26.0 // room for the rank
	nameRoom, bar := 0.44*float64(p.Width)-number, 18.0
	left := number
	if on.Narrow() {
		nameRoom, bar = float64(p.Width)-number, 14
	} else {
		for _, r := range list {
			left = max(left, number+plot.Widest(plot.Wrap(s.text(r.Risk.Title), p.Tick, nameRoom, 3), p.Tick)+plot.Gap)
		}
	}
	top, words := 0.0, 0.0
	for _, r := range list {
		top, words = max(top, r.High), max(words, plot.TextWidth(s.percent(r.Value, 0), p.Tick))
	}
	room := float64(p.Width) - left - words - 2*plot.Gap
	if top <= 0 {
		top = 1
	}
	for _, r := range list {
		i := s.nameInk(r.Risk, p.Tick)

		lines := plot.Wrap(s.text(r.Risk.Title), p.Tick, nameRoom, 3)
		deep := plot.Height(lines, p.Tick)
		p.Write(number-plot.Gap, y+plot.LineHeight(p.Tick)/2+1, scene.End, plot.Muted(p.Tick), strconv.Itoa(r.Rank))
		p.Write(number, y+deep/2+1, scene.Start, i, lines...)
		at := y + max(deep, plot.LineHeight(p.Tick))/2 + 1 - bar/2
		if on.Narrow() {
			at = y + deep + 3
		}
		s.whiskerBar(p, r, left, at, room/top, bar)
		y = max(y+deep, at+bar) + 9
	}
	return p.plot(y)
}

// whiskerBar draws a share as a bar with its interval as a line, in the colour of the
// ground within the bar and grey beyond it.
func (s *landscape) whiskerBar(p *picture, r survey.Ranked, x, y, scale, bar float64) {
	tint := s.tint(r.Risk)
	tip := s.text(r.Risk.Title) + "\n" + s.percent(r.Value, 1) +
		" (" + s.percentRange(r.Estimate) + ")\n" + language.UpperFirst(s.rankText(r))
	p.Bar(x, y, max(r.Value*scale, 1), bar, plot.Solid(tint, s.strength(r.Risk)), tip)
	mid := y + bar/2
	p.Line(plot.Pen{Tint: "surface", Width: 1.2}, [2]float64{x + r.Low*scale, mid},
		[2]float64{x + r.Value*scale, mid})
	p.Line(plot.Pen{Tint: "muted", Width: 1.2}, [2]float64{x + r.Value*scale, mid},
		[2]float64{x + r.High*scale, mid})
	i := plot.Bold(p.Tick)
	if s.muted(r.Risk) {
		i = plot.Muted(p.Tick)
	}
	p.Write(x+math.Max(r.High, r.Value)*scale+6, mid, scene.Start, i, s.percent(r.Value, 0))
}
