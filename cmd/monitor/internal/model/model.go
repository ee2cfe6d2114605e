// Package model owns the words of the monitor: what an edition, a category, an indicator and a chapter are, and what is
// always true of them.
//
// It imports the standard library only. It reads no files, knows no HTML, and never changes a value once it was made:
// everything below is built once by package edition and read by many goroutines after that.
package model

import (
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

// Empty tells whether the text says nothing in any language.
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

	categories      map[string]*Category
	aspects         map[string]*Aspect
	indicators      map[string]*Indicator
	dimensions      map[string]*Dimension
	risks           map[string]*Risk
	measures        map[string]*Measure
	questions       map[string]*Question
	actions         map[string]*Action
	recommendations map[string]*Recommendation
	terms           map[string]*Term
}

// Index makes the edition's things known by id. It is called when all are there, and while reading when those that later
// files refer to are.
func (e *Edition) Index() {
	e.categories = byID(e.Categories, func(c *Category) string { return c.ID })
	var aspects []*Aspect
	for _, c := range e.Categories {
		aspects = append(aspects, c.Aspects...)
	}
	e.aspects = byID(aspects, func(a *Aspect) string { return a.ID })
	e.indicators = byID(e.Indicators, func(i *Indicator) string { return i.ID })
	e.dimensions = byID(e.Dimensions, func(d *Dimension) string { return d.ID })
	e.risks = byID(e.Risks, func(r *Risk) string { return r.ID })
	e.measures = byID(e.Measures, func(m *Measure) string { return m.ID })
	e.questions = byID(e.Questions, func(q *Question) string { return q.ID })
	e.actions = byID(e.Actions, func(a *Action) string { return a.ID })
	e.recommendations = byID(e.Recommendations, func(r *Recommendation) string { return r.ID })
	e.terms = byID(e.Terms, func(t *Term) string { return t.ID })
}

func byID[T any](things []*T, id func(*T) string) map[string]*T {
	known := make(map[string]*T, len(things))
	for _, thing := range things {
		known[id(thing)] = thing
	}
	return known
}

// Category returns the category of an id, or nil.
func (e *Edition) Category(id string) *Category { return e.categories[id] }

// Aspect returns the aspect of an id, or nil.
func (e *Edition) Aspect(id string) *Aspect { return e.aspects[id] }

// Indicator returns the indicator of an id, or nil.
func (e *Edition) Indicator(id string) *Indicator { return e.indicators[id] }

// Dimension returns the dimension of an id, or nil.
func (e *Edition) Dimension(id string) *Dimension { return e.dimensions[id] }

// Risk returns the risk of an id, or nil.
func (e *Edition) Risk(id string) *Risk { return e.risks[id] }

// Measure returns the measure of an id, or nil.
func (e *Edition) Measure(id string) *Measure { return e.measures[id] }

// Question returns the diagnostic question of an id, or nil.
func (e *Edition) Question(id string) *Question { return e.questions[id] }

// Action returns the action of an id, or nil.
func (e *Edition) Action(id string) *Action { return e.actions[id] }

// Recommendation returns the recommendation of an id, or nil.
func (e *Edition) Recommendation(id string) *Recommendation { return e.recommendations[id] }

// Term returns the term of an id, or nil.
func (e *Edition) Term(id string) *Term { return e.terms[id] }

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
	ID            string
	Number        int // from 1, in file order; the theme gives each number its colour
	Title         Text
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

// Aspect is a safety topic within a category.
type Aspect struct {
	ID           string
	Title        Text
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
