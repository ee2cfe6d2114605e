package survey

import (
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// MostItems is how many items a survey may have at most: with more, a file of a few lines would ask for memory by the
// gigabyte.
const MostItems = 4096

// Item is one thing that a respondent answers once at most: a question, about a subject and at a horizon where its kind has
// those. Each is an index in the risks or categories, and in the horizons, or -1. Pairs of driving risks are no items.
type Item struct {
	Question *model.SurveyQuestion
	Subject  int
	Horizon  int
}

// Answers are what the respondents answered, in one small number an answer. They are filled by package edition, and read by
// Aggregate; who answered what never leaves them.
type Answers struct {
	survey     *model.Survey
	risks      []*model.Risk
	categories []*model.Category

	items []Item
	first map[*model.SurveyQuestion]int // the first item of a question

	ids    []string
	groups []int    // of each respondent, an index in the survey's groups
	values []uint16 // by respondent, then item; 0 is no answer
	pairs  [][]pair // by respondent
}

// pair is two risks that drive each other, the one that comes first in the edition first.
type pair struct{ a, b uint16 }

// NewAnswers returns answers to a survey without any respondents. All risks of the edition count, also those that not
// everybody may see.
func NewAnswers(s *model.Survey, risks []*model.Risk, categories []*model.Category) *Answers {
	a := &Answers{survey: s, risks: risks, categories: categories, first: make(map[*model.SurveyQuestion]int)}
	for _, q := range s.Questions {
		a.first[q] = len(a.items)
		switch q.Kind {
		case model.Current:
			a.items = append(a.items, Item{q, -1, -1})
		case model.Severity:
			for risk := range risks {
				for horizon := range s.Horizons {
					a.items = append(a.items, Item{q, risk, horizon})
				}
			}
		case model.Likelihood, model.Impact:
			for risk := range risks {
				a.items = append(a.items, Item{q, risk, -1})
			}
		case model.Outlook:
			for horizon := range s.Horizons {
				a.items = append(a.items, Item{q, -1, horizon})
			}
		case model.ApproachTo:
			for category := range categories {
				a.items = append(a.items, Item{q, category, -1})
			}
		}
	}
	return a
}

// Items are all things that a respondent can answer.
func (a *Answers) Items() []Item { return a.items }

// Item is the index of an item; subject and horizon are indices, and are not looked at where the question has none.
func (a *Answers) Item(q *model.SurveyQuestion, subject, horizon int) int {
	first := a.first[q]
	switch q.Kind {
	case model.Severity:
		return first + subject*len(a.survey.Horizons) + horizon
	case model.Likelihood, model.Impact, model.ApproachTo:
		return first + subject
	case model.Outlook:
		return first + horizon
	}
	return first
}

// Respondents is how many there are.
func (a *Answers) Respondents() int { return len(a.ids) }

// Add puts a respondent of a group with the others, and returns its number. Ids are unique.
func (a *Answers) Add(id string, group int) int {
	a.ids = append(a.ids, strings.Clone(id))
	a.groups = append(a.groups, group)
	a.values = append(a.values, make([]uint16, len(a.items))...)
	a.pairs = append(a.pairs, nil)
	return len(a.ids) - 1
}

// ID is what the file calls a respondent. It is for messages, and for nothing else.
func (a *Answers) ID(respondent int) string { return a.ids[respondent] }

// Group is the group of a respondent, an index in the survey's groups.
func (a *Answers) Group(respondent int) int { return a.groups[respondent] }

// Value is the answer of a respondent to an item: a place on the scale, or the number of a choice, both from 1. 0 is none.
func (a *Answers) Value(respondent, item int) int { return int(a.values[respondent*len(a.items)+item]) }

// Set notes an answer.
func (a *Answers) Set(respondent, item, value int) {
	a.values[respondent*len(a.items)+item] = uint16(value)
}

// Drives notes that a respondent names two risks, that differ, as driving each other. known is true when the respondent had
// named them already, in whatever order.
func (a *Answers) Drives(respondent, from, to int) (known bool) {
	p := pair{uint16(min(from, to)), uint16(max(from, to))}
	if slices.Contains(a.pairs[respondent], p) {
		return true
	}
	a.pairs[respondent] = append(a.pairs[respondent], p)
	return false
}

// order is the respondents by group and id. Nothing that is derived may depend on the order of the rows.
func (a *Answers) order() []int {
	order := make([]int, len(a.ids))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		if a.groups[i] != a.groups[j] {
			return a.groups[i] - a.groups[j]
		}
		return strings.Compare(a.ids[i], a.ids[j])
	})
	return order
}
