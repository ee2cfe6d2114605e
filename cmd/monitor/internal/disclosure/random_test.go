package disclosure

import (
	"math/rand"
	"runtime"
	"slices"
	"sync"
	"testing"
)

// randomCounts returns numbers of people as registers have them: many zeros and small numbers, a
// few large ones.
func randomCounts(r *rand.Rand, rows, columns int) [][]int64 {
	out := make([][]int64, rows)
	zeros, most := r.Float64()*0.6, int64(5+r.Intn(60))
	for n := range out {
		out[n] = make([]int64, columns)
		for c := range out[n] {
			switch {
			case r.Float64() < zeros:
			case r.Float64() < 0.1:
				out[n][c] = r.Int63n(20 * most)
			default:
				out[n][c] = r.Int63n(most)
			}
		}
	}
	return out
}

func TestRandom(t *testing.T) { suppressRandom(t, 200) }

// suppressRandom suppresses random tables of up to 12 × 12 with margins, and attacks each.
func suppressRandom(t *testing.T, tables int) {
	t.Helper()
	var mu sync.Mutex
	var group sync.WaitGroup
	exact, hidden, manners := 0, 0, [3]int{}
	for worker := range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			for n := worker; n < tables; n += runtime.GOMAXPROCS(0) {
				r := rand.New(rand.NewSource(int64(n)))
				table := crossed(randomCounts(r, 2+r.Intn(11), 2+r.Intn(11)), int64(3+r.Intn(8)), r.Intn(4) == 0)
				result := Suppress(table)
				if len(result.Unprotected) > 0 {
					t.Errorf("table %d: %v cannot be protected", n, result.Unprotected)
				}
				mustHold(t, table, result)
				mu.Lock()
				if result.Method == Exact {
					exact++
				}
				for c, h := range result.Hiding {
					manners[h]++
					if h != Shown && table.Cells[c].Access == Open {
						hidden++
					}
				}
				mu.Unlock()
			}
		})
	}
	group.Wait()
	t.Logf("%d tables, %d of them exact; %d cells shown, %d by their mark, %d withheld, of which %d are no secret",
		tables, exact, manners[Shown], manners[Marked], manners[Withheld], hidden)
}

func TestLoss(t *testing.T) { compareLoss(t, 100) }

// compareLoss compares the heuristic with the exact optimum, and the exact optimum with the best of
// all sets of cells.
func compareLoss(t *testing.T, tables int) {
	t.Helper()
	var loss, best int64
	compared, equal, tried := 0, 0, 0
	worst := 1.0
	for n := range tables {
		r := rand.New(rand.NewSource(int64(n)))
		table := crossed(randomCounts(r, 2+r.Intn(3), 2+r.Intn(4)), int64(3+r.Intn(4)), false)
		for _, b := range blocks(table, func(*Cell) bool { return true }) {
			p := newProblem(b, byMark)
			all := slices.Clone(p.must)
			for _, c := range p.eligible {
				all[c] = true
			}
			if slices.ContainsFunc(p.demands, func(d demand) bool { return p.protects(all, d) == nil }) {
				continue
			}
			hidden, ok := p.exact()
			if !ok {
				continue
			}
			optimum, found := p.loss(hidden), p.loss(p.heuristic(all))
			if found < optimum {
				t.Errorf("table %d: the heuristic finds %d, which is less than the optimum %d", n, found, optimum)
			}
			if len(p.eligible) <= 12 {
				tried++
				if least := p.tryAll(); least != optimum {
					t.Errorf("table %d: the exact method finds %d, and there is a set of %d", n, optimum, least)
				}
			}
			if optimum == 0 {
				continue
			}
			compared++
			loss, best = loss+found, best+optimum
			worst = max(worst, float64(found)/float64(optimum))
			if found == optimum {
				equal++
			}
		}
	}
	t.Logf("%d tables: the heuristic is optimal in %d, loses %.1f %% more in all, at worst %.2f times the optimum",
		compared, equal, 100*(float64(loss)/float64(best)-1), worst)
	t.Logf("%d optima were compared with all sets", tried)
	if compared < tables/4 || float64(loss) > 1.15*float64(best) {
		t.Error("the heuristic is worse than it was")
	}
}

// loss returns the weight of the chosen cells.
func (p *problem) loss(hidden []bool) int64 {
	var sum int64
	for _, c := range p.eligible {
		if hidden[c] {
			sum += p.weight[c]
		}
	}
	return sum
}

