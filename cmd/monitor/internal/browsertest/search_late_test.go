package browsertest

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp/kb"
)

// lateSite serves the site, and what can be found in its newest edition only when a test says so, or not at all.
type lateSite struct {
	site  http.Handler
	index string // the path of what can be found

	mu    sync.Mutex
	come  chan struct{} // closed when it may come
	fails bool
}

// hold holds back what can be found until the function that it returns is called. fails says that it is then not there.
func (s *lateSite) hold(fails bool) (release func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	come := make(chan struct{})
	s.come, s.fails = come, fails
	return func() { close(come) }
}

func (s *lateSite) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == s.index {
		s.mu.Lock()
		come, fails := s.come, s.fails
		s.mu.Unlock()
		select {
		case <-come:
		case <-r.Context().Done():
		}
		if fails {
			http.NotFound(w, r)
			return
		}
	}
	s.site.ServeHTTP(w, r)
}

// TestSearchLate uses the field while what can be found is on its way, or does not come: letters typed meanwhile
// count, and who has left the field or closed the panel is not called back to it.
func TestSearchLate(t *testing.T) {
	l := start(t)
	home := l.one(t, "home")
	year, _, _ := strings.Cut(home, "/")
	late := &lateSite{site: siteHandler(l.dir), index: mount + year + "/search.js"}
	server := httptest.NewServer(late)
	t.Cleanup(server.Close) // after the tab has left it
	const (
		asked     = `document.querySelector("script[src='search.js']")`
		earlier   = `document.querySelector("script[src^='../'][src$='/search.js']")` // asked for once the newest is there
		isHidden  = `document.getElementById("ui-search-panel").hidden`
		isFound   = `document.querySelector("#ui-search-panel .search-hit")`
		isFailure = announced + ` === document.getElementById("ui-search").dataset.failed`
	)
	tb := l.tab(t)
	tb.site = server.URL + mount
	call(tb, network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: true})
	for _, test := range []struct {
		name, keys string
		fails      bool
		want       string
	}{
		{"typed", "diefstal", false, isFound},
		{"typed, left", "diefstal" + kb.Tab, false, isHidden},
		{"typed, closed", "diefstal" + kb.Escape, false, isHidden},
		{"typed, not there", "diefstal", true, isFailure},
		{"typed, left, not there", "diefstal" + kb.Tab, true, isHidden},
	} {
		release := late.hold(test.fails)
		tb.open(home)
		tb.keys("/")
		if !tb.until(asked) {
			t.Fatalf("%s: nothing is asked for", test.name)
		}
		tb.keys(test.keys)
		eval[bool](tb, caughtUp)
		release()
		came := earlier
		if test.fails {
			came = `!` + asked
		}
		if !tb.until(came) {
			t.Fatalf("%s: the page still waits", test.name)
		}
		eval[bool](tb, caughtUp)
		if !eval[bool](tb, "Boolean("+test.want+")") {
			t.Errorf("%s: not %s", test.name, test.want)
		}
		if test.want == isFailure {
			late.hold(false)()
			tb.keys("len")
			if !tb.until(isFound) {
				t.Errorf("%s, typed again: nothing is found", test.name)
			}
		}
	}
}

// TestSearchComposed composes a letter in the field, as for Chinese or with the accents of a Mac: its keys, Enter among
// them, lead nowhere.
func TestSearchComposed(t *testing.T) {
	l := start(t)
	tb := l.tab(t)
	tb.open(l.one(t, "home"))
	tb.wake()
	tb.look("ransomware")
	before := eval[string](tb, `location.href`)
	composed := eval[bool](tb, `["Enter", "Escape", "ArrowDown"].every(key => document.activeElement.dispatchEvent(
		new KeyboardEvent("keydown", {key, isComposing: true, bubbles: true, cancelable: true})))`)
	eval[bool](tb, caughtUp)
	if after := eval[string](tb, `location.href + " " + document.activeElement.id`); !composed ||
		after != before+" ui-search-field" {
		t.Errorf("the keys of a letter that is composed are taken (%t), and lead to %s", !composed, after)
	}
	tb.quiet()
}
