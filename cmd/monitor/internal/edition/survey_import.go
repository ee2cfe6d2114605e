package edition

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// SurveyImport is the table [import] of survey.toml: how the export of a survey tool becomes the answers. Package
// surveyimport applies it. It is no part of the model, since nothing of it is published.
type SurveyImport struct {
	Group     *ImportedQuestion   // nil while nobody has filled it in
	Questions []*ImportedQuestion // in the order of the file
	// Words are what the export calls things: a word, and an id, a number on a scale, or "" for no answer. They hold
	// for all questions.
	Words map[string]string
	// Unfinished keeps the answers of people who did not send them in.
	Unfinished bool
	// KeepLast keeps the last answers of a person who answered more than once.
	KeepLast bool

	table *source.Table
}

// ImportedQuestion says where the answers to a question are in an export.
type ImportedQuestion struct {
	ID string // of the question; "" for the group
	// Columns are names of columns, in which Subject or Pair stands for whatever is there. They are by horizon for a
	// question with horizons; by Drives and Driven for pairs of risks; by subject, where the name does not have it;
	// and otherwise one, by "".
	Columns map[string]string
	Words   map[string]string // as those of SurveyImport, for this question alone

	table *source.Table
}

// What stands in the name of a column for a part that differs, and the two sides of a pair of risks.
const (
	Subject = "{subject}"
	Pair    = "{pair}"
	Drives  = "drives"
	Driven  = "driven"
)

// At returns the position of a value at a path of keys, or of the nearest key above it.
func (i *SurveyImport) At(path ...string) diagnostic.Position { return i.table.AtPath(path...) }

// At returns the position of a value at a path of keys, or of the nearest key above it.
func (q *ImportedQuestion) At(path ...string) diagnostic.Position { return q.table.AtPath(path...) }

// ImportTable is the name of the table with the SurveyImport.
const ImportTable = "import"

// surveyImport reads how an export becomes the answers to a survey.
func (r *reader) surveyImport(t *source.Table, s *model.Survey) {
	i := &SurveyImport{Unfinished: t.Bool("unfinished"), KeepLast: choice(t, "twice", []string{"last"}, "") == "last",
		table: t}
	valid := r.importable(s)
	groups := make([]string, 0, len(s.Groups))
	for _, g := range s.Groups {
		groups = append(groups, g.ID)
	}
	if g, ok := t.Table("group"); ok {
		i.Group = &ImportedQuestion{Columns: r.columnsOf(g, "", nil), table: g,
			Words: r.importWords(g, diagnostic.Kind(groupKind), groups)}
		g.Close()
	}
	if all, ok := t.Table("question"); ok {
		for _, id := range all.Keys() {
			q, ok := all.Table(id)
			if !ok {
				continue
			}
			n := slices.IndexFunc(s.Questions, func(q *model.SurveyQuestion) bool { return q.ID == id })
			if n < 0 {
				r.unknownQuestion(all, id, s)
				continue
			}
			i.Questions = append(i.Questions, r.importedQuestion(q, s.Questions[n], s, valid))
			q.Close()
		}
		all.Close()
	}
	i.Words = r.importWords(t, wording.Refer("phrase.imported-thing"), valid)
	r.export = i
}

func (r *reader) unknownQuestion(all *source.Table, id string, s *model.Survey) {
	if r.unasked {
		return // it may be a question that could not be read
	}
	var known []string
	for _, q := range s.Questions {
		known = append(known, q.ID)
	}
	all.ReportKey(id, diagnostic.UnknownID, source.Suggest(id, known), wording.Refer("phrase.survey-item"), id,
		source.Known(id, known, ""))
}

// importable returns the ids that an answer in an export can mean.
func (r *reader) importable(s *model.Survey) (ids []string) {
	for _, risk := range r.edition.Risks {
		ids = append(ids, risk.ID)
	}
	for _, c := range r.edition.Categories {
		ids = append(ids, c.ID)
	}
	for _, o := range slices.Concat(s.Outlooks, s.Approaches) {
		ids = append(ids, o.ID)
	}
	return ids
}

