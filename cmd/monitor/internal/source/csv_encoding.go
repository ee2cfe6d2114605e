package source

import (
	"bytes"
	"io"
	"os"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"
)

// Spreadsheets write CSV in other forms too: as UTF-16 ("Unicode text"), and with lines that end in
// CR alone, as the first Macs did.

// decoded returns the bytes of a CSV file with lines that end in LF or CRLF, in UTF-8 or
// Windows-1252: to read rows from, and to read again what a message shows.
func decoded(f *os.File) (file io.ReaderAt, reader io.Reader, err error) {
	start := make([]byte, rowLimit)
	n, err := f.ReadAt(start, 0)
	if err != nil && err != io.EOF {
		return nil, nil, err
	}
	start = start[:n]
	switch {
	case bytes.HasPrefix(start, []byte("\xff\xfe")), bytes.HasPrefix(start, []byte("\xfe\xff")):
		// Its characters have two bytes. It is read whole: only small files are written so.
		raw, err := io.ReadAll(io.LimitReader(f, CSVLimit))
		if err != nil {
			return nil, nil, err
		}
		text := fromUTF16(raw)
		return bytes.NewReader(text), bytes.NewReader(text), nil
	case endsInCR(start):
		return oldLines{f, f}, oldLines{f, f}, nil
	}
	return f, f, nil
}

// DecodeCSV returns the text of a CSV file in memory, in UTF-8 with lines that end in LF or CRLF and without a byte
// order mark: of one in UTF-8, UTF-16 or Windows-1252.
func DecodeCSV(raw []byte) []byte {
	if bytes.HasPrefix(raw, []byte("\xff\xfe")) || bytes.HasPrefix(raw, []byte("\xfe\xff")) {
		raw = fromUTF16(raw)
	} else if !utf8.Valid(raw) {
		raw = []byte(fromWindows1252(string(raw)))
	}
	raw = bytes.Clone(bytes.TrimPrefix(raw, []byte(byteOrderMark)))
	if endsInCR(raw) {
		endLines(raw)
	}
	return raw
}

// endsInCR reports whether the first line of a text ends in CR alone.
func endsInCR(text []byte) bool {
	end := bytes.IndexAny(text, "\r\n")
	return end >= 0 && text[end] == '\r' && (end+1 == len(text) || text[end+1] != '\n')
}

// fromUTF16 returns UTF-16 with a byte order mark as UTF-8.
func fromUTF16(raw []byte) []byte {
	// What is no UTF-16 becomes U+FFFD; the decoder has no errors.
	text, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(raw)
	return text
}

// oldLines reads a file whose lines end in CR as if they ended in LF.
type oldLines struct {
	file   io.ReaderAt
	reader io.Reader
}

func (o oldLines) Read(p []byte) (int, error) {
	n, err := o.reader.Read(p)
	endLines(p[:n])
	return n, err
}

func (o oldLines) ReadAt(p []byte, offset int64) (int, error) {
	n, err := o.file.ReadAt(p, offset)
	endLines(p[:n])
	return n, err
}

func endLines(p []byte) {
	for n, c := range p {
		if c == '\r' {
			p[n] = '\n'
		}
	}
}
