package disclosure

import (
	"math/rand"
	"testing"
)

// cube returns a table of three dimensions with all its margins. In each dimension the last index
// is the sum of the others.
func cube(r *rand.Rand, a, b, c int, threshold int64) *Table {
	size := []int{a + 1, b + 1, c + 1}
	at := func(i, j, k int) int { return (i*size[1]+j)*size[2] + k }
	values := make([]int64, size[0]*size[1]*size[2])
	for i := range a {
		for j := range b {
			for k := range c {
				x := max(0, r.Int63n(26)-6)
				// It counts in eight numbers: itself, and the margins of each of the dimensions.
				for margin := range 8 {
					to := []int{i, j, k}
					for d := range to {
						if margin>>d&1 == 1 {
							to[d] = size[d] - 1
						}
					}
					values[at(to[0], to[1], to[2])] += x
				}
			}
		}
	}
	t := &Table{}
	for n, x := range values {
		margins := int64(1)
		for d, rest := 2, n; d >= 0; d-- {
			if rest%size[d] == size[d]-1 {
				margins *= 3
			}
			rest /= size[d]
		}
		t.Cells = append(t.Cells, counted(x, threshold, false, 10*margins))
	}
	for d := range size {
		for n := range values {
			index := []int{n / size[2] / size[1], n / size[2] % size[1], n % size[2]}
			if index[d] != size[d]-1 {
				continue
			}
			rel := Relation{Total: n}
			for index[d] = range size[d] - 1 {
				rel.Parts = append(rel.Parts, at(index[0], index[1], index[2]))
			}
			t.Relations = append(t.Relations, rel)
		}
	}
	return t
}

func TestCubes(t *testing.T) { suppressCubes(t, 20) }

// suppressCubes suppresses random tables of three dimensions, where linear programs can have
// fractional solutions, and tables that share a margin with another table.
func suppressCubes(t *testing.T, cubes int) {
	t.Helper()
	exact := 0
	for n := range cubes {
		r := rand.New(rand.NewSource(int64(n)))
		table := cube(r, 2+r.Intn(2), 2+r.Intn(2), 2+r.Intn(3), 5)
		if n%2 == 1 {
			// The grand total is also that of another breakdown.
			grand := 0
			for c, cell := range table.Cells {
				if cell.Value > table.Cells[grand].Value {
					grand = c
				}
			}
			rel, left := Relation{Total: grand}, table.Cells[grand].Value
			for part := range 4 {
				x := left
				if part < 3 {
					x = min(left, r.Int63n(30))
				}
				left -= x
				rel.Parts = append(rel.Parts, len(table.Cells))
				table.Cells = append(table.Cells, counted(x, 5, false, 10))
			}
			table.Relations = append(table.Relations, rel)
		}
		result := Suppress(table)
		if len(result.Unprotected) > 0 {
			t.Errorf("cube %d: %v cannot be protected", n, result.Unprotected)
		}
		mustHold(t, table, result)
		if result.Method == Exact {
			exact++
		}
	}
	t.Logf("%d tables of three dimensions, %d of them exact", cubes, exact)
}
