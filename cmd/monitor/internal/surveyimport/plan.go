package surveyimport

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/edition"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// Plan says of each column of an export what its answers are to.
type Plan struct {
	export *Export
	survey *model.Survey
	things *things
	how    *edition.SurveyImport
	group  int      // the column with the group
	fields []*field // by column; nil for one that is left out
	groups words
	absent []named // names that the export does not have
	names  int     // of all names in [import]
}

// field is what the answers in a column are to.
type field struct {
	question *model.SurveyQuestion
	words    words
	subject  int    // index, or -1
	horizon  int    // index, or -1
	pair     string // of a question about pairs: which pair, and
	driven   bool   // which side of it
	inPair   bool
}

// named is a name of a column of [import], compiled.
type named struct {
	q    *edition.ImportedQuestion
	key  string
	name string
	form *regexp.Regexp
	mark bool // it has a part that differs
	bare bool // and nothing else
	// first is a name without its last part, which says which pair: Forms does not number the first of columns with
	// one name. "" when the name ends otherwise.
	first string
}

// captured matches what a mark of edition stands for.
var captured = strings.NewReplacer(regexp.QuoteMeta(edition.Subject), "(.+)", regexp.QuoteMeta(edition.Pair), "(.+)")

func compile(q *edition.ImportedQuestion, key string) named {
	name := q.Columns[key]
	n := named{q: q, key: key, name: name}
	n.form = regexp.MustCompile("^" + captured.Replace(regexp.QuoteMeta(normal(name))) + "$")
	n.mark = n.form.NumSubexp() > 0
	n.bare = strings.Trim(normal(name), " ") == edition.Subject
	if before, ok := strings.CutSuffix(strings.TrimSpace(name), edition.Pair); ok {
		n.first = normal(before)
	}
	return n
}

// match returns what a column has for the mark in a name.
func (n named) match(c *column) (part string, ok bool) {
	for _, alias := range c.aliases {
		if n.first != "" && alias == n.first {
			return "", true
		}
		if m := n.form.FindStringSubmatch(alias); m != nil {
			return m[len(m)-1], true
		}
	}
	return "", false
}

// at returns the position of the name.
func (n named) at() diagnostic.Position {
	if n.key == "" {
		return n.q.At("column")
	}
	return n.q.At("column", n.key)
}

// NewPlan finds the columns that the table [import] of an edition names. It reports those that are not there, things
// that columns are about and nobody knows, and questions of the survey that [import] does not name. The plan is
// complete only when it reports none. Messages about an export have its name for a file, and so belong in list; those
// about survey.toml belong in how.
func NewPlan(x *Export, l *edition.Loaded, list, how *diagnostic.List) *Plan {
	s := l.Edition.Survey
	p := &Plan{export: x, survey: s, things: thingsOf(l.Edition), how: l.Import, group: -1,
		fields: make([]*field, len(x.columns))}
	p.findGroup(l.Import, how)
	var lost []lostColumn
	for _, q := range l.Import.Questions {
		lost = append(lost, p.addQuestion(q, how)...)
	}
	if p.reportAbsent(how) {
		p.reportSubjects(lost, list)
	}
	for _, q := range s.Questions {
		if !slices.ContainsFunc(l.Import.Questions, func(i *edition.ImportedQuestion) bool { return i.ID == q.ID }) {
			how.Add(diagnostic.QuestionNotImported, l.Import.At("question"), "", q.ID,
				wording.Refer("phrase.import-add", q.ID))
		}
	}
	return p
}

// findGroup finds the column with the group.
func (p *Plan) findGroup(i *edition.SurveyImport, how *diagnostic.List) {
	if i.Group == nil {
		how.Add(diagnostic.QuestionNotImported, i.At(), "", "group", wording.Refer("phrase.import-add-group"))
		return
	}
	p.groups = normalWords(i.Group.Words, nil)
	group := compile(i.Group, "")
	p.names++
	for n, c := range p.export.columns {
		if _, ok := group.match(c); ok && p.group < 0 {
			p.group = n
			p.refusePersonal(c, group, how)
		}
	}
	if p.group < 0 {
		p.absent = append(p.absent, group)
	}
}

