package disclosure

import (
	"testing"
)

// seen makes what is published of a table with margins: −1 is a hidden number.
func seen(table [][]int64) (published []Published, relations []Relation) {
	columns := len(table[0]) - 1
	at := func(r, c int) int { return r*(columns+1) + c }
	for _, row := range table {
		for _, x := range row {
			published = append(published, Published{Hidden: x < 0, Value: x, Says: Range{0, Unbounded}})
		}
	}
	rows := len(table) - 1
	for r := range rows + 1 {
		rel := Relation{Total: at(r, columns)}
		for c := range columns {
			rel.Parts = append(rel.Parts, at(r, c))
		}
		relations = append(relations, rel)
	}
	for c := range columns + 1 {
		rel := Relation{Total: at(rows, c)}
		for r := range rows {
			rel.Parts = append(rel.Parts, at(r, c))
		}
		relations = append(relations, rel)
	}
	return published, relations
}

const hidden = -1

// TestAttack has tables of the literature, and what their authors say can be found.
func TestAttack(t *testing.T) {
	tests := []struct {
		name  string
		table [][]int64
		want  map[int]Range
	}{
		// Fischetti and Salazar, Management Science 47 (2001), their example: investments by
		// activity and region. Of the sensitive 22, with three others hidden, an outsider finds 5
		// to 30.
		{"Fischetti and Salazar", [][]int64{
			{20, 50, 10, 80},
			{hidden, 19, hidden, 49},
			{hidden, 32, hidden, 61},
			{45, 101, 44, 190},
		}, map[int]Range{4: {0, 25}, 6: {5, 30}, 8: {0, 25}, 10: {4, 29}}},
		// The package sdcTable, test-simpleheuristic.R: each row and column hides two cells or
		// more, and yet w|b can be worked out. Rows w and x without what is shown come to 236,
		// columns a and c in those rows to 189.
		{"sdcTable", [][]int64{
			{hidden, hidden, hidden, 89, 230},
			{hidden, 124, hidden, 31, 250},
			{92, hidden, 59, hidden, 336},
			{800, hidden, 651, hidden, 3127},
			{1021, 1262, 770, 890, 3943},
		}, map[int]Range{1: {47, 47}, 0: {34, 94}, 2: {0, 60}, 5: {35, 95}, 7: {0, 60}, 11: {0, 185}, 13: {0, 185},
			16: {906, 1091}, 18: {585, 770}}},
		// One hidden cell in a row is found by subtraction.
		{"alone", [][]int64{{hidden, 4, 9}, {6, 2, 8}, {11, 6, 17}}, map[int]Range{0: {5, 5}}},
		// A hidden total of hidden rows.
		{"without end", [][]int64{{hidden, 4, hidden}, {6, 2, 8}, {hidden, 6, hidden}},
			map[int]Range{0: {0, Unbounded}, 2: {4, Unbounded}, 6: {6, Unbounded}, 8: {12, Unbounded}}},
	}
	for _, test := range tests {
		published, relations := seen(test.table)
		for cell, want := range test.want {
			if got := Attack(published, relations, []int{cell})[0]; got != want {
				t.Errorf("%s: cell %d is in %v, want %v", test.name, cell, got, want)
			}
		}
	}
}

