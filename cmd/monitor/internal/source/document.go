package source

import (
	"bytes"
	"errors"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
)

// nesting is how deep tables and arrays may go. The formats of this site need five levels. The TOML
// library calls itself for each level, so a file of brackets would exhaust the stack.
const nesting = 32

// document is TOML text in a file: the whole file, its front matter, or a fenced block.
//
// BurntSushi/toml has positions only in its errors. So the text is decoded once into maps, and a
// clean run pays for nothing else. For a position the text is decoded again, table by table down to
// the value, and the last step fails on purpose: its error has the position of the value, or of the
// key inside an inline table. Each such error costs the library a pass over the whole text. That is
// why Table looks up positions only for messages that are kept.
type document struct {
	file *File
	base int // where the text starts in the file
	text string
	list *diagnostic.List
	keys *node // all tables

	mu   sync.Mutex    // of what follows, and of the nodes' decoded
	meta toml.MetaData // of those that were decoded to find a position
}

// node is a table among all tables of a document. A path to it is a list of keys and never a text:
// a key may be empty, or have any character in it.
type node struct {
	names []string // of its keys, in the order of the file
	below map[string]*node
	// decoded is the table one level deep, nil as long as no position below it was looked up.
	decoded map[string]toml.Primitive
}

// child returns the node of a key, or nil.
func (n *node) child(name string) *node {
	if n == nil {
		return nil
	}
	return n.below[name]
}

// add returns the node of a key, which it makes when the key is new.
func (n *node) add(name string) *node {
	if below := n.below[name]; below != nil {
		return below
	}
	if n.below == nil {
		n.below = make(map[string]*node)
	}
	below := &node{}
	n.names, n.below[name] = append(n.names, name), below
	return below
}

// ParseTOML reads the TOML in data[from:to] of a file. Text that is not TOML is reported, and ok is
// false.
func ParseTOML(file *File, from, to int, list *diagnostic.List) (table *Table, ok bool) {
	d := &document{file: file, base: from, text: string(file.Data[from:to]), list: list}
	if at := tooDeep(d.text); at >= 0 {
		list.Add(diagnostic.TooDeep, file.At(from+at, 1), "", itoa(nesting))
		return nil, false
	}
	var values map[string]any
	meta, err := toml.Decode(d.text, &values)
	if err != nil {
		d.reportSyntax(err)
		return nil, false
	}
	if !d.reportEscapes(values) {
		return nil, false
	}
	d.indexKeys(meta.Keys())
	return &Table{doc: d, node: d.keys, values: values}, true
}

// indexKeys records the order of the keys. The library lists every key with its full path, in file
// order. It does not list a table that is only a part of a longer path: of a.b.c = 1 it lists
// a.b.c, and indexKeys records a, b below a, and c below b.
func (d *document) indexKeys(paths []toml.Key) {
	d.keys = &node{}
	for _, path := range paths {
		n := d.keys
		for _, name := range path {
			n = n.add(name)
		}
	}
}

// failing makes the library report an error when it comes to a value, with the value's position.
type failing struct{}

func (*failing) UnmarshalTOML(any) error { return errors.New("the position was wanted") }

// valuePosition returns the position of the value at a path of keys; of the key, for a key inside
// an inline table. For a path that is only a part of a dotted key, it is the first position below
// it. For one that does not exist, it is that of the nearest path above it.
func (d *document) valuePosition(path toml.Key) diagnostic.Position {
	d.mu.Lock()
	defer d.mu.Unlock()
	at, known := d.find(path)
	path = path[:known:known]
	for n := d.node(path); at.Line == 0 && n != nil && len(n.names) > 0; n = n.child(n.names[0]) {
		path = append(path, n.names[0])
		at, _ = d.find(path)
	}
	for at.Line == 0 && len(path) > 0 {
		at, _ = d.find(path)
		path = path[:len(path)-1]
	}
	if at.Line == 0 {
		return d.file.At(d.base, 1)
	}
	return at
}

// node returns the node of a path, or nil.
func (d *document) node(path toml.Key) *node {
	n := d.keys
	for _, name := range path {
		n = n.child(name)
	}
	return n
}

// find returns the position of what is at a path of keys, if it has one of its own, and how many
// keys of the path there are.
func (d *document) find(path toml.Key) (at diagnostic.Position, known int) {
	n := d.keys
	for known, name := range path {
		if !d.decode(n, path[:known]) {
			return at, known
		}
		primitive, ok := n.decoded[name]
		if !ok {
			return at, known
		}
		var parse toml.ParseError
		if known < len(path)-1 {
			n = n.child(name)
		} else if err := d.meta.PrimitiveDecode(primitive, &failing{}); errors.As(err, &parse) &&
			parse.Position.Line > 0 {
			at = d.file.At(d.base+parse.Position.Start, d.underlined(parse.Position, name))
		}
	}
	return at, len(path)
}

