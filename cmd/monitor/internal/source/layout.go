package source

import (
	"bytes"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

// Layout of a TOML text: where each key, value and table is written, byte for byte. Whoever changes a file in place
// needs all of them, unlike whoever reports one mistake (see document), and so walks the text once.

// Range is a part of a text, in bytes.
type Range struct{ From, To int }

// PieceKind is a kind of Piece.
type PieceKind int

// The kinds of pieces.
const (
	Head    PieceKind = iota // of a table: [risk.brand]
	Pair                     // a key with its value
	Element                  // of a list
)

// Piece is something that is written in a TOML text.
type Piece struct {
	Kind  PieceKind
	Path  []string // the keys from the top of the text; of an element, those of its list
	Names []Range  // where the last keys of Path are written: as many as are written here, none of an element
	Value Range    // empty of a head
	// Whole is all of the piece. Of a head and of a pair outside braces it has whole lines, with remarks behind them.
	Whole  Range
	Inline bool // it is in braces or in a list
}

// Below reports whether the path of a piece begins with some keys.
func (p *Piece) Below(path ...string) bool {
	return len(p.Path) >= len(path) && slices.Equal(p.Path[:len(path)], path)
}

// Is reports whether a piece has exactly some keys.
func (p *Piece) Is(path ...string) bool { return slices.Equal(p.Path, path) }

// Layout returns the pieces of a TOML text in its order; a list or an inline table comes before what is in it. The
// text must be one that ParseTOML accepts: of another, the pieces may be wrong.
func Layout(text []byte) []Piece {
	l := &layout{text: string(text)}
	l.at = len(text) - len(bytes.TrimPrefix(text, []byte(byteOrderMark)))
	var table []string
	for l.skipBlank(true); l.at < len(l.text); l.skipBlank(true) {
		start := l.at
		line := strings.LastIndexByte(l.text[:start], '\n') + 1
		if l.text[l.at] == '[' {
			l.at++
			if strings.HasPrefix(l.text[l.at:], "[") {
				l.at++
			}
			keys, names := l.keys()
			table = keys
			l.toEndOfLine()
			l.pieces = append(l.pieces, Piece{Kind: Head, Path: keys, Names: names, Whole: Range{line, l.at}})
			continue
		}
		n := l.pair(table, false)
		l.toEndOfLine()
		if l.at <= start {
			l.at = start + 1 // no TOML
		}
		l.pieces[n].Whole = Range{line, l.at}
	}
	return l.pieces
}

// layout is a walk through a text.
type layout struct {
	text   string
	at     int
	pieces []Piece
}

// skipBlank skips white space and remarks; with lines, also the ends of lines.
func (l *layout) skipBlank(lines bool) {
	for ; l.at < len(l.text); l.at++ {
		switch c := l.text[l.at]; {
		case c == ' ', c == '\t', lines && (c == '\n' || c == '\r'):
		case c == '#' && lines:
			l.skipTo("\n")
		default:
			return
		}
	}
}

// skipTo moves to the first of some bytes, or to the end of the text.
func (l *layout) skipTo(ends string) {
	if n := strings.IndexAny(l.text[l.at:], ends); n >= 0 {
		l.at += n
	} else {
		l.at = len(l.text)
	}
}

// toEndOfLine moves behind the end of the line.
func (l *layout) toEndOfLine() {
	if n := strings.IndexByte(l.text[l.at:], '\n'); n >= 0 {
		l.at += n + 1
	} else {
		l.at = len(l.text)
	}
}

// keys reads keys with dots between them, up to what follows.
func (l *layout) keys() (keys []string, names []Range) {
	for l.at < len(l.text) {
		l.skipBlank(false)
		from := l.at
		if l.at < len(l.text) && strings.IndexByte(`"'`, l.text[l.at]) >= 0 {
			l.at = min(skipString(l.text, l.at)+1, len(l.text))
		} else {
			l.skipTo(".=]#,} \t\r\n\"'")
		}
		key, _ := Unquote(l.text[from:l.at])
		keys, names = append(keys, key), append(names, Range{from, l.at})
		l.skipBlank(false)
		if l.at >= len(l.text) || l.text[l.at] != '.' {
			break
		}
		l.at++
	}
	return keys, names
}

// pair reads a key and its value, and returns the number of its piece.
func (l *layout) pair(table []string, inline bool) (n int) {
	from := l.at
	keys, names := l.keys()
	if l.at < len(l.text) && l.text[l.at] == '=' {
		l.at++
	}
	l.skipBlank(false)
	n = len(l.pieces)
	path := append(table[:len(table):len(table)], keys...)
	l.pieces = append(l.pieces, Piece{Kind: Pair, Path: path, Names: names, Inline: inline})
	value := l.value(path)
	l.pieces[n].Value, l.pieces[n].Whole = value, Range{from, value.To}
	return n
}

// value reads a value.
func (l *layout) value(path []string) Range {
	from := l.at
	if from >= len(l.text) {
		return Range{from, from}
	}
	switch l.text[l.at] {
	case '"', '\'':
		l.at = min(skipString(l.text, l.at)+1, len(l.text))
		for long := l.text[from : from+1]; strings.HasPrefix(l.text[from:], strings.Repeat(long, 3)) &&
			strings.HasPrefix(l.text[l.at:], long); l.at++ {
			// A long text may end in up to five quotation marks.
		}
	case '[', '{':
		end, list := byte('}'), l.text[l.at] == '['
		if list {
			end = ']'
		}
		l.at++
		for l.skipBlank(true); l.at < len(l.text) && l.text[l.at] != end; l.skipBlank(true) {
			before := l.at
			switch {
			case l.text[l.at] == ',':
				l.at++
			case list:
				n := len(l.pieces)
				l.pieces = append(l.pieces, Piece{Kind: Element, Path: path, Inline: true})
				value := l.value(path)
				l.pieces[n].Value, l.pieces[n].Whole = value, value
			default:
				l.pair(path, true)
			}
			if l.at <= before {
				l.at++ // no TOML
			}
		}
		l.at = min(l.at+1, len(l.text))
	default:
		l.skipTo(",]}#\r\n")
		return Range{from, from + len(strings.TrimRight(l.text[from:l.at], " \t"))}
	}
	return Range{from, l.at}
}

// Unquote returns what a key or a text in quotation marks says. A key without quotation marks says itself; ok is false
// for any other value.
func Unquote(written string) (text string, ok bool) {
	if written == "" || strings.IndexByte(`"'`, written[0]) < 0 {
		return written, false
	}
	var decoded struct{ Text string }
	if _, err := toml.Decode("Text = "+written, &decoded); err != nil {
		return "", false
	}
	return decoded.Text, true
}
