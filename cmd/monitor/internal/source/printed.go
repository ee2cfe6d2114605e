package source

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// clitics are the words that begin with an apostrophe, in Dutch and in English.
var clitics = map[string]bool{"s": true, "t": true, "n": true, "k": true, "m": true, "r": true, "ie": true,
	"em": true, "tis": true, "twas": true, "til": true}

// decade matches two digits that stand for a year: '90, '68-er, '80s.
var decade = regexp.MustCompile(`^[0-9]{2}(?:[-s\s.,;:!?)–]|$)`)

// Apostrophe reports whether a straight mark is an apostrophe: within a word, before one of the
// clitics ('s avonds) or before a year ('90). before is the letter before it, after the text behind
// it. A mark before another word begins a quotation.
func Apostrophe(before rune, after string) bool {
	next, _ := utf8.DecodeRuneInString(after)
	if unicode.IsLetter(before) || unicode.IsDigit(before) {
		return unicode.IsLetter(next)
	}
	if before == '\'' {
		return false
	}
	end := strings.IndexFunc(after, func(r rune) bool { return !unicode.IsLetter(r) })
	if end < 0 {
		end = len(after)
	}
	return clitics[after[:end]] || decade.MatchString(after) && !closesLater(after)
}

// closesLater reports whether a quotation that would begin before a text ends in it.
func closesLater(text string) bool {
	for i, r := range text {
		if r != '\'' || i == 0 {
			continue
		}
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		next, _ := utf8.DecodeRuneInString(text[i+1:] + " ")
		if !unicode.IsSpace(before) && !unicode.IsLetter(next) && !unicode.IsDigit(next) {
			return true
		}
	}
	return false
}

// Printed replaces the apostrophes of a text, as keyboards have them, by those of print: "risico's"
// becomes "risico’s".
func Printed(s string) string {
	if strings.IndexByte(s, '\'') < 0 {
		return s
	}
	var b strings.Builder
	last := ' '
	for i, r := range s {
		if r == '\'' && Apostrophe(last, s[i+1:]) {
			r = '’'
		}
		b.WriteRune(r)
		last = r
	}
	return b.String()
}
