package report

import (
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/disclosure"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// Sums that a reader can know:
//
//   - The parts of each breakdown add up to the total of the period. Where the data have no total,
//     two breakdowns still add up to the same number.
//   - What a breakdown leaves out is what the total leaves over: 24 − 12 − 9 leaves 3 for the
//     faculty that is not in the table. The same holds for a year of which one quarter is missing.
//   - Sums that the data declare: an indicator is the sum of others (SumOf), the running total of
//     another (Cumulates), or it includes others (PartOf). They hold for the wholes, and for each
//     part where all are split by the same dimension.
//   - The same sums in an earlier edition, where numbers have been revised since (known.go).

// addFunc adds a cell to a tabulation, and returns its index. number is the number of the cell,
// also when the data leave it out as confidential.
type addFunc func(c cell, number float64) int

// findFunc finds the cell of an indicator in a period.
type findFunc func(*model.Indicator, model.Period) (index int, ok bool)

// tabulate adds the counts of a group, and the sums between them.
//
// A single indicator has sums within each period only. Periods without a secret are then left out.
func (t *tabulation) tabulate(group []*model.Indicator, add addFunc) {
	linked := len(group) > 1
	for _, i := range group {
		for _, period := range periodsOf(i) {
			if linked || t.secretIn(i, period) {
				t.addPeriod(i, period, linked, add)
			}
		}
	}
	if !linked {
		return
	}
	for _, i := range group {
		for _, period := range periodsOf(i) {
			t.addDeclared(i, period, group)
		}
	}
}

// addPeriod adds the counts of one indicator for one period. The whole gets a cell when it has a
// value, or when sums need it.
func (t *tabulation) addPeriod(i *model.Indicator, period model.Period, linked bool, add addFunc) {
	total := valueIn(i.Values, period)
	number, breakdowns := wholeNumber(i, period)
	at, index := Coordinates{Indicator: i, Period: period}, -1
	switch {
	case exists(total):
		index = add(cell{at: at, value: total}, number)
	case breakdowns > 1 || breakdowns > 0 && linked:
		index = add(cell{at: at}, number)
	}
	if index >= 0 {
		t.totals[at] = index
	}
	for _, b := range i.Breakdowns {
		t.addBreakdown(i, b, period, index, number, add)
	}
}

// wholeNumber returns the number of an indicator as a whole in a period: the total, or where the
// data have none, the largest sum of the parts of a breakdown. breakdowns says how many breakdowns
// have a number for the period.
func wholeNumber(i *model.Indicator, period model.Period) (number float64, breakdowns int) {
	for _, b := range i.Breakdowns {
		sum, found := 0.0, false
		for n := range b.Parts {
			if v := valueIn(b.Parts[n].Values, period); exists(v) {
				found = true
				if given(v) {
					sum += v.Number
				}
			}
		}
		if found {
			number = max(number, sum)
			breakdowns++
		}
	}
	if total := valueIn(i.Values, period); given(total) {
		number = total.Number
	}
	return number, breakdowns
}

// addBreakdown adds the parts of a breakdown for one period, and their sum. number is the number of
// the whole, and total the index of its cell, or −1 for none.
//
// A confidential part without a number gets what the total leaves over when it is the only one.
func (t *tabulation) addBreakdown(
	i *model.Indicator, b *model.Breakdown, period model.Period, total int, number float64, add addFunc,
) {
	withTotal := total >= 0 && t.cells[total].secret != Shown
	left, unknown := number, 0
	for n := range b.Parts {
		if v := valueIn(b.Parts[n].Values, period); given(v) {
			left -= v.Number
		} else if exists(v) {
			unknown++
		}
	}
	var parts []int
	for n := range b.Parts {
		v := valueIn(b.Parts[n].Values, period)
		if !exists(v) {
			continue
		}
		x := v.Number
		if !given(v) {
			x = 0
			if unknown == 1 && total >= 0 {
				x = max(0, left)
			}
		}
		parts = append(parts, add(cell{at: Coordinates{i, b, n, period}, value: v, withTotal: withTotal}, x))
	}
	if total >= 0 && t.smallRemainder(i, b, period, number) {
		at := Coordinates{i, b, -1, period}
		members := leftOut(b, period)
		if len(members) == 1 {
			at.Part = slices.IndexFunc(b.Parts, func(p model.Part) bool { return p.Member.Key == members[0].Key })
		}
		c := add(cell{at: at, withTotal: withTotal, remainder: true}, left)
		if len(members) == 1 {
			t.omitted[omission{i, b.Dimension.ID, members[0].Key, period}] = c
		}
		parts = append(parts, c)
	}
	if withTotal {
		t.addAtMost(total, parts) // when all is withheld, nobody knows what is left over
		return
	}
	t.addSum(total, parts)
}

// smallRemainder reports whether a breakdown leaves a small count over from the whole, whose number
// is given: of a part that is not available, of a member that the breakdown does not have, or of
// what belongs to no member. A total of 24 with parts 12 and 9 reveals the 3 that somebody left
// out.
func (r *Report) smallRemainder(i *model.Indicator, b *model.Breakdown, period model.Period, number float64) bool {
	if !i.Sensitive {
		return false
	}
	left, found := number, false
	for n := range b.Parts {
		switch v := valueIn(b.Parts[n].Values, period); {
		case given(v):
			left -= v.Number
			found = true
		case exists(v):
			return false // nobody can tell it from the confidential part
		}
	}
	return found && r.isSmall(i, left) && (left > 0 || len(leftOut(b, period)) > 0)
}

// addDeclared adds the sums that the data declare for an indicator in one period: for the whole,
// and for each part.
func (t *tabulation) addDeclared(i *model.Indicator, period model.Period, group []*model.Indicator) {
	t.addDeclaredOf(i, period, group, func(i *model.Indicator, p model.Period) (int, bool) {
		c, ok := t.totals[Coordinates{Indicator: i, Period: p}]
		return c, ok
	})
	for _, b := range i.Breakdowns {
		split := slices.DeleteFunc(slices.Clone(group), func(i *model.Indicator) bool {
			return i.Breakdown(b.Dimension.ID) == nil
		})
		if len(split) == 1 {
			continue // no other indicator has such parts
		}
		for n := range b.Parts {
			member := b.Parts[n].Member.Key
			t.addDeclaredOf(i, period, split, func(i *model.Indicator, p model.Period) (int, bool) {
				if c, ok := t.index[partValue(i, b.Dimension.ID, member, p)]; ok {
					return c, ok
				}
				c, ok := t.omitted[omission{i, b.Dimension.ID, member, p}]
				return c, ok
			})
		}
	}
}

// addDeclaredOf adds the declared sums of one number of an indicator: of the whole, or of one part.
// find finds the cell of the same part for each indicator of a group. A sum with an indicator
// outside the group is not known to anybody, and is left out.
func (t *tabulation) addDeclaredOf(
	i *model.Indicator, period model.Period, group []*model.Indicator, find findFunc,
) {
	at, ok := find(i, period)
	if !ok {
		return
	}
	if !slices.ContainsFunc(i.SumOf, func(part *model.Indicator) bool { return !slices.Contains(group, part) }) {
		t.addSumOf(i, period, at, find)
	}
	if of := i.Cumulates; of != nil && slices.Contains(group, of) {
		if last, ok := find(of, period); ok {
			parts := []int{last}
			if before, ok := find(i, period.Previous()); ok && !period.Begins() {
				parts = append(parts, before)
			}
			t.addSum(at, parts)
		}
	}
	t.addLongerPart(i, period, at, group, find)
	within := func(other *model.Indicator) []int {
		var cells []int
		for _, p := range t.periodsWithin(other, period) {
			if c, ok := find(other, p); ok {
				cells = append(cells, c)
			}
		}
		return cells
	}
	var disjoint []int
	for _, part := range group {
		switch {
		case part.PartOf != i:
			if isPartOf(part, i) && part.Frequency != i.Frequency {
				t.addAtMost(at, within(part))
			}
		case part.Overlaps:
			t.addAtMost(at, within(part))
		default:
			disjoint = append(disjoint, within(part)...)
		}
	}
	t.addAtMost(at, disjoint)
}

// addSumOf adds that the number of a cell is the sum of the indicators in SumOf.
//
// When one of them has no number, the sum leaves it over. That is a cell as well when it is a small
// count that may not be shown.
func (t *tabulation) addSumOf(i *model.Indicator, period model.Period, total int, find findFunc) {
	var parts []int
	var missing []Coordinates
	left := t.table.Cells[total].Value
	for _, part := range i.SumOf {
		for _, p := range subdivide(period, part.Frequency) {
			if c, ok := find(part, p); ok {
				parts = append(parts, c)
				left -= t.table.Cells[c].Value
			} else {
				missing = append(missing, Coordinates{Indicator: part, Period: p, Part: -1})
			}
		}
	}
	if len(parts) > 0 && len(missing) > 0 && t.mustHide(missing[0].Indicator, float64(left)) {
		parts = append(parts, t.addOwnCell(cell{at: missing[0], remainder: true}, float64(left), nil))
	}
	t.addSum(total, parts)
}

// addLongerPart adds that an indicator of longer periods is a part of one of shorter periods: a
// count by year is at most the sum of the four quarters of a count that includes it.
func (t *tabulation) addLongerPart(
	i *model.Indicator, period model.Period, at int, group []*model.Indicator, find findFunc,
) {
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
			whole := t.addUnpublished(sum)
			t.addSum(whole, parts)
			t.addAtMost(whole, []int{at})
		}
	}
}

