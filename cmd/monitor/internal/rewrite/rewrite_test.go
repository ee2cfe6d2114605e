package rewrite

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

func TestTOML(t *testing.T) {
	const text = `# The file.

# About a.
[kind.a] # head
title = "A"
list = ["x", "y", # why
  "z"]
in = { k = 1, l.m = 2 }

# Below a.
[kind.a.sub]
v = 1

# A part.

[kind.b]
a.nl = "no key of a kind"
2023 = { value = 1, revised.nl = "late", revised.en = "late" }
last = 1`
	for _, test := range []struct {
		name   string
		change func(*TOML)
		old    string
		now    string
	}{
		{"nothing", func(*TOML) {}, "", ""},
		{"a value", func(f *TOML) { f.Set("B", "kind", "a", "title") }, `title = "A"`, `title = "B"`},
		{"a key behind others", func(f *TOML) { f.Set("N", "kind", "a", "new") }, "l.m = 2 }\n", "l.m = 2 }\nnew = \"N\"\n"},
		{"a key at the end", func(f *TOML) { f.Add("2", "kind", "b", "new") }, "last = 1", "last = 1\nnew = 2\n"},
		{"a name", func(f *TOML) { f.RenameKey("q", "kind", "a") }, "[kind.a", "[kind.q"},
		{"a name in braces", func(f *TOML) { f.RenameKey("q", "kind", "a", "in", "l") }, "l.m = 2", "q.m = 2"},
		{"without a key", func(f *TOML) { f.Delete("kind", "a", "title") }, "title = \"A\"\n", ""},
		{"without a table", func(f *TOML) { f.Delete("kind", "a") },
			text[strings.Index(text, "# About a"):strings.Index(text, "# A part.")], ""},
		{"without keys in braces", func(f *TOML) {
			f.Delete("kind", "b", "2023", "revised")
		}, `, revised.nl = "late", revised.en = "late" }`, " }"},
		{"without the first in braces", func(f *TOML) { f.Delete("kind", "a", "in", "k") }, "k = 1, ", ""},
		{"more in braces", func(f *TOML) { f.Add("3", "kind", "a", "in", "n") }, "l.m = 2 }", "l.m = 2, n = 3 }"},
		{"more below a head", func(f *TOML) { f.Add("3", "kind", "a", "sub", "n") }, "v = 1\n", "v = 1\nn = 3\n"},
		{"more behind a dot", func(f *TOML) { f.Add("3", "kind", "b", "a", "en") }, "a kind\"\n", "a kind\"\na.en = 3\n"},
		{"without an element", func(f *TOML) { f.DeleteElement(elementSaying(f, "x")) }, `"x", `, ""},
		{"without the last element", func(f *TOML) { f.DeleteElement(elementSaying(f, "z")) }, "  \"z\"]", "  ]"},
	} {
		for _, end := range []string{"\n", "\r\n"} {
			ended := func(s string) string { return strings.ReplaceAll(s, "\n", end) }
			f := ReadTOML([]byte(ended(text)))
			test.change(f)
			want := strings.ReplaceAll(ended(text), ended(test.old), ended(test.now))
			if test.old == "" {
				want = ended(text)
			}
			if got := string(f.Bytes()); got != want {
				t.Errorf("%s: got\n%q\nwant\n%q", test.name, got, want)
			}
		}
	}
}

func elementSaying(f *TOML, text string) *source.Piece {
	for n := range f.pieces {
		if said, _ := f.Said(f.pieces[n].Value); f.pieces[n].Kind == source.Element && said == text {
			return &f.pieces[n]
		}
	}
	return nil
}

// TestWaysOfWriting adds keys to tables, renames and deletes them, in all ways in which TOML lets people write them.
func TestWaysOfWriting(t *testing.T) {
	add := func(f *TOML) { f.Set("x", "kind", "a", "new") }
	rename := func(f *TOML) { f.RenameKey("q", "kind", "a") }
	for _, test := range []struct {
		change   func(*TOML)
		was, now string
	}{
		{add, "[kind]\na = { k = 1 }\n", "[kind]\na = { k = 1, new = \"x\" }\n"},
		{add, "kind = { a = { k = [1, 2] }, b = {} }", "kind = { a = { k = [1, 2], new = \"x\" }, b = {} }"},
		{add, "kind.a = {}", "kind.a = { new = \"x\" }"},
		{add, "kind = { a.k = 1, b.k = 1 }", "kind = { a.k = 1, a.new = \"x\", b.k = 1 }"},
		{add, "[kind]\n  a . k.nl = 1 # why\nb.k = 1\n", "[kind]\n  a . k.nl = 1 # why\n  a . new = \"x\"\nb.k = 1\n"},
		{add, "kind.a.k = 1", "kind.a.k = 1\nkind.a.new = \"x\"\n"},
		{add, "[kind.a.sub]\nk = 1\n", "[kind.a.sub]\nk = 1\n\n[kind.a]\nnew = \"x\"\n"},
		{add, "kind = {}", "kind = { a = { new = \"x\" } }"},
		{add, "", "[kind.a]\nnew = \"x\"\n"},
		{add, "[kind.a]\nnew = 'y'\n", "[kind.a]\nnew = 'x'\n"},
		{func(f *TOML) { f.Add("1", "kind", "a b", "c:d") }, "", "[kind.\"a b\"]\n\"c:d\" = 1\n"},
		{rename, "[kind.\"a\"]\n[kind.'a'.b]\n[kind.a.c]\n", "[kind.\"q\"]\n[kind.'q'.b]\n[kind.q.c]\n"},
		{func(f *TOML) { f.RenameKey("a b", "a") }, "a = 1\n", "\"a b\" = 1\n"},
		{func(f *TOML) { f.RenameKey("it's", "a") }, "'a' = 1\n", "\"it's\" = 1\n"},
		{func(f *TOML) { add(f); f.Delete("kind", "a", "k") }, "[kind.a]\nk = 1\n", "[kind.a]\nnew = \"x\"\n"},
		{func(f *TOML) { add(f); f.Delete("kind", "b") }, "[kind.a]\n[kind.b]\n", "[kind.a]\nnew = \"x\"\n"},
		{func(f *TOML) { add(f); f.Delete("kind", "a") }, "[kind.a]\nk = 1\n[kind.b]\n", "[kind.b]\n"},
	} {
		f := ReadTOML([]byte(test.was))
		test.change(f)
		if got := string(f.Bytes()); got != test.now {
			t.Errorf("%q became %q, want %q", test.was, got, test.now)
		}
		if err := toml.Unmarshal(f.Bytes(), &map[string]any{}); err != nil {
			t.Errorf("%q: %v", f.Bytes(), err)
		}
	}
}

