package site

import (
	"math"
	"slices"
	"strconv"

	"utwente.nl/monitor/cmd/monitor/internal/appraisal"
	"utwente.nl/monitor/cmd/monitor/internal/draw"
	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// measuresPage is the page of all measures.
func measuresPage() *pageKind {
	return &pageKind{name: "measures", words: "measure", file: "measures", menu: reportMenu,
		fill:    (*press).fillMeasures,
		anchors: map[model.Kind]string{model.MeasureKind: "maatregel-"},
		ids:     when(func(b *book) bool { return b.report.Appraisal != nil })}
}

// MeasuresView is the page of all measures: what the chosen set costs and yields, then each
// measure.
type MeasuresView struct {
	Conclusion  []string    // sentences
	Example     bool        // at least one measure is an example
	Figure      *FigureView // what sets yield against what they cost; nil when there is nothing to draw
	Violations  []string    // rules that the chosen set breaks, in sentences
	Differences []DifferenceGroup
	Rate        string // the discount rate: "2,25 %"
	Categories  []Link // for the filter
	Decisions   []Choice
	Rows        []MeasureRow
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

// Amount is a number of the list, as text and for the script that sorts.
type Amount struct {
	Text  string // "€ 41.000"
	Range string // "€ 20.000 – € 90.000"
	Value string // "41000", in a form that scripts can read
}

// MeasureRow is a measure in the list, and in full below the list.
type MeasureRow struct {
	MeasureLine
	ID          string // of its anchor
	Description string
	Categories  []int // numbers of those whose risks it lowers
	Risks       []Link
	Cost        Amount // a year
	Benefit     Amount // a year
	Net         Amount // a year
	Ratio       Amount
	Rank        string
	Basis       string // what the benefit rests on
	Reason      string // of the decision
	Requires    []Link
	Excludes    []Link
	Controls    []ControlLine // that exist already, and the benefit comes on top of
	Facts       []Fact
	Actions     []PromiseLine
}

func (p *press) fillMeasures(b *book, page *Page, _ string) error {
	path, a, l := page.Path, b.report.Appraisal, b.language
	v := &MeasuresView{Conclusion: b.conclusion(a), Rate: b.rate(a.Rate)}
	for _, m := range a.Measures {
		v.Example = v.Example || m.Measure.Example
	}
	if spec := (figure.Spec{Kind: figure.Benefits}); draw.Complete(&spec, b.report, l) == nil {
		view, err := p.figure(b, path, FigureView{ID: "fig-benefits"}, spec, true)
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
	rank := ranks(a)
	for n := range a.Measures {
		row := b.measureRow(path, a, n, rank[n])
		decided[row.DecisionKey] = true
		v.Rows = append(v.Rows, row)
	}
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

// ranks returns the rank of each measure by its ratio of benefit to cost. Measures with the same
// ratio have the same rank.
func ranks(a *appraisal.Appraisal) []int {
	rank := make([]int, len(a.Measures))
	for place, n := range a.Ranking {
		rank[n] = place + 1
		if place > 0 {
			if before := a.Ranking[place-1]; a.Measures[before].Ratio.Expected == a.Measures[n].Ratio.Expected {
				rank[n] = rank[before]
			}
		}
	}
	return rank
}

// conclusion says in sentences what the chosen set costs and yields, and what another set could
// yield for the same money.
func (b *book) conclusion(a *appraisal.Appraisal) []string {
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
		return []string{l.Say("measure.none-chosen")}
	}
	said := []string{l.Count("measure.chosen", n, "cost", b.euros(a.Chosen.Cost), "benefit",
		b.euros(a.Chosen.Benefit), "low", b.euros(low), "high", b.euros(high))}
	more := a.Efficient.Benefit - a.Chosen.Benefit
	switch {
	case more > 0:
		said = append(said, l.Say("measure.efficient", "benefit", b.euros(a.Efficient.Benefit), "more",
			b.euros(more), "cost", b.euros(a.Efficient.Cost)))
	case a.Efficient.Gap == 0:
		said = append(said, l.Say("measure.efficient-same"))
	}
	if ended > 0 {
		said = append(said, l.Count("measure.ended", ended))
	}
	if a.Efficient.Gap > 0 {
		said = append(said, l.Say("measure.gap", "gap", b.euros(a.Efficient.Gap)))
	}
	return said
}

// measureRow returns the measure with number n.
func (b *book) measureRow(page string, a *appraisal.Appraisal, n, rank int) MeasureRow {
	x, l := a.Measures[n], b.language
	m := x.Measure
	row := MeasureRow{MeasureLine: b.measureLine(page, m), ID: b.address.anchor(model.MeasureKind, m.ID),
		Description: b.textOf(m.Description), Rank: b.whole(rank),
		Cost:    Amount{Text: b.euros(x.Annual), Value: numberForScript(x.Annual)},
		Benefit: b.amount(appraisal.Range{Low: m.Benefit.Low, Expected: m.Benefit.Expected, High: m.Benefit.High}),
		Net:     b.amount(x.Net), Ratio: b.ratio(x.Ratio), Basis: b.textOf(m.Benefit.Basis)}
	for _, r := range m.Risks {
		if number := b.categoryNumber(r.Category()); number > 0 && !slices.Contains(row.Categories, number) {
			row.Categories = append(row.Categories, number)
		}
		row.Risks = append(row.Risks, b.riskLink(page, r))
	}
	if m.Decision != nil {
		row.Reason = b.textOf(m.Decision.Reason)
	}
	for _, other := range m.Requires {
		row.Requires = append(row.Requires, b.measureLink(page, other))
	}
	row.Controls = b.controlLines(page, m.Controls)
	for _, other := range b.edition.Measures {
		// An exclusion holds both ways, whichever of the two measures names the other.
		if slices.Contains(m.Excludes, other) || slices.Contains(other.Excludes, m) {
			row.Excludes = append(row.Excludes, b.measureLink(page, other))
		}
	}
	fact := func(key, text string) {
		if text != "" {
			row.Facts = append(row.Facts, Fact{l.Say(key), text})
		}
	}
	fact("measure.owner", b.roleTitle(m.Owner))
	fact("measure.costs", b.costText(m))
	if m.Start > 0 {
		fact("measure.start", strconv.Itoa(m.Start))
	}
	for _, action := range b.edition.Actions {
		if action.Measure == m {
			row.Actions = append(row.Actions, b.actionLine(page, action))
		}
	}
	return row
}

// costText says what a measure costs at once and each year, and for how many years.
func (b *book) costText(m *model.Measure) string {
	l := b.language
	switch once, yearly := b.euros(m.Once), b.euros(m.Yearly); {
	case m.Once > 0 && m.Yearly > 0:
		return l.Count("measure.once-yearly", m.Life, "once", once, "yearly", yearly)
	case m.Once > 0:
		return l.Count("measure.once", m.Life, "once", once)
	case m.Yearly > 0:
		return l.Say("measure.yearly", "yearly", yearly)
	}
	return l.Say("measure.free")
}

func (b *book) amount(r appraisal.Range) Amount {
	a := Amount{Text: b.euros(r.Expected), Value: numberForScript(r.Expected)}
	if r.Low != r.High {
		a.Range = b.language.Say("measure.range", "low", b.euros(r.Low), "high", b.euros(r.High))
	}
	return a
}

func (b *book) ratio(r appraisal.Range) Amount {
	if math.IsInf(r.Expected, 1) {
		return Amount{Text: b.language.Say("measure.no-cost"), Value: "1e99"}
	}
	a := Amount{Text: b.score(r.Expected), Value: numberForScript(r.Expected)}
	if r.Low != r.High {
		a.Range = b.language.Say("measure.range", "low", b.score(r.Low), "high", b.score(r.High))
	}
	return a
}

// numberForScript writes a number as scripts read it.
func numberForScript(x float64) string { return strconv.FormatFloat(x, 'g', 12, 64) }
