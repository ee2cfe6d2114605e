package source

import (
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
)

// The kinds of cases that the suite toml-test has (github.com/toml-lang/toml-test), with cases of
// our own.

// TestKindsRead reads what TOML allows, and looks up the position of each key and value. positions
// are those of the values in the order of the file; of the key, inside an inline table.
func TestKindsRead(t *testing.T) {
	tests := []struct{ kind, text, positions string }{
		{"empty", "", ""},
		{"only a comment", "# niets", ""},
		{"bare keys", "a = 1\nb-c_2 = 2", "1:5 2:9"},
		{"a key of digits", "2024 = 1", "1:8"},
		{"quoted keys", "\"a b\" = 1\n'c.d' = 2", "1:9 2:9"},
		{"dotted keys", "a.b.c = 1\na.b.d = 2\na.e = 3", "1:9 1:9 1:9 2:9 3:7"},
		{"spaces around dots", "a . b = 1", "1:9 1:9"},
		{"quoted parts", `a."b.c".d = 1`, "1:13 1:13 1:13"},
		{"an empty key", `"" = 1`, "1:6"},
		{"an empty key with a table", `"".x = 1`, "1:8 1:8"},
		{"empty keys in a row", `"".''."" = 1`, "1:12 1:12 1:12"},
		{"an empty table", `[""]` + "\nx = 1", "1:1 2:5"},
		{"an empty key inside", `a = { "" = 1 }`, "1:6 1:6"},
		{"an empty key at the end", `a."" = 1`, "1:8 1:8"},
		{"a key of bytes beyond ASCII", `"ÿ".x = 1`, "1:9 1:9"},
		{"an escaped key", `"a\u0062" = 1`, "1:13"},
		{"tables", "[a]\nx = 1\n[a.b]\ny = 2\n[c.d]", "1:1 2:5 3:1 4:5 5:1 5:1"},
		{"a table without keys", "[a]\n[b]", "1:1 2:1"},
		{"a table above a later one", "[a.b]\nx = 1\n[a]\ny = 2", "3:1 1:1 2:5 4:5"},
		{"inline tables", "a = { b = 1, c.d = 2, e = { f = 3 } }\ng = {}", "1:6 1:7 1:14 1:14 1:23 1:29 2:6"},
		{"arrays", "a = []\nb = [1, [2, 3]]\nc = [\n  1, # een\n  2,\n]", "1:6 2:6 3:6"},
		{"an array of inline tables", "a = [{ b = 1 }, { b = 2 }]", "1:6"},
		{"an array of tables", "[[a]]\nb = 1\n[[a]]\nb = 2", "3:1"},
		{"dates", "a = 2026-11-24\nb = 2026-11-24T10:00:00Z\nc = 10:00:00\nd = 2026-11-24 10:00:00.5", "1:5 2:5 3:5 4:5"},
		{"numbers", "a = +1\nb = 0x1F\nc = 1_000\nd = 1e3\ne = -0.5\nf = inf\ng = nan", "1:5 2:5 3:5 4:5 5:5 6:5 7:5"},
		{"strings", "a = \"x\\t\\\"\\u00e9\"\nb = 'c:\\d'\nc = \"\"\"\nx\\\n  y\"\"\"\nd = '''\n'x' '''", "1:6 2:6 3:8 6:8"},
		{"a string of quotes", "a = \"\"\"\"x\"\"\"\"", "1:8"},
		{"truth", "a = true\nb = false", "1:5 2:5"},
		{"spaces and lines", "\n\n  a   =   1   \n\t\n", "3:11"},
	}
	for _, test := range tests {
		file := NewFile("x.toml", []byte(test.text))
		var list diagnostic.List
		top, ok := ParseTOML(file, 0, len(file.Data), &list)
		if !ok {
			t.Errorf("%s: %v", test.kind, list.Sorted())
			continue
		}
		var got []string
		var walk func(table *Table)
		walk = func(table *Table) {
			for _, key := range table.Keys() {
				at := table.At(key)
				got = append(got, itoa(at.Line)+":"+itoa(at.Column))
				if name := table.AtKey(key); name.Line == 0 {
					t.Errorf("%s: key %q has no position", test.kind, key)
				}
				if table.IsTable(key) {
					below, _ := table.Table(key)
					walk(below)
				}
			}
		}
		walk(top)
		if all := strings.Join(got, " "); all != test.positions {
			t.Errorf("%s: values at %s, want %s", test.kind, all, test.positions)
		}
		top.Close()
	}
}
