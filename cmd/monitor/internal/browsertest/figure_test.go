package browsertest

import (
	"path"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// firstPlot selects the first figure over axes of a page, which the chart library draws again.
// firstMarks selects the first figure whose own marks show what they say.
const (
	firstPlot  = ".plot-frame[data-option]"
	firstMarks = ".plot-frame:not([data-option])"
)

// live returns a JavaScript expression that is true once a figure came alive.
func live(selector string) string {
	return `document.querySelector("` + selector + `[data-live]")`
}

// look returns all that a reader sees of the first figure: its pixels, and the texts beside them.
const look = `new Promise(done => setTimeout(() => {
	const f = document.querySelector(".plot-frame[data-option]")
	done([...f.querySelectorAll("canvas")].map(c => c.toDataURL()).join() + f.innerHTML)
}, 400))`

// TestFigureComesAlive wakes a figure with the mouse, the keyboard and a finger. It checks that
// nothing is loaded before.
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
			if eval[bool](tb, `[...document.querySelectorAll("`+firstPlot+`[data-live] svg")].some(`+seen+`)`) {
				t.Error("the static picture is still seen behind the live one")
			}
			if eval[bool](tb, `(`+blankCanvas+`)("`+firstPlot+`")`) {
				t.Error("the live picture is empty")
			}
			tb.quiet()
		})
	}
}

// seen reports whether an element is shown and not transparent.
const seen = `(e => e.checkVisibility({visibilityProperty: true, opacityProperty: true}))`

// blankCanvas reports whether the canvas of a live figure has one colour only.
const blankCanvas = `figure => {
	const canvas = document.querySelector(figure + " canvas")
	const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data
	return data.every(value => value === data[0])
}`

// chartLibrary returns the addresses of the chart library among those that the page loaded.
func chartLibrary(asked []string) []string {
	var found []string
	for _, a := range asked {
		if strings.HasPrefix(path.Base(a), "echarts") {
			found = append(found, a)
		}
	}
	return found
}

// tabTo presses Tab until an element has the focus, like a reader without a mouse.
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
	const said = `document.getElementById("ui-speaker").textContent`
	spoken, shown := eval[string](tb, said), eval[string](tb, `document.querySelector(".plot-tip").textContent`)
	if spoken == "" || spoken != strings.ReplaceAll(shown, "\n", "; ") {
		t.Errorf("a screen reader says %q, the figure shows %q", spoken, shown)
	}
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

// TestFigureFollows changes what surrounds a live figure: the colour scheme, the width of the
// window, and the medium, from screen to paper.
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
	if !tb.until(`(() => {
		const figure = document.querySelector(".plot-frame[data-option]"), canvas = figure.querySelector("canvas")
		return figure.getBoundingClientRect().right <= innerWidth &&
			(!canvas || !canvas.checkVisibility() || canvas.getBoundingClientRect().right <= innerWidth + 1)
	})()`) {
		t.Error("a live figure does not follow to a narrow window")
	}
	tb.size(1440, 900)

	tb.media("print", "light")
	if hidden := eval[int](tb, hiddenPlots); hidden > 0 {
		t.Errorf("with a live figure, %d figures do not show exactly one picture on paper", hidden)
	}
	if eval[bool](tb, `[...document.querySelectorAll("canvas")].some(`+seen+`)`) {
		t.Error("the live picture is printed")
	}
	tb.quiet()
}

func TestEveryFigure(t *testing.T) {
	l := start(t)
	l.wakeFigures(t, append(l.special(t), l.one(t, "category")), 5)
}

