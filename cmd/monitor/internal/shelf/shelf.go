package echarts

import (
	"bytes"
	"crypto/sha256"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
)

// cache keeps pictures: a few in memory, for a page that shows what another page showed, and all of them in a folder, one
// file each, for the next run. It is a convenience. What cannot be read is drawn anew, what cannot be written is not kept,
// and neither is an error.
type cache struct {
	dir    string
	closed atomic.Bool // the folder cannot be written: do not try again
	ready  func() bool

	lock   sync.Mutex
	recent map[key][]byte
	older  map[key][]byte // the generation before; dropped when recent is full
	size   int            // of recent, in bytes
}

// memory bounds each of the two generations: some thousand pictures.
const memory = 8 << 20

func newCache(dir string) *cache {
	c := &cache{dir: dir, recent: map[key][]byte{}}
	c.closed.Store(dir == "")
	c.ready = sync.OnceValue(func() bool { return os.MkdirAll(dir, 0o755) == nil })
	return c
}

func (c *cache) remembered(k key) ([]byte, bool) {
	c.lock.Lock()
	defer c.lock.Unlock()
	if svg, ok := c.recent[k]; ok {
		return svg, true
	}
	svg, ok := c.older[k]
	if ok {
		c.add(k, svg)
	}
	return svg, ok
}

func (c *cache) remember(k key, svg []byte) {
	c.lock.Lock()
	defer c.lock.Unlock()
	c.add(k, svg)
}

func (c *cache) add(k key, svg []byte) {
	if c.size+len(svg) > memory {
		c.older, c.recent, c.size = c.recent, map[key][]byte{}, 0
	}
	c.recent[k] = svg
	c.size += len(svg)
}

// read looks in the folder.
func (c *cache) read(k key) ([]byte, bool) {
	if c.dir == "" {
		return nil, false
	}
	entry, err := os.ReadFile(c.file(k))
	if err != nil {
		return nil, false
	}
	svg, ok := openEntry(k, entry)
	if ok {
		c.remember(k, svg)
	}
	return svg, ok
}

// write keeps a picture. The file is written beside its place and moved there, so that no other run reads half of it.
func (c *cache) write(k key, svg []byte) {
	c.remember(k, svg)
	if c.closed.Load() {
		return
	}
	if !c.ready() {
		c.closed.Store(true)
		return
	}
	file, err := os.CreateTemp(c.dir, "new-")
	if err != nil {
		c.closed.Store(true)
		return
	}
	_, err = file.Write(sealEntry(k, svg))
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(file.Name(), c.file(k))
	}
	if err != nil {
		c.closed.Store(true)
		_ = os.Remove(file.Name())
	}
}

func (c *cache) file(k key) string { return filepath.Join(c.dir, k.String()+".svg.monitor") }

// An entry is a line that says what it is, a SHA-256 over the key and the picture, and the picture. A file that was cut
// short, in which a bit fell over, that has another's name or that is another program's does not pass.
var entryMagic = []byte("monitor figure, format 1\n")

func entrySum(k key, svg []byte) []byte {
	h := sha256.New()
	h.Write(k[:])
	h.Write(svg)
	return h.Sum(nil)
}

func sealEntry(k key, svg []byte) []byte {
	return bytes.Join([][]byte{entryMagic, entrySum(k, svg), svg}, nil)
}

func openEntry(k key, entry []byte) ([]byte, bool) {
	rest, ok := bytes.CutPrefix(entry, entryMagic)
	if !ok || len(rest) < sha256.Size {
		return nil, false
	}
	svg := rest[sha256.Size:]
	return svg, bytes.Equal(rest[:sha256.Size], entrySum(k, svg))
}
