package survey

import (
	"cmp"
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// MostItems is the largest number of items that a survey may have. With more, a survey.toml of a
// few lines could make the program allocate gigabytes.
const MostItems = 4096

// Item is one thing that a respondent answers at most once: the severity of one risk at one
// horizon, for example. Pairs of driving risks are no items.
type Item struct {
	Question *model.SurveyQuestion
	Subject  int // index in the risks or the categories, -1 for a question without subjects
	Horizon  int // index in the horizons, -1 for a question without horizons
}

// Answers are the answers of all respondents. Package edition fills them and Aggregate reads them.
// No answer of a single respondent is in the results.
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

// pair is two risks that drive each other, as indices; a is the smaller.
type pair struct{ a, b uint16 }

// NewAnswers returns the answers to a survey without respondents. risks are all risks of the
// edition, also those that not everybody may see.
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

// Items returns all items of the survey.
func (a *Answers) Items() []Item { return a.items }

// Item returns the index of an item. subject and horizon are as in Item; where the question has
// none they are ignored.
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

// Respondents returns the number of respondents.
func (a *Answers) Respondents() int { return len(a.ids) }

// AddRespondent adds a respondent without answers, and returns its index. group is an index in the
// survey's groups. Ids must be unique.
func (a *Answers) AddRespondent(id string, group int) int {
	a.ids = append(a.ids, strings.Clone(id))
	a.groups = append(a.groups, group)
	a.values = append(a.values, make([]uint16, len(a.items))...)
	a.pairs = append(a.pairs, nil)
	return len(a.ids) - 1
}

// Same reports whether the same respondents gave the same answers.
func (a *Answers) Same(b *Answers) bool {
	return slices.Equal(a.ids, b.ids) && slices.Equal(a.groups, b.groups) && slices.Equal(a.values, b.values) &&
		slices.EqualFunc(a.pairs, b.pairs, slices.Equal[[]pair])
}

// ID returns the id of a respondent in the file. It is for messages only.
func (a *Answers) ID(respondent int) string { return a.ids[respondent] }

// Group returns the group of a respondent, an index in the survey's groups.
func (a *Answers) Group(respondent int) int { return a.groups[respondent] }

// Answer returns the answer of a respondent to an item: a number on the scale, or 1 for the first
// choice, 2 for the second and so on. It is 0 when there is none.
func (a *Answers) Answer(respondent, item int) int {
	return int(a.values[respondent*len(a.items)+item])
}

// SetAnswer sets the answer of a respondent to an item, as Answer returns it.
func (a *Answers) SetAnswer(respondent, item, answer int) {
	a.values[respondent*len(a.items)+item] = uint16(answer)
}

// AddPair adds two different risks, by index, that a respondent names as driving each other. known reports whether
// the respondent had named the two before, in either order; then nothing is added: the results say which two risks
// are connected, and not in which direction.
func (a *Answers) AddPair(respondent, from, to int) (known bool) {
	p := pair{uint16(min(from, to)), uint16(max(from, to))}
	if slices.Contains(a.pairs[respondent], p) {
		return true
	}
	a.pairs[respondent] = append(a.pairs[respondent], p)
	return false
}

// order returns the respondents by group and id, so that no result depends on the order of the
// rows.
func (a *Answers) order() []int {
	order := make([]int, len(a.ids))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		return cmp.Or(cmp.Compare(a.groups[i], a.groups[j]), strings.Compare(a.ids[i], a.ids[j]))
	})
	return order
}
