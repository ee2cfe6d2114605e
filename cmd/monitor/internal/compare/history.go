package compare

import "utwente.nl/monitor/cmd/monitor/internal/model"

// predecessors returns for each of some things the index of the older thing that it continues, or −1; an older one without
// an id cannot be continued. A former id that the
// older ones do not have says nothing: an edition starts as a copy of the last, and may still tell of a change before that.
// Each older thing is continued once: by the first that says so, or else by the one with its id.
func predecessors[P model.Thing](older []string, newer []P) []int {
	index := make(map[string]int, len(older))
	for n, id := range older {
		if id != "" {
			index[id] = n
		}
	}
	taken := make([]bool, len(older))
	found := make([]int, len(newer))
	claim := func(n int, id string) {
		if at, known := index[id]; known && !taken[at] {
			taken[at], found[n] = true, at
		}
	}
	for n, t := range newer {
		found[n] = -1
		if former := t.Header().Formerly; former != "" {
			claim(n, former)
		}
	}
	for n, t := range newer {
		if found[n] < 0 {
			claim(n, t.Header().ID)
		}
	}
	return found
}

// matched is the things of two editions, told apart.
type matched[T any] struct {
	pairs          []Pair[T] // in the order of the newer edition
	added, removed []*T
}

// pointer is a pointer to a type of thing.
type pointer[T any] interface {
	*T
	model.Thing
}

func match[T any, P pointer[T]](older, newer []P) matched[T] {
	var m matched[T]
	ids := make([]string, len(older))
	for n, t := range older {
		ids[n] = t.Header().ID
	}
	continued := make([]bool, len(older))
	for n, at := range predecessors(ids, newer) {
		if at < 0 {
			m.added = append(m.added, newer[n])
			continue
		}
		continued[at] = true
		m.pairs = append(m.pairs, Pair[T]{older[at], newer[n]})
	}
	for n, t := range older {
		if !continued[n] {
			m.removed = append(m.removed, t)
		}
	}
	return m
}

// where returns the pairs of which something holds.
func (m matched[T]) where(holds func(was, is *T) bool) []Pair[T] {
	var found []Pair[T]
	for _, p := range m.pairs {
		if holds(p.Was, p.Is) {
			found = append(found, p)
		}
	}
	return found
}

// History is which things are the same through all editions.
type History struct {
	Editions   []*model.Edition // oldest first
	Risks      Lines[model.Risk]
	Indicators Lines[model.Indicator]
	Questions  Lines[model.Question]
	Measures   Lines[model.Measure]
	Actions    Lines[model.Action]
}

// Line is one thing through all editions.
type Line[T any] struct {
	ID string // the newest one
	In []*T   // by edition; nil where it is not
}

// Lines are the lines of one kind of thing, in the order in which the editions bring them in.
type Lines[T any] struct {
	All    []*Line[T]
	newest map[string]*Line[T]
	in     []map[string]*Line[T] // by edition, then id in that edition
}

// Newest returns the line of a thing by its newest id, or nil. When an id was given to another thing later, it is that one.
func (l Lines[T]) Newest(id string) *Line[T] { return l.newest[id] }

// Of returns the line of the thing that has an id in an edition (its index in History.Editions), or nil.
func (l Lines[T]) Of(edition int, id string) *Line[T] {
	if edition < 0 || edition >= len(l.in) {
		return nil
	}
	return l.in[edition][id]
}

// Chain follows things through editions, which are given oldest first. A thing that an edition skips is the same when it
// comes back under its last id, or is said to have had that.
func Chain(editions []*model.Edition) *History {
	return &History{
		Editions:   editions,
		Risks:      lines(editions, func(e *model.Edition) []*model.Risk { return e.Risks }),
		Indicators: lines(editions, func(e *model.Edition) []*model.Indicator { return e.Indicators }),
		Questions:  lines(editions, func(e *model.Edition) []*model.Question { return e.Questions }),
		Measures:   lines(editions, func(e *model.Edition) []*model.Measure { return e.Measures }),
		Actions:    lines(editions, func(e *model.Edition) []*model.Action { return e.Actions }),
	}
}

func lines[T any, P pointer[T]](editions []*model.Edition, of func(*model.Edition) []P) Lines[T] {
	l := Lines[T]{newest: make(map[string]*Line[T])}
	for n, e := range editions {
		// Of lines that ended under the same id only the latest can go on.
		l.nameNewest()
		last := make([]string, len(l.All))
		for k, line := range l.All {
			if l.newest[line.ID] == line {
				last[k] = line.ID
			}
		}
		things := of(e)
		in := make(map[string]*Line[T], len(things))
		for k, at := range predecessors(last, things) {
			id := things[k].Header().ID
			if at < 0 {
				l.All = append(l.All, &Line[T]{In: make([]*T, len(editions))})
				at = len(l.All) - 1
			}
			line := l.All[at]
			line.ID, line.In[n], in[id] = id, things[k], line
		}
		l.in = append(l.in, in)
	}
	l.nameNewest()
	return l
}

func (l *Lines[T]) nameNewest() {
	clear(l.newest)
	for _, line := range l.All {
		if other := l.newest[line.ID]; other == nil || line.end() > other.end() {
			l.newest[line.ID] = line
		}
	}
}

// end is the last edition that has the thing.
func (l *Line[T]) end() int {
	n := len(l.In) - 1
	for n > 0 && l.In[n] == nil {
		n--
	}
	return n
}
