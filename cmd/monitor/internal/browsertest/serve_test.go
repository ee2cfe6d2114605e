package browsertest

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// desk is where an author works: a copy of the golden sources that the program serves, and a page of
// it in the browser.
type desk struct {
	*tab
	root    string
	program *exec.Cmd
}

// chapterFile is a chapter with all that a chapter may have, and chapterPage its page for the Board.
// otherFile is another chapter.
const (
	chapterFile = "content/2026/nl/20-gebouwen.md"
	chapterPage = "board/2026/gebouwen.html"
	otherFile   = "content/2026/nl/90-methode.md"
	otherPage   = "board/2026/methode.html"
	dataFile    = "data/2026/indicators/gebouwen.toml"
)

// panelPart returns a JavaScript expression for an element of the panel.
func panelPart(selector string) string {
	return `document.querySelector("monitor-panel")?.shadowRoot.querySelector(` + strconv.Quote(selector) + `)`
}

// sitDown starts the program on the golden sources and opens a page.
func sitDown(t *testing.T, page string) *desk {
	t.Helper()
	return sitDownAt(t, "cmd/monitor/testdata/golden", page, "nl")
}

// sitDownAt starts the program on a copy of the sources in a folder of the repository, and opens a page.
func sitDownAt(t *testing.T, sources, page, lang string) *desk {
	t.Helper()
	l := start(t)
	d := &desk{root: filepath.Join(t.TempDir(), "Monitor é")}
	for _, folder := range []string{"content", "data"} {
		from := filepath.Join(l.root, filepath.FromSlash(sources), folder)
		if err := os.CopyFS(filepath.Join(d.root, folder), os.DirFS(from)); err != nil {
			t.Fatal(err)
		}
	}
	d.program = exec.Command(l.program, "serve", "--root", d.root, "--no-open", "--port", "0", "--lang", lang)
	d.program.Env = append(os.Environ(), "XDG_CACHE_HOME="+t.TempDir())
	stdout, err := d.program.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := d.program.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = d.program.Process.Signal(os.Interrupt)
		if err := d.program.Wait(); err != nil {
			t.Errorf("monitor serve: %v", err)
		}
	})
	line, err := bufio.NewReader(stdout).ReadString('\n')
	found := regexp.MustCompile(`http://\S+/`).FindString(line)
	if err != nil || found == "" {
		t.Fatalf("monitor serve says %q: %v", line, err)
	}
	d.tab = l.tab(t)
	d.site = found
	d.media("screen", "light")
	d.open(page)
	d.wait("the panel", panelPart("nav"))
	return d
}

// wait waits until a JavaScript expression is true.
func (d *desk) wait(what, script string) {
	d.t.Helper()
	var holds bool
	var failure error
	for deadline := time.Now().Add(patience); !holds; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			d.quiet()
			d.t.Fatalf("%s: not within a minute: %s %v", d.page, what, failure)
		}
		ctx, cancel := context.WithTimeout(d.ctx, patience)
		// The browser may leave the page while it answers.
		holds, failure = chromedp.Run(ctx, chromedp.Evaluate[bool]("Boolean("+script+")"))
		cancel()
	}
}

// save replaces a text in a file, as editors do: a new file is renamed over the old one.
func (d *desk) save(file, from, to string) {
	d.t.Helper()
	name := filepath.Join(d.root, filepath.FromSlash(file))
	old, err := os.ReadFile(name)
	if err != nil {
		d.t.Fatal(err)
	}
	if !strings.Contains(string(old), from) {
		d.t.Fatalf("%s does not have %q", file, from)
	}
	d.write(file, strings.Replace(string(old), from, to, 1))
}

func (d *desk) write(file, text string) {
	d.t.Helper()
	name := filepath.Join(d.root, filepath.FromSlash(file))
	if err := os.WriteFile(name+".tmp", []byte(text), 0o666); err != nil {
		d.t.Fatal(err)
	}
	if err := os.Rename(name+".tmp", name); err != nil {
		d.t.Fatal(err)
	}
}

// noList is a JavaScript expression that is true when the panel lists no error. The golden sources have
// warnings, whose list is closed.
var noList = `!` + panelPart("#found[open]") + ` && !` + panelPart("li.error")

