package survey

import (
	"cmp"
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// merge makes cells of the groups, given how many respondents each has: the smallest cell is put with the next smallest as
// long as it has fewer respondents than the threshold. So every cell has at least that many, and nobody's small group can be
// found by taking the others from the total. A group without respondents is merged as well, since nothing can stand for the
// people in it but another group. Only when all respondents together are fewer than the threshold is a cell withheld.
//
// of gives the cell of each group. Cells are in the order of their first group.
func merge(groups []*model.Group, respondents []int, threshold int) (cells []Cell, of []int) {
	parts := join(respondents, max(1, threshold))
	of = make([]int, len(groups))
	for _, p := range parts {
		c := Cell{N: p.n}
		if p.n < max(1, threshold) {
			c.N, c.Withheld = 0, true
		}
		for _, g := range p.of {
			of[g] = len(cells)
			c.Groups = append(c.Groups, groups[g])
			c.Population += groups[g].Population
		}
		cells = append(cells, c)
	}
	return cells, of
}

// union is some of many things, and the number of people in them.
type union struct {
	of []int
	n  int
}

// join puts the smallest of some things with the next smallest as long as it has fewer people than a threshold, given how many
// each has. The result is in the order of the first thing of each.
func join(people []int, threshold int) []union {
	var all []union
	for i, n := range people {
		all = append(all, union{[]int{i}, n})
	}
	for len(all) > 1 {
		slices.SortStableFunc(all, func(a, b union) int { return cmp.Or(cmp.Compare(a.n, b.n), cmp.Compare(a.of[0], b.of[0])) })
		if all[0].n >= threshold {
			break
		}
		both := slices.Sorted(slices.Values(slices.Concat(all[0].of, all[1].of)))
		all = append([]union{{both, all[0].n + all[1].n}}, all[2:]...)
	}
	slices.SortFunc(all, func(a, b union) int { return cmp.Compare(a.of[0], b.of[0]) })
	return all
}

// hidden tells which of the parts of a total may not be shown, given how many answers each has. A part with fewer than the
// threshold may not; and where what is hidden could be found by taking the others from the total, because it is one part or
// comes to fewer answers than the threshold, the next smallest is hidden with it (complementary suppression; Hundepool and
// others, Statistical Disclosure Control, 2012, chapter 4).
func hidden(answers []int, threshold int) []bool {
	order := make([]int, 0, len(answers))
	for i, n := range answers {
		if n > 0 {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(answers[i], answers[j]) })
	hide := make([]bool, len(answers))
	parts, sum := 0, 0
	for _, i := range order {
		enough := parts == 0 || parts > 1 && sum >= threshold
		if answers[i] >= threshold && enough {
			break
		}
		hide[i] = true
		parts++
		sum += answers[i]
	}
	return hide
}
