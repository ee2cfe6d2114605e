package report

import (
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// AspectMaturity sums up the answers to the questions about one aspect. A question without an
// answer does not count in the mean.
type AspectMaturity struct {
	Aspect    *model.Aspect
	Questions int
	Answered  int
	Examples  int     // how many of the answers are invented
	Reworded  int     // how many questions more there were, which ask something else in a later edition
	Mean      float64 // level from 0 to model.TopLevel; 0 when Answered is 0
}

// Maturity returns the maturity of each aspect that has questions, in the order of the edition's
// categories and aspects.
func (r *Report) Maturity() []AspectMaturity { return r.MaturityBeside(nil) }

// MaturityBeside is Maturity of an earlier edition, to be compared with that of a later one: without
// the answers to questions that ask something else there. later is nil for no other edition.
func (r *Report) MaturityBeside(later *model.Edition) []AspectMaturity {
	byAspect := map[*model.Aspect]*AspectMaturity{}
	for _, q := range r.Edition.Questions {
		if q.Aspect == nil {
			continue // the edition could not be read whole
		}
		// By id: a copy of the edition for an audience may hold copies of its aspects.
		a := r.Edition.Aspect(q.Aspect.ID)
		if a == nil {
			continue
		}
		m := byAspect[a]
		if m == nil {
			m = &AspectMaturity{Aspect: a}
			byAspect[a] = m
		}
		if rewordedIn(later, q) {
			m.Reworded++
			continue
		}
		m.Questions++
		if q.Answer != nil {
			m.Answered++
			m.Mean += float64(q.Answer.Level)
			if q.Answer.Example {
				m.Examples++
			}
		}
	}
	var out []AspectMaturity
	for _, c := range r.Edition.Categories {
		for _, a := range c.Aspects {
			if m := byAspect[a]; m != nil {
				if m.Answered > 0 {
					m.Mean /= float64(m.Answered)
				}
				out = append(out, *m)
			}
		}
	}
	return out
}

// rewordedIn reports whether a question of an earlier edition asks something else in a later one.
func rewordedIn(later *model.Edition, q *model.Question) bool {
	if later == nil {
		return false
	}
	n := slices.IndexFunc(later.Questions, func(x *model.Question) bool { return x.Formerly == q.ID })
	now := later.Question(q.ID)
	if n >= 0 {
		now = later.Questions[n]
	}
	return now != nil && now.Reworded(q, later.Language)
}

// StepMaturity sums up the answers to the questions of a category about each process step.
type StepMaturity struct {
	Category *model.Category
	Steps    map[model.Step]*Levels
}

// Levels sums up the answers to some questions.
type Levels struct {
	Questions, Answered, Examples int
	Mean                          float64 // level from 0 to model.TopLevel; 0 when Answered is 0
}

// StepMaturity returns the maturity of each category by process step, in file order. A step about
// which nothing is asked has no Levels. Questions without a step are left out.
func (r *Report) StepMaturity() []StepMaturity {
	var out []StepMaturity
	for _, c := range r.Edition.Categories {
		m := StepMaturity{c, make(map[model.Step]*Levels)}
		for _, q := range r.Edition.Questions {
			if q.Aspect == nil || q.Aspect.Category != c.ID || q.Step == "" {
				continue
			}
			l := m.Steps[q.Step]
			if l == nil {
				l = &Levels{}
				m.Steps[q.Step] = l
			}
			l.Questions++
			if q.Answer != nil {
				// The mean so far is of the answers before this one.
				l.Mean = (l.Mean*float64(l.Answered) + float64(q.Answer.Level)) / float64(l.Answered+1)
				l.Answered++
				if q.Answer.Example {
					l.Examples++
				}
			}
		}
		out = append(out, m)
	}
	return out
}
