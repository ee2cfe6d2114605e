package feed

import (
	"encoding/xml"
	"strings"
	"testing"
	"time"
)

// TestWrite writes an entry with all that XML escapes, and reads it back.
func TestWrite(t *testing.T) {
	day := time.Date(2027, 3, 1, 0, 0, 0, 0, time.UTC)
	entry := Entry{"2026/teldag", `<b> "60" → 63`, "Waarom & hoe", "2026/colofon.html#x", day}
	f := Feed{Key: "ut", Title: "Monitor & meer", Author: "UT", Home: "index.html", Lang: "nl",
		Updated: day.AddDate(-1, 0, 0), Entries: []Entry{entry}}
	data := Write(f)
	var got document
	if err := xml.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	if got.Title != f.Title || got.Updated != "2027-03-01T00:00:00Z" || len(got.Entries) != 1 ||
		got.Entries[0].Title != f.Entries[0].Title || got.Entries[0].Link.Href != f.Entries[0].Href {
		t.Errorf("%+v", got)
	}
	if got.Entries[0].ID == got.ID || !strings.HasPrefix(got.ID, "urn:uuid:") || len(got.ID) != len("urn:uuid:")+36 {
		t.Errorf("ids: %s, %s", got.ID, got.Entries[0].ID)
	}
	if again := Write(f); string(again) != string(data) {
		t.Error("twice is not the same")
	}
	f.Entries[0].Title = "Anders"
	if other := string(Write(f)); !strings.Contains(other, got.Entries[0].ID) {
		t.Error("the id changes with the title")
	}
	empty := string(Write(Feed{Key: "ut", Updated: day}))
	if !strings.Contains(empty, "<updated>2027-03-01T00:00:00Z</updated>") {
		t.Error(empty)
	}
}
