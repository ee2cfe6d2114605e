package survey

import (
	"math"

	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/stats"
)

// tally is how many respondents gave each answer, by cell and item. All results but the intervals
// of ranks are computed from these whole numbers, so the order in which answers are added up cannot
// change them.
type tally struct {
	cells     int
	weight    []float64 // of a respondent, by cell
	size      []int     // respondents, by cell
	start     []int     // by item: where its counts begin among those of a cell; the first is of no answer
	choices   []int     // by item: how many answers there are to choose from
	width     int       // how many counts a cell has
	counts    []int     // by cell, then item, then answer
	threshold int
}

// newTally counts the answers. cellOf is the cell of each group.
func newTally(a *Answers, cellOf []int, weight []float64, threshold int) *tally {
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
		t.choices = append(t.choices, n)
		t.width += 1 + n
	}
	t.counts = make([]int, t.cells*t.width)
	for respondent, group := range a.groups {
		t.size[cellOf[group]]++
		counts := t.counts[cellOf[group]*t.width:]
		for item, answer := range a.values[respondent*len(a.items) : (respondent+1)*len(a.items)] {
			counts[t.start[item]+int(answer)]++
		}
	}
	return t
}

// count returns how many respondents of a cell gave an answer, counted from 1, to an item.
func (t *tally) count(cell, item, answer int) int { return t.counts[cell*t.width+t.start[item]+answer] }

// answered returns how many respondents of a cell answered an item.
func (t *tally) answered(cell, item int) (n int) {
	for answer := 1; answer <= t.choices[item]; answer++ {
		n += t.count(cell, item, answer)
	}
	return n
}

// strata merges cells in which fewer answered than the threshold, as cellsOf merges groups, and
// gives each stratum one weight: the mean weight of its respondents. answered has the number of
// respondents of each cell who answered. stratumOf is the stratum of each cell, or −1 where nobody
// answered. weight is that of a respondent, by stratum.
//
// If each cell had its own weight, a weighted mean would show from which cell an answer came,
// however few answered there (see the package doc).
func (t *tally) strata(answered []int) (stratumOf []int, weight []float64) {
	stratumOf = make([]int, t.cells)
	var cells, people []int // of cells in which anybody answered
	for cell, n := range answered {
		stratumOf[cell] = -1
		if n > 0 {
			cells, people = append(cells, cell), append(people, n)
		}
	}
	for stratum, m := range mergeSmall(people, t.threshold) {
		var sum float64
		size := 0
		for _, i := range m.members {
			cell := cells[i]
			stratumOf[cell] = stratum
			sum += float64(t.weight[cell] * float64(t.size[cell]))
			size += t.size[cell]
		}
		weight = append(weight, sum/float64(size))
	}
	return stratumOf, weight
}

// sumByStratum adds up the counts of the cells of each stratum.
func sumByStratum(stratumOf []int, strata int, counts []int) []int {
	sums := make([]int, strata)
	for cell, n := range counts {
		if s := stratumOf[cell]; s >= 0 {
			sums[s] += n
		}
	}
	return sums
}

// mean returns the weighted mean of an item on its scale, over some cells, or the zero estimate
// when fewer answered than the threshold. The interval ends where the scale ends.
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
	stratumOf, weight := t.strata(answered)
	var y, w []float64
	var count []int
	for answer := 1; answer <= t.choices[item]; answer++ {
		given := make([]int, t.cells)
		for _, cell := range cells {
			given[cell] = t.count(cell, item, answer)
		}
		for stratum, n := range sumByStratum(stratumOf, len(weight), given) {
			y, w, count = append(y, float64(answer)), append(w, weight[stratum]), append(count, n)
		}
	}
	m, ok := stats.Mean(y, w, count)
	if !ok {
		return Estimate{}
	}
	return Estimate{n, m.Value, math.Max(1, m.Low), math.Min(float64(t.choices[item]), m.High)}
}

// share returns the weighted share, in per cent, of given in answered; both are numbers of
// respondents by cell. It is the zero estimate when fewer answered than the threshold.
func (t *tally) share(given, answered []int) Estimate {
	stratumOf, weight := t.strata(answered)
	given, answered = sumByStratum(stratumOf, len(weight), given), sumByStratum(stratumOf, len(weight), answered)
	var n int
	var part, whole float64
	for stratum, w := range weight {
		n += answered[stratum]
		part += float64(w * float64(given[stratum]))
		whole += float64(w * float64(answered[stratum]))
	}
	if n < t.threshold || whole <= 0 {
		return Estimate{}
	}
	s := stats.Share(min(1, part/whole), stats.EffectiveSize(weight, answered))
	return Estimate{n, 100 * s.Value, 100 * s.Low, 100 * s.High}
}

// shares returns the share of each of some answers to an item, among the respondents who gave one
// of them.
func (t *tally) shares(item int, answers []int) []Estimate {
	answered := make([]int, t.cells)
	given := make([][]int, len(answers))
	for i, answer := range answers {
		given[i] = make([]int, t.cells)
		for cell := range t.cells {
			given[i][cell] = t.count(cell, item, answer)
			answered[cell] += given[i][cell]
		}
	}
	out := make([]Estimate, len(answers))
	for i := range out {
		out[i] = t.share(given[i], answered)
	}
	return out
}
