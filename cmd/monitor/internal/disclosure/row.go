package disclosure

import (
	"cmp"
	"slices"
)

// Readers see which cells are hidden. Somebody who knows how they are chosen can try each table
// that he thinks possible, and exclude it when other cells would have been hidden (Wong and others,
// "Minimality attack in privacy preserving data publishing", VLDB 2007). In a row, cells are
// therefore chosen by numbers that are published anyway:
//
//   - All small counts are hidden. Then the other cells are hidden in the order of their weights,
//     until there is enough room. A cell is never passed over because it is too small to help.
//   - There is enough room when the sum of the hidden cells, which readers can find by subtraction,
//     leaves each small count all numbers that its mark says, and one to spare. Small counts can
//     have enough room among themselves, with one to spare on either side.
//   - When all cells but zeros are hidden, their sum is the total, and decides the manner (see
//     Hiding). They are hidden by mark when the total is at least the threshold times the number of
//     hidden cells, else withheld, and whole when even that leaves too little.
//
// Why one to spare? Take "<5", parts A, B, C and D in the order of their weights, and an A of 3. By
// the sum alone, 9 would be enough:
//
//	A + B   so A is    hidden with A
//	  8     1 to 3     B and C
//	  9     1 to 4     B and C
//	 10     1 to 4     B
//
// If 9 were enough, then B and C would be hidden together only when A + B is 8 or less. Since B is
// at least 5, readers would know that A is not 4. Because 10 are needed, A may be 4: then B is 5.
//
// So whatever a small count is, there is another row that is published in the same way.
// TestPatternOfRows tries all small rows. It is true of rows about which nothing else is known, and
// of rows in which an earlier publication hid cells: those are hidden again. It is not true where
// sums cross, where numbers are confidential, or where more is known about a cell. There the cells
// of least weight are hidden (see the package doc).

// chooseRow chooses cells of a block that is a row of ordinary counts. ok is false when the block
// is not one.
func (b *block) chooseRow() (c choice, ok bool) {
	if len(b.relations) != 1 {
		return c, false
	}
	rel := &b.table.Relations[b.relations[0]]
	var small Range                 // the mark of small counts
	var parts, secrets, opens int64 // numbers of cells
	var sum, secretSum int64        // of all parts, and of the sensitive ones
	var order []int                 // the open cells above 0, by index in the block
	for n, index := range b.cells {
		cell := &b.table.Cells[index]
		if index == rel.Total {
			if cell.Access != Open {
				return c, false
			}
			continue // the total is shown
		}
		parts++
		sum += cell.Value
		switch {
		case cell.Access == Sensitive && cell.Mark == cell.Need && (secrets == 0 || cell.Mark == small):
			small = cell.Mark
			secrets++
			secretSum += cell.Value
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
	// Cells that an earlier publication hid come first, and all of them are hidden. Showing one of
	// them would tell why it was hidden there.
	hiddenBefore := func(n int) bool { return b.table.Cells[b.cells[n]].Elsewhere != Range{} }
	slices.SortStableFunc(order, func(x, y int) int {
		switch {
		case hiddenBefore(x) == hiddenBefore(y):
			return 0
		case hiddenBefore(x):
			return -1
		}
		return 1
	})
	how, hide := byMark, 0 // hide is how many cells of order are hidden
	room := secretSum - small.Low*secrets
	enough := room > width && secretSum < small.High*secrets-width
	for int64(hide) < opens && (!enough || hiddenBefore(order[hide])) {
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
		how = byMark // readers know the marks already
	}
	if !b.allows(how) {
		return c, false // readers know more than even the marks say
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

// allows reports whether readers learn no more about any cell from another publication than from
// this manner of hiding.
func (b *block) allows(how manner) bool {
	for _, index := range b.cells {
		cell := b.table.Cells[index]
		elsewhere := cell.Elsewhere
		cell.Elsewhere = Range{}
		if elsewhere != (Range{}) && !elsewhere.Holds(cell.knownRange(how)) {
			return false
		}
	}
	return true
}
