package calendar

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func day(s string) time.Time {
	t, err := time.Parse("2006-01-02", s)
	if err != nil {
		panic(err)
	}
	return t
}

// TestWrite compares a calendar with what RFC 5545 prescribes, byte by byte.
func TestWrite(t *testing.T) {
	got := string(Write(Calendar{
		Product: "-//UT//Monitor//NL", Name: "Aanleveringen, 2026", Stamp: day("2026-11-24"),
		Events: []Event{{UID: "verzuim@example.org", Day: day("2026-12-31"), Summary: `Verzuim; "a, b" \ c`,
			Description: "Door: HR\nSysteem: één register van alle faculteiten, de diensten " +
				"en de studentenverenigingen"}},
	}))
	want := strings.Join([]string{
		"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//UT//Monitor//NL", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
		`X-WR-CALNAME:Aanleveringen\, 2026`,
		"BEGIN:VEVENT", "UID:verzuim@example.org", "DTSTAMP:20261124T000000Z",
		"DTSTART;VALUE=DATE:20261231", "DTEND;VALUE=DATE:20270101",
		`SUMMARY:Verzuim\; "a\, b" \\ c`,
		`DESCRIPTION:Door: HR\nSysteem: één register van alle faculteiten\, de die`,
		` nsten en de studentenverenigingen`,
		"TRANSP:TRANSPARENT", "END:VEVENT", "END:VCALENDAR", "",
	}, "\r\n")
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// FuzzWrite reads back what was written.
func FuzzWrite(f *testing.F) {
	f.Add("Verzuim", "Door: HR\nin één register")
	f.Add(strings.Repeat("é", 100), `a;b,c\n\`)
	f.Add("\r\nEND:VCALENDAR", "x\r\n\x00\xff")
	f.Fuzz(func(t *testing.T, summary, description string) {
		event := Event{UID: "a@b", Day: day("2026-12-31"), Summary: summary, Description: description}
		out := Write(Calendar{Stamp: day("2026-11-24"), Events: []Event{event}})
		if !utf8.Valid(out) {
			t.Fatal("not UTF-8")
		}
		for line := range strings.SplitSeq(strings.TrimSuffix(string(out), "\r\n"), "\r\n") {
			if len(line) > longest || strings.ContainsAny(line, "\r\n") || !utf8.ValidString(line) {
				t.Errorf("a line of %d octets: %q", len(line), line)
			}
		}
		events := read(t, out)
		if len(events) != 1 {
			t.Fatalf("%d events", len(events))
		}
		kept := func(s string) string {
			s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.ToValidUTF8(s, ""))
			return strings.Map(func(r rune) rune {
				if r < ' ' && r != '\t' && r != '\n' || r == 0x7f {
					return -1
				}
				return r
			}, s)
		}
		if got, want := events[0]["SUMMARY"], kept(summary); got != want {
			t.Errorf("the summary is %q, want %q", got, want)
		}
		if got, want := events[0]["DESCRIPTION"], kept(description); got != want {
			t.Errorf("the description is %q, want %q", got, want)
		}
	})
}

// read reads the properties of each event, without parameters, as the standard says.
func read(t *testing.T, data []byte) []map[string]string {
	t.Helper()
	var events []map[string]string
	var in map[string]string
	text := strings.ReplaceAll(string(data), "\r\n ", "")
	for line := range strings.SplitSeq(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		name, value, ok := strings.Cut(line, ":")
		if !ok {
			t.Fatalf("no property: %q", line)
		}
		name, _, _ = strings.Cut(name, ";")
		switch {
		case line == "BEGIN:VEVENT":
			in = map[string]string{}
		case line == "END:VEVENT":
			events = append(events, in)
			in = nil
		case in != nil:
			in[name] = unescape(value)
		}
	}
	return events
}

func unescape(s string) string {
	return strings.NewReplacer(`\\`, `\`, `\;`, ";", `\,`, ",", `\n`, "\n", `\N`, "\n").Replace(s)
}
