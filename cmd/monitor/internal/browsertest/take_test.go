package browsertest

import (
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"image/png"
	"io"
	"strings"
	"testing"
)

// takePictures clicks both buttons for a picture of the first figure, and returns the files as data
// URLs.
const takePictures = `new Promise(done => {
	const taken = []
	const create = URL.createObjectURL
	URL.createObjectURL = blob => {
		const reader = new FileReader()
		reader.onload = () => {
			taken.push(reader.result)
			if (taken.length === 2) done(taken.sort())
		}
		reader.readAsDataURL(blob)
		return create.call(URL, blob)
	}
	document.querySelectorAll(".figure [data-picture]").forEach((button, n) => n < 2 && button.click())
})`

// TestTakePicture takes the pictures of a figure from a folder, where a page may read no other file:
// a PNG with twice the pixels, and an SVG that needs no style sheet. They say what the figure is, and
// have light colours also when the page is dark.
func TestTakePicture(t *testing.T) {
	l := start(t)
	tb := l.tab(t)
	tb.fromFolder()
	tb.media("screen", "dark")
	tb.open(l.one(t, "category"))
	files := eval[[]string](tb, takePictures)
	var data [2][]byte
	for n, kind := range []string{"data:image/png;base64,", "data:image/svg+xml;base64,"} {
		encoded, ok := strings.CutPrefix(files[n], kind)
		if !ok {
			t.Fatalf("%.40q is not %s", files[n], kind)
		}
		decoded, err := base64.StdEncoding.DecodeString(encoded)
		if err != nil {
			t.Fatal(err)
		}
		data[n] = decoded
	}
	picture, err := png.Decode(bytes.NewReader(data[0]))
	if err != nil {
		t.Fatal(err)
	}
	var drawing struct {
		Width  int      `xml:"width,attr"`
		Height int      `xml:"height,attr"`
		Texts  []string `xml:"text"`
		Marks  struct {
			Texts []string `xml:"text"`
		} `xml:"g"`
	}
	if err := xml.Unmarshal(data[1], &drawing); err != nil {
		t.Fatal(err)
	}
	if size := picture.Bounds().Size(); size.X != 2*drawing.Width || size.Y != 2*drawing.Height {
		t.Errorf("the PNG is %v, the SVG %d x %d", size, drawing.Width, drawing.Height)
	}
	if r, g, b, _ := picture.At(3, 3).RGBA(); r+g+b < 3*0xfff0 {
		t.Errorf("the ground of the PNG is not white: %x %x %x", r, g, b)
	}
	colours := map[any]bool{}
	for x := range picture.Bounds().Dx() {
		colours[picture.At(x, picture.Bounds().Dy()/2)] = true
	}
	if len(colours) < 3 {
		t.Errorf("the PNG shows nothing: %d colours", len(colours))
	}
	written := strings.Join(drawing.Texts, " ")
	for _, part := range []string{".figure-title", ".figure-source", ".figure-cite p"} {
		said := eval[string](tb, `document.querySelector(".figure `+part+`").textContent.replace(/\s+/g, " ").trim()`)
		if !strings.Contains(written, said) {
			t.Errorf("the picture says %q, not %q", written, said)
		}
	}
	if len(drawing.Marks.Texts) == 0 {
		t.Error("the SVG has no marks with words")
	}
	decoder := xml.NewDecoder(bytes.NewReader(data[1]))
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		element, _ := token.(xml.StartElement)
		for _, a := range element.Attr {
			if a.Name.Local == "class" || strings.Contains(a.Value, "var(") {
				t.Fatalf("the SVG needs a style sheet: %s=%q", a.Name.Local, a.Value)
			}
		}
	}
	tb.quiet()
}

// TestCopyCitation copies how to refer to a figure, and tells that it was copied.
func TestCopyCitation(t *testing.T) {
	tb := start(t).tab(t)
	tb.fromFolder()
	tb.open(tb.lab.one(t, "category"))
	const cite = `document.querySelector(".figure-cite").`
	eval[bool](tb, `(() => {
		`+cite+`open = true
		document.addEventListener("copy", () => { window.copied = String(getSelection()) })
		Object.defineProperty(navigator, "clipboard", { value: undefined })
		return true
	})()`)
	tb.click(".figure-cite button")
	if !tb.until(cite + `querySelector("[role=status]").textContent`) {
		t.Error("nothing says that the citation was copied")
	}
	copied, text := eval[string](tb, `window.copied || ""`), eval[string](tb, cite+`querySelector("p").textContent`)
	if copied != text || !strings.Contains(text, "#fig") {
		t.Errorf("copied was %q, not %q", copied, text)
	}
	tb.quiet()
}