// has returns a JavaScript expression that is true when the page has a text.
func has(text string) string {
	return `(document.querySelector("main")?.textContent ?? "").includes(` + strconv.Quote(text) + `)`
}

// TestServeKeepsPlace saves a chapter: the page changes under the reader's eyes, who stays where they
// were, with what they had opened and the figures that they had touched.
func TestServeKeepsPlace(t *testing.T) {
	d := sitDown(t, chapterPage)
	d.hover(firstPlot)
	d.wait("the figure comes alive", live(firstPlot))
	eval[bool](d.tab, `(() => {
		window.before = document.querySelector("`+firstPlot+`")
		document.querySelectorAll("details.figure-data")[1].open = true
		;[...document.querySelectorAll("main p")].find(p => p.textContent.includes("Rangordes"))
			.scrollIntoView({block: "center", behavior: "instant"})
		window.place = scrollY
		return true
	})()`)
	d.save(chapterFile, "Rangordes misleiden", "Ranglijsten misleiden")
	d.wait("the new word", has("Ranglijsten misleiden"))
	if at, before := eval[float64](d.tab, "scrollY"), eval[float64](d.tab, "window.place"); at != before || at == 0 {
		t.Errorf("the page is at %v, and was at %v", at, before)
	}
	for what, script := range map[string]string{
		"the details are closed":         `!document.querySelectorAll("details.figure-data")[1].open`,
		"the live figure is another one": `window.before !== document.querySelector("` + firstPlot + `[data-live]")`,
	} {
		if eval[bool](d.tab, script) {
			t.Error(what)
		}
	}
	// A paragraph above and one below are inserted.
	d.save(chapterFile, "## Brand en rook", "Erbij.\n\n## Brand en rook")
	d.wait("the new paragraph", has("Erbij."))
	d.save(chapterFile, "Erbij.\n\n", "")
	d.wait("the paragraph is gone", "!"+has("Erbij."))
	if eval[bool](d.tab, `window.before !== document.querySelector("`+firstPlot+`[data-live]")`) {
		t.Error("the live figure is another one")
	}
	d.quiet()
}

// TestServeRedrawsFigure saves data: a figure that the reader had touched shows them, alive, and other
// figures stay.
func TestServeRedrawsFigure(t *testing.T) {
	d := sitDown(t, chapterPage)
	d.hover(firstPlot)
	d.wait("the figure comes alive", live(firstPlot))
	eval[bool](d.tab, `(() => {
		window.first = document.querySelector("`+firstPlot+`")
		window.other = document.querySelectorAll(".plot-frame")[6]
		return true
	})()`)
	d.save(dataFile, "values = { 2017 = 88,", "values = { 2017 = 99,")
	d.wait("another figure, alive", `window.first !== document.querySelector("`+firstPlot+`") && `+live(firstPlot))
	if eval[bool](d.tab, `!window.other.isConnected`) {
		t.Error("a figure of other data was made again")
	}
	if eval[bool](d.tab, `(`+blankCanvas+`)("`+firstPlot+`")`) {
		t.Error("the live picture is empty")
	}
	if here := eval[string](d.tab, "location.pathname"); here != "/"+chapterPage {
		t.Errorf("the browser went to %s", here)
	}
	d.quiet()
}

