package privacy

import (
	"cmp"
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// A row is the parts of a breakdown in one period, with the total. Small parts are hidden, and
// others with them when the total would reveal a small one:
//
//	         A    B    C    D   total
//	count    3    9   12    0      24
//	shown   <5    –   12    0      24
//
// Readers know the rule, so the way a number is hidden also tells them something: A is 1 to 4, and
// B is at least 5, since a smaller number would be shown as "<5" or as 0. They also know that A and
// B are 12 together. That leaves 1 to 4 for A, with 11 to 8 for B.
//
// Readers see which parts are hidden, too. Somebody who knows how they are chosen can try each row
// that he thinks possible, and exclude it when other parts would have been hidden (Wong and others,
// "Minimality attack in privacy preserving data publishing", VLDB 2007). So which parts are hidden
// depends only on numbers that are published anyway:
//
//   - All small parts are hidden. Then others are, until there is enough room: first those that are
//     usually smallest, and among equals the last. Zeros are shown.
//   - Readers can find the sum of the hidden parts by subtraction. There is enough room when that
//     sum leaves each small part all numbers that "<5" stands for, and one to spare. Several small
//     parts may leave each other enough room: then one must be to spare at either end, and no other
//     part is hidden.
//   - When all parts but zeros are hidden, their sum is the total, which decides how they are
//     published. If it is at least the threshold times the number of hidden parts, they are "<5"
//     and "–". If it is less, they are all "–". If even that leaves too little room, the zeros
//     become "–" too.
//
// Why one to spare? Take parts A, B, C and D in the order of hiding, and an A of 3. By the sum
// alone, 9 would be enough:
//
//	A + B   so A is    hidden with A
//	  8     1 to 3     B and C
//	  9     1 to 4     B and C
//	 10     1 to 4     B
//
// If 9 were enough, then B and C would be hidden together only when A + B is 8 or less. Since B is
// at least 5, readers would know that A is not 4. Because 10 are needed, A may be 4: then B is 5.
//
// So for each number that a small part may be, some row is published in the same way.
// TestPatternOfRows tries all small rows.

// part is a number of a row.
type part struct {
	value *model.Value // nil for what the parts of the data leave over from the total
	n     int64
	small bool
	// before is true when an earlier edition hid the number too. It is hidden again, since showing
	// it could reveal the number that it protected there.
	before bool
	size   float64 // the largest number that readers know of the part
}

// hideRow decides what is hidden in one period of a breakdown. sizes are the usual sizes of the
// parts.
func (p *Publication) hideRow(i *model.Indicator, b *model.Breakdown, period model.Period, sizes []float64) {
	total := valueIn(i.Values, period)
	if exists(total) && p.Of(i, total).State != Shown {
		return // all parts are withheld
	}
	var row []part
	var sum int64
	for n := range b.Parts {
		v := valueIn(b.Parts[n].Values, period)
		if !given(v) {
			continue
		}
		if _, done := p.values[v]; done {
			return // all parts are withheld beside a confidential one
		}
		row = append(row, part{value: v, n: int64(v.Number), small: p.isSmall(i, v.Number), size: sizes[n],
			before: p.hiddenBefore(Coordinates{i, b, n, period}, v)})
		sum += int64(v.Number)
	}
	if !given(total) {
		for _, x := range row {
			if x.small {
				p.hide(x.value, Small, p.smallCounts(i)) // without a total, the others cannot reveal it
			}
		}
		return
	}
	rest := Coordinates{i, b, -1, period}
	if left := total.Number - float64(sum); len(row) > 0 && p.isSmall(i, left) &&
		(left > 0 || len(leftOut(b, period)) > 0) {
		row = append(row, part{n: int64(left), small: true})
	}
	for n, h := range hideParts(row, p.smallCounts(i)) {
		switch {
		case h.State == Shown:
		case row[n].value == nil:
			p.rests[rest] = h.Says
		default:
			p.values[row[n].value] = h
		}
	}
}

// hideParts returns how each part of a row is published. small are the small counts.
func hideParts(row []part, small Range) []Value {
	out := make([]Value, len(row))
	var order []int // the parts that may be hidden with small ones, in the order of hiding
	var secrets, secretSum, sum int64
	for n, x := range row {
		out[n].Says = Range{x.n, x.n}
		sum += x.n
		switch {
		case x.small:
			secrets++
			secretSum += x.n
		case x.n > 0:
			order = append(order, n)
		}
	}
	if secrets == 0 && !slices.ContainsFunc(row, func(x part) bool { return x.before && x.n > 0 }) {
		return out
	}
	slices.SortStableFunc(order, func(a, b int) int {
		if x, y := row[a], row[b]; x.before != y.before {
			if x.before {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(row[a].size, row[b].size), cmp.Compare(b, a))
	})
	threshold, width := small.High+1, small.High-small.Low
	hide := 0 // how many parts of order are hidden
	room := secretSum - small.Low*secrets
	enough := secrets == 0 || room > width && secretSum < small.High*secrets-width
	for hide < len(order) && (!enough || row[order[hide]].before) {
		room += row[order[hide]].n - threshold
		hide++
		enough = room > width
	}
	mark, other, zeros := small, Range{threshold, Unbounded}, false
	state := Small
	if hide == len(order) && sum < threshold*(secrets+int64(len(order))) {
		state, mark, other = Withheld, Range{min(1, small.Low), Unbounded}, Range{1, Unbounded}
		if small.Low > 0 && sum < int64(len(row))+width {
			mark, other, zeros = anything, anything, true
		}
	}
	for n, x := range row {
		switch {
		case x.small:
			out[n] = Value{State: state, Says: mark}
		case x.n == 0 && zeros:
			out[n] = Value{State: Withheld, Says: anything}
		}
	}
	for _, n := range order[:hide] {
		out[n] = Value{State: Withheld, Says: other}
	}
	return out
}

// hiddenBefore reports whether a known publication hides the same number.
func (p *Publication) hiddenBefore(at Coordinates, v *model.Value) bool {
	for _, k := range p.known {
		i, was := p.counterpart(at, k)
		if given(was) && was.Number == v.Number && k.Of(i, was).State.Hidden() {
			return true
		}
	}
	return false
}

// usualSizes returns how large each part usually is: its largest number in the periods in which
// nothing is hidden, which everybody can see. If the sizes depended on hidden numbers, the choice
// of parts would reveal something about them.
func (p *Publication) usualSizes(i *model.Indicator, b *model.Breakdown) []float64 {
	sizes := make([]float64, len(b.Parts))
	for _, period := range periodsOf(i) {
		if p.hasHidden(i, b, period) {
			continue
		}
		for n := range b.Parts {
			if v := valueIn(b.Parts[n].Values, period); given(v) {
				sizes[n] = max(sizes[n], v.Number)
			}
		}
	}
	return sizes
}

// hasHidden reports whether anything is hidden in a period of a breakdown.
func (p *Publication) hasHidden(i *model.Indicator, b *model.Breakdown, period model.Period) bool {
	total := valueIn(i.Values, period)
	hidden := func(v *model.Value) bool {
		_, done := p.values[v]
		return exists(v) && (done || p.isSmall(i, v.Number))
	}
	if hidden(total) {
		return true
	}
	sum := 0.0
	for n := range b.Parts {
		v := valueIn(b.Parts[n].Values, period)
		if hidden(v) || given(v) && p.hiddenBefore(Coordinates{i, b, n, period}, v) {
			return true
		}
		if given(v) {
			sum += v.Number
		}
	}
	left := 0.0
	if given(total) {
		left = total.Number - sum
	}
	return given(total) && p.isSmall(i, left) && (left > 0 || len(leftOut(b, period)) > 0)
}
