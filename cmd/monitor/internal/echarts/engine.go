// Package echarts owns drawing: it runs Apache ECharts at build time and gives the picture of an option as SVG that may
// stand in a strict page.
//
// Options in which ECharts would have nothing to decide are drawn in Go (paper.go, chart.go), to the same bytes in a fraction
// of the time. For any other, ECharts runs in goja, JavaScript in Go, so that whoever builds the site needs no browser and no
// Node. It is compiled when the first picture is needed that neither the cache holds nor Go draws; every worker has a virtual
// machine of its own. What it draws is rewritten (svg.go): no styles, no ids, and classes for colours.
//
// The package imports package shelf, where pictures are kept between builds, and does not know what an option shows. It uses
// no network, no clock and no random numbers: an option and a size give the same bytes on every machine, in any order.
package echarts

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"

	"utwente.nl/monitor/cmd/monitor/internal/shelf"
)

// Size is how large a picture is, in CSS pixels.
type Size struct{ Width, Height int }

// Options say where pictures are kept and how many are drawn at once.
type Options struct {
	Shelf   *shelf.Shelf // keeps pictures between builds; nil: none does
	Workers int          // virtual machines at most; 0: as many as there are processors
}

// Stats counts pictures since New: Hits were found in a cache, Misses were drawn.
type Stats struct{ Hits, Misses int64 }

// Engine draws. It is safe for concurrent use.
type Engine struct {
	source   source
	shelf    *shelf.Shelf
	recent   *recent
	base     func() [sha256.Size]byte // a hash of all that a picture depends on but its option and size
	letters  func() (widths, error)
	programs func() (*programs, error)

	workers chan struct{} // one token for each machine that may run
	idle    stack[*machine]

	lock    sync.Mutex
	flights map[shelf.Key]*flight // what is being drawn or read now

	hits, misses atomic.Int64
}

// kind is the word for a picture on the shelf.
const kind = "svg"

// source is what machines run and know.
type source struct{ bundle, prepare, widths []byte }

// New makes an engine. bundle is ECharts as a script that sets the global echarts; prepare is the script that completes
// options (monitorPrepare, monitorTheme); letters says how wide letters are, in thousandths of the font size, by weight:
// {"400": {"a": 504, …}, "600": {…}}. Nothing is read or compiled before it is needed; an error in them comes from SVG.
func New(bundle, prepare, letters []byte, o Options) *Engine {
	e := &Engine{source: source{bundle, prepare, letters}, shelf: o.Shelf, recent: newRecent(), flights: map[shelf.Key]*flight{}}
	if e.shelf == nil {
		e.shelf = shelf.Open("")
	}
	e.base = sync.OnceValue(e.hashSource)
	e.programs = sync.OnceValues(e.source.compile)
	e.letters = sync.OnceValues(func() (widths, error) { return parseWidths(letters) })
	workers := o.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	e.workers = make(chan struct{}, workers)
	return e
}

// Stats returns the counts so far.
func (e *Engine) Stats() Stats { return Stats{e.hits.Load(), e.misses.Load()} }

// SVG draws an ECharts option, in JSON with the conventions of option.js. The result is shared: do not change it.
//
// Several calls for one picture at the same time draw it once. When ctx ends, so does the call, also in the middle of a
// drawing.
func (e *Engine) SVG(ctx context.Context, option []byte, size Size) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	k := e.key(option, size)
	if svg, ok := e.recent.get(k); ok {
		e.hits.Add(1)
		return svg, nil
	}
	for {
		e.lock.Lock()
		f, underWay := e.flights[k]
		if !underWay {
			f = &flight{done: make(chan struct{})}
			e.flights[k] = f
		}
		e.lock.Unlock()
		if !underWay {
			f.svg, f.err = e.make(ctx, k, option, size)
			e.lock.Lock()
			delete(e.flights, k)
			e.lock.Unlock()
			close(f.done)
			return f.svg, f.err
		}
		select {
		case <-f.done:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		if f.err == nil {
			e.hits.Add(1)
		}
		// The one that was drawing may have been called off. We were not, so it is our turn.
		if !errors.Is(f.err, context.Canceled) && !errors.Is(f.err, context.DeadlineExceeded) || ctx.Err() != nil {
			return f.svg, f.err
		}
	}
}

// flight is a picture that is being made; svg and err are set when done is closed.
type flight struct {
	done chan struct{}
	svg  []byte
	err  error
}

func (e *Engine) key(option []byte, size Size) shelf.Key {
	h := sha256.New()
	base := e.base()
	h.Write(base[:])
	h.Write([]byte(strconv.Itoa(size.Width) + "x" + strconv.Itoa(size.Height) + "\n"))
	h.Write(option)
	return shelf.Key(h.Sum(nil))
}

func (e *Engine) hashSource() [sha256.Size]byte {
	h := sha256.New()
	for _, part := range [][]byte{[]byte(rewriteVersion), driver, still, e.source.bundle, e.source.prepare, e.source.widths} {
		sum := sha256.Sum256(part)
		h.Write(sum[:])
	}
	return [sha256.Size]byte(h.Sum(nil))
}

// make finds a picture in the cache or draws it.
func (e *Engine) make(ctx context.Context, k shelf.Key, option []byte, size Size) ([]byte, error) {
	if svg, ok := e.shelf.Get(kind, k); ok {
		e.recent.put(k, svg)
		e.hits.Add(1)
		return svg, nil
	}
	svg, err := e.draw(ctx, option, size)
	if err != nil {
		return nil, err
	}
	e.misses.Add(1)
	e.recent.put(k, svg)
	e.shelf.Put(kind, k, svg)
	return svg, nil
}

// draw draws papers and charts itself; with anything else it waits for its turn and draws on a machine. A machine that failed is not used again: what an exception leaves behind
// could show in the next picture.
func (e *Engine) draw(ctx context.Context, option []byte, size Size) ([]byte, error) {
	if svg, ok := drawPaper(option, size); ok {
		return svg, nil
	}
	letters, err := e.letters()
	if err != nil {
		return nil, fmt.Errorf("reading the widths of letters: %w", err)
	}
	if svg, ok := drawChart(option, size, letters); ok {
		return svg, nil
	}
	select {
	case e.workers <- struct{}{}:
		defer func() { <-e.workers }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	// The machine used last is the one that is warm.
	m, ok := e.idle.pop()
	if !ok {
		programs, err := e.programs()
		if err != nil {
			return nil, err
		}
		if m, err = newMachine(programs); err != nil {
			return nil, err
		}
	}
	raw, names, err := m.draw(ctx, option, size)
	if err != nil {
		return nil, err
	}
	e.idle.push(m)
	return rewrite(raw, names)
}

// stack is a stack for several goroutines.
type stack[T any] struct {
	lock  sync.Mutex
	items []T
}

func (s *stack[T]) push(item T) {
	s.lock.Lock()
	defer s.lock.Unlock()
	s.items = append(s.items, item)
}

func (s *stack[T]) pop() (item T, ok bool) {
	s.lock.Lock()
	defer s.lock.Unlock()
	if len(s.items) == 0 {
		return item, false
	}
	last := len(s.items) - 1
	item = s.items[last]
	s.items = s.items[:last]
	return item, true
}
