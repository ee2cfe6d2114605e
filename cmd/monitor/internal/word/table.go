package word

import (
	"regexp"
	"strings"
)

// table returns a table with a head of one row and words in its cells, which is what Markdown has. A table of one
// cell is how people make a box in Word, and becomes a quote.
func (f *filter) table(v any) []any {
	c := list(content(v))
	if len(c) != 6 {
		return nil
	}
	width := len(list(c[2]))
	var rows [][]any // the words of each cell
	add := func(all any) {
		hanging := make([]int, width) // over how many rows yet a cell goes on in each column
		for _, row := range list(all) {
			rows = append(rows, f.row(row, hanging))
		}
	}
	add(nth(c[3], 1))
	for _, body := range list(c[4]) {
		add(nth(body, 2))
		add(nth(body, 3))
	}
	add(nth(c[5], 1))
	if len(rows) == 0 || width == 0 {
		return nil
	}
	if len(rows) == 1 && width == 1 {
		return f.oneCell(c)
	}
	var out []any
	for _, b := range list(nth(c[1], 1)) { // the words above it
		out = append(out, f.block(node("Para", content(b)))...)
	}
	columns := []any{}
	for n := range width {
		align := "AlignDefault"
		if n > 0 && numbers(rows[1:], n) { // the first column says what a row is about, a year too
			align = "AlignRight"
		}
		columns = append(columns, []any{node(align, nil), node("ColWidthDefault", nil)})
	}
	head := []any{noAttributes(), []any{tableRow(rows[0])}}
	body := []any{}
	for _, row := range rows[1:] {
		body = append(body, tableRow(row))
	}
	return append(out, node("Table", []any{noAttributes(), []any{nil, []any{}}, columns, head,
		[]any{[]any{noAttributes(), 0, []any{}, body}}, []any{noAttributes(), []any{}}}))
}

// nth returns a value of a list, or nil.
func nth(v any, n int) any {
	if l := list(v); n < len(l) {
		return l[n]
	}
	return nil
}

// row returns the words of each cell of a row. Where a cell goes over several columns or rows, the others are empty.
func (f *filter) row(row any, hanging []int) []any {
	cells := make([]any, len(hanging))
	at := 0
	for _, cell := range list(nth(row, 1)) {
		for at < len(cells) && hanging[at] > 0 {
			at++
		}
		words := []any{}
		for _, b := range flat(f.blocks(list(nth(cell, 4)))) {
			if len(words) > 0 {
				words = append(words, node("Space", nil))
			}
			words = append(words, withoutBreaks(b)...)
		}
		down, _ := nth(cell, 2).(float64)
		across, _ := nth(cell, 3).(float64)
		if down > 1 || across > 1 {
			f.chapter.Lost = append(f.chapter.Lost, Lost{MergedCells, oneLine(textOf(words))})
		}
		for n := range int(max(across, 1)) {
			if at == len(cells) {
				break
			}
			if n == 0 {
				cells[at] = words
			}
			hanging[at] = int(max(down, 1))
			at++
		}
	}
	for n := range cells {
		hanging[n] = max(hanging[n]-1, 0)
		if cells[n] == nil {
			cells[n] = []any{}
		}
	}
	return cells
}

// flat returns the words of blocks, a list for each paragraph in them.
func flat(blocks []any) (all [][]any) {
	for _, b := range blocks {
		switch kind(b) {
		case "Para", "Plain":
			all = append(all, list(content(b)))
		case "Header":
			all = append(all, list(part(b, 2)))
		case "BulletList":
			for _, item := range list(content(b)) {
				all = append(all, flat(list(item))...)
			}
		case "OrderedList":
			for _, item := range list(part(b, 1)) {
				all = append(all, flat(list(item))...)
			}
		case "BlockQuote":
			all = append(all, flat(list(content(b)))...)
		}
	}
	return all
}

// oneCell returns what is in the only cell of a table, as a quote.
func (f *filter) oneCell(table []any) []any {
	rows := list(nth(table[3], 1))
	for _, body := range list(table[4]) {
		rows = append(rows, list(nth(body, 3))...)
	}
	if len(rows) == 0 {
		return nil
	}
	inside := f.blocks(list(nth(nth(nth(rows[0], 1), 0), 4)))
	if len(inside) == 0 {
		return nil
	}
	for n, b := range inside {
		if kind(b) == "Plain" {
			inside[n] = node("Para", content(b))
		}
	}
	return []any{node("BlockQuote", inside)}
}

// number matches what a column of numbers has in its cells.
var number = regexp.MustCompile(`^[-+−<>≤≥]?\s?[\d.,\x{00a0}\x{202f} ]*\d\s?%?$`)

// numbers reports whether a column has numbers, and words only where there is none.
func numbers(rows [][]any, column int) bool {
	found := 0
	for _, row := range rows {
		switch text := strings.TrimSpace(textOf(row[column])); {
		case number.MatchString(text):
			found++
		case len(text) > 3: // "–", "n.b."
			return false
		}
	}
	return found > 0
}

func tableRow(cells []any) any {
	out := []any{}
	for _, words := range cells {
		out = append(out, []any{noAttributes(), node("AlignDefault", nil), 1, 1, []any{node("Plain", words)}})
	}
	return []any{noAttributes(), out}
}