// decode decodes the table at a path one level deep. It reports false when no table is there.
func (d *document) decode(n *node, path toml.Key) bool {
	if n == nil || n.decoded != nil {
		return n != nil
	}
	if len(path) == 0 {
		meta, err := toml.Decode(d.text, &n.decoded)
		d.meta = meta
		return err == nil
	}
	last := len(path) - 1
	primitive, ok := d.node(path[:last]).decoded[path[last]]
	return ok && d.meta.PrimitiveDecode(primitive, &n.decoded) == nil && n.decoded != nil
}

// underlined returns how many bytes to underline. The library says one byte for a key inside an
// inline table and for the head of a table; underlined then returns the length of the name or of
// the head.
func (d *document) underlined(at toml.Position, name string) int {
	rest := d.text[min(at.Start, len(d.text)):]
	switch {
	case at.Len > 1:
		return at.Len
	case strings.HasPrefix(rest, name):
		return len(name)
	case strings.HasPrefix(rest, "["):
		head, _, _ := strings.Cut(rest, "\n")
		return strings.LastIndexByte(head, ']') + 1
	}
	return at.Len
}

// keyPosition returns the position of the last key of a path. It looks for its name on the line of
// the value, up to the value; in the head of a table, which has no value, anywhere.
func (d *document) keyPosition(path toml.Key) diagnostic.Position {
	at := d.valuePosition(path)
	if at.Line == 0 || len(path) == 0 {
		return at
	}
	name := path[len(path)-1]
	line := []rune(at.Excerpt)
	limit := min(len(line), at.Column-1+len([]rune(name))+2)
	if at.Column <= len(line) && line[at.Column-1] == '[' {
		limit = min(len(line), at.Column-1+at.Length)
	}
	before := string(line[:limit])
	if name == "" {
		name = `""`
	}
	if i := strings.LastIndex(before, name); i >= 0 {
		at.Column = len([]rune(before[:i])) + 1
		at.Length = len([]rune(name))
	}
	return at
}

// tooDeep returns the offset where brackets, braces or the parts of a dotted key go deeper than
// allowed, or -1. It skips strings and comments. It leaves text that is not TOML to the library.
func tooDeep(text string) int {
	depth, dots := 0, 0
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case '#':
			n := strings.IndexByte(text[i:], '\n')
			if n < 0 {
				return -1
			}
			i += n - 1
		case '"', '\'':
			i = skipString(text, i)
		case '[', '{':
			if depth++; depth > nesting {
				return i
			}
		case ']', '}':
			depth = max(0, depth-1)
		case '.':
			if dots++; dots > nesting {
				return i
			}
		case '\n', '=', ',':
			dots = 0
		}
	}
	return -1
}

// skipString returns the offset of the last byte of the string that starts at i.
func skipString(text string, i int) int {
	quote := text[i : i+1]
	if long := strings.Repeat(quote, 3); strings.HasPrefix(text[i:], long) {
		for j := i + 3; j < len(text); j++ {
			if text[j] == '\\' && quote == `"` {
				j++
			} else if strings.HasPrefix(text[j:], long) {
				return j + 2
			}
		}
		return len(text)
	}
	for j := i + 1; j < len(text) && text[j] != '\n'; j++ {
		if text[j] == '\\' && quote == `"` {
			j++
		} else if text[j] == quote[0] {
			return j
		}
	}
	return i
}

// element returns where the nth element is of the list that starts at from, without the quotation
// marks of a text. It skips remarks. Without such an element both results are 0.
func element(text string, from, n int) (start, end int) {
	depth := 0
	for i := from; i < len(text); i++ {
		switch c := text[i]; c {
		case ' ', '\t', '\n', ',':
			continue
		case '#':
			i += max(0, strings.IndexByte(text[i:], '\n'))
			continue
		case '[', '{':
			depth++
			continue
		case ']', '}':
			if depth--; depth < 0 {
				return 0, 0
			}
			continue
		case '"', '\'':
			start, end = i+1, skipString(text, i)
			i = end
		default:
			start, end = i, i+max(1, strings.IndexAny(text[i:]+"\n", ",]}# \t\n"))
			i = end - 1
		}
		if depth > 0 {
			continue
		}
		if n == 0 {
			return start, end
		}
		n--
	}
	return 0, 0
}

// FrontMatter finds the TOML between the +++ lines at the head of a chapter: it is data[from:to],
// and the text of the chapter is data[body:]. A chapter without is reported, and ok is false.
func FrontMatter(file *File, list *diagnostic.List) (from, to, body int, ok bool) {
	first, rest, found := bytes.Cut(file.Data, []byte("\n"))
	if string(bytes.TrimRight(first, " \t")) != "+++" {
		list.Add(diagnostic.NoFrontMatter, file.At(0, len(first)), "")
		return 0, 0, 0, false
	}
	from = len(first) + 1
	for offset := from; found && offset <= len(file.Data); {
		var line []byte
		line, rest, found = bytes.Cut(rest, []byte("\n"))
		if string(bytes.TrimRight(line, " \t")) == "+++" {
			return from, offset, min(len(file.Data), offset+len(line)+1), true
		}
		offset += len(line) + 1
	}
	list.Add(diagnostic.OpenFrontMatter, file.At(0, 3), "")
	return 0, 0, 0, false
}
