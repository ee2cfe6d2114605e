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
			for k := next.Add(together) - together; k < int64(samples); k = next.Add(together) - together {
				drawn := b.samples[:min(together, int64(samples)-k)]
				b.draw(drawn, seed, uint64(k))
				for i := range drawn {
					b.rank(&drawn[i], own)
				}
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

// Samples are drawn some at a time, and the scores of some respondents are added to each of them before those of the next are
// looked at: of a large survey the scores do not fit in a processor's cache, and reading them for each sample anew would be
// most of the work.
const (
	together = 8
	tile     = 256 // respondents
)

// bootstrap is what one worker needs for its samples.
type bootstrap struct {
	*Scores
	samples []sample
	order   []int
}

// sample is one of them under way.
type sample struct {
	random  *rand.PCG
	times   []uint16 // how often each respondent of a stratum was drawn
	partial []uint64 // lanes that are being added up
	used    int      // how full they are
	sum     []uint64 // of a stratum, by item
	count   []uint64
	top     []float64 // weighted, of all strata: the sum of an item's scores and of their weights
	bottom  []float64
}

func newBootstrap(s *Scores) *bootstrap {
	b := &bootstrap{Scores: s, samples: make([]sample, together), order: make([]int, s.items)}
	largest := slices.Max(append([]int{0}, s.strata...))
	for i := range b.samples {
		b.samples[i] = sample{
			times: make([]uint16, largest), partial: make([]uint64, s.width), sum: make([]uint64, 2*s.width), count: make([]uint64, 2*s.width),
			top: make([]float64, s.items), bottom: make([]float64, s.items),
		}
	}
	return b
}

// draw makes samples, the first of which has the number k.
func (b *bootstrap) draw(samples []sample, seed, k uint64) {
	for i := range samples {
		s := &samples[i]
		s.random = rand.NewPCG(seed, k+uint64(i))
		clear(s.top)
		clear(s.bottom)
	}
	row := 0
	for h, n := range b.strata {
		for i := range samples {
			samples[i].choose(n)
		}
		for from := 0; from < n; from += tile {
			to := min(from+tile, n)
			lanes := b.lanes[(row+from)*b.width : (row+to)*b.width]
			for i := range samples {
				samples[i].add(lanes, samples[i].times[from:to])
			}
		}
		for i := range samples {
			samples[i].close(b.weight[h])
		}
		row += n
	}
}

// choose draws as many respondents as a stratum has. Drawing their numbers first and adding up after that, in order, reads
// the scores as they lie in memory.
func (s *sample) choose(n int) {
	clear(s.times[:n])
	for range n {
		// The upper half of a product is even over 0…n−1 but for a part in 2⁶⁴/n.
		i, _ := bits.Mul64(s.random.Uint64(), uint64(n))
		s.times[i]++
	}
}

// add adds the scores of some respondents as often as they were drawn.
func (s *sample) add(lanes []uint64, times []uint16) {
	width := len(s.partial)
	for i, m := range times {
		row := lanes[i*width : (i+1)*width]
		for m := int(m); m > 0; {
			step := min(m, fullLane-s.used)
			if step == 0 {
				s.empty()
				continue
			}
			addTimes(s.partial, row, uint64(step))
			s.used += step
			m -= step
		}
	}
}

// addTimes is the innermost loop.
func addTimes(to, lanes []uint64, times uint64) {
	to = to[:len(lanes)]
	for i, lane := range lanes {
		to[i] += lane * times
	}
}

// empty takes the lanes apart before they overflow.
func (s *sample) empty() {
	const lane, sum = 1<<laneBits - 1, 1<<sumBits - 1
	for i, both := range s.partial {
		for side := range 2 {
			l := both >> (side * laneBits) & lane
			s.sum[2*i+side] += l & sum
			s.count[2*i+side] += l >> sumBits
		}
		s.partial[i] = 0
	}
	s.used = 0
}

// close adds a stratum, whose respondents have this weight, to the whole.
func (s *sample) close(weight float64) {
	s.empty()
	for i := range s.top {
		s.top[i] += float64(weight * float64(s.sum[i]))
		s.bottom[i] += float64(weight * float64(s.count[i]))
	}
	clear(s.sum)
	clear(s.count)
}

// rank notes the rank of each item in a sample.
func (b *bootstrap) rank(s *sample, counts [][]int32) {
	first := 0
	for _, n := range b.blocks {
		order := b.order[:n]
		for i := range order {
			order[i] = first + i
			if s.bottom[first+i] > 0 {
				s.top[first+i] /= s.bottom[first+i]
			} else {
				s.top[first+i] = math.Inf(-1)
			}
		}
		slices.SortFunc(order, func(i, j int) int { return cmp.Compare(s.top[j], s.top[i]) })
		rank := 0
		for place, i := range order {
			if place == 0 || s.top[i] != s.top[order[place-1]] {
				rank = place
			}
			counts[i][rank]++
		}
		first += n
	}
}
