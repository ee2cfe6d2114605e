package browsertest

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
)

// guidePictureLimit is how many bytes a picture of a guide may have: they are kept in git.
const guidePictureLimit = 120_000

// TestGuidePictures takes the pictures of the guides, in both languages, when `make screenshots` asks
// for them: a page with a mistake and the panel, and the picker.
func TestGuidePictures(t *testing.T) {
	if *screenshots == "" {
		t.Skip("pictures are taken only on request: `make screenshots`")
	}
	for lang, names := range map[string][2]string{"nl": {"paneel.png", "kiezer.png"}, "en": {"panel.png", "picker.png"}} {
		t.Run(lang, func(t *testing.T) {
			d := sitDownAt(t, ".", "board/2026/cyberrisicos.html", lang)
			d.size(1000, 640)
			picker := eval[string](d.tab, panelPart("#picker")+`.getAttribute("href")`)
			d.save("content/2026/nl/50-cyberrisicos.md", "[8,3%](indicator:phishing-klik@latest)",
				"[8,7%](indicator:phishing-klik@latest)")
			d.wait("the fault", `document.querySelector("main .fault .fault-text")`)
			d.wait("the list", panelPart("#found[open] li.error code"))
			eval[bool](d.tab, `(() => {
				const top = document.querySelector("main .fault").getBoundingClientRect().top + scrollY
				scrollTo({top: top - 150, behavior: "instant"})
				return true
			})()`)
			d.keep(names[0])
			d.open(strings.TrimPrefix(picker, "/"))
			d.click("#search")
			d.keys("phishing")
			d.keep(names[1])
		})
	}
}

// keep writes what the window shows as a picture of the guides.
func (d *desk) keep(name string) {
	d.t.Helper()
	data := call(d.tab, page.CaptureScreenshot, page.CaptureScreenshotParams{Format: page.CaptureScreenshotFormatPng}).Data
	if len(data) > guidePictureLimit {
		d.t.Errorf("%s has %d bytes: more than %d", name, len(data), guidePictureLimit)
	}
	d.tab.write(filepath.Join(d.lab.root, "cmd", "monitor", "docs", name), data)
}
