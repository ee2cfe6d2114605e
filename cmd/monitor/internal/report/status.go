package report

import "utwente.nl/monitor/cmd/monitor/internal/model"

// Status is what the site's rules make of the indicators of an aspect or a category.
type Status struct {
	Judgement model.Judgement
	Rule      *model.StatusRule  // the one that gave it; nil when none holds, and the status is unknown
	Counted   []*model.Indicator // those that it counted
	Judged    int                // indicators that have a value to judge
	Example   bool               // there are invented numbers only, and it shows the form
}

// AspectStatus is what the rules make of an aspect. ok is false when it has no indicators.
func (r *Report) AspectStatus(a *model.Aspect) (s Status, ok bool) {
	return r.status(model.OfAspect, func(i *model.Indicator) bool { return i.Aspect == a })
}

// CategoryStatus is what the rules make of all indicators of a category.
func (r *Report) CategoryStatus(category string) (s Status, ok bool) {
	return r.status(model.OfCategory, func(i *model.Indicator) bool { return i.Aspect != nil && i.Aspect.Category == category })
}

func (r *Report) status(scope string, belongs func(*model.Indicator) bool) (s Status, ok bool) {
	var real, invented []*model.Indicator
	for _, i := range r.Edition.Indicators {
		switch {
		case !belongs(i):
		case i.Example:
			invented = append(invented, i)
		default:
			real = append(real, i)
		}
	}
	list := real
	if s.Example = len(real) == 0; s.Example {
		list = invented
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
	return s, len(list) > 0
}
