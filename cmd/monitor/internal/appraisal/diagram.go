package appraisal

import (
	"encoding/binary"
	"slices"
)

// The measures of a part, which have rules in common, are decided on one after the other. What the decisions so far leave
// possible is a node of a decision diagram: which of the measures still to come must be chosen, and which cannot be. Two
// ways to come to the same node need not be told apart, so a diagram is far smaller than the list of all sets: where rules
// form no tangle it has a few nodes for each measure, however many measures there are.
//
// From each node the rules can be kept: to choose what must be chosen, and nothing else, keeps them.
//
// See Bergman, Cire, van Hoeve and Hooker, Decision Diagrams for Optimization (Springer, 2016), chapters 3 and 6.

// node says which node of the next layer each decision leads to; −1 for a decision that cannot be made.
type node struct{ no, yes int32 }

// part is some measures that have no rule in common with the others, and its diagram.
type part struct {
	order  []int    // its measures as they are decided on
	layers [][]node // by position in order; the last decision leads to node 0
	hull   []point  // see curve.go
}

// divide finds the parts and makes their diagrams.
func (p *problem) divide() {
	n := len(p.cost)
	near := newBitsets(n)
	for i := range n {
		near[i].add(p.excludes[i])
		for j := range p.requires[i].all() {
			near[i].set(j)
			near[j].set(i)
		}
	}
	seen := newBits(n)
	for first := range n {
		if seen.has(first) {
			continue
		}
		seen.set(first)
		members := []int{first}
		for k := 0; k < len(members); k++ {
			for j := range near[members[k]].all() {
				if !seen.has(j) {
					seen.set(j)
					members = append(members, j)
				}
			}
		}
		slices.Sort(members)
		p.parts = append(p.parts, &part{order: sequence(members, near)})
	}
	for width := p.effort.width; ; width = max(width/2, 1) {
		nodes := 0
		p.whole = true
		for _, part := range p.parts {
			var whole bool
			part.layers, whole = p.diagram(part.order, width)
			p.whole = p.whole && whole
			for _, layer := range part.layers {
				nodes += len(layer)
			}
		}
		if nodes*(n+1) <= p.effort.table || width == 1 {
			return
		}
	}
}

// startsTried is from how many measures an order is tried.
const startsTried = 24

// sequence puts the measures of a part in an order in which few have been decided on while a neighbour is still to come
// (a small vertex separation), since what a node must remember is about those. Two kinds of order are tried from some
// measures, and the best is taken.
func sequence(members []int, near []bitset) []int {
	if len(members) < 3 {
		return members
	}
	best := members
	least := weigh(members, near)
	for _, start := range members[:min(startsTried, len(members))] {
		for _, order := range [][]int{nearestFirst(start, len(members), near), smallestFirst(start, len(members), near)} {
			if weight := weigh(order, near); weight < least {
				best, least = order, weight
			}
		}
	}
	return best
}

// weigh is about how many nodes an order needs at most.
func weigh(order []int, near []bitset) float64 {
	weight := 0.0
	f := newFrontier(near)
	for _, i := range order {
		f.place(i)
		weight += float64(uint64(1) << min(f.size, 62))
	}
	return weight
}

// frontier is the placed measures that have neighbours which are not.
type frontier struct {
	near   []bitset
	placed bitset
	open   []int // by measure: neighbours that are not placed
	size   int
}

func newFrontier(near []bitset) *frontier {
	f := &frontier{near: near, placed: newBits(len(near)), open: make([]int, len(near))}
	for i := range near {
		f.open[i] = near[i].count()
	}
	return f
}

func (f *frontier) place(i int) {
	f.size += f.growth(i)
	f.placed.set(i)
	for j := range f.near[i].all() {
		f.open[j]--
	}
}

// growth is by how much the frontier becomes larger when a measure is placed.
func (f *frontier) growth(i int) int {
	growth := 0
	if f.open[i] > 0 {
		growth++
	}
	for j := range f.near[i].all() {
		if f.placed.has(j) && f.open[j] == 1 {
			growth--
		}
	}
	return growth
}

// nearestFirst places next, each time, the neighbour of what is placed that leaves the smallest frontier.
func nearestFirst(start, count int, near []bitset) []int {
	f := newFrontier(near)
	border := newBits(len(near))
	order := make([]int, 0, count)
	for next := start; next >= 0; {
		f.place(next)
		order = append(order, next)
		border.add(near[next])
		border.remove(f.placed)
		next = -1
		least := 0
		for i := range border.all() {
			if growth := f.growth(i); next < 0 || growth < least {
				next, least = i, growth
			}
		}
	}
	return order
}

