package appraisal

import (
	"math/bits"
	"slices"
)

// The curve is made of the curves of the parts, which do not depend on each other. A part with the
// corners 0 → 0, 20 → 60 and 60 → 100 (cost → benefit) has two steps: 60 for 20, which is 3 for
// each euro, and 40 for 40, which is 1 for each euro. Another part has one step: 80 for 40, which
// is 2 for each euro. The curve takes the steps of all parts in the order of their benefit for a
// euro, so its corners are 0 → 0, 20 → 60, 60 → 140 and 100 → 180.

// edge is a step from one corner of a curve to the next. The measures of one set are exchanged for
// those of another.
type edge struct {
	amount
	from, to bitset
}

// steeper compares two amounts by benefit for a euro, the highest first: 60 for 20 comes before 80
// for 40. It multiplies in 128 bits, so nothing is rounded.
func steeper(a, b amount) int {
	h1, l1 := bits.Mul64(uint64(a.benefit), uint64(b.cost))
	h2, l2 := bits.Mul64(uint64(b.benefit), uint64(a.cost))
	switch {
	case h1 > h2 || h1 == h2 && l1 > l2:
		return -1
	case h1 < h2 || l1 < l2:
		return 1
	}
	return 0
}

// edges returns the steps of the curve of a part.
func (p *problem) edges(part part) []edge {
	corners := []point{p.none()}
	for _, s := range part.front {
		if s.benefit == 0 {
			continue
		}
		// A corner on or below the line from the corner before it to s is dropped.
		for n := len(corners) - 1; n > 0; n-- {
			last := corners[n].minus(corners[n-1].amount)
			if steeper(last, s.minus(corners[n].amount)) < 0 {
				break
			}
			corners = corners[:n]
		}
		corners = append(corners, s)
	}
	var edges []edge
	for k := 1; k < len(corners); k++ {
		from, to := corners[k-1], corners[k]
		edges = append(edges, edge{to.minus(from.amount), from.members, to.members})
	}
	return edges
}

// findCorners fills the corners of the curve.
func (p *problem) findCorners() {
	var edges []edge
	for _, part := range p.parts {
		edges = append(edges, p.edges(part)...)
	}
	slices.SortStableFunc(edges, func(a, b edge) int { return steeper(a.amount, b.amount) })
	at := p.none()
	p.corners = []point{at}
	for _, e := range edges {
		members := slices.Clone(at.members)
		members.remove(e.from)
		members.add(e.to)
		at = point{at.plus(e.amount), members}
		p.corners = append(p.corners, at)
	}
}

// curve returns the corners in the form of the package's API.
func (a *Appraisal) curve() []Step {
	p := a.problem
	var steps []Step
	for k, at := range p.corners {
		step := Step{Set: p.result(at, at.cost, p.whole)}
		if k > 0 {
			before := p.corners[k-1].members
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
