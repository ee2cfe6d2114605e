package edition

import (
	"strconv"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
	"utwente.nl/monitor/cmd/monitor/internal/survey"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// The columns of a file of answers, as Rows numbers them.
const (
	respondentColumn = iota
	groupColumn
	questionColumn
	subjectColumn
	horizonColumn
	valueColumn
)

var answerColumns = []string{"respondent", "group", "question", "subject", "horizon", "value"}

// ReadAnswers reads the answers to the survey of an edition. All that is wrong with them is reported, and warned of is what
// will be withheld because fewer answered than the threshold. ok is false when the file could not be read, or when the survey
// names none.
func ReadAnswers(root *source.Root, e *model.Edition, threshold int, list *diagnostic.List) (answers *survey.Answers, ok bool) {
	if e.Survey.Answers == "" {
		return nil, false // that was reported with the survey
	}
	rows, ok := root.OpenCSV(e.Survey.Answers, list)
	if !ok {
		return nil, false
	}
	defer rows.Close()
	if !rows.Select(answerColumns, nil) {
		return nil, false
	}
	r := newAnswerReader(rows, e)
	if n := len(r.answers.Items()); n > survey.MostItems {
		list.Add(diagnostic.TooManyChoices, diagnostic.Position{File: e.Survey.Answers}, "", itoa(n), itoa(survey.MostItems))
		return nil, false
	}
	for rows.Next() {
		r.row()
	}
	switch n := r.answers.Respondents(); {
	case n == 0 && rows.Clean():
		list.Add(diagnostic.EmptySurvey, diagnostic.Position{File: e.Survey.Answers}, "")
	case n > 0 && n < threshold:
		list.Add(diagnostic.FewRespondents, diagnostic.Position{File: e.Survey.Answers}, "", itoa(n), itoa(threshold))
	}
	return r.answers, true
}

// names are the ids of one kind of thing, and their places in the edition.
type names struct {
	kind  string
	ids   []string
	place map[string]int
}

func newNames[T any](kind string, all []T, id func(T) string) *names {
	n := &names{kind: kind, place: make(map[string]int, len(all))}
	for i, thing := range all {
		n.ids = append(n.ids, id(thing))
		n.place[id(thing)] = i
	}
	return n
}

// answerReader holds what is known while answers are read.
type answerReader struct {
	rows    *source.Rows
	survey  *model.Survey
	partial bool // ids that seem not to exist may stand in a file that could not be read
	answers *survey.Answers

	groups, questions, risks, categories, horizons, outlooks, approaches *names

	respondents map[string]int
	lines       []int // where each respondent came first
	// Rows of one respondent stand together in most files: the last one is looked at before the table is.
	lastID string
	last   int
}

func newAnswerReader(rows *source.Rows, e *model.Edition) *answerReader {
	s := e.Survey
	option := func(o *model.Option) string { return o.ID }
	return &answerReader{
		rows: rows, survey: s, partial: e.Partial, answers: survey.NewAnswers(s, e.Risks, e.Categories),
		groups:    newNames(diagnostic.Kind(groupKind), s.Groups, func(g *model.Group) string { return g.ID }),
		questions: newNames(wording.Refer("phrase.survey-item"), s.Questions, func(q *model.SurveyQuestion) string { return q.ID }),
		risks:     newNames(diagnostic.Kind(model.RiskKind), e.Risks, func(r *model.Risk) string { return r.ID }),
		categories: newNames(diagnostic.Kind(model.CategoryKind), e.Categories,
			func(c *model.Category) string { return c.ID }),
		horizons:    newNames(diagnostic.Kind(horizonKind), s.Horizons, func(h *model.Horizon) string { return h.ID }),
		outlooks:    newNames(diagnostic.Kind(outlookKind), s.Outlooks, option),
		approaches:  newNames(diagnostic.Kind(approachKind), s.Approaches, option),
		respondents: make(map[string]int), last: -1,
	}
}

// row reads one answer. The whole row is looked at before it gives up on it.
func (r *answerReader) row() {
	place, ok := r.id(questionColumn, r.questions)
	if !ok {
		r.respondent()
		return
	}
	q := r.survey.Questions[place]
	subjects, horizons := r.parts(q.Kind)
	subject, okSubject := r.part(q, subjectColumn, subjects)
	horizon, okHorizon := r.part(q, horizonColumn, horizons)
	value, okValue := r.value(q)
	respondent, ok := r.respondent()
	if !ok || !okSubject || !okHorizon || !okValue {
		return
	}
	if q.Kind == model.Drivers {
		r.drives(respondent, subject, value-1)
		return
	}
	item := r.answers.Item(q, subject, horizon)
	switch r.answers.Answer(respondent, item) {
	case 0:
		r.answers.SetAnswer(respondent, item, value)
	case value:
		r.rows.Report(valueColumn, diagnostic.AnswerTwice, "", r.lastID)
	default:
		r.rows.Report(valueColumn, diagnostic.AnswersDiffer, "", r.lastID, r.written(q, r.answers.Answer(respondent, item)))
	}
}

// parts are what a kind of question is about; nil where it has no subject or horizon.
func (r *answerReader) parts(kind model.SurveyKind) (subjects, horizons *names) {
	switch kind {
	case model.Severity:
		return r.risks, r.horizons
	case model.Likelihood, model.Impact, model.Drivers:
		return r.risks, nil
	case model.Outlook:
		return nil, r.horizons
	case model.ApproachTo:
		return r.categories, nil
	}
	return nil, nil
}

// choices are what a question is answered with, or nil when that is a place on a scale.
func (r *answerReader) choices(kind model.SurveyKind) *names {
	switch kind {
	case model.Current, model.Drivers:
		return r.risks
	case model.Outlook:
		return r.outlooks
	case model.ApproachTo:
		return r.approaches
	}
	return nil
}

// id reads a column that holds an id.
func (r *answerReader) id(column int, among *names) (place int, ok bool) {
	id := r.rows.Field(column)
	if place, ok = among.place[id]; ok {
		return place, true
	}
	switch {
	case id == "":
		r.rows.Report(column, diagnostic.AnswerPartMissing, "", answerColumns[column], among.kind)
	case !r.partial:
		r.rows.Report(column, diagnostic.UnknownID, source.Suggest(id, among.ids), among.kind, id)
	}
	return 0, false
}

// part reads the subject or the horizon of a question, which must be there exactly when the question has one.
func (r *answerReader) part(q *model.SurveyQuestion, column int, among *names) (place int, ok bool) {
	if among != nil {
		return r.id(column, among)
	}
	if text := r.rows.Field(column); text != "" {
		r.rows.Report(column, diagnostic.AnswerPartUnwanted, "", q.ID, answerColumns[column], text)
		return -1, false
	}
	return -1, true
}

// value reads the answer itself, as a number from 1.
func (r *answerReader) value(q *model.SurveyQuestion) (value int, ok bool) {
	if among := r.choices(q.Kind); among != nil {
		place, ok := r.id(valueColumn, among)
		return place + 1, ok
	}
	text := r.rows.Field(valueColumn)
	value, err := strconv.Atoi(text)
	switch {
	case text == "":
		r.rows.Report(valueColumn, diagnostic.AnswerPartMissing, "", answerColumns[valueColumn], "1–"+itoa(q.Max))
		return 0, false
	case err != nil || value < 1 || value > q.Max:
		r.rows.Report(valueColumn, diagnostic.OffScale, "", text, q.ID, itoa(q.Max))
		return 0, false
	}
	return value, true
}

// written is an answer as the file writes it.
func (r *answerReader) written(q *model.SurveyQuestion, value int) string {
	if among := r.choices(q.Kind); among != nil {
		return among.ids[value-1]
	}
	return itoa(value)
}

// respondent finds who answers, or adds who answers for the first time.
func (r *answerReader) respondent() (respondent int, ok bool) {
	id := r.rows.Field(respondentColumn)
	group, ok := r.id(groupColumn, r.groups)
	if id == "" {
		r.rows.Report(respondentColumn, diagnostic.AnswerPartMissing, "", answerColumns[respondentColumn],
			wording.Refer("phrase.respondent-number"))
		return 0, false
	}
	if !ok {
		return 0, false
	}
	if id != r.lastID || r.last < 0 {
		known := false
		if r.last, known = r.respondents[id]; !known {
			r.last = r.answers.AddRespondent(id, group)
			r.respondents[r.answers.ID(r.last)] = r.last
			r.lines = append(r.lines, r.rows.Line())
		}
		r.lastID = r.answers.ID(r.last)
	}
	if first := r.answers.Group(r.last); first != group {
		r.rows.Report(groupColumn, diagnostic.TwoGroups, "", id, r.groups.ids[group], itoa(r.lines[r.last]), r.groups.ids[first])
		return 0, false
	}
	return r.last, true
}

func (r *answerReader) drives(respondent, from, to int) {
	switch {
	case from == to:
		r.rows.Report(valueColumn, diagnostic.DrivesItself, "", r.risks.ids[from])
	case r.answers.AddPair(respondent, from, to):
		r.rows.Report(valueColumn, diagnostic.AnswerTwice, "", r.lastID)
	}
}
