package site

import (
	"html/template"
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/prose"
)

// FindingView is a key finding with what shows it.
type FindingView struct {
	ID, Title string        // ID is "" on all pages but the home, to which addresses of findings lead
	Text      template.HTML // with links as on the home
	Words     string        // the same without markup, for pages elsewhere
	Category  *Link         // nil for one about the whole, and in a list about one category
	Evidence  []Thing
}

// RequestView is a decision that the Board is asked to take.
type RequestView struct {
	ID, Title string        // as of a FindingView
	Text      template.HTML // as of a FindingView
	Words     string        // as of a FindingView
	Category  *Link         // as of a FindingView
	Owner     string        // who has that category; "" without one
	Measures  []Thing
	Before    *Day // nil when the data do not say
}

// FindingList and RequestList are what a page lists of these.
type (
	FindingList []FindingView
	RequestList []RequestView
)

// folds is the number of findings or requests from which a list folds away what is behind each: who
// reads all of them in the summary has three minutes (TestSummary).
const folds = 5

// Folds reports whether the list folds away the evidence of its findings.
func (l FindingList) Folds() bool { return len(l) >= folds }

// Folds reports whether the list folds away why each decision is asked.
func (l RequestList) Folds() bool { return len(l) >= folds }

// Example reports whether all measures that the requests name are examples, which is then said once.
func (l RequestList) Example() bool {
	named := false
	for _, r := range l {
		if slices.ContainsFunc(r.Measures, func(t Thing) bool { return !t.Example }) {
			return false
		}
		named = named || len(r.Measures) > 0
	}
	return named
}

// findings returns the key findings about a category, or all when it is "".
func (b *book) findings(page, category string) FindingList {
	var all FindingList
	for _, f := range b.edition.FindingsAbout(category) {
		v := FindingView{ID: b.homeAnchor(page, model.FindingKind, f.ID), Title: b.textOf(f.Title)}
		v.Text, v.Words = b.passage(f)
		if category == "" {
			v.Category = b.categoryLink(page, f.Category)
		}
		for _, e := range f.Evidence {
			v.Evidence = append(v.Evidence, b.things(page, e.Kind, e.ID)...)
		}
		all = append(all, v)
	}
	return all
}

// requests returns the decisions that the Board is asked to take about a category, or all when it
// is "". An example measure is named without what was decided on it: an invented decision would answer
// what is asked here.
func (b *book) requests(page, category string) RequestList {
	var all RequestList
	for _, r := range b.edition.RequestsAbout(category) {
		v := RequestView{ID: b.homeAnchor(page, model.RequestKind, r.ID), Title: b.textOf(r.Title),
			Before: b.day(r.Before)}
		v.Text, v.Words = b.passage(r)
		if category == "" {
			v.Category = b.categoryLink(page, r.Category)
			if r.Category != nil {
				v.Owner = b.roleTitle(r.Category.Owner)
			}
		}
		for _, m := range r.Measures {
			for _, t := range b.things(page, model.MeasureKind, m.ID) {
				if t.Example {
					t.Value = ""
				}
				v.Measures = append(v.Measures, t)
			}
		}
		all = append(all, v)
	}
	return all
}

// homeAnchor returns the anchor of a finding or request when the page is the home, and otherwise "".
func (b *book) homeAnchor(page string, kind model.Kind, id string) string {
	if page != b.address.page("home", "") {
		return ""
	}
	return b.address.anchor(kind, id)
}

// excerpt writes the findings or requests that a chapter takes in.
func (b *book) excerpt(page string, e *prose.Excerpt) (template.HTML, error) {
	var html []byte
	var err error
	if e.Kind == model.FindingKind {
		html, err = b.execute("findings", b.findings(page, e.Category))
	} else {
		html, err = b.execute("requests", b.requests(page, e.Category))
	}
	return template.HTML(html), err
}
