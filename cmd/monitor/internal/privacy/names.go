package privacy

import (
	"cmp"
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// seriesName identifies a series in all editions by its original names: those that its indicator,
// dimension and member have in the oldest edition. The last two are "" for the whole.
type seriesName struct{ indicator, dimension, member string }

// named holds the original names of what an edition has. Take an indicator that is called x now and
// was called y in the edition before (Formerly): its original name is that of y there.
type named struct {
	indicators map[*model.Indicator]string
	dimensions map[*model.Dimension]string
	members    map[*model.Member]string
	series     map[seriesName]seriesRef
}

// seriesRef is a series of an edition: an indicator as a whole, or a part of one.
type seriesRef struct {
	indicator *model.Indicator
	breakdown *model.Breakdown
	part      int
}

// values returns the values of a series; none when there is no such series.
func (s seriesRef) values() []model.Value {
	switch {
	case s.indicator == nil:
		return nil
	case s.breakdown == nil:
		return s.indicator.Values
	}
	return s.breakdown.Parts[s.part].Values
}

// name finds the original names of everything in the edition.
func (p *Publication) name() {
	before := p.before()
	var older named
	if before != nil {
		older = before.named
	}
	p.named = named{make(map[*model.Indicator]string), make(map[*model.Dimension]string),
		make(map[*model.Member]string), make(map[seriesName]seriesRef)}
	renamed := make(map[string]bool)
	for _, i := range p.Edition.Indicators {
		renamed[i.Formerly] = true
	}
	for _, i := range p.Edition.Indicators {
		var was *model.Indicator
		if before != nil && (i.Formerly != "" || !renamed[i.ID]) {
			was = before.Edition.Indicator(cmp.Or(i.Formerly, i.ID))
		}
		p.indicators[i] = cmp.Or(older.indicators[was], i.Formerly, i.ID)
		if renamed[i.ID] && i.Formerly == "" {
			p.indicators[i] = i.ID + "/" + p.Edition.Year // this id was taken over from another indicator
		}
	}
	for _, d := range p.Edition.Dimensions {
		var was *model.Dimension
		if before != nil {
			was = before.Edition.Dimension(cmp.Or(d.Formerly, d.ID))
		}
		p.dimensions[d] = cmp.Or(older.dimensions[was], d.Formerly, d.ID)
		for _, m := range d.Members {
			var old *model.Member
			if was != nil {
				old = was.Member(cmp.Or(m.Formerly, m.Key))
			}
			p.members[m] = cmp.Or(older.members[old], m.Formerly, m.Key)
		}
	}
	for _, i := range p.Edition.Indicators {
		p.series[p.nameOf(Coordinates{Indicator: i})] = seriesRef{indicator: i}
		for _, b := range i.Breakdowns {
			for n := range b.Parts {
				p.series[p.nameOf(Coordinates{Indicator: i, Breakdown: b, Part: n})] = seriesRef{i, b, n}
			}
		}
	}
}

// nameOf returns the name of the series that a number belongs to.
func (p *Publication) nameOf(at Coordinates) seriesName {
	s := seriesName{indicator: p.indicators[at.Indicator]}
	if at.Breakdown != nil && at.Part >= 0 {
		d, m := at.Breakdown.Dimension, at.Breakdown.Parts[at.Part].Member
		s.dimension, s.member = cmp.Or(p.dimensions[d], d.ID), cmp.Or(p.members[m], m.Key)
	}
	return s
}

// before returns the last known publication of an earlier edition, or nil.
func (p *Publication) before() *Publication {
	for _, k := range slices.Backward(p.known) {
		if k.Edition.Year != p.Edition.Year {
			return k
		}
	}
	return nil
}

// counterpart returns the value that another publication has at the coordinates of this one, or
// nil, and the indicator that it belongs to.
func (p *Publication) counterpart(at Coordinates, in *Publication) (*model.Indicator, *model.Value) {
	s := in.series[p.nameOf(at)]
	return s.indicator, valueIn(s.values(), at.Period)
}
