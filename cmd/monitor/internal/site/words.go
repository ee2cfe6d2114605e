package site

import (
	"strings"
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
)

// textOf returns a text of the data in the book's language.
func (b *book) textOf(t model.Text) string { return t.In(b.language.Code, b.site.Languages...) }

// valueAndUnit writes a value, and the rest of its unit: "3,75 %" and "van de werktijd".
func (b *book) valueAndUnit(x float64, i *model.Indicator) (value, unit string) {
	unit = b.textOf(i.Unit)
	low, high := i.Kind.Bounds()
	value = b.language.Within(x, i.Decimals, low, high)
	if rest, ok := strings.CutPrefix(unit, "%"); ok {
		return b.language.WithUnit(value, "%"), strings.TrimSpace(rest)
	}
	return value, unit
}

// pointAndUnit is valueAndUnit for a value with the decimals that its source gave; a bound is
// written as one.
func (b *book) pointAndUnit(p report.Point, i *model.Indicator) (value, unit string) {
	as := *i
	as.Decimals = p.Decimals(i)
	value, unit = b.valueAndUnit(p.Number, &as)
	return b.language.Bound(value, p.Flags), unit
}

// quantity writes a value with its unit, in one line.
func (b *book) quantity(p report.Point, i *model.Indicator) string {
	low, high := i.Kind.Bounds()
	digits := b.language.Within(p.Number, p.Decimals(i), low, high)
	return b.language.Bound(b.language.WithUnit(digits, b.textOf(i.Unit)), p.Flags)
}

// dateRange writes from when to when, as far as is known.
func (b *book) dateRange(start, end time.Time) string {
	l := b.language
	switch {
	case start.IsZero() && end.IsZero():
		return ""
	case end.IsZero():
		return l.Say("cycle.from", "start", l.Date(start))
	case start.IsZero():
		return l.Say("cycle.until", "end", l.Date(end))
	}
	return l.Say("cycle.dates", "start", l.Date(start), "end", l.Date(end))
}

// valueWithPeriod writes a value with its unit and its period: "3,75 % van de werktijd (2023)", "(2025,
// voorlopig)".
func (b *book) valueWithPeriod(p report.Point, i *model.Indicator) string {
	value, unit := b.pointAndUnit(p, i)
	return strings.TrimSpace(value+" "+unit) + " (" + b.flaggedPeriod(p) + ")"
}

// flaggedPeriod writes the period of a value, and that the value is provisional, estimated or of low
// reliability: "2025, voorlopig".
func (b *book) flaggedPeriod(p report.Point) string {
	said := b.language.Period(p.Period)
	for _, flag := range []rune{model.Provisional, model.Estimated, model.LowReliable} {
		if p.State == report.Shown && p.Flags.Has(flag) {
			said += ", " + b.language.Say("flag."+string(flag))
		}
	}
	return said
}

func (b *book) score(x float64) string         { return b.language.Number(x, 1) }
func (b *book) percent(x float64) string       { return b.language.Quantity(x, 0, "%") }
func (b *book) rankRange(a, z int) string      { return b.language.Whole(a) + "–" + b.language.Whole(z) }
func (b *book) scoreRange(a, z float64) string { return b.score(a) + "–" + b.score(z) }

// shortened returns the beginning of a text, on one line: enough to recognise it.
func shortened(s string) string {
	const most = 60
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
