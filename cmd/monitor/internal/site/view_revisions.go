package site

// RevisionsView is what was revised since the edition before: of all indicators, or of one.
type RevisionsView struct {
	Summary   string        // one sentence: how many values, since when
	Rows      []RevisionRow // values
	Redefined []RevisionRow // indicators that measure something else; What says in which respects
	One       bool          // all rows are of the indicator that the page is about
}

// RevisionRow is one value, or one indicator.
type RevisionRow struct {
	Link
	ID          string // of the indicator
	What        string // the period, with the part: "2024, BMS"
	Was, Now    string // as each edition shows it
	Difference  string // "+8 (+15 %)", or ""
	Why         string
	Unexplained bool
	Example     bool
}
