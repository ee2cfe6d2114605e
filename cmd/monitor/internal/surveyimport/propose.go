package surveyimport

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"utwente.nl/monitor/cmd/monitor/internal/edition"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/rewrite"
)

// Proposal is a first [import] for survey.toml, made of the names of columns and of what stands below them.
type Proposal struct {
	Text string // TOML
	// Open are the ids of the questions for which no column was found, and whether that of the group was.
	Open  []string
	Group bool
	// Statements are the ids of questions whose columns have the name of a risk and a number alone. Which they are of,
	// is in the text as a remark.
	Statements []string
	// Codes reports whether the answers are codes where they can be words, and NoTexts whether Qualtrics' line of texts
	// is not there. An export without these faults gives a better proposal.
	Codes, NoTexts bool
	// Guessed reports whether subjects are in the text as remarks, since their columns have codes alone.
	Guessed bool
}

// family is columns with one name, but for the part that says what each is about.
type family struct {
	name    string // as [import] writes it
	text    string // the text of the question, as far as it is known
	columns []int
	codes   []string // what stands for the mark, by column
	marked  bool
	// of how many of its columns the subject is a risk, a category
	risks, categories int
	// known are how many of the answers are a group, and so on; of some is how many there are.
	some, groups, asRisks, outlooks, approaches, points int
	taken                                               bool
}

// proposal is the state of Propose.
type proposal struct {
	*Export
	things   *things
	survey   *model.Survey
	words    words
	families []*family
	approach *family // of the question on categories, when one name has them all
}

// Propose makes a first [import] for the survey of an edition.
func Propose(x *Export, e *model.Edition) Proposal {
	p := &proposal{Export: x, things: thingsOf(e), survey: e.Survey, words: normalWords(nil, nil)}
	p.find()
	var out Proposal
	var b strings.Builder
	fmt.Fprintf(&b, "[%s]\n", edition.ImportTable)
	group := p.best(func(f *family) float64 { return part(f.groups, f.some) }, 0.5, false)
	if group == nil {
		group = p.best(func(f *family) float64 {
			if saysGroup.MatchString(normal(f.name + " " + f.text)) {
				return 1
			}
			return 0
		}, 0.5, false)
	}
	if f := group; f != nil {
		fmt.Fprintf(&b, "group.column = %s\n", rewrite.Quote(f.name))
		out.Group = true
	} else {
		b.WriteString("# group.column = \"\"\n")
	}
	b.WriteString("[import.question]\n")
	var lines = make(map[string]string)
	// Pairs first: their columns look like those of a question about risks.
	for _, kind := range []model.SurveyKind{model.Drivers, model.Severity, model.Likelihood, model.Impact,
		model.ApproachTo, model.Outlook, model.Current} {
		if q := p.survey.Asked(kind); q != nil {
			lines[q.ID] = p.line(q)
		}
	}
	statements := p.statements(lines)
	for _, q := range p.survey.Questions {
		if line := statements[q.ID]; line != "" {
			out.Statements = append(out.Statements, q.ID)
			fmt.Fprintf(&b, "# %s.column = %s\n", q.ID, line)
			continue
		}
		if lines[q.ID] == "" {
			out.Open = append(out.Open, q.ID)
			fmt.Fprintf(&b, "# %s.column = \"\"\n", q.ID)
			continue
		}
		fmt.Fprintf(&b, "%s.column = %s\n", q.ID, lines[q.ID])
	}
	b.WriteString(p.remarks(&out))
	out.Codes = p.hasCodes()
	out.NoTexts = p.tool == qualtrics && !slices.ContainsFunc(p.columns, func(c *column) bool { return c.text != "" })
	out.Text = b.String()
	return out
}

var (
	inBrackets  = regexp.MustCompile(`^(.*?)\[([^\[\]]+)\](.*)$`)
	underscored = regexp.MustCompile(`^(.+)_([0-9]+)$`)
	numberedEnd = regexp.MustCompile(`^(.*\D)([0-9]+)$`)
	saysGroup   = regexp.MustCompile(`(?:^|[^\pL])(?:groep|group)(?:[^\pL]|$)`)
	anyNumber   = regexp.MustCompile(`[0-9]+`)
)

