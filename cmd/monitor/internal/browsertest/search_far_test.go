//go:build far

package browsertest

import (
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"sort"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/performance"
)

// index is the script of what can be found in the edition of a page, once it is there.
const index = `[...document.scripts].find(s =>
	s.src === new URL(document.getElementById("ui-search").dataset.index, location).href)`

// TestSearchSpeedFar prints how much time of the processor the search takes to load, to find and to show an answer. It
// counts the time of the page's thread alone, so that what else the machine does is not measured: on a processor of a
// quarter of the speed all takes four times as long.
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
	const frame = 16.0 // milliseconds between two pictures of a screen
	report := func(what string, all []float64) {
		slices.Sort(all)
		over := len(all) - sort.SearchFloat64s(all, frame)
		t.Logf("%s: %.1f ms in the middle, %.1f ms for nine in ten, and %.1f ms at most; %d of %d over %g", what,
			all[len(all)/2], all[len(all)*9/10], all[len(all)-1], over, len(all), frame)
	}
	var loads []float64
	for range 9 {
		tb.open(l.one(t, "home"))
		before := busy()
		eval[bool](tb, `new Promise(done => {
			new MutationObserver(() => {
				(`+index+`)?.addEventListener("load", event => event.target.edition.noted.then(() => done(true)))
			}).observe(document.head, {childList: true})
			document.getElementById("ui-search-field").focus()
		})`)
		loads = append(loads, busy()-before)
	}
	report("loading what is found in an edition", loads)

	letters := func(yield func(string) bool) {
		n := 0
		for words := range questionsIn(questions + newcomers) {
			for end := range words {
				if n%10 == 0 && end > 0 && !yield(words[:end]) {
					return
				}
			}
			n++
		}
	}
	whole := func(yield func(string) bool) {
		for words := range questionsIn(questions + newcomers) {
			if !yield(words) {
				return
			}
		}
	}
	kinds := []struct {
		what      string
		questions iter.Seq[string]
	}{{"each letter of one in ten questions", letters}, {"whole questions, as pasted", whole}}
	for _, kind := range kinds {
		asked, err := json.Marshal(slices.Collect(kind.questions))
		if err != nil {
			t.Fatal(err)
		}
		report("finding what answers "+kind.what, eval[[]float64](tb, fmt.Sprintf(`(async () => {
			const times = []
			for (const words of %s) {
				await new Promise(done => setTimeout(done, 20))
				const edition = (`+index+`).edition
				const from = performance.now()
				edition.find(words)
				times.push(performance.now() - from)
			}
			return times
		})()`, asked)))
	}

	tb.open(l.one(t, "home"))
	tb.wake()
	tb.look("ziekteverzuim")
	tb.until(`[...document.querySelectorAll("#ui-search-panel a")].some(a => a.href.includes("/2024/"))`)
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
	for _, kind := range kinds {
		var all []float64
		for words := range kind.questions {
			before := busy()
			tb.look(words)
			all = append(all, busy()-before)
		}
		report("finding and showing what answers "+kind.what, all)
	}
}
