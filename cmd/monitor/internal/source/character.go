package source

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// Some characters have no place in a text. Control characters do something to a screen or a file,
// direction marks turn around what others wrote, private-use characters look different in every
// font, and noncharacters are for programs. None of them can be seen in an editor. So the readers
// of this package refuse them, and no package above has to ask what it is given.
//
// Accents, non-breaking spaces, soft hyphens, and the joiners of emoji and of Indic scripts are
// ordinary characters.

// Refused reports whether a character may not be in a text.
func Refused(r rune) bool {
	switch {
	case r >= ' ' && r < 0x7f, r == '\t', r == '\n', r == '\r':
		return false
	case r == '\ufeff':
		return true
	}
	return unicode.In(r, unicode.Cc, unicode.Bidi_Control, unicode.Co, unicode.Noncharacter_Code_Point)
}

// characterNames are the names of refused characters in the Unicode standard. The others have none.
var characterNames = map[rune]string{
	'\u061c': "ARABIC LETTER MARK",
	'\u200e': "LEFT-TO-RIGHT MARK",
	'\u200f': "RIGHT-TO-LEFT MARK",
	'\u202a': "LEFT-TO-RIGHT EMBEDDING",
	'\u202b': "RIGHT-TO-LEFT EMBEDDING",
	'\u202c': "POP DIRECTIONAL FORMATTING",
	'\u202d': "LEFT-TO-RIGHT OVERRIDE",
	'\u202e': "RIGHT-TO-LEFT OVERRIDE",
	'\u2066': "LEFT-TO-RIGHT ISOLATE",
	'\u2067': "RIGHT-TO-LEFT ISOLATE",
	'\u2068': "FIRST STRONG ISOLATE",
	'\u2069': "POP DIRECTIONAL ISOLATE",
	'\ufeff': "ZERO WIDTH NO-BREAK SPACE",
}

// CharacterName returns what messages call a refused character: U+202E RIGHT-TO-LEFT OVERRIDE.
func CharacterName(r rune) string {
	number := fmt.Sprintf("U+%04X", r)
	name, named := characterNames[r]
	switch {
	case named:
		return number + " " + name
	case unicode.Is(unicode.Cc, r):
		return wording.Refer("character.control", number)
	case unicode.Is(unicode.Co, r):
		return wording.Refer("character.private", number)
	}
	return wording.Refer("character.none", number)
}

// firstRefused returns the first refused character of a text, and its offset; -1 when there is
// none.
func firstRefused(text string) (r rune, offset int) {
	offset = strings.IndexFunc(text, Refused)
	if offset >= 0 {
		r, _ = utf8.DecodeRuneInString(text[offset:])
	}
	return r, offset
}

// reportRefused reports all refused characters of a file, and whether there is none.
func (f *File) reportRefused(list *diagnostic.List) (clean bool) {
	clean = true
	for i := 0; i < len(f.Data); {
		r, n := utf8.DecodeRune(f.Data[i:])
		if Refused(r) {
			list.Add(diagnostic.RefusedCharacter, f.At(i, n), "", CharacterName(r))
			clean = false
		}
		i += n
	}
	return clean
}

// escapeForm is an escape of TOML that can stand for a refused character, \b, \u202E or \U000F0000,
// or a backslash that is escaped itself.
var escapeForm = regexp.MustCompile(`\\(?:[\\bfe]|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})`)

// reportEscapes reports refused characters that escapes brought into the values of a document, and
// whether there is none. The text of the document itself has none.
func (d *document) reportEscapes(values map[string]any) (clean bool) {
	if !strings.Contains(d.text, `\`) {
		return true
	}
	clean = true
	for _, match := range escapeForm.FindAllStringIndex(d.text, -1) {
		escape := d.text[match[0]:match[1]]
		r, ok := map[string]rune{`\\`: '\\', `\b`: '\b', `\f`: '\f', `\e`: '\x1b'}[escape]
		if !ok {
			code, _ := strconv.ParseUint(escape[2:], 16, 32)
			r = rune(code)
		}
		// In a literal string and in a comment it is no escape.
		if Refused(r) && holds(values, r) {
			at := d.file.At(d.base+match[0], len(escape))
			d.list.Add(diagnostic.RefusedCharacter, at, "", CharacterName(r))
			clean = false
		}
	}
	return clean
}

// holds reports whether a character is in a value of TOML: in its texts, or in a key.
func holds(value any, r rune) bool {
	switch value := value.(type) {
	case string:
		return strings.ContainsRune(value, r)
	case []any:
		for _, v := range value {
			if holds(v, r) {
				return true
			}
		}
	case []map[string]any:
		for _, v := range value {
			if holds(v, r) {
				return true
			}
		}
	case map[string]any:
		for key, v := range value {
			if holds(key, r) || holds(v, r) {
				return true
			}
		}
	}
	return false
}