// TestAttackWhole has sums that only fractions solve: two equal whole numbers cannot have an odd
// sum.
func TestAttackWhole(t *testing.T) {
	hidden := func(low, high int64) Published { return Published{Hidden: true, Says: Range{low, high}} }
	shown := func(x int64) Published { return Published{Value: x} }
	published := []Published{hidden(0, 9), hidden(0, 9), hidden(0, 9), hidden(0, 9), shown(7), shown(7),
		hidden(0, 18), hidden(0, 9)}
	relations := []Relation{
		{Total: 4, Parts: []int{0, 2}},          // a + x = 7
		{Total: 5, Parts: []int{1, 2}},          // b + x = 7, so that a = b
		{Total: 6, Parts: []int{0, 1}},          // s = a + b is even
		{Total: 6, Parts: []int{3, 7}, Rest: 1}, // s = d + e + 1
		{Total: 7, Parts: []int{3}},             // e = d, so that s = 2d + 1 is odd
	}
	for n, r := range Attack(published, relations, []int{0, 1, 2, 3, 6}) {
		if r.Low <= r.High {
			t.Errorf("%d: %v, though no table in whole numbers has these sums", n, r)
		}
	}
	// With s = 2d there are such tables. When s is 3 to 9, fractions would reach 3 and 9, and whole
	// numbers only 4 and 8.
	relations[3].Rest = 0
	published[6].Says = Range{3, 9}
	for n, want := range []Range{{2, 4}, {2, 4}, {3, 5}, {2, 4}, {4, 8}} {
		if got := Attack(published, relations, []int{[]int{0, 1, 2, 3, 6}[n]})[0]; got != want {
			t.Errorf("%d: %v, want %v", n, got, want)
		}
	}
}

// finding is what an outsider can find about a hidden cell.
type finding struct {
	cell   int
	reach  Range // both ends are possible, and no number outside it
	narrow bool  // less than must remain possible: Need for a sensitive cell, two numbers for another
}

// audit attacks a table as it would be published, and returns what it finds about each hidden cell
// that is Open or Sensitive, in the order of the cells.
func audit(t *Table, r *Result) []finding {
	published := make([]Published, len(t.Cells))
	for n, c := range t.Cells {
		switch {
		case c.Access == Unpublished:
			published[n] = Published{Hidden: true, Says: c.knownRange(byMark)}
		case r.Hiding[n] != Shown:
			published[n] = Published{Hidden: true, Says: r.Says[n]}
		default:
			published[n] = Published{Value: c.Value}
		}
	}
	var wanted []int
	for n, c := range t.Cells {
		if c.Access == Sensitive || c.Access == Open && r.Hiding[n] != Shown {
			wanted = append(wanted, n)
		}
	}
	var out []finding
	for n, reach := range Attack(published, t.Relations, wanted) {
		f := finding{cell: wanted[n], reach: reach}
		if c := t.Cells[wanted[n]]; c.Access == Sensitive {
			f.narrow = r.Hiding[wanted[n]] == Shown || !reach.Holds(c.Need)
		} else {
			f.narrow = reach.single()
		}
		out = append(out, f)
	}
	return out
}

// TestAuditFails checks that the audit finds what is wrong with bad results.
func TestAuditFails(t *testing.T) {
	table := crossed([][]int64{{3, 9, 14}, {12, 2, 20}, {15, 16, 7}}, 5, false)
	primary := &Result{Hiding: make([]Hiding, len(table.Cells)), Says: make([]Range, len(table.Cells))}
	for n, c := range table.Cells {
		if c.Access == Sensitive {
			primary.Hiding[n], primary.Says[n] = Marked, c.Mark
		}
	}
	findings := audit(table, primary)
	if len(findings) != 2 {
		t.Fatalf("%v", findings)
	}
	for _, f := range findings {
		if x := table.Cells[f.cell].Value; !f.narrow || f.reach != (Range{x, x}) {
			t.Errorf("with its margins shown, %d is %+v", x, f)
		}
	}
	// A good result of which one hidden cell is shown.
	r := Suppress(table)
	mustHold(t, table, r)
	for n, c := range table.Cells {
		if c.Access != Open || r.Hiding[n] == Shown {
			continue
		}
		r.Hiding[n] = Shown
		if !anyNarrow(audit(table, r)) {
			t.Errorf("%s is thought fine, and cell %d need not be hidden or is a leak", written(table, r), n)
		}
		r.Hiding[n] = Withheld
	}
	// A small count is shown.
	r.Hiding[0] = Shown
	if !anyNarrow(audit(table, r)) {
		t.Error("a small count is shown, and the audit says nothing")
	}
}

func anyNarrow(findings []finding) bool {
	for _, f := range findings {
		if f.narrow {
			return true
		}
	}
	return false
}
