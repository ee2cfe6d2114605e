package site

import (
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/calendar"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// calendarPage is the page of what is still to be done, by month.
func calendarPage() *pageKind {
	return &pageKind{name: "calendar", words: "calendar", file: "calendar", menu: reportMenu,
		fill: (*press).fillCalendar, files: (*press).calendarFile,
		beside: func(b *book, _ string) []string { return []string{b.address.calendar()} },
		ids:    when(func(b *book) bool { return len(b.events()) > 0 })}
}

// CalendarView has the days to come, by month. Those before the date of the edition come first.
type CalendarView struct {
	File   string // link to the same days for calendar programs
	Months []CalendarMonth
}

// CalendarMonth has the days of a month, or all that are late.
type CalendarMonth struct {
	ID, Title string
	Late      bool
	Example   bool // all rows are examples
	Rows      []CalendarRow
}

// CalendarRow is one day on which somebody is to do something.
type CalendarRow struct {
	Link
	Day            *Day
	What, By, Note string
	Example        bool
}

func (p *press) fillCalendar(b *book, page *Page, _ string) error {
	v := &CalendarView{File: relative(page.Path, b.address.calendar())}
	for _, e := range b.events() {
		month, _ := model.ParsePeriod(e.day.Format("2006-01"))
		m := CalendarMonth{ID: "ui-" + month.String(), Title: b.language.Period(month)}
		if b.late(e) {
			m = CalendarMonth{ID: "ui-late", Title: b.language.Say("calendar.late"), Late: true}
		}
		if n := len(v.Months); n == 0 || v.Months[n-1].ID != m.ID {
			v.Months = append(v.Months, m)
		}
		last := &v.Months[len(v.Months)-1]
		row := CalendarRow{Link: Link{Title: e.title}, Day: b.day(e.day), What: b.language.Say("calendar.what." + e.word),
			By: b.roleTitle(e.by), Note: e.note, Example: e.example}
		if e.address != "" {
			row.Href = relative(page.Path, e.address)
		}
		last.Rows = append(last.Rows, row)
	}
	for n := range v.Months {
		m := &v.Months[n]
		m.Example = markOnce(m.Rows, func(r *CalendarRow) *bool { return &r.Example })
	}
	page.View = v
	return nil
}

// calendarFile writes the days for calendar programs.
func (p *press) calendarFile(b *book, _ string) error {
	l := b.language
	c := calendar.Calendar{
		Product: "-//" + b.textOf(b.site.Organisation.Name) + "//" + b.textOf(b.site.Title) + "//" +
			strings.ToUpper(l.Code),
		Name:  l.Say("calendar.name", "edition", b.textOf(b.edition.Title)),
		Stamp: b.edition.Date,
	}
	for _, e := range b.events() {
		var lines []string
		if e.by != nil {
			lines = append(lines, l.Say("calendar.by", "role", b.roleTitle(e.by)))
		}
		if e.note != "" {
			lines = append(lines, e.note)
		}
		if e.example {
			lines = append(lines, l.Say("calendar.example"))
		}
		c.Events = append(c.Events, calendar.Event{UID: e.uid, Day: e.day,
			Summary:     l.Say("calendar.what."+e.word) + ": " + e.title,
			Description: strings.Join(lines, "\n")})
	}
	return p.out.Write(b.address.calendar(), calendar.Write(c))
}
