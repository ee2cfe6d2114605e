package browsertest

import (
	"path"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// firstPlot is the first figure of a page.
const firstPlot = ".plot-frame"

// live is the expression that tells whether a figure came alive.
func live(selector string) string {
	return `document.querySelector("` + selector + `.is-live canvas")`
}

// look is all that can be seen of the first figure: its pixels, and what is said and shown beside them.
const look = `new Promise(done => setTimeout(() => {
	const f = document.querySelector(".plot-frame")
	done([...f.querySelectorAll("canvas")].map(c => c.toDataURL()).join() + f.closest("figure, .figure-body").textContent)
}, 400))`

// TestFigureComesAlive wakes a figure in each of the ways there are, and checks that nothing is loaded before.
func TestFigureComesAlive(t *testing.T) {
	l := start(t)
	for _, way := range []struct {
		name string
		wake func(*tab)
	}{
		{"mouse", func(tb *tab) { tb.hover(firstPlot) }},
		{"keyboard", func(tb *tab) { tb.tabTo(firstPlot) }},
		{"finger", func(tb *tab) { tb.touch(firstPlot) }},
	} {
		t.Run(way.name, func(t *testing.T) {
			tb := l.tab(t)
			if way.name == "finger" {
				tb.size(390, 844)
			}
			tb.open(l.one(t, "category"))
			if early := chartLibrary(tb.asked()); len(early) > 0 {
				t.Errorf("loaded before a figure is touched: %q", early)
			}
			way.wake(tb)
			if !tb.until(live(firstPlot)) {
				t.Fatalf("the figure does not come alive")
			}
			if n := len(chartLibrary(tb.asked())); n != 1 {
				t.Errorf("the chart library was loaded %d times", n)
			}
			if n := eval[int](tb, `document.querySelectorAll(".plot-frame.is-live").length`); n != 1 {
				t.Errorf("%d figures came alive, not one", n)
			}
			if seen := eval[bool](tb, `[...document.querySelector(".plot-frame").querySelectorAll("svg")].some(s => s.checkVisibility({visibilityProperty: true, opacityProperty: true}))`); seen {
				t.Error("the static picture is still seen behind the live one")
			}
			if blank := eval[bool](tb, `(() => { const c = document.querySelector(".plot-frame canvas"); const d = c.getContext("2d").getImageData(0, 0, c.width, c.height).data; return d.every(v => v === d[0]) })()`); blank {
				t.Error("the live picture is empty")
			}
			tb.quiet()
		})
	}
}

// chartLibrary picks the chart library out of what was asked for.
func chartLibrary(asked []string) []string {
	var found []string
	for _, a := range asked {
		if strings.HasPrefix(path.Base(a), "echarts") {
			found = append(found, a)
		}
	}
	return found
}

// tabTo presses Tab until an element has the focus, as somebody without a mouse would.
func (tb *tab) tabTo(selector string) {
	tb.t.Helper()
	const most = 300
	for range most {
		tb.keys(kb.Tab)
		if eval[bool](tb, `document.activeElement === document.querySelector("`+selector+`")`) {
			return
		}
	}
	tb.t.Fatalf("%s: the keyboard does not reach %s", tb.page, selector)
}

// TestFigureKeyboard walks through the points of a figure with the arrow keys.
func TestFigureKeyboard(t *testing.T) {
	l := start(t)
	tb := l.tab(t)
	tb.media("screen", "light")
	tb.open(l.one(t, "category"))
	tb.tabTo(firstPlot)
	if !tb.until(live(firstPlot)) {
		t.Fatal("the figure does not come alive")
	}
	rest := eval[string](tb, look)
	tb.keys(kb.ArrowRight)
	first := eval[string](tb, look)
	tb.keys(kb.ArrowRight)
	second := eval[string](tb, look)
	tb.keys(kb.ArrowLeft)
	back := eval[string](tb, look)
	tb.keys(kb.Escape)
	closed := eval[string](tb, look)
	switch {
	case first == rest:
		t.Error("an arrow key shows no point")
	case second == first:
		t.Error("a second arrow key does not move on")
	case back != first:
		t.Error("the other arrow key does not move back")
	case closed == back:
		t.Error("Escape leaves the point shown")
	}
	if !eval[bool](tb, `document.activeElement === document.querySelector(".plot-frame")`) {
		t.Error("the figure lost the focus")
	}
	tb.keys(kb.Tab)
	if eval[bool](tb, `document.activeElement === document.querySelector(".plot-frame")`) {
		t.Error("the focus is caught in the figure")
	}
	tb.quiet()
}

// TestFigureFollows changes what is around a live figure: the colour scheme, the width, and the screen for paper.
func TestFigureFollows(t *testing.T) {
	l := start(t)
	tb := l.tab(t)
	tb.media("screen", "light")
	tb.open(l.one(t, "category"))
	tb.hover(firstPlot)
	if !tb.until(live(firstPlot)) {
		t.Fatal("the figure does not come alive")
	}
	light := eval[string](tb, look)
	tb.media("screen", "dark")
	if dark := eval[string](tb, look); dark == light {
		t.Error("a live figure does not follow to the dark scheme")
	}
	tb.media("screen", "light")
	eval[string](tb, look)

	tb.size(360, 780)
	fits := `(() => { const f = document.querySelector(".plot-frame"), r = f.getBoundingClientRect(), c = f.querySelector("canvas"); return r.right <= innerWidth && (!c || !c.checkVisibility() || c.getBoundingClientRect().right <= innerWidth + 1) })()`
	if !tb.until(fits) {
		t.Error("a live figure does not follow to a narrow window")
	}
	tb.size(1440, 900)

	tb.media("print", "light")
	if hidden := eval[int](tb, hiddenPlots); hidden > 0 {
		t.Errorf("with a live figure, %d figures do not show exactly one picture on paper", hidden)
	}
	if eval[bool](tb, `[...document.querySelectorAll("canvas")].some(c => c.checkVisibility({visibilityProperty: true, opacityProperty: true}))`) {
		t.Error("the live picture is printed")
	}
	tb.quiet()
}

func TestEveryFigure(t *testing.T) {
	l := start(t)
	l.wakeFigures(t, append(l.special(t), l.one(t, "category")))
}

// wakeFigures wakes all figures of pages, since each kind of chart has options of its own.
func (l *lab) wakeFigures(t *testing.T, pages []string) {
	t.Helper()
	tb := l.tab(t)
	for _, page := range pages {
		tb.open(page)
		count := eval[int](tb, `document.querySelectorAll(".plot-frame").length`)
		for n := range count {
			eval[bool](tb, `(document.querySelectorAll(".plot-frame").forEach((f, n) => f.id = "plot-" + n), true)`)
			selector := "#plot-" + strconv.Itoa(n)
			tb.hover(selector)
			if !tb.until(live(selector)) {
				t.Errorf("%s: figure %d does not come alive", page, n+1)
			}
		}
		if n := len(chartLibrary(tb.asked())); count > 0 && n != 1 {
			t.Errorf("%s: the chart library was loaded %d times", page, n)
		}
		tb.quiet()
	}
}
