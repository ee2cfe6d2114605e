package stats

import "math"

// CompareShares is the two-sided p value of two shares, k1 of n1 and k2 of n2, being of the same size: Fisher's exact test
// (The logic of inductive inference, JRSS 98, 1935), which adds up all tables with these margins that are no more likely than
// what was seen, as fisher.test of R does.
//
// It was chosen over tests by a normal approximation because shares here are often of a few dozen people, where those claim
// more than they may. It never does, whatever the numbers; the price is that it is slow to see a small change in few
// observations. For large numbers they agree. It is 1 when one of the groups is empty.
func CompareShares(k1, n1, k2, n2 int) float64 {
	k := k1 + k2
	h := hypergeometric{float64(n1), float64(n2), float64(k)}
	low, high := max(0, k-n2), min(k, n1)
	seen := h.logProbability(float64(k1))
	mean := h.drawn * h.first / max(1, h.first+h.second)
	// The probability rises up to somewhere beside the mean and falls from there; its mode is sought from the mean.
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

// hypergeometric is the distribution of how many of some drawn things are of the first kind.
type hypergeometric struct{ first, second, drawn float64 }

func (h hypergeometric) logProbability(k float64) float64 {
	return logChoose(h.first, k) + logChoose(h.second, h.drawn-k) - logChoose(h.first+h.second, h.drawn)
}

// tail adds the probabilities from one outcome to the last, stepping by 1 or −1, in the direction in which they fall; what is
// too small to matter is left out.
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
