package site

// CategoryView is the page of a category: how it stands, its chapter, and all that hangs together with it.
type CategoryView struct {
	Number      int
	Description string
	Owner       string
	Standing    string       // how its indicators stand
	Judgement   *Judgement   // nil when nobody gave one
	Chapter     *ChapterView // nil when nobody wrote one yet

	Changes  *ChangesSince // nil when there is no edition to compare with
	Baseline string        // what the first measurement found
	Numbers  []BaselineRow // the indicators that have one, then and now

	Aspects []AspectView

	Employees, Students, Surroundings string

	Cycle           []PhaseView
	Actions         []PromiseLine
	Recommendations []PromiseLine

	Contributors []string
	Sheet        *Link // to what is on the table when the category is discussed; nil when there is none
}

// AspectView is one aspect, with what is known of it and done about it.
type AspectView struct {
	ID, Title, Description string
	Surroundings           bool
	Status                 *Judgement // nil when there is nothing to go by
	Indicators             []IndicatorCard
	Maturity               string // what the answers to its questions come to; "" when none is asked
	Invented               bool   // one of these answers at least is an example
	Questions              []QuestionView
	Risks                  []RelatedRisk // Why is ""
	Measures               []MeasureLine
}

// ChangesSince is what changed since an edition, in groups.
type ChangesSince struct {
	Title  string // "Sinds de editie van 2025"
	Groups []ChangeGroup
}

// ChangeGroup is changes of one sort.
type ChangeGroup struct {
	Title   string // "Nieuwe risico's"
	Changes []Link // Href is "" for what is no more; Summary says what changed
}

// BaselineRow is an indicator at the first measurement and now.
type BaselineRow struct {
	Indicator Link
	Was, Now  string
	Change    string
	Example   bool
}

// PhaseView is a phase of the cycle.
type PhaseView struct {
	Name     string // "Plan"
	Text     string
	State    string
	StateKey string
	Owner    string
	Dates    string // "8 januari 2026 tot 3 maart 2026"
	Overdue  bool
}
