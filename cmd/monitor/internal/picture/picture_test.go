package picture

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
)

// secret stands for whatever a camera or a program writes beside a picture.
const secret = "52.2397N 6.8500E by J. Doe"

func sample() *image.Paletted {
	m := image.NewPaletted(
		image.Rect(0, 0, 24, 16),
		color.Palette{color.White, color.Black, color.RGBA{200, 30, 30, 255}},
	)
	for n := range m.Pix {
		m.Pix[n] = uint8(n % 3)
	}
	return m
}

// exif is what cameras write: the orientation between other tags, a maker note and a place, in
// either order of bytes.
func exif(order binary.AppendByteOrder, o orientation) []byte {
	head := "MM\x00*"
	if order == binary.AppendByteOrder(binary.LittleEndian) {
		head = "II*\x00"
	}
	out := order.AppendUint32([]byte(head), 8)
	out = order.AppendUint16(out, 3)
	tag := func(tag, kind uint16, count, value uint32) {
		out = order.AppendUint16(out, tag)
		out = order.AppendUint16(out, kind)
		out = order.AppendUint32(out, count)
		if kind == 3 {
			out = order.AppendUint16(out, uint16(value))
			out = append(out, 0, 0)
			return
		}
		out = order.AppendUint32(out, value)
	}
	tag(271, 2, uint32(len(secret)), 50) // maker
	tag(orientationTag, 3, 1, uint32(o))
	tag(34853, 4, 1, 50) // the directory of the place
	out = order.AppendUint32(out, 0)
	return append(out, secret...)
}

// with puts segments behind the start of a JPEG, and something behind its end.
func jpegWith(t *testing.T, segments ...[]byte) []byte {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, sample(), nil); err != nil {
		t.Fatal(err)
	}
	out := append(bytes.Clone(b.Bytes()[:2]), bytes.Join(segments, nil)...)
	return append(append(out, b.Bytes()[2:]...), "second picture: "+secret...)
}

func pngWith(t *testing.T, chunks ...[]byte) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, sample()); err != nil {
		t.Fatal(err)
	}
	const header = len(pngSignature) + 25
	out := append(bytes.Clone(b.Bytes()[:header]), bytes.Join(chunks, nil)...)
	return append(append(out, b.Bytes()[header:]...), secret...)
}

func gifWith(t *testing.T, extensions string) []byte {
	var b bytes.Buffer
	frames := &gif.GIF{Image: []*image.Paletted{sample(), sample()}, Delay: []int{10, 10}}
	if err := gif.EncodeAll(&b, frames); err != nil {
		t.Fatal(err)
	}
	header := 13 + gifColours(b.Bytes(), 10)
	out := append(bytes.Clone(b.Bytes()[:header]), extensions...)
	return append(append(out, b.Bytes()[header:]...), secret...)
}

