package browsertest

import "testing"

// TestAspects wants the aspects of a category as rows that open: all closed at first, the one that a link
// leads to open and in sight, and all open on paper.
func TestAspects(t *testing.T) {
	l := start(t)
	tb := l.tab(t)
	tb.size(1440, 900)
	page := l.of("category")[0]
	tb.open(page)
	ids := eval[[]string](tb, `[...document.querySelectorAll(".aspect > .aspect-open")].map(e => e.id)`)
	if len(ids) < 2 {
		t.Fatalf("%s has %d aspects", page, len(ids))
	}
	const shown = `[...document.querySelectorAll(".aspect > .aspect-open")].map(e => e.checkVisibility())`
	for n, open := range eval[[]bool](tb, shown) {
		if open {
			t.Errorf("aspect %d is open at first", n)
		}
	}
	tb.media("print", "light")
	for n, open := range eval[[]bool](tb, shown) {
		if !open {
			t.Errorf("aspect %d is closed on paper", n)
		}
	}
	tb.media("", "light")
	last := ids[len(ids)-1]
	tb.open(page + "#" + last)
	const top = `(() => {
		const open = document.querySelector(".aspect[open]")
		return open && open === document.getElementById(location.hash.slice(1)).parentElement ?
			Math.round(open.getBoundingClientRect().top) : -1
	})()`
	if y := eval[int](tb, top); y < 0 || y > 850 {
		t.Errorf("a link to %s leaves it closed or out of sight, at %d", last, y)
	}
	tb.quiet()
}
