package disclosure

import "math/bits"

// system is linear equations with unknowns that are whole numbers within bounds. It is solved for
// the smallest and the largest value of an unknown by the simplex method without rounding: all
// numbers of the tableau are whole, over one common denominator, and every division in it has no
// remainder (Edmonds; Bareiss, Mathematics of Computation 22, 1968). Where the solution has a
// fraction, the system is split in two (branch and bound): an unknown of 2.5 is at most 2, or at
// least 3. Bland's rule makes every search end (Chvátal, chapter 3).
//
// It uses nothing that Suppress uses, so that it finds errors there.
type system struct {
	coefficient [][]int64 // by equation and unknown
	right       []int64   // by equation
	bounds      []Range   // by unknown; Low is 0 or more
}

func newSystem(rows, columns int) *system {
	s := &system{right: make([]int64, rows), bounds: make([]Range, columns)}
	for range rows {
		s.coefficient = append(s.coefficient, make([]int64, columns))
	}
	return s
}

// splits limits how often a search for one end of a range is split. When it is reached, the range
// ends at the best number found.
const splits = 200

// extremes returns the ranges of the wanted unknowns, or {0, −1} where no solution was found.
func (s *system) extremes(wanted []bool) []Range {
	out := make([]Range, len(s.bounds))
	t := s.tableau()
	possible := t.feasible()
	for n := range out {
		out[n] = Range{0, -1}
		if !wanted[n] || !possible {
			continue
		}
		low, ok := t.extreme(n, -1)
		if !ok {
			low, ok = s.branch(n, -1)
		}
		if !ok {
			continue
		}
		high, ok := t.extreme(n, 1)
		if !ok {
			high, ok = s.branch(n, 1)
		}
		if ok {
			out[n] = Range{low, high}
		}
	}
	return out
}

// branch returns the largest whole value of an unknown, or the smallest when sign is −1, where the
// linear program has a solution with fractions only.
func (s *system) branch(unknown int, sign int64) (best int64, found bool) {
	stack := [][]Range{s.bounds}
	for step := 0; step < splits && len(stack) > 0; step++ {
		bounds := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		part := &system{s.coefficient, s.right, bounds}
		t := part.tableau()
		if !t.feasible() {
			continue
		}
		x, whole := t.extreme(unknown, sign)
		if t.overflow {
			continue
		}
		if whole {
			if !found || sign*x > sign*best {
				best, found = x, true
			}
			if x == Unbounded {
				break
			}
			continue
		}
		over, under := t.fraction(unknown)
		limit := over / under
		if sign < 0 {
			limit = (over + under - 1) / under
		}
		if found && sign*limit <= sign*best {
			continue // not even a fraction is better
		}
		n, floor := t.fractional()
		below, above := append([]Range(nil), bounds...), append([]Range(nil), bounds...)
		below[n].High, above[n].Low = floor, floor+1
		stack = append(stack, below, above)
	}
	return best, found
}

// tableau is a system in which some unknowns, one for each equation, are written in terms of the
// others. These are basic. Values are counted from the lower bound of an unknown.
type tableau struct {
	rows, columns int // after the columns of the unknowns comes an artificial one for each row
	unknowns      int
	low           []int64   // by column
	n             [][]int64 // by row and column, to be divided by d
	right         []int64   // by row, to be divided by d
	d             int64
	high          []int64 // by column; Unbounded for none
	up            []bool  // by column: not basic, and at its upper bound
	basis         []int   // by row: the basic column
	row           []int   // by column: the row in which it is basic, or −1
	overflow      bool    // a number became too large, so there is no result
}

func (s *system) tableau() *tableau {
	m, n := len(s.right), len(s.bounds)
	t := &tableau{rows: m, unknowns: n, columns: n + m, d: 1, right: append([]int64(nil), s.right...)}
	t.low, t.high, t.up, t.row = make([]int64, n), make([]int64, n+m), make([]bool, n+m), make([]int, n+m)
	for c, b := range s.bounds {
		t.low[c], t.row[c], t.high[c] = b.Low, -1, Unbounded
		if b.High != Unbounded {
			t.high[c] = b.High - b.Low
			if t.high[c] < 0 {
				t.overflow = true // an empty range has no solution
			}
		}
	}
	for r := range m {
		line := make([]int64, n+m)
		copy(line, s.coefficient[r])
		for c := range n {
			t.right[r] -= line[c] * t.low[c]
		}
		if t.right[r] < 0 {
			t.right[r] = -t.right[r]
			for c := range n {
				line[c] = -line[c]
			}
		}
		line[n+r] = 1
		t.high[n+r] = Unbounded
		t.n, t.basis = append(t.n, line), append(t.basis, n+r)
		t.row[n+r] = r
	}
	return t
}

// feasible finds a first solution, and reports whether there is one.
func (t *tableau) feasible() bool {
	slope := make([]int64, t.columns)
	for !t.overflow {
		clear(slope)
		short := false
		for r, b := range t.basis {
			if b < t.unknowns {
				continue
			}
			short = short || t.basicValue(r) > 0
			for c := range t.unknowns {
				slope[c] += t.n[r][c]
			}
		}
		if !short {
			// The artificial columns were needed only to begin with.
			for c := t.unknowns; c < t.columns; c++ {
				t.high[c] = 0
			}
			return !t.overflow
		}
		c := t.entering(slope)
		if c < 0 || !t.enter(c) {
			return false
		}
	}
	return false
}

