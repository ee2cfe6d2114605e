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

// The interconnection map shows risks as dots and their strongest connections as lines. The more a
// risk is connected, the larger its dot; the more a connection was named, the wider its line.

var networkForm = form{
	takes: []string{"risk", "category"},
	lacking: func(s *landscape) *figure.Problem {
		if p := s.notAsked(model.Drivers, func(r *survey.Results) bool { return len(r.Pairs) > 0 }); p != nil {
			return p
		}
		var risks []*model.Risk
		for _, n := range s.network().nodes {
			risks = append(risks, n.risk)
		}
		return s.notShown(risks)
	},
	title: func(s *landscape) string { return s.word("figure.network.title") },
	found: func(s *landscape) string {
		return s.word("figure.network.found", "pair", s.between(s.report.Survey.Pairs[0]))
	},
	draw: func(s *landscape, d *figure.Drawing) {
		s.credit(d)
		net := s.network()
		d.Unit = s.networkUnit(net)
		at := plot.Layout(s.lengths(net))
		d.Wide, d.Narrow = s.networkPlot(plot.Wide, net, at), s.networkPlot(plot.Narrow, net, at)
		d.Full = func() figure.Plot { return s.networkPlot(plot.Full, net, at) }
		d.Ledger = s.pairLedger()
		d.Alt = s.networkAlt(net)
	},
}

// networkUnit returns a text that says which connections are drawn, and what sizes and widths mean.
func (s *landscape) networkUnit(net *network) string {
	number := s.language.Whole
	pairs := []string{"top", number(min(strongest, len(net.links))), "n", number(len(net.links)), "total",
		number(len(s.report.Survey.Pairs))}
	if s.Risk != nil {
		pairs = append(pairs, "own", number(ownStrongest), "risk", s.text(s.Risk.Title))
		return s.word("figure.network.unit-risk", pairs...)
	}
	return s.word("figure.network.unit", pairs...)
}

// strongest is how many connections are drawn. The strongest connection of every risk is drawn too,
// so that no dot floats.
const strongest = 32

// ownStrongest is how many connections of the chosen risk are drawn.
const ownStrongest = 5

// network is what the map shows. The first links are on every map of the report, and they alone
// decide the places: readers find each risk where it was on the page before. The others are links
// of the chosen risk, and lie on top.
type network struct {
	nodes  []node
	links  []survey.Pair
	placed int // how many of the links are on every map
}

type node struct {
	risk   *model.Risk
	degree float64 // the sum of the shares of all its connections, also of those that are not drawn
}

func (n *network) index(r *model.Risk) int {
	return slices.IndexFunc(n.nodes, func(x node) bool { return x.risk.ID == r.ID })
}

// network chooses what is drawn: the strongest connections, the strongest of every risk, and the
// strongest five of the chosen one.
func (s *landscape) network() *network {
	net := &network{}
	degree, drawn := map[string]float64{}, map[string]int{} // by risk id
	var risks []*model.Risk
	var own []survey.Pair
	for n, pair := range s.report.Survey.Pairs {
		ends := []*model.Risk{pair.A, pair.B}
		switch {
		case n < strongest || drawn[pair.A.ID] == 0 || drawn[pair.B.ID] == 0:
			net.links = append(net.links, pair)
			for _, r := range ends {
				if drawn[r.ID] == 0 {
					risks = append(risks, r)
				}
				drawn[r.ID]++
			}
		case slices.ContainsFunc(ends, s.chosen) && drawn[s.Risk.ID] < ownStrongest:
			own = append(own, pair)
			drawn[s.Risk.ID]++
		}
		degree[pair.A.ID] += pair.Value
		degree[pair.B.ID] += pair.Value
	}
	net.placed = len(net.links)
	net.links = append(net.links, own...)
	// The search for places begins with the risks on a circle, in this order.
	slices.SortStableFunc(risks, func(a, b *model.Risk) int {
		return cmp.Compare(categoryNumber(s.report, a.Category()), categoryNumber(s.report, b.Category()))
	})
	for _, r := range risks {
		net.nodes = append(net.nodes, node{r, degree[r.ID]})
	}
	return net
}