// find puts columns with like names together.
func (p *proposal) find() {
	byName := make(map[string]*family)
	for at, c := range p.columns {
		if c.personal || c.freeText || len(c.aliases) == 0 || edition.HoldsAddress(c.name) {
			continue
		}
		name, code, text := p.split(c)
		key := name
		if _, ok := p.things.risks.find(code); ok && p.tool == forms {
			key += " of risks" // statements alone can be of risks and of categories
		}
		f := byName[key]
		if f == nil {
			f = &family{name: name, text: text, marked: strings.Contains(name, edition.Subject)}
			byName[key] = f
			p.families = append(p.families, f)
		}
		f.columns, f.codes = append(f.columns, at), append(f.codes, code)
		if f.marked {
			if _, m := p.words.subject(normal(code), c, p.things.risks); m == known {
				f.risks++
			}
			if _, m := p.words.subject(normal(code), c, p.things.categories); m == known {
				f.categories++
			}
		}
		p.look(f, at)
	}
}

// split cuts the name of a column into a name with a mark, what the mark stands for, and the text of the question.
func (p *proposal) split(c *column) (name, code, text string) {
	name = c.name
	switch {
	case p.tool != forms && p.isHorizon(c):
		text, _, _ = strings.Cut(c.label(), " - ")
		text, _, _ = strings.Cut(text, "[")
		if p.tool == limeSurvey && len(c.aliases) > 1 {
			name = codeOf.FindString(c.name)
		}
		return name, "", text
	case p.tool == limeSurvey:
		if len(c.aliases) > 1 { // with codes and texts
			name = codeOf.FindString(c.name)
			text = strings.TrimPrefix(c.name, name)
		} else if strings.Contains(name, " ") {
			text = name
		}
		text, _, _ = strings.Cut(text, "[")
		if m := inBrackets.FindStringSubmatch(name); m != nil {
			return m[1] + "[" + edition.Subject + "]" + m[3], m[2], text
		}
	case p.tool == qualtrics:
		text, _, _ = strings.Cut(c.text, " - ")
		if m := underscored.FindStringSubmatch(name); m != nil && strings.Contains(c.text, " - ") {
			return m[1] + "_" + edition.Subject, m[2], c.text[:strings.LastIndex(c.text, " - ")]
		}
	case p.tool == forms:
		whole, end := name, ""
		if _, m := p.words.subject(normal(name), &column{}, p.things.risks); m == unknown {
			if m := numberedEnd.FindStringSubmatch(name); m != nil {
				whole, end = m[1], m[2]
			}
		}
		if p.isSubject(whole) {
			return edition.Subject + end, whole, ""
		}
		for n := len(name) - 1; n > 0; n-- {
			if name[n] == '.' && p.isSubject(name[n+1:]) {
				return name[:n+1] + edition.Subject, name[n+1:], name[:n]
			}
		}
		text = name
	}
	return name, "", text
}

// isSubject reports whether a text is the title of something that a question can be about.
func (p *proposal) isSubject(text string) bool {
	_, risk := p.things.risks.find(text)
	_, category := p.things.categories.find(text)
	return risk || category
}

// isHorizon reports whether a column is about a horizon, and nothing else.
func (p *proposal) isHorizon(c *column) (is bool) {
	for _, label := range c.labels {
		if p.isSubject(label) {
			return false
		}
		is = slices.ContainsFunc(p.survey.Horizons, func(h *model.Horizon) bool {
			for _, title := range h.Title {
				if normal(title) == normal(label) {
					return true
				}
			}
			return false
		})
	}
	return is
}

