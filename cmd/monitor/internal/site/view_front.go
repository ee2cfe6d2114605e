package site

// FindingView is a key finding with what shows it.
type FindingView struct {
	ID, Title, Text string
	Category        *Link // nil for one about the whole
	Evidence        []Thing
}

// RequestView is what the Board is asked to decide.
type RequestView struct {
	ID, Title, Text string
	Category        *Link // nil for one about the whole
	Measures        []Thing
	Before          *Day // nil when the data do not say
}

// PerceptionView is what respondents find the worst risks, for the nearest and the farthest horizon.
type PerceptionView struct {
	About    string // who answered, when
	Example  bool
	Horizons []HorizonView
}

// HorizonView is the risks at the top on one horizon.
type HorizonView struct {
	Title string // "Komende twee jaar"
	Risks []RankedRisk
}

// RankedRisk is a risk in its place.
type RankedRisk struct {
	Link                // Accent is its category's; Summary the category's title
	Rank, Spread string // "3", and "95 %: 2 tot 5"
	Score        string // mean severity
	Example      bool   // rank and score are invented
}
