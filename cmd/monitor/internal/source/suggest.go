package source

import "strings"

// Suggest returns the candidate nearest to a word, when it is near enough to be what was meant: at most one change in
// three letters, counting insertions, deletions, changes and swaps of neighbours (optimal string alignment distance;
// Boytsov, "Indexing methods for approximate dictionary searching", ACM JEA 16, 2011). Otherwise "".
func Suggest(word string, candidates []string) string {
	best, bestDistance := "", max(1, len(word)/3)+1
	lower := []rune(strings.ToLower(word))
	if len(lower) > 100 {
		return ""
	}
	for _, c := range candidates {
		if c == word || len(c) > 100 {
			continue
		}
		if d := alignment(lower, []rune(strings.ToLower(c))); d < bestDistance {
			best, bestDistance = c, d
		}
	}
	return best
}

func alignment(a, b []rune) int {
	before, previous := make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range previous {
		previous[j] = j
	}
	for i := 1; i <= len(a); i++ {
		current := make([]int, len(b)+1)
		current[0] = i
		for j := 1; j <= len(b); j++ {
			change := 1
			if a[i-1] == b[j-1] {
				change = 0
			}
			current[j] = min(previous[j]+1, current[j-1]+1, previous[j-1]+change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				current[j] = min(current[j], before[j-2]+1)
			}
		}
		before, previous = previous, current
	}
	return previous[len(b)]
}