// look counts what the answers in a column are.
func (p *proposal) look(f *family, at int) {
	const most = 200 // rows
	for _, r := range p.rows[:min(len(p.rows), most)] {
		word := strings.TrimSuffix(p.at(r, at), ";")
		if word == "" {
			continue
		}
		f.some++
		for _, is := range []struct {
			n  *int
			of *kindOf
		}{{&f.groups, p.things.groups}, {&f.asRisks, p.things.risks}, {&f.outlooks, p.things.outlooks},
			{&f.approaches, p.things.approaches}} {
			if _, ok := is.of.find(word); ok {
				*is.n++
			}
		}
		if _, m := p.words.point(word, &model.SurveyQuestion{Max: 10}); m == known {
			f.points++
		}
	}
}

func part(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}

// best returns the family with the best mark, above a least one, and takes it.
func (p *proposal) best(mark func(*family) float64, least float64, marked bool) (best *family) {
	high := least
	for _, f := range p.families {
		if f.taken || f.marked != marked {
			continue
		}
		if m := mark(f); m > high {
			best, high = f, m
		}
	}
	if best != nil {
		best.taken = true
	}
	return best
}

// named says how much a family is named like a question, from 0 to 1: by its text, or by a code like the id.
func (f *family) named(q *model.SurveyQuestion) (like float64) {
	for _, said := range q.Text {
		like = max(like, alike(said, f.text))
	}
	stem, _, _ := strings.Cut(f.name, "[")
	stem = strings.Trim(anyNumber.ReplaceAllString(normal(stem), ""), "_#")
	for _, id := range []string{strings.ReplaceAll(q.ID, "-", ""), string(q.Kind)} {
		if len(stem) >= 3 && (strings.HasPrefix(id, stem) || strings.HasPrefix(stem, id)) {
			like = max(like, 0.9)
		}
	}
	return like
}

// line returns what [import] says of the columns of a question, or "".
func (p *proposal) line(q *model.SurveyQuestion) string {
	const enough = 0.6
	risky := func(f *family) float64 { return part(f.risks, len(f.columns)) }
	switch q.Kind {
	case model.Drivers:
		return p.pairs(q)
	case model.Severity:
		return p.byHorizon(q, true, func(f *family) float64 {
			return f.named(q) + 0.2*risky(f) + 0.2*part(f.points, f.some)
		})
	case model.Outlook:
		return p.byHorizon(q, false, func(f *family) float64 { return 0.7*f.named(q) + part(f.outlooks, f.some) })
	case model.Likelihood, model.Impact:
		f := p.best(func(f *family) float64 { return f.named(q) + 0.2*risky(f) + 0.2*part(f.points, f.some) }, enough, true)
		if f != nil {
			return rewrite.Quote(f.name)
		}
	case model.ApproachTo:
		f := p.best(func(f *family) float64 {
			return f.named(q)/2 + part(f.categories, len(f.columns)) + part(f.approaches, f.some)
		}, enough, true)
		if f != nil {
			p.approach = f
			return rewrite.Quote(f.name)
		}
		return p.bySubject(p.things.categories)
	case model.Current:
		f := p.best(func(f *family) float64 { return f.named(q) + part(f.asRisks, f.some) }, enough, false)
		if f != nil {
			return rewrite.Quote(f.name)
		}
	}
	return ""
}

// bySubject returns a column for each subject, of those whose name or text has its title.
func (p *proposal) bySubject(subjects *kindOf) string {
	var parts []string
	forms := make(map[string]bool) // of names, with a mark
	for _, id := range subjects.ids {
		for _, f := range p.families {
			text := normal(p.columns[f.columns[0]].name + " " + f.text)
			about := slices.ContainsFunc(subjects.titles, func(title string) bool {
				n, ok := subjects.find(title)
				return ok && subjects.ids[n] == id && strings.Contains(text, normal(title))
			})
			if f.taken || f.marked || !about || part(f.approaches, f.some) < 0.5 {
				continue
			}
			f.taken = true
			parts = append(parts, id+" = "+rewrite.Quote(f.name))
			forms[p.marked(f.name, id, subjects)] = true
			break
		}
	}
	switch {
	case len(parts) == 0:
		return ""
	case len(parts) == len(subjects.ids) && len(forms) == 1 && !forms[""]:
		return rewrite.Quote(slices.Collect(maps.Keys(forms))[0])
	}
	return "{ " + strings.Join(parts, ", ") + " }"
}