// isPartOf reports whether an indicator is a part of another, or a part of a part of it.
func isPartOf(i, other *model.Indicator) bool {
	for up := i.PartOf; up != nil; up = up.PartOf {
		if up == other {
			return true
		}
	}
	return false
}

// mustHide reports whether a number of an indicator of this edition would be a small count.
func (r *Report) mustHide(i *model.Indicator, number float64) bool {
	return i.Sensitive && r.isSmall(i, number) && r.Edition.Indicator(i.ID) == i
}

// omitsSmall reports whether a declared sum of an indicator leaves over a small count, of an
// indicator or a period without a value. Nothing in the data is then a secret, but a reader can
// work it out.
func (r *Report) omitsSmall(i *model.Indicator) bool {
	return slices.ContainsFunc(i.Values, func(total model.Value) bool {
		left, missing := total.Number, (*model.Indicator)(nil)
		for _, part := range i.SumOf {
			for _, p := range subdivide(total.Period, part.Frequency) {
				if v := valueIn(part.Values, p); given(v) {
					left -= v.Number
				} else if missing == nil {
					missing = part
				}
			}
		}
		return !total.Missing && missing != nil && r.mustHide(missing, left)
	})
}

// subdivide returns the periods of a frequency that make up a period.
func subdivide(period model.Period, f model.Frequency) []model.Period {
	first, _ := period.Days()
	p := model.PeriodOf(f, first.Year(), int(first.Month()))
	var periods []model.Period
	for range f.In(period.Frequency) {
		periods = append(periods, p)
		p = p.Next()
	}
	return periods
}

