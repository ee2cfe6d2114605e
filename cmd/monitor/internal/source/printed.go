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

// Mark is what a straight quotation mark stands for.
type Mark int

// What a mark can be. Of one that is Straight nobody can tell.
const (
	Straight Mark = iota
	Apostrophe
	Opening // of a quotation
	Closing
	Prime // feet or inches, minutes or seconds: 5' 10"
)

// Marks reads the straight quotation marks of a text, from its first to its last: ' and ".
//
// A mark opens a quotation when it precedes a word and follows none, and otherwise closes one. A ' is
// an apostrophe within a word, before one of the clitics ('s avonds), before a year ('90), and where
// it closes nothing.
type Marks struct {
	open [2]int // quotations that are open: of ' and of "
}

// beforeQuotation are the marks that a quotation may follow without a space.
const beforeQuotation = "([{-–—/*_~\"'“‘«„|"

// Read returns what the next mark stands for. before is the character before it, after the text
// behind it.
func (m *Marks) Read(mark byte, before rune, after string) Mark {
	open := &m.open[0]
	if mark == '"' {
		open = &m.open[1]
	}
	next, _ := utf8.DecodeRuneInString(after + " ")
	switch {
	case mark == '\'' && isApostrophe(before, after):
		return Apostrophe
	case (unicode.IsSpace(before) || strings.ContainsRune(beforeQuotation, before)) && !unicode.IsSpace(next):
		*open++
		return Opening
	case *open > 0:
		*open--
		return Closing
	case unicode.IsDigit(before):
		return Prime
	case mark == '\'':
		return Apostrophe
	}
	return Straight
}

// isApostrophe reports whether a mark is an apostrophe wherever quotations begin and end.
func isApostrophe(before rune, after string) bool {
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

// Printed replaces the apostrophes and primes of a text, as keyboards have them, by those of print:
// "risico's" becomes "risico’s". The marks of quotations differ from language to language, and stay.
func Printed(s string) string {
	if !strings.ContainsAny(s, `'"`) {
		return s
	}
	var b strings.Builder
	var marks Marks
	last := ' '
	for i, r := range s {
		printed := r
		if r == '\'' || r == '"' {
			switch marks.Read(byte(r), last, s[i+1:]) {
			case Apostrophe:
				printed = '’'
			case Prime:
				printed = PrimeOf(byte(r))
			}
		}
		b.WriteRune(printed)
		last = r
	}
	return b.String()
}

// PrimeOf returns the prime for a straight mark: ′ for ' and ″ for ".
func PrimeOf(mark byte) rune {
	if mark == '"' {
		return '″'
	}
	return '′'
}
