// Package model owns the concepts of the report: edition, category, indicator, chapter, risk and so
// on, and what is always true of them.
//
// It imports the standard library only. It reads no files and knows no HTML. Package edition builds
// a model once; after that many goroutines read it and nobody changes it.
//
// Most concepts are things (see Thing): they have an id, and an audience that may see them. Hidden
// things are taken out of the model before anything is derived from it: Edition.Visible returns a
// copy for one audience. A number that may not be shown stays in the model, with its flags; package
// report hides it.
package model

import (
	"maps"
	"slices"
	"strconv"
	"time"
)

// Text is a text by language. The key "" holds a text that serves every language.
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

// Empty reports whether the text is empty in every language.
func (t Text) Empty() bool {
	for _, s := range t {
		if s != "" {
			return false
		}
	}
	return true
}

// Differs reports whether a text changed in the language that it is written in, or only one of the two has any
// text. A translation that was added or mended is no change. When one of them has no text in that language,
// a change in any language that both have counts.
func (t Text) Differs(other Text, language string) bool {
	if len(t) == 0 || len(other) == 0 {
		return len(t) != len(other)
	}
	was, ok := t.exactly(language)
	if is, both := other.exactly(language); ok && both {
		return was != is
	}
	for _, pair := range [][2]Text{{t, other}, {other, t}} {
		for lang, text := range pair[0] {
			if x, ok := pair[1].exactly(lang); ok && x != text {
				return true
			}
		}
	}
	return false
}

// exactly returns a text in a language, or the text for all languages. It never falls back on
// another language.
func (t Text) exactly(lang string) (string, bool) {
	if s, ok := t[lang]; ok {
		return s, true
	}
	s, ok := t[""]
	return s, ok
}

// Site is what all editions share.
type Site struct {
	Title        Text
	Description  Text
	Languages    []string // the first is the default
	Theme        string
	BaseURL      string // where the site stands, ending in "/"; "" when the data do not say
	Contact      Text
	Licence      Text
	Organisation Publisher
	Desks        []*Desk // where readers report something, in file order
	// Accessibility is what the organisation states on it; nil when it does not.
	Accessibility *Accessibility
	Defaults      Settings // of editions that state none of their own
	Partial       bool     // a table of data/site.toml could not be read
	Unlisted      []string // languages that texts of data/site.toml have and Languages has not
}

// Settings are the roles and the rules of an edition. Each edition has its own, so that an old one
// still says what it said when a new one gets other roles or rules.
type Settings struct {
	Privacy   Privacy
	Roles     map[string]*Role
	RoleOrder []*Role // in file order
	// DiscountRate is how much less a euro of next year is worth: 0.0225 for 2.25 % less.
	DiscountRate float64
	Judging      Judging
}

// Publisher is the organisation that publishes the report.
type Publisher struct {
	Name  Text
	Short string
	URL   string
	Board Text // who adopts the report, with its article: "the Executive Board"; empty for the word of the theme
}

// Desk is where something is reported: a number to call, an address to write to, a form to fill in. It
// has at least one of these.
type Desk struct {
	ID                string
	Title, Note       Text
	Phone, Email, URL string
}

// Accessibility states how far everyone can use the site, in the manner of the statement that Dutch public
// bodies must publish (Besluit digitale toegankelijkheid overheid).
type Accessibility struct {
	Compliance Compliance
	Date       time.Time // of the statement; zero when the data do not say
	Examined   Text      // how it was found out
	Known      Text      // what is not accessible, and what to do about it
	Complaint  Text      // where a reader goes who is not content with the answer
	// Email and Desk are where a reader reports what does not work. Without either, that is the contact
	// of the site.
	Email string
	Desk  *Desk
}

// Compliance is how far a site complies with WCAG.
type Compliance string