// TestServeShowsFaults makes a mistake and mends it: the place is marked, the panel lists it, and both
// go.
func TestServeShowsFaults(t *testing.T) {
	d := sitDown(t, chapterPage)
	if !eval[bool](d.tab, noList) {
		t.Fatal("there are mistakes already")
	}
	d.save(chapterFile, "Rangordes misleiden", "Zie [](indicator:bestaat-niet)")
	d.wait("the fault", `document.querySelector("main .fault .fault-text")`)
	d.wait("the list", panelPart("#found[open] li.error code"))
	escaped := strings.NewReplacer(" ", "%20", "é", "%C3%A9").Replace(d.root)
	want := "vscode://file" + escaped + "/" + chapterFile + ":"
	for what, script := range map[string]string{
		"the fault": `document.querySelector(".fault .fault-open").href`,
		"the list":  panelPart("#found li.error a") + ".href",
	} {
		got := eval[string](d.tab, script)
		if !strings.HasPrefix(got, want) || !regexp.MustCompile(`:\d+(:\d+)?$`).MatchString(got) {
			t.Errorf("%s leads to %s, want %s…", what, got, want)
		}
	}
	text := eval[string](d.tab, `document.querySelector(".fault").textContent`)
	if !strings.Contains(text, "bestaat-niet") {
		t.Error(text)
	}
	d.askAxe()
	d.save(chapterFile, "Zie [](indicator:bestaat-niet)", "Rangordes misleiden")
	d.wait("no fault", `!document.querySelector(".fault")`)
	d.wait("no list", noList)
	d.quiet()
}

// askAxe looks for barriers, in light and dark. Without preload axe does not read the styles of the
// panel's shadow tree by a way that the policy forbids.
func (d *desk) askAxe() {
	d.t.Helper()
	script, err := os.ReadFile(d.lab.tool(d.t, "axe-core/axe.min.js"))
	if err != nil {
		d.t.Fatal(err)
	}
	eval[bool](d.tab, string(script)+"\n;true")
	for _, scheme := range []string{"dark", "light"} {
		d.media("screen", scheme)
		found := eval[[]violation](d.tab,
			`axe.run(document, {resultTypes: ["violations"], preload: false}).then(r => r.violations)`)
		for _, v := range found {
			d.t.Errorf("%s: %s (%s): %s: %.300s", scheme, v.ID, v.Impact, v.Help, v.Nodes[0].HTML)
		}
	}
}

// TestServeKeepsLastGood saves half a file, which nobody can read: the page stays, and the panel says
// why.
func TestServeKeepsLastGood(t *testing.T) {
	d := sitDown(t, chapterPage)
	old, err := os.ReadFile(filepath.Join(d.root, filepath.FromSlash("data/site.toml")))
	if err != nil {
		t.Fatal(err)
	}
	d.write("data/site.toml", "[site\ntitle.nl = ")
	d.wait("the list", panelPart("#found[open] li.error"))
	d.wait("it is the last good page", `!`+panelPart("#stale")+`.hidden && `+has("Rangordes misleiden"))
	d.write("data/site.toml", string(old))
	d.wait("it is the present page", panelPart("#stale")+`.hidden && `+noList)
	d.quiet()
}

// TestServeFollows edits elsewhere: the browser goes there, unless the reader wants to stay.
func TestServeFollows(t *testing.T) {
	d := sitDown(t, chapterPage)
	lines := strings.Split(d.read(otherFile), "\n")
	heading := 0
	for n, line := range lines {
		if strings.HasPrefix(line, "## ") {
			heading = n
		}
	}
	if heading == 0 {
		t.Fatal("no heading")
	}
	title := strings.TrimPrefix(lines[heading], "## ")
	// The browser keeps a page that nobody touched out of its history.
	d.keys(kb.Tab)
	d.save(otherFile, lines[heading]+"\n", lines[heading]+"\n\nDaar is het.\n")
	d.wait("the other page", `location.pathname === "/`+otherPage+`" && `+has("Daar is het."))
	d.wait("the heading", fmt.Sprintf(`(() => {
		const e = document.getElementById(decodeURIComponent(location.hash.slice(1)))
		const box = e && e.getBoundingClientRect()
		return e && e.textContent.includes(%q) && box.top > -50 && box.top < innerHeight
	})()`, title))
	// On the page itself, the browser scrolls to what is out of sight.
	eval[bool](d.tab, `(scrollTo({top: 0, behavior: "instant"}), true)`)
	d.save(otherFile, "Daar is het.", "Hier is het.")
	d.wait("the paragraph", `(() => {
		const e = [...document.querySelectorAll("main p")].find(p => p.textContent.includes("Hier is het."))
		const box = e && e.getBoundingClientRect()
		return e && box.top > 0 && box.top < innerHeight
	})()`)

	eval[bool](d.tab, `(`+panelPart("#pin")+`.click(), true)`)
	d.save(chapterFile, "Rangordes misleiden", "Ranglijsten misleiden")
	time.Sleep(time.Second)
	d.wait("it stays", `location.pathname === "/`+otherPage+`"`)
	eval[bool](d.tab, `(scrollTo({top: 0, behavior: "instant"}), true)`)
	d.save(otherFile, "Hier is het.", "Toch daar.")
	d.wait("the word", has("Toch daar."))
	if at := eval[float64](d.tab, "scrollY"); at != 0 {
		t.Errorf("the page moved to %v", at)
	}
	// What the reader chose holds for the next page too.
	d.open(chapterPage)
	d.wait("the panel", panelPart("nav"))
	if !eval[bool](d.tab, panelPart("#pin")+".checked") {
		t.Error("it is no longer pinned")
	}
	d.quiet()
}

