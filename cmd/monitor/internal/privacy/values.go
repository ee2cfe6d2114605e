package privacy

import (
	"iter"
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// Coordinates identify one number of an edition: the indicator, the part, and the period.
type Coordinates struct {
	Indicator *model.Indicator
	Breakdown *model.Breakdown // nil for the indicator as a whole
	Part      int              // index in the breakdown's parts; −1 for what belongs to no part
	Period    model.Period
}

// Member returns the key of the member that the number belongs to, or "".
func (c Coordinates) Member() string {
	if c.Breakdown == nil || c.Part < 0 {
		return ""
	}
	return c.Breakdown.Parts[c.Part].Member.Key
}

// breakdownIndex returns which of the indicator's breakdowns the number belongs to, or −1 for the
// whole.
func (c Coordinates) breakdownIndex() int {
	return slices.Index(c.Indicator.Breakdowns, c.Breakdown)
}

// each calls do for each value of an indicator: those of the whole, and those of each part.
func (p *Publication) each(i *model.Indicator, do func(Coordinates, *model.Value)) {
	for n := range i.Values {
		do(Coordinates{Indicator: i, Period: i.Values[n].Period}, &i.Values[n])
	}
	for _, b := range i.Breakdowns {
		for n := range b.Parts {
			for m := range b.Parts[n].Values {
				v := &b.Parts[n].Values[m]
				do(Coordinates{i, b, n, v.Period}, v)
			}
		}
	}
}

// partsOf yields the values of all parts of a breakdown.
func partsOf(b *model.Breakdown) iter.Seq[*model.Value] {
	return func(yield func(*model.Value) bool) {
		for n := range b.Parts {
			for m := range b.Parts[n].Values {
				if !yield(&b.Parts[n].Values[m]) {
					return
				}
			}
		}
	}
}

// given reports whether the data have the number of a value.
func given(v *model.Value) bool { return v != nil && !v.Missing }

// exists reports whether there is a number, even if the data leave it out as confidential.
func exists(v *model.Value) bool {
	return v != nil && (!v.Missing || v.Flags.Has(model.Confidential))
}

// valueIn returns a pointer to the value for a period, or nil. Values are in order, and most series
// have no gaps.
func valueIn(values []model.Value, period model.Period) *model.Value {
	if len(values) == 0 {
		return nil
	}
	n := period.Ordinal() - values[0].Period.Ordinal()
	if n >= 0 && n < len(values) && values[n].Period == period {
		return &values[n]
	}
	for n := range values {
		if values[n].Period == period {
			return &values[n]
		}
	}
	return nil
}

// partValue returns the value of an indicator for a member of a dimension, or nil.
func partValue(i *model.Indicator, dimension, member string, period model.Period) *model.Value {
	b := i.Breakdown(dimension)
	if b == nil {
		return nil
	}
	for _, part := range b.Parts {
		if part.Member.Key == member {
			return valueIn(part.Values, period)
		}
	}
	return nil
}

// valueAt returns the value of an indicator at the coordinates of another one's number, or nil.
func valueAt(i *model.Indicator, at Coordinates) *model.Value {
	if at.Breakdown == nil {
		return valueIn(i.Values, at.Period)
	}
	return partValue(i, at.Breakdown.Dimension.ID, at.Member(), at.Period)
}

// periodsOf returns the periods in which an indicator or one of its parts has a value, in order.
func periodsOf(i *model.Indicator) []model.Period {
	var periods []model.Period
	collect := func(values []model.Value) {
		for _, v := range values {
			periods = append(periods, v.Period)
		}
	}
	collect(i.Values)
	for _, b := range i.Breakdowns {
		for _, part := range b.Parts {
			collect(part.Values)
		}
	}
	slices.SortFunc(periods, func(p, q model.Period) int { return p.Ordinal() - q.Ordinal() })
	return slices.Compact(periods)
}

// leftOut returns the members that have no number in a breakdown for a period.
func leftOut(b *model.Breakdown, period model.Period) []*model.Member {
	return slices.DeleteFunc(slices.Clone(b.Dimension.Members), func(m *model.Member) bool {
		return slices.ContainsFunc(b.Parts, func(p model.Part) bool {
			return p.Member.Key == m.Key && exists(valueIn(p.Values, period))
		})
	})
}
