package model

import "time"

// Register is where incidents are written down as they happen, one a row. Its rows are counted while they are read, and
// nothing of a single incident is kept: what a register comes to is in the values of indicators.
type Register struct {
	ID          string
	Title       Text
	First, Last time.Time // the days of which it holds every incident, UTC midnight
}

// academicStart is the month in which an academic year begins: in the Netherlands on 1 September, by law (Wet op het hoger
// onderwijs en wetenschappelijk onderzoek, article 1.1, "studiejaar").
const academicStart = 9

// PeriodOf returns the period of a frequency that a day of the calendar is in.
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

// Days returns the first and the last day of a period, as UTC midnights.
func (p Period) Days() (first, last time.Time) {
	month := 1
	switch p.Frequency {
	case Quarterly:
		month = 3*p.Part - 2
	case Monthly:
		month = p.Part
	case AcademicYear:
		month = academicStart
	}
	first = time.Date(p.Year, time.Month(month), 1, 0, 0, 0, 0, time.UTC)
	return first, first.AddDate(0, 12/p.Frequency.perYear(), -1)
}
