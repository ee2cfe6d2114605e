package survey

import "utwente.nl/monitor/cmd/monitor/internal/model"

// Results is everything about a survey that may be shown.
type Results struct {
	Survey *model.Survey
	// Withheld is true when fewer people answered than the privacy threshold. Then nothing else is
	// set, not even N.
	Withheld   bool
	Weighted   bool   // answers are weighted by group
	N          int    // respondents
	Invited    int    // the people who were asked
	Population int    // the people they stand for
	Cells      []Cell // the groups as they may be shown, in file order

	// The results of a question that was not asked are nil.
	Current    []Ranked            // share of respondents in per cent, by rank
	Severity   map[string][]Ranked // by horizon id: mean on the scale, by rank
	Likelihood map[string]Estimate // by risk id: mean on the scale
	Impact     map[string]Estimate // by risk id: mean on the scale
	Outlook    []OutlookShares     // by horizon, in file order
	Pairs      []Pair              // strongest first
	Approaches []ApproachShares    // by category, in file order
	// ByCell is the severity at the first horizon by cell index, then risk id. A risk is missing
	// when it is withheld or when nobody of the cell answered; readers cannot tell which.
	ByCell []map[string]Estimate
}

// Estimate is a mean, or a share in per cent, with its 95 % confidence interval. N is the number of
// respondents, not weighted. It is 0 when nobody or too few answered; then the other fields mean
// nothing. Lists and maps by risk leave such estimates out.
type Estimate struct {
	N                int
	Value, Low, High float64
}

// Ranked is a risk with its estimate and its rank. Rank 1 is the highest; risks that tie share a
// rank. In 95 % of the bootstrap samples the rank is from RankLow to RankHigh.
type Ranked struct {
	Risk *model.Risk
	Estimate
	Rank, RankLow, RankHigh int
}

// Cell is one group, or several that were merged because one of them had fewer respondents than the
// privacy threshold.
type Cell struct {
	Groups     []*model.Group
	N          int // respondents; 0 when Withheld
	Invited    int
	Population int
	Withheld   bool // too few respondents, and no group to merge them with
}

// Response returns the part of those invited who answered, in per cent.
func (c Cell) Response() float64 { return 100 * float64(c.N) / float64(c.Invited) }

// Response returns the part of those invited who answered, in per cent; 0 when groups are not known.
func (r *Results) Response() float64 {
	if r.Invited == 0 {
		return 0
	}
	return 100 * float64(r.N) / float64(r.Invited)
}

// OutlookShares is the answers about one horizon: the share of each outlook of the survey, in file
// order.
type OutlookShares struct {
	Horizon *model.Horizon
	Shares  []Estimate
}

// Pair is two risks that respondents named as driving each other. Its estimate is a share of the
// respondents who named any pair. A comes before B in the edition.
type Pair struct {
	A, B *model.Risk
	Estimate
}

// ApproachShares is the answers about one category: the share of each approach of the survey, in
// file order.
type ApproachShares struct {
	Category *model.Category
	Shares   []Estimate
}
