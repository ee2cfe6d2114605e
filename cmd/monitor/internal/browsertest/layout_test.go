package browsertest

import (
	"slices"
	"testing"
)

// readable is the least size of letters in a figure, in CSS pixels.
const readable = 10

func TestLayout(t *testing.T) {
	l := start(t)
	l.lookAtLayout(t, append(l.firsts(t), l.special(t)...), nil)
}

// lookAtLayout looks at pages on a small phone, a phone, a tablet and a desktop. The small phone
// has 320 pixels, as many as a desktop has at a zoom of 400 % (WCAG 2.2, success criterion 1.4.10).
// A figure has a narrow and a wide picture. A phone shows the one and a tablet the other, so it is
// enough to look at some pages on these two. The others are also touched with a finger, on the small
// phone and the tablet, and shown with large letters on the small phone: to load a page takes longer than to
// look at it.
func (l *lab) lookAtLayout(t *testing.T, everywhere, onPhoneAndTablet []string) {
	t.Helper()
	paths := slices.Concat(everywhere, onPhoneAndTablet)
	const tabs = 2
	for n := range tabs {
		t.Run("", func(t *testing.T) {
			t.Parallel()
			tb := l.tab(t)
			smallest := 99.0
			for i := n; i < len(paths); i += tabs {
				widths := []int64{320, 390, 820, 1440}
				if i >= len(everywhere) {
					widths = widths[1:3]
				}
				tb.size(widths[0], 900)
				tb.open(paths[i])
				for _, width := range widths {
					tb.size(width, 900)
					eval[bool](tb, settled)
					smallest = min(smallest, tb.lookAtLayout(width))
					if i >= len(everywhere) {
						continue
					}
					if width == 320 {
						tb.lookAtLargeText()
					}
					if width == 320 || width == 820 {
						tb.lookAtTargets(width)
					}
				}
			}
			t.Logf("the smallest text in a figure is %.1f pixels", smallest)
			tb.quiet()
		})
	}
}

// lookAtLayout looks at the page that is open, in a window of a width, and returns the size of the smallest letters
// in its figures.
func (tb *tab) lookAtLayout(width int64) (smallest float64) {
	tb.t.Helper()
	if beyond := eval[[]string](tb, tooWide); len(beyond) > 0 {
		tb.t.Errorf("%s scrolls sideways at %d pixels: %q", tb.page, width, beyond)
	}
	if hidden := eval[int](tb, hiddenPlots); hidden > 0 {
		tb.t.Errorf("%s: %d figures do not show exactly one picture at %d pixels", tb.page, hidden, width)
	}
	if over := eval[[]string](tb, cardOverlaps); len(over) > 0 {
		tb.t.Errorf("%s at %d pixels: parts of %d cards stand in each other's way, such as %q",
			tb.page, width, len(over), over[0])
	}
	smallest = 99
	var small, out []plotText
	for _, text := range eval[[]plotText](tb, plotTexts) {
		smallest = min(smallest, text.Size)
		if text.Size < readable {
			small = append(small, text)
		}
		if text.Out > 1 {
			out = append(out, text)
		}
	}
	if len(small) > 0 {
		tb.t.Errorf("%s at %d pixels: %d texts in figures are too small, such as %q with %.1f pixels",
			tb.page, width, len(small), small[0].Text, small[0].Size)
	}
	if len(out) > 0 {
		tb.t.Errorf("%s at %d pixels: %d texts stick out of their figures, such as %q by %.0f pixels",
			tb.page, width, len(out), out[0].Text, out[0].Out)
	}
	if over := eval[[]string](tb, plotOverlaps); len(over) > 0 {
		tb.t.Errorf("%s at %d pixels: %d texts in figures stand in each other's way, such as %q",
			tb.page, width, len(over), over[0])
	}
	return smallest
}

