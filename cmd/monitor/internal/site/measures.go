package site

import (
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/appraisal"
	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// measuresPage is the page of all measures.
func measuresPage() *pageKind {
	return &pageKind{name: "measures", printed: true, words: "measure", file: "measures", menu: reportMenu,
		fill: (*press).fillMeasures,
		ids:  when(func(b *book) bool { return b.report.Appraisal != nil })}
}

// MeasuresView is the page of all measures: what the chosen set costs and yields, where decisions
// differ from what yields most, and the list.
type MeasuresView struct {
	Conclusion  []string    // sentences
	Remarks     []string    // sentences on how sure and how complete that is
	Example     bool        // at least one measure is an example
	Figure      *FigureView // what sets yield against what they cost; nil when there is nothing to draw
	Violations  []string    // rules that the chosen set breaks, in sentences
	Differences []DifferenceGroup
	Rate        string // the discount rate: "2,25 %"
	Categories  []Link // for the filter
	Decisions   []Choice
	Rows        []MeasureRow
	AllExamples bool // all rows are examples
}

// Choice is one of the values by which a list can be filtered.
type Choice struct{ Key, Title string }

// DifferenceGroup has the decisions that differ in the same way from the set that yields most for
// the same money.
type DifferenceGroup struct {
	Title    string // how they differ
	Measures []MeasureDifference
}

// MeasureDifference is one of these decisions.
type MeasureDifference struct {
	MeasureLine
	Reason string // that was given with the decision, or that there is none
}

func (p *press) fillMeasures(b *book, page *Page, _ string) error {
	path, a, l := page.Path, b.report.Appraisal, b.language
	v := &MeasuresView{Rate: b.rate(a.Rate)}
	v.Conclusion, v.Remarks = b.conclusion(a)
	for _, m := range a.Measures {
		v.Example = v.Example || m.Measure.Example
	}
	if f, ok := b.figuresOn("measures").of(figure.Spec{Kind: figure.Benefits}); ok {
		view, err := p.numbered(b, path, f)
		if err != nil {
			return err
		}
		v.Figure = &view
	}
	for _, x := range a.Violations {
		key := "measure.violation.requires"
		if x.Kind == appraisal.ExcludedChosen {
			key = "measure.violation.excludes"
		}
		v.Violations = append(v.Violations, l.Say(key, "measure", b.textOf(a.Measures[x.Measure].Measure.Title),
			"other", b.textOf(a.Measures[x.Other].Measure.Title)))
	}
	v.Differences = b.differences(path, a)
	v.Categories = b.categoryLinks(path)
	decided := make(map[string]bool)
	for n, rank := range ranks(a) {
		row := b.measureRow(path, a, n, rank)
		decided[row.DecisionKey] = true
		v.Rows = append(v.Rows, row)
	}
	v.AllExamples = markOnce(v.Rows, func(r *MeasureRow) *bool { return &r.Example })
	for _, key := range append(slices.Clone(model.Outcomes), "open") {
		if decided[key] {
			v.Decisions = append(v.Decisions, Choice{key, l.Say("measure.outcome." + key)})
		}
	}
	page.View = v
	return nil
}

// differences returns the decisions that differ from the set that yields most. Measures that were
// chosen come first.
func (b *book) differences(page string, a *appraisal.Appraisal) []DifferenceGroup {
	l := b.language
	var out []DifferenceGroup
	for _, kind := range []struct {
		of   appraisal.DifferenceKind
		said string
	}{
		{appraisal.ChosenNotEfficient, l.Say("measure.difference.chosen")},
		{appraisal.EfficientNotChosen, l.Say("measure.difference.not-chosen")},
	} {
		group := DifferenceGroup{Title: kind.said}
		for _, x := range a.Differences {
			if x.Kind != kind.of {
				continue
			}
			m := a.Measures[x.Measure].Measure
			d := MeasureDifference{b.measureLine(page, m), l.Say("measure.no-reason")}
			if m.Decision != nil {
				d.Reason = b.textOf(m.Decision.Reason)
			}
			group.Measures = append(group.Measures, d)
		}
		if len(group.Measures) > 0 {
			out = append(out, group)
		}
	}
	return out
}

// rate writes the discount rate with the decimals that it has, two at most.
func (b *book) rate(x float64) string {
	x *= 100
	decimals := 2
	for decimals > 0 && language.Round(x, decimals-1) == language.Round(x, 2) {
		decimals--
	}
	return b.language.Quantity(x, decimals, "%")
}

// conclusion says in sentences what the chosen set costs and yields, and what another set could
// yield for the same money.
func (b *book) conclusion(a *appraisal.Appraisal) (said, remarks []string) {
	l := b.language
	n, ended, low, high := 0, 0, 0.0, 0.0
	for i, in := range a.Chosen.Members {
		m := a.Measures[i].Measure
		switch {
		case m.State == model.Ended && m.Decision != nil && m.Decision.Outcome == model.Chosen:
			ended++
		case in:
			n++
			low += a.Measures[i].Measure.Benefit.Low
			high += a.Measures[i].Measure.Benefit.High
		}
	}
	if n == 0 {
		return []string{l.Say("measure.none-chosen")}, nil
	}
	said = []string{l.Count("measure.chosen", n, "cost", l.Amount(a.Chosen.Cost), "benefit", l.Amount(a.Chosen.Benefit))}
	remarks = []string{l.Count("measure.chosen-range", n, "low", l.Amount(low), "high", l.Amount(high))}
	more := a.Efficient.Benefit - a.Chosen.Benefit
	switch {
	case more > 0:
		said = append(said, l.Say("measure.efficient", "benefit", l.Amount(a.Efficient.Benefit), "more",
			l.Amount(more), "cost", l.Amount(a.Efficient.Cost)))
	case a.Efficient.Gap == 0:
		said = append(said, l.Say("measure.efficient-same"))
	}
	if ended > 0 {
		remarks = append(remarks, l.Count("measure.ended", ended))
	}
	if a.Efficient.Gap > 0 {
		remarks = append(remarks, l.Say("measure.gap", "gap", l.Amount(a.Efficient.Gap)))
	}
	return said, remarks
}