func (s *landscape) pairLedger() *figure.Ledger {
	g := &figure.Ledger{Corner: s.word("figure.column.connection"), Key: "pair",
		Columns: s.percents("share", s.word("figure.column.share"))}
	for _, p := range s.report.Survey.Pairs {
		if s.Risk != nil && !s.chosen(p.A) && !s.chosen(p.B) {
			continue // a map of one risk has a table of only its own connections
		}
		g.Records = append(g.Records, figure.Record{ID: p.A.ID + " " + p.B.ID, Name: s.between(p),
			Data: estimateData(p.Estimate)})
	}
	return g
}

func (s *landscape) between(p survey.Pair) string {
	return s.text(p.A.Title) + " – " + s.text(p.B.Title)
}

func (s *landscape) networkAlt(net *network) string {
	var t []string
	var pairs, hubs []string
	for _, p := range net.links[:min(3, len(net.links))] {
		pairs = append(pairs, s.word("figure.with", "name", s.between(p), "value", s.percent(p.Value, 0)))
	}
	nodes := slices.Clone(net.nodes)
	slices.SortStableFunc(nodes, func(a, b node) int { return cmp.Compare(b.degree, a.degree) })
	for _, n := range nodes[:min(3, len(nodes))] {
		hubs = append(hubs, s.text(n.risk.Title))
	}
	t = append(t, s.word("figure.network.alt", "risks", s.language.Whole(len(net.nodes)),
		"n", s.language.Whole(len(net.links)),
		"total", s.language.Whole(len(s.report.Survey.Pairs)), "pairs", s.language.List(pairs)))
	t = append(t, s.word("figure.network.hubs", "risks", s.language.List(hubs)))
	if s.Risk != nil {
		var own []string
		for _, p := range s.report.Survey.Pairs {
			if len(own) < 3 && (s.chosen(p.A) || s.chosen(p.B)) {
				other := p.A
				if s.chosen(other) {
					other = p.B
				}
				own = append(own,
					s.word("figure.with", "name", s.text(other.Title), "value", s.percent(p.Value, 0)))
			}
		}
		t = append(t, s.word("figure.network.own", "risk", s.text(s.Risk.Title), "others", s.language.List(own)))
	}
	return language.Paragraph(t...)
}

// near reports whether a risk stands out: it is not muted, or is connected with the chosen one.
func (s *landscape) near(net *network, r *model.Risk) bool {
	if !s.muted(r) {
		return true
	}
	return slices.ContainsFunc(net.links, func(p survey.Pair) bool {
		return s.chosen(p.A) && p.B.ID == r.ID || s.chosen(p.B) && p.A.ID == r.ID
	})
}

