//go:build far

package browsertest

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path"
	"strings"
	"testing"
)

// mainPath is one way that readers take through the site.
type mainPath struct {
	name string
	walk func(*lab, *window)
}

// mainPaths are the ways that every browser is tried on.
var mainPaths = []mainPath{
	{"read", readKinds},
	{"menu", openMenu},
	{"list", narrowList},
	{"live", wakeFigure},
	{"language", changeLanguage},
	{"folder", openFolder},
}

// walkPaths takes the ways one after the other, each as a test.
func (w *window) walkPaths(l *lab, paths []mainPath) {
	t := w.t
	defer func() { w.t = t }()
	for _, p := range paths {
		t.Run(p.name, func(t *testing.T) {
			w.t = t
			p.walk(l, w)
		})
	}
}

// watch is the first script of every page in these browsers. It keeps what goes wrong, since WebDriver has
// no command that returns it.
const watch = `var troubles = []
addEventListener("error", e => troubles.push(e.message || "not loaded: " + (e.target.src || e.target.href)), true)
addEventListener("unhandledrejection", e => troubles.push("rejected: " + e.reason))
addEventListener("securitypolicyviolation", e => troubles.push("policy: " + e.violatedDirective + " " + e.blockedURI))
for (const kind of ["error", "warn"]) console[kind] = (...words) => troubles.push(kind + ": " + words.join(" "))
`

// watched serves a site with the script watch added to the start of each page.
func watched(site http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/watch.js" {
			w.Header().Set("Content-Type", "text/javascript")
			fmt.Fprint(w, watch)
			return
		}
		if path.Ext(r.URL.Path) != ".html" {
			site.ServeHTTP(w, r)
			return
		}
		page := httptest.NewRecorder()
		site.ServeHTTP(page, r)
		for key, values := range page.Header() {
			if key != "Content-Length" {
				w.Header()[key] = values
			}
		}
		w.WriteHeader(page.Code)
		head, withWatch := []byte("<head>"), []byte(`<head><script src="/watch.js"></script>`)
		w.Write(bytes.Replace(page.Body.Bytes(), head, withWatch, 1))
	})
}

// quiet fails the test for each thing that went wrong on the page since it was opened.
func (w *window) quiet() {
	w.t.Helper()
	for _, trouble := range ask[[]string](w, "troubles.splice(0)") {
		w.t.Errorf("%s: %s", w.page, trouble)
	}
}

// readKinds opens the first page of each kind. It must have the title and the heading that are in its file.
func readKinds(l *lab, w *window) {
	w.size(1440, 900)
	for _, page := range l.firsts(w.t) {
		w.open(page)
		want := l.pages[page].title + " / " + l.pages[page].headings[0]
		got := ask[string](w, `document.title + " / " + document.querySelector("h1").textContent`)
		if strings.Join(strings.Fields(got), " ") != strings.Join(strings.Fields(want), " ") {
			w.t.Errorf("%s reads %q, want %q", page, got, want)
		}
		w.quiet()
	}
}

// wakeFigure makes a figure live, and goes to its first points with the keyboard.
func wakeFigure(l *lab, w *window) {
	w.size(1440, 900)
	w.open(l.one(w.t, "category"))
	w.hover(firstPlot)
	if !w.until(live(firstPlot)) {
		w.t.Fatal("the figure does not come alive")
	}
	w.walk(firstPlot)
	w.quiet()
}

// changeLanguage goes to the other language by the bar, on the site of the golden files, which has two.
func changeLanguage(l *lab, w *window) {
	g := l.golden(w.t)
	server := httptest.NewServer(watched(siteHandler(g.dir)))
	defer server.Close()
	served := w.site
	defer func() { w.site = served }()
	w.site = server.URL + mount
	w.size(1440, 900)
	w.open(g.one(w.t, "risks"))
	const lang = `document.documentElement.lang`
	before := ask[string](w, lang)
	w.press("mouse", ".bar-language")
	if !w.until(lang + ` !== "` + before + `" && document.querySelector("main.risks h1")`) {
		w.t.Errorf("%s: the bar does not lead to the same page in another language", w.page)
	}
	w.quiet()
}

// openMenu opens the menu on a phone.
func openMenu(l *lab, w *window) {
	w.size(390, 844)
	w.open(l.one(w.t, "home"))
	w.press("mouse", ".menu-button")
	if !w.until(`document.querySelector("#ui-menu").checkVisibility()`) {
		w.t.Error("the menu does not open")
	}
	w.keys(keyEscape)
	if !w.until(`!document.querySelector("#ui-menu").checkVisibility()`) {
		w.t.Error("Escape does not close the menu")
	}
	w.quiet()
}

// narrowList types in the filter of the list of indicators, and sorts it.
func narrowList(l *lab, w *window) {
	w.size(1440, 900)
	w.open(l.one(w.t, "indicators"))
	all := ask[int](w, shownRows+`.length`)
	w.press("mouse", "main input[type=search]")
	w.keys("brand")
	if !w.until(fmt.Sprintf(`(n => n > 0 && n < %d)(%s.length)`, all, shownRows)) {
		w.t.Errorf("a word leaves %d of %d rows", ask[int](w, shownRows+`.length`), all)
	}
	w.press("mouse", "main thead button")
	const sortedHead = "main thead th:is([aria-sort=ascending],[aria-sort=descending])"
	if !ask[bool](w, `Boolean(document.querySelector("`+sortedHead+`"))`) {
		w.t.Error("a column does not sort")
	}
	w.quiet()
}

// openFolder opens pages from disk, as from a file share. Browsers let a page load fewer files there
// than from a server.
func openFolder(l *lab, w *window) {
	served := w.site
	defer func() { w.site = served }()
	w.site = folderAddress(l.dir)
	w.open(l.one(w.t, "category"))
	if n := ask[int](w, loadedFonts); n == 0 {
		w.t.Error("no font of the theme is loaded from a folder")
	}
	w.hover(firstPlot)
	if !w.until(live(firstPlot)) {
		w.t.Error("a figure does not come alive from a folder")
	}
}
