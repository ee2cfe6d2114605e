package edition

import (
	"regexp"
	"strconv"
	"strings"

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

// ReadAnswers reads the answers to the survey of an edition. It reports everything that is wrong
// with them, and warns when fewer people than threshold answered: their answers will be withheld.
// ok is false when the survey names no file, or the file cannot be read.
func ReadAnswers(
	root *source.Root, e *model.Edition, threshold int, list *diagnostic.List,
) (answers *survey.Answers, ok bool) {
	if e.Survey.Answers == "" {
		return nil, false // reported with the survey
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
		list.Add(diagnostic.TooManyChoices, diagnostic.Position{File: e.Survey.Answers}, "", itoa(n),
			itoa(survey.MostItems))
		return nil, false
	}
	for rows.Next() {
		r.readRow()
	}
	switch n := r.answers.Respondents(); {
	case n == 0 && rows.Clean():
		list.Add(diagnostic.EmptySurvey, diagnostic.Position{File: e.Survey.Answers}, "")
	case n > 0 && n < threshold:
		list.Add(diagnostic.FewRespondents, diagnostic.Position{File: e.Survey.Answers}, "", itoa(n), itoa(threshold))
	}
	return r.answers, true
}

// names are the ids of all things of one kind, and the index of each in the edition.
type names struct {
	kind  string
	ids   []string
	index map[string]int
}

func newNames[T any](kind string, all []T, id func(T) string) *names {
	n := &names{kind: kind, index: make(map[string]int, len(all))}
	for i, thing := range all {
		n.ids = append(n.ids, id(thing))
		n.index[id(thing)] = i
	}
	return n
}

// answerReader holds the state of reading answers.
type answerReader struct {
	rows    *source.Rows
	survey  *model.Survey
	partial bool // an unknown id may be in a file that could not be read
	answers *survey.Answers

	groups, questions, risks, categories, horizons, outlooks, approaches *names

	respondents map[string]int
	lines       []int           // the first line of each respondent
	drives      map[[3]int]bool // that, to a respondent, one risk drives another
}

func newAnswerReader(rows *source.Rows, e *model.Edition) *answerReader {
	s := e.Survey
	option := func(o *model.Option) string { return o.ID }
	return &answerReader{
		rows: rows, survey: s, partial: e.Partial, answers: survey.NewAnswers(s, e.Risks, e.Categories),
		groups: newNames(diagnostic.Kind(groupKind), s.Groups, func(g *model.Group) string { return g.ID }),
		questions: newNames(wording.Refer("phrase.survey-item"), s.Questions,
			func(q *model.SurveyQuestion) string { return q.ID }),
		risks: newNames(diagnostic.Kind(model.RiskKind), e.Risks, func(r *model.Risk) string { return r.ID }),
		categories: newNames(diagnostic.Kind(model.CategoryKind), e.Categories,
			func(c *model.Category) string { return c.ID }),
		horizons:    newNames(diagnostic.Kind(horizonKind), s.Horizons, func(h *model.Horizon) string { return h.ID }),
		outlooks:    newNames(diagnostic.Kind(outlookKind), s.Outlooks, option),
		approaches:  newNames(diagnostic.Kind(approachKind), s.Approaches, option),
		respondents: make(map[string]int), drives: make(map[[3]int]bool),
	}
}

// personal matches an e-mail address or a name: words of letters, with spaces or a comma between them.
var personal = regexp.MustCompile(`@|^\pL[\pL.'-]*,?(?: \pL[\pL.'-]*)+$`)

// readRow reads one answer. It reports every mistake in the row, not only the first.
func (r *answerReader) readRow() {
	if id := r.rows.Field(respondentColumn); strings.ContainsAny(id, "@ ") && personal.MatchString(id) {
		r.rows.Hide(respondentColumn)
		r.rows.Report(respondentColumn, diagnostic.RespondentAddress, "")
	}
	index, ok := r.idField(questionColumn, r.questions)
	if !ok {
		r.respondent()
		return
	}
	q := r.survey.Questions[index]
	subjects, horizons := r.subjectsAndHorizons(q.Kind)
	subject, okSubject := r.optionalID(q, subjectColumn, subjects)
	horizon, okHorizon := r.optionalID(q, horizonColumn, horizons)
	value, okValue := r.answerNumber(q)
	respondent, ok := r.respondent()
	if !ok || !okSubject || !okHorizon || !okValue {
		return
	}
	if q.Kind == model.Drivers {
		r.addDriver(respondent, subject, value-1)
		return
	}
	item := r.answers.Item(q, subject, horizon)
	switch r.answers.Answer(respondent, item) {
	case 0:
		r.answers.SetAnswer(respondent, item, value)
	case value:
		r.rows.Report(valueColumn, diagnostic.AnswerTwice, "", r.answers.ID(respondent))
	default:
		first := r.answerText(q, r.answers.Answer(respondent, item))
		r.rows.Report(valueColumn, diagnostic.AnswersDiffer, "", r.answers.ID(respondent), first)
	}
}

// subjectsAndHorizons returns what a kind of question is about, nil when it has no subject or
// horizon.
func (r *answerReader) subjectsAndHorizons(kind model.SurveyKind) (subjects, horizons *names) {
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

// answerIDs returns the ids that can be an answer, nil when the answer is a point on a scale.
func (r *answerReader) answerIDs(kind model.SurveyKind) *names {
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

// idField reads a field that holds an id, and returns the index of that id.
func (r *answerReader) idField(column int, among *names) (index int, ok bool) {
	id := r.rows.Field(column)
	if index, ok = among.index[id]; ok {
		return index, true
	}
	switch {
	case id == "":
		r.rows.Report(column, diagnostic.AnswerPartMissing, "", answerColumns[column], among.kind)
	case !r.partial:
		r.rows.Report(column, diagnostic.UnknownID, source.Suggest(id, among.ids), among.kind, id,
			source.Known(id, among.ids, ""))
	}
	return 0, false
}

// optionalID reads the subject or the horizon of a question. The field must be filled in when the
// question has one, and empty when it has none; index is then -1.
func (r *answerReader) optionalID(q *model.SurveyQuestion, column int, among *names) (index int, ok bool) {
	if among != nil {
		return r.idField(column, among)
	}
	if text := r.rows.Field(column); text != "" {
		r.rows.Report(column, diagnostic.AnswerPartUnwanted, "", q.ID, answerColumns[column], text)
		return -1, false
	}
	return -1, true
}

// answerNumber reads the answer itself as a number from 1: a point on a scale, or an index + 1.
func (r *answerReader) answerNumber(q *model.SurveyQuestion) (value int, ok bool) {
	if among := r.answerIDs(q.Kind); among != nil {
		index, ok := r.idField(valueColumn, among)
		return index + 1, ok
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

// answerText returns an answer as the file writes it.
func (r *answerReader) answerText(q *model.SurveyQuestion, value int) string {
	if among := r.answerIDs(q.Kind); among != nil {
		return among.ids[value-1]
	}
	return itoa(value)
}

// respondent returns the respondent of the row, and adds one that is new.
func (r *answerReader) respondent() (respondent int, ok bool) {
	id := r.rows.Field(respondentColumn)
	group, ok := r.idField(groupColumn, r.groups)
	if id == "" {
		r.rows.Report(respondentColumn, diagnostic.AnswerPartMissing, "", answerColumns[respondentColumn],
			wording.Refer("phrase.respondent-number"))
		return 0, false
	}
	if !ok {
		return 0, false
	}
	respondent, known := r.respondents[id]
	if !known {
		respondent = r.answers.AddRespondent(id, group)
		r.respondents[r.answers.ID(respondent)] = respondent
		r.lines = append(r.lines, r.rows.Line())
	}
	if first := r.answers.Group(respondent); first != group {
		r.rows.Report(groupColumn, diagnostic.TwoGroups, "", id, r.groups.ids[group], itoa(r.lines[respondent]),
			r.groups.ids[first])
		return 0, false
	}
	return respondent, true
}

// addDriver records that, to a respondent, one risk drives another. The other way round is another answer, and no
// mistake, though no figure counts the two risks twice for one person.
func (r *answerReader) addDriver(respondent, from, to int) {
	answer := [3]int{respondent, from, to}
	switch {
	case from == to:
		r.rows.Report(valueColumn, diagnostic.DrivesItself, "", r.risks.ids[from])
	case r.drives[answer]:
		r.rows.Report(valueColumn, diagnostic.AnswerTwice, "", r.answers.ID(respondent))
	default:
		r.drives[answer] = true
		r.answers.AddPair(respondent, from, to)
	}
}
