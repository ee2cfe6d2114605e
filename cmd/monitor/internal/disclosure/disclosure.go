// Package disclosure owns how small counts in tables are kept from being worked out: which other cells are hidden with them,
// and what somebody who sees the rest can still find.
//
// It imports the standard library only, is pure and deterministic, and knows nothing of indicators, periods or pages: a table
// is cells with whole numbers of 0 and more, and sums that hold between them. That covers tables of any number of dimensions
// with their margins, tables that share cells, and sums over time.
//
// # What is demanded of a hidden cell
//
// Readers know the rule, so a mark tells something: of a cell shown as "<5" that it is 1, 2, 3 or 4, and of another hidden
// cell in the same table that it is not, since it would have been shown as "<5" or as 0. What protects is therefore measured
// with that knowledge, and not as if a hidden cell could be anything.
//
//   - A sensitive cell must keep the whole of its range Need: every number that its mark leaves possible must remain so when
//     all that is published, and all sums, are taken together. Less would do to keep the exact number from being known, but
//     a "<5" that can only be 3 or 4 tells more than the rule promises, and how much is too much would be a second rule that
//     nobody can explain. With the whole range, the table tells of a small count nothing that its mark does not tell by
//     itself. (These are the upper and lower protection levels of Fischetti and Salazar, chosen so that the feasible interval
//     is that of the mark.)
//   - A cell that is hidden for the sake of another is no secret. It must leave two possible numbers at least: one that can
//     be worked out protects nothing, and is shown.
//
// Marks can give each other away however much is hidden: three parts "<5" of a total of 3 are 1, 1 and 1. Then a table is
// hidden in a way that tells less, see Hiding.
//
// # Method
//
// In a row, a total of ordinary counts, Suppress hides cells in the order of their weights until there is room enough, so that
// which ones are hidden tells nothing of them: see row.go. Of every other part of a table that hangs together it finds a set of
// cells of least weight that protects all sensitive ones (minimum information loss); see Cell.Last and Hiding for what goes before
// weight. For small parts it is exact: a set that does not protect some cell is enlarged as long as
// it does not, every solution must then hide one of the cells that are left, and a set of least weight that meets all such
// conditions is found by branch and bound, until one protects (implicit hitting set: Moreno-Centeno and Karp, Operations
// Research 61, 2013; the conditions are cover inequalities of Fischetti and Salazar, Management Science 47, 2001). For large
// parts cells are protected one after the other, each by the cheapest movement of numbers that leaves all sums intact, found
// by linear programming; then cells that turn out to be of no use are shown again (Kelly, Golden and Assad, Networks 22,
// 1992). Result.Method says which of the two it was.
//
// Audit trusts none of this. It has only what is published, and solves for each hidden cell the attacker's problem: the
// smallest and the largest number that it can have, by linear programming in whole numbers without rounding. See Cox,
// "Suppression methodology and statistical disclosure control", JASA 75, 1980; Hundepool and others, Statistical Disclosure
// Control, 2012, chapter 4; and the manual of τ-ARGUS, whose audit does the same.
package disclosure

import (
	"fmt"
	"math"
)

// Unbounded is the High of a range without end.
const Unbounded = math.MaxInt64

// Range is whole numbers from Low to High, both included.
type Range struct{ Low, High int64 }

// Holds reports whether all of another range lies in this one.
func (r Range) Holds(other Range) bool { return r.Low <= other.Low && other.High <= r.High }

// single reports whether there is one number at most in the range.
func (r Range) single() bool { return r.Low >= r.High }

// Access is what may become of a cell.
type Access int

// The accesses.
const (
	Open      Access = iota // shown, unless hiding it protects another
	Sensitive               // must be hidden
	// Known to the reader in any case: published elsewhere, or too important to be hidden.
	Known
	// Unpublished is not shown, whatever is decided: nobody asks for it, but sums run through it.
	Unpublished
)

// Cell is one number of a table.
type Cell struct {
	Value  int64 // 0 or more
	Access Access
	// Weight is what hiding the cell costs, above 0. It may not depend on what is hidden, or what is shown tells of it. Last says that it is hidden only when no other cells can protect. Of Open
	// cells only.
	Weight int64
	Last   bool
	// Mark is what a reader knows of the cell when it is hidden and is shown by its own mark: of a small count what "<5"
	// says; of another number that it is not small; of 0, where zeros are always shown, that it is 0.
	Mark Range
	// Elsewhere is what a reader knows of the cell from another publication, however it is hidden here; the zero Range when
	// that is nothing.
	Elsewhere Range
	// Need is what a reader must keep for possible, of Sensitive cells only; the value lies in it.
	Need Range
}

// Relation says that one cell is the sum of others: Total = Σ Parts + Rest. Rest is what no cell stands for; the reader is
// thought to know it.
type Relation struct {
	Total int // index in the table's cells
	Parts []int
	Rest  int64
}

// Table is cells and the sums between them.
type Table struct {
	Cells     []Cell
	Relations []Relation
}

// Check tells what makes a table no table: a sum that does not hold, an index or a number out of range. Suppress and Audit
// rely on it.
func (t *Table) Check() error {
	for n, c := range t.Cells {
		if c.Value < 0 || c.Mark.Low < 0 || c.Access == Open && c.Weight <= 0 {
			return fmt.Errorf("cell %d: %+v", n, c)
		}
		it := Range{c.Value, c.Value}
		if c.Access != Known && !(c.Mark.Holds(it) && (c.Elsewhere == Range{} || c.Elsewhere.Holds(it))) || c.Access == Sensitive && !c.Need.Holds(it) {
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

// The ways to show a cell. Each part of a table that hangs together is hidden in one of three manners, the first that can
// protect all of it, and without hiding a cell that is to be hidden Last when any of the three can do without: by marks; withheld, where small counts get no mark of their own, so that a hidden cell may have any
// number from 1; or whole, where zeros are withheld too, so that it may have any number.
const (
	Shown    Hiding = iota
	Marked          // hidden, and marked as what it is: "<5" when it is a small count
	Withheld        // hidden, and nothing told of it
)

// Method is how cells were chosen.
type Method int

// The methods.
const (
	Exact     Method = iota // no choice of less weight protects, or none of which the pattern tells nothing
	Heuristic               // a cheaper choice may exist
)

func (m Method) String() string { return [...]string{"exact", "heuristic"}[m] }

// Result is how each cell of a table is shown.
type Result struct {
	Hiding []Hiding
	// Says is what a reader knows of each hidden cell by the way it is hidden, sums left aside.
	Says   []Range
	Loss   int64 // the weight of the Open cells that are hidden
	Method Method
	// Unprotected are the sensitive cells that hiding everything does not protect: too much is known already.
	Unprotected []int
}

// size is how large a number is, whatever its sign.
func size(x int64) int64 { return max(x, -x) }
