package survey

import (
	"cmp"
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// cellsOf makes cells of the groups, given how many respondents each has. With a threshold of 5,
// groups of 12, 6, 2 and 0 respondents become cells of 12 and 8. A group without respondents is
// merged too, since only another group can stand for its people. A cell is withheld only when all
// respondents together are fewer than the threshold.
//
// cellOf is the index of the cell of each group. Cells are in the order of their first group.
func cellsOf(groups []*model.Group, respondents []int, threshold int) (cells []Cell, cellOf []int) {
	threshold = max(1, threshold)
	cellOf = make([]int, len(groups))
	for _, m := range mergeSmall(respondents, threshold) {
		c := Cell{N: m.people}
		if m.people < threshold {
			c.N, c.Withheld = 0, true
		}
		for _, g := range m.members {
			cellOf[g] = len(cells)
			c.Groups = append(c.Groups, groups[g])
			c.Invited += groups[g].Invited
			c.Population += groups[g].Population
		}
		cells = append(cells, c)
	}
	return cells, cellOf
}

// merged is one or more groups or cells, by index in rising order, and the number of people in
// them.
type merged struct {
	members []int
	people  int
}

// mergeSmall merges the smallest with the next smallest, as long as the smallest has fewer people
// than the threshold. people has the size of each. With a threshold of 5, 12, 6, 2 and 0 first
// become 12, 6 and 2, and then 12 and 8. The result is in the order of first members.
func mergeSmall(people []int, threshold int) []merged {
	var all []merged
	for i, n := range people {
		all = append(all, merged{[]int{i}, n})
	}
	byFirst := func(a, b merged) int { return cmp.Compare(a.members[0], b.members[0]) }
	for len(all) > 1 {
		slices.SortFunc(all, func(a, b merged) int { return cmp.Or(cmp.Compare(a.people, b.people), byFirst(a, b)) })
		if all[0].people >= threshold {
			break
		}
		members := slices.Concat(all[0].members, all[1].members)
		slices.Sort(members)
		all = append([]merged{{members, all[0].people + all[1].people}}, all[2:]...)
	}
	slices.SortFunc(all, byFirst)
	return all
}

// withheld reports for each part of a total whether it must be withheld, given how many answers
// each has. With a threshold of 5, of parts with 20, 9 and 3 answers the 3 is withheld. Readers
// could find it by taking 20 and 9 from the total of 32, so the 9 is withheld too: they can only
// find that the two have 12 answers together. Withheld parts are always at least two, with at least
// the threshold together, or all there are (complementary suppression; Hundepool and others,
// Statistical Disclosure Control, 2012, chapter 4).
func withheld(answers []int, threshold int) []bool {
	order := make([]int, 0, len(answers))
	for i, n := range answers {
		if n > 0 {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(answers[i], answers[j]) })
	out := make([]bool, len(answers))
	parts, sum := 0, 0
	for _, i := range order {
		enough := parts == 0 || parts > 1 && sum >= threshold
		if answers[i] >= threshold && enough {
			break
		}
		out[i] = true
		parts++
		sum += answers[i]
	}
	return out
}
