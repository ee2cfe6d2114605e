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

// Testable reports of each test whether it counts among the others, given the smallest p value that
// it can have (Tarone, A modified Bonferroni method for discrete data, Biometrics 46, 1990). When a
// test can only have p values of 0.2 and more, it can show nothing, and only makes it harder for
// the others. K is the smallest number for which at most K tests can have a p value of at most
// level/K; those count.
func Testable(least []float64, level float64) []bool {
	// Rounding may take 1/60 past 0.05/3.
	can := func(p float64, k int) bool { return p*float64(k) <= level*(1+1e-9) }
	k := 1
	for ; k <= len(least); k++ {
		able := 0
		for _, p := range least {
			if can(p, k) {
				able++
			}
		}
		if able <= k {
			break
		}
	}
	out := make([]bool, len(least))
	for i, p := range least {
		out[i] = can(p, k)
	}
	return out
}
