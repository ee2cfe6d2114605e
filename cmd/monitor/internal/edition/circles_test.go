package edition

import (
	"slices"
	"strings"
	"testing"
)

func TestCircles(t *testing.T) {
	for _, test := range []struct {
		all   string            // one letter each
		next  map[string]string // what a letter leads to
		found []string
	}{
		{all: "abc", next: map[string]string{"a": "bc", "b": "c"}},
		{all: "abc", next: map[string]string{"a": "b", "b": "c", "c": "a"}, found: []string{"abca"}},
		{all: "abc", next: map[string]string{"b": "b"}, found: []string{"bb"}},
		{all: "bac", next: map[string]string{"a": "b", "b": "a", "c": "ca"}, found: []string{"bab", "cc"}},
		{all: "xab", next: map[string]string{"x": "b", "a": "b", "b": "a"}, found: []string{"aba"}},
	} {
		letters := func(s string) []string { return strings.Split(s, "") }
		all := letters(test.all)
		var found []string
		for _, circle := range circles(all, func(one string) []string { return letters(test.next[one]) }) {
			found = append(found, strings.Join(fromFirst(circle, all), ""))
		}
		if !slices.Equal(found, test.found) {
			t.Errorf("%v: %q, want %q", test.next, found, test.found)
		}
	}
}
