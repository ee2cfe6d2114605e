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

// TestDigest: whatever Ranks depends on changes the digest, and nothing else does.
func TestDigest(t *testing.T) {
	scores := func(blocks, strata []int, weight []float64, first uint8) *Scores {
		return &Scores{Blocks: blocks, Strata: strata, Weight: weight, Given: [][]uint8{{first, 0}, {0, 0}, {0, 0}}}
	}
	same := scores([]int{2}, []int{2, 1}, []float64{1, 2}, 3)
	seen := map[[32]byte]bool{same.Digest(10, 1): true}
	if again := scores([]int{2}, []int{2, 1}, []float64{1, 2}, 3); !seen[again.Digest(10, 1)] {
		t.Error("the same scores have another digest")
	}
	for n, digest := range [][32]byte{
		same.Digest(11, 1), same.Digest(10, 2),
		scores([]int{1, 1}, []int{2, 1}, []float64{1, 2}, 3).Digest(10, 1),
		scores([]int{2}, []int{1, 2}, []float64{1, 2}, 3).Digest(10, 1),
		scores([]int{2}, []int{2, 1}, []float64{1, 2.5}, 3).Digest(10, 1),
		scores([]int{2}, []int{2, 1}, []float64{1, 2}, 4).Digest(10, 1),
	} {
		if seen[digest] {
			t.Errorf("%d has the digest of another", n)
		}
		seen[digest] = true
	}
}
