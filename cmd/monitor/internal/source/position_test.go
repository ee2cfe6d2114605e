package source

import (
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
)

// TestPositions points at a value in every way that TOML can write one.
func TestPositions(t *testing.T) {
	const text = `# head
[indicator.verzuim]
title.nl = "Verzuim één"
"odd key".x = 3
inline = { a = 1, b = { c = "diep" } }
[indicator.verzuim.values]
2022 = 4.03
2023 = { value = 3.75, flags = "b" }
"2024-Q1" = 7
[ indicator . spatie ]
list = [
  "a",
  "b",
]
`
	tests := []struct {
		path string // the last name is the key that is asked
		want string // line, column and the text under the caret: of the value, then of the key
	}{
		{"indicator/verzuim/title/nl", `3:13 Verzuim één | 3:7 nl`},
		{"indicator/verzuim/odd key/x", `4:15 3 | 4:11 x`},
		{"indicator/verzuim/inline/a", `5:12 a | 5:12 a`},
		{"indicator/verzuim/inline/b/c", `5:25 c | 5:25 c`},
		{"indicator/verzuim/values/2022", `7:8 4.03 | 7:1 2022`},
		{"indicator/verzuim/values/2023/flags", `8:24 flags | 8:24 flags`},
		{"indicator/verzuim/values/2024-Q1", `9:13 7 | 9:2 2024-Q1`},
		{"indicator/spatie/list", `11:9  | 11:1 list`},
		{"indicator/verzuim", `2:1 [indicator.verzuim] | 2:12 verzuim`},
		{"indicator/spatie", `10:1 [ indicator . spatie ] | 10:15 spatie`},
	}
	file := NewFile("x.toml", []byte(text))
	var list diagnostic.List
	top, ok := ParseTOML(file, 0, len(file.Data), &list)
	if !ok {
		t.Fatal(list.Sorted())
	}
	for _, test := range tests {
		names := strings.Split(test.path, "/")
		table := top
		for _, name := range names[:len(names)-1] {
			if table, ok = table.Table(name); !ok {
				t.Fatal(name)
			}
		}
		key := names[len(names)-1]
		if got := show(table.At(key)) + " | " + show(table.AtKey(key)); got != test.want {
			t.Errorf("%s: got %s, want %s", test.path, got, test.want)
		}
	}
}

// show returns the line, the column, and the text under the caret.
func show(p diagnostic.Position) string {
	line := []rune(p.Excerpt)
	from := min(len(line), max(0, p.Column-1))
	return itoa(p.Line) + ":" + itoa(p.Column) + " " + string(line[from:min(len(line), from+p.Length)])
}
