//go:build far

package browsertest

import (
	"fmt"
	"math"
	"net/http/httptest"
	"slices"
	"strconv"
	"testing"
)

// sizes are the sizes of a desktop and a phone. The one shows the wide pictures, the other the
// narrow ones.
var sizes = []struct{ width, height int }{{1440, 900}, {390, 844}}

// TestWebKitFar reads the site in WebKit, the engine of Safari and of every browser on an iPhone. WebKitGTK's
// driver has no command that prints.
func TestWebKitFar(t *testing.T) {
	l := start(t)
	server := httptest.NewServer(watched(siteHandler(l.dir)))
	defer server.Close()
	w := openWebKit(t, server.URL+mount)
	w.walkPaths(l, append([]mainPath{
		{"pages", comparePages},
		{"figures", compareLive},
		{"marks", pointAtMarks},
		{"terms", openTerms},
	}, mainPaths...))
}

// pictured returns the pages that together show every picture of the newest edition, and the first
// page of every other kind. The pages of risks all show the same pictures, each with another risk
// marked.
func (l *lab) pictured(t *testing.T) []string {
	t.Helper()
	pages := l.firsts(t)
	for _, kind := range []string{"category", "chapter", "indicator"} {
		pages = append(pages, l.of(kind)...)
	}
	slices.Sort(pages)
	return slices.Compact(pages)
}

// placed is a picture as a browser shows it: its size, and the places of its texts in it, in CSS
// pixels. X is the point that a text is aligned to: its left end, its middle or its right end. The
// other points differ between browsers, since WebKit rounds widths of letters to pixels on Linux. Y
// is half way up the text.
type placed struct {
	Width, Height float64
	Texts         []struct {
		Text string
		X, Y float64
	}
}

// moved describes the text that is farthest from its place in Chromium, and returns how far that
// is.
func (chromium placed) moved(webkit placed) (description string, distance float64) {
	if len(webkit.Texts) != len(chromium.Texts) {
		return fmt.Sprintf("are %d texts, and %d in Chromium", len(webkit.Texts), len(chromium.Texts)), math.Inf(1)
	}
	for n, want := range chromium.Texts {
		got := webkit.Texts[n]
		if d := math.Hypot(got.X-want.X, got.Y-want.Y); d > distance {
			description = fmt.Sprintf("%q is at %.1f, %.1f, and at %.1f, %.1f in Chromium",
				want.Text, got.X, got.Y, want.X, want.Y)
			distance = d
		}
	}
	return description, distance
}

const placedPictures = `[...document.querySelectorAll("svg.plot")].filter(s => s.checkVisibility()).map(svg => {
	const frame = svg.getBoundingClientRect()
	return {Width: frame.width, Height: frame.height, Texts: [...svg.querySelectorAll("text")].map(text => {
		const r = text.getBoundingClientRect()
		const part = {start: 0, middle: 0.5, end: 1}[getComputedStyle(text).textAnchor]
		return {Text: text.textContent, X: r.x + part * r.width - frame.x, Y: r.y + r.height / 2 - frame.y}
	})}
})`

