package source

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// This file says what is wrong with text that is not TOML. The library says what it expected; a writer
// wants to know what to type instead. So the line of the error is first searched for what people write
// by mistake. Only when it has none of that, the message of the library is translated.

// reportSyntax reports why the text is not TOML.
func (d *document) reportSyntax(err error) {
	var parse toml.ParseError
	if !errors.As(err, &parse) {
		d.list.Add(diagnostic.TOMLSyntax, d.file.Whole(), "", wording.Refer("toml.other"))
		return
	}
	at := max(0, min(parse.Position.Start, len(d.text)))
	if at == len(d.text) && at > 0 && d.text[at-1] == '\n' {
		at-- // the end of the last line
	}
	start := strings.LastIndexByte(d.text[:at], '\n') + 1
	line, _, _ := strings.Cut(d.text[start:], "\n")
	if s, found := findSlip(line); found {
		d.list.Add(diagnostic.TOMLSyntax, d.file.At(d.base+start+s.from, s.to-s.from), "", s.cure)
		return
	}
	cure := translated(parse.Message, line[min(at-start, len(line)):])
	d.list.Add(diagnostic.TOMLSyntax, d.file.At(d.base+at, parse.Position.Len), "", cure)
}

// slip is a part of a line that is no TOML, and what to write instead.
type slip struct {
	from, to int
	cure     string
}

// slipForm is a form of a slip. form finds it on its line: the first group, or all that matches when
// there is no group, is what the message underlines. say makes of that what fills the text in wording.
type slipForm struct {
	form *regexp.Regexp
	text wording.Key
	say  func(found string) []string
}

// slipForms are tried in this order on a line without its texts and remarks.
var slipForms = sync.OnceValue(func() []slipForm {
	forms := func(expression string) *regexp.Regexp { return regexp.MustCompile(expression) }
	const value = `=[ \t]*`
	const number = `[-+]?[0-9]+`
	// A period in quotation marks has become x's, see withoutTexts.
	const inPeriod = `(?:^|[{,])[ \t]*(?:[0-9]{4}[-0-9]*|"x+"|xx+)[ \t]*=[ \t]*`
	return []slipForm{
		{forms(`^(?:<<<<<<<|=======|>>>>>>>|\|\|\|\|\|\|\|)`), "toml.conflict", nothing},
		{forms(`[“”„‟«»‘’‚‛]`), "toml.curly", asTyped},
		{forms(`[\x{a0}\x{ad}\x{2000}-\x{200d}\x{202f}\x{205f}\x{2060}\x{3000}]`), "toml.invisible", named},
		{forms(`[−–—‐‑]`), "toml.dash", asTyped},
		{forms(value + `([-+]?[0-9]{1,3}(?:[ .'][0-9]{3})*[ .'][0-9]{3},[0-9]+)`), "toml.thousands", withoutThousands},
		{forms(value + `([-+]?[0-9]{1,3}(?: [0-9]{3})+)(?:[^0-9]|$)`), "toml.thousands", withoutThousands},
		{forms(value + `([-+]?[0-9]{1,3}(?:\.[0-9]{3}){2,})`), "toml.thousands", withoutThousands},
		{forms(value + `([-+]?[0-9]{1,3}(?:'[0-9]{3})+)`), "toml.thousands", withoutThousands},
		{forms(value + `([-+]?[0-9]{1,3}(?:[.][0-9]{3})+,-)`), "toml.thousands", withoutThousands},
		{forms(value + `(` + number + `,[0-9]+)`), "toml.decimal-comma", withPoint},
		{forms(value + `(` + number + `,-)`), "toml.decimal-comma", withPoint},
		{forms(value + `(` + number + `(?:\.[0-9]+)?[ \t]*[%‰])`), "toml.percent", withoutPercent},
		{forms(value + `((?:€|EUR|\$|£)[ \t]*[0-9.,]*)`), "toml.currency", nothing},
		{forms(value + `((?i:ja|nee|yes|no|waar|onwaar|true|false|aan|uit|on|off))[ \t]*(?:[,}#\]]|$)`),
			"toml.truth", truth},
		{forms(value + `([0-9]{4}[-0-9QqKk/]*\.\.[-0-9QqKk/]+)`), "toml.period", asTyped},
		{forms(value + `([0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4})`), "toml.date", dayFirst},
		{forms(value + `([0-9]{1,2} \pL{3,9}\.? [0-9]{4})`), "toml.date", inWords},
		{forms(value + `([0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2})`), "toml.date", yearFirst},
		{forms(value + `([0-9]{4}(?:-[QqKk][1-4]|/[0-9]{2,4}|-[0-9]{2}))[ \t]*(?:[,}#\]]|$)`), "toml.period", asPeriod},
		{forms(`(?:^|[{,])[ \t]*([0-9]{4}/[0-9]{2,4})[ \t]*=`), "toml.period", asPeriod},
		{forms(inPeriod + `((?i:n\.?[abv]\.?(?:t\.?)?|onbekend|unknown|null|none|geen|\?+|-+|\.+))[ \t]*(?:[,}]|$)`),
			"toml.unknown", nothing},
		{forms(inPeriod + `(<[ \t]*[0-9]+)`), "toml.below", nothing},
		{forms(value + `((?:[<>]=?|[≤≥±~≈])[ \t]*` + number + `(?:[.,][0-9]+)?)`), "toml.sign", asTyped},
		{forms(value + `(` + number + `(?:\.[0-9]+)?[ \t]*[bepcud])[ \t]*(?:[,}]|$)`), "toml.flag", flagged},
		{forms(`^[ \t]*(//|--|;|/\*|%)`), "toml.remark", asTyped},
		{forms(`[ \t](//.*)$`), "toml.remark", marks},
		{forms(value + number + `(?:\.[0-9]+)?[ \t]+(\()`), "toml.remark", asTyped},
		{forms(value + `[^\[{ \t][^\[{]*([;,])[ \t]*$`), "toml.trailing", asTyped},
		{forms(`^[ \t]*[A-Za-z_]+[ \t]*` + value + `(x+(?:[ \t]*,[ \t]*x+)+)[ \t]*$`), "toml.list", nothing},
		{forms(`^[ \t]*[\p{L}0-9_.-]+[ \t]*(:)[ \t]`), "toml.colon", nothing},
		{forms(value + `([-+]?0[0-9]+(?:\.[0-9]*)?)`), "toml.leading-zero", withoutZero},
		{forms(value + `([-+]?\.[0-9]+)`), "toml.bare-point", zeroBefore},
		{forms(value + `(` + number + `\.)(?:[^0-9]|$)`), "toml.bare-point", zeroBehind},
		{forms(`^[ \t]*\[\[?[ \t]*([^\]"'#]*[^\]"'#.A-Za-z0-9_\t -][^\]"'#]*|` +
			`[^\]"'#]*[A-Za-z0-9_-][ \t]+[A-Za-z0-9_-][^\]"'#]*)\]`),
			"toml.name", nothing},
		{forms(`^[ \t]*\[[^\]]*$`), "toml.open-table", nothing},
		{forms(`^[ \t]*([\p{L}0-9_.-]*[^\x00-\x7f]+[^=]*?)[ \t]*=`), "toml.name", nothing},
		{forms(`^[ \t]*([A-Za-z0-9_.-]+(?:[ \t]+[A-Za-z0-9_.-]+)+)[ \t]*=`), "toml.name", nothing},
	}
})

