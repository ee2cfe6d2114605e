package main

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// puzzle is what an outsider knows together: numbers that he does not know, each of which is in a
// range, and sums of them, each of which is in a range too. The truth is one solution; where another
// solution has another number, the outsider cannot know which it is.
//
// Solutions are looked for from the truth on: first by changing a number and mending the sums that
// break. What that does not find is decided by linear programming, with branching on numbers that
// are not whole.
type puzzle struct {
	unknowns []unknown
	sums     []knownSum
}

type unknown struct {
	low, high, truth int
	in               []entry // sums
}

type knownSum struct {
	low, high, truth int
	of               []entry // unknowns
}

// entry is an unknown of a sum, or a sum of an unknown, with what it is multiplied by.
type entry struct{ at, factor int }

// unlimited is more than any number of a fiction.
const unlimited = 1 << 20

func (p *puzzle) addUnknown(low, high, truth int) int {
	p.unknowns = append(p.unknowns, unknown{low: low, high: high, truth: truth})
	return len(p.unknowns) - 1
}

func (p *puzzle) addSum(low, high int, of []entry) {
	s := knownSum{low: low, high: high, of: of}
	for _, x := range of {
		s.truth += x.factor * p.unknowns[x.at].truth
		p.unknowns[x.at].in = append(p.unknowns[x.at].in, entry{len(p.sums), x.factor})
	}
	p.sums = append(p.sums, s)
}

// holds reports whether the truth is a solution. When it is not, the outsider was told something
// that is wrong.
func (p *puzzle) holds() bool {
	return !slices.ContainsFunc(p.sums, func(s knownSum) bool { return s.truth < s.low || s.truth > s.high }) &&
		!slices.ContainsFunc(p.unknowns, func(u unknown) bool { return u.truth < u.low || u.truth > u.high })
}

// reach returns how far the sum of some unknowns can be from the truth in a direction, at most far;
// all numbers on the way are possible too. decided is false when that is not certain.
func (p *puzzle) reach(of []entry, direction, far int) (moved int, decided bool) {
	w := &walk{puzzle: p, unknownBy: make(map[int]int), sumBy: make(map[int]int), target: of}
	for moved < far && w.step(direction) {
		moved++
	}
	if moved == far {
		return moved, true
	}
	return p.solve(of, direction, moved, far)
}

// walk is a solution that differs from the truth in a few numbers.
type walk struct {
	*puzzle
	unknownBy, sumBy map[int]int // the differences
	target           []entry
	log              []entry
	tries            int
}

const (
	walkDepth = 5
	walkTries = 400
)

// step changes the target by one.
func (w *walk) step(direction int) bool {
	for depth := range walkDepth {
		w.tries = walkTries
		for _, x := range w.target {
			if w.change(x.at, direction*x.factor, len(w.log), depth) {
				return true
			}
		}
	}
	return false
}

func (w *walk) change(at, by, from, depth int) bool {
	w.tries--
	u := &w.unknowns[at]
	if now := u.truth + w.unknownBy[at] + by; w.tries < 0 || now < u.low || now > u.high {
		return false
	}
	mark := len(w.log)
	w.apply(at, by)
	w.log = append(w.log, entry{at, by})
	broken, over := w.broken(from)
	if broken < 0 {
		return true
	}
	if depth > 0 {
		for _, x := range w.sums[broken].of {
			used := slices.ContainsFunc(w.target, func(t entry) bool { return t.at == x.at }) ||
				slices.ContainsFunc(w.log[from:], func(t entry) bool { return t.at == x.at })
			if !used && w.change(x.at, -over*x.factor, from, depth-1) {
				return true
			}
		}
	}
	for _, x := range w.log[mark:] {
		w.apply(x.at, -x.factor)
	}
	w.log = w.log[:mark]
	return false
}

func (w *walk) apply(at, by int) {
	w.unknownBy[at] += by
	for _, s := range w.unknowns[at].in {
		w.sumBy[s.at] += by * s.factor
	}
}

// broken returns a sum that left its range by the last changes, and by how much.
func (w *walk) broken(from int) (at, over int) {
	for _, x := range w.log[from:] {
		for _, in := range w.unknowns[x.at].in {
			s := &w.sums[in.at]
			if now := s.truth + w.sumBy[in.at]; now > s.high {
				return in.at, now - s.high
			} else if now < s.low {
				return in.at, now - s.low
			}
		}
	}
	return -1, 0
}

