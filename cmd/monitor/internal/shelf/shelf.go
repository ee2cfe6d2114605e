// Package shelf owns what is kept from one build to the next: a folder with entries, each a file
// named by a key that stands for everything the entry was made of.
//
// It imports the standard library only and knows nothing of what the entries hold. It is a
// convenience, so nothing in it is an error: an entry that cannot be read is made anew, and one
// that cannot be written is not kept. It reads no clock; the file system knows which entries are
// the oldest.
package shelf

import (
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
)

// Key is a SHA-256 over everything that an entry depends on.
type Key [sha256.Size]byte

// Shelf is a folder with entries. Many goroutines and many programs may use it at the same time.
type Shelf struct {
	dir  string
	room int64 // bytes that Tidy leaves
}

// Room is the number of bytes that a shelf keeps at most, after Tidy: some ten builds of the
// report.
const Room = 256 << 20

// Open returns the shelf in the folder dir. Put makes the folder. With "" nothing is kept.
func Open(dir string) *Shelf {
	if dir != "" {
		dir = filepath.Clean(dir)
	}
	return &Shelf{dir: dir, room: Room}
}

// Get returns the entry with the given key.
func (s *Shelf) Get(key Key) (content []byte, ok bool) {
	if s.dir == "" {
		return nil, false
	}
	entry, err := os.ReadFile(s.file(key))
	if err != nil {
		return nil, false
	}
	return unseal(key, entry)
}

// Put keeps content under a key. It writes the file under another name and then renames it, so
// that no other build reads half an entry.
func (s *Shelf) Put(key Key, content []byte) {
	if s.dir == "" || os.MkdirAll(s.dir, 0o755) != nil {
		return
	}
	file, err := os.CreateTemp(s.dir, "new-")
	if err != nil {
		return
	}
	_, err = file.Write(header(key, content))
	if err == nil {
		_, err = file.Write(content)
	}
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(file.Name(), s.file(key))
	}
	if err != nil {
		_ = os.Remove(file.Name())
	}
}

// Tidy removes the oldest entries when the entries take more than the room that there is, until
// they take half of it.
func (s *Shelf) Tidy() {
	if s.dir == "" {
		return
	}
	files, err := os.ReadDir(s.dir)
	if err != nil {
		return
	}
	var entries []fs.FileInfo
	var size int64
	for _, file := range files {
		if !strings.HasSuffix(file.Name(), extension) {
			continue
		}
		if info, err := file.Info(); err == nil {
			entries = append(entries, info)
			size += info.Size()
		}
	}
	if size <= s.room {
		return
	}
	slices.SortFunc(entries, func(a, b fs.FileInfo) int { return a.ModTime().Compare(b.ModTime()) })
	for _, info := range entries {
		if size <= s.room/2 {
			return
		}
		if os.Remove(filepath.Join(s.dir, info.Name())) == nil {
			size -= info.Size()
		}
	}
}

const extension = ".monitor"

func (s *Shelf) file(key Key) string {
	return filepath.Join(s.dir, hex.EncodeToString(key[:])+extension)
}

// magic is the first line of an entry. Its key, a checksum of the content and the content follow.
// An entry that was cut short, that has another key, or in which a bit changed is not read. The
// checksum finds accidents only: whoever may write in the user's own folder needs no forgery.
var magic = []byte("monitor shelf, format 3\n")

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// header returns what comes before the content in the file of an entry.
func header(key Key, content []byte) []byte {
	checksum := binary.BigEndian.AppendUint32(nil, crc32.Checksum(content, castagnoli))
	return bytes.Join([][]byte{magic, key[:], checksum}, nil)
}

// unseal returns the content of an entry, if it is whole and has the key.
func unseal(key Key, entry []byte) (content []byte, ok bool) {
	length := len(magic) + len(key) + crc32.Size
	if len(entry) < length {
		return nil, false
	}
	content = entry[length:]
	return content, bytes.Equal(entry[:length], header(key, content))
}
