package report

import "utwente.nl/monitor/cmd/monitor/internal/model"

// Peer is what an indicator is elsewhere, as points: those with a number are Shown.
type Peer struct {
	*model.PeerNumbers
	Points []Point // oldest first
}

// Peers returns what an indicator is elsewhere, in the order of the data: never in that of the
// numbers, which would make a ranking of them.
func (r *Report) Peers(i *model.Indicator) []Peer {
	var out []Peer
	for n := range i.Peers {
		p := Peer{PeerNumbers: &i.Peers[n]}
		if p.Series != nil {
			p.Points = r.facts[p.Series].Values.Points
		}
		for _, v := range p.Values {
			point := Point{Period: v.Period, Number: v.Number, FewerDecimals: v.FewerDecimals, Flags: v.Flags,
				Note: v.Note, State: Shown}
			if v.Missing {
				point.Number, point.State = 0, Missing
			}
			p.Points = append(p.Points, point)
		}
		out = append(out, p)
	}
	return out
}

// At returns the number of a peer in a period; ok is false when it has none.
func (p Peer) At(period model.Period) (point Point, ok bool) {
	for _, point := range p.Points {
		if point.Period == period && point.State == Shown {
			return point, true
		}
	}
	return Point{}, false
}

// Latest returns the last number of a peer; ok is false when it has none.
func (p Peer) Latest() (point Point, ok bool) {
	if n := lastShown(p.Points); n >= 0 {
		return p.Points[n], true
	}
	return Point{}, false
}