// networkPlot draws the map; places are those of the nodes, between 0 and 1 in both directions. On
// a narrow plot risks have numbers, the most connected first, which a key explains.
func (s *landscape) networkPlot(on plot.Canvas, net *network, places [][2]float64) figure.Plot {
	p := newPicture(s, on)
	var risks []*model.Risk
	order := slices.Clone(net.nodes)
	slices.SortStableFunc(order, func(a, b node) int { return cmp.Compare(b.degree, a.degree) })
	largest := max(order[0].degree, 1e-9)
	for _, n := range order {
		risks = append(risks, n.risk)
	}
	top := p.categoryKey(0, risks, func(r *model.Risk) bool { return s.near(net, r) })
	f := plot.Box{Left: 90, Top: top + 24, Right: float64(p.Width) - 90, Bottom: top + 560}
	small, large := 5.0, 19.0
	if p.Narrow() {
		f, small, large = plot.Box{Left: 22, Top: top + 14, Right: float64(p.Width) - 22, Bottom: top + 380}, 4, 13
	}
	radii, reach := make([]float64, len(net.nodes)), make([]float64, len(net.nodes))
	for n, x := range net.nodes {
		radii[n] = small + (large-small)*math.Sqrt(x.degree/largest)
		reach[n] = radii[n] + 13
	}
	at := make([][2]float64, len(places))
	for n, place := range places {
		at[n] = [2]float64{f.Left + place[0]*(f.Right-f.Left), f.Top + place[1]*(f.Bottom-f.Top)}
	}
	plot.SpreadPlaces(at, reach, f)
	p.graph(net, at, radii)
	var captions []*plot.Caption
	var inks []plot.Ink
	for _, x := range order {
		n := net.index(x.risk)
		c := &plot.Caption{Subject: scene.Subject{Node: n + 1}, X: at[n][0], Y: at[n][1], Radius: radii[n],
			Size: p.Tick - 1}
		if s.near(net, x.risk) {
			if p.Narrow() {
				c.Variants = [][]string{{strconv.Itoa(slices.Index(risks, x.risk) + 1)}}
			} else {
				c.Variants = plot.CaptionVariants(s.text(x.risk.Title), c.Size, 110)
			}
		}
		captions, inks = append(captions, c), append(inks,
			plot.Ink{Size: p.Tick - 1, Tint: "text", Bold: s.chosen(x.risk)})
	}
	var taken plot.Space
	for _, l := range net.links {
		a, b := at[net.index(l.A)], at[net.index(l.B)]
		taken.Strokes = append(taken.Strokes, plot.Stroke{X1: a[0], Y1: a[1], X2: b[0], Y2: b[1]})
	}
	end := f.Bottom + 24
	plot.PlaceCaptions(captions, plot.Box{Left: 0, Top: top, Right: float64(p.Width), Bottom: end}, taken)
	p.Caption(captions, inks)
	if p.Narrow() {
		end = s.numbered(p, end+plot.Gap, risks, func(r *model.Risk) bool { return s.near(net, r) })
	}
	return p.plot(end)
}

// lengths returns how long connections should be, between 1 and 2: the stronger, the shorter.
func (s *landscape) lengths(net *network) [][]float64 {
	out := make([][]float64, len(net.nodes))
	for n := range out {
		out[n] = make([]float64, len(net.nodes))
	}
	best := max(net.links[0].Value, 1e-9)
	for _, l := range net.links[:net.placed] {
		a, b := net.index(l.A), net.index(l.B)
		out[a][b] = 2 - l.Value/best
		out[b][a] = out[a][b]
	}
	return out
}

// graph draws the connections, and the risks over them. Both name the nodes that they belong to, so
// that what is connected stands out when a reader points at it.
func (p *picture) graph(net *network, at [][2]float64, radii []float64) {
	best := max(net.links[0].Value, 1e-9)
	for _, l := range net.links {
		style := plot.Pen{Tint: "axis", Width: 0.8 + 5*l.Value/best, Opacity: 0.5}
		if p.anyChosen() {
			style.Opacity = 0.22
			for _, end := range []*model.Risk{l.A, l.B} {
				if !p.muted(end) {
					style.Tint, style.Opacity = p.tint(end), 0.75
				}
			}
		}
		a, b := net.index(l.A), net.index(l.B)
		p.LineOf(scene.Subject{Tip: p.between(l) + "\n" + p.percent(l.Value, 1), Ends: [2]int{a + 1, b + 1}}, style,
			at[a], at[b])
	}
	for n, x := range net.nodes {
		tint, opacity := p.tint(x.risk), 1.0
		if p.anyChosen() && !p.near(net, x.risk) {
			opacity = 0.4
		}
		if p.muted(x.risk) && p.near(net, x.risk) {
			tint = plot.CategoryTint(categoryNumber(p.report, x.risk.Category()))
		}
		about := p.text(x.risk.Title) + "\n" + p.word("figure.network.degree", "n", p.percent(x.degree, 0))
		p.DotOf(scene.Subject{Tip: about, Node: n + 1}, at[n][0], at[n][1], radii[n], plot.Solid(tint, opacity))
	}
}
