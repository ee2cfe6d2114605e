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
	start     []int     // where the counts of an item start, behind that of no answer
	values    []int     // how many answers an item knows
	counts    []int     // by cell, then item, then answer
	width     int       // counts of a cell
	threshold int
}

// newTally counts the answers. of is the cell of each group.
func newTally(a *Answers, of []int, weight []float64, threshold int) *tally {
	t := &tally{cells: len(weight), weight: weight, threshold: max(1, threshold)}
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

// mean is the weighted mean of an item on its scale, over some cells. It is the zero estimate when fewer answered than the
// threshold. The interval ends where the scale does.
func (t *tally) mean(item int, cells []int) Estimate {
	var y, w []float64
	var count []int
	n := 0
	for _, cell := range cells {
		for answer := 1; answer <= t.values[item]; answer++ {
			c := t.count(cell, item, answer)
			y, w, count = append(y, float64(answer)), append(w, t.weight[cell]), append(count, c)
			n += c
		}
	}
	if n < t.threshold {
		return Estimate{}
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
	var n int
	var part, whole float64
	for cell, w := range t.weight {
		n += all[cell]
		part += float64(w * float64(some[cell]))
		whole += float64(w * float64(all[cell]))
	}
	if n < t.threshold || whole <= 0 {
		return Estimate{}
	}
	s := stats.Share(min(1, part/whole), stats.EffectiveSize(t.weight, all))
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
