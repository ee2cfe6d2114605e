package report

import "utwente.nl/monitor/cmd/monitor/internal/model"

// AspectMaturity sums up the answers to the questions about one aspect. A question without an
// answer does not count in the mean.
type AspectMaturity struct {
	Aspect    *model.Aspect
	Questions int
	Answered  int
	Examples  int     // how many of the answers are invented
	Mean      float64 // level from 0 to model.TopLevel; 0 when Answered is 0
}

// Maturity returns the maturity of each aspect that has questions, in the order of the edition's
// categories and aspects.
func (r *Report) Maturity() []AspectMaturity {
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
