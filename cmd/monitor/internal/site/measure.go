package site

import (
	"slices"
	"strconv"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// measurePage is the page of a measure.
func measurePage() *pageKind {
	return &pageKind{name: "measure", folder: "measures", about: model.MeasureKind, fill: (*press).fillMeasure,
		ids: func(b *book) []string {
			if b.report.Appraisal == nil {
				return nil
			}
			return ids(b.edition.Measures)
		},
		title:       func(b *book, id string) string { return b.textOf(b.edition.Measure(id).Title) },
		description: func(b *book, id string) string { return b.textOf(b.edition.Measure(id).Description) },
		accent: func(b *book, id string) int {
			if m := b.edition.Measure(id); len(m.Risks) > 0 {
				return b.categoryNumber(m.Risks[0].Category())
			}
			return 0
		}}
}

// MeasureView is the page of a measure.
type MeasureView struct {
	MeasureRow
	Basis    string // what the benefit rests on
	Reason   string // of the decision
	Requires []Link
	Excludes []Link
	Controls []ControlLine // that exist already, and the benefit comes on top of
	Facts    []Fact
	Actions  []PromiseLine
}

func (p *press) fillMeasure(b *book, page *Page, id string) error {
	path, a, l := page.Path, b.report.Appraisal, b.language
	page.Breadcrumbs = append(page.Breadcrumbs, Link{Href: relative(path, b.address.page("measures", "")),
		Title: l.Say("measure.title")})
	m := b.edition.Measure(id)
	n := slices.Index(b.edition.Measures, m)
	v := &MeasureView{MeasureRow: b.measureRow(path, a, n, ranks(a)[n]), Basis: b.textOf(m.Benefit.Basis),
		Controls: b.controlLines(path, m.Controls)}
	if m.Decision != nil {
		v.Reason = b.textOf(m.Decision.Reason)
	}
	for _, other := range m.Requires {
		v.Requires = append(v.Requires, b.measureLink(path, other))
	}
	for _, other := range b.edition.Measures {
		// An exclusion holds both ways, whichever of the two measures names the other.
		if slices.Contains(m.Excludes, other) || slices.Contains(other.Excludes, m) {
			v.Excludes = append(v.Excludes, b.measureLink(path, other))
		}
	}
	fact := func(key, text string) {
		if text != "" {
			v.Facts = append(v.Facts, Fact{l.Say(key), text})
		}
	}
	fact("measure.owner", b.roleTitle(m.Owner))
	fact("measure.costs", b.costText(m))
	if m.Start > 0 {
		fact("measure.start", strconv.Itoa(m.Start))
	}
	for _, action := range b.edition.Actions {
		if action.Measure == m {
			v.Actions = append(v.Actions, b.actionLine(path, action))
		}
	}
	page.View = v
	return nil
}

// costText says what a measure costs at once and each year, and for how many years.
func (b *book) costText(m *model.Measure) string {
	l := b.language
	switch once, yearly := b.language.Euros(m.Once), b.language.Euros(m.Yearly); {
	case m.Once > 0 && m.Yearly > 0:
		return l.Count("measure.once-yearly", m.Life, "once", once, "yearly", yearly)
	case m.Once > 0:
		return l.Count("measure.once", m.Life, "once", once)
	case m.Yearly > 0:
		return l.Say("measure.yearly", "yearly", yearly)
	}
	return l.Say("measure.free")
}
