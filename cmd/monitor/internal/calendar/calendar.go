// Package calendar owns how days to remember are written for calendar programs: iCalendar, RFC 5545.
//
// It imports the standard library only, reads no files and asks no clock: the same events give the same bytes. It knows
// all-day events and nothing else of the standard.
package calendar

import (
	"bytes"
	"strings"
	"time"
	"unicode/utf8"
)

// Event is something that lasts one day.
type Event struct {
	// UID names the event in all editions of a calendar, so that a program that reads a later one changes the event instead
	// of adding another. It must be unique in the world: "id@host".
	UID                  string
	Day                  time.Time // its date is used, its time of day is not
	Summary, Description string
}

// Calendar is a calendar as published.
type Calendar struct {
	Product string // what made it, as RFC 5545, 3.7.3, asks: "-//Owner//Product//NL"
	Name    string
	Stamp   time.Time // when it was made: in this program the date of the edition
	Events  []Event
}

// longest is how many octets a line has at most, without its end (RFC 5545, 3.1).
const longest = 75

// Write writes a calendar: lines end in CRLF, and long ones are folded between characters.
func Write(c Calendar) []byte {
	var out bytes.Buffer
	line := func(name, value string) { fold(&out, name+":"+value) }
	line("BEGIN", "VCALENDAR")
	line("VERSION", "2.0")
	line("PRODID", escape(c.Product))
	line("CALSCALE", "GREGORIAN")
	line("METHOD", "PUBLISH")
	// Not in the standard, and read by most programs.
	line("X-WR-CALNAME", escape(c.Name))
	for _, e := range c.Events {
		line("BEGIN", "VEVENT")
		line("UID", escape(e.UID))
		line("DTSTAMP", c.Stamp.UTC().Format("20060102T150405Z"))
		line("DTSTART;VALUE=DATE", e.Day.Format("20060102"))
		// The end is the first day that the event does not last (3.6.1).
		line("DTEND;VALUE=DATE", e.Day.AddDate(0, 0, 1).Format("20060102"))
		line("SUMMARY", escape(e.Summary))
		if e.Description != "" {
			line("DESCRIPTION", escape(e.Description))
		}
		// Somebody who has to deliver is not busy all day.
		line("TRANSP", "TRANSPARENT")
		line("END", "VEVENT")
	}
	line("END", "VCALENDAR")
	return out.Bytes()
}

// escaper writes a text as RFC 5545, 3.3.11, asks.
var escaper = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\n", `\n`, "\r", `\n`)

// escape also drops what may not stand in a text: control characters and bytes that are not UTF-8.
func escape(s string) string {
	s = escaper.Replace(strings.ToValidUTF8(s, ""))
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' || r == 0x7f {
			return -1
		}
		return r
	}, s)
}

// fold writes a line, and begins each of its continuations with a space.
func fold(out *bytes.Buffer, line string) {
	room := longest
	for len(line) > room {
		n := room
		for !utf8.RuneStart(line[n]) {
			n--
		}
		out.WriteString(line[:n] + "\r\n ")
		line, room = line[n:], longest-1
	}
	out.WriteString(line + "\r\n")
}
