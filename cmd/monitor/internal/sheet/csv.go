package sheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"utwente.nl/monitor/cmd/monitor/internal/office"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// separators are what may separate the fields of a CSV file, the likeliest first.
var separators = []rune{';', '\t', ','}

// parseCSV reads a CSV file: in UTF-8, UTF-16 or Windows-1252, with lines that end in LF, CR LF or CR.
func parseCSV(name string, data []byte) (*Book, error) {
	text := source.DecodeCSV(data)
	if bytes.IndexByte(text, 0) >= 0 || !utf8.Valid(text) {
		return nil, ErrNoSheet
	}
	comma := separatorOf(text)
	if head, rest, _ := bytes.Cut(text, []byte("\n")); bytes.HasPrefix(bytes.ToLower(head), []byte("sep=")) {
		if said := []rune(strings.TrimSpace(string(head[len("sep="):]))); len(said) == 1 && said[0] < utf8.RuneSelf {
			comma = said[0]
		}
		text = append([]byte("\n"), rest...) // so that rows keep their numbers
	}
	r := csv.NewReader(bytes.NewReader(text))
	r.Comma, r.FieldsPerRecord = comma, -1
	g := &Grid{file: name}
	cells := 0
	for {
		record, err := r.Read()
		if err == io.EOF {
			break
		}
		if bad, ok := errors.AsType[*csv.ParseError](err); ok {
			return nil, fmt.Errorf("%w: %d:%d", office.ErrDamaged, bad.Line, bad.Column)
		} else if err != nil {
			return nil, fmt.Errorf("%w: %v", office.ErrDamaged, err)
		}
		line, _ := r.FieldPos(0)
		for len(g.rows) < line-1 { // blank lines, and those within the row above
			g.rows = append(g.rows, nil)
		}
		row := make([]Cell, len(record))
		for n, field := range record {
			row[n] = textCell(field)
		}
		g.rows = append(g.rows, row)
		if cells += len(row); cells > cellLimit {
			return nil, office.ErrTooLarge
		}
	}
	g.trim()
	return &Book{File: name, Grids: []*Grid{g}}, nil
}

// textCell returns a cell with a text, or an empty one. A fault that was exported is one.
func textCell(text string) Cell {
	text = strings.TrimSpace(strings.Map(func(r rune) rune {
		if r == '\u00a0' || unicode.IsControl(r) && r != '\n' {
			return ' ' // also what would change a terminal
		}
		return r
	}, text))
	switch {
	case text == "":
		return Cell{}
	case isFault(text):
		return Cell{Kind: Fault, Text: text}
	}
	return Cell{Kind: Text, Text: text}
}

// isFault reports whether a text is an error as spreadsheets write it, in Dutch or English.
func isFault(text string) bool {
	switch strings.ToUpper(text) {
	case "#REF!", "#VERW!", "#N/A", "#N/B", "#VALUE!", "#WAARDE!", "#DIV/0!", "#DEEL/0!", "#NAME?", "#NAAM?", "#NUM!",
		"#GETAL!", "#NULL!", "#LEEG!", "#SPILL!", "#OVERLOOP!", "#CALC!":
		return true
	}
	return false
}

// separatorOf returns the separator that cuts the most lines at the begin of a text into the same number of fields, two
// or more. A line may be a title, and a decimal comma may be in any.
func separatorOf(text []byte) rune {
	const most = 50 // lines
	best, comma := 0, separators[0]
	for _, c := range separators {
		lines := make(map[int]int) // by number of separators
		for n, line := range bytes.SplitN(text, []byte("\n"), most+1) {
			if n < most {
				if found := outsideQuotes(line, byte(c)); found > 0 {
					lines[found]++
				}
			}
		}
		for _, n := range lines {
			if n > best {
				best, comma = n, c
			}
		}
	}
	return comma
}

// outsideQuotes counts a mark outside quotation marks.
func outsideQuotes(line []byte, mark byte) (n int) {
	quoted := false
	for _, c := range line {
		switch {
		case c == '"':
			quoted = !quoted
		case c == mark && !quoted:
			n++
		}
	}
	return n
}
