// Package calendar owns the format of calendar files: iCalendar, RFC 5545, of which it writes
// all-day events only.
//
// It imports the standard library only. It reads no files and no clock: the same events make the
// same bytes.
package calendar

import (
	"bytes"
	"strings"
	"time"
	"unicode/utf8"
)

// Event is an event that lasts one day.
type Event struct {
	// UID identifies the event in all editions of a calendar: a program that reads a later edition
	// changes the event and does not add another. It must be unique in the world: "id@host".
	UID                  string
	Day                  time.Time // the time of day is ignored
	Summary, Description string
}

// Calendar is a calendar with its events.
type Calendar struct {
	Product string // the program that made it (RFC 5545, 3.7.3): "-//Owner//Product//NL"
	Name    string
	Stamp   time.Time // when it was made: in this program the date of the edition
	Events  []Event
}

// longest is the most octets that a line may have, without its end (RFC 5545, 3.1).
const longest = 75

// Write returns a calendar as a file. Lines end in CRLF, and long ones are folded between
// characters.
func Write(c Calendar) []byte {
	var out bytes.Buffer
	line := func(name, value string) { fold(&out, name+":"+value) }
	line("BEGIN", "VCALENDAR")
	line("VERSION", "2.0")
	line("PRODID", escape(c.Product))
	line("CALSCALE", "GREGORIAN")
	line("METHOD", "PUBLISH")
	// Most programs read this, though it is not in the standard.
	line("X-WR-CALNAME", escape(c.Name))
	for _, e := range c.Events {
		line("BEGIN", "VEVENT")
		line("UID", escape(e.UID))
		line("DTSTAMP", c.Stamp.UTC().Format("20060102T150405Z"))
		line("DTSTART;VALUE=DATE", e.Day.Format("20060102"))
		// The end is the first day after the event (3.6.1).
		line("DTEND;VALUE=DATE", e.Day.AddDate(0, 0, 1).Format("20060102"))
		line("SUMMARY", escape(e.Summary))
		if e.Description != "" {
			line("DESCRIPTION", escape(e.Description))
		}
		// A reminder does not make the day busy.
		line("TRANSP", "TRANSPARENT")
		line("END", "VEVENT")
	}
	line("END", "VCALENDAR")
	return out.Bytes()
}

// escaper escapes the characters of a text that have a meaning (RFC 5545, 3.3.11).
var escaper = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\n", `\n`, "\r", `\n`)

// escape escapes a text. It drops what a text may not hold: control characters, and bytes that are
// not UTF-8.
func escape(s string) string {
	s = escaper.Replace(strings.ToValidUTF8(s, ""))
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' || r == 0x7f {
			return -1
		}
		return r
	}, s)
}

// fold writes a line in pieces of at most longest octets. All but the first begin with a space.
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
