package site

import (
	"strconv"

	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/survey"
)

// RankedRisk is a risk in a ranking by respondents.
type RankedRisk struct {
	Link                // Accent is its category's; Summary the category's title
	Rank, Spread string // "3", and "95 %: 2 tot 5"
	Score        string // mean severity
}

// RiskRank is the rank of a risk by severity on one horizon. Rank is "" when it has none.
type RiskRank struct {
	Rank     string // "3"
	Interval string // "2–5", or "" when all samples give the same rank
	Mean     string // "5,1"
}

// RelatedRisk is a risk on the page of a risk that it is connected with, or of one of its aspects.
type RelatedRisk struct {
	Risk     Link
	Why      string
	Severity string // its rank by severity: "plaats 3, gemiddeld 5,1"; "" when it has none
	Example  bool   // the answers are invented
}

// rankedRisks returns the first risks of a ranking, most at most: those of a category, or of all
// categories when it is "". Risks that the reader may not see are left out.
func (b *book) rankedRisks(page string, ranking []survey.Ranked, category string, most int) []RankedRisk {
	var all []RankedRisk
	for _, r := range ranking {
		risk := b.edition.Risk(r.Risk.ID)
		if risk == nil || category != "" && risk.Category() != category {
			continue
		}
		if len(all) == most {
			break
		}
		v := RankedRisk{Link: b.linkTo(page, model.RiskKind, risk),
			Rank: strconv.Itoa(r.Rank), Score: b.language.Number(r.Value, 1)}
		if c := b.edition.Category(risk.Category()); c != nil {
			v.Accent, v.Summary = c.Number, b.textOf(c.Title)
		}
		if r.RankLow != r.RankHigh {
			v.Spread = b.language.Say("front.spread", "low", strconv.Itoa(r.RankLow), "high", strconv.Itoa(r.RankHigh))
		}
		all = append(all, v)
	}
	return all
}

// riskLink is linkTo, with the accent of the risk's category.
func (b *book) riskLink(page string, r *model.Risk) Link {
	link := b.linkTo(page, model.RiskKind, r)
	link.Accent = b.categoryNumber(r.Category())
	return link
}

// horizons returns the horizons of the survey for which severity was answered, in file order.
func (b *book) horizons() []*model.Horizon {
	s := b.report.Survey
	if s == nil || s.Survey == nil {
		return nil
	}
	var out []*model.Horizon
	for _, h := range s.Survey.Horizons {
		if len(s.Severity[h.ID]) > 0 {
			out = append(out, h)
		}
	}
	return out
}

// findRanked returns the entry of a risk in a ranking.
func findRanked(list []survey.Ranked, r *model.Risk) (survey.Ranked, bool) {
	for _, x := range list {
		if x.Risk == r {
			return x, true
		}
	}
	return survey.Ranked{}, false
}

func (b *book) isExample() bool { return b.report.Survey != nil && b.report.Survey.Survey.Example }

// scaleText describes the scale of a question.
func (b *book) scaleText(q *model.SurveyQuestion) string {
	if q == nil {
		return ""
	}
	low, high := b.textOf(q.Low), b.textOf(q.High)
	if low == "" || high == "" {
		return b.language.Say("figure.survey.scale", "max", b.language.Whole(q.Max))
	}
	return b.language.Say("figure.survey.scale-words", "max", b.language.Whole(q.Max), "low", low, "high", high)
}

func (b *book) riskRank(h *model.Horizon, r *model.Risk) RiskRank {
	x, ok := findRanked(b.report.Survey.Severity[h.ID], r)
	if !ok {
		return RiskRank{}
	}
	p := RiskRank{Rank: b.language.Whole(x.Rank), Mean: b.score(x.Value)}
	if x.RankLow != x.RankHigh {
		p.Interval = b.rankRange(x.RankLow, x.RankHigh)
	}
	return p
}

func (b *book) relatedRisk(page string, r *model.Risk, why model.Text) RelatedRisk {
	out := RelatedRisk{Risk: b.riskLink(page, r), Why: b.textOf(why)}
	for _, h := range b.horizons() {
		if place := b.riskRank(h, r); place.Rank != "" {
			out.Example = b.isExample()
			out.Severity = b.language.Say("risk.place", "horizon", b.textOf(h.Title), "rank", place.Rank, "mean",
				place.Mean)
			break
		}
	}
	return out
}
