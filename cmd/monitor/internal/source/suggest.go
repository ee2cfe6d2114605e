package source

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// longestSuggested is the length in letters of the longest word that takes part in suggestions.
const longestSuggested = 100

// Suggest returns the candidate nearest to a word, or "" when none is near: it takes at most one
// change for every three letters, and one in a shorter word. A change is an insertion, a deletion,
// another letter or a swap of neighbours (optimal string alignment distance; Boytsov, "Indexing
// methods for approximate dictionary searching", ACM JEA 16, 2011).
func Suggest(word string, candidates []string) string {
	lower := strings.ToLower(word)
	size := utf8.RuneCountInString(lower)
	if size < 2 || size > longestSuggested { // any letter is like any other
		return ""
	}
	var letters []rune // only for a candidate of about that length; most have another
	best, bestDistance := "", max(1, size/3)+1
	for _, c := range candidates {
		length := utf8.RuneCountInString(c)
		// The distance is at least the difference in length.
		if c == word || length > longestSuggested || max(length-size, size-length) >= bestDistance {
			continue
		}
		if letters == nil {
			letters = []rune(lower)
		}
		if d := alignment(letters, []rune(strings.ToLower(c))); d < bestDistance {
			best, bestDistance = c, d
		}
	}
	return best
}

// alignment returns the distance of two words of at most longestSuggested letters.
func alignment(a, b []rune) int {
	var rows [3][longestSuggested + 1]uint8 // the last three of the matrix
	before, previous, current := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		previous[j] = uint8(j)
	}
	for i := 1; i <= len(a); i++ {
		current[0] = uint8(i)
		for j := 1; j <= len(b); j++ {
			change := uint8(1)
			if a[i-1] == b[j-1] {
				change = 0
			}
			current[j] = min(previous[j]+1, current[j-1]+1, previous[j-1]+change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				current[j] = min(current[j], before[j-2]+1)
			}
		}
		before, previous, current = previous, current, before
	}
	return int(previous[len(b)])
}

// mostListed is how many names a hint lists.
const mostListed = 10

// Listed lists names for a hint, with those that are like a word in front. The others stay in their
// order.
func Listed(word string, names []string) string {
	names = slices.Clone(names)
	slices.SortStableFunc(names, func(a, b string) int { return cmp.Compare(unlike(word, a), unlike(word, b)) })
	listed := strings.Join(names[:min(len(names), mostListed)], ", ")
	if len(names) > mostListed {
		listed += ", …"
	}
	return listed
}

// unlike returns how far a name is from being like a word: the number of changes between them when
// they share a part of some letters, and more than that when they do not.
func unlike(word, name string) int {
	const letters = 4
	word, name = strings.ToLower(word), strings.ToLower(name)
	if len(word) > longestSuggested || len(name) > longestSuggested {
		return longestSuggested
	}
	parts := strings.FieldsFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if slices.ContainsFunc(parts, func(part string) bool {
		return len(part) >= letters && strings.Contains(name, part[:letters])
	}) {
		return alignment([]rune(word), []rune(name))
	}
	return longestSuggested
}

// Known says in a hint which names there are, and where one can be added ("" for nowhere). Names that
// are like the word come first.
func Known(word string, names []string, where string) string {
	listed := Listed(word, names)
	switch {
	case len(names) == 0 && where == "":
		return wording.Refer("phrase.none-known")
	case len(names) == 0:
		return wording.Refer("phrase.add-in", where)
	case where == "":
		return wording.Refer("phrase.choose", listed)
	}
	return wording.Refer("phrase.choose-or-add", listed, where)
}
