package report

import (
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/disclosure"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// add puts the counts of indicators into the table, with the sums between them. make gives the cell of a value; number is
// what it comes to, also when the data do not tell.
func (t *tabulation) add(group []*model.Indicator, make func(c cell, number float64) int) {
	linked := len(group) > 1
	for _, i := range group {
		for _, period := range periodsOf(i) {
			if linked || t.secretIn(i, period) {
				t.period(i, period, linked, make)
			}
		}
	}
	if !linked {
		return
	}
	for _, i := range group {
		for _, period := range periodsOf(i) {
			t.sums(i, period, group)
		}
	}
}

// secretIn reports whether an indicator has anything to hide in a period. Where no other has to do with it, nothing is hidden in
// the others.
func (r *Report) secretIn(i *model.Indicator, period model.Period) bool {
	is := func(values []model.Value) bool {
		v := valueIn(values, period)
		return v != nil && r.secret(i, v) != Shown
	}
	if is(i.Values) || slices.ContainsFunc(i.Breakdowns, func(b *model.Breakdown) bool {
		return slices.ContainsFunc(b.Parts, func(p model.Part) bool { return is(p.Values) })
	}) {
		return true
	}
	number, _ := come(i, period)
	return slices.ContainsFunc(i.Breakdowns, func(b *model.Breakdown) bool { return r.gap(i, b, period, number) })
}

// periodsOf are the periods of which an indicator has any value.
func periodsOf(i *model.Indicator) []model.Period {
	var out []model.Period
	note := func(values []model.Value) {
		for _, v := range values {
			out = append(out, v.Period)
		}
	}
	note(i.Values)
	for _, b := range i.Breakdowns {
		for _, part := range b.Parts {
			note(part.Values)
		}
	}
	slices.SortFunc(out, func(a, b model.Period) int { return a.Ordinal() - b.Ordinal() })
	return slices.Compact(out)
}

// valueIn returns where the value for a period is kept, or nil. Values are in order, and most series have no gaps.
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

// known reports whether a number is given.
func given(v *model.Value) bool { return v != nil && !v.Missing }

// there reports whether a value is a number, told or not.
func there(v *model.Value) bool { return v != nil && (!v.Missing || v.Flags.Has(model.Confidential)) }

// period adds the counts of one indicator for one period.
func (t *tabulation) period(i *model.Indicator, period model.Period, linked bool, make func(c cell, number float64) int) {
	total := valueIn(i.Values, period)
	number, splits := come(i, period)
	place, at := Place{Indicator: i, Period: period}, -1
	switch {
	case there(total):
		at = make(cell{place: place, value: total}, number)
	case splits > 1 || splits > 0 && linked:
		at = make(cell{place: place}, number)
	}
	if at >= 0 {
		t.totals[place] = at
	}
	blank := at >= 0 && t.cells[at].secret != Shown
	for _, b := range i.Breakdowns {
		t.split(i, b, period, at, number, blank, make)
	}
}

// come is what the counts of a period come to: the total, or where that is not given what the parts of a breakdown add up to.
// splits is how many breakdowns there are of it.
func come(i *model.Indicator, period model.Period) (number float64, splits int) {
	for _, b := range i.Breakdowns {
		sum, any := 0.0, false
		for n := range b.Parts {
			if v := valueIn(b.Parts[n].Values, period); there(v) {
				any = true
				if given(v) {
					sum += v.Number
				}
			}
		}
		if any {
			number = max(number, sum)
			splits++
		}
	}
	if total := valueIn(i.Values, period); given(total) {
		number = total.Number
	}
	return number, splits
}

// split adds the parts of a breakdown for one period, and that they add up to the total at an index, or to none when that is
// below 0. A part whose number is not given is thought to be what the total leaves.
func (t *tabulation) split(i *model.Indicator, b *model.Breakdown, period model.Period, total int, number float64, blank bool, make func(c cell, number float64) int) {
	left, unknown := number, 0
	for n := range b.Parts {
		if v := valueIn(b.Parts[n].Values, period); given(v) {
			left -= v.Number
		} else if there(v) {
			unknown++
		}
	}
	var parts []int
	for n := range b.Parts {
		v := valueIn(b.Parts[n].Values, period)
		if !there(v) {
			continue
		}
		x := v.Number
		if !given(v) {
			x = 0
			if unknown == 1 && total >= 0 {
				x = max(0, left)
			}
		}
		parts = append(parts, make(cell{place: Place{i, b, n, period}, value: v, blank: blank}, x))
	}
	if total >= 0 && t.gap(i, b, period, number) {
		at := Place{i, b, -1, period}
		out := leftOut(b, period)
		if len(out) == 1 {
			at.Part = slices.IndexFunc(b.Parts, func(p model.Part) bool { return p.Member.Key == out[0].Key })
		}
		c := make(cell{place: at, blank: blank, gap: true}, left)
		if len(out) == 1 {
			t.out[omission{i, b.Dimension.ID, out[0].Key, period}] = c
		}
		parts = append(parts, c)
	}
	if blank && left != 0 {
		// Where all is withheld nobody knows what is left over; and what comes to more is no part of it.
		t.exceed(total, parts)
		return
	}
	t.relate(total, parts)
}

// gap reports whether what a breakdown leaves of a total is a small count: of a part that is said to be not available, of one of
// which nothing is said, of a member that the breakdown does not have, or of what belongs to none. Who would rather not tell it
// leaves it out, and the total tells it all the same.
func (r *Report) gap(i *model.Indicator, b *model.Breakdown, period model.Period, number float64) bool {
	if !i.Sensitive {
		return false
	}
	left, any := number, false
	for n := range b.Parts {
		switch v := valueIn(b.Parts[n].Values, period); {
		case given(v):
			left -= v.Number
			any = true
		case there(v):
			return false // it is what nobody tells
		}
	}
	return any && r.isSmall(i, left) && (left > 0 || len(leftOut(b, period)) > 0)
}

// isSmall reports whether a number is a small count of an indicator.
func (r *Report) isSmall(i *model.Indicator, number float64) bool {
	s := r.small(i)
	return float64(s.Low) <= number && number <= float64(s.High)
}

// leftOut are the members of which a breakdown has no number for a period.
func leftOut(b *model.Breakdown, period model.Period) []*model.Member {
	return slices.DeleteFunc(slices.Clone(b.Dimension.Members), func(m *model.Member) bool {
		return slices.ContainsFunc(b.Parts, func(p model.Part) bool {
			return p.Member.Key == m.Key && there(valueIn(p.Values, period))
		})
	})
}

// relate adds that parts add up to a total, whatever is left over.
func (t *tabulation) relate(total int, parts []int) {
	if total < 0 || len(parts) == 0 {
		return
	}
	rest := t.table.Cells[total].Value
	for _, p := range parts {
		rest -= t.table.Cells[p].Value
	}
	t.table.Relations = append(t.table.Relations, disclosure.Relation{Total: total, Parts: parts, Rest: rest})
}

// sums adds what is declared of an indicator for one period, as a whole and for each part.
func (t *tabulation) sums(i *model.Indicator, period model.Period, group []*model.Indicator) {
	t.sum(i, period, group, func(i *model.Indicator, p model.Period) (int, bool) {
		c, ok := t.totals[Place{Indicator: i, Period: p}]
		return c, ok
	})
	for _, b := range i.Breakdowns {
		split := func(i *model.Indicator) bool { return i.Breakdown(b.Dimension.ID) != nil }
		if !slices.ContainsFunc(group, func(other *model.Indicator) bool { return other != i && split(other) }) {
			continue
		}
		splits := slices.DeleteFunc(slices.Clone(group), func(i *model.Indicator) bool { return !split(i) })
		for n := range b.Parts {
			key := b.Parts[n].Member.Key
			t.sum(i, period, splits, func(i *model.Indicator, p model.Period) (int, bool) {
				if c, ok := t.at[partIn(i, b.Dimension.ID, key, p)]; ok {
					return c, ok
				}
				c, ok := t.out[omission{i, b.Dimension.ID, key, p}]
				return c, ok
			})
		}
	}
}

// sum adds what is declared of one number of an indicator. find finds the same of the indicators of a group; what is made up
// of others that are not in it is made up of what nobody knows.
func (t *tabulation) sum(i *model.Indicator, period model.Period, group []*model.Indicator, find func(*model.Indicator, model.Period) (int, bool)) {
	at, ok := find(i, period)
	if !ok {
		return
	}
	in := func(other *model.Indicator) []int {
		var out []int
		for _, p := range t.within(other, period) {
			if c, ok := find(other, p); ok {
				out = append(out, c)
			}
		}
		return out
	}
	if !slices.ContainsFunc(i.SumOf, func(part *model.Indicator) bool { return !slices.Contains(group, part) }) {
		var parts []int
		var missing []Place
		for _, part := range i.SumOf {
			for _, p := range subdivide(period, part.Frequency) {
				if c, ok := find(part, p); ok {
					parts = append(parts, c)
				} else {
					missing = append(missing, Place{Indicator: part, Period: p, Part: -1})
				}
			}
		}
		t.addUp(at, parts, missing)
	}
	if of := i.Cumulates; of != nil && slices.Contains(group, of) {
		if last, ok := find(of, period); ok {
			parts := []int{last}
			if before, ok := find(i, period.Previous()); ok && !period.Begins() {
				parts = append(parts, before)
			}
			t.relate(at, parts)
		}
	}
	t.hold(i, period, at, group, find)
	var apart []int
	for _, part := range group {
		switch {
		case part.PartOf != i:
			if within(part, i) && part.Frequency != i.Frequency {
				t.exceed(at, in(part))
			}
		case part.Overlaps:
			t.exceed(at, in(part))
		default:
			apart = append(apart, in(part)...)
		}
	}
	t.exceed(at, apart)
}

// hold adds that an indicator of longer periods is a part of one of shorter ones: of all its periods that lie in one together.
func (t *tabulation) hold(i *model.Indicator, period model.Period, at int, group []*model.Indicator, find func(*model.Indicator, model.Period) (int, bool)) {
	for up := i.PartOf; up != nil; up = up.PartOf {
		if up.Frequency == i.Frequency || up.Frequency.In(i.Frequency) == 0 || !slices.Contains(group, up) {
			continue
		}
		var parts []int
		var sum int64
		for _, p := range subdivide(period, up.Frequency) {
			if c, ok := find(up, p); ok {
				parts = append(parts, c)
				sum += t.table.Cells[c].Value
			}
		}
		if len(parts) == up.Frequency.In(i.Frequency) && sum >= t.table.Cells[at].Value {
			together := t.put(cell{of: t.Report}, disclosure.Cell{Value: sum, Access: disclosure.Unpublished, Mark: anything})
			t.relate(together, parts)
			t.exceed(together, []int{at})
		}
	}
}

// within reports whether an indicator is a part of another, or a part of a part of it.
func within(i, other *model.Indicator) bool {
	for up := i.PartOf; up != nil; up = up.PartOf {
		if up == other {
			return true
		}
	}
	return false
}

// addUp adds that a total is parts, and what is missing. What a reader finds of that is a small count, or is thought to be known.
func (t *tabulation) addUp(total int, parts []int, missing []Place) {
	left := t.table.Cells[total].Value
	for _, p := range parts {
		left -= t.table.Cells[p].Value
	}
	if len(parts) > 0 && len(missing) > 0 && t.hides(missing[0].Indicator, float64(left)) {
		parts = append(parts, t.own(cell{place: missing[0], gap: true}, float64(left), nil))
	}
	t.relate(total, parts)
}

// hides reports whether a number of an indicator of this edition is small, and may not be told.
func (r *Report) hides(i *model.Indicator, number float64) bool {
	return i.Sensitive && r.isSmall(i, number) && r.Edition.Indicator(i.ID) == i
}

// leavesOut reports whether what an indicator adds up leaves out a small count, so that nobody has a secret and all can find one.
func (r *Report) leavesOut(i *model.Indicator) bool {
	return slices.ContainsFunc(i.Values, func(total model.Value) bool {
		left, first := total.Number, (*model.Indicator)(nil)
		for _, part := range i.SumOf {
			for _, p := range subdivide(total.Period, part.Frequency) {
				if v := valueIn(part.Values, p); given(v) {
					left -= v.Number
				} else if first == nil {
					first = part
				}
			}
		}
		return !total.Missing && first != nil && r.hides(first, left)
	})
}

// subdivide returns the periods of a frequency that make up one.
func subdivide(period model.Period, f model.Frequency) []model.Period {
	first, _ := period.Days()
	p := model.PeriodOf(f, first.Year(), int(first.Month()))
	var out []model.Period
	for range f.In(period.Frequency) {
		out = append(out, p)
		p = p.Next()
	}
	return out
}

// exceed adds that a total is parts and something more, of which nothing is known. When there is nothing more, the parts may be
// all that there can be, and the reader know it: then it is a sum.
func (t *tabulation) exceed(total int, parts []int) {
	more := t.table.Cells[total].Value
	for _, p := range parts {
		more -= t.table.Cells[p].Value
	}
	if more == 0 {
		t.relate(total, parts)
		return
	}
	if len(parts) > 0 && more > 0 {
		t.relate(total, append(parts, t.put(cell{of: t.Report}, disclosure.Cell{Value: more, Access: disclosure.Unpublished, Mark: anything})))
	}
}

// within are the periods of an indicator that lie in one.
func (t *tabulation) within(i *model.Indicator, period model.Period) []model.Period {
	all, ok := t.periods[i]
	if !ok {
		all = periodsOf(i)
		t.periods[i] = all
	}
	from, _ := slices.BinarySearchFunc(all, period, func(p, in model.Period) int {
		if p.StartsBefore(in) {
			return -1
		}
		return 1
	})
	to := from
	for to < len(all) && all[to].Within(period) {
		to++
	}
	return all[from:to]
}
