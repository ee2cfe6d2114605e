package landscape

import (
	"cmp"
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/plot"
	"utwente.nl/monitor/cmd/monitor/internal/report"
	"utwente.nl/monitor/cmd/monitor/internal/scene"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// Peers shows an indicator here and at comparable peers: a strip for each period, with the own number
// filled and the others open. It is no ranking: nothing is in the order of the numbers, and what
// cannot be compared is not in it.

var peersForm = form{
	takes: []string{"indicator"},
	lacking: func(s *landscape) *figure.Problem {
		if len(s.Indicators) != 1 {
			return figure.NewProblem(diagnostic.NoFigureSubject, "")
		}
		if len(s.strips()) == 0 {
			return s.nothingToShow(wording.Refer("phrase.no-peers"))
		}
		return nil
	},
	title: func(s *landscape) string {
		return s.word("figure.peers.title", "indicator", s.text(s.Indicators[0].Title))
	},
	found: func(s *landscape) string {
		strips := s.strips()
		at := strips[len(strips)-1]
		for _, one := range slices.Backward(strips) {
			if one.own.State == report.Shown {
				at = one
				break
			}
		}
		low, high := at.peers[0].point, at.peers[0].point
		for _, p := range at.peers {
			if p.point.Number < low.Number {
				low = p.point
			}
			if p.point.Number > high.Number {
				high = p.point
			}
		}
		others := s.numberText(low)
		if to := s.numberText(high); to != others {
			others = s.word("figure.peers.range", "low", others, "high", to)
		}
		words := []string{"indicator", s.text(s.Indicators[0].Title), "period", s.language.Period(at.period), "others", others}
		if at.own.State != report.Shown {
			return s.word("figure.peers.found-elsewhere", words...)
		}
		_, name := s.own()
		return s.word("figure.peers.found", append(words, "name", name, "own", s.numberText(at.own))...)
	},
	draw: func(s *landscape, d *figure.Drawing) {
		i := s.Indicators[0]
		if i.Aspect != nil {
			d.Accent = categoryNumber(s.report, i.Aspect.Category)
		}
		d.Unit = language.UpperFirst(s.text(i.Unit))
		d.Sources = s.peerSources()
		all := s.strips()
		strips := all[max(0, len(all)-mostStrips):]
		d.Wide, d.Narrow = s.stripPlot(plot.Wide, strips), s.stripPlot(plot.Narrow, strips)
		d.Ledger = s.peerLedger(all)
		d.Alt = s.peerAlt(strips)
	},
}

// mostStrips is how many periods are drawn, the last ones; the table has all.
const mostStrips = 6

// strip is one period: the own number, and those of the peers that have one.
type strip struct {
	period model.Period
	own    report.Point
	peers  []peerPoint
}

type peerPoint struct {
	of    *model.Peer
	point report.Point
}

// comparable returns the peers that can be compared and have numbers, in the order of the data.
func (s *landscape) comparable() []report.Peer {
	return slices.DeleteFunc(s.report.Peers(s.Indicators[0]), func(p report.Peer) bool {
		_, ok := p.Latest()
		return !ok || !p.Comparable()
	})
}

// strips returns the periods in which a comparable peer has a number, the oldest first.
func (s *landscape) strips() []strip {
	var all []strip
	own := s.report.Facts(s.Indicators[0]).Values
	for _, p := range s.comparable() {
		for _, point := range p.Points {
			if point.State != report.Shown {
				continue
			}
			n := slices.IndexFunc(all, func(t strip) bool { return t.period == point.Period })
			if n < 0 {
				n = len(all)
				all = append(all, strip{period: point.Period, own: own.At(point.Period)})
			}
			all[n].peers = append(all[n].peers, peerPoint{p.Peer, point})
		}
	}
	slices.SortFunc(all, func(a, b strip) int { return cmp.Compare(a.period.Ordinal(), b.period.Ordinal()) })
	return all
}

// numberText writes a number of the indicator with its per cent sign, and says when it is only a bound
// or an estimate.
func (s *landscape) numberText(p report.Point) string {
	i := s.Indicators[0]
	low, high := i.Kind.Bounds()
	text := s.language.Within(p.Number, p.Decimals(i), low, high)
	if strings.HasPrefix(s.text(i.Unit), "%") {
		text = s.language.WithUnit(text, "%")
	}
	text = s.language.Bound(text, p.Flags)
	for _, flag := range []rune{model.Estimated, model.Provisional} {
		if p.Flags.Has(flag) {
			text += " (" + s.word("flag."+string(flag)) + ")"
		}
	}
	return text
}

// own is what the own numbers are called. When they are invented their name says so: those of the peers
// are not.
func (s *landscape) own() (key, name string) {
	if s.Indicators[0].Example {
		return "own_example", s.word("figure.peers.own-example")
	}
	return "own", s.word("figure.peers.own")
}

// peerDatum returns a point for the ledger.
func (s *landscape) peerDatum(p report.Point) figure.Datum {
	switch {
	case p.State == report.Shown:
		return figure.Written(p.Number, p.Decimals(s.Indicators[0]), s.numberText(p))
	case p.State.Hidden():
		return figure.Withheld
	}
	return figure.Datum{}
}

func (s *landscape) peerLedger(strips []strip) *figure.Ledger {
	key, name := s.own()
	g := &figure.Ledger{Corner: s.word("figure.column.period"), Key: "period",
		Columns: []figure.Column{{Key: key, Heading: name}}}
	peers := s.comparable()
	for _, p := range peers {
		g.Columns = append(g.Columns, figure.Column{Key: p.Peer.ID, Heading: s.text(p.Peer.Title)})
	}
	for _, t := range strips {
		row := figure.Record{ID: t.period.String(), Name: s.language.Period(t.period),
			Data: []figure.Datum{s.peerDatum(t.own).Of(s.Indicators[0].Example)}}
		for _, p := range peers {
			datum := figure.Datum{}
			if point, ok := p.At(t.period); ok {
				datum = s.peerDatum(point).Of(false)
			}
			row.Data = append(row.Data, datum)
		}
		g.Records = append(g.Records, row)
	}
	return g
}

// peerSources returns where the numbers come from: the own ones first.
func (s *landscape) peerSources() []figure.Source {
	i := s.Indicators[0]
	out := []figure.Source{{Text: s.text(i.Source.Title), URL: i.Source.URL}}
	add := func(one figure.Source) {
		if one.Text != "" && !slices.Contains(out, one) {
			out = append(out, one)
		}
	}
	for _, p := range s.comparable() {
		if p.Series != nil {
			add(figure.Source{Text: s.text(p.Series.Source.Title), URL: p.Series.Source.URL})
		} else if p.Cites != nil {
			add(figure.Source{Text: s.text(p.Cites.Publisher) + ", " + s.text(p.Cites.Title), URL: p.Cites.Address()})
		}
	}
	return out
}

// peerAlt says what is compared in each period, and what is not comparable.
func (s *landscape) peerAlt(strips []strip) string {
	var t, apart []string
	_, name := s.own()
	for _, one := range strips {
		own := s.word("figure.peers.none")
		switch {
		case one.own.State == report.Shown:
			own = s.numberText(one.own)
		case one.own.State.Hidden():
			own = s.word("figure.state.withheld")
		}
		var others []string
		for _, p := range one.peers {
			others = append(others, s.text(p.of.Title)+" "+s.numberText(p.point))
		}
		t = append(t, s.word("figure.peers.alt", "period", s.language.Period(one.period), "name", name,
			"own", own, "others", s.language.List(others)))
	}
	for _, p := range s.report.Peers(s.Indicators[0]) {
		if !p.Comparable() {
			apart = append(apart, s.text(p.Peer.Title))
		}
	}
	t = append(t, s.word("figure.peers.no-ranking"))
	if apart != nil {
		t = append(t, s.word("figure.peers.apart", "peers", s.language.List(apart)))
	}
	return language.Paragraph(t...)
}

// stripPlot draws a strip for each period, on one scale. The own number stands above its dot, and the
// names and numbers of the peers below theirs.
func (s *landscape) stripPlot(on plot.Canvas, strips []strip) figure.Plot {
	p := newPicture(s, on)
	steps, inset := 6, 46.0
	if on.Narrow() {
		steps, inset = 4, 30
	}
	var values []float64
	left := 0.0
	for _, t := range strips {
		left = max(left, plot.TextWidth(s.language.ShortPeriod(t.period), p.Label))
		if t.own.State == report.Shown {
			values = append(values, t.own.Number)
		}
		for _, peer := range t.peers {
			values = append(values, peer.point.Number)
		}
	}
	left += 2 * plot.Gap
	scale := plot.NewScale(values, false, false, steps)
	right := float64(p.Width) - inset
	x := func(v float64) float64 { return left + inset/2 + scale.Fraction(v)*(right-left-inset/2) }
	top := s.stripKey(p)
	y := top
	for _, t := range strips {
		y = s.drawStrip(p, t, y, left, x)
	}
	for _, tick := range scale.Ticks() {
		p.Line(plot.Pen{Tint: "grid", Width: 1}, scene.Place{x(tick), top}, scene.Place{x(tick), y})
		text := s.language.Number(tick, scale.Decimals)
		if strings.HasPrefix(s.text(s.Indicators[0].Unit), "%") {
			text = s.language.WithUnit(text, "%")
		}
		p.Write(x(tick), y+plot.Gap+plot.LineHeight(p.Tick)/2, scene.Middle, plot.Muted(p.Tick), text)
	}
	return p.plot(y + plot.Gap + plot.LineHeight(p.Tick) + 2)
}

// stripKey says what filled and open dots are, and returns where the strips begin.
func (s *landscape) stripKey(p *picture) float64 {
	const radius = 5.5
	middle := plot.LineHeight(p.Tick) / 2
	_, own := s.own()
	others := s.word("figure.peers.others")
	p.DotOf(scene.Subject{Key: true}, radius+1, middle, radius, plot.Solid("accent", 1))
	p.Write(3*radius, middle, scene.Start, plot.Regular(p.Tick), own)
	next := 3*radius + plot.TextWidth(own, p.Tick) + 3*plot.Gap
	p.DotOf(scene.Subject{Key: true}, next+radius, middle, radius, plot.Hollow("muted"))
	p.Write(next+3*radius, middle, scene.Start, plot.Regular(p.Tick), others)
	return plot.LineHeight(p.Tick) + 2*plot.Gap
}

// drawStrip draws the strip of a period below y, and returns where it ends. Names that would overlap
// are on lines below each other, each with a hairline to its dot.
func (s *landscape) drawStrip(p *picture, t strip, y, left float64, x func(float64) float64) float64 {
	const radius = 6.5
	period := s.language.ShortPeriod(t.period)
	line := y + plot.LineHeight(p.Label) + radius + 4
	p.Write(0, line, scene.Start, plot.Bold(p.Label), period)
	p.Line(plot.Pen{Tint: "axis", Width: 1}, scene.Place{left, line}, scene.Place{float64(p.Width), line})
	type label struct {
		text     string
		at, from float64
		lane     int
	}
	var labels []label
	for _, peer := range t.peers {
		text := s.text(peer.of.Name()) + " " + s.numberText(peer.point)
		at, w := x(peer.point.Number), plot.TextWidth(text, p.Tick)
		from := min(max(at-w/2, left), float64(p.Width)-w)
		labels = append(labels, label{text: text, at: at, from: from})
		p.Dot(at, line, radius, plot.Hollow("muted"), s.language.Period(t.period)+"\n"+
			s.text(peer.of.Title)+": "+s.numberText(peer.point))
	}
	slices.SortStableFunc(labels, func(a, b label) int { return cmp.Compare(a.at, b.at) })
	var ends []float64 // of the last name in each lane
	first := line + radius + 4
	for n := range labels {
		l := &labels[n]
		for l.lane < len(ends) && l.from < ends[l.lane]+plot.Gap {
			l.lane++
		}
		if l.lane == len(ends) {
			ends = append(ends, 0)
		}
		ends[l.lane] = l.from + plot.TextWidth(l.text, p.Tick)
		middle := first + (float64(l.lane)+0.5)*plot.LineHeight(p.Tick)
		if l.lane > 0 {
			p.Line(plot.Pen{Tint: "axis", Width: 1}, scene.Place{l.at, line + radius},
				scene.Place{l.at, middle - plot.LineHeight(p.Tick)/2})
		}
		p.Write(l.from, middle, scene.Start, plot.Regular(p.Tick), l.text)
	}
	if t.own.State == report.Shown {
		text := s.numberText(t.own)
		at := x(t.own.Number)
		_, name := s.own()
		p.Dot(at, line, radius+0.5, plot.Solid("accent", 1), s.language.Period(t.period)+"\n"+name+": "+text)
		p.Write(at, line-radius-4-plot.LineHeight(p.Label)/2, scene.Middle, plot.Bold(p.Label), text)
	}
	return first + float64(len(ends))*plot.LineHeight(p.Tick) + 2*plot.Gap
}
