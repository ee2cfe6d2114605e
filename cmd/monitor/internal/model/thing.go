package model

import (
	"iter"
	"maps"
	"slices"
)

// Kind is a kind of thing. Authors write it before the id of a thing, in references and as
// evidence: risk:brand.
type Kind string

// The kinds of things.
const (
	ActionKind         Kind = "action"
	AspectKind         Kind = "aspect"
	CategoryKind       Kind = "category"
	ChapterKind        Kind = "chapter"
	ClauseKind         Kind = "clause"
	ConsultationKind   Kind = "consultation"
	ControlKind        Kind = "control"
	CorrectionKind     Kind = "correction"
	DecisionKind       Kind = "decision"
	FindingKind        Kind = "finding"
	IndicatorKind      Kind = "indicator"
	InterviewKind      Kind = "interview"
	MeasureKind        Kind = "measure"
	MeetingKind        Kind = "meeting"
	MomentKind         Kind = "moment"
	ObservationKind    Kind = "observation"
	OrganisationKind   Kind = "organisation"
	PeerKind           Kind = "peer"
	QuestionKind       Kind = "question"
	RecommendationKind Kind = "recommendation"
	RequestKind        Kind = "request"
	ReviewKind         Kind = "review"
	RiskKind           Kind = "risk"
	SourceKind         Kind = "source"
	TermKind           Kind = "term"
)

// kinds is the table of all kinds, in the order of their names. All code that treats every kind
// alike reads it. Chapters have a row but no list, since each language has its own chapters.
var kinds = []kindOfThing{
	row(ActionKind, inText|asEvidence|followed, func(e *Edition) *[]*Action { return &e.Actions }),
	row(AspectKind, inText|asEvidence|followed, func(e *Edition) *[]*Aspect { return &e.Aspects }),
	row(CategoryKind, inText|asEvidence|followed|onPages,
		func(e *Edition) *[]*Category { return &e.Categories }),
	{name: ChapterKind, uses: inText | asEvidence | onPages},
	row(ClauseKind, inText|asEvidence|followed, func(e *Edition) *[]*Clause { return &e.Clauses }),
	row(ConsultationKind, inText, func(e *Edition) *[]*Consultation { return &e.Consultations }),
	row(ControlKind, inText|asEvidence|followed, func(e *Edition) *[]*Control { return &e.Controls }),
	row(CorrectionKind, 0, func(e *Edition) *[]*Correction { return &e.Corrections }),
	row(DecisionKind, inText|asEvidence|followed, func(e *Edition) *[]*Decision { return &e.Decisions }),
	row(FindingKind, 0, func(e *Edition) *[]*Finding { return &e.Findings }),
	row(IndicatorKind, inText|asEvidence|followed|onPages,
		func(e *Edition) *[]*Indicator { return &e.Indicators }),
	row(InterviewKind, inText|asEvidence, func(e *Edition) *[]*Interview { return &e.Interviews }),
	row(MeasureKind, inText|asEvidence|followed, func(e *Edition) *[]*Measure { return &e.Measures }),
	row(MeetingKind, inText|asEvidence, func(e *Edition) *[]*Meeting { return &e.Meetings }),
	row(MomentKind, 0, func(e *Edition) *[]*Moment { return &e.Moments }),
	row(ObservationKind, inText|asEvidence|followed, func(e *Edition) *[]*Observation { return &e.Observations }),
	row(OrganisationKind, inText, func(e *Edition) *[]*Organisation { return &e.Organisations }),
	row(PeerKind, inText, func(e *Edition) *[]*Peer { return &e.Peers }),
	row(QuestionKind, inText|asEvidence|followed, func(e *Edition) *[]*Question { return &e.Questions }),
	row(RecommendationKind, inText|asEvidence|followed,
		func(e *Edition) *[]*Recommendation { return &e.Recommendations }),
	row(RequestKind, 0, func(e *Edition) *[]*Request { return &e.Requests }),
	row(ReviewKind, 0, func(e *Edition) *[]*Review { return &e.Reviews }),
	row(RiskKind, inText|asEvidence|followed|onPages, func(e *Edition) *[]*Risk { return &e.Risks }),
	row(SourceKind, inText, func(e *Edition) *[]*Work { return &e.Sources }),
	row(TermKind, inText, func(e *Edition) *[]*Term { return &e.Terms }),
}

