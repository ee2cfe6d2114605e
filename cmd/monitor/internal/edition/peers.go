package edition

import (
	"maps"
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

func (r *reader) peers(top *source.Table) {
	r.each(top, "peer", model.PeerKind, func(id string, t *source.Table) {
		r.edition.Peers = append(r.edition.Peers, &model.Peer{
			Head:  r.head(t, model.PeerKind, id, "title"),
			Short: r.text(t, "short", false),
			URL:   webAddress(t, "url"),
		})
	})
}

// outside reads whose numbers those of an indicator are, when they are not the organisation's own. The
// numbers of a hidden peer are hidden.
func (r *reader) outside(t *source.Table, i *model.Indicator) {
	id, ok := t.String("peer")
	if !ok {
		return
	}
	if i.Outside = r.peer(id); i.Outside == nil {
		r.reportUnknown(t, "peer", model.PeerKind, id)
		return
	}
	i.Audience = max(i.Audience, i.Outside.Audience)
	if i.Target != nil {
		t.ReportKey("target", diagnostic.TargetElsewhere, "")
	}
}

// peer returns the peer with an id, or nil.
func (r *reader) peer(id string) *model.Peer {
	peer, _ := r.edition.Thing(model.PeerKind, id).(*model.Peer)
	return peer
}

// peerNumbers reads what an indicator is elsewhere, from a table for each peer.
func (r *reader) peerNumbers(t *source.Table, i *model.Indicator) {
	if t.Has("peer") {
		if t.Has("peers") {
			t.ReportKey("peers", diagnostic.PeersElsewhere, "")
		}
		return
	}
	all, ok := t.Table("peers")
	if !ok {
		return
	}
	defer all.Close()
	for _, id := range all.Keys() {
		s, ok := all.Table(id)
		if !ok {
			continue
		}
		peer := r.peer(id)
		if peer == nil {
			r.reportUnknownKey(all, model.PeerKind, id)
			continue
		}
		r.numbersOf(peer, s, i)
		s.Close()
	}
}

// numbersOf reads what an indicator is at a peer: values with their source, or the name of an
// indicator that has them.
func (r *reader) numbersOf(peer *model.Peer, t *source.Table, i *model.Indicator) {
	n := model.PeerNumbers{Peer: peer}
	comparable := t.Bool("comparable")
	required(t, "comparable")
	switch n.Why = r.text(t, "why", false); {
	case t.IsBool("comparable") && !comparable && n.Why.Empty():
		t.ReportKey("comparable", diagnostic.IncomparableWithoutWhy, "", peer.ID)
	case comparable && n.Why != nil:
		t.ReportKey("why", diagnostic.WhyOfComparable, "", peer.ID)
	}
	at := len(i.Peers) // others may be appended before the references are known
	if t.Has("series") {
		i.Peers = append(i.Peers, n)
		var series *model.Indicator
		refer(r, t, "series", model.IndicatorKind, &series)
		r.afterData = append(r.afterData, func() {
			switch {
			case series == nil, series.Outside == nil && r.table(series).Has("peer"): // another message says so
			case series.Outside != peer:
				t.Report("series", diagnostic.SeriesNotOfPeer, "", series.ID, peer.ID)
			default:
				i.Peers[at].Series = series
				checkAlike(t, peer, i, series)
			}
		})
		return
	}
	required(t, "values")
	if !t.Has("source") {
		t.ReportTable(diagnostic.PeerWithoutSource, "", peer.ID)
	}
	n.Definition, n.Unit = r.text(t, "definition", false), r.text(t, "unit", false)
	// Its values are read as those of an indicator like this one.
	theirs := &model.Indicator{Unit: i.Unit, Frequency: i.Frequency, Decimals: i.Decimals,
		Kind: model.NumberKind(choice(t, "kind", model.NumberKinds, string(i.Kind)))}
	if n.Unit != nil {
		theirs.Unit = n.Unit
	}
	if theirs.Kind == model.Count {
		theirs.Decimals = 0
	}
	theirs.Decimals = intBetween(t, "decimals", 0, maxDecimals, theirs.Decimals)
	if values, ok := t.Table("values"); ok {
		for _, key := range values.Keys() {
			if period, ok := model.ParsePeriod(key); ok {
				theirs.Frequency = period.Frequency
				break
			}
		}
		n.Values = r.valuesByPeriod(values, theirs)
		for v := range n.Values { // these are said beside the decimals of the indicator
			n.Values[v].FewerDecimals += i.Decimals - theirs.Decimals
		}
	}
	i.Peers = append(i.Peers, n)
	var cites *model.Work
	refer(r, t, "source", model.SourceKind, &cites)
	r.afterData = append(r.afterData, func() { i.Peers[at].Cites = cites })
	checkAlike(t, peer, i, theirs)
}

// checkAlike reports numbers of a peer that are called comparable and measure something else.
func checkAlike(t *source.Table, peer *model.Peer, ours, theirs *model.Indicator) {
	if !t.Bool("comparable") {
		return
	}
	report := func(what, their, our string) {
		t.ReportKey("comparable", diagnostic.ComparableUnlike, "", peer.ID, what, their, our)
	}
	words := func(text model.Text) string {
		for _, lang := range slices.Sorted(maps.Keys(text)) {
			return text[lang]
		}
		return ""
	}
	switch {
	case ours.Kind != theirs.Kind:
		report("kind", string(theirs.Kind), string(ours.Kind))
	case !maps.Equal(ours.Unit, theirs.Unit):
		report("unit", words(theirs.Unit), words(ours.Unit))
	case ours.Frequency != theirs.Frequency:
		report("values", frequencyNames[theirs.Frequency], frequencyNames[ours.Frequency])
	case ours.Kind == model.Count:
		t.ReportKey("comparable", diagnostic.CountCompared, "", peer.ID)
	}
}
