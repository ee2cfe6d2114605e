package appraisal

import "math/bits"

// What a set can still yield is bounded by giving every euro of cost a price (Lagrangian relaxation of the budget): at a
// price, a measure is worth its benefit less the price of its cost, and no way to go on from a node yields more than the
// worth of the best one plus the price of the euros that are left. This holds for every price of 0 or more; the one that
// gives the lowest bound for no measures at all is found by going from one side of the budget to the other. As bounding is
// all it does, it can be rounded: prices are whole numbers of 2^−shift euros, so that bounds are whole numbers too.
//
// A second thing is known exactly, for each node: what so many measures more cost at the least. With the euros that are
// left that limits how many there can be, and the bound is the best over so many. Where benefit is much the same above
// cost for all measures (strongly correlated knapsacks), the bound without it is of no use.
//
// See Fisher, The Lagrangian Relaxation Method (Management Science 27, 1981); Dumitrescu and Boland, Improved Preprocessing,
// Labeling and Scaling Algorithms for the Weight-Constrained Shortest Path Problem (Networks 42, 2003); and on the number
// of items, Martello and Toth, Upper Bounds and Algorithms for Hard 0-1 Knapsack Problems (Operations Research 45, 1997).

// scale is how worth is written: in 2^−shift euros, with prices of at most highest, so that no sum overflows.
type scale struct {
	shift   uint
	highest int64
}

func (p *problem) scale() scale {
	return scale{
		shift:   uint(min(20, 60-bits.Len64(uint64(p.totalBenefit)))),
		highest: (1 << 60) / max(p.totalCost, 1),
	}
}

// price is benefit for each euro of cost.
func (s scale) price(benefit, cost int64) int64 {
	return min(max(benefit, 0)<<s.shift/max(cost, 1), s.highest)
}

// worth is benefit less the price of cost.
func (s scale) worth(benefit, cost, price int64) int64 { return benefit<<s.shift - cost*price }

// Sentinels of tables, far from overflow when amounts are added.
const (
	nothing  = -1 << 62 // worth of what is not possible
	infinite = 1 << 61  // cost of what is not possible
)

// table holds numbers for each node of a chain and each number of measures more, up to those that are left.
type table struct {
	layers int
	rows   [][]int64 // by layer: for each node layers − layer numbers
}

func newTable(c chain) table {
	t := table{layers: len(c.layers), rows: make([][]int64, len(c.layers))}
	for l, layer := range c.layers {
		t.rows[l] = make([]int64, len(layer)*(t.layers-l))
	}
	return t
}

// row is the numbers of a node: the one at r is about r measures more.
func (t table) row(layer int, node int32) []int64 {
	width := t.layers - layer
	return t.rows[layer][int(node)*width : int(node+1)*width]
}

// least fills a table with what at least r measures more cost at the least.
func (p *problem) least(c chain) table {
	t := newTable(c)
	for l := len(c.measures) - 1; l >= 0; l-- {
		cost := p.cost[c.measures[l]]
		for k, node := range c.layers[l] {
			row := t.row(l, int32(k))
			for r := range row {
				row[r] = infinite
			}
			if node.no >= 0 {
				copy(row, t.row(l+1, node.no))
			}
			if node.yes >= 0 {
				yes := t.row(l+1, node.yes)
				for r := range row {
					row[r] = min(row[r], cost+yes[max(r-1, 0)])
				}
			}
		}
	}
	return t
}

// richest fills a table with what at most r measures more are worth at the most.
func (p *problem) richest(c chain, s scale, price int64) table {
	t := newTable(c)
	for l := len(c.measures) - 1; l >= 0; l-- {
		worth := s.worth(p.benefit[c.measures[l]], p.cost[c.measures[l]], price)
		for k, node := range c.layers[l] {
			row := t.row(l, int32(k))
			for r := range row {
				row[r] = nothing
			}
			if node.no >= 0 {
				no := t.row(l+1, node.no)
				copy(row, no)
				row[len(no)] = no[len(no)-1]
			}
			if node.yes >= 0 {
				yes := t.row(l+1, node.yes)
				for r := 1; r < len(row); r++ {
					if yes[r-1] > nothing {
						row[r] = max(row[r], worth+yes[r-1])
					}
				}
			}
		}
	}
	return t
}

// most returns the set of at most so many measures that is worth most at a price, by its cost and benefit.
func (p *problem) most(c chain, s scale, price int64, count int) point {
	next := make([]point, count+1)
	for l := len(c.measures) - 1; l >= 0; l-- {
		i := c.measures[l]
		layer := c.layers[l]
		current := make([]point, len(layer)*(count+1))
		for k, node := range layer {
			row := current[k*(count+1):][:count+1]
			for r := range row {
				row[r] = impossible
				if node.no >= 0 {
					row[r] = next[int(node.no)*(count+1)+r]
				}
				if node.yes < 0 || r == 0 {
					continue
				}
				yes := next[int(node.yes)*(count+1)+r-1]
				if yes.cost == infinite {
					continue
				}
				yes.cost += p.cost[i]
				yes.benefit += p.benefit[i]
				if row[r].cost == infinite || s.worth(yes.benefit, yes.cost, price) > s.worth(row[r].benefit, row[r].cost, price) {
					row[r] = yes
				}
			}
		}
		next = current
	}
	return next[count]
}

var impossible = point{cost: infinite}

// mostPrices is how many prices are tried; the search for the best one ends long before.
const mostPrices = 32

// bestPrice returns the price that gives the lowest bound for a budget, and that bound in whole euros. from is a set
// within the budget.
func (p *problem) bestPrice(c chain, s scale, budget int64, from point) (price, bound int64) {
	count := atMost(p.least(c).row(0, 0), budget)
	low, high := from, p.most(c, s, 0, count)
	price, bound = 0, high.benefit<<s.shift
	for range mostPrices {
		if high.cost <= budget || high.benefit <= low.benefit {
			break
		}
		try := s.price(high.benefit-low.benefit, high.cost-low.cost)
		middle := p.most(c, s, try, count)
		worth := s.worth(middle.benefit, middle.cost, try)
		if b := worth + try*budget; b < bound {
			price, bound = try, b
		}
		if worth <= max(s.worth(low.benefit, low.cost, try), s.worth(high.benefit, high.cost, try)) {
			break
		}
		if middle.cost <= budget {
			low = middle
		} else {
			high = middle
		}
	}
	return price, bound >> s.shift
}

// atMost is how many measures more there can be, given what they cost at the least.
func atMost(least []int64, budget int64) int {
	r := len(least) - 1
	for r > 0 && least[r] > budget {
		r--
	}
	return r
}

// unruled bounds what any set yields at a budget when measures require and exclude nothing, and parts of measures can be
// had (Dantzig, Discrete-Variable Extremum Problems, Operations Research 5, 1957).
func (p *problem) unruled(budget int64) int64 {
	var bound int64
	for _, i := range p.byRatio {
		if p.cost[i] > budget {
			high, low := bits.Mul64(uint64(p.benefit[i]), uint64(budget))
			share, _ := bits.Div64(high, low, uint64(p.cost[i]))
			return bound + int64(share) + 1
		}
		budget -= p.cost[i]
		bound += p.benefit[i]
	}
	return bound
}
