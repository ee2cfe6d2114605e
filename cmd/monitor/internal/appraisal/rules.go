package appraisal

import (
	"iter"
	"math/bits"
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// problem is the measures as the search sees them: by index, in whole euros a year.
type problem struct {
	limits
	cost, benefit      []int64
	requires, excludes []bitset // by measure; an exclusion is in both of its measures
	parts              []part   // in order of their first measures
	whole              bool     // all sets of all parts were tried
	corners            []point  // of the curve
	bounds             []line   // bounds[n] is the line of parts[n:] together
}

func newProblem(measures []*model.Measure, rate float64, l limits) *problem {
	n := len(measures)
	p := &problem{
		limits: l,
		cost:   make([]int64, n), benefit: make([]int64, n),
		requires: newBitsets(n), excludes: newBitsets(n),
	}
	index := make(map[string]int, n)
	for i, m := range measures {
		index[m.ID] = i
		if m.State != model.Ended {
			p.cost[i], p.benefit[i] = wholeEuros(Annual(m, rate)), wholeEuros(m.Benefit.Expected)
		}
	}
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
	for _, members := range p.divide() {
		p.parts = append(p.parts, p.newPart(members))
	}
	p.whole = !slices.ContainsFunc(p.parts, func(part part) bool { return !part.whole })
	p.findBounds()
	p.findCorners()
	return p
}

// divide groups the measures into parts. Two measures with a rule between them are in the same
// part, so a choice in one part does not affect the others. Measures 0 to 4 with the rules "1
// requires 3" and "3 excludes 4" make three parts: 0; 1, 3 and 4; 2.
func (p *problem) divide() [][]int {
	n := len(p.cost)
	joined := newBitsets(n)
	for i := range n {
		joined[i].add(p.excludes[i])
		for j := range p.requires[i].all() {
			joined[i].set(j)
			joined[j].set(i)
		}
	}
	var parts [][]int
	seen := newBits(n)
	for first := range n {
		if seen.has(first) {
			continue
		}
		seen.set(first)
		members := []int{first}
		for k := 0; k < len(members); k++ {
			for j := range joined[members[k]].all() {
				if !seen.has(j) {
					seen.set(j)
					members = append(members, j)
				}
			}
		}
		slices.Sort(members)
		parts = append(parts, members)
	}
	return parts
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

func (b bitset) union(c bitset) bitset {
	both := slices.Clone(b)
	both.add(c)
	return both
}

func (b bitset) count() int {
	n := 0
	for _, w := range b {
		n += bits.OnesCount64(w)
	}
	return n
}

// all returns the numbers in the set, the smallest first.
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
