package site

// RisksView is the list of all risks, by category, which a script can filter and sort.
type RisksView struct {
	Standing   string // which risks are the most severe, in a sentence; "" without a survey
	Categories []Link // for the filter; Accent is the number that the rows carry
	Horizons   []string
	Note       string // on what scale severity was asked, and of whom
	Example    bool   // the answers are invented
	Rows       []RiskRow
}

// RiskRow is one risk of the list.
type RiskRow struct {
	Risk     Link
	Category string
	Aspects  string
	Places   []Placing // one for each of the list's horizons
	Owner    string
}

// Placing is how severe respondents hold a risk at one horizon. Rank is "" when it has none.
type Placing struct {
	Rank     string // "3"
	Interval string // "2–5", or "" when all samples give the same rank
	Mean     string // "5,1"
}

// RiskView is the page of a risk.
type RiskView struct {
	Category     *Link
	Aspects      []Link
	Definition   string
	History      []string // what it was called before, in sentences
	Owner        string
	Standing     string // its place by severity, in a sentence or two; "" without one
	Example      bool   // the answers to the survey are invented
	Causes       []string
	Consequences []string
	Indicators   []IndicatorCard
	LeadsTo      []RelatedRisk
	ComesFrom    []RelatedRisk
	Measures     []MeasureLine
	Actions      []PromiseLine
	Survey       *Link // the page of the survey; nil when none was held
	Figures      []SaidFigure
}

// RelatedRisk is a risk that another leads to, or comes from.
type RelatedRisk struct {
	Risk     Link
	Why      string
	Severity string // its place by severity: "plaats 3, gemiddeld 5,1"; "" when it has none
	Example  bool   // that place comes of invented answers
}

// SaidFigure is a figure and what it says of the thing at hand.
type SaidFigure struct {
	Figure FigureView
	Said   string
}

// MeasureLine is a measure where it is only mentioned.
type MeasureLine struct {
	Measure     Link
	Decision    string // "Gekozen", or that nothing was decided
	DecisionKey string // chosen, deferred, rejected, or open
	Decided     string // "College van Bestuur, 6 oktober 2026"
	State       string
	Amounts     string // cost and expected benefit a year, in words
	Example     bool
}

// PromiseLine is an action or a recommendation where it is only mentioned.
type PromiseLine struct {
	Promise  Link
	Role     string // who does it, or whom it is addressed to
	State    string
	StateKey string // todo, running, done, dropped
	Due      string // "uiterlijk 3 maart 2027", "afgerond op …", or ""
	Overdue  bool   // against the date of the edition
	Reason   string
}