// tryAll returns the least loss of all sets of cells that protect.
func (p *problem) tryAll() int64 {
	least := int64(Unbounded)
	for set := range 1 << len(p.eligible) {
		hidden := slices.Clone(p.must)
		for n, c := range p.eligible {
			hidden[c] = hidden[c] || set>>n&1 == 1
		}
		if p.loss(hidden) < least && !slices.ContainsFunc(p.demands,
			func(d demand) bool { return p.protects(hidden, d) == nil }) {
			least = p.loss(hidden)
		}
	}
	return least
}

// FuzzAttack compares the attack on small tables with all tables of whole numbers that there are.
func FuzzAttack(f *testing.F) {
	f.Add([]byte{3, 9, 0, 1, 12, 2, 5, 0, 4, 1}, uint16(0b111011), byte(0), byte(0))
	f.Add([]byte{1, 1, 1, 1, 5, 8}, uint16(0xffff), byte(2), byte(1))
	f.Fuzz(func(t *testing.T, numbers []byte, hide uint16, shape, link byte) {
		table := fuzzed(numbers, shape, link)
		published := make([]Published, len(table.Cells))
		var wanted []int
		for n, c := range table.Cells {
			published[n] = Published{Value: c.Value}
			if hide>>n&1 == 1 {
				published[n] = Published{Hidden: true, Says: Range{max(0, c.Value-3), c.Value + 3}}
				wanted = append(wanted, n)
			}
		}
		want := enumerate(published, table.Relations)
		for n, got := range Attack(published, table.Relations, wanted) {
			if got != want[wanted[n]] {
				t.Errorf("cell %d is in %v, and in %v by trying all\n%+v\n%+v", wanted[n], got, want[wanted[n]],
					published, table.Relations)
			}
		}
	})
}

// FuzzSuppress checks that every table can be protected, and is.
func FuzzSuppress(f *testing.F) {
	f.Add([]byte{3, 9, 0, 1, 12, 2, 5, 0, 4, 1}, byte(0), byte(0), byte(5))
	f.Add([]byte{1, 1, 1, 1, 5, 8}, byte(2), byte(1), byte(3))
	f.Fuzz(func(t *testing.T, numbers []byte, shape, link, threshold byte) {
		table := fuzzed(numbers, shape, link)
		for n, c := range table.Cells {
			table.Cells[n] = counted(c.Value, int64(3+threshold%8), threshold > 127, int64(1+n%7))
		}
		result := Suppress(table)
		if len(result.Unprotected) > 0 {
			t.Errorf("%v cannot be protected: %s", result.Unprotected, written(table, result))
		}
		mustHold(t, table, result)
	})
}

// fuzzed returns a small table of two dimensions with margins. When link is odd, the total of the
// first row is also the total of two more cells, as in another table.
func fuzzed(numbers []byte, shape, link byte) *Table {
	rows, columns := 1+int(shape)%3, 2+int(shape)/3%2
	next := func() int64 {
		if len(numbers) == 0 {
			return 0
		}
		x := int64(numbers[0] % 16)
		numbers = numbers[1:]
		return x
	}
	inner := make([][]int64, rows)
	for r := range inner {
		for range columns {
			inner[r] = append(inner[r], next())
		}
	}
	t := crossed(inner, 5, false)
	if total := t.Cells[columns].Value; link%2 == 1 {
		part := min(next(), total)
		n := len(t.Cells)
		t.Cells = append(t.Cells, counted(part, 5, false, 10), counted(total-part, 5, false, 10))
		t.Relations = append(t.Relations, Relation{Total: columns, Parts: []int{n, n + 1}})
	}
	return t
}

// enumerate returns the range of each cell by trying all tables.
func enumerate(published []Published, relations []Relation) []Range {
	out := make([]Range, len(published))
	for n := range out {
		out[n] = Range{0, -1}
	}
	value := make([]int64, len(published))
	// A relation is checked as soon as its last cell has a value.
	var try func(n int)
	try = func(n int) {
		for _, r := range relations {
			last, sum := r.Total, r.Rest
			for _, c := range r.Parts {
				last = max(last, c)
			}
			if last != n-1 {
				continue
			}
			for _, c := range r.Parts {
				sum += value[c]
			}
			if sum != value[r.Total] {
				return
			}
		}
		if n == len(published) {
			for n, x := range value {
				if out[n].Low > out[n].High {
					out[n] = Range{x, x}
				}
				out[n] = Range{min(out[n].Low, x), max(out[n].High, x)}
			}
			return
		}
		if p := published[n]; !p.Hidden {
			value[n] = p.Value
			try(n + 1)
		} else {
			for x := p.Says.Low; x <= p.Says.High; x++ {
				value[n] = x
				try(n + 1)
			}
		}
	}
	try(0)
	return out
}
