package stats

import "math"

// CompareShares returns the two-sided p value of the hypothesis that the shares k1 of n1 and k2 of
// n2 are equal, by Fisher's exact test (The logic of inductive inference, JRSS 98, 1935). It is the
// probability of all tables with these margins that are no more likely than the one observed, as in
// R's fisher.test. It is 1 when one of the groups is empty.
//
// Shares here are often of a few dozen people. There, tests by the normal approximation call too
// many differences real; this one never does. In return it misses small differences between small
// groups. For large groups the two agree.
func CompareShares(k1, n1, k2, n2 int) float64 {
	k := k1 + k2
	h := hypergeometric{float64(n1), float64(n2), float64(k)}
	low, high := max(0, k-n2), min(k, n1)
	seen := h.logProbability(float64(k1))
	mean := h.drawn * h.first / max(1, h.first+h.second)
	// The most likely number is near the mean; the probability rises up to it and then falls.
	mode := min(max(int(mean), low), high)
	for mode < high && h.logProbability(float64(mode+1)) > h.logProbability(float64(mode)) {
		mode++
	}
	for mode > low && h.logProbability(float64(mode-1)) > h.logProbability(float64(mode)) {
		mode--
	}
	above := firstUnlikely(mode, high, seen, h.logProbability)
	mirrored := func(x float64) float64 { return h.logProbability(-x) }
	below := -firstUnlikely(-mode, -low, seen, mirrored)
	if above <= mode && below >= mode {
		return 1
	}
	return min(1, h.tail(above, high, 1)+h.tail(below, low, -1))
}

// LeastShares returns the smallest p value that CompareShares can have of k in all.
func LeastShares(k, n1, n2 int) float64 {
	low, high := max(0, k-n2), min(k, n1)
	return min(CompareShares(low, n1, k-low, n2), CompareShares(high, n1, k-high, n2))
}

// hypergeometric is the distribution of the number of things of the first kind among those drawn,
// without replacement, from two kinds.
type hypergeometric struct{ first, second, drawn float64 }

func (h hypergeometric) logProbability(k float64) float64 {
	return logChoose(h.first, k) + logChoose(h.second, h.drawn-k) - logChoose(h.first+h.second, h.drawn)
}

// tail adds up the probabilities of the outcomes from one to the last. step is 1 or −1, the
// direction in which they fall. It stops when they are too small to change the sum.
func (h hypergeometric) tail(from, last, step int) float64 {
	sum := 0.0
	for k := from; (last-k)*step >= 0; k += step {
		p := math.Exp(h.logProbability(float64(k)))
		sum += p
		if p < sum*1e-17 {
			break
		}
	}
	return sum
}
