// Package feed owns the format of news feeds: Atom, RFC 4287.
//
// It imports the standard library only. It reads no files and no clock: the same entries make the
// same bytes.
package feed

import (
	"bytes"
	"crypto/sha256"
	"encoding/xml"
	"fmt"
	"time"
)

// Feed is a feed with its entries, newest first.
type Feed struct {
	Key     string // identifies the feed for ever
	Title   string
	Author  string
	Self    string // its own address; "" when nobody knows it
	Home    string // the address of the site's home
	Lang    string
	Updated time.Time // at the earliest; the newest entry may be later
	Entries []Entry
}

// Entry is one piece of news.
type Entry struct {
	Key     string // identifies the entry among those of the feed, for ever
	Title   string
	Summary string
	Href    string
	Date    time.Time
}

type document struct {
	XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string   `xml:"xml:lang,attr"`
	ID      string   `xml:"id"`
	Title   string   `xml:"title"`
	Author  string   `xml:"author>name"`
	Updated string   `xml:"updated"`
	Links   []link   `xml:"link"`
	Entries []entry  `xml:"entry"`
}

type link struct {
	Rel  string `xml:"rel,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type entry struct {
	ID      string `xml:"id"`
	Title   string `xml:"title"`
	Updated string `xml:"updated"`
	Link    link   `xml:"link"`
	Summary string `xml:"summary,omitempty"`
}

// Write returns a feed as a file. Days begin at midnight UTC.
func Write(f Feed) []byte {
	d := document{Lang: f.Lang, ID: id(f.Key), Title: f.Title, Author: f.Author, Updated: at(f.Updated),
		Links: []link{{"", f.Home}}}
	if f.Self != "" {
		d.Links = append(d.Links, link{"self", f.Self})
	}
	for _, e := range f.Entries {
		d.Updated = max(d.Updated, at(e.Date))
		d.Entries = append(d.Entries, entry{id(f.Key + "\n" + e.Key), e.Title, at(e.Date), link{"", e.Href}, e.Summary})
	}
	var out bytes.Buffer
	out.WriteString(xml.Header)
	encoder := xml.NewEncoder(&out)
	encoder.Indent("", " ")
	// Strings and structs of strings never fail.
	_ = encoder.Encode(d)
	out.WriteByte('\n')
	return out.Bytes()
}

func at(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// id returns the name of a key in any feed: a UUID of version 8 (RFC 9562), whose bits are a digest
// of the key.
func id(key string) string {
	b := sha256.Sum256([]byte(key))
	b[6], b[8] = b[6]&0x0f|0x80, b[8]&0x3f|0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", b[0:4], b[4:6], b[6:8], b[8:10], b[10:16])
}
