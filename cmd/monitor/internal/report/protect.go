package report

import (
	"math/bits"
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/disclosure"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// Counts are protected in three steps.
//
//  1. groups finds the counts that belong together, such as a total and the indicators it adds up.
//  2. Each group becomes a tabulation: its counts, and the sums between them that a reader can know
//     (sums.go). What readers know from other reports is added (known.go).
//  3. Package disclosure chooses which counts to hide, and apply notes these.
//
// Shares and rates follow when all counts are done (share.go).

// closeness says how near a reader may come to a confidential count: 1/10 of it, and never nearer
// than a small count. With a threshold of 5, 120 must stay possible from 108 to 132, and 9 from 5
// to 13. (The p% rule with p = 10; Hundepool and others, Statistical Disclosure Control, 2012,
// chapter 4.)
const closeness = 10

// The weight of a count is what it costs to hide it. In a row, disclosure hides the lightest first
// until there is enough room; elsewhere it looks for the set of least weight.
//
//   - A total is on cards, in charts and in sentences, and costs ten times as much as a part.
//   - A part that is usually large costs somewhat more than a small one: 78 for a part of 10, 82
//     for a part of 20, both times rankedParts.
//   - Of equal parts a later one costs slightly less than an earlier one.
//   - Two parts always cost more than one, whatever their sizes.
//
// The usual size is the largest number in periods in which nothing is hidden, which everybody can
// see. If the weight depended on the number itself, the choice would say something about it: a
// reader would know that the hidden number was cheaper than the shown ones.
const (
	partWeight  = 64
	totalFactor = 10
	rankedParts = 32 // parts beyond the first 32 have the same rank
)

// weightOf returns the weight of a part with a usual size. rank is its index among the parts.
func weightOf(size int64, rank int) int64 {
	return (partWeight+magnitude(size))*rankedParts + int64(max(0, rankedParts-1-rank))
}

// magnitude grows by 4 when a number doubles, up to 61.
func magnitude(x int64) int64 {
	x = min(x, 1<<15)
	return int64(bits.Len64(uint64(x * x * x * x)))
}

// hiding is how a number is hidden.
type hiding struct {
	state State
	says  disclosure.Range // what a reader knows about the number: 1–4 for one that is shown as "<5"
}

// tabulation is a group of counts that are linked by sums, as a table for package disclosure.
type tabulation struct {
	*Report
	table   disclosure.Table
	cells   []cell // by index in the table
	index   map[*model.Value]int
	totals  map[Coordinates]int // the cells of indicators as a whole
	omitted map[omission]int    // the cells of members that a breakdown leaves out
	// periods are the periods of each indicator, once periodsWithin has asked for them.
	periods map[*model.Indicator][]model.Period
	// open are the periods of each indicator in which nothing is hidden.
	open   map[*model.Indicator][]model.Period
	result *disclosure.Result
}

// omission is a member that a breakdown leaves out in a period.
type omission struct {
	indicator         *model.Indicator
	dimension, member string
	period            model.Period
}

// cell says what a cell of the table is.
type cell struct {
	at        Coordinates
	value     *model.Value // nil for a number that the data do not have, such as a total
	of        *Report      // whose value it is: this report, or an earlier one where the number was another
	secret    State        // Small or Confidential, or Shown for no secret
	withTotal bool         // it is withheld with its total, which is a secret
	remainder bool         // it is a small count that a total leaves over when its parts are subtracted
	before    *Report      // the known report that shows this secret, or nil
}

// protect decides what is hidden. known are the other reports that readers know.
func (r *Report) protect(known []*Report) {
	r.known = known
	groups := r.groups()
	r.hidden = make(map[*model.Value]hiding)
	r.tabulations = make([]*tabulation, len(groups))
	each(len(groups), func(n int) {
		group := groups[n]
		t := &tabulation{
			Report: r, index: make(map[*model.Value]int), totals: make(map[Coordinates]int),
			omitted: make(map[omission]int), periods: make(map[*model.Indicator][]model.Period),
		}
		publications := r.publications(group)
		t.open = t.openPeriods(group)
		t.tabulate(group, func(c cell, number float64) int { return t.addOwnCell(c, number, publications) })
		for _, p := range publications {
			t.addRevised(group, p)
		}
		t.result = disclosure.Suppress(&t.table)
		r.tabulations[n] = t
	})
	for _, t := range r.tabulations {
		t.apply()
	}
	r.protectShares()
}

// groups returns the groups of counts that are linked by declared sums, each with a secret in it.
// Most groups are one indicator.
func (r *Report) groups() [][]*model.Indicator {
	linked := make(map[*model.Indicator]*model.Indicator) // to another one of its group
	var root func(i *model.Indicator) *model.Indicator
	root = func(i *model.Indicator) *model.Indicator {
		if up, ok := linked[i]; ok && up != i {
			return root(up)
		}
		return i
	}
	for _, i := range r.Edition.Indicators {
		for _, addend := range addends(i) {
			linked[root(addend)] = root(i)
		}
		if i.PartOf != nil {
			linked[root(i)] = root(i.PartOf)
		}
	}
	secret := make(map[*model.Indicator]bool)
	for _, i := range r.Edition.Indicators {
		if r.hasSecret(i) || r.omitsSmall(i) {
			secret[root(i)] = true
		}
	}
	var groups [][]*model.Indicator
	index := make(map[*model.Indicator]int) // of the group of a root
	for _, i := range r.Edition.Indicators {
		at := root(i)
		if !secret[at] {
			continue
		}
		n, ok := index[at]
		if !ok {
			n = len(groups)
			index[at], groups = n, append(groups, nil)
		}
		groups[n] = append(groups[n], i)
	}
	return groups
}

// addends returns the indicators that an indicator adds up.
func addends(i *model.Indicator) []*model.Indicator {
	if i.Cumulates == nil {
		return i.SumOf
	}
	return append(slices.Clone(i.SumOf), i.Cumulates)
}

// hasSecret reports whether an indicator is a count with a secret in any period.
func (r *Report) hasSecret(i *model.Indicator) bool {
	return i.Kind == model.Count && (i.Sensitive || hasConfidential(i)) &&
		slices.ContainsFunc(periodsOf(i), func(p model.Period) bool { return r.secretIn(i, p) })
}

// hasConfidential reports whether any number of an indicator is confidential.
func hasConfidential(i *model.Indicator) bool {
	is := func(v model.Value) bool { return v.Flags.Has(model.Confidential) }
	return slices.ContainsFunc(i.Values, is) || slices.ContainsFunc(i.Breakdowns, func(b *model.Breakdown) bool {
		return slices.ContainsFunc(b.Parts, func(p model.Part) bool { return slices.ContainsFunc(p.Values, is) })
	})
}

// secretIn reports whether a count has a secret in a period: of the whole, of a part, or in what
// the parts leave over.
func (r *Report) secretIn(i *model.Indicator, period model.Period) bool {
	is := func(values []model.Value) bool {
		v := valueIn(values, period)
		return v != nil && r.countSecret(i, v) != Shown
	}
	if is(i.Values) || slices.ContainsFunc(i.Breakdowns, func(b *model.Breakdown) bool {
		return slices.ContainsFunc(b.Parts, func(p model.Part) bool { return is(p.Values) })
	}) {
		return true
	}
	number, _ := wholeNumber(i, period)
	return slices.ContainsFunc(i.Breakdowns, func(b *model.Breakdown) bool {
		return r.smallRemainder(i, b, period, number)
	})
}

// countSecret says why a count is a secret: it is Small or Confidential. It is Shown for no secret,
// which may still be hidden for the sake of another count.
func (r *Report) countSecret(i *model.Indicator, v *model.Value) State {
	switch {
	case v.Flags.Has(model.Confidential):
		return Confidential
	case !v.Missing && i.Sensitive && i.Kind == model.Count && r.isSmall(i, v.Number):
		return Small
	}
	return Shown
}

// smallCounts returns the small counts of an indicator: 1 to 4 with a threshold of 5, or 0 to 4
// where zeros are hidden as well.
func (r *Report) smallCounts(i *model.Indicator) disclosure.Range {
	if i.HideZeros {
		return disclosure.Range{Low: 0, High: int64(r.Threshold) - 1}
	}
	return disclosure.Range{Low: 1, High: int64(r.Threshold) - 1}
}

// isSmall reports whether a number is a small count of an indicator.
func (r *Report) isSmall(i *model.Indicator, number float64) bool {
	return r.isSmallWithin(i, number, number)
}

// isSmallWithin reports whether a number from low to high may be a small count.
func (r *Report) isSmallWithin(i *model.Indicator, low, high float64) bool {
	small := r.smallCounts(i)
	return low <= float64(small.High) && high >= float64(small.Low)
}

// anything is what a reader knows about a count from a mark that says nothing.
var anything = disclosure.Range{Low: 0, High: disclosure.Unbounded}

// addOwnCell adds a cell of this report, with what publications say about it.
func (t *tabulation) addOwnCell(c cell, number float64, publications []*publication) int {
	i := c.at.Indicator
	c.of = t.Report
	d := disclosure.Cell{Value: int64(number), Access: disclosure.Unpublished, Mark: anything}
	if c.value != nil || c.remainder {
		if c.remainder {
			c.secret = Small
		} else {
			c.secret = t.countSecret(i, c.value)
		}
		t.setAccess(&d, c)
		d.Weight = t.weight(c)
		for _, p := range publications {
			p.inform(&d, &c)
		}
	}
	return t.addCell(c, d)
}

// addCell adds a cell to the table, and returns its index.
func (t *tabulation) addCell(c cell, d disclosure.Cell) int {
	n := len(t.cells)
	t.cells, t.table.Cells = append(t.cells, c), append(t.table.Cells, d)
	if c.value != nil {
		t.index[c.value] = n
	}
	return n
}

// setAccess sets what may be done with a cell, and what its mark says when it is hidden. The mark
// of a number that is no secret says that it is no small count, which has its own mark, and not 0,
// which is always shown. A 0 is therefore known, and hiding it protects nothing.
func (r *Report) setAccess(d *disclosure.Cell, c cell) {
	i := c.at.Indicator
	switch c.secret {
	case Small:
		d.Access, d.Mark, d.Need = disclosure.Sensitive, r.smallCounts(i), r.smallCounts(i)
	case Confidential:
		near := max(int64(r.Threshold)-1, (d.Value+closeness-1)/closeness)
		d.Access, d.Mark = disclosure.Sensitive, anything
		d.Need = disclosure.Range{Low: max(0, d.Value-near), High: d.Value + near}
	default:
		d.Access, d.Last = disclosure.Open, c.at.Breakdown == nil
		switch {
		case d.Value == 0:
			d.Mark = disclosure.Range{}
		case i.Sensitive:
			d.Mark.Low = int64(r.Threshold)
		default:
			d.Mark.Low = 1
		}
	}
	if c.withTotal {
		d.Mark = anything
		if d.Access == disclosure.Open {
			d.Access = disclosure.Unpublished
		}
	}
}

// openPeriods returns, for each indicator of a group, the periods that do not overlap one in which
// the group has a secret.
func (r *Report) openPeriods(group []*model.Indicator) map[*model.Indicator][]model.Period {
	var secret []model.Period
	for _, i := range group {
		if i.Cumulates != nil {
			return nil // each period of a running total includes all before it
		}
		for _, p := range periodsOf(i) {
			if r.secretIn(i, p) {
				secret = append(secret, p)
			}
		}
	}
	open := make(map[*model.Indicator][]model.Period)
	for _, i := range group {
		open[i] = slices.DeleteFunc(periodsOf(i), func(p model.Period) bool {
			return slices.ContainsFunc(secret, p.Overlaps)
		})
	}
	return open
}

// weight returns what it costs to hide a cell.
func (t *tabulation) weight(c cell) int64 {
	i, b := c.at.Indicator, c.at.Breakdown
	values, rank := i.Values, 0
	if b != nil {
		rank = max(0, c.at.Part)
		values = b.Parts[rank].Values
	}
	size := 0.0
	for _, p := range t.open[i] {
		if v := valueIn(values, p); given(v) {
			size = max(size, v.Number)
		}
	}
	w := weightOf(int64(size), rank)
	if b == nil {
		w *= totalFactor
	}
	if t.isTotal(i) {
		w *= 2
	}
	return w
}

// isTotal reports whether an indicator is a total of others: it adds them up, includes them, or
// counts the same over longer periods.
func (t *tabulation) isTotal(i *model.Indicator) bool {
	longer := func(i, other *model.Indicator) bool {
		return i.Frequency != other.Frequency && other.Frequency.In(i.Frequency) > 0
	}
	return len(addends(i)) > 0 || i.PartOf != nil && longer(i, i.PartOf) ||
		slices.ContainsFunc(t.Edition.Indicators, func(part *model.Indicator) bool {
			return part.PartOf == i && !longer(part, i)
		})
}

// apply notes which values of this report are hidden, and how.
func (t *tabulation) apply() {
	for n, c := range t.cells {
		if c.value == nil || c.of != t.Report || c.remainder {
			continue
		}
		h := hiding{Withheld, t.result.Says[n]}
		switch {
		case c.withTotal:
			h.says = anything
		case t.result.Hiding[n] == disclosure.Shown:
			continue
		case c.secret == Confidential || t.result.Hiding[n] == disclosure.Marked:
			h.state = c.secret
		}
		t.hidden[c.value] = h
	}
}

// state says whether a value is shown, and why not. A value that is nil is Absent.
func (r *Report) state(i *model.Indicator, v *model.Value) State {
	if v == nil {
		return Absent
	}
	if h, ok := r.hidden[v]; ok {
		return h.state
	}
	if v.Missing && !v.Flags.Has(model.Confidential) {
		return Missing
	}
	return r.countSecret(i, v)
}
