package prose

import (
	"reflect"
	"regexp"
	"testing"
)

// notesBySearch is what notes finds, said as a pattern.
func notesBySearch(body []byte) (all []footnoteMark) {
	mark, start := regexp.MustCompile(`\[\^([^\] \t\n\f\r]+)\](:?)`), regexp.MustCompile(`(?:^|\n)[ ]{0,3}$`)
	for _, m := range mark.FindAllSubmatchIndex(body, -1) {
		all = append(all, footnoteMark{string(body[m[2]:m[3]]), m[0], m[5] > m[4] && start.Match(body[max(0, m[0]-4):m[0]])})
	}
	return all
}

// FuzzNotes holds what notes finds against a pattern.
func FuzzNotes(f *testing.F) {
	for _, seed := range []string{
		"a[^1] b [^twee]: c\n\n[^1]: noot\n   [^twee]: noot\n    [^drie]: code\n", "[^1]:", " [^1]:x", "[^]", "[^a b]", "[^[^a]]", "[^", "[^a", "[^\xff]\n[^é]:",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		if got, want := footnoteMarks(body), notesBySearch(body); !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %v, want %v", body, got, want)
		}
	})
}