// solve returns the same as reach, exactly. known is what can be reached in any case.
func (p *puzzle) solve(target []entry, direction, known, far int) (moved int, decided bool) {
	rows := make(map[int]bool)
	for _, x := range target {
		for _, s := range p.unknowns[x.at].in {
			rows[s.at] = true
		}
	}
	for {
		s := p.simplex(target, direction, rows, known+1)
		s.maximise(s.goal)
		most := int(math.Floor(s.value[s.goal] + 1e-6))
		if most <= known {
			return known, true
		}
		s.low[s.goal] = float64(known + 1)
		nodes := 200
		solution := s.whole(&nodes)
		if solution == nil {
			return known, nodes > 0
		}
		added := false
		for n := range p.sums {
			if rows[n] {
				continue
			}
			by := 0
			for _, x := range p.sums[n].of {
				by += x.factor * solution[x.at]
			}
			if now := p.sums[n].truth + by; now < p.sums[n].low || now > p.sums[n].high {
				rows[n], added = true, true
			}
		}
		if added {
			continue
		}
		if known++; known == far {
			return far, true
		}
	}
}

// simplex is the linear program of some sums of a puzzle. Its variables are differences from the
// truth, so that all zeros is a solution to start with. Each basic variable is a sum of the others,
// which are at a bound or at zero.
type simplex struct {
	at               []int // the unknown of each of the first variables
	low, high, value []float64
	basic, free      []int
	rows             [][]float64 // of basic variables, over free ones
	goal             int         // the variable that is the target
	stuck            bool
}

func (p *puzzle) simplex(target []entry, direction int, rows map[int]bool, far int) *simplex {
	s := &simplex{}
	index := make(map[int]int)
	variable := func(low, high int) int {
		s.low, s.high, s.value = append(s.low, float64(low)), append(s.high, float64(high)), append(s.value, 0)
		return len(s.value) - 1
	}
	find := func(at int) {
		if _, ok := index[at]; !ok {
			u := &p.unknowns[at]
			index[at] = variable(u.low-u.truth, u.high-u.truth)
			s.at, s.free = append(s.at, at), append(s.free, index[at])
		}
	}
	var order []int
	for n := range p.sums {
		if rows[n] {
			order = append(order, n)
			for _, x := range p.sums[n].of {
				find(x.at)
			}
		}
	}
	for _, x := range target {
		find(x.at)
	}
	add := func(low, high, sign int, of []entry) {
		row := make([]float64, len(s.free))
		for _, x := range of {
			row[index[x.at]] += float64(sign * x.factor)
		}
		s.basic, s.rows = append(s.basic, variable(low, high)), append(s.rows, row)
	}
	for _, n := range order {
		x := &p.sums[n]
		add(x.low-x.truth, x.high-x.truth, 1, x.of)
	}
	add(-unlimited, far, direction, target)
	s.goal = len(s.value) - 1
	return s
}

const tiny = 1e-9

// maximise makes a variable as large as it can be.
func (s *simplex) maximise(v int) { s.push(v, 1, math.Inf(1)) }

// push moves a variable in a direction, as far as it can, or until it has reached an end.
func (s *simplex) push(v int, direction, end float64) {
	for round := range 20000 {
		if (s.value[v]-end)*direction >= -tiny {
			return
		}
		row := slices.Index(s.basic, v)
		if row < 0 {
			// It is free: let it enter the basis by moving it.
			column := slices.Index(s.free, v)
			if !s.move(column, direction) {
				return
			}
			continue
		}
		best, column := tiny, -1
		for j, x := range s.rows[row] {
			x *= direction
			if n := s.free[j]; x > tiny && s.value[n] > s.high[n]-tiny || x < -tiny && s.value[n] < s.low[n]+tiny {
				continue
			}
			switch {
			case round > 300: // Bland's rule, which does not go round in circles
				if math.Abs(x) > tiny && (column < 0 || s.free[j] < s.free[column]) {
					column = j
				}
			case math.Abs(x) > best:
				best, column = math.Abs(x), j
			}
		}
		if column < 0 {
			return
		}
		s.move(column, math.Copysign(1, s.rows[row][column]*direction))
	}
	s.stuck = true
}

// move changes a free variable as far as the bounds allow, and swaps it with the basic variable that
// reached its own. It reports whether anything moved or swapped.
func (s *simplex) move(column int, direction float64) bool {
	n := s.free[column]
	far := s.high[n] - s.value[n]
	if direction < 0 {
		far = s.value[n] - s.low[n]
	}
	leave := -1
	for i, row := range s.rows {
		b := s.basic[i]
		room := far
		switch rate := row[column] * direction; {
		case rate > tiny:
			room = (s.high[b] - s.value[b]) / rate
		case rate < -tiny:
			room = (s.low[b] - s.value[b]) / rate
		default:
			continue
		}
		if room < far-tiny || leave >= 0 && room < far+tiny && b < s.basic[leave] {
			far, leave = max(0, min(far, room)), i
		}
	}
	if far < tiny && leave < 0 {
		return false
	}
	s.value[n] += direction * far
	for i, row := range s.rows {
		s.value[s.basic[i]] += direction * far * row[column]
	}
	if leave >= 0 {
		s.swap(leave, column)
	}
	return true
}

