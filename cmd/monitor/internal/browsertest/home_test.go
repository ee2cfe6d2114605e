package browsertest

import (
	"path"
	"testing"

	"github.com/chromedp/cdproto/emulation"
)

// TestHome wants what a board member in a hurry must see (the conclusion, the status of each
// category, and all that is asked with its date) on the first two screens of a desk and the first
// four of a phone, and on one sheet of paper. From each page one link leads to the summary.
func TestHome(t *testing.T) {
	l := start(t)
	tb := l.tab(t)
	const lowest = `(() => {
		const asked = "#ui-requests ~ ol "
		const seen = [...document.querySelectorAll(
			".cover .lead, .glance tbody tr, .glance .judgement, " + asked + "> li > h3, " + asked + "time")]
		if (seen.some(e => !e.checkVisibility())) return 1e9
		return Math.ceil(Math.max(...seen.map(e => e.getBoundingClientRect().bottom + scrollY)))
	})()`
	const counts = `[".cover .lead", ".glance .judgement", "#ui-requests ~ ol > li", "#ui-requests ~ ol time"]
		.map(s => document.querySelectorAll(s).length)`
	for _, screen := range []struct{ width, height, screens int64 }{{1440, 900, 2}, {390, 844, 4}} {
		tb.size(screen.width, screen.height)
		tb.open(l.one(t, "home"))
		if n := eval[[]int](tb, counts); n[0] != 1 || n[1] != len(l.of("category")) || n[2] == 0 || n[3] == 0 {
			t.Errorf("conclusions, statuses, decisions and dates on the home: %d", n)
		}
		if y := eval[int64](tb, lowest); y > screen.screens*screen.height {
			t.Errorf("%d pixels wide, the last of it ends at %d: below screen %d", screen.width, y, screen.screens)
		}
	}
	// With more contrast, too, the bar shows what part of the numbers is real.
	call(tb, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-contrast", Value: "more"}}})
	const fills = `["all", "part"].map(p => getComputedStyle(document.querySelector(".real-" + p)).fill)`
	if fill := eval[[]string](tb, fills); fill[0] == fill[1] {
		t.Errorf("with more contrast, all numbers and those that are real have one colour: %s", fill[0])
	}
	tb.media("", "light")
	if n := len(sheet.FindAll(tb.print(), -1)); n != 1 {
		t.Errorf("the home prints on %d sheets", n)
	}
	const toSummary = `[...document.querySelectorAll("a[href]")].some(a => a.href.endsWith("/samenvatting.html"))`
	for _, kind := range []string{"home", "category", "indicator", "risk", "sheet", "colophon"} {
		tb.open(l.of(kind)[0])
		if !eval[bool](tb, toSummary) {
			t.Errorf("no link of %s leads to the summary", l.of(kind)[0])
		}
	}
	tb.quiet()
}

// TestSummary wants the summary of each language to be read in the three minutes that the home promises, at
// 230 words a minute (Brysbaert 2019, "How many words do we read per minute?", has 238 for English, silently
// read). What stands in a picture, leads elsewhere or has to be opened is not counted.
func TestSummary(t *testing.T) {
	const minutes, speed = 3, 230
	l := start(t)
	tb := l.tab(t)
	tb.size(1440, 900)
	const words = `(() => {
		const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT)
		let n = 0
		for (let text; (text = texts.nextNode());) {
			const of = text.parentElement
			if (!of.checkVisibility() || of.closest("nav, svg, summary, .figure-alt, .figure-links")) continue
			if (of.closest("details:not([open])")) continue
			n += text.data.match(/\S*[\p{L}\p{N}]\S*/gu)?.length ?? 0
		}
		return n
	})()`
	for _, home := range l.of("home") {
		tb.open(home)
		summary := path.Join(path.Dir(home), eval[string](tb, `document.querySelector(".cover-more a").getAttribute("href")`))
		tb.open(summary)
		if n := eval[int](tb, words); n < 100 || n > minutes*speed {
			t.Errorf("%s has %d words to read in %d minutes", summary, n, minutes)
		}
	}
	tb.quiet()
}
