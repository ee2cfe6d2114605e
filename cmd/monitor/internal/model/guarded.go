package model

import "slices"

// Guarded reports whether the edition holds numbers that may not be shown to those who see the others: small counts of something
// sensitive, or values that are confidential.
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
