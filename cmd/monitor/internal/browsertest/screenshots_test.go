package browsertest

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/page"
)

// picture is the one at the top of README.md: the home, as a reader meets it. It is kept in git, so it stays small.
const (
	picture      = "cmd/monitor/docs/home.png"
	pictureLimit = 250_000
)

var screenshots = flag.String("screenshots", "", "`folder` for pictures of the site; without it none are taken")

// TestScreenshots takes pictures for people to look at, which is the only way to tell whether a page is beautiful:
// `make screenshots`.
func TestScreenshots(t *testing.T) {
	if *screenshots == "" {
		t.Skip("pictures are taken only on request: `make screenshots`")
	}
	l := start(t)
	dir := *screenshots
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	tb := l.tab(t)
	for _, shot := range []struct{ name, path string }{
		{"home", l.one(t, "home")}, {"category", l.of("category")[0]}, {"indicator", l.special(t)[0]},
	} {
		for _, width := range []int64{390, 820, 1440} {
			tb.size(width, 900)
			for _, scheme := range []string{"light", "dark"} {
				tb.media("screen", scheme)
				tb.open(shot.path)
				tb.photograph(filepath.Join(dir, fmt.Sprintf("%s-%d-%s.png", shot.name, width, scheme)), true)
			}
		}
	}
	tb.size(1280, 860)
	tb.media("screen", "light")
	tb.open(l.one(t, "home"))
	if size := tb.photograph(filepath.Join(l.root, filepath.FromSlash(picture)), false); size > pictureLimit {
		t.Errorf("%s has %d bytes: more than %d", picture, size, pictureLimit)
	}
	tb.quiet()
}

// photograph writes a picture of the page, the whole or what the window shows of it, and tells its size in bytes.
func (tb *tab) photograph(file string, whole bool) int {
	tb.t.Helper()
	shot := page.CaptureScreenshotParams{Format: page.CaptureScreenshotFormatPng}
	if whole {
		beyond := true
		shot.CaptureBeyondViewport = &beyond
		shot.Clip = &page.Viewport{Width: eval[float64](tb, "document.documentElement.scrollWidth"),
			Height: eval[float64](tb, "document.documentElement.scrollHeight"), Scale: 1}
	}
	data := call(tb, page.CaptureScreenshot, shot).Data
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		tb.t.Fatal(err)
	}
	if err := os.WriteFile(file, data, 0o644); err != nil {
		tb.t.Fatal(err)
	}
	return len(data)
}
