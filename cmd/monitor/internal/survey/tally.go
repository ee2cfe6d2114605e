package survey

import (
	"math"

	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/stats"
)

// tally is how often each answer was given, by cell and item. All that is shown but the ranks' intervals comes of these
// whole numbers, so that no order of adding up can change it.
type tally struct {
	cells     int
	weight    []float64 // of a respondent, by cell
	size      []int     // respondents, by cell
	start     []int     // where the counts of an item start, behind that of no answer
	values    []int     // how many answers an item knows
	counts    []int     // by cell, then item, then answer
	width     int       // counts of a cell
	threshold int
}

// newTally counts the answers. of is the cell of each group.
func newTally(a *Answers, of []int, weight []float64, threshold int) *tally {
	t := &tally{cells: len(weight), weight: weight, size: make([]int, len(weight)), threshold: max(1, threshold)}
	for _, i := range a.items {
		n := 0
		switch i.Question.Kind {
		case model.Current:
			n = len(a.risks)
		case model.Severity, model.Likelihood, model.Impact:
			n = i.Question.Max
		case model.Outlook:
			n = len(a.survey.Outlooks)
		case model.ApproachTo:
			n = len(a.survey.Approaches)
		}
		t.start = append(t.start, t.width)
		t.values = append(t.values, n)
		t.width += 1 + n
	}
	t.counts = make([]int, t.cells*t.width)
	for respondent, group := range a.groups {
		t.size[of[group]]++
		counts := t.counts[of[group]*t.width:]
		for item, value := range a.values[respondent*len(a.items) : (respondent+1)*len(a.items)] {
			counts[t.start[item]+int(value)]++
		}
	}
	return t
}

// count is how many respondents of a cell gave an answer, from 1, to an item.
func (t *tally) count(cell, item, answer int) int { return t.counts[cell*t.width+t.start[item]+answer] }

// answered is how many respondents of a cell answered an item.
func (t *tally) answered(cell, item int) (n int) {
	for answer := 1; answer <= t.values[item]; answer++ {
		n += t.count(cell, item, answer)
	}
	return n
}

// strata makes cells of which fewer answered than the threshold one with the next smallest, as merge does with groups, given how
// many of each answered; together they have one weight. Each cell with a weight of its own could be told from the others in a
// weighted mean by whoever knows the weights, however few answered. of is the stratum of each cell, and weight that of a
// respondent, by stratum.
func (t *tally) strata(answered []int) (of []int, weight []float64) {
	of = make([]int, t.cells)
	var cells, people []int // who did not answer weighs nothing
	for cell, n := range answered {
		of[cell] = -1
		if n > 0 {
			cells, people = append(cells, cell), append(people, n)
		}
	}
	for n, u := range join(people, t.threshold) {
		var sum float64
		size := 0
		for _, i := range u.of {
			cell := cells[i]
			of[cell] = n
			sum += float64(t.weight[cell] * float64(t.size[cell]))
			size += t.size[cell]
		}
		weight = append(weight, sum/float64(size))
	}
	return of, weight
}

// gather adds numbers of cells up by stratum.
func gather(of []int, strata int, count []int) []int {
	out := make([]int, strata)
	for cell, n := range count {
		if s := of[cell]; s >= 0 {
			out[s] += n
		}
	}
	return out
}

// mean is the weighted mean of an item on its scale, over some cells. It is the zero estimate when fewer answered than the
// threshold. The interval ends where the scale does.
func (t *tally) mean(item int, cells []int) Estimate {
	answered := make([]int, t.cells)
	n := 0
	for _, cell := range cells {
		answered[cell] = t.answered(cell, item)
		n += answered[cell]
	}
	if n < t.threshold {
		return Estimate{}
	}
	of, weight := t.strata(answered)
	var y, w []float64
	var count []int
	for answer := 1; answer <= t.values[item]; answer++ {
		some := make([]int, t.cells)
		for _, cell := range cells {
			some[cell] = t.count(cell, item, answer)
		}
		for s, c := range gather(of, len(weight), some) {
			y, w, count = append(y, float64(answer)), append(w, weight[s]), append(count, c)
		}
	}
	m, ok := stats.Mean(y, w, count)
	if !ok {
		return Estimate{}
	}
	return Estimate{n, m.Value, math.Max(1, m.Low), math.Min(float64(t.values[item]), m.High)}
}

// share is the weighted share, in per cent, of respondents of whom some gave an answer; both by cell. It is the zero
// estimate when there are fewer than the threshold.
func (t *tally) share(some, all []int) Estimate {
	of, weight := t.strata(all)
	some, all = gather(of, len(weight), some), gather(of, len(weight), all)
	var n int
	var part, whole float64
	for s, w := range weight {
		n += all[s]
		part += float64(w * float64(some[s]))
		whole += float64(w * float64(all[s]))
	}
	if n < t.threshold || whole <= 0 {
		return Estimate{}
	}
	s := stats.Share(min(1, part/whole), stats.EffectiveSize(weight, all))
	return Estimate{n, 100 * s.Value, 100 * s.Low, 100 * s.High}
}

// shares are those of some of the answers to an item among the respondents who gave one of them.
func (t *tally) shares(item int, answers []int) []Estimate {
	all := make([]int, t.cells)
	each := make([][]int, len(answers))
	for i, answer := range answers {
		each[i] = make([]int, t.cells)
		for cell := range t.cells {
			each[i][cell] = t.count(cell, item, answer)
			all[cell] += each[i][cell]
		}
	}
	out := make([]Estimate, len(answers))
	for i := range out {
		out[i] = t.share(each[i], all)
	}
	return out
}
