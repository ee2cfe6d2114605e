package source

import (
	"bytes"
	"errors"
	"regexp"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// nesting is how deep tables and arrays may go. The formats of this site need five levels; the TOML library calls itself
// for each, so that a file of brackets would exhaust the stack.
const nesting = 32

// document is TOML text in a file: the whole file, its front matter, or a fenced block.
type document struct {
	file *File
	base int // where the text starts in the file
	text string
	list *diagnostic.List
	// children gives the keys of each table in the order of the file, by the table's path as joined makes it.
	children map[string][]string
	// levels are the tables of which a position was asked, each decoded one level deep, by path. A file with nothing wrong has
	// none: they would stay in memory for nothing.
	levels map[string]map[string]toml.Primitive
	meta   toml.MetaData
}

// ParseTOML reads the TOML in data[from:to] of a file. Text that is not TOML is reported, and ok is false.
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
	d.index(meta.Keys())
	return &Table{doc: d, values: values}, true
}

func (d *document) reportSyntax(err error) {
	var parse toml.ParseError
	if !errors.As(err, &parse) {
		d.list.Add(diagnostic.TOMLSyntax, d.file.Whole(), "", err.Error())
		return
	}
	d.list.Add(diagnostic.TOMLSyntax, d.file.At(d.base+parse.Position.Start, parse.Position.Len), "", explain(parse.Message))
}

// commonMistakes are the library's messages that people meet most. The others are shown as they are.
var commonMistakes = sync.OnceValue(func() []mistake {
	return []mistake{
		{regexp.MustCompile(`^expected value but found (.+) instead$`), "toml.no-value"},
		{regexp.MustCompile(`^expected '\.' or '=', but got (.+) instead$`), "toml.no-equals"},
		{regexp.MustCompile(`^Key '(.+)' has already been defined\.?$`), "toml.defined"},
		{regexp.MustCompile(`^strings cannot contain newlines$`), "toml.open-string"},
		{regexp.MustCompile(`^expected a top-level item to end with a newline, comment, or EOF, but got ',' instead$`), "toml.comma"},
		{regexp.MustCompile(`^expected a top-level item to end with a newline, comment, or EOF, but got (.+) instead$`), "toml.no-newline"},
		{regexp.MustCompile(`^unexpected EOF; expected (.+)$`), "toml.early-end"},
		{regexp.MustCompile(`^files cannot contain NULL bytes.*$`), "toml.nulls"},
	}
})

// mistake is a message of the library, and what to say in its place, filled with what it found.
type mistake struct {
	english *regexp.Regexp
	say     wording.Key
}

func explain(message string) string {
	for _, m := range commonMistakes() {
		if found := m.english.FindStringSubmatch(message); found != nil {
			return wording.Refer(m.say, found[1:]...)
		}
	}
	return message
}

// index notes the order of the keys. The library lists every key with its full path in file order; a table that only
// appears as a part of a longer path has no entry of its own.
func (d *document) index(keys []toml.Key) {
	d.children = make(map[string][]string)
	seen := make(map[string]bool, len(keys))
	for _, key := range keys {
		// From the longest path to the shortest: what stands above one that was seen was seen too.
		full, first := joined(key), len(key)
		for end := len(full); first > 0 && !seen[full[:end]]; first-- {
			seen[full[:end]] = true
			end -= len(key[first-1])
			if first > 1 {
				end -= len(keySeparator)
			}
		}
		for end := len(joined(key[:first])); first < len(key); first++ {
			parent := full[:end]
			d.children[parent] = append(d.children[parent], key[first])
			if first > 0 {
				end += len(keySeparator)
			}
			end += len(key[first])
		}
	}
}

// below are the keys of the table at a path.
func (d *document) below(path toml.Key) []string {
	return d.children[joined(path)]
}

// keySeparator stands in no key: it is no UTF-8.
const keySeparator = "\xff"

func joined(key toml.Key) string { return strings.Join(key, keySeparator) }

// here is what the library reports back when a value is reached: with it comes the value's position.
type here struct{}

func (*here) UnmarshalTOML(any) error { return errors.New("here") }

// value returns the position of the value at a key path; of the key, for a key inside an inline table. The technique:
// decode down to the value and let the last step fail, since the library gives positions only with its errors.
func (d *document) value(key toml.Key) diagnostic.Position {
	if len(key) == 0 {
		return d.nearest(key)
	}
	last := len(key) - 1
	level, known := d.level(key[:last])
	if level == nil {
		return d.nearest(key[:known])
	}
	primitive, ok := level[key[last]]
	if !ok {
		return d.nearest(key[:last])
	}
	var parse toml.ParseError
	if err := d.meta.PrimitiveDecode(primitive, &here{}); errors.As(err, &parse) && parse.Position.Line > 0 {
		return d.file.At(d.base+parse.Position.Start, d.extent(parse.Position, key[last]))
	}
	return d.nearest(key)
}

// level returns the table at a path, decoded one level deep. It is nil when the path does not lead to a table, and then known
// is how much of the path is there.
func (d *document) level(path toml.Key) (level map[string]toml.Primitive, known int) {
	if level, ok := d.levels[joined(path)]; ok {
		return level, len(path)
	}
	if len(path) == 0 {
		meta, err := toml.Decode(d.text, &level)
		if err != nil {
			return nil, 0
		}
		d.meta, d.levels = meta, make(map[string]map[string]toml.Primitive)
	} else {
		last := len(path) - 1
		above, known := d.level(path[:last])
		if above == nil {
			return nil, known
		}
		primitive, ok := above[path[last]]
		if !ok {
			return nil, last
		}
		if d.meta.PrimitiveDecode(primitive, &level) != nil {
			return nil, len(path)
		}
	}
	d.levels[joined(path)] = level
	return level, len(path)
}

// extent is how many bytes to underline: the library gives one for a key inside an inline table and for the head of a
// table, where the name and the whole head say more.
func (d *document) extent(at toml.Position, name string) int {
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

// nearest is used for what has no position of its own, such as a table that exists only as part of a dotted key: the
// first place below it, or else the place above it.
func (d *document) nearest(key toml.Key) diagnostic.Position {
	if children := d.below(key); len(children) > 0 {
		return d.value(append(key[:len(key):len(key)], children[0]))
	}
	if len(key) == 0 {
		return d.file.At(d.base, 1)
	}
	return d.value(key[:len(key)-1])
}

// key returns the position of a key itself: its last name, looked for up to the value on the value's line; in the head
// of a table, which has no value, anywhere.
func (d *document) key(key toml.Key) diagnostic.Position {
	at := d.value(key)
	if at.Line == 0 || len(key) == 0 {
		return at
	}
	name := key[len(key)-1]
	line := []rune(at.Excerpt)
	limit := min(len(line), at.Column-1+len([]rune(name))+2)
	if at.Column <= len(line) && line[at.Column-1] == '[' {
		limit = min(len(line), at.Column-1+at.Length)
	}
	before := string(line[:limit])
	if i := strings.LastIndex(before, name); i >= 0 {
		at.Column = len([]rune(before[:i])) + 1
		at.Length = len([]rune(name))
	}
	return at
}

// tooDeep returns the offset where brackets, braces or the parts of a dotted key go deeper than allowed, or -1. It skips
// strings and comments; text that is not TOML at all is left for the library to refuse.
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

// FrontMatter finds the TOML between the +++ lines at the head of a chapter: its bytes are data[from:to], the text
// after it starts at body. Trouble is reported, and ok is false.
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
