package stats

import (
	"cmp"
	"slices"
)

// BenjaminiHochberg adjusts p values for how many tests there are (Benjamini and Hochberg,
// Controlling the false discovery rate, JRSS B 57, 1995). Call a test positive when its adjusted
// value is at most q: then the expected share of false ones among the positive tests is at most q.
// The i-th smallest of m values becomes the least m/j · p(j) of all j ≥ i: 0.01, 0.04 and 0.03
// become 0.03, 0.04 and 0.04. The result is in the order of p.
//
// The guarantee holds for tests that are independent or depend on each other positively (Benjamini
// and Yekutieli, Annals of Statistics 29, 2001).
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
		// The factor is computed first. It is at least 1, so rounding cannot make a p value
		// smaller.
		least = min(least, p[i]*(float64(len(p))/float64(rank)))
		adjusted[i] = least
	}
	return adjusted
}
