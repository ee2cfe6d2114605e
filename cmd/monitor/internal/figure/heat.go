package figure

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/scene"
)

// heatLevels is how many colours the theme has from little to much.
const heatLevels = 5

// heat is the colour of a level, from 1 to heatLevels.
func heat(level int) scene.Role {
	return scene.Role("heat-" + strconv.Itoa(min(max(level, 1), heatLevels)))
}

// onHeat is the colour of words on a level: the upper two are as far from the ground as words are.
func onHeat(level int) scene.Role {
	if level >= heatLevels-1 {
		return "surface"
	}
	return "text"
}

// heatTable is a table with coloured cells.
type heatTable struct {
	*sheet
	columns []string
	rows    []heatRow
}

type heatRow struct {
	head  bool // only a name, over those that follow
	name  string
	tint  scene.Role // of a mark before the name; "" for none
	bold  bool
	cells []heatCell
}

// heatCell has no text when nothing is known, and is empty too when it is hidden.
type heatCell struct {
	text, said string
	level      int
	hidden     bool
}

// draw sets the table from a height down, and returns where it ends. Names of columns that do not fit over them become
// letters, which a key explains.
func (t *heatTable) draw(y float64) float64 {
	share, row := 0.36, 25.0
	if t.narrow() {
		share = 0.42
	}
	left := math.Floor(share * float64(t.width))
	cell := (float64(t.width) - left) / float64(len(t.columns))
	if most := 96.0; cell > most {
		cell = most
	}
	y = t.heads(y, left, cell)
	hidden := map[int]float64{} // columns that may not be shown, from where
	from := y
	for _, r := range t.rows {
		i := t.plain()
		i.bold = r.bold || r.head
		x := 0.0
		if r.tint != "" {
			x = 12
		}
		room := left - x - gap
		if r.head {
			room = float64(t.width)
		}
		lines := breakable(r.name, i.size, room, 3)
		deep := max(row, height(lines, i.size)+6)
		if r.tint != "" {
			t.bar(0, y+3, 4, deep-6, solid(r.tint, 1), "")
		}
		t.write(x, y+deep/2, scene.Start, i, lines...)
		for n, c := range r.cells {
			at := left + float64(n)*cell
			switch {
			case c.hidden:
				hidden[n] = at
			case c.text == "":
				t.gap(box{at + 2, y + 2, at + cell - 2, y + deep - 2}, c.said)
				t.write(at+cell/2, y+deep/2, scene.Middle, t.quiet(), "–")
			default:
				t.bar(at+1, y+1, cell-2, deep-2, solid(heat(c.level), 1), c.said)
				t.write(at+cell/2, y+deep/2, scene.Middle, ink{size: t.tick, tint: onHeat(c.level), bold: r.bold, bare: true}, c.text)
			}
		}
		y += deep
	}
	for n := range t.columns {
		at, is := hidden[n]
		if !is {
			continue
		}
		t.gap(box{at + 2, from + 2, at + cell - 2, y - 2}, "")
		words := wrap(t.word("figure.state.withheld"), t.tick, cell-8, 4)
		if widest(words, t.tick) > cell-8 || strings.HasSuffix(words[len(words)-1], "…") {
			words = []string{"–"} // its name in the key says it
		}
		t.write(at+cell/2, from+min((y-from)/2, 60), scene.Middle, t.quiet(), words...)
	}
	return y + 2
}

// letter stands for a column.
func letter(n int) string { return string(rune('A' + n%26)) }

// gap draws a cell, or more together, in which there is no number.
func (t *heatTable) gap(b box, said string) {
	t.bar(b.left, b.top, b.right-b.left, b.bottom-b.top, solid("surface", 1), said)
	t.line(stylus{tint: "axis", width: 1, dashed: true}, [2]float64{b.left, b.top}, [2]float64{b.right, b.top}, [2]float64{b.right, b.bottom},
		[2]float64{b.left, b.bottom}, [2]float64{b.left, b.top})
}

// heads writes the names of the columns.
func (t *heatTable) heads(y, left, cell float64) float64 {
	deep, fit := 0, true
	for _, name := range t.columns {
		lines := wrap(name, t.tick-1, cell-6, 4)
		deep = max(deep, len(lines))
		fit = fit && widest(lines, t.tick-1) <= cell-6 && !strings.Contains(strings.Join(lines, ""), "…")
	}
	i := t.quiet()
	i.size = t.tick - 1
	if !fit {
		x, row := 0.0, lineHeight(t.tick)+4
		for n, name := range t.columns {
			if slices.ContainsFunc(t.rows, func(r heatRow) bool { return len(r.cells) > n && r.cells[n].hidden }) {
				name = t.word("figure.heading", "title", name, "unit", t.word("figure.state.withheld"))
			}
			w := 16 + textWidth(name, t.tick)
			if x > 0 && x+w > float64(t.width) {
				x, y = 0, y+row
			}
			t.write(x, y+row/2, scene.Start, t.strong(), letter(n))
			t.write(x+16, y+row/2, scene.Start, t.plain(), shorten(name, t.tick, float64(t.width)-16))
			x += w + 14
		}
		y += row
		y += gap
		for n := range t.columns {
			t.write(left+(float64(n)+0.5)*cell, y+lineHeight(t.tick)/2, scene.Middle, t.strong(), letter(n))
		}
		return y + lineHeight(t.tick) + 4
	}
	for n, name := range t.columns {
		lines := wrap(name, t.tick-1, cell-6, 4)
		t.write(left+(float64(n)+0.5)*cell, y+float64(deep)*lineHeight(i.size)-height(lines, i.size)/2, scene.Middle, i, lines...)
	}
	return y + float64(deep)*lineHeight(i.size) + 4
}
