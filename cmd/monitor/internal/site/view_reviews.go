package site

// ReviewView is the discussion of a chapter with a role.
type ReviewView struct {
	With    string
	Due     *Day
	Date    *Day  // nil when it was not held
	Outcome State // key: agreed, changed, refused, adopted; held without an outcome, planned, late
	Note    string
}

// ContributionView is a chapter, who wrote and contributed to it, and its reviews.
type ContributionView struct {
	Link                  // Summary is the authors, Status the chapter's
	Contributors []string // roles
	Held         string   // how many of the reviews were held
	Reviews      []ReviewView
}
