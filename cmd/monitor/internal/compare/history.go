package compare

import "utwente.nl/monitor/cmd/monitor/internal/model"

// identity is what a thing is called in its edition, and was in the edition before, or "" when that did not change.
type identity struct{ id, formerly string }

func riskIdentity(r *model.Risk) identity           { return identity{r.ID, r.Formerly} }
func indicatorIdentity(i *model.Indicator) identity { return identity{i.ID, i.Formerly} }
func questionIdentity(q *model.Question) identity   { return identity{q.ID, q.Formerly} }
func measureIdentity(m *model.Measure) identity     { return identity{m.ID, m.Formerly} }
func actionIdentity(a *model.Action) identity       { return identity{a.ID, a.Formerly} }
func recommendationIdentity(r *model.Recommendation) identity {
	return identity{r.ID, r.Formerly}
}
func categoryIdentity(c *model.Category) identity { return identity{id: c.ID} }
func aspectIdentity(a *model.Aspect) identity     { return identity{id: a.ID} }

// predecessors returns for each of some things the index of the older thing that it continues, or −1; an older one without
// an id cannot be continued. A former id that the
// older ones do not have says nothing: an edition starts as a copy of the last, and may still tell of a change before that.
// Each older thing is continued once: by the first that says so, or else by the one with its id.
func predecessors(older []string, newer []identity) []int {
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
	for n, i := range newer {
		found[n] = -1
		if i.formerly != "" {
			claim(n, i.formerly)
		}
	}
	for n, i := range newer {
		if found[n] < 0 {
			claim(n, i.id)
		}
	}
	return found
}

// matched is the things of two editions, told apart.
type matched[T any] struct {
	pairs          []Pair[T] // in the order of the newer edition
	added, removed []*T
}

func match[T any](older, newer []*T, of func(*T) identity) matched[T] {
	var m matched[T]
	continued := make([]bool, len(older))
	for n, at := range predecessors(ids(older, of), identities(newer, of)) {
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

func identities[T any](things []*T, of func(*T) identity) []identity {
	out := make([]identity, len(things))
	for n, t := range things {
		out[n] = of(t)
	}
	return out
}

func ids[T any](things []*T, of func(*T) identity) []string {
	out := make([]string, len(things))
	for n, t := range things {
		out[n] = of(t).id
	}
	return out
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
		Risks:      lines(editions, func(e *model.Edition) []*model.Risk { return e.Risks }, riskIdentity),
		Indicators: lines(editions, func(e *model.Edition) []*model.Indicator { return e.Indicators }, indicatorIdentity),
		Questions:  lines(editions, func(e *model.Edition) []*model.Question { return e.Questions }, questionIdentity),
		Measures:   lines(editions, func(e *model.Edition) []*model.Measure { return e.Measures }, measureIdentity),
		Actions:    lines(editions, func(e *model.Edition) []*model.Action { return e.Actions }, actionIdentity),
	}
}

func lines[T any](editions []*model.Edition, of func(*model.Edition) []*T, named func(*T) identity) Lines[T] {
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
		for k, at := range predecessors(last, identities(things, named)) {
			id := named(things[k]).id
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
