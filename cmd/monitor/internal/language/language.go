// Package language owns how one language is written: the words of the interface, numbers, periods
// and dates.
//
// Words come from the theme (i18n/<code>.toml), and number formats from golang.org/x/text, which
// follows the Unicode CLDR. It imports package model for periods. It never invents a word: the keys
// of missing words are kept, and reported (Missing).
package language

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// Language writes one language. Goroutines may share it.
type Language struct {
	Code    string // BCP 47, as in the site's languages
	Decimal string // decimal mark
	Group   string // thousands mark

	words   map[string]string // by dotted key
	printer *message.Printer

	numbersMu sync.RWMutex
	numbers   map[numberKey]string // numbers that were written before: a site has few, and repeats them often

	missingMu sync.Mutex
	missing   map[string]bool
}

// New returns the language with a code. words are the theme's words by dotted key ("page.next").
func New(code string, words map[string]string) *Language {
	l := &Language{
		Code: code, words: words, printer: message.NewPrinter(language.Make(code)),
		numbers: make(map[numberKey]string), missing: make(map[string]bool),
	}
	l.Decimal = strings.Trim(l.printer.Sprint(number.Decimal(0.5, number.Scale(1))), "05")
	l.Group = strings.Trim(l.printer.Sprint(number.Decimal(10000)), "01")
	return l
}

// Say returns the words of a key. pairs are names and values, and each {name} in the words is
// replaced by its value. For a key that the theme lacks, Say returns the key.
func (l *Language) Say(key string, pairs ...string) string {
	text, ok := l.words[key]
	if !ok {
		l.missingMu.Lock()
		l.missing[key] = true
		l.missingMu.Unlock()
		return key
	}
	return fill(text, pairs)
}

// valueOf returns the index in pairs of the last value with a name, or -1.
func valueOf(name string, pairs []string) (at int) {
	at = -1
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i] == name {
			at = i + 1
		}
	}
	return at
}

// fill replaces each {name} by its value, from left to right. A value that holds braces stays as it
// is.
func fill(text string, pairs []string) string {
	if len(pairs) == 0 || !strings.Contains(text, "{") {
		return text
	}
	var b strings.Builder
	for {
		before, rest, open := strings.Cut(text, "{")
		name, after, closed := strings.Cut(rest, "}")
		if !open || !closed {
			b.WriteString(text)
			return b.String()
		}
		b.WriteString(before)
		if i := valueOf(name, pairs); i >= 0 {
			b.WriteString(pairs[i])
		} else {
			b.WriteString("{" + name + "}")
		}
		text = after
	}
}

// Count returns the words of <key>.one when n is 1, and those of <key>.other otherwise. {n} in them
// is the number.
func (l *Language) Count(key string, n int, pairs ...string) string {
	form := ".other"
	if n == 1 {
		form = ".one"
	}
	return l.Say(key+form, append(pairs, "n", l.Whole(n))...)
}

// Bound writes a number that the flags of its value may make a bound: "≥ 101".
func (l *Language) Bound(number string, flags model.Flags) string {
	switch {
	case flags.Has(model.AtLeast):
		return l.Say("fact.at-least", "n", number)
	case flags.Has(model.AtMost):
		return l.Say("fact.at-most", "n", number)
	}
	return number
}

