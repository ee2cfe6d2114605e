package appraisal

import "slices"

// A search goes through the layers of a chain and keeps, for each node, the ways to come there that are not worse in both
// cost and benefit than another: its labels (Nemhauser and Ullmann, Discrete Dynamic Programming and Capital Allocation,
// Management Science 15, 1969). A label that cannot become better than the best set known is let go. Over the last layers
// the same is done from the other end, whatever is known, and where the two meet each label takes the best of the others
// that the budget still pays for.

// label is a way to come to a node, or from a node to the end. Lists of labels are in order of cost, and then in order of
// benefit too, since none is worse than another in both.
type label struct {
	cost, benefit int64
	last          int32 // index in search.trail
}

// mark says that a measure was taken, after those of another mark. Mark 0 is that none was.
type mark struct {
	before  int32
	measure int32
	count   int32 // measures taken
}

// trail is a list of marks that grows without being copied.
type trail struct {
	blocks [][]mark
	length int32
}

const block = 1 << 14

func (t *trail) at(i int32) *mark { return &t.blocks[i/block][i%block] }

// add returns the index of a mark that it adds.
func (t *trail) add(m mark) int32 {
	i := t.length
	if int(i/block) == len(t.blocks) {
		t.blocks = append(t.blocks, make([]mark, block))
	}
	*t.at(i) = m
	t.length++
	return i
}

// search is for one budget. Its searches make best better.
type search struct {
	*problem
	chain
	scale
	budget   int64
	price    int64
	bound    int64 // no set yields more
	dearest  table // see least
	worthy   table // see richest
	best     point
	first    bool // of labels that cost and yield the same, keep the first and not just any
	meet     int  // the layer of ends
	ends     [][]label
	trail    trail
	endTrail int32   // length of the trail of ends
	bounds   []int64 // of the labels of a layer
	// The labels of a layer, and room for those of the next one.
	labels, room []label
	differ       bitset // of prefer
	ofA          []int32
}

// newSearch prepares a search within a budget, which begins with a set that it pays for.
func newSearch(p *problem, from point, budget int64) *search {
	s := &search{problem: p, scale: p.scale(), budget: budget, best: from, differ: newBits(len(p.cost))}
	s.trail.add(mark{})
	s.price, s.bound = p.bestPrice(newChain(p.parts), s.scale, budget, from)
	s.chain = newChain(p.byLoss(s.scale, s.price))
	s.dearest = p.least(s.chain)
	s.worthy = p.richest(s.chain, s.scale, s.price)
	s.findEnds()
	return s
}

// narrow makes a search look for the first of the sets that cost and yield what the best one does.
func (s *search) narrow() {
	s.first = true
	s.budget = s.best.cost
}

// findEnds goes from the end as far as labels are few.
func (s *search) findEnds() {
	s.first = true
	s.meet = len(s.measures)
	s.ends = [][]label{{{}}}
	s.endTrail = s.trail.length
	total := 0
	for l := s.meet - 1; l >= 0; l-- {
		made := 0
		lists := make([][]label, len(s.layers[l]))
		for k, node := range s.layers[l] {
			if node.yes >= 0 {
				lists[k] = s.merge(nil, nil, s.ends[node.yes], s.measures[l])
			}
			if node.no >= 0 {
				lists[k] = s.merge(nil, lists[k], s.ends[node.no], -1)
			}
			made += len(lists[k])
		}
		if total += made; made > s.effort.end || total > s.effort.ends {
			break
		}
		s.meet, s.ends, s.endTrail = l, lists, s.trail.length
	}
	s.first = false
}

// run searches, with so many labels kept in a layer (0: all), until it has gone on with more than a number of them. It tells
// whether nothing was left out.
func (s *search) run(width, limit int) bool {
	s.trail.length = s.endTrail
	whole, made := true, 0
	lists := [][]label{{{}}}
	for l := range s.meet {
		s.bounds = s.bounds[:0]
		enough := s.enough()
		for k := range lists {
			lists[k] = s.promising(lists[k], l, int32(k), enough)
		}
		if made += len(s.bounds); made > limit {
			return false
		}
		if width > 0 && len(s.bounds) > width {
			s.thin(lists, width)
			whole = false
		}
		next := make([][]label, len(s.layers[l+1]))
		room := s.room[:0]
		merge := func(to int32, list []label, measure int) {
			from := len(room)
			room = s.merge(room, next[to], list, measure)
			next[to] = room[from:len(room):len(room)]
		}
		for k, node := range s.layers[l] {
			if node.yes >= 0 {
				merge(node.yes, lists[k], s.measures[l])
			}
			if node.no >= 0 {
				merge(node.no, lists[k], -1)
			}
		}
		lists = next
		s.room, s.labels = s.labels, room
	}
	for k, list := range lists {
		s.join(list, s.ends[k])
	}
	return whole
}

