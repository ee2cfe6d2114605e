package site

import (
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/draw"
	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
)

// PeersView is the block "Elsewhere" of an indicator: what it is at others.
type PeersView struct {
	Figure     *FigureView // nil when nothing is comparable
	Comparable []PeerRow
	Apart      []PeerRow // those that cannot be compared, each with why
}

// PeerRow is what an indicator is at one peer.
type PeerRow struct {
	Peer       Link
	Values     []PeerValue // the last first; of what is comparable only those with a note, since the figure has all
	Definition string
	Why        string
	Source     figure.Source
	Series     *Link // to the indicator with all numbers; or nil
}

// PeerValue is a number of a peer: "2,98 % (2021)".
type PeerValue struct{ Text, Note string }

// mostPeerValues is how many numbers of a series stand in the block; its own page has all of them.
const mostPeerValues = 3

// peersView returns the block of an indicator, or nil when nothing is known of elsewhere.
func (p *press) peersView(b *book, page string, i *model.Indicator) (*PeersView, error) {
	peers := b.report.Peers(i)
	if len(peers) == 0 {
		return nil, nil
	}
	v := &PeersView{}
	for _, one := range peers {
		row := b.peerRow(page, i, one)
		if one.Comparable() {
			v.Comparable = append(v.Comparable, row)
		} else {
			v.Apart = append(v.Apart, row)
		}
	}
	if spec, drawn := b.peersFigure(i); drawn {
		view, err := p.figure(b, page, FigureView{ID: "fig-peers"}, spec, true)
		if err != nil {
			return nil, err
		}
		v.Figure = &view
	}
	return v, nil
}

// peersFigure returns the figure of an indicator beside its peers. drawn is false when nothing is comparable.
func (b *book) peersFigure(i *model.Indicator) (spec figure.Spec, drawn bool) {
	if len(b.report.Peers(i)) == 0 {
		return spec, false
	}
	spec = figure.Spec{Kind: figure.Peers, Indicators: []*model.Indicator{i}}
	return spec, draw.Complete(&spec, b.report, b.language) == nil
}

func (b *book) peerRow(page string, i *model.Indicator, one report.Peer) PeerRow {
	like := *i
	row := PeerRow{Peer: b.linkTo(page, model.PeerKind, one.Peer), Definition: b.textOf(one.Definition),
		Why: b.textOf(one.Why)}
	switch {
	case one.Series != nil:
		like = *one.Series
		link := b.linkTo(page, model.IndicatorKind, one.Series)
		row.Series, row.Definition = &link, b.textOf(one.Series.Definition)
		row.Source = figure.Source{Text: b.textOf(one.Series.Source.Title), URL: one.Series.Source.URL}
	case one.Cites != nil:
		row.Source = figure.Source{Text: b.sourceLabels()[one.Cites.ID],
			URL: relative(page, b.address.thing(model.SourceKind, one.Cites.ID))}
	}
	if one.Unit != nil {
		like.Unit = one.Unit
	}
	for _, point := range slices.Backward(one.Points) {
		if point.State != report.Shown || one.Comparable() && point.Note == nil ||
			one.Series != nil && len(row.Values) == mostPeerValues {
			continue
		}
		row.Values = append(row.Values, PeerValue{Note: b.textOf(point.Note), Text: b.language.Say("peers.value",
			"value", b.qualified(point, &like), "period", b.language.Period(point.Period))})
	}
	return row
}

// qualified writes a value with its unit, and says in words what its flags mean.
func (b *book) qualified(p report.Point, i *model.Indicator) string {
	text := b.quantity(p, i)
	for _, flag := range string(p.Flags) {
		if flag != model.AtLeast && flag != model.AtMost {
			text = b.language.Say("peers.flagged", "value", text, "flag", b.language.Say("flag."+string(flag)))
		}
	}
	return text
}
