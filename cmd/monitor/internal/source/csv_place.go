package source

import (
	"bytes"
	"io"
	"strings"
	"unicode/utf8"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
)

// Where in a CSV file something is. The file is not kept: what a message shows is read from it again. encoding/csv counts
// lines and bytes from the start of a row; messages count characters.

// field is the position of a column of the row.
func (r *Rows) field(column int) diagnostic.Position {
	first, _ := r.csv.FieldPos(0)
	line, at := r.csv.FieldPos(column)
	text := r.text(int(r.csv.InputOffset() - r.start))
	start := skipped(text)
	for range line - first {
		start += strings.IndexByte(text[start:], '\n') + 1
	}
	return r.place(text, start, start+at-1, len(r.record[column]), line)
}

// first is a place on the first line of a row that could not be read: from a byte, counted from 1, so many bytes.
func (r *Rows) first(column, length int) diagnostic.Position {
	text := r.text(rowLimit)
	start := skipped(text)
	return r.place(text, start, start+column-1, length, r.line(r.start+int64(start)))
}

// offset is the place of one byte of the file, counted behind a byte order mark, in the row.
func (r *Rows) offset(offset int64) diagnostic.Position {
	at := int(offset - r.start)
	text := r.text(at + rowLimit)
	at = min(at, len(text))
	return r.place(text, strings.LastIndexByte(text[:at], '\n')+1, at, 1, r.line(offset))
}

// place is the position of length bytes at a place in the text of the row, on the line that starts at start.
func (r *Rows) place(text string, start, at, length, number int) diagnostic.Position {
	line, _, _ := strings.Cut(text[start:], "\n")
	line = strings.TrimSuffix(line, "\r")
	at = max(0, min(at-start, len(line)))
	end := max(at, min(at+length, len(line)))
	p := diagnostic.Position{File: r.name, Line: number, Column: characters(line[:at], line) + 1,
		Length: max(1, characters(line[at:end], line)), Excerpt: line}
	if !utf8.ValidString(line) {
		p.Excerpt = fromWindows1252(line)
	}
	return p
}

// characters counts those of a part of a line, which is read as Windows-1252 when it is not UTF-8.
func characters(part, line string) int {
	if utf8.ValidString(line) {
		return utf8.RuneCountInString(part)
	}
	return len(part)
}

// text is what stands in the file from the row on, or from the blank lines before it, at most length bytes.
func (r *Rows) text(length int) string {
	buffer := make([]byte, length)
	n, _ := r.file.ReadAt(buffer, r.tap.base+r.start)
	return string(buffer[:n])
}

// skipped is how long the blank lines are before a row: encoding/csv passes over them.
func skipped(text string) int {
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

// line is the number of the line that a place is on. It counts from the start of the file, and so is for what is
// reported of a file a few times.
func (r *Rows) line(offset int64) int {
	section := io.NewSectionReader(r.file, r.tap.base, offset)
	buffer := make([]byte, bufferSize)
	for n := 1; ; {
		length, err := section.Read(buffer)
		n += bytes.Count(buffer[:length], []byte("\n"))
		if err != nil {
			return n
		}
	}
}
