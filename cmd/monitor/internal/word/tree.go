package word

import "strings"

// Pandoc's tree of a text, as JSON: each node has its kind in "t" and what it holds in "c". The shapes are those of
// pandoc-types 1.22 (Text.Pandoc.Definition); 1.23 adds Figure.

// list returns a value as a list of nodes; nil when it is none.
func list(v any) []any {
	l, _ := v.([]any)
	return l
}

// kind returns what kind of node a value is, or "".
func kind(v any) string {
	n, _ := v.(map[string]any)
	t, _ := n["t"].(string)
	return t
}

// content returns what a node holds.
func content(v any) any {
	n, _ := v.(map[string]any)
	return n["c"]
}

// part returns a part of what a node holds, or nil.
func part(v any, n int) any {
	if c := list(content(v)); n < len(c) {
		return c[n]
	}
	return nil
}

// node makes a node.
func node(kind string, content any) map[string]any {
	if content == nil {
		return map[string]any{"t": kind}
	}
	return map[string]any{"t": kind, "c": content}
}

// str makes a text.
func str(text string) map[string]any { return node("Str", text) }

// noAttributes are those of a node without any.
func noAttributes() []any { return []any{"", []any{}, []any{}} }

// attribute returns the value of an attribute, and class reports whether there is a class; of the attributes of a node.
func attribute(attr any, key string) string {
	if a := list(attr); len(a) == 3 {
		for _, pair := range list(a[2]) {
			if p := list(pair); len(p) == 2 && p[0] == key {
				value, _ := p[1].(string)
				return value
			}
		}
	}
	return ""
}

func class(attr any, name string) bool {
	if a := list(attr); len(a) == 3 {
		for _, c := range list(a[1]) {
			if c == name {
				return true
			}
		}
	}
	return false
}

// style returns the name of the style of a block or of words, or "".
func style(v any) string { return attribute(part(v, 0), "custom-style") }

// level returns the level of a heading, and 0 for anything else.
func level(v any) int {
	if kind(v) != "Header" {
		return 0
	}
	n, _ := part(v, 0).(float64)
	return int(n)
}

// topLevel returns the highest level of the headings of a text; 2 when it has none.
func topLevel(blocks []any) int {
	top := 0
	for _, b := range blocks {
		if l := level(b); l > 0 && (top == 0 || l < top) {
			top = l
		}
	}
	if top == 0 {
		return 2
	}
	return top
}

// firstOfStyle returns the place of the first block with a style, or -1.
func firstOfStyle(blocks []any, name string) int {
	for n, b := range blocks {
		if kind(b) == "Div" && style(b) == name {
			return n
		}
	}
	return -1
}

// textOf returns the words of nodes, without notes.
func textOf(v any) string {
	var b strings.Builder
	writeText(&b, v)
	return b.String()
}

func writeText(b *strings.Builder, v any) {
	switch v := v.(type) {
	case []any:
		for _, each := range v {
			writeText(b, each)
		}
	case map[string]any:
		switch c := v["c"]; v["t"] {
		case "Str":
			text, _ := c.(string)
			b.WriteString(text)
		case "Space", "SoftBreak", "LineBreak":
			b.WriteByte(' ')
		case "Code", "Math", "RawInline":
			text, _ := part(v, 1).(string)
			b.WriteString(text)
		case "Note", "Image":
		case "Link":
			writeText(b, part(v, 1))
		case "Para", "Plain":
			writeText(b, c)
			b.WriteByte(' ')
		default:
			writeText(b, c)
		}
	}
}
