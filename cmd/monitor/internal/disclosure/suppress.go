package disclosure

import (
	"cmp"
	"slices"
)

// Suppress chooses how each cell of a table is shown. The table must pass Table.Check.
func Suppress(t *Table) *Result {
	r := &Result{Hiding: make([]Hiding, len(t.Cells)), Says: make([]Range, len(t.Cells))}
	for _, b := range blocks(t, func(c *Cell) bool { return c.Access != Known }) {
		r.suppressBlock(b)
	}
	slices.Sort(r.Unprotected)
	return r
}

// suppressBlock chooses the cells of a block. It first tries without the Last cells, which may
// divide the block into pieces. When one of the pieces cannot be protected, it chooses for the
// whole block.
func (r *Result) suppressBlock(whole *block) {
	t := whole.table
	pieces := blocks(t, func(c *Cell) bool { return c.Access != Known && !c.Last }, whole.cells...)
	var chosen []choice
	for _, piece := range pieces {
		c := piece.choose()
		if len(c.unprotected) > 0 {
			r.apply(whole.choose())
			return
		}
		chosen = append(chosen, c)
	}
	for _, c := range chosen {
		r.apply(c)
	}
}

// apply writes a choice into the result.
func (r *Result) apply(c choice) {
	r.Method = max(r.Method, c.method)
	for n, cell := range c.cells {
		if !c.hidden[n] {
			continue
		}
		r.Says[cell], r.Hiding[cell] = c.says[n], Withheld
		if c.table.Cells[cell].Access == Sensitive && c.how == byMark {
			r.Hiding[cell] = Marked
		}
	}
	for _, n := range c.unprotected {
		r.Unprotected = append(r.Unprotected, c.cells[n])
	}
}

// block is a connected part of a table: cells, and the relations between them.
type block struct {
	table     *Table
	cells     []int
	relations []int
}

// blocks returns the connected parts of a table that have a sensitive cell, in the order of their
// first cells. Cells are connected when a relation has them both; only cells that belong count.
// among are the cells to divide, by index; all of the table when there are none.
func blocks(t *Table, belongs func(*Cell) bool, among ...int) []*block {
	parent := make([]int, len(t.Cells))
	for c := range parent {
		parent[c] = -1
	}
	if among == nil {
		for c := range t.Cells {
			among = append(among, c)
		}
	}
	for _, c := range among {
		if belongs(&t.Cells[c]) {
			parent[c] = c
		}
	}
	root := func(c int) int {
		for parent[c] != c {
			parent[c] = parent[parent[c]]
			c = parent[c]
		}
		return c
	}
	first := make([]int, len(t.Relations)) // by relation: its first cell that belongs, or -1
	for n, rel := range t.Relations {
		first[n] = -1
		join := func(c int) {
			switch {
			case parent[c] < 0:
			case first[n] < 0:
				first[n] = c
			default:
				a, b := root(first[n]), root(c)
				parent[max(a, b)] = min(a, b)
			}
		}
		join(rel.Total)
		for _, c := range rel.Parts {
			join(c)
		}
	}
	byRoot := make(map[int]*block)
	var all []*block
	for _, c := range among {
		if parent[c] >= 0 && t.Cells[c].Access == Sensitive && byRoot[root(c)] == nil {
			b := &block{table: t}
			byRoot[root(c)] = b
			all = append(all, b)
		}
	}
	for _, c := range among {
		if parent[c] >= 0 && byRoot[root(c)] != nil {
			byRoot[root(c)].cells = append(byRoot[root(c)].cells, c)
		}
	}
	for n, c := range first {
		if c >= 0 && byRoot[root(c)] != nil {
			byRoot[root(c)].relations = append(byRoot[root(c)].relations, n)
		}
	}
	slices.SortFunc(all, func(a, b *block) int { return cmp.Compare(a.cells[0], b.cells[0]) })
	return all
}

// manner is how the hidden cells of a block are shown; see Hiding.
type manner int

const (
	byMark   manner = iota
	withheld        // a hidden cell is at least 1, since a zero would be shown
	whole           // a hidden cell is at least 0
	manners
)

// choice is the cells of a block to hide, and the manner.
type choice struct {
	*problem
	how    manner
	hidden []bool
	method Method
}

// choose chooses the cells to hide, in the first manner that protects the block.
func (b *block) choose() choice {
	if c, ok := b.chooseRow(); ok {
		return c
	}
	var c choice
	for how := range manners {
		c = choice{problem: newProblem(b, how), how: how}
		c.hidden, c.method = c.solve()
		if len(c.unprotected) == 0 {
			break
		}
	}
	return c
}

