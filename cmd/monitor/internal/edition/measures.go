package edition

import (
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// The years in which a measure can start, the same as those of periods.
const firstYear, lastYear = 1800, 2199

func (r *reader) measures(top *source.Table) {
	r.each(top, "measure", model.MeasureKind, r.measure)
	r.afterData = append(r.afterData, r.cutCircles, r.checkExclusions)
}

func (r *reader) measure(id string, t *source.Table) {
	m := &model.Measure{
		Head:        r.head(t, model.MeasureKind, id, "title"),
		Description: r.text(t, "description", false),
		Owner:       r.role(t, "owner"),
		Once:        euros(t, "once"),
		Yearly:      euros(t, "yearly"),
		Life:        positiveInt(t, "life"),
		Start:       intBetween(t, "start", firstYear, lastYear, 0),
		State:       model.MeasureState(choice(t, "state", model.MeasureStates, string(model.Planned))),
		Example:     t.Bool("example"),
	}
	if m.Once > 0 {
		required(t, "life")
	}
	r.benefit(t, m)
	r.decision(t, m)
	referAll(r, t, "risks", model.RiskKind, true, &m.Risks)
	referAll(r, t, "requires", model.MeasureKind, false, &m.Requires)
	referAll(r, t, "excludes", model.MeasureKind, false, &m.Excludes)
	if t.Has("controls") {
		m.Controls = make([]*model.Control, 0)
		referAll(r, t, "controls", model.ControlKind, false, &m.Controls)
		t.MayBeEmpty("controls") // none of them
	}
	r.afterData = append(r.afterData, func() {
		for _, c := range m.Controls {
			lowers := func(risk *model.Risk) bool { return slices.Contains(c.Risks, risk) }
			if len(c.Risks) > 0 && len(m.Risks) > 0 && !slices.ContainsFunc(m.Risks, lowers) {
				t.Report("controls", diagnostic.ControlOfOtherRisk, "", c.ID, id)
			}
		}
		if slices.Contains(m.Excludes, m) {
			t.Report("excludes", diagnostic.RefersToItself, "", diagnostic.Kind(model.MeasureKind), id)
		}
	})
	r.edition.Measures = append(r.edition.Measures, m)
}

func (r *reader) benefit(t *source.Table, m *model.Measure) {
	required(t, "benefit")
	b, ok := t.Table("benefit")
	if !ok {
		return
	}
	defer b.Close()
	whole := b.Has("low") && b.Has("expected") && b.Has("high")
	before := r.list.Errors()
	required(b, "low", "expected", "high")
	m.Benefit = model.Benefit{Low: euros(b, "low"), Expected: euros(b, "expected"), High: euros(b, "high"),
		Basis: r.text(b, "basis", true)}
	rises := m.Benefit.Low <= m.Benefit.Expected && m.Benefit.Expected <= m.Benefit.High
	if !rises && whole && r.list.Errors() == before {
		t.ReportKey("benefit", diagnostic.BenefitOrder, "", digits(m.Benefit.Low), digits(m.Benefit.Expected),
			digits(m.Benefit.High))
	}
}

func (r *reader) decision(t *source.Table, m *model.Measure) {
	d, ok := t.Table("decision")
	if !ok {
		return
	}
	defer d.Close()
	required(d, "outcome", "by", "date")
	m.Decision = &model.MeasureDecision{
		Outcome: model.Outcome(choice(d, "outcome", model.Outcomes, string(model.Deferred))),
		By:      r.role(d, "by"),
		Date:    r.past(d, "date"),
		Reason:  r.text(d, "reason", true),
	}
}

// cutCircles reports measures that require each other in a circle: each circle once, at the measure
// that the file has first. It also cuts the circle, so that later code can follow Requires to its
// end.
func (r *reader) cutCircles() {
	all := r.edition.Measures
	for _, circle := range circles(all, func(m *model.Measure) []*model.Measure { return m.Requires }) {
		first, last := circle[0], circle[len(circle)-1]
		last.Requires = slices.DeleteFunc(slices.Clone(last.Requires),
			func(m *model.Measure) bool { return m == first })
		circle = fromFirst(circle, all)
		r.table(circle[0]).Report("requires", diagnostic.RequiresCycle, "",
			arrows(circle, func(m *model.Measure) string { return m.ID }))
	}
}

// checkExclusions reports a measure when two of the measures it needs exclude each other; it counts
// as one of those itself. A measure that requires a reported one is not reported again.
func (r *reader) checkExclusions() {
	needs := make(map[*model.Measure][]*model.Measure)
	for _, m := range r.edition.Measures {
		a, b := r.firstExclusion(needed(m, needs))
		if a == nil {
			continue
		}
		inherited := slices.ContainsFunc(m.Requires, func(q *model.Measure) bool {
			deeper, _ := r.firstExclusion(needed(q, needs))
			return deeper != nil
		})
		if !inherited {
			r.table(m).Report("requires", diagnostic.RequiresExcluded, "", a.ID, b.ID)
		}
	}
}

// needed returns a measure and all that it requires, directly or not. known keeps the results.
func needed(m *model.Measure, known map[*model.Measure][]*model.Measure) []*model.Measure {
	if all, ok := known[m]; ok {
		return all
	}
	all := []*model.Measure{m}
	for _, q := range m.Requires {
		for _, deeper := range needed(q, known) {
			if !slices.Contains(all, deeper) {
				all = append(all, deeper)
			}
		}
	}
	known[m] = all
	return all
}

// firstExclusion returns the first two measures that exclude each other, or nil.
func (r *reader) firstExclusion(all []*model.Measure) (a, b *model.Measure) {
	for n, a := range all {
		for _, b := range all[n+1:] {
			if slices.Contains(a.Excludes, b) || slices.Contains(b.Excludes, a) {
				return a, b
			}
		}
	}
	return nil, nil
}