func nothing(string) []string       { return nil }
func asTyped(found string) []string { return []string{found} }
func marks(found string) []string   { return []string{found[:2]} }
func named(found string) []string   { return []string{InvisibleName(first(found))} }
func withPoint(found string) []string {
	return []string{strings.TrimRight(strings.Trim(strings.Replace(found, ",", ".", 1), "."), ".-")}
}
func zeroBefore(found string) []string { return []string{strings.Replace(found, ".", "0.", 1)} }
func zeroBehind(found string) []string { return []string{found + "0"} }
func dayFirst(found string) []string   { return writtenDay(found, 2, 1, 0) }
func yearFirst(found string) []string  { return writtenDay(found, 0, 1, 2) }
func asPeriod(found string) []string {
	if like := SuggestPeriod(found); like != "" {
		return []string{like}
	}
	return []string{found}
}
func flagged(found string) []string {
	last := len(found) - 1
	return []string{strings.TrimRight(found[:last], " \t"), found[last:]}
}
func withoutPercent(found string) []string {
	return []string{strings.TrimRight(found, " \t%‰")}
}

func withoutThousands(found string) []string {
	whole, fraction, has := strings.Cut(strings.TrimSuffix(found, ",-"), ",")
	whole = strings.NewReplacer(" ", "", ".", "", "'", "").Replace(whole)
	if has {
		whole += "." + fraction
	}
	return []string{found, whole}
}

func withoutZero(found string) []string {
	sign := found[:len(found)-len(strings.TrimLeft(found, "-"))]
	digits := strings.TrimLeft(found, "-+0")
	if digits == "" || digits[0] == '.' {
		digits = "0" + digits
	}
	return []string{sign + digits}
}

func truth(found string) []string {
	switch strings.ToLower(found) {
	case "nee", "no", "onwaar", "false", "uit", "off":
		return []string{found, "false"}
	}
	return []string{found, "true"}
}

// writtenDay returns the day of a text as TOML writes it. The numbers say which of its parts are
// the year, the month and the day. A day that does not exist is "".
func writtenDay(text string, year, month, day int) []string {
	parts := strings.FieldsFunc(text, func(r rune) bool { return r < '0' || r > '9' })
	number := func(n int) int {
		x, _ := strconv.Atoi(parts[n])
		return x
	}
	written := fmt.Sprintf("%04d-%02d-%02d", number(year), number(month), number(day))
	if _, err := time.Parse(time.DateOnly, written); err != nil {
		return []string{text, wording.Refer("toml.no-day")}
	}
	return []string{text, written}
}

// isDay reports whether a text is a day as TOML writes it.
func isDay(text string) bool {
	_, err := time.Parse(time.DateOnly, text)
	return err == nil
}

