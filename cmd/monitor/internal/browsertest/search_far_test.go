//go:build far

package browsertest

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"github.com/chromedp/cdproto/emulation"
)

// TestSearchSpeedFar prints how long the search takes to load, on a processor of a quarter of the speed,
// and how long it takes to answer.
func TestSearchSpeedFar(t *testing.T) {
	l := start(t)
	tb := l.tab(t)
	tb.open(l.one(t, "home"))
	for _, slower := range []float64{1, 4} {
		tb.open(l.one(t, "home"))
		call(tb, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: slower})
		took := eval[float64](tb, `new Promise(done => {
			const field = document.getElementById("ui-search-field")
			const from = performance.now()
			field.value = "ziekteverzuim"
			field.focus()
			new MutationObserver((_, o) => {
				if (document.querySelector("#ui-search-panel a")) { o.disconnect(); done(performance.now() - from) }
			}).observe(document.getElementById("ui-search-panel"), {childList: true, subtree: true})
		})`)
		t.Logf("at a processor %.0f times slower the first answer takes %.0f ms, with the loading", slower, took)
		var all []float64
		for words := range allQuestions() {
			quoted, err := json.Marshal(words)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, eval[float64](tb, fmt.Sprintf(`(() => {
				const field = document.getElementById("ui-search-field")
				field.value = %s
				const from = performance.now()
				field.dispatchEvent(new Event("input", {bubbles: true}))
				// The field answers after the next frame, or at once to who goes on to the hits.
				field.dispatchEvent(new KeyboardEvent("keydown", {key: "ArrowDown", bubbles: true}))
				return performance.now() - from
			})()`, quoted)))
		}
		slices.Sort(all)
		t.Logf("an answer takes %.1f ms in the middle and %.1f ms at most", all[len(all)/2], all[len(all)-1])
	}
}
