package disclosure

import (
	"cmp"
	"slices"
)

// The limits of the exact method: cells to choose from, conditions, and steps of branch and bound.
// Beyond them the heuristic takes over, and Result.Method says so.
const (
	exactCells      = 40
	exactConditions = 400
	exactSteps      = 20000
)

// exact returns a set of least weight that protects. ok is false when a limit was reached. Hiding
// all eligible cells must protect.
func (p *problem) exact() (hidden []bool, ok bool) {
	if len(p.eligible) > exactCells {
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

// condition returns a set of cells: any choice that meets the demand hides at least one of them. It
// starts from a set that does not meet the demand and adds cells as long as it still does not; the
// cells that are left outside are the condition. Light cells are added first, so few and heavy ones
// are left, which makes the condition strong.
func (p *problem) condition(hidden []bool, d demand) []int {
	failing := slices.Clone(hidden)
	var out []int
	for _, c := range p.eligible {
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

	in, out, paid []bool // by cell: chosen; excluded; already counted in a bound
}

func (h *hitting) has(condition []int) bool {
	return slices.ContainsFunc(h.conditions, func(c []int) bool { return slices.Equal(c, condition) })
}

// solve finds the set. It returns false when it reached the limit of steps.
func (h *hitting) solve() bool {
	h.best, h.weight, h.steps = nil, Unbounded, 0
	// Small conditions first: they leave the fewest branches.
	slices.SortStableFunc(h.conditions, func(a, b []int) int { return cmp.Compare(len(a), len(b)) })
	h.in, h.out, h.paid = make([]bool, len(h.value)), make([]bool, len(h.value)), make([]bool, len(h.value))
	h.branch(0)
	return h.steps <= exactSteps
}

// branch tries each cell of the first condition that is not met. A cell that has been tried is
// excluded while the next ones are tried. weight is the weight of the chosen cells.
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

// bound returns the least weight that meeting the other conditions can add. Conditions without a
// common cell add up: with the lightest cells 10 and 12, two of them add 22 at least. It is
// Unbounded when all cells of a condition are excluded. first is the first condition that is not
// met, or -1.
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
