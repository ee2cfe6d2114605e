// Package survey owns what the answers to the risk perception survey come to: response by group, weights, means and shares
// with their intervals, ranks with theirs, and what must be merged or withheld so that nobody can be recognised.
//
// It imports packages model and stats, and is pure: the same answers give the same results, byte for byte (the bootstrap
// has a fixed seed). It reads no files (package source streams the rows) and formats nothing.
package survey

import "utwente.nl/monitor/cmd/monitor/internal/model"

// Results is all that may be said of a survey. What it does not hold may not be shown.
type Results struct {
	Survey *model.Survey
	// N is the number of respondents, Population the people they stand for, and Weighted whether answers are weighted by
	// group. A survey with fewer respondents than the privacy threshold is Withheld: then nothing else is set, not even N.
	N, Population int
	Weighted      bool
	Withheld      bool
	Cells         []Cell // the groups as they may be shown, in file order

	// Of questions that were not asked the results below are nil.
	Current    []Ranked            // share of respondents in per cent, by rank
	Severity   map[string][]Ranked // by horizon id: mean on the scale, by rank
	Likelihood map[string]Estimate // by risk id: mean on the scale
	Impact     map[string]Estimate // by risk id: mean on the scale
	Outlook    []OutlookShares     // by horizon, in file order
	Pairs      []Pair              // strongest first
	Approaches []ApproachShares    // by category, in file order
	// ByCell is the severity for each cell at the first horizon: by cell index, then risk id. A risk that is not there is
	// withheld, or nobody of the cell answered; which of the two is not told.
	ByCell []map[string]Estimate
}

// Estimate is a mean, or a share in per cent, with its 95 % confidence interval. N is the number of respondents behind it,
// not weighted; 0 means that nobody answered, or too few did, and the rest says nothing. Lists and maps leave such risks out.
type Estimate struct {
	N                int
	Value, Low, High float64
}

// Ranked is a risk with its estimate and its rank: 1 is the highest, and 95 % of the bootstrap's samples rank it from
// RankLow to RankHigh. Risks that tie share a rank.
type Ranked struct {
	Risk *model.Risk
	Estimate
	Rank, RankLow, RankHigh int
}

// Cell is one group, or several that were merged because one of them had fewer respondents than the privacy threshold.
type Cell struct {
	Groups     []*model.Group
	N          int // respondents; 0 when Withheld
	Population int
	Withheld   bool // too few respondents, and nothing to merge them with
}

// Response is the part of the population that answered, in per cent.
func (c Cell) Response() float64 { return 100 * float64(c.N) / float64(c.Population) }

// OutlookShares is how the answers about one horizon are divided over the outlooks of the survey, in their order.
type OutlookShares struct {
	Horizon *model.Horizon
	Shares  []Estimate
}

// Pair is two risks that respondents named as driving each other, and the share of respondents that did, in per cent.
// A comes before B in the order of the edition's risks.
type Pair struct {
	A, B *model.Risk
	Estimate
}

// ApproachShares is how the answers about one category are divided over the approaches of the survey, in their order.
type ApproachShares struct {
	Category *model.Category
	Shares   []Estimate
}
