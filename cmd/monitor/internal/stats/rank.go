package stats

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"math"
	"math/bits"
	"math/rand/v2"
	"slices"
)

// Scores are what respondents gave to items. Items are in blocks, and ranked within their block;
// respondents are in strata.
type Scores struct {
	Blocks []int     // how many items each block has
	Strata []int     // how many respondents each stratum has
	Weight []float64 // what a respondent of each stratum counts for
	// Given has a row for each respondent, one stratum after the other, and in it a score for each
	// item, one block after the other. A score is from 1 to 255; 0 is no answer.
	Given [][]uint8
}

// Digest returns a digest of the scores and of all else that Ranks depends on.
func (s *Scores) Digest(samples int, seed uint64) [sha256.Size]byte {
	h := sha256.New()
	fmt.Fprintln(h, samples, seed, s.Blocks, s.Strata, s.Weight)
	for _, row := range s.Given {
		h.Write(row)
	}
	return [sha256.Size]byte(h.Sum(nil))
}

// RankInterval is how an item ranks in 95 % of the samples: 1 is the highest.
type RankInterval struct{ Low, High int }

// Ranks ranks the items of each block by their weighted mean score, and returns an interval for the
// rank of each item: the percentile interval over bootstrap samples (Hall and Miller, Using the
// bootstrap to quantify the authority of an empirical ranking, Annals of Statistics 37, 2009; for
// why ranks need one, Goldstein and Spiegelhalter, JRSS A 159, 1996). An item that is first in 960
// of 1,000 samples and second in 40 has the interval 1 to 2; when it is second in 20 only, the
// interval is 1 to 1.
//
// A sample draws respondents with all their scores, with replacement: from each stratum as many as
// it has (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 8), so that the
// weights stay right. An item without scores in a sample comes last.
//
// Sample k is drawn with PCG(seed, k). The result depends on nothing but scores, samples and seed.
func (s *Scores) Ranks(samples int, seed uint64) []RankInterval {
	var counts [][]int // by item and rank: in how many samples
	for _, n := range s.Blocks {
		for range n {
			counts = append(counts, make([]int, n))
		}
	}
	for k := range samples {
		means := s.means(rand.NewPCG(seed, uint64(k)))
		first := 0
		for _, n := range s.Blocks {
			countRanks(means[first:first+n], counts[first:first+n])
			first += n
		}
	}
	intervals := make([]RankInterval, len(counts))
	for i, c := range counts {
		intervals[i] = RankInterval{percentile(c, samples, 1-confidence), percentile(c, samples, confidence)}
	}
	return intervals
}

// tallies has a tally for each score: how many scores it stands for, 0 or 1, in its upper half, and
// their sum in its lower. Adding tallies adds both: a 4, a 5 and no answer are 2<<32 + 9. So the
// loop that adds them has no branch, which halves its time on the shipped survey.
var tallies = func() (list [256]uint64) {
	for score := 1; score < len(list); score++ {
		list[score] = 1<<32 + uint64(score)
	}
	return list
}()

// means draws a sample and returns the weighted mean of each item in it, or −Inf for an item
// without scores.
func (s *Scores) means(random *rand.PCG) []float64 {
	items := 0
	for _, n := range s.Blocks {
		items += n
	}
	top, bottom := make([]float64, items), make([]float64, items)
	stratum := make([]uint64, items) // a tally of each item
	first := 0
	for h, n := range s.Strata {
		clear(stratum)
		drawn := make([]uint64, n) // how many times each respondent is
		for range n {
			// The upper half of the product is from 0 to n−1. All are equally likely, to one part
			// in 2⁶⁴/n.
			i, _ := bits.Mul64(random.Uint64(), uint64(n))
			drawn[i]++
		}
		for i, times := range drawn {
			if times == 0 {
				continue // more than a third of them
			}
			for item, score := range s.Given[first+i] {
				stratum[item] += times * tallies[score]
			}
		}
		for item, t := range stratum {
			top[item] += float64(s.Weight[h] * float64(uint32(t)))
			bottom[item] += float64(s.Weight[h] * float64(t>>32))
		}
		first += n
	}
	for item := range top {
		if bottom[item] > 0 {
			top[item] /= bottom[item]
		} else {
			top[item] = math.Inf(-1)
		}
	}
	return top
}

// countRanks counts the rank of each item of a block in one sample. Items that tie share the
// highest rank: means of 4, 3, 3 and 2 rank 1, 2, 2 and 4.
func countRanks(means []float64, counts [][]int) {
	order := make([]int, len(means))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return cmp.Compare(means[j], means[i]) })
	rank := 0
	for n, i := range order {
		if means[i] != means[order[max(n-1, 0)]] {
			rank = n
		}
		counts[i][rank]++
	}
}

// percentile returns the smallest rank that is not exceeded in at least this part of the samples.
// counts[r] samples have rank r+1.
func percentile(counts []int, samples int, part float64) int {
	least := max(1, int(math.Ceil(part*float64(samples)-1e-9)))
	sum := 0
	for r, n := range counts {
		if sum += n; sum >= least {
			return r + 1
		}
	}
	return len(counts)
}