// The levels of compliance, A to D of the Dutch statement.
const (
	Complies       Compliance = "full"
	CompliesPartly Compliance = "partial"
	FirstMeasures  Compliance = "measures" // taken, and it was not examined in full
	CompliesNot    Compliance = "none"
)

// Compliances are all of these.
var Compliances = []string{string(Complies), string(CompliesPartly), string(FirstMeasures), string(CompliesNot)}

// Role is a function that answers for something, such as a director. People are never named.
type Role struct {
	ID       string
	Title    Text
	Capacity Capacity // "" for none
	Formerly string   // its id in the edition before, or ""
	Email    string   // the address of the post, or ""
}

// Status is how far a chapter or an edition is on its way to adoption.
type Status string

// The statuses, in the order in which they are reached. The words are those that authors write.
const (
	Concept   Status = "concept"
	Discussed Status = "besproken"
	Adopted   Status = "vastgesteld"
)

// Statuses are all of them.
var Statuses = names(Concept, Discussed, Adopted)

// Reached reports whether a status is another one or comes after it. Every status comes after "".
func (s Status) Reached(least Status) bool {
	return slices.Index(Statuses, string(s)) >= slices.Index(Statuses, string(least))
}

// ExampleFiles are the data files, without .toml, that an edition can call an example as a whole:
// actions and recommendations, PDCAR cycles, relations and agreements on registration, meetings and
// decisions, the protocol, reviews.
var ExampleFiles = []string{"actions", "cycle", "meetings", "organisation", "protocol", "reviews"}

// AppendixPages are the kinds of pages, by the names that package site has for them, that an edition can
// print behind its report.
var AppendixPages = []string{"survey", "controls", "questions", "interviews", "scan", "meetings", "indicators",
	"glossary", "sources", "orientation", "organisation", "protocol", "calendar", "changes", "colophon"}

// Documents that are made for paper, as `monitor pdf --only` calls them: the edition as a whole, and what the Board
// needs for its meetings. Each category has one too, called by its id.
const WholeDocument, BoardDocument = "report", "board"

