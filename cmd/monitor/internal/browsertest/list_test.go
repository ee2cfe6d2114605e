package browsertest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestOtherLanguage follows the link to another language: it keeps what was chosen of a list.
func TestOtherLanguage(t *testing.T) {
	l := start(t)
	tb := l.tab(t)
	tb.open(l.one(t, "indicators"))
	tb.choose(1)
	want := tb.rows()
	lang := eval[string](tb, `document.documentElement.lang`)
	tb.click(".bar-language")
	if !tb.until(`document.documentElement?.lang !== "` + lang + `" && document.readyState === "complete"`) {
		t.Fatal("the other language does not open")
	}
	if n, hash := tb.rows(), eval[string](tb, `location.hash`); n != want || !strings.HasPrefix(hash, "#?category=") {
		t.Errorf("the other language shows %d rows for %q, not %d", n, hash, want)
	}
}

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
	categories := shownRows + `.map(r => r.dataset.category)`
	if n := eval[int](tb, `new Set(`+categories+`).size`); n != 1 {
		t.Errorf("after choosing one category, rows of %d are shown", n)
	}
	if n := eval[int](tb, shownGroups); n != 1 {
		t.Errorf("after choosing one category, %d titles of categories are shown", n)
	}

	// Who opens the address sees the same rows in the same order.
	tb.sort(1)
	if n := eval[int](tb, shownGroups); n != 0 {
		t.Errorf("in the order of a column, %d titles of categories are shown", n)
	}
	chosen, address := tb.sort(1).Titles, eval[string](tb, `location.hash`)
	tb.open(l.one(t, "indicators") + address)
	if again := eval[[]string](tb, shownTitles); len(again) == all || !slices.Equal(again, chosen) {
		t.Errorf("%s shows %q, want %q", address, again, chosen)
	}
	// It names what was chosen, and counts nothing.
	if strings.ContainsAny(address, "0123456789") || !strings.Contains(address, "sort=-") {
		t.Errorf("the address is %s", address)
	}
	// Where columns have no headings, a list has the same orders.
	if n, want := eval[int](tb, `document.getElementById("ui-filter-sort").options.length`),
		1+2*eval[int](tb, `document.querySelectorAll("main thead button").length`); n != want {
		t.Errorf("the list of orders has %d, want %d", n, want)
	}
	tb.click("#ui-filter-clear button")
	if n, hash := tb.rows(), eval[string](tb, `location.hash`); n != all || hash != "" {
		t.Errorf("after clearing the choices, %d of %d rows are shown, and the address has %q", n, all, hash)
	}
	if !eval[bool](tb, `document.getElementById("ui-filter-clear").hidden`) {
		t.Error("with nothing chosen there is something to clear")
	}
	tb.open(l.one(t, "indicators"))

	// What was typed stands in the address once the field is left, as for the address itself.
	tb.click("main input[type=search]")
	tb.keys("cam")
	eval[bool](tb, `document.activeElement.blur(), true`)
	if hash := eval[string](tb, `location.hash`); hash != "#?text=cam" {
		t.Errorf("after typing, the address has %q", hash)
	}
	tb.click("#ui-filter-clear button")

	// Each column that can be sorted is sorted both ways.
	before, own := tb.rows(), eval[[]string](tb, shownTitles)
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

	// A third press of the button returns to the report's own order.
	last := eval[int](tb, `document.querySelectorAll("main thead button").length`) - 1
	if third := tb.sort(last); len(third.Directions) != 0 || !slices.Equal(third.Titles, own) {
		t.Errorf("after a third press the order is %q", third.Titles)
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
		return `+caughtUp+`
	})()`, n))
}

// sorted is the directions that columns show with aria-sort, and the titles of the rows in order.
type sorted struct{ Directions, Titles []string }

// caughtUp is a promise that resolves once the page did what it puts off until the next frame is drawn.
const caughtUp = `new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(true)))))`

// filtered is a promise that resolves once a list was filtered by what was typed, after the pause that it waits for.
const filtered = `new Promise(done => setTimeout(done, 400)).then(() => ` + caughtUp + `)`

// sort presses the button of a column and returns the order that follows.
func (tb *tab) sort(column int) sorted {
	tb.t.Helper()
	return eval[sorted](tb, fmt.Sprintf(`(async () => {
		document.querySelectorAll("main thead button")[%d].click()
		await `+caughtUp+`
		return {
			Directions: [...document.querySelectorAll("main thead th[aria-sort]")]
				.map(h => h.getAttribute("aria-sort")).filter(s => s !== "none"),
			Titles: %s,
		}
	})()`, column, shownTitles))
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
const shownRows = `[...document.querySelectorAll("main tbody tr:not(.group)")].filter(r => r.checkVisibility())`

// shownTitles is the titles of the rows that are shown, in order.
const shownTitles = shownRows + `.map(r => r.querySelector("th > a").textContent.trim())`

// shownGroups is the number of titles of categories that are shown.
const shownGroups = `[...document.querySelectorAll("main tbody .group")].filter(r => r.checkVisibility()).length`

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
	eval[bool](tb, filtered)
	if n := tb.rows(); n == 0 || n >= all {
		tb.t.Errorf("%s: %q leaves %d of %d rows", tb.page, word, n, all)
	}
	if now := eval[string](tb, status); now == said || strings.TrimSpace(now) == "" {
		tb.t.Errorf("%s: the count still says %q", tb.page, now)
	}
	tb.keys("qqqq")
	eval[bool](tb, filtered)
	if n := tb.rows(); n != 0 {
		tb.t.Errorf("%s: letters that are nowhere leave %d rows", tb.page, n)
	}
	if now := eval[string](tb, status); strings.TrimSpace(now) == "" {
		tb.t.Errorf("%s: nothing is said when nothing is found", tb.page)
	}
	eval[bool](tb, `(() => {
		const input = document.querySelector("main input[type=search]")
		input.value = ""
		input.dispatchEvent(new Event("input", {bubbles: true}))
		return `+filtered+`
	})()`)
	if n := tb.rows(); n != all {
		tb.t.Errorf("%s: after clearing, %d of %d rows are shown", tb.page, n, all)
	}
}
