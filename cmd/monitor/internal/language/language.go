// Package language owns how one language is written: the words of the interface, numbers, periods and dates.
//
// The words come from the theme (i18n/<code>.toml), the form of numbers from golang.org/x/text, which follows the
// Unicode CLDR. It imports package model for periods. It never makes up a word: one that is missing is remembered and
// reported.
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

// Language writes one language. It is safe for use by many goroutines.
type Language struct {
	Code    string // BCP 47, as in the site's languages
	Decimal string // decimal mark
	Group   string // thousands mark

	words   map[string]string // by dotted key
	printer *message.Printer

	writing sync.RWMutex
	numbers map[written]string // what was written before: a site has few numbers, and says them often

	mu      sync.Mutex
	missing map[string]bool
}

// New makes a language of its code and the theme's words, by dotted key ("page.next").
func New(code string, words map[string]string) *Language {
	l := &Language{Code: code, words: words, printer: message.NewPrinter(language.Make(code)), numbers: map[written]string{}, missing: map[string]bool{}}
	l.Decimal = strings.Trim(l.printer.Sprint(number.Decimal(0.5, number.Scale(1))), "05")
	l.Group = strings.Trim(l.printer.Sprint(number.Decimal(10000)), "01")
	return l
}

// Say returns the words of a key, with each {name} replaced by the value that follows it in pairs.
func (l *Language) Say(key string, pairs ...string) string {
	text, ok := l.words[key]
	if !ok {
		l.mu.Lock()
		l.missing[key] = true
		l.mu.Unlock()
		return key
	}
	return fill(text, pairs)
}

// valueOf is where the last value of a name stands in pairs, or -1.
func valueOf(name string, pairs []string) (at int) {
	at = -1
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i] == name {
			at = i + 1
		}
	}
	return at
}

// fill puts values in the place of {names}, from left to right, and looks at no value twice: a value may hold braces.
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

// Count is Say with the form for n: <key>.one for 1, <key>.other else; {n} is the number itself.
func (l *Language) Count(key string, n int, pairs ...string) string {
	form := ".other"
	if n == 1 {
		form = ".one"
	}
	return l.Say(key+form, append(pairs, "n", l.Number(float64(n), 0))...)
}

// Missing returns the keys that were asked for and are not in the theme, sorted.
func (l *Language) Missing() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	keys := make([]string, 0, len(l.missing))
	for key := range l.missing {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// Number writes a number with a fixed count of decimals, rounded half away from zero as people do on paper.
func (l *Language) Number(x float64, decimals int) string {
	key := written{x, decimals}
	l.writing.RLock()
	s, ok := l.numbers[key]
	l.writing.RUnlock()
	if ok {
		return s
	}
	s = l.write(x, decimals)
	l.writing.Lock()
	defer l.writing.Unlock()
	l.numbers[key] = s
	return s
}

type written struct {
	x        float64
	decimals int
}

func (l *Language) write(x float64, decimals int) string {
	s := l.printer.Sprint(number.Decimal(Round(x, decimals), number.Scale(decimals)))
	if strings.HasPrefix(s, "-") {
		return "−" + s[1:]
	}
	return s
}

// Signed is Number with a plus before what is above zero.
func (l *Language) Signed(x float64, decimals int) string {
	s := l.Number(x, decimals)
	if Round(x, decimals) > 0 {
		return "+" + s
	}
	return s
}

// Round rounds half away from zero to a count of decimals, after taking off the noise of binary fractions: 2.675 is
// meant where 2.67499999999999982236431605997495353221893310546875 is held.
func Round(x float64, decimals int) float64 {
	text := strconv.FormatFloat(math.Abs(x), 'f', -1, 64)
	whole, fraction, _ := strings.Cut(text, ".")
	if len(fraction) <= decimals {
		return x
	}
	up := fraction[decimals] >= '5'
	kept, _ := strconv.ParseFloat(whole+"."+fraction[:decimals]+"0", 64)
	if up {
		kept += math.Pow10(-decimals)
		// Adding may bring noise back; printing with the decimals wanted takes it off.
		kept, _ = strconv.ParseFloat(strconv.FormatFloat(kept, 'f', decimals, 64), 64)
	}
	if kept == 0 {
		return 0
	}
	return math.Copysign(kept, x)
}

// Quantity is a number with its unit: per cent follows the number with a thin space in Dutch, without in English, as the
// words say (number.percent); other units follow after a space.
func (l *Language) Quantity(x float64, decimals int, unit string) string {
	n := l.Number(x, decimals)
	switch {
	case unit == "":
		return n
	case unit == "%":
		return l.Say("number.percent", "n", n)
	case strings.HasPrefix(unit, "% "):
		return l.Say("number.percent", "n", n) + unit[1:]
	}
	return n + " " + unit
}

// Period names a period: "2025", "3e kwartaal 2025", "juli 2025", "2024/2025".
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

// ShortPeriod names a period on the axis of a chart: "2025", "Q3 2025", "07-2025", "24/25".
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

// Dictionary returns a function that compares two words by their place in a dictionary of the language (Unicode CLDR), capitals
// and small letters alike. It is for one goroutine.
func (l *Language) Dictionary() func(a, b string) int {
	return collate.New(language.Make(l.Code), collate.IgnoreCase).CompareString
}

// Date writes a date in words.
func (l *Language) Date(d time.Time) string {
	return l.Say("date", "day", strconv.Itoa(d.Day()), "month", l.Say("month."+strconv.Itoa(int(d.Month()))), "year", strconv.Itoa(d.Year()))
}

// PercentDecimals is how many decimals a percentage change bears: one below ten, none from there on.
func PercentDecimals(x float64) int {
	if math.Abs(Round(x, 1)) < 10 {
		return 1
	}
	return 0
}
