package site

import (
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// RegistrationView says who registers which indicator, where and how often.
type RegistrationView struct {
	Counts   []Count
	Rows     []RegistrationRow
	Example  bool   // all rows are examples
	Calendar string // link to the page with the days of delivery; "" when none is known
	Without  []Link // indicators of which nobody said how they come about
}

// RegistrationRow says how one indicator is registered.
type RegistrationRow struct {
	Link
	By, System, Every string
	Delivered, Due    *Day
	Late, Last        bool // Last: nothing more is delivered
	Example           bool // the numbers of the indicator are invented
}

func (b *book) hasRegistration() bool {
	return slices.ContainsFunc(b.edition.Indicators, func(i *model.Indicator) bool { return i.Registration != nil })
}

// isLate reports whether a delivery was due before the edition's date.
func (b *book) isLate(r *model.Registration) bool {
	return !r.Due.IsZero() && r.Due.Before(b.edition.Date)
}

// registration returns who registers which indicator, or nil when nothing is agreed on that.
func (b *book) registration(page string) *RegistrationView {
	v := &RegistrationView{}
	late, due := 0, 0
	for _, i := range b.indicators {
		link := b.indicatorLink(page, i)
		r := i.Registration
		if r == nil {
			v.Without = append(v.Without, link)
			continue
		}
		row := RegistrationRow{Link: link, By: b.roleTitle(r.By), System: b.textOf(r.System),
			Every:     b.language.Say("organisation.every." + r.Every.String()),
			Delivered: b.day(r.Delivered), Due: b.day(r.Due), Late: b.isLate(r), Example: i.Example,
			Last: r.Every == model.Once && r.Due.IsZero()}
		if row.Late {
			late++
		}
		if row.Due != nil {
			due++
		}
		v.Rows = append(v.Rows, row)
	}
	if len(v.Rows) == 0 {
		return nil
	}
	v.Example = markOnce(v.Rows, func(r *RegistrationRow) *bool { return &r.Example })
	if due > 0 {
		v.Calendar = relative(page, b.address.page("calendar", ""))
	}
	for _, c := range []struct {
		key string
		n   int
	}{{"registered", len(v.Rows)}, {"late", late}, {"without", len(v.Without)}} {
		if c.n > 0 {
			v.Counts = append(v.Counts, b.newCount("organisation.count.", c.key, c.n))
		}
	}
	return v
}
