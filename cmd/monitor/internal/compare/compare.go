// Package compare owns what changed between two editions, and which things of different editions
// are the same.
//
// It imports package model only, and is pure. It compares editions as an audience may see them
// (model.Edition.Visible), and does not decide what may be seen. It formats nothing and knows no
// language. It never compares the values of indicators, so no value is in its results: only package
// report knows which may be shown (Report.MarkRevisions).
package compare

import "utwente.nl/monitor/cmd/monitor/internal/model"

// Pair is one thing in both editions.
type Pair[T any] struct{ Was, Is *T }

// Changes is what changed from an edition to a later one. Lists are in the order of the newer
// edition; lists of what was removed, in the order of the older one.
//
// Two things are the same when the newer one states the id of the older one as its former id
// (Formerly), or else when their ids are equal. A thing that the audience may see in only one of
// the two editions counts as added or removed.
type Changes struct {
	Older, Newer *model.Edition

	Risks           RiskChanges
	Indicators      IndicatorChanges
	Categories      []Pair[model.Category] // of both editions
	Judgements      []Pair[model.Category] // whose judgement differs, or was given or withdrawn
	Aspects         AspectChanges
	Questions       QuestionChanges
	Measures        MeasureChanges
	Actions         Promises[model.Action]
	Recommendations Promises[model.Recommendation]
	Decisions       Promises[model.Decision] // of meetings
}

// RiskChanges is what changed in the risks.
type RiskChanges struct {
	Added, Removed []*model.Risk
	Renamed        []Pair[model.Risk] // by id or title
	Redefined      []Pair[model.Risk]
}

// IndicatorChanges is what changed in the indicators.
type IndicatorChanges struct {
	Added, Removed []*model.Indicator
	Renamed        []Pair[model.Indicator] // by id or title
	Redefined      []Redefinition
}

// Property is a property of an indicator that can be redefined.
type Property string

// The properties.
const (
	Definition Property = "definition"
	Unit       Property = "unit"
	Kind       Property = "kind"
	Frequency  Property = "frequency"
	Direction  Property = "direction"
	Target     Property = "target"
	Per        Property = "per" // the denominator of its rate, or the factor
)

// Redefinition is an indicator with the properties that changed: at least one, in the order above.
type Redefinition struct {
	Pair[model.Indicator]
	Properties []Property
}

// AspectChanges is what changed in the aspects.
type AspectChanges struct{ Added, Removed []*model.Aspect }

// QuestionChanges is what changed in the diagnostic questions.
type QuestionChanges struct {
	Added, Removed []*model.Question
	Answered       []Pair[model.Question] // for the first time
	Levelled       []Pair[model.Question] // answered in both editions, at different levels
	Reworded       []Pair[model.Question] // that ask something else, so that answers do not compare
}

// MeasureChanges is what changed in the measures.
type MeasureChanges struct {
	Added, Removed []*model.Measure
	Decided        []Pair[model.Measure] // with another outcome, a first one, or none any more
	Moved          []Pair[model.Measure] // to another state
}

// Fate is what became of a promise of the older edition.
type Fate string

// The fates.
const (
	Done         Fate = "done"
	Running      Fate = "running"
	Todo         Fate = "todo"
	Dropped      Fate = "dropped"       // the newer edition gives the reason
	NotMentioned Fate = "not-mentioned" // it was open, and the newer edition does not have it
	Closed       Fate = "closed"        // it was done or dropped already, so the newer edition need not have it
)

// Promises is the actions, the recommendations or the decisions of two editions.
type Promises[T any] struct {
	Followed []Followed[T] // every one of the older edition, in its order
	Added    []*T
}

// Followed is a promise of the older edition, and what became of it. Is is nil when the newer
// edition does not have it.
type Followed[T any] struct {
	Pair[T]
	Fate Fate
}

