package browsertest

import "testing"

// TestReading wants the contents of a chapter to mark the section on the screen, and a table that does not
// fit a phone to say so.
func TestReading(t *testing.T) {
	l := start(t)
	tb := l.tab(t)
	tb.size(1440, 900)
	tb.open(l.of("category")[0])
	const marked = `(() => {
		const links = [...document.querySelectorAll(".contents a")]
		const to = links[Math.floor(links.length / 2)]
		document.getElementById(to.hash.slice(1)).scrollIntoView({ block: "start", behavior: "instant" })
		return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(
			links.filter(a => a.getAttribute("aria-current") === "location").map(a => a === to)))))
	})()`
	if got := eval[[]bool](tb, marked); len(got) != 1 || !got[0] {
		t.Errorf("marked in the contents, each whether it is the section on the screen: %v", got)
	}
	tb.size(390, 844)
	tb.open(l.one(t, "risks"))
	const hints = `(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => {
		const frame = document.querySelector("#ui-table").parentElement
		const hint = frame.previousElementSibling // above, since the table is longer than the screen
		done([frame.scrollWidth > frame.clientWidth, hint.matches(".scroll-hint") && hint.checkVisibility()])
	}))))()`
	if got := eval[[]bool](tb, hints); !got[0] || !got[1] {
		t.Errorf("on a phone the table of risks goes on beside the screen: %v, and says so: %v", got[0], got[1])
	}
	tb.size(1440, 900)
	if got := eval[[]bool](tb, hints); got[0] || got[1] {
		t.Errorf("on a desk the table of risks goes on beside the screen: %v, and says so: %v", got[0], got[1])
	}
	tb.quiet()
}

// TestCards wants a table whose rows are cards on a phone to remain a table to a screen reader: each part of it has
// its role in words, and no cell is left out of a row before one that is there, which would then be told of with
// the name of another column.
func TestCards(t *testing.T) {
	l := start(t)
	tb := l.tab(t)
	tb.size(390, 844)
	const look = `[...document.querySelectorAll(".stacked")].map(table => ({
		display: getComputedStyle(table).display,
		mute: [table, ...table.querySelectorAll("thead, tbody, tr, th, td")].filter(e => !e.role).length,
		holes: [...table.tBodies].flatMap(body => [...body.rows]).filter(row =>
			/,false.*,true/.test("," + [...row.cells].map(c => c.checkVisibility()))).length,
	}))`
	for _, kind := range []string{"home", "indicators", "cycle", "meetings", "scan"} {
		page := l.of(kind)[0]
		tb.open(page)
		tables := eval[[]struct {
			Display     string
			Mute, Holes int
		}](tb, look)
		if len(tables) == 0 {
			t.Errorf("%s has no table whose rows are cards", page)
		}
		for n, table := range tables {
			if table.Display != "block" || table.Mute > 0 || table.Holes > 0 {
				t.Errorf("%s, table %d: display is %s, %d parts without a role, %d rows that lack a cell",
					page, n+1, table.Display, table.Mute, table.Holes)
			}
		}
	}
	tb.quiet()
}
