package model

import "slices"

// Visible returns a copy of the edition that holds only what an audience may see. Everything else is derived from the
// copy, so that nothing above the audience can reach the output.
//
// A hidden thing leaves no trace: it is not in the lists, nothing is counted or numbered with it, and whatever pointed at it
// no longer does. There is one copy of each thing, and things in the copy point at each other; the edition itself stays as it
// was. Of a chapter with stretches for a smaller audience the chapter is here, and package prose takes out the stretches.
func (e *Edition) Visible(to Audience) *Edition {
	c := &copies{
		categories:      copyAll(e.Categories, func(*Category) bool { return true }),
		indicators:      copyAll(e.Indicators, func(i *Indicator) bool { return i.Audience <= to }),
		risks:           copyAll(e.Risks, func(r *Risk) bool { return r.Audience <= to }),
		measures:        copyAll(e.Measures, func(m *Measure) bool { return m.Audience <= to }),
		questions:       copyAll(e.Questions, func(q *Question) bool { return q.Audience <= to }),
		actions:         copyAll(e.Actions, func(a *Action) bool { return a.Audience <= to }),
		recommendations: copyAll(e.Recommendations, func(r *Recommendation) bool { return r.Audience <= to }),
		findings:        copyAll(e.Findings, func(f *Finding) bool { return f.Audience <= to }),
		requests:        copyAll(e.Requests, func(r *Request) bool { return r.Audience <= to }),
		terms:           copyAll(e.Terms, func(t *Term) bool { return t.Audience <= to }),
	}
	v := *e
	v.Chapters = e.visibleChapters(to)
	for _, slug := range []*string{&v.Method, &v.SummaryChapter} {
		if !v.hasChapter(*slug) {
			*slug = ""
		}
	}
	if e.Survey != nil && e.Survey.Audience > to {
		v.Survey = nil
	}
	v.Categories = c.categories.of(e.Categories)
	v.Indicators = c.indicators.of(e.Indicators)
	v.Risks = c.risks.of(e.Risks)
	v.Measures = c.measures.of(e.Measures)
	v.Questions = c.questions.of(e.Questions)
	v.Actions = c.actions.of(e.Actions)
	v.Recommendations = c.recommendations.of(e.Recommendations)
	v.Findings = c.findings.of(e.Findings)
	v.Requests = c.requests.of(e.Requests)
	v.Terms = c.terms.of(e.Terms)
	v.Cycles = nil
	for _, cycle := range e.Cycles {
		copied := *cycle
		copied.Category = c.categories[cycle.Category]
		copied.Phases = only(cycle.Phases, func(p Phase) bool { return p.Audience <= to })
		if len(copied.Phases) > 0 || len(cycle.Phases) == 0 {
			v.Cycles = append(v.Cycles, &copied)
		}
	}
	v.Reviews = copyAll(e.Reviews, func(r *Review) bool {
		return r.Audience <= to && (v.hasChapter(r.Chapter) || !e.hasChapter(r.Chapter))
	}).of(e.Reviews)
	v.Index()
	c.connect(&v, to)
	return &v
}

// visibleChapters are copies of the chapters that an audience may see, numbered as if there were no others.
func (e *Edition) visibleChapters(to Audience) map[string][]*Chapter {
	out := make(map[string][]*Chapter, len(e.Chapters))
	for lang, all := range e.Chapters {
		c := copyAll(all, func(c *Chapter) bool { return c.Audience <= to })
		out[lang] = c.of(all)
		Label(out[lang])
	}
	return out
}

// hasChapter tells whether any language has a chapter of a slug.
func (e *Edition) hasChapter(slug string) bool {
	for lang := range e.Chapters {
		if e.Chapter(lang, slug) != nil {
			return true
		}
	}
	return false
}

// only returns a new slice of those of some things that are shown.
func only[T any](things []T, shown func(T) bool) []T {
	var out []T
	for _, thing := range things {
		if shown(thing) {
			out = append(out, thing)
		}
	}
	return out
}

// copied leads from a thing of the whole edition to its visible copy, and to nil for one that is hidden.
type copied[T any] map[*T]*T

func copyAll[T any](things []*T, shown func(*T) bool) copied[T] {
	c := make(copied[T], len(things))
	for _, thing := range things {
		if shown(thing) {
			twin := *thing
			c[thing] = &twin
		}
	}
	return c
}

