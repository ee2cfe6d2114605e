package site

// ElsewhereView is where the page stands in other editions.
type ElsewhereView struct {
	Older    bool // than the newest
	Editions []EditionLink
}

// EditionLink leads to the page in an edition; Current is the edition of the page itself, which has no Href.
type EditionLink struct {
	Link
	// Missing: the edition does not have the page, and the link leads to its home.
	Missing bool
}

// ArchivedEdition is an edition on the page at the root.
type ArchivedEdition struct {
	EditionView
	Findings []string // titles
	Facts    []string // "9 hoofdstukken", "53 kengetallen, waarvan 17 met echte cijfers"
	Changes  string   // link to what changed, or ""
}
