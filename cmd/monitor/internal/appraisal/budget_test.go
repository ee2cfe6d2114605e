package appraisal

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// shape is the relation between the costs and benefits of random measures. The names are those of
// the literature on knapsacks (Pisinger, Where Are the Hard Knapsack Problems?, Computers &
// Operations Research 32, 2005).
type shape struct {
	name string
	draw func(r *rand.Rand) (cost, benefit int64)
}

func between(r *rand.Rand, low, high int64) int64 { return low + r.Int64N(high-low+1) }

var shapes = []shape{
	{"uncorrelated", func(r *rand.Rand) (int64, int64) { return between(r, 0, 100_000), between(r, 0, 200_000) }},
	{"weakly correlated", func(r *rand.Rand) (int64, int64) {
		c := between(r, 20_000, 100_000)
		return c, c + between(r, -10_000, 10_000)
	}},
	{"strongly correlated", func(r *rand.Rand) (int64, int64) {
		c := between(r, 1, 100_000)
		return c, c + 10_000
	}},
	{"almost strongly correlated", func(r *rand.Rand) (int64, int64) {
		c := between(r, 1, 100_000)
		return c, c + 10_000 + between(r, -200, 200)
	}},
	{"inverse strongly correlated", func(r *rand.Rand) (int64, int64) {
		b := between(r, 1, 100_000)
		return b + 10_000, b
	}},
	{"near proportional", func(r *rand.Rand) (int64, int64) {
		c := between(r, 1, 100_000)
		return c, 3*c + between(r, -5, 5)
	}},
	{"subset sum", func(r *rand.Rand) (int64, int64) {
		c := between(r, 1, 100_000)
		return c, c
	}},
	{"profit ceiling", func(r *rand.Rand) (int64, int64) {
		c := between(r, 1, 100_000)
		return c, 300 * ((c + 299) / 300)
	}},
	{"round numbers", func(r *rand.Rand) (int64, int64) {
		return 5000 * between(r, 0, 12), 10_000 * between(r, 0, 20)
	}},
	{"few values", func(r *rand.Rand) (int64, int64) { return between(r, 0, 3), between(r, 0, 3) }},
}

// random returns measures with rules between them. A measure requires only measures that come
// before it in a shuffled order, so there are no cycles.
func random(r *rand.Rand, s shape, n, dependencies, exclusions int) []*model.Measure {
	measures := make([]*model.Measure, n)
	for i := range measures {
		cost, benefit := s.draw(r)
		measures[i] = &model.Measure{Head: model.Head{ID: fmt.Sprint("m", i)}, Yearly: float64(cost),
			Benefit: model.Benefit{Expected: float64(benefit)}}
	}
	order := r.Perm(n)
	for range dependencies {
		a, b := r.IntN(n), r.IntN(n)
		if a != b {
			from, to := measures[order[max(a, b)]], measures[order[min(a, b)]]
			from.Requires = append(from.Requires, to)
		}
	}
	for range exclusions {
		if a, b := r.IntN(n), r.IntN(n); a != b {
			measures[a].Excludes = append(measures[a].Excludes, measures[b])
		}
	}
	return measures
}

// inParts returns n measures in parts of at most largest measures, in random order.
func inParts(r *rand.Rand, s shape, n, largest int) []*model.Measure {
	var measures []*model.Measure
	for len(measures) < n {
		size := min(1+r.IntN(largest), n-len(measures))
		for _, m := range random(r, s, size, size, size/2) {
			m.ID = fmt.Sprint("m", len(measures))
			measures = append(measures, m)
		}
	}
	r.Shuffle(n, func(i, j int) { measures[i], measures[j] = measures[j], measures[i] })
	return measures
}

// rules is what each measure requires and excludes in the data, by index.
type rules struct{ requires, excludes [][]int }