// wakeFigures wakes all figures of pages, at both widths. It compares each figure that the chart
// library draws with its picture: both must have the same marks at the same places. At each width
// it must compare at least the number of figures in least.
func (l *lab) wakeFigures(t *testing.T, pages []string, least int) {
	t.Helper()
	for _, width := range []int64{1440, 390} {
		tb := l.tab(t)
		tb.size(width, 900)
		compared := map[string]bool{} // by the hash of the options, since pages share figures
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
					t.Errorf("%s at %d pixels: figure %d is drawn otherwise when it lives, such as %q",
						page, width, n+1, off[:min(len(off), 4)])
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

// catchCharts keeps each chart that comes alive from now on in the map charts. It gives the figures
// that can come alive the ids plot-0, plot-1, ..., and returns how many they are.
const catchCharts = `(() => {
	const chart = monitorChart
	window.charts = new Map()
	monitorChart = function (frame, sizes, tip) {
		const c = new chart(frame, sizes, tip)
		charts.set(frame, c)
		return c
	}
	const all = [...document.querySelectorAll(".plot-frame")].filter(f => f.checkVisibility() && f.tabIndex === 0)
	all.forEach((f, n) => f.id = "plot-" + n)
	return all.length
})()`

// displaced compares a picture with its live chart. It lists the texts, bars and dots of the
// picture that the chart does not have within two pixels, and the texts that only the chart has.
const displaced = `selector => {
	const frame = document.querySelector(selector), chart = charts.get(frame)
	const svg = chart.picture().svg, near = 2
	const drawn = chart.chart.getZr().storage.getDisplayList(true).filter(e => !e.ignore && !e.invisible).map(e => {
		const r = e.getBoundingRect().clone(), m = e.getComputedTransform()
		if (m) r.applyTransform(m)
		// Of a text of several lines, the rectangle of each line is that of all lines together.
		const place = m ? m[0] * e.style.x + m[2] * e.style.y + m[4] : e.style.x
		const part = {left: 0, center: 0.5, right: 1}[e.style.textAlign] || 0
		const middle = r.x + r.width / 2
		return {type: e.type, text: e.style.text, place, part, x: r.x, y: r.y + r.height / 2, middle}
	})
	const off = [], at = (x, y) => x.toFixed(1) + "," + y.toFixed(1)
	const texts = drawn.filter(d => d.type === "tspan" && d.text.trim())
	for (const t of svg.querySelectorAll("text")) {
		const b = t.getBBox(), y = Number(t.getAttribute("y"))
		const same = texts.filter(d => d.text === t.textContent)
		same.forEach(d => d.x = d.place - d.part * b.width)
		const hit = same.find(d => Math.abs(d.x - b.x) <= near && Math.abs(d.y - y) <= near)
		if (hit) hit.seen = true
		else off.push(t.textContent + " at " + at(b.x, y) + " and not " + same.map(d => at(d.x, d.y)).join(" "))
	}
	for (const d of texts) if (!d.seen) off.push("only alive: " + d.text + " at " + at(d.x, d.y))
	const shapes = drawn.filter(d => d.type !== "tspan")
	for (const m of svg.querySelectorAll("rect, circle")) {
		const b = m.getBBox()
		if (b.height < 1) continue // the library draws nothing without height
		const x = b.x + b.width / 2, y = b.y + b.height / 2
		if (!shapes.some(d => Math.abs(d.middle - x) <= near && Math.abs(d.y - y) <= near))
			off.push(m.tagName + " at " + at(b.x, b.y) + " of " + b.width.toFixed(1) + " x " + b.height.toFixed(1))
	}
	return off
}`

// TestMarks points at nodes of a graph, with the mouse and with the arrow keys. The node, its edges
// and its neighbours stay as they are; all else fades.
func TestMarks(t *testing.T) {
	l := start(t)
	tb := l.tab(t)
	tb.size(1440, 900)
	for _, page := range append(l.of("groups"), l.special(t)...) {
		tb.open(page)
		if !eval[bool](tb, markGraph) {
			continue
		}
		want := eval[string](tb, `document.querySelector("#node").dataset.node`) + " true true"
		tb.hover("#node")
		if got := eval[string](tb, graphState); got != want {
			t.Errorf("%s: pointing at a node gives %q, not %q", page, got, want)
		}
		tb.mouse("mouseMoved", point{X: 5, Y: 5})
		if got := eval[string](tb, graphState); got != "0 left, true" {
			t.Errorf("%s: after pointing elsewhere: %q", page, got)
		}
		tb.tabTo("#graph")
		for _, step := range []struct{ key, want string }{
			{kb.ArrowRight, "1 true true"},
			{kb.ArrowDown, "2 true true"},
			{kb.ArrowLeft, "1 true true"},
			{kb.Escape, "0 left, true"},
		} {
			tb.keys(step.key)
			if got := eval[string](tb, graphState); got != step.want {
				t.Errorf("%s: a key gives %q, not %q", page, got, step.want)
			}
		}
		tb.quiet()
		return
	}
	t.Error("no page has a graph")
}

// markGraph gives the first graph of the page the id graph, and one of its nodes the id node. It
// reports whether the page has a graph.
const markGraph = `(() => {
	const graph = [...document.querySelectorAll(".plot-frame")].find(f => f.querySelector("[data-ends]"))
	if (!graph) return false
	graph.id = "graph"
	const picture = [...graph.querySelectorAll("svg.plot")].find(s => s.checkVisibility())
	picture.id = "picture"
	picture.querySelectorAll("circle[data-node]")[4].id = "node"
	return true
})()`

// graphState describes the graph in one line. When a node is pointed at, the line has the number of
// the node, whether exactly the right marks are faint, and whether the text beside the node is
// right: "1 true true". Otherwise it has the number of marks that are still emphasized, and whether
// the text is hidden: "0 left, true".
const graphState = `(() => {
	const svg = document.querySelector("#picture"), tip = document.querySelector("#graph .plot-tip")
	const at = svg.querySelector(".is-at"), faint = e => Number(getComputedStyle(e).opacity) < 0.2
	if (!at) return svg.querySelectorAll(".is-near").length + " left, " + tip.hidden
	const node = at.dataset.node, endsOf = e => e.dataset.ends.split(" ")
	const edges = [...svg.querySelectorAll("[data-ends]")], nodes = [...svg.querySelectorAll("[data-node]")]
	const joined = e => endsOf(e).includes(node)
	const ends = new Set(edges.filter(joined).flatMap(endsOf).concat(node))
	const right = edges.every(e => faint(e) !== joined(e)) && nodes.every(e => faint(e) !== ends.has(e.dataset.node))
	return node + " " + right + " " + (tip.textContent === at.dataset.said)
})()`
