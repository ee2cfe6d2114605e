package disclosure

// Published is what an outsider sees of a cell.
type Published struct {
	Hidden bool
	Value  int64 // of a cell that is not hidden
	Says   Range // of a hidden cell: what the way it is hidden says
}

// Attack returns the range of each of the wanted cells: the smallest and the largest whole number
// that the cell can have, given what is published and the sums. For both ends there is a table of
// whole numbers with these sums. The search has a limit of steps. When it reaches that limit the
// range is smaller than the true one, never larger, and {0, −1} when no table was found.
func Attack(published []Published, relations []Relation, wanted []int) []Range {
	a := &attack{published: published, in: make([][]int, len(published)),
		solved: make([]bool, len(published)), reach: make([]Range, len(published))}
	for n, r := range relations {
		e := equation{rest: r.Rest}
		a.addTerm(&e, r.Total, -1)
		for _, c := range r.Parts {
			a.addTerm(&e, c, 1)
		}
		for _, c := range e.cells {
			a.in[c] = append(a.in[c], n)
		}
		a.equations = append(a.equations, e)
	}
	out := make([]Range, len(wanted))
	for n, c := range wanted {
		if !published[c].Hidden {
			out[n] = Range{published[c].Value, published[c].Value}
			continue
		}
		if !a.solved[c] {
			a.solveAround(c, wanted)
		}
		out[n] = a.reach[c]
	}
	return out
}

// attack is the state of Attack.
type attack struct {
	published []Published
	equations []equation
	in        [][]int // by hidden cell: the equations that have it
	solved    []bool  // by cell
	reach     []Range // by solved cell
}

// equation is Σ sign × hidden cell + rest = 0.
type equation struct {
	cells []int
	signs []int64
	rest  int64
}

// addTerm adds a cell to an equation; a shown one goes into the rest.
func (a *attack) addTerm(e *equation, cell int, sign int64) {
	if a.published[cell].Hidden {
		e.cells, e.signs = append(e.cells, cell), append(e.signs, sign)
	} else {
		e.rest += sign * a.published[cell].Value
	}
}

// solveAround finds the ranges of a hidden cell and of the wanted cells that sums connect with it.
func (a *attack) solveAround(from int, wanted []int) {
	cells, seen := []int{from}, map[int]int{from: 0} // seen has the index in cells
	var sums []int
	known := make(map[int]bool)
	for n := 0; n < len(cells); n++ {
		for _, e := range a.in[cells[n]] {
			if known[e] {
				continue
			}
			known[e] = true
			sums = append(sums, e)
			for _, c := range a.equations[e].cells {
				if _, ok := seen[c]; !ok {
					seen[c] = len(cells)
					cells = append(cells, c)
				}
			}
		}
	}
	for _, c := range cells {
		a.solved[c] = true
	}
	switch len(sums) {
	case 0:
		a.reach[from] = a.published[from].Says
		return
	case 1:
		a.solveOne(a.equations[sums[0]])
		return
	}
	s := newSystem(len(sums), len(cells))
	for row, e := range sums {
		for n, c := range a.equations[e].cells {
			s.coefficient[row][seen[c]] += a.equations[e].signs[n]
		}
		s.right[row] = -a.equations[e].rest
	}
	for n, c := range cells {
		s.bounds[n] = a.published[c].Says
	}
	unknowns := make([]bool, len(cells))
	for _, c := range wanted {
		if n, ok := seen[c]; ok {
			unknowns[n] = true
		}
	}
	for n, r := range s.extremes(unknowns) {
		a.reach[cells[n]] = r
	}
}

// solveOne finds the ranges of cells that are connected by one equation only. When two cells are 12
// together, one of 1 to 4 leaves 8 to 11 for the other.
func (a *attack) solveOne(e equation) {
	for n, c := range e.cells {
		// The sign times the cell is −rest − Σ sign × other.
		low, high := -e.rest, -e.rest
		for m, other := range e.cells {
			if m == n {
				continue
			}
			says := a.published[other].Says
			if e.signs[m] < 0 {
				low, high = plus(low, says.Low), plus(high, says.High)
			} else {
				low, high = minus(low, says.High), minus(high, says.Low)
			}
		}
		if e.signs[n] < 0 {
			low, high = negative(high), negative(low)
		}
		says := a.published[c].Says
		a.reach[c] = Range{max(low, says.Low), min(high, says.High)}
	}
}

// plus, minus and negative compute with numbers of which Unbounded and −Unbounded are infinite.
func plus(x, y int64) int64 {
	if x == Unbounded || y == Unbounded {
		return Unbounded
	}
	if x == -Unbounded || y == -Unbounded {
		return -Unbounded
	}
	return x + y
}

func minus(x, y int64) int64 { return plus(x, negative(y)) }

func negative(x int64) int64 { return -x }
