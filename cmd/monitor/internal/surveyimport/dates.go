package surveyimport

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
)

// timesOf are when rows of an export were sent in, by line; a row without a date has none.
type timesOf map[int]time.Time

// dateForm matches a date as exports write it, with or without a time of the day.
var dateForm = regexp.MustCompile(
	`(?i)^([0-9]{1,4})[-./]([0-9]{1,2})[-./]([0-9]{1,4})` +
		`(?:[ T,]+([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?[0-9.]*\s*(am|pm)?)?`)

// readDate reads a date. The month can come before the day: 3/5/2026. LimeSurvey writes 1 January 1980 for a date that
// it does not keep.
func readDate(text string, monthFirst bool) (date time.Time, ok bool) {
	m := dateForm.FindStringSubmatch(text)
	if m == nil {
		return date, false
	}
	var n [7]int
	for i := range n {
		n[i], _ = strconv.Atoi(m[i]) // what is not there is 0
	}
	year, month, day := n[1], n[2], n[3]
	if year < 1000 {
		year, month, day = n[3], n[2], n[1]
		if monthFirst {
			month, day = day, month
		}
		if year < 100 {
			year += 2000
		}
	}
	hour := n[4]
	if m[7] != "" {
		if hour %= 12; strings.EqualFold(m[7], "pm") {
			hour += 12
		}
	}
	date = time.Date(year, time.Month(month), day, hour, n[5], n[6], 0, time.UTC)
	return date, date.Day() == day && date.Month() == time.Month(month) && year > 1980
}

// readTimes returns when the rows were sent in, by each way in which all dates of the export can be read: none when it
// has no dates, and two while it cannot be seen whether the day or the month comes first.
func (x *Export) readTimes() (ways []timesOf) {
	for _, monthFirst := range []bool{false, true} {
		times, all := make(timesOf), true
		for _, r := range x.rows {
			for _, name := range x.tool.dates {
				text := x.cell(r, name)
				date, ok := readDate(text, monthFirst)
				if ok {
					times[r.line] = date
					break
				}
				all = all && (!dateForm.MatchString(text) || strings.HasPrefix(text, "1980-"))
			}
		}
		if all && len(times) > 0 {
			ways = append(ways, times)
		}
	}
	return ways
}

// later reports which of two rows was sent in later. Where no date says it, that is the second, and dated is false.
func (x *Export) later(first, second row) (isSecond, dated bool) {
	before, after := 0, 0
	for _, times := range x.times {
		a, b := times[first.line], times[second.line]
		switch {
		case a.IsZero() || b.IsZero():
		case a.Before(b):
			before++
		case b.Before(a):
			after++
		}
	}
	switch n := len(x.times); {
	case n > 0 && before == n:
		return true, true
	case n > 0 && after == n:
		return false, true
	}
	return true, false
}

// checkDates counts the rows that were sent in before the survey began or after it ended. It reports an export of which
// that holds for most: it is likely to be of another year.
func (c *conversion) checkDates(rows []row) {
	// A day more on either side: an export has the time of the server, in any zone.
	from, to := c.survey.Start.AddDate(0, 0, -1), c.survey.End.AddDate(0, 0, 2)
	dated := 0
	var first, last time.Time
	for _, r := range rows {
		out, known := true, false
		for _, times := range c.export.times {
			date, ok := times[r.line]
			if !ok {
				continue
			}
			known, out = true, out && (date.Before(from) || !date.Before(to))
			if first.IsZero() || date.Before(first) {
				first = date
			}
			if date.After(last) {
				last = date
			}
		}
		if known {
			if dated++; out {
				c.Outside++
			}
		}
	}
	if 2*c.Outside > dated {
		c.list.Add(diagnostic.ExportOfOtherDates, diagnostic.Position{File: c.export.File}, "", first.Format(time.DateOnly),
			last.Format(time.DateOnly), c.survey.Start.Format(time.DateOnly), c.survey.End.Format(time.DateOnly))
	}
}
