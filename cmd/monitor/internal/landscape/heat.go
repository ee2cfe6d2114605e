package landscape

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/plot"
	"utwente.nl/monitor/cmd/monitor/internal/scene"
)

// heatLevels is how many colours the theme has from low to high.
const heatLevels = 5

// heat returns the colour of a level, from 1 to heatLevels.
func heat(level int) scene.Role {
	return scene.Role("heat-" + strconv.Itoa(min(max(level, 1), heatLevels)))
}

// onHeat returns the colour of words on a level. The upper two levels are so dark that words need
// the colour of the ground.
func onHeat(level int) scene.Role {
	if level >= heatLevels-1 {
		return "surface"
	}
	return "text"
}

// heatTable is a table with coloured cells.
type heatTable struct {
	*picture
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

// heatCell has no text when nothing is known, or when it is hidden; blank is then written in its place,
// or a dash.
type heatCell struct {
	text, tip string
	blank     string
	level     int
	hidden    bool
}

// draw draws the table below a height, and returns where it ends.
func (t *heatTable) draw(y float64) float64 {
	share, row := 0.36, 25.0
	if t.Narrow() {
		share = 0.42
	}
	left := math.Floor(share * float64(t.Width))
	cell := (float64(t.Width) - left) / float64(len(t.columns))
	if most := 96.0; cell > most {
		cell = most
	}
	y = t.columnNames(y, left, cell)
	hidden := map[int]float64{} // by column of which cells are hidden: the height at which those begin
	from := y
	for _, r := range t.rows {
		i := plot.Regular(t.Tick)
		i.Bold = r.bold || r.head
		x := 0.0
		if r.tint != "" {
			x = 12
		}
		room := left - x - plot.Gap
		if r.head {
			room = float64(t.Width)
		}
		lines := plot.WrapNarrow(r.name, i.Size, room, 3)
		deep := max(row, plot.Height(lines, i.Size)+6)
		if r.tint != "" {
			t.BarOf(scene.Subject{Key: true}, 0, y+3, 4, deep-6, plot.Solid(r.tint, 1))
		}
		t.Write(x, y+deep/2, scene.Start, i, lines...)
		for n, c := range r.cells {
			at := left + float64(n)*cell
			switch {
			case c.hidden:
				hidden[n] = at
			case c.text == "":
				t.emptyCell(plot.Box{Left: at + 2, Top: y + 2, Right: at + cell - 2, Bottom: y + deep - 2}, c.tip)
				t.Write(at+cell/2, y+deep/2, scene.Middle, plot.Muted(t.Tick), cmp.Or(c.blank, "–"))
			default:
				t.Bar(at+1, y+1, cell-2, deep-2, plot.Solid(heat(c.level), 1), c.tip)
				t.Write(at+cell/2, y+deep/2, scene.Middle,
					plot.Ink{Size: t.Tick, Tint: onHeat(c.level), Bold: r.bold, Bare: true}, c.text)
			}
		}
		y += deep
	}
	for n := range t.columns {
		at, is := hidden[n]
		if !is {
			continue
		}
		t.emptyCell(plot.Box{Left: at + 2, Top: from + 2, Right: at + cell - 2, Bottom: y - 2}, "")
		words := plot.Wrap(t.word("figure.state.withheld"), t.Tick, cell-8, 4)
		if plot.Widest(words, t.Tick) > cell-8 || strings.HasSuffix(words[len(words)-1], "…") {
			words = []string{"–"} // the name of the column says it
		}
		t.Write(at+cell/2, from+min((y-from)/2, 60), scene.Middle, plot.Muted(t.Tick), words...)
	}
	return y + 2
}

// emptyCell draws one cell, or several together, without a number.
func (t *heatTable) emptyCell(b plot.Box, tip string) {
	t.Bar(b.Left, b.Top, b.Right-b.Left, b.Bottom-b.Top, plot.Solid("surface", 1), tip)
	t.Line(plot.Pen{Tint: "axis", Width: 1, Dashed: true}, [2]float64{b.Left, b.Top}, [2]float64{b.Right, b.Top},
		[2]float64{b.Right, b.Bottom}, [2]float64{b.Left, b.Bottom}, [2]float64{b.Left, b.Top})
}

// columnNames writes the names of the columns, and returns where they end.
func (t *heatTable) columnNames(y, left, cell float64) float64 {
	deep, fit := 0, true
	for _, name := range t.columns {
		lines := plot.Wrap(name, t.Tick-1, cell-6, 4)
		deep = max(deep, len(lines))
		fit = fit && plot.Widest(lines, t.Tick-1) <= cell-6 && !strings.Contains(strings.Join(lines, ""), "…")
	}
	i := plot.Muted(t.Tick)
	i.Size = t.Tick - 1
	if !fit {
		return t.stairs(y, left, cell)
	}
	for n, name := range t.columns {
		lines := plot.Wrap(name, t.Tick-1, cell-6, 4)
		middle := y + float64(deep)*plot.LineHeight(i.Size) - plot.Height(lines, i.Size)/2
		t.Write(left+(float64(n)+0.5)*cell, middle, scene.Middle, i, lines...)
	}
	return y + float64(deep)*plot.LineHeight(i.Size) + 4
}

// stairs writes names that are wider than their columns: each ends above its column, to which a line
// leads, and begins to the left of it. A name is below those to its right that reach over its column,
// so that no line crosses a name. It returns where the lines end.
func (t *heatTable) stairs(y, left, cell float64) float64 {
	const elbow = 5.0 // from a name to its line
	at := func(n int) float64 { return left + (float64(n)+0.5)*cell }
	step, deepest := plot.LineHeight(t.Tick)+2, 0
	names, lanes := make([]string, len(t.columns)), make([]int, len(t.columns))
	for n := len(t.columns) - 1; n >= 0; n-- {
		names[n] = t.columns[n]
		if slices.ContainsFunc(t.rows, func(r heatRow) bool { return len(r.cells) > n && r.cells[n].hidden }) {
			names[n] = t.word("figure.heading", "title", names[n], "unit", t.word("figure.state.withheld"))
		}
		names[n] = plot.Shorten(names[n], t.Tick, at(n)-elbow)
		for m := n + 1; m < len(names); m++ {
			if at(m)-elbow-plot.TextWidth(names[m], t.Tick)-plot.Gap < at(n) {
				lanes[n] = max(lanes[n], lanes[m]+1)
			}
		}
		deepest = max(deepest, lanes[n])
	}
	foot := y + float64(deepest+1)*step + 4
	for n, name := range names {
		middle := y + (float64(lanes[n])+0.5)*step
		t.Line(plot.Pen{Tint: "axis", Width: 1}, [2]float64{at(n) - elbow + 2, middle}, [2]float64{at(n), middle},
			[2]float64{at(n), foot - 2})
		t.Write(at(n)-elbow, middle, scene.End, plot.Regular(t.Tick), name)
	}
	return foot
}