func (s *simplex) swap(leave, column int) {
	s.basic[leave], s.free[column] = s.free[column], s.basic[leave]
	pivot := s.rows[leave]
	by := pivot[column]
	for j := range pivot {
		pivot[j] /= -by
	}
	pivot[column] = 1 / by
	for i, row := range s.rows {
		x := row[column]
		if i == leave || x == 0 {
			continue
		}
		for j := range row {
			row[j] += x * pivot[j]
		}
		row[column] = x * pivot[column]
	}
}

// whole returns a solution in whole numbers, by unknown; or nil. nodes is how many tries are left.
func (s *simplex) whole(nodes *int) map[int]int {
	if *nodes--; *nodes < 0 {
		return nil
	}
	s.push(s.goal, 1, s.low[s.goal])
	if s.stuck {
		*nodes = 0
		return nil
	}
	if s.value[s.goal] < s.low[s.goal]-1e-6 {
		return nil
	}
	branch := -1
	solution := make(map[int]int)
	for n, at := range s.at {
		x := math.Round(s.value[n])
		if math.Abs(s.value[n]-x) > 1e-6 {
			branch = n
			break
		}
		if x != 0 {
			solution[at] = int(x)
		}
	}
	if branch < 0 {
		return solution
	}
	x := s.value[branch]
	for _, side := range []struct{ direction, end float64 }{{-1, math.Floor(x)}, {1, math.Ceil(x)}} {
		c := s.clone()
		c.push(branch, side.direction, side.end)
		if c.stuck {
			*nodes = 0
			return nil
		}
		if (c.value[branch]-side.end)*side.direction < -1e-6 {
			continue
		}
		if side.direction < 0 {
			c.high[branch] = side.end
		} else {
			c.low[branch] = side.end
		}
		if solution := c.whole(nodes); solution != nil {
			return solution
		}
	}
	return nil
}

func (s *simplex) clone() *simplex {
	c := *s
	c.low, c.high, c.value = slices.Clone(s.low), slices.Clone(s.high), slices.Clone(s.value)
	c.basic, c.free = slices.Clone(s.basic), slices.Clone(s.free)
	c.rows = make([][]float64, len(s.rows))
	for n := range s.rows {
		c.rows[n] = slices.Clone(s.rows[n])
	}
	return &c
}

// TestPuzzle compares what an outsider finds with all solutions of small puzzles.
func TestPuzzle(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	narrow := 0
	for n := range 2000 {
		p := &puzzle{}
		for range 4 {
			p.addUnknown(0, 6, r.IntN(7))
		}
		for range 1 + r.IntN(4) {
			var of []entry
			truth := 0
			for at, u := range p.unknowns {
				if factor := r.IntN(4) - 1; factor == 1 || factor == -1 {
					of = append(of, entry{at, factor})
					truth += factor * u.truth
				}
			}
			p.addSum(truth-r.IntN(2), truth+r.IntN(2), of)
		}
		target := []entry{{0, 1}, {1, 1}}[:1+r.IntN(2)]
		down, up := p.bruteReach(target)
		for _, side := range []struct{ direction, want int }{{-1, down}, {1, up}} {
			got, decided := p.reach(target, side.direction, 3)
			if !decided || got != min(3, side.want) {
				t.Errorf("puzzle %d: %d in direction %d (%t), want %d", n, got, side.direction, decided, side.want)
			}
		}
		if down+up < 2 {
			narrow++
		}
	}
	if narrow < 200 {
		t.Errorf("only %d puzzles tell much", narrow)
	}
}

// bruteReach returns how far a target can be from the truth, by trying everything.
func (p *puzzle) bruteReach(target []entry) (down, up int) {
	tried, possible := make([]int, len(p.unknowns)), make(map[int]bool)
	var try func(n int)
	try = func(n int) {
		if n < len(tried) {
			for tried[n] = p.unknowns[n].low; tried[n] <= p.unknowns[n].high; tried[n]++ {
				try(n + 1)
			}
			return
		}
		for _, s := range p.sums {
			sum := 0
			for _, x := range s.of {
				sum += x.factor * tried[x.at]
			}
			if sum < s.low || sum > s.high {
				return
			}
		}
		by := 0
		for _, x := range target {
			by += x.factor * (tried[x.at] - p.unknowns[x.at].truth)
		}
		possible[by] = true
	}
	try(0)
	for possible[-down-1] {
		down++
	}
	for possible[up+1] {
		up++
	}
	return down, up
}
