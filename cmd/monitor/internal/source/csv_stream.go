package source

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"hash"
	"io"
)

// bufferSize is how many bytes of a CSV file are read at once.
const bufferSize = 256 << 10

// errRowTooLong stops the reading of a row without an end. Otherwise an open quotation mark would
// bring the whole rest of the file into memory.
var errRowTooLong = errors.New("the row is too long")

// stream looks at the bytes of a CSV file on their way to encoding/csv, which accepts any. It
// records bytes that must not be there, and calculates the checksum. It looks at whole blocks,
// which takes a hundredth of the time that the rows take.
type stream struct {
	file io.Reader
	hash hash.Hash

	delivered   int64 // bytes so far
	settled     int64 // up to where rows have been read
	base        int64 // length of the byte order mark
	nul         int64 // where the first NUL byte is, or -1
	beyondPlain bool  // such a byte was delivered, perhaps in a row that was not read yet
	finished    bool
}

func newStream(file io.Reader) *stream { return &stream{file: file, hash: sha256.New(), nul: -1} }

func (s *stream) Read(p []byte) (int, error) {
	if s.delivered-s.settled > rowLimit+bufferSize {
		return 0, errRowTooLong
	}
	n, err := s.file.Read(p)
	block := p[:n]
	s.hash.Write(block)
	if s.nul < 0 {
		if i := bytes.IndexByte(block, 0); i >= 0 {
			s.nul = s.delivered + int64(i)
		}
	}
	s.beyondPlain = s.beyondPlain || !isPlain(block)
	s.delivered += int64(n)
	s.finished = s.finished || err == io.EOF
	return n, err
}

// isPlain reports whether a text has only the characters of ASCII that can be seen, spaces, tabs
// and the ends of lines.
func isPlain[T string | []byte](text T) bool {
	for i := range len(text) {
		if c := text[i]; c >= 0x7f || c < ' ' && c != '\t' && c != '\n' && c != '\r' {
			return false
		}
	}
	return true
}

// checksum returns the SHA-256 of all bytes that were delivered.
func (s *stream) checksum() (sum [sha256.Size]byte) {
	s.hash.Sum(sum[:0])
	return sum
}