// addQuestion finds the columns of a question. It returns those about something that nobody knows.
func (p *Plan) addQuestion(i *edition.ImportedQuestion, how *diagnostic.List) (lost []lostColumn) {
	asked := p.survey.Questions
	q := asked[slices.IndexFunc(asked, func(q *model.SurveyQuestion) bool { return q.ID == i.ID })]
	w := normalWords(i.Words, p.how.Words)
	subjects := p.things.subjects(q.Kind)
	for _, key := range slices.Sorted(maps.Keys(i.Columns)) {
		n, found := compile(i, key), 0
		p.names++
		var told *model.SurveyQuestion // that it has columns of the same name
		for at, c := range p.export.columns {
			part, ok := n.match(c)
			if !ok || c.freeText || at == p.group {
				continue
			}
			f := &field{question: q, words: w, subject: -1, horizon: -1}
			if q.Kind == model.Drivers && key != "" {
				f.pair, f.driven, f.inPair = part, key == edition.Driven, true
			} else if subjects != nil {
				m := known
				if n.mark {
					f.subject, m = w.subject(part, c, subjects)
				} else {
					f.subject, _ = subjects.index(key)
				}
				if m == unknown {
					if !n.bare {
						found++
					}
					if !n.bare || source.Suggest(part, subjects.titles) != "" {
						lost = append(lost, lostColumn{at, p.wordFor(c, part), q, subjects})
					}
					continue
				}
				if m == nothing {
					found++
					continue
				}
			}
			if h := slices.IndexFunc(p.survey.Horizons, func(h *model.Horizon) bool { return h.ID == key }); h >= 0 &&
				(q.Kind == model.Severity || q.Kind == model.Outlook) {
				f.horizon = h
			} else if q.Kind == model.Severity || q.Kind == model.Outlook {
				f.horizon = 0 // the only one
			}
			found++
			p.refusePersonal(c, n, how)
			if other := p.fields[at]; other != nil {
				why := wording.Refer("phrase.import-taken", other.question.ID, c.name)
				if other.question == q {
					why = wording.Refer("phrase.import-taken-here", c.name)
				}
				if told != other.question {
					how.Add(diagnostic.BadImportColumn, n.at(), "", q.ID, n.name, why)
				}
				told = other.question
				continue
			}
			p.fields[at] = f
		}
		if found == 0 {
			p.absent = append(p.absent, n)
		}
	}
	return lost
}

// subject returns which subject a column is about: by the part of its name, and else by what it is called.
func (w words) subject(part string, c *column, subjects *kindOf) (n int, m meaning) {
	if n, m = w.thing(part, subjects); m != unknown {
		return n, m
	}
	for _, label := range slices.Backward(c.labels) {
		if n, m := w.thing(label, subjects); m != unknown {
			return n, m
		}
	}
	return 0, unknown
}

// refusePersonal reports a column about people that [import] names for a question.
func (p *Plan) refusePersonal(c *column, n named, how *diagnostic.List) {
	if c.personal {
		how.Add(diagnostic.ImportPersonal, n.at(), "", wording.Refer("phrase.import-column", c.name))
	}
}

// Unused returns the names of the columns that no question names, but for those about people.
func (p *Plan) Unused() (names []string) {
	for at, c := range p.export.columns {
		if p.fields[at] == nil && at != p.group && !c.personal && c.name != "" {
			names = append(names, c.name)
		}
	}
	return names
}

// Unasked returns, by question, the titles of subjects that no column is about.
func (p *Plan) Unasked(q *model.SurveyQuestion) (ids []string) {
	subjects := p.things.subjects(q.Kind)
	if subjects == nil || q.Kind == model.Drivers {
		return nil
	}
	for n, id := range subjects.ids {
		if !slices.ContainsFunc(p.fields, func(f *field) bool { return f != nil && f.question == q && f.subject == n }) {
			ids = append(ids, id)
		}
	}
	return ids
}