func (d *desk) read(file string) string {
	d.t.Helper()
	text, err := os.ReadFile(filepath.Join(d.root, filepath.FromSlash(file)))
	if err != nil {
		d.t.Fatal(err)
	}
	return string(text)
}

// TestServeAudiences looks as each audience, by the links of the panel and with the keyboard.
func TestServeAudiences(t *testing.T) {
	d := sitDown(t, chapterPage)
	const intranet, board = "Voor het intranet", "Alleen voor het bestuur"
	if !eval[bool](d.tab, has(intranet)+"&&"+has(board)) {
		t.Error("the Board does not see all")
	}
	for n, test := range []struct {
		view, name      string
		intranet, board bool
	}{
		{"intranet", "intranet", true, false}, {"public", "iedereen", false, false}, {"board", "Bestuur", true, true},
	} {
		eval[bool](d.tab, `([...document.querySelector("monitor-panel").shadowRoot.querySelectorAll("nav a")]
			.find(a => a.textContent === "`+test.name+`").focus(), true)`)
		d.keys(kb.Enter)
		d.wait("the view "+test.view, `location.pathname.startsWith("/`+test.view+`/") && `+panelPart("nav"))
		if eval[bool](d.tab, has(intranet)) != test.intranet || eval[bool](d.tab, has(board)) != test.board {
			t.Errorf("%s sees what it should not, or the other way around", test.view)
		}
		if current := eval[string](d.tab, panelPart("a[aria-current]")+".textContent"); current != test.name {
			t.Errorf("step %d: the panel says %q", n, current)
		}
		// The links of the page lead within the view.
		if !eval[bool](d.tab, `[...document.querySelectorAll("main a[href$='.html']")]
			.every(a => new URL(a.href).pathname.startsWith("/`+test.view+`/"))`) {
			t.Errorf("%s: a link leads out of the view", test.view)
		}
	}
	eval[bool](d.tab, `(`+panelPart(`a[href^="/board-vastgesteld/"]`)+`.click(), true)`)
	d.wait("only what was adopted", `location.pathname.startsWith("/board-vastgesteld/")`)
	// On a phone the choices are folded, so that the panel leaves room for the page.
	d.size(390, 844)
	d.open(otherPage)
	d.wait("the folded panel", panelPart("#seen:not([open])"))
	const height = `document.querySelector("monitor-panel").getBoundingClientRect().height`
	if high := eval[float64](d.tab, height); high > 84 {
		t.Errorf("on a phone the panel is %v pixels high", high)
	}
	eval[bool](d.tab, `(`+panelPart("#seen > summary")+`.click(), true)`)
	d.wait("the choices", panelPart("#seen[open] nav"))
	d.save(otherFile, "status = \"besproken\"", "status = \"concept\"")
	d.wait("the panel after a save", panelPart("#review")+`?.textContent.includes("Concept")`)
	if !eval[bool](d.tab, panelPart("#seen")+".open") {
		t.Error("a save folds what the reader opened")
	}
}

