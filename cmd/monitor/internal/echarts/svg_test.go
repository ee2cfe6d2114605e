package echarts

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
)

var someNames = []string{"accent", "muted"}

// drawing puts elements into a root as zrender writes it.
func drawing(elements string) string {
	return `<svg width="72" height="38" xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1" baseProfile="full" viewBox="0 0 72 38">` +
		"\n" + elements + "\n</svg>"
}

func TestRewrite(t *testing.T) {
	const before, after = `<svg class="plot" viewBox="0 0 72 38" width="72" height="38" aria-hidden="true" focusable="false">`, `</svg>`
	for _, test := range []struct{ name, in, want string }{
		{"nothing", ``, ``},
		{"background", `<rect width="72" height="38" x="0" y="0" fill="none"></rect>`, ``},
		{"fill", `<path d="M1 2L3 4L5 2Z" fill="#7f0000"></path>`, `<path class="f-accent" d="M1 2L3 4L5 2Z"/>`},
		{"fill and stroke", `<path d="M1 2L3 4Z" fill="#7f0001" stroke="#7f0000" stroke-width="2"></path>`, `<path class="f-muted s-accent" stroke-width="2" d="M1 2L3 4Z"/>`},
		{"calculated colour", `<path d="M1 2L3 4Z" fill="rgb(127,0,1)" fill-opacity="0.5"></path>`, `<path class="f-muted" fill-opacity=".5" d="M1 2L3 4Z"/>`},
		{"what a mouse would need", `<path d="M1 2L3 4" fill="none" pointer-events="visible" stroke="#7f0000" ecmeta_series_index="0" class="zr0-cls-1"></path>`, `<path class="s-accent" fill="none" d="M1 2L3 4"/>`},
		{"stroke of no width", `<path d="M1 2L3 4Z" fill="none" stroke="#123456" stroke-width="0"></path>`, ``},
		{"not to be seen", `<path d="M1 2L3 4Z" fill="rgb(0,0,0)" fill-opacity="0"></path>`, ``},
		{"a line that is filled", `<path d="M1 2L3 4" fill="#000" stroke="#7f0000"></path>`, `<path class="s-accent" fill="none" d="M1 2L3 4"/>`},
		{"dashes", `<path d="M1 2L3 4" fill="none" stroke="#7f0000" stroke-dasharray="4,2" stroke-dashoffset="0" stroke-linecap="butt" stroke-linejoin="bevel"></path>`, `<path class="s-accent" fill="none" stroke-dasharray="4 2" stroke-linejoin="bevel" d="M1 2L3 4"/>`},
		{"straight lines", `<path d="M1.005 2L3.456 2L3.456 9" fill="none" stroke="#7f0000"></path>`, `<path class="s-accent" fill="none" d="M1 2H3.46V9"/>`},
		{"a bar", `<path d="M10 20l30 0l0 -15.5l-30 0Z" fill="#7f0000"></path>`, `<path class="f-accent" d="M10 20H40V4.5H10Z"/>`},
		{"after a figure", `<path d="M0 0L5 0L5 5ZM5 0L9 0" fill="#7f0000"></path>`, `<path class="f-accent" d="M0 0H5V5ZM5 0H9"/>`},
		{"a point", `<path d="M1 0A1 1 0 1 1 1 -0.1A1 1 0 0 1 1 0" transform="matrix(3.5,0,0,3.5,10.125,20)" fill="#7f0000" stroke="#7f0001" stroke-width="0.5714285714285714"></path>`, `<circle class="f-accent s-muted" stroke-width="2" cx="10.13" cy="20" r="3.5"/>`},
		{"a point of no size", `<path d="M1 0A1 1 0 1 1 1 -0.1A1 1 0 0 1 1 0" transform="matrix(0,0,0,0,10,20)" fill="#7f0000"></path>`, ``},
		{"an arc, mirrored", `<path d="M0 0A2 2 0 0 1 2 2" transform="matrix(1,0,0,-1,0,0)" fill="none" stroke="#7f0000"></path>`, `<path class="s-accent" fill="none" d="M0 0A2 2 0 0 0 2-2"/>`},
		{"turned", `<path d="M0 0L2 2" transform="matrix(0,-1,1,0,5,6)" fill="none" stroke="#7f0000"></path>`, `<path class="s-accent" fill="none" transform="translate(5 6) rotate(-90)" d="M0 0L2 2"/>`},
		{"distorted", `<path d="M0 0L2 2" transform="matrix(2,0,0,1,5,6)" fill="none" stroke="#7f0000"></path>`, `<path class="s-accent" fill="none" transform="matrix(2 0 0 1 5 6)" d="M0 0L2 2"/>`},
		{"a move alone", `<path d="M1 2" fill="none" stroke="#7f0000"></path>`, ``},
		{"moves that draw nothing", `<path d="M1 2M3 4L5 6M7 8" fill="none" stroke="#7f0000"></path>`, `<path class="s-accent" fill="none" d="M3 4L5 6"/>`},
		{"lines alike", `<path d="M1 2L3 2" fill="none" stroke="#7f0000"></path><path d="M1 5L3 5" fill="none" stroke="#7f0000"></path>`, `<path class="s-accent" fill="none" d="M1 2H3M1 5H3"/>`},
		{"lines that shine through", `<path d="M1 2L3 2" fill="none" stroke="#7f0000" stroke-opacity="0.5"></path><path d="M1 5L3 5" fill="none" stroke="#7f0000" stroke-opacity="0.5"></path>`, `<g class="s-accent" fill="none" stroke-opacity=".5"><path d="M1 2H3"/><path d="M1 5H3"/></g>`},
		{"alike", `<circle cx="1" cy="2" r="3" fill="#7f0000"></circle><circle cx="-0.001" cy="2" r="3" fill="#7f0000"></circle>`, `<g class="f-accent"><circle cx="1" cy="2" r="3"/><circle cx="0" cy="2" r="3"/></g>`},
		{"points", `<polygon points="1 2 3.999 4 5 6" fill="#7f0000"></polygon><polyline points="1 2 3 4" fill="none" stroke="#7f0000"></polyline>`, `<polygon class="f-accent" points="1 2 4 4 5 6"/><polyline class="s-accent" fill="none" points="1 2 3 4"/>`},
		{"a rectangle", `<rect x="1" y="2" width="3" height="4" fill="#7f0000"></rect>`, `<rect class="f-accent" x="1" y="2" width="3" height="4"/>`},
		{"an empty group", `<g></g><g><circle cx="1" cy="2" r="3" fill="#7f0000"></circle></g>`, `<circle class="f-accent" cx="1" cy="2" r="3"/>`},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := rewrite(drawing(test.in), someNames)
			if err != nil {
				t.Fatal(err)
			}
			if want := before + test.want + after; string(got) != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}

func TestRewriteText(t *testing.T) {
	const before, after = `<svg class="plot" viewBox="0 0 72 38" width="72" height="38" dominant-baseline="central" aria-hidden="true" focusable="false">`, `</svg>`
	const text = `<text dominant-baseline="central" `
	for _, test := range []struct{ name, in, want string }{
		{"moved", text + `text-anchor="end" style="font-size:13px;font-family:sans-serif;" xml:space="preserve" y="3" transform="translate(29 358.5)" fill="#7f0001">1 %</text>`, `<text class="f-muted" font-size="13" text-anchor="end" x="29" y="361.5">1 %</text>`},
		{"bold", text + `text-anchor="start" style="font-size:14px;font-family:a b;font-style:italic;font-weight:600;" fill="#7f0001">a</text>`, `<text class="f-muted" font-size="14" font-weight="600" font-style="italic" x="0" y="0">a</text>`},
		{"short form", text + `style="font: italic bold 12.5px sans-serif" fill="#7f0001">a</text>`, `<text class="f-muted" font-size="12.5" font-weight="bold" font-style="italic" x="0" y="0">a</text>`},
		{"turned", text + `text-anchor="middle" style="font-size:12px" transform="matrix(0.707,-0.707,0.707,0.707,5,6)" x="1" fill="#7f0001">a</text>`, `<text class="f-muted" font-size="12" text-anchor="middle" x="1" y="0" transform="translate(5 6) rotate(-45)">a</text>`},
		{"outlined", text + `style="font-size:12px" fill="#7f0001" stroke="#7f0000" stroke-width="2" paint-order="stroke">a</text>`, `<text class="f-muted s-accent" stroke-width="2" paint-order="stroke" font-size="12" x="0" y="0">a</text>`},
		{"escaped", text + `style="font-size:12px" fill="#7f0001">a &lt; b &amp; &quot;c&#39; ` + "\x00\x1b" + `</text>`, `<text class="f-muted" font-size="12" x="0" y="0">a &lt; b &amp; "c' </text>`},
		{"alike", text + `style="font-size:12px" fill="#7f0001">a</text>` + text + `style="font-size:12px" fill="#7f0001" x="5">b</text>`, `<g class="f-muted" font-size="12"><text x="0" y="0">a</text><text x="5" y="0">b</text></g>`},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := rewrite(drawing(test.in), someNames)
			if err != nil {
				t.Fatal(err)
			}
			if want := before + test.want + after; string(got) != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}

func TestRewriteErrors(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{``, "expected <"},
		{`<html width="1" height="1"></html>`, "not svg"},
		{`<svg width="1" height="NaN"></svg>`, "impossible size"},
		{`<svg width="1" height="1">`, "expected a tag"},
		{`<svg width="1" height="1"></g>`, "closes nothing"},
		{drawing(`text`), "outside a text"},
		{drawing(`<style>a</style>`), "not an element"},
		{drawing(`<defs></defs>`), "not an element"},
		{drawing(`<path d="M0 0L1 1Z" fill="#ffffff"></path>`), "#ffffff"},
		{drawing(`<path d="M0 0L1 1Z" fill="#7f0002"></path>`), "#7f0002"},
		{drawing(`<path d="M0 0L1 1Z" fill="red"></path>`), "red"},
		{drawing(`<path d="M0 0L1 1Z" fill="url(#a)"></path>`), "gradient"},
		{drawing(`<path d="M0 0L1 1" fill="none" stroke="rgb(1,2)"></path>`), "rgb(1,2)"},
		{drawing(`<path d="M0 0L1 1" filter="url(#a)" fill="#7f0000"></path>`), "filter"},
		{drawing(`<path id="a" d="M0 0L1 1" fill="#7f0000"></path>`), "id="},
		{drawing(`<path d="M0 0L1 1" fill="#7f0000" fill="#7f0000"></path>`), "twice"},
		{drawing(`<g clip-path="url(#a)"></g>`), "clip"},
		{drawing(`<path d="M0 0 1 1" fill="#7f0000"></path>`), "4 numbers"},
		{drawing(`<path d="L0 0" fill="#7f0000"></path>`), "starts with"},
		{drawing(`<path d="M0 NaN" fill="#7f0000"></path>`), "M with 1"},
		{drawing(`<path d="M0 0L1e99 0" fill="#7f0000"></path>`), "1e99"},
		{drawing(`<path d="M0 0h1" fill="#7f0000"></path>`), "'h'"},
		{drawing(`<path d="M0 0A1 1 0 2 0 1 1" fill="#7f0000"></path>`), "flags"},
		{drawing(`<path d="M0 0L1 1Z" fill="#7f0000" transform="rotate(3)"></path>`), "rotate(3)"},
		{drawing(`<text style="font-size:12px" fill="#7f0000">a</text>`), "dominant-baseline"},
		{drawing(`<text dominant-baseline="central" style="font-size:large" fill="#7f0000">a</text>`), "font size"},
		{drawing(`<text dominant-baseline="central" style="font-size:1px;color:red" fill="#7f0000">a</text>`), "color:red"},
		{drawing(`<text dominant-baseline="central" style="font-size:1px;font-weight:x" fill="#7f0000">a</text>`), "font weight"},
		{drawing(`<text dominant-baseline="central" style="font-size:1px" fill="#7f0000">a<tspan>b</tspan></text>`), "closing tag"},
		{drawing(`<circle cx="a" cy="2" r="3" fill="#7f0000"></circle>`), "cx"},
		{drawing(`<polygon points="1 2 3" fill="#7f0000"></polygon>`), "half a point"},
		{drawing(`<path d="M0 0L1 1" fill="none" stroke="#7f0000" stroke-linecap="&quot;"></path>`), "unknown value"},
	} {
		_, err := rewrite(test.in, someNames)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, want one with %q", test.in, err, test.want)
		}
	}
}

