package source

import (
	"bytes"
	"io"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
)

// Positions in a CSV file. The file is not kept in memory, so the line of a message is read from it
// again. encoding/csv counts lines and bytes from the start of a row; messages count characters.

// Bookmark remembers a field of a row, so that a message can point at it after later rows have been
// read. It holds no text.
type Bookmark struct {
	start, end         int64 // of the row in the file
	rowLine, fieldLine int   // the lines on which the row and the field start
	from, length       int   // the field on its line, from 1, without quotation marks; in bytes
	hidden             []byteRange
}

// byteRange is a part of a line, in bytes.
type byteRange struct{ from, to int }

// Bookmark remembers the nth selected column of the row, which must be in the file.
func (r *Rows) Bookmark(n int) Bookmark { return r.bookmarkColumn(r.selected[n]) }

func (r *Rows) bookmarkColumn(column int) Bookmark {
	m := Bookmark{start: r.start, end: r.csv.InputOffset(), length: len(r.record[column])}
	m.rowLine, _ = r.csv.FieldPos(0)
	m.fieldLine, m.from = r.csv.FieldPos(column)
	for hidden := range r.hidden {
		if r.hidden[hidden] {
			m.hidden = append(m.hidden, r.columnRange(hidden, m.fieldLine))
		}
	}
	return m
}

// columnRange returns the part of a line that a column takes, with its quotation marks. It is empty
// when the column is not on that line. In a row with another number of fields than the header,
// nobody knows which field is which, and the part is the whole line.
func (r *Rows) columnRange(column, line int) byteRange {
	const end = math.MaxInt32
	if len(r.record) != len(r.header) {
		return byteRange{0, end}
	}
	firstLine, from := r.csv.FieldPos(column)
	lastLine, to := end, end
	if column+1 < len(r.record) {
		lastLine, to = r.csv.FieldPos(column + 1)
	}
	part := byteRange{0, end}
	if firstLine == line {
		part.from = from - 1
	}
	if lastLine == line {
		part.to = to - 2 // without the separator
	}
	if line < firstLine || line > lastLine {
		return byteRange{}
	}
	return part
}

// Position returns the position of a field that was read before. It works until the file is closed.
func (r *Rows) Position(m Bookmark) diagnostic.Position {
	text := r.textFrom(m.start, int(m.end-m.start))
	start := blankLength(text)
	for range m.fieldLine - m.rowLine {
		start += strings.IndexByte(text[start:], '\n') + 1
	}
	return r.linePosition(text[start:], m.from-1, m.length, m.fieldLine+r.skipped, m.hidden)
}

// columnPosition returns the position of a column of the file in the row.
func (r *Rows) columnPosition(column int) diagnostic.Position {
	return r.Position(r.bookmarkColumn(column))
}

// hiddenOfUnread returns the parts to hide of a line in a row that could not be read: the whole
// line when any column is hidden.
func (r *Rows) hiddenOfUnread() []byteRange {
	if slices.Contains(r.hidden, true) {
		return []byteRange{{0, math.MaxInt32}}
	}
	return nil
}

// firstLinePosition returns the position of length bytes on the first line of a row that could not
// be read. from counts bytes from 1.
func (r *Rows) firstLinePosition(from, length int) diagnostic.Position {
	text := r.textFrom(r.start, rowLimit)
	start := blankLength(text)
	return r.linePosition(text[start:], from-1, length, r.lineNumber(r.start+int64(start)), r.hiddenOfUnread())
}

// bytePosition returns the position of one byte of the row. Its offset is from the start of the
// file, after a byte order mark.
func (r *Rows) bytePosition(offset int64) diagnostic.Position {
	inRow := int(offset - r.start)
	text := r.textFrom(r.start, inRow+rowLimit)
	inRow = min(inRow, len(text))
	start := strings.LastIndexByte(text[:inRow], '\n') + 1
	return r.linePosition(text[start:], inRow-start, 1, r.lineNumber(offset), r.hiddenOfUnread())
}

// linePosition returns the position of length bytes from an offset in the first line of a text.
// number is the number of that line in the file.
func (r *Rows) linePosition(text string, offset, length, number int, hidden []byteRange) diagnostic.Position {
	line, _, _ := strings.Cut(text, "\n")
	line = strings.TrimSuffix(line, "\r")
	from := max(0, min(offset, len(line)))
	to := max(from, min(from+length, len(line)))
	return diagnostic.Position{File: r.name, Line: number, Column: characters(line[:from], line) + 1,
		Length: max(1, characters(line[from:to], line)), Excerpt: excerpt(line, hidden)}
}

// excerpt returns a line as a message shows it. It has a dot for each hidden character, so that the
// columns stay the same.
func excerpt(line string, hidden []byteRange) string {
	decode := func(s string) string { return s }
	if !utf8.ValidString(line) {
		decode = fromWindows1252
	}
	var b strings.Builder
	done := 0
	for _, part := range hidden {
		from, to := max(done, min(part.from, len(line))), min(part.to, len(line))
		if from >= to {
			continue
		}
		b.WriteString(decode(line[done:from]))
		b.WriteString(strings.Repeat("·", characters(line[from:to], line)))
		done = to
	}
	b.WriteString(decode(line[done:]))
	return b.String()
}

// characters counts the characters in a part of a line, which is Windows-1252 when it is not UTF-8.
func characters(part, line string) int {
	if utf8.ValidString(line) {
		return utf8.RuneCountInString(part)
	}
	return len(part)
}

// textFrom reads from the file again, at most length bytes.
func (r *Rows) textFrom(start int64, length int) string {
	buffer := make([]byte, length)
	n, _ := r.file.ReadAt(buffer, r.stream.base+start)
	return string(buffer[:n])
}

// blankLength returns the length of the blank lines before a row, which encoding/csv skips.
func blankLength(text string) int {
	rest := text
	for {
		if after, ok := strings.CutPrefix(rest, "\n"); ok {
			rest = after
		} else if after, ok := strings.CutPrefix(rest, "\r\n"); ok {
			rest = after
		} else {
			return len(text) - len(rest)
		}
	}
}

// lineNumber returns the number of the line that an offset is on. It counts from the start of the
// file, so it is only for messages that a file has few of.
func (r *Rows) lineNumber(offset int64) int {
	section := io.NewSectionReader(r.file, r.stream.base, offset)
	buffer := make([]byte, bufferSize)
	for n := 1 + r.skipped; ; {
		length, err := section.Read(buffer)
		n += bytes.Count(buffer[:length], []byte("\n"))
		if err != nil {
			return n
		}
	}
}
