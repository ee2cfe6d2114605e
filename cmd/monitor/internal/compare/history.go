package compare

import "utwente.nl/monitor/cmd/monitor/internal/model"

// predecessors returns for each newer thing the index of the older thing that it continues, or −1.
// older has the ids of the older things; those with the id "" cannot be continued.
//
// When a thing was "fire" and is now "blaze", formerly "fire", it continues the old one. An older
// thing is continued once: by the first thing that states its id as former id, or else by the thing
// with its id. A former id that no older thing has is ignored: an edition starts as a copy of the
// last one, and may still have former ids from before.
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
		if i, known := index[id]; known && !taken[i] {
			taken[i], found[n] = true, i
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

// matched is the things of one kind of two editions.
type matched[T any] struct {
	pairs          []Pair[T] // in the order of the newer edition
	added, removed []*T
}

// pointer is a pointer to a type of thing.
type pointer[T any] interface {
	*T
	model.Thing
}

// match finds out which things of two editions are the same.
func match[T any, P pointer[T]](older, newer []P) matched[T] {
	var m matched[T]
	ids := make([]string, len(older))
	for n, t := range older {
		ids[n] = t.Header().ID
	}
	continued := make([]bool, len(older))
	for n, before := range predecessors(ids, newer) {
		if before < 0 {
			m.added = append(m.added, newer[n])
			continue
		}
		continued[before] = true
		m.pairs = append(m.pairs, Pair[T]{older[before], newer[n]})
	}
	for n, t := range older {
		if !continued[n] {
			m.removed = append(m.removed, t)
		}
	}
	return m
}

// where returns the pairs for which holds returns true.
func (m matched[T]) where(holds func(was, is *T) bool) []Pair[T] {
	var found []Pair[T]
	for _, p := range m.pairs {
		if holds(p.Was, p.Is) {
			found = append(found, p)
		}
	}
	return found
}

// History says which things of all editions are the same.
type History struct {
	trails map[model.Kind][]*trail
	byID   map[model.Kind][]map[string]*trail // by edition, then id in that edition
}

// trail is one thing in all editions.
type trail struct {
	last string   // its last id
	ids  []string // its id by edition; "" where the edition does not have it
}

// Chain follows things through editions, oldest first. A thing that is missing in one edition can
// come back in a later one: with its last id, or with that as its former id.
func Chain(editions []*model.Edition) *History {
	h := &History{trails: make(map[model.Kind][]*trail), byID: make(map[model.Kind][]map[string]*trail)}
	for n, e := range editions {
		things := make(map[model.Kind][]model.Thing)
		for kind, thing := range e.Things() {
			things[kind] = append(things[kind], thing)
		}
		for _, name := range model.Kinds {
			if kind := model.Kind(name); kind.Followed() {
				h.addEdition(kind, n, len(editions), things[kind])
			}
		}
	}
	return h
}

// addEdition adds the things of one kind of edition n. editions is the number of all editions.
func (h *History) addEdition(kind model.Kind, n, editions int, things []model.Thing) {
	// When two things ended with the same id, only the later one can be continued.
	newest := make(map[string]*trail)
	for _, t := range h.trails[kind] {
		if other := newest[t.last]; other == nil || t.end() > other.end() {
			newest[t.last] = t
		}
	}
	older := make([]string, len(h.trails[kind]))
	for k, t := range h.trails[kind] {
		if newest[t.last] == t {
			older[k] = t.last
		}
	}
	byID := make(map[string]*trail, len(things))
	for k, before := range predecessors(older, things) {
		id := things[k].Header().ID
		if before < 0 {
			before = len(h.trails[kind])
			h.trails[kind] = append(h.trails[kind], &trail{ids: make([]string, editions)})
		}
		t := h.trails[kind][before]
		t.last, t.ids[n], byID[id] = id, id, t
	}
	h.byID[kind] = append(h.byID[kind], byID)
}

// Same returns the id in edition to of the thing that has the given id in edition from. Editions
// are indices in the argument of Chain. ok is false when edition to does not have the thing.
func (h *History) Same(kind model.Kind, from int, id string, to int) (there string, ok bool) {
	t := h.byID[kind][from][id]
	if t == nil {
		return "", false
	}
	return t.ids[to], t.ids[to] != ""
}

// end returns the index of the last edition that has the thing.
func (t *trail) end() int {
	n := len(t.ids) - 1
	for n > 0 && t.ids[n] == "" {
		n--
	}
	return n
}