func rulesOf(measures []*model.Measure) rules {
	index := map[*model.Measure]int{}
	for i, m := range measures {
		index[m] = i
	}
	r := rules{make([][]int, len(measures)), make([][]int, len(measures))}
	for i, m := range measures {
		for _, other := range m.Requires {
			r.requires[i] = append(r.requires[i], index[other])
		}
		for _, other := range m.Excludes {
			r.excludes[i] = append(r.excludes[i], index[other])
		}
	}
	return r
}

// allow reports whether a set keeps to the rules.
func (r rules) allow(in func(int) bool) bool {
	for i := range r.requires {
		lacks := slices.ContainsFunc(r.requires[i], func(j int) bool { return !in(j) })
		if in(i) && (lacks || slices.ContainsFunc(r.excludes[i], in)) {
			return false
		}
	}
	return true
}

// exhaust returns the efficient set for each budget by trying every set, by the rules of At.
func exhaust(measures []*model.Measure, budgets []int64) []uint32 {
	type found struct {
		set           uint32
		cost, benefit int64
	}
	best := make([]found, len(budgets))
	rules := rulesOf(measures)
	for set := uint32(1); set < 1<<len(measures); set++ {
		in := func(i int) bool { return set&(1<<i) != 0 }
		f := found{set: set}
		for i, m := range measures {
			if in(i) {
				f.cost += int64(m.Yearly)
				f.benefit += int64(m.Benefit.Expected)
			}
		}
		if !rules.allow(in) {
			continue
		}
		for k, budget := range budgets {
			b := best[k]
			better := f.benefit > b.benefit || f.benefit == b.benefit && f.cost < b.cost
			if f.benefit == b.benefit && f.cost == b.cost {
				size, other := popcount(f.set), popcount(b.set)
				better = size < other || size == other && first(f.set, b.set)
			}
			if f.cost <= budget && better {
				best[k] = f
			}
		}
	}
	sets := make([]uint32, len(budgets))
	for k := range best {
		sets[k] = best[k].set
	}
	return sets
}

func popcount(set uint32) int {
	n := 0
	for ; set != 0; set >>= 1 {
		n += int(set & 1)
	}
	return n
}

// first reports whether a has the first measure that a and b do not share.
func first(a, b uint32) bool {
	for i := range 32 {
		if ina, inb := a&(1<<i) != 0, b&(1<<i) != 0; ina != inb {
			return ina
		}
	}
	return false
}

// The example of the package doc.
func TestWorkedExample(t *testing.T) {
	a, b, c := measure("a", 20, 60, ""), measure("b", 40, 40, ""), measure("c", 40, 80, "")
	b.Requires = []*model.Measure{a}
	got := New([]*model.Measure{a, b, c}, 0)
	for budget, want := range map[float64]uint32{0: 0, 20: 0b001, 50: 0b100, 59: 0b100, 60: 0b101, 99: 0b101,
		100: 0b111} {
		if set := got.At(budget); members(set) != want || !set.Exact {
			t.Errorf("for %v: %b, want %b", budget, members(set), want)
		}
	}
	var corners []float64
	for _, s := range got.Curve {
		corners = append(corners, s.Cost, s.Benefit)
	}
	if want := []float64{0, 0, 20, 60, 60, 140, 100, 180}; !slices.Equal(corners, want) {
		t.Errorf("corners %v, want %v", corners, want)
	}
	if most := got.problem.bounds[0].benefitAt(30); most != 80 {
		t.Errorf("at most %d for 30, want 80", most)
	}
}

func TestAtAgainstAllSets(t *testing.T) { compareWithAllSets(t, 500) }

