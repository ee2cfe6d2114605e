// Package disclosure owns the protection of small counts in tables: which other cells are hidden
// with them so that they cannot be worked out, and what an outsider can still work out.
//
// It imports the standard library only, is pure and deterministic, and knows nothing of indicators,
// periods or pages. A table is cells with whole numbers of 0 and more, and sums between them. That
// covers tables of any number of dimensions with their margins, tables that share cells, and sums
// over time.
//
// # An example
//
// Counts from 1 to 4 are shown as "<5". A total of 24 has the parts A to D:
//
//	         A    B    C    D   total
//	count    3    9   12    0      24
//	shown   <5    –   12    0      24
//
// If only A were hidden, readers would find it by subtraction: 24 − 9 − 12. So B is hidden with it.
// Readers know the rule, so the way a cell is hidden also tells them something: A is 1 to 4, and B
// is at least 5, since a smaller number would be shown as "<5" or as 0. They also know that A and B
// are 12 together. That leaves 1 to 4 for A, with 11 to 8 for B. All protection is measured with
// this knowledge.
//
// # What must remain possible
//
//   - For a sensitive cell, all numbers in its range Need, here 1 to 4. If only 3 and 4 remained,
//     readers would not know the exact number, but they would know more than "<5" says. How much
//     more is acceptable would be a second rule that nobody can explain. (Need states the upper and
//     lower protection levels of Fischetti and Salazar: the feasible interval must be that of the
//     mark.)
//   - For a cell that is hidden for the sake of another, at least two numbers. It is no secret
//     itself, but a cell that readers can work out protects nothing, and is shown.
//
// Marks can tell too much however many cells are hidden: three parts "<5" of a total of 3 are 1, 1
// and 1. Then a table is hidden in a way that tells less, see Hiding.
//
// # Which cells are hidden
//
// Readers also see which cells are hidden. If the lightest set that protects were hidden, readers
// would know that no lighter set protects, which depends on the hidden numbers. So in a row, a
// total of ordinary counts, cells are hidden in an order that does not depend on hidden numbers,
// until there is enough room: see row.go. Nearly all tables of the report are rows.
//
// In other tables, the set of least weight that protects all sensitive cells is hidden (minimum
// information loss). Somebody who knows this method, and tries it on all tables that he thinks
// possible, can exclude some numbers that the sums alone leave possible. In tables of 2 × 3 with
// counts of four on average he can do so for six secrets in ten.
//
// The set of least weight is found in one of two ways; Result.Method says which:
//
//   - Exact, for small tables. A set that does not protect some cell is enlarged as long as it does
//     not. Every set that protects must then hide one of the cells left outside it: that is a
//     condition. Branch and bound finds the lightest set that meets all conditions found so far.
//     When it protects, it is the answer; when not, it leads to another condition (implicit hitting
//     set: Moreno-Centeno and Karp, Operations Research 61, 2013; the conditions are cover
//     inequalities of Fischetti and Salazar, Management Science 47, 2001).
//   - Heuristic, for large tables. Cells are protected one by one, each by the cheapest way to
//     change hidden numbers that leaves all sums as they are, found by linear programming. Then
//     cells that turn out to be unnecessary are shown again (Kelly, Golden and Assad, Networks 22,
//     1992).
//
// # The attack
//
// Attack checks the result by other means than Suppress uses. It sees only what is published, and
// finds the smallest and the largest number that each hidden cell can have, by linear programming
// in whole numbers without rounding (Cox, "Suppression methodology and statistical disclosure
// control", JASA 75, 1980; Hundepool and others, Statistical Disclosure Control, 2012, chapter 4;
// the audit in the manual of τ-ARGUS does the same). Package report compares the result with what
// must remain possible, and the build stops when it is less.
package disclosure

import (
	"fmt"
	"math"
)

// Unbounded is the High of a range without end.
const Unbounded = math.MaxInt64

// Range is whole numbers from Low to High, both included.
type Range struct{ Low, High int64 }

// Holds reports whether another range lies within this one.
func (r Range) Holds(other Range) bool { return r.Low <= other.Low && other.High <= r.High }

