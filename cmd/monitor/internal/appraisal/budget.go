package appraisal

import (
	"math/bits"
	"slices"
	"sort"
)

// The best set within a budget is found by adding the parts one by one. Take two parts and a budget
// of 60. The front of the first is 0 → 0, 20 → 60 and 60 → 100 (cost → benefit), that of the second
// 0 → 0 and 40 → 80. Each set of the one with each of the other makes six:
//
//	0 → 0    20 → 60    60 → 100    40 → 80    60 → 140    100 → 180
//
// The last is too dear. 60 → 100 goes, since 60 → 140 yields more for no more. The front of both is
// 0 → 0, 20 → 60, 40 → 80 and 60 → 140, and the last of these is the answer.
//
// A set also goes when it cannot lead to an answer as good as one that is known. See line.
//
// See Nemhauser and Ullmann, Discrete Dynamic Programming and Capital Allocation, Management
// Science 15, 1969.

// limits are how far the search goes. All are counts, so that all machines stop at the same point.
type limits struct {
	part  int // measures of a part of which all sets are tried
	rough int // sets of a front that the first search keeps
	pairs int // sets of one front with one of another that the second search makes
}

// usual is for a report: 280 measures in parts of at most five are far from its limits, unless
// their benefits follow their costs closely. A part of 16 measures has 65,536 sets.
var usual = limits{part: 16, rough: 1000, pairs: 1 << 21}

// at is Appraisal.At in whole euros. It begins with the last corner of the curve that the budget
// pays for. A rough search, which keeps some sets of each front, betters that. If it had to leave
// any out, a second search, which leaves none out, proves that there is no better set or finds it;
// with too many pairs, it is given up.
func (p *problem) at(budget int64) Set {
	best := p.none()
	for _, c := range p.corners {
		if c.cost <= budget {
			best = c
		}
	}
	rough := search{problem: p, budget: budget, best: best, keep: p.rough}
	best, all := rough.run()
	if !all {
		full := search{problem: p, budget: budget, best: best, pairs: p.limits.pairs}
		best, all = full.run()
	}
	return p.result(best, budget, all && p.whole)
}

// result gives a set for a budget the form that the package's users see.
func (p *problem) result(s point, budget int64, exact bool) Set {
	out := s.set(len(p.cost))
	out.Exact = exact
	if !exact {
		out.Gap = float64(p.bounds[0].at(budget) - s.benefit)
	}
	return out
}

// line is corners that no set lies above, nor above the straight lines between them, nor above the
// height of the last. With 0 → 0, 20 → 60 and 60 → 140, a budget of 30 yields at most 80: 60, and a
// quarter of the next 80.
type line []amount

// at returns the most that can be had for a budget of 0 or more.
func (l line) at(budget int64) int64 {
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

// search is for one budget, with a set that is known.
type search struct {
	*problem
	budget int64
	best   point
	keep   int // sets of a front that are kept; 0 for all
	pairs  int // sets of one front with one of another that are still made; any number when keep is set
}

// run returns the best set that it finds, and whether it left none out.
func (s *search) run() (best point, all bool) {
	all = true
	front := []point{s.none()}
	for n, part := range s.parts {
		add := part.front
		if s.keep > 0 {
			all = all && len(front) <= s.keep && len(add) <= s.keep
			front, add = thin(front, s.keep), thin(add, s.keep)
		} else if s.pairs -= len(front) * len(add); s.pairs < 0 {
			return s.best, false
		}
		front = s.join(front, add, s.bounds[n+1])
	}
	if n := len(front); n > 0 && front[n-1].better(s.best) {
		return front[n-1], all
	}
	return s.best, all
}

// thin returns so many sets of a front at most, spread evenly.
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

// join returns the front of each set of one front with each of another. Sets that the budget does
// not pay for are left out, and so are those that yield less than the best set known even with the
// most that the other parts can add for what is left of the budget.
func (s *search) join(a, b []point, rest line) []point {
	j := joining{s, a, b, rest}
	pairs := j.pairs(0, len(b))
	front := make([]point, len(pairs))
	for k, x := range pairs {
		front[k] = j.point(x)
	}
	return front
}

// joining is of two fronts.
type joining struct {
	*search
	a, b []point
	rest line
}

// pair is a set of each front, by index.
type pair struct {
	amount
	a, b int32
}

func (j joining) point(x pair) point {
	return point{x.amount, j.a[x.a].members.union(j.b[x.b].members)}
}

// pairs returns the front of the first front with some of the second. It halves these until one is
// left: the first front with one set is in order already.
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
		if sum.benefit+j.rest.at(j.budget-sum.cost) >= j.best.benefit {
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
