// Package model owns the words of the monitor: what an edition, a category, an indicator and a chapter are, and what is
// always true of them.
//
// It imports the standard library only. It reads no files, knows no HTML, and never changes a value once it was made:
// everything below is built once by package edition and read by many goroutines after that.
package model

import (
	"slices"
	"strconv"
	"time"
)

// Text is a text in the languages of the site. The key "" holds a text that serves every language.
type Text map[string]string

// In returns the text in a language, or in the first of the others that has one.
func (t Text) In(lang string, others ...string) string {
	if s, ok := t[lang]; ok {
		return s
	}
	if s, ok := t[""]; ok {
		return s
	}
	for _, other := range others {
		if s, ok := t[other]; ok {
			return s
		}
	}
	return ""
}

// Empty reports whether the text says nothing in any language.
func (t Text) Empty() bool {
	for _, s := range t {
		if s != "" {
			return false
		}
	}
	return true
}

// Site is what all editions share.
type Site struct {
	Title       Text
	Description Text
	Languages   []string // the first is the default
	Theme       string
	// PrivacyThreshold is the smallest count about people that may be shown for a sensitive indicator.
	PrivacyThreshold int
	Contact          Text
	Licence          Text
	Organisation     Organisation
	Roles            map[string]*Role
	RoleOrder        []*Role // in file order
	// DiscountRate is what a euro next year is worth less than one now, as a part: 0.0225.
	DiscountRate float64
	Judging      Judging
}

// Organisation publishes the report.
type Organisation struct {
	Name  Text
	Short string
	URL   string
}

// Role answers for something. People are never named.
type Role struct {
	ID       string
	Title    Text
	Capacity Capacity // "" for a role that has none of its own
}

// Status is how far a chapter or an edition has come.
type Status string

// The statuses, in the order in which they are reached. The words are those that authors write.
const (
	Concept   Status = "concept"
	Discussed Status = "besproken"
	Adopted   Status = "vastgesteld"
)

// Statuses are all of them.
var Statuses = []string{string(Concept), string(Discussed), string(Adopted)}

// ExampleKinds are the kinds of things that an edition can call an example as a whole: promises and recommendations, PDCAR
// cycles, relations and agreements on registration, reviews.
var ExampleKinds = []string{"actions", "cycle", "organisation", "reviews"}

// Edition is one year's report. Slices are in file order, which is the order of the site.
type Edition struct {
	Year     string
	Title    Text
	Subtitle Text
	Summary  Text
	Date     time.Time // UTC midnight of the edition's date
	Status   Status
	// Examples are the kinds of things, of ExampleKinds, whose data were made up to show the form. Indicators, measures, answers
	// and the survey say so themselves.
	Examples []string
	// Method is the slug of the chapter that explains how the report is made, and SummaryChapter that of the summary; or "".
	Method, SummaryChapter string

	Categories []*Category
	Aspects    []*Aspect // of all categories
	Indicators []*Indicator
	Dimensions []*Dimension
	Chapters   map[string][]*Chapter // by language, in reading order

	Risks           []*Risk
	Survey          *Survey // nil when none was held
	Measures        []*Measure
	Levels          []Level // of the maturity scale, TopLevel+1 of them, or none
	Questions       []*Question
	Cycles          []*Cycle
	Actions         []*Action
	Recommendations []*Recommendation
	Relations       []Relation
	Reviews         []*Review
	Findings        []*Finding
	Requests        []*Request
	Terms           []*Term

	// Partial is true when a file of the edition could not be read: what seems not to exist may stand in it.
	Partial bool

	index   map[Kind]map[string]Thing
	renamed map[Kind]map[string]string // from the id in the edition before
}

// Dimension returns the dimension of an id, or nil.
func (e *Edition) Dimension(id string) *Dimension {
	if n := slices.IndexFunc(e.Dimensions, func(d *Dimension) bool { return d.ID == id }); n >= 0 {
		return e.Dimensions[n]
	}
	return nil
}

// Chapter returns the chapter of a slug in a language, or nil.
func (e *Edition) Chapter(lang, slug string) *Chapter {
	for _, c := range e.Chapters[lang] {
		if c.Slug == slug {
			return c
		}
	}
	return nil
}

// Category is one of the main parts of the report.
type Category struct {
	Head
	Number        int // from 1, in file order; the theme gives each number its colour
	Description   Text
	Owner         *Role
	Aspects       []*Aspect
	KeyIndicators []*Indicator

	Judgement    Judgement // that of the authors, above what the rules make of the indicators; "" when they gave none
	Reason       Text      // for the judgement
	Baseline     Text      // what the Quick Scan of 2019 found
	Employees    Text      // implications for employees
	Students     Text      // implications for students
	Surroundings Text      // effects on the neighbourhood
	Contributors []*Role
}

func (c *Category) connect(v *view) {
	c.Aspects, c.KeyIndicators = twins(v, c.Aspects), twins(v, c.KeyIndicators)
}

// Aspect is a safety topic within a category.
type Aspect struct {
	Head
	Description  Text
	Surroundings bool   // it can touch the neighbourhood
	Category     string // id of the category it belongs to

	Judgement Judgement // as that of a category
	Reason    Text
}

// Dimension is a way of splitting an indicator, such as by faculty.
type Dimension struct {
	ID      string
	Title   Text
	Members []*Member
}

// Member returns the member of a key, or nil.
func (d *Dimension) Member(key string) *Member {
	for _, m := range d.Members {
		if m.Key == key {
			return m
		}
	}
	return nil
}

// Member is one part of a dimension.
type Member struct {
	Key   string
	Title Text
}

// Chapter is one Markdown file: its front matter and where its text is.
type Chapter struct {
	Slug     string // its page is <slug>.html
	Path     string // content/2026/nl/40-werknemers-en-studenten.md
	Language string
	// Numbered is false for what comes before or beside the report proper, such as a foreword.
	Numbered bool
	// Label goes before the number of a figure: "3" for the third of the numbered chapters, "A" for the first of the others.
	Label    string
	Title    string
	Summary  string
	Authors  []string
	Status   Status
	Order    int
	Category string // id, or ""
	Body     int    // offset of the text in the file
	// Audience is who may see the chapter. Stretches of its text may be for a smaller one; package prose knows.
	Audience Audience
}

// Label gives the chapters of a language, in reading order, what goes before the numbers of their figures: 1, 2, … to those
// that are numbered, A, B, … to the others.
func Label(chapters []*Chapter) {
	numbered, others := 0, 0
	for _, c := range chapters {
		if c.Numbered {
			numbered++
			c.Label = strconv.Itoa(numbered)
		} else {
			c.Label = letters(others)
			others++
		}
	}
}

// letters counts A, B, … Z, AA, AB, …
func letters(n int) string {
	s := string(rune('A' + n%26))
	if n >= 26 {
		return letters(n/26-1) + s
	}
	return s
}
