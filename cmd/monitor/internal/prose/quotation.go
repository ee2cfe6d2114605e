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
	from, to        quotedPeriod // from is the zero quotedPeriod but for two periods
	dimension, part string       // part "": the whole; dimension "": whichever has the part
	reading         reading
}

// quotedPeriod is a period, or the last one there is.
type quotedPeriod struct {
	period model.Period
	latest bool
}

// two reports whether the quotation is of two periods.
func (q *quotation) twoPeriods() bool { return q.from != quotedPeriod{} }

// reading is what of a value is quoted.
type reading uint8

const (
	rate reading = 1 << iota
	interval
	change
	percent
	periodItself
)

// readingNames are their names, in order.
var readingNames = []string{"rate", "interval", "change", "percent", "period"}

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
		q.reading |= r
	}
	first, last, two := strings.Cut(what, "..")
	if !two {
		last = first
	} else {
		var rest string
		if q.from, rest = cutPeriod(first, of); q.from == (quotedPeriod{}) {
			return quotation{}, fault{code: diagnostic.BadPeriod, args: []string{first}}
		}
		if rest != "" {
			return bad("", "phrase.part-behind-second")
		}
	}
	var rest string
	if q.to, rest = cutPeriod(last, of); q.to == (quotedPeriod{}) {
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
	switch one := q.reading &^ rate; {
	case one&(one-1) != 0:
		return bad("", "phrase.one-reading")
	case one&(change|percent) != 0 && !two:
		return bad("", "phrase.two-periods")
	case one&(interval|periodItself) != 0 && two:
		return bad("", "phrase.one-period")
	case one == periodItself && (q.reading&rate != 0 || q.part != ""):
		return bad("", "phrase.period-alone")
	case q.reading&rate != 0 && q.part != "":
		return bad("", "phrase.part-rate")
	}
	return q, fault{}
}

// cutPeriod takes a period from the start of a text, and what stands behind it as a part: "/BMS" without its stroke. The zero
// quotedPeriod: there is none.
func cutPeriod(s string, of model.Frequency) (m quotedPeriod, rest string) {
	if p, ok := model.ParsePeriod(s); ok {
		return quotedPeriod{period: p}, ""
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
			return quotedPeriod{}, ""
		}
	}
	if head == latestWord {
		return quotedPeriod{latest: true}, rest
	}
	p, ok := model.ParsePeriod(head)
	if !ok {
		return quotedPeriod{}, ""
	}
	return quotedPeriod{period: p}, rest
}

func readingOf(word string) reading {
	for n, name := range readingNames {
		if name == word {
			return 1 << n
		}
	}
	return 0
}

func suggestReading(what, word string) string {
	if s := source.Suggest(word, readingNames); s != "" {
		return "@" + what + "?" + s
	}
	return ""
}