// lookAtLargeText gives the page that is open letters twice as large, as a reader may (WCAG 2.2, success criteria 1.4.4
// and 1.4.10 together), and then its own again.
func (tb *tab) lookAtLargeText() {
	tb.t.Helper()
	const size = `document.documentElement.style.fontSize = `
	eval[bool](tb, `(`+size+`"200%", `+settled+`)`)
	if beyond := eval[[]string](tb, tooWide); len(beyond) > 0 {
		tb.t.Errorf("%s scrolls sideways with letters twice as large: %q", tb.page, beyond)
	}
	eval[bool](tb, `(`+size+`"", `+settled+`)`)
}

// tooWide lists the elements that make the page wider than the window: the innermost ones that
// reach beyond it. Elements in a part of the page that scrolls on its own do not count.
const tooWide = `(() => {
	const width = document.documentElement.clientWidth
	if (document.documentElement.scrollWidth <= width) return []
	const right = e => e.getBoundingClientRect().right
	const scrolls = e => {
		for (; e && e !== document.body; e = e.parentElement)
			if (getComputedStyle(e).overflowX !== "visible") return true
		return false
	}
	const wide = [...document.body.querySelectorAll("*")]
		.filter(e => e.checkVisibility() && right(e) > width + 0.5 && !scrolls(e))
	const list = wide.filter(e => !wide.some(o => o !== e && e.contains(o))).slice(0, 5)
		.map(e => e.tagName.toLowerCase() + "." + (e.getAttribute("class") || "") + " to " + Math.round(right(e)))
	return list.length ? list : ["scrollWidth " + document.documentElement.scrollWidth]
})()`

// cardOverlaps lists the parts of cards that lie over each other.
const cardOverlaps = `[...document.querySelectorAll(".card")].flatMap(card => {
	const parts = [...card.children].filter(e => e.checkVisibility()).map(e => [e, e.getBoundingClientRect()])
	const over = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
		Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1
	return parts.flatMap(([e, a], n) => parts.slice(n + 1).filter(([, b]) => over(a, b))
		.map(([f]) => e.textContent + " and " + f.textContent))
})`

// shownPlots is the list of the pictures that the page shows.
const shownPlots = `[...document.querySelectorAll(".plot-frame svg")].filter(s => s.checkVisibility())`

// plotOverlaps lists the pairs of texts that overlap in a picture. The room above and below their
// letters may overlap.
const plotOverlaps = shownPlots + `.flatMap(svg => {
	const texts = [...svg.querySelectorAll("text")].filter(x => x.textContent.trim()).map(x => {
		const r = x.getBoundingClientRect(), room = 0.2 * r.height
		return {text: x.textContent, left: r.left, right: r.right, top: r.top + room, bottom: r.bottom - room}
	})
	const apart = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) <= 1 ||
		Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) <= 1
	return texts.flatMap((a, n) => texts.slice(n + 1).filter(b => !apart(a, b)).map(b => a.text + " and " + b.text))
})`

// plotText is a text in a picture. Size is the size of its letters as shown, and Out is how far it
// reaches beyond the picture; both in CSS pixels.
type plotText struct {
	Text      string
	Size, Out float64
}

// plotTexts lists the texts in pictures, as a plotText each. The rectangle of a text is as wide as
// its letters, and as high as a line of the font: above and below the letters is room of about 0.3
// times their size. That room may reach beyond the picture.
const plotTexts = shownPlots + `.flatMap(svg => {
	const frame = svg.getBoundingClientRect()
	return [...svg.querySelectorAll("text")].filter(x => x.textContent.trim()).map(x => {
		const r = x.getBoundingClientRect(), m = x.getScreenCTM()
		const size = parseFloat(getComputedStyle(x).fontSize) * Math.hypot(m.c, m.d), room = 0.3 * size
		const sideways = Math.max(frame.left - r.left, r.right - frame.right)
		const upright = Math.max(frame.top - r.top, r.bottom - frame.bottom) - room
		return {Text: x.textContent, Size: size, Out: Math.max(sideways, upright)}
	})
})`