// Editions compares an edition with a later one.
func Editions(older, newer *model.Edition) *Changes {
	c := &Changes{Older: older, Newer: newer}

	risks := match(older.Risks, newer.Risks)
	c.Risks = RiskChanges{
		Added: risks.added, Removed: risks.removed,
		Renamed: risks.where(func(was, is *model.Risk) bool {
			return was.ID != is.ID || was.Title.Differs(is.Title, newer.Language)
		}),
		Redefined: risks.where(func(was, is *model.Risk) bool {
			return was.Definition.Differs(is.Definition, newer.Language)
		}),
	}
	_, c.Indicators = Indicators(older, newer)
	categories := match(older.Categories, newer.Categories)
	c.Categories, c.Judgements = categories.pairs, categories.where(func(was, is *model.Category) bool {
		return was.Judgement != is.Judgement
	})
	aspects := match(older.Aspects, newer.Aspects)
	c.Aspects = AspectChanges{Added: aspects.added, Removed: aspects.removed}

	questions := match(older.Questions, newer.Questions)
	c.Questions = QuestionChanges{
		Added: questions.added, Removed: questions.removed,
		Answered: questions.where(func(was, is *model.Question) bool { return was.Answer == nil && is.Answer != nil }),
		Levelled: questions.where(func(was, is *model.Question) bool {
			return was.Answer != nil && is.Answer != nil && was.Answer.Level != is.Answer.Level &&
				!is.Reworded(was, newer.Language)
		}),
		Reworded: questions.where(func(was, is *model.Question) bool { return is.Reworded(was, newer.Language) }),
	}
	measures := match(older.Measures, newer.Measures)
	c.Measures = MeasureChanges{
		Added: measures.added, Removed: measures.removed,
		Decided: measures.where(func(was, is *model.Measure) bool { return outcome(was) != outcome(is) }),
		Moved:   measures.where(func(was, is *model.Measure) bool { return was.State != is.State }),
	}
	c.Actions = promises(match(older.Actions, newer.Actions), older.Actions,
		func(a *model.Action) model.Progress { return a.State })
	c.Recommendations = promises(match(older.Recommendations, newer.Recommendations), older.Recommendations,
		func(r *model.Recommendation) model.Progress { return r.State })
	c.Decisions = promises(match(older.Decisions, newer.Decisions), older.Decisions,
		func(d *model.Decision) model.Progress { return d.State })
	return c
}

// Indicators compares the indicators of an edition with those of a later one. kept are the
// indicators of both editions, in the order of the newer one.
func Indicators(older, newer *model.Edition) (kept []Pair[model.Indicator], c IndicatorChanges) {
	m := match(older.Indicators, newer.Indicators)
	c = IndicatorChanges{
		Added: m.added, Removed: m.removed,
		Renamed: m.where(func(was, is *model.Indicator) bool {
			return was.ID != is.ID || was.Title.Differs(is.Title, newer.Language)
		}),
	}
	former := make(map[string]string, len(m.pairs))
	for _, p := range m.pairs {
		former[p.Is.ID] = p.Was.ID
	}
	for _, p := range m.pairs {
		if properties := redefined(p, former, newer.Language); len(properties) > 0 {
			c.Redefined = append(c.Redefined, Redefinition{p, properties})
		}
	}
	return m.pairs, c
}

// redefined returns the properties of an indicator that changed. former is the older id of each
// indicator by its newer id.
func redefined(p Pair[model.Indicator], former map[string]string, language string) []Property {
	was, is := p.Was, p.Is
	var found []Property
	for _, c := range []struct {
		property Property
		differs  bool
	}{
		{Definition, was.Definition.Differs(is.Definition, language)},
		{Unit, was.Unit.Differs(is.Unit, language)},
		{Kind, was.Kind != is.Kind},
		{Frequency, was.Frequency != is.Frequency},
		{Direction, was.Direction != is.Direction},
		{Target, (was.Target == nil) != (is.Target == nil) || was.Target != nil && *was.Target != *is.Target ||
			was.TargetBy != is.TargetBy},
		{Per, perDiffers(was.Per, is.Per, former)},
	} {
		if c.differs {
			found = append(found, c.property)
		}
	}
	return found
}

// perDiffers compares denominators by id, since they may be copies of the edition's indicators.
func perDiffers(was, is *model.Per, former map[string]string) bool {
	if was == nil || is == nil {
		return was != is
	}
	return was.Indicator.ID != former[is.Indicator.ID] || was.Factor != is.Factor
}

// promises returns the fate of each of the older things.
func promises[T any](m matched[T], older []*T, state func(*T) model.Progress) Promises[T] {
	out := Promises[T]{Added: m.added}
	is := make(map[*T]*T, len(m.pairs))
	for _, p := range m.pairs {
		is[p.Was] = p.Is
	}
	for _, was := range older {
		f := Followed[T]{Pair: Pair[T]{Was: was, Is: is[was]}}
		switch {
		case f.Is != nil:
			f.Fate = fates[state(f.Is)]
		case state(was).Open():
			f.Fate = NotMentioned
		default:
			f.Fate = Closed
		}
		out.Followed = append(out.Followed, f)
	}
	return out
}

var fates = map[model.Progress]Fate{model.Done: Done, model.Running: Running, model.Todo: Todo, model.Dropped: Dropped}

func outcome(m *model.Measure) model.Outcome {
	if m.Decision == nil {
		return ""
	}
	return m.Decision.Outcome
}
