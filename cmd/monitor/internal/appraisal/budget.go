package appraisal

import (
	"cmp"
	"slices"
)

// The set that yields most within a budget is found in these steps: the best set on the curve that it pays for; a price for
// a euro of cost that bounds what any set can yield (bound.go); two quick searches that go on with the most promising of
// what is found at each layer; a full search, for which those have left little when what they found is near the bound; and
// a last one among sets that cost and yield the same, for the first of these.

// effort is how far the search goes before it gives up a proof. Each is a count, so that all machines give up at the same
// point.
type effort struct {
	// width is the nodes in a layer of a diagram, and table the nodes of all diagrams × measures. Diagrams that are larger
	// are cut to the most promising nodes of each layer (restricted decision diagrams): the sets that are found keep to the
	// rules, and better ones may be missing.
	width, table int
	quick, wide  int // labels kept in a layer of the first two searches
	full         int // labels gone on with in one of these or the full search
	ties         int // labels gone on with in the last one
	end, ends    int // labels of the layer where the searches from both ends meet, and of all after it
}

// usual is the effort for a report: 200 measures with 50 dependencies and as many exclusions are far from its limits on
// diagrams, and most of the hardest knapsacks of that size that are known within those on labels.
var usual = effort{
	width: 1 << 11, table: 1 << 22,
	quick: 2_000, wide: 16_000, full: 4_000_000, ties: 500_000,
	end: 1 << 13, ends: 1 << 17,
}

// at is Appraisal.At in whole euros.
func (p *problem) at(budget int64) Set {
	budget = min(budget, p.totalCost)
	if p.whole {
		// Nothing yields more than the last set of the curve, or as much for less.
		budget = min(budget, p.hull[len(p.hull)-1].cost)
	}
	from := p.hull[0]
	for _, h := range p.hull {
		if h.cost <= budget {
			from = h
		}
	}
	s := newSearch(p, from, budget)
	e := p.effort
	proven := s.run(e.quick, e.full) || s.run(e.wide, e.full) || s.run(0, e.full)
	if proven {
		s.narrow()
		s.run(0, e.ties)
	}
	found := p.finish(s.best, budget)
	if found.Exact && !proven {
		found.Exact, found.Gap = false, float64(max(s.bound-s.best.benefit, 0))
	}
	return found
}

// finish gives a set that was found for a budget its public form. Where diagrams were cut, nothing is proven.
func (p *problem) finish(s point, budget int64) Set {
	out := s.set(len(p.cost))
	out.Exact = p.whole
	if !p.whole {
		out.Gap = float64(max(p.unruled(budget)-s.benefit, 0))
	}
	return out
}

// sortByRatio fills byRatio, for the bound without rules. A measure that yields nothing has no place in it.
func (p *problem) sortByRatio() {
	for i, b := range p.benefit {
		if b > 0 {
			p.byRatio = append(p.byRatio, i)
		}
	}
	slices.SortStableFunc(p.byRatio, func(a, b int) int {
		return compareProducts(p.benefit[b], p.cost[a], p.benefit[a], p.cost[b])
	})
}

// byLoss returns the parts in the order of what leaving the best choice at a price costs at the least, those first in
// which it costs most: so few sets are worth going on with until the last parts.
func (p *problem) byLoss(s scale, price int64) []*part {
	loss := make(map[*part]int64, len(p.parts))
	for _, part := range p.parts {
		loss[part] = p.loss(part, s, price)
	}
	parts := slices.Clone(p.parts)
	slices.SortStableFunc(parts, func(a, b *part) int { return cmp.Compare(loss[b], loss[a]) })
	return parts
}

// loss is the least that the worth of a part falls when one of its measures is decided on otherwise than in its best set.
func (p *problem) loss(part *part, s scale, price int64) int64 {
	n := len(part.order)
	rest := make([][]int64, n+1) // worth of the best way on, by layer and node
	rest[n] = []int64{0}
	worth := func(t int) int64 { return s.worth(p.benefit[part.order[t]], p.cost[part.order[t]], price) }
	for t := n - 1; t >= 0; t-- {
		rest[t] = make([]int64, len(part.layers[t]))
		for k, node := range part.layers[t] {
			rest[t][k] = nothing
			if node.no >= 0 {
				rest[t][k] = rest[t+1][node.no]
			}
			if node.yes >= 0 && rest[t+1][node.yes] > nothing {
				rest[t][k] = max(rest[t][k], worth(t)+rest[t+1][node.yes])
			}
		}
	}
	least := int64(-nothing)
	so := []int64{0} // worth of the best way to each node
	for t := range n {
		next := make([]int64, len(rest[t+1]))
		for k := range next {
			next[k] = nothing
		}
		no, yes := int64(nothing), int64(nothing)
		for k, node := range part.layers[t] {
			if so[k] <= nothing {
				continue
			}
			if node.no >= 0 {
				next[node.no] = max(next[node.no], so[k])
				if rest[t+1][node.no] > nothing {
					no = max(no, so[k]+rest[t+1][node.no])
				}
			}
			if node.yes >= 0 {
				next[node.yes] = max(next[node.yes], so[k]+worth(t))
				if rest[t+1][node.yes] > nothing {
					yes = max(yes, so[k]+worth(t)+rest[t+1][node.yes])
				}
			}
		}
		if no > nothing && yes > nothing {
			least = min(least, max(no-yes, yes-no))
		}
		so = next
	}
	return least
}
