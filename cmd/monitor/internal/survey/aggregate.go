package survey

import (
	"cmp"
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/stats"
)

// The bootstrap of the ranks: so many samples are enough for percentile intervals (Efron and Tibshirani, An Introduction to
// the Bootstrap, 1993, section 13.3). The seed is arbitrary and never changes.
const (
	samples = 1000
	seed    = 20190417
)

// Aggregate derives all that may be said of a survey. risks and categories are those that the reader may see, in their order,
// out of those that the answers were made with;
// answers that name another risk count for the number of respondents and for nothing else. threshold is the smallest number
// of respondents that anything may rest on.
func Aggregate(s *model.Survey, risks []*model.Risk, categories []*model.Category, a *Answers, threshold int) *Results {
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
	cells, of := merge(s.Groups, respondents, threshold)
	r.Cells = cells
	population, n, weight := make([]int, len(cells)), make([]int, len(cells)), make([]float64, len(cells))
	for i, c := range cells {
		population[i], n[i], weight[i] = c.Population, c.N, 1
		r.Population += c.Population
	}
	if s.Weighted {
		weight = stats.PostStrata(population, n)
	}
	g := &aggregation{Results: r, answers: a, tally: newTally(a, of, weight, threshold), of: of, risks: risks, categories: categories,
		places: make([]int, len(risks))}
	for i, risk := range risks {
		g.places[i] = slices.IndexFunc(a.risks, func(other *model.Risk) bool { return other.ID == risk.ID })
	}
	for _, q := range s.Questions {
		g.question(q)
	}
	g.ranks()
	return r
}

// aggregation is an Aggregate under way.
type aggregation struct {
	*Results
	*tally
	answers    *Answers
	of         []int // the cell of each group
	risks      []*model.Risk
	places     []int // of the risks among those of the answers
	categories []*model.Category
	rankings   []ranking
}

// ranking is a list of risks that is still to be ranked, and how respondents scored them.
type ranking struct {
	list  []Ranked
	score func(respondent, i int) uint8 // of the i-th of the list; 0 for none
}

func (g *aggregation) question(q *model.SurveyQuestion) {
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
			g.Outlook = append(g.Outlook, OutlookShares{horizon, g.shares(g.answers.Item(q, -1, h), upTo(len(s.Outlooks)))})
		}
	case model.Drivers:
		g.pairs()
	case model.ApproachTo:
		for _, category := range g.categories {
			place := slices.IndexFunc(g.answers.categories, func(other *model.Category) bool { return other.ID == category.ID })
			g.Approaches = append(g.Approaches, ApproachShares{category, g.shares(g.answers.Item(q, place, -1), upTo(len(s.Approaches)))})
		}
	}
}

// upTo is 1 … n.
func upTo(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i + 1
	}
	return all
}

// current gives every visible risk its share of the respondents who named a visible one.
func (g *aggregation) current(q *model.SurveyQuestion) {
	item := g.answers.Item(q, -1, -1)
	var named []int
	byAnswer := make(map[int]int)
	for i, place := range g.places {
		named = append(named, place+1)
		byAnswer[place+1] = i
	}
	g.Current = make([]Ranked, 0, len(g.risks))
	for i, e := range g.shares(item, named) {
		if e.N > 0 {
			g.Current = append(g.Current, Ranked{Risk: g.risks[i], Estimate: e})
		}
	}
	// The mean of 1 and 2 is 1 and the share, so that both kinds of ranking are one to the bootstrap.
	g.rankings = append(g.rankings, ranking{g.Current, func(respondent, i int) uint8 {
		chosen, ok := byAnswer[g.answers.Value(respondent, item)]
		switch {
		case !ok:
			return 0
		case chosen == i:
			return 2
		}
		return 1
	}})
}

