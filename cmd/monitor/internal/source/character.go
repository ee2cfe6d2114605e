package source

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// Some characters have no place in a text. Control characters do something to a screen or a file,
// direction marks turn around what others wrote, private-use characters look different in every
// font, and noncharacters are for programs. None of them can be seen in an editor, and neither can
// a space without width. The replacement character stands where a program lost a letter. So the
// readers of this package refuse them, and no package above has to ask what it is given.
//
// Accents, non-breaking spaces, soft hyphens, and the joiners of emoji and of Indic scripts are
// ordinary characters.

// Refused reports whether a character may not be in a text.
func Refused(r rune) bool {
	switch {
	case r >= ' ' && r < 0x7f, r == '\t', r == '\n', r == '\r':
		return false
	case r == '\u200b', r == '\u2060', r == '\ufeff', r == utf8.RuneError:
		return true
	}
	return unicode.In(r, unicode.Cc, unicode.Bidi_Control, unicode.Co, unicode.Noncharacter_Code_Point)
}

// characterNames are the names of refused characters in the Unicode standard. The others have none.
var characterNames = map[rune]string{
	'\u061c': "ARABIC LETTER MARK",
	'\u200b': "ZERO WIDTH SPACE",
	'\u200e': "LEFT-TO-RIGHT MARK",
	'\u200f': "RIGHT-TO-LEFT MARK",
	'\u202a': "LEFT-TO-RIGHT EMBEDDING",
	'\u202b': "RIGHT-TO-LEFT EMBEDDING",
	'\u202c': "POP DIRECTIONAL FORMATTING",
	'\u202d': "LEFT-TO-RIGHT OVERRIDE",
	'\u202e': "RIGHT-TO-LEFT OVERRIDE",
	'\u2060': "WORD JOINER",
	'\u2066': "LEFT-TO-RIGHT ISOLATE",
	'\u2067': "RIGHT-TO-LEFT ISOLATE",
	'\u2068': "FIRST STRONG ISOLATE",
	'\u2069': "POP DIRECTIONAL ISOLATE",
	'\ufeff': "ZERO WIDTH NO-BREAK SPACE",
	'\ufffd': "REPLACEMENT CHARACTER",
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

// reportRefused reports the first refused character of each line of a file, and whether there is
// none: a line may be as long as the file, and be full of them. It warns of the first garbled letter
// of a line.
func (f *File) reportRefused(list *diagnostic.List) (clean bool) {
	clean = true
	offset, suspect := 0, mayBeGarbled(f.Data)
	for line := range bytes.Lines(f.Data) {
		if at := bytes.IndexFunc(line, Refused); at >= 0 {
			r, n := utf8.DecodeRune(line[at:])
			list.Add(diagnostic.RefusedCharacter, f.At(offset+at, n), "", CharacterName(r))
			clean = false
		} else if suspect {
			if from, to, meant := garbled(line); to > 0 {
				list.Add(diagnostic.Garbled, f.At(offset+from, to-from), meant, string(line[from:to]))
			}
		}
		offset += len(line)
	}
	return clean
}

// garbledForm matches what may be a letter of two or three bytes of UTF-8 that was read as
// Windows-1252. Â, Ã, Ä, Å and â are the first bytes of most letters and signs of Western Europe.
var garbledForm = regexp.MustCompile(`[ÂÃÄÅ][^\x00-\x7f]|â[^\x00-\x7f]{2}`)

// mayBeGarbled reports whether a text has such a first byte. Few have, and the form takes longer.
func mayBeGarbled(text []byte) bool {
	return slices.ContainsFunc([]string{"Â", "Ã", "Ä", "Å", "â"}, func(first string) bool {
		return bytes.Contains(text, []byte(first))
	})
}

// garbled returns where the first such letter of a text is, and the letter that was meant: é for Ã©.
// In a text without one, to is 0.
func garbled(text []byte) (from, to int, meant string) {
	for _, match := range garbledForm.FindAllIndex(text, -1) {
		letter, err := charmap.Windows1252.NewEncoder().Bytes(text[match[0]:match[1]])
		if err == nil && utf8.Valid(letter) && utf8.RuneCount(letter) == 1 {
			return match[0], match[1], string(letter)
		}
	}
	return 0, 0, ""
}

// escapeForm is an escape of TOML that can stand for a refused character, \b, \u202E or \U000F0000,
// or a backslash that is escaped itself.
var escapeForm = regexp.MustCompile(`\\(?:[\\bfe]|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})`)

// reportEscapes reports refused characters that escapes brought into the values of a document, one
// for each line, and whether there is none. The text of the document itself has none.
func (d *document) reportEscapes(values map[string]any) (clean bool) {
	found := make(map[rune]bool)
	if strings.Contains(d.text, `\`) {
		addRefused(found, values)
	}
	if len(found) == 0 {
		return true
	}
	offset := 0
	for line := range strings.Lines(d.text) {
		for _, match := range escapeForm.FindAllStringIndex(line, -1) {
			// In a literal string and in a comment it is no escape, and then another one is.
			if r := unescaped(line[match[0]:match[1]]); found[r] {
				at := d.file.At(d.base+offset+match[0], match[1]-match[0])
				d.list.Add(diagnostic.RefusedCharacter, at, "", CharacterName(r))
				break
			}
		}
		offset += len(line)
	}
	return false
}

// unescaped returns the character that an escape stands for.
func unescaped(escape string) rune {
	switch escape[1] {
	case '\\':
		return '\\'
	case 'b':
		return '\b'
	case 'f':
		return '\f'
	case 'e':
		return '\x1b'
	}
	code, _ := strconv.ParseUint(escape[2:], 16, 32)
	return rune(code)
}

// addRefused adds the refused characters in a value of TOML, in its texts and keys, to those found.
func addRefused(found map[rune]bool, value any) {
	switch value := value.(type) {
	case string:
		for _, r := range value {
			if Refused(r) {
				found[r] = true
			}
		}
	case []any:
		for _, v := range value {
			addRefused(found, v)
		}
	case []map[string]any:
		for _, v := range value {
			addRefused(found, v)
		}
	case map[string]any:
		for key, v := range value {
			addRefused(found, key)
			addRefused(found, v)
		}
	}
}

// namesCodes are the codes of messages about a name that is not known.
var namesCodes = []diagnostic.Code{diagnostic.UnknownID, diagnostic.UnknownKey, diagnostic.BadChoice,
	diagnostic.BadPeriod, diagnostic.BadID, diagnostic.CSVColumnUnknown, diagnostic.NoCSV}

// lookAlike returns what to report instead of a name that is not known when the name has a
// character that cannot be seen: people would see two names that are alike.
func lookAlike(code diagnostic.Code, suggestion string, args []string) (diagnostic.Code, string, []string) {
	if !slices.Contains(namesCodes, code) {
		return code, suggestion, args
	}
	for _, arg := range args {
		at := strings.IndexFunc(arg, func(r rune) bool { return InvisibleName(r) != "" })
		if at < 0 {
			continue
		}
		seen := strings.Map(func(r rune) rune {
			if InvisibleName(r) != "" {
				return '·'
			}
			return r
		}, arg)
		return diagnostic.Unseen, "", []string{seen, InvisibleName(first(arg[at:]))}
	}
	return code, suggestion, args
}

// InvisibleName returns what messages call a space or another character that looks like none: a
// no-break space comes from Word, and nobody sees that it is not an ordinary one. It returns "" for
// a character that can be seen, and for an ordinary space.
func InvisibleName(r rune) string {
	switch r {
	case ' ', '\t', '\n':
		return ""
	case '\u00a0', '\u202f', '\u2007':
		return wording.Refer("character.no-break")
	case '\u00ad':
		return wording.Refer("character.soft-hyphen")
	case '\u200c', '\u200d':
		return wording.Refer("character.no-width")
	}
	if unicode.Is(unicode.Zs, r) {
		return wording.Refer("character.space")
	}
	return ""
}

func first(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}
