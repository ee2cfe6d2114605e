package language

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// Text returns a text in this language. When it has none in it, it returns the first of the others
// in alphabetical order.
func (l *Language) Text(t model.Text) string {
	if s := t.In(l.Code); s != "" || len(t) == 0 {
		return s
	}
	others := make([]string, 0, len(t))
	for other := range t {
		others = append(others, other)
	}
	slices.Sort(others)
	return t.In(l.Code, others...)
}

// List writes "a, b en c".
func (l *Language) List(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return l.Say("figure.and", "some", strings.Join(names[:last], ", "), "last", names[last])
}

// LowerFirst writes a heading inside a sentence: its first letter small, unless the word is written
// in capitals.
func LowerFirst(s string) string {
	if s == "" {
		return ""
	}
	first, n := utf8.DecodeRuneInString(s)
	if second, _ := utf8.DecodeRuneInString(s[n:]); unicode.IsUpper(second) {
		return s
	}
	return string(unicode.ToLower(first)) + s[n:]
}

// UpperFirst begins a heading with a capital.
func UpperFirst(s string) string {
	if s == "" {
		return ""
	}
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// Paragraph puts sentences one after the other, and leaves empty ones out.
func Paragraph(sentences ...string) string {
	return strings.Join(slices.DeleteFunc(slices.Clone(sentences), func(s string) bool { return s == "" }), " ")
}
