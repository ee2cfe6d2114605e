package browsertest

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
)

// questions are what readers look for, and the pages that answer it.
//
//go:embed testdata/questions.txt
var questions string

// hit is a link among what the search found.
type hit struct{ Href, Title string }

// wake puts the keyboard into the search field and waits until the search is loaded.
func (tb *tab) wake() {
	tb.t.Helper()
	tb.keys("/")
	if !tb.until(`document.activeElement.id === "ui-search-field"`) {
		tb.t.Fatal("the key / does not lead to the search field")
	}
	tb.look("a")
	if !tb.until(`document.querySelector("#ui-search-panel a")`) {
		tb.t.Fatal("the search does not answer")
	}
}

// look types words into the field, all at once, and returns what is found, in the order shown.
func (tb *tab) look(words string) []hit {
	tb.t.Helper()
	quoted, err := json.Marshal(words)
	if err != nil {
		tb.t.Fatal(err)
	}
	return eval[[]hit](tb, fmt.Sprintf(`(() => {
		const field = document.getElementById("ui-search-field")
		field.focus()
		field.value = %s
		field.dispatchEvent(new Event("input", {bubbles: true}))
		return [...document.querySelectorAll("#ui-search-panel a")].map(a => ({Href: a.href, Title: a.textContent}))
	})()`, quoted))
}

// TestSearchQuestions asks what readers would, and wants the right page among the first three hits.
func TestSearchQuestions(t *testing.T) {
	l := start(t)
	tb := l.tab(t)
	tb.fromFolder()
	home := l.one(t, "home")
	tb.open(home)
	tb.wake()
	base, err := url.Parse(eval[string](tb, `new URL(".", document.URL).href`))
	if err != nil {
		t.Fatal(err)
	}
	asked, answered := 0, 0
	for line := range strings.Lines(questions) {
		words, right, ok := strings.Cut(strings.TrimSpace(line), " => ")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		asked++
		hits := tb.look(words)
		first := hits[:min(3, len(hits))]
		if slices.ContainsFunc(strings.Split(right, "|"), func(address string) bool {
			want, err := base.Parse(address)
			if err != nil {
				t.Fatal(err)
			}
			return slices.ContainsFunc(first, func(h hit) bool {
				return h.Href == want.String() || want.Fragment == "" && strings.HasPrefix(h.Href, want.String()+"#")
			})
		}) {
			answered++
			continue
		}
		t.Logf("%q: %q, want %s", words, first, right)
	}
	t.Logf("%d of %d questions are answered by one of the first three hits", answered, asked)
	if asked != 60 || answered < 57 {
		t.Errorf("%d of %d questions are answered, want 57 of 60", answered, asked)
	}
	tb.quiet()
}

// TestSearchSpeed prints how long the search takes to load, on a processor of a quarter of the speed,
// and how long it takes to answer.
func TestSearchSpeed(t *testing.T) {
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
		for line := range strings.Lines(questions) {
			words, _, ok := strings.Cut(strings.TrimSpace(line), " => ")
			if !ok || strings.HasPrefix(line, "#") {
				continue
			}
			quoted, _ := json.Marshal(words)
			all = append(all, eval[float64](tb, fmt.Sprintf(`(() => {
				const field = document.getElementById("ui-search-field")
				field.value = %s
				const from = performance.now()
				field.dispatchEvent(new Event("input", {bubbles: true}))
				return performance.now() - from
			})()`, quoted)))
		}
		slices.Sort(all)
		t.Logf("an answer takes %.1f ms in the middle and %.1f ms at most", all[len(all)/2], all[len(all)-1])
	}
}
