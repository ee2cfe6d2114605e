package site

import (
	"slices"
	"strconv"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// ControlLine is a control on a page that only mentions it.
type ControlLine struct {
	Control Link
	Test    string // "Werkt (12 maart 2026)", or that it was never tested
	TestKey string // works, partly, fails, or untested
	Since   string // "sinds 2019", or ""
	Owner   string
	Example bool
}

func (b *book) controlLine(page string, c *model.Control) ControlLine {
	line := ControlLine{Control: b.linkTo(page, model.ControlKind, c), Test: b.testText(c), TestKey: "untested",
		Owner: b.roleTitle(c.Owner), Example: c.Example}
	if !c.Tested.IsZero() {
		line.TestKey = string(c.Outcome)
	}
	if c.Since > 0 {
		line.Since = b.language.Say("control.since", "year", strconv.Itoa(c.Since))
	}
	return line
}

// controlLines returns the controls that one page mentions.
func (b *book) controlLines(page string, controls []*model.Control) []ControlLine {
	var lines []ControlLine
	for _, c := range controls {
		lines = append(lines, b.controlLine(page, c))
	}
	return lines
}

// controlsOf returns the controls of an aspect.
func (b *book) controlsOf(a *model.Aspect) []*model.Control {
	var all []*model.Control
	for _, c := range b.edition.Controls {
		if slices.Contains(c.Aspects, a) {
			all = append(all, c)
		}
	}
	return all
}

// testText says what the last test of a control showed, and when.
func (b *book) testText(c *model.Control) string {
	if c.Tested.IsZero() {
		return b.language.Say("control.untested")
	}
	return b.language.Say("control.tested", "outcome", b.language.Say("control.outcome."+string(c.Outcome)),
		"date", b.language.Date(c.Tested))
}
