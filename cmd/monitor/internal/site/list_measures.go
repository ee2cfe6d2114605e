package site

import (
	"math"
	"slices"
	"strconv"

	"utwente.nl/monitor/cmd/monitor/internal/appraisal"
)

// Amount is a number of the list, as text and for the script that sorts.
type Amount struct {
	Text  string // "€ 41.000"
	Range string // "€ 20.000 – € 90.000"
	Value string // "41000", in a form that scripts can read
}

// MeasureRow is a measure with what it costs and yields.
type MeasureRow struct {
	MeasureLine
	Anchor     string   // of its row in the list; it was the address of a measure before each had a page
	Categories []string // ids of those whose risks it lowers
	Risks      []Link
	Cost       Amount // a year
	Benefit    Amount // a year
	Net        Amount // a year
	Ratio      Amount
	Rank       string
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

// measureRow returns the measure with number n.
func (b *book) measureRow(page string, a *appraisal.Appraisal, n, rank int) MeasureRow {
	x := a.Measures[n]
	m := x.Measure
	row := MeasureRow{MeasureLine: b.measureLine(page, m), Anchor: "maatregel-" + m.ID, Rank: b.language.Whole(rank),
		Cost:    Amount{Text: b.language.Euros(x.Annual), Value: numberForScript(x.Annual)},
		Benefit: b.amount(appraisal.Range{Low: m.Benefit.Low, Expected: m.Benefit.Expected, High: m.Benefit.High}),
		Net:     b.amount(x.Net), Ratio: b.ratio(x.Ratio)}
	for _, r := range m.Risks {
		if id := r.Category(); id != "" && !slices.Contains(row.Categories, id) {
			row.Categories = append(row.Categories, id)
		}
		row.Risks = append(row.Risks, b.riskLink(page, r))
	}
	return row
}

func (b *book) amount(r appraisal.Range) Amount {
	a := Amount{Text: b.language.Euros(r.Expected), Value: numberForScript(r.Expected)}
	if r.Low != r.High {
		a.Range = b.language.Say("measure.range", "low", b.language.Euros(r.Low), "high", b.language.Euros(r.High))
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
