package disclosure

import (
	"cmp"
	"slices"
)

// The exact method is for blocks with so many cells to choose from at most, and gives up after so many conditions, or so many
// steps of branch and bound. The heuristic then takes over, and the result says so.
const (
	exactCells      = 40
	exactConditions = 400
	exactSteps      = 20000
)

// exact finds a set of least weight; ok is false when it gave up. That hiding everything protects is known.
func (p *problem) exact() (hidden []bool, ok bool) {
	if len(p.may) > exactCells {
		return nil, false
	}
	hidden = make([]bool, len(p.value))
	h := &hitting{problem: p}
	for {
		copy(hidden, p.must)
		for _, c := range h.best {
			hidden[c] = true
		}
		found := false
		for _, d := range p.demands {
			if p.protects(hidden, d) != nil {
				continue
			}
			found = true
			if condition := p.condition(hidden, d); !h.has(condition) {
				h.conditions = append(h.conditions, condition)
			}
		}
		if !found {
			return hidden, true
		}
		if len(h.conditions) > exactConditions || !h.solve() {
			return nil, false
		}
	}
}

// condition is cells of which every set that meets a demand must hide one at least: those outside a largest set that does
// not meet it. Light cells are put into that set first, so that what is left is few and heavy, and says much.
func (p *problem) condition(hidden []bool, d demand) []int {
	failing := slices.Clone(hidden)
	var out []int
	for _, c := range p.may {
		if failing[c] {
			continue
		}
		failing[c] = true
		if p.protects(failing, d) != nil {
			failing[c] = false
			out = append(out, c)
		}
	}
	slices.Sort(out)
	return out
}

// hitting is the search for the lightest set of cells that meets all conditions found so far.
type hitting struct {
	*problem
	conditions [][]int
	best       []int
	weight     int64
	steps      int

	in, out, paid []bool // by cell: chosen; not to be chosen any more; counted in a bound
}

func (h *hitting) has(condition []int) bool {
	return slices.ContainsFunc(h.conditions, func(c []int) bool { return slices.Equal(c, condition) })
}

// solve finds the set; false means that it took too long.
func (h *hitting) solve() bool {
	h.best, h.weight, h.steps = nil, Unbounded, 0
	// Small conditions decide most.
	slices.SortStableFunc(h.conditions, func(a, b []int) int { return cmp.Compare(len(a), len(b)) })
	h.in, h.out, h.paid = make([]bool, len(h.value)), make([]bool, len(h.value)), make([]bool, len(h.value))
	h.branch(0)
	return h.steps <= exactSteps
}

// branch tries, for the first condition that is not met yet, each of its cells; a cell that was tried is out for those after.
// weight is that of the cells that are in.
func (h *hitting) branch(weight int64) {
	if h.steps++; h.steps > exactSteps {
		return
	}
	first, bound := h.bound()
	if bound == Unbounded || weight+bound >= h.weight {
		return
	}
	if first < 0 {
		h.best, h.weight = nil, weight
		for c, in := range h.in {
			if in {
				h.best = append(h.best, c)
			}
		}
		return
	}
	cells := slices.DeleteFunc(slices.Clone(h.conditions[first]), func(c int) bool { return h.out[c] })
	slices.SortStableFunc(cells, func(a, b int) int { return cmp.Compare(h.problem.weight[a], h.problem.weight[b]) })
	for _, c := range cells {
		h.in[c] = true
		h.branch(weight + h.problem.weight[c])
		h.in[c], h.out[c] = false, true
	}
	for _, c := range cells {
		h.out[c] = false
	}
}

// bound is what meeting the rest of the conditions costs at least: conditions without a cell in common are paid for one by
// one. first is the first that is not met, or -1. A condition all of whose cells are out cannot be met.
func (h *hitting) bound() (first int, bound int64) {
	first = -1
	clear(h.paid)
conditions:
	for n, condition := range h.conditions {
		lightest, alone := int64(Unbounded), true
		for _, c := range condition {
			if h.in[c] {
				continue conditions
			}
			if !h.out[c] {
				lightest = min(lightest, h.problem.weight[c])
				alone = alone && !h.paid[c]
			}
		}
		if first < 0 {
			first = n
		}
		if lightest == Unbounded {
			return first, Unbounded
		}
		if alone {
			bound += lightest
			for _, c := range condition {
				h.paid[c] = true
			}
		}
	}
	return first, bound
}
