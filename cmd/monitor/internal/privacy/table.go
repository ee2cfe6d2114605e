package privacy

import "slices"

// table is what readers know together: counts, of which each is in a range, and sums of them, of
// which each is in a range too. A count is a published number that is part of a sum (sums.go), or
// the incidents that are counted in exactly the same published numbers (incidents.go).
//
// For example, a total of 24 that is shown, and parts of which the first two are hidden:
//
//	counts   A 3 in 1–4,  B 9 in 5–∞,  C 12 in 12–12,  all 24 in 24–24
//	sums     A + B + C − all = 0 in 0–0
type table struct {
	counts []count
	sums   []sum
	wants  []want
	log    []change // what the walk has changed
	broken int      // how many sums are not in their range
	steps  int      // that the walk may still take
}

// count is a number, the range that readers know, and the sums that it is in.
type count struct {
	value int64
	Range
	in []term
}

// sum is a number, the range that readers know, and the counts that it adds up.
type sum struct {
	value int64
	Range
	of []term
}

// term is a count in a sum, or a sum of a count: added or subtracted.
type term struct {
	index int32
	sign  int64
}

// want is some counts whose sum readers must not find.
type want struct {
	Finding
	counts []int32
}

// addCount adds a count with what readers know of it, and returns its index.
func (t *table) addCount(value int64, says Range) int32 {
	t.counts = append(t.counts, count{value: value, Range: says})
	return int32(len(t.counts) - 1)
}

// addSum adds a sum with what readers know of it, still without counts, and returns its index.
func (t *table) addSum(says Range) int32 {
	t.sums = append(t.sums, sum{Range: says})
	return int32(len(t.sums) - 1)
}

// addTerm adds a count to a sum.
func (t *table) addTerm(s, c int32, sign int64) {
	t.counts[c].in = append(t.counts[c].in, term{s, sign})
	t.sums[s].of = append(t.sums[s].of, term{c, sign})
	t.sums[s].value += sign * t.counts[c].value
}

// settle widens each range so that it holds the true number. Where data contradict themselves, such
// as more accidents than people, readers infer a range that does not.
func (t *table) settle() {
	for n := range t.counts {
		c := &t.counts[n]
		c.Low, c.High = min(c.Low, c.value), max(c.High, c.value)
	}
	for n := range t.sums {
		s := &t.sums[n]
		s.Low, s.High = min(s.Low, s.value), max(s.High, s.value)
	}
}

// A number is safe when it could be another one: when there is another table that would be
// published in the same way. The walk looks for such tables. It begins at the true one, changes a
// count, and mends each sum that thereby leaves its range by changing another count, first the one
// that breaks the fewest others. In the example above, A can become 4 when B becomes 8. Every table
// on the way is a proof in whole numbers. The walk can miss a table that exists. Then the build
// stops, although the number is safe.

const (
	longestMend = 6     // changes of counts in one attempt to mend all sums
	mostTried   = 8     // counts that are tried to mend one sum
	mostSteps   = 30000 // in the search for one table
)

// change is a count that becomes larger by so much, or smaller.
type change struct {
	count int32
	by    int64
}

// reach returns the range in which the walk can move the sum of some counts, at most far up or
// down.
func (t *table) reach(counts []int32, far int64) Range {
	value := int64(0)
	for _, c := range counts {
		value += t.counts[c].value
	}
	return Range{value - t.move(counts, -1, far), value + t.move(counts, 1, far)}
}

// move returns how far the walk can move the sum of some counts in a direction (−1 or 1), at most
// far.
func (t *table) move(counts []int32, direction, far int64) (moved int64) {
	for moved < far {
		step := far - moved
		for step > 0 && !t.try(counts, direction*step) {
			step /= 2
		}
		if step == 0 {
			break
		}
		moved += step
	}
	t.undo(0)
	return moved
}

// try changes one of some counts, mends the sums, and reports whether that succeeded.
func (t *table) try(counts []int32, by int64) bool {
	from := len(t.log)
	all := make([]change, len(counts))
	for n, c := range counts {
		all[n] = change{c, by}
	}
	t.steps = mostSteps
	tried := t.best(all, max(mostTried, len(all)/4))
	for mends := range longestMend {
		for _, c := range tried {
			t.add(c)
			if t.mend(from, mends, counts) {
				return true
			}
			t.undo(from)
		}
	}
	return false
}

// mend brings all sums back into their ranges by at most mends changes of counts, and reports
// whether that succeeded; if not, it undoes them. It does not change a count of goal, nor one that
// was changed since the attempt began, at index from of the log.
func (t *table) mend(from, mends int, goal []int32) bool {
	if t.broken == 0 {
		return true
	}
	if mends == 0 || t.steps < 0 {
		return false
	}
	s := t.brokenSum(from)
	over := max(0, s.value-s.High) - max(0, s.Low-s.value)
	var possible []change
	for _, term := range s.of {
		if !t.changed(term.index, from, goal) {
			possible = append(possible, change{term.index, -over * term.sign})
		}
	}
	at := len(t.log)
	for _, c := range t.best(possible, mostTried) {
		t.add(c)
		if t.mend(from, mends-1, goal) {
			return true
		}
		t.undo(at)
	}
	return false
}

// best returns the possible changes that leave the fewest sums broken, and no more of them than
// most.
func (t *table) best(changes []change, most int) []change {
	type scored struct {
		change
		broken int
	}
	var all []scored
	for _, c := range changes {
		t.steps--
		if count := &t.counts[c.count]; count.Has(count.value + c.by) {
			t.apply(c)
			all = append(all, scored{c, t.broken})
			t.apply(change{c.count, -c.by})
		}
	}
	slices.SortStableFunc(all, func(a, b scored) int { return a.broken - b.broken })
	out := changes[:0]
	for _, c := range all[:min(most, len(all))] {
		out = append(out, c.change)
	}
	return out
}

// changed reports whether a count is one of goal, or was changed since index from of the log.
func (t *table) changed(c int32, from int, goal []int32) bool {
	return slices.Contains(goal, c) ||
		slices.ContainsFunc(t.log[from:], func(done change) bool { return done.count == c })
}

// brokenSum returns a sum that the changes since index from of the log have put out of its range.
func (t *table) brokenSum(from int) *sum {
	for _, done := range t.log[from:] {
		for _, term := range t.counts[done.count].in {
			if s := &t.sums[term.index]; !s.Has(s.value) {
				return s
			}
		}
	}
	return nil
}

// add makes a change and writes it in the log, from which undo can take it back.
func (t *table) add(c change) {
	t.log = append(t.log, c)
	t.apply(c)
}

// apply makes a change, and counts how many sums are then broken.
func (t *table) apply(c change) {
	t.counts[c.count].value += c.by
	for _, term := range t.counts[c.count].in {
		s := &t.sums[term.index]
		if !s.Has(s.value) {
			t.broken--
		}
		s.value += term.sign * c.by
		if !s.Has(s.value) {
			t.broken++
		}
	}
}

// undo takes back the changes since index to of the log, the last first.
func (t *table) undo(to int) {
	for _, c := range slices.Backward(t.log[to:]) {
		t.apply(change{c.count, -c.by})
	}
	t.log = t.log[:to]
}
