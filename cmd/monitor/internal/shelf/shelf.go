// Package shelf owns what is kept from one build to the next: a folder of things that take long to make, each in a file of
// its own under a key that stands for all it was made of.
//
// It imports the standard library only and knows nothing of what it keeps. It is a convenience: what cannot be read is made
// anew, what cannot be written is not kept, and neither is an error. It reads no clock; the file system knows which
// entries are the oldest.
package shelf

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash/crc32"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// Key is a SHA-256 over everything that a thing depends on.
type Key [sha256.Size]byte

// Shelf is such a folder. It is safe for use by many goroutines, and by many programs at a time.
type Shelf struct {
	dir    string
	room   int64       // bytes that may stay
	closed atomic.Bool // the folder cannot be written: do not try again
	added  atomic.Bool
	ready  func() bool
}

// Room is how many bytes a shelf keeps at most, after Tidy: some ten thousand figures.
const Room = 256 << 20

// Open returns the shelf in a folder, which is made when the first thing is kept. "" keeps nothing.
func Open(dir string) *Shelf {
	s := &Shelf{dir: dir, room: Room}
	s.closed.Store(dir == "")
	s.ready = sync.OnceValue(func() bool { return os.MkdirAll(dir, 0o755) == nil })
	return s
}

// Get returns what was kept under a key. kind is a word for people who look into the folder.
func (s *Shelf) Get(kind string, k Key) ([]byte, bool) {
	if s.dir == "" {
		return nil, false
	}
	entry, err := os.ReadFile(s.file(kind, k))
	if err != nil {
		return nil, false
	}
	return open(k, entry)
}

// Put keeps a thing. The file is written beside its place and moved there, so that no other build reads half of it.
func (s *Shelf) Put(kind string, k Key, parts ...[]byte) {
	if s.closed.Load() {
		return
	}
	if !s.ready() {
		s.closed.Store(true)
		return
	}
	file, err := os.CreateTemp(s.dir, "new-")
	if err != nil {
		s.closed.Store(true)
		return
	}
	// Part by part: joined, an entry of a large site would be in memory twice. A writer that failed stays so, and Flush tells.
	w := bufio.NewWriterSize(file, 64<<10)
	for _, part := range append([][]byte{magic, k[:], sum(parts...)}, parts...) {
		_, _ = w.Write(part)
	}
	err = w.Flush()
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(file.Name(), s.file(kind, k))
	}
	if err != nil {
		s.closed.Store(true)
		_ = os.Remove(file.Name())
		return
	}
	s.added.Store(true)
}

// Tidy makes room when something was added: it removes the oldest entries until what is left takes half the room.
func (s *Shelf) Tidy() {
	if !s.added.Load() {
		return
	}
	entries, err := os.ReadDir(s.dir)
	if err != nil {
		return
	}
	var kept []fs.FileInfo
	var size int64
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), extension) {
			continue
		}
		if info, err := e.Info(); err == nil {
			kept = append(kept, info)
			size += info.Size()
		}
	}
	if size <= s.room {
		return
	}
	slices.SortFunc(kept, func(a, b fs.FileInfo) int { return a.ModTime().Compare(b.ModTime()) })
	for _, info := range kept {
		if size <= s.room/2 {
			return
		}
		if os.Remove(filepath.Join(s.dir, info.Name())) == nil {
			size -= info.Size()
		}
	}
}

const extension = ".monitor"

func (s *Shelf) file(kind string, k Key) string {
	return filepath.Join(s.dir, hex.EncodeToString(k[:])+"."+kind+extension)
}

// An entry is a line that says what it is, its key, a checksum over the content, and the content. A file that was cut short,
// in which a bit fell over, that has another's name or that is another program's does not pass. The checksum is a CRC: it
// finds accidents, and who may write in the user's own folder needs no forgery. A SHA-256 of a large site's entry would take
// longer than all else that is done with it.
var magic = []byte("monitor shelf, format 2\n")

const checksum = 4 // bytes

func sum(parts ...[]byte) []byte {
	table, crc := crc32.MakeTable(crc32.Castagnoli), uint32(0)
	for _, part := range parts {
		crc = crc32.Update(crc, table, part)
	}
	return binary.BigEndian.AppendUint32(nil, crc)
}

func open(k Key, entry []byte) ([]byte, bool) {
	rest, ok := bytes.CutPrefix(entry, magic)
	if !ok || len(rest) < len(k)+checksum || !bytes.Equal(rest[:len(k)], k[:]) {
		return nil, false
	}
	content := rest[len(k)+checksum:]
	return content, bytes.Equal(rest[len(k):len(k)+checksum], sum(content))
}
