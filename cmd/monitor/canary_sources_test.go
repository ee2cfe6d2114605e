package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"text/template"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// canaries are the texts, numbers and dates that writeCanaries put into the sources, by audience.
type canaries struct {
	texts   [model.Board + 1]map[string]bool
	numbers [model.Board + 1]map[int]bool
	dates   [model.Board + 1]map[time.Time]bool
}

// canaryYears are the editions, oldest first.
var canaryYears = []string{"2025", "2026"}

// stem returns a string that is in every text and every id for an audience, and in no others.
func stem(a model.Audience) string { return "q" + a.String() + "q" }

// unpack writes the files of an archive into a folder.
func unpack(t *testing.T, dir string, archive []byte) {
	t.Helper()
	for _, f := range txtar.Parse(archive).Files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// writeCanaries writes the sources of testdata/canary.txtar.tmpl, with the things for the audiences
// up to one.
func writeCanaries(t *testing.T, dir string, upTo model.Audience) *canaries {
	t.Helper()
	c := &canaries{}
	for a := range model.Board + 1 {
		c.texts[a], c.numbers[a], c.dates[a] = make(map[string]bool), make(map[int]bool), make(map[time.Time]bool)
	}
	form, err := template.ParseFiles("testdata/canary.txtar.tmpl")
	if err != nil {
		t.Fatal(err)
	}
	for n, year := range canaryYears {
		e := &canaryEdition{Year: year, Newer: n > 0, Older: n == 0, Scale: []int{0, 1, 2, 3, 4, 5},
			Appendices: `"` + strings.Join(model.AppendixPages, `", "`) + `"`}
		for a := range upTo + 1 {
			e.Levels = append(e.Levels, &canaryLevel{Audience: a, edition: e, all: c, Newer: e.Newer, Older: e.Older})
		}
		var text bytes.Buffer
		if err := form.Execute(&text, e); err != nil {
			t.Fatal(err)
		}
		unpack(t, dir, text.Bytes())
		for _, l := range e.Levels {
			writePictures(t, filepath.Join(dir, "content", year, "nl"), l)
		}
	}
	for _, year := range canaryYears {
		correct(t, dir, year)
	}
	return c
}

// correct adopts an edition with other addresses of its terms, and then records its corrections.
func correct(t *testing.T, dir, year string) {
	t.Helper()
	corrections := filepath.Join(dir, "data", year, "corrections.toml")
	terms := filepath.Join(dir, "data", year, "glossary.toml")
	now, err := os.ReadFile(terms)
	if err != nil {
		t.Fatal(err)
	}
	before := bytes.ReplaceAll(now, []byte("https://example.org/"), []byte("https://example.com/"))
	err = errors.Join(os.WriteFile(terms, before, 0o644), os.Rename(corrections, corrections+".later"))
	if err != nil {
		t.Fatal(err)
	}
	monitor(t, "adopt", year, "--root", dir)
	if err := errors.Join(os.WriteFile(terms, now, 0o644), os.Rename(corrections+".later", corrections)); err != nil {
		t.Fatal(err)
	}
	monitor(t, "adopt", year, "--root", dir)
}

// canaryEdition is what the template sees of one edition.
type canaryEdition struct {
	Appendices   string // all pages that can be printed behind the report
	Year         string
	Newer, Older bool
	Levels       []*canaryLevel
	Scale        []int
}

// Level returns the level with a name, or nil when the sources have none.
func (e *canaryEdition) Level(name string) *canaryLevel {
	for _, l := range e.Levels {
		if l.Name() == name {
			return l
		}
	}
	return nil
}

// Secret returns what numbers are rounded with.
func (e *canaryEdition) Secret() string { return nobody + "-secret-that-no-audience-may-see" }

func (e *canaryEdition) Has(name string) bool { return e.Level(name) != nil }

// Raised returns the level of things that everybody may see in the older edition, and only the
// Board in the newer.
func (e *canaryEdition) Raised() *canaryLevel {
	if e.Older {
		return e.Level("public")
	}
	return e.Level("board")
}

// Surveyed returns the survey. In the older edition it is for the Board, in the newer for
// everybody.
func (e *canaryEdition) Surveyed() *canarySurvey {
	l := e.Level("public")
	if e.Older {
		l = e.Level("board")
	}
	if l == nil {
		return nil
	}
	return &canarySurvey{canaryLevel: l, Year: e.Year}
}

// canaryLevel makes the canaries for one audience in one edition. They do not depend on which other
// audiences there are.
type canaryLevel struct {
	model.Audience
	Newer, Older  bool
	edition       *canaryEdition
	all           *canaries
	texts, values int
}

func (l *canaryLevel) Name() string   { return l.Audience.String() }
func (l *canaryLevel) Rank() int      { return int(l.Audience) }
func (l *canaryLevel) Numbered() bool { return l.Audience != model.Intranet }
func (l *canaryLevel) Phase() string  { return model.PhaseNames[l.Audience] }

// Place returns a place in an order. Hidden things come before those that more people may see,
// whose numbers would change if hidden things were counted.
func (l *canaryLevel) Place() int { return 9 - l.Rank() }

// ID returns an id for the audience, the same in every edition.
func (l *canaryLevel) ID(kind string) string {
	id := stem(l.Audience) + "-" + kind
	l.all.texts[l.Audience][id] = true
	return id
}

// Cut and Half are the ids of a dimension and of its member, which have others in the older edition.
func (l *canaryLevel) Cut() string  { return l.since("cut") }
func (l *canaryLevel) Half() string { return l.since("half") }

func (l *canaryLevel) since(kind string) string {
	if l.Older {
		return kind + "-was"
	}
	return kind
}

// S returns a new text, different from all others.
func (l *canaryLevel) S() string { return l.text("q") }

// E returns a new text in English. In the older edition only the Board has English chapters, so
// there the text need not be shown.
func (l *canaryLevel) E() string {
	if l.Older {
		return l.text(unread)
	}
	return l.text("q")
}

// unread ends the texts that need not be shown.
const unread = "x"

func (l *canaryLevel) text(end string) string {
	l.texts++
	s := fmt.Sprintf("%s%s%04d%s", stem(l.Audience), l.edition.Year[2:], l.texts, end)
	l.all.texts[l.Audience][s] = true
	return s
}

// numberStem returns the six digits with which every number for an audience begins, and no other
// number.
func numberStem(a model.Audience) int { return 871871 + 1001*int(a) }

// N returns a new number, larger than the one before.
func (l *canaryLevel) N() int {
	l.values++
	n := numberStem(l.Audience)*1000 + l.values
	if l.Newer {
		n += 500
	}
	l.all.numbers[l.Audience][n] = true
	return n
}

// D returns a new day, later than the one before.
func (l *canaryLevel) D() string {
	l.values++
	d := time.Date(2141+10*l.Rank(), 1, l.values, 0, 0, 0, 0, time.UTC)
	if l.Newer {
		d = d.AddDate(5, 0, 0)
	}
	l.all.dates[l.Audience][d] = true
	return d.Format(time.DateOnly)
}

// nobody is in every text that no audience may see.
const nobody = "qnobodyq"

// Row returns a text for a row of a register. Rows are counted, and no audience sees them.
func (l *canaryLevel) Row(what string) string { return nobody + "-" + what }

// First and Last return the first and the last day of a register. Both are in the past, and the
// same in both editions.
func (l *canaryLevel) First() string { return l.past(2019) }
func (l *canaryLevel) Last() string  { return l.past(2023) }

func (l *canaryLevel) past(year int) string {
	d := time.Date(year, time.Month(3+l.Rank()), 11+l.Rank(), 0, 0, 0, 0, time.UTC)
	l.all.dates[l.Audience][d] = true
	return d.Format(time.DateOnly)
}

// Above returns the levels above this one.
func (l *canaryLevel) Above() []*canaryLevel { return l.edition.Levels[l.Rank()+1:] }

// Of returns what the template needs for a text in both languages under a key.
func (l *canaryLevel) Of(key string) any {
	return struct {
		Key string
		L   *canaryLevel
	}{key, l}
}

// canarySurvey is a survey and its answers.
type canarySurvey struct {
	*canaryLevel
	Year, Answers string
}

// File returns a name for the file of answers.
func (s *canarySurvey) File() string {
	s.Answers = s.S() + ".csv"
	return s.Answers
}

// Kinds returns a question of each kind.
func (s *canarySurvey) Kinds() (kinds []any) {
	for _, kind := range model.SurveyKinds {
		kinds = append(kinds, struct {
			ID, Kind string
			Scale    bool
			L        *canaryLevel
		}{s.ID(kind), kind, slices.Contains([]string{"severity", "likelihood", "impact"}, kind), s.canaryLevel})
	}
	return kinds
}

// Rows returns the answers of forty people. What they answer about a risk does not depend on the
// other risks.
func (s *canarySurvey) Rows() (rows []string) {
	risks := []string{"open"}
	for _, l := range s.edition.Levels {
		risks = append(risks, l.ID("risk"))
	}
	for r := range 40 {
		add := func(kind, subject, horizon, value string) {
			group := s.ID([]string{"g", "h"}[r%2])
			row := []string{fmt.Sprintf("r%02d", r), group, s.ID(kind), subject, horizon, value}
			rows = append(rows, strings.Join(row, ","))
		}
		for n, risk := range risks {
			if r%4 == n {
				add("current", "", "", risk)
			}
			mark := func(step int) string { return fmt.Sprint((r*step+len(risk)+n)%7 + 1) }
			add("severity", risk, s.ID("horizon"), mark(3))
			add("likelihood", risk, "", mark(4))
			add("impact", risk, "", mark(5))
			for m, other := range risks[:n] {
				if (r+n+m)%3 > 0 {
					add("drivers", other, "", risk)
				}
			}
		}
		option := []string{s.ID("een"), s.ID("twee")}[r%3%2]
		add("outlook", "", s.ID("horizon"), option)
		add("approach", "mensen", "", option)
	}
	return rows
}
