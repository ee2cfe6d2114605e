package prose

import (
	"regexp"
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// A quotation is what follows "@" in a reference to an indicator. It selects the numbers that are
// quoted:
//
//	2025   2025-Q3   2024/2025       the value for a period
//	latest                           the value for the last period that has one
//	2022..2025   2022..latest        the change between two periods
//	2025/BMS   2025/faculteit/BMS    the value for a part of a breakdown; the dimension is needed
//	                                 when two breakdowns have a part of that name
//
// After "?" follow the readings, with a comma between two:
//
//	rate       the value per so many of the denominator
//	interval   the bounds of its confidence interval
//	change     the difference between two periods
//	percent    the same, in per cents of the first
//	period     the name of the period, for "latest"
//	count      with any of these: the sentence tells the counts, and not that they changed
//
// Any other reader of Markdown sees an ordinary address.
type quotation struct {
	from, to        quotedPeriod // from is zero for a quotation of one period
	dimension, part string       // both are "" for the whole; dimension is "" when the author gave none
	reading         reading
}

// quotedPeriod is a period, or the latest one that has a value.
type quotedPeriod struct {
	period model.Period
	latest bool
}

// twoPeriods reports whether the quotation is of two periods.
func (q *quotation) twoPeriods() bool { return q.from != quotedPeriod{} }

// reading is a set of the words behind "?". 0 is the value itself.
type reading uint8

const (
	rate reading = 1 << iota
	interval
	change
	percent
	periodItself
	counts
)

// readingNames are the words of a reading, from its lowest bit.
var readingNames = []string{"rate", "interval", "change", "percent", "period", "count"}

const latestWord = "latest"

// fault is an error in a quotation. Its code is "" when there is none.
type fault struct {
	code       diagnostic.Code
	suggestion string
	args       []string
}

// parseQuotation reads what follows "@" in a reference to an indicator with a frequency.
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
			return quotation{}, fault{diagnostic.BadPeriod, suggestPeriod(first, of), []string{first}}
		}
		if rest != "" {
			return bad("", "phrase.part-behind-second")
		}
	}
	var rest string
	if q.to, rest = cutPeriod(last, of); q.to == (quotedPeriod{}) {
		return quotation{}, fault{diagnostic.BadPeriod, suggestPeriod(last, of), []string{last}}
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
	switch one := q.reading &^ (rate | counts); {
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

var twoYears = regexp.MustCompile(`^([0-9]{4}) ?[-–] ?([0-9]{4})$`)

// suggestPeriod returns what an author may have meant by a period that is none, or "".
func suggestPeriod(written string, of model.Frequency) string {
	if years := twoYears.FindStringSubmatch(written); years != nil && of == model.Yearly {
		return years[1] + ".." + years[2]
	}
	if slices.Contains([]string{"laatste", "laatst", "nieuwste", "last", "newest"}, strings.ToLower(written)) {
		return latestWord
	}
	return source.SuggestPeriod(written)
}

// cutPeriod cuts "2025/BMS" into a period and a part. The period is zero when there is none. The
// frequency of the indicator decides where the part begins: "2019/2020/BMS" is the part "BMS" in an
// academic year, or in the year 2019 the part "BMS" of the dimension "2020".
func cutPeriod(s string, of model.Frequency) (period quotedPeriod, part string) {
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
		head, part = s[:length], s[length+1:]
		if part == "" {
			return quotedPeriod{}, ""
		}
	}
	if head == latestWord {
		return quotedPeriod{latest: true}, part
	}
	p, ok := model.ParsePeriod(head)
	if !ok {
		return quotedPeriod{}, ""
	}
	return quotedPeriod{period: p}, part
}

// readingOf is the reading of a word, or 0.
func readingOf(word string) reading {
	for n, name := range readingNames {
		if name == word {
			return 1 << n
		}
	}
	return 0
}

// suggestReading is the quotation that an author who wrote an unknown word may have meant, or "".
func suggestReading(what, word string) string {
	if s := source.Suggest(word, readingNames); s != "" {
		return "@" + what + "?" + s
	}
	return ""
}
