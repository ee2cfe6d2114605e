package appraisal

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
	among    bool // look among the sets that cost and yield what best does
	meet     int  // the layer of ends
	ends     [][]label
	trail    []mark
	endTrail int // length of the trail of ends
}

// newSearch prepares a search within a budget, which begins with a set that it pays for.
func newSearch(p *problem, from point, budget int64) *search {
	s := &search{problem: p, scale: p.scale(), budget: budget, best: from, trail: []mark{{}}}
	s.price, s.bound = p.bestPrice(newChain(p.parts), s.scale, budget, from)
	s.chain = newChain(p.byLoss(s.scale, s.price))
	s.dearest = p.least(s.chain)
	s.worthy = p.richest(s.chain, s.scale, s.price)
	s.findEnds()
	return s
}

// narrow makes a search look for the first of the sets that cost and yield what the best one does.
func (s *search) narrow() {
	s.among = true
	s.budget = s.best.cost
}

// findEnds goes from the end as far as labels are few.
func (s *search) findEnds() {
	s.meet = len(s.measures)
	s.ends = [][]label{{{}}}
	s.endTrail = len(s.trail)
	for l := s.meet - 1; l >= 0; l-- {
		made := 0
		lists := make([][]label, len(s.layers[l]))
		for k, node := range s.layers[l] {
			if node.yes >= 0 {
				lists[k] = s.merge(nil, s.ends[node.yes], s.measures[l])
			}
			if node.no >= 0 {
				lists[k] = s.merge(lists[k], s.ends[node.no], -1)
			}
			if made += len(lists[k]); made > lastLabels {
				return
			}
		}
		s.meet, s.ends, s.endTrail = l, lists, len(s.trail)
	}
}

// run searches, with so many labels kept in a layer (0: all), until more than a number of labels were made. It tells
// whether nothing was left out.
func (s *search) run(width, limit int) bool {
	s.trail = s.trail[:s.endTrail]
	whole, made := true, 0
	lists := [][]label{{{}}}
	for l := range s.meet {
		next := make([][]label, len(s.layers[l+1]))
		enough := s.enough()
		for k, node := range s.layers[l] {
			list := s.promising(lists[k], l, int32(k), enough)
			made += len(list)
			// The list itself may go on as that of the next node, so it is read first.
			if node.yes >= 0 {
				next[node.yes] = s.merge(next[node.yes], list, s.measures[l])
			}
			if node.no >= 0 {
				next[node.no] = s.merge(next[node.no], list, -1)
			}
		}
		if made > limit {
			return false
		}
		if width > 0 && thin(next, width) {
			whole = false
		}
		lists = next
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
	if s.among {
		return equal
	}
	return min(equal+1<<s.shift, equal+s.price*(s.budget-s.best.cost+1))
}

// promising keeps the labels of a node from which enough can still be reached, in place.
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
		if most[r] > nothing && x.benefit<<s.shift+most[r]+s.price*left >= enough {
			kept = append(kept, x)
		}
	}
	return kept
}

// merge puts two lists together, the second with a measure more (−1: none).
func (s *search) merge(a, b []label, measure int) []label {
	if measure < 0 && len(a) == 0 {
		return b
	}
	var cost, benefit int64
	if measure >= 0 {
		cost, benefit = s.cost[measure], s.problem.benefit[measure]
	}
	out := make([]label, 0, len(a)+len(b))
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
		n := len(out)
		if n > 0 && x.benefit < out[n-1].benefit || n > 0 && x.benefit == out[n-1].benefit && x.cost > out[n-1].cost {
			continue
		}
		if fresh {
			s.trail = append(s.trail, mark{x.last, int32(measure), s.trail[x.last].count + 1})
			x.last = int32(len(s.trail) - 1)
		}
		if n > 0 && x.benefit == out[n-1].benefit {
			if s.prefer(x.last, out[n-1].last) {
				out[n-1] = x
			}
			continue
		}
		out = append(out, x)
	}
	return out
}

// prefer tells whether the measures of one mark come before those of another that cost and yield the same: because they are
// fewer, or else have the first one that they do not share. Whatever both are followed by leaves that as it is.
func (s *search) prefer(a, b int32) bool {
	if ca, cb := s.trail[a].count, s.trail[b].count; ca != cb {
		return ca < cb
	}
	differ := newBits(len(s.cost))
	var ofA []int32
	for ; a != b; a, b = s.trail[a].before, s.trail[b].before {
		ofA = append(ofA, s.trail[a].measure)
		for _, m := range []int32{s.trail[a].measure, s.trail[b].measure} {
			differ[m/64] ^= 1 << (m % 64)
		}
	}
	for first := range differ.all() {
		for _, m := range ofA {
			if int(m) == first {
				return true
			}
		}
		return false
	}
	return false
}

// thin leaves at most about so many labels, spread evenly over each list, and tells whether it left any out.
func thin(lists [][]label, width int) bool {
	total := 0
	for _, list := range lists {
		total += len(list)
	}
	if total <= width {
		return false
	}
	for k, list := range lists {
		keep := (len(list)*width + total - 1) / total
		for j := range keep {
			list[j] = list[(j*(len(list)-1))/max(keep-1, 1)]
		}
		lists[k] = list[:keep]
	}
	return true
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
			for ; last > 0; last = s.trail[last].before {
				found.members.set(int(s.trail[last].measure))
			}
		}
		if found.before(s.best) {
			s.best = found
		}
	}
}