// TestServePicker searches the picker, to which the panel leads.
func TestServePicker(t *testing.T) {
	d := sitDown(t, chapterPage)
	picker := eval[string](d.tab, panelPart("#picker")+`.getAttribute("href")`)
	d.open(strings.TrimPrefix(picker, "/"))
	const shown = `[...document.querySelectorAll("tr")].filter(r => r.checkVisibility()).length`
	all := eval[int](d.tab, shown)
	d.click("#search")
	d.keys("lekken")
	if n := eval[int](d.tab, shown); n == 0 || n >= all {
		t.Errorf("a word leaves %d of %d rows", n, all)
	}
	text := eval[string](d.tab, `document.querySelector("tr:not([hidden]) button").dataset.copy`)
	if !strings.HasPrefix(text, "[](indicator:datalekken@") {
		t.Errorf("what is copied is %q", text)
	}
	d.keys("qqqq")
	if said := eval[string](d.tab, `document.getElementById("status").textContent`); said == "" {
		t.Error("nothing is said when nothing is found")
	}
	d.askAxe()
	d.quiet()
}

// TestServeNewPage opens an address that has no page yet, and writes its chapter.
func TestServeNewPage(t *testing.T) {
	d := sitDown(t, chapterPage)
	d.open("board/2026/nieuw.html")
	d.wait("there is none", has("nieuw.html"))
	d.mu.Lock()
	d.troubles = nil // the status 404
	d.mu.Unlock()
	d.write("content/2026/nl/95-nieuw.md", "+++\ntitle = \"Nieuw\"\n+++\n\nEen begin.\n")
	d.wait("the page", has("Een begin."))
	folder := filepath.Join(d.root, "content", "2026", "nl")
	if err := os.Rename(filepath.Join(folder, "95-nieuw.md"), filepath.Join(folder, "95-nieuwer.md")); err != nil {
		t.Fatal(err)
	}
	d.wait("its new name", `location.pathname === "/board/2026/nieuwer.html" && `+has("Een begin."))
}

// TestServeGoes ends the program while a page is open: the panel says so.
func TestServeGoes(t *testing.T) {
	d := sitDown(t, chapterPage)
	if err := d.program.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	d.wait("it has stopped", `!`+panelPart("#gone")+`.hidden`)
}

// TestServeWorkshop makes a figure with the keyboard, as wide as a desk and as narrow as a phone.
func TestServeWorkshop(t *testing.T) {
	d := sitDown(t, chapterPage)
	for _, width := range []int64{1440, 390} {
		d.size(width, 900)
		d.open("-/figuur")
		d.tabTo("#field-indicator select")
		d.keys("Brandm")
		d.wait("the figure", `document.querySelector("#figure .plot-frame")`)
		if at := eval[string](d.tab, `document.activeElement.name`); at != "indicator" {
			t.Errorf("the focus is at %q", at)
		}
		d.tabTo("#field-breakdown select")
		d.keys("S")
		d.wait("the block with a breakdown", `document.querySelector("#block pre").textContent ===
			'`+"```"+`figure\nindicator = "brandmeldingen"\nbreakdown = "alarm"\n`+"```"+`\n'`)
		d.tabTo("#field-interval input")
		d.keys(" ")
		d.wait("why there is no figure", `document.querySelector("#found .error") && !document.querySelector("#figure *")`)
		d.keys(" ")
		d.wait("the figure again", `!document.querySelector("#found .error") && document.querySelector("#figure .plot-frame")`)
		d.askAxe()
		d.tabTo("#figure .plot-frame")
		d.wait("the figure comes alive", live("#figure .plot-frame"))
		if eval[bool](d.tab, `document.documentElement.scrollWidth > innerWidth`) {
			t.Errorf("at %d the page is wider than the window", width)
		}
		d.open("-/kiezer")
		if eval[bool](d.tab, `document.documentElement.scrollWidth > innerWidth`) {
			t.Errorf("at %d the picker is wider than the window", width)
		}
		d.askAxe()
		d.tabTo("[data-copy] + a")
		d.keys(kb.Enter)
		d.wait("the workshop with the indicator", `document.querySelector("#figure .plot-frame")`)
	}
	d.open("-/figuur?indicator=brandmeldingen")
	d.save(dataFile, "values = { 2017 = 88,", "values = { 2017 = 99,")
	d.wait("the figure of what was saved", `document.querySelector("#figure table").textContent.includes("99")`)
	d.quiet()
}
