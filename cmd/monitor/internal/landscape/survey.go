package landscape

import (
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/survey"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// notAsked returns why the answers to a kind of question cannot be shown, or nil. hasAnswers
// reports whether the results have any.
func (s *landscape) notAsked(question model.SurveyKind, hasAnswers func(*survey.Results) bool) *figure.Problem {
	results, kind := s.report.Survey, string(s.Kind)
	switch {
	case results == nil:
		return figure.NewProblem(diagnostic.NoSurvey, "kind", kind)
	case results.Withheld:
		return figure.NewProblem(diagnostic.SurveyWithheld, "kind", kind)
	case results.Survey.Asked(question) == nil:
		return figure.NewProblem(diagnostic.NotAsked, "kind", kind, string(question))
	case !hasAnswers(results):
		return s.noAnswers()
	}
	return nil
}

func (s *landscape) noAnswers() *figure.Problem {
	return s.nothingToShow(wording.Refer("phrase.no-answers"))
}

// nothingToShow returns the problem of a figure that would be empty.
func (s *landscape) nothingToShow(why string) *figure.Problem {
	return figure.NewProblem(diagnostic.NothingToShow, "kind", string(s.Kind), why)
}

// tooFew returns the problem of a figure that needs more than there is, such as two editions where
// there is one.
func (s *landscape) tooFew(atLeast, have string) *figure.Problem {
	return figure.NewProblem(diagnostic.TooFewToShow, "kind", string(s.Kind), atLeast, have)
}

// notShown returns the problem of a chosen risk that is not among those shown, or nil.
func (s *landscape) notShown(shown []*model.Risk) *figure.Problem {
	if s.Risk == nil || slices.ContainsFunc(shown, s.chosen) {
		return nil
	}
	return figure.NewProblem(diagnostic.RiskNotShown, "risk", s.Risk.ID, string(s.Kind))
}

// risksOf returns the risks of a ranking.
func risksOf(list []survey.Ranked) []*model.Risk {
	var out []*model.Risk
	for _, r := range list {
		out = append(out, r.Risk)
	}
	return out
}

// credit sets the source of a drawing, and whether the answers are invented.
func (s *landscape) credit(d *figure.Drawing) {
	d.Sources, d.Example = []figure.Source{s.surveySource(s.report.Survey)}, s.report.Survey.Survey.Example
}

func (s *landscape) surveySource(r *survey.Results) figure.Source {
	return figure.Source{Text: s.sampled("figure.survey.source", r)}
}

// sampled fills in the source of a survey and how many answered it.
func (s *landscape) sampled(key string, r *survey.Results) string {
	return s.word(key, "source", s.text(r.Survey.Source), "n", s.language.Whole(r.N))
}

// respondents returns the unit of shares of respondents.
func (s *landscape) respondents() string {
	if s.report.Survey.Weighted {
		return s.word("figure.survey.weighted")
	}
	return s.word("figure.survey.respondents")
}

// onScale names the scale of a question: "ernst op een schaal van 1 (gering) tot 7 (catastrofaal)".
func (s *landscape) onScale(kind model.SurveyKind) string {
	q := s.report.Survey.Survey.Asked(kind)
	top := s.language.Whole(q.Max)
	low, high := s.text(q.Low), s.text(q.High)
	if low == "" || high == "" {
		return s.word("figure.survey.scale", "max", top)
	}
	return s.word("figure.survey.scale-words", "max", top, "low", low, "high", high)
}

// score writes a mean on a scale.
func (s *landscape) score(x float64, on figure.Scale) string { return on.Of(x, 1, s.language) }

// grade writes a mean as precisely as the table does; gradeRange writes its interval, and
// percentRange that of a share.
func (s *landscape) grade(x float64, on figure.Scale) string { return on.Of(x, 2, s.language) }

func (s *landscape) gradeRange(e survey.Estimate) string {
	return s.language.Number(e.Low, 2) + "–" + s.language.Number(e.High, 2)
}

func (s *landscape) percentRange(e survey.Estimate) string {
	return s.word("number.percent", "n", s.language.Number(e.Low, 1)+"–"+s.language.Number(e.High, 1))
}

// rankText names the rank of a risk, with its interval when it has one: "plaats 1 (1–3)".
func (s *landscape) rankText(r survey.Ranked) string {
	key := "figure.rank"
	if r.RankLow != r.RankHigh {
		key = "figure.rank-range"
	}
	return s.word(key, "rank", s.language.Whole(r.Rank), "low", s.language.Whole(r.RankLow),
		"high", s.language.Whole(r.RankHigh))
}

// rankIndex returns the index of a risk in a ranking, or -1.
func rankIndex(list []survey.Ranked, r *model.Risk) int {
	return slices.IndexFunc(list, func(x survey.Ranked) bool { return r != nil && x.Risk.ID == r.ID })
}
