package browsertest

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"iter"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// Two lists of what readers look for, and the pages that answer it.
var (
	//go:embed testdata/questions.txt
	questions string
	//go:embed testdata/newcomers.txt
	newcomers string
)

// questionsIn yields the words of each question of a list, and the addresses that answer it.
func questionsIn(list string) iter.Seq2[string, []string] {
	return func(yield func(string, []string) bool) {
		for line := range strings.Lines(list) {
			words, right, ok := strings.Cut(strings.TrimSpace(line), " => ")
			if ok && !strings.HasPrefix(line, "#") && !yield(words, strings.Split(right, "|")) {
				return
			}
		}
	}
}

// hit is a link among what the search found.
type hit struct{ Href, Title string }

// wake puts the keyboard into the search field and waits until the search is loaded.
func (tb *tab) wake() {
	tb.t.Helper()
	tb.keys("/")
	if !tb.until(`document.activeElement.id === "ui-search-field"`) {
		tb.t.Fatal("the key / does not lead to the search field")
	}
	tb.look("veiligheid")
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
	return eval[[]hit](tb, fmt.Sprintf(`(async () => {
		const field = document.getElementById("ui-search-field")
		field.focus()
		field.value = %s
		field.dispatchEvent(new Event("input", {bubbles: true}))
		await `+caughtUp+`
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
	base, err := url.Parse(eval[string](tb, `new URL(".", document.URL).href`))
	if err != nil {
		t.Fatal(err)
	}
	for name, list := range map[string]string{"questions": questions, "newcomers": newcomers} {
		asked, answered, english := 0, 0, false
		tb.open(home)
		tb.wake()
		for words, right := range questionsIn(list) {
			if !english && strings.HasPrefix(right[0], "en/") {
				english = true
				tb.open(strings.Replace(home, "index.html", "en/index.html", 1))
				tb.wake()
			}
			asked++
			hits := tb.look(words)
			first := hits[:min(3, len(hits))]
			if slices.ContainsFunc(right, func(address string) bool {
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
			t.Logf("%s: %q finds %q first, want %s", name, words, first, right)
		}
		t.Logf("%s: %d of %d are answered by one of the first three hits", name, answered, asked)
		if asked != 60 || answered < 57 {
			t.Errorf("%s: %d of %d are answered, want 57 of 60", name, answered, asked)
		}
	}
	tb.quiet()
}

// TestSearch uses the field as a reader does who has only a keyboard.
func TestSearch(t *testing.T) {
	l := start(t)
	tb := l.tab(t)
	home := l.one(t, "home")
	tb.open(home)
	bar := eval[float64](tb, `document.querySelector(".bar").offsetHeight`)
	if bar > 60 {
		t.Errorf("the bar is %v pixels high: more than one line", bar)
	}
	if script := loadedSearch(tb); script != "" {
		t.Errorf("%s is loaded before anybody searches", script)
	}
	tb.wake()
	if loadedSearch(tb) == "" {
		t.Error("the search answers without its script")
	}

	// The best hit says what it is and its value, and how many there are is announced.
	hits := tb.look("ziekteverzuim")
	if len(hits) == 0 || !strings.HasPrefix(hits[0].Title, "Ziekteverzuim Kengetal · 3,75") ||
		!strings.Contains(hits[0].Title, "(2023)") {
		t.Errorf("the first hit is %q", hits[:min(1, len(hits))])
	}
	if said := eval[string](tb, announced); !regexp.MustCompile(`^\d+ treffers`).MatchString(said) {
		t.Errorf("announced is %q", said)
	}
	if !tb.until(`[...document.querySelectorAll("#ui-search-panel a")].some(a => a.href.includes("/2025/"))`) {
		t.Error("nothing of an earlier edition is found")
	}
	if first := eval[bool](tb, `(all => all.findIndex(a => !a.href.includes("/2026/")) >
		all.findLastIndex(a => a.href.includes("/2026/")))([...document.querySelectorAll("#ui-search-panel a")])`); !first {
		t.Error("an earlier edition comes before this one")
	}

	// Two letters that changed places are one slip.
	if slipped := tb.look("ziekteverzium"); len(slipped) == 0 || slipped[0] != hits[0] {
		t.Errorf("with two letters changed the first hit is %q", slipped[:min(1, len(slipped))])
	}
	if slipped := tb.look("verzium"); !slices.ContainsFunc(slipped[:min(3, len(slipped))], func(h hit) bool {
		return strings.Contains(h.Title, "verzuim")
	}) {
		t.Errorf("\"verzium\" finds %q", slipped)
	}
	tb.look("ziekteverzuim")

	// The arrows go through the hits and back; Escape closes them.
	const focused = `document.activeElement`
	tb.keys(kb.ArrowDown)
	if got := eval[string](tb, focused+`.href`); got != hits[0].Href {
		t.Errorf("the arrow down leads to %q, want %q", got, hits[0].Href)
	}
	tb.keys(kb.ArrowDown)
	if got := eval[string](tb, focused+`.href`); got != hits[1].Href {
		t.Errorf("a second arrow down leads to %q, want %q", got, hits[1].Href)
	}
	tb.keys(kb.ArrowUp + kb.ArrowUp)
	if got := eval[string](tb, focused+`.id`); got != "ui-search-field" {
		t.Errorf("the arrow up from the first hit leads to %q", got)
	}
	tb.keys(kb.Escape)
	if !eval[bool](tb, `document.getElementById("ui-search-panel").hidden && `+focused+`.id === "ui-search-field"`) {
		t.Error("Escape does not close the hits and go back to the field")
	}

	// What finds nothing says what to do, also without a word.
	for _, question := range []string{"qqxxzzq", "?! …", "%"} {
		if hits := tb.look(question); len(hits) != 1 || !strings.HasSuffix(hits[0].Href, "/register.html") ||
			!strings.Contains(eval[string](tb, announced), "Niets gevonden") {
			t.Errorf("nothing found for %q gives %q", question, hits)
		}
	}
	// A long question is answered too.
	if hits := tb.look(strings.Repeat("ziekteverzuim in de organisatie ", 10_000/32)); len(hits) < 3 {
		t.Errorf("a question of 10,000 letters finds %d", len(hits))
	}

	// Enter leads to the first hit.
	hits = tb.look("ransomware")
	tb.keys(kb.Enter)
	if !tb.until(fmt.Sprintf(`location.href === %q`, hits[0].Href)) {
		t.Errorf("Enter does not lead to %s", hits[0].Href)
	}
	tb.quiet()
}

// announced is what a screen reader says of the search.
const announced = `document.querySelector(".search-status").textContent`

// loadedSearch returns the first script of the search that the page asked for, or "".
func loadedSearch(tb *tab) string {
	for _, address := range tb.asked() {
		if strings.HasSuffix(address, "search.js") && !strings.Contains(address, "assets/") ||
			strings.Contains(address, "search.min.") {
			return address
		}
	}
	return ""
}

// TestSearchOnPhone opens the field on a small screen, where it is a button until it is used.
func TestSearchOnPhone(t *testing.T) {
	l := start(t)
	tb := l.tab(t)
	tb.size(390, 800)
	tb.open(l.one(t, "indicator"))
	const width = `document.getElementById("ui-search-field").offsetWidth`
	if n := eval[int](tb, width); n > 48 {
		t.Errorf("before it is used the field is %d pixels wide", n)
	}
	tb.wake()
	if n := eval[int](tb, width); n < 300 {
		t.Errorf("in use the field is %d pixels wide", n)
	}
	if over := eval[int](tb, `document.documentElement.scrollWidth - innerWidth`); over > 0 {
		t.Errorf("with the hits the page is %d pixels wider than the screen", over)
	}
	tb.quiet()
}
