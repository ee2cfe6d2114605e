package source

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// Table is one TOML table being read. Each method takes a key's value as a Go type and reports a
// value of another type. Close then reports every key that was not asked for. So the code that
// reads a file states its format.
type Table struct {
	doc      *document
	node     *node
	path     toml.Key
	values   map[string]any
	asked    map[string]bool
	order    []string // of the keys that were asked for
	empty    []string // keys of empty lists
	within   string   // the key of a text, before those of its languages
	replaced map[string]string
	missing  []string
	closed   bool
	headed   bool            // it is the top of a data file, which has only tables
	withIDs  map[string]bool // keys of tables that have a table for each id
}

// Keys returns the keys in the order of the file.
func (t *Table) Keys() []string {
	if t.node == nil {
		return nil
	}
	return t.node.names
}

// Above returns the keys that lead to the table from the top of its file.
func (t *Table) Above() []string { return t.path }

// Has reports whether a key is there. It counts as asking for the key.
func (t *Table) Has(key string) bool {
	_, ok := t.ask(key)
	return ok
}

// At returns the position of a key's value, or of the table when the key is not there.
func (t *Table) At(key string) diagnostic.Position {
	if _, ok := t.values[key]; !ok {
		return t.AtTable()
	}
	return t.doc.valuePosition(t.below(key))
}

// AtPath returns the position of the value at a path of keys below the table, or of the nearest key
// above it that is there. It does not count as asking for keys, so it works after Close too.
func (t *Table) AtPath(path ...string) diagnostic.Position {
	if len(path) == 0 {
		return t.AtTable()
	}
	return t.doc.valuePosition(t.below(path...))
}

// Written returns where a text is in its file: the bytes between its quotation marks. When it is
// written with escapes, file has only the text, and at is where that is.
func (t *Table) Written(path ...string) (file *File, from, to int, at diagnostic.Position) {
	var v any = t.values
	for _, key := range path {
		below, _ := v.(map[string]any)
		v = below[key]
	}
	text, _ := v.(string)
	at = t.AtPath(path...)
	from = t.doc.file.Offset(at)
	const marks = len(`"""`) + len("\n")
	ahead := t.doc.file.Data[from:min(from+len(text)+marks, len(t.doc.file.Data))]
	if n := bytes.Index(ahead, []byte(text)); n >= 0 {
		return t.doc.file, from + n, from + n + len(text), at
	}
	return NewFile(t.doc.file.Path, []byte(text)), 0, len(text), at
}

// AtElement returns the position of the nth element of a list, from 0.
func (t *Table) AtElement(key string, n int) diagnostic.Position {
	at := t.At(key)
	offset := t.doc.file.Offset(at) - t.doc.base
	if start, end := element(t.doc.text, offset, n); start < end {
		return t.doc.file.At(t.doc.base+start, end-start)
	}
	return at
}

// ReportElement adds a diagnostic at the nth element of a list, or at the value when it is no list.
func (t *Table) ReportElement(key string, n int, code diagnostic.Code, suggestion string, args ...string) {
	t.report(func() diagnostic.Position { return t.AtElement(key, n) }, code, suggestion, args)
}

// Path returns the path of the file that the table is in.
func (t *Table) Path() string { return t.doc.file.Path }

// File returns the file that the table is in.
func (t *Table) File() *File { return t.doc.file }

// AtKey returns the position of the key itself.
func (t *Table) AtKey(key string) diagnostic.Position { return t.doc.keyPosition(t.below(key)) }

// AtTable returns the position of the table: of its name, or of the start of the text.
func (t *Table) AtTable() diagnostic.Position {
	if len(t.path) == 0 {
		return t.doc.file.At(t.doc.base, 1)
	}
	return t.doc.keyPosition(t.path)
}

// Full reports whether the file has so many mistakes that more messages about it are only counted.
// A caller can then leave out suggestions, which take time.
func (t *Table) Full() bool { return t.doc.list.Full(t.doc.file.Path) }

// Report adds a diagnostic at a key's value.
func (t *Table) Report(key string, code diagnostic.Code, suggestion string, args ...string) {
	t.report(func() diagnostic.Position { return t.At(key) }, code, suggestion, args)
}

