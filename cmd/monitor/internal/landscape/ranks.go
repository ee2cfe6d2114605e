package landscape

import (
	"slices"
	"strconv"

	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/plot"
	"utwente.nl/monitor/cmd/monitor/internal/report"
	"utwente.nl/monitor/cmd/monitor/internal/scene"
	"utwente.nl/monitor/cmd/monitor/internal/survey"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// Ranks shows the order of severity at the first horizon in each edition, joined by lines. The ten
// highest risks of this edition, and the chosen one, have names and colours; the others are faint.

var ranksForm = form{
	takes: []string{"risk", "category"},
	lacking: func(s *landscape) *figure.Problem {
		if p := s.notAsked(model.Severity, func(r *survey.Results) bool { return len(s.horizons()) > 0 }); p != nil {
			return p
		}
		if editions, _ := s.chains(); len(editions) < 2 {
			return s.tooFew(wording.Refer("phrase.two-surveys"), wording.Refer("phrase.just-one"))
		}
		return s.notShown(risksOf(s.report.Survey.Severity[s.horizons()[0].ID]))
	},
	title: func(s *landscape) string {
		return s.word("figure.ranks.title", "horizon", language.LowerFirst(s.text(s.horizons()[0].Title)))
	},
	found: func(s *landscape) string {
		horizon := s.horizons()[0]
		return s.word("figure.ranks.found", "horizon", language.LowerFirst(s.text(horizon.Title)),
			"risk", s.text(s.report.Survey.Severity[horizon.ID][0].Risk.Title))
	},
	draw: func(s *landscape, d *figure.Drawing) {
		s.credit(d)
		editions, chains := s.chains()
		d.Sources = nil
		for _, e := range editions[:len(editions)-1] {
			d.Sources = append(d.Sources, figure.Source{Text: s.sampled("figure.survey.sample", e.report.Survey)})
		}
		d.Sources = append(d.Sources, s.surveySource(s.report.Survey)) // what it says of who answered holds for all
		d.Unit = s.word("figure.ranks.unit")
		if s.anyChosen() {
			d.Unit = s.word("figure.ranks.unit-chosen")
		}
		d.Wide, d.Narrow = s.bumpPlot(plot.Wide, editions, chains), s.bumpPlot(plot.Narrow, editions, chains)
		g := &figure.Ledger{Corner: s.word("figure.column.risk"), Key: "risk",
			Columns: []figure.Column{{Key: "category", Heading: s.word("figure.column.category")}}}
		for _, e := range editions {
			g.Columns = append(g.Columns,
				figure.Column{Key: "rank_" + e.year, Heading: e.year},
				figure.Column{Key: "rank_" + e.year,
					Heading: e.year + ": " + s.word("figure.column.rank-interval"), Interval: true},
				figure.Column{Key: "n_" + e.year, Heading: s.word("figure.column.n-in", "year", e.year)})
		}
		for _, c := range chains {
			row := figure.Record{ID: c.risk.ID, Name: s.text(c.risk.Title),
				Data: []figure.Datum{s.category(c.risk)}}
			for n, r := range c.ranks {
				data := []figure.Datum{{}, {}, {}}
				if r.Risk != nil {
					data = append(s.rankData(r)[1:], figure.Number(float64(r.N)))
					for m := range data {
						data[m] = data[m].Of(editions[n].report.Survey.Survey.Example)
					}
				}
				row.Data = append(row.Data, data...)
			}
			g.Records = append(g.Records, row)
		}
		d.Ledger = g
		d.Alt = s.ranksAlt(editions, chains)
	},
}

// rankedEdition is an edition with its ranking.
type rankedEdition struct {
	year   string
	report *report.Report
	list   []survey.Ranked
}

// chain is one risk through the editions, by the name that it has in the last of them. ranks has an
// entry for each edition; its Risk is nil where the risk had no rank.
type chain struct {
	risk  *model.Risk
	ranks []survey.Ranked
}

// chains follows the risks back through the editions: each names the id that it had in the edition
// before. The risks of now come first, by their rank; those that are gone come after them.
func (s *landscape) chains() ([]rankedEdition, []chain) {
	all := append(s.report.Earlier[:len(s.report.Earlier):len(s.report.Earlier)], s.report)
	horizon := s.horizons()[0].ID
	var chains []chain
	of := map[string]int{} // by id in the edition that was looked at last: the index of the risk's chain
	var editions []rankedEdition
	for n := len(all) - 1; n >= 0; n-- {
		r := all[n]
		if n < len(all)-1 {
			of = backwards(of, model.RiskKind, all[n+1].Edition, r.Edition)
			horizon = all[n+1].Edition.HorizonBefore(horizon)
		}
		list := rankingIn(r, horizon)
		if n == len(all)-1 || len(list) > 0 {
			editions = append(editions, rankedEdition{r.Edition.Year, r, list})
			for c := range chains {
				chains[c].ranks = append(chains[c].ranks, survey.Ranked{})
			}
			for _, x := range list {
				c, known := of[x.Risk.ID]
				if !known {
					c = len(chains)
					chains = append(chains, chain{x.Risk, make([]survey.Ranked, len(editions))})
					of[x.Risk.ID] = c
				}
				chains[c].ranks[len(editions)-1] = x
			}
		}
	}
	slices.Reverse(editions)
	for _, c := range chains {
		slices.Reverse(c.ranks)
	}
	return editions, chains
}

// backwards maps what of has by the ids of a later edition by those of the edition before. When two things were one
// before, the first continues it.
func backwards[V any](of map[string]V, kind model.Kind, later, before *model.Edition) map[string]V {
	out, known := make(map[string]V), before.IDs(kind)
	for k, thing := range later.Things() {
		h := thing.Header()
		id := h.ID
		if slices.Contains(known, h.Formerly) {
			id = h.Formerly
		}
		v, followed := of[h.ID]
		if _, taken := out[id]; k == kind && followed && !taken {
			out[id] = v
		}
	}
	return out
}

// rankingIn returns the ranking of an edition at a horizon, or at its own first one when it does
// not have that.
func rankingIn(r *report.Report, horizon string) []survey.Ranked {
	if r.Survey == nil || r.Survey.Withheld {
		return nil
	}
	if list := r.Survey.Severity[horizon]; len(list) > 0 {
		return list
	}
	for _, h := range r.Survey.Survey.Horizons {
		if list := r.Survey.Severity[h.ID]; len(list) > 0 {
			return list
		}
	}
	return nil
}

func (s *landscape) ranksAlt(editions []rankedEdition, chains []chain) string {
	last := len(editions) - 1
	rank := func(c chain, n int) string {
		if c.ranks[n].Risk == nil {
			return s.word("figure.ranks.none")
		}
		return s.language.Whole(c.ranks[n].Rank)
	}
	var top []string
	for _, c := range chains[:min(3, len(chains))] {
		top = append(top, s.word("figure.ranks.was", "risk", s.text(c.risk.Title), "before", rank(c, last-1),
			"year", editions[last-1].year))
	}
	var t []string
	t = append(t, s.word("figure.ranks.alt", "from", editions[0].year, "to", editions[last].year,
		"top", s.language.List(top)))
	var risers, fallers string
	up, down := 0, 0
	for _, c := range chains {
		a, b := c.ranks[last-1], c.ranks[last]
		if a.Risk == nil || b.Risk == nil {
			continue
		}
		text := s.word("figure.ranks.moved", "risk", s.text(c.risk.Title), "before", rank(c, last-1),
			"now", rank(c, last))
		if a.Rank-b.Rank > up {
			up, risers = a.Rank-b.Rank, text
		}
		if b.Rank-a.Rank > down {
			down, fallers = b.Rank-a.Rank, text
		}
	}
	if up > 0 {
		t = append(t, s.word("figure.ranks.up", "moved", risers))
	}
	if down > 0 {
		t = append(t, s.word("figure.ranks.down", "moved", fallers))
	}
	for _, c := range chains {
		if s.chosen(c.risk) {
			var places []string
			for n := range editions {
				places = append(places, rank(c, n)+" ("+editions[n].year+")")
			}
			t = append(t,
				s.word("figure.ranks.own", "risk", s.text(c.risk.Title), "places", s.language.List(places)))
		}
	}
	return language.Paragraph(t...)
}

// bumpTop is the last rank that is named. The chosen risk is always named.
const bumpTop = 10

func (s *landscape) bumpPlot(on plot.Canvas, editions []rankedEdition, chains []chain) figure.Plot {
	p := newPicture(s, on)
	last := len(editions) - 1
	named := func(c chain) bool {
		r := c.ranks[last]
		return r.Risk != nil && (r.Rank <= bumpTop || s.chosen(r.Risk)) && !s.muted(r.Risk) ||
			r.Risk != nil && s.Risk != nil && r.Rank <= bumpTop
	}
	var risks []*model.Risk
	for _, c := range chains {
		if named(c) {
			risks = append(risks, c.risk)
		}
	}
	y := p.categoryKey(0, risks, s.front)
	for n, e := range editions {
		p.Write(s.bumpX(p, n, last), y+plot.LineHeight(p.Tick)/2, scene.Middle, plot.Muted(p.Tick), e.year)
	}
	y += plot.LineHeight(p.Tick) + 6
	row, beyond := 36.0, 16.0
	if on.Narrow() {
		row = 46
	}
	deepest := 0
	for _, c := range chains {
		for _, r := range c.ranks {
			deepest = max(deepest, r.Rank)
		}
	}
	at := func(rank int) float64 {
		return y + row*(float64(min(rank, bumpTop))-0.5) + beyond*float64(max(rank-bumpTop, 0))
	}
	for _, front := range []bool{false, true} {
		for _, c := range chains {
			if named(c) == front {
				s.bump(p, c, last, at, front)
			}
		}
	}
	return p.plot(at(max(deepest, 1)) + row/2)
}

// bumpX returns the place of an edition from the left.
func (s *landscape) bumpX(p *picture, n, last int) float64 {
	left, right := 22.0, float64(p.Width)-240
	if p.Narrow() {
		left, right = 16, float64(p.Width)-150
	}
	return left + (right-left)*float64(n)/float64(last)
}

// bump draws one risk through the editions. A risk in front has its ranks in dots, and its name at
// the end.
func (s *landscape) bump(p *picture, c chain, last int, at func(int) float64, front bool) {
	style := plot.Pen{Tint: "axis", Width: 1.2, Opacity: 0.35}
	if front {
		style = plot.Pen{Tint: s.tint(c.risk), Width: 2.5, Opacity: s.strength(c.risk)}
		if s.chosen(c.risk) {
			style.Width = 4
		}
	}
	for n := 1; n <= last; n++ {
		a, b := c.ranks[n-1], c.ranks[n]
		if a.Risk != nil && b.Risk != nil {
			p.Line(style, [2]float64{s.bumpX(p, n-1, last), at(a.Rank)},
				[2]float64{s.bumpX(p, n, last), at(b.Rank)})
		}
	}
	for n, r := range c.ranks {
		if r.Risk == nil {
			continue
		}
		x, y := s.bumpX(p, n, last), at(r.Rank)
		tip := s.text(r.Risk.Title) + "\n" + language.UpperFirst(s.rankText(r))
		if !front {
			p.Dot(x, y, 2.5, plot.Solid("axis", 0.45), tip)
			continue
		}
		radius := 10.0
		if r.Rank > bumpTop {
			radius = 7 // lower ranks stand closer together
		}
		p.Dot(x, y, radius, plot.Solid(s.tint(c.risk), 1), tip)
		size := p.Tick - 1
		if r.Rank > bumpTop {
			size = 11
		}
		p.Write(x, y, scene.Middle, plot.Ink{Size: size, Tint: "surface", Bold: true, Bare: true},
			strconv.Itoa(r.Rank))
		if n == last {
			i := s.nameInk(c.risk, p.Tick)

			room := float64(p.Width) - x - radius - 8
			p.Write(x+radius+6, y, scene.Start, i, plot.WrapNarrow(s.text(c.risk.Title), p.Tick, room, 3)...)
		}
	}
}
