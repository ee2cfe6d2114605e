package compare

import "utwente.nl/monitor/cmd/monitor/internal/model"

// predecessors returns for each of some things the index of the older thing that it continues, or −1; an older one without
// an id cannot be continued. A former id that the older ones do not have says nothing: an edition starts as a copy of the last, and may still tell of a change before that.
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
	lines map[model.Kind][]*line
	in    map[model.Kind][]map[string]*line // by edition, then id in that edition
}

// line is one thing through all editions.
type line struct {
	id string   // the newest one
	in []string // its id by edition; "" where it is not
}

// Chain follows things through editions, which are given oldest first. A thing that an edition skips is the same when it
// comes back under its last id, or is said to have had that.
func Chain(editions []*model.Edition) *History {
	h := &History{lines: make(map[model.Kind][]*line), in: make(map[model.Kind][]map[string]*line)}
	for n, e := range editions {
		things := make(map[model.Kind][]model.Thing)
		for kind, thing := range e.Things() {
			things[kind] = append(things[kind], thing)
		}
		for _, name := range model.Kinds {
			if kind := model.Kind(name); kind.Followed() {
				h.add(kind, n, len(editions), things[kind])
			}
		}
	}
	return h
}

// add takes in the things of one kind of edition n.
func (h *History) add(kind model.Kind, n, editions int, things []model.Thing) {
	// Of lines that ended under the same id only the latest can go on.
	newest := make(map[string]*line)
	for _, l := range h.lines[kind] {
		if other := newest[l.id]; other == nil || l.end() > other.end() {
			newest[l.id] = l
		}
	}
	last := make([]string, len(h.lines[kind]))
	for k, l := range h.lines[kind] {
		if newest[l.id] == l {
			last[k] = l.id
		}
	}
	in := make(map[string]*line, len(things))
	for k, at := range predecessors(last, things) {
		id := things[k].Header().ID
		if at < 0 {
			h.lines[kind] = append(h.lines[kind], &line{in: make([]string, editions)})
			at = len(h.lines[kind]) - 1
		}
		l := h.lines[kind][at]
		l.id, l.in[n], in[id] = id, id, l
	}
	h.in[kind] = append(h.in[kind], in)
}

// Same returns the id in edition to of the thing that has an id in edition from, by their places in the chain. ok is false
// when it is not there.
func (h *History) Same(kind model.Kind, from int, id string, to int) (there string, ok bool) {
	l := h.in[kind][from][id]
	if l == nil {
		return "", false
	}
	return l.in[to], l.in[to] != ""
}

// end is the last edition that has the thing.
func (l *line) end() int {
	n := len(l.in) - 1
	for n > 0 && l.in[n] == "" {
		n--
	}
	return n
}
