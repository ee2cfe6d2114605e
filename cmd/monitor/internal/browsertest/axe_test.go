package browsertest

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
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

// undecided are the places where axe cannot judge a rule, and what judges it there instead.
var undecided = []struct{ rule, where, why string }{
	{"color-contrast", ".plot text", "words in a picture: TestContrast measures them on the pixels"},
	{"color-contrast", ".is-example, .is-example *", "words on the hatching of an example: TestContrast measures them too"},
	{"color-contrast", "#ui-search-field", "the field as it waits for a word: with a word in it, it is judged below"},
	{"color-contrast", ".table-scroll *, .stacked *", "the first column of a wide table lies over the cells that have " +
		"scrolled beneath it; it has the ground and the ink of the other cells, which axe does judge"},
	{"th-has-data-cells", ".matrix, .stacked", "a heading of a column of marks, or of cells that are all empty as yet"},
	{"link-in-text-block", "a", "links in a text are underlined, whatever their colour"},
}

// mostUndecided is how many places of a page may be left to people to judge.
const mostUndecided = 9

func TestAxe(t *testing.T) {
	l := start(t)
	english := l.translated("home", "category", "chapter", "indicators")
	if len(english) < 4 {
		t.Errorf("pages in another language: %q", english)
	}
	l.askAxe(t, slices.Concat(l.firsts(t), l.special(t), english))
}

// askAxe looks for barriers to people with a disability: on a phone in the light, and on a desktop in the dark. The
// browser's protocol puts axe into the page, since the policy would not let it in.
func (l *lab) askAxe(t *testing.T, paths []string) {
	t.Helper()
	axe, err := os.ReadFile(l.tool(t, "axe-core/axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	for _, screen := range []struct {
		width  int64
		scheme string
	}{{390, "light"}, {1440, "dark"}} {
		t.Run(fmt.Sprint(screen.width), func(t *testing.T) {
			t.Parallel()
			tb := l.tab(t)
			tb.size(screen.width, 900)
			tb.media("screen", screen.scheme)
			for _, path := range paths {
				tb.open(path)
				eval[bool](tb, string(axe)+"\n;true")
				tb.axe(screen.scheme, "html", `document.querySelectorAll("details").forEach(d => { d.open = true })`)
				switch path {
				case l.one(t, "home"):
					tb.axe("with the menu", "html", `document.querySelector("#ui-menu").showPopover()`)
					eval[bool](tb, `document.querySelector("#ui-menu").hidePopover() ?? true`)
					tb.wake()
					tb.axe("with what a search found", "#ui-search", "") // which lies over the page
				case l.one(t, "category"):
					tb.hover(firstPlot)
					if !tb.until(live(firstPlot)) {
						t.Errorf("%s: no figure came alive", path)
					}
					tb.axe("with a live figure", "html", "")
				}
			}
			tb.quiet()
		})
	}
}

// axe runs a script on the page, then axe on a part of it, and reports what axe finds, and what it leaves open when
// that is much. axe has a rule for the size of targets (WCAG 2.2, success criterion 2.5.8), which it does not apply
// unasked.
func (tb *tab) axe(state, part, before string) {
	tb.t.Helper()
	judged := make([][2]string, len(undecided))
	for n, u := range undecided {
		judged[n] = [2]string{u.rule, u.where}
	}
	table, err := json.Marshal(judged)
	if err != nil {
		tb.t.Fatal(err)
	}
	found := eval[struct {
		Violations []violation
		Open       []string
	}](tb, before+`;axe.run("`+part+`", {resultTypes: ["violations", "incomplete"], rules: {"target-size": {enabled: true}}})
		.then(r => ({Violations: r.violations, Open: r.incomplete.flatMap(i => i.nodes
			.filter(n => !`+string(table)+`.some(([rule, where]) => rule === i.id &&
				document.querySelector(n.target.join(" ")).matches(where)))
			.map(n => i.id + ": " + n.target.join(" ") + ": " + n.failureSummary.replace(/\s+/g, " ")))}))`)
	if open := len(found.Open); open > mostUndecided {
		tb.t.Errorf("%s, %s: axe cannot judge %d places, such as\n\t%s", tb.page, state, open,
			strings.Join(found.Open[:3], "\n\t"))
	} else if open > 0 {
		tb.t.Logf("%s, %s: axe cannot judge %d places, such as %s", tb.page, state, open, found.Open[0])
	}
	for _, v := range found.Violations {
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
