package landscape

import (
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/plot"
	"utwente.nl/monitor/cmd/monitor/internal/scene"
	"utwente.nl/monitor/cmd/monitor/internal/survey"
)

// The outlook has a bar of 100 % for each horizon, divided from stable to stormy. The approaches,
// what helps most by category, have the same form with other names.

var outlookForm = form{
	lacking: func(s *landscape) *figure.Problem {
		return s.notAsked(model.Outlook, func(r *survey.Results) bool {
			return slices.ContainsFunc(r.Outlook,
				func(o survey.OutlookShares) bool { return answered(o.Shares) > 0 })
		})
	},
	title: func(s *landscape) string { return s.word("figure.outlook.title") },
	found: func(s *landscape) string {
		outlook := s.report.Survey.Outlook
		last := outlook[len(outlook)-1]
		if answered(last.Shares) == 0 {
			return ""
		}
		top := largest(last.Shares)
		return s.word("figure.outlook.found", "horizon", language.LowerFirst(s.text(last.Horizon.Title)),
			"option", language.LowerFirst(s.text(s.report.Survey.Survey.Outlooks[top].Title)),
			"share", s.percent(last.Shares[top].Value, 0))
	},
	draw: func(s *landscape, d *figure.Drawing) {
		results := s.report.Survey
		var rows []shareBar
		for _, o := range results.Outlook {
			if answered(o.Shares) > 0 {
				rows = append(rows, shareBar{o.Horizon.ID, s.text(o.Horizon.Title), o.Shares})
			}
		}
		parts := make([]shareOption, len(results.Survey.Outlooks))
		for n, option := range results.Survey.Outlooks {
			level := heatLevels
			if len(parts) > 1 {
				level = 1 + (n*(heatLevels-1)+(len(parts)-1)/2)/(len(parts)-1)
			}
			parts[n] = shareOption{option.ID, s.text(option.Title), heat(level), onHeat(level)}
		}
		s.shareBars(d, "horizon", s.word("figure.column.horizon"), rows, parts)
		var t []string
		for _, row := range rows {
			var shares []string
			for n, share := range row.shares {
				shares = append(shares, language.LowerFirst(parts[n].name)+" "+s.percent(share.Value, 0))
			}
			t = append(t, s.word("figure.outlook.alt", "horizon", row.name, "shares", s.language.List(shares)))
		}
		d.Alt = language.Paragraph(t...)
	},
}

var approachesForm = form{
	takes: []string{"category"},
	lacking: func(s *landscape) *figure.Problem {
		if p := s.notAsked(model.ApproachTo, func(r *survey.Results) bool { return true }); p != nil {
			return p
		}
		if !slices.ContainsFunc(s.report.Survey.Approaches, s.approached) {
			return s.noAnswers()
		}
		return nil
	},
	title: func(s *landscape) string {
		if s.Category != nil {
			return s.word("figure.approaches.title-one", "category", s.text(s.Category.Title))
		}
		return s.word("figure.approaches.title")
	},
	draw: func(s *landscape, d *figure.Drawing) {
		parts := make([]shareOption, len(s.report.Survey.Survey.Approaches))
		for n, option := range s.report.Survey.Survey.Approaches {
			parts[n] = shareOption{option.ID, s.text(option.Title), plot.SeriesTint(n), "surface"}
		}
		rows := s.approaches()
		s.shareBars(d, "category", s.word("figure.column.category"), rows, parts)
		var best []string
		for _, row := range rows {
			top := largest(row.shares)
			best = append(best, s.word("figure.approaches.best", "category", row.name,
				"approach", language.LowerFirst(parts[top].name), "share", s.percent(row.shares[top].Value, 0)))
		}
		d.Alt = s.word("figure.approaches.alt", "best", strings.Join(best, "; "))
	},
}

// approached reports whether answers about a category are shown.
func (s *landscape) approached(a survey.ApproachShares) bool {
	return answered(a.Shares) > 0 && (s.Category == nil || a.Category.ID == s.Category.ID)
}

func (s *landscape) approaches() []shareBar {
	var rows []shareBar
	for _, a := range s.report.Survey.Approaches {
		if s.approached(a) {
			rows = append(rows, shareBar{a.Category.ID, s.text(a.Category.Title), a.Shares})
		}
	}
	return rows
}

// shareBar is a bar of 100 %, and shareOption an answer that has a share in every bar.
type shareBar struct {
	id, name string
	shares   []survey.Estimate
}

type shareOption struct {
	id, name  string
	tint, ink scene.Role
}

