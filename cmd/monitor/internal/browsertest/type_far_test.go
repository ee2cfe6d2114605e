//go:build far

package browsertest

import (
	"slices"
	"testing"
)

// TestTypeFar wants at most eight sizes of type on all kinds of pages, apart from pictures and superscripts.
func TestTypeFar(t *testing.T) {
	l := start(t)
	tb := l.tab(t)
	tb.size(1440, 900)
	var sizes []string
	for _, path := range l.firsts(t) {
		tb.open(path)
		for _, size := range eval[[]string](tb, typeSizes) {
			if !slices.Contains(sizes, size) {
				sizes = append(sizes, size)
				t.Logf("%s first on %s", size, path)
			}
		}
	}
	if len(sizes) > 8 {
		t.Errorf("the pages have %d sizes of type: %q", len(sizes), sizes)
	}
	tb.quiet()
}

// typeSizes lists the sizes of the letters on a page.
const typeSizes = `[...new Set([...document.body.querySelectorAll("*")]
	.filter(e => !e.closest("svg,sup,sub") && e.checkVisibility() &&
		[...e.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.data.trim()))
	.map(e => getComputedStyle(e).fontSize))]`
