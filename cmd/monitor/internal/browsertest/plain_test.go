package browsertest

import (
	"strings"
	"testing"
)

// TestFigureInWords reads figures as an index does, without style sheets, and as a reader who copies
// the page: the first thing said of a picture is its sentence, and its numbers are not there twice.
func TestFigureInWords(t *testing.T) {
	l := start(t)
	tb := l.tab(t)
	tb.open(l.one(t, "category"))
	const figure = `document.querySelector(".figure")`
	alt := eval[string](tb, figure+`.querySelector(".plot-frame").getAttribute("aria-label").replace(/\s+/g, " ")`)
	copied := eval[string](tb, `(() => {
		getSelection().selectAllChildren(`+figure+`)
		return String(getSelection()).replace(/\s+/g, " ")
	})()`)
	if !strings.Contains(copied, alt) {
		t.Errorf("copied is %q, without %q", copied, alt)
	}
	words := eval[[]string](tb, `[...`+figure+`.querySelectorAll(".plot-wide text")]
		.map(e => e.textContent.replace(/\s+/g, " "))`)
	if len(words) < 5 {
		t.Fatalf("the picture has the words %q", words)
	}
	if run := strings.Join(words[:5], " "); strings.Contains(copied, run) {
		t.Errorf("copied are the words of the picture: %q", run)
	}
	plain := eval[string](tb, `(() => {
		for (const sheet of document.querySelectorAll("link[rel=stylesheet]")) sheet.disabled = true
		return `+figure+`.innerText.replace(/\s+/g, " ")
	})()`)
	body := strings.Index(plain, alt)
	picture := strings.Index(strings.ReplaceAll(plain, " ", ""), strings.ReplaceAll(strings.Join(words[:5], ""), " ", ""))
	if body < 0 || picture >= 0 && picture < len(strings.ReplaceAll(plain[:body], " ", "")) {
		t.Errorf("without a style sheet the sentence does not come first: %q", plain)
	}
	shown := eval[int](tb, `[...`+figure+`.querySelectorAll("svg.plot")].filter(e => e.checkVisibility()).length`)
	if shown != 1 {
		t.Errorf("without a style sheet %d pictures are shown", shown)
	}
	tb.quiet()
}
