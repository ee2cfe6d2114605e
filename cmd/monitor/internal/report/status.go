package report

import "utwente.nl/monitor/cmd/monitor/internal/model"

// Status is the status of an aspect or a category by the rules of the site.
type Status struct {
	Judgement model.Judgement
	Rule      *model.StatusRule  // the first that holds; nil when none does, and Judgement is NotKnown
	Counted   []*model.Indicator // those that the rule counted
	Judged    int                // indicators that have a value to judge
	Examples  int                // all indicators when all have invented numbers, and otherwise 0
}

// AspectStatus returns the status of an aspect. ok is false when it has no indicators.
func (r *Report) AspectStatus(a *model.Aspect) (s Status, ok bool) {
	return r.status(model.OfAspect, func(i *model.Indicator) bool { return i.Aspect == a })
}

// CategoryStatus returns the status of a category by all of its indicators. ok is false when it has
// none.
func (r *Report) CategoryStatus(category string) (s Status, ok bool) {
	return r.status(model.OfCategory, func(i *model.Indicator) bool {
		return i.Aspect != nil && i.Aspect.Category == category
	})
}

// status applies the rules to the indicators that belong. Invented numbers never count, and neither
// do numbers from elsewhere.
func (r *Report) status(scope string, belongs func(*model.Indicator) bool) (s Status, ok bool) {
	var list []*model.Indicator
	for _, i := range r.Edition.Indicators {
		switch {
		case i.Outside != nil, !belongs(i):
		case i.Example:
			s.Examples++
		default:
			list = append(list, i)
		}
	}
	if ok = len(list)+s.Examples > 0; len(list) > 0 {
		s.Examples = 0
	}
	for _, i := range list {
		if r.verdicts[i].Latest != nil {
			s.Judged++
		}
	}
	s.Judgement = model.NotKnown
	for n := range r.Judging.Rules {
		rule := &r.Judging.Rules[n]
		if rule.Scope != "" && rule.Scope != scope {
			continue
		}
		var counted []*model.Indicator
		for _, i := range list {
			if v := r.verdicts[i]; v.Latest != nil && rule.Counts(v.Course, v.Aim) {
				counted = append(counted, i)
			}
		}
		if len(counted) >= rule.AtLeast && float64(len(counted)) >= rule.Part*float64(s.Judged) {
			s.Judgement, s.Rule, s.Counted = rule.Gives, rule, counted
			break
		}
	}
	return s, ok
}
