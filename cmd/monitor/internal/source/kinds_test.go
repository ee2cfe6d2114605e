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

// TestKindsRefused refuses what TOML does not allow. Each refusal has a position and says in both
// languages what to do; none shows a message of the library or an escape of Go.
func TestKindsRefused(t *testing.T) {
	tests := []struct{ kind, text, position string }{
		{"no value", "a =", "1:3"},
		{"no value before a remark", "a = # niets", "1:5"},
		{"no key", "= 1", "1:1"},
		{"no key before a point", ".a = 1", "1:1"},
		{"no key after a point", "a. = 1", "1:4"},
		{"a key alone", "a", "1:1"},
		{"two on a line", "a = 1 b = 2", "1:6"},
		{"a key twice", "a = 1\na = 2", "2:1"},
		{"a table twice", "[a]\n[a]", "2:2"},
		{"a value as a table", "a = 1\n[a.b]", "2:2"},
		{"a value as a table by points", "a = 1\na.b = 2", "2:1"},
		{"an empty table name", "[]\n", "1:2"},
		{"a table name with two points", "[a..b]", "1:4"},
		{"a table without an end", "[a\nb = 1", "1:1"},
		{"a list of tables without an end", "[[a]\nb = 1", "1:2"},
		{"text behind a table", "[a] b", "1:4"},
		{"an array without an end", "a = [1, 2", "1:9"},
		{"an array without a comma", "a = [1 2]", "1:8"},
		{"an array with two commas", "a = [1,, 2]", "1:8"},
		{"an inline table without an end", "a = { b = 1", "1:11"},
		{"an inline table with two commas", "a = { b = 1,, c = 2 }", "1:13"},
		{"a string without an end", "a = \"x", "1:6"},
		{"a string that ends on the next line", "a = \"x\ny\"", "1:7"},
		{"a long string without an end", "a = \"\"\"x\ny", "2:1"},
		{"a literal string without an end", "a = 'x", "1:6"},
		{"an unknown escape", `a = "\q"`, "1:6"},
		{"a short escape", `a = "\u00"`, "1:6"},
		{"an escape beyond Unicode", `a = "\UFFFFFFFF"`, "1:6"},
		{"a date without a day", "a = 2026-13-01", "1:5"},
		{"a time that does not exist", "a = 25:00:00", "1:5"},
		{"a word", "a = nope", "1:5"},
		{"a sign alone", "a = -", "1:5"},
		{"a sign before a base", "a = +0x1", "1:5"},
		{"two points", "a = 1.2.3", "1:5"},
		{"two underscores", "a = 1__0", "1:5"},
		{"a digit that a base does not have", "a = 0b2", "1:5"},
		{"an exponent without digits", "a = 1e", "1:5"},
		{"too large", "a = 99999999999999999999", "1:5"},
		{"an infinity with a capital", "a = Inf", "1:5"},
	}
	for _, test := range tests {
		file := NewFile("x.toml", []byte(test.text))
		var list diagnostic.List
		if _, ok := ParseTOML(file, 0, len(file.Data), &list); ok {
			t.Errorf("%s: was read", test.kind)
			continue
		}
		all := list.Sorted()
		if len(all) != 1 {
			t.Errorf("%s: %v", test.kind, all)
			continue
		}
		if got := itoa(all[0].Position.Line) + ":" + itoa(all[0].Position.Column); got != test.position {
			t.Errorf("%s: at %s, want %s", test.kind, got, test.position)
		}
		for _, lang := range []string{"nl", "en"} {
			message := all[0].Message(lang)
			if strings.Contains(message, `'\`) || strings.Contains(message, "expected") || strings.Contains(message, "%!") {
				t.Errorf("%s: %s", test.kind, message)
			}
		}
	}
}