// problem is the choice of cells of a block in one manner. It numbers the cells of the block from
// 0.
type problem struct {
	*block
	value    []int64
	weight   []int64
	says     []Range
	must     []bool   // cells that are hidden whatever is chosen
	zeros    []int    // of those, the zeros that the manner hides
	eligible []int    // cells to choose from, the lightest first
	terms    [][]term // by relation
	in       [][]int  // by cell: the relations that have it
	demands  []demand

	unprotected []int // cells of demands that cannot be met

	gaveUp bool // a search for a movement reached its limit, so more may be hidden than is needed

	// Memory that the searches of protects use again.
	reach
	movement movement
}

// term is a cell in a relation.
type term struct {
	cell int
	sign int64 // 1 for a part, −1 for the total
}

// demand is a change of a cell that readers must think possible. An A of 3 that must seem 1 to 4
// makes two demands: by 1 and by −2.
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

func newProblem(b *block, how manner) *problem {
	n := len(b.cells)
	p := &problem{block: b, value: make([]int64, n), weight: make([]int64, n), says: make([]Range, n),
		must: make([]bool, n), in: make([][]int, n)}
	index := make(map[int]int, n) // in the block, by index in the table
	for n, c := range b.cells {
		index[c] = n
		cell := &b.table.Cells[c]
		p.value[n], p.weight[n], p.says[n] = cell.Value, cell.Weight, cell.knownRange(how)
		switch {
		case cell.Access != Open:
			p.must[n] = true
		case how == whole && cell.Value == 0:
			p.must[n] = true
			p.zeros = append(p.zeros, n)
		case !p.says[n].single():
			p.eligible = append(p.eligible, n)
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
	slices.SortStableFunc(p.eligible, func(a, b int) int { return cmp.Compare(p.weight[a], p.weight[b]) })
	// The largest demands first: cells that meet those meet many of the others too.
	slices.SortStableFunc(p.demands, func(a, b demand) int { return cmp.Compare(abs(b.by), abs(a.by)) })
	for r, relation := range b.relations {
		rel := &b.table.Relations[relation]
		var terms []term
		addTerm := func(c int, sign int64) {
			if n, ok := index[c]; ok {
				terms = append(terms, term{n, sign})
				p.in[n] = append(p.in[n], r)
			}
		}
		addTerm(rel.Total, -1)
		for _, c := range rel.Parts {
			addTerm(c, 1)
		}
		p.terms = append(p.terms, terms)
	}
	p.reach = newReach(len(p.terms), n)
	return p
}

// knownRange returns what readers know about a cell that is hidden in a manner, without the sums.
func (c *Cell) knownRange(how manner) Range {
	r := Range{0, Unbounded}
	switch {
	case how == byMark || c.Access == Unpublished || how == withheld && c.Value == 0:
		r = c.Mark
	case how == withheld:
		r.Low = min(1, c.Mark.Low)
	}
	if e := c.Elsewhere; e != (Range{}) {
		r = Range{max(r.Low, e.Low), min(r.High, e.High)}
	}
	return r
}

// solve returns a set of cells that protects all sensitive ones, or all that may be hidden when no
// set does.
func (p *problem) solve() (hidden []bool, method Method) {
	all := make([]bool, len(p.value))
	copy(all, p.must)
	for _, c := range p.eligible {
		all[c] = true
	}
	for _, d := range p.demands {
		if p.protects(all, d) == nil && !slices.Contains(p.unprotected, d.cell) {
			p.unprotected = append(p.unprotected, d.cell)
		}
	}
	if len(p.unprotected) > 0 {
		return all, Exact
	}
	hidden, ok := p.exact()
	if !ok {
		hidden, method = p.heuristic(all), Heuristic
	}
	p.showUseless(hidden, p.zeros)
	if p.gaveUp {
		method = Heuristic
		p.showUseless(hidden, p.eligible)
	}
	return hidden, method
}

// showUseless shows those of some cells again that readers could work out. They can be zeros of a
// block that is hidden whole, or cells that are hidden because a search reached its limit.
func (p *problem) showUseless(hidden []bool, cells []int) {
	for _, c := range cells {
		if hidden[c] && p.protects(hidden, demand{c, 1}) == nil && p.protects(hidden, demand{c, -1}) == nil {
			hidden[c] = false
		}
	}
}
