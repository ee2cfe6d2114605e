package appraisal

import (
	"iter"
	"math/bits"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// A set of measures may be chosen when it holds all that its measures require, and no two that exclude each other. This
// file says so in the four ways that the search needs; all follow from what the measures say of each other directly.

// problem is the measures as the search sees them: by index, in whole euros.
type problem struct {
	effort                  effort
	cost, benefit           []int64
	totalCost, totalBenefit int64

	requires, excludes []bitset // as the data say; excludes both ways

	down  []bitset // all that a measure requires, directly or not, and itself
	up    []bitset // all that require it, directly or not, and itself
	apart []bitset // all that it cannot be with: one that it requires excludes one that they require
	never bitset   // what requires two that exclude each other

	parts   []*part // that have no rule in common, in order of their first measures
	whole   bool    // all of their diagrams are complete
	byRatio []int   // measures, those that yield most for a euro first
	hull    []point // of all together, see curve.go
}

func newProblem(measures []*model.Measure, rate float64, e effort) *problem {
	n := len(measures)
	p := &problem{effort: e, cost: make([]int64, n), benefit: make([]int64, n), never: newBits(n)}
	index := make(map[string]int, n)
	for i, m := range measures {
		index[m.ID] = i
		p.cost[i], p.benefit[i] = wholeEuros(Annual(m, rate)), wholeEuros(m.Benefit.Expected)
		p.totalCost += p.cost[i]
		p.totalBenefit += p.benefit[i]
	}
	p.requires, p.excludes = newBitsets(n), newBitsets(n)
	for i, m := range measures {
		for _, r := range m.Requires {
			if j, known := index[r.ID]; known && j != i {
				p.requires[i].set(j)
			}
		}
		for _, x := range m.Excludes {
			if j, known := index[x.ID]; known && j != i {
				p.excludes[i].set(j)
				p.excludes[j].set(i)
			}
		}
	}
	p.close()
	p.sortByRatio()
	p.divide()
	p.findHull()
	return p
}

// close works out what follows from the rules. The search relies on this: what is not apart from each of some measures may
// be chosen together with them and all that they require.
func (p *problem) close() {
	n := len(p.cost)
	p.down, p.up, p.apart = newBitsets(n), newBitsets(n), newBitsets(n)
	for i := range n {
		p.down[i].set(i)
		p.down[i].add(p.requires[i])
	}
	for k := range n {
		for i := range n {
			if p.down[i].has(k) {
				p.down[i].add(p.down[k])
			}
		}
	}
	for i := range n {
		for j := range p.down[i].all() {
			p.up[j].set(i)
		}
	}
	for i := range n {
		for j := range p.down[i].all() {
			for x := range p.excludes[j].all() {
				p.apart[i].add(p.up[x])
			}
		}
		if p.apart[i].has(i) {
			p.never.set(i)
		}
	}
}

// violations lists the rules that a set breaks, by measure.
func (p *problem) violations(set bitset) []Violation {
	var found []Violation
	for i := range set.all() {
		for j := range p.requires[i].all() {
			if !set.has(j) {
				found = append(found, Violation{i, j, RequiredNotChosen})
			}
		}
		for j := range p.excludes[i].all() {
			if j > i && set.has(j) {
				found = append(found, Violation{i, j, ExcludedChosen})
			}
		}
	}
	return found
}

// point is a set with its cost and benefit in whole euros a year.
type point struct {
	cost, benefit int64
	members       bitset
}

func (p *problem) sum(members bitset) point {
	s := point{members: members}
	for i := range members.all() {
		s.cost += p.cost[i]
		s.benefit += p.benefit[i]
	}
	return s
}

// set gives a point of n measures the form that the package's users see.
func (s point) set(n int) Set {
	out := Set{Members: make([]bool, n), Cost: float64(s.cost), Benefit: float64(s.benefit)}
	for i := range s.members.all() {
		out.Members[i] = true
	}
	return out
}

// before tells whether a set is to be preferred to another: it yields more, or as much for less, or has fewer measures, or
// the first one that they do not share.
func (s point) before(t point) bool {
	switch {
	case s.benefit != t.benefit:
		return s.benefit > t.benefit
	case s.cost != t.cost:
		return s.cost < t.cost
	}
	if a, b := s.members.count(), t.members.count(); a != b {
		return a < b
	}
	for w := range s.members {
		if differ := s.members[w] ^ t.members[w]; differ != 0 {
			return s.members[w]&(differ&-differ) != 0
		}
	}
	return false
}

// bitset is a set of small numbers.
type bitset []uint64

func newBits(n int) bitset { return make(bitset, (n+63)/64) }

func newBitsets(n int) []bitset {
	all := make([]bitset, n)
	for i := range all {
		all[i] = newBits(n)
	}
	return all
}

func (b bitset) has(i int) bool { return b[i/64]&(1<<(i%64)) != 0 }
func (b bitset) set(i int)      { b[i/64] |= 1 << (i % 64) }

func (b bitset) add(c bitset) {
	for w := range c {
		b[w] |= c[w]
	}
}

func (b bitset) remove(c bitset) {
	for w := range c {
		b[w] &^= c[w]
	}
}

func (b bitset) clone() bitset { return append(bitset(nil), b...) }

func (b bitset) count() int {
	n := 0
	for _, w := range b {
		n += bits.OnesCount64(w)
	}
	return n
}

// all gives the numbers in the set, the smallest first.
func (b bitset) all() iter.Seq[int] {
	return func(yield func(int) bool) {
		for w, word := range b {
			for ; word != 0; word &= word - 1 {
				if !yield(w*64 + bits.TrailingZeros64(word)) {
					return
				}
			}
		}
	}
}