// ReportKey adds a diagnostic at the key itself.
func (t *Table) ReportKey(key string, code diagnostic.Code, suggestion string, args ...string) {
	t.report(func() diagnostic.Position { return t.AtKey(key) }, code, suggestion, args)
}

// ReportTable adds a diagnostic at the table.
func (t *Table) ReportTable(code diagnostic.Code, suggestion string, args ...string) {
	t.report(t.AtTable, code, suggestion, args)
}

func (t *Table) report(
	position func() diagnostic.Position, code diagnostic.Code, suggestion string, args []string,
) {
	t.reportRepeated(0, position, code, suggestion, args)
}

// reportRepeated is report for a slip that was made so many times more.
func (t *Table) reportRepeated(
	also int, position func() diagnostic.Position, code diagnostic.Code, suggestion string, args []string,
) {
	at := t.doc.file.Whole()
	if !t.Full() {
		at = position()
	}
	code, suggestion, args = lookAlike(code, suggestion, args)
	t.doc.list.AddRepeated(also, code, at, suggestion, args...)
}

// Missing reports a required key that is not there, or that has an empty list. Close does so, for all
// that are not there in one message, and not for one that is there with a wrong name.
func (t *Table) Missing(key string) {
	if t.closed {
		t.ReportTable(diagnostic.MissingKey, "", key)
	} else {
		t.missing = append(t.missing, key)
	}
}

// below returns the path of keys below the table.
func (t *Table) below(keys ...string) toml.Key {
	return append(t.path[:len(t.path):len(t.path)], keys...)
}

// ask returns the value of a key, and remembers that it was asked for.
func (t *Table) ask(key string) (any, bool) {
	if t.asked == nil {
		t.asked = make(map[string]bool)
	}
	if !t.asked[key] {
		t.asked[key] = true
		t.order = append(t.order, key)
	}
	v, ok := t.values[key]
	return v, ok
}

// reportType reports that a key's value, or an element of it, is of another type than wanted.
func (t *Table) reportType(key, wanted string, v any) {
	t.Report(key, diagnostic.WrongType, "", key, wanted, typeOf(v),
		cureOfType(wanted, v, func() string { return t.Literal(key) }))
}

// ReportNoValue reports a key that should have the value of a period.
func (t *Table) ReportNoValue(key string) { t.ReportType(key, typeNumberOrValue) }

// ReportType reports that a key's value is of another type than wanted, which is the name of a type
// in messages.
func (t *Table) ReportType(key, wanted string) {
	v, _ := t.ask(key)
	t.reportType(key, wanted, v)
}

// String returns the text of a key. It returns "", false for a key that is absent or of another
// type.
func (t *Table) String(key string) (string, bool) {
	v, ok := t.ask(key)
	if !ok {
		return "", false
	}
	s, ok := v.(string)
	if !ok {
		t.reportType(key, typeString, v)
	}
	return s, ok
}

// Strings returns a list of texts. An element of another type is reported, and by Close an empty list:
// it says no more than no list, unless MayBeEmpty is called for it.
func (t *Table) Strings(key string) ([]string, bool) {
	v, ok := t.ask(key)
	if !ok {
		return nil, false
	}
	list, ok := v.([]any)
	if !ok {
		t.reportType(key, typeStrings, v)
		return nil, false
	}
	out := make([]string, 0, len(list))
	for _, e := range list {
		s, ok := e.(string)
		if !ok {
			t.reportType(key, typeStrings, e)
			return nil, false
		}
		out = append(out, s)
	}
	if len(list) == 0 {
		t.empty = append(t.empty, key)
	}
	return out, true
}

// MayBeEmpty says, for Close, that an empty list under a key means something.
func (t *Table) MayBeEmpty(key string) {
	t.empty = slices.DeleteFunc(t.empty, func(empty string) bool { return empty == key })
}

// OneOrMore returns a text, or each of a list of texts. A whole number counts as its digits.
// Anything else is reported.
func (t *Table) OneOrMore(key string) ([]string, bool) {
	switch v, _ := t.ask(key); v.(type) {
	case nil:
		return nil, false
	case string, int64:
		s, ok := t.Scalar(key)
		return []string{s}, ok
	case []any:
		return t.Strings(key)
	default:
		t.reportType(key, typeOneOrMore, v)
		return nil, false
	}
}

