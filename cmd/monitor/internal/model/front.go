package model

import "time"

// Finding is a key finding of the edition, with its evidence.
type Finding struct {
	Head
	Text     Text
	Category *Category // nil when it is about the whole report
	Evidence []Evidence
	// Counts reports that the words tell what was counted, and claim no change.
	Counts bool
}

func (f *Finding) connect(v *view) {
	f.Category = twin(v, f.Category)
	f.Evidence = only(f.Evidence, v.maySee)
}

// FindingsAbout returns the findings about the category with an id, or all when that is "".
func (e *Edition) FindingsAbout(category string) []*Finding {
	return only(e.Findings, func(f *Finding) bool { return isAbout(f.Category, category) })
}

// RequestsAbout is FindingsAbout for requests.
func (e *Edition) RequestsAbout(category string) []*Request {
	return only(e.Requests, func(r *Request) bool { return isAbout(r.Category, category) })
}

func isAbout(c *Category, id string) bool { return id == "" || c != nil && c.ID == id }

// Evidence points at a thing of the edition. What findings rest on is of one of the EvidenceKinds.
type Evidence struct {
	Kind Kind
	ID   string
}

// String returns "kind:id" as the data write it, or the kind when that needs no id.
func (e Evidence) String() string {
	if e.ID == "" {
		return string(e.Kind)
	}
	return string(e.Kind) + ":" + e.ID
}

// Request is what the Board is asked to decide.
type Request struct {
	Head
	Text     Text
	Category *Category // nil when it is about the whole report
	Measures []*Measure
	Before   time.Time // when the decision is needed; the zero Time when the data do not say
}

func (r *Request) connect(v *view) {
	r.Category, r.Measures = twin(v, r.Category), twins(v, r.Measures)
}

// Judgement is the status of a category or an aspect.
type Judgement string

// The judgements, from good to bad.
const (
	InOrder   Judgement = "in-order"
	Attention Judgement = "attention"
	Concern   Judgement = "concern"
	NotKnown  Judgement = "unknown" // there is too little information
)

// Judgements are the names of all judgements.
var Judgements = names(InOrder, Attention, Concern, NotKnown)

// Term is a technical term with its definition.
type Term struct {
	Head
	Definition Text
	See        []*Term
	URL        string
}

func (t *Term) connect(v *view) { t.See = twins(v, t.See) }