func TestClean(t *testing.T) {
	seg := func(n byte, content string) []byte { return appSegment(n, []byte(content)) }
	big, little := binary.AppendByteOrder(binary.BigEndian), binary.AppendByteOrder(binary.LittleEndian)
	profile := "ICC_PROFILE\x00\x01\x01colours"
	jfif := seg(0, "JFIF\x00\x01\x02\x01\x00\x48\x00\x48\x01\x01"+secret[:3])
	cases := []struct {
		name, extension string
		data            []byte
		width, height   int
		keeps           string
	}{
		{"a camera, big-endian", ".jpg", jpegWith(t, seg(1, "Exif\x00\x00"+string(exif(big, 1)))), 24, 16, ""},
		{
			"a phone, held upright",
			".jpeg",
			jpegWith(t, jfif, seg(1, "Exif\x00\x00"+string(exif(little, 6))), seg(2, profile)),
			16,
			24,
			profile,
		},
		{"upside down", ".jpg", jpegWith(t, seg(1, "Exif\x00\x00"+string(exif(big, 3)))), 24, 16, ""},
		{"XMP, IPTC, MPF, comment", ".jpg", jpegWith(
			t,
			seg(1, "http://ns.adobe.com/xap/1.0/\x00"+secret),
			seg(
				13,
				"Photoshop 3.0\x008BIM"+secret,
			),
			seg(2, "MPF\x00"+secret),
			[]byte("\xff\xfe\x00\x1c"+secret),
		), 24, 16, ""},
		{
			"chunks of text",
			".png",
			pngWith(t, pngChunk("tEXt", []byte("Author\x00"+secret)), pngChunk("gAMA", []byte{0, 0, 177, 143}),
				pngChunk("tIME", []byte(secret)), pngChunk("iTXt", []byte(secret))),
			24,
			16,
			"gAMA",
		},
		{"a turned PNG", ".png", pngWith(t, pngChunk("eXIf", exif(little, 8))), 16, 24, "eXIf"},
		{
			"comment and program",
			".gif",
			gifWith(t, "\x21\xfe\x1a"+secret+"\x00\x21\xff\x0bXMP DataXMP\x1a"+secret+"\x00"+
				"\x21\xff\x0bNETSCAPE2.0\x03\x01\x05\x00\x00"),
			24,
			16,
			"NETSCAPE2.0",
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			before, _, err := image.Decode(bytes.NewReader(c.data))
			if err != nil {
				t.Fatal(err)
			}
			p, err := clean(c.extension, c.data)
			if err != nil {
				t.Fatal(err)
			}
			after, _, err := image.Decode(bytes.NewReader(p.Data))
			if err != nil {
				t.Fatal(err)
			}
			if p.Width != c.width || p.Height != c.height {
				t.Errorf("%d × %d, want %d × %d", p.Width, p.Height, c.width, c.height)
			}
			for y := range 16 {
				for x := range 24 {
					if before.At(x, y) != after.At(x, y) {
						t.Fatalf("another pixel at %d, %d", x, y)
					}
				}
			}
			for n := 0; n+6 <= len(secret); n += 6 {
				if bytes.Contains(p.Data, []byte(secret[n:n+6])) {
					t.Errorf("%q travels along", secret[n:n+6])
				}
			}
			if !bytes.Contains(p.Data, []byte(c.keeps)) {
				t.Errorf("%q is gone", c.keeps)
			}
			if again, err := clean(c.extension, p.Data); err != nil || !bytes.Equal(again.Data, p.Data) {
				t.Errorf("cleaned again: %v", err)
			}
		})
	}
}

// webp returns an extended WebP. Its picture need not be a real one, since chunks are copied
// unread.
func webp(chunks ...string) []byte {
	var content []byte
	for n := 0; n < len(chunks); n += 2 {
		content = appendChunk(content, chunks[n], []byte(chunks[n+1]))
	}
	out := binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(content)+4))
	return append(append(append(out, "WEBP"...), content...), secret...)
}

func TestWebP(t *testing.T) {
	flags := func(f byte) string { return string([]byte{f, 0, 0, 0, 23, 0, 0, 15, 0, 0}) }
	frame := strings.Repeat("\x00", frameHeader)
	upright := string(exif(binary.BigEndian, 1))
	cases := []struct{ name, data, want string }{
		{
			"place and text",
			string(webp("VP8X", flags(0x2c), "ICCP", "colour", "VP8L", "pixels", "EXIF", upright, "XMP ", secret)),
			string(webp("VP8X", flags(0x20), "ICCP", "colour", "VP8L", "pixels")),
		},
		{"turned", string(webp("VP8X", flags(0x08), "VP8 ", "pixels", "EXIF", string(exif(binary.LittleEndian, 6)))),
			string(webp("VP8X", flags(0x08), "VP8 ", "pixels", "EXIF", string(orientation(6).exif())))},
		{
			"a frame with a note",
			string(webp("VP8X", flags(2), "ANMF", frame+string(appendChunk(nil, "VP8 ", []byte("pixels")))+
				string(appendChunk(nil, "note", []byte(secret))))),
			string(webp("VP8X", flags(2), "ANMF", frame+string(appendChunk(nil, "VP8 ", []byte("pixels"))))),
		},
	}
	for _, c := range cases {
		p, err := clean(".webp", []byte(c.data))
		if want := strings.TrimSuffix(c.want, secret); err != nil || string(p.Data) != want {
			t.Errorf("%s: %q, %v\nwant %q", c.name, p.Data, err, want)
		}
	}
}

