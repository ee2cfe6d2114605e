package prose

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/language"
)

var numberForm = regexp.MustCompile(`[-−–+]?[0-9][0-9.,'’\x{00a0}\x{2009}\x{202f} ]*[0-9]|[-−–+]?[0-9]`)

// number is one that an author wrote.
type writtenNumber struct {
	value    float64
	decimals int
	signed   bool // there is a plus or a minus before it
	end      int  // where it ends in the text
}

// says reports whether the number is another one, rounded to the digits that the author wrote.
func (n writtenNumber) agreesWith(x float64) bool { return language.Round(x, n.decimals) == n.value }

// saysChange is says for a difference. Without a sign it is as large, and the words around it say which way.
func (n writtenNumber) agreesWithChange(x float64) bool {
	if !n.signed {
		x = math.Abs(x)
	}
	return n.agreesWith(x)
}

// parseNumbers finds the numbers in a text. Thousands may be set apart by the language's mark, a thin or a no-break space, in
// groups of three; ok is false when something that looks like a number is none, so that "3.75" in Dutch is seen for the slip
// it is.
func parseNumbers(s string, l *language.Language) (all []writtenNumber, ok bool) {
	for _, at := range numberForm.FindAllStringIndex(s, -1) {
		n, ok := parseNumber(s, at[0], at[1], l)
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
		// A sign counts only where it does not join two words: "COVID-19" has none, nor has the second of "2,9–3,4".
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
