package disclosure

import (
	"math"
	"slices"
)

// witness is a change of the cells of a problem that leaves all sums intact and keeps to what is said of each cell.
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

// reach is what a change of one cell can touch by way of hidden cells, with room to find it again and again.
type reach struct {
	stamp   int
	passed  []int // by relation: the stamp of the last search that found it
	place   []int // by cell: the same, and then its place among those found
	found   []int // by cell
	sums    []int // relations, in the order of finding
	touched []int // cells, in the order of finding
}

func newReach(relations, cells int) reach {
	return reach{passed: make([]int, relations), place: make([]int, cells), found: make([]int, cells)}
}

// from finds what a change of a cell can touch. What is not hidden does not change.
func (p *problem) from(hidden []bool, cell int) {
	r := &p.reach
	r.stamp++
	r.sums, r.touched = r.sums[:0], append(r.touched[:0], cell)
	r.found[cell], r.place[cell] = r.stamp, 0
	for n := 0; n < len(r.touched); n++ {
		for _, sum := range p.in[r.touched[n]] {
			if r.passed[sum] == r.stamp {
				continue
			}
			r.passed[sum] = r.stamp
			r.sums = append(r.sums, sum)
			for _, t := range p.terms[sum] {
				if hidden[t.cell] && r.found[t.cell] != r.stamp {
					r.found[t.cell], r.place[t.cell] = r.stamp, len(r.touched)
					r.touched = append(r.touched, t.cell)
				}
			}
		}
	}
}

// room is how far a cell can go, up and down, by what is said of it.
func (p *problem) room(cell int) (up, down int64) {
	up = Unbounded
	if high := p.says[cell].High; high != Unbounded {
		up = high - p.value[cell]
	}
	return up, p.value[cell] - p.says[cell].Low
}

// protects returns a change of hidden cells that shows that a demand is met, or nil.
func (p *problem) protects(hidden []bool, d demand) witness {
	up, down := p.room(d.cell)
	if d.by > 0 && up < d.by || d.by < 0 && down < -d.by {
		return nil
	}
	p.from(hidden, d.cell)
	switch len(p.sums) {
	case 0:
		return witness{{d.cell, d.by}}
	case 1:
		return p.along(p.sums[0], d)
	}
	return p.search(d, p.bounds(d), integerNodes)
}

// along makes up for a change in the only sum that it touches.
func (p *problem) along(sum int, d demand) witness {
	w := witness{{d.cell, d.by}}
	var left int64 // that the others must add to the sum
	for _, t := range p.terms[sum] {
		if t.cell == d.cell {
			left = -t.sign * d.by
		}
	}
	for _, t := range p.terms[sum] {
		if left == 0 {
			break
		}
		if t.cell == d.cell || p.found[t.cell] != p.stamp {
			continue
		}
		up, down := p.room(t.cell)
		by := min(up, size(left))
		if left*t.sign < 0 {
			by = -min(down, size(left))
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

// bound is from where to where the cells found may move, by their place. A cell that stands still moves by 0, which need not
// lie between the two.
type bound struct{ low, high []int64 }

func (p *problem) bounds(d demand) bound {
	b := bound{make([]int64, len(p.touched)), make([]int64, len(p.touched))}
	for n, c := range p.touched {
		up, down := p.room(c)
		b.low[n], b.high[n] = -down, up
	}
	// The cell itself goes its way and no further.
	b.low[0], b.high[0] = min(d.by, 0), max(d.by, 0)
	return b
}

// integerNodes is how often a movement of broken numbers is split in two to find one of whole numbers. In tables of two
// dimensions there are none to split.
const integerNodes = 60

// search finds a movement in whole numbers within bounds, in so many steps.
func (p *problem) search(d demand, b bound, nodes int) witness {
	type node struct{ bound }
	stack := []node{{b}}
	for ; nodes > 0 && len(stack) > 0; nodes-- {
		b := stack[len(stack)-1].bound
		stack = stack[:len(stack)-1]
		m, ok := p.prepare(b)
		if !ok || !m.push(0, d.sign()) || math.Abs(m.moved(0)-float64(d.by)) > 1e-5 {
			continue
		}
		broken := -1
		w := witness{}
		for n, c := range p.touched {
			x := m.moved(n)
			by := math.Round(x)
			if math.Abs(x-by) > 1e-5 {
				broken = n
				break
			}
			if by != 0 {
				w = append(w, change{c, int64(by)})
			}
		}
		if broken < 0 {
			if p.holds(w, d) {
				return w
			}
			continue
		}
		floor := int64(math.Floor(m.moved(broken)))
		below, above := b.clone(), b.clone()
		below.high[broken], above.low[broken] = floor, floor+1
		stack = append(stack, node{above}, node{below})
	}
	p.gaveUp = p.gaveUp || len(stack) > 0
	return nil
}

func (b bound) clone() bound { return bound{slices.Clone(b.low), slices.Clone(b.high)} }

// prepare sets up the linear program for the cells found, and moves those that may not stand still to where they may be; ok
// is false when that cannot be done.
func (p *problem) prepare(b bound) (m *movement, ok bool) {
	m = &p.movement
	m.reset(len(p.sums), len(p.touched))
	for row, sum := range p.sums {
		for _, t := range p.terms[sum] {
			if p.found[t.cell] == p.stamp {
				m.put(row, p.place[t.cell], float64(t.sign))
			}
		}
	}
	for n := range p.touched {
		m.allow(n, min(float64(max(b.high[n], 0)), endless), min(float64(max(-b.low[n], 0)), endless))
	}
	for n := range p.touched {
		column, least := 2*n, float64(b.low[n])
		if b.high[n] < 0 {
			column, least = 2*n+1, float64(-b.high[n])
		}
		if least <= 0 {
			continue
		}
		if !m.pushColumn(column) || m.of(column) < least-epsilon {
			return m, false
		}
		m.low[column] = least
	}
	return m, true
}

// holds checks a movement in whole numbers: it does what is demanded, keeps to what is said, and leaves every sum as it was.
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
