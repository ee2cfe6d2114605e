package site

// ReviewView is the discussion of a chapter with a role.
type ReviewView struct {
	With    string
	Due     *Day
	Date    *Day  // nil when it was not held
	Outcome State // key: agreed, changed, refused, adopted; held without an outcome, planned, late
	Note    string
}

// ContributionView is who contributed to a chapter, and its reviews.
type ContributionView struct {
	Contributors []string // roles
	Held         string   // how many of the reviews were held
	Reviews      []ReviewView
}
