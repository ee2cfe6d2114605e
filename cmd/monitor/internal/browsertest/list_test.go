package browsertest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestIndicatorList narrows and sorts the list of all indicators.
func TestIndicatorList(t *testing.T) {
	l := start(t)
	tb := l.tab(t)
	tb.open(l.one(t, "indicators"))
	checkFilter(tb)

	// One category leaves only its own rows.
	all := tb.rows()
	tb.choose(1)
	if n := tb.rows(); n == 0 || n >= all {
		t.Errorf("choosing a category leaves %d of %d rows", n, all)
	}
	categories := shownRows + `.map(r => r.querySelector(".row-category").textContent)`
	if n := eval[int](tb, `new Set(`+categories+`).size`); n != 1 {
		t.Errorf("after choosing one category, rows of %d are shown", n)
	}
	tb.choose(0)

	// Each column that can be sorted is sorted both ways.
	before := tb.rows()
	for n := range eval[int](tb, `document.querySelectorAll("main thead button").length`) {
		first, second := tb.sort(n), tb.sort(n)
		for _, s := range []sorted{first, second} {
			if len(s.Directions) != 1 || s.Directions[0] != "ascending" && s.Directions[0] != "descending" {
				t.Errorf("column %d: aria-sort is %q", n+1, s.Directions)
			}
		}
		if slices.Equal(first.Directions, second.Directions) || slices.Equal(first.Titles, second.Titles) {
			t.Errorf("column %d: sorting the other way changes nothing", n+1)
		}
		if n == 0 && !alphabetical(tb, first.Titles) {
			t.Errorf("the titles are not in the order of the alphabet: %q", first.Titles)
		}
	}
	if after := tb.rows(); after != before {
		t.Errorf("sorting left %d of %d rows", after, before)
	}
	tb.quiet()
}

// choose selects the category with number n in the list of categories. Number 0 stands for all.
func (tb *tab) choose(n int) {
	tb.t.Helper()
	eval[bool](tb, fmt.Sprintf(`(() => {
		const list = document.querySelector("main select")
		list.selectedIndex = %d
		for (const kind of ["input", "change"]) list.dispatchEvent(new Event(kind, {bubbles: true}))
		return true
	})()`, n))
}

// sorted is the directions that columns show with aria-sort, and the titles of the rows in order.
type sorted struct{ Directions, Titles []string }

// sort presses the button of a column and returns the order that follows.
func (tb *tab) sort(column int) sorted {
	tb.t.Helper()
	return eval[sorted](tb, fmt.Sprintf(`(() => {
		document.querySelectorAll("main thead button")[%d].click()
		return {
			Directions: [...document.querySelectorAll("main thead th[aria-sort]")]
				.map(h => h.getAttribute("aria-sort")).filter(s => s !== "none"),
			Titles: [...document.querySelectorAll("main tbody th")].map(h => h.textContent.trim()),
		}
	})()`, column))
}

// alphabetical reports whether titles are in alphabetical order. The browser decides, since it
// knows the order of letters in the page's language.
func alphabetical(tb *tab, titles []string) bool {
	tb.t.Helper()
	list, err := json.Marshal(titles)
	if err != nil {
		tb.t.Fatal(err)
	}
	return eval[bool](tb, fmt.Sprintf(`(list => {
		const order = new Intl.Collator(document.documentElement.lang, {numeric: true, sensitivity: "base"})
		return list.every((title, n) => n === 0 || order.compare(list[n - 1], title) <= 0)
	})(%s)`, list))
}

// rows returns the number of rows that are shown.
func (tb *tab) rows() int {
	tb.t.Helper()
	return eval[int](tb, shownRows+`.length`)
}

// shownRows is the list of the rows that are shown.
const shownRows = `[...document.querySelectorAll("main tbody tr")].filter(r => r.checkVisibility())`

// checkFilter types in the filter of the list that is open, and clears the filter again.
func checkFilter(tb *tab) {
	tb.t.Helper()
	const status = `document.querySelector("main [role=status]").textContent`
	all, said := tb.rows(), eval[string](tb, status)
	if all < 2 {
		tb.t.Fatalf("%s: the list has %d rows", tb.page, all)
	}
	// The first letters of the last row's title find at least that row, and not all rows.
	word := eval[string](tb, shownRows+`.at(-1).querySelector("a").textContent.trim().slice(0, 12)`)
	tb.click("main input[type=search]")
	tb.keys(word)
	if n := tb.rows(); n == 0 || n >= all {
		tb.t.Errorf("%s: %q leaves %d of %d rows", tb.page, word, n, all)
	}
	if now := eval[string](tb, status); now == said || strings.TrimSpace(now) == "" {
		tb.t.Errorf("%s: the count still says %q", tb.page, now)
	}
	tb.keys("qqqq")
	if n := tb.rows(); n != 0 {
		tb.t.Errorf("%s: letters that are nowhere leave %d rows", tb.page, n)
	}
	if now := eval[string](tb, status); strings.TrimSpace(now) == "" {
		tb.t.Errorf("%s: nothing is said when nothing is found", tb.page)
	}
	eval[bool](tb, `(() => {
		const input = document.querySelector("main input[type=search]")
		input.value = ""
		return input.dispatchEvent(new Event("input", {bubbles: true}))
	})()`)
	if n := tb.rows(); n != all {
		tb.t.Errorf("%s: after clearing, %d of %d rows are shown", tb.page, n, all)
	}
}