// comparePages opens pages in both browsers. All pictures must have their texts at the same places. Of the
// indicators, which are many and alike, one half is opened in each size.
func comparePages(l *lab, w *window) {
	t := w.t
	const near = 2
	pages := l.pictured(t)
	for half, size := range sizes {
		tb := l.tab(t)
		tb.size(int64(size.width), int64(size.height))
		w.size(size.width, size.height)
		pictures, texts, farthest := 0, 0, 0.0
		for n, page := range pages {
			if l.pages[page].kind == "indicator" && n%len(sizes) != half {
				continue
			}
			tb.open(page)
			w.open(page)
			w.quiet()
			if beyond := ask[[]string](w, tooWide); len(beyond) > 0 {
				t.Errorf("%s scrolls sideways at %d pixels: %q", page, size.width, beyond)
			}
			if hidden := ask[int](w, hiddenPlots); hidden > 0 {
				t.Errorf("%s: %d figures do not show exactly one picture at %d pixels", page, hidden, size.width)
			}
			if over := ask[[]string](w, plotOverlaps); len(over) > 0 {
				t.Errorf("%s at %d pixels: texts in figures stand in each other's way: %q", page, size.width, over)
			}
			want, got := eval[[]placed](tb, placedPictures), ask[[]placed](w, placedPictures)
			if len(got) != len(want) {
				t.Errorf("%s at %d pixels: %d pictures, and %d in Chromium", page, size.width, len(got), len(want))
				continue
			}
			for n := range want {
				pictures++
				if math.Abs(got[n].Width-want[n].Width) > near || math.Abs(got[n].Height-want[n].Height) > near {
					t.Errorf("%s at %d pixels: picture %d is %.1f x %.1f, and %.1f x %.1f in Chromium",
						page, size.width, n+1, got[n].Width, got[n].Height, want[n].Width, want[n].Height)
				}
				texts += len(want[n].Texts)
				moved, distance := want[n].moved(got[n])
				farthest = max(farthest, distance)
				if distance > near {
					t.Errorf("%s at %d pixels: in picture %d %s", page, size.width, n+1, moved)
				}
			}
		}
		if texts == 0 {
			t.Error("no text was compared")
		}
		t.Logf("%d pixels: %d pages, %d pictures, %d texts; the farthest is %.2f pixels off",
			size.width, len(pages), pictures, texts, farthest)
	}
}

// compareLive wakes all figures of some pages with the mouse, and on the phone with a finger. The
// chart library must draw marks at the same places as in the picture.
func compareLive(l *lab, w *window) {
	t := w.t
	for _, size := range sizes {
		w.size(size.width, size.height)
		compared := 0
		for _, page := range append(l.special(t), l.of("category")...) {
			w.open(page)
			for n := range ask[int](w, catchCharts) {
				selector := "#plot-" + strconv.Itoa(n)
				w.point(size.width, selector)
				if !w.until(live(selector)) {
					t.Errorf("%s at %d pixels: figure %d does not come alive", page, size.width, n+1)
					continue
				}
				if !ask[bool](w, `"option" in document.querySelector("`+selector+`").dataset`) {
					continue
				}
				compared++
				if ask[bool](w, `(`+blankCanvas+`)("`+selector+`")`) {
					t.Errorf("%s at %d pixels: figure %d is empty when it lives", page, size.width, n+1)
				}
				w.walk(selector)
				if off := ask[[]string](w, `(`+displaced+`)("`+selector+`")`); len(off) > 0 {
					t.Errorf("%s at %d pixels: figure %d is drawn otherwise when it lives, such as %q",
						page, size.width, n+1, off[:min(len(off), 4)])
				}
			}
			w.quiet()
		}
		if compared == 0 {
			t.Errorf("no figure was compared at %d pixels", size.width)
		}
		t.Logf("%d pixels: %d live figures", size.width, compared)
	}
}

// walk goes through the points of a live figure with the arrow keys. A different text must appear
// beside each point.
func (w *window) walk(figure string) {
	w.t.Helper()
	ask[bool](w, fmt.Sprintf(`(document.querySelector("%s").focus(), true)`, figure))
	// The mouse leaves the figure, since the page may scroll another point beneath it.
	w.act("mouse", moveTo(point{2, 2}))
	said := func(keys string) string {
		w.keys(keys)
		return ask[string](w, shownTip(figure))
	}
	first, second, back, closed := said(keyHome), said(keyRight), said(keyLeft), said(keyEscape)
	if first == "" || second == "" || second == first || back != first || closed != "" {
		w.t.Errorf("%s: %s: the keys Home, Right, Left and Escape show %q, %q, %q and %q",
			w.page, figure, first, second, back, closed)
	}
}

