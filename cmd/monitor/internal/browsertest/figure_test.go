package browsertest

import (
	"path"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// firstPlot is the first figure over axes of a page, which the chart library draws anew, and firstMarks the first whose
// picture answers itself.
const (
	firstPlot  = ".plot-frame[data-option]"
	firstMarks = ".plot-frame:not([data-option])"
)

// live is the expression that reports whether a figure came alive.
func live(selector string) string {
	return `document.querySelector("` + selector + `[data-live]")`
}

// look is all that can be seen of the first figure: its pixels, and what is said and shown beside them.
const look = `new Promise(done => setTimeout(() => {
	const f = document.querySelector(".plot-frame[data-option]")
	done([...f.querySelectorAll("canvas")].map(c => c.toDataURL()).join() + f.innerHTML)
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
			if seen := eval[bool](tb, `[...document.querySelector(".plot-frame[data-option]").querySelectorAll("svg")].some(s => s.checkVisibility({visibilityProperty: true, opacityProperty: true}))`); seen {
				t.Error("the static picture is still seen behind the live one")
			}
			if eval[bool](tb, `(`+blankCanvas+`)("`+firstPlot+`")`) {
				t.Error("the live picture is empty")
			}
			tb.quiet()
		})
	}
}

// blankCanvas reports whether the canvas of a live figure has one colour only.
const blankCanvas = `figure => {
	const canvas = document.querySelector(figure + " canvas")
	const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data
	return data.every(value => value === data[0])
}`

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
	if !eval[bool](tb, `document.activeElement === document.querySelector(".plot-frame[data-option]")`) {
		t.Error("the figure lost the focus")
	}
	tb.keys(kb.Tab)
	if eval[bool](tb, `document.activeElement === document.querySelector(".plot-frame[data-option]")`) {
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
	fits := `(() => { const f = document.querySelector(".plot-frame[data-option]"), r = f.getBoundingClientRect(), c = f.querySelector("canvas"); return r.right <= innerWidth && (!c || !c.checkVisibility() || c.getBoundingClientRect().right <= innerWidth + 1) })()`
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
	l.wakeFigures(t, append(l.special(t), l.one(t, "category")), 5)
}

// wakeFigures wakes all figures of pages, at both widths, and compares those that the chart library draws with their pictures,
// least of them at each width: what stands in one stands in the other, at the same place.
func (l *lab) wakeFigures(t *testing.T, pages []string, least int) {
	t.Helper()
	for _, width := range []int64{1440, 390} {
		tb := l.tab(t)
		tb.size(width, 900)
		compared := map[string]bool{} // by the hash of its options: many pages show the same figure
		for _, page := range pages {
			tb.open(page)
			count := eval[int](tb, catchCharts)
			for n := range count {
				selector := "#plot-" + strconv.Itoa(n)
				hash := eval[string](tb, `document.querySelector("`+selector+`").dataset.hash || ""`)
				if compared[hash] {
					continue
				}
				tb.hover(selector)
				if !tb.until(live(selector)) {
					t.Errorf("%s: figure %d does not come alive", page, n+1)
				}
				if hash == "" {
					continue
				}
				compared[hash] = true
				tb.keys(kb.Escape)
				if off := eval[[]string](tb, `(`+displaced+`)("`+selector+`")`); len(off) > 0 {
					t.Errorf("%s at %d pixels: figure %d is drawn otherwise when it lives, such as %q", page, width, n+1, off[:min(len(off), 4)])
				}
			}
			if n := len(chartLibrary(tb.asked())); n > 1 {
				t.Errorf("%s: the chart library was loaded %d times", page, n)
			}
			tb.quiet()
		}
		if len(compared) < least {
			t.Errorf("%d figures compared", len(compared))
		}
	}
}

// catchCharts keeps the charts that come alive from now on, in the map charts, gives the figures that can the ids plot-0,
// plot-1, ..., and counts them.
const catchCharts = `(() => {
	const chart = monitorChart
	window.charts = new Map()
	monitorChart = function (frame, sizes, tip) { const c = new chart(frame, sizes, tip); charts.set(frame, c); return c }
	const all = [...document.querySelectorAll(".plot-frame")].filter(f => f.checkVisibility() && f.tabIndex === 0)
	all.forEach((f, n) => f.id = "plot-" + n)
	return all.length
})()`

// displaced lists the texts, bars and dots of a picture that its live chart has not within two pixels, and the texts that only
// the chart has.
const displaced = `selector => {
	const frame = document.querySelector(selector), chart = charts.get(frame)
	const svg = chart.picture().svg, near = 2
	const drawn = chart.chart.getZr().storage.getDisplayList(true).filter(e => !e.ignore && !e.invisible).map(e => {
		const r = e.getBoundingRect().clone(), m = e.getComputedTransform()
		if (m) r.applyTransform(m)
		// The rectangle of a line of several is that of all of them.
		const place = m ? m[0] * e.style.x + m[2] * e.style.y + m[4] : e.style.x
		const part = {left: 0, center: 0.5, right: 1}[e.style.textAlign] || 0
		return {type: e.type, text: e.style.text, place, part, x: r.x, y: r.y + r.height / 2, middle: r.x + r.width / 2, width: r.width}
	})
	const off = []
	const texts = drawn.filter(d => d.type === "tspan" && d.text.trim())
	for (const t of svg.querySelectorAll("text")) {
		const b = t.getBBox(), y = Number(t.getAttribute("y"))
		const same = texts.filter(d => d.text === t.textContent)
		same.forEach(d => d.x = d.place - d.part * b.width)
		const hit = same.find(d => Math.abs(d.x - b.x) <= near && Math.abs(d.y - y) <= near)
		if (hit) hit.seen = true
		else off.push(t.textContent + " at " + b.x.toFixed(1) + "," + y + " and not " + same.map(d => d.x.toFixed(1) + "," + d.y.toFixed(1)).join(" "))
	}
	for (const d of texts) if (!d.seen) off.push("only alive: " + d.text + " at " + d.x.toFixed(1) + "," + d.y.toFixed(1))
	const shapes = drawn.filter(d => d.type !== "tspan")
	for (const m of svg.querySelectorAll("rect, circle")) {
		const b = m.getBBox()
		if (b.height < 1) continue // the library does not draw what has no height
		if (!shapes.some(d => Math.abs(d.middle - b.x - b.width / 2) <= near && Math.abs(d.y - b.y - b.height / 2) <= near))
			off.push(m.tagName + " at " + b.x.toFixed(1) + "," + b.y.toFixed(1) + " of " + b.width.toFixed(1) + " x " + b.height.toFixed(1))
	}
	return off
}`

// TestMarks points at marks of a graph, with the mouse and with the arrow keys: what is connected stays, the rest fades.
func TestMarks(t *testing.T) {
	l := start(t)
	tb := l.tab(t)
	tb.size(1440, 900)
	for _, page := range append(l.of("survey"), l.special(t)...) {
		tb.open(page)
		if !eval[bool](tb, `(() => { const f = [...document.querySelectorAll(".plot-frame")].find(f => f.querySelector("[data-ends]")); if (f) f.id = "graph"; return !!f })()`) {
			continue
		}
		const state = `(() => {
			const svg = document.querySelector("#graph .plot-wide"), at = svg.querySelector(".is-at"), faint = e => Number(getComputedStyle(e).opacity) < 0.2
			if (!at) return svg.querySelectorAll(".is-near").length + " left, " + document.querySelector("#graph .plot-tip").hidden
			const node = at.dataset.node, joined = e => e.dataset.ends.split(" ").includes(node)
			const edges = [...svg.querySelectorAll("[data-ends]")], ends = new Set(edges.filter(joined).flatMap(e => e.dataset.ends.split(" ")).concat(node))
			const right = edges.every(e => faint(e) !== joined(e)) && [...svg.querySelectorAll("[data-node]")].every(e => faint(e) !== ends.has(e.dataset.node))
			return node + " " + right + " " + (document.querySelector("#graph .plot-tip").textContent === at.dataset.said)
		})()`
		eval[bool](tb, `(() => { const c = [...document.querySelectorAll("#graph .plot-wide circle[data-node]")]; c[4].id = "node"; return true })()`)
		tb.hover("#node")
		want := eval[string](tb, `document.querySelector("#node").dataset.node`) + " true true"
		if got := eval[string](tb, state); got != want {
			t.Errorf("%s: pointing at a node gives %q, not %q", page, got, want)
		}
		tb.mouse("mouseMoved", point{X: 5, Y: 5})
		if got := eval[string](tb, state); got != "0 left, true" {
			t.Errorf("%s: after pointing elsewhere: %q", page, got)
		}
		tb.tabTo("#graph")
		for _, step := range []struct{ key, want string }{{kb.ArrowRight, "1 true true"}, {kb.ArrowDown, "2 true true"}, {kb.ArrowLeft, "1 true true"}, {kb.Escape, "0 left, true"}} {
			tb.keys(step.key)
			if got := eval[string](tb, state); got != step.want {
				t.Errorf("%s: a key gives %q, not %q", page, got, step.want)
			}
		}
		tb.quiet()
		return
	}
	t.Error("no page has a graph")
}