// Whatever comes in: no panic, and what comes out is well-formed and holds nothing that a strict page may not.
func FuzzRewrite(f *testing.F) {
	// As ECharts writes it. Short, since the fuzzer spends its time on making inputs shorter.
	f.Add(`<svg width="7" height="3" version="1.1"><path d="M3 4L6 4" fill="none" stroke="#7f0001" class="a"></path></svg>`)
	f.Add(`<svg width="7" height="3"><path d="M1 0A1 1 0 1 1 1 -0.1A1 1 0 0 1 1 0" transform="matrix(3,0,0,3,5,9)" fill="#7f0002"></path></svg>`)
	f.Add(`<svg width="7" height="3"><g><polygon points="3 1 2 1 4 5" fill="#7f0000" ecmeta_a="0"></polygon></g></svg>`)
	f.Add(`<svg width="7" height="3"><text dominant-baseline="central" text-anchor="end" style="font: italic bold 12px a" transform="matrix(0,1,-1,0,1,2)" fill="#7f0000">&lt;&amp;</text></svg>`)
	f.Add(`<svg width="7" height="3"><path d="M0 0l1 0C1 2 3 4 5 6Q1 2 3 4Z" fill="rgb(127,0,0)" fill-opacity="0.3" stroke="#7f0001" stroke-dasharray="1,2"></path></svg>`)
	f.Fuzz(func(t *testing.T, raw string) {
		svg, err := rewrite(raw, []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o"})
		if err != nil {
			return
		}
		decoder := xml.NewDecoder(strings.NewReader(string(svg)))
		for {
			token, err := decoder.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				if strings.Contains(err.Error(), "illegal character") || strings.Contains(err.Error(), "invalid UTF-8") {
					return // the text was no text; a machine gives none such
				}
				t.Fatalf("%v\n%s", err, svg)
			}
			if element, ok := token.(xml.StartElement); ok {
				for _, a := range element.Attr {
					switch a.Name.Local {
					case "style", "id", "href", "filter", "clip-path":
						t.Fatalf("%s=%q in\n%s", a.Name.Local, a.Value, svg)
					}
					if strings.ContainsAny(a.Value, "#;\"<&") {
						t.Fatalf("%s=%q in\n%s", a.Name.Local, a.Value, svg)
					}
				}
			}
		}
	})
}
