package edition

import (
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// standardJudging is how indicators are judged unless the site says otherwise.
func standardJudging() model.Judging {
	return model.Judging{Level: 0.05, Window: 7, Lag: 2, Rules: []model.StatusRule{
		{ID: "slechter-en-niet-gehaald", Gives: model.Concern, Courses: []model.Course{model.Worse},
			Aims: []model.Aim{model.TargetMissed}, AtLeast: 1},
		{ID: "slechter", Gives: model.Attention, Courses: []model.Course{model.Worse}, AtLeast: 1},
		{ID: "niet-gehaald", Gives: model.Attention, Aims: []model.Aim{model.TargetMissed}, AtLeast: 1},
		{ID: "op-koers", Gives: model.InOrder, Aims: []model.Aim{model.TargetReached, model.OnTrack}, AtLeast: 1},
		{ID: "beter", Gives: model.InOrder, Courses: []model.Course{model.Better}, AtLeast: 1},
	}}
}

// The least and the most years that a trend may span. Three years are nearly always on a line, and
// forty years ago the university was a different one.
const shortestTrend, longestTrend = 4, 40

// longestLag is the most years after which a verdict must show the age of its value.
const longestLag = 20

// judging reads [verdict] and [status] into j. What top does not state stays as it is.
func (r *reader) judging(top *source.Table, j *model.Judging) {
	if t, ok := top.Table("verdict"); ok {
		if x, ok := t.Float("level"); ok {
			if x > 0 && x < 1 {
				j.Level = x
			} else {
				t.Report("level", diagnostic.OutOfRange, "", "level", digits(x), wording.Refer("type.level"))
			}
		}
		j.Window = intBetween(t, "window", shortestTrend, longestTrend, j.Window)
		j.Lag = intBetween(t, "lag", 0, longestLag, j.Lag)
		if t.Has("relevant") {
			j.Relevant = new(part(t, "relevant"))
		}
		t.Replaced("trend", "window")
		t.Close()
	}
	if t, ok := top.Table("status"); ok {
		j.Rules = nil
		r.each(t, "rule", ruleKind, func(id string, t *source.Table) { j.Rules = append(j.Rules, statusRule(id, t)) })
		t.Close()
	}
}

func statusRule(id string, t *source.Table) model.StatusRule {
	required(t, "gives")
	rule := model.StatusRule{ID: id, AtLeast: 1,
		Gives:   model.Judgement(choice(t, "gives", model.Judgements, string(model.NotKnown))),
		Scope:   choice(t, "of", model.Scopes, ""),
		Courses: wordList[model.Course](t, "change", model.Courses),
		Aims:    wordList[model.Aim](t, "target", model.Aims),
	}
	if n := positiveInt(t, "at_least"); n > 0 {
		rule.AtLeast = n
	}
	rule.Part = part(t, "part")
	switch {
	case len(rule.Courses) == 0 && len(rule.Aims) == 0:
		t.ReportTable(diagnostic.RuleWithoutCondition, "")
	case rule.Gives == model.InOrder && !rule.Green():
		t.Report("gives", diagnostic.GreenWithoutEvidence, "")
	}
	return rule
}

// part reads a number from 0 to 1, or returns 0.
func part(t *source.Table, key string) float64 {
	x, ok := t.Float(key)
	if ok && !(x >= 0 && x <= 1) {
		t.Report(key, diagnostic.OutOfRange, "", key, digits(x), wording.Refer("type.share-whole"))
		return 0
	}
	return x
}

// replacedWords are words that the data no longer have, each with the one that replaced it.
var replacedWords = map[string]string{"off-track": string(model.TargetMissed)}

// wordList reads a list of known words, and reports any other.
func wordList[T ~string](t *source.Table, key string, known []string) []T {
	var out []T
	for n, s := range distinct(t, key, false) {
		if now, ok := replacedWords[s]; ok && slices.Contains(known, now) {
			t.ReportElement(key, n, diagnostic.WordReplaced, "", s, now)
			out = append(out, T(now))
			continue
		}
		if !slices.Contains(known, s) {
			t.ReportElement(key, n, diagnostic.BadChoice, source.SuggestWord(s, known), key, s, strings.Join(known, ", "))
			continue
		}
		out = append(out, T(s))
	}
	return out
}

// status reads the authors' judgement of an aspect or a category, which overrides that of the
// rules. keys are synonyms; only one of them may be used.
func (r *reader) status(t *source.Table, keys ...string) (status model.Judgement, reason model.Text) {
	reason = r.text(t, "reason", false)
	for _, key := range keys {
		if !t.Has(key) {
			continue
		}
		if status != "" {
			t.ReportKey(key, diagnostic.StatusTwice, "", key)
		}
		status = model.Judgement(choice(t, key, model.Judgements, ""))
		if status != "" && len(reason) == 0 {
			t.ReportKey(key, diagnostic.JudgementWithoutReason, "")
		}
	}
	return status, reason
}
