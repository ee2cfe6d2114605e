package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
)

// writePictures makes the pictures of a level: of a real camera in three formats, with more that is
// for nobody beside what the camera wrote, and a drawing of which the words alone are for readers.
func writePictures(t *testing.T, dir string, l *canaryLevel) {
	t.Helper()
	camera := func(extension string) []byte {
		data, err := os.ReadFile("internal/picture/testdata/apple-iphone-4s" + extension)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	note := l.Row("opmerking")
	text := append([]byte("tEXtComment\x00"), note...)
	chunk := append(binary.BigEndian.AppendUint32(nil, uint32(len(text)-4)), text...)
	chunk = binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE(text))
	behind := func(data, more []byte, at int) []byte {
		return append(bytes.Join([][]byte{data[:at], more, data[at:]}, nil), note...)
	}
	webp := append(camera(".webp"), fmt.Appendf(binary.LittleEndian.AppendUint32([]byte("note"), 18), "%-18s", note)...)
	binary.LittleEndian.PutUint32(webp[4:], uint32(len(webp)-8))
	for name, data := range map[string][]byte{
		"beeld.jpg":       behind(camera(".jpg"), append([]byte{0xff, 0xfe, 0, byte(len(note) + 2)}, note...), 2),
		"ander-beeld.png": behind(camera(".png"), chunk, 33),
		"foto.webp":       append(webp, note...),
		"tekening.svg": fmt.Appendf(nil, `<!-- %[1]s --><svg xmlns="http://www.w3.org/2000/svg" xmlns:p="urn:%[1]s"`+
			` p:by="%[1]s" data-by="%[1]s"><metadata>%[1]s</metadata><p:view>%[1]s</p:view>`+
			`<style>/* %[1]s */ text { fill: #000 }</style><text>%[2]s</text></svg>`, note, l.S()),
	} {
		kind, extension, _ := strings.Cut(name, ".")
		if err := os.WriteFile(filepath.Join(dir, l.ID(kind)+"."+extension), data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// cameraTraces stand in the pictures of a camera, beside what is seen.
var cameraTraces = []string{"iPhone 4S", "2014:09:01 15:03:47", "exif:GPSLatitude", "Apple iOS", "xmpmeta"}

// standardHandlers are the attributes of the SVG and HTML standards that run a script.
const standardHandlers = `onabort onactivate onafterprint onafterscriptexecute onanimationcancel
	onanimationend onanimationiteration         onanimationstart onauxclick onbeforecopy onbeforecut
	onbeforeinput onbeforematch onbeforepaste onbeforeprint         onbeforescriptexecute onbeforetoggle
	onbeforeunload onbegin onblur oncancel oncanplay oncanplaythrough onchange onclick         onclose oncommand
	oncontentvisibilityautostatechange oncontextlost oncontextmenu oncontextrestored oncopy oncuechange oncut
	ondblclick ondrag ondragend ondragenter ondragleave ondragover ondragstart ondrop ondurationchange onemptied
	onend onended         onerror onfocus onfocusin onfocusout onformdata onfullscreenchange onfullscreenerror
	ongotpointercapture onhashchange         oninput oninvalid onkeydown onkeypress onkeyup onlanguagechange
	onload onloadeddata onloadedmetadata onloadstart         onlostpointercapture onmessage onmessageerror
	onmousedown onmouseenter onmouseleave onmousemove onmouseout onmouseover         onmouseup onmousewheel
	onoffline ononline onpagehide onpagereveal onpageshow onpageswap onpaste onpause onplay onplaying
	onpointercancel onpointerdown onpointerenter onpointerleave onpointermove onpointerout onpointerover
	onpointerrawupdate         onpointerup onpopstate onprogress onratechange onrejectionhandled onrepeat
	onreset onresize onscroll onscrollend         onscrollsnapchange onscrollsnapchanging onsearch
	onsecuritypolicyviolation onseeked onseeking onselect onselectionchange         onselectstart onslotchange
	onstalled onstorage onsubmit onsuspend ontimeupdate ontoggle ontouchcancel ontouchend         ontouchmove
	ontouchstart ontransitioncancel ontransitionend ontransitionrun ontransitionstart onunhandledrejection
	onunload         onvolumechange onwaiting onwebkitanimationend onwebkitanimationiteration
	onwebkitanimationstart onwebkittransitionend         onwheel onzoom`

// The elements of HTML, of which none is a drawing, and those of SVG that act.
const (
	htmlElements = `a abbr address area article aside audio b base bdi bdo blockquote body br button canvas
	caption cite code col         colgroup data datalist dd del details dfn dialog div dl dt em embed
	fencedframe fieldset figcaption figure footer form h1 h2         h3 h4 h5 h6 head header hgroup hr html i
	iframe img input ins kbd label legend li link main map mark menu meta meter nav         noscript object ol
	optgroup option output p picture pre progress q rp rt ruby s samp script search section select
	selectedcontent slot small source span strong style sub summary sup table tbody td template textarea tfoot
	th thead time         title tr track u ul var video wbr applet bgsound frame frameset marquee noembed
	noframes param plaintext portal xmp`
	svgElements = `a animate animateColor animateMotion animateTransform audio canvas cursor discard embed
	font font-face         font-face-uri foreignObject handler iframe listener mpath object script set video`
)

// activeConstructs are SVGs that do something, or ask for something outside, each on its second
// line.
func activeConstructs() (all []string) {
	const head = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'" +
		" xmlns:s='http://www.w3.org/2000/svg' xmlns:h='http://www.w3.org/1999/xhtml'>\n"
	add := func(format string, args ...any) { all = append(all, head+fmt.Sprintf(format, args...)+"</svg>") }
	for _, name := range strings.Fields(standardHandlers) {
		add("<rect %s='alert(1)'/>", name)
		all = append(all, strings.Replace(head, ">\n", "\n"+name+"='alert(1)'/>", 1))
	}
	for _, name := range strings.Fields(htmlElements) {
		add("<h:%s/>", name)
		add("<%s xmlns='http://www.w3.org/1999/xhtml'/>", name)
	}
	for _, name := range strings.Fields(svgElements) {
		add("<%s/>", name)
		add("<s:%s/>", name)
	}
	for _, address := range []string{"https://example.org/x#a", "//example.org/x", "x.svg#a", "?x", " x",
		"javascript:alert(1)", "&#106;avascript:alert(1)", "java&#10;script:alert(1)",
		"data:image/svg+xml,&lt;svg/>", "data:text/html,x", "file:///etc/passwd"} {
		for _, name := range strings.Fields(`image use feImage textPath tref linearGradient radialGradient pattern
			filter script`) {
			add("<%s href='%s'/>", name, address)
			add("<%s xlink:href='%s'/>", name, address)
		}
		for _, name := range strings.Fields(`fill stroke filter mask clip-path marker marker-start marker-mid
			marker-end style`) {
			add("<rect %s='url(%s)'/>", name, address)
			add("<rect %s='url(&quot;%s&quot;)'/>", name, address)
		}
		add("<style>a { fill: url(%s) }</style>", address)
		add("<style>@import '%s';</style>", address)
		add("<style>@font-face { src: url(%s) }</style>", address)
		add("<g xml:base='%s'/>", address)
	}
	return all
}

// TestActiveConstructs puts each SVG that acts in a chapter: each is reported at its line, and
// nothing is published.
func TestActiveConstructs(t *testing.T) {
	dir := t.TempDir()
	if err := layUnder(dir, "testdata/base"); err != nil {
		t.Fatal(err)
	}
	all := activeConstructs()
	chapter := "+++\ntitle = \"Beeld\"\n+++\n"
	for n, svg := range all {
		name := fmt.Sprintf("b%d.svg", n)
		chapter += "\n![beeld](" + name + ")\n"
		if err := os.WriteFile(filepath.Join(dir, "content/2026/nl", name), []byte(svg), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "content/2026/nl/30-beeld.md"), []byte(chapter), 0o666); err != nil {
		t.Fatal(err)
	}
	var out, messages bytes.Buffer
	p := &program{ctx: context.Background(), stdout: &out, stderr: &messages, lang: "en"}
	p.command([]string{"check", "--format", "json", "--root", dir})
	var found []struct {
		Code       diagnostic.Code
		File, Hint string
		Line       int
	}
	if err := json.Unmarshal(out.Bytes(), &found); err != nil {
		t.Fatal(err)
	}
	refused := make(map[string]bool)
	for _, d := range found {
		if d.Code == diagnostic.ActiveImage && d.Line == 2 && d.Hint != "" {
			refused[filepath.Base(d.File)] = true
		}
	}
	for n, svg := range all {
		if !refused[fmt.Sprintf("b%d.svg", n)] {
			t.Errorf("not refused: %s", svg)
		}
	}
	public := filepath.Join(dir, "public")
	if p.command([]string{"build", "--root", dir, "--cache", ""}) != exitSources {
		t.Error("the site is built")
	}
	if _, err := os.Stat(filepath.Join(public, "index.html")); err == nil {
		t.Error("something is published")
	}
}