func TestFrontMatter(t *testing.T) {
	f := ReadFrontMatter([]byte("+++\ntitle = \"a\"\nstatus = \"b\"\n+++\n\ntitle = 1\n"))
	f.Set("c", "status")
	f.Set("d", "formerly")
	if got, want := string(f.Bytes()), "+++\ntitle = \"a\"\nstatus = \"c\"\nformerly = \"d\"\n+++\n\ntitle = 1\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestPlace(t *testing.T) {
	data := []byte("\xef\xbb\xbfé\r\nb\rçd\n")
	for _, test := range []struct {
		line, column, length int
		want                 string
	}{{1, 1, 1, "é"}, {2, 1, 1, "b"}, {3, 1, 2, "çd"}, {3, 2, 1, "d"}} {
		place, ok := Place(data, diagnostic.Position{Line: test.line, Column: test.column, Length: test.length})
		if got := string(data[place.From:place.To]); !ok || got != test.want {
			t.Errorf("line %d, column %d: %q, want %q", test.line, test.column, got, test.want)
		}
	}
	if _, ok := Place(data, diagnostic.Position{Line: 9, Column: 1}); ok {
		t.Error("there is no line 9")
	}
}

func TestCells(t *testing.T) {
	data := []byte("a;b;c\r\n1;\"x;\"\"y\"\"\r\n\";\r\n\r\n;;3")
	var got [][]string
	for _, row := range Cells(data) {
		var texts []string
		for _, c := range row {
			texts = append(texts, string(data[c.From:c.To]))
		}
		got = append(got, texts)
	}
	if want := [][]string{{"a", "b", "c"}, {"1", "x;\"\"y\"\"\r\n", ""}, {"", "", "3"}}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// FuzzRename renames each key there and back, which must give the same bytes, and decode to the same values.
func FuzzRename(f *testing.F) {
	f.Add("[a.b]\nc = [1, {d.e = 2}]\nf.\"g h\" = '''x'''\n[a.b.i]\n")
	f.Fuzz(func(t *testing.T, text string) {
		var values map[string]any
		if _, err := toml.Decode(text, &values); err != nil {
			return
		}
		first := ReadTOML([]byte(text))
		if !bytes.Equal(first.Bytes(), []byte(text)) {
			t.Fatal("no change is a change")
		}
		const other = "a-key-that-is-not-there"
		for _, p := range first.Pieces() {
			if p.Kind == source.Element || len(p.Names) == 0 || strings.Contains(text, other) {
				continue
			}
			there := ReadTOML([]byte(text))
			there.RenameKey(other, p.Path...)
			if err := toml.Unmarshal(there.Bytes(), &map[string]any{}); err != nil {
				t.Fatalf("%q: %v", there.Bytes(), err)
			}
			above, key := p.Path[:len(p.Path)-1:len(p.Path)-1], p.Path[len(p.Path)-1]
			back := ReadTOML(there.Bytes())
			back.RenameKey(key, append(above, other)...)
			var again map[string]any
			if err := toml.Unmarshal(back.Bytes(), &again); err != nil || !reflect.DeepEqual(plain(again), plain(values)) {
				t.Fatalf("%q became %q: %v", text, back.Bytes(), err)
			}
		}
	})
}

// plain makes NaN, which is not equal to itself, a text.
func plain(v any) string { return strings.Join(strings.Fields(toGo(v)), " ") }

func toGo(v any) string {
	var b bytes.Buffer
	if err := toml.NewEncoder(&b).Encode(v); err != nil {
		return err.Error()
	}
	return b.String()
}

// TestAddBefore adds a key in front of another one, in each way in which a table is written.
func TestAddBefore(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"[v]\n# later\n  2024 = 1\n", "[v]\n  2023 = 9\n# later\n  2024 = 1\n"},
		{"v = { 2024 = 1 }\n", "v = { 2023 = 9, 2024 = 1 }\n"},
		{"v.2022 = 0\r\nv.2024 = 1\r\n", "v.2022 = 0\r\nv.2023 = 9\r\nv.2024 = 1\r\n"},
	} {
		d := ReadTOML([]byte(c.text))
		d.AddBefore(d.Find("v", "2024"), "9", "v", "2023")
		if got := string(d.Bytes()); got != c.want {
			t.Errorf("%q becomes %q, want %q", c.text, got, c.want)
		}
	}
}

// TestAddDotted adds a key in a table that is not there yet.
func TestAddDotted(t *testing.T) {
	d := ReadTOML([]byte("[v]\n2024 = { value = 1 }\n"))
	d.AddDotted(`"x"`, "nl", "v", "2024", "note")
	if got, want := string(d.Bytes()), "[v]\n2024 = { value = 1, note.nl = \"x\" }\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