// extreme returns the largest value of an unknown, or the smallest when sign is −1. whole is false
// when that solution has fractions.
func (t *tableau) extreme(unknown int, sign int64) (x int64, whole bool) {
	slope := make([]int64, t.columns)
	for !t.overflow {
		clear(slope)
		if r := t.row[unknown]; r >= 0 {
			for c := range t.unknowns {
				slope[c] = -sign * t.n[r][c]
			}
			slope[unknown] = 0
		} else {
			slope[unknown] = sign
		}
		c := t.entering(slope)
		if c < 0 {
			break
		}
		if !t.enter(c) {
			return Unbounded, true
		}
	}
	if t.overflow {
		return 0, false
	}
	for r := range t.rows {
		if t.basicValue(r)%t.d != 0 {
			return 0, false
		}
	}
	n, d := t.fraction(unknown)
	return n / d, true
}

// fraction returns the value of an unknown as n/d.
func (t *tableau) fraction(unknown int) (n, d int64) {
	x := t.low[unknown]
	if r := t.row[unknown]; r >= 0 {
		return x*t.d + t.basicValue(r), t.d
	}
	if t.up[unknown] {
		x += t.high[unknown]
	}
	return x, 1
}

// fractional returns an unknown whose value is not whole, and the whole number below it.
func (t *tableau) fractional() (unknown int, floor int64) {
	for r, b := range t.basis {
		if x := t.basicValue(r); b < t.unknowns && x%t.d != 0 {
			return b, t.low[b] + x/t.d
		}
	}
	return 0, t.low[0]
}

// basicValue returns the value of the basic unknown of a row, from its lower bound and times d.
func (t *tableau) basicValue(row int) int64 {
	x := t.right[row]
	for c, up := range t.up {
		if up {
			x = t.sum(x, -t.times(t.n[row][c], t.high[c]))
		}
	}
	return x
}

// entering returns the first unknown that makes the goal with these slopes larger, or −1.
func (t *tableau) entering(slope []int64) int {
	for c := range t.unknowns {
		if t.row[c] < 0 && t.high[c] > 0 && (slope[c] > 0 && !t.up[c] || slope[c] < 0 && t.up[c]) {
			return c
		}
	}
	return -1
}

// enter moves an unknown away from its bound as far as possible. It returns false when nothing
// stops it.
func (t *tableau) enter(column int) bool {
	// It moves by n/d. It stops at its other bound, or where the basic unknown of row stop reaches
	// a bound: the upper when high.
	n, d, stop, high := t.high[column], int64(1), -1, false
	for r, b := range t.basis {
		fall := t.n[r][column] // of the basic unknown, times d
		if t.up[column] {
			fall = -fall
		}
		room := int64(0)
		switch {
		case fall == 0:
			continue
		case fall > 0:
			room = t.basicValue(r)
		case t.high[b] == Unbounded:
			continue
		default:
			room, fall = t.sum(t.times(t.high[b], t.d), -t.basicValue(r)), -fall
		}
		if before := less(room, fall, n, d); before || stop >= 0 && equal(room, fall, n, d) && b < t.basis[stop] {
			n, d, stop, high = room, fall, r, t.n[r][column] < 0 != t.up[column]
		}
	}
	switch {
	case stop >= 0:
		b := t.basis[stop]
		t.row[b], t.up[b] = -1, high
		t.up[column] = false
		t.basis[stop], t.row[column] = column, stop
		t.pivot(stop, column)
	case n == Unbounded:
		return false
	default:
		t.up[column] = !t.up[column]
	}
	return true
}

// pivot makes a column basic in a row.
func (t *tableau) pivot(row, column int) {
	line := t.n[row]
	p := line[column]
	for r, other := range t.n {
		f := other[column]
		if r == row {
			continue
		}
		for c := range other {
			if other[c] != 0 || line[c] != 0 && f != 0 {
				other[c] = t.sum(t.times(p, other[c]), -t.times(f, line[c])) / t.d
			}
		}
		t.right[r] = t.sum(t.times(p, t.right[r]), -t.times(f, t.right[row])) / t.d
	}
	if p < 0 {
		p = -p
		for r := range t.n {
			for c := range t.n[r] {
				t.n[r][c] = -t.n[r][c]
			}
			t.right[r] = -t.right[r]
		}
	}
	t.d = p
}

// times and sum set overflow when the result is too large.
func (t *tableau) times(x, y int64) int64 {
	high, low := bits.Mul64(uint64(abs(x)), uint64(abs(y)))
	if high != 0 || low > 1<<62 {
		t.overflow = true
		return 0
	}
	return x * y
}

func (t *tableau) sum(x, y int64) int64 {
	if x > 1<<62 || x < -1<<62 || y > 1<<62 || y < -1<<62 {
		t.overflow = true
		return 0
	}
	return x + y
}

// less reports whether n1/d1 < n2/d2, for fractions of 0 or more. Unbounded/1 is infinite.
func less(n1, d1, n2, d2 int64) bool {
	if n2 == Unbounded {
		return true
	}
	h1, l1 := bits.Mul64(uint64(n1), uint64(d2))
	h2, l2 := bits.Mul64(uint64(n2), uint64(d1))
	return h1 < h2 || h1 == h2 && l1 < l2
}

// equal reports whether two such fractions are equal and finite.
func equal(n1, d1, n2, d2 int64) bool {
	return n2 != Unbounded && !less(n1, d1, n2, d2) && !less(n2, d2, n1, d1)
}