func TestDamaged(t *testing.T) {
	whole := map[string][]byte{
		".jpg":  jpegWith(t, appSegment(1, append([]byte("Exif\x00\x00"), exif(binary.BigEndian, 6)...))),
		".png":  pngWith(t, pngChunk("eXIf", exif(binary.LittleEndian, 6))),
		".gif":  gifWith(t, "\x21\xfe\x1a"+secret+"\x00"),
		".webp": webp("VP8X", strings.Repeat("\x00", 10), "VP8 ", "pixels"),
	}
	for extension, data := range whole {
		if _, err := clean(extension, data); err != nil {
			t.Fatalf("%s: %v", extension, err)
		}
		end := len(data) - len("second picture: ") - len(secret)
		for n := range end {
			p, err := clean(extension, data[:n])
			if err == nil {
				t.Fatalf("%s: %d of %d bytes are taken for a picture of %d", extension, n, len(data), len(p.Data))
			}
		}
		for other := range whole {
			if _, err := clean(other, data); other != extension && !errors.Is(err, errFormat) {
				t.Errorf("%s is taken for %s", extension, other)
			}
		}
	}
	broken := exif(binary.BigEndian, 6)
	binary.BigEndian.PutUint32(broken[4:], 4000) // a directory outside the data
	if _, err := clean(".jpg", jpegWith(t, appSegment(1, append([]byte("Exif\x00\x00"), broken...)))); !errors.Is(
		err,
		errMetadata,
	) {
		t.Errorf("EXIF that cannot be read: %v", err)
	}
}

func TestSVG(t *testing.T) {
	const head = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">`
	picture := "data:image/png;base64," + base64.StdEncoding.EncodeToString(
		pngWith(t, pngChunk("tEXt", []byte(secret))),
	)
	plain, err := clean(".png", pngWith(t))
	if err != nil {
		t.Fatal(err)
	}
	kept := "data:image/png;base64," + base64.StdEncoding.EncodeToString(plain.Data)
	const out = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">`
	cases := []struct{ name, data, want string }{
		{
			"a drawing",
			head + `<title>a &lt; b</title><g fill="url(#a)" style="stroke:url('#b')"><use xlink:href="#c"/></g></svg>`,
			out + `<title>a &lt; b</title><g fill="url(#a)" style="stroke:url('#b')"><use href="#c"></use></g></svg>` +
				"\n",
		},
		{
			"a drawing program",
			`<?xml version="1.0"?><!-- ` + secret + ` --><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd">` +
				head + `<metadata><rdf:RDF xmlns:rdf="r"><dc:creator xmlns:dc="d">` + secret +
				`</dc:creator></rdf:RDF></metadata>` +
				`<x:view xmlns:x="urn:x" name="` + secret + `"><script/></x:view><path d="M0 0" data-by="` + secret +
				`"/></svg>`,
			out + `<path d="M0 0"></path></svg>` + "\n",
		},
		{"styles", head + "<style>/* " + secret + " */ .a > .b{fill:red}\n@media print{.a{fill:#000}}</style></svg>",
			out + "<style>  .a &gt; .b{fill:red}\n@media print{.a{fill:#000}}</style></svg>\n"},
		{
			"a picture in it",
			head + `<image href="` + picture + `"/></svg>`,
			out + `<image href="` + kept + `"></image></svg>` + "\n",
		},
		{"names like functions", head + `<g id="image (2)" class="element (1)"/></svg>`,
			out + `<g id="image (2)" class="element (1)"></g></svg>` + "\n"},
		{"with a prefix", `<s:svg xmlns:s="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><s:rect width="1"/></s:svg>`,
			out + `<rect width="1"></rect></svg>` + "\n"},
	}
	for _, c := range cases {
		p, err := clean(".svg", []byte(c.data))
		if err != nil || string(p.Data) != c.want {
			t.Errorf("%s: %v\n%s\nwant\n%s", c.name, err, p.Data, c.want)
		}
	}
}

