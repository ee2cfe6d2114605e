package source

import (
	"strconv"
	"strings"
)

// plain reads TOML that is nothing but lines of a bare key and a simple value: a text on one line without escapes, a whole
// number, true or false, a list of such texts on one line; and empty lines and comments. The head of a chapter and a figure
// in it nearly always are, and a report has thousands: the library, which knows all of TOML, takes ten times as long. ok is
// false for anything else, also for anything wrong: then the library reads it, and says what is wrong. FuzzPlain compares.
func plain(text string) (values map[string]any, keys []string, ok bool) {
	values = make(map[string]any, 8)
	for len(text) > 0 {
		line, rest, _ := strings.Cut(text, "\n")
		text = rest
		line = strings.TrimRight(line, " \t")
		if strings.IndexByte(line, '\t') >= 0 {
			return nil, nil, false
		}
		line = strings.TrimLeft(line, " ")
		if line == "" || line[0] == '#' && printable(line) {
			continue
		}
		key, value, found := strings.Cut(line, "=")
		key, value = strings.TrimRight(key, " "), strings.TrimLeft(value, " ")
		if !found || !bare(key) {
			return nil, nil, false
		}
		if _, twice := values[key]; twice {
			return nil, nil, false
		}
		v, rest, ok := plainValue(value)
		if !ok || rest != "" {
			return nil, nil, false
		}
		values[key] = v
		keys = append(keys, key)
	}
	return values, keys, true
}

// plainValue reads a value at the start of a text.
func plainValue(text string) (v any, rest string, ok bool) {
	switch {
	case text == "true":
		return true, "", true
	case text == "false":
		return false, "", true
	case strings.HasPrefix(text, `"`):
		return plainString(text)
	case strings.HasPrefix(text, "["):
		return plainList(text)
	}
	// Up to 15 digits, so that nothing overflows, and no zero before others, which TOML does not have.
	digits := strings.TrimPrefix(text, "-")
	if len(digits) == 0 || len(digits) > 15 || digits[0] == '0' && (len(digits) > 1 || len(text) > 1) {
		return nil, "", false
	}
	for _, c := range []byte(digits) {
		if c < '0' || c > '9' {
			return nil, "", false
		}
	}
	n, err := strconv.ParseInt(text, 10, 64)
	return n, "", err == nil
}

func plainString(text string) (s any, rest string, ok bool) {
	end := strings.IndexByte(text[1:], '"')
	if end < 0 {
		return nil, "", false
	}
	inside, rest := text[1:end+1], text[end+2:]
	if strings.IndexByte(inside, '\\') >= 0 || !printable(inside) || inside == "" && strings.HasPrefix(rest, `"`) {
		return nil, "", false
	}
	return inside, rest, true
}

func plainList(text string) (list any, rest string, ok bool) {
	out := []any{}
	text = strings.TrimLeft(text[1:], " ")
	for !strings.HasPrefix(text, "]") {
		if !strings.HasPrefix(text, `"`) {
			return nil, "", false
		}
		s, rest, ok := plainString(text)
		if !ok {
			return nil, "", false
		}
		out = append(out, s)
		text = strings.TrimLeft(rest, " ")
		if after, comma := strings.CutPrefix(text, ","); comma {
			text = strings.TrimLeft(after, " ")
		} else if !strings.HasPrefix(text, "]") {
			return nil, "", false
		}
	}
	return out, text[1:], true
}

// bare tells whether a key needs no quotation marks and has no dots.
func bare(key string) bool {
	for _, c := range []byte(key) {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '_', c == '-':
		default:
			return false
		}
	}
	return key != ""
}

// printable tells whether a text has no control characters.
func printable(text string) bool {
	for _, c := range []byte(text) {
		if c < ' ' || c == 0x7f {
			return false
		}
	}
	return true
}