// Edition is one year's report. Slices are in file order, which is the order of the site.
type Edition struct {
	Year     string
	Language string // the site's first, in which texts are written; others are translations
	Title    Text
	Subtitle Text
	Summary  Text
	// Conclusion is the report in one sentence, for the home.
	Conclusion Text
	Date       time.Time // UTC midnight of the edition's date
	Status     Status
	// Examples are the files, out of ExampleFiles, whose data were all invented to show the form. An
	// indicator, a measure, an answer, a meeting and the like have their own field Example.
	Examples []string
	// Method is the slug of the chapter that explains how the report is made, and SummaryChapter
	// that of the summary; or "".
	Method, SummaryChapter string
	// Appendices are the pages, out of AppendixPages, that are printed behind the report, in this order.
	Appendices []string
	// Unchanged are the things that say what they said in the edition before, on purpose.
	Unchanged []Evidence

	Settings
	Categories []*Category
	Aspects    []*Aspect // of all categories
	Indicators []*Indicator
	Dimensions []*Dimension
	Chapters   map[string][]*Chapter // by language, in reading order

	Risks           []*Risk
	Survey          *Survey // nil when none was held
	Controls        []*Control
	Measures        []*Measure
	Levels          []Level // of the maturity scale, TopLevel+1 of them, or none
	Questions       []*Question
	Cycles          []*Cycle
	Actions         []*Action
	Recommendations []*Recommendation
	Relations       []Relation
	Protocol        *Protocol // nil when there is none
	Clauses         []*Clause // of the protocol
	Moments         []*Moment
	Meetings        []*Meeting
	Decisions       []*Decision
	Reviews         []*Review
	Norms           []*Norm // that questions come from
	Interviews      []*Interview
	Observations    []*Observation
	Scan            *Scan // nil when the data do not say how far its report has come
	Findings        []*Finding
	Requests        []*Request
	Terms           []*Term
	Sources         []*Work
	Organisations   []*Organisation
	Consultations   []*Consultation
	Peers           []*Peer
	Corrections     []*Correction // since it was adopted, in file order
	Moved           []*Moved      // addresses that it had, in file order

	// Partial is true when a file of the edition could not be read. What seems to be missing may be
	// in that file.
	Partial bool
	// Misread are the ids of things that could not be read, such as one whose name has a space.
	Misread map[string]bool

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

// Has reports whether the edition has a thing, or a chapter in any language. A kind without an id is the
// edition itself or its survey.
func (e *Edition) Has(x Evidence) bool {
	switch x.Kind {
	case EditionItself:
		return true
	case SurveyItself:
		return e.Survey != nil
	case ChapterKind:
		return e.hasChapter(x.ID)
	}
	return e.Thing(x.Kind, x.ID) != nil
}

// AudienceOf returns who may see a thing or a chapter; ok is false when the edition does not have it.
func (e *Edition) AudienceOf(x Evidence) (needs Audience, ok bool) {
	if thing := e.Thing(x.Kind, x.ID); thing != nil {
		return thing.Header().Audience, true
	}
	for _, chapters := range e.Chapters {
		for _, c := range chapters {
			if x.Kind == ChapterKind && c.Slug == x.ID {
				needs, ok = max(needs, c.Audience), true
			}
		}
	}
	if x.Kind == SurveyItself && e.Survey != nil {
		return e.Survey.Audience, true
	}
	return needs, ok
}

// Slugs returns the slugs of the chapters in all languages, sorted.
func (e *Edition) Slugs() []string {
	slugs := make(map[string]bool)
	for _, chapters := range e.Chapters {
		for _, c := range chapters {
			slugs[c.Slug] = true
		}
	}
	return slices.Sorted(maps.Keys(slugs))
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

	Judgement    Judgement // by the authors: it overrules the status rules; "" for none
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
	Surroundings bool   // it can affect the neighbourhood
	Category     string // id of the category it belongs to

	Judgement Judgement // like that of a category
	Reason    Text
}

// Dimension is what an indicator can be split by, such as faculty.
type Dimension struct {
	ID       string
	Title    Text
	Members  []*Member
	Formerly string // its id in the edition before, when that was another
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
	Key      string
	Title    Text
	Formerly string // its key in the edition before, when that was another
}

// Chapter is one Markdown file: its front matter and where its text is.
type Chapter struct {
	Slug     string // its page is <slug>.html
	Path     string // content/2026/nl/40-werknemers-en-studenten.md
	Language string
	// Numbered is false for a chapter outside the report proper, such as a foreword.
	Numbered bool
	// Label is the first part of the number of a figure: "3" in 3.1 for the third numbered chapter,
	// "A" in A.1 for the first of the others.
	Label    string
	Title    string
	Summary  string
	Authors  []string
	Status   Status
	Order    int
	Category string // id, or ""
	Formerly string // its slug in the edition before, or "" when that did not change
	Body     int    // offset of the text in the file
	// Audience may see the chapter. Passages of its text may be for a smaller audience: package
	// prose finds these.
	Audience Audience
}

// Label sets the labels of the chapters of one language, which are in reading order: 1, 2, … for
// the numbered ones, and A, B, … for the others.
func Label(chapters []*Chapter) {
	numbered, others := 0, 0
	for _, c := range chapters {
		if c.Numbered {
			numbered++
			c.Label = strconv.Itoa(numbered)
		} else {
			c.Label = Letters(others)
			others++
		}
	}
}

// Letters counts A, B, … Z, AA, AB, …
func Letters(n int) string {
	s := string(rune('A' + n%26))
	if n >= 26 {
		return Letters(n/26-1) + s
	}
	return s
}

// names returns the values of a kind of word as strings.
func names[T ~string](values ...T) []string {
	out := make([]string, len(values))
	for n, v := range values {
		out[n] = string(v)
	}
	return out
}
