package model

import "iter"

// Kind is a kind of thing. Authors write it before the id of a thing, in references and as evidence: risk:brand.
type Kind string

// The kinds of things.
const (
	ActionKind         Kind = "action"
	AspectKind         Kind = "aspect"
	CategoryKind       Kind = "category"
	ChapterKind        Kind = "chapter"
	FindingKind        Kind = "finding"
	IndicatorKind      Kind = "indicator"
	MeasureKind        Kind = "measure"
	QuestionKind       Kind = "question"
	RecommendationKind Kind = "recommendation"
	RequestKind        Kind = "request"
	ReviewKind         Kind = "review"
	RiskKind           Kind = "risk"
	TermKind           Kind = "term"
)

// kinds is the table of all kinds, in the order of their names. Whatever is done with things of
// every kind goes by it. Chapters have a row and no list, since each language has its own.
var kinds = []kindOfThing{
	{ActionKind, inText | asEvidence | followed, of(func(e *Edition) *[]*Action { return &e.Actions })},
	{AspectKind, inText | asEvidence, of(func(e *Edition) *[]*Aspect { return &e.Aspects })},
	{CategoryKind, inText | asEvidence, of(func(e *Edition) *[]*Category { return &e.Categories })},
	{ChapterKind, inText | asEvidence, nil},
	{FindingKind, 0, of(func(e *Edition) *[]*Finding { return &e.Findings })},
	{IndicatorKind, inText | asEvidence | followed, of(func(e *Edition) *[]*Indicator { return &e.Indicators })},
	{MeasureKind, inText | asEvidence | followed, of(func(e *Edition) *[]*Measure { return &e.Measures })},
	{QuestionKind, inText | asEvidence | followed, of(func(e *Edition) *[]*Question { return &e.Questions })},
	{RecommendationKind, inText | asEvidence | followed,
		of(func(e *Edition) *[]*Recommendation { return &e.Recommendations })},
	{RequestKind, 0, of(func(e *Edition) *[]*Request { return &e.Requests })},
	{ReviewKind, 0, of(func(e *Edition) *[]*Review { return &e.Reviews })},
	{RiskKind, inText | asEvidence | followed, of(func(e *Edition) *[]*Risk { return &e.Risks })},
	{TermKind, inText, of(func(e *Edition) *[]*Term { return &e.Terms })},
}

// kindOfThing is a row of the table.
type kindOfThing struct {
	name Kind
	uses use
	list lister // nil for chapters
}

// use is what is done with things of a kind.
type use int

const (
	inText     use = 1 << iota // chapters can refer to them
	asEvidence                 // findings can rest on them
	followed                   // they are followed from edition to edition, and say which id they had (Formerly)
)

// Kinds are the names of all kinds, Schemes of those that chapters can refer to, and EvidenceKinds
// of those that findings can rest on.
var Kinds, Schemes, EvidenceKinds = namesFor(0), namesFor(inText), namesFor(asEvidence)

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

// Head is what things of all kinds have.
type Head struct {
	ID       string // unique in its kind
	Title    Text   // of a question: what it asks; a review has none
	Formerly string // its id in the edition before, or "" when that did not change
	Audience Audience
}

// Header returns the head of a thing whose kind is not known.
func (h *Head) Header() *Head { return h }

// shown reports whether the audience of a view may see the thing. Review has a method of its own.
func (h *Head) shown(v *view) bool { return h.Audience <= v.audience }

// connect does nothing. A kind that points at other things has a method of its own.
func (h *Head) connect(*view) {}

// Thing is a thing of any kind: a pointer to a struct that embeds Head.
type Thing interface {
	Header() *Head
	shown(*view) bool
	// connect makes a thing of a view's edition point at things of that edition only.
	connect(*view)
}

// Things yields all things of the edition but its chapters: by kind, and of a kind in file order.
func (e *Edition) Things() iter.Seq2[Kind, Thing] {
	return func(yield func(Kind, Thing) bool) {
		for _, k := range kinds {
			if k.list == nil {
				continue
			}
			for thing := range k.list.things(e) {
				if !yield(k.name, thing) {
					return
				}
			}
		}
	}
}

// lister knows the list of an edition that holds the things of a kind.
type lister interface {
	things(e *Edition) iter.Seq[Thing]
	// show puts copies of the things that a view shows in its edition, and in its table of copies.
	show(v *view)
}

// listOf is a lister of things of one type.
type listOf[T any, P pointer[T]] func(*Edition) *[]*T

// pointer is a pointer to a type of thing.
type pointer[T any] interface {
	*T
	Thing
}

func of[T any, P pointer[T]](list func(*Edition) *[]*T) lister { return listOf[T, P](list) }

func (l listOf[T, P]) things(e *Edition) iter.Seq[Thing] {
	return func(yield func(Thing) bool) {
		for _, thing := range *l(e) {
			if !yield(P(thing)) {
				return
			}
		}
	}
}

func (l listOf[T, P]) show(v *view) {
	var shown []*T
	for _, thing := range *l(v.whole) {
		if P(thing).shown(v) {
			twin := *thing
			v.copies[P(thing)] = P(&twin)
			shown = append(shown, &twin)
		}
	}
	*l(v.edition) = shown
}

// Index makes the edition's things known by id. It is called when all are there, and while reading
// when those that later files refer to are.
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

// Thing returns the thing of a kind and an id, or nil. It does not know chapters.
func (e *Edition) Thing(kind Kind, id string) Thing { return e.index[kind][id] }

// Renamed returns the id of the thing of a kind that had another id in the edition before. ok is
// false when no thing had that.
func (e *Edition) Renamed(kind Kind, formerly string) (id string, ok bool) {
	id, ok = e.renamed[kind][formerly]
	return id, ok
}

// lookup returns the thing of a kind and an id as what it is, or nil.
func lookup[P Thing](e *Edition, kind Kind, id string) P {
	thing, _ := e.index[kind][id].(P)
	return thing
}

// Action returns the action of an id, or nil.
func (e *Edition) Action(id string) *Action { return lookup[*Action](e, ActionKind, id) }

// Aspect returns the aspect of an id, or nil.
func (e *Edition) Aspect(id string) *Aspect { return lookup[*Aspect](e, AspectKind, id) }

// Category returns the category of an id, or nil.
func (e *Edition) Category(id string) *Category { return lookup[*Category](e, CategoryKind, id) }

// Indicator returns the indicator of an id, or nil.
func (e *Edition) Indicator(id string) *Indicator { return lookup[*Indicator](e, IndicatorKind, id) }

// Measure returns the measure of an id, or nil.
func (e *Edition) Measure(id string) *Measure { return lookup[*Measure](e, MeasureKind, id) }

// Question returns the diagnostic question of an id, or nil.
func (e *Edition) Question(id string) *Question { return lookup[*Question](e, QuestionKind, id) }

// Recommendation returns the recommendation of an id, or nil.
func (e *Edition) Recommendation(id string) *Recommendation {
	return lookup[*Recommendation](e, RecommendationKind, id)
}

// Risk returns the risk of an id, or nil.
func (e *Edition) Risk(id string) *Risk { return lookup[*Risk](e, RiskKind, id) }

// Term returns the term of an id, or nil.
func (e *Edition) Term(id string) *Term { return lookup[*Term](e, TermKind, id) }
