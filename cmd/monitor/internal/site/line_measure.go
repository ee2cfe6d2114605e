package site

import (
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/appraisal"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// MeasureLine is a measure on a page that only mentions it.
type MeasureLine struct {
	Measure     Link
	Decision    string // "Gekozen", or that nothing was decided
	DecisionKey string // chosen, deferred, rejected, or open
	Decided     string // "College van Bestuur, 6 oktober 2026"
	State       string
	Amounts     string // cost and expected benefit a year, in words
	Example     bool
}

func (b *book) measureLink(page string, m *model.Measure) Link {
	return b.linkTo(page, model.MeasureKind, m)
}

// measuresThat returns the measures for which a condition holds: those that may still be taken, what
// was chosen first, and those that were rejected.
func (b *book) measuresThat(page string, holds func(*model.Measure) bool) (standing, rejected []MeasureLine) {
	for _, m := range b.edition.Measures {
		if !holds(m) {
			continue
		}
		line := b.measureLine(page, m)
		if line.DecisionKey == string(model.Rejected) {
			rejected = append(rejected, line)
		} else {
			standing = append(standing, line)
		}
	}
	isChosen := func(line MeasureLine) int {
		if line.DecisionKey == string(model.Chosen) {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(standing, func(a, b MeasureLine) int { return isChosen(a) - isChosen(b) })
	return standing, rejected
}

// measureLine returns a measure with what was decided on it, its cost and its benefit.
func (b *book) measureLine(page string, m *model.Measure) MeasureLine {
	l := b.language
	line := MeasureLine{Measure: b.measureLink(page, m), Example: m.Example,
		Decision: l.Say("measure.outcome.open"), DecisionKey: "open",
		Amounts: l.Say("measure.amounts", "cost", l.Amount(appraisal.Annual(m, b.edition.DiscountRate)), "benefit",
			l.Amount(m.Benefit.Expected))}
	if d := m.Decision; d != nil {
		line.DecisionKey = string(d.Outcome)
		line.Decision = l.Say("measure.outcome." + line.DecisionKey)
		line.Decided = b.roleTitle(d.By) + ", " + l.Date(d.Date)
	}
	// A measure that was not chosen is not planned either, though the data have no other word for
	// it.
	if m.State != model.Planned || line.DecisionKey == string(model.Chosen) {
		line.State = l.Say("measure.state." + string(m.State))
	}
	return line
}
