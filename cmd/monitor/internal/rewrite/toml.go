package rewrite

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// TOML is a TOML file, or the front matter of a chapter, that is being changed. Its methods find things by their keys
// in the text as it was.
type TOML struct {
	Text
	pieces  []source.Piece
	added   []addition
	deleted [][]string // paths of keys
}

// ReadTOML reads a data file, which must be one that package source accepts.
func ReadTOML(data []byte) *TOML { return &TOML{Text: Text{data: data}, pieces: source.Layout(data)} }

// ReadFrontMatter reads the front matter of a chapter, which must be one that package source accepts.
func ReadFrontMatter(data []byte) *TOML {
	const fence = "+++"
	from := bytes.IndexByte(data, '\n') + 1
	for to := from; to < len(data); to += bytes.IndexByte(data[to:], '\n') + 1 {
		if bytes.HasPrefix(data[to:], []byte(fence)) || !bytes.Contains(data[to:], []byte("\n")) {
			pieces := source.Layout(data[:to])
			// The fence above is a line without a key for Layout.
			pieces = slices.DeleteFunc(pieces, func(p source.Piece) bool { return p.Whole.From < from })
			return &TOML{Text: Text{data: data}, pieces: pieces}
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

// Set makes a key say a text. A new key is added.
func (t *TOML) Set(text string, path ...string) {
	if p := t.Find(path...); p != nil {
		t.ReplaceText(p.Value, text)
		return
	}
	t.Add(Quote(text), path...)
}

// Add adds a key with a value, which is written as TOML. It comes behind what its table has, in the way in which that
// is written: below a head, in braces, or with the keys of the table before a dot. A new table comes at the end.
func (t *TOML) Add(written string, path ...string) {
	table, key := path[:len(path)-1], path[len(path)-1]
	line := writtenKey(key) + " = " + written
	if end, ok := t.belowHead(table); ok {
		t.add(path, Edit{end, end, t.lines(end, line)})
		return
	}
	if p := t.Find(table...); p != nil {
		t.add(path, t.inBraces(p, line))
		return
	}
	if p, before := t.behindDot(table); p != nil {
		if p.Inline {
			t.add(path, Edit{p.Whole.To, p.Whole.To, ", " + before + line})
		} else {
			indent := t.Written(source.Range{From: p.Whole.From, To: p.Names[0].From})
			t.add(path, Edit{p.Whole.To, p.Whole.To, t.lines(p.Whole.To, indent+before+line)})
		}
		return
	}
	for n := 1; n < len(table); n++ {
		if t.Find(table[:n]...) != nil { // is in braces, and so must be what is in it
			t.Add("{ "+line+" }", table...)
			return
		}
	}
	end := len(t.data)
	lines := []string{tableHead(table), line}
	if end > 0 {
		lines = slices.Insert(lines, 0, "")
	}
	t.add(path, Edit{end, end, t.lines(end, lines...)})
}

// AddBefore is Add for a key that comes before another one of its table, above the remark of that.
func (t *TOML) AddBefore(next *source.Piece, written string, path ...string) {
	own := len(path) - 1 - (len(next.Path) - len(next.Names)) // so many keys of the table are written there
	line := t.Written(source.Range{From: next.Names[0].From, To: next.Names[own].From}) +
		writtenKey(path[len(path)-1]) + " = " + written
	at := next.Whole.From
	if next.Inline {
		t.add(path, Edit{at, at, line + ", "})
		return
	}
	indent := t.Written(source.Range{From: at, To: next.Names[0].From})
	at = t.remarkAbove(at)
	t.add(path, Edit{at, at, t.lines(at, indent+line)})
}

// AddDotted is Add for a key in a new table that is written with a dot: note.nl = "…".
func (t *TOML) AddDotted(written, key string, path ...string) {
	n := len(path) - 1
	t.Add(written, path...)
	last := &t.added[len(t.added)-1]
	last.Text = strings.Replace(last.Text, writtenKey(path[n])+" = ", writtenKey(path[n])+"."+writtenKey(key)+" = ", 1)
}

// tableHead returns the head of a table as TOML writes it.
func tableHead(table []string) string {
	var keys []string
	for _, key := range table {
		keys = append(keys, writtenKey(key))
	}
	return "[" + strings.Join(keys, ".") + "]"
}

// addition is an edit that adds a key.
type addition struct {
	Edit
	path []string
}

func (t *TOML) add(path []string, e Edit) { t.added = append(t.added, addition{e, path}) }

// belowHead returns the end of what stands below the head of a table, up to the next head. The top of a text has none.
func (t *TOML) belowHead(table []string) (end int, ok bool) {
	inside := len(table) == 0
	ok = inside
	for _, p := range t.pieces {
		switch {
		case p.Kind == source.Head:
			if inside = p.Is(table...); inside {
				end, ok = p.Whole.To, true
			}
		case inside && !p.Inline:
			end = p.Whole.To
		}
	}
	return end, ok
}

// inBraces returns the edit that adds a key to a table in braces.
func (t *TOML) inBraces(table *source.Piece, line string) Edit {
	at, text := table.Value.From+len("{"), " "+line
	if strings.TrimSpace(t.Written(table.Value)) == "{}" {
		text += " "
	}
	for _, p := range t.pieces {
		if p.Inline && p.Whole.From > table.Value.From && p.Whole.To < table.Value.To {
			at, text = max(at, p.Whole.To), ", "+line
		}
	}
	return Edit{at, at, text}
}

// behindDot returns the last key of a table that is written with keys of the table before it, and those keys.
func (t *TOML) behindDot(table []string) (last *source.Piece, before string) {
	for n := range t.pieces {
		p := &t.pieces[n]
		own := len(table) - (len(p.Path) - len(p.Names)) // so many keys of the table are written here
		if p.Kind == source.Pair && p.Below(table...) && own > 0 && own < len(p.Names) {
			last, before = p, t.Written(source.Range{From: p.Names[0].From, To: p.Names[own].From})
		}
	}
	return last, before
}

// lines returns lines that are put at the begin of a line.
func (t *TOML) lines(at int, lines ...string) string {
	end := newline(t.data)
	text := strings.Join(lines, end) + end
	if at > 0 && at == len(t.data) && t.data[at-1] != '\n' {
		text = end + text
	}
	return text
}

// Bytes returns the text with all changes. What is deleted takes with it what was changed or added there.
func (t *TOML) Bytes() []byte {
	changed := Text{t.data, slices.Clone(t.edits), t.gone}
	for _, a := range t.added {
		if !slices.ContainsFunc(t.deleted, func(path []string) bool {
			return len(path) <= len(a.path) && slices.Equal(path, a.path[:len(path)])
		}) {
			changed.edits = append(changed.edits, a.Edit)
		}
	}
	return changed.Bytes()
}

// RenameKey gives a key another name, wherever it is written at a path of keys: in heads, before dots and in braces. It
// keeps quotation marks.
func (t *TOML) RenameKey(name string, path ...string) {
	for _, p := range t.pieces {
		at := len(path) - 1 - (len(p.Path) - len(p.Names))
		if p.Kind == source.Element || !p.Below(path...) || at < 0 {
			continue
		}
		if strings.IndexByte(`"'`, t.data[p.Names[at].From]) >= 0 {
			t.ReplaceText(p.Names[at], name)
		} else {
			t.Replace(p.Names[at], writtenKey(name))
		}
	}
}

var bareKey = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)

// writtenKey returns a key as TOML writes it.
func writtenKey(key string) string {
	if bareKey.MatchString(key) {
		return key
	}
	return Quote(key)
}

// Delete removes a key with its value, or a table with all tables below it. The remark right above goes too.
func (t *TOML) Delete(path ...string) {
	t.deleted = append(t.deleted, slices.Clone(path))
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