// enough is the least that a bound must be for its label to be of use, as worth: the best set is to be bettered by a euro,
// or equalled for a euro less.
func (s *search) enough() int64 {
	equal := s.best.benefit << s.shift
	if s.first {
		return equal
	}
	return min(equal+1<<s.shift, equal+s.price*(s.budget-s.best.cost+1))
}

// promising keeps the labels of a node from which enough can still be reached, in place, and adds their bounds to s.bounds.
func (s *search) promising(list []label, layer int, node int32, enough int64) []label {
	least, most := s.dearest.row(layer, node), s.worthy.row(layer, node)
	r := len(least) - 1
	kept := list[:0]
	for _, x := range list {
		left := s.budget - x.cost
		for r >= 0 && least[r] > left {
			r--
		}
		if r < 0 {
			break
		}
		if most[r] == nothing {
			continue
		}
		if bound := x.benefit<<s.shift + most[r] + s.price*left; bound >= enough {
			kept = append(kept, x)
			s.bounds = append(s.bounds, bound)
		}
	}
	return kept
}

// merge puts two lists together, the second with a measure more (−1: none), and appends them to others.
func (s *search) merge(to, a, b []label, measure int) []label {
	from := len(to)
	to = slices.Grow(to, len(a)+len(b))
	var cost, benefit int64
	if measure >= 0 {
		cost, benefit = s.cost[measure], s.problem.benefit[measure]
	}
	for i, j := 0, 0; i < len(a) || j < len(b); {
		var x label
		fresh := false
		if j < len(b) {
			x = label{b[j].cost + cost, b[j].benefit + benefit, b[j].last}
			if x.cost > s.budget {
				// So does what follows.
				j = len(b)
				continue
			}
			fresh = measure >= 0
		}
		if j == len(b) || i < len(a) && (a[i].cost < x.cost || a[i].cost == x.cost && a[i].benefit >= x.benefit) {
			x, fresh = a[i], false
			i++
		} else {
			j++
		}
		if n := len(to); n > from {
			last := to[n-1]
			if x.benefit < last.benefit || x.benefit == last.benefit && (x.cost > last.cost || !s.first) {
				continue
			}
		}
		if fresh {
			x.last = s.trail.add(mark{x.last, int32(measure), s.trail.at(x.last).count + 1})
		}
		if n := len(to); n > from && x.benefit == to[n-1].benefit {
			if s.prefer(x.last, to[n-1].last) {
				to[n-1] = x
			}
			continue
		}
		to = append(to, x)
	}
	return to
}

// prefer tells whether the measures of one mark come before those of another that cost and yield the same: because they are
// fewer, or else have the first one that they do not share. Whatever both are followed by leaves that as it is.
func (s *search) prefer(a, b int32) bool {
	if ca, cb := s.trail.at(a).count, s.trail.at(b).count; ca != cb {
		return ca < cb
	}
	clear(s.differ)
	s.ofA = s.ofA[:0]
	for a != b {
		x, y := s.trail.at(a), s.trail.at(b)
		s.ofA = append(s.ofA, x.measure)
		s.differ[x.measure/64] ^= 1 << (x.measure % 64)
		s.differ[y.measure/64] ^= 1 << (y.measure % 64)
		a, b = x.before, y.before
	}
	for first := range s.differ.all() {
		return slices.Contains(s.ofA, int32(first))
	}
	return false
}

// thin leaves the labels with the highest bounds, so many in all. Of those with the bound at which it stops, which are
// often many, it leaves some that are spread over costs.
func (s *search) thin(lists [][]label, width int) {
	sorted := slices.Clone(s.bounds)
	slices.Sort(sorted)
	last := sorted[len(sorted)-width]
	from, _ := slices.BinarySearch(sorted, last)
	to, _ := slices.BinarySearch(sorted, last+1)
	equal, places := to-from, width-(len(sorted)-to)
	seen, n := 0, 0
	for k, list := range lists {
		kept := list[:0]
		for _, x := range list {
			bound := s.bounds[n]
			n++
			if bound < last {
				continue
			}
			if bound == last {
				seen++
				if seen*places/equal == (seen-1)*places/equal {
					continue
				}
			}
			kept = append(kept, x)
		}
		lists[k] = kept
	}
}

// join gives each label the best of the ends that the budget still pays for.
func (s *search) join(list, ends []label) {
	j := len(ends) - 1
	for _, x := range list {
		for j >= 0 && x.cost+ends[j].cost > s.budget {
			j--
		}
		if j < 0 {
			return
		}
		cost, benefit := x.cost+ends[j].cost, x.benefit+ends[j].benefit
		if benefit < s.best.benefit || benefit == s.best.benefit && cost > s.best.cost {
			continue
		}
		found := point{cost, benefit, newBits(len(s.cost))}
		for _, last := range []int32{x.last, ends[j].last} {
			for ; last > 0; last = s.trail.at(last).before {
				found.members.set(int(s.trail.at(last).measure))
			}
		}
		if found.before(s.best) {
			s.best = found
		}
	}
}