// Bool returns true or false; absent is false.
func (t *Table) Bool(key string) bool {
	v, ok := t.ask(key)
	if !ok {
		return false
	}
	b, ok := v.(bool)
	if !ok {
		t.reportType(key, typeBool, v)
	}
	return b
}

// Int returns a whole number.
func (t *Table) Int(key string) (int, bool) {
	v, ok := t.ask(key)
	if !ok {
		return 0, false
	}
	n, ok := v.(int64)
	if !ok || n > math.MaxInt32 || n < math.MinInt32 {
		t.reportType(key, typeInt, v)
		return 0, false
	}
	return int(n), true
}

// Float returns a number, whole or not. It returns NaN and infinity as they are: callers have their
// own messages for them.
func (t *Table) Float(key string) (float64, bool) {
	v, ok := t.ask(key)
	if !ok {
		return 0, false
	}
	switch n := v.(type) {
	case int64:
		return float64(n), true
	case float64:
		return n, true
	}
	t.reportType(key, typeFloat, v)
	return 0, false
}

// IsBool reports whether a key holds true or false, without reporting anything.
func (t *Table) IsBool(key string) bool {
	_, ok := t.values[key].(bool)
	return ok
}

// IsNumber reports whether a key holds a bare number, without reporting anything.
func (t *Table) IsNumber(key string) bool {
	switch t.values[key].(type) {
	case int64, float64:
		return true
	}
	return false
}

// IsDecimal reports whether a key holds a number with a point, without reporting anything.
func (t *Table) IsDecimal(key string) bool {
	_, ok := t.values[key].(float64)
	return ok
}

// Literal returns a number as it is written, with its zeros. It takes as long as a position.
func (t *Table) Literal(key string) string {
	at := t.At(key)
	line := []rune(at.Excerpt)
	text := string(line[min(len(line), max(0, at.Column-1)):])
	if name, rest, inline := strings.Cut(text, "="); inline && strings.TrimSpace(name) == key {
		text = rest
	}
	text = strings.TrimLeft(text, " \t")
	end := strings.IndexFunc(text, func(r rune) bool { return !strings.ContainsRune("0123456789.,+-_eE", r) })
	if end >= 0 {
		text = text[:end]
	}
	return strings.TrimRight(text, ",")
}

// IsTable reports whether a key holds a table, without reporting anything.
func (t *Table) IsTable(key string) bool {
	_, ok := t.values[key].(map[string]any)
	return ok
}

// Date returns a local date.
func (t *Table) Date(key string) (time.Time, bool) {
	v, ok := t.ask(key)
	if !ok {
		return time.Time{}, false
	}
	d, ok := v.(time.Time)
	if !ok || d.Location().String() != "date-local" {
		t.reportType(key, typeDate, v)
		return time.Time{}, false
	}
	return time.Date(d.Year(), d.Month(), d.Day(), 0, 0, 0, 0, time.UTC), true
}

// Scalar returns a text, or the digits of a whole number, for keys where 2025 and "2025" mean the
// same.
func (t *Table) Scalar(key string) (string, bool) {
	v, ok := t.ask(key)
	if !ok {
		return "", false
	}
	switch s := v.(type) {
	case string:
		return s, true
	case int64:
		return strconv.FormatInt(s, 10), true
	}
	t.reportType(key, typeString, v)
	return "", false
}

// Words returns a string that readers of the site see, as Printed writes it.
func (t *Table) Words(key string) (string, bool) {
	s, ok := t.String(key)
	return Printed(s), ok
}

func allPrinted(list []string) []string {
	for n := range list {
		list[n] = Printed(list[n])
	}
	return list
}

// Text returns a text by language, as Printed writes it: { "nl": …, "en": … }, or { "": … } for a
// string. A language that the site does not have is reported as an unknown key.
func (t *Table) Text(key string, languages []string) map[string]string {
	v, ok := t.ask(key)
	if !ok {
		return nil
	}
	switch v := v.(type) {
	case string:
		return map[string]string{"": Printed(v)}
	case map[string]any:
		texts := make(map[string]string, len(v))
		sub := t.sub(key, v)
		for _, lang := range languages {
			if s, ok := sub.Words(lang); ok {
				texts[lang] = s
			}
		}
		sub.Close()
		return texts
	}
	t.reportType(key, typeText, v)
	return nil
}

