package publish

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"
	"sync"
)

// scratch is what one Write needs for a moment.
type scratch struct {
	hash   hash.Hash
	buf    []byte
	joined []byte // what Write was given, when it is not much
}

var scratchPool = sync.Pool{New: func() any {
	return &scratch{hash: sha256.New(), buf: make([]byte, 64<<10), joined: make([]byte, 0, 64<<10)}
}}

// join makes one part of many when they are not much: hashing and writing dozens of small parts takes longer than copying them.
func (s *scratch) join(parts [][]byte) [][]byte {
	s.joined = s.joined[:0]
	for _, part := range parts {
		if len(s.joined)+len(part) > cap(s.joined) {
			return parts
		}
		s.joined = append(s.joined, part...)
	}
	return [][]byte{s.joined}
}

func (s *scratch) sum(parts [][]byte) (size int64, sum string) {
	s.hash.Reset()
	for _, part := range parts {
		size += int64(len(part))
		s.hash.Write(part)
	}
	var digest [sha256.Size]byte
	return size, hex.EncodeToString(s.hash.Sum(digest[:0]))
}

// writeParts writes parts in their order: small ones joined, so that a page of many parts is one system call.
func (s *scratch) writeParts(w io.Writer, parts [][]byte) error {
	held := 0
	for _, part := range parts {
		if held+len(part) <= len(s.buf) && len(parts) > 1 {
			held += copy(s.buf[held:], part)
			continue
		}
		if held > 0 {
			if _, err := w.Write(s.buf[:held]); err != nil {
				return err
			}
			held = 0
		}
		if len(part) <= len(s.buf) && len(parts) > 1 {
			held = copy(s.buf, part)
		} else if _, err := w.Write(part); err != nil {
			return err
		}
	}
	if held == 0 {
		return nil
	}
	_, err := w.Write(s.buf[:held])
	return err
}

// equals reports whether r holds exactly parts.
func (s *scratch) equals(r io.Reader, parts [][]byte) bool {
	held := s.buf[:0]
	for _, part := range parts {
		for len(part) > 0 {
			if len(held) == 0 {
				n, err := r.Read(s.buf)
				if n == 0 || err != nil {
					return false
				}
				held = s.buf[:n]
			}
			n := min(len(held), len(part))
			if !bytes.Equal(held[:n], part[:n]) {
				return false
			}
			held, part = held[n:], part[n:]
		}
	}
	if len(held) > 0 {
		return false
	}
	n, err := r.Read(s.buf)
	return n == 0 && err == io.EOF
}
