//go:build far

package browsertest

import (
	"iter"
	"slices"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/performance"
)

// TestSearchSpeedFar prints how much time of the processor the search takes to load, and to answer. It counts the
// time of the page's thread alone, so that what else the machine does is not measured: on a processor of a quarter of
// the speed all takes four times as long.
func TestSearchSpeedFar(t *testing.T) {
	l := start(t)
	tb := l.tab(t)
	tb.open(l.one(t, "home"))
	call(tb, performance.Enable, performance.EnableParams{TimeDomain: performance.EnableTimeDomainThreadTicks})
	busy := func() float64 {
		for _, m := range call(tb, performance.GetMetrics, cdp.Empty{}).Metrics {
			if m.Name == "TaskDuration" {
				return m.Value * 1000
			}
		}
		t.Fatal("the browser does not say how long it worked")
		return 0
	}
	var loads []float64
	for range 5 {
		tb.open(l.one(t, "home"))
		before := busy()
		eval[bool](tb, `new Promise(done => {
			const field = document.getElementById("ui-search-field")
			field.value = "ziekteverzuim"
			new MutationObserver((_, o) => {
				if (document.querySelector("#ui-search-panel a")) { o.disconnect(); requestAnimationFrame(() => done(true)) }
			}).observe(document.getElementById("ui-search-panel"), {childList: true, subtree: true})
			field.focus()
		})`)
		loads = append(loads, busy()-before)
	}
	slices.Sort(loads)
	t.Logf("the first answer takes %.0f ms of the processor in the middle, with the loading", loads[len(loads)/2])
	tb.until(`[...document.querySelectorAll("#ui-search-panel a")].some(a => a.href.includes("/2024/"))`)
	report := func(what string, all []float64) {
		slices.Sort(all)
		t.Logf("%s: %.1f ms in the middle, %.1f ms for nine in ten, and %.1f ms at most", what,
			all[len(all)/2], all[len(all)*9/10], all[len(all)-1])
	}
	// What the browser takes to show what is typed, and to be asked for it, is part of each answer.
	var shown []float64
	for range 50 {
		before := busy()
		eval[bool](tb, `(async () => {
			document.getElementById("ui-search-field").value += "x"
			return await `+caughtUp+`
		})()`)
		shown = append(shown, busy()-before)
	}
	report("a letter that is not answered", shown)
	answers := func(what string, questions iter.Seq[string]) {
		var all []float64
		for words := range questions {
			before := busy()
			tb.look(words)
			all = append(all, busy()-before)
		}
		report("an answer to "+what, all)
	}
	answers("each letter of one in ten questions", func(yield func(string) bool) {
		n := 0
		for words := range questionsIn(questions + newcomers) {
			for end := range words {
				if n%10 == 0 && end > 0 && !yield(words[:end]) {
					return
				}
			}
			n++
		}
	})
	answers("whole questions, as pasted", func(yield func(string) bool) {
		for words := range questionsIn(questions + newcomers) {
			if !yield(words) {
				return
			}
		}
	})
}
