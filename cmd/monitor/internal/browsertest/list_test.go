package browsertest

import (
	"strings"
	"testing"
)

// TestIndicatorList narrows and sorts the list of all indicators.
func TestIndicatorList(t *testing.T) {
	l := start(t)
	tb := l.tab(t)
	tb.open(l.one(t, "indicators"))
	checkFilter(tb)

	// By category.
	all := tb.rows()
	value := eval[string](tb, `document.querySelector("main select").options[1].value`)
	eval[bool](tb, `(() => {
		const s = document.querySelector("main select")
		s.selectedIndex = 1
		s.dispatchEvent(new Event("input", {bubbles: true}))
		s.dispatchEvent(new Event("change", {bubbles: true}))
		return true
	})()`)
	if n := tb.rows(); n == 0 || n >= all {
		t.Errorf("the category %q leaves %d of %d rows", value, n, all)
	}
	if mixed := eval[int](tb, `new Set([...document.querySelectorAll("main tbody tr")].filter(r => r.checkVisibility()).map(r => r.querySelector(".row-category").textContent)).size`); mixed != 1 {
		t.Errorf("after choosing one category, rows of %d are shown", mixed)
	}
	eval[bool](tb, `(() => { const s = document.querySelector("main select"); s.selectedIndex = 0; s.dispatchEvent(new Event("input", {bubbles: true})); return true })()`)

	// Each column that can be sorted, up and down.
	columns := eval[int](tb, `document.querySelectorAll("main thead button").length`)
	if columns == 0 {
		t.Error("no column can be sorted")
	}
	before := eval[int](tb, `document.querySelectorAll("main tbody tr").length`)
	for n := range columns {
		var orders []string
		for range 2 {
			eval[bool](tb, `(document.querySelectorAll("main thead button")[`+string(rune('0'+n))+`].click(), true)`)
			orders = append(orders, eval[string](tb, `(() => {
				const sorted = [...document.querySelectorAll("main thead th[aria-sort]")].filter(h => h.getAttribute("aria-sort") !== "none")
				if (sorted.length !== 1) return "in " + sorted.length + " columns at once"
				return sorted[0].getAttribute("aria-sort") + ":" + [...document.querySelectorAll("main tbody tr")].map(r => r.rowIndex && r.textContent.trim()).join("|")
			})()`))
		}
		for _, order := range orders {
			if !strings.HasPrefix(order, "ascending:") && !strings.HasPrefix(order, "descending:") {
				t.Errorf("column %d: aria-sort is %.40q", n, order)
			}
		}
		if orders[0] == orders[1] {
			t.Errorf("column %d: sorting the other way changes nothing", n)
		}
	}
	if after := eval[int](tb, `document.querySelectorAll("main tbody tr").length`); after != before {
		t.Errorf("sorting left %d of %d rows", after, before)
	}
	tb.quiet()
}

// rows counts the rows that are shown.
func (tb *tab) rows() int {
	tb.t.Helper()
	return eval[int](tb, `[...document.querySelectorAll("main tbody tr")].filter(r => r.checkVisibility()).length`)
}

// checkFilter types in the filter of the list that is open, and clears it again.
func checkFilter(tb *tab) {
	tb.t.Helper()
	const status = `document.querySelector("main [role=status]").textContent`
	all, said := tb.rows(), eval[string](tb, status)
	if all < 2 {
		tb.t.Fatalf("%s: the list has %d rows", tb.page, all)
	}
	// Letters from the title of the last row find at least that row, and not all.
	word := eval[string](tb, `(() => { const r = document.querySelectorAll("main tbody tr"); return r[r.length - 1].querySelector("a").textContent.trim().slice(0, 12) })()`)
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
	eval[bool](tb, `(() => { const i = document.querySelector("main input[type=search]"); i.value = ""; i.dispatchEvent(new Event("input", {bubbles: true})); return true })()`)
	if n := tb.rows(); n != all {
		tb.t.Errorf("%s: after clearing, %d of %d rows are shown", tb.page, n, all)
	}
}
