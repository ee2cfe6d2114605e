package survey

import (
	"cmp"
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/stats"
)

// The bootstrap of the ranks. 1,000 samples are enough for percentile intervals (Efron and
// Tibshirani, An Introduction to the Bootstrap, 1993, section 13.3). The seed is arbitrary and
// never changes.
const (
	samples = 1000
	seed    = 20190417
)

// Aggregate derives the results of a survey. risks and categories are those that the reader may
// see, in the order of the edition. An answer that names another risk counts only for the number of
// respondents. threshold is the privacy threshold: the smallest number of respondents that a result
// may rest on. keep may be nil.
func Aggregate(s *model.Survey, risks []*model.Risk, categories []*model.Category, a *Answers, threshold int,
	keep Keep) *Results {
	r := &Results{Survey: s, Weighted: s.Weighted}
	if a.Respondents() < max(1, threshold) {
		r.Withheld = true
		return r
	}
	r.N = a.Respondents()
	respondents := make([]int, len(s.Groups))
	for _, group := range a.groups {
		respondents[group]++
	}
	cells, cellOf := cellsOf(s.Groups, respondents, threshold)
	r.Cells = cells
	population, n, weight := make([]int, len(cells)), make([]int, len(cells)), make([]float64, len(cells))
	for i, c := range cells {
		population[i], n[i], weight[i] = c.Population, c.N, 1
		r.Invited += c.Invited
		r.Population += c.Population
	}
	if s.Weighted {
		weight = stats.PostStrata(population, n)
	}
	g := &aggregation{Results: r, answers: a, tally: newTally(a, cellOf, weight, threshold), cellOf: cellOf,
		risks: risks, riskIndex: make([]int, len(risks)), categories: categories}
	for i, risk := range risks {
		g.riskIndex[i] = slices.IndexFunc(a.risks, func(other *model.Risk) bool { return other.ID == risk.ID })
	}
	for _, q := range s.Questions {
		g.deriveQuestion(q)
	}
	g.rankAll(keep)
	return r
}

// aggregation is the state of Aggregate.
type aggregation struct {
	*Results
	*tally
	answers    *Answers
	cellOf     []int // the cell of each group
	risks      []*model.Risk
	riskIndex  []int // of each of risks: its index in the risks of the answers
	categories []*model.Category
	rankings   []ranking
}

// ranking is a list of risks without ranks yet, and the scores that respondents gave.
type ranking struct {
	list  []Ranked
	score func(respondent, i int) uint8 // of risk i of the list; 0 for none
}

// deriveQuestion derives the results of one question.
func (g *aggregation) deriveQuestion(q *model.SurveyQuestion) {
	s := g.Survey
	switch q.Kind {
	case model.Current:
		g.current(q)
	case model.Severity:
		g.severity(q)
	case model.Likelihood:
		g.Likelihood = g.means(q)
	case model.Impact:
		g.Impact = g.means(q)
	case model.Outlook:
		for h, horizon := range s.Horizons {
			shares := g.shares(g.answers.Item(q, -1, h), upTo(len(s.Outlooks)))
			g.Outlook = append(g.Outlook, OutlookShares{horizon, shares})
		}
	case model.Drivers:
		g.pairs()
	case model.ApproachTo:
		for _, category := range g.categories {
			subject := slices.IndexFunc(g.answers.categories,
				func(c *model.Category) bool { return c.ID == category.ID })
			shares := g.shares(g.answers.Item(q, subject, -1), upTo(len(s.Approaches)))
			g.Approaches = append(g.Approaches, ApproachShares{category, shares})
		}
	}
}

// upTo returns 1, 2, … n.
func upTo(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i + 1
	}
	return all
}

// current derives the share of each visible risk among the respondents who named a visible one.
func (g *aggregation) current(q *model.SurveyQuestion) {
	item := g.answers.Item(q, -1, -1)
	var answers []int // that name a visible risk
	byAnswer := make(map[int]int)
	for i, index := range g.riskIndex {
		answers = append(answers, index+1)
		byAnswer[index+1] = i
	}
	g.Current = make([]Ranked, 0, len(g.risks))
	for i, e := range g.shares(item, answers) {
		if e.N > 0 {
			g.Current = append(g.Current, Ranked{Risk: g.risks[i], Estimate: e})
		}
	}
	// Ranks are drawn from mean scores. The risk that somebody names scores 2 and the others 1: a
	// risk that a quarter names has a mean of 1.25, so means rank risks as shares do.
	g.rankings = append(g.rankings, ranking{g.Current, func(respondent, i int) uint8 {
		chosen, ok := byAnswer[g.answers.Answer(respondent, item)]
		switch {
		case !ok:
			return 0
		case chosen == i:
			return 2
		}
		return 1
	}})
}

