package echarts

import (
	"sync"

	"utwente.nl/monitor/cmd/monitor/internal/shelf"
)

// recent keeps a few pictures in memory, for a page that shows what another page showed.
type recent struct {
	lock  sync.Mutex
	young map[shelf.Key][]byte
	old   map[shelf.Key][]byte // the generation before; dropped when young is full
	size  int                  // of young, in bytes
}

// memory bounds each of the two generations: some thousand pictures.
const memory = 8 << 20

func newRecent() *recent { return &recent{young: map[shelf.Key][]byte{}} }

func (r *recent) get(k shelf.Key) ([]byte, bool) {
	r.lock.Lock()
	defer r.lock.Unlock()
	if svg, ok := r.young[k]; ok {
		return svg, true
	}
	svg, ok := r.old[k]
	if ok {
		r.add(k, svg)
	}
	return svg, ok
}

func (r *recent) put(k shelf.Key, svg []byte) {
	r.lock.Lock()
	defer r.lock.Unlock()
	r.add(k, svg)
}

func (r *recent) add(k shelf.Key, svg []byte) {
	if r.size+len(svg) > memory {
		r.old, r.young, r.size = r.young, map[shelf.Key][]byte{}, 0
	}
	r.young[k] = svg
	r.size += len(svg)
}
