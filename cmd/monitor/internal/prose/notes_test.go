package prose

import (
	"reflect"
	"regexp"
	"testing"
)

// marksByPattern finds what footnoteMarks finds, with a regular expression.
func marksByPattern(body []byte) (all []footnoteMark) {
	mark := regexp.MustCompile(`\[\^([^\[\]\n]+)\](:?)`)
	lineStart := regexp.MustCompile(`(?:^|\n)[ ]{0,3}$`)
	for _, m := range mark.FindAllSubmatchIndex(body, -1) {
		defines := m[5] > m[4] && lineStart.Match(body[max(0, m[0]-4):m[0]])
		all = append(all, footnoteMark{string(body[m[2]:m[3]]), m[0], defines})
	}
	return all
}

// FuzzNotes compares footnoteMarks with a regular expression.
func FuzzNotes(f *testing.F) {
	for _, seed := range []string{
		"a[^1] b [^twee]: c\n\n[^1]: noot\n   [^twee]: noot\n    [^drie]: code\n",
		"[^1]:", " [^1]:x", "[^]", "[^a b]", "[^[^a]]", "[^", "[^a", "[^\xff]\n[^é]:",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		if got, want := footnoteMarks(body), marksByPattern(body); !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %v, want %v", body, got, want)
		}
	})
}
