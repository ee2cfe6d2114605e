package disclosure

import (
	"fmt"
	"slices"
	"testing"
)

// TestPatternOfRows publishes every row of up to four parts with a total of at most 24, and puts
// the rows together that look the same. Even an outsider who knows how cells are chosen cannot tell
// these apart. For each small count, every number that its mark leaves possible must be among them.
func TestPatternOfRows(t *testing.T) {
	for _, rule := range []Range{{1, 2}, {1, 4}, {0, 2}, {0, 4}} { // small counts
		threshold := rule.High + 1
		worlds, classes := 0, 0
		for parts := 2; parts <= 4; parts++ {
			for total := threshold; total <= 24; total++ {
				seen := make(map[string][][]int64)
				each(parts, total, func(x []int64) {
					table := row(threshold, x...)
					for n := range x {
						table.Cells[n] = counted(x[n], threshold, rule.Low == 0, int64(10+n))
					}
					r := Suppress(table)
					if len(r.Unprotected) > 0 {
						t.Fatalf("%v cannot be protected", x)
					}
					mustHold(t, table, r)
					key := fmt.Sprint(r.Hiding)
					for n := range x {
						if r.Hiding[n] == Shown {
							key += fmt.Sprint(" ", n, ":", x[n])
						}
					}
					seen[key] = append(seen[key], slices.Clone(x))
				})
				for key, class := range seen {
					classes++
					worlds += len(class)
					for n := range parts {
						possible, secret := make(map[int64]bool), false
						for _, x := range class {
							possible[x[n]] = true
							secret = secret || rule.Holds(Range{x[n], x[n]})
						}
						for v := rule.Low; v <= rule.High && secret; v++ {
							if !possible[v] {
								t.Errorf("%d parts of %d, as %s: part %d cannot be %d, in %v", parts, total, key, n,
									v, class)
								break
							}
						}
					}
				}
			}
		}
		t.Logf("small is %v: %d rows are published in %d ways", rule, worlds, classes)
	}
}

// each calls f for all ways to divide a total over parts.
func each(parts int, total int64, f func([]int64)) {
	x := make([]int64, parts)
	var divide func(n int, left int64)
	divide = func(n int, left int64) {
		if n == parts-1 {
			x[n] = left
			f(x)
			return
		}
		for v := int64(0); v <= left; v++ {
			x[n] = v
			divide(n+1, left-v)
		}
	}
	divide(0, total)
}