// single reports whether the range has at most one number.
func (r Range) single() bool { return r.Low >= r.High }

// Access says whether a cell may be shown.
type Access int

// The kinds of access.
const (
	Open        Access = iota // shown, unless hiding it protects another cell
	Sensitive                 // must be hidden
	Known                     // readers know it: it is published elsewhere, or too important to be hidden
	Unpublished               // never shown: no page has it, but it is part of a sum
)

// Cell is one number of a table.
type Cell struct {
	Value  int64 // 0 or more
	Access Access
	// Weight is the cost of hiding the cell, above 0. It must not depend on hidden numbers, or the
	// choice of cells would tell something about them. Last cells are hidden only when no others
	// can protect. Both are for Open cells only.
	Weight int64
	Last   bool
	// Mark is the range that readers know when the cell is hidden by its own mark: 1 to 4 for "<5",
	// 5 and more for another number, and 0 to 0 for a zero where zeros are always shown.
	Mark Range
	// Elsewhere is the range that readers know from another publication; the zero Range when they
	// know nothing.
	Elsewhere Range
	// Need is the range that must remain possible, for Sensitive cells only. It includes Value.
	Need Range
}

// Relation is a sum: Total = Σ Parts + Rest. Rest is what has no cell; readers are assumed to know
// it.
type Relation struct {
	Total int   // index in the table's cells
	Parts []int // likewise
	Rest  int64
}

// Table is cells and the sums between them.
type Table struct {
	Cells     []Cell
	Relations []Relation
}

// Check returns an error when a sum does not hold, or an index or a number is out of range.
// Suppress and Attack need a table without errors.
func (t *Table) Check() error {
	for n, c := range t.Cells {
		if c.Value < 0 || c.Mark.Low < 0 || c.Access == Open && c.Weight <= 0 {
			return fmt.Errorf("cell %d: %+v", n, c)
		}
		value := Range{c.Value, c.Value}
		known := c.Mark.Holds(value) && (c.Elsewhere == Range{} || c.Elsewhere.Holds(value))
		if c.Access != Known && !known || c.Access == Sensitive && !c.Need.Holds(value) {
			return fmt.Errorf("cell %d: %d lies outside its range", n, c.Value)
		}
	}
	for n, r := range t.Relations {
		sum := r.Rest
		for _, c := range append([]int{r.Total}, r.Parts...) {
			if c < 0 || c >= len(t.Cells) {
				return fmt.Errorf("relation %d: no cell %d", n, c)
			}
		}
		for _, c := range r.Parts {
			sum += t.Cells[c].Value
		}
		if sum != t.Cells[r.Total].Value {
			return fmt.Errorf("relation %d: the parts come to %d, the total is %d", n, sum, t.Cells[r.Total].Value)
		}
	}
	return nil
}

// Hiding is how a cell is shown.
type Hiding int

// The ways to show a cell. All cells of a connected part of a table are hidden in one of three
// manners:
//
//	by mark    "<5" for a small count, "–" for another: a cell with "–" is 5 or more
//	withheld   "–" for all that are hidden: each is 1 or more
//	whole      "–" for all that are hidden, zeros included: each is 0 or more
//
// Suppress uses the first manner that protects the part. It tries all three without hiding a Last
// cell, and only then with them.
const (
	Shown    Hiding = iota
	Marked          // hidden by its mark, "<5"
	Withheld        // hidden by "–"
)

// Method is how cells were chosen.
type Method int

// The methods. For a row, Exact means that no smaller choice protects without its pattern telling
// something.
const (
	Exact     Method = iota // no choice of less weight protects
	Heuristic               // a choice of less weight may exist
)

// Result is how each cell of a table is shown.
type Result struct {
	Hiding []Hiding
	Says   []Range // by hidden cell: what readers know from the way it is hidden, without the sums
	Method Method
	// Unprotected are the sensitive cells that are not protected even when all others are hidden:
	// too much is known already.
	Unprotected []int
}

// abs returns the absolute value of a number.
func abs(x int64) int64 { return max(x, -x) }
