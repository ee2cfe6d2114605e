package site

import (
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
	"utwente.nl/monitor/cmd/monitor/internal/survey"
)

// The sentences beside the figures on the page of a risk: what the survey found about that risk.

// severityText says how a risk ranks by severity at each horizon.
func (b *book) severityText(r *model.Risk) string {
	var said []string
	for _, h := range b.horizons() {
		list := b.report.Survey.Severity[h.ID]
		if x, ok := findRanked(list, r); ok {
			said = append(said, b.language.Say("risk.said.severity", "horizon", b.textOf(h.Title), "place",
				b.rankText(x, len(list)), "mean", b.score(x.Value)))
		}
	}
	return strings.Join(said, " ")
}

// rankText writes a rank with its interval: "plaats 3 van 28 (95 %-interval 2–5)".
func (b *book) rankText(x survey.Ranked, total int) string {
	if x.RankLow == x.RankHigh {
		return b.language.Say("risk.said.place", "rank", b.language.Whole(x.Rank), "total", b.language.Whole(total))
	}
	return b.language.Say("risk.said.place-range", "rank", b.language.Whole(x.Rank), "total", b.language.Whole(total),
		"interval", b.rankRange(x.RankLow, x.RankHigh))
}

// matrixText says how likely and how grave respondents think a risk is, compared with the mean of
// all risks.
func (b *book) matrixText(r *model.Risk) string {
	s, l := b.report.Survey, b.language
	likelihood, ok := s.Likelihood[r.ID]
	impact, also := s.Impact[r.ID]
	if !ok || !also {
		return ""
	}
	key := map[[2]bool]string{
		{true, true}: "risk.said.both", {true, false}: "risk.said.likely", {false, true}: "risk.said.grave",
		{false, false}: "risk.said.neither",
	}[[2]bool{likelihood.Value > b.meanOf(s.Likelihood), impact.Value > b.meanOf(s.Impact)}]
	return l.Say("risk.said.matrix", "likelihood", b.score(likelihood.Value), "likelihoods",
		b.scoreRange(likelihood.Low, likelihood.High),
		"impact", b.score(impact.Value), "impacts", b.scoreRange(impact.Low, impact.High)) + " " + l.Say(key)
}

// meanOf returns the mean over the edition's risks.
func (b *book) meanOf(by map[string]survey.Estimate) float64 {
	sum, n := 0.0, 0
	for _, r := range b.edition.Risks { // in their order: a sum of fractions depends on it
		if e, ok := by[r.ID]; ok {
			sum, n = sum+e.Value, n+1
		}
	}
	return sum / float64(max(n, 1))
}

// networkText says with which risks respondents named a risk most often.
func (b *book) networkText(r *model.Risk) string {
	var with []string
	for _, pair := range b.report.Survey.Pairs {
		other := pair.A
		if other == r {
			other = pair.B
		} else if pair.B != r {
			continue
		}
		with = append(with, b.language.Say("figure.with", "name", b.textOf(other.Title), "value",
			b.percent(pair.Value)))
		if len(with) == 3 {
			break
		}
	}
	if len(with) == 0 {
		return ""
	}
	return b.language.Say("risk.said.network", "risks", b.language.List(with))
}

// currentText says how many respondents think that a risk is the most likely to cause a crisis now.
func (b *book) currentText(r *model.Risk) string {
	list := b.report.Survey.Current
	x, ok := findRanked(list, r)
	if !ok {
		return ""
	}
	return b.language.Say("risk.said.current", "share", b.percent(x.Value), "place", b.rankText(x, len(list)))
}

// ranksText says how a risk ranked in each edition, oldest first.
func (b *book) ranksText(r *model.Risk) string {
	horizons := b.horizons()
	if len(horizons) == 0 {
		return ""
	}
	var said []string
	// The horizon may have had another id in the editions before, newest first.
	at, later := []string{horizons[0].ID}, b.report
	for n := len(b.report.Earlier) - 1; n >= 0; n-- {
		at, later = append(at, later.Edition.HorizonBefore(at[len(at)-1])), b.report.Earlier[n]
	}
	tell := func(of *report.Report, risk *model.Risk, horizon string) {
		if of.Survey == nil {
			return
		}
		if x, ok := findRanked(of.Survey.Severity[horizon], risk); ok {
			said = append(said, b.language.Say("risk.said.in", "year", of.Edition.Year, "rank", b.language.Whole(x.Rank)))
		}
	}
	earlier := b.earlierRisks(r)
	for n := len(earlier) - 1; n >= 0; n-- {
		tell(earlier[n].report, earlier[n].risk, at[n+1])
	}
	tell(b.report, r, at[0])
	if len(said) < 2 {
		return ""
	}
	return b.language.Say("risk.said.ranks", "places", b.language.List(said))
}

// earlierRisk is a risk as it was in an earlier edition.
type earlierRisk struct {
	report *report.Report
	risk   *model.Risk
}

// earlierRisks returns a risk in earlier editions, from the edition before back to the first that
// has it.
func (b *book) earlierRisks(r *model.Risk) []earlierRisk {
	var out []earlierRisk
	for n := len(b.report.Earlier) - 1; n >= 0; n-- {
		before := b.report.Earlier[n]
		was := before.Edition.Risk(r.Formerly)
		if was == nil {
			was = before.Edition.Risk(r.ID)
		}
		if was == nil {
			break
		}
		out, r = append(out, earlierRisk{before, was}), was
	}
	return out
}

// history says what a risk was called in earlier editions, where that was something else.
func (b *book) history(r *model.Risk) []string {
	var said []string
	title := b.textOf(r.Title)
	for _, p := range b.earlierRisks(r) {
		if was := b.textOf(p.risk.Title); was != title {
			said = append(said, b.language.Say("risk.formerly", "year", p.report.Edition.Year, "title", was))
			title = was
		}
	}
	return said
}
