package appraisal

import (
	"math/bits"
	"slices"
)

// The curve is found part by part. For any worth of a euro of cost the best set of all measures is the best set of each
// part together, since parts have no rule in common; so the hull of the whole is the hulls of the parts, their steps put
// in order of what they yield for a euro. The hull of a part is found by looking in the direction square to the line
// between two points that are known to be on it: what lies farthest that way is a third one, or there is none between.
// All comparisons are of whole numbers.

// edge is a step of the hull of a part.
type edge struct {
	part          *part
	to            int // index in the hull of the part
	cost, benefit int64
}

// findHull fills the hulls of the parts and of the whole.
func (p *problem) findHull() {
	var edges []edge
	for _, part := range p.parts {
		none := point{members: newBits(len(p.cost))}
		all := p.farthest(part, 1, 0)
		part.hull = append([]point{none}, p.between(part, none, all)...)
		for k := 1; k < len(part.hull); k++ {
			from, to := part.hull[k-1], part.hull[k]
			edges = append(edges, edge{part, k, to.cost - from.cost, to.benefit - from.benefit})
		}
	}
	slices.SortStableFunc(edges, func(a, b edge) int { return compareProducts(b.benefit, a.cost, a.benefit, b.cost) })
	at := point{members: newBits(len(p.cost))}
	p.hull = []point{at}
	for _, e := range edges {
		at.members = at.members.clone()
		at.members.remove(e.part.hull[e.to-1].members)
		at.members.add(e.part.hull[e.to].members)
		at.cost += e.cost
		at.benefit += e.benefit
		p.hull = append(p.hull, at)
	}
}

// between returns the points of the hull of a part after one and up to another.
func (p *problem) between(part *part, a, b point) []point {
	if b.benefit <= a.benefit {
		return nil
	}
	dc, db := b.cost-a.cost, b.benefit-a.benefit
	m := p.farthest(part, dc, db)
	if compareProducts(m.benefit-a.benefit, dc, m.cost-a.cost, db) <= 0 {
		return []point{b}
	}
	return append(p.between(part, a, m), p.between(part, m, b)...)
}

// farthest returns the set of a part with the highest benefit × dc − cost × db, and the cheapest of these.
func (p *problem) farthest(part *part, dc, db int64) point {
	type best struct {
		cost, benefit int64
		possible      bool
	}
	n := len(part.order)
	next := []best{{possible: true}}
	took := make([][]bool, n)
	for t := n - 1; t >= 0; t-- {
		layer := part.layers[t]
		took[t] = make([]bool, len(layer))
		current := make([]best, len(layer))
		for k, node := range layer {
			if node.no >= 0 {
				current[k] = next[node.no]
			}
			if node.yes < 0 || !next[node.yes].possible {
				continue
			}
			yes := next[node.yes]
			yes.cost += p.cost[part.order[t]]
			yes.benefit += p.benefit[part.order[t]]
			no := current[k]
			further := 1
			if no.possible {
				further = compareProducts(yes.benefit-no.benefit, dc, yes.cost-no.cost, db)
			}
			if further > 0 || further == 0 && yes.cost < no.cost {
				current[k], took[t][k] = yes, true
			}
		}
		next = current
	}
	found := point{cost: next[0].cost, benefit: next[0].benefit, members: newBits(len(p.cost))}
	for t, k := 0, int32(0); t < n; t++ {
		if took[t][k] {
			found.members.set(part.order[t])
			k = part.layers[t][k].yes
		} else {
			k = part.layers[t][k].no
		}
	}
	return found
}

// compareProducts compares a × b with c × d, in 128 bits.
func compareProducts(a, b, c, d int64) int {
	s, t := sign(a)*sign(b), sign(c)*sign(d)
	if s != t {
		return s - t
	}
	h1, l1 := bits.Mul64(magnitude(a), magnitude(b))
	h2, l2 := bits.Mul64(magnitude(c), magnitude(d))
	switch {
	case h1 > h2 || h1 == h2 && l1 > l2:
		return s
	case h1 < h2 || l1 < l2:
		return -s
	}
	return 0
}

func sign(x int64) int {
	switch {
	case x > 0:
		return 1
	case x < 0:
		return -1
	}
	return 0
}

func magnitude(x int64) uint64 { return uint64(max(x, -x)) }

// curve gives the hull the form that the package's users see.
func (a *Appraisal) curve() []Step {
	var steps []Step
	for k, at := range a.problem.hull {
		step := Step{Set: a.problem.finish(at, at.cost)}
		if k > 0 {
			before := a.problem.hull[k-1].members
			for i := range a.Measures {
				switch {
				case at.members.has(i) && !before.has(i):
					step.Added = append(step.Added, i)
				case before.has(i) && !at.members.has(i):
					step.Removed = append(step.Removed, i)
				}
			}
		}
		steps = append(steps, step)
	}
	return steps
}
