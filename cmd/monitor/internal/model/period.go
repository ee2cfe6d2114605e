package model

import (
	"fmt"
	"time"
)

// Frequency is the length of an indicator's periods.
type Frequency int

// The frequencies.
const (
	Yearly Frequency = iota
	Quarterly
	Monthly
	AcademicYear
)

// Frequencies are their names as the data write them, in order.
var Frequencies = []string{"year", "quarter", "month", "academic-year"}

func (f Frequency) String() string { return Frequencies[f] }

// academicStart is the month in which an academic year begins: in the Netherlands on 1 September,
// by law (Wet op het hoger onderwijs en wetenschappelijk onderzoek, article 1.1, "studiejaar").
const academicStart = 9

// perYear returns how many periods of the frequency a year has.
func (f Frequency) perYear() int {
	switch f {
	case Quarterly:
		return 4
	case Monthly:
		return 12
	}
	return 1
}

// months returns how many months a period of the frequency has.
func (f Frequency) months() int { return 12 / f.perYear() }

// In returns how many periods of f make up one of g: 4 quarters a year, 12 months an academic year.
// It returns 0 when the periods of f do not fill one of g: quarters begin in January, academic
// years in September.
func (f Frequency) In(g Frequency) int {
	if f != g && (f == Yearly || f == AcademicYear || f == Quarterly && g == AcademicYear) {
		return 0
	}
	return g.months() / f.months()
}

// After returns the day one period later than a date. A day that the month does not have becomes
// its last: a month after 31 January is 28 or 29 February.
func (f Frequency) After(date time.Time) time.Time {
	first := time.Date(date.Year(), date.Month(), 1, 0, 0, 0, 0, time.UTC).AddDate(0, f.months(), 0)
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(date.Day(), last)-1)
}

// period returns the period of an ordinal.
func (f Frequency) period(ordinal int) Period {
	n := f.perYear()
	p := Period{Frequency: f, Year: ordinal / n}
	if n > 1 {
		p.Part = ordinal%n + 1
	}
	return p
}

// Period is the year, quarter, month or academic year that a value is about. The zero Period is no
// period.
type Period struct {
	Frequency Frequency
	Year      int // of an academic year, the year in which it starts
	Part      int // quarter 1–4 or month 1–12; 0 otherwise
}

// ParsePeriod reads 2025, 2025-Q3, 2025-07 or 2024/2025. It accepts the years 1800 to 2199: any
// other year is a typing error.
func ParsePeriod(s string) (Period, bool) {
	if len(s) < 4 {
		return Period{}, false
	}
	year, ok := digits(s[:4])
	if !ok || year < 1800 || year > 2199 {
		return Period{}, false
	}
	rest := s[4:]
	switch {
	case rest == "":
		return Period{Yearly, year, 0}, true
	case len(rest) == 3 && rest[:2] == "-Q" && rest[2] >= '1' && rest[2] <= '4':
		return Period{Quarterly, year, int(rest[2] - '0')}, true
	case len(rest) == 3 && rest[0] == '-':
		month, ok := digits(rest[1:])
		return Period{Monthly, year, month}, ok && month >= 1 && month <= 12
	case len(rest) == 5 && rest[0] == '/':
		next, ok := digits(rest[1:])
		return Period{AcademicYear, year, 0}, ok && next == year+1
	}
	return Period{}, false
}

// digits reads a number without a sign, which strconv.Atoi would allow.
func digits(s string) (int, bool) {
	n := 0
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}

// PeriodOf returns the period of a frequency that a month of a year is in.
func PeriodOf(f Frequency, year, month int) Period {
	switch f {
	case Quarterly:
		return Period{f, year, (month-1)/3 + 1}
	case Monthly:
		return Period{f, year, month}
	case AcademicYear:
		if month < academicStart {
			return Period{f, year - 1, 0}
		}
	}
	return Period{f, year, 0}
}

// String writes the period as the data do.
func (p Period) String() string {
	switch p.Frequency {
	case Quarterly:
		return fmt.Sprintf("%d-Q%d", p.Year, p.Part)
	case Monthly:
		return fmt.Sprintf("%d-%02d", p.Year, p.Part)
	case AcademicYear:
		return fmt.Sprintf("%d/%d", p.Year, p.Year+1)
	}
	return fmt.Sprintf("%d", p.Year)
}

// Ordinal counts periods of one frequency: neighbours differ by 1.
func (p Period) Ordinal() int {
	return p.Year*p.Frequency.perYear() + max(p.Part-1, 0)
}

// Next returns the period after this one.
func (p Period) Next() Period { return p.Frequency.period(p.Ordinal() + 1) }

// Previous returns the period before this one.
func (p Period) Previous() Period { return p.Frequency.period(p.Ordinal() - 1) }

// Begins reports whether a running total starts again with the period: the first quarter or month
// of a year. A running total by year never starts again.
func (p Period) Begins() bool { return p.Part == 1 }

// Before reports whether p is earlier than q, which has the same frequency.
func (p Period) Before(q Period) bool { return p.Ordinal() < q.Ordinal() }

// StartsBefore reports whether p begins before q does. The frequencies may differ.
func (p Period) StartsBefore(q Period) bool { return p.FirstMonth() < q.FirstMonth() }

// Within reports whether p lies in q. The frequencies may differ.
func (p Period) Within(q Period) bool {
	first, from := p.FirstMonth(), q.FirstMonth()
	return first >= from && first+p.Frequency.months() <= from+q.Frequency.months()
}

// Overlaps reports whether the two periods have a month in common. The frequencies may differ.
func (p Period) Overlaps(q Period) bool {
	first, from := p.FirstMonth(), q.FirstMonth()
	return first < from+q.Frequency.months() && from < first+p.Frequency.months()
}

// FirstMonth counts the first month of the period from January of the year 0, which is 0.
func (p Period) FirstMonth() int {
	switch p.Frequency {
	case Quarterly:
		return 12*p.Year + 3*(p.Part-1)
	case Monthly:
		return 12*p.Year + p.Part - 1
	case AcademicYear:
		return 12*p.Year + academicStart - 1
	}
	return 12 * p.Year
}

// Months returns how many months the period has.
func (p Period) Months() int { return p.Frequency.months() }

// Days returns the first and the last day of the period, as UTC midnights.
func (p Period) Days() (first, last time.Time) {
	first = time.Date(p.Year, time.Month(p.FirstMonth()%12+1), 1, 0, 0, 0, 0, time.UTC)
	return first, first.AddDate(0, p.Frequency.months(), -1)
}
