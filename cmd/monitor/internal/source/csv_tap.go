package source

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"hash"
	"io"
	"unicode/utf8"
)

// bufferSize is how much of a CSV file is read at once.
const bufferSize = 256 << 10

// errRowTooLong stops the reading of a row that has no end: without it, an open quotation mark would bring the whole rest of
// the file into memory.
var errRowTooLong = errors.New("the row is too long")

// tap looks at the bytes of a CSV file as they pass to encoding/csv, which takes any: it notes what must not be there and
// adds up the checksum. Whole blocks at a time, this costs a hundredth of what the rows cost.
type tap struct {
	from io.Reader
	hash hash.Hash

	delivered   int64 // bytes so far
	settled     int64 // up to where rows have been read
	base        int64 // length of the byte order mark
	nul         int64 // where the first NUL byte is, or -1
	beyondASCII bool  // one was seen, perhaps in a row that is still to come
	finished    bool
}

func newTap(from io.Reader) *tap { return &tap{from: from, hash: sha256.New(), nul: -1} }

func (t *tap) Read(p []byte) (int, error) {
	if t.delivered-t.settled > rowLimit+bufferSize {
		return 0, errRowTooLong
	}
	n, err := t.from.Read(p)
	block := p[:n]
	t.hash.Write(block)
	if t.nul < 0 {
		if i := bytes.IndexByte(block, 0); i >= 0 {
			t.nul = t.delivered + int64(i)
		}
	}
	t.beyondASCII = t.beyondASCII || !allASCII(block)
	t.delivered += int64(n)
	t.finished = t.finished || err == io.EOF
	return n, err
}

func allASCII(block []byte) bool {
	for _, c := range block {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// sum is the checksum of all that passed.
func (t *tap) sum() (sum [sha256.Size]byte) {
	t.hash.Sum(sum[:0])
	return sum
}
