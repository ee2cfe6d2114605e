package appraisal

import (
	"cmp"
	"math/bits"
	"slices"
)

// point is a set with its cost and benefit in whole euros a year.
type point struct {
	amount
	members bitset
}

// amount is whole euros a year.
type amount struct{ cost, benefit int64 }

func (a amount) plus(b amount) amount  { return amount{a.cost + b.cost, a.benefit + b.benefit} }
func (a amount) minus(b amount) amount { return amount{a.cost - b.cost, a.benefit - b.benefit} }

// none returns the set without measures.
func (p *problem) none() point { return point{members: newBits(len(p.cost))} }

func (p *problem) sum(members bitset) point {
	s := point{members: members}
	for i := range members.all() {
		s.cost += p.cost[i]
		s.benefit += p.benefit[i]
	}
	return s
}

// set returns a point in the form of the package's API. n is the number of all measures.
func (s point) set(n int) Set {
	out := Set{Members: make([]bool, n), Cost: float64(s.cost), Benefit: float64(s.benefit)}
	for i := range s.members.all() {
		out.Members[i] = true
	}
	return out
}

// simpler compares sets with the same cost and benefit: the one with fewer measures first, then the
// one with the first measure that the two do not share. Measures 4 and 5 come before 1, 2 and 3;
// measures 1 and 9 come before 2 and 3.
func (s point) simpler(t point) int {
	if c := cmp.Compare(s.members.count(), t.members.count()); c != 0 {
		return c
	}
	for w := range s.members {
		if differ := s.members[w] ^ t.members[w]; differ != 0 {
			if s.members[w]&(differ&-differ) != 0 {
				return -1
			}
			return 1
		}
	}
	return 0
}

// better reports whether a set yields more than another; or as much and costs less; or as much for
// the same cost and is simpler.
func (s point) better(t point) bool {
	return cmp.Or(cmp.Compare(t.benefit, s.benefit), cmp.Compare(s.cost, t.cost), s.simpler(t)) < 0
}

// byCost compares two amounts: the lower cost first, then the higher benefit.
func byCost(a, b amount) int {
	return cmp.Or(cmp.Compare(a.cost, b.cost), cmp.Compare(b.benefit, a.benefit))
}

// A front is a list of sets in order of cost, each of which yields more than all that cost less. Of
// 0 → 0, 20 → 60, 40 → 50 and 60 → 100 (cost → benefit) the front has all but 40 → 50. Of sets with
// the same cost and benefit it has the simplest. Sets that are not in the front of a part are never
// needed: 20 → 60 can take the place of 40 → 50 everywhere.

// frontOf returns the front of some sets. It changes their order.
func frontOf(sets []point) []point {
	slices.SortFunc(sets, func(s, t point) int {
		return cmp.Or(byCost(s.amount, t.amount), s.simpler(t))
	})
	front := sets[:0]
	for _, s := range sets {
		if len(front) == 0 || s.benefit > front[len(front)-1].benefit {
			front = append(front, s)
		}
	}
	return front
}

// part is some measures that no rule connects with other measures.
type part struct {
	members []int // in order of the edition
	front   []point
	whole   bool // all sets that keep to the rules were tried
}

func (p *problem) newPart(members []int) part {
	if len(members) > p.limits.part {
		return part{members, frontOf(p.someSets(members)), false}
	}
	return part{members, frontOf(p.allSets(members)), true}
}

// allSets returns all sets of some measures that keep to the rules. It counts through numbers that
// have a bit for each measure.
func (p *problem) allSets(members []int) []point {
	requires, excludes := make([]uint32, len(members)), make([]uint32, len(members))
	for k, i := range members {
		for l, j := range members {
			if p.requires[i].has(j) {
				requires[k] |= 1 << l
			}
			if p.excludes[i].has(j) {
				excludes[k] |= 1 << l
			}
		}
	}
	var sets []point
	for set := range uint32(1) << len(members) {
		keeps := true
		for rest := set; rest != 0 && keeps; rest &= rest - 1 {
			k := bits.TrailingZeros32(rest)
			keeps = requires[k]&^set == 0 && excludes[k]&set == 0
		}
		if !keeps {
			continue
		}
		chosen := newBits(len(p.cost))
		for rest := set; rest != 0; rest &= rest - 1 {
			chosen.set(members[bits.TrailingZeros32(rest)])
		}
		sets = append(sets, p.sum(chosen))
	}
	return sets
}

// someSets returns a few sets of some measures that keep to the rules: the empty set, each measure
// with all that it requires, and these added one by one, the highest benefit for a euro first.
func (p *problem) someSets(members []int) []point {
	chosen := p.none()
	sets := []point{chosen}
	var bundles []bitset
	for _, i := range members {
		if bundle := p.withRequired(i); len(p.violations(bundle)) == 0 {
			bundles = append(bundles, bundle)
			sets = append(sets, p.sum(bundle))
		}
	}
	for {
		var next point
		var gain amount
		for _, bundle := range bundles {
			s := p.sum(chosen.members.union(bundle))
			g := s.minus(chosen.amount)
			if g.benefit > 0 && (next.members == nil || steeper(g, gain) < 0) && len(p.violations(s.members)) == 0 {
				next, gain = s, g
			}
		}
		if next.members == nil {
			return sets
		}
		chosen = next
		sets = append(sets, chosen)
	}
}

// withRequired returns a measure and all that it requires, directly or not.
func (p *problem) withRequired(i int) bitset {
	set := newBits(len(p.cost))
	set.set(i)
	reached := []int{i}
	for k := 0; k < len(reached); k++ {
		for j := range p.requires[reached[k]].all() {
			if !set.has(j) {
				set.set(j)
				reached = append(reached, j)
			}
		}
	}
	return set
}
