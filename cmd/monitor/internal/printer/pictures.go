package printer

import (
	"context"
	"fmt"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// pictureWidth is how wide a page is of which pictures are taken, in pixels of CSS: so that the letters in a figure are
// about as large as those of a text on A4. pictureScale is how many pixels of the picture each has.
const (
	pictureWidth = 640
	pictureScale = 2
)

// box is where an element is, in pixels of CSS.
type box struct{ X, Y, Width, Height float64 }

// Pictures takes pictures of elements of a page, by their ids, as PNG.
func (p *Printer) Pictures(name string, ids []string) (all [][]byte, err error) {
	tab, stop, err := p.open(name)
	defer stop()
	if err == nil {
		all, err = pictures(tab, ids)
	}
	return all, cause(tab, err)
}

func pictures(tab context.Context, ids []string) (all [][]byte, err error) {
	window := emulation.SetDeviceMetricsOverrideParams{Width: pictureWidth, Height: pictureWidth,
		DeviceScaleFactor: pictureScale}
	if _, err := chromedp.Call(tab, emulation.SetDeviceMetricsOverride, window); err != nil {
		return nil, err
	}
	if _, err := chromedp.Run(tab, chromedp.Evaluate[bool](ready, chromedp.EvalAwaitPromise)); err != nil {
		return nil, err
	}
	for _, id := range ids {
		where, err := chromedp.Run(tab, chromedp.Evaluate[box](fmt.Sprintf(`(() => {
			const r = document.getElementById(%q).getBoundingClientRect()
			return {X: r.x + scrollX, Y: r.y + scrollY, Width: r.width, Height: r.height}
		})()`, id)))
		if err != nil {
			return nil, err
		}
		beyond := true
		shot, err := chromedp.Call(tab, page.CaptureScreenshot, page.CaptureScreenshotParams{
			Format: page.CaptureScreenshotFormatPng, CaptureBeyondViewport: &beyond,
			Clip: &page.Viewport{X: where.X, Y: where.Y, Width: where.Width, Height: where.Height, Scale: 1}})
		if err != nil {
			return nil, err
		}
		all = append(all, shot.Data)
	}
	return all, nil
}
