// Package rewrite owns changes that commands make in the files that people write. What is not asked for stays, byte
// for byte: remarks, order, layout, line ends.
//
// An Edit is one change in a text; TOML, Cells and Place find what to change. A Draft is a copy of the sources that
// takes the changes. The caller checks the draft as any sources, and only then installs it: all files or none, also
// when the process is killed (see install.go).
//
// It imports source for where things are written, diagnostic for positions, and lock. It does not know what the files
// mean.
package rewrite

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// Edit puts a text in the place of the bytes from From up to To.
type Edit struct {
	From, To int
	Text     string
}

// Apply makes all edits at once: their offsets are those in data. Edits at one place are made in their order. Edits
// that overlap are a mistake of the caller, and Apply panics.
func Apply(data []byte, edits []Edit) []byte {
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, func(a, b Edit) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
	var out []byte
	done := 0
	for _, e := range edits {
		if e.From < done || e.To < e.From || e.To > len(data) {
			panic(fmt.Sprintf("rewrite: an edit of bytes %d to %d, after one up to %d, of %d", e.From, e.To, done, len(data)))
		}
		out = append(append(out, data[done:e.From]...), e.Text...)
		done = e.To
	}
	return append(out, data[done:]...)
}

// Text is a text that is being changed. All places are those in the text as it was; Bytes makes all changes at once.
type Text struct {
	data  []byte
	edits []Edit
	gone  []source.Range
}

// NewText begins to change a text.
func NewText(data []byte) *Text { return &Text{data: data} }

// Replace puts a text in the place of a part. The same twice is one change.
func (t *Text) Replace(r source.Range, text string) {
	if e := (Edit{r.From, r.To, text}); !slices.Contains(t.edits, e) {
		t.edits = append(t.edits, e)
	}
}

// ReplaceText puts a text in the place of another one, a value or a key in quotation marks, which it keeps if they can
// hold the text.
func (t *Text) ReplaceText(r source.Range, text string) {
	written := Quote(text)
	if was := t.Written(r); strings.HasPrefix(was, "'") && written == `"`+text+`"` && !strings.Contains(text, "'") {
		written = "'" + text + "'"
	}
	t.Replace(r, written)
}

// Written returns a part of the text.
func (t *Text) Written(r source.Range) string { return string(t.data[r.From:r.To]) }

// Bytes returns the text with all changes. What is deleted takes with it what was changed there, but not what was added
// before or behind it.
func (t *Text) Bytes() []byte {
	slices.SortFunc(t.gone, func(a, b source.Range) int { return cmp.Compare(a.From, b.From) })
	edits := slices.DeleteFunc(slices.Clone(t.edits), func(e Edit) bool {
		return e.From < e.To && slices.ContainsFunc(t.gone, func(r source.Range) bool {
			return r.From <= e.From && e.To <= r.To
		})
	})
	for n := 0; n < len(t.gone); n++ {
		r := t.gone[n]
		for ; n+1 < len(t.gone) && t.gone[n+1].From <= r.To; n++ {
			r.To = max(r.To, t.gone[n+1].To)
		}
		// Nothing is left behind a comma: TOML allows none before a brace.
		before, after := bytes.TrimRight(t.data[:r.From], blank), bytes.TrimLeft(t.data[r.To:], blank)
		if bytes.HasSuffix(before, []byte(",")) && bytes.IndexAny(after, "}]") == 0 {
			r.From = len(before) - 1
		}
		edits = append(edits, Edit{r.From, r.To, ""})
	}
	return Apply(t.data, edits)
}

const blank = " \t\r\n"

// Place returns the bytes of a file on disk that a diagnostic points at.
func Place(data []byte, at diagnostic.Position) (place source.Range, ok bool) {
	from := len(data) - len(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")))
	for range at.Line - 1 {
		n := bytes.IndexAny(data[from:], "\r\n")
		if n < 0 {
			return source.Range{}, false
		}
		if from += n + 1; data[from-1] == '\r' && from < len(data) && data[from] == '\n' {
			from++
		}
	}
	skip := func(characters int) {
		for ; characters > 0 && from < len(data); characters-- {
			_, n := utf8.DecodeRune(data[from:])
			from += n
		}
	}
	skip(at.Column - 1)
	place.From = from
	skip(at.Length)
	place.To = from
	return place, at.Line > 0
}

// Cells returns where the cells of a CSV file are, row by row, without their quotation marks. The first row is the
// header, which says by what cells are separated.
func Cells(data []byte) (rows [][]source.Range) {
	at := len(data) - len(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")))
	header, _, _ := bytes.Cut(data[at:], []byte("\n"))
	separator := byte(',')
	for _, other := range []byte(";\t") {
		if bytes.Count(header, []byte{other}) > bytes.Count(header, []byte{separator}) {
			separator = other
		}
	}
	ends := string(separator) + "\r\n"
	for at < len(data) {
		var row []source.Range
		for {
			cell := source.Range{From: at}
			if at < len(data) && data[at] == '"' {
				cell.From++
				for at++; at < len(data) && !(data[at] == '"' && (at+1 == len(data) || data[at+1] != '"')); at++ {
					if data[at] == '"' {
						at++ // the first of two, which stand for one
					}
				}
				at = min(at, len(data))
				cell.To = at
				at = min(at+1, len(data))
			}
			if n := bytes.IndexAny(data[at:], ends); n >= 0 {
				at += n
			} else {
				at = len(data)
			}
			if cell.To == 0 {
				cell.To = at
			}
			row = append(row, cell)
			if at == len(data) || data[at] != separator {
				break
			}
			at++
		}
		for at < len(data) && (data[at] == '\r' || data[at] == '\n') {
			at++
		}
		rows = append(rows, row)
	}
	return rows
}

// newline returns how the lines of a text end.
func newline(data []byte) string {
	if bytes.Contains(data, []byte("\r\n")) {
		return "\r\n"
	}
	return "\n"
}

// Quote returns a text as TOML writes it.
func Quote(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
