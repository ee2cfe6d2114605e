package site

// ChangesView is what changed since the edition before.
type ChangesView struct {
	Since    Link
	Counts   []Count // by section; Key is the section's anchor
	Sections []ChangeSection
}

// ChangeSection is the changes of one kind of thing: risks, indicators, …
type ChangeSection struct {
	ID, Title string
	Groups    []ChangeSort
}

// ChangeSort is the changes of one sort: added, renamed, …
type ChangeSort struct {
	Title string
	Items []ChangeItem
}

// ChangeItem is one thing that changed: from what to what, and why.
type ChangeItem struct {
	Link
	What     string // "definitie, streefwaarde", or the period
	Was, Now string // both empty when there is nothing to set side by side
	Why      string
	Example  bool
}
