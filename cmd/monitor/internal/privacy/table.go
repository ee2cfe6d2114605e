package privacy

// table is what readers know together: counts, of which each is in a range, and sums of them, of
// which each is in a range too. The counts are people or incidents that nothing published divides
// further, or numbers that sums connect.
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

// want is counts of which readers must not find the sum.
type want struct {
	Finding
	counts []int32
}

func (t *table) addCount(value int64, says Range) int32 {
	t.counts = append(t.counts, count{value: value, Range: says})
	return int32(len(t.counts) - 1)
}

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

// A number is safe when it could be another one: when there is another table that would be
// published in the same way. The walk looks for such tables. It begins at the true one, changes a
// count, and mends each sum that thereby leaves its range by changing another count. In the example
// above, A can become 4 when B becomes 8. Every table on the way is a proof in whole numbers. What
// the walk does not find may exist all the same; then a build stops that could have gone on.

const (
	longestMend = 6    // changes of counts
	mostSteps   = 4000 // in the search for one table
)

type change struct {
	count int32
	by    int64
}

// reach returns between which numbers the sum of some counts can be moved, up to far from where it
// is.
func (t *table) reach(counts []int32, far int64) Range {
	value := int64(0)
	for _, c := range counts {
		value += t.counts[c].value
	}
	return Range{value - t.move(counts, -1, far), value + t.move(counts, 1, far)}
}

// move returns how far the sum of some counts can be moved in a direction, and at most far.
func (t *table) move(counts []int32, direction, far int64) (moved int64) {
	for moved < far {
		step := far - moved
		for step > 0 && !t.tryAny(counts, direction*step) {
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

// tryAny changes one of some counts, and mends the sums.
func (t *table) tryAny(counts []int32, by int64) bool {
	for mends := range longestMend {
		t.steps = mostSteps
		for _, c := range counts {
			from := len(t.log)
			if t.change(c, by, from, mends, counts) {
				return true
			}
			if t.steps < 0 {
				return false
			}
		}
	}
	return false
}

// change changes a count, and mends the sums with at most so many changes of other counts. from is
// where its tries begin in the log. It undoes what fails.
func (t *table) change(c int32, by int64, from, mends int, goal []int32) bool {
	t.steps--
	if t.steps < 0 || !t.counts[c].Has(t.counts[c].value+by) {
		return false
	}
	at := len(t.log)
	t.add(change{c, by})
	broken := t.broken(from)
	if broken < 0 {
		return true
	}
	if mends > 0 {
		s := &t.sums[broken]
		over := max(0, s.value-s.High) - max(0, s.Low-s.value)
		for _, mend := range s.of {
			if !t.changed(mend.index, from, goal) && t.change(mend.index, -over*mend.sign, from, mends-1, goal) {
				return true
			}
		}
	}
	t.undo(at)
	return false
}

// changed reports whether a count was changed already, or is one that is to change for good.
func (t *table) changed(c int32, from int, goal []int32) bool {
	for _, done := range t.log[from:] {
		if done.count == c {
			return true
		}
	}
	for _, g := range goal {
		if g == c {
			return true
		}
	}
	return false
}

// broken returns a sum that is not in its range since the changes from a place in the log, or −1.
func (t *table) broken(from int) int32 {
	for _, done := range t.log[from:] {
		for _, s := range t.counts[done.count].in {
			if sum := &t.sums[s.index]; !sum.Has(sum.value) {
				return s.index
			}
		}
	}
	return -1
}

func (t *table) add(c change) {
	t.log = append(t.log, c)
	t.apply(c)
}

func (t *table) apply(c change) {
	t.counts[c.count].value += c.by
	for _, s := range t.counts[c.count].in {
		t.sums[s.index].value += s.sign * c.by
	}
}

// undo takes changes back, down to a place in the log.
func (t *table) undo(to int) {
	for _, c := range t.log[to:] {
		t.apply(change{c.count, -c.by})
	}
	t.log = t.log[:to]
}