// kindOfThing is a row of the table.
type kindOfThing struct {
	name Kind
	uses use
	// things returns those of an edition, in file order; nil for chapters.
	things func(*Edition) []Thing
	// show copies the things that the audience of a view may see to the view's edition; nil for
	// chapters.
	show func(*view)
	// is reports whether a thing is of the kind; nil for chapters.
	is func(Thing) bool
}

// row returns the row of a kind. list returns where an edition keeps its things.
func row[T any, P pointer[T]](name Kind, uses use, list func(*Edition) *[]*T) kindOfThing {
	things := func(e *Edition) []Thing {
		var out []Thing
		for _, thing := range *list(e) {
			out = append(out, P(thing))
		}
		return out
	}
	show := func(v *view) {
		var shown []*T
		for _, thing := range *list(v.whole) {
			if P(thing).shown(v) {
				copied := *thing
				v.copies[P(thing)] = P(&copied)
				shown = append(shown, &copied)
			}
		}
		*list(v.edition) = shown
	}
	is := func(thing Thing) bool {
		_, ok := thing.(P)
		return ok
	}
	return kindOfThing{name, uses, things, show, is}
}

// pointer is a pointer to a type of thing.
type pointer[T any] interface {
	*T
	Thing
}

// use is what is done with things of a kind.
type use int

const (
	inText     use = 1 << iota // chapters can refer to them
	asEvidence                 // findings can rest on them
	onPages                    // each has a page, at an address that readers may keep
	followed                   // they are followed from edition to edition, and may have another id before (Formerly)
)

// Kinds are the names of all kinds, ReferenceKinds of those that chapters can refer to, EvidenceKinds of
// those that findings can rest on, and PageKinds of those that have a page each.
var (
	Kinds, ReferenceKinds    = namesFor(0), namesFor(inText)
	EvidenceKinds, PageKinds = namesFor(asEvidence), namesFor(onPages)
)

func namesFor(all use) []string {
	var names []string
	for _, k := range kinds {
		if k.uses&all == all {
			names = append(names, string(k.name))
		}
	}
	return names
}

// Followed reports whether things of the kind are followed from edition to edition.
func (k Kind) Followed() bool {
	for _, row := range kinds {
		if row.name == k {
			return row.uses&followed != 0
		}
	}
	return false
}

// KindOf returns the kind of a thing.
func KindOf(thing Thing) Kind {
	for _, row := range kinds {
		if row.is != nil && row.is(thing) {
			return row.name
		}
	}
	return ""
}

// Head is what every thing has.
type Head struct {
	ID       string // unique in its kind
	Title    Text   // of a question: what it asks; of an interview: the roles; a review has none
	Formerly string // its id in the edition before, or "" when that did not change
	Audience Audience
}

// Header returns the head of a thing whose kind is not known.
func (h *Head) Header() *Head { return h }

// shown reports whether the audience of a view may see the thing. Review has its own method.
func (h *Head) shown(v *view) bool { return h.Audience <= v.audience }

// connect does nothing. A kind that points at other things has its own method.
func (h *Head) connect(*view) {}

// Thing is a thing of any kind: a pointer to a struct that embeds Head.
type Thing interface {
	Header() *Head
	shown(*view) bool
	// connect makes a copied thing point at the copies of other things, and at no hidden thing.
	connect(*view)
}

