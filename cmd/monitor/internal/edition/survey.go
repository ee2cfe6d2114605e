package edition

import (
	"path"
	"regexp"
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// Scales of severity, likelihood and impact run from 1 to a top between lowestTop and highestTop,
// or to usualTop when the data name none. Beyond ten steps people no longer tell them apart
// (Preston & Colman, Acta Psychologica 104, 2000).
const (
	lowestTop, highestTop = 2, 10
	usualTop              = 7
)

func (r *reader) survey(top *source.Table) {
	required(top, "survey", "group")
	s := &model.Survey{}
	r.each(top, "group", groupKind, func(id string, t *source.Table) {
		required(t, "population")
		g := &model.Group{ID: id, Title: r.text(t, "title", true), Population: positiveInt(t, "population")}
		g.Invited = intBetween(t, "invited", 1, max(1, g.Population), g.Population)
		s.Groups = append(s.Groups, g)
		r.tables[g] = t
	})
	r.each(top, "horizon", horizonKind, func(id string, t *source.Table) {
		required(t, "years")
		s.Horizons = append(s.Horizons, &model.Horizon{ID: id, Title: r.text(t, "title", true),
			Years: positiveInt(t, "years"), Formerly: formerly(t)})
	})
	s.Outlooks = r.options(top, outlookKind)
	s.Approaches = r.options(top, approachKind)
	r.each(top, "question", surveyQuestionKind, func(id string, t *source.Table) { r.surveyQuestion(id, t, s) })
	if t, ok := top.Table("survey"); ok {
		defer t.Close()
		r.surveyTable(t, s)
		r.tables[s] = t
		r.edition.Survey = s
	}
	if t, ok := top.Table(ImportTable); ok {
		r.surveyImport(t, s)
		t.Close()
	}
}

func (r *reader) surveyTable(t *source.Table, s *model.Survey) {
	required(t, "start", "end", "answers")
	s.Title = r.text(t, "title", true)
	s.Source = r.text(t, "source", true)
	s.Method = r.text(t, "method", false)
	s.Start, s.End = date(t, "start"), date(t, "end")
	inOrder(t, "start", s.Start, "end", s.End)
	r.notInFuture(t, "start", "end")
	s.Audience = audience(t)
	s.Example, s.Weighted = t.Bool("example"), t.Bool("weighted")
	if name, ok := t.String("answers"); ok {
		s.Answers = r.answersFile(t, name)
	}
}

var answersForm = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9._-]*\.csv$`)

// answersFile returns the path of the file with the answers, which is beside survey.toml.
func (r *reader) answersFile(t *source.Table, name string) string {
	if !answersForm.MatchString(name) {
		t.Report("answers", diagnostic.BadAnswersName, "", name)
		r.misnamed = true
		return ""
	}
	file := path.Join(r.dir, name)
	if !r.root.Exists(file) && !r.root.IsLink(file) {
		var names []string
		entries, _ := r.root.List(r.dir) // a folder that cannot be read is reported with the unexpected files
		for _, e := range entries {
			if path.Ext(e.Name()) == ".csv" {
				names = append(names, e.Name())
			}
		}
		suggestion := source.Suggest(name, names)
		if len(names) == 1 {
			suggestion = names[0]
		}
		t.Report("answers", diagnostic.NoAnswers, suggestion, name)
		r.misnamed = true
		return ""
	}
	r.answers = name
	if r.unasked {
		return "" // the answers may be to a question that could not be read
	}
	return file
}

func (r *reader) options(top *source.Table, kind model.Kind) []*model.Option {
	var out []*model.Option
	r.each(top, string(kind), kind, func(id string, t *source.Table) {
		out = append(out, &model.Option{ID: id, Title: r.text(t, "title", true)})
	})
	return out
}

func (r *reader) surveyQuestion(id string, t *source.Table, s *model.Survey) {
	required(t, "kind")
	q := &model.SurveyQuestion{ID: id, Kind: model.SurveyKind(choice(t, "kind", model.SurveyKinds, "")),
		Text: r.text(t, "text", true)}
	if slices.Contains([]model.SurveyKind{model.Severity, model.Likelihood, model.Impact}, q.Kind) {
		q.Max = intBetween(t, "max", lowestTop, highestTop, usualTop)
		q.Low, q.High = r.text(t, "low", false), r.text(t, "high", false)
	}
	if written, _ := t.String("kind"); written != string(q.Kind) || written == "" {
		r.unasked = true
		return
	}
	if first := s.Asked(q.Kind); first != nil {
		t.Report("kind", diagnostic.SecondOfKind, "", string(q.Kind), first.ID)
		return
	}
	s.Questions = append(s.Questions, q)
	r.afterData = append(r.afterData, func() { r.checkAnswerable(t, q.Kind, s) })
}

// checkAnswerable reports a question with too little to choose from.
func (r *reader) checkAnswerable(t *source.Table, kind model.SurveyKind, s *model.Survey) {
	risks, horizons, outlooks, approaches := 0, 0, 0, 0 // how many of each the question needs
	switch kind {
	case model.Current, model.Likelihood, model.Impact:
		risks = 1
	case model.Severity:
		risks, horizons = 1, 1
	case model.Outlook:
		horizons, outlooks = 1, 2
	case model.Drivers:
		risks = 2
	case model.ApproachTo:
		approaches = 2
	}
	for _, need := range []struct {
		has, least int
		of         model.Kind
	}{{len(r.edition.Risks), risks, model.RiskKind}, {len(s.Horizons), horizons, horizonKind},
		{len(s.Outlooks), outlooks, outlookKind}, {len(s.Approaches), approaches, approachKind}} {
		if need.has < need.least && !r.edition.Partial {
			t.Report("kind", diagnostic.QuestionNeeds, "", string(kind), itoa(need.least), diagnostic.Kind(need.of))
		}
	}
}
