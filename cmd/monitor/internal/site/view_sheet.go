package site

// SheetView is what is on the table when a category is discussed with its portfolio holder, on one sheet of paper.
type SheetView struct {
	Category   Link
	Owner      string
	Judgement  *Judgement
	Standing   string
	KeyNumbers []IndicatorCard
	Risks      []RankedRisk // as respondents rank them, or in the edition's order without a rank
	Ranked     string       // on which horizon they are ranked; "" when they are not
	Example    bool         // the ranking is invented
	Requests   []RequestView
	Actions    []ActionRow // open, the overdue first
	More       Link        // to the actions that do not fit; no Href when all do
	Unanswered []Thing     // questions
	Answered   string      // one sentence: how many are answered
	Reviews    []ReviewView
	Held       string
	Status     string // of the chapter; "" when there is none
	StatusKey  string
}
