package browsertest

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"
)

func TestPages(t *testing.T) {
	l := start(t)
	l.openPages(t, l.sample())
}

// openPages opens pages under the policy. No page may write in the console, ask another host for a
// file, or ask for a file that is missing.
func (l *lab) openPages(t *testing.T, paths []string) {
	t.Helper()
	const tabs = 2
	for n := range tabs {
		t.Run("", func(t *testing.T) {
			t.Parallel()
			tb := l.tab(t)
			for i := n; i < len(paths); i += tabs {
				tb.open(paths[i])
				alive := eval[int](tb, `document.querySelectorAll(".plot-frame.is-live, .plot-frame canvas").length`)
				if alive > 0 {
					t.Errorf("%s: %d figures came alive by themselves", paths[i], alive)
				}
				broken := eval[[]string](tb, `[...document.images]
					.filter(i => !i.complete || !i.naturalWidth).map(i => i.src)`)
				if len(broken) > 0 {
					t.Errorf("%s: pictures that do not show: %q", paths[i], broken)
				}
				if !eval[bool](tb, `getComputedStyle(document.body).fontFamily !== "" &&
					document.styleSheets.length > 0 && document.styleSheets[0].cssRules.length > 0`) {
					t.Errorf("%s: the style sheet does not apply", paths[i])
				}
				tb.quiet()
			}
		})
	}
	t.Logf("%d pages", len(paths))
}

// TestFileShare opens the site from a folder. There is no server, files have no content type, and a
// page may not read other files.
func TestFileShare(t *testing.T) {
	l := start(t)
	tb := l.tab(t)
	tb.fromFolder()
	for _, kind := range l.kinds() {
		path := l.one(t, kind)
		tb.open(path)
		if n := eval[int](tb, loadedFonts); n == 0 {
			t.Errorf("%s: no font of the theme was loaded", path)
		}
		if margin := eval[string](tb, `getComputedStyle(document.body).marginTop`); margin == "8px" {
			t.Errorf("%s: the page has the browser's own margin: the style sheet does not apply", path)
		}
	}
	tb.open(l.one(t, "indicators"))
	checkFilter(tb)
	tb.open(l.one(t, "category"))
	tb.hover(firstPlot)
	if !tb.until(live(firstPlot)) {
		t.Error("a figure does not come alive from a folder")
	}
	tb.quiet()
}

const loadedFonts = `[...document.fonts].filter(f => f.status === "loaded").length`

// TestWithoutScripts reads pages as a browser without scripts shows them.
func TestWithoutScripts(t *testing.T) {
	l := start(t)
	tb := l.tab(t)
	call(tb, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	for _, kind := range l.kinds() {
		path := l.one(t, kind)
		tb.openStill(path)
		// A script shows the controls that need it. A popover and <details> need no script.
		useless := eval[[]string](tb, `[...document.querySelectorAll("button, input, select, textarea")]
			.filter(e => e.checkVisibility() && !e.hasAttribute("popovertarget")).map(e => e.outerHTML.slice(0, 120))`)
		if len(useless) > 0 {
			t.Errorf("%s: controls that do nothing without scripts: %q", path, useless)
		}
		if hidden := eval[int](tb, hiddenPlots); hidden > 0 {
			t.Errorf("%s: %d figures show no picture", path, hidden)
		}
		closed := eval[int](tb, `(() => {
			let failed = 0
			for (const d of document.querySelectorAll("main details")) {
				const content = d.querySelector(":scope > :not(summary)")
				if (!d.open && d.querySelector("summary").checkVisibility()) d.querySelector("summary").click()
				if (!content.checkVisibility()) failed++
			}
			return failed
		})()`)
		if closed > 0 {
			t.Errorf("%s: %d of <details> cannot be opened", path, closed)
		}
	}
	tb.openStill(l.one(t, "indicators"))
	if rows := tb.rows(); rows < 2 {
		t.Errorf("the list of indicators shows %d rows", rows)
	}
	tb.openStill(l.one(t, "home"))
	tb.click(".menu-button")
	if !eval[bool](tb, `document.querySelector("#ui-menu").checkVisibility()`) {
		t.Error("the menu does not open")
	}
	tb.quiet()
}

// hiddenPlots counts the figures that do not show exactly one picture, the wide or the narrow.
const hiddenPlots = `[...document.querySelectorAll(".plot-frame")].filter(f =>
	[...f.querySelectorAll("svg")].filter(` + seen + `)
		.filter(s => s.getBoundingClientRect().height > 40).length !== 1).length`
