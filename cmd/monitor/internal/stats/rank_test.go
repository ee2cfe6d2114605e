package stats

import (
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
)

// TestRanksOfTwo: of nine respondents five give item A 2 and B 1, four the other way round. A comes first in a sample when
// at least five of nine draws are of the first kind, which happens with the binomial probability of 9 draws with 5/9:
// 0.6448; so neither item is sure of its rank. With 90 in the place of 9 of each kind 50 to 40 is not sure either, with 70
// to 20 it is.
func TestRanksOfTwo(t *testing.T) {
	for _, test := range []struct {
		first, second int
		want          []RankInterval
	}{
		{5, 4, []RankInterval{{1, 2}, {1, 2}}}, {50, 40, []RankInterval{{1, 2}, {1, 2}}}, {70, 20, []RankInterval{{1, 1}, {2, 2}}},
	} {
		s := NewScores([]int{2}, []int{test.first + test.second}, []float64{1})
		for row := range test.first + test.second {
			for item := range 2 {
				score := uint8(1)
				if (row < test.first) == (item == 0) {
					score = 2
				}
				s.Set(row, item, score)
			}
		}
		if got := s.Ranks(1000, 1); !slices.Equal(got, test.want) {
			t.Errorf("%d to %d: %v, want %v", test.first, test.second, got, test.want)
		}
	}
}

// TestRanksByStratum: strata of one respondent each are drawn whole in every sample, so that nothing varies and the weights
// decide.
func TestRanksByStratum(t *testing.T) {
	s := NewScores([]int{2, 3}, []int{1, 1}, []float64{1, 9})
	for item, score := range []uint8{5, 1, 3, 3, 1} {
		s.Set(0, item, score)
	}
	for item, score := range []uint8{2, 3, 3, 3} {
		s.Set(1, item, score)
	}
	want := []RankInterval{{2, 2}, {1, 1}, {1, 1}, {1, 1}, {3, 3}}
	if got := s.Ranks(50, 1); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// TestRanksAgainstPlain compares the packed sums with plain ones, in samples that fill the lanes several times, and on any
// number of cores.
func TestRanksAgainstPlain(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	strata, weight, items := []int{9000, 37}, []float64{0.7, 3}, 5
	s := NewScores([]int{items}, strata, weight)
	plain := make([][]uint8, 9037)
	for row := range plain {
		plain[row] = make([]uint8, items)
		for item := range plain[row] {
			if plain[row][item] = uint8(random.IntN(256)); plain[row][item] > 0 {
				s.Set(row, item, plain[row][item])
			}
		}
	}
	b := newBootstrap(s)
	b.draw(b.samples, 5, 4)
	packed := b.samples[2]
	again, row := rand.NewPCG(5, 6), 0
	top, bottom := make([]float64, items), make([]float64, items)
	for h, n := range strata {
		sum, count := make([]int, items), make([]int, items)
		for range n {
			// The same draw in other words.
			high := again.Uint64() >> 32
			drawn := int(high * uint64(n) >> 32)
			for item, score := range plain[row+drawn] {
				if score > 0 {
					sum[item] += int(score)
					count[item]++
				}
			}
		}
		for item := range items {
			top[item] += weight[h] * float64(sum[item])
			bottom[item] += weight[h] * float64(count[item])
		}
		row += n
	}
	if !slices.Equal(packed.top, top) || !slices.Equal(packed.bottom, bottom) {
		t.Errorf("packed %v / %v\nplain  %v / %v", packed.top, packed.bottom, top, bottom)
	}
	all := s.Ranks(60, 9)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	if one := s.Ranks(60, 9); !slices.Equal(one, all) {
		t.Errorf("%v on one core, %v on all", one, all)
	}
}

func BenchmarkRanks(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 2))
	s := NewScores([]int{30, 30, 30}, []int{8000, 4000}, []float64{1, 2})
	for row := range 12000 {
		for item := range 90 {
			s.Set(row, item, uint8(1+random.IntN(7)))
		}
	}
	for b.Loop() {
		s.Ranks(1000, 1)
	}
}