// cameras are texts in the pictures of testdata that must not be left in: the names of cameras,
// programs and owners, and the words with which metadata begin.
var cameras = []string{
	"Apple",
	"iPhone",
	"HTC",
	"One_M8",
	"Canon",
	"PowerShot",
	"SD450",
	"FUJIFILM",
	"FinePix",
	"KODAK",
	"Z710",
	"PrintIM",
	"2014:09:01",
	"2007:",
	"2009:",
	"xmp",
	"adobe",
	"GPS",
	"bplist",
	"MakerNote",
	"http",
}

// camera returns a picture of testdata. Of some only the head is there, with EXIF, maker note and
// thumbnail as the camera wrote them; another picture follows it.
func camera(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	if filepath.Ext(name) == ".app1" {
		data = append(data, jpegWith(t)[2:]...)
	}
	return data
}

// TestCameras cleans what real cameras and a real program wrote.
func TestCameras(t *testing.T) {
	for _, c := range []struct {
		name, extension string
		width, height   int
		turned          orientation
	}{
		{"apple-iphone-4s.jpg", ".jpg", 102, 205, 6},
		{"htc-one-m8.jpg", ".JPG", 205, 102, 0},
		{"canon-powershot-sd450.app1", ".jpg", 24, 16, 1},
		{"fujifilm-finepix-z1.app1", ".jpeg", 24, 16, 1},
		{"kodak-easyshare-z710.app1", ".jpg", 24, 16, 1}, // big-endian
		{"apple-iphone-4s.png", ".png", 102, 205, 6},
		{"apple-iphone-4s.webp", ".webp", 0, 0, 6},
	} {
		data := camera(t, c.name)
		var list diagnostic.List
		p, ok := Clean("x"+c.extension, data, diagnostic.Position{}, &list)
		if !ok {
			t.Errorf("%s: %v", c.name, list.Sorted())
			continue
		}
		if p.Width != c.width || p.Height != c.height {
			t.Errorf("%s: %d × %d, want %d × %d", c.name, p.Width, p.Height, c.width, c.height)
		}
		found := false
		for _, trace := range cameras {
			found = found || bytes.Contains(data, []byte(trace))
			if bytes.Contains(p.Data, []byte(trace)) {
				t.Errorf("%s: %q travels along", c.name, trace)
			}
		}
		if !found {
			t.Errorf("%s holds nothing of a camera", c.name)
		}
		if says := bytes.Contains(p.Data, c.turned.exif()); says != c.turned.matters() {
			t.Errorf("%s: says how it is turned: %t", c.name, says)
		}
		if c.extension == ".webp" {
			continue // Go's library does not draw it
		}
		before, _, err := image.Decode(bytes.NewReader(data))
		after, _, err2 := image.Decode(bytes.NewReader(p.Data))
		if err := errors.Join(err, err2); err != nil {
			t.Fatal(c.name, err)
		}
		if !reflect.DeepEqual(before, after) {
			t.Errorf("%s: another picture", c.name)
		}
	}
}

