package prose

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/language"
)

var numberForm = regexp.MustCompile(`[-−–+]?[0-9][0-9.,'’\x{00a0}\x{2009}\x{202f} ]*[0-9]|[-−–+]?[0-9]`)

// writtenNumber is a number in the text of an author.
type writtenNumber struct {
	value    float64
	decimals int
	scale    float64 // of a magnitude behind it: 1e6 for "2.1 million", whose value is 2100000; or 0
	signed   bool    // a plus or a minus precedes it
	end      int     // the offset in the text behind its last digit
}

// agreesWith reports whether x, rounded to the decimals that the author wrote, is this number.
func (n writtenNumber) agreesWith(x float64) bool {
	if n.scale != 0 {
		return language.Round(x/n.scale, n.decimals) == language.Round(n.value/n.scale, n.decimals)
	}
	return language.Round(x, n.decimals) == n.value
}

// agreesWithChange is agreesWith for a difference. A number without a sign is its size: for −6 both
// "−6" and "6 fewer" agree.
func (n writtenNumber) agreesWithChange(x float64) bool {
	if !n.signed {
		x = math.Abs(x)
	}
	return n.agreesWith(x)
}

// parseNumbers finds the numbers in a text. Groups of three digits may have the language's mark or
// a space between them: "12.147" in Dutch. ok is false when something looks like a number and is
// none, as "3.75" in Dutch.
func parseNumbers(s string, l *language.Language) (all []writtenNumber, ok bool) {
	for _, match := range numberForm.FindAllStringIndex(s, -1) {
		n, ok := parseNumber(s, match[0], match[1], l)
		if !ok {
			return nil, false
		}
		all = append(all, n)
	}
	return all, true
}

// parseNumber reads s[from:to], which looks like a number.
func parseNumber(s string, from, to int, l *language.Language) (n writtenNumber, ok bool) {
	digits, sign := s[from:to], 1.0
	for _, mark := range []string{"-", "−", "–", "+"} {
		rest, cut := strings.CutPrefix(digits, mark)
		if !cut {
			continue
		}
		digits = rest
		// A hyphen within a word is no sign, nor is a dash between numbers: "COVID-19", "2,9–3,4".
		if from == 0 || s[from-1] == ' ' || s[from-1] == '(' {
			n.signed = true
			if mark != "+" {
				sign = -1
			}
		}
	}
	whole, fraction, _ := strings.Cut(digits, l.Decimal)
	for _, mark := range []string{l.Group, "\u00a0", "\u2009", "\u202f", " "} {
		groups := strings.Split(whole, mark)
		if len(groups) == 1 {
			continue
		}
		for n, g := range groups {
			if n > 0 && len(g) != 3 || n == 0 && (len(g) < 1 || len(g) > 3) {
				return writtenNumber{}, false
			}
		}
		whole = strings.Join(groups, "")
		break
	}
	value, err := strconv.ParseFloat(whole+"."+fraction+"0", 64)
	if err != nil || strings.ContainsAny(fraction, ".,'’ \u00a0\u2009\u202f") {
		return writtenNumber{}, false
	}
	n.value, n.decimals, n.end = sign*value, len(fraction), to
	return n, true
}
