package model

import "time"

// Finding is a key finding of the edition, with what shows it.
type Finding struct {
	ID       string
	Title    Text
	Text     Text
	Category *Category // nil for one about the whole
	Evidence []Evidence
	Audience Audience
}

// Evidence points at a thing of the edition: Kind is a scheme of references (indicator, risk, measure, action, question,
// chapter, category, aspect, recommendation), ID the id of the thing.
type Evidence struct{ Kind, ID string }

// EvidenceKinds are the schemes that evidence can use.
var EvidenceKinds = []string{"action", "aspect", "category", "chapter", "indicator", "measure", "question", "recommendation", "risk"}

// Request is what the Board is asked to decide.
type Request struct {
	ID       string
	Title    Text
	Text     Text
	Category *Category // nil for one about the whole
	Measures []*Measure
	Before   time.Time // when the decision is needed; the zero Time when the data do not say
	Audience Audience
}

// Judgement is how a category stands, as its portfolio holder and the authors see it.
type Judgement string

// The judgements, from good to bad.
const (
	InOrder   Judgement = "in-order"
	Attention Judgement = "attention"
	Concern   Judgement = "concern"
	NotKnown  Judgement = "unknown" // there is too little to go by
)

// Judgements are the names of all judgements.
var Judgements = []string{string(InOrder), string(Attention), string(Concern), string(NotKnown)}

// Term is a word of the field, explained.
type Term struct {
	ID         string
	Title      Text
	Definition Text
	See        []*Term
	URL        string
	Audience   Audience
}
