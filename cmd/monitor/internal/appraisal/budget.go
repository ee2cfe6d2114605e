package appraisal

import (
	"math/bits"
	"slices"
	"sort"
)

// The best set within a budget is found by combining the parts one by one (Nemhauser and Ullmann,
// Discrete Dynamic Programming and Capital Allocation, Management Science 15, 1969). In the example
// of the package doc, with a budget of 60, the front of the first part is 0 → 0, 20 → 60 and 60 →
// 100 (cost → benefit), and the front of the second is 0 → 0 and 40 → 80. Together they make six
// sets:
//
//	0 → 0    20 → 60    60 → 100    40 → 80    60 → 140    100 → 180
//
// The last costs too much. 60 → 100 is dropped, since 60 → 140 yields more for the same cost. The
// front of both parts is 0 → 0, 20 → 60, 40 → 80 and 60 → 140, and the last of these is the answer.
//
// A set is also dropped when it cannot lead to an answer as good as one that is known; see line.

// limits are the limits of the search. All are counts, so every machine stops at the same point.
type limits struct {
	part  int // largest number of measures in a part of which all sets are tried
	rough int // largest number of sets that the first search keeps of a front
	pairs int // largest number of pairs of sets that the second search makes
}

// usual is the limits for a report. Even 280 measures in parts of at most five stay far below them,
// unless their benefits follow their costs closely. A part of 16 measures has 65,536 sets.
var usual = limits{part: 16, rough: 1000, pairs: 1 << 21}

// best returns the efficient set for a budget in whole euros. It begins with the last corner of the
// curve that the budget pays for. A first search, which keeps only some sets of each front,
// improves that. If it left any out, a second search leaves none out: it finds a better set, or
// proves that there is none. It stops when it makes too many pairs.
func (p *problem) best(budget int64) Set {
	best := p.none()
	for _, c := range p.corners {
		if c.cost <= budget {
			best = c
		}
	}
	rough := search{problem: p, budget: budget, known: best, keep: p.rough}
	best, all := rough.run()
	if !all {
		full := search{problem: p, budget: budget, known: best, pairs: p.limits.pairs}
		best, all = full.run()
	}
	return p.result(best, budget, all && p.whole)
}

// result returns a set for a budget in the form of the package's API.
func (p *problem) result(s point, budget int64, exact bool) Set {
	out := s.set(len(p.cost))
	out.Exact = exact
	if !exact {
		out.Gap = float64(p.bounds[0].benefitAt(budget) - s.benefit)
	}
	return out
}

// line is an upper limit for the benefit of sets: the straight lines between its corners, and after
// the last corner a level line. With the corners 0 → 0, 20 → 60 and 60 → 140, a budget of 30 yields
// at most 80: 60, and a quarter of the next 80.
type line []amount

// benefitAt returns the height of the line at a budget of 0 or more.
func (l line) benefitAt(budget int64) int64 {
	k := sort.Search(len(l), func(k int) bool { return l[k].cost > budget })
	from := l[k-1]
	if k == len(l) {
		return from.benefit
	}
	step := l[k].minus(from)
	high, low := bits.Mul64(uint64(step.benefit), uint64(budget-from.cost))
	share, _ := bits.Div64(high, low, uint64(step.cost))
	return from.benefit + int64(share)
}

// findBounds fills the bounds. The line of a part is its curve. Where not all of its sets were
// tried, it is the curve of its measures without their rules.
func (p *problem) findBounds() {
	p.bounds = make([]line, len(p.parts)+1)
	p.bounds[len(p.parts)] = line{{}}
	var steps []amount
	for n, part := range slices.Backward(p.parts) {
		if part.whole {
			for _, e := range p.edges(part) {
				steps = append(steps, e.amount)
			}
		} else {
			for _, i := range part.members {
				if p.benefit[i] > 0 {
					steps = append(steps, amount{p.cost[i], p.benefit[i]})
				}
			}
		}
		slices.SortStableFunc(steps, steeper)
		l := line{{}}
		for _, s := range steps {
			l = append(l, l[len(l)-1].plus(s))
		}
		p.bounds[n] = l
	}
}

// search is a search for one budget.
type search struct {
	*problem
	budget int64
	known  point // the best set so far
	keep   int   // largest number of sets to keep of a front; 0 for all
	pairs  int   // number of pairs of sets that may still be made, when keep is 0
}

// run returns the best set that it finds, and reports whether it left no set out.
func (s *search) run() (best point, all bool) {
	all = true
	front := []point{s.none()}
	for n, part := range s.parts {
		add := part.front
		if s.keep > 0 {
			all = all && len(front) <= s.keep && len(add) <= s.keep
			front, add = thin(front, s.keep), thin(add, s.keep)
		} else if s.pairs -= len(front) * len(add); s.pairs < 0 {
			return s.known, false
		}
		front = s.join(front, add, s.bounds[n+1])
	}
	if n := len(front); n > 0 && front[n-1].better(s.known) {
		return front[n-1], all
	}
	return s.known, all
}

// thin returns at most keep sets of a front, evenly spread.
func thin(front []point, keep int) []point {
	if len(front) <= keep {
		return front
	}
	thinned := make([]point, keep)
	for k := range thinned {
		thinned[k] = front[k*len(front)/keep]
	}
	return thinned
}

// join returns the front of all sets that combine a set of a with a set of b. It leaves out sets
// that cost more than the budget. rest is the line of the parts that are still to come: a set is
// also left out when it yields less than the best known set, even with all that these parts can
// add for the rest of the budget.
func (s *search) join(a, b []point, rest line) []point {
	j := joining{s, a, b, rest}
	pairs := j.pairs(0, len(b))
	front := make([]point, len(pairs))
	for k, x := range pairs {
		front[k] = j.point(x)
	}
	return front
}

// joining is the state of join.
type joining struct {
	*search
	a, b []point
	rest line
}

// pair is a set of each front, by index, and their amount together.
type pair struct {
	amount
	a, b int32
}

func (j joining) point(x pair) point {
	return point{x.amount, j.a[x.a].members.union(j.b[x.b].members)}
}

// pairs returns the front of all sets of a combined with the sets of b in a range. It halves the
// range until one set of b is left: combined with that, the sets of a are in order already.
func (j joining) pairs(from, to int) []pair {
	if to-from > 1 {
		half := (from + to) / 2
		return j.merge(j.pairs(from, half), j.pairs(half, to))
	}
	var pairs []pair
	for k, x := range j.a {
		sum := x.plus(j.b[from].amount)
		if sum.cost > j.budget {
			break
		}
		if sum.benefit+j.rest.benefitAt(j.budget-sum.cost) >= j.known.benefit {
			pairs = append(pairs, pair{sum, int32(k), int32(from)})
		}
	}
	return pairs
}

// merge returns the front of two fronts.
func (j joining) merge(x, y []pair) []pair {
	front := make([]pair, 0, len(x)+len(y))
	for len(x) > 0 || len(y) > 0 {
		var next pair
		if len(y) == 0 || len(x) > 0 && byCost(x[0].amount, y[0].amount) <= 0 {
			next, x = x[0], x[1:]
		} else {
			next, y = y[0], y[1:]
		}
		switch n := len(front); {
		case n == 0 || next.benefit > front[n-1].benefit:
			front = append(front, next)
		case next.amount == front[n-1].amount && j.point(next).simpler(j.point(front[n-1])) < 0:
			front[n-1] = next
		}
	}
	return front
}
