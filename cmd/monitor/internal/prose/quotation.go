package prose

import (
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// A quotation is what stands behind "@" in a reference to an indicator. It tells which number is quoted:
//
//	2025   2025-Q3   2024/2025       the value for a period
//	latest                           that for the last period of which anything is known
//	2022..2025   2022..latest        how it went from one to the other
//	2025/BMS   2025/faculteit/BMS    that of a part of a breakdown; with its dimension where two have a part of that name
//
// and behind "?" what of it, several with a comma between:
//
//	rate       per so many of the denominator
//	interval   the bounds that chance leaves
//	change     the difference, percent the difference in per cents of the first; both of two periods
//	period     the period itself, to say which one "latest" is
//
// All of it is a plain address to any other reader of Markdown.
type quotation struct {
	from, to        moment // from is the zero moment but for two periods
	dimension, part string // part "": the whole; dimension "": whichever has the part
	of              reading
}

// moment is a period, or the last one there is.
type moment struct {
	period model.Period
	latest bool
}

// two reports whether the quotation is of two periods.
func (q *quotation) two() bool { return q.from != moment{} }

// reading is what of a value is quoted.
type reading uint8

const (
	rate reading = 1 << iota
	interval
	change
	percent
	periodItself
)

// readings are their names, in order.
var readings = []string{"rate", "interval", "change", "percent", "period"}

const latestWord = "latest"

// fault is what is wrong with a quotation; its code is "" when nothing is.
type fault struct {
	code       diagnostic.Code
	suggestion string
	args       []string
}

// parseQuotation reads what stands behind "@". The frequency tells a year with a part from an academic year.
func parseQuotation(s string, of model.Frequency) (q quotation, f fault) {
	bad := func(suggestion string, why wording.Key, args ...string) (quotation, fault) {
		return quotation{}, fault{diagnostic.BadQuotation, suggestion, []string{s, wording.Refer(why, args...)}}
	}
	what, asked, some := strings.Cut(s, "?")
	for rest := asked; some; {
		var word string
		word, rest, some = strings.Cut(rest, ",")
		r := readingOf(word)
		if r == 0 {
			return bad(suggestReading(what, word), "phrase.unknown-reading", word)
		}
		q.of |= r
	}
	first, last, two := strings.Cut(what, "..")
	if !two {
		last = first
	} else {
		var rest string
		if q.from, rest = cutMoment(first, of); q.from == (moment{}) {
			return quotation{}, fault{code: diagnostic.BadPeriod, args: []string{first}}
		}
		if rest != "" {
			return bad("", "phrase.part-behind-second")
		}
	}
	var rest string
	if q.to, rest = cutMoment(last, of); q.to == (moment{}) {
		return quotation{}, fault{code: diagnostic.BadPeriod, args: []string{last}}
	}
	if rest != "" {
		q.part = rest
		if dimension, part, named := strings.Cut(rest, "/"); named {
			q.dimension, q.part = dimension, part
		}
		if q.part == "" || strings.Contains(q.part, "/") {
			return bad("", "phrase.part-form")
		}
	}
	switch one := q.of &^ rate; {
	case one&(one-1) != 0:
		return bad("", "phrase.one-reading")
	case one&(change|percent) != 0 && !two:
		return bad("", "phrase.two-periods")
	case one&(interval|periodItself) != 0 && two:
		return bad("", "phrase.one-period")
	case one == periodItself && (q.of&rate != 0 || q.part != ""):
		return bad("", "phrase.period-alone")
	case q.of&rate != 0 && q.part != "":
		return bad("", "phrase.part-rate")
	}
	return q, fault{}
}

// cutMoment takes a period from the start of a text, and what stands behind it as a part: "/BMS" without its stroke. The zero
// moment: there is none.
func cutMoment(s string, of model.Frequency) (m moment, rest string) {
	if p, ok := model.ParsePeriod(s); ok {
		return moment{period: p}, ""
	}
	length := strings.IndexByte(s, '/')
	if of == model.AcademicYear && !strings.HasPrefix(s, latestWord) && length >= 0 {
		if next := strings.IndexByte(s[length+1:], '/'); next >= 0 {
			length += 1 + next
		} else {
			length = -1
		}
	}
	head := s
	if length >= 0 {
		head, rest = s[:length], s[length+1:]
		if rest == "" {
			return moment{}, ""
		}
	}
	if head == latestWord {
		return moment{latest: true}, rest
	}
	p, ok := model.ParsePeriod(head)
	if !ok {
		return moment{}, ""
	}
	return moment{period: p}, rest
}

func readingOf(word string) reading {
	for n, name := range readings {
		if name == word {
			return 1 << n
		}
	}
	return 0
}

func suggestReading(what, word string) string {
	if s := source.Suggest(word, readings); s != "" {
		return "@" + what + "?" + s
	}
	return ""
}