// severity derives the mean of each risk at each horizon, and for each cell at the first horizon.
func (g *aggregation) severity(q *model.SurveyQuestion) {
	g.Severity = make(map[string][]Ranked)
	for h, horizon := range g.Survey.Horizons {
		list, items := make([]Ranked, 0, len(g.risks)), []int{}
		for i, risk := range g.risks {
			item := g.answers.Item(q, g.riskIndex[i], h)
			if e := g.mean(item, g.allCells()); e.N > 0 {
				list, items = append(list, Ranked{Risk: risk, Estimate: e}), append(items, item)
			}
		}
		g.Severity[horizon.ID] = list
		g.rankings = append(g.rankings, ranking{list, func(respondent, i int) uint8 {
			return uint8(g.answers.Answer(respondent, items[i]))
		}})
	}
	g.ByCell = make([]map[string]Estimate, len(g.Cells))
	for cell := range g.Cells {
		g.ByCell[cell] = make(map[string]Estimate)
	}
	if len(g.Survey.Horizons) == 0 {
		return
	}
	for i, risk := range g.risks {
		item := g.answers.Item(q, g.riskIndex[i], 0)
		n := make([]int, len(g.Cells))
		for cell := range n {
			n[cell] = g.answered(cell, item)
		}
		for cell, withhold := range withheld(n, g.threshold) {
			if !withhold && n[cell] > 0 {
				g.ByCell[cell][risk.ID] = g.mean(item, []int{cell})
			}
		}
	}
}

// means returns the mean of each risk by id, for a question about risks. A risk for which too few
// answered is left out.
func (g *aggregation) means(q *model.SurveyQuestion) map[string]Estimate {
	out := make(map[string]Estimate)
	for i, risk := range g.risks {
		if e := g.mean(g.answers.Item(q, g.riskIndex[i], -1), g.allCells()); e.N > 0 {
			out[risk.ID] = e
		}
	}
	return out
}

func (g *aggregation) allCells() []int {
	all := make([]int, len(g.Cells))
	for i := range all {
		all[i] = i
	}
	return all
}

// pairs derives the share of each pair of visible risks among the respondents who named at least
// one such pair. A pair that fewer respondents named than the threshold is left out.
func (g *aggregation) pairs() {
	visible := make([]int, len(g.answers.risks)) // by risk of the answers: 1 + its index in g.risks, or 0
	for i, index := range g.riskIndex {
		visible[index] = i + 1
	}
	named := make(map[pair][]int)         // respondents who named a pair, by cell
	namedAny := make([]int, len(g.Cells)) // respondents who named any pair
	for respondent, pairs := range g.answers.pairs {
		cell, namesAny := g.cellOf[g.answers.groups[respondent]], 0
		for _, p := range pairs {
			a, b := visible[p.a], visible[p.b]
			if a == 0 || b == 0 {
				continue
			}
			p = pair{uint16(min(a, b) - 1), uint16(max(a, b) - 1)}
			if named[p] == nil {
				named[p] = make([]int, len(g.Cells))
			}
			named[p][cell]++
			namesAny = 1
		}
		namedAny[cell] += namesAny
	}
	g.Pairs = make([]Pair, 0, len(named))
	for p, byCell := range named {
		n := 0
		for _, c := range byCell {
			n += c
		}
		if e := g.share(byCell, namedAny); n >= g.threshold && e.N > 0 {
			g.Pairs = append(g.Pairs, Pair{g.risks[p.a], g.risks[p.b], e})
		}
	}
	order := make(map[*model.Risk]int, len(g.risks))
	for i, risk := range g.risks {
		order[risk] = i
	}
	slices.SortFunc(g.Pairs, func(x, y Pair) int {
		return cmp.Or(cmp.Compare(y.Value, x.Value),
			cmp.Compare(order[x.A], order[y.A]), cmp.Compare(order[x.B], order[y.B]))
	})
}

// rankAll sorts all rankings and sets the ranks with their intervals. The rankings share their
// samples: a respondent who is drawn is drawn with all answers.
func (g *aggregation) rankAll(keep Keep) {
	order := g.answers.order()
	slices.SortStableFunc(order, func(i, j int) int {
		return cmp.Compare(g.cellOf[g.answers.groups[i]], g.cellOf[g.answers.groups[j]])
	})
	scores := &stats.Scores{Strata: g.size, Weight: g.weight}
	items := 0
	for _, r := range g.rankings {
		scores.Blocks = append(scores.Blocks, len(r.list))
		items += len(r.list)
	}
	for _, respondent := range order {
		row := make([]uint8, 0, items)
		for _, r := range g.rankings {
			for i := range r.list {
				row = append(row, r.score(respondent, i))
			}
		}
		scores.Given = append(scores.Given, row)
	}
	intervals := rankIntervals(scores, items, keep)
	for _, r := range g.rankings {
		for i := range r.list {
			e := &r.list[i]
			e.Rank = 1
			for _, other := range r.list {
				if other.Value > e.Value {
					e.Rank++
				}
			}
			// Samples can be biased: where they give the risk with rank 3 the ranks 4 to 6, its
			// interval becomes 3 to 6.
			e.RankLow, e.RankHigh = min(e.Rank, intervals[i].Low), max(e.Rank, intervals[i].High)
		}
		intervals = intervals[len(r.list):]
		slices.SortStableFunc(r.list, func(x, y Ranked) int { return cmp.Compare(x.Rank, y.Rank) })
	}
}
