package rewrite

import (
	"bytes"
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// TOML is a TOML file, or the front matter of a chapter, that is being changed. Its methods find things by their keys
// in the text as it was.
type TOML struct {
	Text
	pieces []source.Piece
}

// ReadTOML reads a data file, which must be one that package source accepts.
func ReadTOML(data []byte) *TOML { return &TOML{Text{data: data}, source.Layout(data)} }

// ReadFrontMatter reads the front matter of a chapter, which must be one that package source accepts.
func ReadFrontMatter(data []byte) *TOML {
	const fence = "+++"
	from := bytes.IndexByte(data, '\n') + 1
	for to := from; to < len(data); to += bytes.IndexByte(data[to:], '\n') + 1 {
		if bytes.HasPrefix(data[to:], []byte(fence)) || !bytes.Contains(data[to:], []byte("\n")) {
			pieces := source.Layout(data[:to])
			// The fence above is a line without a key for Layout.
			pieces = slices.DeleteFunc(pieces, func(p source.Piece) bool { return p.Whole.From < from })
			return &TOML{Text{data: data}, pieces}
		}
	}
	return &TOML{Text: Text{data: data}}
}

// Pieces returns all that is written, in the order of the text.
func (t *TOML) Pieces() []source.Piece { return t.pieces }

// Said returns what a value says that is a text.
func (t *TOML) Said(value source.Range) (text string, ok bool) {
	return source.Unquote(t.Written(value))
}

// Find returns the key with its value at a path of keys, or nil.
func (t *TOML) Find(path ...string) *source.Piece {
	for n := range t.pieces {
		if p := &t.pieces[n]; p.Kind == source.Pair && p.Is(path...) {
			return p
		}
	}
	return nil
}

// Has reports whether anything is written at a path of keys, or below it.
func (t *TOML) Has(path ...string) bool {
	return slices.ContainsFunc(t.pieces, func(p source.Piece) bool { return p.Below(path...) })
}

// Set gives a key a value, which is written as TOML. A new key comes after the last key of its table, which must have
// a head or be the top. Set reports false when there is no such table.
func (t *TOML) Set(written string, path ...string) bool {
	if p := t.Find(path...); p != nil {
		t.Replace(p.Value, written)
		return true
	}
	table := path[:len(path)-1]
	at, found := 0, len(table) == 0
	inside := found
	for _, p := range t.pieces {
		switch {
		case p.Kind == source.Head:
			if inside = p.Is(table...); inside {
				found, at = true, p.Whole.To
			}
		case inside && !p.Inline:
			at = p.Whole.To
		}
	}
	if found {
		t.addLines(at, path[len(path)-1]+" = "+written)
	}
	return found
}

// Add adds a key to a table at a path of keys, behind what it has: in lines, in braces or with the keys of the table
// before a dot. key and written are as TOML writes them.
func (t *TOML) Add(key, written string, table ...string) {
	var last *source.Piece
	for n := range t.pieces {
		p := &t.pieces[n]
		switch {
		case p.Kind == source.Pair && p.Is(table...):
			at := p.Value.To - len("}")
			text := strings.TrimRight(t.Written(source.Range{From: p.Value.From + 1, To: at}), blank)
			at = p.Value.From + 1 + len(text)
			separator := ", "
			if text == "" || strings.HasSuffix(text, ",") {
				separator = " "
			}
			t.edits = append(t.edits, Edit{at, at, separator + key + " = " + written})
			return
		case p.Kind == source.Head && p.Is(table...), p.Kind == source.Pair && !p.Inline && len(p.Path) == len(table)+1 &&
			p.Below(table...):
			last = p
		}
	}
	if last == nil {
		return
	}
	before := ""
	if last.Kind == source.Pair {
		before = t.Written(source.Range{From: last.Whole.From, To: last.Names[len(last.Names)-1].From})
	}
	t.addLines(last.Whole.To, before+key+" = "+written)
}

// addLines puts lines before the line at an offset.
func (t *TOML) addLines(at int, lines ...string) {
	end := newline(t.data)
	text := strings.Join(lines, end) + end
	if at > 0 && at == len(t.data) && t.data[at-1] != '\n' {
		text = end + text
	}
	t.edits = append(t.edits, Edit{at, at, text})
}

// RenameKey gives a key another name, wherever it is written at a path of keys: in heads, before dots and in braces.
func (t *TOML) RenameKey(name string, path ...string) {
	for _, p := range t.pieces {
		at := len(path) - 1 - (len(p.Path) - len(p.Names))
		if p.Kind != source.Element && p.Below(path...) && at >= 0 {
			t.Replace(p.Names[at], name)
		}
	}
}

// Delete removes a key with its value, or a table with all tables below it. The remark right above goes too.
func (t *TOML) Delete(path ...string) {
	for n := range t.pieces {
		p := &t.pieces[n]
		switch {
		case p.Kind == source.Element || !p.Below(path...):
		case p.Kind == source.Head:
			t.gone = append(t.gone, t.table(n))
		case p.Inline:
			t.gone = append(t.gone, t.withComma(p.Whole))
		default:
			t.gone = append(t.gone, source.Range{From: t.remarkAbove(p.Whole.From), To: p.Whole.To})
		}
	}
}

// DeleteElement removes an element of a list.
func (t *TOML) DeleteElement(p *source.Piece) { t.gone = append(t.gone, t.withComma(p.Whole)) }

// table returns the lines of a table: from the remark above its head to the next one, without what is below a blank
// line there.
func (t *TOML) table(n int) source.Range {
	end := t.pieces[n].Whole.To
	for _, p := range t.pieces[n+1:] {
		if p.Kind == source.Head {
			break
		}
		end = max(end, p.Whole.To)
	}
	for end < len(t.data) {
		line, _, _ := bytes.Cut(t.data[end:], []byte("\n"))
		if len(bytes.TrimSpace(line)) > 0 {
			break
		}
		end = min(end+len(line)+1, len(t.data))
	}
	return source.Range{From: t.remarkAbove(t.pieces[n].Whole.From), To: end}
}

// remarkAbove returns where the lines of remarks right above a line begin. The remark that a file begins with is about
// the whole file.
func (t *TOML) remarkAbove(line int) int {
	at := line
	for at > 0 {
		above := bytes.LastIndexByte(t.data[:at-1], '\n') + 1
		if !bytes.HasPrefix(bytes.TrimLeft(t.data[above:at], " \t"), []byte("#")) {
			return at
		}
		at = above
	}
	return line
}

// withComma returns a part of a list or of an inline table with the comma behind it. Bytes takes the comma before
// it when nothing is left behind that.
func (t *TOML) withComma(r source.Range) source.Range {
	rest := t.data[r.To:]
	if after := bytes.TrimLeft(rest, blank); bytes.HasPrefix(after, []byte(",")) {
		r.To += len(rest) - len(bytes.TrimLeft(after[1:], " \t"))
	}
	return r
}