// of returns the copies of what is visible among things, in their order.
func (c copied[T]) of(things []*T) []*T {
	var out []*T
	for _, thing := range things {
		if twin := c[thing]; twin != nil {
			out = append(out, twin)
		}
	}
	return out
}

// copies are those of all kinds that can be hidden, or that point at what can be.
type copies struct {
	categories      copied[Category]
	indicators      copied[Indicator]
	risks           copied[Risk]
	measures        copied[Measure]
	questions       copied[Question]
	actions         copied[Action]
	recommendations copied[Recommendation]
	findings        copied[Finding]
	requests        copied[Request]
	terms           copied[Term]
}

// connect makes the visible copies point at each other. v has been indexed.
func (c *copies) connect(v *Edition, to Audience) {
	for _, category := range v.Categories {
		category.KeyIndicators = c.indicators.of(category.KeyIndicators)
	}
	for _, i := range v.Indicators {
		i.Per, i.Base, i.Numerator = c.per(i.Per), c.indicators[i.Base], c.indicators[i.Numerator]
		i.Cumulates, i.PartOf = c.indicators[i.Cumulates], c.above(i)
		if parts := c.indicators.of(i.SumOf); len(parts) == len(i.SumOf) {
			i.SumOf = parts
		} else {
			i.SumOf = nil // a part that may not be seen is not there to be added
		}
		i.Breakdowns = only(i.Breakdowns, func(b *Breakdown) bool { return b.Audience <= to })
	}
	for _, r := range v.Risks {
		r.Indicators = c.indicators.of(r.Indicators)
		r.Connections = c.connections(r.Connections)
	}
	for _, m := range v.Measures {
		m.Risks = c.risks.of(m.Risks)
		m.Requires = c.measures.of(m.Requires)
		m.Excludes = c.measures.of(m.Excludes)
	}
	for _, a := range v.Actions {
		a.Category = c.categories[a.Category]
		a.Measure = c.measures[a.Measure]
		a.Risk = c.risks[a.Risk]
		a.Recommended = c.recommendations[a.Recommended]
	}
	for _, r := range v.Recommendations {
		r.Category = c.categories[r.Category]
	}
	for _, f := range v.Findings {
		f.Category = c.categories[f.Category]
		// Not in place: the list is still that of the whole edition.
		f.Evidence = slices.DeleteFunc(slices.Clone(f.Evidence), func(e Evidence) bool { return v.hides(e) })
	}
	for _, r := range v.Requests {
		r.Category = c.categories[r.Category]
		r.Measures = c.measures.of(r.Measures)
	}
	for _, t := range v.Terms {
		t.See = c.terms.of(t.See)
	}
}

// above is the nearest count that may be seen of those that count all an indicator does: what is part of a hidden part is part of
// the whole.
func (c *copies) above(i *Indicator) *Indicator {
	up := i.PartOf
	for up != nil && c.indicators[up] == nil {
		up = up.PartOf
	}
	if above := c.indicators[up]; above != i {
		return above
	}
	return nil
}

// per drops the denominator that may not be seen: a rate would tell its value.
func (c *copies) per(p *Per) *Per {
	if p == nil || c.indicators[p.Indicator] == nil {
		return nil
	}
	return &Per{Indicator: c.indicators[p.Indicator], Factor: p.Factor, Repeated: p.Repeated}
}

func (c *copies) connections(all []Connection) []Connection {
	var out []Connection
	for _, connection := range all {
		if to := c.risks[connection.To]; to != nil {
			out = append(out, Connection{To: to, Why: connection.Why})
		}
	}
	return out
}

// hides tells whether evidence is of a kind that has an audience and is not in the edition.
func (e *Edition) hides(evidence Evidence) bool {
	switch id := evidence.ID; evidence.Kind {
	case "action":
		return e.Action(id) == nil
	case "chapter":
		return !e.hasChapter(id)
	case "indicator":
		return e.Indicator(id) == nil
	case "measure":
		return e.Measure(id) == nil
	case "question":
		return e.Question(id) == nil
	case "recommendation":
		return e.Recommendation(id) == nil
	case "risk":
		return e.Risk(id) == nil
	}
	return false
}
