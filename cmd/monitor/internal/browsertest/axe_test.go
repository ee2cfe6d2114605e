package browsertest

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// violation is one rule of axe that a page breaks, with the elements that break it.
type violation struct {
	ID, Impact, Help string
	Nodes            []struct {
		HTML           string
		Target         []string
		FailureSummary string
	}
}

func TestAxe(t *testing.T) {
	l := start(t)
	l.askAxe(t, append(l.firsts(t), l.special(t)...))
}

// askAxe looks for barriers to people with a disability: in light and dark, on a phone and on a
// desktop. The browser's protocol puts axe into the page, since the policy would not let it in.
func (l *lab) askAxe(t *testing.T, paths []string) {
	t.Helper()
	axe, err := os.ReadFile(l.tool(t, "axe-core/axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	for _, width := range []int64{390, 1440} {
		t.Run(fmt.Sprint(width), func(t *testing.T) {
			t.Parallel()
			tb := l.tab(t)
			tb.size(width, 900)
			for _, path := range paths {
				tb.media("screen", "light")
				tb.open(path)
				eval[bool](tb, string(axe)+"\n;true")
				for _, scheme := range []string{"light", "dark"} {
					tb.media("screen", scheme)
					tb.axe(scheme, `document.querySelectorAll("details").forEach(d => { d.open = true })`)
				}
				switch path {
				case l.one(t, "home"):
					tb.axe("with the menu", `document.querySelector("#ui-menu").showPopover()`)
					eval[bool](tb, `document.querySelector("#ui-menu").hidePopover() ?? true`)
					tb.wake()
					tb.axe("with what a search found", "")
				case l.one(t, "category"):
					tb.hover(firstPlot)
					if !tb.until(live(firstPlot)) {
						t.Errorf("%s: no figure came alive", path)
					}
					tb.axe("with a live figure", "")
				}
			}
			tb.quiet()
		})
	}
}

// axe runs a script on the page, then axe, and reports what axe finds.
func (tb *tab) axe(state, before string) {
	tb.t.Helper()
	found := eval[[]violation](tb, before+`;axe.run(document, {resultTypes: ["violations"]}).then(r => r.violations)`)
	for _, v := range found {
		for n, node := range v.Nodes {
			const enough = 3
			if n == enough {
				tb.t.Errorf("%s, %s: %s: and %d more", tb.page, state, v.ID, len(v.Nodes)-enough)
				break
			}
			tb.t.Errorf("%s, %s: %s (%s): %s\n\t%s\n\t%.200s\n\t%s", tb.page, state, v.ID, v.Impact, v.Help,
				strings.Join(node.Target, " "), node.HTML, strings.ReplaceAll(node.FailureSummary, "\n", "\n\t"))
		}
	}
}
