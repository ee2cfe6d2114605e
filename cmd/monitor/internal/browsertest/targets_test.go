package browsertest

import "github.com/chromedp/cdproto/emulation"

// lookAtTargets presses what the page that is open has to press, as a finger does: a link is at least 24 pixels high,
// and what opens, chooses or sorts answers 22 pixels above and below its middle (WCAG 2.2, success criteria 2.5.8 and
// 2.5.5). A term in a line of text is let go: the lines stand closer than that.
func (tb *tab) lookAtTargets(width int64) {
	tb.t.Helper()
	call(tb, emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: true})
	eval[bool](tb, settled)
	for _, small := range eval[[]string](tb, smallTargets) {
		tb.t.Errorf("%s at %d pixels: %s", tb.page, width, small)
	}
	call(tb, emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{})
}

// smallTargets lists what is too small to press, at most three of a page.
const smallTargets = `(() => {
	const answers = (e, x, y) => {
		const at = document.elementFromPoint(x, y)
		return at && (e.contains(at) || at.closest("label")?.control === e)
	}
	const small = []
	for (const e of document.querySelectorAll("a, button, summary, input, select")) {
		if (!e.checkVisibility({visibilityProperty: true}) || e.matches(".term, .skip, [type=checkbox]")) continue
		const say = why => small.push((e.textContent.trim() || e.tagName) + " " + why)
		if (e.matches("a")) {
			const height = e.getBoundingClientRect().height
			if (height < 23.5) say("is " + height + " high")
			continue
		}
		e.scrollIntoView({block: "center", behavior: "instant"})
		const r = e.getBoundingClientRect(), x = r.left + Math.min(r.width / 2, 20), y = (r.top + r.bottom) / 2
		if (![y - 21.5, y + 21.5].every(y => answers(e, x, y))) say("does not answer on 44 pixels: it has " + r.height)
	}
	return small.slice(0, 3)
})()`
