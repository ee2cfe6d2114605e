package browsertest

import (
	"bytes"
	"compress/gzip"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"
)

// heaviest is the most that the home or a category may weigh, in bytes: compressed, and with every
// file that the browser loads before a reader touches a figure.
const heaviest = 120_000

func TestWeight(t *testing.T) {
	l := start(t)
	l.weigh(t, []string{l.one(t, "home"), l.one(t, "category")})
}

// weigh adds up the files that a first visit to a page loads, as sent by a server that compresses well.
func (l *lab) weigh(t *testing.T, paths []string) {
	t.Helper()
	for _, path := range paths {
		tb := l.tab(t)
		call(tb, network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: true})
		tb.open(path)
		loaded := make(map[string]bool)
		for _, address := range tb.asked() {
			if !strings.HasPrefix(address, "data:") { // which is a part of the style sheet
				loaded[address] = true
			}
		}
		// A browser without a window does not load the icon. No browser loads the icon of a telephone's screen, or
		// the feed, with a page.
		for _, k := range l.pages[path].links {
			if k.element == "link" && strings.HasSuffix(k.address, ".svg") {
				u, err := url.Parse(k.address)
				if err != nil {
					t.Fatal(err)
				}
				loaded[filepath.ToSlash(filepath.Join(filepath.Dir(path), u.Path))] = true
			}
		}
		// With the style sheet alone, the page would be laid out before the font is there, and once more after.
		fonts := eval[[]string](tb, `performance.getEntriesByType("resource")
			.filter(r => /latin-wght-normal/.test(r.name)).map(r => r.initiatorType)`)
		if !slices.Equal(fonts, []string{"link"}) {
			t.Errorf("%s: the font is asked for by %q, want once, by a link", path, fonts)
		}
		total, kinds := 0, make(map[string]int)
		for name := range loaded {
			n := l.compressed(t, name)
			total += n
			kinds[filepath.Ext(name)] += n
		}
		t.Logf("%s: %.1f kB: %v", path, float64(total)/1000, kinds)
		if total > heaviest {
			t.Errorf("%s weighs %.1f kB compressed: more than %d kB", path, float64(total)/1000, heaviest/1000)
		}
		tb.quiet()
	}
}

// mostElements is how many elements a page may have: with more, a phone is slow to lay out and to print it.
const mostElements = 4000

// TestSize counts the elements of all pages. The Board, whose site this is, sees all that other readers see.
func TestSize(t *testing.T) {
	l := start(t)
	largest := ""
	for _, path := range l.all() {
		if l.pages[path].kind == "print" {
			continue // the whole edition as one document, for paper
		}
		n := l.pages[path].elements
		if n > mostElements {
			t.Errorf("%s has %d elements: more than %d", path, n, mostElements)
		}
		if largest == "" || n > l.pages[largest].elements {
			largest = path
		}
	}
	t.Logf("the largest page is %s, with %d elements", largest, l.pages[largest].elements)
}

// compressed returns the size of a file as it is sent, in bytes. Fonts and pictures are compressed
// already.
func (l *lab) compressed(t *testing.T, name string) int {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(l.dir, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(".woff2 .png .jpg .webp .avif", path.Ext(name)) {
		return len(data)
	}
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	z.Write(data)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}
