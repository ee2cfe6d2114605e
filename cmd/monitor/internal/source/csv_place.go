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

// Where in a CSV file something is. The file is not kept: what a message shows is read from it again. encoding/csv counts
// lines and bytes from the start of a row; messages count characters.

// Mark remembers a field of a row, so that it can be pointed at when later rows have been read. It holds no text.
type Mark struct {
	start, end  int64 // the row in the file
	first, line int   // the lines on which the row and the field start
	at, length  int   // the field on its line, from 1, and how long it is without quotation marks; in bytes
	hidden      []span
}

// span is a part of a line, in bytes.
type span struct{ from, to int }

// Mark remembers the nth selected column of the row, which must be in the file.
func (r *Rows) Mark(n int) Mark { return r.mark(r.selected[n]) }

func (r *Rows) mark(column int) Mark {
	m := Mark{start: r.start, end: r.csv.InputOffset(), length: len(r.record[column])}
	m.first, _ = r.csv.FieldPos(0)
	m.line, m.at = r.csv.FieldPos(column)
	for hidden := range r.hidden {
		if r.hidden[hidden] {
			m.hidden = append(m.hidden, r.extent(hidden, m.line))
		}
	}
	return m
}

// extent is the part of a line that a column takes, with its quotation marks: empty when it is not on that line. In a row of
// another number of fields than the header nobody knows which is which, and all of the line is taken.
func (r *Rows) extent(column, line int) span {
	const end = math.MaxInt32
	if len(r.record) != len(r.header) {
		return span{0, end}
	}
	firstLine, from := r.csv.FieldPos(column)
	lastLine, to := end, end
	if column+1 < len(r.record) {
		lastLine, to = r.csv.FieldPos(column + 1)
	}
	s := span{0, end}
	if firstLine == line {
		s.from = from - 1
	}
	if lastLine == line {
		s.to = to - 2 // without the separator
	}
	if line < firstLine || line > lastLine {
		return span{}
	}
	return s
}

// field is the position of a column of the row.
func (r *Rows) field(column int) diagnostic.Position { return r.at(r.mark(column)) }

func (r *Rows) at(m Mark) diagnostic.Position {
	text := r.textFrom(m.start, int(m.end-m.start))
	start := skipped(text)
	for range m.line - m.first {
		start += strings.IndexByte(text[start:], '\n') + 1
	}
	return r.place(text, start, start+m.at-1, m.length, m.line, m.hidden)
}

// unread are the spans to hide on a line of a row that could not be read: all of it, when a column is to be hidden.
func (r *Rows) unread() []span {
	if slices.Contains(r.hidden, true) {
		return []span{{0, math.MaxInt32}}
	}
	return nil
}

// first is a place on the first line of a row that could not be read: from a byte, counted from 1, so many bytes.
func (r *Rows) first(column, length int) diagnostic.Position {
	text := r.text(rowLimit)
	start := skipped(text)
	return r.place(text, start, start+column-1, length, r.line(r.start+int64(start)), r.unread())
}

// offset is the place of one byte of the file, counted behind a byte order mark, in the row.
func (r *Rows) offset(offset int64) diagnostic.Position {
	at := int(offset - r.start)
	text := r.text(at + rowLimit)
	at = min(at, len(text))
	return r.place(text, strings.LastIndexByte(text[:at], '\n')+1, at, 1, r.line(offset), r.unread())
}

// place is the position of length bytes at a place in the text of the row, on the line that starts at start.
func (r *Rows) place(text string, start, at, length, number int, hidden []span) diagnostic.Position {
	line, _, _ := strings.Cut(text[start:], "\n")
	line = strings.TrimSuffix(line, "\r")
	at = max(0, min(at-start, len(line)))
	end := max(at, min(at+length, len(line)))
	return diagnostic.Position{File: r.name, Line: number, Column: characters(line[:at], line) + 1,
		Length: max(1, characters(line[at:end], line)), Excerpt: shown(line, hidden)}
}

// shown is a line as a message shows it: with a dot for each character that is hidden, so that what is pointed at stays in
// its place.
func shown(line string, hidden []span) string {
	decode := func(s string) string { return s }
	if !utf8.ValidString(line) {
		decode = fromWindows1252
	}
	var b strings.Builder
	done := 0
	for _, s := range hidden {
		from, to := max(done, min(s.from, len(line))), min(s.to, len(line))
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

// characters counts those of a part of a line, which is read as Windows-1252 when it is not UTF-8.
func characters(part, line string) int {
	if utf8.ValidString(line) {
		return utf8.RuneCountInString(part)
	}
	return len(part)
}

// text is what stands in the file from the row on, or from the blank lines before it, at most length bytes.
func (r *Rows) text(length int) string { return r.textFrom(r.start, length) }

func (r *Rows) textFrom(start int64, length int) string {
	buffer := make([]byte, length)
	n, _ := r.file.ReadAt(buffer, r.tap.base+start)
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