// Texts returns lists of texts by language, as Text returns texts.
func (t *Table) Texts(key string, languages []string) map[string][]string {
	v, ok := t.ask(key)
	if !ok {
		return nil
	}
	switch v := v.(type) {
	case []any:
		if list, ok := t.Strings(key); ok {
			return map[string][]string{"": allPrinted(list)}
		}
		return nil
	case map[string]any:
		texts := make(map[string][]string, len(v))
		sub := t.sub(key, v)
		sub.within = key + "."
		for _, lang := range languages {
			if list, ok := sub.Strings(lang); ok {
				texts[lang] = allPrinted(list)
			}
		}
		sub.Close()
		return texts
	}
	t.reportType(key, typeLists, v)
	return nil
}

// Table returns a table below this one.
func (t *Table) Table(key string) (*Table, bool) {
	v, ok := t.ask(key)
	if !ok {
		return nil, false
	}
	m, ok := v.(map[string]any)
	if !ok {
		t.reportType(key, typeTable, v)
		return nil, false
	}
	return t.sub(key, m), true
}

func (t *Table) sub(key string, m map[string]any) *Table {
	return &Table{doc: t.doc, node: t.node.child(key), path: t.below(key), values: m}
}

// Unasked reports whether there is a key that was not asked for so far.
func (t *Table) Unasked() bool {
	for key := range t.values {
		if !t.asked[key] {
			return true
		}
	}
	return false
}

// Replaced says what a key of before is called now, for Close.
func (t *Table) Replaced(key, now string) {
	if t.replaced == nil {
		t.replaced = map[string]string{}
	}
	t.replaced[key] = now
}

// Headed says, for Close, that the table is the top of a data file, which has only tables.
func (t *Table) Headed() { t.headed = true }

// ByID returns the table below a key, which has a table for each id. It reports one with the keys of
// a thing in it, which lacks the id: [risk] in place of [risk.fire].
func (t *Table) ByID(key string) (all *Table, ok bool) {
	if t.withIDs == nil {
		t.withIDs = make(map[string]bool)
	}
	t.withIDs[key] = true
	if all, ok = t.Table(key); !ok {
		return nil, false
	}
	const enough = 2 // one may be a slip of its own
	others := 0
	for id := range all.values {
		if !all.IsTable(id) {
			others++
		}
	}
	if others >= enough {
		t.ReportKey(key, diagnostic.HeadMissing, "", t.head(key))
		return nil, false
	}
	return all, true
}

// head is the head of a table below the top of a file, as messages show it.
func (t *Table) head(key string) string {
	if t.withIDs[key] {
		key += ".id"
	}
	return "[" + key + "]"
}

// The names of types, as messages call them.
var (
	typeString        = wording.Refer("type.string")
	typeStrings       = wording.Refer("type.strings")
	typeOneOrMore     = wording.Refer("type.one-or-more")
	typeBool          = wording.Refer("type.bool")
	typeInt           = wording.Refer("type.int")
	typeFloat         = wording.Refer("type.float")
	typeNumberOrValue = wording.Refer("type.number-or-value")
	typeDate          = wording.Refer("type.date")
	typeText          = wording.Refer("type.text")
	typeLists         = wording.Refer("type.lists")
	typeTable         = wording.Refer("type.table")
	typeArray         = wording.Refer("type.array")
	typeTime          = wording.Refer("type.time")
)

// typeOf returns what messages call a value of the wrong type: a scalar as it is written, or its
// type.
func typeOf(v any) string {
	switch v := v.(type) {
	case string:
		return strconv.Quote(shorten(v))
	case bool:
		return strconv.FormatBool(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	case time.Time:
		return typeTime
	case map[string]any:
		return typeTable
	case []any, []map[string]any:
		return typeArray
	}
	return fmt.Sprintf("%T", v)
}

func shorten(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:39]) + "…"
	}
	return s
}

func itoa(n int) string { return strconv.Itoa(n) }
