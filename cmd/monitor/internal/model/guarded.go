package model

import "slices"

// Guarded reports whether the edition may hold numbers that not every reader may see: small counts
// of a sensitive indicator, or confidential values.
func (e *Edition) Guarded() bool {
	secret := func(values []Value) bool {
		return slices.ContainsFunc(values, func(v Value) bool { return v.Flags.Has(Confidential) })
	}
	return slices.ContainsFunc(e.Indicators, func(i *Indicator) bool {
		return i.Sensitive || secret(i.Values) || slices.ContainsFunc(i.Breakdowns, func(b *Breakdown) bool {
			return slices.ContainsFunc(b.Parts, func(p Part) bool { return secret(p.Values) })
		})
	})
}
