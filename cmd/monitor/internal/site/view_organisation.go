package site

// OrganisationView is who does what: roles, how they stand to each other, and who registers what.
type OrganisationView struct {
	Capacities []CapacityView
	Matrix     *MatrixView
	Protocol   *ProtocolView
}

// CapacityView is the roles with one capacity.
type CapacityView struct {
	Title string
	Roles []RoleView
}

// RoleView is a role and what it answers for.
type RoleView struct {
	Title      string
	Categories []Link // that it holds the portfolio of
	Delivers   string // how many indicators; "" for none
}

// MatrixView is how roles stand to each other: H, O and F for hierarchical, operational and functional.
type MatrixView struct {
	Columns []string
	Rows    []MatrixRow
	About   []RelationView
}

// MatrixRow is how one role stands to each of the columns; an empty text for not at all.
type MatrixRow struct {
	From  string
	Cells []MatrixCell
}

// MatrixCell is one relation: its letters, and what they mean in words.
type MatrixCell struct{ Letters, Words string }

// RelationView is what is said of one relation.
type RelationView struct{ From, To, Letters, Words, About string }

// ProtocolView is who registers which indicator, where and how often.
type ProtocolView struct {
	Counts   []Count
	Rows     []RegistrationRow
	Calendar string // link to the days of delivery for calendar programs; "" when none is known
	Without  []Link // indicators of which nobody said how they come about
}

// RegistrationRow is how one indicator comes about.
type RegistrationRow struct {
	Link
	By, System, Every string
	Delivered, Due    *Day
	Late              bool
	Example           bool // the numbers of the indicator are invented
}