// smallestFirst goes down a spanning tree, into the largest branch last. Where the rules are a tree, no frontier is larger
// than the logarithm of the number of measures, to base 2, and one more.
func smallestFirst(start, count int, near []bitset) []int {
	seen := newBits(len(near))
	seen.set(start)
	reached := []int{start}
	children := make([][]int, len(near))
	for k := 0; k < len(reached); k++ {
		for j := range near[reached[k]].all() {
			if !seen.has(j) {
				seen.set(j)
				reached = append(reached, j)
				children[reached[k]] = append(children[reached[k]], j)
			}
		}
	}
	size := make([]int, len(near))
	for _, i := range slices.Backward(reached) {
		size[i]++
		for _, j := range children[i] {
			size[i] += size[j]
		}
		slices.SortStableFunc(children[i], func(a, b int) int { return size[a] - size[b] })
	}
	order := make([]int, 0, count)
	for stack := []int{start}; len(stack) > 0; {
		i := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		order = append(order, i)
		for _, j := range slices.Backward(children[i]) {
			stack = append(stack, j)
		}
	}
	return order
}

// state is what a node stands for, in positions of the order: the measures to come that must be chosen, and those that
// cannot be. value ranks the nodes of a diagram that is cut.
type state struct {
	must, cannot bitset
	value        int64
}

func (s state) key() string {
	var key []byte
	for _, b := range []bitset{s.must, s.cannot} {
		for _, word := range b {
			key = binary.LittleEndian.AppendUint64(key, word)
		}
	}
	return string(key)
}

// diagram lays out an order of measures, with so many nodes in a layer at most. whole is false when some were left out.
func (p *problem) diagram(order []int, width int) (layers [][]node, whole bool) {
	down, up, apart := p.local(order, p.down), p.local(order, p.up), p.local(order, p.apart)
	first := state{must: newBits(len(order)), cannot: newBits(len(order))}
	for t, i := range order {
		if p.never.has(i) {
			first.cannot.set(t)
		}
	}
	scale := p.scale()
	price := scale.price(p.totalBenefit, p.totalCost)
	past := newBits(len(order))
	whole = true
	for t, current := 0, []state{first}; t < len(order); t++ {
		past.set(t)
		var next []state
		found := make(map[string]int32)
		to := func(must, cannot bitset, value int64) int32 {
			must.remove(past)
			cannot.remove(past)
			s := state{must, cannot, value}
			key := s.key()
			k, known := found[key]
			if !known {
				k = int32(len(next))
				found[key] = k
				next = append(next, s)
			}
			next[k].value = max(next[k].value, value)
			return k
		}
		layer := make([]node, len(current))
		for k, s := range current {
			layer[k] = node{-1, -1}
			if !s.must.has(t) {
				cannot := s.cannot.clone()
				cannot.add(up[t])
				layer[k].no = to(s.must.clone(), cannot, s.value)
			}
			if !s.cannot.has(t) {
				must, cannot := s.must.clone(), s.cannot.clone()
				must.add(down[t])
				cannot.add(apart[t])
				layer[k].yes = to(must, cannot, s.value+scale.worth(p.benefit[order[t]], p.cost[order[t]], price))
			}
		}
		if len(next) > width {
			whole = false
			next = cut(next, width, layer)
		}
		layers = append(layers, layer)
		current = next
	}
	return layers, whole
}

// cut keeps the states of the highest value, and lets the layer before lead to those only.
func cut(states []state, width int, before []node) []state {
	by := make([]int, len(states))
	for k := range by {
		by[k] = k
	}
	slices.SortStableFunc(by, func(a, b int) int {
		switch {
		case states[a].value > states[b].value:
			return -1
		case states[a].value < states[b].value:
			return 1
		}
		return 0
	})
	kept := make([]state, width)
	now := make([]int32, len(states))
	for k := range now {
		now[k] = -1
	}
	for k, old := range by[:width] {
		kept[k], now[old] = states[old], int32(k)
	}
	for k, n := range before {
		if n.no >= 0 {
			before[k].no = now[n.no]
		}
		if n.yes >= 0 {
			before[k].yes = now[n.yes]
		}
	}
	return kept
}

// local rewrites sets of measures as sets of positions in an order; measures outside it fall out.
func (p *problem) local(order []int, global []bitset) []bitset {
	position := make(map[int]int, len(order))
	for t, i := range order {
		position[i] = t
	}
	out := newBitsets(len(order))
	for t, i := range order {
		for j := range global[i].all() {
			if u, ours := position[j]; ours {
				out[t].set(u)
			}
		}
	}
	return out
}

// chain is the diagrams of all parts, one after the other in some order. A layer more, with one node, ends it.
type chain struct {
	measures []int // by layer
	layers   [][]node
}

func newChain(parts []*part) chain {
	var c chain
	for _, part := range parts {
		c.measures = append(c.measures, part.order...)
		c.layers = append(c.layers, part.layers...)
	}
	c.layers = append(c.layers, []node{{-1, -1}})
	return c
}