// Things yields all things of the edition but its chapters: by kind, and of a kind in file order.
func (e *Edition) Things() iter.Seq2[Kind, Thing] {
	return func(yield func(Kind, Thing) bool) {
		for _, k := range kinds {
			if k.things == nil {
				continue
			}
			for _, thing := range k.things(e) {
				if !yield(k.name, thing) {
					return
				}
			}
		}
	}
}

// Index records the edition's things by id. Package edition calls it when it has read the things
// that later files refer to, and again when it has read all.
func (e *Edition) Index() {
	e.index, e.renamed = make(map[Kind]map[string]Thing), make(map[Kind]map[string]string)
	for kind, thing := range e.Things() {
		if e.index[kind] == nil {
			e.index[kind], e.renamed[kind] = make(map[string]Thing), make(map[string]string)
		}
		h := thing.Header()
		e.index[kind][h.ID] = thing
		if h.Formerly != "" {
			e.renamed[kind][h.Formerly] = h.ID
		}
	}
}

// Thing returns the thing of a kind with an id, or nil. It finds no chapters.
func (e *Edition) Thing(kind Kind, id string) Thing { return e.index[kind][id] }

// IDs returns the ids of the things of a kind, in file order.
func (e *Edition) IDs(kind Kind) []string {
	var ids []string
	for of, thing := range e.Things() {
		if of == kind {
			ids = append(ids, thing.Header().ID)
		}
	}
	return ids
}

// Renamed returns the present id of the thing or chapter that had the id formerly in the edition
// before. ok is false when there is none.
func (e *Edition) Renamed(kind Kind, formerly string) (id string, ok bool) {
	if kind == ChapterKind {
		for _, lang := range slices.Sorted(maps.Keys(e.Chapters)) {
			for _, c := range e.Chapters[lang] {
				if c.Formerly == formerly {
					return c.Slug, true
				}
			}
		}
		return "", false
	}
	id, ok = e.renamed[kind][formerly]
	return id, ok
}

// lookup returns the thing of a kind with an id as its own type, or nil.
func lookup[P Thing](e *Edition, kind Kind, id string) P {
	thing, _ := e.index[kind][id].(P)
	return thing
}

// Action returns the action with an id, or nil.
func (e *Edition) Action(id string) *Action { return lookup[*Action](e, ActionKind, id) }

// Aspect returns the aspect with an id, or nil.
func (e *Edition) Aspect(id string) *Aspect { return lookup[*Aspect](e, AspectKind, id) }

// Category returns the category with an id, or nil.
func (e *Edition) Category(id string) *Category { return lookup[*Category](e, CategoryKind, id) }

// Indicator returns the indicator with an id, or nil.
func (e *Edition) Indicator(id string) *Indicator { return lookup[*Indicator](e, IndicatorKind, id) }

// Interview returns the interview with an id, or nil.
func (e *Edition) Interview(id string) *Interview { return lookup[*Interview](e, InterviewKind, id) }

// Measure returns the measure with an id, or nil.
func (e *Edition) Measure(id string) *Measure { return lookup[*Measure](e, MeasureKind, id) }

// Observation returns the observation of the Quick Scan with an id, or nil.
func (e *Edition) Observation(id string) *Observation {
	return lookup[*Observation](e, ObservationKind, id)
}

// Question returns the diagnostic question with an id, or nil.
func (e *Edition) Question(id string) *Question { return lookup[*Question](e, QuestionKind, id) }

// Recommendation returns the recommendation with an id, or nil.
func (e *Edition) Recommendation(id string) *Recommendation {
	return lookup[*Recommendation](e, RecommendationKind, id)
}

// Risk returns the risk with an id, or nil.
func (e *Edition) Risk(id string) *Risk { return lookup[*Risk](e, RiskKind, id) }

// Source returns the cited work with an id, or nil.
func (e *Edition) Source(id string) *Work { return lookup[*Work](e, SourceKind, id) }

// Term returns the term with an id, or nil.
func (e *Edition) Term(id string) *Term { return lookup[*Term](e, TermKind, id) }