// largest returns the index of the largest share, the first of equals.
func largest(shares []survey.Estimate) int {
	top := 0
	for n, share := range shares {
		if share.Value > shares[top].Value {
			top = n
		}
	}
	return top
}

// answered returns the number of people behind some shares.
func answered(shares []survey.Estimate) int {
	n := 0
	for _, s := range shares {
		n = max(n, s.N)
	}
	return n
}

func (s *landscape) shareBars(d *figure.Drawing, key, corner string, rows []shareBar, parts []shareOption) {
	s.credit(d)
	d.Unit = s.respondents()
	d.Wide, d.Narrow = s.sharePlot(plot.Wide, rows, parts), s.sharePlot(plot.Narrow, rows, parts)
	d.Ledger = &figure.Ledger{Corner: corner, Key: key}
	for _, p := range parts {
		d.Ledger.Columns = append(d.Ledger.Columns, s.percents(p.id, p.name)[:2]...)
	}
	d.Ledger.Columns = append(d.Ledger.Columns, figure.Column{Key: "n", Heading: s.word("figure.column.n")})
	for _, row := range rows {
		r := figure.Record{ID: row.id, Name: row.name}
		for _, share := range row.shares {
			r.Data = append(r.Data, figure.Number(share.Value), figure.Interval(share.Low, share.High))
		}
		r.Data = append(r.Data, figure.Number(float64(answered(row.shares))))
		d.Ledger.Records = append(d.Ledger.Records, r)
	}
}

// sharePlot draws the bars, with their names before them, or above them on a narrow plot. The names
// of the options are above the first bar when they fit there, and else in a key.
func (s *landscape) sharePlot(on plot.Canvas, rows []shareBar, parts []shareOption) figure.Plot {
	p := newPicture(s, on)
	const bar, between = 36.0, 14.0
	left := 0.0
	if !on.Narrow() {
		for _, row := range rows {
			left = max(left, plot.Widest(plot.Wrap(row.name, p.Label, 190, 3), p.Label))
		}
		left += 2 * plot.Gap
	}
	room := float64(p.Width) - left
	y := 0.0
	names := optionNames(rows[0], parts, room, p.Tick)
	if names == nil {
		var items []keyItem
		for _, x := range parts {
			items = append(items, keyItem{x.tint, x.name})
		}
		y = p.key(0, items) + plot.Gap/2
	}
	for n, row := range rows {
		if on.Narrow() {
			lines := plot.Wrap(row.name, p.Label, room, 2)
			p.Write(0, y+plot.Height(lines, p.Label)/2, scene.Start, plot.Bold(p.Label), lines...)
			y += plot.Height(lines, p.Label) + 4
		}
		if n == 0 && names != nil {
			deep := 0
			for _, h := range names {
				deep = max(deep, len(h))
			}
			x := left
			for m, h := range names {
				middle := y + float64(deep)*plot.LineHeight(p.Tick) - plot.Height(h, p.Tick)/2
				p.Write(x, middle, scene.Start, plot.Muted(p.Tick), h...)
				x += row.shares[m].Value / 100 * room
			}
			y += float64(deep)*plot.LineHeight(p.Tick) + 4
		}
		if !on.Narrow() {
			lines := plot.Wrap(row.name, p.Label, 190, 3)
			p.Write(0, y+bar/2, scene.Start, plot.Bold(p.Label), lines...)
		}
		x := left
		for m, share := range row.shares {
			w := share.Value / 100 * room
			tip := row.name + "\n" + parts[m].name + ": " + s.percent(share.Value, 1) +
				" (" + s.percentRange(share) + ")"
			if w > 0 {
				p.Bar(x, y, max(w-1, 0.5), bar, plot.Solid(parts[m].tint, 1), tip)
			}
			if text := s.percent(share.Value, 0); plot.TextWidth(text, p.Tick)+4 <= w {
				p.Write(x+w/2, y+bar/2, scene.Middle,
					plot.Ink{Size: p.Tick, Tint: parts[m].ink, Bold: true, Bare: true}, text)
			}
			x += w
		}
		y += bar + between
	}
	return p.plot(y - between + 2)
}

// optionNames returns the names of the options as they are above the first bar, or nil when one
// does not fit.
func optionNames(row shareBar, parts []shareOption, room float64, size int) [][]string {
	var out [][]string
	for n, p := range parts {
		w := row.shares[n].Value/100*room - plot.Gap
		lines := plot.Wrap(p.name, size, max(w, 1), 3)
		if plot.Widest(lines, size) > w || strings.Contains(strings.Join(lines, ""), "…") {
			return nil
		}
		out = append(out, lines)
	}
	return out
}
