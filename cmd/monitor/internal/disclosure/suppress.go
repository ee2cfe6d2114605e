package disclosure

import (
	"cmp"
	"slices"
)

// Suppress chooses how each cell of a table is shown. The table must pass Table.Check.
func Suppress(t *Table) *Result {
	r := &Result{Hiding: make([]Hiding, len(t.Cells)), Says: make([]Range, len(t.Cells))}
	for _, cells := range blocks(t) {
		r.block(t, cells)
	}
	slices.Sort(r.Unprotected)
	return r
}

// blocks are the parts of a table that hang together by cells that are hidden or may be, in the order of their first cell.
// A part without sensitive cells needs nothing, and is left out.
func blocks(t *Table) [][]int {
	parent := make([]int, len(t.Cells))
	for c := range parent {
		parent[c] = c
	}
	root := func(c int) int {
		for parent[c] != c {
			parent[c] = parent[parent[c]]
			c = parent[c]
		}
		return c
	}
	for _, rel := range t.Relations {
		first := -1
		join := func(c int) {
			switch {
			case t.Cells[c].Access == Known:
			case first < 0:
				first = root(c)
			default:
				a, b := root(first), root(c)
				parent[max(a, b)] = min(a, b)
			}
		}
		join(rel.Total)
		for _, c := range rel.Parts {
			join(c)
		}
	}
	members := make([][]int, len(t.Cells))
	needs := make([]bool, len(t.Cells))
	for n, c := range t.Cells {
		if c.Access != Known {
			members[root(n)] = append(members[root(n)], n)
			needs[root(n)] = needs[root(n)] || c.Access == Sensitive
		}
	}
	var out [][]int
	for n := range members {
		if needs[n] {
			out = append(out, members[n])
		}
	}
	return out
}

// manner is how much a reader is told of the hidden cells of a block.
type manner int

const (
	byMark   manner = iota
	withheld        // of every hidden cell only that it is not 0, as that would be shown
	whole           // nothing, as zeros are hidden too
	manners
)

// block chooses for a part of the table that hangs together, in the first manner that can protect it.
func (r *Result) block(t *Table, cells []int) {
	for how := range manners {
		p := newProblem(t, cells, how)
		hidden, method, ok := p.solve()
		if !ok && how+1 < manners {
			continue
		}
		r.Method = max(r.Method, method)
		for n, c := range cells {
			if !hidden[n] {
				continue
			}
			r.Says[c], r.Hiding[c] = p.says[n], Withheld
			if how == byMark && t.Cells[c].Access == Sensitive {
				r.Hiding[c] = Marked
			}
			if t.Cells[c].Access == Open {
				r.Loss += t.Cells[c].Weight
			}
		}
		for _, n := range p.unprotected {
			r.Unprotected = append(r.Unprotected, cells[n])
		}
		return
	}
}

// problem is a block for which cells are to be chosen, in one manner. Its cells are numbered from 0.
type problem struct {
	value  []int64
	weight []int64
	says   []Range
	must   []bool // is hidden whatever is chosen
	plain  []int  // of those, the ones that are no secret
	may    []int  // cells that can be chosen, the lightest first
	// relations[r] are the cells in a relation, with 1 for a part and −1 for the total; in[c] are the relations of a cell.
	relations [][]term
	in        [][]int
	demands   []demand
	// unprotected are the cells of the demands that cannot be met.
	unprotected []int

	// Room for protects, which is asked again and again.
	reach
	movement movement
}

type term struct {
	cell int
	sign int64
}

// demand asks that a cell can be off by an amount, up when it is above 0, for all that a reader knows.
type demand struct {
	cell int
	by   int64
}

func (d demand) sign() float64 {
	if d.by < 0 {
		return -1
	}
	return 1
}

func newProblem(t *Table, cells []int, how manner) *problem {
	n := len(cells)
	p := &problem{value: make([]int64, n), weight: make([]int64, n), says: make([]Range, n), must: make([]bool, n), in: make([][]int, n)}
	place := make(map[int]int, n)
	for n, c := range cells {
		place[c] = n
		cell := &t.Cells[c]
		p.value[n], p.weight[n], p.says[n] = cell.Value, cell.Weight, cell.told(how)
		switch {
		case cell.Access != Open:
			p.must[n] = true
		case how == whole && cell.Value == 0:
			p.must[n] = true
			p.plain = append(p.plain, n)
		case !p.says[n].single():
			p.may = append(p.may, n)
		}
		if cell.Access == Sensitive {
			if up := cell.Need.High - cell.Value; up > 0 {
				p.demands = append(p.demands, demand{n, up})
			}
			if down := cell.Value - cell.Need.Low; down > 0 {
				p.demands = append(p.demands, demand{n, -down})
			}
		}
	}
	slices.SortStableFunc(p.may, func(a, b int) int { return cmp.Compare(p.weight[a], p.weight[b]) })
	// The hardest first: what protects those protects many of the others.
	slices.SortStableFunc(p.demands, func(a, b demand) int { return cmp.Compare(size(b.by), size(a.by)) })
	for _, rel := range t.Relations {
		var terms []term
		add := func(c int, sign int64) {
			if n, ok := place[c]; ok {
				terms = append(terms, term{n, sign})
			}
		}
		add(rel.Total, -1)
		for _, c := range rel.Parts {
			add(c, 1)
		}
		if len(terms) == 0 {
			continue
		}
		for _, term := range terms {
			p.in[term.cell] = append(p.in[term.cell], len(p.relations))
		}
		p.relations = append(p.relations, terms)
	}
	p.reach = newReach(len(p.relations), n)
	return p
}

// told is what a reader knows of a cell that is hidden in a manner.
func (c *Cell) told(how manner) Range {
	anything := Range{0, Unbounded}
	switch {
	case how == byMark || c.Access == Unpublished:
		return c.Mark
	case how == withheld && c.Value > 0:
		return Range{min(1, c.Mark.Low), Unbounded}
	case how == withheld:
		return c.Mark
	}
	return anything
}

// solve returns a set of cells that protects all sensitive ones; when there is none, all that may be hidden, and ok is false.
func (p *problem) solve() (hidden []bool, method Method, ok bool) {
	all := make([]bool, len(p.value))
	copy(all, p.must)
	for _, c := range p.may {
		all[c] = true
	}
	for _, d := range p.demands {
		if p.protects(all, d) == nil && !slices.Contains(p.unprotected, d.cell) {
			p.unprotected = append(p.unprotected, d.cell)
		}
	}
	if len(p.unprotected) > 0 {
		return all, Exact, false
	}
	hidden, ok = p.exact()
	if !ok {
		hidden, method = p.heuristic(all), Heuristic
	}
	p.showPlain(hidden)
	return hidden, method, true
}

// showPlain shows again the cells that had to be hidden for no secret of their own, which are the zeros of a block that is
// hidden whole, when they can be worked out all the same.
func (p *problem) showPlain(hidden []bool) {
	for _, c := range p.plain {
		if p.protects(hidden, demand{c, 1}) == nil {
			hidden[c] = false
		}
	}
}