// shownTip returns a JavaScript expression for the text that a figure shows beside a point, or "".
func shownTip(figure string) string {
	return fmt.Sprintf(`(tip => tip.checkVisibility() ? tip.textContent : "")(
		document.querySelector("%s .plot-tip"))`, figure)
}

// markOnTop gives the id mark to the first mark of a figure that nothing covers, and returns the
// text that the mark shows when it is pointed at.
const markOnTop = `figure => {
	for (const mark of document.querySelector(figure).querySelectorAll("[data-said]:not([data-ends])")) {
		if (!mark.checkVisibility()) continue
		mark.scrollIntoView({block: "center", behavior: "instant"})
		const r = mark.getBoundingClientRect()
		const hit = document.elementFromPoint(Math.floor(r.x + r.width / 2), Math.floor(r.y + r.height / 2))
		if (hit && hit.closest("[data-said]") === mark) { mark.id = "mark"; return mark.dataset.said }
	}
	return ""
}`

// pointAtMarks points at a mark of every figure whose own marks show what they say, and then walks
// through its marks with the keyboard.
func pointAtMarks(l *lab, w *window) {
	t := w.t
	for _, size := range sizes {
		w.size(size.width, size.height)
		pointed := 0
		for _, page := range l.firsts(t) {
			w.open(page)
			for n := range ask[int](w, catchCharts) {
				figure := "#plot-" + strconv.Itoa(n)
				if ask[bool](w, `"option" in document.querySelector("`+figure+`").dataset`) {
					continue
				}
				pointed++
				w.point(size.width, figure)
				want := ask[string](w, `(`+markOnTop+`)("`+figure+`")`)
				if want == "" {
					t.Errorf("%s at %d pixels: no mark of figure %d can be pointed at", page, size.width, n+1)
					continue
				}
				w.point(size.width, "#mark")
				if got := ask[string](w, shownTip(figure)); got != want || got == "" {
					t.Errorf("%s at %d pixels: a mark of figure %d says %q, not %q", page, size.width, n+1, got, want)
				}
				w.walk(figure)
				ask[bool](w, `(document.querySelector("#mark").removeAttribute("id"), true)`)
			}
			w.quiet()
		}
		if pointed == 0 {
			t.Errorf("no figure has marks at %d pixels", size.width)
		}
		t.Logf("%d pixels: %d figures with marks", size.width, pointed)
	}
}

// point points at an element: on a phone with a finger, elsewhere with the mouse.
func (w *window) point(width int, selector string) {
	w.t.Helper()
	if width < 500 {
		w.press("touch", selector)
	} else {
		w.hover(selector)
	}
}

// openTerms opens the definition of a term in the text. All of it must be in the window.
func openTerms(l *lab, w *window) {
	t := w.t
	for _, page := range l.of("category") {
		w.open(page)
		if !ask[bool](w, `Boolean(document.querySelector("main .term"))`) {
			continue
		}
		for _, size := range sizes {
			w.size(size.width, size.height)
			w.press("mouse", "main .term")
			if !w.until(`document.querySelector(".term-definition:popover-open")`) {
				t.Fatalf("%s at %d pixels: the definition of a term does not open", page, size.width)
			}
			if ask[bool](w, `(() => {
				const r = document.querySelector(".term-definition:popover-open").getBoundingClientRect()
				return r.left < 0 || r.right > innerWidth || r.top < 0 || r.bottom > innerHeight || r.height < 40
			})()`) {
				t.Errorf("%s at %d pixels: the definition of a term is not wholly in the window", page, size.width)
			}
			w.keys(keyEscape)
			if !w.until(`!document.querySelector(".term-definition:popover-open")`) {
				t.Errorf("%s at %d pixels: Escape does not close the definition of a term", page, size.width)
			}
		}
		w.quiet()
		return
	}
	t.Error("no category has a term")
}
