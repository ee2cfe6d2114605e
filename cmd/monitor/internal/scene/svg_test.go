package scene

import (
	"strings"
	"testing"
)

func TestSVG(t *testing.T) {
	text := func(s string) Text { return Text{X: 10, Y: 20.04, Text: s, Size: 13} }
	for _, test := range []struct {
		name  string
		marks []Mark
		want  string
	}{
		{"nothing", nil, ``},
		{"rectangle", []Mark{{Shape: Rect{.25, -.5, 10, 20}, Look: Look{Fill: "accent", Opacity: .456}}},
			`<rect class="f-accent" opacity=".46" x=".3" y="-.5" width="10" height="20"/>`},
		{"edged circle", []Mark{{Shape: Circle{1, 2, 3.5}, Look: Look{Fill: "surface", Stroke: "series-2", Width: 2}}},
			`<circle class="f-surface s-series-2" stroke-width="2" cx="1" cy="2" r="3.5"/>`},
		{"path in two runs", []Mark{{Shape: Path{{{0, 0}, {5, 0}, {5, 5}, {7, 9}}, {{1, 1}, {1, 1}, {2, 2}}},
			Look: Look{Stroke: "axis", Width: 1, Dashed: true}}},
			`<path class="s-axis" fill="none" stroke-dasharray="4 2" stroke-linejoin="round" ` +
				`d="M0 0H5V5L7 9M1 1L2 2"/>`},
		{"words", []Mark{{Shape: Text{1, 2, `<b>"&`, 12, true, Middle, true}, Look: Look{Fill: "text"}}},
			`<text class="f-text bare" font-size="12" font-weight="600" text-anchor="middle" x="1" y="2">` +
				`&lt;b&gt;&quot;&amp;</text>`},
		{"neighbours that look alike", []Mark{{Shape: text("a"), Look: Look{Fill: "text"}},
			{Shape: text("b"), Look: Look{Fill: "text"}}, {Shape: text("c"), Look: Look{Fill: "muted"}}},
			`<g class="f-text" font-size="13" paint-order="stroke">` +
				`<text x="10" y="20">a</text><text x="10" y="20">b</text></g>` +
				`<text class="f-muted" font-size="13" paint-order="stroke" x="10" y="20">c</text>`},
		{"points", []Mark{{Shape: Circle{1, 1, 1}, Look: Look{Fill: "axis"},
			Subject: Subject{Tip: "een\n\"twee\"\a", Node: 3}},
			{Shape: Path{{{0, 0}, {1, 1}}}, Look: Look{Stroke: "axis", Width: 1},
				Subject: Subject{Ends: [2]int{3, 1}}}},
			`<circle class="f-axis" cx="1" cy="1" r="1" data-said="een&#10;&quot;twee&quot;" data-node="3"/>` +
				`<path class="s-axis" fill="none" stroke-linejoin="round" d="M0 0L1 1" data-ends="3 1"/>`},
	} {
		s := Scene{Width: 720, Height: 380, Marks: test.marks}
		const head = `<svg class="plot" viewBox="0 0 720 380" width="720" height="380" ` +
			`aria-hidden="true" focusable="false">`
		got := strings.TrimSuffix(strings.TrimPrefix(string(s.SVG("plot")), head), "</svg>")
		if got != test.want {
			t.Errorf("%s: %s\nwant %s", test.name, got, test.want)
		}
	}
}

// TestWordless wants of a picture what is left without its words and its legend, and the room that this takes.
func TestWordless(t *testing.T) {
	s := Scene{Width: 720, Height: 380, Marks: []Mark{
		{Shape: Rect{0, 0, 10, 10}, Look: Look{Fill: "accent"}, Subject: Subject{Key: true}},
		{Shape: Text{15, 5, "Legend", 12, false, Start, false}, Look: Look{Fill: "text"}},
		{Shape: Circle{100, 60, 3.5}, Look: Look{Fill: "accent"}, Subject: Subject{Tip: "2023: 4"}},
		{Shape: Path{{{100, 60}, {200.2, 90}}}, Look: Look{Stroke: "accent", Width: 2}},
	}}
	want := `<svg class="plot" viewBox="96 56 106 35" width="106" height="35" aria-hidden="true" focusable="false">` +
		`<circle class="f-accent" cx="100" cy="60" r="3.5"/>` +
		`<path class="s-accent" fill="none" stroke-width="2" stroke-linejoin="round" d="M100 60L200.2 90"/></svg>`
	if got := string(s.Wordless().SVG("plot")); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	if got := (&Scene{Width: 720, Height: 380}).Wordless(); got.Width != 0 || got.Height != 0 {
		t.Errorf("of nothing is left %d × %d", got.Width, got.Height)
	}
}
