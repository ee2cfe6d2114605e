package browsertest

import (
	"fmt"
	"testing"
)

// readable is the least size of letters in a figure, in CSS pixels.
const readable = 10

func TestLayout(t *testing.T) {
	l := start(t)
	paths := append(l.firsts(t), l.special(t)...)
	l.lookAtLayout(t, paths, paths)
}

// lookAtLayout looks at pages on a small phone (320 pixels: also what a zoom of 400 % leaves of a desktop, WCAG 1.4.10), on a
// phone, on a tablet and on a desktop. A figure has two pictures, a narrow and a wide: on a phone and on a tablet all are seen.
func (l *lab) lookAtLayout(t *testing.T, paths, onPhoneAndTablet []string) {
	t.Helper()
	for _, width := range []int64{320, 390, 820, 1440} {
		t.Run(fmt.Sprint(width), func(t *testing.T) {
			t.Parallel()
			tb := l.tab(t)
			tb.size(width, 900)
			smallest := 99.0
			paths := paths
			if width == 390 || width == 820 {
				paths = onPhoneAndTablet
			}
			for _, path := range paths {
				tb.open(path)
				if beyond := eval[[]string](tb, tooWide); len(beyond) > 0 {
					t.Errorf("%s scrolls sideways at %d pixels: %q", path, width, beyond)
				}
				if hidden := eval[int](tb, hiddenPlots); hidden > 0 {
					t.Errorf("%s: %d figures do not show exactly one picture at %d pixels", path, hidden, width)
				}
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
					t.Errorf("%s at %d pixels: %d texts in figures are too small, such as %q with %.1f pixels", path, width, len(small), small[0].Text, small[0].Size)
				}
				if len(out) > 0 {
					t.Errorf("%s at %d pixels: %d texts stick out of their figures, such as %q by %.0f pixels", path, width, len(out), out[0].Text, out[0].Out)
				}
				if over := eval[[]string](tb, plotOverlaps); len(over) > 0 {
					t.Errorf("%s at %d pixels: %d texts in figures stand in each other's way, such as %q", path, width, len(over), over[0])
				}
			}
			t.Logf("the smallest text in a figure is %.1f pixels", smallest)
			tb.quiet()
		})
	}
}

// tooWide lists what makes the page wider than the window: the innermost elements that reach beyond it and are not inside
// something that scrolls by itself.
const tooWide = `(() => {
	const width = document.documentElement.clientWidth
	if (document.documentElement.scrollWidth <= width) return []
	const scrolls = e => { for (; e && e !== document.body; e = e.parentElement) if (getComputedStyle(e).overflowX !== "visible") return true; return false }
	const wide = [...document.body.querySelectorAll("*")].filter(e => e.checkVisibility() && e.getBoundingClientRect().right > width + 0.5 && !scrolls(e))
	const list = wide.filter(e => !wide.some(o => o !== e && e.contains(o))).slice(0, 5)
		.map(e => e.tagName.toLowerCase() + "." + (e.getAttribute("class") || "") + " to " + Math.round(e.getBoundingClientRect().right))
	return list.length ? list : ["scrollWidth " + document.documentElement.scrollWidth]
})()`

// plotOverlaps lists the pairs of texts that cover each other in a picture, without the room above and below their letters.
const plotOverlaps = `[...document.querySelectorAll(".plot-frame svg")].filter(s => s.checkVisibility()).flatMap(svg => {
	const texts = [...svg.querySelectorAll("text")].filter(x => x.textContent.trim()).map(x => {
		const r = x.getBoundingClientRect(), room = 0.2 * r.height
		return {text: x.textContent, left: r.left, right: r.right, top: r.top + room, bottom: r.bottom - room}
	})
	const apart = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) <= 1 || Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) <= 1
	return texts.flatMap((a, n) => texts.slice(n + 1).filter(b => !apart(a, b)).map(b => a.text + " and " + b.text))
})`

// plotText is a text in a picture: how high its letters are as shown, and how far it reaches beyond the picture.
type plotText struct {
	Text      string
	Size, Out float64
}

// A text's rectangle is as high as the font's line, which is about three tenths of the size more than its letters at either
// side; its width is that of the letters.
const plotTexts = `[...document.querySelectorAll(".plot-frame svg")].filter(s => s.checkVisibility()).flatMap(svg => {
	const frame = svg.getBoundingClientRect()
	return [...svg.querySelectorAll("text")].filter(x => x.textContent.trim()).map(x => {
		const r = x.getBoundingClientRect(), m = x.getScreenCTM()
		const size = parseFloat(getComputedStyle(x).fontSize) * Math.hypot(m.c, m.d)
		return {
			Text: x.textContent,
			Size: size,
			Out: Math.max(frame.left - r.left, r.right - frame.right, frame.top - r.top - 0.3 * size, r.bottom - frame.bottom - 0.3 * size),
		}
	})
})`