// marked returns a name with a mark for the title of a subject in it, or "".
func (p *proposal) marked(name, id string, subjects *kindOf) string {
	for _, title := range subjects.titles {
		if n, ok := subjects.find(title); ok && subjects.ids[n] == id && strings.Contains(name, title) {
			return strings.Replace(name, title, edition.Subject, 1)
		}
	}
	return ""
}

// byHorizon returns the columns of a question with horizons: for each the family that names it, or else the first that
// is left.
func (p *proposal) byHorizon(q *model.SurveyQuestion, marked bool, mark func(*family) float64) string {
	const enough = 0.6
	horizons := p.survey.Horizons
	if len(horizons) == 1 {
		if f := p.best(mark, enough, marked); f != nil {
			return rewrite.Quote(f.name)
		}
		return ""
	}
	var found []*family
	for range horizons {
		if f := p.best(mark, enough, marked); f != nil {
			found = append(found, f)
		}
	}
	if len(found) < len(horizons) {
		for _, f := range found {
			f.taken = false
		}
		return ""
	}
	slices.SortFunc(found, func(a, b *family) int { return cmp.Compare(a.columns[0], b.columns[0]) })
	var parts []string
	for _, h := range horizons {
		n := max(0, slices.IndexFunc(found, func(f *family) bool { return p.names(f, h) }))
		parts = append(parts, h.ID+" = "+rewrite.Quote(found[n].name))
		found = slices.Delete(found, n, n+1)
	}
	return "{ " + strings.Join(parts, ", ") + " }"
}

// names reports whether a family names a horizon, in its text or in that of its first column.
func (p *proposal) names(f *family, h *model.Horizon) bool {
	c := p.columns[f.columns[0]]
	text := normal(f.name + " " + c.name + " " + c.text)
	for _, title := range h.Title {
		if strings.Contains(text, normal(title)) {
			return true
		}
	}
	return false
}

// pairs returns the columns of the two sides of pairs of risks.
func (p *proposal) pairs(q *model.SurveyQuestion) string {
	type side struct {
		name    string
		like    float64
		columns int
	}
	var sides []side
	for _, f := range p.families {
		name := p.pairOf(f)
		if name == "" {
			continue
		}
		like := f.named(q) + part(f.asRisks, f.some)
		if n := slices.IndexFunc(sides, func(s side) bool { return s.name == name }); n >= 0 {
			sides[n].like = max(sides[n].like, like)
			sides[n].columns += len(f.columns)
		} else if f.risks == 0 && f.points < f.some {
			sides = append(sides, side{name, like, len(f.columns)})
		}
	}
	const enough = 0.8
	sides = slices.DeleteFunc(sides, func(s side) bool { return s.like < enough })
	if len(sides) > 2 { // a question can have a year in it
		sides = slices.DeleteFunc(sides, func(s side) bool { return s.columns == 1 })
	}
	if len(sides) != 2 {
		return ""
	}
	for _, f := range p.families {
		if name := p.pairOf(f); name == sides[0].name || name == sides[1].name {
			f.taken = true
		}
	}
	return fmt.Sprintf("{ %s = %s, %s = %s }", edition.Drives, rewrite.Quote(sides[0].name), edition.Driven,
		rewrite.Quote(sides[1].name))
}

// pairOf returns the name of columns with a mark for which pair they are of, or "". A name has the number of the pair,
// a code in brackets, or is one of as many as there are pairs.
func (p *proposal) pairOf(f *family) string {
	switch {
	case f.marked:
		return strings.Replace(f.name, edition.Subject, edition.Pair, 1)
	case p.tool == qualtrics:
		return "" // Q7 is a question, not a pair
	case p.tool == forms: // it numbers columns with one name, but for the first
		first := f.name
		if m := numberedEnd.FindStringSubmatch(f.name); m != nil && p.has(m[1]) {
			first = m[1]
		}
		if p.has(first + "2") {
			return first + edition.Pair
		}
	}
	place := anyNumber.FindStringIndex(f.name)
	if place == nil {
		return ""
	}
	return f.name[:place[0]] + edition.Pair + f.name[place[1]:]
}

