package disclosure

import (
	"cmp"
	"slices"
)

// Suppress chooses how each cell of a table is shown. The table must pass Table.Check.
func Suppress(t *Table) *Result {
	r := &Result{Hiding: make([]Hiding, len(t.Cells)), Says: make([]Range, len(t.Cells))}
	for _, b := range blocks(t, func(c *Cell) bool { return c.Access != Known }) {
		r.part(b)
	}
	slices.Sort(r.Unprotected)
	return r
}

// part chooses for a part of the table that hangs together. Without the cells that are to be hidden last it may fall apart;
// only when one of those pieces cannot be protected, they come in.
func (r *Result) part(whole *block) {
	t := whole.table
	pieces := blocks(t, func(c *Cell) bool { return c.Access != Known && !c.Last }, whole.cells...)
	var chosen []choice
	for _, piece := range pieces {
		c := piece.choose()
		if len(c.unprotected) > 0 {
			r.take(whole.choose())
			return
		}
		chosen = append(chosen, c)
	}
	for _, c := range chosen {
		r.take(c)
	}
}

// take writes a choice into the result.
func (r *Result) take(c choice) {
	r.Method = max(r.Method, c.method)
	for n, cell := range c.cells {
		if !c.hidden[n] {
			continue
		}
		r.Says[cell], r.Hiding[cell] = c.says[n], Withheld
		if of := &c.table.Cells[cell]; of.Access == Sensitive && c.how == byMark {
			r.Hiding[cell] = Marked
		} else if of.Access == Open {
			r.Loss += of.Weight
		}
	}
	for _, n := range c.unprotected {
		r.Unprotected = append(r.Unprotected, c.cells[n])
	}
}

// block is cells of a table that hang together, and the relations they are in.
type block struct {
	table     *Table
	cells     []int
	relations []int
}

// blocks are the parts of a table, or of some of its cells, that hang together by the cells that belong, in the order of their
// first cell. A part without sensitive cells needs nothing, and is left out.
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
	// Where each relation hangs: at one of its cells that belong, if there is one.
	hangs := make([]int, len(t.Relations))
	for n, rel := range t.Relations {
		hangs[n] = -1
		join := func(c int) {
			switch {
			case parent[c] < 0:
			case hangs[n] < 0:
				hangs[n] = c
			default:
				a, b := root(hangs[n]), root(c)
				parent[max(a, b)] = min(a, b)
			}
		}
		join(rel.Total)
		for _, c := range rel.Parts {
			join(c)
		}
	}
	of := make(map[int]*block)
	var all []*block
	for _, c := range among {
		if parent[c] >= 0 && t.Cells[c].Access == Sensitive && of[root(c)] == nil {
			b := &block{table: t}
			of[root(c)] = b
			all = append(all, b)
		}
	}
	for _, c := range among {
		if parent[c] >= 0 && of[root(c)] != nil {
			of[root(c)].cells = append(of[root(c)].cells, c)
		}
	}
	for n, c := range hangs {
		if c >= 0 && of[root(c)] != nil {
			of[root(c)].relations = append(of[root(c)].relations, n)
		}
	}
	slices.SortFunc(all, func(a, b *block) int { return cmp.Compare(a.cells[0], b.cells[0]) })
	return all
}

// manner is how much a reader is told of the hidden cells of a block.
type manner int

const (
	byMark   manner = iota
	withheld        // of every hidden cell only that it is not 0, as that would be shown
	whole           // nothing, as zeros are hidden too
	manners
)

// choice is which cells of a block are hidden, and in which manner.
type choice struct {
	*problem
	how    manner
	hidden []bool
	method Method
}

// choose chooses in the first manner that can protect the block.
func (b *block) choose() choice {
	if c, ok := b.row(); ok {
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

// problem is a block for which cells are to be chosen, in one manner. Its cells are numbered from 0.
type problem struct {
	*block
	value  []int64
	weight []int64
	says   []Range
	must   []bool // is hidden whatever is chosen
	plain  []int  // of those, the ones that are no secret
	may    []int  // cells that can be chosen, the lightest first
	// terms[r] are the cells in a relation, with 1 for a part and −1 for the total; in[c] are the relations of a cell.
	terms   [][]term
	in      [][]int
	demands []demand
	// unprotected are the cells of the demands that cannot be met.
	unprotected []int

	gaveUp bool // a search for a movement was broken off, so that more may be hidden than is needed

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

func newProblem(b *block, how manner) *problem {
	n := len(b.cells)
	p := &problem{block: b, value: make([]int64, n), weight: make([]int64, n), says: make([]Range, n), must: make([]bool, n), in: make([][]int, n)}
	place := make(map[int]int, n)
	for n, c := range b.cells {
		place[c] = n
		cell := &b.table.Cells[c]
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
	for r, of := range b.relations {
		rel := &b.table.Relations[of]
		var terms []term
		add := func(c int, sign int64) {
			if n, ok := place[c]; ok {
				terms = append(terms, term{n, sign})
				p.in[n] = append(p.in[n], r)
			}
		}
		add(rel.Total, -1)
		for _, c := range rel.Parts {
			add(c, 1)
		}
		p.terms = append(p.terms, terms)
	}
	p.reach = newReach(len(p.terms), n)
	return p
}

// told is what a reader knows of a cell that is hidden in a manner.
func (c *Cell) told(how manner) Range {
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

// solve returns a set of cells that protects all sensitive ones; when there is none, all that may be hidden.
func (p *problem) solve() (hidden []bool, method Method) {
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
		return all, Exact
	}
	hidden, ok := p.exact()
	if !ok {
		hidden, method = p.heuristic(all), Heuristic
	}
	p.showUseless(hidden, p.plain)
	if p.gaveUp {
		method = Heuristic
		p.showUseless(hidden, p.may)
	}
	return hidden, method
}

// showUseless shows again, of some cells that are no secret, those that can be worked out all the same: zeros of a block that
// is hidden whole, and cells that were hidden because a search was broken off.
func (p *problem) showUseless(hidden []bool, cells []int) {
	for _, c := range cells {
		if hidden[c] && p.protects(hidden, demand{c, 1}) == nil && p.protects(hidden, demand{c, -1}) == nil {
			hidden[c] = false
		}
	}
}
