package stats

import (
	"cmp"
	"math"
	"math/bits"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// Scores are what respondents gave to items, as whole numbers from 1 to 255. Items are in blocks, and ranked within their
// block; respondents are in strata.
type Scores struct {
	blocks []int
	items  int
	strata []int
	weight []float64

	// lanes holds two scores in each number, row by row: see lane.
	lanes []uint64
	width int // numbers in a row
}

// A lane is 32 bits: the number of scores in the upper 12 and their sum in the lower 20, so that one addition adds two scores
// and counts them. It is full after fullLane scores: 4,095 times 255 is still below 2²⁰.
const (
	laneBits = 32
	sumBits  = 20
	fullLane = 1<<(laneBits-sumBits) - 1
)

// NewScores makes scores without any: of as many items as blocks says, for as many respondents as strata says, one stratum
// after the other. weight is that of each respondent of a stratum.
func NewScores(blocks, strata []int, weight []float64) *Scores {
	s := &Scores{blocks: blocks, strata: strata, weight: weight}
	for _, n := range blocks {
		s.items += n
	}
	rows := 0
	for _, n := range strata {
		rows += n
	}
	s.width = (s.items + 1) / 2
	s.lanes = make([]uint64, rows*s.width)
	return s
}

// Set notes the score that a respondent gave to an item. It is called once for each at most.
func (s *Scores) Set(row, item int, score uint8) {
	lane := uint64(score) | 1<<sumBits
	s.lanes[row*s.width+item/2] |= lane << (item % 2 * laneBits)
}

// RankInterval is how an item ranks in 95 % of the samples: 1 is the highest.
type RankInterval struct{ Low, High int }

// Ranks tells how sure the rank of each item is within its block, where items are ranked by their weighted mean score: the
// percentile interval of its rank over bootstrap samples (Hall and Miller, Using the bootstrap to quantify the authority of
// an empirical ranking, Annals of Statistics 37, 2009; for why ranks need one, Goldstein and Spiegelhalter, JRSS A 159,
// 1996). A sample draws respondents, with all their scores, with replacement and by stratum, as many as the stratum has
// (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 8), so that the weights stay what they are. Items
// that tie share the highest rank; an item without scores in a sample comes last.
//
// Sample k is drawn with PCG(seed, k): the result depends on nothing but scores, samples and seed.
func (s *Scores) Ranks(samples int, seed uint64) []RankInterval {
	found := make([][]int32, s.items) // how often an item had each rank
	total := newRankCounts(s.blocks, found)
	workers := max(1, min(runtime.GOMAXPROCS(0), samples))
	var next atomic.Int64
	var merge sync.Mutex
	var group sync.WaitGroup
	for range workers {
		group.Go(func() {
			own := newRankCounts(s.blocks, make([][]int32, s.items))
			b := newBootstrap(s)
			for k := next.Add(1) - 1; k < int64(samples); k = next.Add(1) - 1 {
				b.draw(rand.NewPCG(seed, uint64(k)))
				b.rank(own)
			}
			merge.Lock()
			defer merge.Unlock()
			for i := range own {
				for r, n := range own[i] {
					total[i][r] += n
				}
			}
		})
	}
	group.Wait()
	out := make([]RankInterval, s.items)
	for i := range out {
		out[i] = RankInterval{percentile(total[i], samples, 1-confidence), percentile(total[i], samples, confidence)}
	}
	return out
}

func newRankCounts(blocks []int, counts [][]int32) [][]int32 {
	item := 0
	for _, n := range blocks {
		for range n {
			counts[item] = make([]int32, n)
			item++
		}
	}
	return counts
}

// percentile is the smallest rank that at least that part of the samples do not exceed.
func percentile(counts []int32, samples int, part float64) int {
	least := int32(math.Ceil(part*float64(samples) - 1e-9))
	var sum int32
	for r, n := range counts {
		if sum += n; sum >= max(1, least) {
			return r + 1
		}
	}
	return len(counts)
}

// bootstrap is what one worker needs for its samples.
type bootstrap struct {
	*Scores
	times   []uint16 // how often each respondent of a stratum was drawn
	partial []uint64 // lanes that are being added up
	sum     []uint64 // of a stratum, by item
	count   []uint64
	top     []float64 // weighted, of all strata
	bottom  []float64
	order   []int
}

func newBootstrap(s *Scores) *bootstrap {
	return &bootstrap{
		Scores: s, times: make([]uint16, slices.Max(append([]int{0}, s.strata...))), partial: make([]uint64, s.width),
		sum: make([]uint64, 2*s.width), count: make([]uint64, 2*s.width),
		top: make([]float64, s.items), bottom: make([]float64, s.items), order: make([]int, s.items),
	}
}

// draw makes one sample and leaves the weighted sums of its scores in top and bottom. Drawing numbers first and adding up
// after that, in order, reads the scores as they lie in memory.
func (b *bootstrap) draw(random *rand.PCG) {
	clear(b.top)
	clear(b.bottom)
	row := 0
	for h, n := range b.strata {
		times := b.times[:n]
		clear(times)
		for range n {
			// The upper half of a product is even over 0…n−1 but for a part in 2⁶⁴/n.
			i, _ := bits.Mul64(random.Uint64(), uint64(n))
			times[i]++
		}
		clear(b.sum)
		clear(b.count)
		used := 0
		for i, m := range times {
			lanes := b.lanes[(row+i)*b.width : (row+i+1)*b.width]
			for m := int(m); m > 0; {
				step := min(m, fullLane-used)
				if step == 0 {
					b.empty()
					used = 0
					continue
				}
				add(b.partial, lanes, uint64(step))
				used += step
				m -= step
			}
		}
		b.empty()
		row += n
		for i := range b.items {
			b.top[i] += float64(b.weight[h] * float64(b.sum[i]))
			b.bottom[i] += float64(b.weight[h] * float64(b.count[i]))
		}
	}
}

// add is the innermost loop.
func add(to, lanes []uint64, times uint64) {
	to = to[:len(lanes)]
	for i, lane := range lanes {
		to[i] += lane * times
	}
}

// empty takes the lanes apart before they overflow.
func (b *bootstrap) empty() {
	const lane, sum = 1<<laneBits - 1, 1<<sumBits - 1
	for i, both := range b.partial {
		for side := range 2 {
			l := both >> (side * laneBits) & lane
			b.sum[2*i+side] += l & sum
			b.count[2*i+side] += l >> sumBits
		}
		b.partial[i] = 0
	}
}

// rank notes the rank of each item in the sample.
func (b *bootstrap) rank(counts [][]int32) {
	first := 0
	for _, n := range b.blocks {
		order := b.order[:n]
		for i := range order {
			order[i] = first + i
			if b.bottom[first+i] > 0 {
				b.top[first+i] /= b.bottom[first+i]
			} else {
				b.top[first+i] = math.Inf(-1)
			}
		}
		slices.SortFunc(order, func(i, j int) int { return cmp.Compare(b.top[j], b.top[i]) })
		rank := 0
		for place, i := range order {
			if place == 0 || b.top[i] != b.top[order[place-1]] {
				rank = place
			}
			counts[i][rank]++
		}
		first += n
	}
}