// has reports whether the export has a column of this very name.
func (p *proposal) has(name string) bool {
	return slices.ContainsFunc(p.columns, func(c *column) bool { return c.name == name })
}

// statements returns, by question, columns of Forms that have the name of a risk and a number alone, when there are as
// many as questions lack: in the order of the form and of the survey, which may not be the same.
func (p *proposal) statements(lines map[string]string) map[string]string {
	var all []*family
	for _, f := range p.families {
		if !f.taken && p.tool == forms && strings.HasPrefix(f.name, edition.Subject) && f.risks > 0 {
			all = append(all, f)
		}
	}
	number := func(f *family) int {
		n, _ := strconv.Atoi(strings.TrimPrefix(f.name, edition.Subject)) // the first has none
		return n
	}
	slices.SortFunc(all, func(a, b *family) int { return cmp.Compare(number(a), number(b)) })
	out := make(map[string]string)
	next := 0
	take := func() string {
		if next++; next > len(all) {
			return ""
		}
		return rewrite.Quote(all[next-1].name)
	}
	for _, q := range p.survey.Questions {
		if lines[q.ID] != "" {
			continue
		}
		switch q.Kind {
		case model.Likelihood, model.Impact:
			out[q.ID] = take()
		case model.Severity:
			if len(p.survey.Horizons) == 1 {
				out[q.ID] = take()
				continue
			}
			var parts []string
			for _, h := range p.survey.Horizons {
				parts = append(parts, h.ID+" = "+take())
			}
			out[q.ID] = "{ " + strings.Join(parts, ", ") + " }"
		}
	}
	if next != len(all) {
		return nil
	}
	return out
}

// hasCodes reports whether the answers are codes. Qualtrics writes then also of itself whether somebody finished as a
// number; LimeSurvey has A1 or 1, of which the first cannot be a point on a scale.
func (p *proposal) hasCodes() bool {
	for _, r := range p.rows {
		if p.tool == qualtrics {
			return slices.Contains([]string{"0", "1"}, p.cell(r, "finished"))
		}
	}
	return p.tool == limeSurvey && slices.ContainsFunc(p.families, func(f *family) bool {
		given := 0
		for _, at := range f.columns {
			for _, r := range p.rows {
				word := p.at(r, at)
				if word != "" && (!codeForm.MatchString(word) || unicode.IsDigit(rune(word[0]))) {
					return false
				}
				if word != "" {
					given++
				}
			}
		}
		return given >= 3
	})
}

// remarks returns, for columns with codes alone, what the codes may mean: in the order of risks.toml, or of
// categories.toml for the question about these, and only as remarks, since nothing in the export says so.
func (p *proposal) remarks(out *Proposal) string {
	var b strings.Builder
	q := p.survey.Asked(model.ApproachTo)
	risks := p.things.risks.ids
	write := func(table string, codes, ids []string) {
		fmt.Fprintf(&b, "[%s]\n", table)
		for n, code := range codes {
			fmt.Fprintf(&b, "# %s = %s\n", rewrite.Quote(code), rewrite.Quote(ids[n]))
		}
	}
	coded := func(f *family) bool { return f.taken && f.marked && f.risks == 0 && f.categories == 0 }
	for _, f := range p.families {
		if coded(f) && len(f.columns) == len(risks) && f != p.approach {
			write("import.words", f.codes, risks)
			break
		}
	}
	if f := p.approach; f != nil && coded(f) && len(f.columns) == len(p.things.categories.ids) {
		write("import.question."+q.ID+".words", f.codes, p.things.categories.ids)
	}
	out.Guessed = b.Len() > 0
	return b.String()
}
