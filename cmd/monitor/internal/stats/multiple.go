package stats

import (
	"cmp"
	"slices"
)

// BenjaminiHochberg adjusts p values for how many there are, so that rejecting those of at most q keeps the expected part of
// false ones among the rejected at q or below (Benjamini and Hochberg, Controlling the false discovery rate, JRSS B 57, 1995):
// the i-th smallest of m becomes the least of m/j · p(j) over j ≥ i. The result is in the order of p. It holds for independent
// tests and for those that depend on each other positively (Benjamini and Yekutieli, Annals of Statistics 29, 2001).
func BenjaminiHochberg(p []float64) []float64 {
	order := make([]int, len(p))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(p[a], p[b]) })
	adjusted := make([]float64, len(p))
	least := 1.0
	for rank := len(order); rank > 0; rank-- {
		i := order[rank-1]
		// The factor is worked out first: it is at least 1, so that rounding cannot make a p value smaller.
		least = min(least, p[i]*(float64(len(p))/float64(rank)))
		adjusted[i] = least
	}
	return adjusted
}