// importWords reads what an export calls things. A word that would put the address of a person into the sources is
// refused.
func (r *reader) importWords(t *source.Table, kind string, known []string) map[string]string {
	all, ok := t.Table("words")
	if !ok {
		return nil
	}
	words := make(map[string]string)
	for _, word := range all.Keys() {
		id, ok := all.Scalar(word)
		_, err := strconv.Atoi(id)
		switch {
		case !ok:
		case HoldsAddress(word):
			all.ReportKey(word, diagnostic.ImportPersonal, "", wording.Refer("phrase.import-words"))
		case id != "" && err != nil && !slices.Contains(known, id) && !r.edition.Partial:
			all.Report(word, diagnostic.UnknownID, source.Suggest(id, known), kind, id, source.Known(id, known, ""))
		default:
			words[word] = id
		}
	}
	all.Close()
	return words
}

var addressForm = regexp.MustCompile(`\S@[\pL\pN]|(?i)mailto:`)

// HoldsAddress reports whether a text has an e-mail address in it.
func HoldsAddress(text string) bool { return addressForm.MatchString(text) }

// columnsOf reads the name of a column, or the names by key, which are ids of a kind, or those given when that is "".
func (r *reader) columnsOf(t *source.Table, kind model.Kind, keys []string) map[string]string {
	required(t, "column")
	if !t.IsTable("column") {
		if name, ok := t.String("column"); ok {
			return map[string]string{"": name}
		}
		return nil
	}
	names := make(map[string]string)
	by, _ := t.Table("column")
	for _, key := range keys {
		if name, ok := by.String(key); ok {
			names[key] = name
		}
	}
	for _, key := range by.Keys() {
		if kind != "" && !slices.Contains(keys, key) && by.Has(key) && !r.edition.Partial {
			by.ReportKey(key, diagnostic.UnknownID, source.Suggest(key, keys), diagnostic.Kind(kind), key,
				source.Known(key, keys, ""))
		}
	}
	by.Close()
	return names
}

// markedBy reports whether a name of a column has one mark, that which it needs, or none when that is "".
func markedBy(name, mark string) bool {
	marks := strings.Count(name, Subject) + strings.Count(name, Pair)
	return mark == "" && marks == 0 || mark != "" && marks == 1 && strings.Contains(name, mark)
}

// importedQuestion reads where the answers to a question are. It reports names of columns that cannot say what the
// answers are about.
func (r *reader) importedQuestion(
	t *source.Table, q *model.SurveyQuestion, s *model.Survey, valid []string,
) *ImportedQuestion {
	var keys []string // by which columns can be
	var kind model.Kind
	subjects := false // whether the question is about things
	switch q.Kind {
	case model.Severity, model.Outlook:
		for _, h := range s.Horizons {
			keys = append(keys, h.ID)
		}
		kind, subjects = horizonKind, q.Kind == model.Severity
	case model.Likelihood, model.Impact:
		kind, keys, subjects = model.RiskKind, valid[:len(r.edition.Risks)], true
	case model.ApproachTo:
		kind, subjects = model.CategoryKind, true
		keys = valid[len(r.edition.Risks):][:len(r.edition.Categories)]
	case model.Drivers:
		keys, subjects = []string{Drives, Driven}, true
	}
	out := &ImportedQuestion{ID: q.ID, Columns: r.columnsOf(t, kind, keys), table: t,
		Words: r.importWords(t, wording.Refer("phrase.imported-thing"), valid)}
	bySubject := q.Kind == model.Likelihood || q.Kind == model.Impact || q.Kind == model.ApproachTo
	for key, name := range out.Columns {
		wants := "" // the mark that the name needs
		switch {
		case q.Kind == model.Drivers && key != "":
			wants = Pair
		case subjects && (key == "" || !bySubject):
			wants = Subject
		}
		path := []string{"column", key}
		if key == "" {
			path = path[:1]
		}
		switch {
		case strings.TrimSpace(name) == "",
			key == "" && (q.Kind == model.Severity || q.Kind == model.Outlook) && len(s.Horizons) > 1:
			r.list.Add(diagnostic.BadImportColumn, t.AtPath(path...), "", q.ID, name, wording.Refer("phrase.import-by",
				strings.Join(keys, ", ")))
		case !markedBy(name, wants):
			why := wording.Refer("phrase.import-mark", wants)
			if wants == "" {
				why = wording.Refer("phrase.import-no-mark")
			}
			r.list.Add(diagnostic.BadImportColumn, t.AtPath(path...), "", q.ID, name, why)
		}
	}
	if q.Kind == model.Drivers && len(out.Columns) == 1 && out.Columns[""] == "" {
		r.list.Add(diagnostic.BadImportColumn, t.AtPath("column"), "", q.ID, out.Columns[Drives]+out.Columns[Driven],
			wording.Refer("phrase.import-by", strings.Join(keys, ", ")))
	}
	return out
}
