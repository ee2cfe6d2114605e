package source

import (
	"bytes"
	"sort"
	"sync"
	"unicode/utf8"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
)

// File is a text file in memory. All its lines end in LF, so that offsets, lines and columns agree
// everywhere.
type File struct {
	Path string
	Data []byte // UTF-8, LF only, no byte order mark

	mu    sync.Mutex
	lines []int // offset of the start of each line
}

// NewFile makes a file of the bytes on disk.
func NewFile(name string, raw []byte) *File {
	return &File{Path: name, Data: UnixLines(bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf")))}
}

// UnixLines returns a text whose lines end in LF. On Windows git may check out the same text with CR
// LF, and what is made of it must be the same.
func UnixLines(text []byte) []byte {
	if bytes.IndexByte(text, '\r') < 0 {
		return text
	}
	text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
	return bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))
}

// Whole returns the position of the file as a whole.
func (f *File) Whole() diagnostic.Position { return diagnostic.Position{File: f.Path} }

// At returns the position of length bytes from an offset. Both are clipped to the file, and length
// to the line.
func (f *File) At(offset, length int) diagnostic.Position {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.lines == nil {
		f.indexLines()
	}
	offset = max(0, min(offset, len(f.Data)))
	n := sort.SearchInts(f.lines, offset+1) - 1
	start := f.lines[n]
	end := len(f.Data)
	if i := bytes.IndexByte(f.Data[start:], '\n'); i >= 0 {
		end = start + i
	}
	stop := max(offset, min(offset+length, end))
	return diagnostic.Position{
		File:    f.Path,
		Line:    n + 1,
		Column:  utf8.RuneCount(f.Data[start:offset]) + 1,
		Length:  max(1, utf8.RuneCount(f.Data[offset:stop])),
		Excerpt: string(f.Data[start:end]),
	}
}

// Offset returns where a position of the file is.
func (f *File) Offset(p diagnostic.Position) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.lines == nil {
		f.indexLines()
	}
	if p.Line < 1 || p.Line > len(f.lines) {
		return len(f.Data)
	}
	offset := f.lines[p.Line-1]
	for range p.Column - 1 {
		_, n := utf8.DecodeRune(f.Data[offset:])
		offset += n
	}
	return offset
}

func (f *File) indexLines() {
	f.lines = append(make([]int, 0, bytes.Count(f.Data, []byte{'\n'})+1), 0)
	for offset := 0; ; {
		i := bytes.IndexByte(f.Data[offset:], '\n')
		if i < 0 {
			return
		}
		offset += i + 1
		f.lines = append(f.lines, offset)
	}
}
