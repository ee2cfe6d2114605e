package browsertest

import (
	"encoding/base64"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

var screenshots = flag.String("screenshots", "", "`folder` for pictures of the site; without it none are taken")

// picture is the file of the picture at the top of README.md. It is kept in git, so it must be
// small.
const (
	picture      = "cmd/monitor/docs/site.png"
	pictureLimit = 250_000 // bytes
)

// TestScreenshots takes pictures of pages when `make screenshots` asks for them. Only people who
// look can judge whether a page is beautiful.
func TestScreenshots(t *testing.T) {
	if *screenshots == "" {
		t.Skip("pictures are taken only on request: `make screenshots`")
	}
	l := start(t)
	dir := *screenshots
	// Otherwise old pictures of a page that was longer would stay among the new ones.
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	tb := l.tab(t)
	for _, shot := range []struct{ name, path string }{
		{"home", l.one(t, "home")}, {"category", l.one(t, "category")}, {"indicator", l.special(t)[0]},
	} {
		for _, width := range []int64{390, 820, 1440} {
			tb.size(width, 900)
			for _, scheme := range []string{"light", "dark"} {
				tb.media("screen", scheme)
				tb.open(shot.path)
				tb.photographAll(filepath.Join(dir, fmt.Sprintf("%s-%d-%s", shot.name, width, scheme)))
			}
		}
	}
	tb.quiet()
	tb.readmePicture(filepath.Join(l.root, filepath.FromSlash(picture)))
}

// photographAll writes pictures of the whole page, from top to bottom. None is higher than 1500
// pixels, so that each can be looked at.
func (tb *tab) photographAll(name string) {
	tb.t.Helper()
	const part = 1500
	width, height := eval[float64](tb, "innerWidth"), eval[float64](tb, "document.documentElement.scrollHeight")
	beyond := true
	for n := 0; float64(n*part) < height; n++ {
		top := float64(n * part)
		tb.write(fmt.Sprintf("%s-%d.png", name, n+1), call(tb, page.CaptureScreenshot, page.CaptureScreenshotParams{
			Format: page.CaptureScreenshotFormatPng, CaptureBeyondViewport: &beyond,
			Clip: &page.Viewport{Y: top, Width: width, Height: min(part, height-top), Scale: 1}}).Data)
	}
}

// readmePicture writes a picture of the home and a figure, side by side.
func (tb *tab) readmePicture(file string) {
	tb.t.Helper()
	tb.size(1000, 1000)
	tb.media("screen", "light")
	tb.open(tb.lab.one(tb.t, "home"))
	images := tb.image()
	// A figure with real numbers, of the first category that has one.
	const measured = `document.querySelector("main figure:has(.figure-body:not(.is-example))")`
	for _, path := range tb.lab.of("category") {
		tb.open(path)
		if eval[bool](tb, `Boolean(`+measured+`)`) {
			break
		}
	}
	eval[bool](tb, `(() => {
		const figure = `+measured+` || document.querySelector("main figure")
		scrollTo({top: figure.getBoundingClientRect().top + scrollY - 330, behavior: "instant"})
		return true
	})()`)
	images += tb.image()
	tb.do("open an empty page, which has no policy", chromedp.Navigate("about:blank"))
	tree := call(tb, page.GetFrameTree, struct{}{})
	tb.size(1280, 642)
	call(tb, page.SetDocumentContent, page.SetDocumentContentParams{FrameID: tree.FrameTree.Frame.ID, HTML: `<style>
		body { margin: 0; padding: 16px; display: flex; gap: 16px; background: #e4e7ec }
		img { width: 616px; height: 610px; object-fit: cover; object-position: top }</style>` + images})
	eval[bool](tb, `Promise.all([...document.images].map(i => i.decode())).then(() => true)`)
	data := call(tb, page.CaptureScreenshot, page.CaptureScreenshotParams{Format: page.CaptureScreenshotFormatPng}).Data
	if len(data) > pictureLimit {
		tb.t.Errorf("%s has %d bytes: more than %d", picture, len(data), pictureLimit)
	}
	tb.write(file, data)
}

// image returns an <img> element with what the window shows.
func (tb *tab) image() string {
	tb.t.Helper()
	shot := call(tb, page.CaptureScreenshot, page.CaptureScreenshotParams{Format: page.CaptureScreenshotFormatPng}).Data
	return `<img src="data:image/png;base64,` + base64.StdEncoding.EncodeToString(shot) + `">`
}

func (tb *tab) write(file string, data []byte) {
	tb.t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		tb.t.Fatal(err)
	}
	if err := os.WriteFile(file, data, 0o644); err != nil {
		tb.t.Fatal(err)
	}
}
