package site

// MeasuresView is the page of all measures: what the chosen set comes to, then each measure.
type MeasuresView struct {
	Conclusion  []string    // sentences
	Example     bool        // at least one measure is an example
	Figure      *FigureView // what sets yield against what they cost; nil when there is nothing to draw
	Violations  []string    // rules that the chosen set breaks, in sentences
	Differences []DifferenceGroup
	Rate        string // the discount rate: "2,25 %"
	Categories  []Link // for the filter
	Decisions   []Choice
	Rows        []MeasureRow
}

// Choice is one of the values that a list can be narrowed to.
type Choice struct{ Key, Title string }

// DifferenceGroup is decisions that differ in the same way from the set that yields most for the same money.
type DifferenceGroup struct {
	Said     string // how they differ
	Measures []MeasureDifference
}

// MeasureDifference is one of these decisions.
type MeasureDifference struct {
	MeasureLine
	Reason string // that was given with the decision, or that there is none
}

// Amount is a number of the list: as it is written, and for the script that sorts.
type Amount struct {
	Text  string // "€ 41.000"
	Range string // "€ 20.000 – € 90.000"
	Value string // "41000", in a form that scripts can read
}

// MeasureRow is a measure in the list, and below it.
type MeasureRow struct {
	MeasureLine
	ID          string // of its anchor
	Description string
	Categories  []int // numbers of those whose risks it lowers
	Risks       []Link
	Cost        Amount // a year
	Benefit     Amount // a year
	Net         Amount // a year
	Ratio       Amount
	Rank        string
	Basis       string // what the benefit rests on
	Reason      string // of the decision
	Requires    []Link
	Excludes    []Link
	Facts       []Fact
	Actions     []PromiseLine
}