// compareWithAllSets compares the set for a budget with the best of all sets, in random cases.
func compareWithAllSets(t *testing.T, cases int) {
	t.Helper()
	r := rand.New(rand.NewPCG(2026, 1))
	for n := range cases {
		s := shapes[n%len(shapes)]
		size := 1 + r.IntN(14)
		if n%20 != 0 {
			size = min(size, 10)
		}
		measures := random(r, s, size, r.IntN(2*size), r.IntN(size))
		a := New(measures, 0.0225)
		total := int64(1)
		for _, m := range measures {
			total += int64(m.Yearly)
		}
		budgets := []int64{0, r.Int64N(total), r.Int64N(total), r.Int64N(total), total}
		step := a.Curve[r.IntN(len(a.Curve))]
		budgets = append(budgets, int64(step.Cost), max(int64(step.Cost)-1, 0))
		for k, want := range exhaust(measures, budgets) {
			got := a.At(float64(budgets[k]))
			if members(got) != want || !got.Exact || got.Gap != 0 {
				t.Fatalf("case %d, %s, budget %d: set %b (cost %v, benefit %v, exact %v), want %b\n%s",
					n, s.name, budgets[k], members(got), got.Cost, got.Benefit, got.Exact, want, describe(measures))
			}
		}
	}
}

func members(s Set) uint32 {
	var set uint32
	for i, in := range s.Members {
		if in {
			set |= 1 << i
		}
	}
	return set
}

func describe(measures []*model.Measure) string {
	s := ""
	for _, m := range measures {
		s += fmt.Sprint(m.ID, ": ", m.Yearly, " -> ", m.Benefit.Expected)
		for _, r := range m.Requires {
			s += " requires " + r.ID
		}
		for _, x := range m.Excludes {
			s += " excludes " + x.ID
		}
		s += "\n"
	}
	return s
}

// A set that is not proven to be the best must say so, with a gap that is large enough.
func TestLimits(t *testing.T) {
	r := rand.New(rand.NewPCG(2026, 2))
	large, stopped := 0, 0
	for n := range 1000 {
		measures := random(r, shapes[n%len(shapes)], 10, r.IntN(15), r.IntN(8))
		l := usual
		if n%2 == 0 {
			l.part = 1 + r.IntN(5)
		} else {
			l.rough, l.pairs = 1+r.IntN(3), 20+r.IntN(20)
		}
		p := newProblem(measures, 0, l)
		budget := r.Int64N(p.bounds[0][len(p.bounds[0])-1].cost + 1)
		got := p.best(budget)
		set := exhaust(measures, []int64{budget})[0]
		want := 0.0
		for i, m := range measures {
			if set&(1<<i) != 0 {
				want += m.Benefit.Expected
			}
		}
		in := func(i int) bool { return got.Members[i] }
		if !rulesOf(measures).allow(in) || got.Cost > float64(budget) || got.Benefit > want {
			t.Fatalf("case %d: %v cannot be, with a budget of %d\n%s", n, got, budget, describe(measures))
		}
		if got.Benefit+got.Gap < want || got.Exact && (members(got) != set || got.Gap != 0) {
			t.Fatalf("case %d: %v, but %v can be had for %d\n%s", n, got, want, budget, describe(measures))
		}
		switch {
		case !p.whole:
			large++
		case !got.Exact:
			stopped++
		}
	}
	if large < 100 || stopped < 50 {
		t.Errorf("only %d cases had a large part, and %d searches stopped", large, stopped)
	}
}

func TestAtProperties(t *testing.T) { checkProperties(t, 28) }