// periodsWithin returns the periods of an indicator that lie in a period.
func (t *tabulation) periodsWithin(i *model.Indicator, period model.Period) []model.Period {
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

// addSum adds that parts add up to a total. The difference between the two becomes a number that
// readers are assumed to know.
func (t *tabulation) addSum(total int, parts []int) {
	if total < 0 || len(parts) == 0 {
		return
	}
	rest := t.difference(total, parts)
	t.table.Relations = append(t.table.Relations, disclosure.Relation{Total: total, Parts: parts, Rest: rest})
}

// addAtMost adds that parts are at most a total. The difference becomes a cell that readers know
// nothing about. Where there is no difference, they may know that: then it is a sum.
func (t *tabulation) addAtMost(total int, parts []int) {
	switch more := t.difference(total, parts); {
	case more == 0:
		t.addSum(total, parts)
	case more > 0 && len(parts) > 0:
		t.addSum(total, append(parts, t.addUnpublished(more)))
	}
}

// difference returns what parts leave over from a total.
func (t *tabulation) difference(total int, parts []int) int64 {
	left := t.table.Cells[total].Value
	for _, p := range parts {
		left -= t.table.Cells[p].Value
	}
	return left
}

// addUnpublished adds a cell for a number that nobody asks for, but that sums run through.
func (t *tabulation) addUnpublished(number int64) int {
	return t.addCell(cell{of: t.Report}, disclosure.Cell{
		Value: number, Access: disclosure.Unpublished, Mark: anything,
	})
}