// Missing returns the keys that Say was called with and the theme lacks, sorted.
func (l *Language) Missing() []string {
	l.missingMu.Lock()
	defer l.missingMu.Unlock()
	keys := make([]string, 0, len(l.missing))
	for key := range l.missing {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// Number writes a number with a fixed number of decimals, rounded half away from zero as people do
// on paper.
func (l *Language) Number(x float64, decimals int) string {
	key := numberKey{x, decimals}
	l.numbersMu.RLock()
	s, ok := l.numbers[key]
	l.numbersMu.RUnlock()
	if ok {
		return s
	}
	s = l.formatNumber(x, decimals)
	l.numbersMu.Lock()
	defer l.numbersMu.Unlock()
	l.numbers[key] = s
	return s
}

// Whole writes a whole number: "1.204".
func (l *Language) Whole(n int) string { return l.Number(float64(n), 0) }

// Within writes a number that lies from low to high. Rounding does not take it to an end that it did
// not reach: of a share, 99.999 is "> 99.99" and 0.004 is "< 0.01".
func (l *Language) Within(x float64, decimals int, low, high float64) string {
	step := math.Pow10(-decimals)
	switch {
	case x > low && x-low < step && Round(x, decimals) <= low:
		return "<\u00a0" + l.Number(low+step, decimals)
	case x < high && high-x < step && Round(x, decimals) >= high:
		return ">\u00a0" + l.Number(high-step, decimals)
	}
	return l.Number(x, decimals)
}

// numberKey is a number as it is to be written.
type numberKey struct {
	x        float64
	decimals int
}

func (l *Language) formatNumber(x float64, decimals int) string {
	s := l.printer.Sprint(number.Decimal(Round(x, decimals), number.Scale(decimals)))
	if strings.HasPrefix(s, "-") {
		return "−" + s[1:]
	}
	return s
}

// Signed writes a number like Number, with a plus sign when what is written is above zero.
func (l *Language) Signed(x float64, decimals int) string {
	s := l.Number(x, decimals)
	if Round(x, decimals) > 0 {
		return "+" + s
	}
	return s
}

// Round rounds half away from zero to a number of decimals, as the number is written in decimals:
// 2.675 becomes 2.68, though the binary fraction is 2.67499999999999982….
func Round(x float64, decimals int) float64 {
	if x == 0 {
		return 0 // and not −0
	}
	text := strconv.FormatFloat(math.Abs(x), 'f', -1, 64)
	whole, fraction, _ := strings.Cut(text, ".")
	if len(fraction) <= decimals {
		return x
	}
	up := fraction[decimals] >= '5'
	kept, _ := strconv.ParseFloat(whole+"."+fraction[:decimals]+"0", 64)
	if up {
		kept += math.Pow10(-decimals)
		// The sum may be off by a binary fraction; printing it with these decimals corrects that.
		kept, _ = strconv.ParseFloat(strconv.FormatFloat(kept, 'f', decimals, 64), 64)
	}
	if kept == 0 {
		return 0
	}
	return math.Copysign(kept, x)
}

// Quantity writes a number with its unit. The words number.percent say how per cent is written:
// after a thin space in Dutch, without a space in English. Other units follow after a space.
func (l *Language) Quantity(x float64, decimals int, unit string) string {
	return l.WithUnit(l.Number(x, decimals), unit)
}

// Euros writes an amount in whole euros: "€ 74.918", or "€ −22.000" for a loss, of which English has the sign in front.
func (l *Language) Euros(x float64) string {
	if Round(x, 0) < 0 {
		return l.Say("figure.euros-below", "n", l.Number(-x, 0))
	}
	return l.Say("figure.euros", "n", l.Number(x, 0))
}

// Amount writes an amount of euros, 0 or more, as a reader keeps it: 74,918 as "€ 75.000", 572,300 as "€ 0,57 mln". Below
// ten thousand it is exact.
func (l *Language) Amount(euros float64) string {
	switch {
	case euros < 1e4:
		return l.Euros(euros)
	case Round(euros/1e3, 0) < 100:
		return l.Euros(Round(euros/1e3, 0) * 1e3)
	}
	return l.Say("figure.euros-million", "n", l.Number(euros/1e6, 2))
}

// WithUnit is Quantity for a number that is written already.
func (l *Language) WithUnit(digits, unit string) string {
	switch {
	case unit == "":
		return digits
	case unit == "%":
		return l.Say("number.percent", "n", digits)
	case strings.HasPrefix(unit, "% "):
		return l.Say("number.percent", "n", digits) + unit[1:]
	}
	return digits + " " + unit
}

// Period writes a period: "2025", "3e kwartaal 2025", "juli 2025", "2024/2025".
func (l *Language) Period(p model.Period) string {
	year := strconv.Itoa(p.Year)
	switch p.Frequency {
	case model.Quarterly:
		return l.Say("period.quarter", "n", strconv.Itoa(p.Part), "year", year)
	case model.Monthly:
		return l.Say("period.month", "month", l.Say("month."+strconv.Itoa(p.Part)), "year", year)
	}
	return p.String()
}

// ShortPeriod writes a period as on the axis of a chart: "2025", "Q3 2025", "07-2025", "24/25".
func (l *Language) ShortPeriod(p model.Period) string {
	switch p.Frequency {
	case model.Quarterly:
		return "Q" + strconv.Itoa(p.Part) + " " + strconv.Itoa(p.Year)
	case model.Monthly:
		return p.String()[5:] + "-" + strconv.Itoa(p.Year)
	case model.AcademicYear:
		return p.String()[2:5] + p.String()[7:]
	}
	return p.String()
}

// Dictionary returns a function that compares two words by their order in a dictionary of the
// language (Unicode CLDR), ignoring case. Goroutines may not share the function.
func (l *Language) Dictionary() func(a, b string) int {
	return collate.New(language.Make(l.Code), collate.IgnoreCase).CompareString
}

// Date writes a date in words.
func (l *Language) Date(d time.Time) string {
	month := l.Say("month." + strconv.Itoa(int(d.Month())))
	return l.Say("date", "day", strconv.Itoa(d.Day()), "month", month, "year", strconv.Itoa(d.Year()))
}

// PercentDecimals returns the number of decimals for a percentage change: one below 10 %, and none
// from 10 % on.
func PercentDecimals(x float64) int {
	if math.Abs(Round(x, 1)) < 10 {
		return 1
	}
	return 0
}