// checkProperties checks what must hold for any answer, for lists that are too long to try all
// sets.
func checkProperties(t *testing.T, size int) {
	t.Helper()
	for n, s := range shapes {
		r := rand.New(rand.NewPCG(uint64(n), 3))
		measures := inParts(r, s, size, 5)
		a := New(measures, 0.0225)
		last := a.Curve[len(a.Curve)-1]
		before := a.At(0)
		for k := 1; k <= 8; k++ {
			budget := math.Floor(last.Cost * float64(k) / 8)
			set := a.At(budget)
			if !rulesOf(measures).allow(func(i int) bool { return set.Members[i] }) {
				t.Errorf("%s: the set for %v breaks a rule", s.name, budget)
			}
			cost, benefit := 0.0, 0.0
			for i, in := range set.Members {
				if in {
					cost += measures[i].Yearly
					benefit += measures[i].Benefit.Expected
				}
			}
			if cost != set.Cost || benefit != set.Benefit || cost > budget {
				t.Errorf("%s: the set for %v costs %v and yields %v, not %v and %v", s.name, budget, cost, benefit,
					set.Cost, set.Benefit)
			}
			if set.Benefit+set.Gap < before.Benefit {
				t.Errorf("%s: %v yields less than a lower budget", s.name, budget)
			}
			if again := a.At(budget); !slices.Equal(again.Members, set.Members) {
				t.Errorf("%s: another set for %v the second time", s.name, budget)
			}
			before = set
		}
		if before.Benefit != last.Benefit || before.Cost != last.Cost {
			t.Errorf("%s: the last set yields %v, the end of the curve %v", s.name, before.Benefit, last.Benefit)
		}
		for _, k := range []int{1, len(a.Curve) / 2} {
			step, free := a.Curve[k], k+1 < len(a.Curve) &&
				a.Curve[k+1].Cost == a.Curve[k].Cost // the next step costs nothing
			if set := a.At(step.Cost); set.Benefit != step.Benefit && !free {
				t.Errorf("%s: step %d of the curve yields %v, the set for its cost %v", s.name, k, step.Benefit,
					set.Benefit)
			}
		}
	}
}

// The answer is proven for 280 measures in parts of at most five, and for five parts of sixteen.
func TestLargeReports(t *testing.T) {
	for _, s := range shapes[:2] {
		r := rand.New(rand.NewPCG(2026, 6))
		a := New(inParts(r, s, 280, 5), 0.0225)
		for k := 1; k < 8; k++ {
			if set := a.At(a.Curve[len(a.Curve)-1].Cost * float64(k) / 8); !set.Exact {
				t.Errorf("%s: not proven for %d eighths of the largest budget", s.name, k)
			}
		}
		var stars []*model.Measure
		for range 5 {
			star := random(r, s, 16, 0, 0)
			for i, m := range star {
				m.ID = fmt.Sprint("m", len(stars))
				if i > 0 {
					m.Requires = append(m.Requires, star[0])
				}
				stars = append(stars, m)
			}
		}
		a = New(stars, 0.0225)
		if set := a.At(a.Curve[len(a.Curve)-1].Cost / 2); !set.Exact {
			t.Errorf("%s: five parts of sixteen measures are not proven", s.name)
		}
	}
}

// Only some sets of a very large part are tried, and the result says so.
func TestLargePart(t *testing.T) {
	measures := random(rand.New(rand.NewPCG(2026, 4)), shapes[1], 200, 400, 100)
	a := New(measures, 0)
	set := a.At(a.Curve[len(a.Curve)-1].Cost / 2)
	if set.Exact || set.Gap <= 0 || set.Benefit <= 0 {
		t.Errorf("exact %v with a gap of %v and a benefit of %v", set.Exact, set.Gap, set.Benefit)
	}
	for _, s := range append(a.Curve, Step{Set: set}) {
		if !rulesOf(measures).allow(func(i int) bool { return s.Members[i] }) {
			t.Fatalf("a set breaks a rule")
		}
	}
}

// BenchmarkNew appraises 280 measures in parts of at most five, half of them chosen.
func BenchmarkNew(b *testing.B) {
	for _, s := range shapes {
		b.Run(s.name, func(b *testing.B) {
			seed := uint64(0)
			for b.Loop() {
				seed++
				measures := inParts(rand.New(rand.NewPCG(seed, 2)), s, 280, 5)
				for i, m := range measures {
					if i%2 == 0 {
						m.Decision = &model.MeasureDecision{Outcome: model.Chosen}
					}
				}
				a := New(measures, 0.0225)
				if !a.Efficient.Exact {
					b.Logf("seed %d: not proven, gap %v", seed, a.Efficient.Gap)
				}
			}
		})
	}
}
