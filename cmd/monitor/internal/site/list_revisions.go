package site

import (
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
)

// RevisionsView lists what was revised since the edition before, of all indicators or of one.
type RevisionsView struct {
	Summary   string        // one sentence: how many values, since when
	Rows      []RevisionRow // values
	Redefined []RevisionRow // indicators that measure something else; What says in which respects
	One       bool          // all rows are of the indicator that the page is about
}

// RevisionRow is a revised value, or an indicator that was redefined.
type RevisionRow struct {
	Link
	ID          string // of the indicator
	What        string // the period, with the part: "2024, BMS"
	Was, Now    string // as each edition shows it
	Difference  string // "+8 (+15 %)", or ""
	Why         string
	Unexplained bool
	Example     bool
}

// revisedIndicators returns the indicators with a revised value, in the order of the edition.
func revisedIndicators(r *report.Revisions) []*model.Indicator {
	if r == nil {
		return nil
	}
	var out []*model.Indicator
	for _, v := range r.Values {
		if len(out) == 0 || out[len(out)-1] != v.Indicator {
			out = append(out, v.Indicator)
		}
	}
	return out
}

// revisions returns what was revised of an indicator, or of all indicators when of is nil. It
// returns nil when there is no edition before, or when nothing of the one indicator was revised.
func (b *book) revisions(page string, of *model.Indicator) *RevisionsView {
	r := b.report.Revisions
	if r == nil {
		return nil
	}
	v := &RevisionsView{One: of != nil}
	for _, revision := range r.Values {
		if of != nil && revision.Indicator != of {
			continue
		}
		if row, ok := b.revision(page, revision); ok {
			v.Rows = append(v.Rows, row)
		}
	}
	for _, d := range r.Redefined {
		if of != nil && d.Is != of {
			continue
		}
		row := b.revisionRow(page, d.Is, d.Explanation)
		var what []string
		for _, p := range d.Properties {
			what = append(what, b.language.Say("change.property."+string(p)))
		}
		row.What = b.language.List(what)
		v.Redefined = append(v.Redefined, row)
	}
	if of != nil && len(v.Rows)+len(v.Redefined) == 0 {
		return nil
	}
	v.Summary = b.language.Say("revision.none", "year", r.Since.Year)
	if n := len(v.Rows); n > 0 {
		v.Summary = b.language.Count("revision.count", n, "year", r.Since.Year)
	} else if of != nil {
		v.Summary = ""
	}
	return v
}

// revision returns a revised value as a row. ok is false when it is written as it was: only
// decimals that are not shown changed.
func (b *book) revision(page string, v *report.Revision) (row RevisionRow, ok bool) {
	row = b.revisionRow(page, v.Indicator, v.Explanation)
	row.What = b.language.Period(v.To.Period)
	if v.Member != nil {
		row.What += ", " + b.textOf(v.Member.Title)
	}
	row.Was, row.Now = b.revisedPoint(v.From, v.Was), b.revisedPoint(v.To, v.Indicator)
	if row.Was == row.Now {
		return row, false
	}
	row.Difference = b.difference(v)
	if v.Settled && v.Sort == report.Corrected && row.Why == "" {
		row.Why = b.language.Say("revision.settled")
	}
	return row, true
}

func (b *book) revisionRow(page string, i *model.Indicator, e report.Explanation) RevisionRow {
	return RevisionRow{Link: b.indicatorLink(page, i), ID: i.ID,
		Why: b.textOf(e.Reason), Unexplained: e.Unexplained(), Example: i.Example}
}

// revisedPoint writes a value as its edition shows it, with the meaning of its flags.
func (b *book) revisedPoint(p report.Point, i *model.Indicator) string {
	if p.State != report.Shown {
		return b.language.Say("revision.nothing")
	}
	text := b.quantity(p, i)
	var flags []string
	for _, flag := range model.AllFlags {
		if p.Flags.Has(flag) {
			flags = append(flags, b.language.Say("flag."+string(flag)))
		}
	}
	if flags != nil {
		text += " (" + strings.Join(flags, ", ") + ")"
	}
	return text
}

// difference writes the difference between two values as they are shown, so that a reader's own
// subtraction agrees.
func (b *book) difference(v *report.Revision) string {
	if !v.HasDifference {
		return ""
	}
	l, decimals := b.language, max(v.Indicator.Decimals, v.Was.Decimals)
	from, to := language.Round(v.From.Number, v.Was.Decimals), language.Round(v.To.Number, v.Indicator.Decimals)
	amount := l.Signed(to-from, decimals)
	if v.Indicator.Kind == model.Share {
		return l.Say("fact.points", "n", amount)
	}
	if from != 0 {
		percent := (to - from) / from * 100
		amount += " (" + l.Say("number.percent", "n", l.Signed(percent, language.PercentDecimals(percent))) + ")"
	}
	return amount
}
