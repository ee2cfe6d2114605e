package source

import (
	"html"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// The words with which an author may mean an audience, and Dutch words for its levels. The program
// understands only "audience" and the levels of the site; Marked knows these words too.
var (
	audienceWords = []string{"audience", "doelgroep"}
	dutchLevels   = []string{"publiek", "openbaar", "bestuur"}
)

// Marked reports whether a line of a text seems to say for which audience the text after it is.
// Such a line begins in one of these ways:
//
//	::: audience board    with "audience" and one of the levels
//	audience = x          with "audience" and "="
//	::: board             with the same mark twice, as a fence does, and has either of the words
//
// The first two may also come later in a line, after a mark that begins code, an attribute, a link
// or a cell of a table: "Text {audience=board}".
//
// Marked would rather refuse a harmless sentence than miss a secret. It finds the words in spite of
// small mistakes, capitals, accents, invisible characters, entities, and letters of other scripts
// that look the same.
func Marked(text string, levels []string) bool {
	known := slices.Concat(levels, dutchLevels)
	for line := range strings.FieldsFuncSeq(text, breaksLine) {
		if strings.Contains(line, "&") {
			line = html.UnescapeString(line)
		}
		line = strings.ReplaceAll(line, `\`, "")
		line = line[len(containers.FindString(line)):]
		marking := func(word string) bool { return slices.Contains(known, word) || near(word, audienceWords) }
		if beginsAsFence(line) && slices.ContainsFunc(strings.FieldsFunc(fold(line), notLetter), marking) {
			return true
		}
		if beginsMarked(line, known) {
			return true
		}
		if !strings.ContainsAny(line, partMarks) {
			continue
		}
		for part := range strings.FieldsFuncSeq(line, func(r rune) bool { return strings.ContainsRune(partMarks, r) }) {
			if beginsMarked(part, known) {
				return true
			}
		}
	}
	return false
}

// partMarks begin code, an attribute, a link, an element or a cell in a line.
const partMarks = "`~{[<|"

// beginsMarked reports whether a line begins with an audience word and a level, or with an audience
// word and a mark that gives it a value: "audience=".
func beginsMarked(line string, levels []string) bool {
	plain := fold(upToLetters(line, 2*longestMark))
	start := strings.IndexFunc(plain, isLetter)
	if start < 0 {
		return false
	}
	word, behind := plain[start:], ""
	if end := strings.IndexFunc(word, notLetter); end >= 0 {
		word, behind = word[:end], word[end:]
	}
	if near(word, audienceWords) {
		words := strings.FieldsFunc(behind, notLetter)
		next := strings.TrimLeftFunc(behind, notLetter)
		between := behind[:len(behind)-len(next)]
		switch {
		case strings.Contains(between, "="), len(words) > 0 && near(words[0], levels):
			return true
		case len(words) == 0 && word == audienceWords[0] && strings.ContainsAny(between, ":]}"):
			return true // the level may be on the next line: "audience:", "[audience]"
		}
	}
	// Marks and spaces may be anywhere: "audi-ence board", "audienceboard".
	letters := strings.Map(func(r rune) rune {
		if notLetter(r) {
			return -1
		}
		return r
	}, plain)
	for _, word := range audienceWords {
		for _, n := range nearPrefixes(letters, word) {
			if slices.ContainsFunc(levels, func(level string) bool { return nearPrefixes(letters[n:], level) != nil }) {
				return true
			}
		}
	}
	return false
}

// nearPrefixes returns the lengths of those prefixes of letters that are the word with at most one
// mistake. Both are ASCII. Hardly any text passes the first test, which is for every line of a report:
// with one mistake, one of the first two letters is still there, and has moved by at most one place.
func nearPrefixes(letters, word string) (lengths []int) {
	if len(letters) < len(word)-1 || letters[0] != word[0] && letters[0] != word[1] && letters[1] != word[0] &&
		letters[1] != word[1] {
		return nil
	}
	for n := len(word) - 1; n <= min(len(word)+1, len(letters)); n++ {
		if alignment([]rune(letters[:n]), []rune(word)) <= 1 {
			lengths = append(lengths, n)
		}
	}
	return lengths
}

// upToLetters returns the start of a line, with at most so many letters. Most lines are long, and
// need not be folded whole.
func upToLetters(line string, most int) string {
	for i, r := range line {
		letter := 'a' <= r|0x20 && r|0x20 <= 'z' // most are of these
		if letter || r > unicode.MaxASCII && unicode.IsLetter(r) && !unicode.Is(unicode.Lm, r) {
			if most--; most < 0 {
				return line[:i]
			}
		}
	}
	return line
}

// longestMark is more than the number of letters of an audience word and a level together.
const longestMark = 20

// near reports whether a word is one of some words, or one with a small mistake.
func near(word string, words []string) bool {
	return slices.Contains(words, word) || Suggest(word, words) != ""
}

// breaksLine reports whether an editor may begin a new line after a rune.
func breaksLine(r rune) bool { return strings.ContainsRune("\n\v\f\r\u0085\u2028\u2029", r) }

// containers matches what may stand before a block on its line: the marks of quotes, lists, notes
// and definitions, and space.
var containers = regexp.MustCompile(`^(?:[\s\p{Z}\p{Cf}>*+-]|[0-9]{1,9}[.)]|\[\^[^\]]+\]:|:[ \t])*`)

// fenceMarks are the marks of a fence, those that look like them, and those by which other programs
// begin a block.
const fenceMarks = "!%@${[<`~'\":^´‘’‚‛“”„‟«»′″‵‶ˋˊʹʻʼʽ｀＇＂～：˜"

// beginsAsFence reports whether a line begins with two of the same mark.
func beginsAsFence(line string) bool {
	runes := []rune(line[:min(len(line), 8)])
	return len(runes) > 1 && runes[0] == runes[1] && strings.ContainsRune(fenceMarks, runes[0])
}

// lookAlikes are Cyrillic and Greek letters that look like a Latin one.
var lookAlikes = strings.NewReplacer("а", "a", "α", "a", "с", "c", "ԁ", "d", "е", "e", "ε", "e", "ԍ", "g",
	"і", "i", "ι", "i", "ı", "i", "ӏ", "l", "п", "n", "η", "n", "о", "o", "ο", "o", "р", "p", "ρ", "p", "г", "r",
	"ѕ", "s", "т", "t", "τ", "t", "υ", "u", "ս", "u", "в", "b", "β", "b", "ь", "b")

// fold returns a line in lower case, with letters of other scripts replaced by those of a to z that
// they look like. It drops other letters, accents and what has no width, and puts a space for any
// other character that is not ASCII.
func fold(line string) string {
	if strings.IndexFunc(line, func(r rune) bool { return r > unicode.MaxASCII }) < 0 {
		return strings.ToLower(line)
	}
	line = strings.Map(func(r rune) rune {
		switch {
		case r <= unicode.MaxASCII:
			return r
		case r == '＝':
			return '='
		case unicode.In(r, unicode.Lm, unicode.Mark, unicode.Cf):
			return -1
		case unicode.IsLetter(r):
			return r
		}
		return ' '
	}, line)
	return strings.Map(func(r rune) rune {
		if r > unicode.MaxASCII {
			return -1
		}
		return r
	}, lookAlikes.Replace(strings.ToLower(norm.NFKD.String(line))))
}

// isLetter reports whether a rune of a folded line is a letter.
func isLetter(r rune) bool { return 'a' <= r && r <= 'z' }

func notLetter(r rune) bool { return !isLetter(r) }
