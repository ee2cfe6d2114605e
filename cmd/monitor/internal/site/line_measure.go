package site

import (
	"utwente.nl/monitor/cmd/monitor/internal/appraisal"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// MeasureLine is a measure where it is only mentioned.
type MeasureLine struct {
	Measure     Link
	Decision    string // "Gekozen", or that nothing was decided
	DecisionKey string // chosen, deferred, rejected, or open
	Decided     string // "College van Bestuur, 6 oktober 2026"
	State       string
	Amounts     string // cost and expected benefit a year, in words
	Example     bool
}

func (b *book) euros(x float64) string {
	return b.language.Say("figure.euros", "n", b.language.Number(x, 0))
}

func (b *book) measureLink(page string, m *model.Measure) Link {
	return Link{Href: relative(page, b.address.thing(model.MeasureKind, m.ID)), Title: b.textOf(m.Title)}
}

// measureLine says in a line what was decided on a measure, and what it comes to.
func (b *book) measureLine(page string, m *model.Measure) MeasureLine {
	l := b.language
	line := MeasureLine{Measure: b.measureLink(page, m), Example: m.Example,
		Decision: l.Say("measure.outcome.open"), DecisionKey: "open",
		Amounts: l.Say("measure.amounts", "cost", b.euros(appraisal.Annual(m, b.site.DiscountRate)), "benefit", b.euros(m.Benefit.Expected))}
	if d := m.Decision; d != nil {
		line.DecisionKey = string(d.Outcome)
		line.Decision = l.Say("measure.outcome." + line.DecisionKey)
		line.Decided = b.roleTitle(d.By) + ", " + l.Date(d.Date)
	}
	// What is not chosen is not planned either, whatever the data say for want of another word.
	if m.State != model.Planned || line.DecisionKey == string(model.Chosen) {
		line.State = l.Say("measure.state." + string(m.State))
	}
	return line
}
