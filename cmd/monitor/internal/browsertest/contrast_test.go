package browsertest

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"testing"

	"github.com/chromedp/cdproto/page"
)

func TestContrast(t *testing.T) {
	l := start(t)
	l.measureContrast(t, append(l.special(t), l.one(t, "category"), l.one(t, "home")))
}

// measureContrast measures the contrast of letters that axe cannot judge: those in pictures, and
// those on the hatching of an example. It compares them with the pixels around them, as an eye
// would.
func (l *lab) measureContrast(t *testing.T, paths []string) {
	t.Helper()
	for _, scheme := range []string{"light", "dark"} {
		t.Run(scheme, func(t *testing.T) {
			t.Parallel()
			tb := l.tab(t)
			tb.media("screen", scheme)
			measured, least := 0, 21.0
			for _, path := range paths {
				tb.open(path)
				for _, area := range eval[[]area](tb, inkAreas) {
					picture := tb.clip(area.X, area.Y, area.Width, area.Height)
					for _, text := range area.Texts {
						measured++
						ground := commonest(picture, text.X, text.Y, text.Width, text.Height)
						ink := color.RGBA{text.Ink[0], text.Ink[1], text.Ink[2], 255}
						ratio := contrast(ink, ground)
						least = min(least, ratio)
						if ratio < text.enough() {
							t.Errorf("%s, %s: %q has a contrast of %.1f, ink %s on %s; needed is %.1f",
								path, scheme, text.Text, ratio, hexColour(ink), hexColour(ground), text.enough())
						}
					}
				}
			}
			if measured == 0 {
				t.Error("no letters were found")
			}
			t.Logf("%d texts; the least contrast is %.1f", measured, least)
			tb.quiet()
		})
	}
}

// area is a part of the page with its texts, in CSS pixels. The places of the texts are relative to
// the area.
type area struct {
	X, Y, Width, Height float64
	Texts               []inkText
}

type inkText struct {
	Text                string
	X, Y, Width, Height float64
	Size                float64 // in pixels
	Bold                bool
	Ink                 [3]uint8
}

// enough returns the contrast that a text needs: 3 for large letters and 4.5 for others. Letters
// are large from 18 points on, or from 14 points in bold. (WCAG 2.2, success criterion 1.4.3, level
// AA.)
func (x inkText) enough() float64 {
	const pixelsPerPoint = 96.0 / 72
	if x.Size >= 18*pixelsPerPoint || x.Bold && x.Size >= 14*pixelsPerPoint {
		return 3
	}
	return 4.5
}

// inkAreas finds the pictures, and some cards and paragraphs with examples, with their texts. The browser itself
// mixes the colours.
const inkAreas = `(() => {
	const canvas = new OffscreenCanvas(1, 1).getContext("2d", {willReadFrequently: true})
	const mix = colour => {
		canvas.clearRect(0, 0, 1, 1)
		canvas.fillStyle = colour
		canvas.fillRect(0, 0, 1, 1)
		return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3)
	}
	const cards = [...document.querySelectorAll(".card.is-example")].slice(0, 4)
	const quoted = [...document.querySelectorAll("p:has(.quoted.is-example)")].slice(0, 4)
	const areas = [...document.querySelectorAll(".plot-frame"), ...cards, ...quoted]
	const hasLetters = e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())
	return areas.filter(a => a.checkVisibility()).map(a => {
		const frame = a.getBoundingClientRect()
		const inks = [...a.querySelectorAll("text, p, span, a")].filter(e => e.checkVisibility() && hasLetters(e))
		const texts = inks.map(e => {
			const r = e.getBoundingClientRect(), s = getComputedStyle(e)
			const m = e.getScreenCTM ? e.getScreenCTM() : {c: 0, d: 1}
			return {
				Text: e.textContent.trim(),
				X: r.x - frame.x, Y: r.y - frame.y, Width: r.width, Height: r.height,
				Size: parseFloat(s.fontSize) * Math.hypot(m.c, m.d),
				Bold: Number(s.fontWeight) >= 700,
				Ink: mix(e.getScreenCTM ? s.fill : s.color),
			}
		})
		return {X: frame.x + scrollX, Y: frame.y + scrollY, Width: frame.width, Height: frame.height, Texts: texts}
	})
})()`

// clip takes a picture of a part of the page.
func (tb *tab) clip(x, y, width, height float64) image.Image {
	tb.t.Helper()
	beyond := true
	data := call(tb, page.CaptureScreenshot, page.CaptureScreenshotParams{
		Format: page.CaptureScreenshotFormatPng, CaptureBeyondViewport: &beyond,
		Clip: &page.Viewport{X: x, Y: y, Width: width, Height: height, Scale: 1}}).Data
	picture, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		tb.t.Fatal(err)
	}
	return picture
}

// commonest returns the colour that most pixels of a rectangle have. That is the ground, since
// letters cover less than half of it.
func commonest(picture image.Image, x, y, width, height float64) color.RGBA {
	count := make(map[color.RGBA]int)
	var most color.RGBA
	inside := image.Rect(int(x), int(y), int(math.Ceil(x+width)), int(math.Ceil(y+height))).Intersect(picture.Bounds())
	for row := inside.Min.Y; row < inside.Max.Y; row++ {
		for column := inside.Min.X; column < inside.Max.X; column++ {
			c := color.RGBAModel.Convert(picture.At(column, row)).(color.RGBA)
			if count[c]++; count[c] > count[most] {
				most = c
			}
		}
	}
	return most
}

func hexColour(c color.RGBA) string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

// contrast returns the ratio of relative luminances that WCAG 2.2 defines:
// (lighter + 0.05) / (darker + 0.05), from 1 to 21.
func contrast(a, b color.RGBA) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// luminance returns the relative luminance of an sRGB colour, from 0 to 1, as WCAG 2.2 defines it.
func luminance(c color.RGBA) float64 {
	linear := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

func TestContrastFormula(t *testing.T) {
	white := color.RGBA{255, 255, 255, 255}
	for _, c := range []struct {
		ink  color.RGBA
		want float64
	}{
		{color.RGBA{0, 0, 0, 255}, 21},
		{white, 1},
		{color.RGBA{0x76, 0x76, 0x76, 255}, 4.54}, // the lightest grey that passes on white
	} {
		if got := contrast(c.ink, white); math.Abs(got-c.want) > 0.005 {
			t.Errorf("%v on white: %.3f, want %.2f", c.ink, got, c.want)
		}
	}
}
