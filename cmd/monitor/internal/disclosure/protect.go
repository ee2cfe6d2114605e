package disclosure

import (
	"math"
	"slices"
)

// witness is a change of cells that leaves all sums as they are, and keeps each cell within the
// range that readers know. It shows that readers must think another table possible.
type witness []change

type change struct {
	cell int
	by   int64
}

// uses reports whether a cell changes.
func (w witness) uses(cell int) bool {
	for _, c := range w {
		if c.cell == cell {
			return true
		}
	}
	return false
}

// reach is the relations and hidden cells that a change of one cell can affect. Searches reuse its
// memory.
type reach struct {
	search  int   // number of this search
	passed  []int // by relation: the last search that found it
	found   []int // by cell: the last search that found it
	index   []int // by cell that this search found: its index in touched
	sums    []int // relations, in the order in which they were found
	touched []int // cells, in the order in which they were found
}

func newReach(relations, cells int) reach {
	return reach{passed: make([]int, relations), index: make([]int, cells), found: make([]int, cells)}
}

// findReach finds what a change of a cell can affect, through hidden cells.
func (p *problem) findReach(hidden []bool, cell int) {
	r := &p.reach
	r.search++
	r.sums, r.touched = r.sums[:0], append(r.touched[:0], cell)
	r.found[cell], r.index[cell] = r.search, 0
	for n := 0; n < len(r.touched); n++ {
		for _, sum := range p.in[r.touched[n]] {
			if r.passed[sum] == r.search {
				continue
			}
			r.passed[sum] = r.search
			r.sums = append(r.sums, sum)
			for _, t := range p.terms[sum] {
				if hidden[t.cell] && r.found[t.cell] != r.search {
					r.found[t.cell], r.index[t.cell] = r.search, len(r.touched)
					r.touched = append(r.touched, t.cell)
				}
			}
		}
	}
}

// room returns how far a cell can rise and fall within the range that readers know.
func (p *problem) room(cell int) (up, down int64) {
	up = Unbounded
	if high := p.says[cell].High; high != Unbounded {
		up = high - p.value[cell]
	}
	return up, p.value[cell] - p.says[cell].Low
}

// protects returns a witness that the hidden cells meet a demand, or nil.
func (p *problem) protects(hidden []bool, d demand) witness {
	up, down := p.room(d.cell)
	if d.by > 0 && up < d.by || d.by < 0 && down < -d.by {
		return nil
	}
	p.findReach(hidden, d.cell)
	switch len(p.sums) {
	case 0:
		return witness{{d.cell, d.by}}
	case 1:
		return p.balanceOne(p.sums[0], d)
	}
	return p.searchMovement(d, p.bounds(d), integerNodes)
}

// balanceOne returns a witness when the demand's cell is in one sum only: the other hidden cells of
// that sum make up for its change.
func (p *problem) balanceOne(sum int, d demand) witness {
	w := witness{{d.cell, d.by}}
	var left int64 // what the others must still add to the sum
	for _, t := range p.terms[sum] {
		if t.cell == d.cell {
			left = -t.sign * d.by
		}
	}
	for _, t := range p.terms[sum] {
		if left == 0 {
			break
		}
		if t.cell == d.cell || p.found[t.cell] != p.search {
			continue
		}
		up, down := p.room(t.cell)
		by := min(up, abs(left))
		if left*t.sign < 0 {
			by = -min(down, abs(left))
		}
		if by != 0 {
			w = append(w, change{t.cell, by})
			left -= t.sign * by
		}
	}
	if left != 0 {
		return nil
	}
	return w
}

// bound is the least and the largest movement of each cell, by its index in reach.touched. It need
// not include 0: a cell may have to move.
type bound struct{ low, high []int64 }

func (p *problem) bounds(d demand) bound {
	b := bound{make([]int64, len(p.touched)), make([]int64, len(p.touched))}
	for n, c := range p.touched {
		up, down := p.room(c)
		b.low[n], b.high[n] = -down, up
	}
	// The demand's own cell moves as far as the demand, or less.
	b.low[0], b.high[0] = min(d.by, 0), max(d.by, 0)
	return b
}

// integerNodes is the limit of branch and bound in the search for a movement in whole numbers.
// Tables of two dimensions need no branches: there, movements at a vertex are whole.
const integerNodes = 60

// searchMovement looks for a movement in whole numbers within bounds that meets a demand. It solves
// at most so many linear programs. When a solution is fractional, it splits the bounds of a cell:
// 2.5 becomes at most 2, or at least 3.
func (p *problem) searchMovement(d demand, b bound, nodes int) witness {
	stack := []bound{b}
	for ; nodes > 0 && len(stack) > 0; nodes-- {
		b := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		m, ok := p.prepare(b)
		if !ok || !m.push(0, d.sign()) || math.Abs(m.moved(0)-float64(d.by)) > 1e-5 {
			continue
		}
		fractional := -1
		w := witness{}
		for n, c := range p.touched {
			x := m.moved(n)
			by := math.Round(x)
			if math.Abs(x-by) > 1e-5 {
				fractional = n
				break
			}
			if by != 0 {
				w = append(w, change{c, int64(by)})
			}
		}
		if fractional < 0 {
			if p.holds(w, d) {
				return w
			}
			continue
		}
		floor := int64(math.Floor(m.moved(fractional)))
		below, above := b.clone(), b.clone()
		below.high[fractional], above.low[fractional] = floor, floor+1
		stack = append(stack, above, below)
	}
	p.gaveUp = p.gaveUp || len(stack) > 0
	return nil
}

func (b bound) clone() bound { return bound{slices.Clone(b.low), slices.Clone(b.high)} }

// prepare sets up the linear program for the cells that reach has found, and moves cells that must
// move into their bounds. ok is false when that is impossible.
func (p *problem) prepare(b bound) (m *movement, ok bool) {
	m = &p.movement
	m.reset(len(p.sums), len(p.touched))
	for row, sum := range p.sums {
		for _, t := range p.terms[sum] {
			if p.found[t.cell] == p.search {
				m.addTerm(row, p.index[t.cell], float64(t.sign))
			}
		}
	}
	for n := range p.touched {
		m.setRoom(n, min(float64(max(b.high[n], 0)), unlimited), min(float64(max(-b.low[n], 0)), unlimited))
	}
	for n := range p.touched {
		column, least := 2*n, float64(b.low[n])
		if b.high[n] < 0 {
			column, least = 2*n+1, float64(-b.high[n])
		}
		if least <= 0 {
			continue
		}
		if !m.pushColumn(column) || m.columnValue(column) < least-epsilon {
			return m, false
		}
		m.low[column] = least
	}
	return m, true
}

// holds reports whether a change in whole numbers is a witness for a demand: it meets the demand,
// keeps each cell in its range, and leaves every sum as it was.
func (p *problem) holds(w witness, d demand) bool {
	change := make(map[int]int64, len(w))
	for _, c := range w {
		up, down := p.room(c.cell)
		if c.by > up || -c.by > down {
			return false
		}
		change[c.cell] = c.by
	}
	if change[d.cell] != d.by {
		return false
	}
	for _, sum := range p.sums {
		var off int64
		for _, t := range p.terms[sum] {
			off += t.sign * change[t.cell]
		}
		if off != 0 {
			return false
		}
	}
	return true
}
