package site

// ActionsView is all recommendations and actions of the edition.
type ActionsView struct {
	Counts []Count
	Groups []ActionGroup
	// Promises is what became of those of the edition before; nil when there is none.
	Promises *PromisesView
}

// Count is how many there are of something; Key is for the eye.
type Count struct{ Key, Number, Text string }

// ActionGroup is those of one category, or of the report as a whole when Category is nil.
type ActionGroup struct {
	Category        *Link
	Recommendations []RecommendationRow
	Actions         []ActionRow
}

// State is how far a promise has come: Key is that of the model, or "late".
type State struct{ Key, Text string }

// ActionRow is one action. About is the measure, risk and recommendation that it is about.
type ActionRow struct {
	ID, Title, Owner, Reason string
	Category                 *Link
	Start, Due, Finished     *Day
	State                    State
	About                    []Thing
}

// RecommendationRow is one recommendation, with the actions that carry it out.
type RecommendationRow struct {
	ID, Title, Text, To, Reason string
	State                       State
	Actions                     []Thing
}

// PromisesView is what became of what the edition before had open.
type PromisesView struct {
	Edition Link
	Counts  []Count
	Rows    []PromiseRow
}

// PromiseRow is one of them. Title leads to it where it still is, or else to where it was made.
type PromiseRow struct {
	Link
	Kind, Owner string
	Fate        State // done, running, todo, dropped, not-mentioned
	Reason      string
	Was, Now    *Day // when it was due, and is now when that differs
}
