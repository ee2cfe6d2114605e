package stats

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestRanksOfTwo: of nine respondents five give item A 2 and B 1, four the other way round. A comes
// first in a sample when at least five of nine draws are of the first kind, which happens with the
// binomial probability of 9 draws with 5/9: 0.6448; so neither item is sure of its rank. With 50
// and 40 in place of 5 and 4 neither is sure either; with 70 and 20 both are.
func TestRanksOfTwo(t *testing.T) {
	for _, test := range []struct {
		first, second int
		want          []RankInterval
	}{
		{5, 4, []RankInterval{{1, 2}, {1, 2}}},
		{50, 40, []RankInterval{{1, 2}, {1, 2}}},
		{70, 20, []RankInterval{{1, 1}, {2, 2}}},
	} {
		given := slices.Concat(
			slices.Repeat([][]uint8{{2, 1}}, test.first),
			slices.Repeat([][]uint8{{1, 2}}, test.second),
		)
		s := &Scores{Blocks: []int{2}, Strata: []int{len(given)}, Weight: []float64{1}, Given: given}
		if got := s.Ranks(1000, 1); !slices.Equal(got, test.want) {
			t.Errorf("%d to %d: %v, want %v", test.first, test.second, got, test.want)
		}
	}
}

// TestRanksByStratum: strata of one respondent each are drawn whole in every sample, so that
// nothing varies and the weights decide.
func TestRanksByStratum(t *testing.T) {
	s := &Scores{Blocks: []int{2, 3}, Strata: []int{1, 1}, Weight: []float64{1, 9},
		Given: [][]uint8{{5, 1, 3, 3, 1}, {2, 3, 3, 3, 0}}}
	want := []RankInterval{{2, 2}, {1, 1}, {1, 1}, {1, 1}, {3, 3}}
	if got := s.Ranks(50, 1); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func BenchmarkRanks(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 2))
	s := &Scores{
		Blocks: []int{30, 30, 30},
		Strata: []int{8000, 4000},
		Weight: []float64{1, 2},
		Given:  make([][]uint8, 12000),
	}
	for row := range s.Given {
		s.Given[row] = make([]uint8, 90)
		for item := range s.Given[row] {
			s.Given[row][item] = uint8(1 + random.IntN(7))
		}
	}
	for b.Loop() {
		s.Ranks(1000, 1)
	}
}
