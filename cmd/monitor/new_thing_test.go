package main

import (
	"strconv"
	"strings"
	"testing"
)

// TestNextNumber wants a new chapter behind the last one, on the site and in the list of a folder, until there is
// no such number any more.
func TestNextNumber(t *testing.T) {
	for last, want := range map[int]int{0: 10, 1: 5, 8: 9, 10: 20, 35: 40, 90: 95, 95: 97, 98: 99, 990: 995} {
		got := nextNumber(last)
		if got != want {
			t.Errorf("after %d comes %d, want %d", last, got, want)
		}
		if last > 0 && strings.Compare(strconv.Itoa(last), strconv.Itoa(got)) >= 0 {
			t.Errorf("a folder lists %d before %d", got, last)
		}
	}
	if got := nextNumber(99); got != 100 {
		t.Errorf("after 99 comes %d", got)
	}
}
