package browsertest

import (
	"bytes"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/chromedp/cdproto/page"
)

// A category has a page or two of text, some figures, and for up to eight aspects their indicators,
// questions, risks, controls and measures. With fewer sheets of paper something is missing; with more,
// something falls apart.
const fewestSheets, mostSheets = 3, 15

var sheet = regexp.MustCompile(`/Type\s*/Page\b[^s]`)

// TestPrint prints categories on A4, from a dark screen. In the first, a figure came alive.
func TestPrint(t *testing.T) {
	l := start(t)
	tb := l.tab(t)
	for n, path := range l.of("category") {
		tb.media("screen", "dark")
		tb.open(path)
		if n == 0 {
			tb.hover(firstPlot)
			if !tb.until(live(firstPlot)) {
				t.Fatal("no figure came alive")
			}
		}
		// The browser's own print decides the medium, not the emulation of one.
		tb.media("", "dark")
		pdf := tb.print()
		sheets := len(sheet.FindAll(pdf, -1))
		if sheets < fewestSheets || sheets > mostSheets {
			t.Errorf("%s prints on %d sheets", path, sheets)
		}
		for _, heading := range l.pages[path].headings {
			if !bytes.Contains(pdf, []byte("("+heading+")")) && !bytes.Contains(pdf, []byte(hexText(heading))) {
				t.Errorf("%s: the print has no heading %q", path, heading)
			}
		}
		t.Logf("%s: %d sheets, %d kB", path, sheets, len(pdf)/1000)

		tb.media("print", "dark")
		if hidden := eval[int](tb, hiddenPlots); hidden > 0 {
			t.Errorf("%s: %d figures do not show exactly one picture on paper", path, hidden)
		}
		// The button of a term stays, since it is a word of the text.
		shown := eval[[]string](tb, `[...document.querySelectorAll("canvas, button:not(.term), nav, form, .skip")]
			.filter(e => e.checkVisibility()).map(e => e.outerHTML.slice(0, 80))`)
		if len(shown) > 0 {
			t.Errorf("%s: of no use on paper: %q", path, shown)
		}
		if dark := eval[[]string](tb, printColours); len(dark) > 0 {
			t.Errorf("%s: light letters or a dark ground on paper: %q", path, dark)
		}
	}
	tb.quiet()
}

// print makes a PDF of the page that is open, on A4.
func (tb *tab) print() []byte {
	tb.t.Helper()
	a4, margin, yes := [2]float64{8.27, 11.69}, 0.4, true
	return call(tb, page.PrintToPDF, page.PrintToPDFParams{PaperWidth: a4[0], PaperHeight: a4[1],
		MarginTop: &margin, MarginBottom: &margin, MarginLeft: &margin, MarginRight: &margin,
		PreferCSSPageSize: &yes, GenerateTaggedPDF: &yes, GenerateDocumentOutline: &yes}).Data
}

func TestSheets(t *testing.T) {
	l := start(t)
	l.printSheets(t, []string{l.one(t, "sheet"), l.one(t, "guide")})
}

// printSheets prints what is made for paper: sheets for meetings, which fit on the two sides of one
// piece of paper, and guides of interviews, which fit on two. They have lines to write on that no
// screen shows.
func (l *lab) printSheets(t *testing.T, paths []string) {
	t.Helper()
	tb := l.tab(t)
	const lines = `[...document.querySelectorAll(".ruled")]
		.filter(e => e.checkVisibility() && e.getBoundingClientRect().height > 60).length`
	for _, path := range paths {
		sides := 2
		if l.pages[path].kind == "guide" {
			sides = 4
		}
		tb.media("screen", "light")
		tb.open(path)
		if n := eval[int](tb, lines); n > 0 {
			t.Errorf("%s: lines to write on, on a screen", path)
		}
		tb.media("", "light")
		if n := len(sheet.FindAll(tb.print(), -1)); n < 1 || n > sides {
			t.Errorf("%s prints on %d sides", path, n)
		}
		tb.media("print", "light")
		if n := eval[int](tb, lines); n < 2 {
			t.Errorf("%s: %d places to write on paper", path, n)
		}
	}
	tb.quiet()
}

// TestPrintedLists prints the lists that scripts make sortable. The second page on paper repeats
// the heads of the columns, and the arrows of the sort buttons are not printed.
func TestPrintedLists(t *testing.T) {
	l := start(t)
	pdftotext, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Fatal("pdftotext, of Poppler, is not here: make tools installs it")
	}
	tb := l.tab(t)
	for _, kind := range []string{"indicators", "risks"} {
		path := l.one(t, kind)
		tb.media("screen", "light")
		tb.open(path)
		if !tb.until(`document.querySelector("th .sort")`) {
			t.Fatalf("%s: no column can be sorted", path)
		}
		heads := eval[[]string](tb, `[...document.querySelectorAll("#ui-table thead th")].map(e => e.textContent)`)
		tb.media("", "light")
		command := exec.Command(pdftotext, "-", "-")
		command.Stdin = bytes.NewReader(tb.print())
		text, err := command.Output()
		if err != nil {
			t.Fatal(err)
		}
		if at := strings.IndexAny(string(text), "↑↓↕"); at >= 0 {
			t.Errorf("%s prints an arrow: %q", path, text[max(0, at-40):at+3])
		}
		sheets := strings.Split(string(text), "\f")
		if len(sheets) < 3 {
			t.Fatalf("%s: %d sheets", path, len(sheets)-1)
		}
		words := strings.Fields(sheets[1])
		for _, word := range strings.Fields(strings.Join(heads, " ")) {
			if !slices.Contains(words, word) {
				t.Errorf("%s: the second sheet has no head %q", path, word)
			}
		}
	}
	tb.quiet()
}

// hexText returns a text as a PDF writes it when it is not plain ASCII: in UTF-16, as hexadecimal
// digits.
func hexText(s string) string {
	var b strings.Builder
	b.WriteString("<FEFF")
	for _, u := range utf16.Encode([]rune(s)) {
		for shift := 12; shift >= 0; shift -= 4 {
			b.WriteByte("0123456789ABCDEF"[u>>shift&15])
		}
	}
	return b.String()
}

// printColours lists elements with letters lighter than mid-grey, or with a ground darker than
// that.
const printColours = `(() => {
	const light = colour => {
		const [r, g, b, a = 1] = colour.match(/[\d.]+/g).map(Number)
		return a === 0 ? null : (0.2126 * r + 0.7152 * g + 0.0722 * b) / (colour.startsWith("color(") ? 1 : 255)
	}
	const list = [], parts = ["p", "h1", "h2", "h3", "td", "th", "a"].map(name => "main " + name)
	for (const e of document.querySelectorAll(["html", "body", "main", ...parts].join())) {
		if (!e.checkVisibility()) continue
		const s = getComputedStyle(e), ink = light(s.color), ground = light(s.backgroundColor)
		if (ink !== null && ink > 0.6 || ground !== null && ground < 0.5)
			list.push(e.tagName + " " + s.color + " on " + s.backgroundColor)
	}
	return list.slice(0, 5)
})()`