// severity gives the means at each horizon, and at the first one for each cell.
func (g *aggregation) severity(q *model.SurveyQuestion) {
	g.Severity = make(map[string][]Ranked)
	for h, horizon := range g.Survey.Horizons {
		list, items := make([]Ranked, 0, len(g.risks)), []int{}
		for i, risk := range g.risks {
			item := g.answers.Item(q, g.places[i], h)
			if e := g.mean(item, g.allCells()); e.N > 0 {
				list, items = append(list, Ranked{Risk: risk, Estimate: e}), append(items, item)
			}
		}
		g.Severity[horizon.ID] = list
		g.rankings = append(g.rankings, ranking{list, func(respondent, i int) uint8 { return uint8(g.answers.Value(respondent, items[i])) }})
	}
	g.ByCell = make([]map[string]Estimate, len(g.Cells))
	for cell := range g.Cells {
		g.ByCell[cell] = make(map[string]Estimate)
	}
	if len(g.Survey.Horizons) == 0 {
		return
	}
	for i, risk := range g.risks {
		item := g.answers.Item(q, g.places[i], 0)
		n := make([]int, len(g.Cells))
		for cell := range n {
			n[cell] = g.answered(cell, item)
		}
		for cell, hide := range hidden(n, g.threshold) {
			if !hide && n[cell] > 0 {
				g.ByCell[cell][risk.ID] = g.mean(item, []int{cell})
			}
		}
	}
}

// means are those of a question about risks, by risk id; a risk that too few answered to is not there.
func (g *aggregation) means(q *model.SurveyQuestion) map[string]Estimate {
	out := make(map[string]Estimate)
	for i, risk := range g.risks {
		if e := g.mean(g.answers.Item(q, g.places[i], -1), g.allCells()); e.N > 0 {
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

// pairs gives each pair of visible risks its share of the respondents who named at least one such pair. A pair that fewer
// respondents named than the threshold is left out.
func (g *aggregation) pairs() {
	visible := make([]int, len(g.answers.risks)) // 1 + the place among the visible
	for i, place := range g.places {
		visible[place] = i + 1
	}
	all := make([]int, len(g.Cells))
	named := make(map[pair][]int)
	for respondent, pairs := range g.answers.pairs {
		cell, any := g.of[g.answers.groups[respondent]], 0
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
			any = 1
		}
		all[cell] += any
	}
	g.Pairs = make([]Pair, 0, len(named))
	for p, some := range named {
		n := 0
		for _, c := range some {
			n += c
		}
		if e := g.share(some, all); n >= g.threshold && e.N > 0 {
			g.Pairs = append(g.Pairs, Pair{g.risks[p.a], g.risks[p.b], e})
		}
	}
	order := make(map[*model.Risk]int, len(g.risks))
	for i, risk := range g.risks {
		order[risk] = i
	}
	slices.SortFunc(g.Pairs, func(x, y Pair) int {
		return cmp.Or(cmp.Compare(y.Value, x.Value), cmp.Compare(order[x.A], order[y.A]), cmp.Compare(order[x.B], order[y.B]))
	})
}

// ranks puts every ranking in order and says how sure each rank is. All are drawn together: a respondent that is in a sample
// is in it with all answers.
func (g *aggregation) ranks() {
	order := g.answers.order()
	slices.SortStableFunc(order, func(i, j int) int {
		return cmp.Compare(g.of[g.answers.groups[i]], g.of[g.answers.groups[j]])
	})
	strata := make([]int, len(g.Cells))
	for _, respondent := range order {
		strata[g.of[g.answers.groups[respondent]]]++
	}
	var blocks []int
	for _, r := range g.rankings {
		blocks = append(blocks, len(r.list))
	}
	scores := stats.NewScores(blocks, strata, g.weight)
	for row, respondent := range order {
		item := 0
		for _, r := range g.rankings {
			for i := range r.list {
				if score := r.score(respondent, i); score > 0 {
					scores.Set(row, item+i, score)
				}
			}
			item += len(r.list)
		}
	}
	intervals := scores.Ranks(samples, seed)
	for _, r := range g.rankings {
		for i := range r.list {
			e := &r.list[i]
			e.Rank = 1
			for _, other := range r.list {
				if other.Value > e.Value {
					e.Rank++
				}
			}
			// Samples can lean to one side of what they are drawn from: the rank itself belongs to its interval all the same.
			e.RankLow, e.RankHigh = min(e.Rank, intervals[i].Low), max(e.Rank, intervals[i].High)
		}
		intervals = intervals[len(r.list):]
		slices.SortStableFunc(r.list, func(x, y Ranked) int { return cmp.Compare(x.Rank, y.Rank) })
	}
}