// TestReports checks where, and as what, a picture that may not be published is reported.
func TestReports(t *testing.T) {
	broken := exif(binary.BigEndian, 6)
	binary.BigEndian.PutUint32(broken[4:], 4000)
	at := diagnostic.Position{File: "a.md", Line: 7}
	for _, c := range []struct {
		name, data string
		code       diagnostic.Code
		file       string
		line       int
	}{
		{"a.png", "text", diagnostic.DamagedImage, "a.md", 7},
		{"a.jpg", string(jpegWith(t, appSegment(1, append([]byte("Exif\x00\x00"), broken...)))),
			diagnostic.ImageMetadata, "a.md", 7},
		{"a.png", string(pngWith(t, pngChunk("eXIf", broken))), diagnostic.ImageMetadata, "a.md", 7},
		{"a.webp", string(webp("VP8 ", "pixels", "EXIF", string(broken))), diagnostic.ImageMetadata, "a.md", 7},
		{"a.svg", "<svg>\r\n<g\r\nonload='x'/></svg>", diagnostic.ActiveImage, "a.svg", 3},
		{"a.svg", "<svg>\n\n<g></svg>", diagnostic.DamagedImage, "a.svg", 3},
		{"a.svg", "<html/>", diagnostic.DamagedImage, "a.md", 7},
	} {
		var list diagnostic.List
		if _, ok := Clean(c.name, []byte(c.data), at, &list); ok {
			t.Errorf("%s is published", c.name)
		}
		if d := list.Sorted()[0]; list.Errors() != 1 || d.Code != c.code || d.Position.File != c.file ||
			d.Position.Line != c.line {
			t.Errorf("%s: %v", c.name, list.Sorted())
		}
	}
}

