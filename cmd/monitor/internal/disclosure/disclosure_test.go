package disclosure

import (
	"fmt"
	"strings"
	"testing"
)

// crossed returns a table of two dimensions with its margins, of counts below a threshold that are
// sensitive. Zeros are shown unless zeros are to be hidden. A margin weighs more than a cell.
func crossed(inner [][]int64, threshold int64, hideZeros bool) *Table {
	rows, columns := len(inner), len(inner[0])
	t := &Table{}
	at := func(r, c int) int { return r*(columns+1) + c }
	all := make([]int64, (rows+1)*(columns+1))
	for r, row := range inner {
		for c, x := range row {
			for _, n := range []int{at(r, c), at(r, columns), at(rows, c), at(rows, columns)} {
				all[n] += x
			}
		}
	}
	for n, x := range all {
		weight := int64(10 + len(fmt.Sprintf("%b", x)))
		if n%(columns+1) == columns || n/(columns+1) == rows {
			weight *= 5
		}
		t.Cells = append(t.Cells, counted(x, threshold, hideZeros, weight))
	}
	for r := range rows + 1 {
		rel := Relation{Total: at(r, columns)}
		for c := range columns {
			rel.Parts = append(rel.Parts, at(r, c))
		}
		t.Relations = append(t.Relations, rel)
	}
	for c := range columns {
		rel := Relation{Total: at(rows, c)}
		for r := range rows {
			rel.Parts = append(rel.Parts, at(r, c))
		}
		t.Relations = append(t.Relations, rel)
	}
	return t
}

// counted returns a cell for a number of people.
func counted(x, threshold int64, hideZeros bool, weight int64) Cell {
	small := Range{1, threshold - 1}
	if hideZeros {
		small.Low = 0
	}
	switch {
	case small.Holds(Range{x, x}):
		return Cell{Value: x, Access: Sensitive, Mark: small, Need: small}
	case x == 0:
		return Cell{Weight: weight}
	}
	return Cell{Value: x, Weight: weight, Mark: Range{threshold, Unbounded}}
}

// row returns a table of parts with a total that is never hidden.
func row(threshold int64, parts ...int64) *Table {
	t := &Table{Relations: []Relation{{}}}
	var sum int64
	for n, x := range parts {
		t.Cells = append(t.Cells, counted(x, threshold, false, int64(10+n)))
		t.Relations[0].Parts = append(t.Relations[0].Parts, n)
		sum += x
	}
	t.Cells = append(t.Cells, Cell{Value: sum, Access: Known})
	t.Relations[0].Total = len(parts)
	return t
}

// written returns a result as text: small counts as <, other hidden cells as –.
func written(t *Table, r *Result) string {
	var out []string
	for n, c := range t.Cells {
		out = append(out, [...]string{fmt.Sprint(c.Value), "<", "–"}[r.Hiding[n]])
	}
	return strings.Join(out, " ")
}

// mustHold fails the test when a result is wrong in any way.
func mustHold(t *testing.T, table *Table, r *Result) {
	t.Helper()
	if err := table.Check(); err != nil {
		t.Fatal(err)
	}
	for _, f := range audit(table, r) {
		if f.narrow {
			t.Errorf("cell %d (%+v) is in %v:\n%s", f.cell, table.Cells[f.cell], f.reach, written(table, r))
		}
	}
	for n, c := range table.Cells {
		if c.Access == Sensitive && r.Hiding[n] == Shown || c.Access == Known && r.Hiding[n] != Shown {
			t.Errorf("cell %d (%+v) is shown as %v", n, c, r.Hiding[n])
		}
	}
}

func TestRows(t *testing.T) {
	tests := []struct {
		name  string
		parts []int64
		want  string
	}{
		{"nothing small", []int64{9, 12, 0}, "9 12 0 21"},
		{"the lightest that has room", []int64{3, 9, 12, 0}, "< – 12 0 24"},
		// 5 can be no less, or it would be shown as <5: showing it would tell that the 3 is no 4,
		// or 5 and 4 had been hidden.
		{"one with too little room", []int64{3, 5, 12, 20}, "< – – 20 40"},
		{"two that together have room", []int64{1, 6, 7, 0}, "– – – 0 14"},
		{"room for what the marks say, and none to spare", []int64{3, 6, 12, 20}, "< – – 20 41"},
		{"one to spare", []int64{3, 7, 12, 20}, "< – 12 20 42"},
		{"small ones that protect each other", []int64{2, 3, 12, 2}, "< < 12 < 19"},
		{"small ones that do so, and none to spare", []int64{1, 3, 12, 2, 30}, "< < – < 30 48"},
		// 3 and 4 in a total of 7 are 3 and 4: the marks tell too much, whatever else is hidden.
		{"marks that tell too much", []int64{3, 4, 0}, "– – 0 7"},
		// Five of 1 to 4 that come to 5 are 1 each; when a hidden cell may be 0, no more.
		{"zeros that tell too much", []int64{1, 1, 1, 1, 1, 0}, "– – – – – – 5"},
		// Alone in its total, a small count of 5 and more cannot be.
		{"room enough by the other", []int64{4, 8}, "< – 12"},
		{"too little room by the other", []int64{1, 6}, "– – 7"},
		{"all that is there, and too little to tell which is small", []int64{4, 4, 5, 0}, "– – – 0 13"},
		{"all that is there, and enough", []int64{4, 4, 7, 0}, "< < – 0 15"},
	}
	for _, test := range tests {
		table := row(5, test.parts...)
		r := Suppress(table)
		if got := written(table, r); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
		if r.Method != Exact || len(r.Unprotected) > 0 {
			t.Errorf("%s: %+v", test.name, r)
		}
		mustHold(t, table, r)
	}
}