// inWords returns a day whose month is a word, as TOML writes it.
func inWords(found string) []string {
	parts := strings.Fields(found)
	day := writtenDay(parts[0]+"-"+strconv.Itoa(monthNamed(parts[1]))+"-"+parts[2], 2, 1, 0)
	return []string{found, day[1]}
}

// innerQuotes matches a text with a quotation mark in it, from the mark that ended it too early.
var innerQuotes = regexp.MustCompile(`=[ \t]*"(?:[^"\\]|\\.)*("[^"\s,}\]#=]+(?:[^"=]*"|[^"=]*$))`)

// findSlip searches the line of an error for a slip.
func findSlip(line string) (s slip, found bool) {
	bare := withoutTexts(line)
	for _, f := range slipForms() {
		match := f.form.FindStringSubmatchIndex(bare)
		if match == nil || f.text == "toml.date" && isDay(bare[match[2]:match[3]]) {
			continue
		}
		return slipAt(bare, match, f.text, f.say), true
	}
	if match := innerQuotes.FindStringSubmatchIndex(line); match != nil {
		return slipAt(line, match, "toml.inner-quotes", nothing), true
	}
	return slip{}, false
}

func slipAt(line string, match []int, text wording.Key, say func(string) []string) slip {
	s := slip{from: match[0], to: match[1]}
	if len(match) > 2 {
		s.from, s.to = match[2], match[3]
	}
	s.cure = wording.Refer(text, say(line[s.from:s.to])...)
	return s
}

// withoutTexts returns a line with an x for each byte of its texts, and spaces for its remark. A text
// that does not end on the line stays, since that may be the slip.
func withoutTexts(line string) string {
	out := []byte(line)
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case '#':
			for ; i < len(line); i++ {
				out[i] = ' '
			}
		case '"', '\'':
			if line[i] == '\'' && i > 0 && line[i-1] >= '0' && line[i-1] <= '9' {
				continue // of 10'000
			}
			end := skipString(line, i)
			for ; i < end; i++ {
				out[i] = 'x'
			}
			if i < len(line) && end > 0 && (line[i] == '"' || line[i] == '\'') {
				out[i] = 'x'
			}
		}
	}
	return string(out)
}

// libraryMessages are the messages of the library about what is no common slip.
var libraryMessages = sync.OnceValue(func() []libraryMessage {
	match := func(expression string) *regexp.Regexp { return regexp.MustCompile(expression) }
	return []libraryMessage{
		{match(`^unexpected EOF; expected ['"]{3,}`), "toml.open-text"},
		{match(`^unexpected EOF; expected ['"]|^strings cannot contain newlines$`), "toml.open-string"},
		{match(`^unexpected EOF`), "toml.early-end"},
		{match(`^expected value but found|^unexpected EOF; expected value`), "toml.no-value"},
		{match(`^expected '\.' or '=', but got`), "toml.no-equals"},
		{match(`^[Kk]ey '(.+)' (?:has already been defined|was already created)`), "toml.defined"},
		{match(`is not a table$`), "toml.not-table"},
		{match(`^expected a top-level item to end`), "toml.no-newline"},
		{match(`^expected a comma \(','\) or array terminator`), "toml.list-end"},
		{match(`^expected a comma or an inline table terminator`), "toml.braces-end"},
		{match(`^newlines not allowed within inline tables$`), "toml.braces-line"},
		{match(`^unexpected comma$`), "toml.second-comma"},
		{match(`^invalid escape|hexadecimal digits after|^Escaped character`), "toml.escape"},
		{match(`^invalid datetime`), "toml.bad-date"},
		{match(`is out of (?:range|the safe)`), "toml.too-large"},
		{match(`^(?:Invalid (?:integer|float)|invalid float|not an? (?:binary|octal|hexadecimal)|` +
			`cannot use sign|expected a digit|floats must)`),
			"toml.bad-number"},
		{match(`table name|table array name|table separator`), "toml.table-name"},
		{match(`^unexpected '[=.]'`), "toml.no-key"},
		{match(`^unexpected ['"]`), "toml.many-quotes"},
	}
})

// libraryMessage is a message of the library, and the text to show instead. The first group of the
// expression fills the text; without groups, what is found instead does.
type libraryMessage struct {
	message *regexp.Regexp
	text    wording.Key
}

// translated returns what a message of the library says, in the languages of the program. rest is
// the line from the error.
func translated(message, rest string) string {
	for _, m := range libraryMessages() {
		if groups := m.message.FindStringSubmatch(message); len(groups) > 1 {
			return wording.Refer(m.text, groups[1])
		} else if groups != nil {
			return wording.Refer(m.text, beginning(rest))
		}
	}
	return wording.Refer("toml.other")
}

// beginning returns the first word or mark of a text, in quotation marks.
func beginning(text string) string {
	text = strings.TrimSpace(text)
	switch {
	case text == "":
		return wording.Refer("toml.end-of-line")
	case text[0] == '"':
		return wording.Refer("toml.quotation-mark")
	}
	end := strings.IndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	switch {
	case end < 0:
		end = len(text)
	case end == 0:
		_, end = utf8.DecodeRuneInString(text)
	}
	return `"` + shorten(text[:end]) + `"`
}
