package source

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
)

func TestLayout(t *testing.T) {
	text := "\xef\xbb\xbf# Remark\r\n[a.\"b c\"] # head\r\nk.l = 1 # one\r\n\r\n  list = [ # first\n 'x', {y = \"z\\u0041\"}," +
		" [2, 3] ]\r\nlong = \"\"\"\n]\"q\"\"\"\"\n[[many]]\nd = 2026-01-02 10:00:00\nempty = {}"
	var got strings.Builder
	for _, p := range Layout([]byte(text)) {
		fmt.Fprintf(&got, "%d %s", p.Kind, strings.Join(p.Path, "|"))
		for _, n := range p.Names {
			fmt.Fprintf(&got, " <%s>", text[n.From:n.To])
		}
		fmt.Fprintf(&got, " %q %q\n", text[p.Value.From:p.Value.To], text[p.Whole.From:p.Whole.To])
	}
	want := `0 a|b c <a> <"b c"> "" "[a.\"b c\"] # head\r\n"
1 a|b c|k|l <k> <l> "1" "k.l = 1 # one\r\n"
1 a|b c|list <list> "[ # first\n 'x', {y = \"z\\u0041\"}, [2, 3] ]" "  list = [ # first\n 'x', {y = \"z\\u0041\"}, [2, 3] ]\r\n"
2 a|b c|list "'x'" "'x'"
2 a|b c|list "{y = \"z\\u0041\"}" "{y = \"z\\u0041\"}"
1 a|b c|list|y <y> "\"z\\u0041\"" "y = \"z\\u0041\""
2 a|b c|list "[2, 3]" "[2, 3]"
2 a|b c|list "2" "2"
2 a|b c|list "3" "3"
1 a|b c|long <long> "\"\"\"\n]\"q\"\"\"\"" "long = \"\"\"\n]\"q\"\"\"\"\n"
0 many <many> "" "[[many]]\n"
1 many|d <d> "2026-01-02 10:00:00" "d = 2026-01-02 10:00:00\n"
1 many|empty <empty> "{}" "empty = {}"
`
	got2 := strings.ReplaceAll(got.String(), "\xef\xbb\xbf", "")
	if got2 != want {
		t.Errorf("got:\n%s\nwant:\n%s", got2, want)
	}
}

// FuzzLayout wants every key that the library finds, with the value that it has.
func FuzzLayout(f *testing.F) {
	for _, glob := range []string{"../../../../data/*/*.toml", "../../testdata/golden/data/*/*.toml"} {
		names, _ := filepath.Glob(glob)
		for _, name := range names {
			if data, err := os.ReadFile(name); err == nil && len(data) < 8_000 {
				f.Add(string(data))
			}
		}
	}
	f.Add("a = [ 1, # x\n [\"]\", '''\n'''], {b.c = {}} ]\r\n[x.'y.z']\n\"\\u00e9\" = 1979-05-27 07:32:00 # q\n")
	f.Fuzz(func(t *testing.T, text string) {
		pieces := Layout([]byte(text))
		if tooDeep(text) >= 0 {
			return
		}
		var values map[string]any
		meta, err := toml.Decode(text, &values)
		if err != nil {
			return // Layout had to end, and not to panic
		}
		found := make(map[string]int)
		for _, p := range pieces {
			if p.Kind == Element {
				continue
			}
			found[strings.Join(p.Path, "\x00")]++
			if p.Kind != Pair {
				continue
			}
			var alone map[string]any
			written := text[p.Value.From:p.Value.To]
			if _, err := toml.Decode("k = "+written, &alone); err != nil {
				t.Fatalf("%q is no value of %q: %v", written, p.Path, err)
			}
			if _, isTable := alone["k"].(map[string]any); isTable || p.Inline {
				continue
			}
			v := any(values)
			for _, key := range p.Path {
				below, ok := v.(map[string]any)
				if !ok {
					v = nil // in a list of tables
					break
				}
				v = below[key]
			}
			if v != nil && fmt.Sprint(v) != fmt.Sprint(alone["k"]) {
				t.Fatalf("%q is %v, and was found as %v", p.Path, v, alone["k"])
			}
		}
		for _, key := range meta.Keys() {
			if path := strings.Join(key, "\x00"); found[path] == 0 {
				t.Fatalf("%q is not found", path)
			}
		}
	})
}