// TestActive tries each construct of SVG and HTML that acts or asks for something, and ways to hide
// it.
func TestActive(t *testing.T) {
	const head = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">`
	cases := []struct{ what, data string }{
		{"<script>", `<script>alert(1)</script>`},
		{"<script>", `<s:script xmlns:s="http://www.w3.org/2000/svg">alert(1)</s:script>`},
		{"<script>", `<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>`},
		{"<script>", `<script href="data:text/javascript,alert(1)"/>`},
		{"<foreignObject>", `<foreignObject><p xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>`},
		{"<iframe>", `<iframe src="https://example.org"/>`},
		{"<img>", `<img xmlns="http://www.w3.org/1999/xhtml" src="x"/>`},
		{"<embed>", `<embed src="x"/>`}, {"<object>", `<object data="x"/>`}, {"<video>", `<video src="x"/>`},
		{
			"<audio>",
			`<audio src="x"/>`,
		}, {"<handler>", `<handler type="text/javascript"/>`}, {"<listener>", `<listener/>`},
		{"<a>", `<a href="javascript:alert(1)"><text>x</text></a>`},
		{"<set>", `<rect><set attributeName="onclick" to="alert(1)"/></rect>`},
		{"<animate>", `<use><animate attributeName="href" values="javascript:alert(1)"/></use>`},
		{"<animateTransform>", `<animateTransform/>`}, {"<animateMotion>", `<animateMotion/>`},
		{"<font-face-uri>", `<font-face-uri href="https://example.org/f"/>`}, {"<cursor>", `<cursor href="x"/>`},
		{"<color-profile>", `<color-profile href="x"/>`},
		{"onload", "<g\nonload=\"alert(1)\"/>"}, {"onmouseover", `<rect onmouseover="alert(1)"/>`},
		{"ONCLICK", `<rect ONCLICK="alert(1)"/>`}, {"onbegin", `<rect onbegin="alert(1)"/>`},
		{
			"href: https://example.org/x.svg#a",
			`<use href="https://example.org/x.svg#a"/>`,
		}, {"href: other.svg#a", `<use xlink:href="other.svg#a"/>`},
		{
			"href: //example.org/pixel.png",
			`<image href="//example.org/pixel.png"/>`,
		}, {"href: javascript:alert(1)", `<use href="&#106;avascript:alert(1)"/>`},
		{
			"href: data:image/svg+xml;base64",
			`<image href="data:image/svg+xml;base64,PHN2Zz48L3N2Zz4="/>`,
		}, {"", `<image href="data:image/png;base64,AAAA"/>`}, {"", `<image href="data:image/png;base64,?"/>`},
		{"href: https://example.org/pixel.png", `<feImage href="https://example.org/pixel.png"/>`},
		{"xml:base", `<g xml:base="https://example.org/"/>`},
		{
			"fill: url(",
			`<rect fill="url(https://example.org/p)"/>`,
		}, {"filter: url(", `<rect filter="url( 'x.svg#f' )"/>`},
		{
			"style: url(",
			`<rect style="background:url(//example.org)"/>`,
		}, {"style: \\", `<rect style="fill:\75rl(x)"/>`},
		{
			"style: /*",
			`<rect style="fill:ur/**/l(x)"/>`,
		}, {"style: image-set(", `<rect style="mask:image-set('x' 1x)"/>`},
		{"style: behavior:", `<rect style="behavior:url(#default#time2)"/>`}, {"mask: src(", `<rect mask="src('x')"/>`},
		{
			"style: @import",
			`<style>@import 'https://example.org/a.css';</style>`,
		}, {"style: @font-face", `<style>@font-face{src:url(x)}</style>`},
		{
			"style: \\",
			`<style>a{fill:u\72l(x)}</style>`,
		}, {"style: <", `<style><![CDATA[</style><script>alert(1)</script>]]></style>`},
		{"style: expression(", `<style>a{x:expression(alert(1))}</style>`}, {"style: /*", `<style>ur/*</style>`},
		{"style: <script>", `<style><script/></style>`}, {"style: <g>", `<style><g>@import "x";</g></style>`},
	}
	for _, c := range cases {
		_, err := clean(".svg", []byte(head+c.data+"</svg>"))
		var f *fault
		if !errors.As(err, &f) || f.what != c.what || f.offset < len(head) {
			t.Errorf("%s: %v, want %s", c.data, err, c.what)
		}
	}
	before := []struct{ what, data string }{
		{"<?xml-stylesheet?>", `<?xml-stylesheet href="https://example.org/a.css"?>` + head + `</svg>`},
		{"<!ENTITY>", `<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>` + head + `<text>&a;</text></svg>`},
		{"", head + `<g></svg>`}, {"", head + `<text>&nbsp;</text></svg>`}, {"", head + `<g a="1" a='2>`},
	}
	for _, c := range before {
		_, err := clean(".svg", []byte(c.data))
		var f *fault
		if !errors.As(err, &f) || f.what != c.what {
			t.Errorf("%s: %v, want %q", c.data, err, c.what)
		}
	}
	for _, data := range []string{"", "text", "<html/>", head, `<svg xmlns="urn:other"/>`, head + "</svg><svg/>",
		strings.Repeat("<svg>", deepest+1)} {
		if _, err := clean(".svg", []byte(data)); err == nil {
			t.Errorf("%.40s is taken for a picture", data)
		}
	}
}

// FuzzClean looks for data on which clean panics, or that are not clean after it.
func FuzzClean(f *testing.F) {
	f.Add(".svg", []byte(`<svg><style>a{}</style><g xlink:href="#a" style="fill:url(#a)">x</g></svg>`))
	f.Add(".webp", webp("VP8X", strings.Repeat("\x00", 10), "ANMF", strings.Repeat("\x00", 24)))
	f.Add(".gif", []byte("GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xfe\x01a\x00"+
		",\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"))
	f.Fuzz(func(t *testing.T, extension string, data []byte) {
		p, err := clean(extension, data)
		if err != nil {
			return
		}
		if again, err := clean(extension, p.Data); err != nil || !bytes.Equal(again.Data, p.Data) {
			t.Errorf("%v\n%q\n%q", err, p.Data, again.Data)
		}
	})
}
