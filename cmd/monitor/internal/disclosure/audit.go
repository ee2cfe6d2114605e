package disclosure

// Published is what an outsider sees of a cell: its number, or that it is hidden and what the way it is hidden says of it.
type Published struct {
	Hidden bool
	Value  int64 // unless hidden
	Says   Range // when hidden
}

// Finding is what an outsider can find of a hidden cell.
type Finding struct {
	Cell  int
	Reach Range // every number outside it can be excluded; both its ends are possible
	// Narrow tells that it is less than is demanded: Need for a sensitive cell, two numbers for another.
	Narrow bool
}

// Audit attacks a table as it is to be published: for each hidden cell, in their order, what can be found of it. Cells that
// are Known or Unpublished in the table are left out of the findings, though not out of the attack.
func Audit(t *Table, r *Result) []Finding {
	published := make([]Published, len(t.Cells))
	for n, c := range t.Cells {
		switch {
		case c.Access == Unpublished:
			published[n] = Published{Hidden: true, Says: c.told(byMark)}
		case r.Hiding[n] != Shown:
			published[n] = Published{Hidden: true, Says: r.Says[n]}
		default:
			published[n] = Published{Value: c.Value}
		}
	}
	var wanted []int
	for n, c := range t.Cells {
		if c.Access == Sensitive || c.Access == Open && r.Hiding[n] != Shown {
			wanted = append(wanted, n)
		}
	}
	var out []Finding
	for n, reach := range Attack(published, t.Relations, wanted) {
		f := Finding{Cell: wanted[n], Reach: reach}
		if c := t.Cells[wanted[n]]; c.Access == Sensitive {
			f.Narrow = r.Hiding[wanted[n]] == Shown || !reach.Holds(c.Need)
		} else {
			f.Narrow = reach.single()
		}
		out = append(out, f)
	}
	return out
}

// Attack solves the attacker's problem for the cells that are wanted: the smallest and the largest whole number that each can
// have, given what is published and the sums. Both ends of a range are numbers that a table with these sums really has. When
// the search for one is broken off (it has a limit of steps), the range is smaller than the true one, never larger; and
// empty when no table was found at all.
func Attack(published []Published, relations []Relation, wanted []int) []Range {
	a := &attack{published: published, in: make([][]int, len(published)), solved: make([]bool, len(published)), reach: make([]Range, len(published))}
	for n, r := range relations {
		e := equation{rest: r.Rest}
		a.add(&e, r.Total, -1)
		for _, c := range r.Parts {
			a.add(&e, c, 1)
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
			a.solve(c, wanted)
		}
		out[n] = a.reach[c]
	}
	return out
}

// attack is the state of Attack.
type attack struct {
	published []Published
	equations []equation
	in        [][]int // by hidden cell, the equations it is in
	solved    []bool
	reach     []Range
}

// equation says Σ sign × hidden cell + rest = 0.
type equation struct {
	cells []int
	signs []int64
	rest  int64
}

func (a *attack) add(e *equation, cell int, sign int64) {
	if a.published[cell].Hidden {
		e.cells, e.signs = append(e.cells, cell), append(e.signs, sign)
	} else {
		e.rest += sign * a.published[cell].Value
	}
}

// solve attacks what hangs together with a hidden cell.
func (a *attack) solve(from int, wanted []int) {
	cells, seen := []int{from}, map[int]int{from: 0}
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
		a.alone(a.equations[sums[0]])
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
	asked := make([]bool, len(cells))
	for _, c := range wanted {
		if n, ok := seen[c]; ok {
			asked[n] = true
		}
	}
	for n, r := range s.extremes(asked) {
		a.reach[cells[n]] = r
	}
}

// alone gives the ranges of cells that one equation ties together: each is what the others can leave of it. A cell that is in
// it twice, with signs that cancel, is as free as it says.
func (a *attack) alone(e equation) {
	for n, c := range e.cells {
		// sign × cell = −rest − Σ others
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

// plus, minus and negative reckon with numbers of which Unbounded and its negative stand for no end.
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
