package disclosure

import (
	"cmp"
	"slices"
)

// Which cells are hidden is seen by everybody, and somebody who knows how they are chosen can ask of each table that he thinks
// possible whether the same ones would have been chosen (Wong and others, "Minimality attack in privacy preserving data
// publishing", VLDB 2007). When the lightest cell is hidden, it was not heavier than those that are shown, and of a cell with too
// little room to protect a small count, how little tells the small count. In a row, which is what most tables are, cells are
// therefore chosen by what is published anyway, and not by what protects at least weight:
//
//   - Small counts are hidden, and with them the first of the other cells, in the order of their weights, until there is enough
//     room. Weights may not depend on numbers that may be hidden. A cell is never passed by for having too little room.
//   - There is enough room when the sum of what is hidden, which everybody can work out, leaves every small count all that its
//     mark says, and one to spare. Without others, small counts can be enough by themselves, with one to spare on either side.
//   - When all cells but zeros are hidden, that sum is the total, and decides how they are marked: by their marks when that is sure
//     to leave room, however many of the cells are small; else withheld; and whole when even that would be too little.
//
// So each step depends on nothing but what the step publishes, and what could have stopped the steps before it can also be so that
// it does not, because of what is spared: whatever a small count is, there is a row that is published in the same way.
// TestPatternOfRows tries all rows there are. It holds of rows of which nothing else is known, and of those that another publication
// hides: these are hidden as they were there. In blocks of more than one sum, and where confidential numbers or what else is known of
// a cell come in, the choice is that of least weight: there who knows how it is made may exclude some of the numbers that the audit
// finds possible, namely those for which a lighter choice would have done.

// row chooses cells of a block that is a row of ordinary counts; ok is false when it is not.
func (b *block) row() (c choice, ok bool) {
	if len(b.relations) != 1 {
		return c, false
	}
	rel := &b.table.Relations[b.relations[0]]
	var small Range
	var parts, secrets, opens int64
	var sum, secret int64
	var order []int // of the open cells, in the block
	for n, at := range b.cells {
		cell := &b.table.Cells[at]
		if at == rel.Total {
			if cell.Access != Open {
				return c, false
			}
			continue // it stays
		}
		parts++
		sum += cell.Value
		switch {
		case cell.Access == Sensitive && cell.Mark == cell.Need && (secrets == 0 || cell.Mark == small):
			small = cell.Mark
			secrets++
			secret += cell.Value
		case cell.Access == Open && cell.Value > 0:
			order = append(order, n)
			opens++
		case cell.Access != Open || cell.Mark != Range{}:
			return c, false
		}
	}
	threshold, width := small.High+1, small.High-small.Low
	for _, n := range order {
		if b.table.Cells[b.cells[n]].Mark != (Range{threshold, Unbounded}) {
			return c, false
		}
	}
	if sum < threshold {
		return c, false // the total would have to be hidden
	}
	slices.SortStableFunc(order, func(x, y int) int {
		return cmp.Compare(b.table.Cells[b.cells[x]].Weight, b.table.Cells[b.cells[y]].Weight)
	})
	// What another publication hides goes first, and is hidden all: showing some of it tells why all of it was needed there.
	before := func(n int) bool { return b.table.Cells[b.cells[n]].Elsewhere != Range{} }
	slices.SortStableFunc(order, func(x, y int) int {
		switch {
		case before(x) == before(y):
			return 0
		case before(x):
			return -1
		}
		return 1
	})
	how, hide := byMark, 0
	room := secret - small.Low*secrets
	enough := room > width && secret < small.High*secrets-width
	for int64(hide) < opens && (!enough || before(order[hide])) {
		room += b.table.Cells[b.cells[order[hide]]].Value - threshold
		hide++
		enough = room > width
	}
	if int64(hide) == opens {
		switch {
		case sum >= threshold*(secrets+opens):
		case small.Low == 0 || sum >= parts+width:
			how = withheld
		default:
			how = whole
		}
	}
	if how != byMark && !b.allows(how) {
		how = byMark // it has been told already
	}
	if !b.allows(how) {
		return c, false // more is known than would be told
	}
	c = choice{problem: newProblem(b, how), how: how}
	c.hidden = slices.Clone(c.must)
	for _, n := range order[:hide] {
		c.hidden[n] = true
	}
	for _, d := range c.demands {
		if c.protects(c.hidden, d) == nil {
			return c, false
		}
	}
	return c, true
}

// allows reports whether cells can be hidden in a manner: no other publication tells more of one than its mark would.
func (b *block) allows(how manner) bool {
	for _, at := range b.cells {
		cell := b.table.Cells[at]
		elsewhere := cell.Elsewhere
		cell.Elsewhere = Range{}
		if elsewhere != (Range{}) && !elsewhere.Holds(cell.told(how)) {
			return false
		}
	}
	return true
}
