package browsertest

import (
	"fmt"
	"strconv"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// The functions in this file act as a reader's hand: they send the browser real events of a mouse,
// a keyboard and a finger.

// point is a place in the window, in CSS pixels.
type point struct{ X, Y float64 }

// middle scrolls an element into the window and returns its middle.
func (tb *tab) middle(selector string) point {
	tb.t.Helper()
	return eval[point](tb, middleOf(selector))
}

// middleOf returns a JavaScript expression that scrolls an element into the window and has its
// middle as value.
func middleOf(selector string) string {
	return fmt.Sprintf(`(() => {
		const e = document.querySelector(%s)
		if (!e) throw new Error("no such element")
		e.scrollIntoView({block: "center", behavior: "instant"})
		const r = e.getBoundingClientRect()
		return {X: r.x + r.width / 2, Y: r.y + r.height / 2}
	})()`, strconv.Quote(selector))
}

func (tb *tab) mouse(kind input.DispatchMouseEventType, at point) {
	tb.t.Helper()
	tb.do("move the mouse", chromedp.MouseEvent(kind, at.X, at.Y))
}

// hover moves the mouse onto an element.
func (tb *tab) hover(selector string) {
	tb.t.Helper()
	at := tb.middle(selector)
	tb.mouse(input.DispatchMouseEventTypeMouseMoved, point{at.X - 3, at.Y})
	tb.mouse(input.DispatchMouseEventTypeMouseMoved, at)
}

func (tb *tab) click(selector string) {
	tb.t.Helper()
	at := tb.middle(selector)
	tb.do("click", chromedp.MouseClickXY(at.X, at.Y))
}

// touch taps an element with a finger.
func (tb *tab) touch(selector string) {
	tb.t.Helper()
	call(tb, emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: true})
	at := tb.middle(selector)
	tb.do("tap", chromedp.TapXY(at.X, at.Y))
}

// keys presses keys: characters, or keys of package kb.
func (tb *tab) keys(keys string) {
	tb.t.Helper()
	tb.do("press keys", chromedp.KeyEvent(keys))
}

// openStill opens a page while scripts are switched off. No script can then wait for its fonts, as
// open does.
func (tb *tab) openStill(path string) {
	tb.t.Helper()
	tb.mu.Lock()
	tb.page, tb.requests = path, nil
	tb.mu.Unlock()
	tb.do("open "+path, chromedp.Navigate(tb.site+path))
	// The browser takes a picture only once the page is drawn, so this waits for that.
	call(tb, page.CaptureScreenshot, page.CaptureScreenshotParams{Format: page.CaptureScreenshotFormatJpeg})
}
