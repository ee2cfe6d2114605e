package source

import (
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
)

// Close reports the keys that were not asked for, and suggests the one that was probably meant. It
// also reports the keys that are missing.
func (t *Table) Close() {
	t.closed = true
	var unknown []string // without a suggestion
	for _, key := range t.empty {
		code := diagnostic.EmptyList
		if slices.Contains(t.missing, key) {
			code = diagnostic.MissingKey
		}
		t.ReportKey(key, code, "", t.within+key)
	}
	t.missing = slices.DeleteFunc(t.missing, func(key string) bool { return slices.Contains(t.empty, key) })
	for _, key := range t.Keys() {
		if t.asked[key] {
			continue
		}
		if now := t.replaced[key]; now != "" {
			t.ReportKey(key, diagnostic.KeyReplaced, "", key, now+" = "+t.Literal(key))
			continue
		}
		suggestion := ""
		if !t.Full() {
			suggestion = SuggestWord(key, t.order)
		}
		if suggestion == "" {
			unknown = append(unknown, key)
			continue
		}
		t.missing = slices.DeleteFunc(t.missing, func(key string) bool { return key == suggestion })
		t.ReportKey(key, diagnostic.UnknownKey, suggestion, t.unknown(key)...)
	}
	if len(unknown) > 0 {
		t.reportUnknown(unknown)
	}
	if len(t.missing) > 0 {
		t.ReportTable(diagnostic.MissingKey, "", strings.Join(t.missing, `", "`))
	}
}

// reportUnknown reports keys that are like none of those allowed, in one message.
func (t *Table) reportUnknown(unknown []string) {
	at := func() diagnostic.Position { return t.AtKey(unknown[0]) }
	if !t.headed || !slices.ContainsFunc(unknown, func(key string) bool { return !t.IsTable(key) }) {
		t.reportRepeated(len(unknown)-1, at, diagnostic.UnknownKey, "", t.unknown(unknown[0]))
		return
	}
	var heads []string
	for _, key := range t.order {
		heads = append(heads, t.head(key))
	}
	t.reportRepeated(0, at, diagnostic.HeadMissing, "", []string{strings.Join(heads, ", ")})
	t.missing = nil // it may be among these keys
}

// unknown returns what a message about an unknown key is filled with, and all keys of the table: a test
// looks for these in the guides.
func (t *Table) unknown(key string) []string {
	return []string{key, Listed(key, t.order), strings.Join(t.order, ", ")}
}
