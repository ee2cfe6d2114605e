package browsertest

import (
	"context"
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// formerAddresses returns the addresses that pages had, sorted.
func (l *lab) formerAddresses() []string { return slices.Sorted(maps.Keys(l.moved)) }

func TestMoved(t *testing.T) {
	l := start(t).golden(t)
	l.followMoved(t)
}

// followMoved opens addresses that pages had, from a server and from a folder: the browser ends at the
// page that took the place.
func (l *lab) followMoved(t *testing.T) {
	t.Helper()
	if len(l.moved) == 0 {
		t.Fatal("no page leads on")
	}
	l.followFormer(l.tab(t))
	// Another tab: the first may still ask the server for the icon of its last page.
	folder := l.tab(t)
	folder.fromFolder()
	l.followFormer(folder)
}

func (l *lab) followFormer(tb *tab) {
	tb.t.Helper()
	for _, from := range l.formerAddresses() {
		file, anchor, anchored := strings.Cut(l.moved[from].leadsTo, "#")
		want := (&url.URL{Path: path.Join(path.Dir(from), file)}).String()
		if anchored {
			want += "#" + anchor
		}
		tb.mu.Lock()
		tb.page = from
		tb.mu.Unlock()
		tb.do("open "+from, chromedp.Navigate(tb.site+from))
		at := ""
		arrived := eventually(func() bool {
			ctx, cancel := context.WithTimeout(tb.ctx, patience)
			defer cancel()
			// The browser may leave the page while it answers.
			if here, err := chromedp.Run(ctx, chromedp.Evaluate[string]("location.href")); err == nil {
				at = here
			}
			return strings.TrimPrefix(at, tb.site) == want
		})
		if !arrived {
			tb.t.Errorf("%s: the browser is at %s, not at %s", from, at, want)
		}
	}
	tb.quiet()
}
