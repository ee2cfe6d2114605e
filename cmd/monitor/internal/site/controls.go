package site

import (
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// controlsPage is the page of all existing controls.
func controlsPage() *pageKind {
	return &pageKind{name: "controls", words: "control", file: "controls", menu: reportMenu,
		fill:    (*press).fillControls,
		anchors: map[model.Kind]string{model.ControlKind: "beheersmaatregel-"},
		ids:     when(func(b *book) bool { return len(b.edition.Controls) > 0 })}
}

// ControlsView is the page of the existing controls, by category and aspect.
type ControlsView struct {
	Standing   []string // how many there are and how they were tested, in sentences
	Example    bool     // one of them at least is an example
	Categories []ControlGroup
}

// ControlGroup has the controls of a category: those of which the first aspect belongs to it.
type ControlGroup struct {
	ID       string // of the section
	Category Link
	Bare     []Link // its aspects without a control
	Controls []ControlEntry
}

// ControlEntry is a control in full.
type ControlEntry struct {
	ControlLine
	ID         string // of its anchor
	Text       string
	Result     string // what the last test showed
	Facts      []Fact
	Aspects    []Link
	Risks      []Link
	Indicators []Thing
	Measures   []Link // that come on top of it
}

func (p *press) fillControls(b *book, page *Page, _ string) error {
	path, l := page.Path, b.language
	v := &ControlsView{Standing: []string{l.Count("control.count", len(b.edition.Controls))}}
	by, untested := make(map[model.TestOutcome]int), 0
	for _, c := range b.edition.Controls {
		v.Example = v.Example || c.Example
		if c.Tested.IsZero() {
			untested++
		} else {
			by[c.Outcome]++
		}
	}
	for _, outcome := range model.TestOutcomes {
		if n := by[model.TestOutcome(outcome)]; n > 0 {
			v.Standing = append(v.Standing, l.Count("control.count-"+outcome, n))
		}
	}
	if untested > 0 {
		v.Standing = append(v.Standing, l.Count("control.count-untested", untested))
	}
	for _, category := range b.edition.Categories {
		group := ControlGroup{ID: "beheersing-" + category.ID, Category: *b.categoryLink(path, category)}
		for _, a := range category.Aspects {
			if len(b.controlsOf(a)) == 0 {
				group.Bare = append(group.Bare, b.aspectLink(path, a))
			}
		}
		for _, c := range b.edition.Controls {
			if c.Aspects[0].Category == category.ID {
				group.Controls = append(group.Controls, b.controlEntry(path, c))
			}
		}
		v.Categories = append(v.Categories, group)
	}
	page.View = v
	return nil
}

func (b *book) controlEntry(page string, c *model.Control) ControlEntry {
	entry := ControlEntry{ControlLine: b.controlLine(page, c), ID: b.address.anchor(model.ControlKind, c.ID),
		Text: b.textOf(c.Text), Result: b.textOf(c.Result)}
	for _, a := range c.Aspects {
		entry.Aspects = append(entry.Aspects, b.aspectLink(page, a))
	}
	for _, r := range c.Risks {
		entry.Risks = append(entry.Risks, b.riskLink(page, r))
	}
	for _, i := range c.Indicators {
		entry.Indicators = append(entry.Indicators, b.things(page, model.IndicatorKind, i.ID)...)
	}
	for _, m := range b.edition.Measures {
		if slices.Contains(m.Controls, c) {
			entry.Measures = append(entry.Measures, b.measureLink(page, m))
		}
	}
	return entry
}
